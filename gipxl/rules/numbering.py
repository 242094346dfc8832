"""Refs as numbers in a series, and refs that a text speaks of."""

from __future__ import annotations

import re
import string
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from gipxl.patterns import later
from gipxl.plan import Action, Plan, ref_key


class Numbered(NamedTuple):
    """A ref taken apart: what stands before its last number, and the number. "E6" is ("e", 6)."""

    head: str
    number: int


_NUMBERED = re.compile(r"([\w./-]*\D)(\d{1,4})$")


@lru_cache(maxsize=262_144)
def numbered(ref: str) -> Numbered | None:
    """The ref as a number in a series; None where it has no letter, or no number at its end."""
    found = _NUMBERED.match(ref_key(ref))
    if found is None or not (found[1].isalpha() or any(map(str.isalpha, found[1]))):
        return None
    return Numbered(found[1], int(found[2]))


def known_refs(plans: Iterable[Plan]) -> frozenset[Numbered]:
    """Every numbered ref that any of the plans has, or says that the year before had."""
    return frozenset(
        one
        for plan in plans
        for action in plan.actions
        for ref in (action.ref, *action.previous_refs)
        if (one := numbered(ref))
    )


class Mention(NamedTuple):
    """A text's word that is shaped as refs are: as typed, where, and the refs that it could be."""

    typed: str
    start: int
    end: int
    readings: tuple[Numbered, ...]


# "E9", "GOV-07", "24 AGS 03"; not part of a word, a price, a date, an address or a decimal number.
_MENTION = later(
    r"(?<![\w£$€.@#&’'-])(?P<before>\d{1,4}[ /.-]?)?(?P<letters>[A-Z]{1,8}[ /.-]?)(?P<number>\d{1,4})"
    r"(?![\w%]|[.,:/’'-]\d|-[a-z])"
)
# Most texts hold none of it, and the pattern takes long.
_MAY_MENTION = re.compile(r"[A-Z][ /.-]?\d")
_LONGEST_ADDRESS = 200
_ADDRESS = later(r"(?:://|www\.|@)\S*$")


def may_mention(text: str) -> bool:
    """A capital letter stands before a figure."""
    return _MAY_MENTION.search(text) is not None


def mentions(text: str) -> Iterator[Mention]:
    """Every word of ``text`` that may be a ref, from left to right."""
    if not may_mention(text):
        return
    for found in _MENTION.finditer(text):
        if _ADDRESS.search(text[max(0, found.start() - _LONGEST_ADDRESS) : found.start()]):
            continue
        letters, number = found["letters"].replace(" ", "").casefold(), int(found["number"])
        readings = [Numbered(letters, number)]
        if found["before"]:
            readings.insert(0, Numbered(found["before"].replace(" ", "") + letters, number))
        yield Mention(found[0], found.start("letters"), found.end(), tuple(readings))


_RANGE = later(r"\s*(?:-|–|—|to|through|until)\s*$")


def refs_spoken_of(texts: Iterable[str]) -> set[Numbered]:
    """Every ref that the texts name, those inside a range ("E7 to E9") among them."""
    found: set[Numbered] = set()
    for text in texts:
        last: Mention | None = None
        upper = text.upper()
        for mention in mentions(upper if len(upper) == len(text) else text):
            found.update(mention.readings)
            if last and _RANGE.match(text[last.end : mention.start].lower()):
                found.update(_between(last.readings[-1], mention.readings[-1]))
            last = mention
    return found


_LONGEST_RANGE = 50


def _between(first: Numbered, last: Numbered) -> Iterator[Numbered]:
    if first.head == last.head and 0 < last.number - first.number <= _LONGEST_RANGE:
        for number in range(first.number, last.number):
            yield Numbered(first.head, number)


@lru_cache(maxsize=262_144)
def shape(ref: str, *, exact: bool = False) -> str:
    """What a ref is made of: "a-9" for "GOV-07"; with every character by itself where ``exact`` ("aaa-99")."""
    bare = "".join(ref.split()).casefold()
    # Nearly every ref is of plain letters, for which there is a quicker way to the same.
    every = bare.translate(_PLAIN_SHAPES) if bare.isascii() else _DIGIT.sub("9", _LETTER.sub("a", bare))
    return every if exact else _RUNS.sub(lambda run: run[0][0], every)


_PLAIN_SHAPES = str.maketrans(dict.fromkeys(string.ascii_letters, "a") | dict.fromkeys(string.digits, "9"))
_LETTER, _DIGIT, _RUNS = re.compile(r"[^\W\d_]"), re.compile(r"\d"), re.compile("aa+|99+")


def texts_of(plan: Plan) -> Iterator[str]:
    """Every text of the plan in which a ref may be spoken of."""
    for action in plan.actions:
        yield from (entry.typed for _, entry in action.texts)
        yield from (entry.typed for entry in (action.source, action.status) if entry.typed)
    yield from (note.typed for note in (*plan.notes, *plan.above))


def first_by_number(actions: Iterable[Action]) -> dict[str, dict[int, Action]]:
    """The actions with numbered refs: by the head of the ref, then by its number."""
    found: dict[str, dict[int, Action]] = {}
    for action in actions:
        if one := numbered(action.ref):
            found.setdefault(one.head, {}).setdefault(one.number, action)
    return found


# How full a plan's numbering must be before a missing number means anything, and how many refs tell.
_FULL = 2 / 3
ENOUGH = 4
_LONGEST_GAP = 3


def gaps(series: Mapping[str, Mapping[int, Action]]) -> Iterator[tuple[str, range, int]]:
    """Where the numbering skips: the head, the numbers that are missing, the number after them.

    Nothing is said of a plan whose refs are no dense series.
    """
    members = sum(len(numbers) for numbers in series.values())
    spans = sum(max(numbers) - min(numbers) + 1 for numbers in series.values())
    if members >= ENOUGH and members >= _FULL * spans:
        for head, numbers in series.items():
            for missing, after in _gaps(numbers, _first(head, series)):
                yield head, missing, after


def _first(head: str, series: Mapping[str, Mapping[int, Action]]) -> int:
    """The number that a series begins with: 1 where all the others do, else its own lowest."""
    others = [min(numbers) for other, numbers in series.items() if other != head and len(numbers) > 1]
    lowest = min(series[head])
    return 1 if len(others) > 1 and set(others) == {1} and lowest == 2 else lowest


def _gaps(numbers: Mapping[int, Action], first: int) -> Iterator[tuple[range, int]]:
    """The numbers that are skipped, with the one after them."""
    last = first - 1
    for number in sorted(numbers):
        if 1 < number - last <= _LONGEST_GAP + 1:
            yield range(last + 1, number), number
        last = number


def wholes(refs: Iterable[str]) -> set[str]:
    """The keys of the refs, and of all that they are parts of: C4 where there is a C4a or C4.1."""
    keys = {ref_key(ref) for ref in refs}
    return {key[:end] for key in keys for end in range(1, len(key) + 1) if not key[end : end + 1].isdigit()}


def numbered_like(ref: str, number: int) -> str:
    """The ref of the same series with another number: "A02" beside "A03"."""
    return re.sub(r"\d+$", lambda found: str(number).zfill(len(found[0]) if found[0][0] == "0" else 0), ref)
