"""What the cells of a column of statuses say."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gipxl.plan import Entry
from gipxl.reading.cells import Value, shown
from gipxl.vocabulary import Status, StatusReading, plain, read_status

_PER_CENT = re.compile(r"%|per ?cent", re.IGNORECASE)
_FIGURES = re.compile(r"\d{1,3}(?:\.\d+)?")
_ASKS = re.compile(r"\b(?:completed?|closed|done|finished|implemented|achieved)\b", re.IGNORECASE)
_ANSWERS = {
    **dict.fromkeys(("yes", "y", "true"), Status.COMPLETE),
    **dict.fromkeys(("no", "n", "false"), Status.OPEN),
    **dict.fromkeys(("part", "partial", "partially"), Status.ON_TRACK),
}
_TICKS = str.maketrans({"✓": "yes", "✔": "yes", "☑": "yes", "✗": "no", "✘": "no", "☐": "no"})

# Of a status and a rating beside each other the first of these counts, as the positions do.
_ORDER = (
    Status.WITHDRAWN, Status.CONSOLIDATED, Status.COMPLETE, Status.REVISED, Status.AT_RISK, Status.ON_HOLD,
    Status.NOT_STARTED, Status.ON_TRACK, Status.OPEN, None,
)  # fmt: skip


class StatusColumn:
    """One column: its numbers are per cents, and its heading may be a question that is answered with yes or no."""

    def __init__(self, heading: str, values: Sequence[Value], own_words: Mapping[str, Status]) -> None:
        self.is_per_cent = bool(_PER_CENT.search(heading))
        numbers = [number for value in values if (number := self._number(value)) is not None]
        # Per cents are stored as 0.8 in cells shown as per cent, as 80 in others; the column tells.
        self.whole = 100 if numbers and max(numbers) <= 1 else 1
        self.answers = _ANSWERS if _ASKS.search(heading) else {}
        self.own_words = own_words
        self.known: dict[str, StatusReading] = {}

    def _number(self, value: Value) -> float | None:
        """A number, or in a column of per cents a text of figures, as a .csv file has it."""
        if isinstance(value, str):
            return float(value) if self.is_per_cent and _FIGURES.fullmatch(value.strip()) else None
        return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

    def entry(self, value: Value, cell: str, error: str) -> Entry[StatusReading]:
        """One cell of the column; ``error`` is what stands in it where that is an error."""
        number = self._number(value)
        typed = (shown(value) or error) if number is None else f"{number * self.whole:g}%"
        if not typed or typed.isspace():
            return Entry(typed, None, cell)
        reading = self.known.get(typed)
        if reading is None:
            reading = self.known[typed] = self._read(typed)
        return Entry(typed, reading, cell)

    def _read(self, typed: str) -> StatusReading:
        if self.answers and (answer := self.answers.get(plain(typed.translate(_TICKS)))):
            return StatusReading(answer, plain(typed) or typed.strip())
        return read_status(typed, self.own_words)


def surest(entries: Sequence[Entry[StatusReading]]) -> Entry[StatusReading]:
    """Of the cells of several columns the one that decides; the first where none says anything.

    A per cent only fills in where no word says more than "open".
    """
    said = [entry for entry in entries if entry.value]
    words = [entry for entry in said if not entry.typed.endswith("%") and _says(entry) not in (None, Status.OPEN)]
    return min(words or said, key=lambda entry: _ORDER.index(_says(entry)), default=entries[0])


def _says(entry: Entry[StatusReading]) -> Status | None:
    return entry.value.status if entry.value else None
