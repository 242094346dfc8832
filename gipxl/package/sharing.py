"""Formulas that stand in one cell and count for several: shared ones, and those that fill a range."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape
from typing import NamedTuple

from gipxl.package import rows, xml
from gipxl.package.addresses import Area, area, cell_name

_SPREAD = re.compile(rb"""\bt=["'](?:array|dataTable)["']""")
_SHARED = re.compile(rb"""\bt=["']shared["']""")


class Master(NamedTuple):
    """The cell that a shared formula is written in, and the formula."""

    cell: str
    formula: str


def spread_formulas(content: bytes, grammar: rows.Grammar) -> list[Area]:
    """The ranges that one formula fills, of more than one cell: Excel lets nobody change a part of such."""
    if not _SPREAD.search(content):
        return []
    tags = (rows.opening_tag(found[0]) for found in grammar.formula.finditer(content))
    places = [area(rows.attributes(tag).get("ref", "A1")) for tag in tags if _SPREAD.search(tag)]
    return [place for place in places if (place.top, place.left) != (place.bottom, place.right)]


def master(cell: xml.Element, name: str) -> dict[str, Master]:
    """The shared formula that is written in a cell, by its number; {} where none is."""
    formula = xml.child(cell, "f")
    if formula is None or formula.get("t") != "shared" or not formula.text:
        return {}
    return {str(formula.get("si")): Master(name, formula.text)}


def spelt_out(content: bytes, grammar: rows.Grammar, masters: Mapping[str, Master]) -> bytes:
    """The rows with these shared formulas written out in every cell that depends on one of them."""
    changed = {}
    index = list(rows.found(content, grammar))
    for row in index:
        old = content[row.start : row.end]
        if _SHARED.search(old):
            new = _row_spelt_out(old, row.number, grammar, masters)
            if new != old:
                changed[row.number] = new
    return rows.joined(content, index, changed)


def _row_spelt_out(row: bytes, number: int, grammar: rows.Grammar, masters: Mapping[str, Master]) -> bytes:
    pieces = []
    at = 0
    for cell in rows.cells(row, grammar):
        fresh = _formula_in(cell_name(number, cell.column), grammar, masters)
        pieces += [row[at : cell.end - len(cell.markup)], grammar.formula.sub(fresh, cell.markup)]
        at = cell.end
    return b"".join([*pieces, row[at:]])


def _formula_in(name: str, grammar: rows.Grammar, masters: Mapping[str, Master]) -> Callable[[re.Match[bytes]], bytes]:
    def fresh(found: re.Match[bytes]) -> bytes:
        known = rows.attributes(found[0])
        if known.get("t") != "shared" or known.get("si") not in masters:
            return found[0]
        kept = "".join(f' {key}="{value}"' for key, value in known.items() if key not in ("t", "si", "ref"))
        formula = escape(moved(masters[str(known["si"])], name), quote=False)
        tag = f"{grammar.prefix.decode()}f"
        return f"<{tag}{kept}>{formula}</{tag}>".encode()

    return fresh


def moved(master: Master, name: str) -> str:
    """A shared formula as it reads in another cell."""
    from openpyxl.formula.translate import Translator

    translated = Translator(f"={master.formula}", origin=master.cell).translate_formula(name)
    return str(translated).removeprefix("=")
