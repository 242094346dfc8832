"""Next year's plan workbook: the open actions carried forward, what is finished listed on a sheet of its own.

Written in gipxl's own form, with the columns of this year's plan in their order. The dates first promised, the revised
ones and their reasons, owners, statuses and updates stay; the wording for last year's reports goes, and so does a
status that says on track of a date that the new plan begins after. The plan opens on the first day of its year.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from gipxl.assessment import Assessment
from gipxl.changes import mentions
from gipxl.errors import OutputError
from gipxl.outputs.new_plan import plan_workbook
from gipxl.outputs.rollover.columns import places
from gipxl.outputs.rollover.leaving import Left, is_carried, leaving
from gipxl.outputs.rollover.refs import renumbered
from gipxl.outputs.rollover.rows import Rows
from gipxl.outputs.rollover.surroundings import new_plan, not_carried
from gipxl.plan import Action, Field, Plan, ref_key
from gipxl.reading.cells import Sheet
from gipxl.settings import Refs
from gipxl.standing import Standing
from gipxl.words import year_name


@dataclass(frozen=True, kw_only=True, slots=True)
class Carried:
    """An action carried forward, and its ref in the new plan."""

    action: Action
    ref: str

    @property
    def is_renumbered(self) -> bool:
        return self.ref != self.action.ref


@dataclass(frozen=True, kw_only=True)
class RolledOver:
    """Next year's workbook, and what became of every action of this year's.

    ``wording_cleared``, ``wording_kept`` and ``status_cleared`` are refs of the new plan; ``old_refs_in_texts`` are its
    refs with the old refs that their texts still speak of; ``not_carried`` says what else stays in the old workbook.
    """

    content: bytes
    year: str
    as_at: date
    carried: tuple[Carried, ...]
    left: tuple[Left, ...]
    wording_cleared: tuple[str, ...] = ()
    wording_kept: tuple[str, ...] = ()
    status_cleared: tuple[str, ...] = ()
    old_refs_in_texts: Mapping[str, tuple[str, ...]]
    not_carried: tuple[str, ...] = ()

    @cached_property
    def renumbered(self) -> Mapping[str, str]:
        """The old refs that changed, each with the new one."""
        return {each.action.ref: each.ref for each in self.carried if each.is_renumbered}


def roll_over(assessment: Assessment, sheets: Sequence[Sheet], year: int | None = None, *, refs: Refs) -> RolledOver:
    """The plan of ``year`` (the calendar year in which it begins; by default the one after the plan's own).

    ``sheets`` are the cells of the plan's workbook. Raises OutputError where ``year`` is not later than the plan's.
    """
    plan = assessment.plan
    year = plan.year_of_plan + 1 if year is None else year
    _refuse_past(plan, year)
    as_at = opening_day(plan, year)
    staying = [each for each in assessment.standings if is_carried(each, as_at)]
    carried = _carried(staying, refs)
    left = leaving(assessment, as_at)
    # A column of last year's refs is there wherever one is wanted, and brought up to date where there was one before.
    with_refs = refs is Refs.RENUMBER or Field.PREVIOUS_REF in plan.fields
    columns = places(plan, sheets, with_previous_refs=with_refs and Field.REF in plan.fields)
    rows = Rows(
        assessment=assessment, sheets=sheets, places=columns, year=year, as_at=as_at, renumbered=refs is Refs.RENUMBER
    )
    open_rows = [rows.carried(each, new.ref) for each, new in zip(staying, carried, strict=True)]
    content = plan_workbook(
        new_plan(assessment, year, as_at, columns, open_rows, [rows.finished(each) for each in left])
    )
    return RolledOver(
        content=content,
        year=year_name(year, plan.year_starts),
        as_at=as_at,
        carried=carried,
        left=left,
        wording_cleared=tuple(rows.wording_cleared),
        wording_kept=tuple(rows.wording_kept),
        status_cleared=tuple(rows.status_cleared),
        old_refs_in_texts=_old_refs_in_texts(carried, left),
        not_carried=tuple(not_carried(plan)),
    )


def opening_day(plan: Plan, year: int) -> date:
    """The day as at which the new plan stands: the first of its year, or the one after the old plan's where that is
    later. It must be after the old one, and in the new year, in which last year's finished work counts no more."""
    return max(date(year, plan.year_starts, 1), plan.as_at + timedelta(days=1))


def _refuse_past(plan: Plan, year: int) -> None:
    if year <= plan.year_of_plan:
        own = year_name(plan.year_of_plan, plan.year_starts)
        what = "already the plan for" if year == plan.year_of_plan else f"the plan for {own}, which comes after"
        raise OutputError(
            f"{plan.workbook} is {what} {year_name(year, plan.year_starts)}.",
            f"Give --year a later one, such as {year_name(plan.year_of_plan + 1, plan.year_starts)}.",
        )


def _carried(staying: Sequence[Standing], refs: Refs) -> tuple[Carried, ...]:
    old = [each.action.ref for each in staying]
    new = renumbered(old) if refs is Refs.RENUMBER else old
    return tuple(Carried(action=each.action, ref=ref) for each, ref in zip(staying, new, strict=True))


def _old_refs_in_texts(carried: Sequence[Carried], left: Sequence[Left]) -> Mapping[str, tuple[str, ...]]:
    """For each new ref the old refs that its texts speak of, where these now are another action's or nobody's."""
    if not any(each.is_renumbered for each in carried):
        return {}
    changed = [each.action.ref for each in carried if each.is_renumbered]
    taken = {ref_key(each.ref) for each in carried}
    changed += [each.action.ref for each in left if ref_key(each.action.ref) in taken]
    found: dict[str, tuple[str, ...]] = {}
    for each in carried:
        texts = "\n".join(entry.typed for _, entry in each.action.texts)
        if spoken := tuple(ref for ref in dict.fromkeys(changed) if ref and mentions(texts, ref)):
            found[each.ref] = spoken
    return found
