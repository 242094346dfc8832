"""What each action amounts to at the reporting date: its dates, whether they moved, and its one position.

The definitions are those of the README's section on figures. A baseline, where there is one, is the record of what was
promised before: a date it set that differs from today's is a move, whatever the row itself says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from gipxl.changes import Changes, counts
from gipxl.dates import DateReading
from gipxl.plan import Action, Field, Plan, Position
from gipxl.settings import Overdue
from gipxl.vocabulary import Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """One action at the reporting date.

    ``before`` is the same action in the baseline. ``counts`` is false for an action withdrawn or consolidated, and for
    one finished too long ago. ``original`` is the delivery date first set, ``due`` the one in force (None where it is
    still to be decided), ``was`` the date that ``due`` replaced where it moved, ``moves`` the days the row says it has
    been moved to, in order. ``awaits_new_date``: revised, and no new date is given. ``completes_later``: the
    completion date is after the reporting date.
    """

    action: Action
    before: Action | None
    counts: bool
    position: Position
    original: DateReading | None
    due: DateReading | None
    was: DateReading | None
    moves: tuple[date, ...]
    awaits_new_date: bool
    completes_later: bool

    @property
    def is_complete(self) -> bool:
        return self.position is Position.COMPLETE

    @property
    def is_open(self) -> bool:
        """It counts, and is not complete."""
        return self.counts and self.position is not Position.COMPLETE

    @property
    def due_day(self) -> date | None:
        """The day now due: the last of what a vague date names."""
        return self.due.day if self.due else None

    @property
    def original_day(self) -> date | None:
        return self.original.day if self.original else None

    @property
    def has_moved(self) -> bool:
        """The date in force is another than one set before."""
        return self.was is not None

    @property
    def days_moved(self) -> int | None:
        """Days from the earlier date to the one in force; negative where it was brought forward."""
        if self.was is None or self.was.day is None or self.due_day is None:
            return None
        return (self.due_day - self.was.day).days


def standings(
    plan: Plan,
    changes: Changes | None = None,
    *,
    earlier: Sequence[Plan] = (),
    overdue: Overdue = Overdue.UNREVISED,
) -> tuple[Standing, ...]:
    """Every action of ``plan`` at its reporting date, in the workbook's order.

    ``changes`` compares the plan with its baseline. ``earlier`` are older workbooks of the same plan; they are asked
    for the original date only where the plan has a single date column.
    """
    baseline = changes.before if changes else None
    selves = changes.earlier_selves if changes else (None,) * len(plan.actions)
    first_set = _first_set(plan, [*earlier, *([baseline] if baseline else [])])
    return tuple(
        _standing(plan, action, before, baseline, first_set.get(action.key), overdue)
        for action, before in zip(plan.actions, selves, strict=True)
    )


def _first_set(plan: Plan, earlier: Sequence[Plan]) -> dict[str, DateReading]:
    """For a plan with one date column: the earliest date that any earlier workbook gives each action."""
    found: dict[str, DateReading] = {}
    if not plan.has_single_date:
        return found
    for past in earlier:
        for action in past.actions:
            for reading in action.due_dates if action.ref or action.title.value else ():
                known = found.get(action.key)
                if reading.day and (known is None or known.day is None or reading.day < known.day):
                    found[action.key] = reading
    return found


def _standing(
    plan: Plan,
    action: Action,
    before: Action | None,
    baseline: Plan | None,
    first_set: DateReading | None,
    overdue: Overdue,
) -> Standing:
    dates = action.due_dates
    written = next((reading for reading in dates if reading.has_day), None)
    original = written if written and written is not dates[-1] else first_set or written
    was = _date_replaced(action, original, before)
    awaits = _awaits_new_date(plan, action, before)
    due = None if awaits or not dates or not dates[-1].has_day else dates[-1]
    return Standing(
        action=action,
        before=before,
        counts=counts(plan, action, baseline, before),
        position=_position(plan, action, original, due, was is not None or awaits, overdue),
        original=original,
        due=due,
        was=was,
        moves=tuple(_moves(dates)),
        awaits_new_date=awaits,
        completes_later=action.completed_day is not None and action.completed_day > plan.as_at,
    )


def _date_replaced(action: Action, original: DateReading | None, before: Action | None) -> DateReading | None:
    """The date that the one in force replaced: the original, else another that the row or the baseline gives."""
    dates = action.due_dates
    if not dates:
        return None
    due = dates[-1]
    set_before = [*([original] if original else []), *dates[:-1], *(before.due_dates if before else ())]
    if not due.has_day:
        # "TBC" in the revised column says that the date has moved; in the original column, that none was ever set.
        return next((reading for reading in set_before if reading.has_day), None)
    return next((reading for reading in set_before if reading.has_day and not reading.covers(due)), None)


def _awaits_new_date(plan: Plan, action: Action, before: Action | None) -> bool:
    """Revised, by its revised-date cell or its status, and no new date is given."""
    revised = action.entry(Field.REVISED_DUE).value
    if revised is not None and revised.is_undecided:
        return True
    # One completed later counts by its dates alone.
    if action.status_says is not Status.REVISED or action.completed_day or plan.has_single_date:
        return False
    known = [reading for reading in action.due_dates if reading.has_day]
    if len(known) > 1 or (revised is not None and revised.has_day):
        return False
    # The new date may stand in the place of the original one; a revised date that was only taken away is none.
    first_set = next((reading for reading in before.due_dates if reading.has_day), None) if before else None
    return not known or first_set is None or first_set.covers(known[0])


def _moves(dates: Sequence[DateReading]) -> Iterator[date]:
    """The days a row's date was moved to, each other than the one before it."""
    known = [reading for reading in dates if reading.has_day]
    for last, reading in pairwise(known):
        if not last.covers(reading) and reading.day:
            yield reading.day


def dates_set(selves: Sequence[Action]) -> tuple[DateReading, ...]:
    """Every delivery date an action was ever given, in order, as its own row and its ``selves`` in earlier months tell.

    ``selves`` stand in the order of their months, the latest last. The last date is the one in force; a date that each
    month repeats is given once, and another original date put in the place of the first is no move.
    """
    dates: list[DateReading] = []
    for action in selves:
        known = [reading for reading in action.due_dates if reading.has_day]
        place = min(len(dates), 1)
        for reading in known[1:-1] if dates else known:
            at = next((index for index, other in enumerate(dates) if other.covers(reading)), None)
            if at is None:
                dates.insert(place, reading)
            place = (place if at is None else at) + 1
        if known and not dates[-1].covers(known[-1]):
            dates.append(known[-1])
    return tuple(dates)


def _position(
    plan: Plan, action: Action, original: DateReading | None, due: DateReading | None, revised: bool, overdue: Overdue
) -> Position:
    """The first that fits of complete, revised, overdue, and what the status says."""
    if action.is_complete(plan.as_at):
        return Position.COMPLETE
    # One completed later counts by its dates alone: what its status says was not yet so.
    later = action.completed_day is not None
    says = None if later else action.status_says
    tested = original if overdue is Overdue.ORIGINAL else due
    has_passed = tested is not None and tested.day is not None and tested.day < plan.as_at
    if has_passed and overdue is not Overdue.UNREVISED:
        return Position.OVERDUE
    if revised or says is Status.REVISED or _fills_revised_column(action, original):
        return Position.REVISED
    if has_passed:
        return Position.OVERDUE
    if later or Field.STATUS not in plan.fields:
        return Position.ON_TRACK
    return _POSITIONS.get(says, Position.UNCLEAR)


def _fills_revised_column(action: Action, original: DateReading | None) -> bool:
    """A revised date beside an original one that is blank or to be decided: a date other than the original."""
    written = action.original.value
    revised = action.entry(Field.REVISED_DUE).value
    return revised is not None and revised.has_day and not (written is not None and written.has_day)


_POSITIONS: Mapping[Status | None, Position] = {
    Status.AT_RISK: Position.AT_RISK,
    Status.NOT_STARTED: Position.NOT_STARTED,
    Status.ON_TRACK: Position.ON_TRACK,
}
