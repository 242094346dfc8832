"""What the charts of the Dashboard are drawn from: the lines of its table, and how each position is filled."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from gipxl.outputs.copy.authoring import Content, Styled
from gipxl.outputs.copy.charts import Fill
from gipxl.plan import Position

NAME = "Dashboard"
#: The columns of the items and of the numbers, counted from 0.
ITEM, NUMBER = 2, 3
#: The size of a chart in pixels, and the cells of the upper left corners.
WIDE, HIGH = 620, 340
PLACES = ("G3", "Q3", "G21", "Q21", "Q39", "Q57")

FILLS = {
    Position.COMPLETE: Fill("#17594A", "#17594A"),
    Position.ON_TRACK: Fill("#35719F", "#275A83"),
    Position.REVISED: Fill("#DCCDEC", "#7D5BA6", "light_upward_diagonal"),
    Position.OVERDUE: Fill("#9F2323", "#6D1010"),
    Position.AT_RISK: Fill("#F3C273", "#97610A", "light_horizontal"),
    Position.NOT_STARTED: Fill("#FBFAF8", "#5B6672"),
    Position.UNCLEAR: Fill("#E1E4E8", "#6B7580", "percent_20"),
}


class Line(NamedTuple):
    """One line of the table: which chart, which part of its bars, which bar, the number, and what to say of it."""

    chart: str
    part: str
    item: str
    number: int | date
    remark: str = ""

    @property
    def cells(self) -> Sequence[Content]:
        number = Styled(self.number, "date_right") if isinstance(self.number, date) else self.number
        return self.chart, self.part, Styled(self.item, "ref"), number, self.remark


#: The bands of days overdue, from pale to dark; each has a pattern or a depth of its own.
AGE_FILLS = (
    Fill("#F7E3D8", "#97610A"),
    Fill("#F3C273", "#97610A", "light_horizontal"),
    Fill("#D9773F", "#7A3510", "light_upward_diagonal"),
    Fill("#9F2323", "#6D1010"),
)


def step(most: int) -> int:
    """How far the marks of an axis are apart that goes up to ``most``: whole numbers, and not too many."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, most) if most <= 10 * step)


def capital(text: str) -> str:
    """``text`` with a capital at its beginning."""
    return text[:1].upper() + text[1:]
