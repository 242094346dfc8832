"""The figures against those of every earlier presentation: more, fewer or the same, and since when.

An earlier month is a presentation where the details sheet of a later month names it as the previous one, or where it
carries the date of a meeting of its own; of several months made for one meeting, the last one made before it is. The
month that the report is compared with is the last of them in any case. Where the sheets tell of none, every earlier
month is taken. Where the details sheet says that there was no previous presentation, there is none.

Each month is counted as it stood then. Some figures have no direction: those that compare two months by themselves,
such as what was added, since the time between presentations is not always the same; and what is due in the financial
year, which is another year for some of the presentations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise

from gipxl.baseline import presentation_named
from gipxl.figures import Figure, Figures
from gipxl.history.story import History
from gipxl.history.values import Month
from gipxl.plan import Detail, Plan
from gipxl.vocabulary import says_nothing
from gipxl.words import count, day, month

#: The figures that have a direction, in the order of the report.
DIRECTED = (
    "workstreams", "complete", "on_track", "revised", "overdue", "at_risk", "not_started", "unclear",
)  # fmt: skip


class Taken(StrEnum):
    """How the earlier presentations were known: details sheets tell, every earlier month, or there were none."""

    TOLD = "told"
    EVERY = "every month"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, slots=True)
class Then:
    """A figure at an earlier presentation, and by how much it is more now (less than nought: fewer)."""

    as_at: date
    value: int
    more: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Trend:
    """One figure now, and at every earlier presentation, the oldest first."""

    figure: Figure
    then: tuple[Then, ...]

    @property
    def name(self) -> str:
        return self.figure.name

    @property
    def value(self) -> int:
        return self.figure.value or 0

    @property
    def steady_since(self) -> date | None:
        """The presentation from which the figure has gone the same way, or stayed as it is, at every step to now."""
        values = [*(each.value for each in self.then), self.value]
        ways = [_sign(after - before) for before, after in pairwise(values)]
        if not ways:
            return None
        steps = next((at for at, way in enumerate(reversed(ways)) if way != ways[-1]), len(ways))
        return self.then[-steps].as_at

    @property
    def record_since(self) -> date | None:
        """The last presentation with as many or more, where the figure has risen; as few or fewer, where it has fallen.

        None where it is the most or the fewest of all, or has not changed since the last presentation.
        """
        way = _sign(self.then[-1].more) if self.then else 0
        return next((each.as_at for each in reversed(self.then) if way and way * each.more <= 0), None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Direction:
    """The figures of one month against ``presentations``, the reporting dates of those before it, the oldest first."""

    as_at: date
    taken: Taken
    presentations: tuple[date, ...]
    trends: tuple[Trend, ...]

    def called(self, when: date) -> str:
        """A presentation as people speak of it: by its month, or by its day where one month has two."""
        months = [(each.year, each.month) for each in (*self.presentations, self.as_at)]
        return day(when) if months.count((when.year, when.month)) > 1 else month(when)

    def in_words(self, trend: Trend) -> str:
        """ "5 more than in July 2020; rising since May 2020; the most since April 2020"; "" without an earlier one."""
        return "; ".join(_said(self, trend))


def direction_of(history: History, *, figures: Figures | None = None, baseline: Plan | None = None) -> Direction:
    """The direction of the latest month's figures.

    ``figures`` are that month's as its report quotes them, where they were counted by themselves; ``baseline`` is the
    month that it is compared with.
    """
    latest = history.latest
    taken, presented = presentations(history.months, baseline)
    now = figures or latest.figures
    compared = baseline.as_at if baseline else None
    return Direction(
        as_at=latest.as_at,
        taken=taken,
        presentations=tuple(each.as_at for each in presented),
        trends=tuple(_trend(name, now, presented, compared) for name in DIRECTED),
    )


def _trend(name: str, figures: Figures, presented: Sequence[Month], compared: date | None) -> Trend:
    figure: Figure = getattr(figures, name)
    now = figure.value or 0
    values = {each.as_at: getattr(each.figures, name).value or 0 for each in presented}
    # The report says how many more or fewer work-streams there are than in the baseline, by what came and went.
    if name == "workstreams" and compared in values and figures.change.value is not None:
        values[compared] = now - figures.change.value
    return Trend(
        figure=figure,
        then=tuple(Then(as_at=when, value=was, more=now - was) for when, was in values.items()),
    )


def presentations(months: Sequence[Month], baseline: Plan | None = None) -> tuple[Taken, tuple[Month, ...]]:
    """Which of the months before the last were presented, and how that is known."""
    *before, latest = months
    earlier = tuple(each for each in before if baseline is None or each.as_at <= baseline.as_at)
    said = latest.plan.details
    if baseline is None and says_nothing(said.one(Detail.PREVIOUS)) and said.entries.get(Detail.PREVIOUS):
        return Taken.NONE, ()
    told = {*_named(months), *_met(months)} - {latest.as_at}
    if not told:
        return Taken.EVERY, earlier
    compared = {baseline.as_at} if baseline else set()
    return Taken.TOLD, tuple(each for each in earlier if each.as_at in told | compared)


def _named(months: Sequence[Month]) -> Iterator[date]:
    """The months that the details sheets of later ones name."""
    plans = [each.plan for each in months]
    for at, plan in enumerate(plans):
        said = plan.details.one(Detail.PREVIOUS)
        if said and not says_nothing(said) and (named := presentation_named(said, plans[:at], plan)):
            yield named.as_at


def _met(months: Sequence[Month]) -> Iterator[date]:
    """The months that went to a meeting of their own: of those for one meeting, the last that was made before it."""
    made: dict[date, list[date]] = {}
    for each in months:
        if each.plan.details.meeting:
            made.setdefault(each.plan.details.meeting, []).append(each.as_at)
    for meeting, days in made.items():
        yield max((when for when in days if when <= meeting), default=days[-1])


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _said(direction: Direction, trend: Trend) -> Iterator[str]:
    if not trend.then:
        return
    last, first = trend.then[-1], trend.then[0]
    since, record = trend.steady_since, trend.record_since
    if not last.more:
        if since and since != last.as_at:
            yield f"the same since {direction.called(since)}"
        else:
            yield f"as many as {_in(direction, last.as_at)}"
        return
    yield f"{abs(last.more):,} {'more' if last.more > 0 else 'fewer'} than {_in(direction, last.as_at)}"
    if since and since != last.as_at:
        yield f"{'rising' if last.more > 0 else 'falling'} since {direction.called(since)}"
    extreme = "the most" if last.more > 0 else "the fewest"
    if record:
        yield f"{extreme} since {direction.called(record)}"
    elif len(trend.then) > 1 and since != first.as_at:
        yield f"{extreme} of {count(len(trend.then) + 1, 'presentation')}"


def _in(direction: Direction, when: date) -> str:
    called = direction.called(when)
    return f"on {called}" if called == day(when) else f"in {called}"
