"""The months of a plan as a small line: how many actions were overdue in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gipxl.folder.values import PlanRow
from gipxl.words import short_day

WIDTH, HEIGHT = 64, 20
_EDGE = 3
Point = tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Trend:
    """Lines to draw (months that could not be checked make a gap), where the latest month stands, all in words.

    ``change`` is the latest number less the one of the month before, with its sign; "" where one of them is not known.
    """

    lines: tuple[str, ...]
    dot: Point | None
    said: str
    change: str


def trend_of(row: PlanRow, most: int | None = None) -> Trend | None:
    """How the overdue actions of a plan went, over its last ``most`` months; None where it has no earlier month."""
    months = [(each.as_at, each.figures.overdue.value if each.figures else None) for each in row.earlier]
    if row.checked:
        months.append((row.checked.as_at, row.checked.figures.overdue.value))
    months = months[-most:] if most else months
    if not row.earlier or len(months) < 2:
        return None
    numbers = [number for _, number in months]
    runs = list(_runs(months))
    return Trend(
        lines=tuple(_path(run) for run in runs if len(run) > 1),
        dot=runs[-1][-1] if runs and numbers[-1] is not None else None,
        said=f"Overdue: {', '.join(_said(*month) for month in months)}{'' if row.checked else '; not known now'}",
        change=_change(numbers[-2], numbers[-1]) if row.checked else "",
    )


def _runs(months: Sequence[tuple[date, int | None]]) -> Iterator[list[Point]]:
    """The places of months one after the other that are known, to the scale of their days and the highest number."""
    first = months[0][0]
    span = (months[-1][0] - first).days or 1
    highest = max((number for _, number in months if number), default=0) or 1
    run: list[Point] = []
    for day, number in months:
        if number is not None:
            right = _EDGE + (WIDTH - 2 * _EDGE) * (day - first).days / span
            down = HEIGHT - _EDGE - (HEIGHT - 2 * _EDGE) * number / highest
            run.append((round(right, 1), round(down, 1)))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _path(run: Sequence[Point]) -> str:
    return "M" + "L".join(f"{right:g} {down:g}" for right, down in run)


def _said(day: date, number: int | None) -> str:
    return f"{'not known' if number is None else f'{number:,}'} on {short_day(day)}"


def _change(before: int | None, now: int | None) -> str:
    if before is None or now is None:
        return ""
    return f"{now - before:+,}".replace("-", "−") if now != before else "0"
