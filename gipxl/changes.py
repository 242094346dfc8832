"""Two months of one plan: what happened to each action between them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property

from gipxl.dates import DateReading
from gipxl.dates import financial_year as financial_year_of
from gipxl.plan import FIELD_WORDS, Action, Entry, Field, Plan, folded, ref_key


class Kind(str, Enum):
    """What can happen to an action between two months. The values are the words people read."""

    ADDED = "added"
    REMOVED = "removed"
    CONSOLIDATED = "consolidated"
    COMPLETED = "completed"
    REOPENED = "reopened"
    DATE_MOVED = "date moved"
    ORIGINAL_CHANGED = "original date changed"
    OWNER_CHANGED = "owner changed"
    STATUS_CHANGED = "status changed"
    REWORDED = "reworded"
    UPDATED = "updated"

    def __str__(self) -> str:
        return self.value


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """An action that counted in the baseline and no longer does.

    ``now`` is its row in the later plan, where it still has one. ``into`` is the ref it was consolidated into,
    ``said_in`` the cell whose text joins the two.
    """

    action: Action
    now: Action | None = None
    into: str = ""
    said_in: Entry[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What happened between ``before`` and ``after``.

    ``earlier_selves`` has one entry for each of ``after.actions``: the same action in ``before``, or None.
    """

    before: Plan
    after: Plan
    earlier_selves: tuple[Action | None, ...]
    gone: tuple[Gone, ...]

    @cached_property
    def counted(self) -> tuple[bool, ...]:
        """For each of ``after.actions``, whether it counts in the figures."""
        return tuple(
            counts(self.after, action, self.before, earlier)
            for action, earlier in zip(self.after.actions, self.earlier_selves, strict=True)
        )

    @cached_property
    def added(self) -> tuple[Action, ...]:
        """Actions that count now and did not in the baseline."""
        pairs = zip(self.after.actions, self.earlier_selves, self.counted, strict=True)
        return tuple(
            action
            for action, earlier, counted in pairs
            if counted and not (earlier and counts(self.before, earlier))
        )

    @property
    def consolidated(self) -> tuple[Gone, ...]:
        """Actions folded into another since the baseline."""
        return tuple(gone for gone in self.gone if gone.into)

    @property
    def removed(self) -> tuple[Gone, ...]:
        """Actions otherwise gone since the baseline."""
        return tuple(gone for gone in self.gone if not gone.into)

    @cached_property
    def all(self) -> tuple[Change, ...]:
        """Every change, action by action: first those that left, then the plan in its own order."""
        return (*_departures(self), *_stayers(self))


def counts(plan: Plan, action: Action, baseline: Plan | None = None, earlier: Action | None = None) -> bool:
    """Whether an action is one of the plan's work-streams.

    On the plan's own sheet every row is, unless withdrawn or consolidated. On a sheet of finished work, those completed
    in the reporting date's financial year or open in the baseline.
    """
    if action.is_gone:
        return False
    if not action.on_finished_sheet:
        return True
    if baseline and earlier and not earlier.is_gone and not earlier.is_complete(baseline.as_at):
        return True
    day = action.completed_day
    return day is not None and financial_year_of(day, plan.year_starts) == plan.financial_year


def compare(before: Plan, after: Plan) -> Changes:
    """What happened to each action between two workbooks of one plan.

    Actions are the same where their refs are (spaces, case, width and look-alike letters aside); one that has no ref in
    one of the months is found by its title.
    """
    earlier_selves = _pairs(before, after)
    later_self = {id(earlier): now for earlier, now in zip(earlier_selves, after.actions, strict=True) if earlier}
    changes = Changes(before=before, after=after, earlier_selves=earlier_selves, gone=())
    still_counts = {
        id(earlier) for earlier, counted in zip(earlier_selves, changes.counted, strict=True) if earlier and counted
    }
    missing = [action for action in before.actions if counts(before, action) and id(action) not in still_counts]
    gone = tuple(_gone(action, later_self.get(id(action)), after) for action in missing)
    return Changes(before=before, after=after, earlier_selves=earlier_selves, gone=gone)


def _pairs(before: Plan, after: Plan) -> tuple[Action | None, ...]:
    """For each action of ``after``, the same one in ``before``: the first unpaired with its key, else with its title."""
    waiting: dict[str, list[Action]] = defaultdict(list)
    for action in reversed(before.actions):
        waiting[action.key].append(action)
    pairs = [waiting[action.key].pop() if waiting.get(action.key) else None for action in after.actions]
    by_title: dict[str, list[Action]] = defaultdict(list)
    for left in (action for actions in waiting.values() for action in actions):
        by_title[folded(left.title.typed)].append(left)
    by_title.pop("", None)
    for index, action in enumerate(after.actions):
        candidates = by_title.get(folded(action.title.typed), []) if pairs[index] is None else []
        if len(candidates) == 1 and not (action.ref and candidates[0].ref):
            pairs[index] = candidates.pop()
    return tuple(pairs)


# Words by which a text says that one work-stream became part of another. "See also" is none.
_MERGING = re.compile(
    r"\b(?:consolidat\w+|merg(?:ed?|es|ing|er)|combin(?:ed?|es|ing)|incorporat\w+|subsum\w+|absorb\w*|amalgamat\w+"
    r"|fold(?:ed|s|ing)?\s+in(?:to)?|roll(?:ed|s|ing)?\s+(?:in(?:to)?|up)|brought\s+(?:together|into|under)"
    r"|join(?:ed|s)?\s+(?:with|to|into)|tak(?:en|es)\s+in(?:to)?|now\s+(?:covered|included|part|sits|within|dealt\s+with)"
    r"|transferred\s+(?:in)?to|moved\s+(?:in)?to|superseded\s+by|replaced\s+by)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:not|never|no longer|won['’]t|rather than|instead of|without)\b[^.;]{0,25}$", re.IGNORECASE)
_INTO = re.compile(r"\b(?:into|in|with|within|under|to|by|of)\b", re.IGNORECASE)


def _gone(action: Action, now: Action | None, after: Plan) -> Gone:
    """Where an action went: into the ref with which a text of the later plan joins it, or nowhere."""
    if action.ref:
        named = _mention(action.ref)
        here = {other.key: other.ref for other in after.actions if other.ref and other.key != action.key}
        # The action's own row, where it still stands, says it best; then the others in their order.
        rows = [*([now] if now else []), *(other for other in after.actions if other is not now)]
        for row in rows:
            for _, entry in _said(row):
                if into := _joined(entry.typed, action.ref, named, row, here):
                    return Gone(action=action, now=now, into=into, said_in=entry)
        for note in after.notes:
            if into := _joined(note.typed, action.ref, named, None, here):
                return Gone(action=action, now=now, into=into, said_in=note)
    return Gone(action=action, now=now)


def _said(action: Action) -> Iterator[tuple[Field, Entry[str]]]:
    yield from action.texts
    if action.status.typed:
        yield Field.STATUS, Entry(action.status.typed, action.status.typed, action.status.cell)
    if action.source.value:
        yield Field.SOURCE, action.source


def _mention(ref: str) -> re.Pattern[str]:
    """Finds a ref standing by itself in a text, however it is spaced."""
    letters = r"\s*".join(re.escape(character) for character in ref.replace(" ", ""))
    return re.compile(rf"(?<![A-Za-z0-9]){letters}(?![A-Za-z0-9]|\.\d)", re.IGNORECASE)


def mentions(text: str, ref: str) -> bool:
    """Whether a text names a ref, standing by itself and however it is spaced."""
    return _mention(ref).search(text) is not None


def _joined(text: str, gone: str, named: re.Pattern[str], row: Action | None, here: dict[str, str]) -> str:
    """The ref that ``text`` says the gone one was merged into; "" where it does not say so."""
    own = row.ref if row and ref_key(row.ref) != ref_key(gone) else ""
    for sentence in re.split(r"(?<=[.;!?])\s+|\n", text):
        merging = _MERGING.search(sentence)
        if not merging or _DENIED.search(sentence[: merging.start()]):
            continue
        if own and not named.search(sentence):
            continue
        if into := _target(sentence, merging.end(), own, here):
            return into
    return ""


def _target(sentence: str, after: int, own: str, here: dict[str, str]) -> str:
    """The ref that stands behind the word for merging and its "into"; else the ref of the row that says so."""
    behind = sentence[after:]
    into = _INTO.search(sentence, max(0, after - 6))
    for ref in here.values():
        if ref != own and into and _mention(ref).search(behind):
            return ref
    return own or next((ref for ref in here.values() if _mention(ref).search(sentence)), "")


def _departures(changes: Changes) -> Iterator[Change]:
    for gone in changes.gone:
        kind = Kind.CONSOLIDATED if gone.into else Kind.REMOVED
        cell = gone.said_in.cell if gone.said_in else None
        yield Change(kind=kind, ref=gone.action.name, was=gone.action.ref or None, now=gone.into or None, cell=cell)


def _stayers(changes: Changes) -> Iterator[Change]:
    added = {id(action) for action in changes.added}
    for action, earlier in zip(changes.after.actions, changes.earlier_selves, strict=True):
        if id(action) in added:
            title = action.title.value or None
            yield Change(kind=Kind.ADDED, ref=action.name, field=Field.TITLE, now=title, cell=action.title.cell or None)
        if earlier:
            yield from _differences(changes, earlier, action)


def _differences(changes: Changes, was: Action, now: Action) -> Iterator[Change]:
    complete_before, complete_now = was.is_complete(changes.before.as_at), now.is_complete(changes.after.as_at)
    if complete_before is not complete_now:
        kind = Kind.COMPLETED if complete_now else Kind.REOPENED
        entry = now.completed if now.completed_day else now.status
        yield Change(
            kind=kind,
            ref=now.name,
            field=Field.COMPLETED if now.completed_day else Field.STATUS,
            was=was.completed_day or was.status.typed or None,
            now=now.completed_day or now.status.typed or None,
            cell=entry.cell or None,
        )
    yield from _date_changes(was, now)
    yield from _text_changes(changes, was, now)


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
    if due_before and due_now and not due_before.covers(due_now):
        field = Field.REVISED_DUE if any(entry.value and entry.value.has_day for entry in now.revised) else None
        field = field or Field.ORIGINAL_DUE
        yield Change(
            kind=Kind.DATE_MOVED,
            ref=now.name,
            field=field,
            was=due_before.day or "to be decided",
            now=due_now.day or "to be decided",
            cell=now.entry(field).cell or None,
        )


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


def _text_changes(changes: Changes, was: Action, now: Action) -> Iterator[Change]:
    fields: Iterable[tuple[Field, Kind]] = (
        (Field.OWNER, Kind.OWNER_CHANGED),
        (Field.STATUS, Kind.STATUS_CHANGED),
        *((field, Kind.REWORDED) for field in _WORDED),
        (Field.UPDATE, Kind.UPDATED),
    )
    known = changes.before.fields & changes.after.fields
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


def worded(change: Change) -> str:
    """The field of a change as an officer names it."""
    return FIELD_WORDS[change.field] if change.field else ""
