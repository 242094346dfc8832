"""Cell addresses: D17 as text and as (row, column), both counted from 1."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from gipxl.package.errors import PackageError

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

_CELL = re.compile(r"\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})\Z")


class Area(NamedTuple):
    """A rectangle of cells, both corners included."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, row: int, column: int) -> bool:
        """Whether the cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def meets(self, other: Area) -> bool:
        """Whether the two share a cell."""
        rows = self.top <= other.bottom and other.top <= self.bottom
        return rows and self.left <= other.right and other.left <= self.right

    def __str__(self) -> str:
        first, last = cell_name(self.top, self.left), cell_name(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


def cell(name: str) -> tuple[int, int]:
    """Row and column of "D17" (or "$D$17"). Raises PackageError for anything that no sheet has."""
    found = _CELL.match(name)
    if found:
        row, column = int(found[2]), column_number(found[1])
        if row <= LAST_ROW and column <= LAST_COLUMN:
            return row, column
    raise PackageError(f"{name!r} is not a cell.", "Give a cell as its column and row, such as D17.")


@lru_cache(maxsize=1024)
def column_number(letters: str) -> int:
    """The number of column "D": 4."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number


@lru_cache(maxsize=1024)
def column_letters(number: int) -> str:
    """The letters of column 4: "D"."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The name of the cell in row 17 and column 4: "D17"."""
    return f"{column_letters(column)}{row}"


def area(text: str) -> Area:
    """The rectangle of "A1:B3", "A1", "A:C" or "2:5". Raises PackageError if the text is none."""
    first, _, last = text.replace("$", "").partition(":")
    last = last or first
    if first.isalpha() and last.isalpha():
        first, last = f"{first}1", f"{last}{LAST_ROW}"
    elif first.isdecimal() and last.isdecimal() and ":" in text:
        first, last = f"A{first}", f"{column_letters(LAST_COLUMN)}{last}"
    (top, left), (bottom, right) = cell(first), cell(last)
    return Area(min(top, bottom), min(left, right), max(top, bottom), max(left, right))


def areas(text: str) -> list[Area]:
    """The rectangles of a list such as "A1:B3 D5"."""
    return [area(piece) for piece in text.split()]
