"""``findings/….html``: everything that is to be said of one plan of a shared folder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gipxl.figures import Figures
from gipxl.folder.shown import COLUMNS, Number, Tile, link_to, numbers_of, remarks_of
from gipxl.folder.trend import trend_of
from gipxl.folder.values import Checked, PlanRow
from gipxl.outputs.digest import POSITIONS
from gipxl.outputs.figures import cells, overdue_counted
from gipxl.outputs.findings import endnotes
from gipxl.outputs.plain import one_line
from gipxl.plan import Position
from gipxl.rules.finding import Level
from gipxl.words import day, plural


class _Month(NamedTuple):
    as_at: str
    file: str
    numbers: tuple[Number, ...]
    problem: str | None


def findings_html(row: PlanRow) -> str:
    """The page as HTML text, to be written as UTF-8. It has no script, and rests on its row alone."""
    from gipxl.outputs.page_sheet import sheet
    from gipxl.outputs.templating import render

    checked = row.checked
    found = checked.findings if checked else None
    return render(
        "drive/findings.html.j2",
        row=row,
        checked=checked,
        sheet=sheet("status.css", "drive/drive.css"),
        marking=one_line(checked.marking) if checked else "",
        remarks=(*remarks_of(row), *(found.remarks if found else ())),
        outputs=link_to(row.outputs, up="../"),
        tiles=list(_tiles(checked)) if checked else [],
        levels=[(level, row.counts[level]) for level in Level],
        findings=sorted(found.findings, key=lambda each: each.level.rank) if found else [],
        endnotes=endnotes(found) if found else (),
        columns=COLUMNS,
        months=list(_months(row)),
        trend=trend_of(row),
        figures=list(_figures(checked.figures)) if checked else [],
    )


def _tiles(checked: Checked) -> Iterator[Tile]:
    figures, counts = checked.figures, checked.findings.counts
    total = figures.workstreams.value or 0
    yield Tile(f"{total:,}", plural(total, "work-stream"))
    for position in POSITIONS:
        figure = figures.position(position)
        is_late = position is Position.OVERDUE
        # Of the positions that a plan is not in, only the one that everybody looks for is worth a zero.
        if figure.value or is_late:
            tone = "error" if is_late and figure.value else ""
            yield Tile(f"{figure.value:,}", figure.label, f"{figure.percent}%", tone)
    for level in Level:
        tone = "error" if level is Level.ERROR and counts[level] else ""
        yield Tile(f"{counts[level]:,}", plural(counts[level], level.value), "", tone)


def _months(row: PlanRow) -> Iterator[_Month]:
    """The latest first, the one that stands for the plan now included."""
    checked = row.checked
    numbers = numbers_of(checked.figures if checked else None, row.counts)
    yield _Month(day(checked.as_at) if checked else "Now", row.file, numbers, row.problem)
    for each in reversed(row.earlier):
        yield _Month(day(each.as_at), each.file, numbers_of(each.figures, each.counts), each.problem)


def _figures(figures: Figures) -> Iterator[tuple[str, ...]]:
    """Each with its value, share and refs as ``gipxl figures`` says them, and how it was counted where not as usual."""
    for figure in figures:
        note = overdue_counted(figures) if figure.name == Position.OVERDUE.key else ""
        yield (*cells(figure), note)
