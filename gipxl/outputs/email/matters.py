"""What there is to say of an open action to its owner or to the directors, with the cells where it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.plan import Action, Field, Position
from gipxl.standing import Standing
from gipxl.vocabulary import is_placeholder
from gipxl.words import count, day


class Matter(StrEnum):
    """What is the matter with an action, the gravest first. The values are words to be put behind "is" or "are"."""

    OVERDUE = "overdue"
    NO_OWNER = "without an owner"
    DATE_PASSED = "past a revised date"
    REVISED = "revised"
    NO_REASON = "revised without a reason"
    DUE_SOON = "due soon"
    NO_UPDATE = "without an update"


#: The rules whose findings say so.
_RULES = {
    "overdue": Matter.OVERDUE,
    "revised-date-passed": Matter.DATE_PASSED,
    "revised-date": Matter.REVISED,
    "revised-without-new-date": Matter.REVISED,
    "revised-without-reason": Matter.NO_REASON,
    "due-soon": Matter.DUE_SOON,
    "missing-update": Matter.NO_UPDATE,
    "missing-owner": Matter.NO_OWNER,
    "placeholder-owner": Matter.NO_OWNER,
}


class Said(NamedTuple):
    """One matter in words, and the cell where it stands, "" where there is none."""

    matter: Matter
    text: str
    cell: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """An open action with all that there is to say of it; ``owners`` are those who can be written to."""

    standing: Standing
    owners: tuple[str, ...]
    said: tuple[Said, ...]

    @property
    def matters(self) -> frozenset[Matter]:
        return frozenset(each.matter for each in self.said)


def cases(assessment: Assessment) -> tuple[Case, ...]:
    """Every open action, in the workbook's order, with what there is to say of it, the gravest first."""
    cells = _cells(assessment)
    made = []
    for standing in assessment.standings:
        if standing.is_open:
            theirs = cells.get(_key(standing.action), {})
            said = [
                Said(matter, _said(matter, standing, assessment), theirs[matter])
                for matter in Matter
                if matter in theirs
            ]
            made.append(Case(standing=standing, owners=_owners(standing.action), said=tuple(said)))
    return tuple(made)


_Key = tuple[str, int, str | None]


def _key(action: Action) -> _Key:
    return action.sheet, action.row, action.ref or None


def _cells(assessment: Assessment) -> dict[_Key, dict[Matter, str]]:
    """The cell of each matter of each open action: what the figures count, and what the rules found.

    What the settings pass over, with a reason, is not said to anybody.
    """
    cells: dict[_Key, dict[Matter, str]] = defaultdict(dict)
    for standing in assessment.standings:
        if standing.is_open:
            cells[_key(standing.action)] = dict(_counted(assessment, standing))
    for ignored in assessment.findings.ignored:
        if (finding := ignored.finding) and finding.name in _RULES:
            cells[finding.sheet, finding.row, finding.ref].pop(_RULES[finding.name], None)
    # Of several on one matter the first one's cell is named.
    for finding in reversed(assessment.findings.findings):
        if finding.name in _RULES:
            cells[finding.sheet, finding.row, finding.ref][_RULES[finding.name]] = finding.cell or ""
    return cells


def _owners(action: Action) -> tuple[str, ...]:
    """Those who own it, "TBC" and the like aside."""
    return tuple(owner for owner in map(one_line, action.owners) if owner and not is_placeholder(owner))


def _counted(assessment: Assessment, standing: Standing) -> Iterator[tuple[Matter, str]]:
    """What the figures and the owner's cell say of it, whether or not a rule does too."""
    action = standing.action
    if standing.position is Position.OVERDUE:
        is_due_past = standing.due_day is not None and standing.due_day < assessment.plan.as_at
        yield Matter.OVERDUE, _due_cell(action) if is_due_past else action.original.cell
    if standing.position is Position.REVISED:
        yield Matter.REVISED, _due_cell(action)
    if Field.OWNER in assessment.plan.fields and not _owners(action):
        yield Matter.NO_OWNER, action.owner.cell


def _due_cell(action: Action) -> str:
    revised = action.entry(Field.REVISED_DUE)
    return revised.cell if not revised.is_blank else action.original.cell


def _said(matter: Matter, standing: Standing, assessment: Assessment) -> str:
    as_at = assessment.plan.as_at
    match matter:
        case Matter.OVERDUE:
            return f"Overdue: was due on {_late(standing, as_at)}"
        case Matter.DATE_PASSED:
            return f"Revised date passed: {_late(standing, as_at)}"
        case Matter.DUE_SOON:
            return f"Due soon: {_ahead(standing, as_at)}"
        case Matter.REVISED:
            return _moved(standing)
        case Matter.NO_REASON:
            return "No reason is given for the new date"
        case Matter.NO_OWNER:
            typed = one_line(standing.action.owner.typed)
            return f"No owner but “{typed}”" if typed else "No owner"
        case Matter.NO_UPDATE:
            typed = one_line(standing.action.update.typed)
            return f"No update but “{typed}”" if typed else "No update"


def _late(standing: Standing, as_at: date) -> str:
    # By the settings the original date may be the one that counts, though the one in force is still to come.
    passed = [each for each in (standing.due_day, standing.original_day) if each and each < as_at]
    if not passed:
        return "a day that is past"
    return f"{day(passed[0])}, {count((as_at - passed[0]).days, 'day')} before the reporting date"


def _ahead(standing: Standing, as_at: date) -> str:
    due = standing.due_day or as_at
    days = (due - as_at).days
    when = f"{count(days, 'day')} after the reporting date" if days else "the reporting date itself"
    return f"{day(due)}, {when}"


def _moved(standing: Standing) -> str:
    was, due, days = standing.was, standing.due_day, standing.days_moved
    before = day(was.day) if was and was.day else ""
    if due and before and days is not None:
        return f"Revised: from {before} to {day(due)}, {count(abs(days), 'day')} {'later' if days >= 0 else 'earlier'}"
    if standing.awaits_new_date or not due:
        return f"Revised: a new date is still to be given{f', it was {before}' if before else ''}"
    return f"Revised: now {day(due)}"


def due(standing: Standing) -> str:
    """The date now due in words, as a table shows it."""
    if standing.due_day:
        return day(standing.due_day)
    return "to be decided" if standing.action.due_dates or standing.awaits_new_date else "none"


def by_gravity(found: Sequence[Case]) -> list[Case]:
    """The gravest first, in the workbook's order within."""
    order = list(Matter)
    return sorted(found, key=lambda case: min(order.index(each) for each in case.matters))
