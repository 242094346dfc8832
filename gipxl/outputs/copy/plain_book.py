"""A new .xlsx with the values of a source whose own format cannot be added to: .xls, .ods, .xlsb or .csv."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from gipxl.outputs.copy.authoring import text_of
from gipxl.package.workbook import free_sheet_name
from gipxl.plan import Plan
from gipxl.reading.cells import Sheet, Value, read_sheets, shown
from gipxl.reading.delimited import read_delimited

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_NARROWEST, _WIDEST = 8, 48
_FIRST_DAY = date(1900, 1, 1)


def plain_book(source: bytes, plan: Plan) -> tuple[bytes, Mapping[str, str]]:
    """Every sheet's values in their own cells, the plan's heading bold, dates as dates; the same bytes every time.

    Gives the workbook, and what each sheet is called in it: Excel allows no long names, nor all signs.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    path = Path(plan.path)
    is_text = path.suffix.lower() in _TEXT_SUFFIXES
    sheets = read_delimited(source, path) if is_text else read_sheets(source, path)
    held = io.BytesIO()
    called: dict[str, str] = {}
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": datetime(plan.as_at.year, plan.as_at.month, plan.as_at.day)})
        formats = {name: book.add_format(properties) for name, properties in _FORMATS.items()}
        for sheet in sheets:
            called[sheet.name] = free_sheet_name(sheet.name, called.values())
            page = book.add_worksheet(called[sheet.name])
            is_plan = sheet.name == plan.sheet
            _write(page, sheet, formats, plan.heading_rows if is_plan else ())
            if is_plan:
                page.freeze_panes(plan.heading_rows[-1] if plan.heading_rows else 0, 0)
                page.activate()
            elif sheet.hidden:
                page.hide()
    return held.getvalue(), called


_FORMATS: dict[str, dict[str, Any]] = {
    "plain": {"text_wrap": True, "valign": "top"},
    "heading": {"text_wrap": True, "valign": "vcenter", "bold": True, "bottom": 1},
    "date": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm:ss", "valign": "top", "align": "left"},
    "time": {"num_format": "hh:mm:ss", "valign": "top"},
    "duration": {"num_format": "[h]:mm:ss", "valign": "top"},
}


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], heading_rows: Sequence[int]) -> None:
    widths: dict[int, int] = {}
    for row, values in enumerate(sheet.rows, sheet.top):
        style = "heading" if row in heading_rows else "plain"
        for column, value in enumerate(values, sheet.left):
            if value != "":
                _put(page, row - 1, column - 1, value, formats, style)
                longest = max((len(line) for line in shown(value).split("\n")), default=0)
                widths[column] = max(widths.get(column, 0), longest)
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, min(max(width + 2, _NARROWEST), _WIDEST))
    for top, left, bottom, right in sheet.merged:
        _merge(page, sheet, (top, left, bottom, right), formats, heading_rows)


def _merge(
    page: Any, sheet: Sheet, area: tuple[int, int, int, int], formats: dict[str, Any], heading_rows: Sequence[int]
) -> None:
    top, left, bottom, right = area
    style = "heading" if top in heading_rows else "plain"
    page.merge_range(top - 1, left - 1, bottom - 1, right - 1, "", formats[style])
    # Merging writes the first cell once more: its value goes back in.
    if (value := sheet.value(top, left)) != "":
        _put(page, top - 1, left - 1, value, formats, style)


def _put(page: Any, row: int, column: int, value: Value, formats: dict[str, Any], style: str) -> None:
    match value:
        case str():
            page.write_string(row, column, text_of(value), formats[style])
        case bool():
            page.write_boolean(row, column, value, formats[style])
        case int() | float() if isfinite(value):
            page.write_number(row, column, value, formats[style])
        case datetime() if value.date() >= _FIRST_DAY:
            page.write_datetime(row, column, value, formats["moment"])
        case date() if not isinstance(value, datetime) and value >= _FIRST_DAY:
            page.write_datetime(row, column, value, formats["date"])
        case time():
            page.write_datetime(row, column, value, formats["time"])
        case timedelta():
            page.write_number(row, column, value / timedelta(days=1), formats["duration"])
        case _:
            page.write_string(row, column, shown(value), formats[style])
