"""The rows below a heading: what kinds there are, where the fields stand in them, which were left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from gipxl.plan import Field, LeftOut, cleaned
from gipxl.reading.cells import Value, is_filled, letter, shown
from gipxl.reading.table import Table


class RowKind(Enum):
    """What a row is. The values of all but ACTION are the reasons for leaving it out."""

    ACTION = "action"
    BLANK = "blank"
    BANNER = "banner"
    HEADING = "the heading repeated"
    GUIDANCE = "guidance or an example"
    CONTINUATION = "continues the action above"
    TOTAL = "total, key or note"
    TEXT = "text with no ref, owner, date or status"
    OTHER_TABLE = "another table"
    UNUSED = "a ref and nothing else"


class Row(NamedTuple):
    """One row of the table: its number, its kind, its values from the sheet's first column on, and its banner.

    Where a cell is merged with one above, ``values`` has the value that it shares.
    """

    number: int
    kind: RowKind
    values: Sequence[Value]
    banner: str = ""


_CORE = (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.STATUS, Field.COMPLETED)
_SAYING = (
    Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED, Field.TITLE, Field.RECOMMENDATION,
    Field.ACTION, Field.UPDATE,
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where in a row's values the fields stand.

    ``core`` are owner, dates and status, of which an action has at least one; ``saying`` the fields that somebody must
    have typed, so that a ref and a formula's status are not enough.
    """

    first: Mapping[Field, int]
    core: Sequence[int]
    saying: Sequence[int]

    @classmethod
    def of(cls, table: Table) -> Places:
        """The places of a table's columns."""
        left = table.sheet.left
        return cls(
            first={each.field: each.column - left for each in reversed(table.columns) if each.field},
            core=[each.column - left for each in table.columns if each.field in _CORE],
            saying=[each.column - left for each in table.columns if each.field in _SAYING],
        )

    def text(self, values: Sequence[Value], field: Field) -> str:
        """What stands in the first column of a field, cleaned; "" where there is none."""
        place = self.first.get(field)
        return "" if place is None else cleaned(shown(values[place]))

    def core_filled(self, values: Sequence[Value]) -> int:
        """How many of owner, dates and status are filled in."""
        return sum(1 for place in self.core if values[place] != "" and is_filled(values[place]))


def left_out(rows: Sequence[Row], sheet: str) -> tuple[LeftOut, ...]:
    """The rows that are no action, neighbours with one reason together ("36-39")."""
    found: list[tuple[int, int, str]] = []
    for row in rows:
        if row.kind is RowKind.ACTION:
            continue
        why = row.kind.value
        if found and found[-1][2] == why and found[-1][1] == row.number - 1:
            found[-1] = (found[-1][0], row.number, why)
        else:
            found.append((row.number, row.number, why))
    return tuple(
        LeftOut(rows=f"{first}" if first == last else f"{first}-{last}", why=why, sheet=sheet)
        for first, last, why in found
    )


def cells_shared(table: Table) -> dict[tuple[int, int], int]:
    """The cells (row, column) below the heading that are merged with one above, each with that one's row."""
    wanted = {each.column for each in table.columns if each.field}
    return {
        (row, left): top
        for top, left, bottom, _ in table.sheet.merged
        if left in wanted and bottom > top >= table.first_row
        for row in range(top + 1, min(bottom, table.last_row) + 1)
    }


def cell_names(shared: Mapping[tuple[int, int], int]) -> dict[str, str]:
    """The same as cells: "D8" to "D7"."""
    return {f"{letter(column)}{row}": f"{letter(column)}{top}" for (row, column), top in shared.items()}
