"""Days as Excel stores them: a number, counted from 1900 or 1904, shown as a day by the cell's number format."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from gipxl.package.errors import PackageError

# Built-in number formats that show a day (27 to 36 and 50 to 58 in East Asian editions).
_DAYS = frozenset({*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)})
SHORT_DATE, DATE_AND_TIME = 14, 22

# How many days later 1904's count begins than 1900's.
BETWEEN_THE_STARTS = 1462

_NOT_A_CODE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def serial(day: date, *, date1904: bool) -> str:
    """The number of a day, with the time of day as a fraction. Raises PackageError for a day before Excel's first."""
    moment = day if isinstance(day, datetime) else datetime.combine(day, time())
    moment = moment.replace(tzinfo=None)
    # Excel counts 29 February 1900, which never was: before it, the numbers are one less.
    early = moment < datetime(1900, 3, 1)
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 31 if early else 30)
    passed = moment - start
    if moment.year < (1904 if date1904 else 1900):
        raise PackageError(f"Excel has no number for {day}.", "Write it as text.")
    if not passed.seconds and not passed.microseconds:
        return str(passed.days)
    return repr(passed.days + (passed.seconds + passed.microseconds / 1e6) / 86400)


def shows_a_day(number: int, code: str | None) -> bool:
    """Whether a number format (built in by its number, or the workbook's own by its code) shows a day."""
    if code is None:
        return number in _DAYS
    letters = _NOT_A_CODE.sub("", code).lower()
    return "general" not in letters and ("d" in letters or "y" in letters)
