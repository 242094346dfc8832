"""Ids of their own for whatever a template's loops repeat: Word wants no two alike."""

from __future__ import annotations

from itertools import count

from gipxl.outputs.report.layout import WORD
from gipxl.package import xml

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WORD_2010 = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def made_unique(root: xml.Element) -> None:
    """Renumbers controls, bookmarks, drawings and paragraphs of a part in place."""
    _controls(root)
    _bookmarks(root)
    for number, element in enumerate(root.iter(f"{_DRAWING}docPr"), start=1):
        element.set("id", str(number))
    _paragraphs(root)


def _controls(root: xml.Element) -> None:
    taken: set[str] = set()
    fresh = (str(number) for number in count(1))
    for element in root.iter(f"{WORD}id"):
        parent = element.getparent()
        if parent is not None and parent.tag == f"{WORD}sdtPr":
            value = element.get(f"{WORD}val", "")
            if value in taken:
                value = next(number for number in fresh if number not in taken)
                element.set(f"{WORD}val", value)
            taken.add(value)


def _bookmarks(root: xml.Element) -> None:
    """Of bookmarks with one name the first keeps it: the others go, as nothing can refer to them."""
    numbers = count()
    opened: dict[str, str] = {}
    names: set[str] = set()
    for element in list(root.iter(f"{WORD}bookmarkStart", f"{WORD}bookmarkEnd")):
        old = element.get(f"{WORD}id", "")
        if element.tag == f"{WORD}bookmarkStart":
            name = element.get(f"{WORD}name", "")
            opened[old] = "" if name in names else str(next(numbers))
            names.add(name)
        if opened.get(old, old):
            element.set(f"{WORD}id", opened.get(old, old))
        else:
            xml.drop(element)


def _paragraphs(root: xml.Element) -> None:
    """Word's own ids of paragraphs and rows: of two alike the second goes, and Word gives it another."""
    taken: set[str] = set()
    for element in root.iter(f"{WORD}p", f"{WORD}tr"):
        id = element.get(f"{_WORD_2010}paraId")
        if id in taken:
            for name in ("paraId", "textId"):
                xml.drop_attribute(element, f"{_WORD_2010}{name}")
        elif id is not None:
            taken.add(id)
