"""Styles: formats appended to the workbook's own, none of which is ever changed or renumbered."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field

from gipxl.package import content_types, relationships, workbook, xml
from gipxl.package.parts import Package

_ORDER = "numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst"

# What every workbook must have at least: a font, the two fills that Excel takes for granted, a border, a format.
_LEAST = {
    "fonts": '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    "fills": '<fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>',
    "borders": "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "cellStyleXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    "cellXfs": '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    "cellStyles": '<cellStyle name="Normal" xfId="0" builtinId="0"/>',
}

# Formats below this number are built into Excel and are not written in the file.
FIRST_OWN_NUMBER_FORMAT = 164


@dataclass(kw_only=True)
class Styles:
    """The styles part while formats are being appended to it; ``into`` puts it back."""

    part: str | None
    root: xml.Element
    _known: dict[str, dict[bytes, int]] = field(default_factory=dict)

    @classmethod
    def of(cls, package: Package) -> Styles:
        """The workbook's styles, or the least that a workbook needs where it has none."""
        structure = workbook.read(package)
        related = relationships.of(package, structure.part)
        part = next((one.part for one in related if one.kind == "styles" and one.part), None)
        if part is not None:
            return cls(part=part, root=xml.parse(package.part(part), part))
        space = xml.STRICT_MAIN if structure.strict else xml.MAIN
        return cls(part=None, root=xml.parse(xml.new_part(f'<styleSheet xmlns="{space}"/>')))

    def into(self, package: Package) -> Package:
        """The package with these styles."""
        for name in _LEAST:
            self._group(name)
        if self.part is not None:
            return package.replaced({self.part: xml.written(self.root)})
        structure = workbook.read(package)
        # Many readers know this part by its usual name alone.
        usual = f"{folder(structure.part)}styles.xml"
        part = usual if usual not in package else free_part(package, f"{folder(structure.part)}styles", ".xml")
        package = package.replaced(added={part: xml.written(self.root)})
        base = xml.STRICT_RELATIONSHIPS if structure.strict else xml.RELATIONSHIPS
        package, _ = relationships.added(package, structure.part, f"{base}/styles", part)
        return content_types.declared(package, {part: content_types.STYLES})

    def items(self, group: str) -> list[xml.Element]:
        """The entries of a group ("cellXfs", "fonts" …), in the order of their numbers."""
        return [entry for entry in self._group(group) if xml.local(entry)]

    def append(self, group: str, entry: xml.Element) -> int:
        """The number of an entry, which is added unless an equal one is there."""
        parent = self._group(group)
        known = self._known.setdefault(group, {})
        if not known:
            for number, old in reversed(list(enumerate(self.items(group)))):
                known[xml.canonical(old)] = number
        parent.append(entry)
        key = xml.canonical(entry)
        if key in known:
            parent.remove(entry)
            return known[key]
        known[key] = len(self.items(group)) - 1
        parent.set("count", str(len(self.items(group))))
        return known[key]

    def append_markup(self, group: str, markup: str) -> int:
        """The number of an entry given as markup without namespaces."""
        return self.append(group, self._element(markup))

    def number_formats(self) -> Mapping[int, str]:
        """The workbook's own number formats."""
        group = xml.child(self.root, "numFmts")
        entries = [] if group is None else xml.children(group, "numFmt")
        return {xml.number(entry, "numFmtId"): str(entry.get("formatCode", "")) for entry in entries}

    def number_format(self, code: str) -> int:
        """The number of a number format of the workbook's own, added unless it is there."""
        known = self.number_formats()
        for number, there in known.items():
            if there == code:
                return number
        number = max([FIRST_OWN_NUMBER_FORMAT - 1, *known]) + 1
        group = self._group("numFmts")
        xml.make(group, "numFmt", {"numFmtId": str(number), "formatCode": code})
        group.set("count", str(len(group)))
        return number

    def variant(self, style: int, changes: Mapping[str, str]) -> int:
        """The number of a cell format that is like another but for some attributes (of its <xf>)."""
        formats = self.items("cellXfs")
        entry = copy.deepcopy(formats[style] if style < len(formats) else formats[0])
        for name, value in changes.items():
            entry.set(name, value)
        return self.append("cellXfs", entry)

    def _group(self, name: str) -> xml.Element:
        found = xml.child(self.root, name)
        if found is None:
            found = xml.make(self.root, name)
            xml.place(self.root, found, _ORDER)
            for entry in self._elements(_LEAST.get(name, "")):
                found.append(entry)
            found.set("count", str(len(found)))
        return found

    def _element(self, markup: str) -> xml.Element:
        return self._elements(markup)[0]

    def _elements(self, markup: str) -> list[xml.Element]:
        space = xml.namespace(self.root)
        return list(xml.parse(f'<styleSheet xmlns="{space}">{markup}</styleSheet>'.encode()))


def folder(part: str) -> str:
    """The folder that a part lies in, with its slash; "" at the top."""
    return part[: part.rfind("/") + 1]


def free_part(package: Package, stem: str, ending: str) -> str:
    """A part's name that is not in use: the stem with the first free number."""
    number = 1
    while f"{stem}{number}{ending}" in package:
        number += 1
    return f"{stem}{number}{ending}"
