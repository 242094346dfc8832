"""The refs that a cell names."""

from __future__ import annotations

import re

from gipxl.plan import cleaned
from gipxl.reading.contents import is_ref_like

_BETWEEN = re.compile(r"\s*(?:\n|,|;|&|\+|/|\band\b)\s*", re.IGNORECASE)


def refs_of(typed: str) -> tuple[str, ...]:
    """The refs that a ref cell names: one for "E6", two for "C2 and C5" or "C2/C5"; one empty for a blank cell.

    A cell is taken apart only where every piece is shaped as the first is, so that "2020/01" stays whole.
    """
    ref = cleaned(typed)
    if len(ref) < 4 or not _BETWEEN.search(typed):
        return (ref,)
    pieces = [cleaned(piece) for piece in _BETWEEN.split(typed.strip()) if cleaned(piece)]
    shapes = {shape_of(piece) for piece in pieces}
    if len(pieces) > 1 and len(shapes) == 1 and all(is_ref_like(piece) for piece in pieces) and "A" in shapes.pop():
        return tuple(dict.fromkeys(pieces))
    if len(pieces) > 1 and re.search(r"\band\b|&", typed) and all(piece.isdecimal() for piece in pieces):
        return tuple(dict.fromkeys(pieces))
    return (ref,)


def shape_of(ref: str) -> str:
    """A ref with its letters and its figures each as one sign: "E6" and "G12" are both "A9"."""
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "A", ref))
