"""Whether two rows with one ref are one action in two months, or two actions."""

from __future__ import annotations

from gipxl.plan import Action, Entry, Field, folded
from gipxl.vocabulary import plain

# What two texts about different things share at most, in per cent: the little words, and those of the trade.
_UNLIKE = 50


def is_another_action(before: Action, now: Action) -> bool:
    """Whether ``now`` is clearly another action than ``before``, though their refs are the same.

    The titles must be unlike, and so must what was recommended and what is done; where no column tells that, the
    source; where none tells that either, the owner and the original date must both be others. When in doubt it is the
    same.
    """
    if before.title.typed == now.title.typed or not (before.title.value and now.title.value):
        return False
    if not _are_unlike(before.title, now.title):
        return False
    substance = [(before.entry(field), now.entry(field)) for field in (Field.RECOMMENDATION, Field.ACTION)]
    told = [(was, entry) for was, entry in substance if was.value and entry.value]
    if not told and before.source.value and now.source.value:
        told = [(before.source, now.source)]
    if told:
        return all(_are_unlike(was, entry) for was, entry in told)
    return _has_another_owner(before, now) and _has_another_date(before, now)


def _are_unlike(was: Entry[str], now: Entry[str]) -> bool:
    from rapidfuzz import fuzz

    return fuzz.token_set_ratio(plain(was.typed), plain(now.typed)) < _UNLIKE


def _has_another_owner(before: Action, now: Action) -> bool:
    return bool(before.owner.value and now.owner.value) and folded(before.owner.typed) != folded(now.owner.typed)


def _has_another_date(before: Action, now: Action) -> bool:
    was, due = before.original.value, now.original.value
    return bool(was and due and was.has_day and due.has_day and not was.covers(due))
