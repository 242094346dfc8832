"""The chart's arithmetic: bars of segments, in per cent of the width at hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gipxl.outputs.digest import POSITIONS
from gipxl.plan import Position
from gipxl.standing import Standing

# A segment narrower than this, in per cent, has no room for its number on a telephone.
_ROOM_FOR_NUMBER = 7


class Segment(NamedTuple):
    """Part of a bar: how many actions of one position, where it starts and how wide it is, in per cent."""

    position: Position
    number: int
    start: float
    width: float

    @property
    def middle(self) -> float:
        return self.start + self.width / 2

    @property
    def has_room(self) -> bool:
        """Its number can be written inside it."""
        return self.width >= _ROOM_FOR_NUMBER


class Bar(NamedTuple):
    """One row of the chart: an area, how many actions it has, and the segments of their positions."""

    name: str
    number: int
    segments: tuple[Segment, ...]


def by_area(standings: Iterable[Standing]) -> tuple[Bar, ...]:
    """A bar for each area or banner, in the workbook's order, all to one scale; none where no action has either."""
    areas: dict[str, Counter[Position]] = {}
    for standing in standings:
        if standing.counts:
            action = standing.action
            area = " ".join((action.area.value or action.banner).split())
            areas.setdefault(area, Counter())[standing.position] += 1
    if not any(areas):
        return ()
    longest = max(counts.total() for counts in areas.values())
    return tuple(
        Bar(area or "No area given", counts.total(), segments(counts, longest)) for area, counts in areas.items()
    )


def segments(counts: Mapping[Position, int], whole: int) -> tuple[Segment, ...]:
    """The positions that have actions, side by side, from done to in doubt; ``whole`` actions fill the width."""
    placed: list[Segment] = []
    start = 0.0
    for position in POSITIONS:
        if number := counts.get(position, 0):
            width = 100 * number / whole
            placed.append(Segment(position, number, start, width))
            start += width
    return tuple(placed)
