"""Puts what a tag gave into the place that Word wants it in.

A tag stands in the text of a run, and what it gives are often runs, a control or a table of its own. They are taken out
of the text; the run's look (bold, a colour, a size) goes with the text before and after, and with every run that has
not a look of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from gipxl.outputs.report.layout import WORD
from gipxl.package import xml

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BLOCKS = (f"{WORD}tbl", f"{WORD}p")


def hoisted(root: xml.Element) -> None:
    """Takes every element out of the texts of ``root``."""
    for text in [each for each in root.iter(f"{WORD}t") if len(each)]:
        run = text.getparent()
        if run is None or run.getparent() is None:
            continue  # its run has been taken apart already
        _take_apart(run)


def _take_apart(run: xml.Element) -> None:
    look = run.find(f"{WORD}rPr")
    pieces = [piece for child in run if child is not look for piece in _pieces(child, look)]
    blocks = [piece for piece in pieces if piece.tag in _BLOCKS]
    place = _paragraph(run) if blocks else run
    parent = place.getparent()
    assert parent is not None
    for piece in blocks or pieces:
        place.addprevious(piece)
        _look_like(piece, look)
    if blocks and blocks[-1].tag == f"{WORD}tbl":
        _end_table(place)
    parent.remove(place)


def _end_table(place: xml.Element) -> None:
    """Word wants a paragraph after a table, at the end of a cell as between two tables; this one is only a gap."""
    paragraph = place.makeelement(f"{WORD}p", {})
    properties = xml.make(paragraph, "pPr")
    tight = {f"{WORD}before": "0", f"{WORD}after": "100", f"{WORD}line": "20", f"{WORD}lineRule": "exact"}
    xml.make(properties, "spacing", tight)
    place.addnext(paragraph)


def _pieces(child: Any, look: xml.Element | None) -> Iterator[Any]:
    """What one child of a run comes to: runs of its text, and the elements that stood in it."""
    if child.tag != f"{WORD}t" or not len(child):
        yield _run(child, look)
        return
    yield from _texts(child, child.text, look)
    for element in list(child):
        tail, element.tail = element.tail, None
        yield element
        yield from _texts(child, tail, look)


def _texts(like: Any, text: str | None, look: xml.Element | None) -> Iterator[Any]:
    if text:
        made = like.makeelement(f"{WORD}t", {_SPACE: "preserve"})
        made.text = text
        yield _run(made, look)


def _run(child: Any, look: xml.Element | None) -> Any:
    run = child.makeelement(f"{WORD}r", {})
    if look is not None:
        run.append(deepcopy(look))
    child.tail = None
    run.append(child)
    return run


def _look_like(piece: Any, look: xml.Element | None) -> None:
    """The template's look for the runs of ``piece``; where a run has some of its own, that comes first."""
    if look is None or piece.tag in _BLOCKS:
        return
    for run in piece.iter(f"{WORD}r"):
        own = run.find(f"{WORD}rPr")
        if own is None:
            run.insert(0, deepcopy(look))
        elif own.tag and not _same(own, look):
            for child in look:
                if own.find(child.tag) is None:
                    own.append(deepcopy(child))
            own[:] = sorted(own, key=_rank)


def _same(own: xml.Element, look: xml.Element) -> bool:
    return xml.canonical(own) == xml.canonical(look)


# The schema's order of what makes the look of a run.
_ORDER = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish"
    " webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang"
    " eastAsianLayout specVanish oMath"
).split()


def _rank(child: xml.Element) -> int:
    name = xml.local(child)
    return _ORDER.index(name) if name in _ORDER else len(_ORDER)


def _paragraph(run: xml.Element) -> xml.Element:
    """The paragraph around a run; with the run itself where there is none."""
    return next(run.iterancestors(f"{WORD}p"), run)
