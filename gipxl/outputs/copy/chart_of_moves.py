"""The chart of dates that moved: a bar along the calendar for each action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gipxl.outputs.copy.authoring import FIRST_ROW
from gipxl.outputs.copy.chart_data import FILLS, HIGH, ITEM, NAME, NUMBER, PLACES, WIDE, Line, capital
from gipxl.outputs.copy.charts import Cells, Chart, Fill, Series
from gipxl.outputs.copy.flagging import Flagging
from gipxl.plan import Position
from gipxl.standing import Standing
from gipxl.words import day

#: More bars than these no chart can show: then the largest moves are taken.
_MOST = 30


def moves(flagging: Flagging, lines: list[Line]) -> Chart | None:
    """For each open action whose date moved: from which day to which, as a bar along the calendar."""
    moved = [each for each in flagging.counted if each.is_open and each.days_moved]
    largest = sorted(range(len(moved)), key=lambda at: -abs(moved[at].days_moved or 0))[:_MOST]
    kept = [moved[at] for at in sorted(largest)]
    if not kept:
        return None
    first, series = FIRST_ROW + len(lines), []
    for part, fill, numbers in _parts(kept):
        top = FIRST_ROW + len(lines)
        named = zip(kept, numbers, strict=True)
        lines += [Line("Moved dates", part, each.action.name, number) for each, number in named]
        series.append(Series(capital(part), Cells(NAME, NUMBER, top, top + len(kept) - 1), fill))
    start = min(map(_earlier_day, kept))
    months = max((_day_now(each) - start).days // 30 for each in kept)
    of = "" if len(kept) == len(moved) else f" (the {len(kept)} largest of {len(moved)} moves)"
    return Chart(
        title=f"Dates moved, and by how many days{of}",
        description=f"Bars along the calendar: {'; '.join(_move(each) for each in kept)}.",
        kind="bar",
        categories=Cells(NAME, ITEM, first, first + len(kept) - 1),
        series=series,
        place=PLACES[2],
        size=(WIDE, max(HIGH, 90 + 20 * len(kept))),
        is_stacked=True,
        axis_format="mmm yyyy",
        step=30 * max(2, months // 8),
        starts_at=_serial(date(start.year, start.month, 1), flagging.assessment.plan.is_1904),
    )


def _parts(moved: Sequence[Standing]) -> Iterator[tuple[str, Fill | None, Sequence[int | date]]]:
    """The parts of the bars: up to where the move begins nothing is seen; then the days, by the way they went."""
    days = [each.days_moved or 0 for each in moved]
    yield "earlier date", None, [_earlier_day(each) for each in moved]
    yield "days later", FILLS[Position.REVISED], [max(by, 0) for by in days]
    if any(by < 0 for by in days):
        yield "days earlier", FILLS[Position.ON_TRACK], [max(-by, 0) for by in days]


def _earlier_day(standing: Standing) -> date:
    return min(_day_was(standing), _day_now(standing))


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
