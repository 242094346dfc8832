"""Which figures the live formulas get right: their reckoning, done here on what Excel sees in each row.

The steps are those of ``live``, one for one. A figure is trusted only where the formulas count exactly the rows that
gipxl counts, not merely as many.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from gipxl.assessment import Assessment
from gipxl.dates import DateReading, year_end
from gipxl.figures import is_due_by_year_end
from gipxl.outputs.copy import readings
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.copy.readings import Readings
from gipxl.plan import Action, Entry, Field, Plan, Position
from gipxl.settings import Overdue
from gipxl.vocabulary import Status

#: Excel reckons every row against every word: on larger plans that would be felt at each keystroke.
_MOST_ROWS = 1_500
_SHOWN_DAY = re.compile(r"(\d\d)/(\d\d)/(\d{4})")
_EPOCHS = {False: date(1899, 12, 30), True: date(1904, 1, 1)}


def live_figures(assessment: Assessment, layout: Layout | None, known: Readings) -> frozenset[str]:
    """The names of the figures whose live formulas give what gipxl counted, row by row."""
    plan = assessment.plan
    if layout is None or layout.last - layout.first >= _MOST_ROWS or not _can_be_reckoned(plan, layout):
        return frozenset()
    reckoner = Reckoner(plan=plan, layout=layout, known=known, overdue=assessment.settings.figures.overdue)
    by_formula: dict[str, Counter[int]] = {}
    for action in {action.row: action for action in plan.actions if action.sheet == plan.sheet}.values():
        for figure in reckoner.figures(action):
            by_formula.setdefault(figure, Counter())[action.row] += 1
    by_gipxl: dict[str, Counter[object]] = {}
    for standing in assessment.standings:
        if standing.counts:
            action = standing.action
            place = action.row if action.sheet == plan.sheet else (action.sheet, action.row)
            due = ("due_this_year",) if is_due_by_year_end(standing, plan) else ()
            for figure in ("workstreams", standing.position.key, *due):
                by_gipxl.setdefault(figure, Counter())[place] += 1
    figures = ("workstreams", *(position.key for position in Position), "due_this_year")
    return frozenset(name for name in figures if by_formula.get(name, Counter()) == by_gipxl.get(name, Counter()))


def _can_be_reckoned(plan: Plan, layout: Layout) -> bool:
    """No row passes for an action that is none, no second status column is asked, and no cell stops a formula."""
    if layout.looks_like_action or len(layout.columns.get(Field.STATUS, ())) > 1:
        return False
    letters = {layout.key, *layout.besides}
    spoilt = (*plan.marks.error_values, *plan.marks.without_value)
    return not any(cell.rstrip("0123456789") in letters for cell in spoilt)


class _Cell(NamedTuple):
    """What Excel sees in a cell: its text, and the day where it holds a number."""

    text: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class Reckoner:
    """Counts one row as the formulas do."""

    plan: Plan
    layout: Layout
    known: Readings
    overdue: Overdue

    def figures(self, action: Action) -> Iterator[str]:
        """The figures in which the formulas count the action's row."""
        if not self._counts(action):
            return
        yield "workstreams"
        completed = self._day(self._cell(action, action.completed))
        status = self._cell(action, action.status).text
        done = completed <= self.plan.as_at if completed else self.known.says(status, Status.COMPLETE)
        if done:
            yield from ("complete", "due_this_year")
            return
        dates = self._dates(action, status)
        yield self._position(dates, status, completed is not None)
        end = year_end(self.plan.as_at, self.plan.year_starts)
        if dates.due and not dates.is_awaited and dates.due <= end:
            yield "due_this_year"

    def _counts(self, action: Action) -> bool:
        key = Field.REF if Field.REF in self.layout.columns else Field.TITLE
        core = (action.owner, action.original, *action.revised, action.completed, action.status)
        title = (action.title,) if key is Field.REF and self._title_tells else ()
        if not self._cell(action, action.entry(key)).text.strip():
            return False
        if not any(self._cell(action, entry).text for entry in (*title, *core)):
            return False
        status = self._cell(action, action.status).text
        return not any(self.known.says(status, gone) for gone in (Status.WITHDRAWN, Status.CONSOLIDATED))

    @property
    def _title_tells(self) -> bool:
        return self.layout.letter(Field.TITLE) in self.layout.besides

    def _dates(self, action: Action, status: str) -> _Dates:
        original_cell = self._cell(action, action.original)
        cells = [self._cell(action, entry) for entry in action.revised]
        filled = [cell for cell in cells if cell.text.strip() and not self.known.says(cell.text, readings.NOTHING)]
        last = (filled or cells[:1] or [_Cell("", None)])[-1]
        revised, original = self._day(last), self._day(original_cell)
        moved_in_cell = any(self.known.has_moved(cell.text) for cell in (original_cell, *cells))
        undecided = bool(cells) and self.known.says(last.text, readings.UNDECIDED)
        says_revised = bool(cells) and self.known.says(status, Status.REVISED)
        is_awaited = undecided or (says_revised and revised is None and not moved_in_cell)
        return _Dates(
            original=original,
            due=revised or (None if is_awaited else original),
            is_awaited=is_awaited,
            has_moved=moved_in_cell or is_awaited or (revised is not None and revised != original),
        )

    def _position(self, dates: _Dates, status: str, is_later: bool) -> str:
        tested = dates.original if self.overdue is Overdue.ORIGINAL else dates.due
        passed = tested is not None and tested < self.plan.as_at
        revised = dates.has_moved or (not is_later and self.known.says(status, Status.REVISED))
        if passed and (self.overdue is not Overdue.UNREVISED or not revised):
            return "overdue"
        if revised:
            return "revised"
        if is_later or Field.STATUS not in self.layout.columns:
            return "on_track"
        said = (Status.AT_RISK, Status.NOT_STARTED, Status.ON_TRACK)
        return next((each.name.lower() for each in said if self.known.says(status, each)), "unclear")

    def _day(self, cell: _Cell) -> date | None:
        return cell.day or self.known.day(cell.text)

    def _cell(self, action: Action, entry: Entry[Any]) -> _Cell:
        """A cell of the action's own row; one that shares a merged cell's value is blank to a formula."""
        if not entry.cell.endswith(str(action.row)) or entry.cell.rstrip("0123456789") + str(action.row) != entry.cell:
            return _Cell("", None)
        reading = entry.value
        if isinstance(reading, DateReading) and not reading.is_text and entry.typed:
            return _Cell(entry.typed, _number_as_day(entry.typed, self.plan.is_1904))
        return _Cell(entry.typed, None)


class _Dates(NamedTuple):
    """The dates of a row as the formulas see them."""

    original: date | None
    due: date | None
    is_awaited: bool
    has_moved: bool


def _number_as_day(typed: str, is_1904: bool) -> date | None:
    """The day that Excel takes a number for; None for one that is no day, or nought."""
    if found := _SHOWN_DAY.fullmatch(typed):
        return date(int(found[3]), int(found[2]), int(found[1]))
    try:
        number = int(float(typed))
    except ValueError:
        return None
    try:
        return _EPOCHS[is_1904] + timedelta(days=number) if number > 0 else None
    except OverflowError:
        return None
