"""A new .xlsx with the values of a source whose own format cannot be added to: .xls, .ods, .xlsb or .csv."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from pathlib import Path
from typing import Any

from gipxl.outputs.copy.authoring import height_of, lines_of, text_of
from gipxl.package.workbook import free_sheet_name
from gipxl.plan import Plan
from gipxl.reading.cells import Sheet, Value, shown
from gipxl.reading.delimited import read_delimited
from gipxl.reading.opening import open_workbook, too_large
from gipxl.settings import LimitSettings

_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_NARROWEST, _WIDEST = 8, 40
_SIZE = 11
_FIRST_DAY = date(1900, 1, 1)


def plain_book(source: bytes, plan: Plan, limits: LimitSettings) -> tuple[bytes, Mapping[str, str]]:
    """Every sheet's values in their own cells, the plan's heading bold, dates as dates; the same bytes every time.

    Gives the workbook, and what each sheet is called in it: Excel allows no long names, nor all signs.
    """
    import xlsxwriter  # type: ignore[import-untyped]

    path = Path(plan.path)
    is_text = path.suffix.lower() in _TEXT_SUFFIXES
    sheets = read_delimited(source, path) if is_text else _sheets(source, path, limits)
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
            heading_rows = plan.heading_rows if sheet.name == plan.sheet else ()
            _write(page, sheet, formats, heading_rows)
            _set_up(page, heading_rows)
            if sheet.name == plan.sheet:
                page.activate()
            elif sheet.hidden:
                page.hide()
    return held.getvalue(), called


def _sheets(source: bytes, path: Path, limits: LimitSettings) -> Sequence[Sheet]:
    opened = open_workbook(path, limits, source)
    if opened.too_large:
        raise too_large(path, f"the sheet “{opened.too_large[0]}”", limits)
    return opened.sheets


_FORMATS: dict[str, dict[str, Any]] = {
    "running": {"valign": "top"},
    "plain": {"text_wrap": True, "valign": "top"},
    "heading": {"text_wrap": True, "valign": "vcenter", "bold": True, "bottom": 1},
    "date": {"num_format": "dd/mm/yyyy", "valign": "top", "align": "left"},
    "moment": {"num_format": "dd/mm/yyyy hh:mm:ss", "valign": "top", "align": "left"},
    "time": {"num_format": "hh:mm:ss", "valign": "top"},
    "duration": {"num_format": "[h]:mm:ss", "valign": "top"},
}


def _set_up(page: Any, heading_rows: Sequence[int]) -> None:
    """Frozen and repeated headings, and pages that are wide enough."""
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    if heading_rows:
        page.freeze_panes(heading_rows[-1], 0)
        page.repeat_rows(heading_rows[0] - 1, heading_rows[-1] - 1)


def _write(page: Any, sheet: Sheet, formats: dict[str, Any], heading_rows: Sequence[int]) -> None:
    first = heading_rows[0] if heading_rows else sheet.top
    widths = _widths(sheet, first)
    for column, width in widths.items():
        page.set_column(column - 1, column - 1, width)
    for row, values in enumerate(sheet.rows, sheet.top):
        runs_on = row < first or _is_banner(values)
        style = "heading" if row in heading_rows else "running" if runs_on else "plain"
        lines = 1
        for column, value in enumerate(values, sheet.left):
            if value != "":
                _put(page, row - 1, column - 1, value, formats, style)
                lines = lines if runs_on else max(lines, lines_of(shown(value), widths[column]))
        if lines > 1:
            page.set_row(row - 1, height_of(lines, _SIZE))
    for area in sheet.merged:
        _merge(page, sheet, area, formats, "heading" if area[0] in heading_rows else "plain")


def _is_banner(values: Sequence[Value]) -> bool:
    """A text alone in its row runs on over the empty cells beside it."""
    return len(values) > 1 and sum(value != "" for value in values) == 1


def _widths(sheet: Sheet, first: int) -> dict[int, int]:
    """A width for each column by its longest line, titles above the table and banners aside."""
    widths: dict[int, int] = {}
    for values in sheet.rows[max(first - sheet.top, 0) :]:
        for column, value in enumerate(values, sheet.left):
            if value != "" and not _is_banner(values):
                widths[column] = max(widths.get(column, 0), *(len(line) for line in shown(value).split("\n")))
    columns = range(sheet.left, sheet.right + 1)
    return {column: min(max(widths.get(column, 0) + 2, _NARROWEST), _WIDEST) for column in columns}


def _merge(page: Any, sheet: Sheet, area: tuple[int, int, int, int], formats: dict[str, Any], style: str) -> None:
    top, left, bottom, right = area
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
