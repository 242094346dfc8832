"""The delivery dates of an action as the cells of a new workbook give them, with every date that they replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gipxl.dates import DateContext, DateReading, Exactness, read_date
from gipxl.plan import Entry, Plan
from gipxl.words import day, month, year_name

_SAYS_WAS = re.compile(r"\b(?:was|from|previously|originally|formerly|moved|revised|extended|not)\b", re.IGNORECASE)


def date_cell(entry: Entry[DateReading], plan: Plan, year: int, before: Sequence[date] = ()) -> str | date | None:
    """What a date cell of ``plan`` is to say in the plan of ``year``: a real date as one, a text as it was typed.

    Dates that it gives as struck out stand behind the one in force: "31 March 2021 (was 31 December 2020)". So do those
    of ``before``, oldest first, which earlier workbooks gave and the cell no longer does. A text that the new year
    would read otherwise is written out: "December" becomes "December 2020".
    """
    reading = entry.value
    if reading is None or reading.is_empty:
        return entry.typed or None
    context = DateContext(year_starts=plan.year_starts, financial_year=year)
    # A line through a date is no text: "31/07/2020 31/12/2020" would not say by itself which of them holds.
    is_text = reading.is_text and (not reading.earlier or bool(_SAYS_WAS.search(entry.typed)))
    if not before and is_text and _is_same(read_date(entry.typed, context), reading):
        return entry.typed
    gone = [*before, *(each.day for each in reading.earlier if each.day)]
    if not gone:
        return _alone(entry.typed, reading, plan, context)
    live = _alone("", replace(reading, earlier=()), plan, context)
    said = day(live) if isinstance(live, date) else live
    return f"{said} (was {', then '.join(map(day, dict.fromkeys(gone)))})"


def _alone(typed: str, reading: DateReading, plan: Plan, context: DateContext) -> str | date:
    """The date in force by itself: as exact as it was given, where that can be written."""
    if reading.day is None:
        return typed or "TBC"
    if not reading.is_vague:
        return reading.day
    year = year_name(plan.year_of_plan, plan.year_starts)
    for text in (month(reading.day) if reading.exact is Exactness.MONTH else "", f"{typed} {year}" if typed else ""):
        if text and _is_same(read_date(text, context), reading):
            return text
    return reading.day


def _is_same(again: DateReading, reading: DateReading) -> bool:
    dates = [(each.first, each.day) for each in (*again.earlier, again)]
    return dates == [(each.first, each.day) for each in (*reading.earlier, reading)]
