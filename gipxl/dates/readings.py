"""What a date was read as: the day, how exact it is, and why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Exactness(Enum):
    """How much of the calendar an entry names. The values are the words that officers see."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half-year"
    SEASON = "season"
    YEAR = "year"
    UNDECIDED = "to be decided"
    EMPTY = "empty"
    NOT_A_DATE = "not a date"


@dataclass(frozen=True, slots=True, kw_only=True)
class DateReading:
    """One entry as it was understood.

    `day` is the last day of what the entry names and `first` the first one; both are None where it names no day
    (empty, to be decided, not a date, or a date whose year is not written and cannot be known).
    `why` is a sentence part for an officer, "" where a plain date was read plainly.
    `month_first` is the other reading of 01/02/2020, where both make sense.
    `earlier` are the dates that the same cell gives as superseded, oldest first.
    """

    exact: Exactness
    day: date | None = None
    first: date | None = None
    why: str = ""
    is_text: bool = False
    month_first: date | None = None
    year_assumed: bool = False
    earlier: tuple[DateReading, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Nothing was entered: blank, a dash, "n/a", "none"."""
        return self.exact is _EMPTY

    @property
    def is_undecided(self) -> bool:
        """The entry says that the day is still to come: "TBC", "ongoing"."""
        return self.exact is _UNDECIDED

    @property
    def has_day(self) -> bool:
        """There is a day to count with, be it the last one of a vague date."""
        return self.day is not None

    @property
    def is_vague(self) -> bool:
        """It names a stretch of time longer than a day: a month, a quarter, "w/c ..."."""
        return self.day is not None and self.first != self.day

    def covers(self, other: DateReading) -> bool:
        """Whether one of the two holds the other, so that going from one to the other is no move.

        "Sept 2020" and 15/09/2020 cover each other, as do two equal days. It does not matter which is asked.
        """
        if self.first is None or self.day is None or other.first is None or other.day is None:
            return False
        holds = self.first <= other.first and other.day <= self.day
        is_held = other.first <= self.first and self.day <= other.day
        return holds or is_held


# Asked of every date many times over; until Python 3.12 a member of an enum takes longer to look up than to compare.
_EMPTY, _UNDECIDED = Exactness.EMPTY, Exactness.UNDECIDED


@dataclass(frozen=True, slots=True, kw_only=True)
class DateContext:
    """What is known around an entry that helps to read it.

    year_starts     the first month of the financial year
    financial_year  the calendar year in which the plan's financial year begins (2020 for 2020/21); gives the year
                    to dates written without one
    month_first     the column proved to be written month before day
    counted_from    the day from which "30 days" counts; without it such an entry is still to be decided
    from_1904       the workbook counts its days from 1904 (matters only for day numbers that stand as text)
    """

    year_starts: int = 4
    financial_year: int | None = None
    month_first: bool = False
    counted_from: date | None = None
    from_1904: bool = False

    def __post_init__(self) -> None:
        if not 1 <= self.year_starts <= 12:
            raise ValueError(f"A financial year starts in a month from 1 to 12, not {self.year_starts}.")


NO_CONTEXT = DateContext()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date inside a text: text[start:end], and what it was read as.

    `superseded` says that the text gives it as one that no longer holds ("moved from March to June": March).
    """

    start: int
    end: int
    reading: DateReading
    superseded: bool = False
