"""A Word document as a person reads it: its paragraphs with the numbers that Word gives them, worked out from the file.

Reads text inside content controls and fields too, which python-docx passes over.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from docx import Document

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Line(NamedTuple):
    """A paragraph: the name of its style, its number or bullet ("" for none), its text, and its element.

    A chart's text is its name in brackets.
    """

    style: str
    number: str
    text: str
    element: Any


class Lists:
    """Numbers paragraphs as Word does: by the lists that their styles belong to."""

    def __init__(self, document: Any) -> None:
        self.styles = {style.get(f"{W}styleId"): style for style in document.styles.element.iter(f"{W}style")}
        numbering = document.part.numbering_part.element
        abstract = {each.get(f"{W}abstractNumId"): each for each in numbering.iter(f"{W}abstractNum")}
        self.levels = {
            (num.get(f"{W}numId"), level.get(f"{W}ilvl")): level
            for num in numbering.iter(f"{W}num")
            for level in abstract[num.find(f"{W}abstractNumId").get(f"{W}val")].iter(f"{W}lvl")
        }
        self.counts: dict[str, list[int]] = {}

    def name(self, style_id: str) -> str:
        return str(self.styles[style_id].find(f"{W}name").get(f"{W}val"))

    def of_style(self, style_id: str | None, path: str) -> str | None:
        """What a style, or the first it is based on that says so, says at ``path``."""
        while style_id:
            style = self.styles[style_id]
            found = style.find(path)
            if found is not None:
                return str(found.get(f"{W}val"))
            based = style.find(f"{W}basedOn")
            style_id = None if based is None else based.get(f"{W}val")
        return None

    def number(self, style_id: str) -> str:
        list_id = self.of_style(style_id, f"{W}pPr/{W}numPr/{W}numId")
        at = self.of_style(style_id, f"{W}pPr/{W}numPr/{W}ilvl") or "0"
        if list_id in (None, "0"):
            return ""
        counts = self.counts.setdefault(str(list_id), [0] * 9)
        counts[int(at)] += 1
        counts[int(at) + 1 :] = [0] * (8 - int(at))
        shown = str(self.levels[list_id, at].find(f"{W}lvlText").get(f"{W}val"))
        for depth in range(int(at) + 1):
            kind = self.levels[list_id, str(depth)].find(f"{W}numFmt").get(f"{W}val")
            one = chr(ord("a") + counts[depth] - 1) if kind == "lowerLetter" else str(counts[depth])
            shown = shown.replace(f"%{depth + 1}", one)
        return shown


def lines(docx: bytes) -> Iterator[Line]:
    """Every paragraph of the body, those in tables and content controls too, in reading order."""
    document = Document(io.BytesIO(docx))
    lists = Lists(document)
    for paragraph in document.element.body.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        style_id = "Normal" if style is None else style.get(f"{W}val")
        drawn = [f"[{each.get('name')}]" for each in paragraph.iter(f"{DRAWING}docPr")]
        yield Line(lists.name(style_id), lists.number(style_id), text_of(paragraph) or "".join(drawn), paragraph)


def text_of(element: Any) -> str:
    """The text of an element as it is shown: line breaks and tabs too, but not what a field is told to do."""
    shown = {f"{W}br": "\n", f"{W}tab": "\t"}
    parts = (
        each.text or "" if each.tag == f"{W}t" else shown[each.tag]
        for each in element.iter(f"{W}t", *shown)
        if each.getparent().tag == f"{W}r"
    )
    return "".join(parts)


def controls(docx: bytes) -> list[tuple[str, str]]:
    """The tag and the text of every content control."""
    body = Document(io.BytesIO(docx)).element.body
    return [
        (str(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")), text_of(control.find(f"{W}sdtContent")))
        for control in body.iter(f"{W}sdt")
    ]


def highlighted(docx: bytes) -> list[str]:
    """The texts that stand out in yellow."""
    body = Document(io.BytesIO(docx)).element.body
    return [text_of(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}highlight") is not None]


_SHOWN: Mapping[str, str] = {
    "Title": "==== {}",
    "heading 1": "\n# {}",
    "Summary Heading": "\n# {}",
    "heading 2": "\n## {}",
}


def as_text(docx: bytes) -> str:
    """The whole document for people to read and tests to compare: one line for each, headings marked by #."""
    shown = []
    for line in lines(docx):
        whole = f"{line.number} {line.text}".strip().replace("\n", "\n      ")
        shown.append(_SHOWN.get(line.style, "{}").format(whole))
    return "\n".join(shown).strip() + "\n"
