"""The numbers that Word gives to paragraphs, worked out from the lists that they or their styles belong to."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gipxl.package import xml
from gipxl.package.xml import Element
from gipxl.report_reading.runs import value

_LEVELS = 9
_MOST_STYLES = 20
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
          (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1) if number > 0 else ""


def _roman(number: int) -> str:
    shown = ""
    for worth, sign in _ROMAN:
        shown += sign * (number // worth)
        number %= worth
    return shown


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
}


class Styles:
    """The paragraph styles of a document, by their ids."""

    def __init__(self, root: Element | None) -> None:
        elements = [] if root is None else list(xml.children(root, "style"))
        self._styles = {value(style, "styleId"): style for style in elements}
        self._default = next(
            (
                value(style, "styleId")
                for style in elements
                if value(style, "type") == "paragraph" and xml.true(value(style, "default"))
            ),
            "",
        )

    def of(self, paragraph: Element) -> str:
        """The id of a paragraph's style."""
        return value(xml.child(paragraph, "pPr", "pStyle")) or self._default

    def name(self, style: str) -> str:
        """A style's name as Word shows it."""
        return value(xml.child(self._styles[style], "name")) if style in self._styles else style

    def says(self, style: str, *path: str) -> str:
        """What a style says at ``path`` of its paragraph properties, or the first it is based on that says anything."""
        for _ in range(_MOST_STYLES):
            element = self._styles.get(style)
            if element is None:
                return ""
            if said := value(xml.child(element, "pPr", *path)):
                return said
            style = value(xml.child(element, "basedOn"))
        return ""

    def level(self, paragraph: Element) -> int:
        """The level of a heading, 0 for what is none."""
        style = self.of(paragraph)
        outline = value(xml.child(paragraph, "pPr", "outlineLvl")) or self.says(style, "outlineLvl")
        if outline.isdecimal():
            return int(outline) + 1 if int(outline) < _LEVELS else 0
        named = re.fullmatch(r"heading (\d)", self.name(style), re.IGNORECASE)
        return int(named[1]) if named else 0


class Lists:
    """Gives each paragraph, asked in the order of the document, the number that Word shows."""

    def __init__(self, styles: Styles, root: Element | None) -> None:
        self._styles = styles
        numbering = [] if root is None else list(root)
        abstract = {value(each, "abstractNumId"): each for each in numbering if xml.local(each) == "abstractNum"}
        self._lists = {value(each, "numId"): each for each in numbering if xml.local(each) == "num"}
        self._abstract = {
            list_id: abstract[name]
            for list_id, each in self._lists.items()
            if (name := value(xml.child(each, "abstractNumId"))) in abstract
        }
        self._counts: dict[str, list[int]] = {}
        self._begun: set[str] = set()

    def number(self, paragraph: Element) -> str:
        """What Word shows before the paragraph; "" where it is in no list."""
        style = self._styles.of(paragraph)
        own = xml.child(paragraph, "pPr", "numPr")
        list_id = value(xml.child(own, "numId")) if own is not None else ""
        list_id = list_id or self._styles.says(style, "numPr", "numId")
        if list_id not in self._abstract:
            return ""
        at = (value(xml.child(own, "ilvl")) if own is not None else "") or self._level_of_style(list_id, style)
        return self._next(list_id, min(int(at), _LEVELS - 1) if at.isdecimal() else 0)

    def _level_of_style(self, list_id: str, style: str) -> str:
        """The level that names the style; else the one that the style says."""
        for level in xml.children(self._abstract[list_id], "lvl"):
            if value(xml.child(level, "pStyle")) == style:
                return value(level, "ilvl")
        return self._styles.says(style, "numPr", "ilvl") or "0"

    def _next(self, list_id: str, at: int) -> str:
        abstract = self._abstract[list_id]
        levels = {value(level, "ilvl"): level for level in xml.children(abstract, "lvl")}
        starts = [_number(value(xml.child(levels[str(depth)], "start")), 1) if str(depth) in levels else 1
                  for depth in range(_LEVELS)]  # fmt: skip
        counts = self._counts.setdefault(value(abstract, "abstractNumId"), [start - 1 for start in starts])
        if list_id not in self._begun:
            self._begun.add(list_id)
            for override in xml.children(self._lists[list_id], "lvlOverride"):
                depth, start = _number(value(override, "ilvl"), 0), value(xml.child(override, "startOverride"))
                if start and depth < _LEVELS:
                    counts[depth] = _number(start, 1) - 1
        counts[at] += 1
        counts[at + 1 :] = [start - 1 for start in starts[at + 1 :]]
        return _shown(levels, at, counts)


def _shown(levels: Mapping[str, Element], at: int, counts: list[int]) -> str:
    level = levels.get(str(at))
    if level is None:
        return ""
    if value(xml.child(level, "numFmt")) == "bullet":
        return "•"

    def one(found: re.Match[str]) -> str:
        depth = int(found[1]) - 1
        kind = value(xml.child(levels[str(depth)], "numFmt")) if str(depth) in levels else ""
        return _FORMATS.get(kind, str)(max(counts[depth], 1))

    return re.sub(r"%([1-9])", one, value(xml.child(level, "lvlText"))).strip()


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() else default
