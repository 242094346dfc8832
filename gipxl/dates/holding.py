"""Which of several dates in a cell still holds, and which it has replaced."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from gipxl.dates.readings import DateReading, Exactness
from gipxl.dates.several import BARE, Item
from gipxl.dates.tokens import Token
from gipxl.words import day as written

_CLEARLY_EARLIER = frozenset("previous previously prev formerly former old superseded".split())


def current_and_earlier(tokens: list[Token], items: list[Item]) -> tuple[Item, list[Item], str]:
    """The date that holds, those it replaced (oldest first), and why.

    Words decide where there are any ("was", "now", an arrow). Without words the last date written holds, of two
    dates one in brackets the later. Dates with other words between them are dates of several things: then the
    latest counts, and none of them is an earlier one.
    """
    undecided = _undecided_now(tokens, items)
    if undecided:
        return undecided, _oldest_first(items), f"it replaces {_listed(items)}"
    if len(items) == 1:
        return items[0], [], _single_note(items[0])
    gaps = ["".join(t.kind for t in tokens[a.end : b.start]) for a, b in pairwise(items)]
    if any(item.mark for item in items):
        return _by_marks(items)
    if any(not set(gap) <= BARE for gap in gaps) or any("&" in gap for gap in gaps):
        return max(items, key=_day), [], "several dates for several things: the latest was taken"
    if len(items) == 2 and "(" in gaps[0]:
        current = max(items, key=_day)
        why = "two dates, one in brackets: the later was taken, the other as an earlier one"
    else:
        current, why = items[-1], "several dates: the last written was taken, the others as earlier ones"
    return current, _oldest_first([item for item in items if not _is_same(item, current)]), why


def _by_marks(items: list[Item]) -> tuple[Item, list[Item], str]:
    holding = [item for item in items if item.mark == "A"] or [item for item in items if not item.mark] or items
    current = holding[-1]
    earlier = [
        item for item in items if item is not current and (item.mark or item.start < current.start)
        and not (_is_same(item, current) and not item.mark)
    ]  # fmt: skip
    return current, _oldest_first(earlier), f"it replaces {_listed(earlier)}" if earlier else ""


def _undecided_now(tokens: list[Token], items: list[Item]) -> Item | None:
    """The words "to be decided" where they stand in the place of the dates: "TBC (was 30/09/20)"."""
    places = [place for place, token in enumerate(tokens) if token.kind == "U"]
    if not places:
        return None
    place = places[-1]
    last = items[-1]
    gap = {token.kind for token in tokens[last.end : place]} if place >= last.end else set()
    # On a line of its own "TBC" takes the date's place; "awaiting tender" only explains it.
    is_alone = tokens[place].word.lower().startswith(("t", "date", "no", "un")) and "w" not in {
        token.kind for token in tokens[place + 1 :]
    }
    follows = bool(gap & {">", "A"}) or ("|" in gap and is_alone)
    if "w" in gap or not (follows or all(item.mark == "B" for item in items)):
        return None
    if place < items[0].start and items[0].marker and items[0].marker.word == "from":
        return None
    word = tokens[place].word
    reading = DateReading(exact=Exactness.UNDECIDED, why=f'"{word}" names no day', is_text=True)
    return Item(start=place, end=place + 1, reading=reading)


def _single_note(item: Item) -> str:
    is_earlier = item.mark == "B" and item.marker and item.marker.word in _CLEARLY_EARLIER
    return "called an earlier date, with no other given" if is_earlier else ""


def _is_same(one: Item, other: Item) -> bool:
    return one is other or (one.reading.day is not None and one.reading.day == other.reading.day)


def _day(item: Item) -> date:
    return item.reading.day or date.min


def _oldest_first(items: list[Item]) -> list[Item]:
    return sorted(items, key=lambda item: (not item.is_original, _day(item)))


def _listed(items: list[Item]) -> str:
    return ", ".join(written(item.reading.day) if item.reading.day else "a date that is none" for item in items)
