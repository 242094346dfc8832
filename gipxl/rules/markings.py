"""Protective markings: what a text names, what a sheet carries, and which of two is the higher."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence

from gipxl.plan import Entry, Plan, folded
from gipxl.rules.cells import split_cell
from gipxl.vocabulary import plain, says_nothing

_NO_MARKING = frozenset(
    {"unmarked", "not marked", "no marking", "not protectively marked", "npm", "nil", "unclassified", "public"}
)
# Markings of former schemes and of others, which no list of known ones need hold.
_FORMER = frozenset({"restricted", "confidential", "protect", "in confidence", "not for publication", "exempt"})
_OF_AN_APPENDIX = re.compile(r"\b(?:appendix|appendices|annex(?:es)?|enclosures?|attachments?)\b", re.IGNORECASE)


def named_marking(text: str) -> str:
    """The marking that a text names; "" for "None", "Not protectively marked" and the like."""
    return "" if says_nothing(text) or plain(text) in _NO_MARKING else " ".join(text.split())


def is_same(one: str, other: str) -> bool:
    """OFFICIAL-SENSITIVE and "Official sensitive" are one marking."""
    return plain(one) == plain(other)


def rank(marking: str, known: Sequence[str]) -> int:
    """How high a marking is among the known ones, the lowest first; -1 for none or an unknown one."""
    words = [plain(each) for each in known]
    return words.index(plain(marking)) if plain(marking) in words else -1


def highest(markings: Iterable[str], known: Sequence[str]) -> str:
    """What a text that quotes from all of these has to carry: the highest known one; "" where none is a marking.

    What follows a known marking ("OFFICIAL-SENSITIVE: COMMERCIAL") leaves it at its height. How high an unknown one is
    nobody can tell: it stands beside the highest.
    """
    heights: dict[int, set[str]] = {}
    for marking in filter(None, map(named_marking, markings)):
        heights.setdefault(height(marking, known), set()).add(marking)
    unknown = sorted(heights.pop(-1, ()))
    top = max(heights, default=-1)
    alike = heights.get(top, set())
    # Two of one height that differ in what follows are both met by the marking itself.
    return " / ".join([*(alike if len(alike) == 1 else {known[top]} if alike else ()), *unknown])


def height(marking: str, known: Sequence[str]) -> int:
    """The place of the longest known marking that a marking begins with; -1 where it is none."""
    words = [f"{plain(each)} " for each in known]
    fitting = [at for at, each in enumerate(words) if f"{plain(marking)} ".startswith(each)]
    return max(fitting, key=lambda at: len(words[at]), default=-1)


def carried(plan: Plan) -> list[Entry[str]]:
    """The markings that the plan's sheet carries, from the top down; those of a list of appendices aside.

    A line above the table that is nothing but a former marking, in capitals, is one too.
    """
    found = [entry for entry in plan.markings if entry.value and not _OF_AN_APPENDIX.search(entry.typed)]
    cells = {entry.cell for entry in found}
    for entry in plan.above:
        if entry.cell not in cells and entry.typed.strip().isupper() and folded(entry.typed) in _FORMER:
            found.append(Entry(entry.typed, entry.typed.strip(), entry.cell))
    return sorted(found, key=_place)


def _place(entry: Entry[str]) -> tuple[int, int, str]:
    """From the top down and left to right; headers and footers last."""
    letters, row = split_cell(entry.cell)
    return row or sys.maxsize, len(letters), letters
