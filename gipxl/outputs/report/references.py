"""References to paragraphs: their stored numbers are those that Word will give in this template.

gipxl gives its numbers out as its own template has them. A house template may number otherwise, leave out a section or
put one elsewhere; then a reference must follow, before Word is ever asked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from itertools import islice
from typing import Any

from gipxl.outputs.report.layout import WORD
from gipxl.package import relationships, xml
from gipxl.package.parts import Package

_REFERENCE = re.compile(r"^\s*REF\s+(_gipxl_\w+)\s")
#: What a reference says where its paragraph has no number.
_WITHOUT_NUMBER = "below"


def with_right_numbers(package: Package, document: str) -> Package:
    """The file with every reference of gipxl's showing the number of its paragraph; one to nowhere becomes text."""
    root = xml.parse(package.part(document), document)
    waiting = [each for each in root.iter(f"{WORD}instrText") if _REFERENCE.match(each.text or "")]
    if not waiting:
        return package
    numbers = _numbers(root, _Lists(package, document))
    for instruction in waiting:
        name = _REFERENCE.match(instruction.text or "")
        _settle(instruction, numbers.get(name[1]) if name else None)
    return package.replaced({document: xml.written(root)})


def _numbers(root: xml.Element, lists: _Lists) -> Mapping[str, str]:
    """The number of each bookmarked paragraph, "" for one without."""
    found: dict[str, str] = {}
    for paragraph in root.iter(f"{WORD}p"):
        number = lists.number(paragraph)
        for mark in paragraph.iter(f"{WORD}bookmarkStart"):
            found[mark.get(f"{WORD}name", "")] = number
    return found


def _settle(instruction: Any, number: str | None) -> None:
    """Puts the number into the field; without a paragraph to point to, or without its number, the field goes."""
    run = instruction.getparent()
    runs = [*islice(run.itersiblings(f"{WORD}r", preceding=True), 1), run]
    shown: list[Any] = []
    for after in run.itersiblings(f"{WORD}r"):
        mark = after.find(f"{WORD}fldChar")
        (runs if mark is not None else shown).append(after)
        if mark is not None and mark.get(f"{WORD}fldCharType") == "end":
            break
    for text in (text for each in shown for text in each.iter(f"{WORD}t")):
        text.text = number or _WITHOUT_NUMBER
    if not number:
        for each in runs:
            xml.drop(each)


class _Lists:
    """Numbers paragraphs as Word does: by the lists that they, or their styles, belong to."""

    def __init__(self, package: Package, document: str) -> None:
        parts = {each.kind: each.part for each in relationships.of(package, document) if each.part}
        roots = {kind: xml.parse(package.part(parts[kind])) for kind in ("styles", "numbering") if kind in parts}
        self._styles = {each.get(f"{WORD}styleId"): each for each in _all(roots.get("styles"), "style")}
        self._default = next(
            (id for id, each in self._styles.items()
             if each.get(f"{WORD}default") == "1" and each.get(f"{WORD}type") == "paragraph"), None,
        )  # fmt: skip
        abstract = {each.get(f"{WORD}abstractNumId"): each for each in _all(roots.get("numbering"), "abstractNum")}
        self._lists: dict[str, tuple[str, dict[int, Any]]] = {}
        for num in _all(roots.get("numbering"), "num"):
            of = _value(num, "abstractNumId") or ""
            levels = {_whole(each.get(f"{WORD}ilvl")): each for each in _all(abstract.get(of), "lvl")}
            self._lists[str(num.get(f"{WORD}numId"))] = (of, levels)
        self._counts: dict[str, dict[int, int]] = defaultdict(dict)

    def number(self, paragraph: Any) -> str:
        """The paragraph's number, counted on from the one before; "" where it has none, or a bullet."""
        own = paragraph.find(f"{WORD}pPr/{WORD}numPr")
        style = _value(paragraph, "pPr", "pStyle") or self._default
        list_id = (_value(own, "numId") if own is not None else None) or self._of_style(style, "numId")
        if list_id is None or list_id not in self._lists:
            return ""
        of, levels = self._lists[list_id]
        level = _whole((_value(own, "ilvl") if own is not None else None) or self._of_style(style, "ilvl"))
        counts = self._counts[of]
        counts[level] = counts.get(level, _start(levels, level) - 1) + 1
        for deeper in [each for each in counts if each > level]:
            del counts[deeper]
        return _said(levels, level, counts)

    def _of_style(self, style: str | None, what: str) -> str | None:
        """What a style says of lists, or the first one it is based on that says so."""
        seen: set[str] = set()
        while style is not None and style in self._styles and style not in seen:
            seen.add(style)
            if (found := _value(self._styles[style], "pPr", "numPr", what)) is not None:
                return found
            style = _value(self._styles[style], "basedOn") or ""
        return None


def _all(root: Any, name: str) -> list[Any]:
    return [] if root is None else list(root.iter(f"{WORD}{name}"))


def _value(element: Any, *path: str) -> str | None:
    found = element.find("/".join(f"{WORD}{name}" for name in path))
    return None if found is None else found.get(f"{WORD}val")


def _start(levels: Mapping[int, Any], level: int) -> int:
    return _whole(_value(levels[level], "start"), default=1) if level in levels else 1


def _whole(said: str | None, *, default: int = 0) -> int:
    return int(said) if said and said.isdecimal() else default


def _said(levels: Mapping[int, Any], level: int, counts: Mapping[int, int]) -> str:
    if level not in levels or _value(levels[level], "numFmt") in ("bullet", "none"):
        return ""
    text = _value(levels[level], "lvlText") or ""
    for depth in range(level + 1):
        kind = _value(levels[depth], "numFmt") if depth in levels else "decimal"
        text = text.replace(f"%{depth + 1}", _counted(counts.get(depth, _start(levels, depth)), kind or "decimal"))
    return text.rstrip(".")


def _counted(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter" | "upperLetter":
            letters = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
            return letters if kind == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman":
            return _roman(number) if kind == "lowerRoman" else _roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said
