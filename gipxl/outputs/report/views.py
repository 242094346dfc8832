"""What a Word template sees of a report: objects whose attributes are ready for its tags, escaped already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gipxl.outputs.report import markup
from gipxl.outputs.report.pieces import Block, Pointer, ReportContent, Section, Table

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockView:
    """A paragraph or a table.

    ``kind`` is "table" or the paragraph's style: "heading", "numbered", "bullet" and so on. ``text`` and the cells of
    ``rows`` stand for whole runs (``{{r block.text }}``), those of ``heading`` are texts.
    """

    kind: str
    text: Markup
    introduces: bool = False
    heading: tuple[Markup, ...] = ()
    rows: tuple[tuple[Markup, ...], ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A section: its heading as text, and its blocks."""

    name: str
    heading: Markup
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportView:
    """The whole report. ``marking`` and ``name`` (its title for headers and footers) are texts, the rest whole runs."""

    body: Markup
    panel: Markup
    meeting: Markup
    title: Markup
    report_by: Markup
    marking: Markup
    name: Markup
    summary: SectionView
    sections: tuple[SectionView, ...]


def report_view(content: ReportContent) -> ReportView:
    """``content`` as a template's ``report``."""
    front = content.front
    pointed_to = {
        word.key
        for section in content.sections
        for paragraph in section.paragraphs
        for word in paragraph.words
        if isinstance(word, Pointer)
    }
    return ReportView(
        body=markup.runs(front.body),
        panel=markup.runs(front.panel),
        meeting=markup.runs(front.meeting),
        title=markup.runs(front.title),
        report_by=markup.runs(front.report_by),
        marking=markup.plain(content.marking),
        name=markup.plain(content.title),
        summary=_section(content.summary, pointed_to),
        sections=tuple(_section(section, pointed_to) for section in content.sections),
    )


def _section(section: Section, pointed_to: Collection[str]) -> SectionView:
    return SectionView(
        name=section.name,
        heading=markup.plain(section.heading),
        blocks=tuple(_block(block, pointed_to) for block in section.blocks),
    )


def _block(block: Block, pointed_to: Collection[str]) -> BlockView:
    if isinstance(block, Table):
        return _table(block)
    bookmark = markup.bookmark_name(block.key) if block.key in pointed_to else ""
    text = markup.runs(block.words, bookmark)
    return BlockView(kind=block.style.value, text=text, introduces=block.introduces)


def _table(table: Table) -> BlockView:
    return BlockView(
        kind="table",
        text=markup.plain(""),
        heading=tuple(markup.plain(cell) for cell in table.heading),
        rows=tuple(tuple(markup.runs(cell) for cell in row) for row in table.rows),
    )
