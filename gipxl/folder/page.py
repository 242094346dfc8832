"""``status.html``: the whole shared folder on one page that needs no server, a row for each plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from gipxl.figures import DEFINITIONS, percent
from gipxl.folder.shown import COLUMNS, Number, Tile, link_to, numbers_of, remarks_of
from gipxl.folder.trend import Trend, trend_of
from gipxl.folder.values import PlanRow, Status
from gipxl.outputs.plain import one_line
from gipxl.rules.finding import Level
from gipxl.words import count, plural, short_day

#: So many months of a plan are drawn at most; the plan's own page has them all.
MONTHS = 12
_SHOWS = (
    ("all", "all plans"), ("problem", "that could not be checked"), ("overdue", "with actions overdue"),
    ("at_risk", "with actions at risk"), ("error", "with errors"), ("warning", "with warnings"),
    ("remark", "with a remark"),
)  # fmt: skip


class _Row(NamedTuple):
    key: str
    file: str
    places: list[str]
    about: str
    problem: str | None
    remarks: tuple[str, ...]
    outputs: str
    as_at: str
    numbers: tuple[Number, ...]
    trend: Trend | None
    changed: str


def status_html(status: Status) -> str:
    """The page as HTML text, to be written as UTF-8. Its policy allows no script but its own, and no address at all."""
    from gipxl.outputs.page_sheet import sheet
    from gipxl.outputs.templating import render

    return render(
        "drive/status.html.j2",
        status=status,
        sheet=sheet("status.css", "drive/drive.css", script="drive/drive.js"),
        marking=status.marking,
        heading=_heading(status.folder),
        zone=_zone(status.at),
        tiles=list(_tiles(status)),
        unseen=[each for each in status.skipped if each.is_problem],
        skipped=[each for each in status.skipped if not each.is_problem],
        shows=_SHOWS,
        months=MONTHS,
        columns=COLUMNS,
        rows=(_row(row, status.at) for row in sorted(status.plans, key=_gravest_first)) if status.plans else None,
        meanings=[(column.label, DEFINITIONS[column.name]) for column in COLUMNS if column.name in DEFINITIONS],
    )


def _heading(folder: str) -> str:
    """The folder's own name is what staff know it by; what leads there is not."""
    name = re.split(r"[\\/]", folder.rstrip("\\/"))[-1]
    return f"Governance plans in {name}" if name.strip(".") else "Governance plans"


def _zone(at: datetime) -> str:
    name = at.strftime("%z") or "+0000"
    return "UTC" if name.strip("+-0") == "" else f"UTC{name[:3]}:{name[3:5]}"


def _gravest_first(row: PlanRow) -> tuple[object, ...]:
    figures = row.checked.figures if row.checked else None
    late = (figures.overdue.value or 0, figures.at_risk.value or 0) if figures else (0, 0)
    graver = (row.counts[Level.ERROR], *late, row.counts[Level.WARNING])
    return (row.problem is None, *(-number for number in graver), row.file, row.key)


def _row(row: PlanRow, at: datetime) -> _Row:
    checked = row.checked
    return _Row(
        key=row.key,
        file=row.file,
        places=row.file.split("/"),
        about=" · ".join(one_line(text) for text in (checked.title, checked.marking) if text) if checked else "",
        problem=row.problem,
        remarks=remarks_of(row),
        outputs=link_to(row.outputs),
        as_at=short_day(checked.as_at) if checked else "",
        numbers=numbers_of(checked.figures if checked else None, row.counts),
        trend=trend_of(row, MONTHS),
        changed=_moment(row.changed, at),
    )


def _moment(when: datetime | None, at: datetime) -> str:
    if when is None:
        return ""
    there = when.astimezone(at.tzinfo)
    return f"{short_day(there)} {there:%H:%M}"


def _tiles(status: Status) -> Iterator[Tile]:
    plans = status.plans
    yield Tile(f"{len(plans):,}", plural(len(plans), "plan"), show="all")
    bad = sum(row.problem is not None for row in plans)
    others = status.problems - bad
    beside = f"and {count(others, 'file or folder', 'files and folders')} below" if others else ""
    yield Tile(f"{bad:,}", "could not be checked", beside, "error" if bad else "", "problem")
    yield _figure(plans, "overdue", "overdue", "error")
    yield _figure(plans, "at_risk", "at risk")
    for level, tone in ((Level.ERROR, "error"), (Level.WARNING, "")):
        found = [row.counts[level] for row in plans if row.counts[level]]
        label = f"{plural(len(found), 'plan')} with {level.value}s"
        beside = count(sum(found), level.value) if found else ""
        yield Tile(f"{len(found):,}", label, beside, tone if found else "", level.value)
    yield _done(plans)


def _figure(plans: Sequence[PlanRow], name: str, label: str, tone: str = "") -> Tile:
    found = [number for number in (_value(row, name) for row in plans) if number]
    beside = f"in {count(len(found), 'plan')}" if found else ""
    return Tile(f"{sum(found):,}", f"{plural(sum(found), 'action')} {label}", beside, tone if found else "", name)


def _done(plans: Sequence[PlanRow]) -> Tile:
    total, done = (sum(_value(row, name) for row in plans) for name in ("workstreams", "complete"))
    beside = f"{done:,} complete ({percent(done, total)}%)" if total else ""
    return Tile(f"{total:,}", plural(total, "work-stream"), beside)


def _value(row: PlanRow, name: str) -> int:
    return getattr(row.checked.figures, name).value or 0 if row.checked else 0
