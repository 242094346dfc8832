"""The text that a file to be attached holds, for the marking guard: staff may have marked it after gipxl made it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from gipxl.package.errors import PackageError
from gipxl.package.parts import Package

# Where one text ends and another begins: paragraphs of Word, drawings and OpenDocument, shared and inline strings,
# cells, comments, headers and footers, properties. Everything else is a run inside such a text: a marking may be spread
# over several.
_BOUNDS = re.compile(
    r"</?(?:\w+:)?(?:p|h|si|is|v|f|text|div|(?:odd|even|first)(?:Header|Footer)|lpw?str|title|subject|keywords|category"
    r"|contentStatus|description|br|line-break)(?:\s[^>]*)?/?>"
)
_TAG = re.compile(r"<!\[CDATA\[|\]\]>|<!--.*?-->|<[^>]*>", re.DOTALL)
# The pieces of a sheet's header and footer begin with &L, &C or &R; &B, &"Arial,Bold" and the like only format.
_HEADER_PIECE = re.compile(r"&[LCR]")
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f+-]{6}|\d+|[A-Z])')
# Parts without words.
_WORDLESS = (".bin", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".svg", ".ttf", ".odttf", ".rels")
_PLAIN = (".csv", ".txt", ".html", ".json", ".eml")


def texts(name: str, content: bytes) -> list[str] | None:
    """The texts in a file, whatever part they stand in: cells, paragraphs, headers, text boxes, comments, properties.

    None where the file cannot be looked into: encrypted, damaged, or of a kind that is not a zip of XML.
    """
    if name.lower().endswith(_PLAIN):
        return _lines(_decoded(content))
    try:
        package = Package.read(content)
        parts = [part for part in package.names if not part.lower().endswith(_WORDLESS)]
        found = [text for part in parts for text in _lines(_decoded(package.part(part)))]
    except PackageError:
        return None
    # A binary workbook is a zip too, with its cells in parts that hold no XML.
    return None if any(part.lower() == "xl/workbook.bin" for part in package.names) else found


def _decoded(part: bytes) -> str:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        return part.decode("utf-16", "replace")
    return part.decode("utf-8-sig", "replace")


def _lines(xml: str) -> list[str]:
    lines = _TAG.sub("", _BOUNDS.sub("\n", xml)).splitlines()
    return [text for line in dict.fromkeys(lines) for text in _pieces(unescape(line))]


def _pieces(line: str) -> Iterator[str]:
    """The line itself, or the left, middle and right pieces of a sheet's header without their formatting."""
    for piece in _HEADER_PIECE.split(line) if "&" in line else (line,):
        if bare := _HEADER_CODE.sub(" ", piece).strip():
            yield bare
