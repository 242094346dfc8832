"""Stray spaces and characters that nobody sees: what is wrong with a text, and the text without them."""

from __future__ import annotations

import re

from gipxl.plan import INVISIBLE

_INVISIBLE = re.compile(f"[{''.join(map(chr, INVISIBLE))}]")
# Scripts in which joiners and direction marks do a work that can be seen: Hebrew to the scripts of Asia, and emoji.
_NEEDS_MARKS = re.compile("[\u0590-\u1dff\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufefc\U00010000-\U0010ffff]")
_LINE = re.compile(r"[^\r\n]+")
# In prose, two spaces behind a full stop are a habit, and those at the start of a line set it in.
_DOUBLE = re.compile(r"(?<=[^\s.!?:;])[^\S\r\n]{2,}(?=\S)")
_AT_LINE_END = re.compile(r"[^\S\r\n]+(?=[\r\n])")


def tidied(text: str, *, prose: bool = False) -> str:
    """``text`` without stray spaces and invisible characters; line breaks stay.

    In ``prose`` fewer spaces are stray: what sets lines in, parts sentences or keeps a number and its unit together.
    """
    if text.isascii() and text.isprintable() and "  " not in text and text == text.strip():
        return text
    if prose:
        return _DOUBLE.sub(" ", _AT_LINE_END.sub("", _visible(text))).strip()
    return _LINE.sub(lambda line: " ".join(line[0].split()), _visible(text)).strip()


def _visible(text: str) -> str:
    return text if _NEEDS_MARKS.search(text) else _INVISIBLE.sub("", text)


def strays(text: str, *, prose: bool = False) -> tuple[str, ...]:
    """What :func:`tidied` takes away, in words."""
    after = tidied(text, prose=prose)
    seen = _visible(text)
    if not after:
        return ("it looks empty and is not",) if text else ()
    found = []
    if seen != text:
        found.append("a character that cannot be seen")
    if seen != seen.strip():
        found.append("spaces around the text")
    if after != seen.strip():
        found.append("stray spaces between words")
    return tuple(found)
