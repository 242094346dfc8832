"""Whether two rows with one ref are one action in two months, or two actions."""

from __future__ import annotations

from gipxl.plan import Action, Field, folded
from gipxl.vocabulary import plain

# Words by which no two actions can be told apart: the little ones, and those of the trade.
_COMMON = frozenset(
    "with from that this their have will into more been were should must which when where each other than further "
    "about work plan action actions improve improved improvement review reviewed governance management office officer "
    "officers ensure agreed draft drafted year years list report paper board panel meeting begun started".split()
)
# Of so many words of the shorter text, one may stand in the other by chance.
_BY_CHANCE = 5


def is_another_action(before: Action, now: Action) -> bool:
    """Whether ``now`` is clearly another action than ``before``, though their refs are the same.

    The titles must be unlike, and so must what was recommended and what is done; where no column tells that, the
    source; where none tells that either, the owner and the original date must both be others. When in doubt it is the
    same.
    """
    if before.title.typed == now.title.typed or not _are_unlike(before.title.typed, now.title.typed):
        return False
    fields = _both_filled(before, now, Field.RECOMMENDATION, Field.ACTION) or _both_filled(before, now, Field.SOURCE)
    if fields:
        return _are_unlike(*(" ".join(action.entry(field).typed for field in fields) for action in (before, now)))
    return _has_another_owner(before, now) and _has_another_date(before, now)


def _both_filled(before: Action, now: Action, *fields: Field) -> list[Field]:
    return [field for field in fields if before.entry(field).value and now.entry(field).value]


def _are_unlike(was: str, now: str) -> bool:
    """The two texts speak of different things: hardly a word that matters stands in both."""
    first, second = _stems(was), _stems(now)
    return bool(first and second) and len(first & second) <= min(len(first), len(second)) // _BY_CHANCE


def _stems(text: str) -> set[str]:
    """The beginnings of the words that matter, so that "contracts" and "contracting" are one."""
    return {word[:5] for word in plain(text).split() if len(word) > 3 and word not in _COMMON}


def _has_another_owner(before: Action, now: Action) -> bool:
    return bool(before.owner.value and now.owner.value) and folded(before.owner.typed) != folded(now.owner.typed)


def _has_another_date(before: Action, now: Action) -> bool:
    was, due = before.original.value, now.original.value
    return bool(was and due and was.has_day and due.has_day and not was.covers(due))
