"""Charts as Word keeps them: the same DrawingML as Excel's, with the workbook of their numbers inside the report."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from itertools import count
from typing import Any, NamedTuple

from gipxl.outputs.plain import harmless
from gipxl.outputs.report.markup import plain
from gipxl.outputs.report.pieces import Chart, Look, Series
from gipxl.package import content_types, relationships, xml
from gipxl.package.parts import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_CHART = f"{_DRAWING}/chart"
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
#: What stands for the relationship of a chart until its part has been added.
WAITING = "gipxl-chart:"
# Lengths: English Metric Units in a twentieth of a point, and in a point.
_TWENTIETH, _POINT = 635, 12700
_HEADROOM, _PER_BAR, _UPRIGHT_HEIGHT = 72, 18, 225
_TALLEST = 560
#: The sheet of a chart's numbers.
_SHEET = "Data"


class Fill(NamedTuple):
    """A colour, and a pattern by which it is told from others in print without colours."""

    colour: str
    pattern: str = ""
    behind: str = "#FFFFFF"


_FILLS: Mapping[str, Fill] = {
    "complete": Fill("#1B5E37"),
    "on_track": Fill("#2F7D4F", "wide_upward_diagonal"),
    "revised": Fill("#1F4E8C", "small_grid"),
    "overdue": Fill("#8C1D18"),
    "at_risk": Fill("#B35900", "wide_downward_diagonal"),
    "not_started": Fill("#6B6B6B", "dotted_grid"),
    "unclear": Fill("#6B6B6B", "light_horizontal"),
    "put_off": Fill("#1F4E8C"),
    "brought_forward": Fill("#2F7D4F", "wide_upward_diagonal"),
}
_LINES: Mapping[str, Mapping[str, Any]] = {
    "line_0": {"color": "#000000", "width": 1.5, "dash_type": "dash"},
    "line_1": {"color": "#8C1D18", "width": 1.5, "dash_type": "round_dot"},
}


def drawing(chart: Chart, width: int) -> str:
    """The run that shows a chart, ``width`` twentieths of a point wide; its part is added by :func:`with_charts`."""
    bars = _UPRIGHT_HEIGHT if chart.is_upright else _HEADROOM + _PER_BAR * len(chart.categories)
    across, down = width * _TWENTIETH, min(bars, _TALLEST) * _POINT
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
        f' distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="1" name="{plain(chart.title)}" descr="{plain(chart.description)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData uri="{_CHART}">'
        f'<c:chart xmlns:c="{_CHART}" xmlns:r="{_OFFICE}" r:id="{WAITING}{chart.name}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def with_charts(package: Package, document: str, charts: Mapping[str, Chart], font: str, as_at: date) -> Package:
    """The file with a part, and a workbook inside it, for every chart that the part ``document`` shows."""
    root = xml.parse(package.part(document), document)
    made: dict[str, tuple[bytes, bytes]] = {}
    for element in xml.descendants(root, "chart"):
        waiting = xml.relation_id(element) or ""
        if not waiting.startswith(WAITING):
            continue
        name = waiting.removeprefix(WAITING)
        if name not in made:
            made[name] = _parts(charts[name], font, as_at)
        package, id = _added(package, document, *made[name])
        element.set(f"{{{_OFFICE}}}id", id)
    return package.replaced({document: xml.written(root)}) if made else package


def _added(package: Package, document: str, drawn: bytes, book: bytes) -> tuple[Package, str]:
    free = next(at for at in count(1) if f"word/charts/gipxl{at}.xml" not in package)
    chart_name, book_name = f"word/charts/gipxl{free}.xml", f"word/embeddings/gipxl{free}.xlsx"
    package = package.replaced(added={chart_name: drawn, book_name: book})
    package, _ = relationships.added(package, chart_name, f"{_OFFICE}/package", book_name)
    package, id = relationships.added(package, document, f"{_OFFICE}/chart", chart_name)
    return content_types.declared(package, {chart_name: _CHART_TYPE, book_name: _BOOK_TYPE}), id


def _parts(chart: Chart, font: str, as_at: date) -> tuple[bytes, bytes]:
    """The chart's part, and the workbook that is opened to edit its numbers."""
    with_chart = Package.read(_book(chart, font, as_at, drawn=True))
    root = xml.parse(with_chart.part("xl/charts/chart1.xml"))
    external = xml.make(root, "externalData")
    external.set(f"{{{_OFFICE}}}id", "rId1")
    xml.make(external, "autoUpdate", {"val": "0"})
    xml.place(root, external, "chart spPr txPr externalData printSettings userShapes extLst")
    return xml.written(root), _book(chart, font, as_at, drawn=False)


def _book(chart: Chart, font: str, as_at: date, *, drawn: bool) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": datetime(as_at.year, as_at.month, as_at.day)})
        page = book.add_worksheet(_SHEET)
        _write_data(book, page, chart)
        if drawn:
            page.insert_chart("A1", _drawn(book, chart, font))
    return held.getvalue()


def _write_data(book: Any, page: Any, chart: Chart) -> None:
    dates = book.add_format({"num_format": "d mmm yyyy"})
    heading = book.add_format({"bold": True})
    page.set_column(0, len(chart.columns) + len(chart.series), 18)
    for row, name in enumerate(chart.categories, 1):
        page.write_string(row, 0, harmless(name))
    for column, series in enumerate((*chart.columns, *chart.series), 1):
        page.write_string(0, column, harmless(series.name), heading)
        for row, value in enumerate(series.values, 1):
            number = _number(value)
            style = dates if isinstance(value, date) else None
            if series.formula:
                page.write_formula(row, column, f"={series.formula.format(row=row + 1)}", style, number)
            else:
                page.write_number(row, column, number, style)


def _number(value: float | date | None) -> float:
    """A day as Excel counts it."""
    return (value - date(1899, 12, 30)).days if isinstance(value, date) else value or 0


def _drawn(book: Any, chart: Chart, font: str) -> Any:
    shown = book.add_chart({"type": "column" if chart.is_upright else "bar", "subtype": "stacked"})
    lines = book.add_chart({"type": "line"})
    hidden: list[int] = []
    for at, series in enumerate(chart.series):
        if series.look is Look.UNSEEN:
            hidden.append(at)
        target = lines if series.look is Look.LINE else shown
        target.add_series(_series(chart, series, len(chart.columns) + at + 1, font))
    if any(series.look is Look.LINE for series in chart.series):
        shown.combine(lines)
    letters = {"name": font, "size": 9, "color": "#262626"}
    shown.set_title({"name": harmless(chart.title), "name_font": {**letters, "size": 10.5, "bold": True}})
    shown.set_legend({"position": "bottom", "font": letters, "delete_series": hidden})
    quiet = {"color": "#D9D9D9", "width": 0.75}
    numbers: dict[str, Any] = {"num_font": letters, "major_gridlines": {"visible": True, "line": quiet}}
    numbers["line"] = {"none": True}
    names: dict[str, Any] = {"num_font": letters, "line": quiet, "major_tick_mark": "none", "minor_tick_mark": "none"}
    if chart.range:
        first, last = map(_number, chart.range)
        unit = _unit(first, last)
        top = first + unit * -(-(last - first) // unit)
        numbers |= {"min": first, "max": top, "num_format": "d mmm yyyy", "major_unit": unit}
    else:
        numbers |= {"min": 0, "major_unit": _step(chart), "num_format": "0"}
        # From the top down as in the workbook, with the numbers at the bottom all the same.
        names |= {"reverse": True, "crossing": "max"}
    shown.set_x_axis(names if chart.is_upright else numbers)
    shown.set_y_axis(numbers if chart.is_upright else names)
    shown.set_chartarea({"border": {"none": True}, "fill": {"none": True}})
    return shown


def _unit(first: float, last: float) -> float:
    """About seven lines across the axis, each a whole number of weeks apart."""
    return max(7, round((last - first) / 7 / 7) * 7)


def _step(chart: Chart) -> int:
    """Whole actions between the lines of the axis, and not more than about ten lines."""
    longest = max(sum(_number(series.values[at]) for series in chart.series) for at in range(len(chart.categories)))
    return max(1, -(-int(longest) // 10))


def _series(chart: Chart, series: Series, column: int, font: str) -> dict[str, Any]:
    last = len(chart.categories)
    said: dict[str, Any] = {
        "name": [_SHEET, 0, column],
        "categories": [_SHEET, 1, 0, last, 0],
        "values": [_SHEET, 1, column, last, column],
        "gap": 50,
    }
    if series.look is Look.UNSEEN:
        return {**said, "fill": {"none": True}, "border": {"none": True}}
    if series.look is Look.LINE:
        # One action gives a line no length: then a dash marks the day.
        marker = {"type": "long_dash", "size": 20} if last == 1 else {"type": "none"}
        return {**said, "line": dict(_LINES[series.fill]), "marker": marker}
    fill = _FILLS[series.fill]
    look: dict[str, Any] = {"border": {"color": "#262626", "width": 0.75}}
    if fill.pattern:
        look["pattern"] = {"pattern": fill.pattern, "fg_color": fill.colour, "bg_color": fill.behind}
    else:
        look["fill"] = {"color": fill.colour}
    return {**said, **look}
