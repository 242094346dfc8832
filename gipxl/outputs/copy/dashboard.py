"""The *Dashboard* sheet: where the actions stand, how dates moved, what is due and overdue, how the figures went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from gipxl.dates import year_end
from gipxl.outputs.copy import figures
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, NewSheet
from gipxl.outputs.copy.chart_data import FILLS, HIGH, ITEM, NAME, NUMBER, PLACES, WIDE, Line, capital, step
from gipxl.outputs.copy.chart_of_ages import ages
from gipxl.outputs.copy.chart_of_direction import directions
from gipxl.outputs.copy.chart_of_moves import moves
from gipxl.outputs.copy.charts import Cells, Chart, Series
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.plain import one_line
from gipxl.plan import Position
from gipxl.standing import Standing
from gipxl.words import MONTHS, day, month, shortened

_COLUMNS = (
    Column(heading="Chart", width=19),
    Column(heading="Part", width=14),
    Column(heading="Item", width=26),
    Column(heading="Number", width=13, is_number=True),
    Column(heading="Remark", width=44),
)
#: More bars than these no chart can show.
_MOST_AREAS = 20


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet: a table of all the numbers, and beside it the charts drawn from it."""
    plan = flagging.assessment.plan
    live = "The first chart follows the figures; the others stay as counted." if flagging.live else ""
    lines: list[Line] = []
    drawn = [draw(flagging, lines) for draw in (_positions, _areas, moves, _due, ages, directions)]
    return NewSheet(
        name=NAME,
        title="Dashboard",
        about=f"The actions as at {day(plan.as_at)} in charts, and the numbers behind them. {live}",
        columns=_COLUMNS,
        rows=[line.cells for line in lines],
        charts=[chart for chart in drawn if chart is not None],
    )


def _positions(flagging: Flagging, lines: list[Line]) -> Chart:
    """How many actions are in each position; drawn from the Figures sheet, where there is one, so that it is live."""
    of = flagging.assessment.figures
    numbers = [(position, of.position(position).value or 0) for position in POSITIONS]
    first = FIRST_ROW + len(lines)
    lines += [Line("Position", "all actions", capital(position.value), number) for position, number in numbers]
    name, column, value = NAME, ITEM, NUMBER
    if figures.NAME in flagging.sheets:
        first = figures.row_of(flagging, POSITIONS[0].key)
        name, column, value = figures.NAME, 0, 1
    last = first + len(numbers) - 1
    fills = [FILLS[position] for position in POSITIONS]
    return Chart(
        title="Position of the actions",
        description="Bars: " + "; ".join(f"{position} {number}" for position, number in numbers) + ".",
        kind="bar",
        categories=Cells(name, column, first, last),
        series=[Series("Actions", Cells(name, value, first, last), fills[0], fills)],
        step=step(max(number for _, number in numbers)),
        place=PLACES[0],
        size=(WIDE, HIGH),
        number_format="0",
    )


def _areas(flagging: Flagging, lines: list[Line]) -> Chart | None:
    """How many actions of each area are in each position."""

    def area(standing: Standing) -> str:
        return shortened(one_line(standing.action.area.value or standing.action.banner) or "No area given", 60)

    counted = flagging.counted
    found = list(dict.fromkeys(area(standing) for standing in counted))
    if found in ([], ["No area given"]) or len(found) > _MOST_AREAS:
        return None
    return _stacked(
        "Area", "Areas and positions", counted, found, area, lines,
        kind="bar", place=PLACES[1],
    )  # fmt: skip


def _due(flagging: Flagging, lines: list[Line]) -> Chart | None:
    """How many open actions fall due in each month to the end of the financial year, and how many before."""
    plan = flagging.assessment.plan
    end = year_end(plan.as_at, plan.year_starts)
    open_ones = [each for each in flagging.counted if each.is_open and each.due_day and each.due_day <= end]
    months = [_month(plan.as_at, ahead) for ahead in range(12) if _month(plan.as_at, ahead) <= end]
    earlier = f"Before {month(months[0])}"

    def when(standing: Standing) -> str:
        assert standing.due_day
        return earlier if standing.due_day < months[0] else _short(standing.due_day)

    items = [*([earlier] if any(when(each) == earlier for each in open_ones) else []), *map(_short, months)]
    if not open_ones:
        return None
    return _stacked(
        "Due", f"Open actions due by {day(end)}, month by month", open_ones, items, when, lines,
        kind="column", place=PLACES[3],
    )  # fmt: skip


def _month(start: date, ahead: int) -> date:
    years, number = divmod(start.month - 1 + ahead, 12)
    return date(start.year + years, number + 1, 1)


def _short(when: date) -> str:
    return f"{MONTHS[when.month - 1][:3]} {when.year}"


def _stacked(
    chart: str,
    title: str,
    standings: Sequence[Standing],
    items: Sequence[str],
    item_of: Callable[[Standing], str],
    lines: list[Line],
    *,
    kind: str,
    place: str,
) -> Chart:
    """Bars of one item each, parted into positions; positions in which there is no action are left out."""
    counts = Counter((standing.position, item_of(standing)) for standing in standings)
    present = [position for position in POSITIONS if any(counts[position, item] for item in items)]
    series, categories = [], None
    for position in present:
        first = FIRST_ROW + len(lines)
        lines += [Line(chart, position.value, item, counts[position, item]) for item in items]
        last = first + len(items) - 1
        categories = categories or Cells(NAME, ITEM, first, last)
        series.append(Series(capital(position.value), Cells(NAME, NUMBER, first, last), FILLS[position]))
    assert categories
    return Chart(
        title=title,
        description=f"Stacked bars: {'; '.join(_described(items, present, counts))}.",
        kind=kind,
        categories=categories,
        series=series,
        place=place,
        size=(WIDE, HIGH),
        is_stacked=True,
        step=step(max(sum(counts[position, item] for position in present) for item in items)),
    )


def _described(
    items: Sequence[str], positions: Sequence[Position], counts: Counter[tuple[Position, str]]
) -> Iterator[str]:
    for item in items:
        parts = [f"{counts[position, item]} {position}" for position in positions if counts[position, item]]
        yield f"{item}: {', '.join(parts) or 'none'}"
