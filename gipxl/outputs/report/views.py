"""What a Word template sees of a report: objects whose attributes are ready for its tags, escaped already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gipxl.outputs.report import markup
from gipxl.outputs.report.pieces import (
    Block, Narrative, Paragraph, Pointer, ReportContent, Section, Style, Table,
)  # fmt: skip

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockView:
    """A paragraph, the narrative of an action, or a table.

    ``kind`` is one of the values of :class:`Style`, "narrative", "achievement" or "table". ``text`` stands for whole
    runs (``{{r block.text }}``), as do those of ``rest`` and the cells of ``rows``; ``tag``, ``title`` and ``heading``
    are texts.
    """

    kind: str
    text: Markup
    introduces: bool = False
    tag: str = ""
    title: str = ""
    rest: tuple[Markup, ...] = ()
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
    if isinstance(block, Paragraph):
        text = _runs(block, pointed_to)
        return BlockView(kind=block.style.value, text=text, introduces=block.introduces)
    if isinstance(block, Narrative):
        return _narrative(block, pointed_to)
    return _table(block)


def _narrative(narrative: Narrative, pointed_to: Collection[str]) -> BlockView:
    first, *rest = narrative.paragraphs
    kind = "achievement" if first.style is Style.BULLET else "narrative"
    return BlockView(
        kind=kind,
        text=_runs(first, pointed_to),
        tag=markup.plain(markup.tag(kind, narrative.refs)),
        title=markup.plain(markup.title(f"{kind.capitalize()} of {', '.join(narrative.refs)}")),
        rest=tuple(_runs(paragraph, pointed_to) for paragraph in rest),
    )


def _table(table: Table) -> BlockView:
    return BlockView(
        kind="table",
        text=markup.plain(""),
        heading=tuple(markup.plain(cell) for cell in table.heading),
        rows=tuple(tuple(markup.runs(cell) for cell in row) for row in table.rows),
    )


def _runs(paragraph: Paragraph, pointed_to: Collection[str]) -> Markup:
    wanted = paragraph.key and paragraph.key in pointed_to
    return markup.runs(paragraph.words, markup.bookmark_name(paragraph.key) if wanted else "")
