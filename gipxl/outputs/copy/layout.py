"""Where the plan's table lies on its sheet: the rows that formats and live figures look at, and the columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gipxl.plan import Field, Plan
from gipxl.reading.rows import RowKind

#: How many rows below the table are looked at as well, where nothing else stands there: staff add actions.
_ROOM_BELOW = 200
_LAST_ROW = 1_048_576
_CORE = (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED, Field.STATUS)
_NO_ACTION = (RowKind.GUIDANCE.value, RowKind.HEADING.value)
_PART_OF_TABLE = (RowKind.BANNER.value, RowKind.CONTINUATION.value)


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The plan's table as formulas speak of it.

    ``first`` to ``last`` are the rows looked at, with room for new ones. ``key`` is the column without which a row is
    no action, ``besides`` are those of which one at least must be filled too: by that banners are told from actions.
    ``looks_like_action`` are rows that would pass for actions and are none.
    """

    sheet: str
    first: int
    last: int
    key: str
    besides: tuple[str, ...]
    columns: Mapping[Field, tuple[str, ...]]
    looks_like_action: frozenset[int]

    def letter(self, field: Field) -> str | None:
        """The letter of the column that is read for a field."""
        return self.columns[field][0] if field in self.columns else None

    @property
    def revised(self) -> tuple[str, ...]:
        """The letters of all columns for revised dates, from left to right."""
        return self.columns.get(Field.REVISED_DUE, ())


def layout_of(plan: Plan, called: str | None = None) -> Layout | None:
    """The layout of the plan's own sheet; None where it has neither a column for refs nor one for titles.

    ``called`` is the sheet's name where it has another one in the copy.
    """
    columns: dict[Field, tuple[str, ...]] = {}
    for column in plan.columns:
        if column.field:
            columns[column.field] = (*columns.get(column.field, ()), column.letter)
    key_field = Field.REF if Field.REF in columns else Field.TITLE
    if key_field not in columns:
        return None
    key = columns[key_field][0]
    first, last = _rows(plan)
    core = tuple(letter for field in _CORE for letter in columns.get(field, ()))
    others = _other_rows(plan, first, last)
    title = columns[Field.TITLE][0] if key_field is Field.REF and Field.TITLE in columns else ""
    # Where banners fill the columns of ref and title both, a title does not tell an action from a banner.
    tells = title and not any({key, title} <= filled for filled in others.values())
    besides = (title, *core) if tells else core
    return Layout(
        sheet=called or plan.sheet,
        first=first,
        last=last,
        key=key,
        besides=besides,
        columns=columns,
        looks_like_action=frozenset(
            row for row, filled in others.items() if key in filled and not filled.isdisjoint(besides)
        ),
    )


def _rows(plan: Plan) -> tuple[int, int]:
    """From behind the guidance under the heading to before whatever stands below the table."""
    acting = [action.row for action in plan.actions if action.sheet == plan.sheet]
    first, last = plan.first_row, plan.last_row + _ROOM_BELOW
    for left_out in plan.left_out:
        if left_out.sheet not in ("", plan.sheet) or not left_out.rows:
            continue
        top, bottom = _span(left_out.rows)
        if left_out.why in _NO_ACTION and bottom < min(acting, default=0):
            first = max(first, bottom + 1)
        if left_out.why not in _PART_OF_TABLE and top > plan.last_row:
            last = min(last, top - 1)
    return first, min(max(last, first), _LAST_ROW)


def _span(rows: str) -> tuple[int, int]:
    first, _, last = rows.partition("-")
    return int(first), int(last or first)


def _other_rows(plan: Plan, first: int, last: int) -> dict[int, set[str]]:
    """The rows among the actions that are none, each with the columns that are filled there."""
    filled: dict[int, set[str]] = {}
    for note in plan.notes:
        letters = note.cell.rstrip("0123456789")
        row = int(note.cell[len(letters) :] or 0)
        if first <= row <= last:
            filled.setdefault(row, set()).add(letters)
    everywhere = {column.letter for column in plan.columns}
    for left_out in plan.left_out:
        if left_out.why in _NO_ACTION and left_out.sheet in ("", plan.sheet):
            top, bottom = _span(left_out.rows)
            # What a repeated heading fills is not known: take it for every column.
            filled |= dict.fromkeys(range(max(top, first), min(bottom, last) + 1), everywhere)
    return filled
