"""Rows of a table to actions: what each cell was taken for.

A column is taken as a whole, in one manner; the actions are then put together from the columns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from gipxl.dates import ColumnOrder, ColumnProof, DateContext, DateReading, column_order, read_date
from gipxl.plan import INVISIBLE, NOWHERE, Action, Entry, Field
from gipxl.reading.cells import Value, letter, shown
from gipxl.reading.columns import Given
from gipxl.reading.marks import SheetMarks, Struck
from gipxl.reading.owners import owners_of
from gipxl.reading.refs import refs_of
from gipxl.reading.rows import Row
from gipxl.reading.statuses import StatusColumn, surest
from gipxl.reading.table import Table
from gipxl.settings import DateOrder
from gipxl.vocabulary import Status, StatusReading

_DATE_FIELDS = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED)
_TEXT_FIELDS = (
    Field.REF, Field.TITLE, Field.AREA, Field.SOURCE, Field.RECOMMENDATION, Field.ACTION, Field.OWNER, Field.REASON,
    Field.UPDATE, Field.WORDING, Field.EVIDENCE, Field.PRIORITY, Field.PUBLICATION, Field.PREVIOUS_REF,
)  # fmt: skip

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Manner:
    """How the cells of a plan are to be taken: its dates, its own status words, its list of owners."""

    dates: DateContext
    date_order: DateOrder = DateOrder.PROVEN
    own_words: Mapping[str, Status]
    listed_owners: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """The actions of a table, and what its columns prove about their dates."""

    actions: tuple[Action, ...]
    date_orders: Mapping[Field, ColumnProof]


def take(table: Table, rows: Sequence[Row], merged: Mapping[str, str], marks: SheetMarks, manner: Manner,
         *, finished: bool = False) -> Taken:  # fmt: skip
    """The actions that ``rows`` hold, in their order.

    ``rows`` are those of actions only; ``merged`` names the cells that share the value of one above.
    """
    reader = _Columns(table, rows, merged, marks, manner)
    known = [field for field in _TEXT_FIELDS if field in table.fields]
    fields: dict[str, Sequence[Any]] = {field.value: reader.texts(field) for field in known}
    refs = fields.pop("ref", None) or [NOWHERE] * len(rows)
    revised = reader.dates(Field.REVISED_DUE)
    fields["revised"] = [*zip(*revised, strict=True)] if revised else [()] * len(rows)
    for field, name in ((Field.ORIGINAL_DUE, "original"), (Field.COMPLETED, "completed")):
        if found := reader.dates(field):
            fields[name] = found[0]
    if Field.STATUS in table.fields:
        fields["status"] = reader.statuses()
    if Field.OWNER in table.fields:
        owners = _remembered(lambda text: owners_of(text, manner.listed_owners))
        fields["owners"] = [owners(entry.value) if entry.value else () for entry in fields["owner"]]
    split = _remembered(refs_of)
    if Field.PREVIOUS_REF in table.fields:
        fields["previous_refs"] = [split(entry.value) if entry.value else () for entry in fields["previous_ref"]]
    names = tuple(fields)
    sheet = table.sheet.name
    actions = [
        Action(
            row=row.number, sheet=sheet, ref=ref, ref_entry=entry, on_finished_sheet=finished, banner=row.banner,
            **dict(zip(names, cells, strict=True)),
        )
        for row, entry, cells in zip(rows, refs, zip(*fields.values(), strict=True), strict=True)
        for ref in split(entry.typed)
    ]  # fmt: skip
    return Taken(actions=tuple(actions), date_orders=reader.orders)


def _remembered(read: Callable[[str], T]) -> Callable[[str], T]:
    """``read`` for a column in which the same texts come again and again."""
    known: dict[str, T] = {}

    def remembered(text: str) -> T:
        found = known.get(text)
        if found is None:
            found = known[text] = read(text)
        return found

    return remembered


class _Columns:
    """The columns of one table, each as the entries of its actions."""

    def __init__(
        self, table: Table, rows: Sequence[Row], merged: Mapping[str, str], marks: SheetMarks, manner: Manner
    ) -> None:
        self.table, self.rows, self.merged, self.marks, self.manner = table, rows, merged, marks, manner
        self.numbers = [row.number for row in rows]
        self.orders = {
            field: column_order([value for column in self._letters_of(field) for value in self._values(column)])
            for field in _DATE_FIELDS
            if field in table.fields
        }

    def _letters_of(self, field: Field) -> list[int]:
        return [each.column for each in self.table.columns if each.field is field]

    def _values(self, column: int) -> list[Value]:
        place = column - self.table.sheet.left
        return [row.values[place] for row in self.rows]

    def _cells(self, column: int) -> list[str]:
        name = letter(column)
        cells = [f"{name}{number}" for number in self.numbers]
        return [self.merged.get(cell, cell) for cell in cells] if self.merged else cells

    def _each(self, column: int) -> Iterable[tuple[Value, str]]:
        return zip(self._values(column), self._cells(column), strict=True)

    def texts(self, field: Field) -> list[Entry[str]]:
        """The entries of a column of texts."""
        column, errors = self._letters_of(field)[0], self.marks.error_values
        typed = [shown(value) for value in self._values(column)]
        tidy = str.strip if _is_tidy("".join(typed)) else tidied  # one question for most columns
        return [
            Entry(text, tidy(text) or None, cell) if text else Entry(errors.get(cell, ""), None, cell)
            for text, cell in zip(typed, self._cells(column), strict=True)
        ]

    def dates(self, field: Field) -> list[list[Entry[DateReading]]]:
        """The entries of each column that holds one kind of date."""
        return [self._date_column(column, field) for column in self._letters_of(field)]

    def _date_column(self, column: int, field: Field) -> list[Entry[DateReading]]:
        context, order = self._context(field), self.orders[field].order
        known: dict[tuple[type, Value], tuple[str, DateReading]] = {}
        found: list[Entry[DateReading]] = []
        for value, cell in self._each(column):
            if value == "":
                found.append(Entry(self.marks.error_values.get(cell, ""), None, cell))
            elif struck := self.marks.struck.get(cell):
                found.append(Entry(shown(value), _of_struck(struck, context), cell))
            else:
                key = (value.__class__, value)
                if key not in known:
                    known[key] = shown(value), _proven(read_date(value, context), order)
                found.append(Entry(*known[key], cell))
        return found

    def _context(self, field: Field) -> DateContext:
        chosen = self.manner.date_order
        proven = self.orders[field].month_first
        month_first = chosen is DateOrder.MONTH_FIRST or (chosen is DateOrder.PROVEN and proven)
        return replace(self.manner.dates, month_first=month_first)

    def statuses(self) -> list[Entry[StatusReading]]:
        """The status of each action; of several columns (a status beside a rating) the entry that decides."""
        columns = [self._status_column(each) for each in self.table.columns if each.field is Field.STATUS]
        return columns[0] if len(columns) == 1 else [surest(entries) for entries in zip(*columns, strict=True)]

    def _status_column(self, given: Given) -> list[Entry[StatusReading]]:
        column = StatusColumn(given.heading, self._values(given.column), self.manner.own_words)
        errors = self.marks.error_values
        return [column.entry(value, cell, errors.get(cell, "")) for value, cell in self._each(given.column)]


def _proven(reading: DateReading, order: ColumnOrder) -> DateReading:
    """Where the column gives proof of its order, a date's other reading is none."""
    if reading.month_first and order in (ColumnOrder.DAY_FIRST, ColumnOrder.MONTH_FIRST):
        return replace(reading, month_first=None)
    return reading


def _of_struck(struck: Struck, context: DateContext) -> DateReading:
    reading = read_date(struck.live, context)
    readings = [read_date(text, context) for text in struck.struck]
    gone = [each for old in readings for each in (*old.earlier, replace(old, earlier=()))]
    return replace(reading, earlier=(*(each for each in gone if each.has_day), *reading.earlier))


def _is_tidy(text: str) -> bool:
    """It holds nothing that tidying takes away, outer blanks aside."""
    return text.isascii() and "\r" not in text and "_x000D_" not in text


def tidied(text: str) -> str:
    """A text without outer blanks and invisible characters; the officer's line breaks stay."""
    if _is_tidy(text):
        return text.strip()
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.translate(INVISIBLE).strip()
