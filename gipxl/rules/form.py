"""The form of the plan beside that of the baseline, and of the file it is in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath

from gipxl.plan import Column, folded
from gipxl.rules.cells import heading_cell, quoted
from gipxl.rules.finding import Level
from gipxl.rules.rule import Remark, Review, plan_rule
from gipxl.words import listed


@plan_rule("LAY09", Level.WARNING, compares=True)
def form_changed(review: Review) -> Iterator[Remark]:
    """A column added, lost, renamed or moved since the baseline may make the two months hard to compare.

    A heading that only names another month ("Next steps as on 7 July") is the same heading.
    """
    assert review.baseline is not None
    before, now = _keyed(review.baseline.columns), _keyed(review.plan.columns)
    for key in [key for key in now if key in before]:
        was, column = before[key], now[key]
        if _timeless(was.heading) != _timeless(column.heading):
            yield _form(review, column, f"{quoted(was.heading)} is now called {quoted(column.heading)}")
    for key in _moved([key for key in before if key in now], [key for key in now if key in before]):
        yield _form(review, now[key], f"{quoted(now[key].heading)} stands in another place than in the baseline")
    for key in [key for key in now if key not in before]:
        yield _form(review, now[key], f"{quoted(now[key].heading)} is new since the baseline")
    for key in [key for key in before if key not in now]:
        yield _form(review, None, f"{quoted(before[key].heading)} was in the baseline and is gone")


def _form(review: Review, column: Column | None, what: str) -> Remark:
    return Remark(
        heading_cell(review.plan, column) if column else None,
        f"The column {what}",
        "If this was meant, leave it so from now on; if not, put the column back as it was",
    )


Key = tuple[str, int]


def _keyed(columns: Sequence[Column]) -> dict[Key, Column]:
    """The columns by what they are: the field, else the heading; the second of a kind apart from the first."""
    met: Counter[str] = Counter()
    found: dict[Key, Column] = {}
    for column in columns:
        what = str(column.field) if column.field else f"heading: {_timeless(column.heading)}"
        if column.field or column.heading.strip():
            found[what, met[what]] = column
            met[what] += 1
    return found


_DATED = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d+(?:st|nd|rd|th)?\b|[^\w]|_", re.IGNORECASE
)


def _timeless(heading: str) -> str:
    """A heading without the dates in it, for comparing."""
    return _DATED.sub("", folded(heading)) or folded(heading)


def _moved(before: Sequence[Key], now: Sequence[Key]) -> list[Key]:
    """Those of ``now`` that must have been moved, the fewest that explain the order."""
    from difflib import SequenceMatcher

    blocks = SequenceMatcher(None, before, now, autojunk=False).get_matching_blocks()
    stayed = {now[place] for block in blocks for place in range(block.b, block.b + block.size)}
    return [key for key in now if key not in stayed]


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
