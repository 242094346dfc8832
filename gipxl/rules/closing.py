"""What is said to be complete or revised, beside what the other cells show of it."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.changes import original_changed
from gipxl.dates import DateReading
from gipxl.plan import Action, Entry, Field
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.vocabulary import Status, says_nothing
from gipxl.words import day

#: Statuses by which an action is still to be done.
_OPEN = frozenset({Status.ON_TRACK, Status.AT_RISK, Status.NOT_STARTED, Status.OPEN, Status.ON_HOLD, Status.REVISED})


@rule("STA05", Level.WARNING, needs=(Field.STATUS, Field.COMPLETED))
def complete_without_date(case: Case) -> Iterator[Remark]:
    """Complete, but not since when: whether it was in time cannot be shown.

    Found:
        | ref | completed | status   |
        | C4  |           | Complete |
    Better:
        | ref | completed  | status   |
        | C4  | 2020-09-12 | Complete |
    """
    completed = case.action.completed
    if case.action.status_says is Status.COMPLETE and _gives_no_day(case, completed):
        yield Remark(
            Field.COMPLETED,
            f"{case.action.name} is complete, and the day it was completed is not given",
            f"Give the day in {completed.cell}",
        )


def _gives_no_day(case: Case, completed: Entry[DateReading]) -> bool:
    """Blank, a dash, "TBC"; a text that is no date is a finding of its own."""
    if completed.value:
        return completed.value.is_empty or completed.value.is_undecided
    return not case.is_filled(completed)


@rule("STA06", Level.ERROR, needs=(Field.STATUS, Field.COMPLETED))
def closed_date_but_open(case: Case) -> Iterator[Remark]:
    """A completion date, and a status that says open: it counts as complete, which may be wrong.

    Found:
        | ref | completed  | status   |
        | C4  | 2020-09-12 | On track |
    Better:
        | ref | completed  | status   |
        | C4  | 2020-09-12 | Complete |
    """
    completed = case.action.completed_day
    if completed and completed <= case.as_at and case.action.status_says in _OPEN:
        yield Remark(
            Field.STATUS,
            f"{case.action.name} was completed on {day(completed)}, but its status says "
            f"“{case.action.status.typed.strip()}”",
            f"Correct the status in {case.action.status.cell}, or clear {case.cell(Field.COMPLETED)}",
        )


@rule("STA07", Level.ERROR, needs=(Field.COMPLETED,))
def completed_in_future(case: Case) -> Iterator[Remark]:
    """What is dated after the reporting date has not happened yet: until then the action counts by its date due.

    Found:
        | ref | completed  | status   |
        | C4  | 2020-10-15 | On track |
    Better:
        | ref | completed  | status   |
        | C4  | 2020-09-15 | Complete |
    """
    completed = case.action.completed_day
    if completed and case.standing.completes_later and completed.year not in case.review.odd_years:
        yield Remark(
            Field.COMPLETED,
            f"{case.action.name} is said to be completed on {day(completed)}, after the reporting date, "
            f"{day(case.as_at)}",
            f"Correct {case.cell(Field.COMPLETED)}, or leave it empty until then",
        )


@plan_rule("STA08", Level.ERROR)
def wrong_sheet(review: Review) -> Iterator[Remark]:
    """An open action on the sheet of completed ones is lost from sight; a completed one left behind is counted twice.

    One completed since the baseline may stay where it is until it has been presented.

    Found:
        | sheet     | ref | owner         | status   |
        | Plan      | C4  | Head of Legal | On track |
        | Completed | C5  | Head of Legal | On track |
    Better:
        | sheet     | ref | owner         | status   |
        | Plan      | C4  | Head of Legal | On track |
        | Completed | C5  | Head of Legal | Complete |
    """
    if not review.plan.finished_sheet:
        return
    for standing in review.standings:
        action = standing.action
        if action.is_gone:
            continue
        if action.on_finished_sheet and _is_plainly_open(action) and not action.is_complete(review.as_at):
            yield Remark(
                _said_in(action),
                f"{action.name} is open, and stands on “{action.sheet}” among the completed ones",
                f"Move its row to “{review.plan.sheet}”, or correct its status",
                action,
            )
        elif not action.on_finished_sheet and standing.is_complete and _was_presented(review, standing.before):
            yield Remark(
                _said_in(action),
                f"{action.name} is complete, and still stands on “{action.sheet}” among the open ones",
                f"Move its row to “{review.plan.finished_sheet}”, or correct its status",
                action,
            )


def _is_plainly_open(action: Action) -> bool:
    return action.status_says in _OPEN or action.completed_day is not None


def _said_in(action: Action) -> Field:
    """The field that says whether it is complete."""
    return Field.COMPLETED if action.completed_day else Field.STATUS


def _was_presented(review: Review, before: Action | None) -> bool:
    """It was complete in the month last presented already; without one, nobody can tell."""
    if review.baseline is None:
        return True
    return before is not None and before.is_complete(review.baseline.as_at)


@rule("STA09", Level.ERROR, needs=(Field.STATUS, Field.REVISED_DUE))
def revised_without_new_date(case: Case) -> Iterator[Remark]:
    """The status says that the timescale was revised, and no new date is given.

    A new date that is still to be decided is DAT17's.

    Found:
        | ref | original_due | revised_due | status            |
        | C4  | 2020-09-30   |             | Timescale revised |
    Better:
        | ref | original_due | revised_due | status            |
        | C4  | 2020-09-30   | 2020-12-31  | Timescale revised |
    """
    action, standing = case.action, case.standing
    if action.status_says is not Status.REVISED or not standing.is_open:
        return
    if standing.has_moved and not standing.awaits_new_date:
        return
    if case.before and original_changed(case.before, action):
        return  # the new date stands in the wrong place (MON03)
    revised = action.entry(Field.REVISED_DUE)
    is_repeated = bool(revised.value and revised.value.day and action.original.value)
    is_blank = not case.is_filled(revised) or bool(revised.value and revised.value.is_empty)
    if action.due_dates and (is_repeated or is_blank):
        yield Remark(
            revised.cell,
            f"The status of {action.name} says “{action.status.typed.strip()}”, and no new date is given",
            f"Give the revised date in {revised.cell}, or correct the status in {action.status.cell}",
        )


_CLOSING = (Field.UPDATE, Field.EVIDENCE, Field.WORDING)


def _no_evidence(review: Review) -> str:
    """A closing word can stand in any of three columns."""
    return "the sheet has no column for updates or evidence" if review.plan.fields.isdisjoint(_CLOSING) else ""


@rule("STA10", Level.NOTE, cannot=_no_evidence)
def complete_without_evidence(case: Case) -> Iterator[Remark]:
    """Complete, with no closing update and no evidence: the auditors will ask what was done.

    Found:
        | ref | completed  | status   | update |
        | C4  | 2020-09-12 | Complete |        |
    Better:
        | ref | completed  | status   | update                             |
        | C4  | 2020-09-12 | Complete | Agreement signed by both partners. |
    """
    if case.standing.is_complete:
        entries = [entry for field in _CLOSING if (entry := case.action.entry(field)).cell]
        if entries and not any(_says_something(case, entry) for entry in entries):
            yield Remark(
                entries[0].cell,
                f"{case.action.name} is complete, and nothing says what was done",
                f"Add a closing update or the evidence in {entries[0].cell}",
            )


def _says_something(case: Case, entry: Entry[str]) -> bool:
    return not says_nothing(entry.typed) or case.is_spoilt(entry)
