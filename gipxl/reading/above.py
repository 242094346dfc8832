"""What stands above the table: marking, title, "as at" line, financial year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gipxl.dates import read_date
from gipxl.plan import NOWHERE, Entry, cleaned
from gipxl.reading.cells import Sheet, is_filled, letter
from gipxl.vocabulary import plain

_AS_AT = re.compile(
    r"\b(?:as\s+at|as\s+of|as\s+on|position\s+at|position\s+as\s+at|status\s+at|correct\s+at|reporting\s+date|"
    r"date\s+of\s+report|updated(?:\s+on)?|last\s+updated)\b\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?(\d\d)\b")
# What may stand before a marking, and the words that say what something is marked for (the Government Security
# Classifications, and the scheme before them).
_LABEL = re.compile(
    r"^\W*(?:(?:protective|security|government|document)\s+)*(?:marking|classification|marked)\s*[:=–—-]\s*",
    re.IGNORECASE,
)
_DESCRIPTORS = frozenset(
    "commercial personal locsen organisational contracts investigation management medical policy private staff".split()
)
# How many cells above and below the table are looked at for notes.
_MOST_NOTES = 400
_SHORTEST_TITLE = 5


@dataclass(frozen=True, kw_only=True)
class Above:
    """What stands above the heading: every text, and what some of them were taken for."""

    texts: tuple[Entry[str], ...] = ()
    title: str = ""
    as_at: Entry[date] = NOWHERE
    year_named: int | None = None
    markings: tuple[Entry[str], ...] = ()


def above(sheet: Sheet, heading_row: int, known_markings: Sequence[str]) -> Above:
    """The marking, title, "as at" line and financial year above the table."""
    cells = texts(sheet, sheet.top, heading_row - 1)
    # The highest first: it is the one that outputs carry where a sheet bears two.
    rank = {marking: place for place, marking in enumerate(known_markings)}
    read = ((entry, marking_of(entry.typed, known_markings)) for entry in cells)
    markings = [Entry(entry.typed, marking, entry.cell) for entry, marking in read if marking]
    marked = {entry.cell for entry in markings}
    titles = [
        cleaned(entry.typed)
        for entry in cells
        if entry.cell not in marked and not _AS_AT.search(entry.typed) and len(cleaned(entry.typed)) > _SHORTEST_TITLE
    ]
    return Above(
        texts=tuple(cells),
        title=titles[0] if titles else "",
        as_at=_as_at(sheet, heading_row),
        year_named=next((year for entry in cells if (year := _year_named(entry.typed))), None),
        markings=tuple(sorted(markings, key=lambda entry: -rank[str(entry.value)])),
    )


def texts(sheet: Sheet, first: int, last: int) -> list[Entry[str]]:
    """The texts in rows ``first`` to ``last``, left to right and down; not more than a few hundred."""
    found: list[Entry[str]] = []
    for row in range(max(first, sheet.top), min(last, sheet.bottom) + 1):
        for offset, value in enumerate(sheet.rows[row - sheet.top]):
            if isinstance(value, str) and value.strip():
                found.append(Entry(value, cleaned(value), f"{letter(sheet.left + offset)}{row}"))
        if len(found) > _MOST_NOTES:
            break
    return found


def marking_of(text: str, known: Sequence[str]) -> str:
    """The protective marking that a text is, or begins with; "" where it is none. The longest known name counts.

    "OFFICIAL-SENSITIVE: PERSONAL" is a marking in any letters. "Official opening of the centre" is a sentence, and so
    is "Official-sensitive papers are kept apart": in small letters something sets a marking off from what follows.
    """
    own = _LABEL.sub("", text)
    words = plain(own)
    for name, marking in _longest_first(tuple(known)):
        if words == name:
            return marking
        if words.startswith(f"{name} ") and (own.isupper() or _is_set_off(own, words, name)):
            return marking
    return ""


@lru_cache(maxsize=64)
def _longest_first(known: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The known markings, each with its words."""
    named = ((plain(marking), marking) for marking in known)
    return tuple(sorted((each for each in named if each[0]), key=lambda each: len(each[0]), reverse=True))


def _is_set_off(text: str, words: str, name: str) -> bool:
    """Whether a text that begins with a marking, in small letters too, is one: "Official-Sensitive - Commercial".

    A single word needs a sign behind it and a descriptor: "Protect - Personal", but not "Protect: the land register".
    """
    spelt = r"[\W_]+".join(map(re.escape, name.split()))
    has_sign = bool(re.match(rf"\W*{spelt}\s*[:/|(\[–—-]", text, re.IGNORECASE))
    is_described = all(word in _DESCRIPTORS for word in words[len(name) :].split())
    return has_sign or is_described if " " in name else has_sign and is_described


def _as_at(sheet: Sheet, heading_row: int) -> Entry[date]:
    """The day that a line gives as the one at which the plan stands, in its own cell or the next filled one."""
    for row in range(sheet.top, heading_row):
        values = sheet.row(row)
        for offset, value in enumerate(values):
            if not isinstance(value, str) or not (found := _AS_AT.search(value)):
                continue
            beside = next((place for place in range(offset + 1, len(values)) if is_filled(values[place])), offset)
            for candidate, place in ((value[found.end() :].strip(), offset), (values[beside], beside)):
                if isinstance(candidate, (str, date)) and (day := read_date(candidate).day):
                    return Entry(value, day, f"{letter(sheet.left + place)}{row}")
    return NOWHERE


def _year_named(text: str) -> int | None:
    found = _YEAR_NAME.search(text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1])
    return None
