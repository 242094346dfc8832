"""How one column writes its dates: day first, month first, or swapped by Excel as they were entered."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from gipxl.dates.almanac import YEARS, days_in, swapped
from gipxl.dates.tokens import century, cleaned


class ColumnOrder(Enum):
    """The order of day and month in a column's cells."""

    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    UNPROVEN = "unproven"
    SWAPPED = "day and month swapped by Excel on entry"


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnProof:
    """How a column is written, why, and the places (from 0) of the cells that prove it.

    For SWAPPED the evidence is every real date of the column: the cells to read the other way round.
    """

    order: ColumnOrder
    why: str
    evidence: tuple[int, ...] = ()

    @property
    def month_first(self) -> bool:
        """Ambiguous texts of the column are to be read month first."""
        return self.order is ColumnOrder.MONTH_FIRST

    @property
    def is_swapped(self) -> bool:
        """Its real dates have day and month the wrong way round."""
        return self.order is ColumnOrder.SWAPPED


_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)")
# Enough texts and dates to call a column swapped where the corrected dates lie better among the certain ones; and
# enough where they lie no worse.
_TEXTS, _DATES = 2, 2
_MANY_TEXTS, _MANY_DATES = 3, 4


@dataclass(frozen=True, slots=True)
class _Text:
    """A text date that can be read in one order only: its place, its day, and the order."""

    place: int
    day: date
    day_first: bool
    # Excel would have made a date of it in the country of this order; a stray space or full stops explain a text.
    is_telling: bool


def column_order(values: Sequence[object]) -> ColumnProof:
    """What the cells of one column, real dates and texts, prove about the order of day and month."""
    texts: list[_Text] = []
    dates: list[tuple[int, date]] = []
    has_open_text = False
    for place, value in enumerate(values):
        if isinstance(value, date) and value == value:
            dates.append((place, value.date() if isinstance(value, datetime) else value))
        elif isinstance(value, str) and value:
            text = _certain(place, value)
            if isinstance(text, _Text):
                texts.append(text)
            else:
                has_open_text = has_open_text or text
    day_first = tuple(text.place for text in texts if text.day_first)
    month_first = tuple(text.place for text in texts if not text.day_first)
    if day_first and month_first:
        why = "some of its texts can only be read day first and others only month first"
        return ColumnProof(order=ColumnOrder.UNPROVEN, why=why, evidence=tuple(sorted(day_first + month_first)))
    if not has_open_text and _is_swapped(texts, dates):
        return _swapped_proof(texts, dates)
    if day_first:
        return ColumnProof(order=ColumnOrder.DAY_FIRST, why="texts such as 25/09/2020", evidence=day_first)
    if month_first:
        return ColumnProof(order=ColumnOrder.MONTH_FIRST, why="texts such as 09/25/2020", evidence=month_first)
    return ColumnProof(order=ColumnOrder.UNPROVEN, why="no text date in it has a day above 12")


def _certain(place: int, typed: str) -> _Text | bool:
    """The text if it can be read in one order only; else whether it is a date that reads both ways."""
    plain, _ = cleaned(typed)
    match = _NUMBERS.fullmatch(plain.strip())
    if match is None:
        return False
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year = year if len(match[4]) == 4 else century(year)
    day, month = (first, second) if second <= 12 else (second, first)
    if year not in YEARS or not 1 <= month <= 12 or not 1 <= day <= days_in(year, month):
        return False
    if day <= 12:
        return True
    is_telling = plain == plain.strip() == typed and match[2] != "."
    return _Text(place, date(year, month, day), first > 12, is_telling)


def _is_swapped(texts: list[_Text], dates: list[tuple[int, date]]) -> bool:
    """Whether Excel, set to the other order, made dates of what it could and left the rest as text.

    Then no real date has a day above 12 and every text has one, the texts are written as Excel would have taken
    them, and the real dates lie better between the texts when turned round. Each of these is often so by chance
    (dates on the first of a month, one cell typed with a stray space), so all are demanded.
    """
    telling = [text.day for text in texts if text.is_telling]
    if len(telling) < _TEXTS:
        return False
    turned = [(day, other) for _, day in dates if (other := swapped(day)) and other != day]
    if any(day.day > 12 for _, day in dates) or len(turned) < _DATES:
        return False
    sure = [text.day for text in texts]
    first, last = min(sure), max(sure)
    as_stored = sum(_outside(day, first, last) for day, _ in turned)
    as_turned = sum(_outside(other, first, last) for _, other in turned)
    if as_turned < as_stored:
        return True
    is_many = len(telling) >= _MANY_TEXTS and len(turned) >= _MANY_DATES
    return is_many and as_turned == as_stored


def _outside(day: date, first: date, last: date) -> int:
    """How many days it lies outside of the stretch."""
    return max((first - day).days, (day - last).days, 0)


def _swapped_proof(texts: list[_Text], dates: list[tuple[int, date]]) -> ColumnProof:
    why = (
        f"{_counted(len(dates), 'date')} with no day above 12, {_counted(len(texts), 'text')} with every day above 12: "
        "Excel took day and month the wrong way round where it could, and left the rest as text"
    )
    return ColumnProof(order=ColumnOrder.SWAPPED, why=why, evidence=tuple(place for place, _ in dates))


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
