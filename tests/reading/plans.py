"""The plan that the corpus lays out in every way, and what must be read of it however it is laid out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from gipxl.assessment import assess
from gipxl.plan import Plan
from gipxl.reading import read
from gipxl.settings import Settings

AS_AT = date(2020, 9, 30)

#: Four actions, field by field; None is a blank cell.
ACTIONS: Sequence[Mapping[str, Any]] = (
    {"ref": "A1", "title": "Inclusion training", "owner": "Head of People", "original": date(2020, 9, 25),
     "revised": date(2020, 12, 18), "reason": "The tender for the course took longer", "completed": None,
     "status": "Revised", "update": "Course drafted with the provider"},
    {"ref": "A2", "title": "Expenses controls", "owner": "Chief Finance Officer", "original": date(2020, 12, 31),
     "revised": None, "reason": None, "completed": None, "status": "On track", "update": "Draft is with the board"},
    {"ref": "B1", "title": "Land listing", "owner": "Estates Manager", "original": date(2020, 8, 28),
     "revised": None, "reason": None, "completed": date(2020, 8, 14), "status": "Complete",
     "update": "The list is on the website"},
    {"ref": "B2", "title": "Contracts register", "owner": "Commercial Manager", "original": date(2021, 3, 26),
     "revised": None, "reason": None, "completed": None, "status": "Amber", "update": "Two replies are yet to come"},
)  # fmt: skip
WORDS: Mapping[str, str] = {
    "ref": "Ref", "title": "Area for improvement", "owner": "Owner", "original": "Original date",
    "revised": "Revised date", "reason": "Reason for revision", "completed": "Date completed", "status": "Status",
    "update": "Latest update",
}  # fmt: skip

#: How the four read: ref | title | owner | first date | date in force | completed | position.
STANDARD = """
    A1 | Inclusion training | Head of People        | 2020-09-25 | 2020-12-18 |            | revised
    A2 | Expenses controls  | Chief Finance Officer | 2020-12-31 | 2020-12-31 |            | on track
    B1 | Land listing       | Estates Manager       | 2020-08-28 | 2020-08-28 | 2020-08-14 | complete
    B2 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 |            | at risk
"""


def grid(fields: Sequence[str] | None = None, words: Mapping[str, str] = {}, actions: Any = ACTIONS) -> list[list[Any]]:
    """A heading row and a row for each action, with these fields and these words for them."""
    fields = fields or list(WORDS)
    heading: list[Any] = [words.get(name, WORDS.get(name, name)) for name in fields]
    return [heading, *([action.get(name) for name in fields] for action in actions)]


def below(rows: int, cells: Sequence[Sequence[Any]], left: int = 0) -> list[list[Any]]:
    """Cells further down and to the right."""
    return [*([] for _ in range(rows)), *([*[None] * left, *line] for line in cells)]


def understood(path: Path, *, settings: Settings = Settings(), as_at: date | None = AS_AT, sheet: str = "") -> Plan:
    """The plan in a file."""
    return read(path, settings=settings, as_at=as_at, sheet=sheet)


def lines_of(plan: Plan) -> list[str]:
    """What was read, one line for each action, as in ``STANDARD``."""
    return [
        _line(
            standing.action.ref, standing.action.title.value, standing.action.owner.value, standing.original_day,
            standing.due_day, standing.action.completed_day, standing.position if standing.counts else "does not count",
        )
        for standing in assess(plan, None, settings=Settings()).standings
    ]  # fmt: skip


def _line(*cells: Any) -> str:
    return " | ".join("" if cell is None else " ".join(str(cell).split()) for cell in cells)


def expected(text: str) -> list[str]:
    """The lines of a table such as ``STANDARD``."""
    return [_line(*(cell.strip() for cell in line.split("|"))) for line in text.strip().splitlines()]


def columns_of(plan: Plan) -> dict[str, str]:
    """Field to letter, the letters of several columns together."""
    found: dict[str, str] = {}
    for column in plan.columns:
        if column.field:
            found[column.field.value] = found.get(column.field.value, "") + column.letter
    return found


def left_out_of(plan: Plan) -> dict[str, str]:
    """Rows to the reason for leaving them out."""
    return {left.rows: left.why for left in plan.left_out}
