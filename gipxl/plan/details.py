"""What officers write on the *Report details* sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from gipxl.plan.actions import Entry


class Detail(StrEnum):
    """A line of the *Report details* sheet. The values are the labels that gipxl writes there."""

    BODY = "Body"
    PANEL = "Panel"
    MEETING = "Meeting date"
    AS_AT = "As at"
    TITLE = "Title"
    REPORT_BY = "Report by"
    MARKING = "Marking"
    PREVIOUS = "Previous presentation"
    PURPOSE = "Purpose"
    KEY_CONSIDERATIONS = "Key considerations"
    INTERDEPENDENCIES = "Interdependencies"
    RECOMMENDATION = "Recommendation"
    WHAT_IT_IS = "What the plan is"
    SOURCES = "Where the areas come from"
    HOW_KEPT = "How the plan is kept"
    ASSURANCE = "Assurance"
    EQUALITY = "Equality and diversity"
    FINANCIAL = "Financial"
    LEGAL = "Legal"
    RISK = "Risk"
    AUTHOR = "Author"
    EMAIL = "E-mail"
    APPENDIX = "Appendix"


class Appendix(NamedTuple):
    """An appendix of the report and its own protective marking ("" where it carries none)."""

    title: str
    marking: str


class AddedSection(NamedTuple):
    """A section of the report that the officers add: its heading, and the cells with its text."""

    heading: str
    texts: tuple[Entry[str], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Details:
    """What the *Report details* sheet says. ``sheet`` is "" where the workbook has none.

    ``sections`` are those that officers add to the report, ``left_out`` the headings of those that it goes without.
    """

    sheet: str = ""
    entries: Mapping[Detail, tuple[Entry[str], ...]] = field(default_factory=dict)
    appendices: tuple[Appendix, ...] = ()
    sections: tuple[AddedSection, ...] = ()
    left_out: tuple[Entry[str], ...] = ()
    meeting: date | None = None
    as_at: date | None = None

    def all(self, what: Detail) -> tuple[str, ...]:
        """Every text given for one label, from the top down."""
        return tuple(entry.value for entry in self.entries.get(what, ()) if entry.value)

    def one(self, what: Detail) -> str:
        """The first text given for one label; "" where there is none."""
        return next(iter(self.all(what)), "")
