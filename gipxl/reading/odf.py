"""What the content of an .ods file says beside its values: merged and hidden cells, errors, struck-out text.

Calamine gives the values of such a file and none of these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gipxl.package.addresses import Area
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.reading.cells import Range, letter
from gipxl.reading.marks import SheetMarks, Struck

_OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
_TABLE = f"{{{_OASIS}table:1.0}}"
_TEXT = f"{{{_OASIS}text:1.0}}"
_STYLE = f"{{{_OASIS}style:1.0}}"
_OFFICE = f"{{{_OASIS}office:1.0}}"
_KIND = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_PREFIXES = {"table": _TABLE[1:-1], "text": _TEXT[1:-1], "office": _OFFICE[1:-1], "style": _STYLE[1:-1]}
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
# A row or cell may stand for as many as the sheet has; marks are kept for this many of them.
_MOST_REPEATED = 1_000
_MOST_BLANKS, _DIGITS = 32_767, 12


@dataclass(frozen=True, kw_only=True)
class OdfSheet:
    """One table of the file: the block it fills, its merged cells, its marks, and its numbers as they are shown.

    ``text`` is how long the texts are together that it repeats.
    """

    used: Area | None = None
    text: int = 0
    merged: tuple[Range, ...] = ()
    marks: SheetMarks = field(default_factory=SheetMarks)
    shown: dict[str, str] = field(default_factory=dict)


def read_odf(package: Package) -> dict[str, OdfSheet]:
    """Every sheet of the file by its name. Raises PackageError where the content is damaged."""
    found: dict[str, OdfSheet] = {}
    struck_styles: set[str] = set()
    table = _Table()
    wanted = [f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-column", f"{_STYLE}style"]
    source = io.BytesIO(package.part("content.xml"))
    events = ("start", "end", "start-ns")
    try:
        for event, element in etree.iterparse(
            source, events=events, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False
        ):
            if event == "start-ns":
                _require_usual_prefix(*element)
                continue
            kind = str(element.tag)
            if event == "start":
                table = _Table() if kind == wanted[0] else table
            elif kind == wanted[0]:
                found[element.get(f"{_TABLE}name", "")] = table.as_sheet()
                element.clear()
            elif kind == wanted[1]:
                table.add_row(element, struck_styles)
                element.clear()
            elif kind == wanted[2]:
                table.add_column(element)
            elif _strikes(element):
                struck_styles.add(element.get(f"{_STYLE}name", ""))
    except etree.XMLSyntaxError as error:
        raise PackageError(
            f"The part content.xml is damaged ({error.msg}).", "Open it in LibreOffice or Excel and save it again."
        ) from error
    return found


def _require_usual_prefix(prefix: str, meaning: str) -> None:
    """Calamine goes by the prefixes that every program writes, not by what they stand for: with others it would
    read something else than is told here, and past the limits."""
    usual = _PREFIXES.get(prefix)
    if usual != meaning and (usual or meaning in _PREFIXES.values()):
        raise PackageError(
            f"The part content.xml is damaged (“{prefix}:” does not stand for what it does in a spreadsheet).",
            "Open it in LibreOffice or Excel and save it again.",
        )


def _strikes(style: etree._Element) -> bool:
    names = ("text-line-through-style", "text-line-through-type")
    return any(
        each.get(f"{_STYLE}{name}", "none") != "none"
        for each in style.iter(f"{_STYLE}text-properties")
        for name in names
    )


def _repeated(element: etree._Element, what: str) -> int:
    return _times(element.get(f"{_TABLE}number-{what}-repeated", "1"))


def _times(said: str) -> int:
    """A number of rows, columns or blanks; of one far beyond every sheet not all figures are read."""
    return max(int(said[:_DIGITS]), 1) if said.isdecimal() else 1


class _Table:
    """One table as its columns and rows come by."""

    def __init__(self) -> None:
        self.row = self.column = self.text = 0
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[str] = set()
        self.errors: dict[str, str] = {}
        self.struck: dict[str, Struck] = {}
        self.struck_out: set[str] = set()
        self.shown: dict[str, str] = {}

    def as_sheet(self) -> OdfSheet:
        marks = SheetMarks(
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            error_values=self.errors,
            struck=self.struck,
            struck_out=frozenset(self.struck_out),
        )
        used = Area(min(self.rows), min(self.columns), max(self.rows), max(self.columns)) if self.rows else None
        return OdfSheet(used=used, text=self.text, merged=tuple(self.merged), marks=marks, shown=self.shown)

    def add_column(self, element: etree._Element) -> None:
        first, self.column = self.column + 1, self.column + _repeated(element, "columns")
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            last = min(self.column, first + _MOST_REPEATED)
            self.hidden_columns |= {letter(column) for column in range(first, last + 1)}

    def add_row(self, element: etree._Element, struck_styles: set[str]) -> None:
        first, self.row = self.row + 1, self.row + _repeated(element, "rows")
        rows = range(first, min(self.row, first + _MOST_REPEATED) + 1)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            self.hidden_rows |= set(rows)
        column = 0
        for cell in element.iterchildren(*_CELLS):
            times = _repeated(cell, "columns")
            if cell.get(f"{_OFFICE}value-type") or len(cell):
                self._add_cell(cell, rows, column + 1, struck_styles)
                if cell.get(f"{_OFFICE}value-type"):
                    often = times * (self.row - first + 1)
                    self.text += often * sum(map(len, cell.itertext())) if often > 1 else 0
                    self.rows += [first, self.row]
                    self.columns += [column + 1, column + times]
            column += times

    def _add_cell(self, cell: etree._Element, rows: range, column: int, struck_styles: set[str]) -> None:
        deep, wide = (_times(cell.get(f"{_TABLE}number-{what}-spanned", "1")) for what in ("rows", "columns"))
        if deep > 1 or wide > 1:
            self.merged.append(Range(rows[0], column, rows[0] + deep - 1, column + wide - 1))
        text = _text(cell)
        struck = _struck(cell, struck_styles) if struck_styles else None
        for row in rows:
            name = f"{letter(column)}{row}"
            if cell.get(_KIND) == "error":
                self.errors[name] = text
            elif cell.get(f"{_OFFICE}value-type") == "float":
                self.shown[name] = text
            if struck and struck.live:
                self.struck[name] = struck
            elif text and (struck or cell.get(f"{_TABLE}style-name") in struck_styles):
                self.struck_out.add(name)


def _text(cell: etree._Element) -> str:
    return "\n".join("".join(text for text, _ in _pieces(paragraph)) for paragraph in cell.iterchildren(f"{_TEXT}p"))


def _struck(cell: etree._Element, struck_styles: set[str]) -> Struck | None:
    """The pieces of a cell's text, parted into struck and live; None where nothing is struck."""
    live: list[str] = []
    struck: list[str] = []
    for paragraph in cell.iterchildren(f"{_TEXT}p"):
        for text, style in _pieces(paragraph):
            (struck if style in struck_styles else live).append(text)
        live.append("\n")
    still = "".join(live).strip()
    gone = tuple(text.strip() for text in struck if text.strip())
    return Struck(still, gone) if gone else None


def _pieces(paragraph: etree._Element, style: str = "") -> Iterator[tuple[str, str]]:
    """The texts of a paragraph, each with the style of the span it stands in."""
    yield paragraph.text or "", style
    for child in paragraph:
        if child.tag == f"{_TEXT}s":
            yield " " * min(_times(child.get(f"{_TEXT}c", "1")), _MOST_BLANKS), style
        elif child.tag == f"{_TEXT}line-break":
            yield "\n", style
        elif child.tag == f"{_TEXT}span":
            yield from _pieces(child, child.get(f"{_TEXT}style-name", style))
        elif child.tag == f"{_TEXT}a":
            yield from _pieces(child, style)
        yield child.tail or "", style
