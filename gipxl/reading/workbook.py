"""The whole reading of one workbook, from its file to a plan."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from gipxl.dates import ColumnProof, DateContext
from gipxl.dates import financial_year as financial_year_of
from gipxl.errors import ReportingDateMissing, WorkbookError
from gipxl.package import marks as our_marks
from gipxl.package.errors import PackageError
from gipxl.package.workbook import Structure
from gipxl.plan import Action, Book, Details, Entry, Field, LeftOut, Marks, Plan, folded
from gipxl.reading.above import Above, above, texts
from gipxl.reading.actions import Manner, take
from gipxl.reading.book import read_book
from gipxl.reading.cells import Sheet, letter
from gipxl.reading.choice import Choice, choose
from gipxl.reading.classify import classify
from gipxl.reading.details import details
from gipxl.reading.lists import listed_addresses, listed_owners, listed_statuses
from gipxl.reading.marks import SheetMarks
from gipxl.reading.opening import Opened, open_workbook, too_large
from gipxl.reading.rows import Row, RowKind, cell_names, cells_shared, left_out
from gipxl.reading.table import Table
from gipxl.settings import Settings

_TOO_LARGE = "too large to be read"


def read(
    path: Path,
    *,
    settings: Settings,
    as_at: date | None = None,
    sheet: str = "",
    today: date | None = None,
    content: bytes | None = None,
) -> Plan:
    """The plan in a workbook.

    ``as_at`` overrules the reporting date that the workbook gives, ``today`` stands in where it gives none; ``sheet``
    names the plan's sheet; ``content`` are the file's bytes where they are at hand. Raises WorkbookError where the file
    cannot be read, NotAPlan where it holds no plan, SettingsError where the settings name a column that it does not
    have, ReportingDateMissing where nothing gives a reporting date.
    """
    if sheet:
        settings = msgspec.structs.replace(settings, plan=msgspec.structs.replace(settings.plan, sheet=sheet))
    with _collector_paused():
        opened = open_workbook(path, settings.limits, content)
        try:
            return _understood(opened, settings, as_at, today)
        except PackageError as error:
            # A part that is looked at only once the plan is found: what is wrong with it is known, but not whose it is.
            raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Nothing that is read is rubbish: looking for some among a quarter of a million new values takes half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def plan_from_sheets(
    sheets: Sequence[Sheet], *, settings: Settings, as_at: date | None = None, name: str = "plan.xlsx"
) -> Plan:
    """The plan in sheets that are at hand as cells, without a file; otherwise as :func:`read`."""
    return _understood(Opened(path=Path(name), sheets=tuple(sheets)), settings, as_at, None)


@dataclass(frozen=True, kw_only=True)
class _Part:
    """One table of the plan with its rows, marks and actions."""

    table: Table
    rows: tuple[Row, ...]
    merged: Mapping[str, str]
    marks: SheetMarks
    actions: tuple[Action, ...]
    date_orders: Mapping[Field, ColumnProof]


def _understood(opened: Opened, settings: Settings, as_at: date | None, today: date | None) -> Plan:
    theirs = tuple(each for each in opened.sheets if not _is_ours(each.name, opened.structure))
    if opened.too_large and not theirs:
        raise too_large(opened.path, f"the sheet “{opened.too_large[0]}”", settings.limits)
    choice = choose(theirs, settings.plan, opened.path.name, opened.too_large)
    around = above(choice.plan.sheet, choice.plan.heading_rows[0], settings.markings.known)
    said = details([each for each in theirs if each is not choice.plan.sheet])
    when, why = _reporting_date(opened.path, as_at, said, around, today)
    owners = tuple(dict.fromkeys((*listed_owners(theirs, choice.plan.sheet.name), *settings.owners.names)))
    manner = Manner(
        dates=DateContext(
            year_starts=settings.plan.year_starts,
            financial_year=around.year_named or financial_year_of(when, settings.plan.year_starts),
            from_1904=bool(opened.structure and opened.structure.date1904),
        ),
        date_order=settings.plan.dates,
        own_words=settings.status.words,
        listed_owners=frozenset(folded(owner) for owner in owners),
    )
    plan = _plan(opened, choice, manner)
    return replace(
        plan,
        as_at=when,
        as_at_from=why,
        title=around.title,
        year_starts=settings.plan.year_starts,
        year_named=around.year_named,
        listed_owners=owners,
        listed_statuses=listed_statuses(theirs, choice.plan.sheet.name),
        listed_addresses=listed_addresses(theirs, choice.plan.sheet.name),
        markings=around.markings,
        above=around.texts,
        details=said,
        as_at_line=around.as_at,
        sheets=tuple(each.name for each in theirs),
        hidden_sheets=tuple(each.name for each in theirs if each.hidden),
        left_out=(*plan.left_out, *(LeftOut(rows="", why=_TOO_LARGE, sheet=each) for each in opened.too_large)),
    )


def _is_ours(sheet: str, structure: Structure | None) -> bool:
    """Whether gipxl wrote a sheet into an earlier flagged copy, which staff then went on with."""
    names = structure.names if structure else ()
    return any(
        name.name == our_marks.SHEET_NAME and name.sheet == sheet and our_marks.sheet_is_ours(sheet, name.formula)
        for name in names
    )


def _reporting_date(
    path: Path, as_at: date | None, said: Details, around: Above, today: date | None
) -> tuple[date, str]:
    if as_at:
        return as_at, "the day asked for"
    if said.as_at:
        return said.as_at, f"the sheet {said.sheet}"
    if around.as_at.value:
        return around.as_at.value, f"the line above the table ({around.as_at.cell})"
    if today:
        return today, "today, since the workbook names no day"
    raise ReportingDateMissing(
        f"{path.name} does not say as at which day it stands.",
        "Give the day (as_at, or --as-at on the command line), or write “As at 30 September 2020” above the table.",
    )


def _plan(opened: Opened, choice: Choice, manner: Manner) -> Plan:
    """All but what stands around the table."""
    main = _part(opened, choice.plan, manner)
    more = [_part(opened, table, manner) for table in choice.parts]
    done = [_part(opened, choice.finished, manner, finished=True)] if choice.finished else []
    parts = [main, *more, *done]
    table = main.table
    own = [action.row for part in (main, *more) for action in part.actions]
    return Plan(
        path=str(opened.path),
        workbook=opened.path.name,
        sha256=opened.sha256,
        sheet=table.sheet.name,
        sheet_why=choice.why,
        as_at=date.min,
        as_at_from="",
        heading_rows=table.heading_rows,
        first_row=table.first_row,
        last_row=max(own, default=table.heading_rows[-1]),
        columns=tuple(each.as_column for each in table.columns),
        actions=tuple(action for part in sorted(parts, key=_place) for action in part.actions),
        left_out=tuple(left for part in parts for left in left_out(part.rows, part.table.sheet.name)),
        finished_sheet=choice.finished.sheet.name if choice.finished else "",
        other_plans=tuple(other.sheet.name for other in choice.others),
        marks=_marks(opened, [main, *more]),
        notes=tuple(_notes(main, [*more])),
        is_1904=bool(opened.structure and opened.structure.date1904),
        book=read_book(opened.package, opened.structure) if opened.package and opened.structure else Book(),
        date_orders=main.date_orders,
    )


def _place(part: _Part) -> tuple[bool, int]:
    """The plan's own sheet first, its tables from the top down."""
    finished = bool(part.actions) and part.actions[0].on_finished_sheet
    return finished, part.table.first_row


def _part(opened: Opened, table: Table, manner: Manner, *, finished: bool = False) -> _Part:
    table = _with_shown_refs(opened, table)
    marks = opened.marks(table.sheet.name)
    shared = cells_shared(table)
    rows = classify(table, shared)
    acting = [row for row in rows if row.kind is RowKind.ACTION]
    numbers = {row.number for row in acting}
    merged = cell_names({(row, column): top for (row, column), top in shared.items() if row in numbers})
    taken = take(table, acting, merged, marks, manner, finished=finished)
    return _Part(
        table=table, rows=rows, merged=merged, marks=marks, actions=taken.actions, date_orders=taken.date_orders
    )


def _with_shown_refs(opened: Opened, table: Table) -> Table:
    """Refs typed as numbers, as their cells show them: 1 shown as "0001" is the ref "0001"."""
    column = table.column(Field.REF)
    if column is None:
        return table
    sheet, place = table.sheet, column - table.sheet.left
    numbers = {
        f"{letter(column)}{row}": row - sheet.top
        for row in range(table.first_row, table.last_row + 1)
        if isinstance(sheet.row(row)[place], float)
    }
    shown = opened.shown(sheet.name, list(numbers)) if numbers else {}
    if not shown:
        return table
    rows = list(sheet.rows)
    for cell, text in shown.items():
        values = rows[numbers[cell]]
        rows[numbers[cell]] = [*values[:place], text, *values[place + 1 :]]
    return replace(table, sheet=replace(sheet, rows=rows))


def _marks(opened: Opened, parts: Sequence[_Part]) -> Marks:
    main = parts[0]
    return Marks(
        hidden_rows=main.marks.hidden_rows,
        hidden_columns=main.marks.hidden_columns,
        merged={cell: anchor for part in parts for cell, anchor in part.merged.items()},
        error_values=main.marks.error_values,
        without_value=main.marks.without_value,
        struck_out=main.marks.struck_out,
        unreadable=opened.not_told,
    )


def _notes(main: _Part, more: Sequence[_Part]) -> Iterator[Entry[str]]:
    """The texts outside the actions that may say where an action went: banners, and what stands under the table."""
    sheet = main.table.sheet
    acting = {row.number for part in (main, *more) for row in part.rows if row.kind is RowKind.ACTION}
    last = max(acting, default=main.table.heading_rows[-1])
    for row in main.rows:
        if row.kind in (RowKind.BANNER, RowKind.TEXT, RowKind.TOTAL) and row.number <= last:
            yield from texts(sheet, row.number, row.number)
    yield from texts(sheet, last + 1, sheet.bottom)
