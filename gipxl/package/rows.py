"""The rows of a sheet as bytes: found, cut into cells and put back, with all that is not meant as it was."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from lxml import etree

from gipxl.package import xml
from gipxl.package.addresses import cell_name, column_number
from gipxl.package.errors import PackageError
from gipxl.package.sheet import SheetXml

_ATTRIBUTE = re.compile(rb"""([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(rb"\A([A-Z]+)([0-9]+)\Z")


class Row(NamedTuple):
    """One row: its number, and where it stands in the bytes of all rows."""

    number: int
    start: int
    end: int


class Cell(NamedTuple):
    """One cell of a row: its column, all of its bytes, and where they end in the row's."""

    column: int
    markup: bytes
    end: int


class Grammar(NamedTuple):
    """How rows and cells are written in one sheet, which depends on its prefix."""

    prefix: bytes
    row: re.Pattern[bytes]
    cell: re.Pattern[bytes]
    formula: re.Pattern[bytes]


@lru_cache
def grammar(prefix: str) -> Grammar:
    """The grammar for a prefix ("" or "x:")."""
    p = re.escape(prefix.encode())
    return Grammar(
        prefix=prefix.encode(),
        row=re.compile(rb"<" + p + rb"row(?=[\s/>])[^<>]*>"),
        cell=re.compile(rb"<" + p + rb"c(?=[\s/>])[^<>]*(?:(?<=/)>|(?<!/)>.*?</" + p + rb"c\s*>)", re.DOTALL),
        formula=re.compile(rb"<" + p + rb"f(?=[\s/>])[^<>]*(?:(?<=/)>|(?<!/)>.*?</" + p + rb"f\s*>)", re.DOTALL),
    )


def plain(sheet: SheetXml) -> bytes:
    """The rows as bytes in which "<" always begins a tag: comments and CDATA, which few write, are resolved."""
    rows = bytes(sheet.rows)
    if b"<!" not in rows and b"<?" not in rows:
        return rows
    opening, closing = _wrapper(sheet)
    clean = etree.tostring(xml.parse(opening + rows + closing, comments=False), encoding="UTF-8")
    return clean[clean.index(b">") + 1 : clean.rindex(b"</")]


def _wrapper(sheet: SheetXml) -> tuple[bytes, bytes]:
    """An element that declares what the sheet declares, so that a piece of it can be parsed by itself."""
    declared = " ".join(
        f'xmlns{f":{prefix}" if prefix else ""}="{space}"' for prefix, space in sheet.frame.nsmap.items()
    )
    return f"<{sheet.prefix}sheetData {declared}>".encode(), f"</{sheet.prefix}sheetData>".encode()


def parsed(sheet: SheetXml, markup: bytes) -> xml.Element:
    """One cell (or row) as an element."""
    opening, closing = _wrapper(sheet)
    return xml.parse(opening + markup + closing)[0]


def markup_of(sheet: SheetXml, element: xml.Element) -> str:
    """A piece as it is written inside the sheet: it need not declare what the sheet declares."""
    opening, closing = _wrapper(sheet)
    parent = xml.parse(opening + closing)
    parent.append(element)
    text = etree.tostring(parent, encoding="unicode")
    return text[text.index(">") + 1 : text.rindex("</")]


def found(rows: bytes, grammar: Grammar) -> Iterator[Row]:
    """The rows in their order. A row that gives no number follows the one before it."""
    closing = b"</" + grammar.prefix + b"row"
    number = 0
    for opening in grammar.row.finditer(rows):
        end = opening.end()
        try:
            given = attributes(opening[0]).get("r")
            number = int(given) if given else number + 1
            if not opening[0].endswith(b"/>"):
                end = rows.index(b">", rows.index(closing, end)) + 1
        except ValueError as error:
            # Neither a number nor text, or a row without an end.
            raise PackageError(
                f"A row of a sheet is damaged (behind row {number}).",
                "Open the workbook in Excel, let it repair the file, and save it again.",
            ) from error
        yield Row(number, opening.start(), end)


def cells(row: bytes, grammar: Grammar) -> list[Cell]:
    """The cells of a row. A cell that gives no address follows the one before it."""
    pieces, column = [], 0
    for match in grammar.cell.finditer(row):
        given = _REFERENCE.match(attributes(opening_tag(match[0])).get("r", "").encode())
        column = column_number(given[1].decode()) if given else column + 1
        pieces.append(Cell(column, match[0], match.end()))
    return pieces


def opening_tag(markup: bytes) -> bytes:
    """The first tag of a piece of markup."""
    return markup[: markup.index(b">") + 1]


def attributes(tag: bytes) -> dict[str, str]:
    """The attributes of a tag, as they are written."""
    pairs = _ATTRIBUTE.finditer(opening_tag(tag))
    return {pair[1].decode(): (pair[2] or pair[3] or b"").decode() for pair in pairs}


def joined(rows: bytes, index: Iterable[Row], changed: Mapping[int, bytes]) -> bytes:
    """The rows with others in place of those that changed; new ones stand where their number belongs."""
    pieces: list[bytes | memoryview] = []
    whole, at = memoryview(rows), 0
    waiting = sorted(changed)
    for row in index:
        while waiting and waiting[0] <= row.number:
            number = waiting.pop(0)
            pieces += [whole[at : row.start], changed[number]]
            at = row.end if number == row.number else row.start
    return b"".join([*pieces, whole[at:], *(changed[number] for number in waiting)])


def differing_cells(before: SheetXml, after: SheetXml) -> list[str]:
    """The cells whose value, formula or format differ between two states of a sheet ("7:7" for a row's own format)."""
    if before.rows == after.rows:
        return []
    old, new = _by_number(before), _by_number(after)
    names: list[str] = []
    for number in sorted(old.keys() | new.keys()):
        if old.get(number) != new.get(number):
            names += _differing_in_row(number, old.get(number, b""), new.get(number, b""), before, after)
    return names


def _by_number(sheet: SheetXml) -> dict[int, bytes]:
    rows = plain(sheet)
    return {row.number: rows[row.start : row.end] for row in found(rows, grammar(sheet.prefix))}


def _differing_in_row(number: int, old: bytes, new: bytes, before: SheetXml, after: SheetXml) -> Iterator[str]:
    if old and _row_format(old) != (_row_format(new) if new else {}):
        yield f"{number}:{number}"
    was = {cell.column: cell.markup for cell in cells(old, grammar(before.prefix))}
    now = {cell.column: cell.markup for cell in cells(new, grammar(after.prefix))}
    for column in sorted(was.keys() | now.keys()):
        one, other = was.get(column), now.get(column)
        if one is None or other is None or (one != other and _differ(parsed(before, one), parsed(after, other))):
            yield cell_name(number, column)


def _row_format(row: bytes) -> dict[str, str]:
    """A row's own attributes but those that follow from its cells."""
    return {key: value for key, value in attributes(row).items() if key not in ("r", "spans")}


def _differ(old: xml.Element, new: xml.Element) -> bool:
    """Whether two cells say different things."""
    formulas = [xml.child(cell, "f") for cell in (old, new)]
    for cell, formula in zip((old, new), formulas, strict=True):
        if formula is not None:
            cell.remove(formula)
    if xml.canonical(old) != xml.canonical(new):
        return True
    was, now = formulas
    if was is None or now is None:
        return was is not now
    # A shared formula stands in full in one cell only; when that one gives way, the others get theirs spelt out.
    return was.get("t") != "shared" and xml.canonical(was) != xml.canonical(now)
