"""What the report's charts show, as values: the actions by position and area, and how far dates have slipped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from gipxl.assessment import Assessment
from gipxl.dates import DateReading
from gipxl.outputs.chart import by_area
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.listings import listings
from gipxl.outputs.report.pieces import Chart, Look, Series
from gipxl.standing import Standing
from gipxl.words import count, day, listed, shortened

# A longer name leaves the bars of the chart no room.
_LONGEST_NAME = 34
# More bars or columns than this cannot be told apart on a page.
_MOST_BARS, _MOST_COLUMNS = 40, 60


def charts(assessment: Assessment) -> Iterator[Chart]:
    """The charts for which the plan has something to show."""
    if assessment.figures.workstreams.value:
        yield positions(assessment)
    if drawn := _slipped(assessment):
        yield slippage(assessment, drawn)


def positions(assessment: Assessment) -> Chart:
    """How many actions of each area are in which position."""
    areas = by_area(assessment.standings)
    present = [each for each in POSITIONS if assessment.figures.position(each).value]
    if 0 < len(areas) <= _MOST_BARS:
        counts = [{segment.position: segment.number for segment in area.segments} for area in areas]
        names = [one_line(area.name) for area in areas]
    else:
        counts = [{each: assessment.figures.position(each).value or 0 for each in present}]
        names = ["All actions"]
    said = "; ".join(
        f"{name}: {listed([f'{numbers[each]} {each}' for each in present if numbers.get(each)])}"
        for name, numbers in zip(names, counts, strict=True)
    )
    kinds = listed([each.value for each in present])
    return Chart(
        name="positions",
        title=f"Actions by area and position, {day(assessment.plan.as_at)}",
        description=f"Bar chart of the number of actions in each area that are {kinds}. {said}.",
        categories=tuple(shortened(name, _LONGEST_NAME) for name in names),
        series=tuple(
            Series(
                name=each.value.capitalize(), fill=each.key, values=tuple(numbers.get(each, 0) for numbers in counts)
            )
            for each in present
        ),
    )


def _slipped(assessment: Assessment) -> list[tuple[Standing, date, date]]:
    """The revised actions that can be drawn, with the date first set and the one in force."""
    return [
        (each, first, each.due_day)
        for each in listings(assessment)["revised"]
        if (first := _first_day(each)) and each.due_day and first != each.due_day
    ]


def _first_day(standing: Standing) -> date | None:
    """The day first set; for a date that only the baseline knows, the one there."""
    first: DateReading | None = standing.original
    if standing.due and (first is None or first.covers(standing.due)):
        first = standing.was
    return first.day if first else None


def slippage(assessment: Assessment, drawn: Sequence[tuple[Standing, date, date]]) -> Chart:
    """For each revised action a bar from the date first set to the one in force, against the reporting date."""
    plan = assessment.plan
    shown = drawn[:_MOST_COLUMNS]
    days = [each for _, first, due in shown for each in (first, due)] + [plan.as_at, plan.year_end]
    later = tuple(max((due - first).days, 0) for _, first, due in shown)
    earlier = tuple(max((first - due).days, 0) for _, first, due in shown)
    series = [
        Series(name="Earlier of the two", look=Look.UNSEEN, values=tuple(min(first, due) for _, first, due in shown),
               formula="MIN(B{row},C{row})"),
        Series(name="Put off", fill="put_off", values=later, formula="MAX(0,C{row}-B{row})"),
    ]  # fmt: skip
    if any(earlier):
        formula = "MAX(0,B{row}-C{row})"
        series.append(Series(name="Brought forward", fill="brought_forward", values=earlier, formula=formula))
    lines = ((f"Reporting date, {day(plan.as_at)}", plan.as_at), (f"Year end, {day(plan.year_end)}", plan.year_end))
    for at, (name, when) in enumerate(lines):
        series.append(Series(name=name, look=Look.LINE, fill=f"line_{at}", values=(when,) * len(shown)))
    return Chart(
        name="slippage",
        title="Revised delivery dates: from the date first set to the date now in force",
        description=_told(assessment, shown, len(drawn)),
        categories=tuple(one_line(standing.action.name) for standing, _, _ in shown),
        columns=(
            Series(name="First set", values=tuple(first for _, first, _ in shown)),
            Series(name="Now", values=tuple(due for _, _, due in shown)),
        ),
        series=tuple(series),
        is_upright=True,
        range=_axis(min(days), max(days)),
    )


def _axis(first: date, last: date) -> tuple[date, date]:
    """Whole months around all days."""
    after = last.replace(day=1) + timedelta(31)
    return first.replace(day=1), after.replace(day=1)


def _told(assessment: Assessment, shown: Sequence[tuple[Standing, date, date]], number: int) -> str:
    plan = assessment.plan
    said = "; ".join(f"{one_line(each.action.name)} from {day(first)} to {day(due)}" for each, first, due in shown)
    refs = {each.action.name for each, _, _ in shown}
    missing = [name for name in assessment.figures.revised.refs if name not in refs]
    without = f" Not drawn: {listed([one_line(name) for name in missing])}." if missing else ""
    each_of = "the revised action" if number == 1 else f"each of {count(number, 'revised action')}"
    return (
        f"Column chart with a bar for {each_of}, from the date first set to the date now in force, against the"
        f" reporting date, {day(plan.as_at)}, and the end of the financial year, {day(plan.year_end)}. {said}.{without}"
    )
