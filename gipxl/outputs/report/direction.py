"""The committee's table of how the figures have gone since the earlier presentations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gipxl.assessment import Assessment
from gipxl.history import Direction, Taken, Trend
from gipxl.outputs.direction import difference, shown_trends
from gipxl.outputs.report.pieces import Block, Counted, Paragraph, Style, Table, Text, Words

#: So many earlier presentations stand beside the figures; where there were more, a table below has them all.
_MOST_BESIDE = 3


def direction_tables(assessment: Assessment) -> Iterator[Block]:
    """The tables, each below its paragraph; nothing where nothing was presented before."""
    direction = assessment.direction
    if not direction.presentations:
        return
    trends = shown_trends(direction)
    beside = direction.presentations[-_MOST_BESIDE:]
    every = " Every earlier month is taken for a presentation, since no details sheet tells which were."
    why = every if direction.taken is Taken.EVERY else ""
    yield _introduced(
        f"The figures compare with those of earlier presentations as follows.{why} In brackets stands how many "
        "more (+) or fewer (−) there are now:"
    )
    yield Table(
        heading=("Figure", *(direction.called(when) for when in beside), "Now", "Direction"),
        rows=tuple(_figure(direction, trend, beside) for trend in trends),
    )
    if len(direction.presentations) > len(beside):
        yield _introduced(f"All {len(direction.presentations)} earlier presentations, the latest first:")
        yield Table(
            heading=("Presentation", *(_label(trend) for trend in trends)),
            rows=tuple(_presentation(direction, trends, when) for when in reversed(direction.presentations)),
        )


def _introduced(text: str) -> Paragraph:
    return Paragraph(style=Style.NUMBERED, words=(Text(text),), introduces=True)


def _figure(direction: Direction, trend: Trend, beside: Sequence[date]) -> tuple[Words, ...]:
    return (
        (Text(_label(trend)),),
        *(_then(trend, when) for when in beside),
        (Counted(trend.name, f"{trend.value:,}"),),
        (Counted(f"direction.{trend.name}", _capital(direction.in_words(trend))),),
    )


def _presentation(direction: Direction, trends: Sequence[Trend], when: date) -> tuple[Words, ...]:
    return ((Text(direction.called(when)),), *(_then(trend, when) for trend in trends))


def _then(trend: Trend, when: date) -> Words:
    """ "12 (+5)": the figure then, and how many more there are now."""
    then = next(each for each in trend.then if each.as_at == when)
    name = f"direction.{trend.name}.{when}"
    return (
        Counted(name, f"{then.value:,}"),
        Text("\u00a0("),
        Counted(f"{name}.more", difference(then.more)),
        Text(")"),
    )


def _label(trend: Trend) -> str:
    return _capital(trend.figure.label)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
