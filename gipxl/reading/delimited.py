"""Plans kept as .csv: encoding and delimiter found out, dates left as they were typed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gipxl.errors import WorkbookError
from gipxl.reading.cells import Sheet, Value, letter

_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DELIMITERS = ",;\t|"
_LONGEST_CELL = 1_000_000
# The first line that Excel takes for its own: "sep=;".
_NAMES_DELIMITER = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_ERRORS = frozenset("#REF! #N/A #VALUE! #DIV/0! #NAME? #NULL! #NUM! #SPILL! #CALC! #FIELD!".split())


def read_delimited(data: bytes, path: Path) -> tuple[Sheet, ...]:
    """The one sheet of a text file. Raises WorkbookError where the bytes are no text, or no table."""
    text = _decoded(data, path)
    named = _NAMES_DELIMITER.match(text)
    body = text[named.end() :] if named else text
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = list(csv.reader(io.StringIO(body, newline=""), delimiter=named[1] if named else _delimiter(body)))
    except csv.Error as error:
        raise WorkbookError(
            f"{path.name} cannot be read as a table ({error}).", "Open it in Excel and save it as .xlsx."
        ) from None
    width = max((len(line) for line in lines), default=0)
    rows: list[Sequence[Value]] = [[*line, *[""] * (width - len(line))] for line in lines]
    return (Sheet(name=path.stem, hidden=False, top=2 if named else 1, left=1, rows=rows),)


def without_errors(sheet: Sheet) -> tuple[Sheet, dict[str, str]]:
    """The sheet with its cells blank where a formula's error stands, as in other formats, and those errors by cell."""
    errors = {
        f"{letter(column)}{row}": value
        for row, values in enumerate(sheet.rows, sheet.top)
        for column, value in enumerate(values, sheet.left)
        if isinstance(value, str) and value.startswith("#") and value.strip() in _ERRORS
    }
    if not errors:
        return sheet, errors
    blank = set(errors.values())
    rows = [["" if value in blank else value for value in values] for values in sheet.rows]
    return replace(sheet, rows=rows), errors


def _decoded(data: bytes, path: Path) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    start = data[:4096]
    if b"\0" in start:
        # Two bytes to a letter, and nothing to say so: in European text every second one is nought.
        for encoding, noughts in (("utf-16-le", start[1::2]), ("utf-16-be", start[::2])):
            if noughts.count(0) > 0.8 * len(noughts):
                return data.decode(encoding, "replace")
        raise WorkbookError(
            f"{path.name} is neither a workbook nor a text file.",
            "Open it in the program that made it and save it again.",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        # What Excel on Windows writes for "CSV" without more words.
        return data.decode("cp1252", "replace")


def _delimiter(text: str) -> str:
    """The delimiter that parts the first lines most often and most evenly; quoted ones do not count."""
    lines = [line for line in text[:200_000].splitlines()[:60] if line.strip()]

    def evenness(delimiter: str) -> tuple[int, int]:
        counts = [len(row) - 1 for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(counts), key=lambda count: (counts.count(count) if count else 0, count), default=0)
        return (counts.count(common) * common, common)

    return max(_DELIMITERS, key=evenness)
