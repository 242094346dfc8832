"""One sheet while some of its cells are given other values."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from html import escape

from gipxl.package import rows, runs, serials, sharing, xml
from gipxl.package.addresses import Area, area, cell_name
from gipxl.package.errors import PackageError
from gipxl.package.rows import Cell, Row
from gipxl.package.sheet import SheetXml
from gipxl.package.styles import Styles

Value = str | int | float | Decimal | bool | date | datetime | None

# The longest text that Excel takes in a cell.
LONGEST_TEXT = 32_767

_SPANS = re.compile(rb"""\s+spans=(?:"[^"]*"|'[^']*')""")


@dataclass(kw_only=True)
class Patch:
    """The sheet, what its cells refer to, and what ``written`` found out on the way."""

    sheet: SheetXml
    content: bytes
    styles: Styles
    texts: runs.SharedTexts
    date1904: bool
    date_format: str | None
    restyled: bool = False
    overwritten: set[str] = field(default_factory=set)
    """Cells whose formula gave way to a value."""

    @property
    def grammar(self) -> rows.Grammar:
        """How the sheet's rows are written."""
        return rows.grammar(self.sheet.prefix)

    def written(self, wanted: Mapping[int, Mapping[int, Value]]) -> bytes:
        """The whole part with other values (row → column → value)."""
        self._give_way(wanted)
        index = list(rows.found(self.content, self.grammar))
        there = {row.number: self.content[row.start : row.end] for row in index if row.number in wanted}
        changed = {number: self._row(number, there.get(number), columns) for number, columns in wanted.items()}
        self._extend(wanted)
        return self.sheet.written(rows.joined(self.content, index, changed))

    def _give_way(self, wanted: Mapping[int, Mapping[int, Value]]) -> None:
        """Note the formulas that are overwritten; where one is shared, write it out in the cells that need it."""
        masters: dict[str, sharing.Master] = {}
        for row in rows.found(self.content, self.grammar):
            for one in self._cells_of(row) if row.number in wanted else ():
                if one.column in wanted[row.number] and self.grammar.formula.search(one.markup):
                    name = cell_name(row.number, one.column)
                    self.overwritten.add(name)
                    masters |= sharing.master(rows.parsed(self.sheet, one.markup), name)
        if masters:
            self.content = sharing.spelt_out(self.content, self.grammar, masters)

    def _cells_of(self, row: Row) -> list[Cell]:
        return rows.cells(self.content[row.start : row.end], self.grammar)

    def _row(self, number: int, old: bytes | None, columns: Mapping[int, Value]) -> bytes:
        """A row with the new values, each cell in its place, and whatever stands behind the cells."""
        prefix = self.sheet.prefix
        if old is None:
            fresh = "".join(self._cells(number, {}, columns, {}))
            return f'<{prefix}row r="{number}">{fresh}</{prefix}row>'.encode() if fresh else b""
        tag, there = rows.opening_tag(old), rows.cells(old, self.grammar)
        rest = old[there[-1].end if there else len(tag) :]
        if tag.endswith(b"/>"):
            tag, rest = tag[:-2].rstrip() + b">", f"</{prefix}row>".encode()
        fresh = "".join(self._cells(number, {one.column: one for one in there}, columns, rows.attributes(tag)))
        return _SPANS.sub(b"", tag) + fresh.encode() + rest

    def _cells(
        self, number: int, there: Mapping[int, Cell], columns: Mapping[int, Value], row: Mapping[str, str]
    ) -> Iterable[str]:
        for column in sorted(there.keys() | columns.keys()):
            old = there.get(column)
            if old is not None and column not in columns:
                yield old.markup.decode()
            elif old is not None or columns[column] not in (None, ""):
                style = rows.attributes(old.markup).get("s") if old else self._style_of_empty(row, column)
                yield self._cell(cell_name(number, column), old, style, columns[column])

    def _cell(self, name: str, old: Cell | None, style: str | None, value: Value) -> str:
        if isinstance(value, date):
            style = str(self._date_style(int(style or "0"), timed=isinstance(value, datetime)))
        kind, content = self._content(name, old, value)
        attributes = f' r="{name}"' + (f' s="{style}"' if style else "") + (f' t="{kind}"' if kind else "")
        tag = f"{self.sheet.prefix}c"
        return f"<{tag}{attributes}>{content}</{tag}>" if content else f"<{tag}{attributes}/>"

    def _content(self, name: str, old: Cell | None, value: Value) -> tuple[str, str]:
        """The type of a cell and what stands in it."""
        prefix = self.sheet.prefix
        if value is None or value == "":
            return "", ""
        if isinstance(value, str):
            return "inlineStr", self._text(name, old, value)
        if isinstance(value, bool):
            return "b", f"<{prefix}v>{int(value)}</{prefix}v>"
        if isinstance(value, date):
            return "", f"<{prefix}v>{serials.serial(value, date1904=self.date1904)}</{prefix}v>"
        if not math.isfinite(value):
            raise PackageError(f"{name} cannot hold {value}: it is no number that Excel knows.", "Leave it empty.")
        return "", f"<{prefix}v>{value if isinstance(value, int) else repr(float(value))}</{prefix}v>"

    def _text(self, name: str, old: Cell | None, text: str) -> str:
        if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
            raise PackageError(f"The text for {name} is longer than a cell can be.", "Shorten it.")
        prefix = self.sheet.prefix
        fonts = runs.of(item) if (item := self._old_text(old)) is not None else []
        if not fonts:
            words = escape(xml.escaped(text), quote=False)
            return f'<{prefix}is><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}is>'
        element = rows.parsed(self.sheet, f"<{prefix}is/>".encode())
        runs.written(element, runs.carried_over(fonts, text))
        return rows.markup_of(self.sheet, element)

    def _old_text(self, old: Cell | None) -> xml.Element | None:
        """The text that stands in a cell, wherever it is kept; None where it holds none."""
        if old is None:
            return None
        element = rows.parsed(self.sheet, old.markup)
        value = xml.child(element, "v")
        if element.get("t") == "s" and value is not None:
            return self.texts.item((value.text or "").strip())
        return xml.child(element, "is")

    def _date_style(self, style: int, *, timed: bool) -> int:
        """A cell format like the one given that shows a day."""
        known = self.styles.items("cellXfs")
        number = xml.number(known[style], "numFmtId") if style < len(known) else 0
        changes = {}
        if style < len(known) and xml.true(known[style].get("quotePrefix")):
            # An apostrophe before what was typed: with it, the day would be a text again after the next edit.
            changes["quotePrefix"] = "0"
        if not serials.shows_a_day(number, self.styles.number_formats().get(number)):
            changes |= {"numFmtId": str(self._number_format(timed=timed)), "applyNumberFormat": "1"}
        self.restyled = self.restyled or bool(changes)
        return self.styles.variant(style, changes) if changes else style

    def _number_format(self, *, timed: bool) -> int:
        if self.date_format is not None:
            return self.styles.number_format(self.date_format)
        return serials.DATE_AND_TIME if timed else serials.SHORT_DATE

    def _style_of_empty(self, row: Mapping[str, str], column: int) -> str | None:
        """The format that an empty place takes from its row or column, as Excel gives it."""
        if row.get("s") and xml.true(row.get("customFormat")):
            return row["s"]
        group = xml.child(self.sheet.frame, "cols")
        for entry in [] if group is None else xml.children(group, "col"):
            if xml.number(entry, "min", 1) <= column <= xml.number(entry, "max", 1):
                return entry.get("style")
        return None

    def _extend(self, wanted: Mapping[int, Mapping[int, Value]]) -> None:
        """Let the sheet's stated extent take in the cells that now hold something."""
        extent = xml.child(self.sheet.frame, "dimension")
        if extent is None:
            return
        place = area(str(extent.get("ref", "A1")))
        for row, columns in wanted.items():
            for column in (column for column, value in columns.items() if value not in (None, "")):
                place = Area(
                    min(place.top, row), min(place.left, column), max(place.bottom, row), max(place.right, column)
                )
        extent.set("ref", str(place))
