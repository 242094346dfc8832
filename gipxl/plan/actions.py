"""One action of the plan: what was typed in its cells, and what that was taken for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Any, Generic, TypeVar

from msgspec import Struct

from gipxl.dates import DateReading
from gipxl.plan.fields import TEXT_FIELDS, Field
from gipxl.plan.texts import folded, ref_key
from gipxl.vocabulary import Status, StatusReading

T = TypeVar("T")


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
