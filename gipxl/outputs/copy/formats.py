"""The live signs on the plan's own sheet, as conditional formats."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from gipxl.outputs.copy.conditions import Conditions
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.copy.signs import Sign, look_of
from gipxl.package.conditional import Format
from gipxl.plan import Field, Marks
from gipxl.settings import ColourSettings

#: More pieces than this make a range too long for Excel to carry.
_MOST_PIECES = 400
_DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE)
_STATE = (Field.STATUS, Field.COMPLETED)
_REASONS = (Field.REASON, Field.WORDING, Field.UPDATE)


class _Rule(NamedTuple):
    """A sign on one column, its condition, and the fields that the condition looks at."""

    sign: Sign
    letter: str
    condition: str
    fields: tuple[Field, ...]


def formats(layout: Layout, marks: Marks, colours: ColourSettings, *, with_findings: bool) -> tuple[Format, ...]:
    """The formats, the gravest sign first.

    ``with_findings``: the copy has a Findings sheet, into which the sign on faulty rows looks. Rows whose cell shares
    the value of a merged one above are left out where the condition looks at that cell: to a formula it is blank.
    """
    found = []
    shared = _sharing_rows(layout, marks.merged)
    for rule in _rules(layout, with_findings=with_findings):
        without: set[int] = set()
        for field in rule.fields:
            for letter in layout.columns.get(field, ()):
                without |= shared.get(letter, set())
        cells = _pieces(rule.letter, layout, without)
        if rule.condition and cells:
            found.append(Format(cells=cells, formula=rule.condition, look=look_of(rule.sign, colours)))
    return tuple(found)


def signs_in_use(layout: Layout, *, with_findings: bool) -> frozenset[Sign]:
    """The signs for which the plan has the columns."""
    return frozenset(rule.sign for rule in _rules(layout, with_findings=with_findings) if rule.condition)


def _rules(layout: Layout, *, with_findings: bool) -> Iterator[_Rule]:
    when = Conditions(layout)
    owner = layout.letter(Field.OWNER)
    dates = (*layout.columns.get(Field.ORIGINAL_DUE, ())[:1], *layout.revised)
    timed = (*_DATES, *_STATE)
    if with_findings and layout.letter(Field.REF):
        yield _Rule(Sign.ROW_WITH_ERROR, layout.key, when.row_with_error, (Field.REF,))
    if owner:
        yield _Rule(Sign.NO_OWNER, owner, when.no_owner, (Field.OWNER, *_STATE))
        yield _Rule(Sign.PLACEHOLDER_OWNER, owner, when.placeholder_owner, (Field.OWNER, *_STATE))
    for letter in dates:
        yield _Rule(Sign.OVERDUE, letter, when.overdue(letter), timed)
    for letter in layout.revised:
        yield _Rule(Sign.REVISED_DATE_PASSED, letter, when.revised_date_passed(letter), timed)
        yield _Rule(Sign.MOVED_WITHOUT_REASON, letter, when.moved_without_reason(letter), (*timed, *_REASONS))
    for letter in dates:
        yield _Rule(Sign.DUE_SOON, letter, when.due_soon(letter), timed)
    for letter in layout.revised:
        yield _Rule(Sign.MOVED, letter, when.moved(letter), timed)
    if status := layout.letter(Field.STATUS):
        yield _Rule(Sign.COMPLETE, status, when.complete, timed)
        yield _Rule(Sign.ON_TRACK, status, when.on_track, timed)
    elif completed := layout.letter(Field.COMPLETED):
        yield _Rule(Sign.COMPLETE, completed, when.complete, timed)


def _sharing_rows(layout: Layout, merged: Mapping[str, str]) -> dict[str, set[int]]:
    """For each column, the rows whose cell shows the value of a merged one above it."""
    rows: dict[str, set[int]] = {}
    for cell, anchor in merged.items():
        letters = cell.rstrip("0123456789")
        if cell != anchor and anchor.startswith(letters) and layout.first <= int(cell[len(letters) :]) <= layout.last:
            rows.setdefault(letters, set()).add(int(cell[len(letters) :]))
    return rows


def _pieces(letter: str, layout: Layout, without: Collection[int]) -> str:
    """The column's cells but for those rows, as Excel lists ranges; "" where the list would be too long."""
    if len(without) > _MOST_PIECES:
        return ""
    # The first row always stays in: the formulas are written for it.
    pieces, start = [], layout.first
    for row in (*sorted(set(without) - {layout.first}), layout.last + 1):
        if start < row:
            pieces.append(f"{letter}{start}:{letter}{row - 1}")
        start = row + 1
    return " ".join(pieces)
