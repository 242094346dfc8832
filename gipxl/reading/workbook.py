"""The whole reading of one workbook, from its bytes to a plan."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import msgspec

from gipxl.dates import DateContext
from gipxl.dates import financial_year as financial_year_of
from gipxl.errors import ReportingDateMissing, WorkbookError
from gipxl.package import marks as our_marks
from gipxl.package import workbook as workbook_part
from gipxl.package.errors import PackageError
from gipxl.package.parts import Limits, Package
from gipxl.package.workbook import Structure
from gipxl.plan import NOWHERE, Book, Details, Entry, Field, LeftOut, Marks, Plan, folded
from gipxl.reading.actions import Manner, Taken, take
from gipxl.reading.book import read_book
from gipxl.reading.cells import Sheet, letter, read_sheets
from gipxl.reading.delimited import read_delimited
from gipxl.reading.marks import SheetMarks, read_marks, shown_numbers
from gipxl.reading.rows import Row, RowKind, classify, left_out
from gipxl.reading.surroundings import Above, above, details, listed_owners, texts
from gipxl.reading.table import Choice, Table, choose
from gipxl.settings import Settings

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")
_MEGABYTE = 1024 * 1024
_UNREADABLE = ("struck-out text", "hidden rows and columns", "formula errors")


@dataclass(frozen=True, kw_only=True)
class _Opened:
    """A workbook taken apart: its sheets and, for .xlsx and .xlsm, the package with what only it can tell."""

    path: Path
    sha256: str
    sheets: tuple[Sheet, ...]
    package: Package | None = None
    structure: Structure | None = None


def read(path: Path, *, settings: Settings, as_at: date | None = None, sheet: str = "", today: date | None = None) -> Plan:
    """The plan in a workbook.

    ``as_at`` overrules the reporting date that the workbook gives, ``today`` stands in where it gives none; ``sheet``
    names the plan's sheet. Raises WorkbookError where the file cannot be read or holds no plan, ReportingDateMissing
    where nothing gives a reporting date.
    """
    if sheet:
        settings = msgspec.structs.replace(settings, plan=msgspec.structs.replace(settings.plan, sheet=sheet))
    return _understood(_open(path, settings), settings, as_at, today)


def plan_from_sheets(
    sheets: Sequence[Sheet], *, settings: Settings, as_at: date | None = None, name: str = "plan.xlsx"
) -> Plan:
    """The plan in sheets that are at hand as cells, without a file; otherwise as :func:`read`."""
    return _understood(_Opened(path=Path(name), sha256="", sheets=tuple(sheets)), settings, as_at, None)


def _understood(opened: _Opened, settings: Settings, as_at: date | None, today: date | None) -> Plan:
    path = opened.path
    theirs = tuple(each for each in opened.sheets if not _is_ours(each.name, opened.structure))
    choice = choose(theirs, settings.plan, path.name)
    around = above(choice.plan.sheet, choice.plan.heading_rows[0], settings.markings.known)
    said = details([each for each in theirs if each is not choice.plan.sheet], settings.markings.known)
    when, why = _reporting_date(path, as_at, said, around, today)
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
    main = _taken(opened, choice.plan, manner, finished=False, most=settings.limits.rows)
    done = _taken(opened, choice.finished, manner, finished=True, most=settings.limits.rows) if choice.finished else None
    plan = _plan(opened, choice, main, done)
    return replace(
        plan,
        as_at=when,
        as_at_from=why,
        title=around.title,
        year_starts=settings.plan.year_starts,
        year_named=around.year_named,
        listed_owners=owners,
        markings=around.markings,
        details=said,
        as_at_line=Entry(around.as_at.isoformat(), around.as_at, around.as_at_cell) if around.as_at else NOWHERE,
        sheets=tuple(each.name for each in theirs),
        hidden_sheets=tuple(each.name for each in theirs if each.hidden),
    )


def _open(path: Path, settings: Settings) -> _Opened:
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    if data.startswith(_ZIP):
        limits = Limits(parts=settings.limits.parts, all_bytes=settings.limits.unpacked_mb * _MEGABYTE)
        try:
            package = Package.read(data, limits)
            structure = _structure(package)
        except PackageError as error:
            raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error
        return _Opened(
            path=path, sha256=digest, sheets=read_sheets(data, path),
            package=package if structure else None, structure=structure,
        )  # fmt: skip
    if data.startswith(_OLE):
        _refuse_encrypted(data, path)
        return _Opened(path=path, sha256=digest, sheets=read_sheets(data, path))
    if path.suffix.lower() in _TEXT_SUFFIXES:
        return _Opened(path=path, sha256=digest, sheets=read_delimited(data, path))
    raise WorkbookError(
        f"{path.name} is not a workbook, whatever its name says.", "Open it in Excel and save it as .xlsx."
    )


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {path}.", "Check the name and the folder.") from None
    except IsADirectoryError:
        raise WorkbookError(f"{path} is a folder, not a workbook.", "Name the workbook itself.") from None
    except OSError as error:
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder, not a workbook.", "Name the workbook itself.") from None
        raise WorkbookError(
            f"{path} cannot be opened ({error.strerror}).", "Close it in other programs, and check who may read it."
        ) from error


def _refuse_encrypted(data: bytes, path: Path) -> None:
    """A locked .xlsx stands in the same container as an old .xls; the package room knows them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        try:
            Package.read(data)
        except PackageError as error:
            raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error


def _structure(package: Package) -> Structure | None:
    """What the workbook part of an .xlsx says; None for .ods and .xlsb, which keep theirs in other ways."""
    if "mimetype" in package or "xl/workbook.bin" in package:
        return None
    return workbook_part.read(package)


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
    if around.as_at:
        return around.as_at, f"the line above the table ({around.as_at_cell})"
    if today:
        return today, "today, since the workbook names no day"
    raise ReportingDateMissing(
        f"{path.name} does not say as at which day it stands.",
        "Give the day (as_at, or --as-at on the command line), or write “As at 30 September 2020” above the table.",
    )


@dataclass(frozen=True, kw_only=True)
class _TakenTable:
    """One table with its rows, marks and actions."""

    table: Table
    rows: tuple[Row, ...]
    marks: SheetMarks
    taken: Taken


def _taken(opened: _Opened, table: Table, manner: Manner, *, finished: bool, most: int) -> _TakenTable:
    if len(table.sheet.rows) > most:
        raise WorkbookError(
            f"{opened.path.name}: the sheet “{table.sheet.name}” has {len(table.sheet.rows):,} rows, more than the "
            f"{most:,} that limits.rows allows.",
            "Delete empty formatted rows below the plan, or raise limits.rows in the settings.",
        )
    marks = SheetMarks()
    if opened.package and opened.structure:
        marks = read_marks(opened.package, opened.structure, table.sheet.name)
        table = _with_shown_refs(opened.package, opened.structure, table)
    rows = tuple(classify(table))
    return _TakenTable(table=table, rows=rows, marks=marks, taken=take(table, rows, marks, manner, finished=finished))


def _with_shown_refs(package: Package, structure: Structure, table: Table) -> Table:
    """Refs typed as numbers, as their cells show them: 1 shown as "0001" is the ref "0001"."""
    column = table.column(Field.REF)
    if column is None:
        return table
    sheet, place = table.sheet, column - table.sheet.left
    numbers = {
        f"{letter(column)}{sheet.top + offset}": offset
        for offset, row in enumerate(sheet.rows)
        if sheet.top + offset >= table.first_row and isinstance(row[place], float)
    }
    if not numbers:
        return table
    rows = list(sheet.rows)
    for cell, text in shown_numbers(package, structure, sheet.name, list(numbers)).items():
        offset = numbers[cell]
        rows[offset] = [*rows[offset][:place], text, *rows[offset][place + 1 :]]
    return replace(table, sheet=replace(sheet, rows=rows))


def _plan(opened: _Opened, choice: Choice, main: _TakenTable, done: _TakenTable | None) -> Plan:
    """All but what stands around the table."""
    sheet = main.table.sheet
    acting = [row.number for row in main.rows if row.kind is RowKind.ACTION]
    last = max(acting, default=main.table.heading_rows[-1])
    gaps = left_out(main.rows, sheet.name)
    return Plan(
        path=str(opened.path),
        workbook=opened.path.name,
        sha256=opened.sha256,
        sheet=sheet.name,
        sheet_why=choice.why,
        as_at=date.min,
        as_at_from="",
        heading_rows=main.table.heading_rows,
        first_row=main.table.first_row,
        last_row=last,
        columns=tuple(each.as_column for each in main.table.columns),
        actions=(*main.taken.actions, *(done.taken.actions if done else ())),
        left_out=(*gaps, *(left_out(done.rows, done.table.sheet.name) if done else ())),
        finished_sheet=done.table.sheet.name if done else "",
        other_plans=tuple(table.sheet.name for table in choice.others),
        marks=_marks(opened, main),
        notes=tuple(_notes(main, last)),
        is_1904=bool(opened.structure and opened.structure.date1904),
        book=read_book(opened.package, opened.structure) if opened.package and opened.structure else Book(),
        date_orders=main.taken.date_orders,
    )


def _marks(opened: _Opened, main: _TakenTable) -> Marks:
    return Marks(
        hidden_rows=main.marks.hidden_rows,
        hidden_columns=main.marks.hidden_columns,
        merged=main.taken.merged,
        error_values=main.marks.error_values,
        without_value=main.marks.without_value,
        unreadable=() if opened.structure else _UNREADABLE,
    )


def _notes(main: _TakenTable, last: int) -> list[Entry[str]]:
    """The texts outside the actions that may say where an action went: banners, and what stands under the table."""
    sheet = main.table.sheet
    between = [
        entry
        for row in main.rows
        if row.kind in (RowKind.BANNER, RowKind.TEXT, RowKind.TOTAL) and row.number <= last
        for entry in texts(sheet, row.number, row.number)
    ]
    return [*between, *texts(sheet, last + 1, sheet.bottom)]

