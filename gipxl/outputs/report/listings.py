"""The lists of actions that a report may print as tables, each in the workbook's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from gipxl.assessment import Assessment
from gipxl.dates import DateReading
from gipxl.plan import Action, Position
from gipxl.standing import Standing

Listed = tuple[Standing, ...]


def listings(assessment: Assessment) -> Mapping[str, Listed]:
    """Every list by its name: one for each position, and those that a committee asks for."""
    counted = tuple(each for each in assessment.standings if each.counts)
    return {
        "all": counted,
        **{position.key: tuple(each for each in counted if each.position is position) for position in Position},
        "completed_since": completed_since(assessment),
        "extensions": extensions(assessment),
        "due_next_quarter": due_next_quarter(assessment),
        "carried_forward": tuple(each for each in counted if not each.is_complete),
    }


def completed_since(assessment: Assessment) -> Listed:
    """Completed since the baseline; without one, all that are complete."""
    figures = assessment.figures
    names = frozenset((figures.complete if assessment.baseline is None else figures.completed_since).refs)
    return tuple(
        each for each in assessment.standings if each.counts and each.is_complete and each.action.name in names
    )


def extensions(assessment: Assessment) -> Listed:
    """Open actions whose date was put off since the baseline, or is to be decided anew; without one, ever."""
    return tuple(each for each in assessment.standings if each.is_open and _was_put_off(each))


def brought_forward(assessment: Assessment) -> Listed:
    """Open actions that are now due earlier than the baseline said; without one, than was first set."""
    return tuple(
        each
        for each in assessment.standings
        if each.is_open and (was := date_before(each)) and was.day and each.due and not was.covers(each.due)
        and each.due_day and each.due_day < was.day
    )  # fmt: skip


def _was_put_off(standing: Standing) -> bool:
    was = date_before(standing)
    if was is None or was.day is None:
        return False
    if standing.due is None:
        return standing.awaits_new_date and not _waited(standing.before)
    return not was.covers(standing.due) and standing.due_day is not None and standing.due_day > was.day


def _waited(before: Action | None) -> bool:
    """In the baseline it had no date either, so that nothing was put off since."""
    return before is not None and bool(before.due_dates) and before.due_dates[-1].is_undecided


def date_before(standing: Standing) -> DateReading | None:
    """The date due that the baseline gave; for an action that it did not have, or without one, the date first set."""
    if standing.before is None:
        return standing.was
    known = [reading for reading in standing.before.due_dates if reading.has_day]
    return known[-1] if known else None


def times_moved(standing: Standing) -> int:
    """How often the date has been moved, as far as the workbook tells; a move still without a date counts."""
    dated = len(standing.moves) + standing.awaits_new_date
    return max(dated, 1 if standing.has_moved or standing.position is Position.REVISED else 0)


def next_quarter(assessment: Assessment) -> tuple[date, date]:
    """From the day after the reporting date to the last day of the financial year's next quarter."""
    plan = assessment.plan
    gone = (plan.as_at.month - plan.year_starts) % 12 // 3 * 3 + 6
    months = plan.as_at.year * 12 + plan.as_at.month - 1 - (plan.as_at.month - plan.year_starts) % 12 + gone
    return plan.as_at + timedelta(1), date(months // 12, months % 12 + 1, 1) - timedelta(1)


def due_next_quarter(assessment: Assessment) -> Listed:
    """Open actions due between the reporting date and the end of the next quarter."""
    first, last = next_quarter(assessment)
    return tuple(
        each for each in assessment.standings if each.is_open and each.due_day and first <= each.due_day <= last
    )


def revised_date_passed(assessment: Assessment) -> Listed:
    """Revised, and the new date has passed as well: such an action still counts as revised, not as overdue."""
    as_at = assessment.plan.as_at
    return tuple(
        each
        for each in assessment.standings
        if each.counts and each.position is Position.REVISED and each.due_day and each.due_day < as_at
    )


def by_source(assessment: Assessment) -> Iterator[tuple[str, Listed]]:
    """The actions carried forward under each source of recommendation, in the order of the sources' first actions."""
    found: dict[str, list[Standing]] = {}
    names: dict[str, str] = {}
    for standing in listings(assessment)["carried_forward"]:
        name = " ".join((standing.action.source.value or "").split())
        names.setdefault(name.casefold(), name)
        found.setdefault(name.casefold(), []).append(standing)
    for key, standings in found.items():
        yield names[key], tuple(standings)
