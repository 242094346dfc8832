"""Dates that stand as text: which of them are clear, and which could as well be dates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from gipxl.dates import DateContext, DateReading, Exactness, column_order, read_date
from gipxl.plan import Action, Entry, Field, Plan

# A date and no other word: "by", "provisional" or a question mark would be lost with the text.
_NOTHING_ELSE = re.compile(
    r"(?:[\d\s/.,\-–\u00ad\u200b-\u200f\ufeff]|(?<=\d)(?:st|nd|rd|th)\b|\bof\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*)+",
    re.IGNORECASE,
)


def entries(action: Action) -> tuple[Entry[DateReading], ...]:
    """Every cell of the action that is for a date."""
    return (action.original, *action.revised, action.completed)


def field_of(action: Action, entry: Entry[DateReading]) -> Field:
    """Which of the action's dates an entry is."""
    if entry is action.completed:
        return Field.COMPLETED
    return Field.ORIGINAL_DUE if entry is action.original else Field.REVISED_DUE


def typed_day(plan: Plan, action: Action, entry: Entry[DateReading]) -> date | None:
    """The day of a clear, exact date that stands as text; None for anything else, and where a column was swapped."""
    reading = entry.value
    if reading is None or not reading.is_text or not _is_plain(reading):
        return None
    # The texts of a column that Excel swapped are spoken of there (DAT04).
    proof = plan.date_orders.get(field_of(action, entry))
    return None if proof and proof.is_swapped else reading.day


def _is_plain(reading: DateReading) -> bool:
    """One exact day, about which nothing had to be worked out."""
    if reading.exact is not Exactness.DAY or reading.day is None or reading.why or reading.month_first:
        return False
    return not reading.earlier and not reading.year_assumed


def could_be_dates(plan: Plan) -> Mapping[tuple[str, str], date]:
    """The days of the clear dates that can become dates without asking, by sheet and cell.

    None of a column in which another text would then be read otherwise, or could be.
    """
    columns: dict[tuple[str, Field], list[tuple[Entry[DateReading], date | None]]] = {}
    for action in plan.actions:
        for entry in entries(action):
            if entry.cell:
                day = typed_day(plan, action, entry) if _NOTHING_ELSE.fullmatch(entry.typed) else None
                columns.setdefault((action.sheet, field_of(action, entry)), []).append((entry, day))
    return {
        (sheet, entry.cell): day
        for (sheet, _), cells in columns.items()
        if _are_free(cells, plan)
        for entry, day in cells
        if day
    }


def _are_free(cells: Sequence[tuple[Entry[DateReading], date | None]], plan: Plan) -> bool:
    """The texts that remain say what they said: none of them rests on the proof that the others gave."""
    before = column_order([_held(entry) for entry, _ in cells])
    after = column_order([day or _held(entry) for entry, day in cells])
    if after.order is before.order:
        return True
    return not after.is_swapped and not any(_reads_two_ways(entry, plan) for entry, day in cells if not day)


def _reads_two_ways(entry: Entry[DateReading], plan: Plan) -> bool:
    """A text that says one thing day first and another month first, if only for a date that no longer holds."""
    if not (entry.value and entry.value.is_text):
        return False
    day_first, month_first = (
        read_date(
            entry.typed,
            DateContext(
                year_starts=plan.year_starts,
                financial_year=plan.year_named or plan.financial_year,
                month_first=is_month_first,
            ),
        )
        for is_month_first in (False, True)
    )
    return day_first != month_first


def _held(entry: Entry[DateReading]) -> object:
    reading = entry.value
    return reading.day if reading and not reading.is_text else entry.typed
