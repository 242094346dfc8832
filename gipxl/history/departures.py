"""How actions left the plan: into which other one, withdrawn, or simply gone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from msgspec import structs

from gipxl.changes import Gone, compare, mentions
from gipxl.changes.joining import merging_sentences
from gipxl.history.values import Departure, How
from gipxl.plan import NOWHERE, Action, Plan, ref_key


class Departures:
    """The departures from the plans of one history; ``trails`` say where each action stands in each of them."""

    def __init__(self, plans: Sequence[Plan], trails: Sequence[Sequence[int | None]]) -> None:
        self._plans = plans
        self._trails = trails
        # Comparing and looking through texts takes long, and several that left ask for the same months.
        self._gone = cache(self._compared)
        self._said = cache(self._merging)

    def of(self, number: int) -> Departure | None:
        """How the action of one trail left; None where the latest month still has it."""
        rows = [self._row(number, at) for at in range(len(self._plans))]
        there = [at for at, row in enumerate(rows) if row and not row.is_gone]
        left = there[-1] + 1 if there else next(at for at, row in enumerate(rows) if row)
        if left == len(rows):
            return None
        last = there[-1] if there else left
        as_at = self._plans[left].as_at
        if merged := self._merged(number, last, left):
            at, into = merged
            return Departure(as_at=as_at, how=How.CONSOLIDATED, into=into, story=self._story_of(into, at, number))
        return Departure(as_at=as_at, how=self._otherwise(number, last, left))

    def _row(self, number: int, at: int) -> Action | None:
        place = self._trails[number][at]
        return None if place is None else self._plans[at].actions[place]

    def _merged(self, number: int, last: int, left: int) -> tuple[int, str] | None:
        """The month whose text says what the action was folded into, and that ref.

        The month in which it left says it best; where that says nothing, a later one that puts it right.
        """
        row = self._row(number, last)
        for at in range(left, len(self._plans)):
            if row and self._is_reused(row, last, at):
                return None  # what later texts say of its ref, they say of the other action
            if at > left and row and not self._speaks_of(row, number, at):
                continue
            gone = self._gone(last, at).get(self._trails[number][last])
            if gone and gone.into:
                return at, gone.by_way_of or gone.into
        return None

    def _speaks_of(self, row: Action, number: int, at: int) -> bool:
        """Whether a month may say where it went: its row still stands, or a text with a word for merging names it."""
        return self._row(number, at) is not None or any(mentions(text, row.ref) for text in self._said(at))

    def _merging(self, at: int) -> tuple[str, ...]:
        return tuple(sentence.text for sentence in merging_sentences(self._plans[at]))

    def _compared(self, before: int, after: int) -> Mapping[int | None, Gone]:
        """What is gone between two months, by its place in the earlier one.

        What the first month that holds it withdraws at once is looked up as if it had counted before.
        """
        plan = self._plans[before]
        if before == after:
            plan = replace(plan, actions=tuple(structs.replace(each, status=NOWHERE) for each in plan.actions))
        places = {id(action): place for place, action in enumerate(plan.actions)}
        return {places[id(gone.action)]: gone for gone in compare(plan, self._plans[after]).gone}

    def _otherwise(self, number: int, last: int, left: int) -> How:
        """How it left where no text joins it with another."""
        row = self._row(number, last)
        assert row
        if self._row(number, left):
            return How.WITHDRAWN
        if row.is_complete(self._plans[last].as_at):
            return How.COMPLETED
        return How.REUSED if self._is_reused(row, last, left) else How.REMOVED

    def _is_reused(self, row: Action, last: int, at: int) -> bool:
        """Whether a month gives the ref of an action that left to one that did not have it in ``last``."""
        key = ref_key(row.ref)
        for other in range(len(self._trails)):
            was, now = self._row(other, last), self._row(other, at)
            if now and row.ref and ref_key(now.ref) == key and not (was and ref_key(was.ref) == key):
                return True
        return False

    def _story_of(self, ref: str, at: int, number: int) -> int | None:
        """The number of the other story to which a ref belongs in one month; None where none has it."""
        key = ref_key(ref)
        for other, trail in enumerate(self._trails):
            place = trail[at]
            if place is not None and other != number and ref_key(self._plans[at].actions[place].ref) == key:
                return other
        return None
