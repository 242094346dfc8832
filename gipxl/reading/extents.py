"""How far the cells of a sheet reach, told before they are laid out.

One stray space in the last cell of a sheet makes a table of seventeen thousand million cells of it.
"""

from __future__ import annotations

import re
import struct

from gipxl.package import xml
from gipxl.reading.cells import Range, number

#: Cells between the first and the last one: what is laid out in memory, about a gigabyte at the most.
MOST_CELLS = 30_000_000
_COLUMNS, _NEAR_COLUMNS = 16_384, 702  # to XFD, and to ZZ

_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)""")
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]{1,3})(\d+)["'][^>]*(?<!/)>(?!</)""")
_FAR = (re.compile(rb'r="[A-Z]{3}\d'), re.compile(rb"r='[A-Z]{3}\d"))


def is_too_large(used: Range, most_rows: int) -> bool:
    """More rows than the settings allow, or more cells than memory should be asked for."""
    rows, columns = used.bottom - used.top + 1, used.right - used.left + 1
    return rows > most_rows or rows * columns > MOST_CELLS


def of_xml(part: bytes) -> Range | None:
    """The block of cells that a worksheet part fills; None where a glance shows that it cannot be a large one."""
    data = xml.as_utf8(part)
    last = max(_row_at(data, sign) for sign in (b"<row ", b":row "))
    widest = _COLUMNS if any(far.search(data) for far in _FAR) else _NEAR_COLUMNS
    if last and last * widest <= MOST_CELLS:
        return None
    cells = [(int(row), number(letters.decode())) for letters, row in _CELL.findall(data)]
    if not cells:
        return None
    rows, columns = zip(*cells, strict=True)
    return Range(min(rows), min(columns), max(rows), max(columns))


def _row_at(data: bytes, sign: bytes) -> int:
    """The number of the last row, whose tag begins or ends with ``sign``; rows stand in their order."""
    place = data.rfind(sign)
    found = _ROW.match(data, max(data.rfind(b"<", 0, place + 1), 0)) if place >= 0 else None
    return int(found[1]) if found else 0


def of_binary(part: bytes) -> Range | None:
    """The block that a sheet of an .xlsb workbook says it fills; None where it does not say."""
    place = 0
    for _ in range(20):
        kind, place = _seven_bits(part, place, 2)
        size, place = _seven_bits(part, place, 4)
        if kind == 148 and size >= 16:
            top, bottom, left, right = struct.unpack_from("<4I", part, place)
            return Range(top + 1, left + 1, bottom + 1, right + 1)
        place += size
    return None


def _seven_bits(part: bytes, place: int, most: int) -> tuple[int, int]:
    """A number kept seven bits to the byte, and the place after it."""
    found = 0
    for turn in range(most):
        if place >= len(part):
            return 0, place
        byte = part[place]
        place += 1
        found |= (byte & 0x7F) << 7 * turn
        if byte < 0x80:
            break
    return found, place
