"""Protective markings: what a text names, what a sheet carries, and which of two is the higher."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

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
