"""What a report is made of, as values: sections, paragraphs and the words in them. Nothing here knows of Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are; a line break in them stays one."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold: the title and ref before a narrative."""

    text: str


@dataclass(frozen=True, slots=True)
class Counted:
    """Something that was counted, and the name under which it is found again ("on_track.percent")."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Dated:
    """A day or month that the workbook gives, and the name under which it is found again ("as_at")."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Pointer:
    """The number of another paragraph, which ``key`` names; ``text`` is filled in once numbers are given out."""

    key: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that officers have yet to write.

    ``about`` is a label of the details sheet or the name of an action, ``text`` what stands in its place in the report,
    ``sheet`` and ``cell`` where it belongs ("" where there is no such cell).
    """

    about: str
    text: str
    sheet: str = ""
    cell: str = ""

    @property
    def message(self) -> str:
        """The gap as a remark to whoever made the report."""
        return f"The report has a gap. {self.text.strip('[]')}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the workbook says, found again by its ``kind`` and what it is about.

    A "narrative", an "achievement" and an "action" (its ref and title in a table) are about the actions of ``refs``, a
    "detail" is about the label of the *Report details* sheet, and a "section" about the heading, that stands there.
    """

    kind: str
    refs: tuple[str, ...]
    words: tuple[Text | Strong | Gap, ...]


Word = Text | Strong | Counted | Dated | Pointer | Gap | Told
Words = tuple[Word, ...]


class Style(Enum):
    """How a paragraph is set. The values are the names that a template uses."""

    HEADING = "heading"
    PLAIN = "plain"
    NUMBERED = "numbered"
    CONTINUED = "continued"
    BULLET = "bullet"
    LETTERED = "lettered"


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph.

    ``key`` is what a :class:`Pointer` names; ``number`` is what Word will number it ("1.17", "a"), filled in once all
    paragraphs are known; ``introduces`` keeps it on one page with the list or table that follows.
    """

    style: Style
    words: Words
    key: str = ""
    number: str = ""
    introduces: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table with a heading row.

    ``is_indented``: it belongs to the numbered paragraph above it. ``measured_by`` are the rows of all the tables whose
    columns are to be as wide as its own, where there are several.
    """

    heading: tuple[str, ...]
    rows: tuple[tuple[Words, ...], ...]
    is_indented: bool = False
    measured_by: tuple[tuple[Words, ...], ...] = ()


class Look(Enum):
    """How a series of a chart is drawn."""

    BAR = "bar"
    UNSEEN = "unseen"
    LINE = "line"


@dataclass(frozen=True, kw_only=True, slots=True)
class Series:
    """The numbers or days of one kind, one for each of the chart's categories.

    ``fill`` names a colour and pattern. ``formula`` is what the data give instead of a number, for row ``{row}``.
    """

    name: str
    values: tuple[float | date | None, ...]
    fill: str = ""
    look: Look = Look.BAR
    formula: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Chart:
    """A chart: what it is called, and what it shows in words for those who cannot see it.

    ``name`` is how templates speak of it. ``columns`` are days that stand in the data beside the series, for whoever
    edits them. ``is_upright``: columns instead of bars; ``range`` are the first and last day of an axis of days.
    """

    name: str
    title: str
    description: str
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    columns: tuple[Series, ...] = ()
    is_upright: bool = False
    range: tuple[date, date] | None = None


Block = Paragraph | Table | Chart


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A section under its heading; the summary alone has no number. ``name`` is how templates speak of it."""

    name: str
    heading: str
    blocks: tuple[Block, ...]
    number: str = ""

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of the section, without tables."""
        return (block for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, kw_only=True, slots=True)
class Front:
    """What stands above the summary."""

    body: Words
    panel: Words
    meeting: Words
    title: Words
    report_by: Words


@dataclass(frozen=True, kw_only=True)
class ReportContent:
    """All that a covering report says.

    ``marking`` is "" where the report carries none. ``title`` and ``author`` are for the file's properties. ``charts``
    are all that a template may ask for by name, whether or not a section has them. ``remarks`` are for whoever made it.
    ``properties`` tie the report to what it was made from.
    """

    front: Front
    summary: Section
    sections: tuple[Section, ...]
    marking: str
    title: str
    author: str
    as_at: date
    charts: Mapping[str, Chart] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What officers have yet to write, in the order of the report."""
        return tuple(gap for words in self._all_words() for gap in _gaps(words))

    def _all_words(self) -> Iterator[Words]:
        front = self.front
        yield from (front.body, front.panel, front.meeting, front.title, front.report_by)
        for section in (self.summary, *self.sections):
            for block in section.blocks:
                if isinstance(block, Paragraph):
                    yield block.words
                elif isinstance(block, Table):
                    yield from (cell for row in block.rows for cell in row)


def _gaps(words: Words) -> Iterator[Gap]:
    for word in words:
        if isinstance(word, Gap):
            yield word
        elif isinstance(word, Told):
            yield from _gaps(word.words)
