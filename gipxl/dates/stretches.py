"""Months, quarters, half-years, seasons and years: their first and last day, and how they were taken."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from gipxl.dates.almanac import Span, days_in, financial_year, months_from, months_span
from gipxl.dates.named import NO_YEAR, Year, assumed_year, not_a_date, sentence
from gipxl.dates.readings import DateContext, DateReading, Exactness
from gipxl.dates.tokens import EARLY, END, LATE, MID
from gipxl.words import MONTHS, month, year_name
from gipxl.words import day as written

_ORDINALS = ("", "first", "second", "third", "fourth")
_SEASONS = (("spring", 3), ("summer", 6), ("autumn", 9), ("winter", 12))
_PARTS = {EARLY: "first", MID: "middle", LATE: "last", END: "last"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedSpan:
    """A month, quarter, half-year, season or year; which one; and the part of it, if only a part is meant.

    `number` is the month from 1, the quarter or half from 1, the season from 0. `days` are the first and last day
    of a stretch within a month ("1-15 October", "second week of March"). `calendar`: of the calendar year.
    """

    exact: Exactness
    number: int = 0
    year: Year | None = None
    calendar: bool = False
    part: int = 0
    days: tuple[int, int] | None = None
    note: str = ""

    def read(self, context: DateContext) -> DateReading:
        """The stretch, taken for its last day."""
        fault = self._fault()
        if fault:
            return not_a_date(fault)
        span, assumed = self._span_in(context)
        if span is None:
            return DateReading(exact=self.exact, why=sentence(self.note, NO_YEAR), is_text=True)
        span, part = self._part_of(span)
        year_note = self.year.note if self.year else ""
        why = sentence(self.note, self._called(context, span, part), year_note, assumed)
        exact = Exactness.WEEK if self.days and self.days[1] - self.days[0] < 7 else self.exact
        return DateReading(exact=exact, day=span[1], first=span[0], why=why, is_text=True, year_assumed=bool(assumed))

    def _fault(self) -> str:
        if self.year and self.year.fault:
            return self.year.fault
        if self.exact is Exactness.QUARTER and not 1 <= self.number <= 4:
            return f"a year has four quarters, and no quarter {self.number}"
        if self.exact is Exactness.HALF_YEAR and not 1 <= self.number <= 2:
            return f"a year has two halves, and no half {self.number}"
        if self.exact is Exactness.MONTH and not 1 <= self.number <= 12:
            return f"there is no month {self.number}"
        if self.days and self.days[1] > days_in(2000, self.number):
            return f"{MONTHS[self.number - 1]} has {days_in(2000, self.number)} days"
        return f"{self.days[0]} comes after {self.days[1]}" if self.days and self.days[0] > self.days[1] else ""

    def _span_in(self, context: DateContext) -> tuple[Span | None, str]:
        """First and last day, and what to say where the year was assumed."""
        if self.year:
            return self._span_of(self.year, context), ""
        if context.financial_year is None:
            return None, ""
        plan_year = Year(number=context.financial_year, financial=True)
        return self._span_of(plan_year, context), assumed_year(context.financial_year, context)

    def _span_of(self, year: Year, context: DateContext) -> Span:
        starts, months = self._months(context)
        span = months_span(year.number, starts, months)
        if not year.financial:
            return span
        while financial_year(span[1], context.year_starts) < year.number:
            span = months_span(span[0].year + 1, starts, months)
        return span

    def _months(self, context: DateContext) -> tuple[int, int]:
        """The month it begins with, and how many months it has."""
        year_starts = 1 if self.calendar else context.year_starts
        match self.exact:
            case Exactness.MONTH | Exactness.WEEK:
                return self.number, 1
            case Exactness.QUARTER:
                return (year_starts + 3 * self.number - 4) % 12 + 1, 3
            case Exactness.HALF_YEAR:
                return (year_starts + 6 * self.number - 7) % 12 + 1, 6
            case Exactness.SEASON:
                return _SEASONS[self.number][1], 3
            case _:
                return year_starts, 12

    def _part_of(self, span: Span) -> tuple[Span, str]:
        """The part of the stretch that is meant, and its name."""
        first, last = span
        if self.days:
            final = min(self.days[1], last.day)
            return (first.replace(day=self.days[0]), first.replace(day=final)), ""
        if not self.part:
            return span, ""
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        if self.part == END and months > 1:
            return (last.replace(day=1), last), "end of "
        return _third(first, last, months, self.part), f"{_PARTS[self.part]} third of "

    def _called(self, context: DateContext, span: Span, part: str) -> str:
        """What it was taken for, in words."""
        taken = "taken for its last day"
        first, last = span
        if self.days:
            return f"{first.day} to {written(last)}: taken for the last day"
        match self.exact:
            case Exactness.MONTH if self.part == END:
                return "end of the month: taken for its last day"
            case Exactness.MONTH if part:
                return f"{part}the month: taken for {written(last)}"
            case Exactness.MONTH:
                return (
                    "a month: taken for the last day of the month"
                    if not self.year
                    else ("month and year: taken for the last day of the month")
                )
            case Exactness.SEASON:
                begin = MONTHS[first.month - 1] if first.year == last.year else month(first)
                stretch = month(last) if month(first) == month(last) else f"{begin} to {month(last)}"
                return f"{part}{_SEASONS[self.number][0]}, {stretch}: {taken}"
            case Exactness.QUARTER:
                return f"{part}the {_ORDINALS[self.number]} quarter of {self._year_called(context, last)}: {taken}"
            case Exactness.HALF_YEAR:
                return f"{part}the {_ORDINALS[self.number]} half of {self._year_called(context, last)}: {taken}"
            case _:
                return f"{part}{self._year_called(context, last)}: {taken}"

    def _year_called(self, context: DateContext, last: date) -> str:
        if self.calendar or context.year_starts == 1:
            return f"the calendar year {last.year}"
        return f"the financial year {year_name(financial_year(last, context.year_starts), context.year_starts)}"


def _third(first: date, last: date, months: int, part: int) -> Span:
    """The first, middle or last third: ten days of a month, or whole months of anything longer."""
    place = {EARLY: 0, MID: 1}.get(part, 2)
    if months == 1:
        begins = first.replace(day=1 + 10 * place)
        return begins, last if place == 2 else begins + timedelta(days=9)
    if months < 3 or months % 3:
        return first, last
    begins = months_from(first, place * months // 3)
    return begins, months_from(begins, months // 3) - timedelta(days=1)
