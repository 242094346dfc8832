"""Rich text: words of one cell in several fonts, kept through a change of the words."""

from __future__ import annotations

import copy
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from gipxl.package import xml
from gipxl.package.parts import Package

_WORD = re.compile(r"\s|\w+|[^\w\s]")


class Run(NamedTuple):
    """A piece of a text and its font (an <rPr> element; None for the cell's own)."""

    text: str
    font: xml.Element | None


@dataclass(frozen=True, kw_only=True)
class SharedTexts:
    """The workbook's list of texts, read only if a cell asks for one of them."""

    package: Package
    part: str | None

    @cached_property
    def _items(self) -> list[xml.Element]:
        if self.part is None:
            return []
        return list(xml.children(xml.parse(self.package.part(self.part), self.part), "si"))

    def item(self, number: str) -> xml.Element | None:
        """The text of that number."""
        return self._items[int(number)] if number.isdecimal() and int(number) < len(self._items) else None


def of(text: xml.Element) -> list[Run]:
    """The runs of a text element (<si>, <is>); [] where the whole is in one font."""
    runs = [Run(xml.unescaped(_words(run)), xml.child(run, "rPr")) for run in xml.children(text, "r")]
    return runs if any(run.font is not None for run in runs) else []


def _words(run: xml.Element) -> str:
    return "".join(piece.text or "" for piece in xml.children(run, "t"))


def carried_over(runs: list[Run], text: str) -> list[Run]:
    """The runs of a changed text: each word that was there keeps its font, a new one takes that of the word before."""
    fonts = [run.font for run in runs for _ in run.text]
    old, new = _WORD.findall("".join(run.text for run in runs)), _WORD.findall(text)
    starts = [0]
    for word in old:
        starts.append(starts[-1] + len(word))
    given: list[xml.Element | None] = []
    for kind, first, last, begin, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            given += fonts[starts[first] : starts[last]]
        else:
            # The word replaced, else the word before, else the first of all.
            near = fonts[starts[first]] if kind == "replace" else given[-1] if given else fonts[0]
            given += [near] * sum(len(word) for word in new[begin:end])
    return _grouped(text, given)


def _grouped(text: str, fonts: list[xml.Element | None]) -> list[Run]:
    runs: list[Run] = []
    for letter, font in zip(text, fonts, strict=True):
        if runs and runs[-1].font is font:
            runs[-1] = Run(runs[-1].text + letter, font)
        else:
            runs.append(Run(letter, font))
    return runs


def written(parent: xml.Element, runs: list[Run]) -> None:
    """Put runs into a text element."""
    for run in runs:
        element = xml.make(parent, "r")
        if run.font is not None:
            element.append(copy.deepcopy(run.font))
        xml.set_text(xml.make(element, "t"), run.text)
