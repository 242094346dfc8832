"""What has happened to each action since the month last presented."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.dates import DateReading
from gipxl.plan import FIELD_WORDS, Action, Entry, Field
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.standing import dates_set
from gipxl.vocabulary import Status, plain
from gipxl.words import day


@rule("MON07", Level.WARNING, needs=(Field.ORIGINAL_DUE,), compares=True)
def slipped_again(case: Case) -> Iterator[Remark]:
    """Revised when it was last presented, and put off again since.

    Baseline:
        | ref | original_due | revised_due |
        | C4  | 2020-06-30   | 2020-09-30  |
    Found:
        | ref | original_due | revised_due |
        | C4  | 2020-06-30   | 2020-12-31  |
    Better:
        | ref | original_due | revised_due |
        | C4  | 2020-06-30   | 2020-09-30  |
    """
    before, standing = case.before, case.standing
    if before is None or not standing.has_moved or not standing.is_open or case.is_misdated:
        return
    promised = dates_set(standing.earlier_selves)
    if len(promised) < 2:
        return  # not revised when it was last presented
    last, due = promised[-1], case.action.due_dates[-1]
    if last.day and _is_later(due, last) and not case.is_another:
        now = day(due.day) if due.day else "a day still to be decided"
        yield Remark(
            case.due_cell,
            f"{case.action.name}, already revised to {day(last.day)} in {case.review.baseline_name}, "
            f"has been put off again, to {now}",
            "Say in the report why it slipped again, and what will keep the new date",
        )


def _is_later(due: DateReading, last: DateReading) -> bool:
    """Put off to a later day, or to one that is still to be decided."""
    if due.day is None or last.day is None:
        return True
    return due.day > last.day and not last.covers(due)


@rule("MON08", Level.NOTE, compares=True)
def completed_since(case: Case) -> Iterator[Remark]:
    """Completed since the baseline: the report's key achievements.

    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Found:
        | ref | title         | status   |
        | C4  | Contract plan | Complete |
    Better:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    """
    if case.standing.is_complete and not case.was_complete:
        completed = case.action.completed_day
        when = f", on {day(completed)}" if completed else ""
        yield Remark(
            Field.COMPLETED if completed else Field.STATUS,
            f"{case.action.name} has been completed since {case.review.baseline_name}" + when,
            "Nothing; the report names it as a key achievement",
        )


@plan_rule("MON09", Level.NOTE, compares=True)
def added(review: Review) -> Iterator[Remark]:
    """New since the baseline: the number of work-streams changes, and the report says why.

    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Found:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
        | C5  | Land listing  | On track |
    Better:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    """
    assert review.changes and review.baseline
    for action in review.changes.added:
        yield Remark(
            Field.REF if action.ref else Field.TITLE,
            f"{action.name} is new since {review.baseline_name}",
            "Nothing, if it was meant to be added",
            action,
        )


_WORDED = (Field.TITLE, Field.RECOMMENDATION, Field.ACTION)


@rule("MON10", Level.NOTE, compares=True)
def reworded(case: Case) -> Iterator[Remark]:
    """What was to be done is worded otherwise than when it was presented: a new aim may hide in new words.

    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Found:
        | ref | title                            | status   |
        | C4  | Contract plan for large projects | On track |
    Better:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    """
    before, now = case.before, case.action
    fields = [field for field in _WORDED if before and _is_reworded(before.entry(field), now.entry(field))]
    if not fields or case.is_another:
        return
    for field in fields:
        yield Remark(
            field,
            f"The {FIELD_WORDS[field]} of {now.name} is worded otherwise than in {case.review.baseline_name}",
            f"Check that {case.cell(field)} still means the same; if not, say so in the report",
        )


def _is_reworded(was: Entry[str], now: Entry[str]) -> bool:
    """Other words than before, punctuation and capitals aside; one that was blank has no wording to change."""
    if was.typed == now.typed or not was.value or not now.cell:
        return False
    return plain(was.typed) != plain(now.typed)


@rule("MON11", Level.WARNING, needs=(Field.STATUS,), compares=True)
def status_went_back(case: Case) -> Iterator[Remark]:
    """Begun in the baseline, not started now; or so many per cent done, and fewer now.

    A status that turns from on track to at risk is news, not a step back; one that was complete is MON04's.

    Baseline:
        | ref | status      |
        | C4  | In progress |
    Found:
        | ref | status      |
        | C4  | Not started |
    Better:
        | ref | status  |
        | C4  | At risk |
    """
    before, now = case.before, case.action
    if before is None or before.status.typed == now.status.typed or not case.standing.is_open:
        return
    back = before.status_says is Status.ON_TRACK and now.status_says is Status.NOT_STARTED
    was, done = _per_cent(before), _per_cent(now)
    fewer = was is not None and done is not None and done < was < 100
    if (back or fewer) and not case.was_complete and not case.is_another:
        yield Remark(
            Field.STATUS,
            f"The status of {now.name} went back from “{before.status.typed.strip()}” in "
            f"{case.review.baseline_name} to “{now.status.typed.strip()}”",
            f"Correct the status in {now.status.cell}, or say in the update what happened",
        )


def _per_cent(action: Action) -> int | None:
    reading = action.status.value
    number = re.match(r"(\d+)[\d.]* ?(?:%|per ?cent|pc)", reading.word) if reading else None
    return int(number[1]) if number else None


@plan_rule("MON12", Level.WARNING, compares=True)
def baseline_assumed(review: Review) -> Iterator[Remark]:
    """Nobody named the month to compare with: the latest earlier workbook of the plan was taken.

    If another one was last presented, whatever the report says of changes is wrong.

    Baseline, not named:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Found:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Better:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    """
    if review.baseline_assumed and review.baseline:
        yield Remark(
            None,
            f"The month to compare with was not named; {review.baseline_name}, as at "
            f"{day(review.baseline.as_at)}, was taken",
            "Name it with --baseline, or as “Previous presentation” on the Report details sheet",
        )
