"""The ageing of what is overdue, held against a count of its own."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipxl.ageing import BANDS, Ageing, AgeLine, age
from gipxl.assessment import assess
from gipxl.settings import FigureSettings, Overdue, Settings
from tests.tables import plan_of

AS_AT = date(2020, 9, 30)
HEADING = "| ref | title | owner | source | original_due | revised_due | completed | status |"


def aged(*rows: str, overdue: Overdue = Overdue.UNREVISED) -> Ageing:
    asked = msgspec.structs.replace(Settings(), figures=FigureSettings(overdue=overdue))
    assessed = assess(plan_of("\n".join([HEADING, *rows]), as_at=AS_AT), settings=asked)
    return age(assessed.plan, assessed.standings, overdue=overdue)


def by_name(lines: tuple[AgeLine, ...]) -> dict[str, list[str]]:
    return {line.name: list(line.all.refs) for line in lines}


@pytest.mark.parametrize(
    ("days", "label"),
    [
        (0, None), (-1, None), (1, "0–30 days"), (30, "0–30 days"), (31, "31–90 days"), (90, "31–90 days"),
        (91, "91–180 days"), (180, "91–180 days"), (181, "over 180 days"), (4000, "over 180 days"),
    ],
)  # fmt: skip
def test_each_band_begins_and_ends_on_its_day(days: int, label: str | None) -> None:
    found = aged(f"| A1 | Late | Clerk | Audit | {AS_AT - timedelta(days)} | | | In progress |")
    held = {band.label: number.refs for band, number in zip(BANDS, found.total.bands, strict=True) if number.value}
    assert held == ({label: ("A1",)} if label else {})
    assert [each.days for each in found.total.past_due] == ([days] if label else [])


def test_a_revised_date_that_passed_is_past_due_and_told_apart() -> None:
    found = aged(
        "| A1 | Late | Clerk | Audit | 2020-06-30 | | | In progress |",
        "| A2 | Late twice | Clerk | Audit | 2020-01-31 | 2020-08-31 | | In progress |",
        "| A3 | Revised in time | Clerk | Audit | 2020-01-31 | 2020-12-31 | | In progress |",
        "| A4 | To be decided | Clerk | Audit | 2020-01-31 | TBC | | In progress |",
        "| A5 | Done | Clerk | Audit | 2020-01-31 | | 2020-02-01 | Complete |",
        "| A6 | Withdrawn | Clerk | Audit | 2020-01-31 | | | Withdrawn |",
    )
    assert found.total.overdue.refs == ("A1",)
    assert found.total.revised.refs == ("A2",)
    assert [(each.ref, each.due, each.days) for each in found.total.past_due] == [
        ("A1", date(2020, 6, 30), 92),
        ("A2", date(2020, 8, 31), 30),
    ]
    assert found.undated.refs == ("A4",)


def test_where_the_settings_count_by_the_original_date_the_days_do_too() -> None:
    rows = (
        "| A1 | Put off | Clerk | Audit | 2020-01-31 | 2020-12-31 | | In progress |",
        "| A2 | To be decided | Clerk | Audit | 2020-09-29 | TBC | | In progress |",
        "| A3 | Brought forward | Clerk | Audit | 2020-12-31 | 2020-08-31 | | In progress |",
    )
    found = aged(*rows, overdue=Overdue.ORIGINAL)
    assert [(each.ref, each.days, each.is_revised) for each in found.total.past_due] == [
        ("A1", 243, False),
        ("A2", 1, False),
        ("A3", 30, True),
    ]
    assert found.undated.refs == ()
    assert aged(*rows).total.all.refs == ("A3",)


def test_each_of_joint_owners_has_the_action_and_the_total_has_it_once() -> None:
    found = aged(
        "| A1 | One | Head of HR and Head of IT | Audit | 2020-06-30 | | | In progress |",
        "| A2 | Two | head of hr | Audit | 2020-06-30 | | | In progress |",
        "| A3 | Three | | Audit | 2020-06-30 | | | In progress |",
    )
    assert by_name(found.by_owner) == {"Head of HR": ["A1", "A2"], "Head of IT": ["A1"], "": ["A3"]}
    assert found.total.all.value == 3
    assert found.joint.refs == ("A1",)


def test_sources_are_one_however_they_are_cased_and_spaced_and_a_blank_one_comes_last() -> None:
    found = aged(
        "| A1 | One | Clerk | | 2020-06-30 | | | In progress |",
        "| A2 | Two | Clerk | | 2020-06-30 | | | In progress |",
        "| A3 | Three | Clerk | Internal  audit | 2020-06-30 | | | In progress |",
        "| A4 | Four | Clerk | Governance Statement | 2020-06-30 | | | In progress |",
        "| A5 | Five | Clerk | governance statement | 2020-06-30 | | | In progress |",
    )
    assert by_name(found.by_source) == {
        "Governance Statement": ["A4", "A5"],
        "Internal audit": ["A3"],
        "": ["A1", "A2"],
    }


def test_a_plan_with_nothing_late_has_an_ageing_of_noughts() -> None:
    found = aged("| A1 | In time | Clerk | Audit | 2020-12-31 | | | In progress |")
    assert [number.value for number in found.total.bands] == [0, 0, 0, 0]
    assert (found.by_owner, found.by_source, found.total.longest) == ((), (), None)


OWNERS = {"": [], "Head of HR": ["Head of HR"], "Head of HR; Head of IT": ["Head of HR", "Head of IT"]}
SOURCES = ("", "Audit", "Inspection")
STATUSES = {"In progress": True, "Delayed": True, "": True, "Complete": False, "Withdrawn": False}
lines = st.tuples(
    st.sampled_from(sorted(OWNERS)),
    st.sampled_from(SOURCES),
    st.one_of(st.none(), st.integers(-200, 400)),
    st.one_of(st.none(), st.just("TBC"), st.integers(-200, 400)),
    st.sampled_from(sorted(STATUSES)),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(lines, min_size=1, max_size=12))
def test_the_ageing_is_what_a_count_by_hand_gives(
    rows: list[tuple[str, str, int | None, int | str | None, str]],
) -> None:
    typed, expected = [], []
    for at, (owner, source, first, later, status) in enumerate(rows):
        dates = [str(AS_AT - timedelta(each)) if isinstance(each, int) else each or "" for each in (first, later)]
        typed.append(f"| R{at} | Title {at} | {owner} | {source} | {dates[0]} | {dates[1]} | | {status} |")
        in_force = first if later is None else later
        if STATUSES[status] and isinstance(in_force, int) and in_force > 0:
            expected.append((f"R{at}", in_force, owner, source))
    found = aged(*typed)
    assert [(each.ref, each.days) for each in found.total.past_due] == [(ref, days) for ref, days, *_ in expected]
    edges = [sum(days <= edge for _, days, *_ in expected) for edge in (30, 90, 180, 10_000)]
    bands = [number.value for number in found.total.bands]
    assert bands == [most - least for least, most in zip([0, *edges], edges, strict=False)]
    owners = Counter(each for _, _, owner, _ in expected for each in OWNERS[owner] or [""])
    assert {line.name: line.all.value for line in found.by_owner} == owners
    assert {line.name: line.all.value for line in found.by_source} == Counter(source for *_, source in expected)
    for line in (found.total, *found.by_owner, *found.by_source):
        assert sum(number.value for number in line.bands) == line.all.value == line.overdue.value + line.revised.value


@settings(max_examples=40, deadline=None)
@given(st.lists(lines, min_size=1, max_size=10), st.sampled_from(list(Overdue)))
def test_those_counted_overdue_are_those_of_the_figure(
    rows: list[tuple[str, str, int | None, int | str | None, str]], overdue: Overdue
) -> None:
    typed = []
    for at, (owner, source, first, later, status) in enumerate(rows):
        dates = [str(AS_AT - timedelta(each)) if isinstance(each, int) else each or "" for each in (first, later)]
        typed.append(f"| R{at} | Title {at} | {owner} | {source} | {dates[0]} | {dates[1]} | | {status} |")
    asked = msgspec.structs.replace(Settings(), figures=FigureSettings(overdue=overdue))
    assessed = assess(plan_of("\n".join([HEADING, *typed]), as_at=AS_AT), settings=asked)
    found = age(assessed.plan, assessed.standings, overdue=overdue)
    assert found.total.overdue.refs == assessed.figures.overdue.refs
