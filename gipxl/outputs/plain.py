"""Text that is safe to show: for terminals, files and pages, whatever a cell holds."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")

# Control characters become their pictures ("␛"), so that a terminal shows them and does not obey them. Characters that
# turn the direction of what follows, and invisible tags, go; what no file may hold becomes "�".
_HARMLESS: dict[int, int | str | None] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), "�"),
    **dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), *range(0xE0000, 0xE0080)], None),
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "�"),
}

# What JSON may hold and a terminal should not be sent.
_UNSEEN = re.compile("[\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def harmless(text: str) -> str:
    """``text`` without anything that a terminal, a browser or an XML reader would act on; line breaks stay."""
    if text.isprintable():
        return text
    return _LINE_ENDS.sub("\n", text).translate(_HARMLESS)


def one_line(text: str) -> str:
    """``text``, harmless, with every run of blanks and line breaks as one space."""
    return " ".join(harmless(text).split())


def wrapped(text: str, width: int, *, first: str = "", rest: str | None = None) -> str:
    """``text`` on lines of at most ``width`` characters, the first behind ``first``, the others behind ``rest``.

    Without ``rest`` the others are indented by as much as ``first`` takes.
    """
    hanging = " " * len(first) if rest is None else rest
    # On a very narrow terminal lines run over: twenty characters beside the indent is the least that can be read.
    room = max(width, len(hanging) + 20, len(first) + 20)
    lines = textwrap.wrap(one_line(text), room, initial_indent=first, subsequent_indent=hanging, break_on_hyphens=False)
    return "\n".join(lines) or first.rstrip()


def table(rows: Iterable[Sequence[str]], *, right: Sequence[int] = (), indent: str = "  ", width: int = 80) -> str:
    """``rows`` in columns wide enough; the last one is wrapped. Those of ``right`` are set to the right."""
    cells = [[one_line(cell) for cell in row] for row in rows]
    if not cells:
        return ""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = []
    for row in cells:
        padded = [cell.rjust(widths[at]) if at in right else cell.ljust(widths[at]) for at, cell in enumerate(row[:-1])]
        lines.append(wrapped(row[-1], width, first=indent + "".join(f"{cell}  " for cell in padded)).rstrip())
    return "\n".join(lines)


def as_json(value: Any) -> str:
    """``value`` as indented JSON. Texts keep every character; those a terminal would obey are written as escapes."""
    import msgspec

    text = msgspec.json.format(msgspec.json.encode(value), indent=2).decode()
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """``rows`` under a heading, for spreadsheets; begins with the mark by which Excel knows UTF-8.

    What Excel would take for a formula gets an apostrophe in front; nothing stands for None.
    """
    import csv
    import io

    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(heading)
    for row in rows:
        writer.writerow([_no_formula(value) if isinstance(value, str) else value for value in row])
    return f"\ufeff{lines.getvalue()}"


# Excel in Japanese takes the full-width signs as well.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def _no_formula(text: str) -> str:
    return f"'{harmless(text)}" if text.startswith(_FORMULA_STARTS) else harmless(text)
