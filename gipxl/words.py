"""How gipxl says numbers, days and lists, so that every output says them alike."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

SMALL_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def count(number: int, one: str, many: str | None = None) -> str:
    """``count(1, "action")`` is "1 action"; ``count(2, "action")`` is "2 actions"."""
    return f"{number:,} {plural(number, one, many)}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """The word alone, in the singular where ``number`` is one."""
    return one if number == 1 else (many or f"{one}s")


def spelt(number: int) -> str:
    """Small numbers in letters, as reports write them at the start of a sentence; others in figures."""
    return SMALL_NUMBERS[number] if 0 <= number < len(SMALL_NUMBERS) else f"{number:,}"


def day(when: date) -> str:
    """31 December 2020 (the same on Windows, and whatever the locale)."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month(when: date) -> str:
    """September 2020."""
    return f"{MONTHS[when.month - 1]} {when.year}"


def short_month(when: date) -> str:
    """Sep 2020, for tables."""
    return f"{MONTHS[when.month - 1][:3]} {when.year}"


def short_day(when: date) -> str:
    """31/12/2020, as officers type it into a cell."""
    return f"{when.day:02}/{when.month:02}/{when.year:04}"


def listed(items: Sequence[str], last: str = "and") -> str:
    """``A``, ``A and B``, ``A, B and C``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def year_name(starts: int, first_month: int = 4) -> str:
    """The financial year that begins in ``starts``: "2020/21", or "2020" where it is the calendar year."""
    return f"{starts}" if first_month == 1 else f"{starts}/{(starts + 1) % 100:02}"


def shortened(text: str, most: int) -> str:
    """``text`` on one line, cut at a word with an ellipsis where it is longer than ``most`` characters."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
