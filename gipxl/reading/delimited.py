"""Plans kept as .csv: encoding and delimiter found out, dates left as they were typed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from gipxl.errors import WorkbookError
from gipxl.reading.cells import Sheet, Value

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000


def read_delimited(data: bytes, path: Path) -> tuple[Sheet, ...]:
    """The one sheet of a text file. Raises WorkbookError where the bytes are no text, or no table."""
    text = _decoded(data, path)
    csv.field_size_limit(_LONGEST_CELL)
    try:
        rows: list[list[str]] = list(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise WorkbookError(
            f"{path.name} cannot be read as a table ({error}).", "Open it in Excel and save it as .xlsx."
        ) from None
    width = max((len(row) for row in rows), default=0)
    cells: list[list[Value]] = [[*row, *[""] * (width - len(row))] for row in rows]
    return (Sheet(name=path.stem, hidden=False, top=1, left=1, rows=cells),)


def _decoded(data: bytes, path: Path) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\0" in data[:4096]:
        raise WorkbookError(
            f"{path.name} is neither a workbook nor a text file.", "Open it in the program that made it and save it again."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What Excel on Windows writes for "CSV" without more words.
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines most often and most evenly; quoted ones do not count."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count), default=0)
        return (counts.count(common) * common, common)

    return max(_DELIMITERS, key=evenness)
