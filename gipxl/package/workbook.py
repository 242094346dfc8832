"""The workbook's own part: which sheets there are, the names, and what guards it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from gipxl.package import calculation, relationships, xml
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.sweeping import swept

# The schema's sequence of what stands in a workbook part.
_ORDER = (
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences "
    "definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing "
    "fileRecoveryPr webPublishObjects extLst"
)

_LONGEST_SHEET_NAME = 31
_NOT_IN_SHEET_NAMES = re.compile(r"[\\/*?:\[\]]")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """One tab of the workbook. ``kind`` is worksheet, chartsheet, dialogsheet or xlMacrosheet."""

    name: str
    part: str
    kind: str
    state: str
    id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DefinedName:
    """A name and what it stands for; ``sheet`` where it belongs to one sheet."""

    name: str
    formula: str
    sheet: str | None = None
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Structure:
    """What the workbook part says."""

    part: str
    strict: bool
    sheets: tuple[Sheet, ...]
    names: tuple[DefinedName, ...]
    date1904: bool
    structure_locked: bool

    def sheet(self, name: str) -> Sheet:
        """The worksheet of that name, as Excel compares names (case aside).

        Raises PackageError where there is none, or where the tab has no cells (a chart, a dialogue).
        """
        found = next((sheet for sheet in self.sheets if sheet.name.casefold() == name.casefold()), None)
        if found is None:
            there = ", ".join(sheet.name for sheet in self.sheets)
            raise PackageError(f"The workbook has no sheet {name!r}.", f"Its sheets are: {there}.")
        if found.kind != "worksheet":
            raise PackageError(f"The sheet {name!r} has no cells: it is a {found.kind}.", "Name another sheet.")
        return found


def read(package: Package) -> Structure:
    """What the workbook part says. Raises PackageError where the package holds no workbook that is made of XML."""
    part = _main_part(package)
    root = _root(package, part)
    related = relationships.of(package, part)
    sheets = tuple(
        sheet for element in _each(root, "sheets", "sheet") if (sheet := _sheet(element, related)) is not None
    )
    properties = xml.child(root, "workbookPr")
    protection = xml.child(root, "workbookProtection")
    return Structure(
        part=part,
        strict=xml.namespace(root) == xml.STRICT_MAIN,
        sheets=sheets,
        names=tuple(_name(element, sheets) for element in _each(root, "definedNames", "definedName")),
        date1904=properties is not None and xml.true(properties.get("date1904")),
        structure_locked=protection is not None and xml.true(protection.get("lockStructure")),
    )


def _main_part(package: Package) -> str:
    found = next((one.part for one in relationships.of(package) if one.kind == "officeDocument" and one.part), None)
    if found is None:
        raise PackageError("The file is a zip, but not a workbook.", "Save it from Excel as .xlsx.")
    if found.endswith(".bin"):
        raise PackageError("The workbook is in Excel's binary format (.xlsb).", "Save it from Excel as .xlsx.")
    return found


def _root(package: Package, part: str) -> xml.Element:
    root = xml.parse(package.part(part), part)
    if xml.local(root) != "workbook":
        raise PackageError("The file is an Office file, but not a workbook.", "Name an Excel workbook.")
    return root


def _each(root: xml.Element, group: str, name: str) -> list[xml.Element]:
    parent = xml.child(root, group)
    return [] if parent is None else list(xml.children(parent, name))


def _sheet(element: xml.Element, related: Collection[relationships.Relationship]) -> Sheet | None:
    """The tab of a <sheet>. One whose part is missing (some programs leave such) is kept as a tab without cells."""
    relation = next((one for one in related if one.id == xml.relation_id(element)), None)
    there = relation is not None and relation.part is not None
    return Sheet(
        name=str(element.get("name", "")),
        part=(relation.part or "") if relation is not None else "",
        kind=relation.kind if relation is not None and there else "missing sheet",
        state=str(element.get("state", "visible")),
        id=str(element.get("sheetId", "")),
    )


def _name(element: xml.Element, sheets: Collection[Sheet]) -> DefinedName:
    place = element.get("localSheetId")
    inside = place is not None and place.isdecimal() and int(place) < len(sheets)
    return DefinedName(
        name=str(element.get("name", "")),
        formula=element.text or "",
        sheet=list(sheets)[int(str(place))].name if inside else None,
        hidden=xml.true(element.get("hidden")),
    )


def free_sheet_name(name: str, taken: Collection[str]) -> str:
    """``name`` as Excel allows it, with a number where a sheet of that name is there already."""
    wanted = _NOT_IN_SHEET_NAMES.sub(" ", name).strip().strip("'")[:_LONGEST_SHEET_NAME] or "Sheet"
    folded = {one.casefold() for one in taken}
    number, free = 1, wanted
    while free.casefold() in folded or free.casefold() == "history":
        number += 1
        free = f"{wanted[: _LONGEST_SHEET_NAME - len(f' {number}')]} {number}"
    return free


def with_sheets(package: Package, sheets: Collection[tuple[str, str, str]]) -> Package:
    """With these sheets (name, part, state) at the end. Their parts must be in the package."""
    structure = read(package)
    ids = [int(sheet.id) for sheet in structure.sheets if sheet.id.isdecimal()]
    base = xml.STRICT_RELATIONSHIPS if structure.strict else xml.RELATIONSHIPS
    entries = []
    for name, part, state in sheets:
        package, relation = relationships.added(package, structure.part, f"{base}/worksheet", part)
        entries.append((name, relation, state))
    root = _root(package, structure.part)
    group = xml.child(root, "sheets")
    if group is None:
        raise PackageError("The workbook has no list of sheets.", "Let Excel repair it, and save it again.")
    for number, (name, relation, state) in enumerate(entries, start=max(ids, default=0) + 1):
        attributes = {"name": name, "sheetId": str(number)} | ({"state": state} if state != "visible" else {})
        xml.set_relation_id(xml.make(group, "sheet", attributes), relation)
    return package.replaced({structure.part: xml.written(root)})


def with_names(package: Package, names: Collection[DefinedName]) -> Package:
    """With these defined names; one that is there already (in the same scope) gets the new meaning."""
    if not names:
        return package
    structure = read(package)
    root = _root(package, structure.part)
    group = xml.child(root, "definedNames")
    if group is None:
        group = xml.make(root, "definedNames")
        xml.place(root, group, _ORDER)
    positions = {sheet.name.casefold(): str(position) for position, sheet in enumerate(structure.sheets)}
    for name in names:
        place = None if name.sheet is None else positions[structure.sheet(name.sheet).name.casefold()]
        for old in list(xml.children(group, "definedName")):
            if (str(old.get("name")).casefold(), old.get("localSheetId")) == (name.name.casefold(), place):
                group.remove(old)
        attributes = {"name": name.name}
        attributes |= {} if place is None else {"localSheetId": place}
        attributes |= {"hidden": "1"} if name.hidden else {}
        xml.make(group, "definedName", attributes, name.formula)
    return package.replaced({structure.part: xml.written(root)})


def recounted(package: Package) -> Package:
    """The workbook, to be counted anew in full when it is opened."""
    structure = read(package)
    root = _root(package, structure.part)
    settings = xml.child(root, "calcPr")
    if settings is None:
        settings = xml.make(root, "calcPr")
        xml.place(root, settings, _ORDER)
    settings.set("fullCalcOnLoad", "1")
    return package.replaced({structure.part: xml.written(root)})


def without(package: Package, sheets: Collection[str], names: Collection[DefinedName]) -> Package:
    """Without these sheets (and every part that only they used), and without these names."""
    if not sheets and not names:
        return package
    structure = read(package)
    gone = [position for position, sheet in enumerate(structure.sheets) if sheet.name in sheets]
    if len(gone) == len(structure.sheets):
        raise PackageError("The workbook would be left without a sheet.", "Keep at least one.")
    root = _root(package, structure.part)
    doomed = {(name.name, name.sheet) for name in names}
    for element in _each(root, "definedNames", "definedName"):
        known = _name(element, structure.sheets)
        if (known.name, known.sheet) in doomed or known.sheet in sheets:
            xml.drop(element)
        elif element.get("localSheetId") is not None:
            element.set("localSheetId", str(_moved(xml.number(element, "localSheetId"), gone)))
    group = xml.child(root, "definedNames")
    if group is not None and not len(group):
        root.remove(group)
    return swept(package, _without_tabs(package, structure, root, gone))


def _moved(position: int, gone: Collection[int]) -> int:
    return position - sum(1 for one in gone if one < position)


def _without_tabs(package: Package, structure: Structure, root: xml.Element, gone: list[int]) -> Package:
    tabs = _each(root, "sheets", "sheet")
    relations = [str(xml.relation_id(tabs[position])) for position in gone]
    for position in gone:
        xml.drop(tabs[position])
    left = len(tabs) - len(gone)
    for view in _each(root, "bookViews", "workbookView"):
        for key in ("activeTab", "firstSheet"):
            at = view.get(key, "")
            if at.isdecimal() and int(at) < len(tabs):
                view.set(key, str(min(_moved(int(at), gone), left - 1)))
    package = package.replaced({structure.part: xml.written(root)})
    package = relationships.removed(package, structure.part, relations)
    ids = {structure.sheets[position].id for position in gone}
    return calculation.without_sheets(package, structure.part, ids)
