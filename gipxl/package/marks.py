"""How gipxl knows again what it wrote, also after Excel or LibreOffice has saved the workbook.

Programs that save a workbook rewrite its parts and keep none that they don't know, so each mark is part of the thing
itself, in a place that they must keep:

* a conditional format carries ``N("gipxl")=0`` in its formula (N of a text is 0: always true, and readable by staff);
* a note ends with a line of its own, "gipxl" and a check on the words above it. A note whose words staff have
  changed no longer fits its check: it has become theirs, and is kept;
* a sheet carries a hidden name of its own, ``gipxl.sheet``, that says what the sheet was called. A sheet that staff
  have renamed, or a duplicate they made of one, is called otherwise: it has become theirs, and is kept;
* other names of the workbook begin with ``gipxl.``.
"""

from __future__ import annotations

import re
import zlib

AUTHOR = "gipxl"
NAME_PREFIX = "gipxl."
SHEET_NAME = "gipxl.sheet"

_IN_FORMULA = re.compile(r'N\(\s*"gipxl"\s*\)', re.IGNORECASE)
_LAST_LINE = re.compile(r"\s*gipxl ([0-9a-f]{8})\s*\Z")


def marked_formula(formula: str) -> str:
    """A condition that gives the same answer and carries the mark."""
    return f'AND({formula.removeprefix("=")},N("gipxl")=0)'


def formula_is_ours(formula: str) -> bool:
    """Whether a condition carries the mark."""
    return bool(_IN_FORMULA.search(formula))


def note_signature(text: str) -> str:
    """The last line of a note with these words."""
    return f"{AUTHOR} {_check(text):08x}"


def note_is_ours(text: str) -> bool:
    """Whether a whole note, last line included, is one of ours with its words unchanged."""
    found = _LAST_LINE.search(text)
    return found is not None and int(found[1], 16) == _check(text[: found.start()])


def _check(text: str) -> int:
    """A number for the words of a text: programs differ in line breaks and outer spaces, so those don't count."""
    return zlib.crc32(" ".join(text.split()).encode("utf-8"))


def sheet_mark(name: str) -> str:
    """What the hidden name of a sheet stands for: the sheet's name, as a text."""
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def sheet_is_ours(name: str, mark: str) -> bool:
    """Whether the hidden name's formula fits the sheet's present name."""
    return mark.strip().removeprefix("=").casefold() == sheet_mark(name).casefold()
