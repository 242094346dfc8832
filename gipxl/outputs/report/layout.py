"""What gipxl must know of a Word template to set tables and charts in it: its width, its letters, its styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# A4 between margins of an inch: for a template that does not say.
_USUAL_WIDTH = 9026
_NARROWEST = 2000
_UNITS = {"": 1, "pt": 20, "pc": 240, "pi": 240, "mm": 1440 / 25.4, "cm": 14400 / 25.4, "in": 1440}
_LENGTH = re.compile(rf"(-?\d{{1,9}}(?:\.\d{{1,9}})?)({'|'.join(_UNITS)})")


@dataclass(frozen=True, kw_only=True, slots=True)
class Layout:
    """The width of the text in twentieths of a point, the font, and the ids of the styles, "" where there is none."""

    width: int = _USUAL_WIDTH
    font: str = "Arial"
    table: str = ""
    table_heading: str = ""
    table_text: str = ""

    @classmethod
    def of(cls, body: Any, styles: Any) -> Layout:
        """The layout of a document, from the roots of its body and of its styles."""
        widths = [width for section in body.iter(f"{WORD}sectPr") if (width := _text_width(section))]
        return cls(
            width=max(min(widths, default=_USUAL_WIDTH), _NARROWEST),
            font=next(_fonts(styles), "Arial"),
            table=_id(styles, "table", "Report Table") or _id(styles, "table", "Table Grid"),
            table_heading=_id(styles, "paragraph", "Table Heading"),
            table_text=_id(styles, "paragraph", "Table Text"),
        )


def _text_width(section: Any) -> int:
    """The width of one column of text; of columns of unequal widths the narrowest."""
    size, margins, columns = (section.find(f"{WORD}{name}") for name in ("pgSz", "pgMar", "cols"))
    if size is None or margins is None:
        return 0
    width = _twips(size, "w") - _twips(margins, "left") - _twips(margins, "right") - _twips(margins, "gutter")
    if columns is None:
        return width
    own = [_twips(column, "w") for column in columns.iter(f"{WORD}col")]
    number = max(_twips(columns, "num", "1"), 1)
    return min(own) if own else (width - (number - 1) * _twips(columns, "space", "720")) // number


def _twips(element: Any, name: str, default: str = "0") -> int:
    """A length in twentieths of a point, which may be given in another unit; 0 for what is no length."""
    said = _LENGTH.fullmatch(element.get(f"{WORD}{name}", default).strip())
    return int(float(said[1]) * _UNITS[said[2]]) if said else 0


def _fonts(styles: Any) -> Iterator[str]:
    """The letters of ordinary text: those of the style for it, else the document's."""
    for style in styles.iter(f"{WORD}style"):
        if style.get(f"{WORD}default") == "1" and style.get(f"{WORD}type") == "paragraph":
            yield from (
                str(fonts.get(f"{WORD}ascii")) for fonts in style.iter(f"{WORD}rFonts") if fonts.get(f"{WORD}ascii")
            )
    for defaults in styles.iter(f"{WORD}docDefaults"):
        yield from (
            str(fonts.get(f"{WORD}ascii")) for fonts in defaults.iter(f"{WORD}rFonts") if fonts.get(f"{WORD}ascii")
        )


def _id(styles: Any, kind: str, name: str) -> str:
    """A style's id: Word keeps its name in every language, but may give it another id."""
    for style in styles.iter(f"{WORD}style"):
        named = style.find(f"{WORD}name")
        if (
            style.get(f"{WORD}type") == kind
            and named is not None
            and named.get(f"{WORD}val", "").lower() == name.lower()
        ):
            return str(style.get(f"{WORD}styleId", ""))
    return ""
