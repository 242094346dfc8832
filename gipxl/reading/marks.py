"""What the values of a sheet don't show: hidden rows, errors, missing results, struck-out text; for .xlsx here.

The sheet's XML is searched as bytes. A large sheet is never parsed for the sake of a mark that it may not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gipxl.package import xml
from gipxl.package.parts import Package
from gipxl.package.workbook import Structure
from gipxl.reading.cells import letter


class Struck(NamedTuple):
    """A text of which a part is struck out: what still stands, and what was struck, in the text's order.

    ``live`` is "" where the whole is struck out.
    """

    live: str
    struck: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SheetMarks:
    """The marks of one sheet, each with the cells that bear it.

    ``struck`` are the cells of which a part is struck out, ``struck_out`` those that are as a whole.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    error_values: Mapping[str, str] = field(default_factory=dict)
    without_value: frozenset[str] = frozenset()
    struck: Mapping[str, Struck] = field(default_factory=dict)
    struck_out: frozenset[str] = frozenset()


#: An attribute of an element, in bytes that nobody has parsed: its name, and a pattern for its value.
ATTRIBUTE = r"""\b%s\s*=\s*["']%s["']"""
_TRUE = "(?:1|true|on)"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_HIDDEN = re.compile((ATTRIBUTE % ("hidden", _TRUE)).encode())
_NUMBER = re.compile((ATTRIBUTE % ("r", r"(\d+)")).encode())
_NAME = re.compile((ATTRIBUTE % ("r", r"([A-Z]+\d+)")).encode())
_FROM = re.compile((ATTRIBUTE % ("min", r"(\d+)")).encode())
_TO = re.compile((ATTRIBUTE % ("max", r"(\d+)")).encode())
_STYLE = re.compile((ATTRIBUTE % ("s", r"(\d+)")).encode())
_KIND_ERROR = re.compile((ATTRIBUTE % ("t", "e")).encode())
_KIND_TEXT = re.compile((ATTRIBUTE % ("t", "str")).encode())
_KIND_SHARED = re.compile((ATTRIBUTE % ("t", "s")).encode())
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]*)</")
_HAS_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
# A used range of the whole grid is no reason to list sixteen thousand hidden columns.
_MOST_COLUMNS = 16_384
_WITHOUT_RESULT = tuple(
    re.compile(formula + rb"\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>") for formula in (rb"</f>", rb"<f [^>]*/>", rb"<f/>")
)
_HEAD = 2_000  # bytes in which the root element begins


def read_marks(package: Package, structure: Structure, sheet_name: str) -> SheetMarks:
    """The marks of one worksheet of an .xlsx or .xlsm package."""
    part = structure.sheet(sheet_name).part
    data = xml.as_utf8(package.part(part))
    struck_strings, struck_styles = _struck_strings(package), _struck_styles(package)
    errors: dict[str, str] = {}
    without: set[str] = set()
    struck: dict[str, Struck] = {}
    struck_out: set[str] = set()
    cells = _CELL.finditer(data) if struck_styles or struck_strings or _worth_a_look(data) else ()
    for attributes, inside in (cell.groups() for cell in cells):
        has_formula = (b"<f" in inside or b":f" in inside) and bool(_HAS_FORMULA.search(inside))
        if (b'"e"' in attributes or b"'e'" in attributes) and _KIND_ERROR.search(attributes):
            errors[_name(attributes)] = stored_value(inside)
        elif has_formula and not stored_value(inside) and not _KIND_TEXT.search(attributes):
            without.add(_name(attributes))
        elif found := _struck_text(attributes, inside, struck_strings):
            struck[_name(attributes)] = found
        elif struck_styles and (style := _STYLE.search(attributes)) and style[1] in struck_styles:
            struck_out.add(_name(attributes))
    return SheetMarks(
        hidden_rows=frozenset(_hidden_rows(data)),
        hidden_columns=frozenset(_hidden_columns(data)),
        error_values=errors,
        without_value=frozenset(without),
        struck={cell: found for cell, found in struck.items() if found.live},
        struck_out=frozenset(struck_out | {cell for cell, found in struck.items() if not found.live}),
    )


def _struck_text(attributes: bytes, inside: bytes, struck_strings: Mapping[str, Struck]) -> Struck | None:
    """What the text of a cell says of strike-through, be it shared or the cell's own."""
    if struck_strings and _KIND_SHARED.search(attributes):
        return struck_strings.get(stored_value(inside))
    return _struck(xml.parse(_rooted(inside))) if b"strike" in inside else None


def _worth_a_look(data: bytes) -> bool:
    """Whether any cell can bear a mark: an error, a formula that may lack its result, or struck-out text."""
    if any(sign in data for sign in (b't="e"', b"t='e'", b"strike")):
        return True
    if b":worksheet" in data[:_HEAD]:
        return b":f>" in data or b":f " in data
    return any(pattern.search(data) for pattern in _WITHOUT_RESULT)


def cells_of(data: bytes) -> Iterator[tuple[str, bytes, bytes]]:
    """Every cell of a worksheet part that holds anything: its name, its attributes, and what stands inside it."""
    for found in _CELL.finditer(data):
        if name := _name(found[1]):
            yield name, found[1], found[2]


def _name(attributes: bytes) -> str:
    """The cell that attributes belong to; "" for one that does not say, as some programs write them."""
    found = _NAME.search(attributes)
    return found[1].decode() if found else ""


def stored_value(inside: bytes) -> str:
    """What stands in the value element of a cell; for a shared string its place in the list."""
    found = _VALUE.search(inside)
    return found[1].decode("utf-8", "replace") if found else ""


def _rooted(inside: bytes) -> bytes:
    """A cell's contents as a part of its own; its prefixes are dropped, since nothing declares them here."""
    return b"<c>" + re.sub(rb"(</?)\w+:", rb"\1", re.sub(rb"\s\w+:(?=\w+\s*=)", rb" ", inside)) + b"</c>"


def _hidden_rows(data: bytes) -> Iterator[int]:
    if b"hidden" in data:
        for found in _ROW.finditer(data):
            number = _NUMBER.search(found[1]) if _HIDDEN.search(found[1]) else None
            if number:
                yield int(number[1])


def _hidden_columns(data: bytes) -> Iterator[str]:
    for found in _COLUMN.finditer(data[: max(data.find(b"sheetData"), 0)]):
        first, last = _FROM.search(found[1]), _TO.search(found[1])
        if first and last and _HIDDEN.search(found[1]):
            for column in range(int(first[1]), min(int(last[1]), _MOST_COLUMNS) + 1):
                yield letter(column)


def _struck_strings(package: Package) -> dict[str, Struck]:
    """The shared strings of which a part is struck out, by their place in the list."""
    part = package.find("xl/sharedStrings.xml") or next(
        (name for name in package.names if name.casefold().endswith("sharedstrings.xml")), None
    )
    if part is None or b"strike" not in (data := xml.as_utf8(package.part(part))):
        return {}
    items = (item for item in xml.parse(data, part) if xml.local(item) == "si")
    return {str(index): struck for index, item in enumerate(items) if (struck := _struck(item))}


def _struck_styles(package: Package) -> frozenset[bytes]:
    """The styles of cells whose font is struck out, as cells name them."""
    part = package.find("xl/styles.xml")
    if part is None or b"strike" not in (data := xml.as_utf8(package.part(part))):
        return frozenset()
    styles = xml.parse(data, part)
    fonts = xml.children(_group(styles, "fonts"), "font")
    struck = {str(place) for place, font in enumerate(fonts) if _strikes(font)}
    formats = xml.children(_group(styles, "cellXfs"), "xf")
    return frozenset(str(place).encode() for place, each in enumerate(formats) if each.get("fontId") in struck)


def _group(styles: xml.Element, name: str) -> xml.Element:
    found = xml.child(styles, name)
    return styles if found is None else found


def _strikes(font: xml.Element | None) -> bool:
    """Whether the properties of a font or of a run strike it out."""
    strike = None if font is None else xml.child(font, "strike")
    return strike is not None and xml.true(strike.get("val"), default=True)


def _struck(item: xml.Element) -> Struck | None:
    """The runs of a rich text, parted into struck and live; None where nothing is struck."""
    live: list[str] = []
    struck: list[str] = []
    for run in xml.descendants(item, "r"):
        text = "".join(xml.unescaped(each.text or "") for each in xml.children(run, "t"))
        (struck if _strikes(xml.child(run, "rPr")) else live).append(text)
    still = "".join(live).strip()
    gone = tuple(text.strip() for text in struck if text.strip())
    return Struck(still, gone) if gone else None
