"""The digest for the directors: figures, changes, what to decide, and every action late, revised or unowned."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs.email.covering import month_values
from gipxl.outputs.email.draft import Draft, Kind
from gipxl.outputs.email.matters import Case, Matter, by_gravity, cases
from gipxl.outputs.email.rows import MOST_ROWS, Row, left_out, row_of
from gipxl.outputs.email.wording import shared_values, subject
from gipxl.outputs.plain import one_line
from gipxl.words import listed, plural

#: What the directors are told of.
_TOLD = frozenset({Matter.OVERDUE, Matter.DATE_PASSED, Matter.REVISED, Matter.NO_REASON, Matter.NO_OWNER})


class Group(NamedTuple):
    """The actions of one area, or of one owner where the plan has no areas."""

    name: str
    rows: tuple[Row, ...]


def to_directors(assessment: Assessment) -> Draft:
    """The digest, to those whom the settings name. Raises SettingsError."""
    settings = assessment.settings.email
    titled = subject(assessment, "digest_subject")
    told = [each for each in cases(assessment) if not each.matters.isdisjoint(_TOLD)]
    return Draft(
        kind=Kind.DIGEST,
        sender=settings.sender,
        to=settings.directors,
        subject=titled,
        marking=assessment.plan.marking,
        marking_header=settings.marking_header,
        values={
            **shared_values(assessment, titled),
            **month_values(assessment, MOST_ROWS),
            "decisions": [*_decisions(told, assessment)],
            "groups": _groups(told[:MOST_ROWS], assessment),
            "left_out": left_out(told),
        },
        templates=settings.templates,
    )


def _decisions(told: Sequence[Case], assessment: Assessment) -> Iterator[str]:
    """What only the directors can settle, each with the refs that it is about."""
    often = {
        (finding.sheet, finding.row, finding.ref)
        for finding in assessment.findings
        if finding.name == "revised-too-often"
    }

    def is_moved_often(case: Case) -> bool:
        action = case.standing.action
        return (action.sheet, action.row, action.ref or None) in often

    questions: tuple[tuple[str, str, Callable[[Case], bool]], ...] = (
        ("Who is to own {}?", "", _is(Matter.NO_OWNER)),
        ("{} {} overdue: is a new date agreed, or what is to be done?", "is are", _is(Matter.OVERDUE)),
        ("{} {} past a revised date: is another agreed?", "is are", _is(Matter.DATE_PASSED)),
        ("By when is {} to be done? The old date was given up and there is no new one.", "", _awaits_date),
        ("Is {} to go on as planned? The date has been moved again and again.", "", is_moved_often),
    )
    for question, verbs, concerns in questions:
        refs = [one_line(case.standing.action.name) for case in told if concerns(case)]
        if refs:
            one, _, many = verbs.partition(" ")
            yield question.format(listed(refs), plural(len(refs), one, many))


def _is(matter: Matter) -> Callable[[Case], bool]:
    return lambda case: matter in case.matters


def _awaits_date(case: Case) -> bool:
    return Matter.REVISED in case.matters and case.standing.due_day is None


def _groups(told: Sequence[Case], assessment: Assessment) -> list[Group]:
    """The actions by area, in the workbook's order; by owner where no action has an area."""
    has_areas = any(_area(each) for each in told)
    groups: dict[str, list[Case]] = {}
    for case in told:
        name = (_area(case) or "No area given") if has_areas else (listed(case.owners) or "No owner")
        groups.setdefault(name, []).append(case)
    return [
        Group(
            name,
            tuple(row_of(assessment, each, listed(each.owners) if has_areas else "") for each in by_gravity(group)),
        )
        for name, group in groups.items()
    ]


def _area(case: Case) -> str:
    return one_line(case.standing.action.area.value or case.standing.action.banner)
