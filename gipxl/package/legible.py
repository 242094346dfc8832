"""Workbooks spelt as most readers expect them: in UTF-8, with the main parts under their usual names."""

from __future__ import annotations

from gipxl.package import relationships, workbook, xml
from gipxl.package.parts import Package

_WORKBOOK = "xl/workbook.xml"
# Parts that readers look for by name rather than by asking the workbook.
_USUAL = {"sharedStrings": "xl/sharedStrings.xml", "styles": "xl/styles.xml"}


def legible(package: Package) -> Package:
    """The workbook for a reader such as calamine, which sees nothing in other spellings.

    Where nothing is unusual, which is nearly always, it is the same package. To be read only: never an output.
    """
    xmls = [name for name in package.names if name.lower().endswith((".xml", ".rels"))]
    wide = [name for name in xmls if b"\0" in package.start(name)]
    plain = package.replaced({name: xml.as_utf8(package.part(name)) for name in wide}) if wide else package
    main = workbook.read(plain).part
    related = relationships.of(plain, main)
    moved = {
        _USUAL[one.kind]: plain.part(one.part)
        for one in related
        if one.kind in _USUAL and one.part and _USUAL[one.kind] not in plain
    }
    if main != _WORKBOOK and _WORKBOOK not in plain:
        relations = [(one.id, one.type, one.part or one.target, one.part is None) for one in related]
        moved[_WORKBOOK] = plain.part(main)
        moved[relationships.rels_name(_WORKBOOK)] = relationships.part_of(relations, _WORKBOOK)
    return plain.replaced(added=moved) if moved else plain
