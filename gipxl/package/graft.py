"""Sheets that XlsxWriter wrote, put at the end of another workbook with everything that belongs to them.

They come last, so that nothing which counts sheets (names of single sheets, the active tab, the calculation chain)
has to change. Their texts are written into the cells, their formats appended to the workbook's own, and their parts,
tables renamed where the workbook has some of that name already, and names given our mark; formulas and charts follow.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from gipxl.package import content_types, dialect, formulas, marks, relationships, serials, workbook, xml
from gipxl.package.parts import Package
from gipxl.package.restyling import Restyled
from gipxl.package.styles import Styles, folder, free_part

_FORMULAS = ("f", "formula", "formula1", "formula2", "calculatedColumnFormula", "totalsRowFormula")


def added(package: Package, addition: bytes) -> tuple[Package, dict[str, str]]:
    """The package with every worksheet of ``addition`` (an .xlsx made by XlsxWriter), and what each is now called.

    Raises PackageError where the addition is no workbook.
    """
    source = Package.read(addition, None)
    target = workbook.read(package)
    source = dialect.strict(source) if target.strict else source
    theirs = workbook.read(source)
    sheets: dict[str, str] = {}
    for sheet in theirs.sheets:
        sheets[sheet.name] = workbook.free_sheet_name(
            sheet.name, [*(one.name for one in target.sheets), *sheets.values()]
        )
    tables = _tables(package)
    graft = _Graft(
        package=package,
        source=source,
        home=folder(target.part),
        theirs=folder(theirs.part),
        types=content_types.of(source),
        sheets=sheets,
        names=_free_names(source, theirs, {*tables.names, *(name.name.casefold() for name in target.names)}),
        next_table=max(tables.ids, default=0) + 1,
        strings=_strings(source, theirs),
        # Days count from 1900 or from 1904: the numbers that stand for them must follow the workbook.
        later=serials.BETWEEN_THE_STARTS * (theirs.date1904 - target.date1904),
        restyled=Restyled(ours=Styles.of(source), theirs=Styles.of(package)),
    )
    return graft.done(theirs), sheets


@dataclass(frozen=True, kw_only=True)
class _Tables:
    """What the tables of a workbook are called and numbered."""

    names: set[str]
    ids: set[int]


def _tables(package: Package) -> _Tables:
    names: set[str] = set()
    ids: set[int] = set()
    for name, type in content_types.of(package).items():
        if type.endswith("spreadsheetml.table+xml"):
            root = xml.parse(package.part(name), name)
            names |= {str(root.get(key, "")).casefold() for key in ("name", "displayName")}
            ids.add(xml.number(root, "id"))
    return _Tables(names=names, ids=ids)


def _free_names(source: Package, theirs: workbook.Structure, taken: set[str]) -> dict[str, str]:
    """What the addition's tables and defined names are to be called: numbered where the name is in use.

    The names (tables go with their sheet) are given our mark, so that they can be taken away again.
    """
    tables = [
        str(xml.parse(source.part(name), name).get("displayName"))
        for name, type in content_types.of(source).items()
        if type.endswith("spreadsheetml.table+xml")
    ]
    names = [name.name for name in theirs.names if name.sheet is None]
    wanted = {table: table for table in tables}
    wanted |= {name: name if name.startswith(marks.NAME_PREFIX) else f"{marks.NAME_PREFIX}{name}" for name in names}
    free: dict[str, str] = {}
    for given, name in wanted.items():
        number, free[given] = 1, name
        while free[given].casefold() in taken:
            number += 1
            free[given] = f"{name}_{number}"
        taken.add(free[given].casefold())
    return free


def _strings(source: Package, theirs: workbook.Structure) -> list[xml.Element]:
    related = relationships.of(source, theirs.part)
    part = next((one.part for one in related if one.kind == "sharedStrings" and one.part), None)
    return [] if part is None else list(xml.children(xml.parse(source.part(part), part), "si"))


@dataclass(kw_only=True)
class _Graft:
    """One graft under way: the workbook as it grows, and what has been carried over under what name."""

    package: Package
    source: Package
    home: str
    theirs: str
    types: Mapping[str, str]
    sheets: Mapping[str, str]
    names: Mapping[str, str]
    next_table: int
    strings: list[xml.Element]
    later: int
    restyled: Restyled
    _carried: dict[str, str] = field(default_factory=dict)
    _types: dict[str, str] = field(default_factory=dict)

    def done(self, theirs: workbook.Structure) -> Package:
        """The workbook with all of it."""
        tabs = [(self.sheets[sheet.name], self._carry(sheet.part), sheet.state) for sheet in theirs.sheets]
        package = self.restyled.theirs.into(self.package)
        package = workbook.with_sheets(content_types.declared(package, self._types), tabs)
        names = (
            workbook.DefinedName(
                name=name.name if name.sheet else self.names[name.name],
                formula=self._formula(name.formula),
                sheet=self.sheets[name.sheet] if name.sheet else None,
                hidden=name.hidden,
            )
            for name in theirs.names
        )
        return workbook.with_names(package, list(names))

    def _carry(self, part: str) -> str:
        """Copy a part and those it refers to, each once; the name it has now."""
        if part in self._carried:
            return self._carried[part]
        relations = [
            (one.id, one.type, self._carry(one.part) if one.part else self._address(one.target), one.part is None)
            for one in relationships.of(self.source, part)
        ]
        data = self._content(part)
        stem, ending = re.sub(r"\d*\.[^./]*\Z", "", part), part[part.rfind(".") :]
        name = free_part(self.package, f"{self.home}{stem.removeprefix(self.theirs)}", ending)
        added = {name: data}
        if relations:
            added[relationships.rels_name(name)] = relationships.part_of(relations, name)
        self.package = self.package.replaced(added=added)
        self._carried[part] = name
        self._types[name] = self.types[part]
        return name

    def _address(self, target: str) -> str:
        """The address of a link; one inside the workbook begins with # and names a sheet."""
        return f"#{self._formula(target[1:])}" if target.startswith("#") else target

    def _content(self, part: str) -> bytes:
        if not part.endswith(".xml"):
            return self.source.part(part)
        root = xml.parse(self.source.part(part), part)
        if xml.local(root) == "worksheet":
            self._worksheet(root)
        elif xml.local(root) == "table":
            self._table(root)
        elif xml.local(root) != "chartSpace":
            return self.source.part(part)
        for element in root.iter(*(f"{{*}}{name}" for name in _FORMULAS)):
            element.text = self._formula(element.text or "")
        return xml.written(root)

    def _formula(self, formula: str) -> str:
        return formulas.renamed(formula, self.sheets, self.names)

    def _worksheet(self, root: xml.Element) -> None:
        for view in xml.descendants(root, "sheetView"):
            # Two selected tabs would be edited as one.
            xml.drop_attribute(view, "tabSelected")
        for link in xml.descendants(root, "hyperlink"):
            if link.get("location"):
                link.set("location", self._formula(str(link.get("location"))))
        self._restyle(xml.descendants(root, "col"), "style")
        self._restyle(xml.descendants(root, "row"), "s")
        cells = list(xml.descendants(root, "c"))
        self._shift_days(cells if self.later else [])
        self._restyle(cells, "s")
        for cell in cells:
            self._localise(cell)
        for rule in xml.descendants(root, "cfRule"):
            if rule.get("dxfId") is not None:
                rule.set("dxfId", self.restyled.mark(str(rule.get("dxfId"))))

    def _shift_days(self, cells: Iterable[xml.Element]) -> None:
        for cell in cells:
            value = xml.child(cell, "v")
            if value is not None and cell.get("t", "n") == "n" and self.restyled.shows_a_day(cell.get("s", "0")):
                value.text = repr(float(value.text or "0") + self.later).removesuffix(".0")

    def _restyle(self, elements: Iterable[xml.Element], key: str) -> None:
        for element in elements:
            number = element.get(key)
            if number is not None:
                element.set(key, self.restyled.cell(str(number)))

    def _localise(self, cell: xml.Element) -> None:
        """Free a cell from what it refers to outside its sheet: its text, and the list of dynamic formulas."""
        xml.drop_attribute(cell, "cm")
        if cell.get("t") != "s":
            return
        value = cell.find("{*}v")
        if value is None:
            return
        text = copy.deepcopy(self.strings[int(value.text or "0")])
        text.tag = text.tag[: -len("si")] + "is"
        cell.remove(value)
        cell.append(text)
        cell.set("t", "inlineStr")

    def _table(self, root: xml.Element) -> None:
        name = self.names[str(root.get("displayName"))]
        root.set("id", str(self.next_table))
        root.set("name", name)
        root.set("displayName", name)
        self.next_table += 1
        for element in root.iter("{*}table", "{*}tableColumn"):
            for key in [key for key in element.attrib if str(key).endswith("DxfId")]:
                element.set(key, self.restyled.mark(str(element.get(key))))
