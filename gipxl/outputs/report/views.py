"""What a Word template sees of a report: objects whose attributes are ready for its tags, escaped already."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, cast

from gipxl.assessment import Assessment
from gipxl.outputs.report import markup
from gipxl.outputs.report.drawings import drawing
from gipxl.outputs.report.layout import Layout
from gipxl.outputs.report.pieces import Block, Chart, Pointer, ReportContent, Section, Table
from gipxl.outputs.report.tables import as_word
from gipxl.outputs.report.values import (
    ChartsView,
    DatesView,
    FiguresView,
    LaterLists,
    ListsView,
    charts_view,
    dates_view,
    figures_view,
)

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, kw_only=True, slots=True)
class BlockView:
    """A paragraph, a table or a chart."""

    kind: str = field(metadata={"": "heading, plain, numbered, continued, bullet, lettered, table or chart"})
    text: Markup = field(metadata={"": "the paragraph's words, the whole table, or the chart"})
    introduces: bool = field(default=False, metadata={"": "a list or table follows, and stays on the same page"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionView:
    """A section: its heading as text, and its blocks. One that this report does not have is empty."""

    name: str = field(default="", metadata={"": "its name, as in sections.risk"})
    heading: Markup | str = field(default="", metadata={"": "its heading"})
    blocks: tuple[BlockView, ...] = field(
        default=(), metadata={"": "once for each block of the section: a paragraph, a table or a chart"}
    )

    def __bool__(self) -> bool:
        return bool(self.blocks)


@dataclass(frozen=True, kw_only=True, slots=True)
class SectionsView:
    """The sections by name."""

    supporting: SectionView = field(default=SectionView(), metadata={"": "Supporting information"})
    equality: SectionView = field(default=SectionView(), metadata={"": "Equality and diversity"})
    financial: SectionView = field(default=SectionView(), metadata={"": "Financial implications"})
    legal: SectionView = field(default=SectionView(), metadata={"": "Legal implications"})
    risk: SectionView = field(default=SectionView(), metadata={"": "Risk"})
    contact: SectionView = field(default=SectionView(), metadata={"": "Contact"})
    appendices: SectionView = field(default=SectionView(), metadata={"": "Appendices"})
    position: SectionView = field(default=SectionView(), metadata={"": "the committee's figures"})
    completed: SectionView = field(default=SectionView(), metadata={"": "the committee's list of completed actions"})
    extensions: SectionView = field(default=SectionView(), metadata={"": "the committee's list of later dates"})
    overdue: SectionView = field(default=SectionView(), metadata={"": "the committee's list of overdue actions"})
    due_next_quarter: SectionView = field(default=SectionView(), metadata={"": "the committee's list of what is due"})
    carried_forward: SectionView = field(default=SectionView(), metadata={"": "the committee's list of open actions"})
    exceptions: SectionView = field(default=SectionView(), metadata={"": "the table of the exception report"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportView:
    """The report as a whole."""

    body: Markup = field(metadata={"": "the body whose plan it is"})
    panel: Markup = field(metadata={"": "the panel"})
    meeting: Markup = field(metadata={"": "the day of the meeting"})
    title: Markup = field(metadata={"": "the title"})
    report_by: Markup = field(metadata={"": "whose report it is"})
    marking: Markup = field(metadata={"": "the protective marking, for the header; nothing where there is none"})
    name: Markup = field(metadata={"": "the title once more as plain text, for headers, footers and alt texts"})
    summary: SectionView = field(metadata={"": "the summary"})
    sections: tuple[SectionView, ...] = field(metadata={"": "once for each numbered section"})


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """All that a template may speak of."""

    report: ReportView
    sections: SectionsView
    figures: FiguresView
    dates: DatesView
    lists: ListsView
    charts: ChartsView


def view(assessment: Assessment, content: ReportContent, layout: Layout) -> View:
    """What there is to be filled in."""
    report = _report(content, layout)
    known = {each.name for each in fields(SectionsView)}
    return View(
        report=report,
        sections=SectionsView(**{each.name: each for each in report.sections if each.name in known}),
        figures=figures_view(assessment),
        dates=dates_view(assessment.plan, assessment.baseline),
        lists=cast(ListsView, LaterLists(assessment)),
        charts=charts_view(content.charts, layout),
    )


def _report(content: ReportContent, layout: Layout) -> ReportView:
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
        summary=_section(content.summary, pointed_to, layout),
        sections=tuple(_section(section, pointed_to, layout) for section in content.sections),
    )


def _section(section: Section, pointed_to: Collection[str], layout: Layout) -> SectionView:
    return SectionView(
        name=section.name,
        heading=markup.plain(section.heading),
        blocks=tuple(_block(block, pointed_to, layout) for block in section.blocks),
    )


def _block(block: Block, pointed_to: Collection[str], layout: Layout) -> BlockView:
    match block:
        case Table():
            return BlockView(kind="table", text=markup.ready(as_word(block, layout)))
        case Chart():
            return BlockView(kind="chart", text=markup.ready(drawing(block, layout.width)))
        case _:
            bookmark = markup.bookmark_name(block.key) if block.key in pointed_to else ""
            text = markup.runs(block.words, bookmark)
            return BlockView(kind=block.style.value, text=text, introduces=block.introduces)
