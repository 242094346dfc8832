"""The values of a workbook's cells, as calamine reads them: a reader that has no part in our writing."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, zip_longest
from typing import TYPE_CHECKING

from gipxl.package.addresses import cell_name
from gipxl.package.errors import PackageError
from gipxl.package.sheltering import sheltered
from gipxl.words import count, short_day, shortened

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

# How many differing cells of a sheet are named before the rest is only counted.
_NAMED = 3
_LONGEST = 60

# The fingerprint of a row without a value.
_NOTHING = hash(((),))


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
    was, now = _fingerprints(source, skip), _fingerprints(copy, skip)
    if was is None or now is None:
        return Differences(sheets=0, found=() if was is None else ("the copy cannot be read",))
    names = [name for name in was if name not in skip]
    unlike = {name: _unlike(was[name], now[name]) for name in names if name in now}
    found = [f"the sheet {name}" for name in names if name not in now]
    differing = {name: numbers for name, numbers in unlike.items() if numbers}
    old, new = _picked(source, differing), _picked(copy, differing)
    for name in differing:
        found += _in_words(name, _between(old[name], new[name], changing.get(name.casefold(), ())))
    return Differences(sheets=len(unlike), found=tuple(found))


def _fingerprints(data: bytes, skip: Collection[str]) -> dict[str, list[int]] | None:
    """A number for each row of each sheet, so that two large workbooks need not be in memory side by side.

    Sheets to be skipped are not even laid out.
    """
    book = _opened(data)
    if book is None:
        return None
    return {
        name: [] if name in skip else [hash((row, *map(type, row))) for row in _rows(book, name)]
        for name in book.sheet_names
    }


def _unlike(was: Sequence[int], now: Sequence[int]) -> frozenset[int]:
    pairs = enumerate(zip_longest(was, now, fillvalue=_NOTHING), start=1)
    return frozenset(number for number, (old, new) in pairs if old != new)


def _picked(data: bytes, wanted: Mapping[str, Collection[int]]) -> dict[str, dict[int, tuple[object, ...]]]:
    """The rows of those numbers on those sheets."""
    book = _opened(data) if wanted else None
    if book is None:
        return {}
    return {
        name: {number: row for number, row in enumerate(_rows(book, name), start=1) if number in numbers}
        for name, numbers in wanted.items()
    }


def _opened(data: bytes) -> CalamineWorkbook | None:
    """The workbook; None where calamine cannot read it: there is then nothing to compare."""
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        with sheltered():
            return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, PackageError, OSError, ValueError):
        return None


def _between(
    before: Mapping[int, Sequence[object]], after: Mapping[int, Sequence[object]], changing: Collection[str]
) -> Iterator[tuple[str, object, object]]:
    for row in sorted(before.keys() | after.keys()):
        pairs = zip_longest(before.get(row, ()), after.get(row, ()), fillvalue="")
        for column, (old, new) in enumerate(pairs, start=1):
            if not _same(old, new) and cell_name(row, column) not in changing:
                yield cell_name(row, column), old, new


def _rows(book: CalamineWorkbook, name: str) -> Iterator[tuple[object, ...]]:
    """The rows of a sheet from A1 on, without the blanks at their ends. What calamine cannot read has no values."""
    from python_calamine import CalamineError

    try:
        with sheltered():
            sheet = book.get_sheet_by_name(name)
    except (CalamineError, PackageError):
        return
    # The reader gives rows from the first one on, but columns only from the first that holds something.
    left = ("",) * (sheet.start or (0, 0))[1]
    for row in sheet.iter_rows():
        while row and row[-1] == "":
            row.pop()
        yield (*left, *row) if row else ()


def _same(old: object, new: object) -> bool:
    return type(old) is type(new) and (old == new or (old != old and new != new))


def _in_words(sheet: str, differences: Iterator[tuple[str, object, object]]) -> Iterator[str]:
    for cell, old, new in islice(differences, _NAMED):
        yield f"{sheet}!{cell} was {_said(old)} and is {_said(new)}"
    rest = sum(1 for _ in differences)
    if rest:
        yield f"{count(rest, 'more value')} of {sheet}"


def _said(value: object) -> str:
    """A value as people say it: a text in quotes and not too long, a day as 31/12/2020."""
    if isinstance(value, str):
        return f"“{shortened(value, _LONGEST)}”" if value else "nothing"
    if isinstance(value, float):
        return f"{value:.15g}"
    return short_day(value) if isinstance(value, date) else str(value)
