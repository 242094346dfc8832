"""Columns that are added month by month: "July update", "August update"."""

from __future__ import annotations

import re
from datetime import date

from gipxl.dates import DateContext, read_date
from gipxl.plan import cleaned

_BESIDE_MONTHS = re.compile(
    r"\b(?:updates?|progress|comments?|commentary|position|latest|narrative|next steps|notes?|status|as (?:at|of|on)"
    r"|for|of|in|to)\b",
    re.IGNORECASE,
)


def month_of(heading: str) -> tuple[date, int] | None:
    """The month, or else the number, that a heading of updates names."""
    rest = cleaned(_BESIDE_MONTHS.sub(" ", cleaned(heading)).strip(" -–:()"))
    if rest.isdecimal() and len(rest) < 3:
        return date.min, int(rest)
    day = read_date(rest, DateContext(financial_year=2020)).day
    return (day, 0) if day else None
