"""Plans and months as the pages of a shared folder show them: columns, numbers, and what stands out among them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import quote

from gipxl.figures import LABELS, Figures
from gipxl.folder.values import PlanRow
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.figures import overdue_counted
from gipxl.rules.cells import capital
from gipxl.rules.finding import Level


class Column(NamedTuple):
    """A column of numbers: how it is called in the page's script and by people."""

    name: str
    label: str


class Number(NamedTuple):
    """A number in its column, and the style that it stands out by; "" where it does not."""

    text: str
    tone: str


class Tile(NamedTuple):
    """A figure at the head of a page: what it counts, a line beside it, its style, and which plans it stands for."""

    value: str
    label: str
    beside: str = ""
    tone: str = ""
    show: str = ""


_FIGURES = ("workstreams", *(position.key for position in POSITIONS))
_TONES = {"overdue": "error", Level.ERROR: "error", Level.WARNING: "warning"}

#: The numbers of a plan, from left to right.
COLUMNS = (
    *(Column(name, capital(LABELS.get(name, name.replace("_", " ")))) for name in _FIGURES),
    *(Column(level.value, f"{level.value.capitalize()}s") for level in Level),
)


def numbers_of(figures: Figures | None, counts: Mapping[Level, int]) -> tuple[Number, ...]:
    """The numbers of a plan or a month, in the order of the columns; without figures they are all empty."""
    if figures is None:
        return tuple(Number("", "") for _ in COLUMNS)
    values = {name: getattr(figures, name).value or 0 for name in _FIGURES}
    return tuple(_number(key, value) for key, value in [*values.items(), *((each, counts[each]) for each in Level)])


def _number(name: str, value: int) -> Number:
    return Number(f"{value:,}", _TONES.get(name, "") if value else "none")


def remarks_of(row: PlanRow) -> tuple[str, ...]:
    """What is worth knowing of a plan, how its overdue actions are counted included, where it is not as usual."""
    counted = overdue_counted(row.checked.figures) if row.checked else ""
    return (*row.remarks, *([f"Overdue: {counted}"] if counted else []))


def link_to(folder: str, *, up: str = "") -> str:
    """The address of a folder below the status; "" for none."""
    return f"{up}{quote(folder)}/" if folder else ""
