"""The calculation chain: Excel's list of the cells that hold formulas. An entry for a cell without one is an error."""

from __future__ import annotations

from collections.abc import Callable, Collection

from gipxl.package import relationships, xml
from gipxl.package.parts import Package
from gipxl.package.sweeping import swept


def without_sheets(package: Package, workbook_part: str, ids: Collection[str]) -> Package:
    """Without the entries of the sheets with these ids."""
    return _without(package, workbook_part, lambda sheet, cell: sheet in ids)


def without_cells(package: Package, workbook_part: str, sheet_id: str, cells: Collection[str]) -> Package:
    """Without the entries of these cells of one sheet."""
    return _without(package, workbook_part, lambda sheet, cell: sheet == sheet_id and cell in cells)


def _without(package: Package, workbook_part: str, doomed: Callable[[str, str], bool]) -> Package:
    chain = next((one for one in relationships.of(package, workbook_part) if one.kind == "calcChain"), None)
    if chain is None or chain.part is None:
        return package
    root = xml.parse(package.part(chain.part), chain.part)
    gone = []
    # An entry that names no sheet is on the sheet of the one before it.
    sheet = "0"
    for entry in xml.children(root, "c"):
        sheet = entry.get("i", sheet)
        if doomed(sheet, str(entry.get("r"))):
            gone.append(entry)
        else:
            entry.set("i", sheet)
    if not gone:
        return package
    for entry in gone:
        root.remove(entry)
    if len(root):
        return package.replaced({chain.part: xml.written(root)})
    return swept(package, relationships.removed(package, workbook_part, [chain.id]))
