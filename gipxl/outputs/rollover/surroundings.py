"""What stands around the table of next year's plan: title, marking, lists and report details."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from gipxl.assessment import Assessment
from gipxl.outputs.new_plan import NewPlan, Row, statuses_for
from gipxl.outputs.rollover.columns import Place
from gipxl.package.workbook import free_sheet_name
from gipxl.plan import Appendix, Detail, Details, Field, Plan, cleaned, folded
from gipxl.vocabulary import is_placeholder
from gipxl.words import count, year_name

# The sheets that stand beside the plan's own.
_TAKEN = ("Completed", "Report details", "Lists", "Guidance")


def new_plan(
    assessment: Assessment,
    year: int,
    as_at: date,
    columns: Sequence[Place],
    rows: Sequence[Row],
    finished: Sequence[Row],
) -> NewPlan:
    """The new plan with everything that it takes over."""
    plan, settings = assessment.plan, assessment.settings
    return NewPlan(
        title=new_year(plan.title or "Governance Improvement Plan", plan, year),
        sheet=free_sheet_name(_with_year(plan.sheet, plan, year), _TAKEN),
        body=plan.details.one(Detail.BODY),
        marking=plan.marking,
        as_at=as_at,
        columns=tuple(place.key for place in columns),
        headings={
            place.key: place.heading_to_keep
            for place in columns
            if isinstance(place.key, Field) and place.heading_to_keep
        },
        rows=rows,
        finished=finished or None,
        owners=_owners(plan),
        statuses=_statuses(assessment),
        details=_details(plan, year, as_at),
        more_details=tuple(_more_details(plan.details)),
        settings=settings,
    )


def new_year(text: str, plan: Plan, year: int) -> str:
    """``text`` with the new year for the old one; behind it where it names none."""
    named = _with_year(text, plan, year)
    return named if named != text else f"{text} {year_name(year, plan.year_starts)}"


def _with_year(text: str, plan: Plan, year: int) -> str:
    """``text`` with the new year wherever it names the old one: "2020/21", "2020-21", or "2020" of a calendar year."""
    old = plan.year_of_plan
    if plan.year_starts == 1:
        return re.sub(rf"(?<!\d){old}(?!\d|[/-]\d)", str(year), text)
    named = rf"(?<!\d){old}(?P<between>\s*[/–-]\s*)(?P<century>20)?{(old + 1) % 100:02}(?!\d)"
    return re.sub(named, lambda each: f"{year}{each['between']}{each['century'] or ''}{(year + 1) % 100:02}", text)


def _owners(plan: Plan) -> tuple[str, ...]:
    """The list of owners; without one, whoever owns an action that is not complete."""
    if plan.listed_owners:
        return plan.listed_owners
    named = [owner for action in plan.actions if not action.is_complete(plan.as_at) for owner in action.owners]
    return _once(owner for owner in named if not is_placeholder(owner))


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, as it is spelt first."""
    found: dict[str, str] = {}
    for text in texts:
        found.setdefault(folded(text), text)
    return tuple(found.values())


# A status longer than this is a sentence, and nothing to choose from a list.
_LONGEST_STATUS = 40


def _statuses(assessment: Assessment) -> tuple[str, ...]:
    """The statuses to choose from: those the workbook listed, else gipxl's; and the other words in use."""
    plan = assessment.plan
    offered = plan.listed_statuses or statuses_for(assessment.settings)
    used = [cleaned(action.status.typed) for action in plan.actions if action.status_says]
    return _once([*offered, *(word for word in used if word and len(word) <= _LONGEST_STATUS)])


def _details(plan: Plan, year: int, as_at: date) -> dict[Detail, Sequence[str | date | Appendix]]:
    """Last year's details without the dates of its meetings; the plan last presented is the old workbook."""
    said = plan.details
    kept = [detail for detail in said.entries if detail not in _OF_THE_MONTH]
    found: dict[Detail, Sequence[str | date | Appendix]] = {detail: said.all(detail) for detail in kept}
    if said.appendices:
        found[Detail.APPENDIX] = said.appendices
    if titles := said.all(Detail.TITLE):
        found[Detail.TITLE] = [_with_year(each, plan, year) for each in titles]
    if Detail.AS_AT in said.entries:
        found[Detail.AS_AT] = [as_at]
    return found | {Detail.PREVIOUS: [plan.workbook]}


def _more_details(details: Details) -> Iterator[tuple[str, str]]:
    """The sections that officers add, and those that the report goes without."""
    for section in details.sections:
        yield from ((f"Section: {section.heading}", text.typed) for text in section.texts)
    yield from (("Leave out", entry.typed) for entry in details.left_out)


_OF_THE_MONTH = (Detail.MEETING, Detail.AS_AT, Detail.PREVIOUS)
_LISTS = re.compile(r"\b(?:lists?|look-?ups?|drop-?downs?)\b", re.IGNORECASE)


def not_carried(plan: Plan) -> Iterator[str]:
    """What the old workbook holds and the new one does not."""
    taken = (plan.sheet, plan.finished_sheet, plan.details.sheet)
    others = [name for name in plan.sheets if name not in taken and not (plan.listed_owners and _LISTS.search(name))]
    if others:
        yield f"{count(len(others), 'sheet')}: {', '.join(f'“{name}”' for name in others)}"
    themes = {folded(action.banner) for action in plan.actions}
    if texts := [note for note in plan.notes if folded(note.typed) not in themes]:
        yield f"{count(len(texts), 'text')} between and below the actions"
    if plan.listed_addresses:
        yield "the e-mail addresses beside the owners"
    yield "notes and comments on cells, colours, pictures and charts"
