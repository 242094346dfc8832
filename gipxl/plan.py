"""The vocabulary: a plan, its actions, and what was typed beside what it was taken for.

Frozen values. No Excel, no files, no clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeVar

from msgspec import Struct

from gipxl.dates import ColumnProof, DateReading, year_end
from gipxl.dates import financial_year as financial_year_of
from gipxl.vocabulary import Status, StatusReading

if TYPE_CHECKING:
    import pandas

T = TypeVar("T")


class Field(StrEnum):
    """What a column of the plan can mean. The values are the names used in JSON and settings."""

    REF = "ref"
    TITLE = "title"
    AREA = "area"
    SOURCE = "source"
    RECOMMENDATION = "recommendation"
    ACTION = "action"
    OWNER = "owner"
    ORIGINAL_DUE = "original_due"
    REVISED_DUE = "revised_due"
    REASON = "reason"
    COMPLETED = "completed"
    STATUS = "status"
    UPDATE = "update"
    WORDING = "wording"
    EVIDENCE = "evidence"
    PRIORITY = "priority"
    PUBLICATION = "publication"
    PREVIOUS_REF = "previous_ref"


#: How each field is named to an officer, in messages and tables.
FIELD_WORDS: Mapping[Field, str] = {
    Field.REF: "ref",
    Field.TITLE: "title",
    Field.AREA: "area",
    Field.SOURCE: "source",
    Field.RECOMMENDATION: "recommendation",
    Field.ACTION: "action taken or proposed",
    Field.OWNER: "owner",
    Field.ORIGINAL_DUE: "original date",
    Field.REVISED_DUE: "revised date",
    Field.REASON: "reason for revision",
    Field.COMPLETED: "date completed",
    Field.STATUS: "status",
    Field.UPDATE: "latest update",
    Field.WORDING: "wording for the report",
    Field.EVIDENCE: "evidence",
    Field.PRIORITY: "priority",
    Field.PUBLICATION: "whether it may be published",
    Field.PREVIOUS_REF: "previous ref",
}


# Cells and actions come by the hundred thousand: a Struct is made in a tenth of the time that a dataclass takes.
class Entry(Struct, Generic[T], frozen=True, gc=False):
    """One cell: what was typed, what it was taken for (None: nothing to count with), and where it stands."""

    typed: str
    value: T | None
    cell: str

    @property
    def is_blank(self) -> bool:
        """Nothing was typed, or only spaces and invisible characters."""
        return self.value is None and not self.typed.strip()


#: Stands for a cell in a column that the plan does not have.
NOWHERE: Entry[Any] = Entry("", None, "")


class Action(Struct, frozen=True, kw_only=True):
    """One work-stream of the plan: a row, or one of the refs that a row's ref cell names.

    ``ref`` is cleaned of outer spaces and invisible characters; "" where the row has none.
    ``revised`` holds the revised-date cells from left to right. A date that a cell gives as superseded
    (struck through, "was …", on the line above) is in that cell's ``value.earlier``. ``previous_refs`` are the refs by
    which last year's plan knew it, as its cell for them gives them.
    """

    row: int
    sheet: str
    ref: str
    ref_entry: Entry[str] = NOWHERE
    on_finished_sheet: bool = False
    banner: str = ""
    title: Entry[str] = NOWHERE
    area: Entry[str] = NOWHERE
    source: Entry[str] = NOWHERE
    recommendation: Entry[str] = NOWHERE
    action: Entry[str] = NOWHERE
    owner: Entry[str] = NOWHERE
    owners: tuple[str, ...] = ()
    original: Entry[DateReading] = NOWHERE
    revised: tuple[Entry[DateReading], ...] = ()
    reason: Entry[str] = NOWHERE
    completed: Entry[DateReading] = NOWHERE
    status: Entry[StatusReading] = NOWHERE
    update: Entry[str] = NOWHERE
    wording: Entry[str] = NOWHERE
    evidence: Entry[str] = NOWHERE
    priority: Entry[str] = NOWHERE
    publication: Entry[str] = NOWHERE
    previous_ref: Entry[str] = NOWHERE
    previous_refs: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How messages speak of it: its ref, or "row 17" where it has none."""
        return self.ref or f"row {self.row}"

    @property
    def status_says(self) -> Status | None:
        """What the status cell was taken for; None where it is blank or unknown."""
        return self.status.value.status if self.status.value else None

    @property
    def completed_day(self) -> date | None:
        """The completion date; None where the cell holds none that can be read."""
        return self.completed.value.day if self.completed.value else None

    def is_complete(self, as_at: date) -> bool:
        """Completed on or before ``as_at``; without a completion date, the status says so."""
        if (day := self.completed_day) is not None:
            return day <= as_at
        return self.status_says is _COMPLETE

    @property
    def is_gone(self) -> bool:
        """Withdrawn, superseded or consolidated into another: it counts in nothing."""
        return self.status_says in _GONE

    @property
    def key(self) -> str:
        """What makes it the same action in another month: its ref, or its title where it has none."""
        return ref_key(self.ref) if self.ref else f"title: {folded(self.title.typed)}"

    def entry(self, what: Field) -> Entry[Any]:
        """The cell of one field. For revised dates the last one filled in, or the last column's."""
        name = _ATTRIBUTES[what]
        if name != "revised":
            entry: Entry[Any] = getattr(self, name)
            return entry
        filled = [entry for entry in self.revised if not entry.is_blank]
        return (filled or list(self.revised) or [NOWHERE])[-1]

    @property
    def due_dates(self) -> tuple[DateReading, ...]:
        """Every delivery date that the row gives, the first set first, the one in force last.

        Blank cells and texts that are no date are left out; "TBC" stays in as a reading without a day.
        """
        readings: list[DateReading] = []
        for entry in (self.original, *self.revised):
            if (value := entry.value) is not None:
                readings += (*value.earlier, value) if value.earlier else (value,)
        return tuple([reading for reading in readings if reading.day is not None or reading.is_undecided])

    @property
    def texts(self) -> Iterator[tuple[Field, Entry[str]]]:
        """The cells of prose, with their fields."""
        for what in TEXT_FIELDS:
            entry: Entry[str] = getattr(self, what)
            if entry.value:
                yield what, entry


# Where an action keeps each field.
_ATTRIBUTES: Mapping[Field, str] = {what: what.value for what in Field} | {
    Field.REF: "ref_entry", Field.ORIGINAL_DUE: "original", Field.REVISED_DUE: "revised",
}  # fmt: skip
# Asked of every action many times over; until Python 3.12 a member of an enum takes longer to look up than to compare.
_COMPLETE = Status.COMPLETE
_GONE = (Status.WITHDRAWN, Status.CONSOLIDATED)

#: The fields that hold prose; where refs and promises are looked for.
TEXT_FIELDS = (
    Field.TITLE, Field.RECOMMENDATION, Field.ACTION, Field.REASON, Field.UPDATE, Field.WORDING, Field.EVIDENCE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of the plan: its letter, its heading as typed, its meaning and why it was given that."""

    letter: str
    heading: str
    field: Field | None
    why: str
    guessed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Rows ("6", "36-39") or a sheet that hold no action, and why."""

    rows: str
    why: str
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What the values of the plan's sheet don't show.

    ``merged`` maps each cell inside a merged range to the cell whose value it shares.
    ``unreadable`` names the marks that this kind of file does not tell.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    error_values: Mapping[str, str] = field(default_factory=dict)
    without_value: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()


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


class Place(NamedTuple):
    """Something that the file holds, and where; ``sheet`` and ``cell`` are "" where it stands in no cell."""

    what: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What the workbook's file holds beside the values of its sheets.

    ``external_links`` are the files that formulas or links read, each with the first cell that does;
    ``dangerous_formulas`` say what they call; ``open_comments`` are threaded comments that nobody has resolved.
    ``personal_properties`` says where a person's name stands ("author", "author of comments"), never the name itself.
    """

    has_macros: bool = False
    external_links: tuple[Place, ...] = ()
    dangerous_formulas: tuple[Place, ...] = ()
    open_comments: tuple[Place, ...] = ()
    personal_properties: tuple[str, ...] = ()


_RATING = re.compile(r"%|per ?cent|\bb?rag\b|rating", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A workbook as it was understood.

    ``actions`` are the rows of the plan's own sheet and of a sheet of finished work, in the workbook's order.
    ``as_at`` is the reporting date, ``as_at_from`` says where it was taken from; ``as_at_line`` is the line above the
    table, whether or not the date was taken from it. ``date_orders`` is what each date column proves about its dates.
    ``above`` are the texts above the table, ``notes`` those between and under its actions.
    ``listed_addresses`` are the owners and e-mail addresses that the list of owners gives, as often as it gives them.
    ``path`` is the file it was read from, as it was named.
    """

    path: str
    workbook: str
    sha256: str
    sheet: str
    sheet_why: str
    as_at: date
    as_at_from: str
    heading_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[Column, ...]
    actions: tuple[Action, ...]
    left_out: tuple[LeftOut, ...] = ()
    finished_sheet: str = ""
    other_plans: tuple[str, ...] = ()
    title: str = ""
    year_starts: int = 4
    year_named: int | None = None
    listed_owners: tuple[str, ...] = ()
    listed_statuses: tuple[str, ...] = ()
    listed_addresses: tuple[tuple[str, str], ...] = ()
    markings: tuple[Entry[str], ...] = ()
    above: tuple[Entry[str], ...] = ()
    details: Details = Details()
    marks: Marks = Marks()
    notes: tuple[Entry[str], ...] = ()
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    is_1904: bool = False
    as_at_line: Entry[date] = NOWHERE
    book: Book = Book()
    date_orders: Mapping[Field, ColumnProof] = field(default_factory=dict)

    @cached_property
    def fields(self) -> frozenset[Field]:
        """The fields that the plan has a column for."""
        return frozenset(column.field for column in self.columns if column.field)

    def letter(self, what: Field) -> str | None:
        """The letter of the column that holds a field; None where none does.

        Of several, the last for revised dates, and for a status the words rather than a rating or a per cent.
        """
        columns = [column for column in self.columns if column.field is what]
        if what is Field.STATUS:
            columns.sort(key=lambda column: bool(_RATING.search(column.heading)), reverse=True)
        return columns[-1].letter if columns else None

    def heading(self, what: Field) -> str:
        """The heading of that column as typed on one line, or the field's own name."""
        headings = [column.heading for column in self.columns if column.field is what]
        return " ".join(headings[-1].split()) if headings else FIELD_WORDS[what]

    @cached_property
    def has_single_date(self) -> bool:
        """One date column only: whether a date has moved is told by struck-out dates or earlier workbooks."""
        return Field.REVISED_DUE not in self.fields

    @property
    def marking(self) -> str:
        """The protective marking the plan's sheet carries; "" where it carries none."""
        return next((entry.value for entry in self.markings if entry.value), "")

    @cached_property
    def financial_year(self) -> int:
        """The calendar year in which the reporting date's financial year begins."""
        return financial_year_of(self.as_at, self.year_starts)

    @property
    def year_of_plan(self) -> int:
        """The calendar year in which the plan's own year begins: the one it names, else the reporting date's."""
        return self.year_named or self.financial_year

    @cached_property
    def year_end(self) -> date:
        """The last day of the reporting date's financial year."""
        return year_end(self.as_at, self.year_starts)

    def to_frame(self) -> pandas.DataFrame:
        """The actions as a pandas table, one row each: what was typed, with dates as timestamps."""
        import pandas

        rows = [
            {
                "ref": action.ref,
                "sheet": action.sheet,
                "row": action.row,
                **{what.value: action.entry(what).typed for what in FIELD_WORDS if what in self.fields},
                **{f"{name}_date": _day(entry) for name, entry in _date_cells(action)},
            }
            for action in self.actions
        ]
        frame = pandas.DataFrame(rows)
        for name in [name for name in frame.columns if name.endswith("_date")]:
            frame[name] = pandas.to_datetime(frame[name])
        return frame


def _date_cells(action: Action) -> tuple[tuple[str, Entry[DateReading]], ...]:
    return (
        (Field.ORIGINAL_DUE.value, action.original),
        (Field.REVISED_DUE.value, action.entry(Field.REVISED_DUE)),
        (Field.COMPLETED.value, action.completed),
    )


def _day(entry: Entry[DateReading]) -> date | None:
    return entry.value.day if entry.value else None


class Position(StrEnum):
    """What an action counts as; each has exactly one. The values are the words that people read."""

    COMPLETE = "complete"
    REVISED = "revised"
    OVERDUE = "overdue"
    AT_RISK = "at risk"
    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    UNCLEAR = "unclear"

    @property
    def key(self) -> str:
        """Its name in JSON: "at_risk"."""
        return self.value.replace(" ", "_")


# Zero-width characters, joiners, byte-order marks, soft hyphens and direction marks: nothing that anybody sees.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)

# Letters of other alphabets that look like Latin ones.
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYXo")


def cleaned(text: str) -> str:
    """``text`` without outer spaces and invisible characters; inner runs of blanks become one space."""
    return " ".join(text.translate(INVISIBLE).split())


def folded(text: str) -> str:
    """``text`` for comparing: cleaned, full-width letters made ordinary, case aside."""
    import unicodedata

    return cleaned(text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=262_144)
def ref_key(ref: str) -> str:
    """A ref for comparing: spaces, case, width and look-alike letters aside ("e 6", "Ｅ6" and "Е6" are E6)."""
    import re

    key = folded(ref if ref.isascii() else ref.translate(LOOKALIKES)).replace(" ", "")
    # A letter O beside a digit, behind something else, is read as the zero it looks like.
    return re.sub(r"(?<=\d)o|(?<!^)o(?=\d)", "0", key)
