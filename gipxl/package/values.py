"""The values of a workbook's cells, as calamine reads them: a reader that has no part in our writing."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from gipxl.package.addresses import cell_name

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# How many differing cells of a sheet are named before the rest is only counted.
_NAMED = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Differences:
    """How many sheets were compared, and a sentence for each difference."""

    sheets: int
    found: tuple[str, ...]


def different_values(
    source: bytes, copy: bytes, *, skip: Collection[str], changing: Mapping[str, Collection[str]]
) -> Differences:
    """Where the copy's values differ from the source's, on every sheet of the source but those in ``skip``.

    ``changing`` (sheet in small letters → cells) are the cells that were meant to change.
    """
    before, after = _opened(source), _opened(copy)
    if before is None or after is None:
        return Differences(sheets=0, found=() if before is None else ("the copy cannot be read",))
    sheets, found = 0, []
    for name in before.sheet_names:
        if name in skip:
            continue
        if name not in after.sheet_names:
            found.append(f"the sheet {name}")
            continue
        sheets += 1
        found += _in_words(name, _between(before, after, name, changing.get(name.casefold(), ())))
    return Differences(sheets=sheets, found=tuple(found))


def _opened(data: bytes) -> CalamineWorkbook | None:
    """The workbook; None where calamine cannot read it: there is then nothing to compare."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        return None


def _between(
    before: CalamineWorkbook, after: CalamineWorkbook, name: str, changing: Collection[str]
) -> Iterator[tuple[str, object, object]]:
    pairs = zip_longest(_rows(before, name), _rows(after, name), fillvalue=())
    for row, (old_row, new_row) in enumerate(pairs, start=1):
        for column, (old, new) in enumerate(zip_longest(old_row, new_row, fillvalue=""), start=1):
            if not _same(old, new) and cell_name(row, column) not in changing:
                yield cell_name(row, column), old, new


def _rows(book: CalamineWorkbook, name: str) -> Iterator[Sequence[object]]:
    """The rows of a sheet from A1 on. One that calamine cannot read in the source has no values to lose."""
    from python_calamine import CalamineError

    try:
        sheet = book.get_sheet_by_name(name)
    except CalamineError:
        return iter(())
    # The reader gives rows from the first one on, but columns only from the first that holds something.
    left = [""] * (sheet.start or (0, 0))[1]
    return ([*left, *row] for row in sheet.iter_rows())


def _same(old: object, new: object) -> bool:
    return type(old) is type(new) and (old == new or (old != old and new != new))


def _in_words(sheet: str, differences: Iterator[tuple[str, object, object]]) -> Iterator[str]:
    for cell, old, new in islice(differences, _NAMED):
        yield f"{sheet}!{cell} was {old!r} and is {new!r}"
    rest = sum(1 for _ in differences)
    if rest:
        yield f"{rest} more values of {sheet}"
