"""The status page: one HTML file that needs nothing else, for a director's telephone, screen or printer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.figures import Figure
from gipxl.outputs import chart, digest
from gipxl.outputs.changes import how_far, said
from gipxl.outputs.figures import overdue_counted
from gipxl.outputs.findings import Shown, capped, endnotes
from gipxl.outputs.page_sheet import hash_of
from gipxl.plan import Action, Detail, Position
from gipxl.rules.finding import Level
from gipxl.words import year_name

# A longer list than this of one rule's findings helps nobody: the flagged copy has them all.
_MOST_ALIKE = 25


_LEVELS = {
    Level.ERROR: "Wrong, or missing where every plan needs it.",
    Level.WARNING: "Probably wrong, or worth a second look.",
    Level.NOTE: "Good to know.",
}


class Tile(NamedTuple):
    """A figure that stands out: its value, what it counts, and a line to put it in proportion."""

    value: str
    label: str
    beside: str


def status_page(assessment: Assessment) -> str:
    """The page as HTML text, to be written as UTF-8. It has no script, and its policy allows none."""
    from markupsafe import Markup

    from gipxl.outputs.templating import render, source

    plan = assessment.plan
    style = source("status.css")
    shown = capped(assessment.findings.findings, _MOST_ALIKE)
    return render(
        "status.html.j2",
        assessment=assessment,
        plan=plan,
        figures=assessment.figures,
        style=Markup(style),  # gipxl's own file; nothing of a workbook is in it
        style_hash=hash_of(style),
        title=digest.title(plan),
        body=[line for line in (plan.details.one(Detail.BODY), plan.details.one(Detail.PANEL)) if line],
        year=year_name(plan.financial_year, plan.year_starts),
        summary=digest.summary(assessment),
        tiles=list(_tiles(assessment)),
        positions=[(each, assessment.figures.position(each)) for each in digest.POSITIONS],
        overdue_counted=overdue_counted(assessment.figures),
        whole=_whole(assessment),
        areas=chart.by_area(assessment.standings),
        attention=digest.attention(assessment),
        on_no_action=digest.on_no_action(assessment),
        due_soon=digest.due_soon(assessment),
        since=digest.since(assessment),
        moved_by=_with_a_past(assessment),
        how_far=how_far,
        said=said,
        level_words=_LEVELS,
        levels=[(level, _of(level, shown), assessment.findings.counts[level]) for level in Level],
        endnotes=endnotes(assessment.findings),
    )


def _tiles(assessment: Assessment) -> Iterator[Tile]:
    figures = assessment.figures
    yield Tile(f"{figures.workstreams.value:,}", "work-streams", digest.change_in_number(assessment))
    for position in digest.POSITIONS:
        figure = figures.position(position)
        # Of the positions that a plan is not in, only the one that everybody looks for is worth a zero.
        if figure.value or position is Position.OVERDUE:
            yield Tile(f"{figure.value:,}", figure.label, _share(figure))
    yield Tile(f"{figures.due_this_year.value:,}", "complete or due this year", _share(figures.due_this_year))


def _share(figure: Figure) -> str:
    return f"{figure.percent}%"


def _whole(assessment: Assessment) -> tuple[chart.Segment, ...]:
    figures = assessment.figures
    counts = {position: figures.position(position).value or 0 for position in Position}
    return chart.segments(counts, figures.workstreams.value or 1)


def _with_a_past(assessment: Assessment) -> dict[str, Action]:
    """The action behind each ref whose date can have moved: one that the baseline has too."""
    return {standing.action.name: standing.action for standing in assessment.standings if standing.before}


def _of(level: Level, shown: Iterable[Shown]) -> list[Shown]:
    return [each for each in shown if each.finding.level is level]
