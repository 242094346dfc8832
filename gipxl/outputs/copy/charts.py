"""Native charts, drawn from the table of the sheet they stand on or of another new sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Cells(NamedTuple):
    """A column's cells: the sheet, the first and last row and the column, all counted from 0."""

    sheet: str
    first: int
    last: int
    column: int

    @property
    def as_list(self) -> list[str | int]:
        return [self.sheet, self.first, self.column, self.last, self.column]


class Series(NamedTuple):
    """The numbers of one kind of bar and how it is filled; one that is not shown only holds the others up."""

    name: str
    values: Cells
    colour: str
    pattern: str = ""
    is_shown: bool = True


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A bar or column chart: what it shows, in words for those who cannot see it, its bars, and where it stands."""

    title: str
    description: str
    kind: str
    categories: Cells
    series: Sequence[Series]
    place: tuple[int, int]
    size: tuple[int, int]
    is_stacked: bool = False
    axis_format: str = "0"
    axis_range: tuple[float, float] | None = None
    colours: Sequence[str] = ()


def draw(book: Any, page: Any, chart: Chart, font: str) -> None:
    """Draws the chart on a page of a workbook that XlsxWriter is writing."""
    raise NotImplementedError
