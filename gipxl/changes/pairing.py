"""Which action of an earlier month each action of a later one was: by its ref, by last year's ref, by its title."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from gipxl.plan import Action, Field, Plan, folded, ref_key


class Pairing(NamedTuple):
    """``selves`` has one entry for each action of the later plan: the same in the earlier one, or None.

    ``by_previous_refs`` says that the later plan's column of previous refs names refs of the earlier one.
    """

    selves: tuple[Action | None, ...]
    by_previous_refs: bool = False


def earlier_selves(before: Plan, after: Plan) -> tuple[Action | None, ...]:
    """For each action of ``after``, the same in ``before``: the first unpaired with its key, else with its title.

    Where ``after`` is a plan whose refs were given anew, its previous refs come before its refs.
    """
    return paired(before, after).selves


def paired(before: Plan, after: Plan) -> Pairing:
    """The pairs of two months, by whichever refs they share.

    A renumbered plan keeps its column of previous refs all year long. Held against last year's plan, these are the refs
    that both know: its own A1 may be last year's B3, and another action was A1 then. Held against another month of its
    own year they are not: there both months know the new refs. The years do not always tell the two apart (a plan may
    name no year, or be renumbered within one), so each way is tried, and the one in which more titles agree is taken;
    where neither does better, previous refs count between years and a plan's own refs within one.
    """
    own = Pairing(_pairs(before, after, [None] * len(after.actions)))
    ways = [own]
    if Field.PREVIOUS_REF in after.fields:
        ways.append(Pairing(_pairs(before, after, _named(before.actions, after.actions)), by_previous_refs=True))
    if Field.PREVIOUS_REF in before.fields:
        # Compared the wrong way round, the later plan first.
        ways.append(Pairing(_pairs(before, after, _named_by(before.actions, after.actions))))
    if len(ways) == 1:
        return own
    if before.year_of_plan != after.year_of_plan:
        ways = [*ways[1:], own]
    return max(ways, key=lambda way: _agreeing(way.selves, after))


def _agreeing(selves: Sequence[Action | None], after: Plan) -> int:
    """How many pairs have one title."""
    return sum(
        1
        for earlier, action in zip(selves, after.actions, strict=True)
        if earlier and (title := folded(action.title.typed)) and title == folded(earlier.title.typed)
    )


def _named(before: Sequence[Action], after: Sequence[Action]) -> list[Action | None]:
    """For each of ``after``, the action of ``before`` that its previous ref names; None where it names none."""
    waiting: dict[str, list[Action]] = defaultdict(list)
    for action in reversed(before):
        if action.ref:
            waiting[ref_key(action.ref)].append(action)
    return [
        next((waiting[key].pop() for ref in action.previous_refs if waiting.get(key := ref_key(ref))), None)
        for action in after
    ]


def _named_by(before: Sequence[Action], after: Sequence[Action]) -> list[Action | None]:
    """For each of ``after``, the action of ``before`` whose previous ref names it."""
    named = {id(of_after): of_before for of_before, of_after in zip(before, _named(after, before), strict=True)}
    return [named.get(id(action)) for action in after]


def _pairs(before: Plan, after: Plan, known: Sequence[Action | None]) -> tuple[Action | None, ...]:
    """``known`` and, for the others, the first unpaired action with the same key, else with the same title.

    Of several rows with one ref, those with one title are each other's; the rest go by their order.
    """
    pairs = list(known)
    left = _without(before.actions, known)
    for alike in (_identity_and_title, _identity):
        waiting: dict[str, list[Action]] = defaultdict(list)
        for action in reversed(left):
            waiting[alike(action)].append(action)
        # Rows of which nothing is known but dates and statuses are nobody's earlier selves.
        waiting.pop("", None)
        pairs = [
            found or (waiting[key].pop() if waiting.get(key := alike(action)) else None)
            for found, action in zip(pairs, after.actions, strict=True)
        ]
        left = _without(left, pairs)
    by_title: dict[str, list[Action]] = defaultdict(list)
    for action in left:
        if _identity(action):
            by_title[folded(action.title.typed)].append(action)
    by_title.pop("", None)
    for index, action in enumerate(after.actions):
        candidates = by_title.get(folded(action.title.typed), []) if pairs[index] is None else []
        if len(candidates) == 1 and not (action.ref and candidates[0].ref):
            pairs[index] = candidates.pop()
    return tuple(pairs)


def _without(actions: Sequence[Action], taken: Sequence[Action | None]) -> list[Action]:
    known = {id(action) for action in taken if action}
    return [action for action in actions if id(action) not in known]


def _identity_and_title(action: Action) -> str:
    """Both of an action that has both; else ""."""
    title = folded(action.title.typed)
    return f"{ref_key(action.ref)}\n{title}" if action.ref and title else ""


def _identity(action: Action) -> str:
    """The action's key; for a row with neither ref nor title what else is told of it, "" where that is nothing."""
    if action.ref or folded(action.title.typed):
        return action.key
    told = folded(" ".join((action.recommendation.typed, action.action.typed, action.source.typed, action.owner.typed)))
    return f"told: {told}" if told else ""
