"""What gipxl took the plan's words and typed dates for, as a list that formulas can look into and staff can add to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from gipxl.dates import DateReading
from gipxl.plan import Plan
from gipxl.settings import Settings
from gipxl.vocabulary import STATUS_WORDS, Status, is_placeholder, plain

#: Meanings beside those of a status.
NOTHING = "nothing entered"
NOBODY = "nobody yet"
UNDECIDED = "to be decided"

STATUS_WORD = "Status word"
EMPTY_WORD = "Word for nothing"
OWNER_WORD = "Word for no owner"
UNDECIDED_WORD = "Word for no date yet"
DATE_WORD = "Date typed as text"
MOVED_DATE = "Moved date in one cell"

_WORDS_FOR_NOTHING = ("-", "–", "n/a", "none", "nil", "not applicable", "not required")
_WORDS_FOR_NOBODY = (
    "TBC", "TBA", "TBD", "?", "-", "n/a", "none", "vacant", "unknown", "unassigned", "to be confirmed",
    "to be appointed",
)  # fmt: skip
_WORDS_UNDECIDED = ("TBC", "TBA", "TBD", "ongoing")
#: How many words of each status are listed though the plan does not use them.
_STANDARD_WORDS = 3
_LONGEST = 120
_MOST_MET = 150
#: Letters of a list that stands in a name; a formula may have 8,192.
_MOST_IN_A_NAME = 4_000


class Known(NamedTuple):
    """A word or typed date: what kind of thing it is, the text, and what it was taken for."""

    kind: str
    text: str
    meaning: str | date


@dataclass(frozen=True)
class Readings:
    """All that is known, each text once for each kind, as Excel compares texts (case aside)."""

    known: tuple[Known, ...]

    @property
    def words(self) -> Readings:
        """The words alone, and no more than a name can hold, for where there is no sheet to list them."""
        words = [each for each in self.known if isinstance(each.meaning, str)]
        room = accumulate(len(each.text) + 3 for each in words)
        return Readings(tuple(each for each, taken in zip(words, room, strict=True) if taken <= _MOST_IN_A_NAME))

    @cached_property
    def _meanings(self) -> frozenset[tuple[str, str | date]]:
        return frozenset((each.text.lower(), each.meaning) for each in self.known)

    @cached_property
    def _days(self) -> dict[str, Known]:
        return {each.text.lower(): each for each in self.known if isinstance(each.meaning, date)}

    def says(self, text: str, meaning: str) -> bool:
        """Whether a cell's text was taken for a meaning."""
        return (as_excel_trims(text).lower(), meaning) in self._meanings

    def day(self, text: str) -> date | None:
        """The day that a typed date was taken for."""
        found = self._days.get(as_excel_trims(text).lower())
        return found.meaning if found and isinstance(found.meaning, date) else None

    def has_moved(self, text: str) -> bool:
        """Whether a cell holds the date in force beside an earlier one."""
        found = self._days.get(as_excel_trims(text).lower())
        return found is not None and found.kind == MOVED_DATE


def readings_of(plan: Plan, settings: Settings) -> Readings:
    """The words gipxl knows, those of the settings, and the words and typed dates that this plan uses."""
    entries = [entry for action in plan.actions for entry in (action.original, *action.revised, action.completed)]
    told = [(entry.typed, entry.value) for entry in entries if entry.value and _is_told(entry.value)]
    typed = [(as_excel_trims(text), reading) for text, reading in told if reading.day]
    found: dict[tuple[str, str], Known] = {}
    for each in (*_status_words(plan, settings), *_stand_ins(plan, told), *_dates_met(typed)):
        found.setdefault((each.kind.replace(MOVED_DATE, DATE_WORD), each.text.lower()), each)
    unsure = _read_two_ways(typed)
    return Readings(
        tuple(each for each in found.values() if each.text.lower() not in unsure or not isinstance(each.meaning, date))
    )


def words_known(settings: Settings) -> Readings:
    """The words of the settings and those that gipxl knows, for a workbook in which no plan stands yet.

    There are no more of them than a name can hold; what is left out then are gipxl's rarer words.
    """
    own = settings.status.words
    theirs = {plain(word) for word in own}
    usual = ((word, status) for status in Status for word in STATUS_WORDS[status] if word not in theirs)
    stand_ins = ((EMPTY_WORD, NOTHING, _WORDS_FOR_NOTHING), (OWNER_WORD, NOBODY, _WORDS_FOR_NOBODY))
    known = (
        *(Known(STATUS_WORD, word, status.value) for word, status in own.items()),
        *(Known(kind, word, meaning) for kind, meaning, words in stand_ins for word in words),
        *(Known(STATUS_WORD, word, status.value) for word, status in usual),
    )
    return Readings(tuple(each for each in known if _can_be_listed(each.text))).words


def _is_told(reading: DateReading) -> bool:
    """A text that a formula could not read by itself."""
    return reading.is_text or reading.day is None


def as_excel_trims(text: str) -> str:
    """What Excel's TRIM makes of a text: no outer spaces, single inner ones; other blanks stay."""
    return (re.sub(" +", " ", text) if "  " in text else text).strip(" ")


def _stand_ins(plan: Plan, told: Sequence[tuple[str, DateReading]]) -> Iterator[Known]:
    """What stands where nothing is entered, where nobody owns the action yet, where no date is set yet."""
    for text in (*_WORDS_FOR_NOTHING, *_met(text for text, reading in told if reading.is_empty)):
        yield Known(EMPTY_WORD, text, NOTHING)
    owners = Counter(action.owner.typed for action in plan.actions)
    for text in (*_met(text for text in owners if is_placeholder(text)), *_WORDS_FOR_NOBODY):
        yield Known(OWNER_WORD, text, NOBODY)
    for text in (*_met(text for text, reading in told if reading.is_undecided), *_WORDS_UNDECIDED):
        yield Known(UNDECIDED_WORD, text, UNDECIDED)


def _status_words(plan: Plan, settings: Settings) -> Iterator[Known]:
    own = settings.status.words
    met = _statuses_met(plan)
    for status in Status:
        words = [word for word, meaning in own.items() if meaning is status]
        standard = [word for word in STATUS_WORDS[status] if len(word) > 1 and word not in own][:_STANDARD_WORDS]
        for word in (*(text for text, said in met.items() if said is status), *words, *standard):
            yield Known(STATUS_WORD, word, status.value)


def _statuses_met(plan: Plan) -> dict[str, Status]:
    said = {
        as_excel_trims(action.status.typed): action.status_says
        for action in plan.actions
        if action.status_says and not action.status.typed.strip().endswith("%")
    }
    return {text: said[text] for text in _met(said)}


def _dates_met(typed: Sequence[tuple[str, DateReading]]) -> Iterator[Known]:
    readings = dict(typed)
    for text in _met(text for text, _ in typed):
        reading = readings[text]
        assert reading.day
        yield Known(MOVED_DATE if reading.earlier else DATE_WORD, text, reading.day)


def _read_two_ways(typed: Sequence[tuple[str, DateReading]]) -> set[str]:
    """Texts that were read as one day in one cell and as another in the next: 01/02/2020 in columns of two habits."""
    days: dict[str, set[tuple[date | None, bool]]] = {}
    for text, reading in typed:
        days.setdefault(text.lower(), set()).add((reading.day, bool(reading.earlier)))
    return {text for text, read in days.items() if len(read) > 1}


def _met(texts: Iterable[str]) -> list[str]:
    """The commonest of the texts, as a formula can compare them; very long ones and control characters are left out."""
    counts = Counter(texts)
    met = dict.fromkeys(as_excel_trims(text) for text, _ in counts.most_common())
    return [text for text in met if _can_be_listed(text)][:_MOST_MET]


def _can_be_listed(text: str) -> bool:
    if not text or len(text) > _LONGEST or "_x" in text:
        return False
    return all(character.isprintable() or character == "\n" for character in text)
