"""Officers' own text on its way into the report: cut into paragraphs, and a visible gap where it is missing."""

from __future__ import annotations

import re

from gipxl.outputs.plain import harmless
from gipxl.outputs.report.pieces import Gap, Paragraph, Style, Text, Told, Words
from gipxl.plan import Detail, Details
from gipxl.vocabulary import is_placeholder, says_nothing

_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")


def paragraphs_of(text: str) -> tuple[str, ...]:
    """The paragraphs of a cell's text: parted by blank lines; a single line break stays within its paragraph."""
    parts = _BLANK_LINES.split(harmless(text).strip())
    return tuple(stripped for part in parts if (stripped := _trimmed(part)))


def _trimmed(part: str) -> str:
    return "\n".join(line.strip(" \t\N{NO-BREAK SPACE}") for line in part.strip().split("\n"))


def is_missing(text: str | None) -> bool:
    """Nothing, a dash, or a bare placeholder such as "TBC": there is nothing yet to tell the panel."""
    return not text or says_nothing(text) or (is_placeholder(text) and len(text.split()) <= 4)


def detail(details: Details, what: Detail) -> Words:
    """One line of the details sheet, or its gap."""
    text = details.one(what)
    if is_missing(text):
        return (gap(details, what),)
    return (Told("detail", (what.value,), (Text(" ".join(harmless(text).split())),)),)


def standing_text(details: Details, what: Detail, style: Style) -> tuple[Paragraph, ...]:
    """All that the details sheet says under one label, each paragraph in ``style``; or one paragraph with the gap.

    In a bullet or a recommendation even a blank line is only a line break: it stays one item of its list.
    """
    texts = [text for text in details.all(what) if not is_missing(text)]
    if not texts:
        return (Paragraph(style=style, words=(gap(details, what),)),)
    if style in (Style.BULLET, Style.LETTERED):
        parts = ["\n".join(paragraphs_of(text)) for text in texts]
    else:
        parts = [part for text in texts for part in paragraphs_of(text)]
    return tuple(Paragraph(style=style, words=(Told("detail", (what.value,), (Text(part),)),)) for part in parts)


def gap(details: Details, what: Detail) -> Gap:
    """What stands in the report where the details sheet says nothing: "[Purpose: to be written in …]"."""
    sheet = harmless(details.sheet) or "Report details"
    entry = next(iter(details.entries.get(what, ())), None)
    return Gap(
        about=what.value,
        text=f"[{what.value}: to be written in the {sheet} sheet]",
        sheet=details.sheet,
        cell=entry.cell if entry and details.sheet else "",
    )
