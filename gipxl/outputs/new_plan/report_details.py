"""The *Report details* sheet: what the covering report says beside the plan, line by line, with guidance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, NewSheet, Styled
from gipxl.outputs.new_plan.validation import for_day
from gipxl.plan import Appendix, Detail

NAME = "Report details"
Given = Mapping[Detail, Sequence[str | date | Appendix]]

_DAYS = (Detail.MEETING, Detail.AS_AT)
#: Lines of which a report mostly has several.
_SEVERAL = (Detail.RECOMMENDATION, Detail.SOURCES, Detail.APPENDIX)
_ROWS_FOR_SEVERAL = 3
_COLUMNS = (
    Column(heading="Line", width=28),
    Column(heading="Text", width=70),
    Column(heading="Marking of an appendix", width=26),
    Column(heading="Guidance", width=62),
)
_ABOUT = (
    "What the covering report says beside the plan. Fill in the column Text and leave the lines as they are called; "
    "for a further text of one kind, insert a row below it. What stays empty is a highlighted gap in the report."
)
_LEAVE_OUT, _SECTION = "Leave out", "Section:"
_GUIDANCE: Mapping[Detail, str] = {
    Detail.BODY: "The organisation's full name.",
    Detail.PANEL: "The committee or panel that receives the report.",
    Detail.MEETING: "The day of its meeting, day before month.",
    Detail.AS_AT: "The day at which the plan stands. Leave it empty where it stands above the plan's table already.",
    Detail.TITLE: "The title of the report.",
    Detail.REPORT_BY: "The post in whose name the report is given, such as Chief Executive.",
    Detail.MARKING: "The protective marking of the report itself, or None.",
    Detail.PREVIOUS: "When the plan was last presented, such as July 2021, or the name of that workbook: the report "
    "compares with it. Leave it empty for the first report.",
    Detail.PURPOSE: "Why the report is given, in a sentence or two.",
    Detail.KEY_CONSIDERATIONS: "What the panel is asked to think about.",
    Detail.INTERDEPENDENCIES: "What the plan depends on or goes together with.",
    Detail.RECOMMENDATION: "What the panel is asked to do, one recommendation in each row, such as: Note the progress.",
    Detail.WHAT_IT_IS: "What the plan is and what it is for, for readers who see it the first time.",
    Detail.SOURCES: "Where the areas for improvement come from, one source in each row.",
    Detail.HOW_KEPT: "How the plan is kept up to date, and by whom it is looked at.",
    Detail.ASSURANCE: "Who has agreed the changes of dates, and how the risk of a later date was weighed.",
    Detail.EQUALITY: "What the report means for equality and diversity.",
    Detail.FINANCIAL: "What it costs, or that it costs nothing more.",
    Detail.LEGAL: "Which duties the plan meets, and what else the law asks.",
    Detail.RISK: "Which risks the plan lowers, and which it leaves.",
    Detail.AUTHOR: "The post of whoever answers questions about the report.",
    Detail.EMAIL: "The address for questions.",
    Detail.APPENDIX: "The title of each appendix, one in each row; its own marking stands in the next column.",
}


def sheet(given: Given, more: Sequence[tuple[str, str]] = ()) -> NewSheet:
    """Every line that gipxl knows, filled in as far as ``given`` says, and ``more`` lines behind them."""
    leave_out = "The heading of a section that this report goes without, one in each row."
    section = "Write a heading behind the colon and the text beside it to add a section of your own to the report."
    behind: list[Sequence[Content]] = [(label, text, None, None) for label, text in more]
    behind.append((_LEAVE_OUT, None, None, _guidance(leave_out)))
    behind.append((_SECTION, None, None, _guidance(section)))
    return NewSheet(name=NAME, title=NAME, about=_ABOUT, columns=_COLUMNS, rows=[*_rows(given), *behind])


def ask_for_days(page: Any, given: Given) -> None:
    """The cells for days say how a day is typed."""
    for detail in _DAYS:
        row = row_of(detail, given) - 1
        page.data_validation(row, 1, row, 1, for_day(detail.value, f"{_GUIDANCE[detail][:180]} Such as 30/09/2021."))


def row_of(detail: Detail, given: Given) -> int:
    """The first row of a line."""
    labels = [row[0] for row in _rows(given)]
    return FIRST_ROW + labels.index(detail.value)


def _rows(given: Given) -> list[Sequence[Content]]:
    rows: list[Sequence[Content]] = []
    for detail in Detail:
        texts: list[str | date | Appendix] = [*given.get(detail, ())]
        least = _ROWS_FOR_SEVERAL if detail in _SEVERAL else 1
        texts += [""] * (least - len(texts))
        for at, text in enumerate(texts):
            said, marking = text if isinstance(text, Appendix) else (text, None)
            rows.append((detail.value, said, marking, _guidance("" if at else _GUIDANCE[detail])))
    return rows


def _guidance(text: str) -> Styled:
    return Styled(text, "quiet")
