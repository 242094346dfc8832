"""Refs kept as numbers, as their cells show them: a 1 that is shown as "0001", a 1.1 shown as "1.10"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from gipxl.package import xml
from gipxl.package.parts import Package
from gipxl.package.workbook import Structure
from gipxl.reading.marks import ATTRIBUTE, cells_of, stored_value

_STYLE = re.compile((ATTRIBUTE % ("s", r"(\d+)")).encode())
_BUILT_IN = {1: "0", 2: "0.00"}
# Noughts, a point and quoted text around them: "GOV-"000. Formats of any other shape leave the number as it is.
_FORMAT = re.compile(r"""(?:"([^"]*)"|\\(.))?(0+)(?:\.(0+))?(?:"([^"]*)"|\\(.))?""")


def shown_numbers(package: Package, structure: Structure, sheet_name: str, cells: Sequence[str]) -> dict[str, str]:
    """The numbers among ``cells`` whose format shows more than the number."""
    data = xml.as_utf8(package.part(structure.sheet(sheet_name).part))
    formats = _number_formats(package)
    wanted, found = set(cells), {}
    for name, attributes, inside in cells_of(data):
        styled = _STYLE.search(attributes) if name in wanted else None
        shape = _FORMAT.fullmatch(formats.get(int(styled[1]), "")) if styled else None
        if shape:
            try:
                found[name] = _formatted(float(stored_value(inside)), shape)
            except ValueError:
                continue  # no number after all: it is shown as it stands
    return found


def _formatted(value: float, shape: re.Match[str]) -> str:
    decimals = len(shape[4] or "")
    width = len(shape[3]) + (decimals + 1 if decimals else 0)
    return f"{shape[1] or shape[2] or ''}{value:0{width}.{decimals}f}{shape[5] or shape[6] or ''}"


def _number_formats(package: Package) -> Mapping[int, str]:
    """The number format of each cell style, by the style's place in the list."""
    part = package.find("xl/styles.xml")
    if part is None:
        return {}
    root = xml.parse(package.part(part), part)
    codes = {xml.number(each, "numFmtId"): str(each.get("formatCode", "")) for each in xml.descendants(root, "numFmt")}
    styles = xml.child(root, "cellXfs")
    listed = [] if styles is None else list(xml.children(styles, "xf"))
    kinds = [xml.number(each, "numFmtId") for each in listed]
    return {place: codes.get(kind, _BUILT_IN.get(kind, "")) for place, kind in enumerate(kinds)}
