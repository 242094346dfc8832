"""A workbook as it was understood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from gipxl.dates import ColumnProof, DateReading, year_end
from gipxl.dates import financial_year as financial_year_of
from gipxl.plan.actions import NOWHERE, Action, Entry
from gipxl.plan.details import Details
from gipxl.plan.fields import FIELD_WORDS, Field
from gipxl.plan.workbook import Book, Column, LeftOut, Marks

if TYPE_CHECKING:
    import pandas


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
    details: Details = field(default_factory=Details)
    marks: Marks = field(default_factory=Marks)
    notes: tuple[Entry[str], ...] = ()
    sheets: tuple[str, ...] = ()
    hidden_sheets: tuple[str, ...] = ()
    is_1904: bool = False
    as_at_line: Entry[date] = NOWHERE
    book: Book = field(default_factory=Book)
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
