"""What may be published of an assessed plan, what is withheld, and what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gipxl.assessment import Assessment
from gipxl.outputs.public.clearing import cleared
from gipxl.outputs.public.content import PublicPlan, body_of, row_of, title_of
from gipxl.outputs.public.exempt import Marks, Ruling, Verdict, other_columns
from gipxl.outputs.public.findings import Code
from gipxl.outputs.public.hidden import Hidden, hidden_in
from gipxl.outputs.public.posts import Posts
from gipxl.outputs.public.protective import Markings
from gipxl.outputs.public.row_cells import RowCells, opened_again
from gipxl.plan import Action, Field, Plan
from gipxl.rules.finding import Finding, Level
from gipxl.rules.markings import carried
from gipxl.settings import OwnersAs
from gipxl.standing import Standing
from gipxl.words import listed, shortened

# Letters of a cell that a finding quotes.
_QUOTED = 60


@dataclass(frozen=True, kw_only=True)
class PublicVersion:
    """The public version of a plan. ``remarks`` say what is withheld or not there, for the officer who publishes."""

    plan: PublicPlan
    withheld: tuple[Action, ...]
    findings: tuple[Finding, ...]
    remarks: tuple[str, ...]

    @property
    def is_stopped(self) -> bool:
        """Something stands in the way, and nothing may be written."""
        return any(finding.level is Level.ERROR for finding in self.findings)


@dataclass(frozen=True, kw_only=True)
class _Sorted:
    """The standings of a plan: those that are published, and those kept back, with why."""

    published: tuple[Standing, ...]
    kept: tuple[tuple[Standing, str, Ruling], ...]


def public_version(assessment: Assessment) -> PublicVersion:
    """What may be published. Every text has been looked at: where anything stands in the way, the findings say so."""
    plan, settings = assessment.plan, assessment.settings.publish
    opened = opened_again(plan, assessment.settings.limits)
    hidden = hidden_in(plan, opened)
    posts = Posts(settings=settings)
    sorted_ = _sorted(assessment, hidden, RowCells(plan, opened))
    columns, of_columns = _columns(assessment, sorted_.published, hidden)
    public = PublicPlan(
        title=title_of(assessment),
        body=body_of(assessment),
        as_at=plan.as_at,
        year_end=plan.year_end,
        columns=columns,
        rows=tuple(row_of(standing, columns, posts) for standing in sorted_.published),
        withheld=sum(1 for standing, _, _ in sorted_.kept if standing.counts),
        figures=assessment.figures,
    )
    withheld = tuple(standing.action for standing, _, _ in sorted_.kept)
    findings = [
        *_of_the_plan(assessment, hidden, public, columns),
        *of_columns,
        *_of_kept(sorted_, plan),
        *(_of_owners(sorted_.published, posts) if Field.OWNER in columns else ()),
        *_of_dates(sorted_.published, columns),
        *cleared(public, assessment, posts, withheld),
    ]
    remarks = tuple(_remarks(assessment, public, sorted_))
    return PublicVersion(plan=public, withheld=withheld, findings=tuple(findings), remarks=remarks)


def _sorted(assessment: Assessment, hidden: Hidden, cells: RowCells) -> _Sorted:
    marks = Marks(assessment.plan, assessment.settings.publish, Markings(assessment.settings.markings))
    published: list[Standing] = []
    kept: list[tuple[Standing, str, Ruling]] = []
    for standing in assessment.standings:
        ruling = marks.ruling(standing.action, cells.of(standing.action))
        if ruling.verdict is not Verdict.PUBLISH:
            kept.append((standing, "exempt" if ruling.verdict is Verdict.WITHHOLD else "unclear", ruling))
        elif hidden.hides(standing.action):
            kept.append((standing, "hidden", ruling))
        elif standing.counts:
            published.append(standing)
    return _Sorted(published=tuple(published), kept=tuple(kept))


def _columns(
    assessment: Assessment, published: Sequence[Standing], hidden: Hidden
) -> tuple[tuple[Field, ...], list[Finding]]:
    """The columns that are published: those chosen that the plan has and that nobody has hidden."""
    plan, settings = assessment.plan, assessment.settings.publish
    columns: list[Field] = []
    findings: list[Finding] = []
    for field in dict.fromkeys(settings.columns):
        if field is Field.STATUS:
            columns.append(field)
            continue
        if field not in plan.fields or (field is Field.OWNER and settings.owners is OwnersAs.NONE):
            continue
        places = {(each.action.sheet, cell) for each in published if (cell := each.action.entry(field).cell)}
        is_hidden = any(hidden.hides_cell(sheet, cell) for sheet, cell in places)
        if is_hidden or plan.letter(field) in hidden.columns.get(plan.sheet, ()):
            heading = plan.heading(field)
            findings.append(
                Code.HIDDEN_COLUMN.found(
                    f"The column “{heading}” is hidden in the plan, and left out of the public version",
                    "Unhide it if it may be published",
                    sheet=plan.sheet,
                    cell=f"{plan.letter(field)}{plan.heading_rows[0]}",
                )
            )
        else:
            columns.append(field)
    return tuple(columns), findings


def _of_the_plan(
    assessment: Assessment, hidden: Hidden, public: PublicPlan, columns: Sequence[Field]
) -> Iterator[Finding]:
    plan = assessment.plan
    marked = next((entry for entry in carried(plan) if _is_above_public(entry.value or "", assessment)), None)
    if Field.UPDATE in columns and marked:
        yield Code.UPDATES_OF_MARKED_PLAN.found(
            f"The plan is marked {marked.value}, and its updates, written for colleagues, would be published",
            "Leave update out of publish.columns, and write what may be published in “Wording for the report”",
            sheet=plan.sheet,
            cell=marked.cell,
        )
    if not hidden.is_told:
        yield Code.HIDDEN_NOT_TOLD.found(
            f"{plan.workbook} is of a kind that does not tell which rows and columns are hidden",
            "Open it in Excel, save it as .xlsx, and publish that",
            sheet=plan.sheet,
        )
    for column in other_columns(plan):
        yield Code.SEVERAL_COLUMNS.found(
            f"The column “{column.heading}” speaks of what may be published, and was not read so ({column.why})",
            "Keep one such column with Yes, No or Exempt in each row, or name it under plan.columns as publication",
            sheet=plan.sheet,
            cell=f"{column.letter}{plan.heading_rows[0]}",
        )
    if not public.rows:
        yield Code.NOTHING_LEFT.found(
            "No action of the plan may be published",
            "Check the column that says what may be published, hidden rows, and what is marked as exempt"
            if plan.actions
            else "The plan has no actions yet: publish it once it has",
            sheet=plan.sheet,
        )


def _is_above_public(marking: str, assessment: Assessment) -> bool:
    return bool(Markings(assessment.settings.markings).in_text(marking))


def _of_kept(sorted_: _Sorted, plan: Plan) -> Iterator[Finding]:
    for standing, why, ruling in sorted_.kept:
        action, cell = standing.action, ruling.entry.cell
        if why == "hidden":
            yield Code.HIDDEN_ROW.found(
                f"{action.name} is hidden in the plan: it is withheld, and counted",
                f"Unhide row {action.row} of “{action.sheet}” if it may be published",
                sheet=action.sheet,
                cell=action.ref_entry.cell or action.title.cell,
                action=action,
            )
        elif why == "unclear":
            said = (
                f"“{shortened(ruling.entry.typed, _QUOTED)}” leaves it open"
                if ruling.entry.typed.strip()
                else "Nothing says"
            )
            yield Code.UNCLEAR_MARK.found(
                f"{said} whether {action.name} may be published: it is withheld, and counted",
                "Write Publish or Exempt in the column that says what may be published "
                + (f"(“{plan.heading(Field.PUBLICATION)}”)" if Field.PUBLICATION in plan.fields else "(“Publish”)"),
                sheet=action.sheet,
                cell=cell or action.publication.cell,
                action=action,
            )


def _of_owners(published: Sequence[Standing], posts: Posts) -> Iterator[Finding]:
    """One finding for each owner who may be a person, with the cells that name it."""
    places: dict[str, list[Action]] = defaultdict(list)
    for standing in published:
        for owner in posts.owner_of(standing.action)[1]:
            places[owner].append(standing.action)
    for owner, actions in places.items():
        cells = list(dict.fromkeys(action.owner.cell for action in actions))
        others = f" and in {listed(cells[1:])}" if len(cells) > 1 else ""
        yield Code.OWNER_WITHOUT_POST.found(
            f"The owner of {actions[0].name}, “{owner}”{others}, may be a person, and no post is given",
            f'Give the post in your settings: publish.posts = {{"{owner}" = "Head of …"}}; '
            "if it is a post itself, mend its spelling or give it as it is",
            sheet=actions[0].sheet,
            cell=cells[0],
            action=actions[0],
        )


def _of_dates(published: Sequence[Standing], columns: Sequence[Field]) -> Iterator[Finding]:
    """Cells of dates that hold something else: what was typed there is never published."""
    for standing in published:
        action = standing.action
        for field in (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED):
            reading = action.entry(field).value if field in columns else None
            if reading and not reading.has_day and not reading.is_undecided and not reading.is_empty:
                yield Code.DATE_NOT_READ.found(
                    f"What stands for a date in {action.entry(field).cell} is none, and is left out",
                    "Write a day, a month or TBC there",
                    sheet=action.sheet,
                    cell=action.entry(field).cell,
                    action=action,
                )


def _remarks(assessment: Assessment, public: PublicPlan, sorted_: _Sorted) -> Iterator[str]:
    exempt = [standing.action.name for standing, why, _ in sorted_.kept if why == "exempt"]
    if exempt:
        yield f"Withheld as exempt: {listed(exempt)}."
    missing = [field.value for field in assessment.settings.publish.columns if field not in assessment.plan.fields]
    missing = [name for name in missing if name != Field.STATUS.value]
    if missing:
        yield f"The plan has no column for {listed(missing, 'or')}; the public version goes without."
    if assessment.settings.publish.owners is OwnersAs.NAME:
        yield "Owners are published by name, as publish.owners says."
