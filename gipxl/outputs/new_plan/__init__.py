"""A new plan workbook: an empty one to fill in, or next year's with the actions carried forward.

The plan's own sheet has lists to choose from, dates that ask for the day first, and the signs of the flagged copy, live
from the first row on. Beside it stand the sheet of completed work, where there is any, the details of the report, the
lists, and guidance. The same values give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from gipxl.outputs.copy import names as live
from gipxl.outputs.copy.authoring import House, options_of, write_sheets
from gipxl.outputs.copy.formats import formats as signs
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.copy.readings import words_known
from gipxl.outputs.new_plan import guidance, lists, report_details, table
from gipxl.outputs.new_plan.looks import FONT, formats_of
from gipxl.outputs.new_plan.report_details import Given
from gipxl.outputs.new_plan.table import TableSheet, layout_of
from gipxl.outputs.new_plan.template import COLUMNS, Cell, NewPlan, Row, fitting, sheet_name, statuses_for
from gipxl.outputs.plain import harmless
from gipxl.package.book import Workbook
from gipxl.package.formulas import quoted_sheet
from gipxl.plan import Detail, Marks

__all__ = [
    "COLUMNS", "Cell", "Given", "NewPlan", "Row", "details_workbook", "plan_workbook", "sheet_name", "statuses_for",
]  # fmt: skip

#: When every new workbook says it was made, unless it stands at a day: the same bytes come out whenever it is written.
_MADE = date(2020, 4, 1)


def plan_workbook(plan: NewPlan) -> bytes:
    """The .xlsx of a new plan. A sheet's name that Excel would not take gives way to the usual one."""
    plan = replace(plan, sheet=fitting(plan.sheet))
    sheet = TableSheet(plan=plan, name=plan.sheet, title=plan.title, rows=plan.rows)
    layout = layout_of(sheet)
    made = Workbook.open(_authored(plan, sheet, layout))
    for name, formula in _names(plan).items():
        made.define_name(name, formula)
    made.add_formats(plan.sheet, signs(layout, Marks(), plan.settings.copy.colours, with_findings=False))
    return made.to_bytes()


def details_workbook(given: Given) -> bytes:
    """The .xlsx with the *Report details* sheet alone, to be moved into a workbook that has none."""
    import xlsxwriter  # type: ignore[import-untyped]

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options_of(FONT)) as book:
        book.set_properties({"title": report_details.NAME, "created": _moment(_MADE)})
        write_sheets(book, [report_details.sheet(given)], _house(""))
        report_details.ask_for_days(book.get_worksheet_by_name(report_details.NAME), given)
    return held.getvalue()


def _authored(plan: NewPlan, sheet: TableSheet, layout: Layout) -> bytes:
    """The workbook without names and signs."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, options_of(FONT)) as book:
        book.set_properties(
            {"title": harmless(plan.title), "company": harmless(plan.body), "created": _moment(plan.as_at or _MADE)}
        )
        formats = formats_of(book)
        for each in (sheet, *_finished(plan)):
            table.write(book.add_worksheet(each.name), each, formats)
        write_sheets(book, [report_details.sheet(plan.details, plan.more_details)], _house(plan.marking))
        lists.write(book.add_worksheet(lists.NAME), plan, formats)
        write_sheets(book, [guidance.sheet(plan, layout)], _house(plan.marking))
        report_details.ask_for_days(book.get_worksheet_by_name(report_details.NAME), plan.details)
        guidance.show_samples(book, book.get_worksheet_by_name(guidance.NAME), plan, layout)
    return held.getvalue()


def _finished(plan: NewPlan) -> Iterator[TableSheet]:
    if plan.finished is not None:
        title = f"{plan.title}: completed actions"
        yield TableSheet(plan=plan, name=table.FINISHED, title=title, rows=plan.finished, is_finished=True)


def _house(marking: str) -> House:
    return House(font=FONT, marking=marking, as_at=_MADE)


def _moment(day: date) -> datetime:
    return datetime(day.year, day.month, day.day)


def _names(plan: NewPlan) -> dict[str, str]:
    """What the signs count with, by the names of the flagged copy, which gives them its own meanings in its turn.

    The reporting date is that of the report's details, else the one above the table, as in all of gipxl.
    """
    known = words_known(plan.settings).known
    said = f"'{report_details.NAME}'!$B${report_details.row_of(Detail.AS_AT, plan.details)}"
    above = f"{quoted_sheet(plan.sheet)}!{table.AS_AT_CELL}"
    return lists.names(plan) | {
        live.AS_AT: f"IF(ISNUMBER({said}),{said},IF(ISNUMBER({above}),{above},0))",
        live.DUE_SOON: str(plan.settings.rules.due_soon_days),
        live.SHORTEST_REASON: str(plan.settings.rules.shortest_reason),
        live.TEXT: _constants([each.text for each in known]),
        live.MEANING: _constants([str(each.meaning) for each in known]),
    }


def _constants(texts: list[str]) -> str:
    quoted = (text.replace('"', '""') for text in texts)
    return "{" + ";".join(f'"{text}"' for text in quoted) + "}"
