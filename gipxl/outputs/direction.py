"""How the figures have gone since the earlier presentations, as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gipxl.history import Direction, Taken, Trend
from gipxl.outputs.plain import table, wrapped
from gipxl.words import listed

#: With more earlier presentations than these, the text names the first and the last alone.
_MOST_NAMED = 6


def as_lines(direction: Direction, *, width: int = 80) -> list[str]:
    """A line for each figure: its name, its value now, and its direction; below, its values month by month."""
    lines = [wrapped(compared_with(direction), width)]
    if not direction.presentations:
        return lines
    trends = shown_trends(direction)
    words = [(_capital(each.figure.label), f"{each.value:,}", _capital(direction.in_words(each))) for each in trends]
    lines += ["", table(words, right=(1,), width=width), "", *_by_month(direction, trends, width)]
    return lines


def _by_month(direction: Direction, trends: Sequence[Trend], width: int) -> list[str]:
    """At every presentation each figure, and in brackets how many more or fewer there are now."""
    labels = [_capital(trend.figure.label) for trend in trends]
    rows = [
        (direction.called(when), *(f"{trend.then[at].value:,} ({difference(trend.then[at].more)})" for trend in trends))
        for at, when in enumerate(direction.presentations)
    ]
    heading = "At each of them, with how many more (+) or fewer (−) there are now:"
    across = table([("", *labels), *rows], width=10_000)
    if max(map(len, across.splitlines())) > width:
        named = [(row[0], "; ".join(map(" ".join, zip(labels, row[1:], strict=True)))) for row in rows]
        return [wrapped(heading, width), table(named, width=width)]
    return [wrapped(heading, width), across]


_WHY = {
    Taken.TOLD: ", presented as the details sheets tell",
    Taken.EVERY: ": every earlier month, since no details sheet tells which were presented",
}


def compared_with(direction: Direction) -> str:
    """Which earlier presentations there are, and how that is known."""
    days = [direction.called(when) for when in direction.presentations]
    if direction.taken is Taken.NONE:
        return "Compared with no earlier presentation, since the details sheet says that there was none."
    if not days:
        return "Compared with no earlier presentation: no earlier month is at hand."
    named = listed(days) if len(days) <= _MOST_NAMED else f"{days[0]} to {days[-1]}, {len(days)} in all"
    return f"Compared with {named}{_WHY[direction.taken]}."


def shown_trends(direction: Direction) -> tuple[Trend, ...]:
    """The figures that are not nought at every presentation; the number of work-streams in any case."""
    return tuple(
        trend
        for trend in direction.trends
        if trend.name == "workstreams" or trend.value or any(each.value for each in trend.then)
    )


def difference(more: int) -> str:
    """ "+5", "−2", "0": how many more there are now."""
    return f"{'+' if more > 0 else '−' if more < 0 else ''}{abs(more):,}"


def as_object(direction: Direction) -> dict[str, Any]:
    """The direction of each figure by its name, with every earlier presentation, the oldest first."""
    return {
        "as_at": direction.as_at,
        "presentations": direction.presentations,
        "taken": direction.taken.value,
        "figures": {trend.name: _object(direction, trend) for trend in direction.trends},
    }


def _object(direction: Direction, trend: Trend) -> dict[str, Any]:
    return {
        "value": trend.value,
        "refs": trend.figure.refs,
        "earlier": [{"as_at": each.as_at, "value": each.value, "more": each.more} for each in trend.then],
        "steady_since": trend.steady_since,
        "record_since": trend.record_since,
        "in_words": direction.in_words(trend),
    }


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
