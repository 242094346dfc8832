"""How every new sheet is laid out, so that all are alike and can be read by everybody.

Title in A1, what the sheet holds in A2, one table from row 3 on with one heading row, no merged cells, no blank rows,
wrapped texts, a frozen heading, and a print set-up. Text is always text: nothing in it becomes a formula or a link.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from gipxl.outputs.copy.cell_styles import NAVY, STYLES, properties_of
from gipxl.outputs.copy.charts import Chart, draw
from gipxl.outputs.plain import harmless, one_line
from gipxl.package.formulas import quoted_sheet
from gipxl.words import short_day

#: Where the table's heading and its first row stand, counted from 1.
HEADING_ROW = 3
FIRST_ROW = 4
_LONGEST_TEXT = 32_767
#: Excel takes no more links on one sheet.
_MOST_LINKS = 65_000
#: Points of a line for each point of its letters; letters of running text in a column one character wide.
_LINE, _LETTERS = 1.32, 1.2
_HIGHEST_ROW = 409
#: Characters across that one page can hold in letters which can still be read, and how small these are in per cent.
_WIDEST, _SMALLEST = 270, 50


class Link(NamedTuple):
    """A cell of the workbook, to be jumped to."""

    text: str
    sheet: str
    cell: str


class Live(NamedTuple):
    """A formula with the value it has now. ``is_array``: it counts over many rows."""

    formula: str
    value: float
    style: str = "number"
    is_array: bool = False


class Styled(NamedTuple):
    """A text, number or day in another style than the usual one for its kind."""

    value: str | float | date
    style: str


Content = str | int | float | date | None | Link | Live | Styled


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of a table: its heading and its width in characters."""

    heading: str
    width: float
    is_number: bool = False


@dataclass(frozen=True, kw_only=True)
class NewSheet:
    """A sheet to be written: its name, title and purpose, the columns and rows of its table, and its charts.

    ``frozen_columns`` stay in sight where the sheet is scrolled to the right, and are printed on every page across.
    """

    name: str
    title: str
    about: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Content]]
    charts: Sequence[Chart] = ()
    frozen_columns: int = 0


class Font(NamedTuple):
    """The workbook's ordinary letters, which new sheets take over."""

    name: str
    size: float


@dataclass(frozen=True, kw_only=True)
class House:
    """What all new sheets of one copy share: letters, marking, reporting date, and how the workbook counts its days."""

    font: Font
    marking: str
    as_at: date
    is_1904: bool = False


def authored(sheets: Iterable[NewSheet], house: House) -> bytes:
    """A workbook of these sheets, to be grafted; the same bytes every time."""
    import xlsxwriter  # type: ignore[import-untyped]

    held = io.BytesIO()
    options = options_of(house.font) | {"date_1904": house.is_1904}
    with xlsxwriter.Workbook(held, options) as book:
        book.set_properties({"created": datetime(house.as_at.year, house.as_at.month, house.as_at.day)})
        write_sheets(book, sheets, house)
    return held.getvalue()


def write_sheets(book: Any, sheets: Iterable[NewSheet], house: House) -> None:
    """Writes these sheets into a workbook of XlsxWriter that is being made, behind those it has."""
    formats = cell_formats(book, house.font)
    pages = [(sheet, book.add_worksheet(sheet.name)) for sheet in sheets]
    for sheet, page in pages:
        _write(page, sheet, formats, house.font.size)
        _set_up(page, sheet, house)
    for sheet, page in pages:
        for chart in sheet.charts:
            draw(book, page, chart, house.font.name)


def options_of(font: Font) -> dict[str, Any]:
    """The options of a workbook of XlsxWriter in which text is always text."""
    return {
        "in_memory": True, "default_format_properties": _plain(font),
        "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
    }  # fmt: skip


def cell_formats(book: Any, font: Font) -> dict[str, Any]:
    """The looks of cells by their names, in a workbook of XlsxWriter."""
    return {name: book.add_format(properties_of(name, _plain(font))) for name in STYLES}


def _plain(font: Font) -> dict[str, Any]:
    return {"font_name": font.name, "font_size": font.size, "font_scheme": False}


def _write(page: Any, sheet: NewSheet, formats: Mapping[str, Any], size: float) -> None:
    page.write_string(0, 0, text_of(sheet.title), formats["title"])
    page.write_string(1, 0, text_of(sheet.about), formats["about"])
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    last = HEADING_ROW - 1 + len(sheet.rows)
    headings = [
        {"header": column.heading, "header_format": formats["heading_right" if column.is_number else "heading"]}
        for column in sheet.columns
    ]
    page.set_row(HEADING_ROW - 1, height_of(1, size) + 6)
    page.add_table(
        HEADING_ROW - 1, 0, last, len(sheet.columns) - 1,
        {"name": sheet.name.replace(" ", "_"), "columns": headings, "style": None},
    )  # fmt: skip
    links = 0
    for row, contents in enumerate(sheet.rows, HEADING_ROW):
        if (height := _height(contents, sheet.columns, size)) > height_of(1, size):
            page.set_row(row, height)
        for at, content in enumerate(contents):
            if isinstance(content, Link):
                links += 1
                content = content if links <= _MOST_LINKS else content.text
            _put(page, row, at, content, formats)


def _height(contents: Sequence[Content], columns: Sequence[Column], size: float) -> float:
    """Points enough for the longest of the wrapped texts, for programs that do not measure it on opening."""
    lines = 1
    for content, column in zip(contents, columns, strict=True):
        text = content.text if isinstance(content, Link) else content.value if isinstance(content, Styled) else content
        if isinstance(text, str):
            lines = max(lines, lines_of(text, column.width - 2))
    return height_of(lines, size)


def lines_of(text: str, width: float) -> int:
    """About how many lines a text takes in a column of that width."""
    room = max(width * _LETTERS, 1)
    return sum(1 + int(len(line) / room) for line in text.split("\n"))


def height_of(lines: int, size: float) -> float:
    """The height in points of a row of so many lines in letters of that size."""
    return min(lines * size * _LINE, _HIGHEST_ROW)


def _put(page: Any, row: int, column: int, content: Content, formats: Mapping[str, Any]) -> None:
    match content:
        case None | "":
            page.write_blank(row, column, None, formats["text"])
        case Link(text, sheet, cell):
            page.write_url(row, column, f"internal:{quoted_sheet(sheet)}!{cell}", formats["link"], text_of(text))
        case Live(formula, value, style, True):
            page.write_array_formula(row, column, row, column, f"{{={formula}}}", formats[style], value)
        case Live(formula, value, style):
            page.write_formula(row, column, f"={formula}", formats[style], value)
        case Styled(value, style):
            _put_plain(page, row, column, value, formats, formats[style])
        case _:
            _put_plain(page, row, column, content, formats, None)


def _put_plain(
    page: Any, row: int, column: int, value: str | float | date, formats: Mapping[str, Any], style: Any
) -> None:
    match value:
        case str():
            page.write_string(row, column, text_of(value), style or formats["text"])
        case date() if value.year >= 1900:
            page.write_datetime(row, column, value, style or formats["date"])
        case date():
            page.write_string(row, column, short_day(value), style or formats["text"])
        case _:
            page.write_number(row, column, value, style or formats["number"])


def text_of(text: str) -> str:
    """Text as a cell can hold it: harmless, and no longer than Excel allows."""
    text = harmless(text)
    return text if len(text) <= _LONGEST_TEXT else f"{text[: _LONGEST_TEXT - 1]}…"


def as_sentence(text: str) -> str:
    """A rule's words with the full stop that they leave to whoever quotes them."""
    line = one_line(text)
    return line if line.endswith((".", "…", "?", ".”", "…”", "?”")) else f"{line}."


def _set_up(page: Any, sheet: NewSheet, house: House) -> None:
    """How the sheet is seen and printed."""
    page.freeze_panes(HEADING_ROW, sheet.frozen_columns)
    page.hide_gridlines(2)
    page.set_tab_color(NAVY)
    page.set_landscape()
    page.set_paper(9)  # A4
    if sum(column.width for column in sheet.columns) <= _WIDEST or not sheet.frozen_columns:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(_SMALLEST)
        page.repeat_columns(0, sheet.frozen_columns - 1)
    page.repeat_rows(HEADING_ROW - 1)
    page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    marking, name = (harmless(text).replace("&", "&&")[:100] for text in (house.marking, sheet.title))
    page.set_header(f"&C&B{marking}" if marking else "")
    page.set_footer(f"&L{name}&C&B{marking}&B&RPage &P of &N")
