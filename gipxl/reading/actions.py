"""Rows of a table to actions: what each cell was taken for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gipxl.dates import ColumnOrder, ColumnProof, DateContext, DateReading, column_order, read_date
from gipxl.plan import INVISIBLE, Action, Entry, Field, cleaned, folded
from gipxl.reading.cells import Value, letter, shown
from gipxl.reading.columns import is_ref_like
from gipxl.reading.marks import SheetMarks, Struck
from gipxl.reading.rows import Row, RowKind
from gipxl.reading.table import Table
from gipxl.settings import DateOrder
from gipxl.vocabulary import Status, StatusReading, read_status

_DATE_FIELDS = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED)
_TEXT_FIELDS = (
    Field.TITLE, Field.AREA, Field.SOURCE, Field.RECOMMENDATION, Field.ACTION, Field.OWNER, Field.REASON, Field.UPDATE,
    Field.WORDING, Field.EVIDENCE, Field.PRIORITY,
)  # fmt: skip


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
    merged: Mapping[str, str]


def take(table: Table, rows: Sequence[Row], marks: SheetMarks, manner: Manner, *, finished: bool = False) -> Taken:
    """The actions among ``rows``, in their order."""
    reader = _Reader(table, rows, marks, manner)
    actions: list[Action] = []
    for row in rows:
        if row.kind is RowKind.ACTION:
            actions.extend(reader.actions(row, finished))
    return Taken(actions=tuple(actions), date_orders=reader.orders, merged=reader.merged)


class _Reader:
    """Takes the cells of one table, column by column in the same manner."""

    def __init__(self, table: Table, rows: Sequence[Row], marks: SheetMarks, manner: Manner) -> None:
        self.table, self.marks, self.manner = table, marks, manner
        self.sheet = table.sheet
        self.left = table.sheet.left
        self.columns: dict[Field, list[int]] = {}
        for each in table.columns:
            if each.field:
                self.columns.setdefault(each.field, []).append(each.column)
        self.letters = {column: letter(column) for columns in self.columns.values() for column in columns}
        self.anchors = dict(self._anchors({row.number for row in rows if row.kind is RowKind.ACTION}))
        self.merged = {
            f"{letter(column)}{row}": f"{letter(column)}{anchor}" for (row, column), anchor in self.anchors.items()
        }
        acting = [row for row in rows if row.kind is RowKind.ACTION]
        self.orders = {field: self._order(field, acting) for field in _DATE_FIELDS if field in self.columns}
        self.contexts = {field: self._context(field) for field in self.orders}
        self.fractions = {column: self._are_fractions(column, acting) for column in self.columns.get(Field.STATUS, [])}

    def _anchors(self, numbers: set[int]) -> Iterator[tuple[tuple[int, int], int]]:
        """For each cell of an action that is merged with one above it: the row whose value it shares."""
        wanted = {column for columns in self.columns.values() for column in columns}
        for top, left, bottom, _ in self.sheet.merged:
            if left in wanted and bottom > top >= self.table.first_row:
                for row in range(top + 1, bottom + 1):
                    if row in numbers:
                        yield (row, left), top

    def _order(self, field: Field, rows: Sequence[Row]) -> ColumnProof:
        values = [row.values[column - self.left] for column in self.columns[field] for row in rows]
        return column_order(values)

    def _context(self, field: Field) -> DateContext:
        chosen = self.manner.date_order
        proven = self.orders[field].month_first
        month_first = chosen is DateOrder.MONTH_FIRST or (chosen is DateOrder.PROVEN and proven)
        return replace(self.manner.dates, month_first=month_first)

    def _are_fractions(self, column: int, rows: Sequence[Row]) -> bool:
        """Per cents are stored as 0.8 in cells shown as per cent, as 80 in others; the column tells."""
        numbers = [value for row in rows if isinstance(value := row.values[column - self.left], (int, float))]
        return bool(numbers) and max(numbers) <= 1

    def actions(self, row: Row, finished: bool) -> Iterator[Action]:
        fields: dict[str, Any] = {
            field.value: self._text(field, row) for field in _TEXT_FIELDS if field in self.columns
        }
        owner = fields.get("owner")
        ref_entry = self._text(Field.REF, row) if Field.REF in self.columns else Entry("", None, "")
        revised = [self._date(column, Field.REVISED_DUE, row) for column in self.columns.get(Field.REVISED_DUE, [])]
        fields["revised"] = tuple(revised)
        for field, name in ((Field.ORIGINAL_DUE, "original"), (Field.COMPLETED, "completed")):
            if field in self.columns:
                fields[name] = self._date(self.columns[field][0], field, row)
        if Field.STATUS in self.columns:
            fields["status"] = self._status(row)
        for ref in refs_of(ref_entry.typed):
            yield Action(
                row=row.number,
                sheet=self.sheet.name,
                ref=ref,
                ref_entry=ref_entry,
                on_finished_sheet=finished,
                banner=row.banner,
                owners=owners_of(owner.value, self.manner.listed_owners) if owner and owner.value else (),
                **fields,
            )

    def _cell(self, column: int, row: Row) -> tuple[Value, str]:
        number = self.anchors.get((row.number, column), row.number) if self.anchors else row.number
        value = row.values[column - self.left] if number == row.number else self.sheet.value(number, column)
        return value, f"{self.letters[column]}{number}"

    def _text(self, field: Field, row: Row) -> Entry[str]:
        value, cell = self._cell(self.columns[field][0], row)
        if value == "":
            return Entry(self.marks.error_values.get(cell, ""), None, cell)
        typed = shown(value)
        return Entry(typed, tidied(typed) or None, cell)

    def _date(self, column: int, field: Field, row: Row) -> Entry[DateReading]:
        value, cell = self._cell(column, row)
        if value == "" and cell in self.marks.error_values:
            return Entry(self.marks.error_values[cell], None, cell)
        context = self.contexts[field]
        if struck := self.marks.struck.get(cell):
            return Entry(shown(value), _of_struck(struck, context), cell)
        reading = read_date(value, context)
        if reading.month_first and self.orders[field].order in (ColumnOrder.DAY_FIRST, ColumnOrder.MONTH_FIRST):
            # The column gives proof, so the other reading is none.
            reading = replace(reading, month_first=None)
        return Entry(shown(value), reading if value != "" else None, cell)

    def _status(self, row: Row) -> Entry[StatusReading]:
        """The status; where it says no more than open, or nothing, a second column (a rating) may say more."""
        first: Entry[StatusReading] | None = None
        for column in self.columns[Field.STATUS]:
            value, cell = self._cell(column, row)
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                value = f"{value * (100 if self.fractions[column] else 1):g}%"
            typed = shown(value) or self.marks.error_values.get(cell, "")
            reading = read_status(typed, self.manner.own_words) if typed.strip() else None
            entry = Entry(typed, reading, cell)
            if reading and reading.status not in (None, Status.OPEN):
                return entry
            first = first or entry
        assert first is not None
        return first


def _of_struck(struck: Struck, context: DateContext) -> DateReading:
    reading = read_date(struck.live, context)
    gone = [each for text in struck.struck for old in [read_date(text, context)] for each in (*old.earlier, old)]
    return replace(reading, earlier=(*(each for each in gone if each.has_day), *reading.earlier))


def tidied(text: str) -> str:
    """A text without outer blanks and invisible characters; the officer's line breaks stay."""
    if text.isascii() and "\r" not in text and "_x000D_" not in text:
        return text.strip()
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
    return text.translate(INVISIBLE).strip()


_BETWEEN_REFS = re.compile(r"\s*(?:\n|,|;|&|\+|/|\band\b)\s*", re.IGNORECASE)


def refs_of(typed: str) -> tuple[str, ...]:
    """The refs that a ref cell names: one for "E6", two for "C2 and C5" or "C2/C5"; one empty for a blank cell.

    A cell is taken apart only where every piece is shaped as the first is, so that "2020/01" stays whole.
    """
    ref = cleaned(typed)
    if len(ref) < 4 or not _BETWEEN_REFS.search(typed):
        return (ref,)
    pieces = [cleaned(piece) for piece in _BETWEEN_REFS.split(typed.strip()) if cleaned(piece)]
    shapes = {_shape(piece) for piece in pieces}
    if len(pieces) > 1 and len(shapes) == 1 and all(is_ref_like(piece) for piece in pieces) and "A" in shapes.pop():
        return tuple(dict.fromkeys(pieces))
    if len(pieces) > 1 and re.search(r"\band\b|&", typed) and all(piece.isdigit() for piece in pieces):
        return tuple(dict.fromkeys(pieces))
    return (ref,)


def _shape(ref: str) -> str:
    return re.sub(r"\d+", "9", re.sub(r"[A-Za-z]+", "A", ref))


_STARTS_AS_NAME = re.compile(r"[A-Z]{2,5}\b|[A-Z][a-z]+ [A-Z][a-z'’-]+$|[A-Z]{1,3}$")
_BETWEEN_OWNERS = re.compile(r"\s*(?:;|\n|\s/\s|/|\s+&\s+|\s+and\s+|,)\s*")
_ROLE_WORD = re.compile(r"^(?:joint |interim |acting |deputy |assistant )*(?:head|director|chief|manager|lead|officer|"
                        r"secretary|clerk|commissioner|chair|treasurer|monitoring officer)\b", re.IGNORECASE)  # fmt: skip


def owners_of(text: str, listed: frozenset[str]) -> tuple[str, ...]:
    """The owners that a cell names. "Head of Planning and Procurement" is one; "Head of HR and Head of IT" are two."""
    whole = cleaned(text)
    if folded(whole) in listed or not _BETWEEN_OWNERS.search(text):
        return (whole,)
    pieces: list[str] = []
    for part in re.split(r"\s*[;\n]\s*", text.strip()):
        pieces += _parted(part, listed, r"\s*/\s*", _is_owner)
    pieces = [piece for part in pieces for piece in _parted(part, listed, r"\s+&\s+|\s+and\s+|\s*,\s+", _is_sure_owner)]
    return tuple(dict.fromkeys(cleaned(piece) for piece in pieces if cleaned(piece)))


def _parted(text: str, listed: frozenset[str], between: str, test: Callable[[str, frozenset[str]], bool]) -> list[str]:
    """The pieces of a text, where each of them is an owner by itself; else the text whole."""
    pieces = [piece for piece in re.split(between, text) if piece.strip()]
    return pieces if len(pieces) > 1 and all(test(piece.strip(), listed) for piece in pieces) else [text]


def _is_owner(text: str, listed: frozenset[str]) -> bool:
    return _is_sure_owner(text, listed) or len(text.split()) <= 3


def _is_sure_owner(text: str, listed: frozenset[str]) -> bool:
    return folded(text) in listed or bool(_ROLE_WORD.match(text)) or bool(_STARTS_AS_NAME.match(text))
