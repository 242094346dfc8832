"""What became of one action: each of its cells that says another thing than it did."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gipxl.dates import DateReading
from gipxl.plan import Action, Entry, Field, folded


class Kind(StrEnum):
    """What can happen to an action between two months. The values are the words people read."""

    ADDED = "added"
    REMOVED = "removed"
    CONSOLIDATED = "consolidated"
    LEFT_BEHIND = "left behind"
    CARRIED_FORWARD = "carried forward"
    RENUMBERED = "renumbered"
    COMPLETED = "completed"
    REOPENED = "reopened"
    DATE_MOVED = "date moved"
    ORIGINAL_CHANGED = "original date changed"
    OWNER_CHANGED = "owner changed"
    STATUS_CHANGED = "status changed"
    REWORDED = "reworded"
    UPDATED = "updated"


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that changed: of which action, in which field, from what, to what, and the cell that now says it."""

    kind: Kind
    ref: str
    field: Field | None = None
    was: str | date | None = None
    now: str | date | None = None
    cell: str | None = None

    @property
    def days(self) -> int | None:
        """How many days a date moved; negative where it was brought forward."""
        return (self.now - self.was).days if isinstance(self.now, date) and isinstance(self.was, date) else None


def added_change(action: Action) -> Change:
    """The action is new, under its title."""
    title = action.title.value or None
    return Change(kind=Kind.ADDED, ref=action.name, field=Field.TITLE, now=title, cell=action.title.cell or None)


def left_behind(was: Action, now: Action | None) -> Change:
    """A year's plan ended with it, and the next does not go on with it: completed, withdrawn or consolidated."""
    last = now or was
    day = last.completed_day
    return Change(
        kind=Kind.LEFT_BEHIND,
        ref=was.name,
        field=Field.COMPLETED if day and not last.is_gone else Field.STATUS,
        was=(day if not last.is_gone else None) or last.status.typed.strip() or None,
    )


def differences(
    was: Action, now: Action, was_complete: bool, is_complete: bool, known: Collection[Field]
) -> Iterator[Change]:
    """What changed between two months of one action; ``known`` are the fields that both months have a column for."""
    if was_complete is not is_complete:
        yield _completion(was, now, is_complete)
    yield from _date_changes(was, now)
    yield from _text_changes(was, now, known)


def _completion(was: Action, now: Action, is_complete: bool) -> Change:
    entry = now.completed if now.completed_day else now.status
    return Change(
        kind=Kind.COMPLETED if is_complete else Kind.REOPENED,
        ref=now.name,
        field=Field.COMPLETED if now.completed_day else Field.STATUS,
        was=was.completed_day or was.status.typed or None,
        now=now.completed_day or now.status.typed or None,
        cell=entry.cell or None,
    )


def _date_changes(was: Action, now: Action) -> Iterator[Change]:
    if original_changed(was, now):
        yield Change(
            kind=Kind.ORIGINAL_CHANGED,
            ref=now.name,
            field=Field.ORIGINAL_DUE,
            was=_day(was.original.value) or was.original.typed or None,
            now=_day(now.original.value) or now.original.typed or None,
            cell=now.original.cell,
        )
    due_before, due_now = _last(was.due_dates), _last(now.due_dates)
    if due_before and due_now and _is_another(due_before, due_now):
        is_revised = any(entry.value is due_now for entry in now.revised)
        field = Field.REVISED_DUE if is_revised else Field.ORIGINAL_DUE
        yield Change(
            kind=Kind.DATE_MOVED,
            ref=now.name,
            field=field,
            was=due_before.day or "to be decided",
            now=due_now.day or "to be decided",
            cell=now.entry(field).cell or None,
        )


def _is_another(was: DateReading, now: DateReading) -> bool:
    return not was.covers(now) and (was.has_day or now.has_day)


def original_changed(was: Action, now: Action) -> bool:
    """The *original* date column gives another day than it did, where the plan also has a column for revised ones."""
    if not now.revised or not was.revised:
        return False
    first_before, first_now = _first_written(was.original), _first_written(now.original)
    if first_before is None or first_before.day is None:
        return False
    return first_now is None or not first_before.covers(first_now)


def _first_written(entry: Entry[DateReading]) -> DateReading | None:
    """The date a cell gave first: a superseded one where it still shows, else the one in force."""
    reading = entry.value
    if reading is None:
        return None
    return next((each for each in (*reading.earlier, reading) if each.has_day), None)


def _last(readings: Sequence[DateReading]) -> DateReading | None:
    return readings[-1] if readings else None


def _day(reading: DateReading | None) -> date | None:
    return reading.day if reading else None


_WORDED = (Field.TITLE, Field.RECOMMENDATION, Field.ACTION)


def _text_changes(was: Action, now: Action, known: Collection[Field]) -> Iterator[Change]:
    fields: Iterable[tuple[Field, Kind]] = (
        (Field.OWNER, Kind.OWNER_CHANGED),
        (Field.STATUS, Kind.STATUS_CHANGED),
        *((field, Kind.REWORDED) for field in _WORDED),
        (Field.UPDATE, Kind.UPDATED),
    )
    for field, kind in fields:
        before, after = was.entry(field), now.entry(field)
        if field in known and folded(before.typed) != folded(after.typed):
            yield Change(
                kind=kind,
                ref=now.name,
                field=field,
                was=before.typed.strip() or None,
                now=after.typed.strip() or None,
                cell=after.cell or None,
            )
