"""The *Guidance* sheet: what belongs into each column, what statuses and colours mean, and what gipxl checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, NewSheet, Styled
from gipxl.outputs.copy.formats import signs_in_use
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.copy.signs import SHOWN, Sign, look_of
from gipxl.outputs.new_plan.columns import as_plan_column, headings_of
from gipxl.outputs.new_plan.looks import as_cell_format
from gipxl.outputs.new_plan.statuses import meaning_of
from gipxl.outputs.new_plan.template import NewPlan

NAME = "Guidance"
_COLUMNS = (Column(heading="About", width=16), Column(heading="What", width=32), Column(heading="Guidance", width=96))
_STEPS = (
    "Type the day at which the plan stands beside “As at”, above the table: colours and figures count from it.",
    "List the owners on the Lists sheet.",
    "Fill in one row for each action, the next one straight below the last. The table grows as you type.",
    "Fill in the Report details sheet once, and look it over every month: the covering report is made from it.",
    "Keep one workbook for each month: save the finished one under a name that gives its month, and go on in a copy.",
)
_CHECKS = (
    ("Refs", "Every action has a ref, no two have the same, and none is used again for other work."),
    ("Owners", "Every open action has one owner, who is on the list and is a person or post rather than TBC."),
    ("Dates", "Every date can be read and is a day that exists; the original one is there and has not been changed."),
    ("Revised dates", "A moved date has a reason, has not passed in its turn, and has not moved again and again."),
    ("Overdue actions", "No date has passed while an action is open and nobody has said when it will be done."),
    ("Statuses", "Every status is a known word and agrees with the dates: complete has a date completed."),
    ("Texts", "Updates are there and recent; wording for the report explains abbreviations and names nobody."),
    ("Markings", "The marking stands above the table, and no text claims a higher one."),
    ("Last month", "Held against the month before: nothing has vanished, changed its ref or moved without a word."),
)


def sheet(plan: NewPlan, layout: Layout) -> NewSheet:
    """The sheet, with a row for every column, status and sign of the plan."""
    return NewSheet(
        name=NAME,
        title=NAME,
        about=f"How to fill in the sheet {plan.sheet}. Nothing on this sheet is read as part of the plan.",
        columns=_COLUMNS,
        rows=[*_before_signs(plan), *_signs(plan, layout), *_checks()],
    )


def show_samples(book: Any, page: Any, plan: NewPlan, layout: Layout) -> None:
    """The signs' names in the look of each."""
    first = FIRST_ROW + len([*_before_signs(plan)])
    for row, sign in enumerate(_signs_used(layout), first - 1):
        page.write_string(row, 1, sign.label, as_cell_format(book, look_of(sign, plan.settings.copy.colours)))


def _before_signs(plan: NewPlan) -> Iterator[Sequence[Content]]:
    for number, step in enumerate(_STEPS, 1):
        yield _about("Getting started"), Styled(f"Step {number}", "ref"), step
    headings = headings_of(plan.columns, plan.settings.plan.columns, plan.headings)
    for column, heading in zip(plan.columns, headings, strict=True):
        yield _about("Column"), Styled(heading, "ref"), as_plan_column(column).guidance
    for status in plan.statuses:
        yield _about("Status"), Styled(status, "ref"), meaning_of(status, plan.settings.status.words)


def _signs(plan: NewPlan, layout: Layout) -> Iterator[Sequence[Content]]:
    days = plan.settings.rules.due_soon_days
    for sign in _signs_used(layout):
        shown = SHOWN[sign]
        told_by = shown.told_by[:1].upper() + shown.told_by[1:]
        yield _about("Colour"), Styled(sign.label, "ref"), f"{shown.meaning.format(days=days)} {told_by}."


def _signs_used(layout: Layout) -> list[Sign]:
    used = signs_in_use(layout, with_findings=False)
    return [sign for sign in Sign if sign in used]


def _checks() -> Iterator[Sequence[Content]]:
    for what, checked in _CHECKS:
        yield _about("gipxl checks"), Styled(what, "ref"), checked


def _about(text: str) -> Styled:
    return Styled(text, "quiet")
