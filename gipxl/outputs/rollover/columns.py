"""The columns of next year's plan: those of this year's in their order, under their own headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gipxl.outputs.new_plan import Cell
from gipxl.package.addresses import cell, column_number
from gipxl.plan import Action, Column, Field, Plan, cleaned
from gipxl.reading.cells import Sheet, is_filled, shown
from gipxl.reading.columns import FIXED

_ON_FINISHED_SHEETS = (
    Field.EVIDENCE, Field.WORDING, Field.UPDATE, Field.REASON, Field.STATUS, Field.COMPLETED, Field.REVISED_DUE,
    Field.ORIGINAL_DUE, Field.OWNER, Field.RECOMMENDATION, Field.ACTION, Field.PRIORITY,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One column: what it is in the new plan (a field, or a heading of the staff's own) and where it comes from."""

    key: str
    column: Column | None = None

    @property
    def heading(self) -> str:
        """The staff's own words over it, on one line."""
        return " ".join(self.column.heading.split()) if self.column else ""

    @property
    def heading_to_keep(self) -> str:
        """Those words where they alone say what the column is; "" where settings or a guess do."""
        is_sure = self.column is not None and not self.column.guessed and self.column.why != FIXED
        return self.heading if is_sure else ""


def places(plan: Plan, sheets: Sequence[Sheet], *, with_previous_refs: bool) -> tuple[Place, ...]:
    """Every column of the plan that says something, and those that the new year needs beside them."""
    found = list(_own(plan, _sheet(sheets, plan.sheet)))
    has_banners = any(action.banner for action in plan.actions)
    for field, wanted, behind in (
        (Field.AREA, has_banners, (Field.TITLE, Field.REF)),
        (Field.SOURCE, True, (Field.AREA, Field.TITLE, Field.REF)),
        (Field.PREVIOUS_REF, with_previous_refs, (Field.REF,)),
        *((field, True, behind) for field, behind in _of_finished_work(plan)),
    ):
        if wanted and field not in {place.key for place in found}:
            at = next((at for each in behind for at, place in enumerate(found, 1) if place.key == each), 0)
            found.insert(at, Place(key=field))
    return tuple(found)


def _of_finished_work(plan: Plan) -> Iterator[tuple[Field, tuple[Field, ...]]]:
    """Fields that only the sheet of finished work has a column for, such as the date completed."""
    before = (Field.STATUS, Field.REVISED_DUE, Field.ORIGINAL_DUE, Field.OWNER, Field.TITLE, Field.REF)
    for field in _ON_FINISHED_SHEETS:
        if any(action.on_finished_sheet and not action.entry(field).is_blank for action in plan.actions):
            yield field, before


def _own(plan: Plan, sheet: Sheet | None) -> Iterator[Place]:
    taken: set[str] = set()
    for column in plan.columns:
        heading = cleaned(" ".join(column.heading.split()))
        if column.field and column.letter == plan.letter(column.field):
            # Excel wants the headings of a table to differ.
            taken.add(heading.casefold())
            yield Place(key=column.field, column=column)
        elif heading or (sheet and _has_contents(plan, sheet, column.letter)):
            yield Place(key=_free(heading or f"Column {column.letter}", taken), column=column)


def _free(heading: str, taken: set[str]) -> str:
    name, number = heading, 1
    while name.casefold() in taken:
        number += 1
        name = f"{heading} ({number})"
    taken.add(name.casefold())
    return name


def _has_contents(plan: Plan, sheet: Sheet, letter: str) -> bool:
    column = column_number(letter)
    rows = [action.row for action in plan.actions if action.sheet == sheet.name]
    return any(is_filled(sheet.value(row, column)) for row in rows)


def value_of(action: Action, place: Place, plan: Plan, sheets: Sequence[Sheet]) -> Cell:
    """What an action's cell says in a column that gipxl does not use, or of which it uses another."""
    sheet = _sheet(sheets, action.sheet)
    if place.column is None or sheet is None:
        return None
    column: int | None = column_number(place.column.letter)
    if action.sheet != plan.sheet:
        column = _column_headed(sheet, place.heading, action.row)
    if column is None:
        return None
    row = action.row
    if action.sheet == plan.sheet and (top := plan.marks.merged.get(f"{place.column.letter}{row}")):
        row = cell(top)[0]
    return _cell(sheet.value(row, column))


def _cell(value: Any) -> Cell:
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    return shown(value) or None


def _column_headed(sheet: Sheet, heading: str, above: int) -> int | None:
    """The column of a sheet of finished work that has the same heading above its rows."""
    for row in range(sheet.top, min(above, sheet.bottom + 1)):
        for offset, value in enumerate(sheet.row(row)):
            if heading and isinstance(value, str) and cleaned(" ".join(value.split())) == cleaned(heading):
                return sheet.left + offset
    return None


def _sheet(sheets: Sequence[Sheet], name: str) -> Sheet | None:
    return next((sheet for sheet in sheets if sheet.name == name), None)
