"""The numbers that Word will give out, worked out beforehand, so that what refers to a paragraph is right as stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from gipxl.outputs.report.pieces import Paragraph, Pointer, Section, Style


def numbered(sections: Iterable[Section]) -> tuple[Section, ...]:
    """Sections 1, 2 … and their paragraphs 1.1, 1.2 …, with every pointer showing the number it points to.

    Raises KeyError for a pointer to a paragraph that is not there: a slip of the caller.
    """
    counted = []
    for at, section in enumerate(sections, start=1):
        numbers = (f"{at}.{number}" for number in count(1))
        counted.append(replace(_changed(section, _giving(Style.NUMBERED, numbers)), number=str(at)))
    known = {each.key: each.number for section in counted for each in section.paragraphs if each.key}
    return tuple(_changed(section, _pointing(known)) for section in counted)


def lettered(section: Section) -> Section:
    """The section with its recommendations lettered a, b, c …"""
    return _changed(section, _giving(Style.LETTERED, _letters()))


Change = Callable[[Paragraph], Paragraph]


def _giving(style: Style, numbers: Iterator[str]) -> Change:
    """Gives each paragraph of a style the next number."""
    return lambda paragraph: replace(paragraph, number=next(numbers)) if paragraph.style is style else paragraph


def _letters() -> Iterator[str]:
    """a … z, aa, bb … zz, aaa …: as Word goes on after z."""
    return (chr(ord("a") + at % 26) * (at // 26 + 1) for at in count())


def _pointing(known: Mapping[str, str]) -> Change:
    """Shows in each pointer the number of the paragraph it points to."""

    def pointed(paragraph: Paragraph) -> Paragraph:
        words = (replace(word, text=known[word.key]) if isinstance(word, Pointer) else word for word in paragraph.words)
        return replace(paragraph, words=tuple(words))

    return pointed


def _changed(section: Section, change: Change) -> Section:
    blocks = (change(block) if isinstance(block, Paragraph) else block for block in section.blocks)
    return replace(section, blocks=tuple(blocks))
