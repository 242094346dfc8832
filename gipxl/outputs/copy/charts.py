"""Native charts, drawn from the table of the sheet they stand on or of another new sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Cells(NamedTuple):
    """A column's cells: the sheet, its column counted from 0, the first and the last row counted from 1."""

    sheet: str
    column: int
    first: int
    last: int

    @property
    def as_list(self) -> list[str | int]:
        """As XlsxWriter takes them."""
        return [self.sheet, self.first - 1, self.column, self.last - 1, self.column]


class Fill(NamedTuple):
    """How a bar is filled: its colour, its outline, and a pattern that tells it without its colour."""

    colour: str
    line: str
    pattern: str = ""


class Series(NamedTuple):
    """The numbers of one kind of bar. One without a fill is not seen: it only holds the others up."""

    name: str
    values: Cells
    fill: Fill | None
    points: Sequence[Fill] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A chart of bars (lying) or columns (standing): what it shows, in words too for those who cannot see it.

    ``place`` is the cell of its upper left corner, ``size`` its width and height in pixels. ``starts_at`` is where the
    axis of the numbers begins, where that is not nought, ``step`` how far its marks are apart.
    """

    title: str
    description: str
    kind: str
    categories: Cells
    series: Sequence[Series]
    place: str
    size: tuple[int, int]
    is_stacked: bool = False
    has_labels: bool = True
    number_format: str = "0;-0;;"
    axis_format: str = "0"
    starts_at: int = 0
    step: int = 1


_INK, _GRID = "#303A45", "#E1E4E8"


def draw(book: Any, page: Any, chart: Chart, font: str) -> None:
    """Draws the chart on a page of a workbook that XlsxWriter is writing."""
    drawn = book.add_chart({"type": chart.kind, **({"subtype": "stacked"} if chart.is_stacked else {})})
    letters = {"name": font, "size": 9, "color": _INK}
    for series in chart.series:
        drawn.add_series(_series(chart, series, letters))
    title = {"name": font, "size": 12, "bold": True, "color": "#1F3864"}
    drawn.set_title({"name": chart.title, "name_font": title, "overlay": False})
    numbers = {
        "num_font": letters, "num_format": chart.axis_format,
        "major_gridlines": {"visible": True, "line": {"color": _GRID, "width": 0.75}}, "line": {"none": True},
        "min": chart.starts_at, "major_unit": chart.step,
    }  # fmt: skip
    names = {"num_font": letters, "line": {"color": _INK, "width": 0.75}, "major_tick_mark": "none"}
    if chart.kind == "bar":
        # Lying bars are drawn from the bottom up unless told otherwise: the first belongs at the top.
        drawn.set_y_axis(names | {"reverse": True})
        drawn.set_x_axis(numbers | {"label_position": "high"})
    else:
        drawn.set_x_axis(names)
        drawn.set_y_axis(numbers)
    _legend(drawn, chart, letters)
    drawn.set_size({"width": chart.size[0], "height": chart.size[1]})
    drawn.set_chartarea({"border": {"color": "#C9CFD6"}})
    page.insert_chart(chart.place, drawn, {"description": chart.description, "object_position": 3})


def _series(chart: Chart, series: Series, letters: dict[str, Any]) -> dict[str, Any]:
    shown = series.fill is not None
    given: dict[str, Any] = {
        "name": series.name, "categories": chart.categories.as_list, "values": series.values.as_list, "gap": 45,
        **_filled(series.fill),
    }  # fmt: skip
    if series.points:
        given["points"] = [_filled(fill) for fill in series.points]
    if shown and chart.has_labels:
        label = letters | {"color": _ink_on(series.fill) if chart.is_stacked and series.fill else _INK}
        given["data_labels"] = {"value": True, "num_format": chart.number_format, "font": label}
    return given


def _filled(fill: Fill | None) -> dict[str, Any]:
    if fill is None:
        return {"fill": {"none": True}, "border": {"none": True}}
    outline = {"border": {"color": fill.line, "width": 0.75}}
    if fill.pattern:
        return outline | {"pattern": {"pattern": fill.pattern, "fg_color": fill.line, "bg_color": fill.colour}}
    return outline | {"fill": {"color": fill.colour}}


def _ink_on(fill: Fill) -> str:
    """Dark letters on a light bar, light ones on a dark."""
    red, green, blue = (int(fill.colour[at : at + 2], 16) for at in (1, 3, 5))
    return _INK if 0.3 * red + 0.59 * green + 0.11 * blue > 140 else "#FFFFFF"


def _legend(drawn: Any, chart: Chart, letters: dict[str, Any]) -> None:
    hidden = [at for at, series in enumerate(chart.series) if series.fill is None]
    if len(chart.series) - len(hidden) < 2:
        drawn.set_legend({"none": True})
    else:
        drawn.set_legend({"position": "bottom", "font": letters, "delete_series": hidden})
