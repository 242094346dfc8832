"""The boxes that notes are shown in: drawn in VML, the language that Excel still keeps notes in.

VML parts are often no well-formed XML, so they are cut and joined as text.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from gipxl.package import xml
from gipxl.package.addresses import LAST_COLUMN, LAST_ROW
from gipxl.package.sheet import SheetXml

# A note's box in pixels: as wide as a short line of print, as high as its text needs.
_WIDTH, _LINE, _MARGIN, _TALLEST = 300, 16, 14, 640
_LETTERS_A_LINE = 46

_COLUMN, _ROW = 64, 20
# No column or row measures more, in characters or points.
_LARGEST = 1_000

_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_EMPTY = f'<xml {_SPACES}>\n<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{{}}"/></o:shapelayout>\n</xml>'
_KIND = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>\n'
)
_BOX = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;margin-top:2pt;'
    'width:{width}pt;height:{height}pt;z-index:1;visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto">'
    '<v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor>'
    "<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>\n"
)

_SHAPE = re.compile(r"<(\w+):shape\b.*?</\1:shape>\s*", re.DOTALL)
_ANY_SHAPE = re.compile(r"<\w+:(?:shape|group|rect|roundrect|oval|line|polyline|curve|arc|image)\b")
_SHAPE_ID = re.compile(r"_x0000_s(\d+)")
_BLOCKS = re.compile(r"""(<o:idmap\b[^>]*?\bdata=["'])([\d,\s]*)""")
# What a row says of itself that matters here: its number, its height, whether it is hidden.
_OF_ROW = re.compile(rb"""(?<![\w:])(r|ht|hidden)=["']([^"']*)""")
_END = re.compile(r"</xml\s*>\s*\Z")

# Shapes are numbered in blocks, each of which belongs to one drawing of the workbook.
_BLOCK = 1024


@dataclass(frozen=True, kw_only=True)
class Grid:
    """Widths of columns and heights of rows in pixels: a box is anchored to the cells under its corners."""

    columns: Mapping[int, int] = field(default_factory=dict)
    rows: Mapping[int, int] = field(default_factory=dict)
    column: int = _COLUMN
    row: int = _ROW

    def anchor(self, row: int, column: int, height: int) -> str:
        """The eight numbers that place a box beside its cell, a little above its top edge."""
        # Near the last row or column of the sheet there is no room below or beside.
        top = min(max(row - 1, 1), LAST_ROW - _TALLEST)
        left, offset = min(column + 1, LAST_COLUMN - _WIDTH), 15
        right, right_offset = _walk(left, offset + _WIDTH, self.columns, self.column)
        bottom, bottom_offset = _walk(top, 4 + height, self.rows, self.row)
        numbers = (left - 1, offset, top - 1, 4, right - 1, right_offset, bottom - 1, bottom_offset)
        return ", ".join(str(number) for number in numbers)


def _walk(start: int, pixels: int, sizes: Mapping[int, int], usual: int) -> tuple[int, int]:
    """The column or row in which a distance ends, and how far into it."""
    at = start
    while pixels >= sizes.get(at, usual):
        pixels -= sizes.get(at, usual)
        at += 1
    return at, pixels


def grid(sheet: SheetXml) -> Grid:
    """The grid of a sheet: columns from its frame, heights from the opening tags of its rows."""
    layout = xml.child(sheet.frame, "sheetFormatPr")
    group = xml.child(sheet.frame, "cols")
    columns: dict[int, int] = {}
    for entry in [] if group is None else xml.children(group, "col"):
        first, last = xml.number(entry, "min", 1), xml.number(entry, "max", 1)
        width = 0 if xml.true(entry.get("hidden")) else _pixels_wide(entry.get("width"))
        # The last column element often runs to the end of the sheet; no box reaches that far.
        for column in range(first, min(last, first + 300) + 1):
            columns[column] = width
    return Grid(
        columns=columns,
        rows=dict(_heights(sheet)),
        column=_pixels_wide(None if layout is None else layout.get("defaultColWidth")) or _COLUMN,
        row=_pixels_high(None if layout is None else layout.get("defaultRowHeight")) or _ROW,
    )


def _heights(sheet: SheetXml) -> Iterator[tuple[int, int]]:
    opening = re.compile(rb"<" + sheet.prefix.encode() + rb"row\s([^<>]*)>")
    for tag in opening.finditer(sheet.rows):
        attributes: dict[bytes, bytes] = dict(_OF_ROW.findall(tag[1]))
        if attributes.get(b"r", b"").isdigit() and (b"ht" in attributes or b"hidden" in attributes):
            hidden = attributes.get(b"hidden") in (b"1", b"true")
            yield int(attributes[b"r"]), 0 if hidden else _pixels_high(attributes.get(b"ht", b"").decode()) or _ROW


def _pixels_wide(characters: object) -> int:
    return int(_measure(characters) * 7) if characters else _COLUMN


def _pixels_high(points: object) -> int:
    return round(_measure(points) * 4 / 3) if points else 0


def _measure(given: object) -> float:
    """A width or a height; nothing where it is none that a sheet can have, for a box stands well enough then too."""
    try:
        measure = float(str(given))
    except ValueError:
        return 0
    return measure if 0 <= measure <= _LARGEST else 0


def height(text: str) -> int:
    """How high a box must be for its text."""
    lines = sum(math.ceil(max(len(line), 1) / _LETTERS_A_LINE) for line in text.split("\n"))
    return min(_MARGIN + _LINE * lines, _TALLEST)


def with_boxes(vml: str | None, notes: Sequence[tuple[int, int, str]], grid: Grid, others: Iterable[str]) -> str:
    """A drawing (a new one for None) with a box for each note (row, column, text).

    ``others`` are the workbook's other drawings, so that no block of numbers is used twice.
    """
    drawing = vml or _EMPTY.format("")
    taken = {int(number) for number in _SHAPE_ID.findall(drawing)}
    own = [int(number) for number in _block_numbers(drawing)]
    free = [id for block in own for id in _ids(block) if id not in taken]
    last = max((int(number) for one in (*others, drawing) for number in _block_numbers(one)), default=0)
    while len(free) < len(notes):
        last += 1
        own.append(last)
        free += [id for id in _ids(last) if id not in taken]
    vml = _BLOCKS.sub(lambda found: found[1] + ",".join(str(block) for block in own), drawing, count=1)
    shapes = "".join(_box(id, note, grid) for id, note in zip(free, notes, strict=False))
    drawn = shapes if 'id="_x0000_t202"' in vml else _KIND + shapes
    if not all(space in vml for space in _SPACES.split()):
        # Some programs choose other prefixes: then ours are declared where they are used.
        drawn = re.sub(r"<v:shape(type)? ", rf"<v:shape\1 {_SPACES} ", drawn)
    end = _END.search(vml)
    at = end.start() if end else len(vml)
    return vml[:at] + drawn + vml[at:]


def _ids(block: int) -> range:
    return range(block * _BLOCK + 1, (block + 1) * _BLOCK)


def _block_numbers(vml: str) -> list[str]:
    found = _BLOCKS.search(vml)
    return re.findall(r"\d+", found[2]) if found else []


def _box(id: int, note: tuple[int, int, str], grid: Grid) -> str:
    row, column, text = note
    high = height(text)
    return _BOX.format(
        id=id,
        width=_WIDTH * 3 // 4,
        height=high * 3 // 4,
        anchor=grid.anchor(row, column, high),
        row=row - 1,
        column=column - 1,
    )


def shapes(vml: str) -> list[str]:
    """The shapes of a drawing, each as it is written."""
    return [found[0].strip() for found in _SHAPE.finditer(vml)]


def without_boxes(vml: str, cells: Collection[tuple[int, int]]) -> str:
    """A drawing without the notes' boxes of these cells (row, column)."""
    return _SHAPE.sub(lambda found: "" if _cell_of(found[0]) in cells else found[0], vml)


def has_shapes(vml: str) -> bool:
    """Whether anything at all is left to be drawn."""
    return bool(_ANY_SHAPE.search(vml))


def _cell_of(shape: str) -> tuple[int, int] | None:
    """The cell that a note's box belongs to; None for the shape of anything else."""
    row, column = re.search(r":Row>\s*(\d+)", shape), re.search(r":Column>\s*(\d+)", shape)
    if not re.search("""ObjectType=["']Note["']""", shape) or row is None or column is None:
        return None
    return int(row[1]) + 1, int(column[1]) + 1
