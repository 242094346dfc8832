"""Reckoning with days: the lengths of months, financial years, weeks."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
YEARS = range(1900, 2200)  # what a plan may speak of; anything else is a slip of the keyboard

Span = tuple[date, date]


def financial_year(day: date, year_starts: int = 4) -> int:
    """The calendar year in which the day's financial year begins: 2020 for 30 September 2020."""
    return day.year if day.month >= year_starts else day.year - 1


def year_end(day: date, year_starts: int = 4) -> date:
    """The last day of the day's financial year: 31 March 2021 for 30 September 2020."""
    return months_from(date(financial_year(day, year_starts), year_starts, 1), 12) - timedelta(days=1)


def swapped(day: date) -> date | None:
    """The day with day and month exchanged, None where there is no such day: 5 October for 10 May, none for 31 May."""
    return date(day.year, day.day, day.month) if day.day <= 12 else None


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return monthrange(year, month)[1]


def months_from(day: date, count: int) -> date:
    """The same day of the month `count` months on, or the month's last day where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(years, month + 1, min(day.day, days_in(years, month + 1)))


def months_span(year: int, month: int, count: int) -> Span:
    """The first and last day of `count` months that begin with this one."""
    first = date(year, month, 1)
    return first, months_from(first, count) - timedelta(days=1)


def working_days_from(day: date, count: int) -> date:
    """The day so many Mondays to Fridays on. Bank holidays are not known here."""
    weeks, rest = divmod(count, 5)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    return day


def week_from(day: date) -> Span:
    """The week that commences with this day: to its Sunday, or seven days where it commences on a weekend."""
    return day, day + timedelta(days=6 - day.weekday() if day.weekday() < 5 else 6)
