"""What single cells of a sheet hold: enough to know whether, and in which format, another value may be put there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from gipxl.package import relationships, rows, runs, serials, sharing, workbook, xml
from gipxl.package.addresses import Area, cell, cell_name, column_number
from gipxl.package.parts import Package
from gipxl.package.sheet import SheetXml
from gipxl.package.styles import Styles

# A format that shows the whole of a day: its day, month and year.
_WHOLE_DAY = re.compile(r"(?=.*d)(?=.*m)(?=.*y)", re.IGNORECASE)


class Held(NamedTuple):
    """What one cell holds. ``text`` is None where it holds no text: a number, a day, an error, nothing."""

    text: str | None
    has_formula: bool
    has_fonts: bool
    is_locked: bool


NOTHING = Held(None, False, False, False)


@dataclass(frozen=True)
class Contents:
    """The cells of one sheet, as they stand in the file."""

    sheet: SheetXml
    content: bytes
    styles: Styles
    texts: runs.SharedTexts

    @classmethod
    def of(cls, package: Package, sheet: str) -> Contents:
        """The cells of a worksheet. Raises PackageError where there is no such sheet, or it is damaged."""
        structure = workbook.read(package)
        frame = SheetXml.read(package, structure.sheet(sheet).part)
        related = relationships.of(package, structure.part)
        shared = next((one.part for one in related if one.kind == "sharedStrings" and one.part), None)
        texts = runs.SharedTexts(package=package, part=shared)
        return cls(sheet=frame, content=rows.plain(frame), styles=Styles.of(package), texts=texts)

    def held(self, names: Collection[str]) -> dict[str, Held]:
        """What each of these cells holds; one that the sheet does not have holds nothing."""
        wanted: dict[int, set[int]] = {}
        for name in names:
            row, column = cell(name)
            wanted.setdefault(row, set()).add(column)
        found = dict.fromkeys(names, NOTHING)
        for number, one in self._cells():
            if one.column in wanted.get(number, ()):
                found[cell_name(number, one.column)] = self._held(number, one)
        return found

    def date_format(self, column: str, otherwise: str) -> str | None:
        """The commonest number format of the column's days, where it shows the whole of a day; else ``otherwise``.

        None stands for Excel's own short date.
        """
        place, codes = column_number(column), self.styles.number_formats()
        formats = [xml.number(entry, "numFmtId") for entry in self.styles.items("cellXfs")]
        seen: Counter[int] = Counter()
        for _, one in self._cells():
            known = rows.attributes(one.markup) if one.column == place and not one.markup.endswith(b"/>") else {}
            style = known.get("s", "0")
            if known and known.get("t", "n") == "n" and style.isdecimal() and int(style) < len(formats):
                seen[formats[int(style)]] += 1
        whole = (number for number, _ in seen.most_common() if _shows_whole_day(number, codes.get(number)))
        common = next(whole, None)
        return otherwise if common is None else codes.get(common)

    def _cells(self) -> Iterator[tuple[int, rows.Cell]]:
        grammar = rows.grammar(self.sheet.prefix)
        for row in rows.found(self.content, grammar):
            for one in rows.cells(self.content[row.start : row.end], grammar):
                yield row.number, one

    def _held(self, number: int, one: rows.Cell) -> Held:
        element = rows.parsed(self.sheet, one.markup)
        item = self._text_of(element)
        filled = any(area.holds(number, one.column) for area in self._spread)
        return Held(
            text=None if item is None else _words(item),
            has_formula=filled or xml.child(element, "f") is not None,
            has_fonts=item is not None and any(xml.local(child) != "t" for child in item),
            is_locked=self._is_protected and self._locks(xml.number(element, "s")),
        )

    def _text_of(self, element: xml.Element) -> xml.Element | None:
        value = xml.child(element, "v")
        if element.get("t") == "s" and value is not None:
            return self.texts.item((value.text or "").strip())
        return xml.child(element, "is") if element.get("t") == "inlineStr" else None

    @cached_property
    def _spread(self) -> list[Area]:
        return sharing.spread_formulas(self.content, rows.grammar(self.sheet.prefix))

    @cached_property
    def _is_protected(self) -> bool:
        guard = xml.child(self.sheet.frame, "sheetProtection")
        return guard is not None and xml.true(guard.get("sheet"))

    def _locks(self, style: int) -> bool:
        """Cells are locked unless their format says otherwise; the lock holds once the sheet is protected."""
        formats = self.styles.items("cellXfs")
        own = xml.child(formats[style], "protection") if style < len(formats) else None
        return own is None or xml.true(own.get("locked"), default=True)


def _words(item: xml.Element) -> str:
    return "".join(xml.unescaped(each.text or "") for each in xml.descendants(item, "t"))


def _shows_whole_day(number: int, code: str | None) -> bool:
    if code is None:
        return number == serials.SHORT_DATE
    return serials.shows_a_day(number, code) and bool(_WHOLE_DAY.match(code))
