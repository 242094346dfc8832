"""One plan laid out in any way reads as the same plan."""

from __future__ import annotations

import string
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.plan import Field, Plan
from tests.reading.pages import Page, struck, write
from tests.reading.plans import WORDS, lines_of, understood

SYNONYMS: Mapping[str, Sequence[str]] = {
    "ref": ["Ref", "Action ref", "Reference", "ID", "No.", "Ref\nno", " REF\u00a0"],
    "title": ["Area for improvement", "Title", "Workstream", "Action title", "Improvement area", "Issue"],
    "owner": ["Owner", "Lead", "Lead officer", "Responsible Officer", "Action owner", "Accountable", "POC", "By whom",
              "Responsible\u200b person"],
    "original": ["Original date", "Due date", "Target date", "By when", "Deadline", "Timescale",
                 "Scheduled completion date"],
    "revised": ["Revised date", "New target date", "Revised deadline", "Forecast date", "Extended to",
                "Revised\ntimescale"],
    "reason": ["Reason for revision", "Reason for delay", "Explanation", "Reason for slippage"],
    "completed": ["Date completed", "Closed on", "Date closed", "Actual completion date", "Completed"],
    "status": ["Status", "RAG", "Current status", "RAG status", "BRAG", "Status (July)"],
    "update": ["Latest update", "Progress", "Comments", "Update", "Progress to date", "Next steps as on 7 July"],
}  # fmt: skip
GUIDANCE = {
    "ref": "Unique number", "title": "Brief title of the action", "owner": "Name of the lead", "original": "DD/MM/YYYY",
    "revised": "DD/MM/YYYY", "reason": "State why the date has moved", "completed": "Date when it was finished",
    "status": "Select from the list", "update": "Please bring up to date each month",
}  # fmt: skip
DAYS = st.dates(date(2020, 4, 1), date(2021, 3, 31))
PROSE = st.text(string.ascii_lowercase + "  ,", min_size=1, max_size=60).map(lambda text: f"Work {text}".strip())
OWNERS = ["Head of People", "Chief Finance Officer", "Estates Manager", "Head of Legal and Governance", "JB"]
STATUSES = ["On track", "Amber", "Not started", "Revised", "In progress", "Complete", "Green"]
REF_STYLES = ["A{}", "{:04}", "{}", "GOV-{:02}", "24 AGS {:02}", "1.{}", "IA/2020/{}"]


@st.composite
def plans(draw: st.DrawFn) -> list[dict[str, Any]]:
    """A few actions with everything an officer fills in."""
    style = draw(st.sampled_from(REF_STYLES))
    return [
        {
            "ref": style.format(number), "title": draw(PROSE), "owner": draw(st.sampled_from(OWNERS)),
            "original": draw(DAYS), "revised": draw(st.none() | DAYS), "reason": draw(st.none() | PROSE),
            "completed": draw(st.none() | DAYS), "status": draw(st.sampled_from(STATUSES)), "update": draw(PROSE),
        }
        for number in range(1, draw(st.integers(3, 9)) + 1)
    ]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Layout:
    """How the plan is laid out."""

    top: int
    left: int
    order: Sequence[str]
    words: Mapping[str, str]
    date_style: str
    is_text: Sequence[bool]
    banners: frozenset[int]
    blanks: frozenset[int]
    group: str
    guidance: bool
    merge_owners: bool
    extra_column: int | None
    title_above: bool
    totals: bool
    more_sheets: Sequence[str]
    suffix: str


@st.composite
def layouts(draw: st.DrawFn, suffixes: Sequence[str] = (".xlsx", ".xlsx", ".ods", ".csv", ".xls", ".xlsb")) -> Layout:
    """Any way of laying it out that has been met, all at once."""
    suffix = draw(st.sampled_from(suffixes))
    return Layout(
        top=draw(st.integers(0, 18)),
        left=draw(st.integers(0, 2)),
        order=draw(st.permutations(list(WORDS))),
        words={name: draw(st.sampled_from(words)) for name, words in SYNONYMS.items()},
        date_style=draw(st.sampled_from(["%d/%m/%Y", "%d.%m.%y", "%d-%b-%y", "%d %B %Y", "%-d %b %Y"])),
        is_text=draw(st.lists(st.booleans(), min_size=5, max_size=5)),
        banners=draw(st.frozensets(st.integers(0, 8), max_size=3)),
        blanks=draw(st.frozensets(st.integers(0, 8), max_size=3)),
        group=draw(st.sampled_from(["", "beside", "merged"])),
        guidance=draw(st.booleans()),
        merge_owners=draw(st.booleans()),
        extra_column=draw(st.none() | st.integers(0, 9)),
        title_above=draw(st.booleans()),
        totals=draw(st.booleans()),
        more_sheets=draw(st.lists(st.sampled_from(["Lists", "Notes", "Risks"]), max_size=2, unique=True)),
        suffix=suffix,
    )


def laid_out(actions: Sequence[Mapping[str, Any]], layout: Layout) -> list[Page]:
    """The workbook's pages."""
    above: list[list[Any]] = [["OFFICIAL"], ["Governance Improvement Plan 2020/21"]] if layout.title_above else []
    above += [[] for _ in range(layout.top)]
    if layout.group:
        above.append([None, "The plan", None, None, "How it goes"])
    table, places = _table(actions, layout)
    merged = _merged_owners(table, places, layout, len(above) + 1)
    if layout.group == "merged":
        merged.append(_span(layout, 1, len(above), 3, len(above)))
    rows = [*([None] * layout.left + line for line in above), *([None] * layout.left + line for line in table)]
    page = Page(name="Plan", rows=rows, merged=merged)
    more = [_MORE[name] for name in layout.more_sheets]
    return [page] if layout.suffix == ".csv" else [*more[:1], page, *more[1:]]


def _table(actions: Sequence[Mapping[str, Any]], layout: Layout) -> tuple[list[list[Any]], list[int]]:
    """The heading and all below it, and the place of each action's row."""
    lines: list[list[Any]] = [[layout.words[name] for name in layout.order]]
    if layout.guidance:
        lines.append([GUIDANCE[name] for name in layout.order])
    places: list[int] = []
    for number, action in enumerate(actions):
        if number in layout.banners:
            lines.append([f"Theme {string.ascii_uppercase[number]}: people and places"])
        if number in layout.blanks:
            lines.append([])
        places.append(len(lines))
        lines.append([_cell(action[name], number, layout) for name in layout.order])
    if layout.extra_column is not None:
        place = min(layout.extra_column, len(layout.order))
        for at, line in enumerate(lines):
            if len(line) > 1:
                line.insert(place, "4711" if at else "Cost code")
    if layout.totals:
        lines += [[], ["Total", len(actions)], ["Key: green is on track, amber at risk"]]
    return lines, places


def _merged_owners(table: list[list[Any]], places: Sequence[int], layout: Layout, first_row: int) -> list[str]:
    """Owners that stand twice below each other, merged: the lower cell is then blank."""
    if not layout.merge_owners or layout.suffix in (".csv", ".xlsb"):
        return []
    column = table[0].index(layout.words["owner"])
    spans: list[str] = []
    taken = -1
    for upper, lower in pairwise(places):
        if lower == upper + 1 and upper > taken and table[upper][column] == table[lower][column]:
            table[lower][column] = None
            spans.append(_span(layout, column, first_row + upper, column, first_row + lower))
            taken = lower
    return spans


def _span(layout: Layout, left: int, top: int, right: int, bottom: int) -> str:
    letters = string.ascii_uppercase[layout.left :]
    return f"{letters[left]}{top}:{letters[right]}{bottom}"


_MORE = {
    "Lists": Page(name="Lists", rows=[["Owners"], *[[owner] for owner in OWNERS]]),
    "Notes": Page(name="Notes", rows=[["Leads fill in their rows by the fifth of each month."]]),
    "Risks": Page(
        name="Risks", rows=[["Risk ID", "Risk", "Likelihood", "Impact", "Owner"], ["R1", "Delay", 2, 3, "JB"]]
    ),
}


def _cell(value: Any, number: int, layout: Layout) -> Any:
    if isinstance(value, date) and layout.is_text[number % len(layout.is_text)]:
        return value.strftime(layout.date_style)
    return value


def said(plan: Plan) -> list[tuple[str, ...]]:
    """Every text that was read, and whether its cell is given rightly."""
    fields = (Field.TITLE, Field.OWNER, Field.REASON, Field.UPDATE, Field.STATUS)
    return [(action.ref, *(" ".join(action.entry(field).typed.split()) for field in fields)) for action in plan.actions]


PLAIN = Layout(
    top=0, left=0, order=list(WORDS), words=WORDS, date_style="", is_text=[False] * 5, banners=frozenset(),
    blanks=frozenset(), group="", guidance=False, merge_owners=False, extra_column=None, title_above=False,
    totals=False, more_sheets=[], suffix=".xlsx",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("laid out")


@given(actions=plans(), layout=layouts())
def test_the_same_plan_however_it_is_laid_out(folder: Path, actions: list[dict[str, Any]], layout: Layout) -> None:
    plain = understood(write(folder / "plain.xlsx", *laid_out(actions, PLAIN)))
    other = understood(write(folder / f"other{layout.suffix}", *laid_out(actions, layout)))
    assert lines_of(other) == lines_of(plain)
    assert said(other) == said(plain)
    assert [action.owner.value for action in plain.actions] == [action["owner"] for action in actions]


@given(actions=plans(), layout=layouts((".xlsx", ".ods")))
def test_every_entry_names_the_cell_it_stands_in(folder: Path, actions: list[dict[str, Any]], layout: Layout) -> None:
    pages = laid_out(actions, layout)
    page = next(each for each in pages if each.name == "Plan")
    plan = understood(write(folder / f"cells{layout.suffix}", *pages))
    for action in plan.actions:
        for field in (Field.REF, Field.TITLE, Field.OWNER, Field.UPDATE):
            entry = action.entry(field)
            column, row = ord(entry.cell[0]) - 65, int(entry.cell[1:]) - 1
            assert page.rows[row][column] == entry.typed


@given(actions=plans(), days=st.lists(st.integers(1, 200), min_size=9, max_size=9), layout=layouts((".xlsx", ".ods")))
def test_an_earlier_date_struck_out_is_seen_wherever_it_stands(
    folder: Path, actions: list[dict[str, Any]], days: list[int], layout: Layout
) -> None:
    bare = [{**action, "revised": None, "completed": None} for action in actions]
    old = [action["original"] - timedelta(days=number) for action, number in zip(bare, days, strict=False)]
    moved = [
        {**action, "original": struck(f"{was:%d/%m/%Y}", f"{action['original']:%d/%m/%Y}")}
        for action, was in zip(bare, old, strict=True)
    ]
    plan = understood(write(folder / f"struck{layout.suffix}", *laid_out(moved, layout)))
    assert [action.original.value and action.original.value.day for action in plan.actions] == [
        action["original"] for action in bare
    ]
    assert [
        [each.day for each in action.original.value.earlier] if action.original.value else [] for action in plan.actions
    ] == [[was] for was in old]
