"""The public version as a workbook: written anew, so that nothing of the plan's file can be left in it.

Each of its two sheets has its title in A1, what it holds in the cells below, and one named table with one heading row:
no merged cells, no blank cells, rows or columns in it, and nothing told by colour.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from gipxl.outputs.copy.authoring import Font, cell_formats, height_of, lines_of, options_of, text_of
from gipxl.outputs.public.content import HEADINGS, PublicPlan, totals_table
from gipxl.plan import Field
from gipxl.words import count, short_day

_FONT = Font("Arial", 12)
_A4 = 9
_FIGURES = (("Figure", 32.0), ("Number", 12.0), ("Per cent of all", 18.0), ("What it means", 76.0))
_NUMBERS = ("Number", "Per cent of all")


def workbook(plan: PublicPlan) -> bytes:
    """The public version as .xlsx; the same bytes every time."""
    import xlsxwriter  # type: ignore[import-untyped]

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options_of(_FONT)) as book:
        created = datetime(plan.as_at.year, plan.as_at.month, plan.as_at.day)
        book.set_properties(
            {"title": text_of(plan.title), "subject": text_of(plan.subject), "company": plan.body, "created": created}
        )
        formats = cell_formats(book, _FONT)
        formats["aside"] = book.add_format({"font_name": _FONT.name, "font_size": _FONT.size, "valign": "top"})
        _plan_sheet(book.add_worksheet("Plan"), plan, formats)
        _figures_sheet(book.add_worksheet("Figures"), plan, formats)
    return held.getvalue()


def _plan_sheet(page: Any, plan: PublicPlan, formats: Mapping[str, Any]) -> None:
    actions = count(len(plan.rows), "action")
    notes = [
        plan.subject,
        f"{plan.totals} {plan.by_year_end}",
        plan.withheld_words,
        f"This sheet holds one table, of {actions}. The totals stand in a table on the sheet “Figures”.",
    ]
    heading = _top(page, plan.title, notes, formats)
    columns = [HEADINGS[field] for field in plan.columns]
    rows = [[cell.shown for cell in row.cells] for row in plan.rows]
    what = f"The actions of the plan as at {short_day(plan.as_at)}, one in each row."
    _table(page, "Plan", what, heading, columns, rows, formats, bold=plan.columns[0] is Field.REF)
    _set_up(page, heading, plan.title)


def _figures_sheet(page: Any, plan: PublicPlan, formats: Mapping[str, Any]) -> None:
    notes = [
        f"{plan.title}. {plan.subject}.",
        "These are the totals of the whole plan, as they are reported.",
        plan.withheld_words,
        "This sheet holds one table.",
    ]
    heading = _top(page, "Figures", notes, formats)
    rows: list[Sequence[str | int | float | date]] = [
        (figure, value, "Not applicable" if percent is None else percent / 100, meaning)
        for figure, value, percent, meaning in totals_table(plan)
    ]
    _table(page, "Figures", "The totals of the plan.", heading, _FIGURES, rows, formats, bold=True)
    _set_up(page, heading, "Figures")


def _top(page: Any, title: str, notes: Sequence[str], formats: Mapping[str, Any]) -> int:
    """Writes the title and the notes, those without words left out; returns the row of the table, counted from 0."""
    page.write_string(0, 0, text_of(title), formats["title"])
    said = [note for note in notes if note]
    for row, note in enumerate(said, start=1):
        page.write_string(row, 0, text_of(note), formats["aside"])
    return len(said) + 1


def _table(
    page: Any,
    name: str,
    what: str,
    heading: int,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str | int | float | date]],
    formats: Mapping[str, Any],
    *,
    bold: bool,
) -> None:
    """A named table with one heading row; the first column in bold where it names the row."""
    for at, (_, width) in enumerate(columns):
        page.set_column(at, at, width)
    headings = [
        {"header": text, "header_format": formats["heading_right" if text in _NUMBERS else "heading"]}
        for text, _ in columns
    ]
    page.set_row(heading, height_of(max(lines_of(text, width - 4) for text, width in columns), _FONT.size) + 8)
    page.add_table(
        heading, 0, heading + len(rows), len(columns) - 1,
        {"name": name, "title": name, "description": what, "columns": headings, "style": None, "autofilter": False},
    )  # fmt: skip
    for row, cells in enumerate(rows, start=heading + 1):
        widths = [width for _, width in columns]
        lines = max(
            lines_of(cell, width - 2) if isinstance(cell, str) else 1 for cell, width in zip(cells, widths, strict=True)
        )
        page.set_row(row, height_of(lines, _FONT.size) + 2)
        for at, cell in enumerate(cells):
            _put(page, row, at, cell, formats, is_name=bold and at == 0)


def _put(
    page: Any, row: int, column: int, value: str | int | float | date, formats: Mapping[str, Any], *, is_name: bool
) -> None:
    match value:
        case str() if value == "Not applicable":
            page.write_string(row, column, value, formats["right"])
        case str():
            page.write_string(row, column, text_of(value), formats["ref" if is_name else "text"])
        case date() if value.year >= 1900:
            page.write_datetime(row, column, value, formats["date"])
        case date():
            page.write_string(row, column, short_day(value), formats["text"])
        case float():
            page.write_number(row, column, value, formats["percent"])
        case _:
            page.write_number(row, column, value, formats["number"])


def _set_up(page: Any, heading: int, title: str) -> None:
    """How the sheet is seen and printed; nothing is frozen, since that takes the room of who enlarges the letters."""
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    name = text_of(title).replace("&", "&&")[:100]
    page.set_footer(f"&L{name}&RPage &P of &N")
