"""The cell values of every sheet of a workbook, whatever its format."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from gipxl.errors import WorkbookError

#: What a cell can hold, as calamine hands it over; a blank one is "".
Value = str | float | int | bool | date | datetime | time | timedelta


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One sheet: its name, and its used cells from ``top`` and ``left`` on (both counted from 1)."""

    name: str
    hidden: bool
    top: int
    left: int
    rows: list[list[Value]]
    merged: tuple[tuple[int, int, int, int], ...] = ()

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

    def text(self, row: int, column: int) -> str:
        """The value as text."""
        return shown(self.value(row, column))


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


def read_sheets(data: bytes, path: Path) -> tuple[Sheet, ...]:
    """Every sheet with cells, in the workbook's order.

    Raises WorkbookError where calamine can make nothing of the file.
    """
    import python_calamine as calamine

    try:
        workbook = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            _sheet(workbook.get_sheet_by_index(index), meta)
            for index, meta in enumerate(workbook.sheets_metadata)
            if meta.typ is calamine.SheetTypeEnum.WorkSheet
        )
    except calamine.PasswordError:
        raise WorkbookError(
            f"{path.name} is locked with a password.", "Save a copy without the password and use that."
        ) from None
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError, OSError, ValueError) as error:
        raise WorkbookError(
            f"{path.name} cannot be read as a workbook ({error}).",
            "Open it in Excel, save it again as .xlsx, and try that.",
        ) from error


def _sheet(sheet: object, meta: object) -> Sheet:
    from python_calamine import CalamineSheet, SheetMetadata, SheetVisibleEnum

    assert isinstance(sheet, CalamineSheet) and isinstance(meta, SheetMetadata)
    start = sheet.start or (0, 0)
    merged = tuple((r1 + 1, c1 + 1, r2 + 1, c2 + 1) for (r1, c1), (r2, c2) in sheet.merged_cell_ranges or ())
    return Sheet(
        name=meta.name,
        hidden=meta.visible is not SheetVisibleEnum.Visible,
        top=start[0] + 1,
        left=start[1] + 1,
        rows=sheet.to_python(skip_empty_area=True) if sheet.start else [],
        merged=merged,
    )


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
