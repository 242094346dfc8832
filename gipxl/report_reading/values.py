"""What a report is read as: paragraphs with the numbers that Word shows, and the content controls in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from gipxl.report_reading.originals import Original
from gipxl.words import shortened

_FIRST_WORDS = 60


class Control(NamedTuple):
    """A content control in a paragraph: its tag, and which part of the paragraph's text it holds."""

    tag: str
    start: int
    end: int

    @property
    def kind(self) -> str:
        """What gipxl put into it: "figure", "date", "narrative", "achievement"; or whatever others call theirs."""
        return self.tag.partition(":")[0]

    @property
    def name(self) -> str:
        """What follows the kind: "on_track.percent", "C2,C5"."""
        return self.tag.partition(":")[2]


class Place(NamedTuple):
    """A cell of a table: which table of the document, which row of it, which cell of the row, all from 1."""

    table: int
    row: int
    cell: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """One paragraph as a person reads it.

    ``number`` is what Word shows in front of it ("1.7", "a.", "•"; "" for none), ``level`` the level of a heading (0
    for what is none), ``heading`` the one it stands under, ``place`` its cell where it stands in a table.
    """

    text: str
    style: str = ""
    level: int = 0
    number: str = ""
    controls: tuple[Control, ...] = ()
    heading: str = ""
    place: Place | None = None

    @property
    def is_numbered(self) -> bool:
        """It carries a number of its own, rather than a bullet or a letter."""
        return any(map(str.isdigit, self.number))

    @property
    def where(self) -> str:
        """How a person finds it: its number, else its heading and first words."""
        if self.is_numbered and not self.level:
            return self.number.rstrip(".")
        first = f"“{shortened(self.text, _FIRST_WORDS)}”"
        if self.level:
            return f"heading {first}"
        return f"{shortened(self.heading, _FIRST_WORDS)}: {first}" if self.heading else first


@dataclass(frozen=True, kw_only=True)
class Report:
    """A Word document: its paragraphs in reading order (those in tables, text boxes and footnotes too).

    ``has_tracked_changes`` says that some were met; the text is as if all had been accepted. ``properties`` are the
    file's own, and ``originals`` what gipxl first put into its controls, by their tags; both are empty where gipxl did
    not write the report.
    """

    name: str
    paragraphs: tuple[Paragraph, ...]
    has_tracked_changes: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)
    originals: Mapping[str, Original] = field(default_factory=dict)

    @property
    def as_at(self) -> date | None:
        """The reporting date that gipxl counted on; None where it did not write the report."""
        try:
            return date.fromisoformat(self.properties.get("gipxl reporting date", ""))
        except ValueError:
            return None

    @property
    def controls(self) -> Iterator[tuple[Paragraph, Control]]:
        """Every content control with the paragraph that it stands in."""
        for paragraph in self.paragraphs:
            for control in paragraph.controls:
                yield paragraph, control
