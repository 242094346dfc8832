"""The looks of cells in a new plan, beside those that all sheets of gipxl share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gipxl.outputs.copy.authoring import Font, cell_formats
from gipxl.outputs.copy.cell_styles import NAVY
from gipxl.package.conditional import Look

FONT = Font("Calibri", 11.0)
_CELL = {"text_wrap": True, "align": "left", "valign": "top", "indent": 1}
_LINE = {"bottom": 1, "bottom_color": "#BFC7D5"}
_LOOKS: Mapping[str, dict[str, Any]] = {
    "plain": {},
    "cell": _CELL,
    "cell_date": {**_CELL, "num_format": "dd/mm/yyyy"},
    "plan_heading": {
        **_CELL, "bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "border": 1,
        "border_color": "#FFFFFF",
    },
    "marking": {"bold": True, "valign": "vcenter"},
    "label": {"bold": True, "font_color": "#404040", "valign": "vcenter"},
    "as_at": {
        "num_format": "d mmmm yyyy", "align": "left", "valign": "vcenter", "indent": 1, "bg_color": "#F3F6FB",
        "border": 1, "border_color": "#7F8FA9",
    },
    "row": {**_CELL, **_LINE},
    "row_date": {**_CELL, **_LINE, "num_format": "dd/mm/yyyy"},
}  # fmt: skip

# Excel's own numbers for the patterns and lines that signs use.
_PATTERNS = {"solid": 1, "lightUp": 14}
_LINES = {"thin": 1, "dashed": 3, "dotted": 4, "dashDot": 9}


def formats_of(book: Any) -> dict[str, Any]:
    """Every look by its name, in a workbook of XlsxWriter."""
    letters = {"font_name": FONT.name, "font_size": FONT.size, "font_scheme": False}
    own = {name: book.add_format({**letters, **look}) for name, look in _LOOKS.items()}
    return cell_formats(book, FONT) | own


def as_cell_format(book: Any, look: Look) -> Any:
    """A sign's look for a cell that shows it always, as an example."""
    style: dict[str, Any] = {"font_name": FONT.name, "font_size": FONT.size, "font_scheme": False, **_CELL}
    style |= {"bold": bool(look.bold), "italic": bool(look.italic), "underline": 1 if look.underline else 0}
    if look.font_colour:
        style["font_color"] = f"#{look.font_colour}"
    if look.fill and not look.fill.startswith("theme:"):
        style |= {"bg_color": f"#{look.fill.lstrip('#')}", "pattern": _PATTERNS[look.pattern or "solid"]}
    if look.pattern_colour:
        style["fg_color"] = f"#{look.pattern_colour}"
    sides = (look.border,) * 4 if isinstance(look.border, str) or look.border is None else look.border
    for side, line in zip(("left", "right", "top", "bottom"), sides, strict=True):
        if line:
            style |= {side: _LINES[line], f"{side}_color": f"#{look.border_colour}"}
    return book.add_format(style)
