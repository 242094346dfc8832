"""Finds the plan: which sheet, which heading rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gipxl.errors import WorkbookError
from gipxl.plan import Field, cleaned
from gipxl.reading.cells import Sheet, shown
from gipxl.reading.columns import Given, Heading, assign, score
from gipxl.reading.headings import meanings
from gipxl.settings import PlanSettings
from gipxl.words import listed

# Headings have been met down to row 19; a title page above them may be longer still.
_DEEPEST_HEADING = 40
_MOST_HEADING_ROWS = 3
_WIDEST = 200
_SAMPLE_ROWS = 60

_PLAN_NAMES = re.compile(r"\b(?:appendix a|actions?|action plan|plan|gip|tracker|improvement|open|live|current)\b", re.I)
_FINISHED_NAMES = re.compile(r"\b(?:completed?|closed|finished|archived?|done|delivered|implemented|historic)\b", re.I)
_OTHER_NAMES = re.compile(
    r"\b(?:risks?|issues?|decisions?|assumptions?|dependenc\w+|lessons?|lists?|lookups?|guidance|example|template|"
    r"budget|rota|summary|dashboard|notes|change log|version)\b",
    re.I,
)


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that could be a plan: its sheet, heading rows and columns, and how surely it is one."""

    sheet: Sheet
    heading_rows: tuple[int, ...]
    columns: tuple[Given, ...]
    score: float

    @property
    def first_row(self) -> int:
        """The first row below the heading."""
        return self.heading_rows[-1] + 1

    def column(self, field: Field) -> int | None:
        """The first column that holds a field."""
        return next((each.column for each in self.columns if each.field is field), None)


@dataclass(frozen=True, kw_only=True)
class Choice:
    """The plan's own table, the table of finished work if there is one, and the sheets that would have done too."""

    plan: Table
    finished: Table | None
    others: tuple[Table, ...]
    why: str


def choose(sheets: Sequence[Sheet], settings: PlanSettings, name: str) -> Choice:
    """The plan among the sheets of a workbook.

    Raises WorkbookError where no sheet has headings for a ref or title together with an owner, a date or a status; the
    message says what was looked at, and which headings came near.
    """
    looked_at = _wanted(sheets, settings, name)
    tables = [table for sheet in looked_at if (table := find(sheet, settings))]
    if not tables:
        raise _nothing(looked_at, name)
    ranked = sorted(tables, key=lambda table: -_likelihood(table))
    finished = _finished(tables, ranked[0], settings)
    rest = [table for table in ranked if table is not finished]
    plan = rest[0] if rest else ranked[0]
    others = tuple(
        table
        for table in rest[1:]
        if not table.sheet.hidden and _likelihood(table) >= 0.75 * _likelihood(plan) and not _OTHER_NAMES.search(table.sheet.name)
    )
    return Choice(plan=plan, finished=finished, others=others, why=_why(plan, others, settings))


def _wanted(sheets: Sequence[Sheet], settings: PlanSettings, name: str) -> list[Sheet]:
    if not settings.sheet:
        return list(sheets)
    wanted = cleaned(settings.sheet).casefold()
    named = [sheet for sheet in sheets if cleaned(sheet.name).casefold() == wanted]
    if named:
        finished = cleaned(settings.finished_sheet).casefold()
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


def find(sheet: Sheet, settings: PlanSettings) -> Table | None:
    """The best heading of a sheet, or None where nothing on it is a plan's."""
    last = min(sheet.bottom, sheet.top + _DEEPEST_HEADING - 1)
    best: Table | None = None
    if settings.heading_rows and settings.sheet and cleaned(settings.sheet).casefold() == cleaned(sheet.name).casefold():
        return _table(sheet, tuple(settings.heading_rows), settings)
    for row in range(sheet.top, last + 1):
        if not _could_be_heading(sheet, row):
            continue
        for depth in range(1, _MOST_HEADING_ROWS + 1):
            rows = tuple(range(row, row + depth))
            if depth > 1 and (rows[-1] > sheet.bottom or not _continues_heading(sheet, rows[-1])):
                break
            if depth < _MOST_HEADING_ROWS and _reaches_below(sheet, row, rows[-1]):
                continue
            table = _table(sheet, rows, settings)
            if table and (best is None or table.score > best.score + 0.05):
                best = table
    return best


def _table(sheet: Sheet, rows: tuple[int, ...], settings: PlanSettings) -> Table | None:
    columns = assign(tuple(_headings(sheet, rows)), settings.columns)
    certainty = score(columns)
    if not certainty:
        return None
    return Table(sheet=sheet, heading_rows=rows, columns=_trimmed(columns), score=certainty)


def _trimmed(columns: Sequence[Given]) -> tuple[Given, ...]:
    """Without the columns that have neither heading nor meaning."""
    return tuple(each for each in columns if each.field or each.heading)


def _could_be_heading(sheet: Sheet, row: int) -> bool:
    """At least one cell of the row is a heading that gipxl knows, and at least two cells are filled."""
    values = sheet.rows[row - sheet.top][:_WIDEST]
    texts = [value for value in values if isinstance(value, str) and value.strip()]
    return len(texts) >= 2 and any(meanings(text) for text in texts)


def _continues_heading(sheet: Sheet, row: int) -> bool:
    """A further heading row holds short texts only: no dates, no numbers, nothing of a sentence's length."""
    values = [value for value in sheet.rows[row - sheet.top][:_WIDEST] if shown(value).strip()]
    return bool(values) and all(isinstance(value, str) and len(value) <= 60 for value in values)


def _reaches_below(sheet: Sheet, first: int, last: int) -> bool:
    """A cell of these heading rows is merged with one below them: the heading goes on."""
    return any(first <= top <= last < bottom < first + _MOST_HEADING_ROWS for top, _, bottom, _ in sheet.merged)


def _headings(sheet: Sheet, rows: Sequence[int]) -> Iterator[Heading]:
    above: list[str] = [""] * len(rows)
    for column in range(sheet.left, min(sheet.right, sheet.left + _WIDEST - 1) + 1):
        texts = [_heading_text(sheet, row, column, is_last=row == rows[-1]) for row in rows]
        for level in range(len(rows) - 1):
            # Without merged ranges to tell, a blank beside a filled cell shares it where something stands below.
            filled_below = any(texts[level + 1 :])
            if not texts[level] and filled_below and not sheet.merged:
                texts[level] = above[level]
            above[level] = texts[level] or above[level]
        parts = list(dict.fromkeys(text for text in texts if text))
        sample = [sheet.rows[index][column - sheet.left] for index in _sample(sheet, rows[-1])]
        yield Heading(column=column, text=" ".join(parts), sample=sample)


def _heading_text(sheet: Sheet, row: int, column: int, *, is_last: bool) -> str:
    """What heads a column in one row. A cell merged over several columns heads all of them where rows follow that tell
    them apart, and only its first where none does."""
    for top, left, bottom, right in sheet.merged:
        if top <= row <= bottom and left <= column <= right:
            return _text_at(sheet, top, left) if column == left or not is_last else ""
    return _text_at(sheet, row, column)


def _text_at(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.value(row, column)
    return value.strip() if isinstance(value, str) else "" if isinstance(value, date) else shown(value)


def _sample(sheet: Sheet, last_heading_row: int) -> range:
    start = last_heading_row + 1 - sheet.top
    return range(start, min(len(sheet.rows), start + _SAMPLE_ROWS))


def _likelihood(table: Table) -> float:
    """How surely a table is the plan: its headings, its sheet's name, and whether anything stands below."""
    name = table.sheet.name
    weight = table.score
    weight += 1.0 if _PLAN_NAMES.search(name) else 0.0
    weight -= 2.0 if _OTHER_NAMES.search(name) else 0.0
    weight -= 1.5 if _FINISHED_NAMES.search(name) and not re.search(r"\bopen\b", name, re.I) else 0.0
    weight -= 2.0 if table.sheet.hidden else 0.0
    rows = table.sheet.bottom - table.first_row + 1
    return weight + (min(rows, 10) / 10 if rows > 0 else -3.0)


def _finished(tables: Sequence[Table], plan: Table, settings: PlanSettings) -> Table | None:
    """The sheet to which finished actions are moved: named so, and headed as the plan is."""
    named = cleaned(settings.finished_sheet).casefold()
    for table in tables:
        name = table.sheet.name
        if named and cleaned(name).casefold() == named:
            return table
        ours = {each.field for each in table.columns if each.field}
        theirs = {each.field for each in plan.columns if each.field}
        if not named and table is not plan and _FINISHED_NAMES.search(name) and len(ours & theirs) >= 0.6 * len(theirs):
            return table
    return None


def _why(plan: Table, others: Sequence[Table], settings: PlanSettings) -> str:
    if settings.sheet:
        return "named by --sheet or the settings"
    known = sum(1 for each in plan.columns if each.field)
    why = f"{known} of its headings are a plan's"
    if others:
        why += f", more surely than on {listed([f'“{table.sheet.name}”' for table in others])}"
    return why


def _nothing(sheets: Sequence[Sheet], name: str) -> WorkbookError:
    near = list(dict.fromkeys(_near_headings(sheets)))[:6]
    names = listed([f"“{sheet.name}”" for sheet in sheets[:8]]) or "no sheet with anything on it"
    more = f" and {len(sheets) - 8} more" if len(sheets) > 8 else ""
    hint = f" Headings that came near: {', '.join(near)}." if near else ""
    return WorkbookError(
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
