"""What the dates say at the reporting date: passed, near, far off, moved too often, or still to be decided."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.plan import Field
from gipxl.rules.cells import heading_cell
from gipxl.rules.dates import called, impossible_year, shown
from gipxl.rules.finding import Level
from gipxl.rules.moves import is_revised, ways_out
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.rules.text_dates import entries
from gipxl.words import count, day, listed, plural, year_name


@rule("DAT12", Level.WARNING, needs=(Field.ORIGINAL_DUE,))
def overdue(case: Case) -> Iterator[Remark]:
    """The date due has passed, the action is not complete, and no new date was set.

    Found:
        | ref | original_due | status   |
        | C4  | 2020-08-31   | At risk  |
    Better:
        | ref | original_due | status   |
        | C4  | 2020-09-30   | At risk  |
    """
    due = case.standing.due_day
    if due and due < case.as_at and case.standing.is_open and not is_revised(case) and not case.is_misdated:
        days = (case.as_at - due).days
        yield Remark(
            case.due_cell,
            f"{case.action.name} is overdue: it was due on {day(due)}, {count(days, 'day')} before the reporting date",
            ways_out(case),
        )


@rule("DAT13", Level.NOTE, needs=(Field.ORIGINAL_DUE,))
def due_soon(case: Case) -> Iterator[Remark]:
    """Due within thirty days of the reporting date (settings): the time to ask whether it will be done.

    Found:
        | ref | original_due | status   |
        | C4  | 2020-10-15   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 2020-12-31   | On track |
    """
    due = case.standing.due_day
    if due and due >= case.as_at and case.standing.is_open:
        days = (due - case.as_at).days
        if days <= case.review.settings.rules.due_soon_days:
            when = "on the reporting date itself" if days == 0 else f"{count(days, 'day')} after the reporting date"
            yield Remark(
                case.due_cell,
                f"{case.action.name} is due on {day(due)}, {when}",
                f"Ask the owner whether it will be done; if not, give a new date in {case.cell_for_new_date} "
                "and say why",
            )


@rule("DAT14", Level.ERROR)
def implausible_year(case: Case) -> Iterator[Remark]:
    """A year far from those of all other dates of the plan (2002, 2012 or 2201 for 2021) is a slip of the keyboard.

    A few dates carried over from recent years, and plans that run for decades, are left in peace.

    Found:
        | ref | original_due | status   |
        | C3  | 2020-12-31   | On track |
        | C4  | 2012-03-31   | On track |
    Better:
        | ref | original_due | status   |
        | C3  | 2020-12-31   | On track |
        | C4  | 2021-03-31   | On track |
        | C5  | 2019-03-31   | Complete |
    """
    odd = case.review.odd_years
    for entry in entries(case.action):
        reading = entry.value
        if reading is None:
            continue
        if (odd and reading.day and reading.day.year in odd) or impossible_year(entry):
            yield Remark(
                entry.cell,
                f"The {called(case, entry)} of {case.action.name}, “{shown(entry)}”, is years away from the other "
                "dates of the plan",
                f"Correct the year in {entry.cell}",
            )


@rule("DAT15", Level.NOTE, needs=(Field.ORIGINAL_DUE,))
def beyond_year(case: Case) -> Iterator[Remark]:
    """Due after the financial year ends: the plan will be rebuilt before then, and the action must be carried over.

    Found:
        | ref | original_due | status   |
        | C4  | 2021-04-30   | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 2021-03-31   | On track |
    """
    due = case.standing.due_day
    if due and due > case.review.plan.year_end and case.standing.is_open and not case.is_misdated:
        plan = case.review.plan
        yield Remark(
            case.due_cell,
            f"{case.action.name} is due on {day(due)}, after the financial year "
            f"{year_name(plan.financial_year, plan.year_starts)} ends",
            "See that it is carried over into next year's plan",
        )


@rule("DAT16", Level.WARNING, needs=(Field.ORIGINAL_DUE,))
def revised_too_often(case: Case) -> Iterator[Remark]:
    """A date that keeps moving is no plan: the action may need to be thought through again, or given up.

    Counted are dates struck out, columns of revised dates and what earlier workbooks say; two moves are allowed
    (settings).

    Found:
        | ref | original_due | revised_due                                        |
        | C4  | 2020-03-31   | was 30/06/2020, then 30/09/2020, now 31/12/2020 |
    Better:
        | ref | original_due | revised_due                    |
        | C4  | 2020-03-31   | was 30/06/2020, now 31/12/2020 |
    """
    if not case.standing.is_open or not case.standing.has_moved:
        return
    dates = case.dates_set
    moves = len(dates) - 1
    if moves > case.review.settings.rules.most_revisions:
        days = [day(reading.day) for reading in dates if reading.day]
        yield Remark(
            case.due_cell,
            f"The date of {case.action.name} has been moved {count(moves, 'time')}: {listed(days, 'then')}",
            "Ask the owner what stands in the way, and whether the action should be changed or given up",
        )


@rule("DAT17", Level.WARNING, needs=(Field.ORIGINAL_DUE,))
def date_to_be_decided(case: Case) -> Iterator[Remark]:
    """TBC, "ongoing" or "in due course" is no day: nobody can say whether the action is late.

    Found:
        | ref | original_due | status   |
        | C4  | TBC          | On track |
    Better:
        | ref | original_due | status   |
        | C4  | 2020-12-31   | On track |
    """
    if case.standing.due or not case.standing.is_open:
        return  # the last date is a day
    dates = case.action.due_dates
    if dates and dates[-1].is_undecided:
        entry = next(each for each in reversed(entries(case.action)[:-1]) if each.value is dates[-1])
        yield Remark(
            entry.cell,
            f"The {called(case, entry)} of {case.action.name} is still to be decided: “{shown(entry)}”",
            f"Give a day in {entry.cell}, be it a provisional one",
        )


@plan_rule("DAT18", Level.NOTE, needs=(Field.ORIGINAL_DUE,))
def original_unknown(review: Review) -> Iterator[Remark]:
    """With one column for dates, nothing struck out and no earlier workbook, nobody can tell which dates have moved.

    Found:
        | ref | due        | status   |
        | C4  | 2020-12-31 | On track |
    Better:
        | ref | original_due | revised_due | status   |
        | C4  | 2020-12-31   |             | On track |
    """
    plan = review.plan
    if not plan.has_single_date or review.baseline or review.earlier:
        return
    known = [each for each in review.standings if each.is_open and each.due]
    if known and not any(each.moves for each in review.standings):
        column = next(each for each in plan.columns if each.field is Field.ORIGINAL_DUE)
        yield Remark(
            heading_cell(plan, column),
            f"Whether the {plural(len(known), 'date')} of {count(len(known), 'open action')} "
            f"{plural(len(known), 'has', 'have')} moved cannot be known: there is one column for dates, nothing in it "
            "is struck out, and no earlier workbook is at hand",
            "Name an earlier month with --baseline, strike old dates out instead of overwriting them, or keep the "
            "original and the revised date in two columns",
        )
