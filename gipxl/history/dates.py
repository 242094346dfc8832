"""The dates of one action through its months: every move, and every silent change of the original date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from gipxl.dates import DateReading
from gipxl.history.values import Move, OriginalChange
from gipxl.plan import Action
from gipxl.standing import Standing


class InForce(NamedTuple):
    """What one month says: the day in force, whether a new one is to be decided, and how far it is from the first."""

    due: date | None
    awaits_new_date: bool
    days_slipped: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Dates:
    """The dates of one action; ``in_force`` has one place for each month that holds it."""

    original: date | None
    in_force: tuple[InForce, ...]
    moves: tuple[Move, ...]
    original_changes: tuple[OriginalChange, ...]


@dataclass(kw_only=True)
class _Step:
    """A date that was in force: as first given (None: to be decided), as last given, and the month that first told."""

    as_at: date
    given: DateReading | None
    latest: DateReading | None

    def holds(self, reading: DateReading) -> bool:
        """Whether going from it to ``reading`` is no move."""
        return self.latest is not None and self.latest.covers(reading)


def dates_of(seen: Sequence[tuple[date, Standing]]) -> Dates:
    """The dates of an action from the months that hold it, oldest first, each with where the action stood.

    A date that a row gives as superseded is a step of its own, though no month had it in force.
    """
    steps: list[_Step] = []
    in_force: list[InForce] = []
    for as_at, standing in seen:
        in_force.append(_go_on(steps, as_at, standing))
    return Dates(
        original=steps[0].given.day if steps and steps[0].given else None,
        in_force=tuple(in_force),
        moves=tuple(_moves(steps)),
        original_changes=tuple(_original_changes([(as_at, standing.action) for as_at, standing in seen])),
    )


def _go_on(steps: list[_Step], as_at: date, standing: Standing) -> InForce:
    """Takes in one month's dates, and says what is in force in it."""
    readings = standing.action.due_dates
    known = [reading for reading in readings if reading.has_day]
    is_decided = bool(known) and readings[-1].has_day
    if known and not steps:
        _append(steps, as_at, known[0])
    _put_in(steps, as_at, known[1:-1] if is_decided else known[1:])
    if _awaits(steps, readings, standing):
        if steps[-1].given:
            steps.append(_Step(as_at=as_at, given=None, latest=None))
        return InForce(None, True, None)
    if not is_decided:
        return InForce(None, False, None)
    _append(steps, as_at, known[-1])
    return InForce(known[-1].day, False, _days_slipped(steps[0], known[-1]))


def _append(steps: list[_Step], as_at: date, reading: DateReading) -> None:
    if steps and steps[-1].holds(reading):
        steps[-1].latest = reading
    else:
        steps.append(_Step(as_at=as_at, given=reading, latest=reading))


def _awaits(steps: Sequence[_Step], readings: Sequence[DateReading], standing: Standing) -> bool:
    """A date was set, and a new one is to be decided.

    A status that says "revised" beside one date says so only while that date is the one first promised: beside another
    one, the new date stands in the place of the first.
    """
    if not steps:
        return False
    if readings and not readings[-1].has_day:
        return True
    return standing.awaits_new_date and (not readings or steps[0].holds(readings[-1]))


def _put_in(steps: list[_Step], as_at: date, readings: Sequence[DateReading]) -> None:
    """Puts superseded dates of which no month told before in their places, behind the first."""
    place = 1
    for reading in readings:
        at = next((index for index, step in enumerate(steps) if step.holds(reading)), None)
        if at is None:
            steps.insert(place, _Step(as_at=as_at, given=reading, latest=reading))
        place = (place if at is None else at) + 1


def _moves(steps: Sequence[_Step]) -> Iterator[Move]:
    for before, step in pairwise(steps):
        yield Move(
            as_at=step.as_at,
            was=before.latest.day if before.latest else None,
            now=step.given.day if step.given else None,
        )


def _days_slipped(first: _Step, due: DateReading) -> int | None:
    """From the day first promised to the one in force; none where the one holds the other ("Sept 2020")."""
    if first.given is None or first.given.day is None or due.day is None:
        return None
    return 0 if first.given.covers(due) else (due.day - first.given.day).days


def _original_changes(seen: Sequence[tuple[date, Action]]) -> Iterator[OriginalChange]:
    """Each month in which the original date column says another day than it last did.

    Only where both months have a column for revised dates too: a plan's only date is meant to move.
    """
    said: DateReading | None = None
    ever = False
    for as_at, action in seen:
        if not action.revised:
            continue
        now = _first_written(action)
        is_same = now is said or (now is not None and said is not None and said.covers(now))
        if ever and not is_same:
            yield OriginalChange(as_at=as_at, was=said.day if said else None, now=now.day if now else None)
        said = now
        ever = ever or now is not None


def _first_written(action: Action) -> DateReading | None:
    """The date that the original column gave first: a superseded one where it still shows."""
    reading = action.original.value
    return next((each for each in (*reading.earlier, reading) if each.has_day), None) if reading else None
