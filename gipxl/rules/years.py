"""Years that stand so far from those of a plan's other dates that somebody's finger slipped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple


class _Way(NamedTuple):
    """How wide a gap is odd in one direction: so many years, or so many times the plan's own reach."""

    gap: int
    reaches: int


# Governance work may well be due in ten years; a plan that steps on to 2030 may also name 2050.
_AHEAD = _Way(10, 3)
_BEHIND = _Way(4, 1)
# Actions have been carried over for as many years as this.
_LONGEST_CARRIED = 5
# What so many dates share, or a tenth of them all, is no slip but a way of planning.
_FEW = 2


def odd_years(days: Sequence[date], this_year: int) -> frozenset[int]:
    """The years among ``days`` that can only be slips: 2002, 2012 or 2121 in a plan for 2021.

    ``this_year`` is the one in which the reporting date's financial year begins. A few dates carried over from years
    gone by, and plans that run for decades in steps, are as they should be.
    """
    years = Counter(day.year for day in days)
    most = max(_FEW, len(days) // 10)
    ahead = sorted(year for year in years if year > this_year + 1)
    behind = sorted((year for year in years if year < this_year), reverse=True)
    early = (year for year in _beyond(years, behind, this_year, _BEHIND, most) if this_year - year > _LONGEST_CARRIED)
    return frozenset([*_beyond(years, ahead, this_year + 1, _AHEAD, most), *early])


def _beyond(years: Counter[int], outwards: Sequence[int], start: int, way: _Way, most: int) -> Iterator[int]:
    """The years that lie beyond a gap, going outwards from the start, where only few dates do."""
    last = start
    for place, year in enumerate(outwards):
        is_gap = abs(year - last) >= max(way.gap, way.reaches * abs(last - start))
        if is_gap and sum(years[each] for each in outwards[place:]) <= most:
            yield from outwards[place:]
            return
        last = year
