"""The chart and the lines of how the figures have gone: a column for each presentation, and one for now."""

from __future__ import annotations

from gipxl.history import Direction, Trend
from gipxl.outputs.copy.authoring import FIRST_ROW
from gipxl.outputs.copy.chart_data import FILLS, HIGH, ITEM, NAME, NUMBER, PLACES, WIDE, Line, capital, step
from gipxl.outputs.copy.charts import Cells, Chart, Series
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.direction import compared_with, shown_trends

#: More columns than these no chart can show: then the latest are drawn.
_MOST = 12


def directions(flagging: Flagging, lines: list[Line]) -> Chart | None:
    """The positions of the actions at every presentation; nothing where none came before."""
    if not flagging.assessment.past or not flagging.assessment.direction.presentations:
        return None
    direction = flagging.assessment.direction
    first_rows: dict[str, int] = {}
    for at, trend in enumerate(shown_trends(direction)):
        first_rows[trend.name] = FIRST_ROW + len(lines)
        lines += _lines(direction, trend, compared_with(direction) if not at else "")
    drawn = [position for position in POSITIONS if position.key in first_rows]
    if not drawn:
        return None
    number = len(direction.presentations) + 1
    left_out = max(number - _MOST, 0)
    last = {key: first + number - 1 for key, first in first_rows.items()}
    columns = {key: (first + left_out, last[key]) for key, first in first_rows.items()}
    of = f" (the latest {_MOST} of {number})" if left_out else ""
    totals = next(trend for trend in direction.trends if trend.name == "workstreams")
    return Chart(
        title=f"Positions at each presentation{of}",
        description=f"Stacked columns: {_described(direction)}.",
        kind="column",
        categories=Cells(NAME, ITEM, *columns[drawn[0].key]),
        series=[
            Series(capital(position.value), Cells(NAME, NUMBER, *columns[position.key]), FILLS[position])
            for position in drawn
        ],
        place=PLACES[4],
        size=(WIDE, HIGH),
        is_stacked=True,
        step=step(max(totals.value, *(each.value for each in totals.then))),
    )


def _lines(direction: Direction, trend: Trend, remark: str) -> list[Line]:
    """A line for each presentation, with how many more or fewer there are now, and one for now, with its direction."""
    label = trend.figure.label
    now = f"{capital(direction.in_words(trend))}. {remark}".strip()
    return [
        *(
            Line("Direction", label, direction.called(each.as_at), each.value, _than_then(each.more))
            for each in trend.then
        ),
        Line("Direction", label, direction.called(direction.as_at), trend.value, now),
    ]


def _than_then(more: int) -> str:
    return f"{abs(more):,} {'more' if more > 0 else 'fewer'} now" if more else "As many now"


def _described(direction: Direction) -> str:
    trends = [trend for trend in shown_trends(direction) if direction.in_words(trend)]
    return "; ".join(f"{trend.value:,} {trend.figure.label}, {direction.in_words(trend)}" for trend in trends)
