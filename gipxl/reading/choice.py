"""Which of a workbook's tables is the plan, which holds finished work, and which others would have done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gipxl.dates import dates_in
from gipxl.errors import NotAPlan, WorkbookError
from gipxl.plan import Field, cleaned
from gipxl.reading.cells import Sheet
from gipxl.reading.fixed import refuse_unfollowed
from gipxl.reading.headings import meanings
from gipxl.reading.table import Table, is_named, tables_of
from gipxl.settings import PlanSettings
from gipxl.words import listed

_PLAN_NAMES = re.compile(
    r"\b(?:appendix a|actions?|action (?:plan|log|tracker)|plan|gip|tracker|improvements?|open|live|current)\b", re.I
)
_FINISHED_NAMES = re.compile(r"\b(?:completed?|closed|finished|archived?|done|delivered|implemented|historic)\b", re.I)
_OTHER_NAMES = re.compile(
    r"\b(?:risks?|issues?|decisions?|assumptions?|dependenc\w+|lessons?|lists?|lookups?|guidance|example|template|"
    r"budget|rota|summary|dashboard|notes|change log|version|raw data|pivot)\b",
    re.I,
)
_OLD_NAMES = re.compile(r"\b(?:old|superseded|previous|backup|back up|copy|copy of|draft|do not use)\b|\(\d\)$", re.I)
# Headings that tell a log of another kind, where its table has no name.
_OTHER_HEADINGS = re.compile(
    r"^(?:risks?|issues?|decisions?|assumptions?|dependenc(?:y|ies)|lessons?)\b|\b(?:likelihood|probability|"
    r"decision made|impact score|risk score|proximity|mitigations?)\b",
    re.I,
)
_NEARLY = 0.75
_ALIKE = 0.6
# Columns that a narrower sheet of finished work has in common with the plan, at the least.
_FEWEST_SHARED = 3
_DEEPEST_HEADING = 40
_WIDEST = 200


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The plan's own table, further parts of it on the same sheet, the table of finished work if there is one, the
    tables on other sheets that would have done too, and why this one was taken."""

    plan: Table
    parts: tuple[Table, ...]
    finished: Table | None
    others: tuple[Table, ...]
    why: str


def choose(sheets: Sequence[Sheet], settings: PlanSettings, name: str, too_large: Sequence[str] = ()) -> Choice:
    """The plan among the sheets of a workbook.

    Raises WorkbookError where no sheet has headings for a ref or title together with an owner, a date or a status; the
    message says what was looked at, and which headings came near.
    """
    looked_at = _wanted(sheets, settings, name)
    tables = [table for sheet in looked_at for table in tables_of(sheet, settings)]
    candidates = [table for table in tables if not settings.sheet or is_named(table.sheet, settings)]
    if not candidates:
        raise _nothing(looked_at, name, too_large)
    fixed = [table for table in candidates if table.heading_rows == tuple(settings.heading_rows)]
    plan = max(fixed or candidates, key=_likelihood)
    if not fixed and not settings.sheet:
        plan = _still_empty(plan, candidates) or plan
    if settings.columns:
        refuse_unfollowed({each.column: each.heading for each in plan.columns}, settings.columns, plan.sheet.name)
    rest = [table for table in tables if table.sheet is not plan.sheet]
    finished = _finished(rest, plan, settings)
    others = tuple(_others([table for table in rest if table is not finished], plan))
    parts = tuple(table for table in tables if table.sheet is plan.sheet and _is_part(table, plan))
    return Choice(plan=plan, parts=parts, finished=finished, others=others, why=_why(plan, others, settings))


def _wanted(sheets: Sequence[Sheet], settings: PlanSettings, name: str) -> list[Sheet]:
    """All sheets; where the settings name one, that and those that may hold finished work."""
    if not settings.sheet:
        return list(sheets)
    finished = cleaned(settings.finished_sheet).casefold()
    named = [sheet for sheet in sheets if is_named(sheet, settings)]
    if named:
        return named + [
            sheet
            for sheet in sheets
            if sheet not in named
            and (cleaned(sheet.name).casefold() == finished if finished else _FINISHED_NAMES.search(sheet.name))
        ]
    from rapidfuzz import process

    near = process.extractOne(settings.sheet, [sheet.name for sheet in sheets])
    hint = f"The nearest is “{near[0]}”: use --sheet “{near[0]}”." if near else "The workbook has no sheets."
    raise WorkbookError(f"{name} has no sheet called “{settings.sheet}”.", hint)


def _likelihood(table: Table) -> tuple[float, date, float]:
    """How surely a table is the plan: its headings, its names, and whether anything stands below; of two alike the one
    of the latest month, then the one with more rows, then the first."""
    rows = table.last_row - table.first_row + 1
    weight = table.score + (0.5 if rows > 0 else -3.0) - (2.0 if table.sheet.hidden else 0.0)
    weight += _weight_of_name(table.sheet.name) + _weight_of_name(table.name)
    if any(each.field and _OTHER_HEADINGS.search(cleaned(each.heading)) for each in table.columns[:3]):
        weight -= 1.5
    months = dates_in(table.sheet.name)
    month = months[0].reading.day if months else None
    return round(weight, 1), month or date.min, min(rows, 10)


def _still_empty(likeliest: Table, candidates: Sequence[Table]) -> Table | None:
    """Beside a sheet of finished work, the plan's own sheet on which nothing stands: all is done, or not yet begun."""
    if not _FINISHED_NAMES.search(likeliest.sheet.name):
        return None
    for table in candidates:
        is_apart = (
            table.sheet is not likeliest.sheet and not table.sheet.hidden and _weight_of_name(table.sheet.name) >= 0
        )
        if is_apart and table.last_row < table.first_row and table.fields == likeliest.fields:
            return table
    return None


def _weight_of_name(name: str) -> float:
    weight = 0.0
    if _PLAN_NAMES.search(name):
        weight += 1.0
    elif _OTHER_NAMES.search(name):
        weight -= 2.0
    if _FINISHED_NAMES.search(name) and not re.search(r"\bopen\b", name, re.I):
        weight -= 1.5
    return weight - (1.0 if _OLD_NAMES.search(name) else 0.0)


def _finished(tables: Sequence[Table], plan: Table, settings: PlanSettings) -> Table | None:
    """The sheet to which finished actions are moved: named so, and headed as the plan is."""
    named = cleaned(settings.finished_sheet).casefold()
    for table in tables:
        name = table.sheet.name
        if named and cleaned(name).casefold() == named:
            return table
        if not named and _FINISHED_NAMES.search(name) and (_is_alike(table, plan) or _is_narrower(table, plan)):
            return table
    return None


def _is_narrower(table: Table, plan: Table) -> bool:
    """What is finished is often kept under fewer headings than the plan's, and with the day on which it was done."""
    shared = table.fields & plan.fields
    names = {Field.REF, Field.TITLE} & shared
    return bool(names) and len(shared) >= _FEWEST_SHARED and _is_alike(plan, table)


def _is_alike(table: Table, plan: Table) -> bool:
    return len(table.fields & plan.fields) >= _ALIKE * len(plan.fields)


def _is_part(table: Table, plan: Table) -> bool:
    """A further table on the plan's own sheet with the plan's columns, and not the log of something else."""
    if table is plan or not _is_alike(table, plan):
        return False
    heading = next((cleaned(each.heading) for each in table.columns if each.field), "")
    is_other = _OTHER_NAMES.search(table.name) and not _PLAN_NAMES.search(table.name)
    return not is_other and not _OTHER_HEADINGS.search(heading)


def _others(tables: Sequence[Table], plan: Table) -> Iterator[Table]:
    """Tables on other sheets that come near to the plan, one for each sheet."""
    seen = {plan.sheet.name}
    for table in sorted(tables, key=_likelihood, reverse=True):
        name = table.sheet.name
        near = _likelihood(table)[0] >= _NEARLY * _likelihood(plan)[0]
        if near and name not in seen and not table.sheet.hidden and not _is_something_else(name):
            seen.add(name)
            yield table


def _is_something_else(name: str) -> bool:
    return bool(_OTHER_NAMES.search(name) and not _PLAN_NAMES.search(name))


def _why(plan: Table, others: Sequence[Table], settings: PlanSettings) -> str:
    if settings.sheet:
        return "named by --sheet or the settings"
    known = sum(1 for each in plan.columns if each.field)
    why = f"{known} of its headings are a plan's"
    if not others:
        return why
    names = listed([f"“{table.sheet.name}”" for table in others])
    ours, theirs = _likelihood(plan), _likelihood(others[0])
    if ours[0] > theirs[0]:
        return f"{why}, more surely than on {names}"
    if ours[1] > theirs[1]:
        return f"{why}, as on {names}, and its name gives the later month"
    return f"{why}, as on {names}, and it {'has more rows' if ours[2] > theirs[2] else 'comes first'}"


def _nothing(sheets: Sequence[Sheet], name: str, too_large: Sequence[str]) -> WorkbookError:
    near = list(dict.fromkeys(_near_headings(sheets)))[:6]
    names = listed([f"“{sheet.name}”" for sheet in sheets[:8]]) or "no sheet with anything on it"
    more = f" and {len(sheets) - 8} more" if len(sheets) > 8 else ""
    hint = f" Headings that came near: {', '.join(near)}." if near else ""
    if too_large:
        far = listed([f"“{sheet}”" for sheet in too_large])
        hint += (
            " Not read, for they reach over more rows than limits.rows allows, more cells than limits.cells, or hold "
            f"more text than limits.text_mb: {far}."
        )
    # What stands on a sheet that was not read may be the plan.
    error = WorkbookError if too_large else NotAPlan
    return error(
        f"{name} holds no plan that gipxl can find. It looked on {names}{more} for a row of headings with a ref or "
        f"title and an owner, a date or a status.{hint}",
        "Name the sheet with --sheet, or the columns in gipxl.toml under [plan.columns].",
    )


def _near_headings(sheets: Sequence[Sheet]) -> Iterator[str]:
    for sheet in sheets:
        for values in sheet.rows[:_DEEPEST_HEADING]:
            for value in values[:_WIDEST]:
                if isinstance(value, str) and meanings(value):
                    yield f"“{cleaned(value)}” on {sheet.name}"
