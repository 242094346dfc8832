"""The cells of every sheet of a workbook as values, whatever its format."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from gipxl.errors import WorkbookError
from gipxl.package.errors import PackageError
from gipxl.package.sheltering import sheltered

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook, SheetMetadata

#: What a cell can hold; a blank one is "".
Value = str | float | int | bool | date | datetime | time | timedelta


class Range(NamedTuple):
    """A block of cells, its first and last row and column counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, kw_only=True, eq=False)
class Sheet:
    """One sheet: its name, and its used cells from ``top`` and ``left`` on (both counted from 1)."""

    name: str
    hidden: bool
    top: int
    left: int
    rows: Sequence[Sequence[Value]]
    merged: Sequence[tuple[int, int, int, int]] = ()

    @property
    def bottom(self) -> int:
        """The last used row; less than ``top`` where the sheet is empty."""
        return self.top + len(self.rows) - 1

    @property
    def right(self) -> int:
        """The last used column."""
        return self.left + (len(self.rows[0]) if self.rows else 0) - 1

    def value(self, row: int, column: int) -> Value:
        """The value of a cell, "" where nothing is."""
        if self.top <= row <= self.bottom and self.left <= column <= self.right:
            return self.rows[row - self.top][column - self.left]
        return ""

    def row(self, row: int) -> Sequence[Value]:
        """The values of one of its rows, from the column ``left`` on."""
        return self.rows[row - self.top]


def shown(value: Value) -> str:
    """A value as an officer sees it: dates as 31/12/2020, whole numbers without a point."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, date):  # and datetime
        return f"{value.day:02}/{value.month:02}/{value.year:04}"
    return str(value)


def is_filled(value: Value) -> bool:
    """Something stands there that can be seen."""
    return value != "" and (not isinstance(value, str) or not value.isspace())


def letter(column: int) -> str:
    """The letter of a column counted from 1: A, Z, AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def number(letters: str) -> int:
    """The column that a letter names, counted from 1."""
    found = 0
    for character in letters.upper():
        found = found * 26 + ord(character) - 64
    return found


_WAY_OUT = "Open it in Excel, save it again as .xlsx, and try that."


def read_sheets(data: bytes, path: Path, left_out: Collection[str] = ()) -> tuple[Sheet, ...]:
    """Every sheet of cells in the workbook's order, but for those named in ``left_out``.

    How far a sheet reaches is to be known before, since calamine lays out every cell between its first and its last.
    Raises WorkbookError where calamine can make nothing of the file.
    """
    import python_calamine as calamine

    try:
        with sheltered():
            workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
            return tuple(_sheets(workbook, left_out))
    except calamine.PasswordError:
        raise WorkbookError(
            f"{path.name} is locked with a password.", "Save a copy without the password and use that."
        ) from None
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise WorkbookError(f"{path.name} cannot be read as a workbook ({error}).", _WAY_OUT) from error
    except PackageError as error:
        raise WorkbookError(f"{path.name} is damaged: its sheets cannot be read.", _WAY_OUT) from error


def _sheets(workbook: CalamineWorkbook, left_out: Collection[str]) -> Iterator[Sheet]:
    from python_calamine import SheetTypeEnum

    for index, meta in enumerate(workbook.sheets_metadata):
        if meta.typ is SheetTypeEnum.WorkSheet and meta.name not in left_out:
            yield _sheet(workbook, index, meta)


def _sheet(workbook: CalamineWorkbook, index: int, meta: SheetMetadata) -> Sheet:
    from python_calamine import SheetVisibleEnum

    sheet = workbook.get_sheet_by_index(index)
    top, left = sheet.start or (0, 0)
    return Sheet(
        name=meta.name,
        hidden=meta.visible is not SheetVisibleEnum.Visible,
        top=top + 1,
        left=left + 1,
        rows=sheet.to_python(skip_empty_area=True) if sheet.start else [],
        merged=tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ()),
    )
