"""How far the cells of a sheet reach and how much text they hold, told before they are laid out.

One stray space in the last cell of a sheet makes a table of seventeen thousand million cells of it, and one long text
that a hundred thousand cells share is laid out a hundred thousand times.
"""

from __future__ import annotations

import re
import struct
from collections import Counter

from gipxl.package import relationships, xml
from gipxl.package.addresses import Area, column_number
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.workbook import Structure
from gipxl.settings import LimitSettings

_MEGABYTE = 1024 * 1024
_ADDRESS = rb"""\br\s*=\s*["']%s"""
_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*?" + _ADDRESS % rb"(\d+)")
_CELL = re.compile(rb"<(?:\w+:)?c\b[^>]*?" + _ADDRESS % rb"""([A-Za-z]+)(\d+)["'][^>]*(?<!/)>(?!</)""")
_WITHOUT_ADDRESS = re.compile(rb"<(?:\w+:)?c(?:>|\s(?![^>]*\br\s*=)[^>]*(?<!/)>)(?!</)")
# A column beyond AZ or a row of six figures; and attributes spelt as few programs spell them.
_FAR = re.compile(rb'r="(?:[A-Za-z]{3,}\d|[B-Zb-z][A-Za-z]\d|[A-Za-z]{0,2}\d{6})')
_UNUSUAL = (b"='", b" =", b"= ")
_BLANKS = (b"\t", b"\n", b"\r")
_NEAR = Area(1, 1, 99_999, 52)
# Figures and letters of an address that are read: more make it no nearer.
_DIGITS = 12
_DIMENSIONS = 148
_SHARED = re.compile(rb"<(?:\w+:)?c\b[^>]*?\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v\b[^>]*>\s*(\d+)")
_ITEM = re.compile(rb"<(?:\w+:)?si\b")
_COUNT = re.compile(rb"""\b(?:uniqueCount|count)\s*=\s*["']([^"']*)""")
_HEAD = 4_000  # bytes in which the opening tag of the shared strings ends


def is_too_large(used: Area, limits: LimitSettings) -> bool:
    """More rows, or more cells between the first and the last, than the settings allow."""
    rows, columns = used.bottom - used.top + 1, used.right - used.left + 1
    return rows > limits.rows or rows * columns > limits.cells


def too_large(package: Package, structure: Structure, limits: LimitSettings) -> tuple[str, ...]:
    """The worksheets that reach over more cells, or hold more text, than the settings allow.

    Raises PackageError where a part is damaged, or tells of more texts than it can hold.
    """
    lengths = _lengths(package, structure, limits)
    return tuple(
        sheet.name
        for sheet in structure.sheets
        if sheet.kind == "worksheet" and sheet.part and _is_overfull(package.part(sheet.part), lengths, limits)
    )


def _is_overfull(part: bytes, lengths: list[int], limits: LimitSettings) -> bool:
    data = xml.as_utf8(part)
    used = _used(data, limits)
    if used is not None and is_too_large(used, limits):
        return True
    most = limits.text_mb * _MEGABYTE
    return bool(lengths) and data.count(b"<v") * max(lengths) > most and _text(data, lengths) > most


def _text(data: bytes, lengths: list[int]) -> int:
    """The bytes of text that a sheet's cells share, each as often as it is shared."""
    times = Counter(_SHARED.findall(data))
    return sum(lengths[int(place)] * each for place, each in times.items() if int(place) < len(lengths))


def _lengths(package: Package, structure: Structure, limits: LimitSettings) -> list[int]:
    """How long each shared text is at the most, in bytes of its markup."""
    related = relationships.of(package, structure.part)
    names = {one.part for one in related if one.kind == "sharedStrings" and one.part}
    names |= {found for found in [package.find("xl/sharedStrings.xml")] if found}
    lengths: list[int] = []
    for name in sorted(names):
        data = xml.as_utf8(package.part(name))
        _refuse_false_count(data[:_HEAD], name, limits)
        own = [*map(len, _ITEM.split(data))][1:]
        lengths = max(lengths, own, key=lambda each: max(each, default=0))
    return lengths


def _refuse_false_count(head: bytes, name: str, limits: LimitSettings) -> None:
    """Readers make room for as many texts as the part says that it has, before they have seen one."""
    for said in _COUNT.findall(head):
        if not said.isdigit() or int(said) > limits.cells:
            raise PackageError(
                f"The part {name} says that it holds {said[:20].decode('ascii', 'replace')} texts, which cannot be.",
                "Open the workbook in Excel, let it repair the file, and save it again.",
            )


def _used(data: bytes, limits: LimitSettings) -> Area | None:
    """The block of cells that a worksheet fills; None where a glance shows that it cannot be a large one."""
    is_near = not _FAR.search(data) and not _may_be_spelt_otherwise(data)
    return None if is_near and limits.rows >= _NEAR.bottom and not is_too_large(_NEAR, limits) else _measured(data)


def _may_be_spelt_otherwise(data: bytes) -> bool:
    """Whether an address may stand in other quotes, or apart from its name: told by few and short searches."""
    first = max(data.find(b"sheetData"), 0)
    blanks = [blank for blank in _BLANKS if data.find(blank, first) >= 0]
    return any(sign in data for sign in _UNUSUAL) or any(
        b"r" + blank in data or b"=" + blank in data for blank in blanks
    )


def _measured(data: bytes) -> Area | None:
    found = _CELL.findall(data)
    rows = {int(digits[:_DIGITS]) for _, digits in found}
    columns = {column_number(letters[:_DIGITS].decode()) for letters in {letters for letters, _ in found}}
    if _WITHOUT_ADDRESS.search(data):
        # Cells that give no address stand in their row.
        rows |= {int(digits[:_DIGITS]) for digits in _ROW.findall(data)}
        columns.add(1)
    return Area(min(rows), min(columns), max(rows), max(columns)) if rows and columns else None


def of_binary(part: bytes) -> Area | None:
    """The block that a sheet of an .xlsb workbook says it fills; None where it does not say."""
    place = 0
    for _ in range(20):
        kind, place = _seven_bits(part, place, 2)
        size, place = _seven_bits(part, place, 4)
        if kind == _DIMENSIONS and size >= 16 and len(part) >= place + 16:
            top, bottom, left, right = struct.unpack_from("<4I", part, place)
            return Area(top + 1, left + 1, bottom + 1, right + 1)
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
