"""The rows, columns and sheets of a plan that its officers have hidden."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gipxl.plan import Action, Plan
from gipxl.reading.opening import Opened

_TEXT_FILES = (".csv", ".tsv", ".txt", ".tab")


@dataclass(frozen=True, kw_only=True)
class Hidden:
    """What is hidden, by the name of the sheet. ``is_told`` is false for files that do not tell it."""

    rows: Mapping[str, frozenset[int]]
    columns: Mapping[str, frozenset[str]]
    sheets: frozenset[str]
    is_told: bool = True

    def hides(self, action: Action) -> bool:
        """Whether an action stands in a hidden row, or on a hidden sheet."""
        return action.sheet in self.sheets or action.row in self.rows.get(action.sheet, ())

    def hides_cell(self, sheet: str, cell: str) -> bool:
        """Whether a cell stands in a hidden column."""
        return bool(cell) and cell.rstrip("0123456789") in self.columns.get(sheet, ())


def hidden_in(plan: Plan, opened: Opened) -> Hidden:
    """What is hidden of a plan; ``opened`` is its workbook, for the sheets other than its own."""
    others = {action.sheet for action in plan.actions} - {plan.sheet}
    rows = {plan.sheet: plan.marks.hidden_rows}
    columns = {plan.sheet: plan.marks.hidden_columns}
    for name in others:
        marks = opened.marks(name)
        rows[name], columns[name] = marks.hidden_rows, marks.hidden_columns
    has_none = Path(plan.workbook).suffix.lower() in _TEXT_FILES  # nothing can be hidden in a text
    is_told = has_none or not any("hidden" in mark for mark in plan.marks.unreadable)
    return Hidden(rows=rows, columns=columns, sheets=frozenset(plan.hidden_sheets), is_told=is_told)
