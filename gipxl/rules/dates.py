"""What was entered for a date: whether it is one, which one, and how surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gipxl.dates import DateReading, Exactness
from gipxl.plan import FIELD_WORDS, Entry, Field
from gipxl.rules.cells import heading_cell
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.rules.text_dates import could_be_dates, entries, field_of, typed_day
from gipxl.words import count, day, listed, short_day, shortened


@rule("DAT01", Level.ERROR, needs=(Field.ORIGINAL_DUE,))
def missing_due_date(case: Case) -> Iterator[Remark]:
    """An action that is not complete and has no date due can neither be late nor be held to anything.

    A date still to be decided is DAT17's, a text that is no date DAT02's.

    Found:
        | ref | original_due | revised_due | status   |
        | C4  |              |             | On track |
    Better:
        | ref | original_due | revised_due | status   |
        | C4  | 2020-12-31   |             | On track |
    """
    action = case.action
    if case.standing.due or action.due_dates or not case.standing.is_open:
        return
    if not any(_says_something(case, entry) for entry in (action.original, *action.revised)):
        yield Remark(
            Field.ORIGINAL_DUE,
            f"{action.name} has no date due",
            f"Give in {case.cell(Field.ORIGINAL_DUE)} the day by which it is to be done",
        )


def _says_something(case: Case, entry: Entry[DateReading]) -> bool:
    return case.is_filled(entry) and not (entry.value and entry.value.is_empty)


@rule("DAT02", Level.ERROR)
def not_a_date(case: Case) -> Iterator[Remark]:
    """A text that is no day of the calendar cannot be counted with.

    Found:
        | ref | original_due | status   |
        | C4  | 31/06/2020   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 30/06/2021   | On track |
    """
    for entry in entries(case.action):
        if entry.value and entry.value.exact is Exactness.NOT_A_DATE and not impossible_year(entry):
            yield Remark(
                entry.cell,
                f"The {called(case, entry)} of {case.action.name}, “{shown(entry)}”, is not a date"
                + (f": {entry.value.why}" if entry.value.why[:1].isupper() else ""),
                f"Correct the date in {entry.cell}",
            )


@rule("DAT03", Level.WARNING)
def ambiguous_date(case: Case) -> Iterator[Remark]:
    """A date typed as text that reads differently day first and month first, in a column that proves neither.

    Found:
        | ref | original_due | status   |
        | C4  | 01/12/2020   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 1 Dec 2020   | On track |
    """
    for entry in entries(case.action):
        reading = entry.value
        if reading and reading.month_first and reading.day and reading.is_text:
            yield Remark(
                entry.cell,
                f"The {called(case, entry)} of {case.action.name}, “{shown(entry)}”, can be {day(reading.day)} or "
                f"{day(reading.month_first)}; the first was taken",
                f"Write the month in letters in {entry.cell}, or enter it as a date that Excel knows",
            )


@plan_rule("DAT04", Level.WARNING)
def day_month_swapped(review: Review) -> Iterator[Remark]:
    """An Excel set to the American order took day and month the wrong way round, and left as text what it could not.

    The column shows it: every real date has a day up to 12, every text one above 12.

    Found:
        | ref | original_due | status   |
        | C1  | 2020-05-10   | On track |
        | C2  | 2020-06-11   | On track |
        | C3  | 25/10/2020   | On track |
        | C4  | 30/11/2020   | On track |
    Better:
        | ref | original_due | status   |
        | C1  | 2020-10-05   | On track |
        | C2  | 2020-11-06   | On track |
        | C3  | 2020-10-25   | On track |
        | C4  | 2020-11-30   | On track |
    """
    plan = review.plan
    for column in plan.columns:
        proof = plan.date_orders.get(column.field) if column.field else None
        cells = [entry.cell for entry in _swapped(review, column.letter)] if proof and proof.is_swapped else []
        if cells and proof:
            shown = [*cells[:6], *([count(len(cells) - 6, "more")] if len(cells) > 6 else [])]
            yield Remark(
                heading_cell(plan, column),
                f"“{' '.join(column.heading.split())}” has day and month the wrong way round in {listed(shown)}: "
                f"{proof.why}",
                "Enter these dates again, day first, on a computer set to British dates",
            )


def _swapped(review: Review, letter: str) -> Iterator[Entry[DateReading]]:
    """The real dates of a column: in one that was swapped, the wrong ones."""
    for action in review.plan.actions:
        if action.sheet == review.plan.sheet:
            for entry in entries(action):
                if entry.value and not entry.value.is_text and entry.cell.rstrip("0123456789") == letter:
                    yield entry


def _all_text(review: Review) -> str:
    """A .csv file has no other dates than texts."""
    is_text = review.plan.workbook.lower().endswith((".csv", ".tsv", ".txt"))
    return "this kind of file keeps every date as text" if is_text else ""


@rule("DAT05", Level.NOTE, cannot=_all_text)
def date_as_text(case: Case) -> Iterator[Remark]:
    """A clear date, but stored as text: Excel neither sorts nor filters it with the dates, nor colours it when late.

    Found:
        | ref | original_due | status   |
        | C4  | 31.12.2020   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 2020-12-31   | On track |
    """
    for entry in entries(case.action):
        if typed := typed_day(case.review.plan, case.action, entry):
            is_sure = (case.action.sheet, entry.cell) in case.review.once(_could_be_dates)
            yield Remark(
                entry.cell,
                f"The {called(case, entry)} of {case.action.name}, “{shown(entry)}”, is stored as text",
                f"Enter {short_day(typed)} in {entry.cell} as a date" + (", or let gipxl fix do it" if is_sure else ""),
            )


def _could_be_dates(review: Review) -> Mapping[tuple[str, str], date]:
    return could_be_dates(review.plan)


@rule("DAT06", Level.NOTE)
def vague_date(case: Case) -> Iterator[Remark]:
    """A quarter, a month or a week is taken for its last day, so that the figures can be counted; this says for which.

    The same for a date without its year, and for one that had to be picked out of other words.

    Found:
        | ref | original_due | status   |
        | C4  | Q3 2020/21   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 2020-12-31   | On track |
    """
    for entry in entries(case.action):
        reading = entry.value
        if reading and reading.day and _was_worked_out(reading):
            yield Remark(
                entry.cell,
                f"The {called(case, entry)} of {case.action.name}, “{shown(entry)}”, was taken for {day(reading.day)}"
                + (f" ({reading.why})" if reading.why else ""),
                f"Give the day itself in {entry.cell} if another is meant",
            )


def _was_worked_out(reading: DateReading) -> bool:
    if reading.is_vague or reading.year_assumed:
        return True
    # That a date replaces another one is said by the cell itself; any other reason is gipxl's.
    return bool(reading.why) and reading.exact is not Exactness.EMPTY and not reading.why.startswith("it replaces")


# A day and month that may be right, with a year that no plan speaks of: 31/12/2201.
_FAR_YEAR = re.compile(r"\d{1,2}[/.\- ]\w{1,9}[/.\- ](?:0\d{3}|1[0-8]\d\d|2[2-9]\d\d|[3-9]\d{3})")


def impossible_year(entry: Entry[DateReading]) -> bool:
    """The entry is no date only because of its year."""
    reading = entry.value
    if reading is None or reading.exact is not Exactness.NOT_A_DATE:
        return False
    return _FAR_YEAR.fullmatch(entry.typed.strip()) is not None


def called(case: Case, entry: Entry[DateReading]) -> str:
    """What messages call that date; the only one for delivery is neither original nor revised."""
    field = field_of(case.action, entry)
    if field is Field.ORIGINAL_DUE and case.review.plan.has_single_date:
        return "date due"
    return "completion date" if field is Field.COMPLETED else FIELD_WORDS[field]


def shown(entry: Entry[DateReading]) -> str:
    """What stands in the cell, on one line."""
    return shortened(entry.typed, 60)
