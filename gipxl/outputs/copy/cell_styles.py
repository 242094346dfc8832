"""The looks of cells on the new sheets: calm, alike, and never told apart by colour alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NAVY = "#1F3864"
_RULE = "#BFC7D5"

#: Each style by its name. ``size_by`` is by how many points its letters are larger than the workbook's.
STYLES: Mapping[str, dict[str, Any]] = {
    "title": {"bold": True, "size_by": 5, "font_color": NAVY},
    "about": {"italic": False, "font_color": "#404040", "valign": "top"},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter"},
    "heading_right": {"bold": True, "font_color": "#FFFFFF", "bg_color": NAVY, "valign": "vcenter", "align": "right"},
    "text": {},
    "ref": {"bold": True},
    "number": {"num_format": "#,##0", "align": "right"},
    "change": {"num_format": "+#,##0;-#,##0;0", "align": "right"},
    "percent": {"num_format": "0%", "align": "right"},
    "date": {"num_format": "dd/mm/yyyy", "align": "left"},
    "date_right": {"num_format": "dd/mm/yyyy", "align": "right"},
    "changed": {"bold": True, "bg_color": "#EDE4F5"},
    "date_changed": {"bold": True, "bg_color": "#EDE4F5", "num_format": "dd/mm/yyyy", "align": "left"},
    "link": {"font_color": "#0B4F9E", "underline": 1},
    "error": {"bold": True, "font_color": "#8C1D18", "bg_color": "#FBE3E1"},
    "warning": {"bold": True, "font_color": "#6B2A00", "bg_color": "#FBE9DC"},
    "note": {"font_color": "#404040"},
    "quiet": {"font_color": "#595959"},
    "right": {"align": "right", "font_color": "#595959"},
    "value": {"align": "left"},
}
_OUTSIDE_TABLE = ("title", "about")
_IN_TABLE = {
    "text_wrap": True, "align": "left", "valign": "top", "indent": 1, "bottom": 1, "bottom_color": _RULE,
}  # fmt: skip


def properties_of(name: str, plain: Mapping[str, Any]) -> dict[str, Any]:
    """A style as XlsxWriter takes it, in the letters of the workbook."""
    style = dict(STYLES[name])
    size = plain["font_size"] + style.pop("size_by", 0)
    within = {} if name in _OUTSIDE_TABLE else _IN_TABLE
    return {**plain, **within, **style, "font_size": size}
