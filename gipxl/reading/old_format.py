"""What an .xls file says of itself, looked at before calamine believes it: it makes room for all that is announced.

The container is OLE: sectors chained by a table. The workbook is one stream of records, each with its kind and length.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from gipxl.package.errors import PackageError

_STREAMS = ("Workbook", "Book")
_LAST = 0xFFFFFFFE
_SECTOR_SIZES = (9, 12)  # 512 and 4096 bytes, as powers of two
_ENTRY, _SMALL = 128, 4096
_ROWS, _COLUMNS = 65_536, 256  # all that this format has
_DIMENSIONS, _TEXTS, _BEGINS = 0x0200, 0x00FC, 0x0809
# Numbers, texts, errors and results of formulas; blank cells take no room.
_OF_CELLS = (0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E)
# The records that are looked at, and how long each is at the least.
_LEAST = {_DIMENSIONS: 12, _TEXTS: 8, _BEGINS: 4} | dict.fromkeys(_OF_CELLS, 4)
_NEVER = 0x10000


def cells(data: bytes) -> int:
    """How many cells stand between the first and the last one of each sheet, all sheets together.

    Raises PackageError where the file announces sectors, texts or cells that it cannot hold.
    """
    try:
        return _cells(data, _workbook(data))
    except (struct.error, IndexError) as error:
        raise _damaged("its list of sectors leads nowhere") from error


def _cells(data: bytes, stream: bytes) -> int:
    sheets: list[tuple[set[int], set[int]]] = [(set(), set())]
    for kind, place in _records(stream):
        if kind == _BEGINS:
            sheets.append((set(), set()))
        elif kind == _TEXTS and struct.unpack_from("<I", place, 4)[0] > len(data):
            raise _damaged("it says that it holds more texts than it has room for")
        elif kind == _DIMENSIONS:
            top, bottom, left, right = struct.unpack_from("<IIHH", place)
            if bottom > _ROWS or right > _COLUMNS:
                raise _damaged(f"a sheet says that it reaches to row {bottom:,} and column {right:,}")
            if bottom and right and (top > bottom or left > right):
                raise _damaged("a sheet says that it ends before it begins")
        elif kind in _OF_CELLS:
            row, column = struct.unpack_from("<HH", place)
            sheets[-1][0].add(row)
            sheets[-1][1].add(column)
    spans = ((max(rows) - min(rows) + 1) * (max(columns) - min(columns) + 1) for rows, columns in sheets if rows)
    return sum(spans)


def _workbook(data: bytes) -> bytes:
    """The stream of the workbook, or nothing where it has none of the names that it may have."""
    shift = struct.unpack_from("<H", data, 30)[0]
    sectors, first, many = (struct.unpack_from("<I", data, at)[0] for at in (44, 68, 72))
    most = len(data) >> shift if shift in _SECTOR_SIZES else 0
    if max(sectors, many) > most:
        raise _damaged("its list of sectors is longer than the file")
    size = 1 << shift
    places = list(struct.unpack_from("<109I", data, 76))
    for _ in range(many):
        more = struct.unpack_from(f"<{size // 4}I", data, (first + 1) * size)
        places, first = [*places, *more[:-1]], more[-1]
    table: list[int] = []
    for place in places[:sectors]:
        table += struct.unpack_from(f"<{size // 4}I", data, (place + 1) * size)
    directory = b"".join(_chain(data, table, struct.unpack_from("<I", data, 48)[0], size))
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        name = directory[at : at + max(directory[at + 64] - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", directory, at + 116)
        if name in _STREAMS and length >= _SMALL:
            return b"".join(_chain(data, table, start, size))[:length]
    return b""


def _chain(data: bytes, table: list[int], sector: int, size: int) -> Iterator[bytes]:
    """The sectors that follow one another from this one on."""
    passed = 0
    while sector < _LAST:
        if passed > len(table):
            raise _damaged("its list of sectors goes round in a circle")
        yield data[(sector + 1) * size : (sector + 2) * size]
        sector, passed = table[sector], passed + 1


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The kind and the first bytes of each record that tells of sizes."""
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if length >= _LEAST.get(kind, _NEVER):
            yield kind, stream[at + 4 : at + 20]
        at += 4 + length


def _damaged(why: str) -> PackageError:
    return PackageError(
        f"The file cannot be read as a workbook: {why}.", "Open it in Excel, save it as .xlsx, and use that."
    )
