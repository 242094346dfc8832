"""The *Dashboard* sheet: where the actions stand, by area, how dates moved, and what falls due when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gipxl.dates import year_end
from gipxl.outputs.copy import figures
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, NewSheet, Styled
from gipxl.outputs.copy.charts import Cells, Chart, Fill, Series
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.plain import one_line
from gipxl.plan import Position
from gipxl.standing import Standing
from gipxl.words import MONTHS, day, month, shortened

NAME = "Dashboard"
_COLUMNS = (
    Column(heading="Chart", width=15),
    Column(heading="Part", width=14),
    Column(heading="Item", width=26),
    Column(heading="Number", width=13, is_number=True),
)
_ITEM, _NUMBER = 2, 3
#: More bars than these no chart can show; the table has them all the same.
_MOST_AREAS, _MOST_MOVED = 20, 30
_WIDE, _HIGH = 620, 340
_PLACES = ("F3", "P3", "F21", "P21")

FILLS = {
    Position.COMPLETE: Fill("#17594A", "#17594A"),
    Position.ON_TRACK: Fill("#35719F", "#275A83"),
    Position.REVISED: Fill("#DCCDEC", "#7D5BA6", "light_upward_diagonal"),
    Position.OVERDUE: Fill("#9F2323", "#6D1010"),
    Position.AT_RISK: Fill("#F3C273", "#97610A", "light_horizontal"),
    Position.NOT_STARTED: Fill("#FBFAF8", "#5B6672"),
    Position.UNCLEAR: Fill("#E1E4E8", "#6B7580", "percent_20"),
}
_LATER, _EARLIER = FILLS[Position.REVISED], FILLS[Position.ON_TRACK]


class _Line(NamedTuple):
    """One line of the table: which chart, which part of its bars, which bar, and the number."""

    chart: str
    part: str
    item: str
    number: int | date

    @property
    def cells(self) -> Sequence[Content]:
        number = Styled(self.number, "date_right") if isinstance(self.number, date) else self.number
        return self.chart, self.part, Styled(self.item, "ref"), number


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet: a table of all the numbers, and beside it the charts drawn from it."""
    plan = flagging.assessment.plan
    live = "The first chart follows the figures; the others stay as counted." if flagging.live else ""
    lines: list[_Line] = []
    charts = [
        chart
        for make in (_positions, _areas, _moved, _due)
        if (chart := make(flagging, lines)) is not None
    ]
    return NewSheet(
        name=NAME,
        title="Dashboard",
        about=f"The actions as at {day(plan.as_at)} in charts, and the numbers behind them. {live}",
        columns=_COLUMNS,
        rows=[line.cells for line in lines],
        charts=charts,
    )


def _counted(flagging: Flagging) -> list[Standing]:
    return [standing for standing in flagging.assessment.standings if standing.counts]


def _positions(flagging: Flagging, lines: list[_Line]) -> Chart:
    """How many actions are in each position; drawn from the Figures sheet, where there is one, so that it is live."""
    of = flagging.assessment.figures
    numbers = [(position, of.position(position).value or 0) for position in POSITIONS]
    first = FIRST_ROW + len(lines)
    lines += [_Line("Position", "all actions", _capital(position.value), number) for position, number in numbers]
    name, column, value = NAME, _ITEM, _NUMBER
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
        step=_step(max(number for _, number in numbers)),
        place=_PLACES[0],
        size=(_WIDE, _HIGH),
        number_format="0",
    )


def _areas(flagging: Flagging, lines: list[_Line]) -> Chart | None:
    """How many actions of each area are in each position."""

    def area(standing: Standing) -> str:
        return shortened(one_line(standing.action.area.value or standing.action.banner) or "No area given", 60)

    counted = _counted(flagging)
    found = list(dict.fromkeys(area(standing) for standing in counted))
    if found in ([], ["No area given"]) or len(found) > _MOST_AREAS:
        return None
    return _stacked(
        "Area", "Areas and positions", counted, found, area, lines,
        kind="bar", place=_PLACES[1],
    )  # fmt: skip


def _due(flagging: Flagging, lines: list[_Line]) -> Chart | None:
    """How many open actions fall due in each month to the end of the financial year, and how many before."""
    plan = flagging.assessment.plan
    end = year_end(plan.as_at, plan.year_starts)
    open_ones = [each for each in _counted(flagging) if each.is_open and each.due_day and each.due_day <= end]
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
        kind="column", place=_PLACES[3],
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
    lines: list[_Line],
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
        lines += [_Line(chart, position.value, item, counts[position, item]) for item in items]
        last = first + len(items) - 1
        categories = categories or Cells(NAME, _ITEM, first, last)
        series.append(Series(_capital(position.value), Cells(NAME, _NUMBER, first, last), FILLS[position]))
    assert categories
    return Chart(
        title=title,
        description=f"Stacked bars: {'; '.join(_described(items, present, counts))}.",
        kind=kind,
        categories=categories,
        series=series,
        place=place,
        size=(_WIDE, _HIGH),
        is_stacked=True,
        step=_step(max(sum(counts[position, item] for position in present) for item in items)),
    )


def _step(most: int) -> int:
    """How far the marks of an axis are apart that goes up to ``most``: whole numbers, and not too many."""
    return next(step for step in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, most) if most <= 10 * step)


def _described(
    items: Sequence[str], positions: Sequence[Position], counts: Counter[tuple[Position, str]]
) -> Iterator[str]:
    for item in items:
        parts = [f"{counts[position, item]} {position}" for position in positions if counts[position, item]]
        yield f"{item}: {', '.join(parts) or 'none'}"


def _moved(flagging: Flagging, lines: list[_Line]) -> Chart | None:
    """For each open action whose date moved: from which day to which, as a bar along the calendar."""
    moved = [each for each in _counted(flagging) if each.is_open and each.days_moved]
    largest = sorted(range(len(moved)), key=lambda at: -abs(moved[at].days_moved or 0))[:_MOST_MOVED]
    kept = [moved[at] for at in sorted(largest)]
    if not kept:
        return None
    days = [(each, each.days_moved or 0) for each in kept]
    parts: list[tuple[str, Fill | None, Callable[[Standing, int], int | date]]] = [
        ("earlier date", None, lambda each, by: min(_day_was(each), _day_now(each))),
        ("days later", _LATER, lambda each, by: max(by, 0)),
        ("days earlier", _EARLIER, lambda each, by: max(-by, 0)),
    ]
    if all(by > 0 for _, by in days):
        parts.pop()
    series, first = [], FIRST_ROW + len(lines)
    for part, fill, number in parts:
        top = FIRST_ROW + len(lines)
        lines += [_Line("Moved dates", part, each.action.name, number(each, by)) for each, by in days]
        series.append(Series(_capital(part), Cells(NAME, _NUMBER, top, top + len(days) - 1), fill))
    start = min(min(_day_was(each), _day_now(each)) for each in kept)
    of = "" if len(kept) == len(moved) else f" (the {len(kept)} largest of {len(moved)} moves)"
    return Chart(
        title=f"Dates moved, and by how many days{of}",
        description=f"Bars along the calendar: {'; '.join(_move(each) for each, _ in days)}.",
        kind="bar",
        categories=Cells(NAME, _ITEM, first, first + len(days) - 1),
        series=series,
        place=_PLACES[2],
        size=(_WIDE, max(_HIGH, 90 + 20 * len(kept))),
        is_stacked=True,
        axis_format="mmm yyyy",
        step=61,
        starts_at=_serial(date(start.year, start.month, 1), flagging.assessment.plan.is_1904),
    )


def _move(standing: Standing) -> str:
    return f"{standing.action.name} from {day(_day_was(standing))} to {day(_day_now(standing))}"


def _day_was(standing: Standing) -> date:
    assert standing.was and standing.was.day
    return standing.was.day


def _day_now(standing: Standing) -> date:
    assert standing.due_day
    return standing.due_day


def _serial(when: date, is_1904: bool) -> int:
    """The number that Excel keeps for a day."""
    return (when - (date(1904, 1, 1) if is_1904 else date(1899, 12, 30))).days


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
