"""How the cells of the sample workbooks look."""

from __future__ import annotations

from typing import Any

# no theme's font: that would win over Arial
FONT = {"font_name": "Arial", "font_size": 10, "font_scheme": False}
NAVY, PALE = "#1F3864", "#D9E2F3"


def cell_formats(xlsx: Any) -> dict[str, Any]:
    """Every cell format by name. Arial 10 throughout, thin borders in the table."""
    plain: dict[str, Any] = dict(FONT)
    cell = plain | {"border": 1, "border_color": "#8EA9DB", "text_wrap": True, "valign": "top"}
    head = cell | {"bold": True, "font_color": "white", "bg_color": NAVY, "align": "center", "valign": "vcenter"}
    kinds: dict[str, dict[str, Any]] = {
        "marking": plain | {"bold": True, "align": "center", "valign": "vcenter", "font_size": 12},
        "title": plain | {"bold": True, "align": "center", "valign": "vcenter", "font_size": 16, "font_color": NAVY},
        "as_at": plain | {"align": "center", "valign": "vcenter", "font_size": 11},
        "head": head,
        "banner": cell | {"bold": True, "bg_color": PALE, "font_size": 11, "valign": "vcenter"},
        "cell": cell,
        "ref": cell | {"bold": True, "align": "center"},
        "area": cell | {"bold": True},
        "date": cell | {"num_format": "dd/mm/yyyy", "align": "center"},
        "long_date": cell | {"num_format": "d mmmm yyyy", "align": "left"},
        "centre": cell | {"align": "center"},
        "text": plain,
        "struck": plain | {"font_strikeout": True, "font_color": "#7F7F7F"},
        "guidance": plain | {"italic": True, "text_wrap": True, "valign": "vcenter", "bg_color": "#F2F2F2"},
        "label": cell | {"bold": True, "bg_color": PALE},
    }
    return {name: xlsx.add_format(kind) for name, kind in kinds.items()}
