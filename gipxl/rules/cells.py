"""Questions about cells that several families ask."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gipxl.plan import Action, Column, Entry, Plan


def heading_cell(plan: Plan, column: Column | None = None) -> str | None:
    """The cell of a column's heading, or of the first one; None where the plan has no heading row."""
    first = column or next(iter(plan.columns), None)
    return f"{first.letter}{plan.heading_rows[-1]}" if first and plan.heading_rows else None


def by_row(plan: Plan) -> Mapping[int, Action]:
    """The actions of the plan's own sheet by their rows; of several in one row, the first."""
    found: dict[int, Action] = {}
    for action in plan.actions:
        if action.sheet == plan.sheet:
            found.setdefault(action.row, action)
    return found


def split_cell(cell: str) -> tuple[str, int]:
    """The letters and the row of a cell's name: ("D", 17)."""
    letters = cell.rstrip("0123456789")
    return letters, int(cell[len(letters) :] or 0)


def is_spoilt(plan: Plan, action: Action, entry: Entry[Any]) -> bool:
    """The cell shows an error value, or a formula without its result: a fault of its own, whatever it should say."""
    if action.sheet != plan.sheet:
        return False
    return entry.cell in plan.marks.error_values or entry.cell in plan.marks.without_value


def quoted(heading: str) -> str:
    """A heading as messages name it, on one line."""
    return f"“{' '.join(heading.split())}”" if heading.strip() else "no heading"


def capital(text: str) -> str:
    """``text`` as the beginning of a sentence: "Row 17"."""
    return text[:1].upper() + text[1:]


def holds_any(text: str, stems: Iterable[str]) -> bool:
    """One of ``stems`` stands in ``text``. Asked of every text, and so in the quickest manner."""
    return any(map(text.__contains__, stems))
