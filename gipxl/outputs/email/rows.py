"""The actions of an e-mail's table: what both texts, and every template, are given of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs.email.links import cell_address
from gipxl.outputs.email.matters import Case, due
from gipxl.outputs.plain import one_line
from gipxl.plan import Action, Plan

#: A longer table than this helps nobody, and mail programs cut it off.
MOST_ROWS = 300


class Point(NamedTuple):
    """One thing that is said of an action, the cell where it stands and the link there, both "" where there is none."""

    text: str
    cell: str
    link: str


class Row(NamedTuple):
    """One action of the table; ``beside`` is a line under its title, "" where there is nothing to add."""

    ref: str
    title: str
    beside: str
    points: tuple[Point, ...]
    due: str


def row_of(assessment: Assessment, case: Case, beside: str) -> Row:
    """One action, with all that is said of it."""
    plan, action = assessment.plan, case.standing.action
    base = assessment.settings.email.link
    return Row(
        ref=one_line(action.name),
        title=one_line(action.title.typed),
        beside=beside,
        points=tuple(
            Point(each.text, _cell(plan, action, each.cell), cell_address(base, plan, action.sheet, each.cell))
            for each in case.said
        ),
        due=due(case.standing),
    )


def _cell(plan: Plan, action: Action, cell: str) -> str:
    """A cell by its name; with its sheet where that is not the plan's own."""
    return cell if not cell or action.sheet == plan.sheet else f"{one_line(action.sheet)}!{cell}"


def left_out(rows: Sequence[object]) -> int:
    """How many rows are too many for the table."""
    return max(0, len(rows) - MOST_ROWS)
