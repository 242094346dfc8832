"""The small files that Excel and LibreOffice leave beside an open workbook: they say who has it open."""

from __future__ import annotations

import csv
from collections.abc import Mapping

from gipxl.outputs.plain import one_line
from gipxl.words import shortened

# Excel's is 165 bytes, LibreOffice's a line of text: more than this is neither.
_LONGEST = 4096
_LONGEST_NAME = 52


def opened_by(name: str, present: Mapping[str, str]) -> tuple[str, str] | None:
    """The workbook that an owner file belongs to and the program that wrote it; None where a file is none.

    ``present`` has the names of the folder, by their folded spelling.
    """
    if name.startswith("~$"):
        rest = name[2:].casefold()
        # Word drops the first two letters of a name; Excel keeps them, but nobody promises that.
        whole = rest if rest in present else next((each for each in present if each[2:] == rest), "")
        return (present[whole], "Excel") if whole else None
    if name.startswith(".~lock.") and name.endswith("#"):
        wanted = name[len(".~lock.") : -1].casefold()
        return (present[wanted], "LibreOffice") if wanted in present else None
    return None


def remark(content: bytes, program: str) -> str:
    """Who has the workbook open, by what the owner file says."""
    content = content[:_LONGEST]
    name = _in_excel_s(content) if program == "Excel" else _in_libreoffice_s(content)
    who = f"{shortened(one_line(name), 60)} has it" if name else "Somebody has it"
    return f"{who} open in {program}: it was checked as it was last saved."


def _in_excel_s(content: bytes) -> str:
    """The name: its length and its letters, in single bytes first, then in pairs from byte 55 (Word: 54)."""
    if not content or not 0 < content[0] <= _LONGEST_NAME:
        return ""
    length = content[0]
    for start in (55, 54):
        if content[start : start + 1] == bytes([length]):
            letters = content[start + 2 : start + 2 + 2 * length].decode("utf-16-le", "replace")
            if len(letters) == length and letters.isprintable():
                return letters.strip()
    return content[1 : 1 + length].decode("cp1252", "replace").strip("\0 ")


def _in_libreoffice_s(content: bytes) -> str:
    """The first of ``name,user,computer,time,profile;`` that is given; a backslash stands before a comma in a name."""
    text = content.decode("utf-8", "replace").strip().rstrip(";")
    fields = next(csv.reader([text], escapechar="\\", quoting=csv.QUOTE_NONE), []) if text else []
    return next((field.strip() for field in fields[:3] if field.strip()), "")
