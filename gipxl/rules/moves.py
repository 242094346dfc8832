"""Delivery dates that have moved: whence, whither, why, and how often."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.plan import Entry, Field, Position
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, rule
from gipxl.standing import Standing
from gipxl.vocabulary import is_placeholder
from gipxl.words import count, day


@rule("DAT07", Level.NOTE, needs=(Field.ORIGINAL_DUE,))
def revised_date(case: Case) -> Iterator[Remark]:
    """Says of every moved date from which day to which, and by how much: the paper behind the number revised.

    Found:
        | ref | original_due | revised_due | reason                         | status            |
        | C4  | 2020-09-30   | 2020-12-31  | The tender had to be run again | Timescale revised |
    Better:
        | ref | original_due | revised_due | reason | status   |
        | C4  | 2020-12-31   |             |        | On track |
    """
    standing = case.standing
    if standing.is_open and standing.due and standing.due.day and not case.is_misdated:
        if standing.was and standing.was.day:
            yield Remark(
                case.due_cell,
                f"{case.action.name} has been moved from {day(standing.was.day)} to {day(standing.due.day)}, "
                + _by(standing.days_moved or 0),
                f"Nothing, if {case.due_cell} is right: it counts as revised",
            )
        elif standing.position is Position.REVISED and not case.action.original.value:
            yield Remark(
                case.due_cell,
                f"{case.action.name} has a revised date, {day(standing.due.day)}, and no original one",
                f"Give the original date in {case.cell(Field.ORIGINAL_DUE)}, so that the move can be reckoned",
            )


def _by(days: int) -> str:
    return f"pushed back by {count(days, 'day')}" if days >= 0 else f"brought forward by {count(-days, 'day')}"


_REASONS = (Field.REASON, Field.WORDING, Field.UPDATE)


def _no_reasons(review: Review) -> str:
    """A reason can stand in any of three columns."""
    return "the sheet has no column for updates or reasons" if review.plan.fields.isdisjoint(_REASONS) else ""


@rule("DAT08", Level.ERROR, needs=(Field.ORIGINAL_DUE,), cannot=_no_reasons)
def revised_without_reason(case: Case) -> Iterator[Remark]:
    """A date that was moved without a word of why is the first thing a panel asks about.

    A reason for revision, a wording for the report or an update counts, of at least fifteen characters (settings).

    Found:
        | ref | original_due | revised_due | reason |
        | C4  | 2020-09-30   | 2020-12-31  | Delay  |
    Better:
        | ref | original_due | revised_due | reason                         |
        | C4  | 2020-09-30   | 2020-12-31  | The tender had to be run again |
    """
    if case.standing.has_moved and case.standing.is_open and not case.is_misdated:
        least = case.review.settings.rules.shortest_reason
        if not any(_is_reason(case, case.action.entry(field), least) for field in _REASONS):
            cell = next(cell for field in _REASONS if (cell := case.cell(field)))
            yield Remark(
                cell,
                f"The date of {case.action.name} has been moved, and no reason is given",
                f"Say in {cell} why, in at least {count(least, 'character')}",
            )


def _is_reason(case: Case, entry: Entry[str], least: int) -> bool:
    text = entry.value or ""
    return (len(text) >= least and not is_placeholder(text)) or (not text and case.is_filled(entry))


@rule("DAT09", Level.WARNING, needs=(Field.ORIGINAL_DUE,))
def revised_earlier(case: Case) -> Iterator[Remark]:
    """A revised date before the original one is now and then meant; more often two cells were mixed up.

    Found:
        | ref | original_due | revised_due |
        | C4  | 2020-12-31   | 2020-10-31  |
    Better:
        | ref | original_due | revised_due |
        | C4  | 2020-10-31   | 2020-12-31  |
    """
    standing = case.standing
    original, due = standing.original_day, standing.due_day
    if not original or not due or due >= original or not standing.is_open:
        return
    odd = case.review.odd_years
    if _has_left(standing) and due.year not in odd and original.year not in odd:
        yield Remark(
            case.due_cell,
            f"The revised date of {case.action.name}, {day(due)}, is before its original one, {day(original)}",
            f"Check {case.due_cell}; nothing, if it really was brought forward",
        )


def _has_left(standing: Standing) -> bool:
    """The date in force is another than the original one, which may be vague."""
    return bool(standing.original and standing.due and not standing.original.covers(standing.due))


@rule("DAT10", Level.NOTE, needs=(Field.ORIGINAL_DUE, Field.REVISED_DUE))
def revised_date_same(case: Case) -> Iterator[Remark]:
    """A revised date that repeats the original one looks like a move, and is none.

    Found:
        | ref | original_due | revised_due |
        | C4  | 2020-12-31   | 2020-12-31  |
    Better:
        | ref | original_due | revised_due |
        | C4  | 2020-12-31   |             |
    """
    original, revised = case.action.original.value, case.action.entry(Field.REVISED_DUE).value
    if not original or not revised or not revised.day or revised.day != original.day:
        return
    if case.standing.is_open and not case.standing.moves:
        cell = case.cell(Field.REVISED_DUE)
        yield Remark(
            cell,
            f"The revised date of {case.action.name} repeats the original one, {day(revised.day)}",
            f"Clear {cell}, or give the new date there",
        )


@rule("DAT11", Level.WARNING, needs=(Field.ORIGINAL_DUE,))
def revised_date_passed(case: Case) -> Iterator[Remark]:
    """The date was moved, and the new one has passed as well: the action still counts as revised, not as overdue.

    Found:
        | ref | original_due | revised_due |
        | C4  | 2020-06-30   | 2020-08-31  |
    Better:
        | ref | original_due | revised_due |
        | C4  | 2020-06-30   | 2020-12-31  |
    """
    due = case.standing.due_day
    if due and due < case.as_at and case.standing.is_open and is_revised(case) and not case.is_misdated:
        yield Remark(
            case.due_cell,
            f"The revised date of {case.action.name}, {day(due)}, has passed too",
            ways_out(case),
        )


def is_revised(case: Case) -> bool:
    """Its date has moved, or it counts as revised for another reason."""
    return case.standing.has_moved or case.standing.position is Position.REVISED


def ways_out(case: Case) -> str:
    """What can be done about an action whose date has passed, with the cells to do it in."""
    done = f", or the day it was completed in {cell}" if (cell := case.cell(Field.COMPLETED)) else ""
    return f"Give a new date in {case.cell_for_new_date} and say why{done}"
