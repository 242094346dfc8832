"""The sample plan as values: its rows in July and in September 2020, and what its Report details sheets say.

The words are in ``sample_plan.toml`` and ``sample_details.toml``; nothing here knows of Excel.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

MARKING = "OFFICIAL-SENSITIVE"
TITLE = "Governance Improvement Plan 2020/21"


@dataclass(frozen=True, kw_only=True)
class Struck:
    """A cell in which earlier dates were struck through and the new one written below them."""

    struck: tuple[str, ...]
    now: str


@dataclass(frozen=True, kw_only=True)
class Formula:
    """A formula and the result that Excel would have stored for it."""

    text: str
    result: str


Content = str | date | Struck | Formula


@dataclass(frozen=True, kw_only=True)
class Row:
    """One work-stream, its fields in the order of the sheet's columns."""

    ref: str = ""
    title: Content = ""
    source: Content = ""
    recommendation: Content = ""
    action: Content = ""
    owner: Content = ""
    original: Content = ""
    revised: Content = ""
    reason: Content = ""
    completed: Content = ""
    status: Content = ""
    update: Content = ""
    wording: Content = ""


@dataclass(frozen=True, kw_only=True)
class Banner:
    """A line across the table that opens a theme."""

    text: str


@dataclass(frozen=True, kw_only=True)
class RepeatedHeading:
    """The heading, standing once more inside the table."""


Line = Row | Banner | RepeatedHeading


@dataclass(frozen=True, kw_only=True)
class Detail:
    """One row of the Report details sheet."""

    label: str
    text: str | date
    marking: str = ""


@dataclass(frozen=True, kw_only=True)
class Note:
    """An officer's note on the cell of one work-stream's field."""

    ref: str
    field: str
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """Everything that one sample workbook holds."""

    lines: tuple[Line, ...]
    details: tuple[Detail, ...]
    as_at: date
    as_at_line: str
    owners: tuple[str, ...]
    statuses: tuple[str, ...]
    themes: tuple[tuple[str, str], ...]
    guidance: str
    note: Note
    title: str = TITLE
    marking: str = MARKING
    stray_marking: str = ""
    hidden_refs: frozenset[str] = frozenset()
    merged_owners: tuple[str, str] | None = None
    hidden_sheet: str = ""

    @property
    def rows(self) -> tuple[Row, ...]:
        """The work-streams alone."""
        return tuple(line for line in self.lines if isinstance(line, Row))


def july() -> Workbook:
    """The plan of 31 work-streams, as it stood at 31 July 2020."""
    note = Note(
        ref="D1",
        field="revised",
        author="Governance and Risk Manager",
        text="Date agreed with the consultancy. The senior team has seen the new programme.",
    )
    return _workbook("july", date(2020, 7, 31), note)


def september() -> Workbook:
    """The plan of 29 work-streams, as it stood at 30 September 2020."""
    note = Note(
        ref="D1",
        field="revised",
        author="Governance and Risk Manager",
        text="No change since July. The consultancy has said again that it can keep to this date.",
    )
    return _workbook("september", date(2020, 9, 30), note)


def _workbook(month: str, as_at: date, note: Note) -> Workbook:
    words = _toml("sample_plan.toml")
    details = _toml("sample_details.toml")
    themes = tuple(words["themes"].items())
    rows = [_row(stream, month) for stream in words["work_stream"] if month in stream]
    return Workbook(
        lines=_under_banners(rows, themes),
        details=_details(details, month),
        as_at=as_at,
        as_at_line=f"As at {as_at.day} {as_at:%B %Y}",
        owners=tuple(words["owners"]),
        statuses=tuple(words["statuses"]),
        themes=themes,
        guidance=details["guidance"],
        note=note,
    )


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


def _row(stream: dict[str, Any], month: str) -> Row:
    """One work-stream in one month: what never changes, and what that month says."""
    said = stream[month]
    revised = _content(said.get("revised", ""))
    status = said.get("status", "Timescale revised" if revised else "On track")
    return Row(
        ref=stream["ref"],
        title=stream["title"],
        source=stream["source"],
        recommendation=stream["recommendation"],
        action=stream["action"],
        owner=stream["owner"],
        original=_content(stream.get(f"original_{month}", stream["original"])),
        revised=revised,
        reason=stream["reason"] if status == "Timescale revised" else "",
        completed=said.get("completed", ""),
        status=status,
        update=said["update"],
        wording=said.get("wording", ""),
    )


def _content(value: Any) -> Content:
    if isinstance(value, dict):
        return Struck(struck=tuple(value["struck"]), now=value["now"])
    assert isinstance(value, (str, date)), value
    return value


def _under_banners(rows: list[Row], themes: tuple[tuple[str, str], ...]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for letter, theme in themes:
        lines.append(Banner(text=f"{letter}  {theme}"))
        lines.extend(row for row in rows if row.ref.startswith(letter))
    return tuple(lines)


def _details(words: dict[str, Any], month: str) -> tuple[Detail, ...]:
    """The rows of the sheet: body and panel, the month's own dates, then the standing text."""
    heading = {**words["heading"], **words[month]}
    order = ("Body", "Panel", "Meeting date", "As at", "Title", "Report by", "Marking", "Previous presentation")
    first = [Detail(label=label, text=heading[label]) for label in order]
    return (*first, *(Detail(**row) for row in words["text"]))
