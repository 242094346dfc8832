"""Pairs the actions of two months, and says which were added, removed or folded into another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gipxl.changes.differences import Change, Kind, added_change, differences, left_behind
from gipxl.changes.joining import Sentence, joined, merging_sentences
from gipxl.changes.pairing import paired
from gipxl.dates import financial_year as financial_year_of
from gipxl.plan import Action, Entry, Field, Plan, ref_key


@dataclass(frozen=True, kw_only=True, slots=True)
class Gone:
    """An action that counted in the baseline and no longer does.

    ``now`` is its row in the later plan, where it still has one. ``into`` is the ref it was consolidated into,
    ``said_in`` the cell whose text says so. ``by_way_of`` is the ref that this cell names, where that one itself went
    into another.
    """

    action: Action
    now: Action | None = None
    into: str = ""
    said_in: Entry[str] | None = None
    by_way_of: str = ""


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
        return _counted(self.before, self.after, self.earlier_selves)

    @cached_property
    def added(self) -> tuple[Action, ...]:
        """Actions that count now and did not in the baseline."""
        pairs = zip(self.after.actions, self.earlier_selves, self.counted, strict=True)
        return tuple(
            action for action, earlier, counted in pairs if counted and not (earlier and counts(self.before, earlier))
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

    @property
    def to_another_year(self) -> bool:
        """The later plan is of a later year: what is open was carried forward into it."""
        return self.after.year_of_plan > self.before.year_of_plan


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
    one of the months is found by its title, and one renumbered for a new year by its previous ref.
    """
    selves, by_previous_refs = paired(before, after)
    pairs = list(zip(selves, after.actions, _counted(before, after, selves), strict=True))
    later_self = {id(earlier): now for earlier, now, _ in pairs if earlier}
    still_counts = {id(earlier) for earlier, _, counted in pairs if earlier and counted}
    missing = [action for action in before.actions if counts(before, action) and id(action) not in still_counts]
    said = tuple(merging_sentences(after)) if missing else ()
    uncounted = {action.key: action for _, action, counted in pairs if action.ref and not counted}
    taken_in = _taken_in(selves, after) if by_previous_refs else {}
    gone = tuple(
        _gone(action, later_self.get(id(action)), after, said, uncounted, taken_in.get(action.key))
        for action in missing
    )
    return Changes(before=before, after=after, earlier_selves=selves, gone=gone)


def _counted(before: Plan, after: Plan, selves: Sequence[Action | None]) -> tuple[bool, ...]:
    return tuple(counts(after, action, before, earlier) for action, earlier in zip(after.actions, selves, strict=True))


def _taken_in(selves: Sequence[Action | None], after: Plan) -> Mapping[str, Action]:
    """The actions that name several previous refs ("E6, E7"): by the key of each ref beyond their own earlier one."""
    return {
        ref_key(ref): action
        for action, earlier in zip(after.actions, selves, strict=True)
        for ref in action.previous_refs
        if earlier and ref_key(ref) != earlier.key
    }


def _gone(
    action: Action,
    now: Action | None,
    after: Plan,
    said: Sequence[Sentence],
    uncounted: Mapping[str, Action],
    taken_in_by: Action | None,
) -> Gone:
    """Where an action went: into the ref with which a text of the later plan joins it, or nowhere.

    Of one that went into another that itself went into a third, the third; ``uncounted`` are the rows that went.
    ``taken_in_by`` is the row that names it among its previous refs.
    """
    if now is None and taken_in_by is not None:
        return Gone(action=action, into=taken_in_by.ref, said_in=taken_in_by.previous_ref)
    if now is not None and now.on_finished_sheet and now.is_complete(after.as_at):
        return Gone(action=action, now=now)
    gone = _said_gone(action, now, after, said)
    into, seen = gone.into, {action.key}
    while (row := uncounted.get(ref_key(into))) and row.key not in seen:
        seen.add(row.key)
        into = _said_gone(row, row, after, said).into
    # Rows that went into one another went nowhere else.
    is_further = bool(into) and into != gone.into and ref_key(into) not in seen
    return replace(gone, into=into, by_way_of=gone.into) if is_further else gone


def destination(action: Action, plan: Plan) -> str:
    """The ref with which a text of its own plan joins an action that counts no more; "" where none does."""
    return _said_gone(action, action, plan, tuple(merging_sentences(plan))).into


def _said_gone(action: Action, now: Action | None, after: Plan, said: Sequence[Sentence]) -> Gone:
    if action.ref and said:
        here = [other.ref for other in after.actions if other.ref and other.key != action.key]
        # The action's own row, where it still stands, says it best; then the others in their order.
        for sentence in sorted(said, key=lambda each: each.row is not now if now else False):
            if into := joined(sentence.text, action.ref, sentence.row.ref if sentence.row else "", here):
                return Gone(action=action, now=now, into=into, said_in=sentence.entry)
    return Gone(action=action, now=now)


def _departures(changes: Changes) -> Iterator[Change]:
    """What left. From one year's plan to a later one, every action that was not carried forward, and why."""
    later = changes.to_another_year
    for each in changes.gone:
        cell = each.said_in.cell if each.said_in else None
        if later and not each.into and (each.now or each.action.is_complete(changes.before.as_at)):
            yield left_behind(each.action, each.now)
        else:
            kind = Kind.CONSOLIDATED if each.into else Kind.REMOVED
            yield Change(kind=kind, ref=each.action.name, was=each.action.ref or None, now=each.into or None, cell=cell)
    for action in changes.before.actions if later else ():
        if not counts(changes.before, action):
            yield left_behind(action, None)


def _stayers(changes: Changes) -> Iterator[Change]:
    added = {id(action) for action in changes.added}
    known = changes.before.fields & changes.after.fields
    for action, earlier, counted in zip(changes.after.actions, changes.earlier_selves, changes.counted, strict=True):
        if id(action) in added:
            yield added_change(action)
        if earlier:
            if counted and counts(changes.before, earlier):
                yield from _carried(changes, earlier, action)
            was_complete = earlier.is_complete(changes.before.as_at)
            yield from differences(earlier, action, was_complete, action.is_complete(changes.after.as_at), known)


def _carried(changes: Changes, was: Action, now: Action) -> Iterator[Change]:
    """Under another ref, or from one year's plan into the next."""
    if now.on_finished_sheet:
        if changes.to_another_year and not was.on_finished_sheet:
            yield left_behind(was, now)
    elif was.ref and now.ref and ref_key(was.ref) != ref_key(now.ref):
        yield Change(
            kind=Kind.RENUMBERED, ref=now.name, field=Field.REF, was=was.ref, now=now.ref, cell=now.ref_entry.cell
        )
    elif changes.to_another_year:
        yield Change(kind=Kind.CARRIED_FORWARD, ref=now.name, was=was.ref or None, now=now.ref or None)
