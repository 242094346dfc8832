"""What an entry names, before it is known which year is meant: a day, a stretch of the calendar, a count of days.

Each of these turns into a reading once the context is there. A year that an entry leaves out is the one that puts
the date into the plan's financial year.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from gipxl.dates.almanac import (
    WEEKDAYS,
    days_in,
    months_from,
    week_from,
    working_days_from,
)
from gipxl.dates.readings import DateContext, DateReading, Exactness
from gipxl.words import MONTHS, year_name
from gipxl.words import day as written

NO_YEAR = "no year is given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year as it is written: 2020, or the financial year 2020/21; `fault` where it can be none."""

    number: int
    financial: bool = False
    note: str = ""
    fault: str = ""


class Named(Protocol):
    """Anything that an entry can name."""

    @property
    def year(self) -> Year | None:
        """The year as written, None where none is."""

    def read(self, context: DateContext) -> DateReading:
        """The reading in this context."""


def not_a_date(why: str) -> DateReading:
    """The reading of what looks like a date and is none, or of other text."""
    return DateReading(exact=Exactness.NOT_A_DATE, why=why, is_text=True)


def sentence(*notes: str) -> str:
    """The notes that say something, joined."""
    return "; ".join(note for note in notes if note)


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedDay:
    """A day: 31 December 2020, 31/12. `other` is the reading with the month first, where that makes sense too."""

    month: int
    day: int
    year: Year | None = None
    weekday: int | None = None
    other: tuple[int, int] | None = None
    note: str = ""

    def read(self, context: DateContext) -> DateReading:
        """The day, or why there is no such day."""
        fault = self._fault()
        if fault:
            return not_a_date(fault)
        year, assumed = self._year_in(context)
        if year is None:
            return DateReading(exact=Exactness.DAY, why=sentence(self.note, NO_YEAR), is_text=True)
        if self.day > days_in(year, self.month):
            return not_a_date(f"February {year} has 28 days")
        day = date(year, self.month, self.day)
        other = date(year, *self.other) if self.other else None
        why = sentence(self.note, self._weekday_note(day), assumed)
        reading = DateReading(exact=Exactness.DAY, day=day, first=day, why=why, is_text=True, month_first=other)
        return replace(reading, year_assumed=True) if assumed else reading

    def _fault(self) -> str:
        if self.year and self.year.fault:
            return self.year.fault
        if not 1 <= self.month <= 12:
            return f"there is no month {self.month}"
        if self.day < 1:
            return "there is no day 0"
        longest = days_in(2000, self.month)
        if self.day <= longest:
            return ""
        return f"{MONTHS[self.month - 1]} has {'at most ' if self.month == 2 else ''}{longest} days"

    def _year_in(self, context: DateContext) -> tuple[int | None, str]:
        """The calendar year, and what to say where it was assumed."""
        if self.year and not self.year.financial:
            return self.year.number, ""
        begins = self.year.number if self.year else context.financial_year
        if begins is None:
            return None, ""
        assumed = "" if self.year else assumed_year(begins, context)
        return begins if self.month >= context.year_starts else begins + 1, assumed

    def _weekday_note(self, day: date) -> str:
        if self.weekday is None or self.weekday == day.weekday():
            return ""
        return f"{written(day)} is a {WEEKDAYS[day.weekday()]}, not a {WEEKDAYS[self.weekday]}"


def assumed_year(begins: int, context: DateContext) -> str:
    """What to say of a year that was not written."""
    return f"no year is given: taken from the plan's financial year {year_name(begins, context.year_starts)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWeek:
    """The week that commences on a day, or the day on which a week ends."""

    start: NamedDay
    ends: bool = False

    @property
    def year(self) -> Year | None:
        """The year written with the day."""
        return self.start.year

    def read(self, context: DateContext) -> DateReading:
        """The week's last day; a week's ending is the day it names."""
        named = self.start.read(context)
        if named.day is None:
            return named if self.ends or named.exact is Exactness.NOT_A_DATE else replace(named, exact=Exactness.WEEK)
        if self.ends:
            return replace(named, why=sentence("week ending: taken for the day named", named.why))
        first, last = week_from(named.day)
        closing = "its Sunday" if last.weekday() == 6 else "the last of its seven days"
        why = sentence(f"week commencing {written(first)}: taken for {closing}", named.why)
        return replace(named, exact=Exactness.WEEK, first=first, day=last, why=why, month_first=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A length of time: 30 days, 3 months, ten working days. `since` or `start` say from what, where the text does."""

    count: int
    unit: str  # "day", "working day", "week", "month", "year"
    since: str = ""
    start: Named | None = None

    @property
    def year(self) -> Year | None:
        """A length of time has none of its own."""
        return None

    def read(self, context: DateContext) -> DateReading:
        """The day it runs out, if it is known from when it counts."""
        if self.start:
            begin = self.start.read(context)
            if begin.day is None:
                return begin
            context = replace(context, counted_from=begin.day)
        length = f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"
        if self.since or context.counted_from is None:
            start = f"from {self.since}, whose day is not known" if self.since else "from a day that is not given"
            return DateReading(exact=Exactness.UNDECIDED, why=f"{length} {start}", is_text=True)
        start_day = context.counted_from
        if self.count > 1200:
            return not_a_date(f"{length} is further ahead than any plan")
        day = self._after(start_day)
        why = f"{length} counted from {written(start_day)}"
        if self.unit == "working day":
            why += ", bank holidays not taken into account"
        return DateReading(exact=Exactness.DAY, day=day, first=day, why=why, is_text=True)

    def _after(self, day: date) -> date:
        match self.unit:
            case "day":
                return day + timedelta(days=self.count)
            case "working day":
                return working_days_from(day, self.count)
            case "week":
                return day + timedelta(weeks=self.count)
            case "month":
                return months_from(day, self.count)
            case _:
                return months_from(day, 12 * self.count)
