"""The form of the plan beside that of the baseline, and of the file it is in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePath

from gipxl.plan import Column, Field, folded
from gipxl.rules.cells import heading_cell, quoted
from gipxl.rules.finding import Level
from gipxl.rules.rule import Remark, Review, plan_rule
from gipxl.words import listed


@plan_rule("LAY09", Level.WARNING, compares=True)
def form_changed(review: Review) -> Iterator[Remark]:
    """A column added, lost, renamed or moved since the baseline may make the two months hard to compare.

    A heading that only names another month ("Next steps as on 7 July") is the same heading.

    Baseline:
        | ref | owner         | original_due | Next steps as on 7 July |
        | C4  | Head of Legal | 2020-12-31   | Draft the plan          |
    Found:
        | ref | owner         | original_due | Next steps as on 30 September | evidence |
        | C4  | Head of Legal | 2020-12-31   | Consult staff                 | Draft 2  |
    Better:
        | ref | owner         | original_due | Next steps as on 30 September |
        | C4  | Head of Legal | 2020-12-31   | Consult staff                 |
    """
    assert review.baseline is not None
    before, now = _headed(review.baseline.columns), _headed(review.plan.columns)
    if review.baseline.year_of_plan != review.plan.year_of_plan:
        # A new year's refs bring the column of last year's with them.
        before, now = ([each for each in columns if each.field is not Field.PREVIOUS_REF] for columns in (before, now))
    pairs = _pairs(before, now)
    for column, was in pairs.items():
        if _timeless(was.heading) != _timeless(column.heading):
            yield _form(review, column, f"{quoted(was.heading)} is now called {quoted(column.heading)}")
    for column in _moved(before, pairs):
        yield _form(review, column, f"{quoted(column.heading)} stands in another place than in the baseline")
    for column in now:
        if column not in pairs:
            yield _form(review, column, f"{quoted(column.heading)} is new since the baseline")
    for column in before:
        if column not in pairs.values():
            yield _form(review, None, f"{quoted(column.heading)} was in the baseline and is gone")


def _form(review: Review, column: Column | None, what: str) -> Remark:
    return Remark(
        heading_cell(review.plan, column) if column else None,
        f"The column {what}",
        "If this was meant, leave it so from now on; if not, put the column back as it was",
    )


def _headed(columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if column.field or column.heading.strip()]


def _pairs(before: Sequence[Column], now: Sequence[Column]) -> dict[Column, Column]:
    """For each column of ``now`` the same one in ``before``: of the same heading, else of the same meaning."""
    waiting = list(before)
    pairs: dict[Column, Column] = {}
    alike: tuple[Callable[[Column], str], ...] = (lambda each: _timeless(each.heading), lambda each: each.field or "")
    for key in alike:
        for column in now:
            same = next((each for each in waiting if key(each) and key(each) == key(column)), None)
            if same and column not in pairs:
                pairs[column] = same
                waiting.remove(same)
    return {column: pairs[column] for column in now if column in pairs}


_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d+(?:st|nd|rd|th)?\b|[^\w]|_", re.IGNORECASE
)


def _timeless(heading: str) -> str:
    """A heading without the dates in it, for comparing."""
    return _DATED.sub("", folded(heading)) or folded(heading)


def _moved(before: Sequence[Column], pairs: Mapping[Column, Column]) -> list[Column]:
    """The columns that must have been moved: the fewest that explain the order."""
    places = [before.index(was) for was in pairs.values()]
    rising: list[list[int]] = [[]]
    for index, place in enumerate(places):
        rising.append([*max((run for run in rising if not run or places[run[-1]] < place), key=len), index])
    stayed = max(rising, key=len)
    return [column for index, column in enumerate(pairs) if index not in stayed]


@plan_rule("LAY10", Level.NOTE)
def marks_not_readable(review: Review) -> Iterator[Remark]:
    """Some kinds of file do not tell everything: strike-through, hidden rows, which formula went wrong."""
    plan = review.plan
    if plan.marks.unreadable:
        suffix = PurePath(plan.workbook).suffix or "this kind of"
        yield Remark(
            None,
            f"A {suffix} file does not tell {listed(plan.marks.unreadable, 'or')}: what they would say is not known",
            "Save the workbook from Excel as .xlsx and check that",
        )
