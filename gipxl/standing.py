"""What each action amounts to at the reporting date: its dates, whether they moved, and its one position.

The definitions are those of the README's section on figures. A baseline, where there is one, is the record of what was
promised before: a date it set that differs from today's is a move, whatever the row itself says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from gipxl.changes import Changes, counts, earlier_selves
from gipxl.changes.sameness import is_another_action
from gipxl.dates import DateReading
from gipxl.plan import Action, Field, Plan, Position
from gipxl.settings import Overdue
from gipxl.vocabulary import Status


class Standing(Struct, frozen=True, kw_only=True):
    """One action at the reporting date.

    ``before`` is the same action in the baseline. ``counts`` is false for an action withdrawn or consolidated, and for
    one finished too long ago. ``original`` is the delivery date first set, ``due`` the one in force (None where it is
    still to be decided), ``was`` the date that ``due`` replaced where it moved, ``moves`` the days to which the row and
    earlier workbooks say it has been moved, in order; none where ``due`` is what it always was. ``awaits_new_date``:
    revised, and no new date is given. ``completes_later``: the completion date is after the reporting date.
    ``earlier_selves`` is the same action in every earlier workbook, ``before`` among them, oldest first; without those
    in which its ref stood for another action.
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
    earlier_selves: tuple[Action, ...] = ()

    @property
    def is_complete(self) -> bool:
        return self.position is _COMPLETE

    @property
    def is_open(self) -> bool:
        """It counts, and is not complete."""
        return self.counts and self.position is not _COMPLETE

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


# Asked of every action many times over; until Python 3.12 a member of an enum takes longer to look up than to compare.
_COMPLETE = Position.COMPLETE


def standings(
    plan: Plan,
    changes: Changes | None = None,
    *,
    earlier: Sequence[Plan] = (),
    selves: Sequence[tuple[Action, ...]] | None = None,
    overdue: Overdue = Overdue.UNREVISED,
) -> tuple[Standing, ...]:
    """Every action of ``plan`` at its reporting date, in the workbook's order.

    ``changes`` compares the plan with its baseline. ``earlier`` are older workbooks of the same plan; they tell how
    often a date has moved, and the original one where the plan has a single date column. Where each action has been
    followed through them already, ``selves`` are those that it was, oldest first.
    """
    baseline = changes.before if changes else None
    befores = changes.earlier_selves if changes else (None,) * len(plan.actions)
    known = _earlier_selves(plan, changes, earlier) if selves is None else selves
    return tuple(
        _standing(plan, action, before, baseline, same, overdue)
        for action, before, same in zip(plan.actions, befores, known, strict=True)
    )


def _earlier_selves(plan: Plan, changes: Changes | None, earlier: Sequence[Plan]) -> Sequence[tuple[Action, ...]]:
    """For each action of the plan, the same in every earlier workbook, the baseline among them, oldest first."""
    months = [(past.as_at, earlier_selves(past, plan)) for past in earlier]
    if changes:
        months.append((changes.before.as_at, changes.earlier_selves))
    if not months:
        return [()] * len(plan.actions)
    in_order = [selves for _, selves in sorted(months, key=lambda month: month[0])]
    known = [tuple(each for each in selves if each) for selves in zip(*in_order, strict=True)]
    return [_of_one_action(action, selves) for action, selves in zip(plan.actions, known, strict=True)]


def _of_one_action(action: Action, selves: Sequence[Action]) -> tuple[Action, ...]:
    """Those of ``selves`` that are the action itself: what its ref stood for before it was used again is not."""
    later = action
    for at in reversed(range(len(selves))):
        if is_another_action(selves[at], later):
            return tuple(selves[at + 1 :])
        later = selves[at]
    return tuple(selves)


def _standing(
    plan: Plan,
    action: Action,
    before: Action | None,
    baseline: Plan | None,
    selves: tuple[Action, ...],
    overdue: Overdue,
) -> Standing:
    dates = action.due_dates
    original = _original(plan, dates, selves)
    # A ref used again: what the baseline promised for the other action is no promise of this one.
    promised = None if before and is_another_action(before, action) else before
    was = _date_replaced(dates, original, promised)
    awaits = _awaits_new_date(plan, action, dates, promised)
    due = None if awaits or not dates or not dates[-1].has_day else dates[-1]
    return Standing(
        action=action,
        before=before,
        counts=counts(plan, action, baseline, before),
        position=_position(plan, action, original, due, was is not None or awaits, overdue),
        original=original,
        due=due,
        was=was,
        moves=_moves(action, selves, original, due) if was else (),
        awaits_new_date=awaits,
        completes_later=action.completed_day is not None and action.completed_day > plan.as_at,
        earlier_selves=selves,
    )


def _original(plan: Plan, dates: Sequence[DateReading], selves: Sequence[Action]) -> DateReading | None:
    """The date first set: what the row says where it tells it, else the earliest that an earlier workbook gives."""
    written = next((reading for reading in dates if reading.day is not None), None)
    if not plan.has_single_date or (written and written is not dates[-1]):
        return written
    set_before = [(reading.day, reading) for past in selves for reading in past.due_dates if reading.day]
    return min(set_before, key=lambda each: each[0])[1] if set_before else written


def _date_replaced(
    dates: Sequence[DateReading], original: DateReading | None, before: Action | None
) -> DateReading | None:
    """The date that the one in force replaced: the original, else another that the row or the baseline gives."""
    if not dates:
        return None
    due = dates[-1]
    set_before = [*([original] if original else []), *dates[:-1], *(before.due_dates if before else ())]
    if not due.has_day:
        # "TBC" in the revised column says that the date has moved; in the original column, that none was ever set.
        return next((reading for reading in set_before if reading.has_day), None)
    return next((reading for reading in set_before if reading.has_day and not reading.covers(due)), None)


def _awaits_new_date(plan: Plan, action: Action, dates: Sequence[DateReading], before: Action | None) -> bool:
    """Revised, by its revised-date cell or its status, and no new date is given."""
    revised = action.entry(Field.REVISED_DUE).value
    if revised is not None and revised.is_undecided:
        return True
    # One completed later counts by its dates alone.
    if action.status_says is not Status.REVISED or action.completed_day or plan.has_single_date:
        return False
    known = [reading for reading in dates if reading.has_day]
    if len(known) > 1 or (revised is not None and revised.has_day):
        return False
    # The new date may stand in the place of the original one; a revised date that was only taken away is none.
    first_set = next((reading for reading in before.due_dates if reading.has_day), None) if before else None
    return not known or first_set is None or first_set.covers(known[0])


def _moves(
    action: Action, selves: Sequence[Action], original: DateReading | None, due: DateReading | None
) -> tuple[date, ...]:
    """The days to which the date was moved from the original one, in order; the last is the one in force."""
    dates = dates_set((*selves, action))
    if due is None and action.due_dates[-1].has_day:
        dates = dates_set(selves)  # its new date is still to come, and the one that stands there is none
    first = next((at for at, each in enumerate(dates[:-1]) if original and original.covers(each)), 0)
    return tuple(reading.day for reading in dates[first + 1 :] if reading.day)


def dates_set(selves: Sequence[Action]) -> tuple[DateReading, ...]:
    """Every delivery date an action was ever given, in order, as its own row and its ``selves`` in earlier months tell.

    ``selves`` stand in the order of their months, the latest last. The last date is the one in force; a date that each
    month repeats is given once, and another original date put in the place of the first is no move.
    """
    dates: list[DateReading] = []
    for action in selves:
        known = [reading for reading in action.due_dates if reading.has_day]
        if not dates:
            dates = _as_they_follow(known)
            continue
        # The first is the original one; the last is in force, unless that is still to be decided.
        is_decided = bool(known) and action.due_dates[-1].has_day
        _put_in(dates, known[1:-1] if is_decided else known[1:])
        if is_decided and not dates[-1].covers(known[-1]):
            dates.append(known[-1])
    return tuple(dates)


def _as_they_follow(known: Sequence[DateReading]) -> list[DateReading]:
    """The dates of one row, each other than the one before it."""
    return [reading for at, reading in enumerate(known) if not at or not known[at - 1].covers(reading)]


def _put_in(dates: list[DateReading], known: Sequence[DateReading]) -> None:
    """Puts in their places, behind the first, those dates of another month that are not there yet."""
    place = 1
    for reading in known:
        at = next((index for index, other in enumerate(dates) if other.covers(reading)), None)
        if at is None:
            dates.insert(place, reading)
        place = (place if at is None else at) + 1


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
