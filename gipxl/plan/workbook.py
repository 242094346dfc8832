"""What the workbook holds around the actions: columns, rows left out, marks that values do not show, links."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from gipxl.plan.fields import Field


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """One column of the plan: its letter, its heading as typed, its meaning and why it was given that."""

    letter: str
    heading: str
    field: Field | None
    why: str
    guessed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftOut:
    """Rows ("6", "36-39") or a sheet that hold no action, and why."""

    rows: str
    why: str
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Marks:
    """What the values of the plan's sheet don't show.

    ``struck_out`` are the cells whose whole text is struck out.
    ``merged`` maps each cell inside a merged range to the cell whose value it shares.
    ``unreadable`` names the marks that this kind of file does not tell.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[str] = frozenset()
    merged: Mapping[str, str] = field(default_factory=dict)
    error_values: Mapping[str, str] = field(default_factory=dict)
    without_value: frozenset[str] = frozenset()
    struck_out: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()


class Place(NamedTuple):
    """Something that the file holds, and where; ``sheet`` and ``cell`` are "" where it stands in no cell."""

    what: str
    sheet: str = ""
    cell: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Book:
    """What the workbook's file holds beside the values of its sheets.

    ``external_links`` are the files that formulas or links read, each with the first cell that does;
    ``dangerous_formulas`` say what they call; ``open_comments`` are threaded comments that nobody has resolved.
    ``personal_properties`` says where a person's name stands ("author", "author of comments"), never the name itself.
    """

    has_macros: bool = False
    external_links: tuple[Place, ...] = ()
    dangerous_formulas: tuple[Place, ...] = ()
    open_comments: tuple[Place, ...] = ()
    personal_properties: tuple[str, ...] = ()
