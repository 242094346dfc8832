"""Other values for given cells, and nothing else changed: formats, other cells and their formulas stay.

Texts are written into the cell itself, so that the list of shared texts is not disturbed. Formulas that rest on a
changed cell keep the result that is stored for them until Excel counts again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gipxl.package import calculation, relationships, rows, runs, sharing, workbook, xml
from gipxl.package.addresses import Area, area, cell, cell_name
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.patch import Patch, Value
from gipxl.package.sheet import SheetXml
from gipxl.package.styles import Styles


def patched(package: Package, sheet: str, values: Mapping[str, Value], *, date_format: str | None = None) -> Package:
    """The package with other values in these cells of a sheet (None empties a cell).

    A day gets the cell's own date format, or ``date_format`` (Excel's short date unless given) where it has none.
    Raises PackageError for a cell that cannot take a value by itself: one that a merged cell covers, a part of a
    formula that fills several cells, a table's heading; and for a value that Excel has no room for.
    """
    if not values:
        return package
    structure = workbook.read(package)
    tab = structure.sheet(sheet)
    content = SheetXml.read(package, tab.part)
    patch = Patch(
        sheet=content,
        content=rows.plain(content),
        styles=Styles.of(package),
        texts=_shared_texts(package, structure),
        date1904=structure.date1904,
        date_format=date_format,
    )
    wanted: dict[int, dict[int, Value]] = {}
    for name, value in values.items():
        row, column = cell(name)
        wanted.setdefault(row, {})[column] = value
    _refuse(wanted, content, patch.content, _table_headings(package, tab.part))
    written = patch.written(wanted)
    package = package.replaced({tab.part: written})
    if patch.restyled:
        package = patch.styles.into(package)
    return calculation.without_cells(package, structure.part, tab.id, patch.overwritten)


def _shared_texts(package: Package, structure: workbook.Structure) -> runs.SharedTexts:
    related = relationships.of(package, structure.part)
    part = next((one.part for one in related if one.kind == "sharedStrings" and one.part), None)
    return runs.SharedTexts(package=package, part=part)


def _table_headings(package: Package, part: str) -> list[Area]:
    """The heading cells of the sheet's tables, whose words the tables know their columns by."""
    headings = []
    for relation in relationships.of(package, part):
        if relation.kind == "table" and relation.part:
            root = xml.parse(package.part(relation.part), relation.part)
            place = area(str(root.get("ref", "A1")))
            count = xml.number(root, "headerRowCount", 1)
            headings.append(place._replace(bottom=place.top + count - 1))
    return headings


def _refuse(
    wanted: Mapping[int, Mapping[int, Value]], sheet: SheetXml, content: bytes, headings: Sequence[Area]
) -> None:
    merged = sheet.merged()
    spread = sharing.spread_formulas(content, rows.grammar(sheet.prefix))
    for row, columns in wanted.items():
        for column in columns:
            name = cell_name(row, column)
            for place in merged:
                if place.holds(row, column) and (row, column) != (place.top, place.left):
                    first = cell_name(place.top, place.left)
                    raise PackageError(f"{name} is covered by the merged cell {place}.", f"Write to {first}.")
            for place in spread:
                if place.holds(row, column):
                    raise PackageError(
                        f"{name} belongs to a formula that fills {place}.", "Change that formula in Excel first."
                    )
            if any(place.holds(row, column) for place in headings):
                raise PackageError(f"{name} is the heading of a table's column.", "Rename it in Excel.")
