"""The sheet of the plan itself, and that of completed work: one table with room to grow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gipxl.outputs.copy.authoring import height_of, lines_of, text_of
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.new_plan.columns import DATES, as_plan_column, fields_in, headings_of
from gipxl.outputs.new_plan.template import Cell, NewPlan, Row
from gipxl.outputs.new_plan.validation import for_column, for_day, for_text
from gipxl.outputs.plain import harmless
from gipxl.package.addresses import column_letters as letters
from gipxl.plan import Field
from gipxl.words import short_day

#: Counted from 1: title, marking and "As at" stand above.
MARKING_ROW, AS_AT_ROW, HEADING_ROW, FIRST_ROW = 2, 3, 4, 5
AS_AT_CELL = "$B$3"
FINISHED = "Completed"
#: How many rows below the last one take part in lists, dates and formats already.
_ROOM_BELOW = 300
_CORE = (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED, Field.STATUS)
_SIZE = 11


@dataclass(frozen=True, kw_only=True)
class TableSheet:
    """One table of a new plan: its sheet, what heads it, and its rows."""

    plan: NewPlan
    name: str
    title: str
    rows: Sequence[Row]
    is_finished: bool = False

    @property
    def last_row(self) -> int:
        """The last row that lists, dates and formats look at."""
        return FIRST_ROW + len(self.rows) - 1 + _ROOM_BELOW


def layout_of(sheet: TableSheet) -> Layout:
    """Where the table lies, as the formulas of the signs speak of it."""
    columns = sheet.plan.columns
    at: dict[Field, tuple[str, ...]] = {
        field: (letters(place),) for place, field in enumerate(columns, 1) if isinstance(field, Field)
    }
    has_ref = Field.REF in at
    besides = (*((Field.TITLE,) if has_ref else ()), *_CORE)
    return Layout(
        sheet=sheet.name,
        first=FIRST_ROW,
        last=sheet.last_row,
        key=at[Field.REF if has_ref else Field.TITLE][0],
        besides=tuple(at[field][0] for field in besides if field in at),
        columns=at,
        looks_like_action=frozenset(),
    )


def write(page: Any, sheet: TableSheet, formats: Mapping[str, Any]) -> None:
    """The sheet, but for the signs, which are laid over it afterwards."""
    for place, column in enumerate(sheet.plan.columns):
        about = as_plan_column(column)
        page.set_column(place, place, about.width, formats["cell_date" if column in DATES else "cell"])
    _above(page, sheet, formats)
    _table(page, sheet, formats)
    _asks(page, sheet)
    _set_up(page, sheet)


def _above(page: Any, sheet: TableSheet, formats: Mapping[str, Any]) -> None:
    plan = sheet.plan
    for row in range(HEADING_ROW - 1):
        page.set_row(row, 26 if row == 0 else 20, formats["plain"])
    page.write_string(0, 0, text_of(sheet.title), formats["title"])
    _put(page, MARKING_ROW - 1, 0, plan.marking, formats["marking"])
    page.data_validation(
        MARKING_ROW - 1, 0, MARKING_ROW - 1, 0,
        for_text("Protective marking", "Such as OFFICIAL. Leave this cell empty where the plan carries none."),
    )  # fmt: skip
    if not sheet.is_finished:
        _as_at(page, plan.as_at, formats)


def _as_at(page: Any, day: date | None, formats: Mapping[str, Any]) -> None:
    page.write_string(AS_AT_ROW - 1, 0, "As at", formats["label"])
    _put(page, AS_AT_ROW - 1, 1, day, formats["as_at"])
    hint = "The day at which the plan stands, such as 30/09/2021. The colours below and all figures count from it."
    page.data_validation(AS_AT_ROW - 1, 1, AS_AT_ROW - 1, 1, for_day("As at", hint))


def _table(page: Any, sheet: TableSheet, formats: Mapping[str, Any]) -> None:
    columns = sheet.plan.columns
    texts = headings_of(columns, sheet.plan.settings.plan.columns, sheet.plan.headings)
    headings = [{"header": text, "header_format": formats["plan_heading"]} for text in texts]
    page.set_row(HEADING_ROW - 1, height_of(2, _SIZE) + 8)
    last = FIRST_ROW - 1 + max(len(sheet.rows), 1) - 1  # a table has one row at least; it grows as staff type below
    name = "".join(letter if letter.isalnum() else "_" for letter in sheet.name)
    name = name if name[:1].isalpha() else f"_{name}"  # the name of a table begins with no figure
    page.add_table(
        HEADING_ROW - 1, 0, last, len(columns) - 1,
        {
            "name": f"{name}_table", "columns": headings, "style": None,
            "title": text_of(sheet.title), "description": "One row for each action, under one row of headings.",
        },
    )  # fmt: skip
    for at, row in enumerate(sheet.rows or [{}], FIRST_ROW - 1):
        page.set_row(at, _height(sheet.plan.columns, row))
        for place, column in enumerate(sheet.plan.columns):
            value = row.get(column)
            is_day = column in DATES or isinstance(value, date)
            _put(page, at, place, value, formats["row_date" if is_day else "row"])


def _put(page: Any, row: int, place: int, value: Cell, style: Any) -> None:
    """A text as text, a number as a number and a day as a day; one before 1900, which Excel does not know, as text."""
    match value:
        case None | "":
            page.write_blank(row, place, None, style)
        case str():
            page.write_string(row, place, text_of(value), style)
        case date() if value.year < 1900:
            page.write_string(row, place, short_day(value), style)
        case date():
            page.write_datetime(row, place, value, style)
        case _:
            page.write_number(row, place, value, style)


def _height(columns: Sequence[str], row: Row) -> float:
    """Points enough for the longest of the wrapped texts."""
    texts = ((value, as_plan_column(column).width) for column in columns if isinstance(value := row.get(column), str))
    return height_of(max((lines_of(text, width - 2) for text, width in texts), default=1), _SIZE)


def _asks(page: Any, sheet: TableSheet) -> None:
    """Lists to choose from and dates, reaching far below the last row."""
    for place, column in enumerate(sheet.plan.columns):
        asked = for_column(column, letters(place + 1), FIRST_ROW, sheet.last_row)
        if asked:
            page.data_validation(FIRST_ROW - 1, place, sheet.last_row - 1, place, asked)


def _set_up(page: Any, sheet: TableSheet) -> None:
    """How the sheet is seen and printed."""
    plan = sheet.plan
    page.freeze_panes(HEADING_ROW, 2 if {Field.REF, Field.TITLE} <= {*fields_in(plan.columns[:2])} else 1)
    page.set_landscape()
    page.set_paper(8)  # A3
    page.fit_to_pages(1, 0)
    page.repeat_rows(HEADING_ROW - 1)
    page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
    marking, body, title = (harmless(text).replace("&", "&&")[:80] for text in (plan.marking, plan.body, sheet.title))
    page.set_header(f"{f'&L{body}' if body else ''}{f'&C&B{marking}' if marking else ''}")
    page.set_footer(f"&L{title}{f'&C&B{marking}&B' if marking else ''}&RPage &P of &N")
