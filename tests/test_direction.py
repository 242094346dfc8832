"""The direction of the figures: against every earlier presentation, and since when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipxl.assessment import assess
from gipxl.history import Direction, Taken, direction_of, history_of
from gipxl.plan import Detail, Plan
from tests.tables import plan_of, sheet_of

DAYS = {
    "Jan": date(2020, 1, 31), "Apr": date(2020, 4, 30), "May": date(2020, 5, 31), "Jun": date(2020, 6, 30),
    "Jul": date(2020, 7, 31), "Aug": date(2020, 8, 31), "Sep": date(2020, 9, 30),
}  # fmt: skip
WORDS = {"on_track": "On track", "at_risk": "At risk", "not_started": "0%", "unclear": ""}


def month(name: str, statuses: list[str], **details: str | date) -> Plan:
    """A month of so many actions, each with its status, none of them due before the end of the year."""
    rows = [f"| R{at} | Title {at} | 2021-03-31 | {status} |" for at, status in enumerate(statuses, start=1)]
    told: dict[Detail, str | date] = {Detail.BODY: "Northmere Council", Detail.PANEL: "Audit Panel"}
    told |= {Detail[key]: value for key, value in details.items()}
    return plan_of(
        "\n".join(["| ref | title | original_due | status |", *rows]),
        as_at=DAYS[name], details=told if details else None, name=f"{name}.xlsx",
    )  # fmt: skip


def at_risk(numbers: Mapping[str, int]) -> Direction:
    """So many of ten actions at risk in each month."""
    plans = [month(name, ["At risk"] * number + ["On track"] * (10 - number)) for name, number in numbers.items()]
    return direction_of(history_of(plans))


def said(direction: Direction, name: str) -> str:
    return direction.in_words(next(trend for trend in direction.trends if trend.name == name))


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ({"Sep": 3}, ""),
        ({"Jul": 2, "Sep": 3}, "1 more than in July 2020"),
        ({"Jul": 3, "Sep": 3}, "as many as in July 2020"),
        ({"May": 3, "Jul": 3, "Sep": 3}, "the same since May 2020"),
        ({"Apr": 9, "May": 1, "Jul": 3, "Sep": 5},
         "2 more than in July 2020; rising since May 2020; the most since April 2020"),
        ({"Apr": 1, "May": 5, "Jul": 4, "Sep": 1},
         "3 fewer than in July 2020; falling since May 2020; the fewest since April 2020"),
        ({"May": 1, "Jul": 3, "Sep": 5}, "2 more than in July 2020; rising since May 2020"),
        ({"Apr": 4, "May": 3, "Jul": 6, "Sep": 2}, "4 fewer than in July 2020; the fewest of 4 presentations"),
        ({"Apr": 4, "May": 3, "Jul": 6, "Sep": 5}, "1 fewer than in July 2020; the fewest since May 2020"),
    ],
)  # fmt: skip
def test_each_figure_is_told_in_words(numbers: dict[str, int], words: str) -> None:
    assert said(at_risk(numbers), "at_risk") == words


def test_each_figure_stands_beside_every_earlier_presentation_oldest_first() -> None:
    trend = next(each for each in at_risk({"May": 1, "Jul": 5, "Sep": 3}).trends if each.name == "at_risk")
    assert [(each.as_at, each.value, each.more) for each in trend.then] == [(DAYS["May"], 1, 2), (DAYS["Jul"], 5, -2)]
    assert (trend.value, trend.figure.refs) == (3, ("R1", "R2", "R3"))


def presented(*plans: Plan) -> tuple[Taken, list[date]]:
    found = direction_of(history_of(plans))
    return found.taken, list(found.presentations)


TRACK = ["On track"] * 4


def test_where_no_sheet_tells_every_earlier_month_is_taken_for_a_presentation() -> None:
    plans = [month(name, TRACK) for name in ("Jun", "Jul", "Aug", "Sep")]
    assert presented(*plans) == (Taken.EVERY, [DAYS["Jun"], DAYS["Jul"], DAYS["Aug"]])


@pytest.mark.parametrize("name", ["July 2020", "Jul.xlsx", "Jul", "31 July 2020"])
def test_a_month_that_a_later_sheet_names_was_presented(name: str) -> None:
    plans = [month("Jun", TRACK), month("Jul", TRACK), month("Aug", TRACK), month("Sep", TRACK, PREVIOUS=name)]
    assert presented(*plans) == (Taken.TOLD, [DAYS["Jul"]])


def test_of_months_made_for_one_meeting_the_last_before_it_was_presented() -> None:
    met, next_one = date(2020, 8, 10), date(2020, 10, 26)
    plans = [
        month("May", TRACK),
        month("Jun", TRACK, MEETING=met),
        month("Jul", TRACK, MEETING=met),
        month("Aug", TRACK, MEETING=met),  # after the meeting, with its date still on the sheet
        month("Sep", TRACK, MEETING=next_one),
    ]
    assert presented(*plans) == (Taken.TOLD, [DAYS["Jul"]])


def test_months_on_the_way_to_the_coming_meeting_were_not_presented() -> None:
    coming = date(2020, 10, 26)
    plans = [
        month("Jul", TRACK, MEETING=date(2020, 8, 10)),
        *(month(each, TRACK, MEETING=coming) for each in ("Aug", "Sep")),
    ]
    assert presented(*plans) == (Taken.TOLD, [DAYS["Jul"]])


def test_the_month_compared_with_is_a_presentation_whatever_the_sheets_name() -> None:
    plans = [month("Jun", TRACK), month("Jul", TRACK, PREVIOUS="June 2020"), month("Aug", TRACK), month("Sep", TRACK)]
    assert presented(*plans) == (Taken.TOLD, [DAYS["Jun"]])
    found = assess(plans[-1], plans[1], months=plans[:-1]).direction
    assert found.presentations == (DAYS["Jun"], DAYS["Jul"])


def test_no_month_after_the_one_compared_with_was_presented() -> None:
    plans = [month(name, TRACK) for name in ("Jun", "Jul", "Aug", "Sep")]
    assert assess(plans[-1], plans[1], months=plans[:-1]).direction.presentations == (DAYS["Jun"], DAYS["Jul"])


def test_a_first_presentation_has_none_before_it() -> None:
    assert presented(month("Jul", TRACK), month("Sep", TRACK, PREVIOUS="none")) == (Taken.NONE, [])


def test_two_presentations_of_one_month_are_told_by_their_days() -> None:
    early = plan_of(
        "| ref | title | original_due | status |\n| R1 | Title 1 | 2021-03-31 | At risk |", as_at=date(2020, 7, 1)
    )
    found = direction_of(history_of([early, month("Jul", ["At risk"] * 2), month("Sep", ["At risk"] * 3)]))
    assert said(found, "at_risk") == "1 more than on 31 July 2020; rising since 1 July 2020"


def test_the_latest_figures_are_those_of_the_report() -> None:
    plans = [month(name, ["At risk"] * number) for name, number in (("Jun", 4), ("Jul", 2), ("Sep", 3))]
    assessed = assess(plans[2], plans[1], months=plans[:1])
    assert [trend.figure for trend in assessed.direction.trends if trend.name == "at_risk"] == [
        assessed.figures.at_risk
    ]
    assert [plan.as_at for plan in assessed.past] == [DAYS["Jun"], DAYS["Jul"]]


statuses = st.lists(st.sampled_from(sorted(WORDS.values())), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(st.lists(statuses, min_size=1, max_size=len(DAYS)))
def test_the_numbers_are_what_a_count_by_hand_gives(given_months: list[list[str]]) -> None:
    names = list(DAYS)[: len(given_months)]
    found = direction_of(history_of([month(*each) for each in zip(names, given_months, strict=True)]))
    counts = [Counter(each) for each in given_months]
    assert list(found.presentations) == [DAYS[name] for name in names[:-1]]
    for trend in found.trends:
        if trend.name not in WORDS:
            continue
        numbers = [each[WORDS[trend.name]] for each in counts]
        assert [*(each.value for each in trend.then), trend.value] == numbers
        assert [each.more for each in trend.then] == [numbers[-1] - number for number in numbers[:-1]]
        words = found.in_words(trend)
        steps = [after - before for before, after in pairwise(numbers)]
        assert ("rising" in words) == (len(steps) > 1 and min(steps[-2:]) > 0)
        assert ("falling" in words) == (len(steps) > 1 and max(steps[-2:]) < 0)
        assert ("the same since" in words) == (len(steps) > 1 and steps[-2:] == [0, 0])


def test_the_baselines_number_is_the_one_that_the_report_gives() -> None:
    finished = sheet_of(
        "| ref | title | original_due | status |\n| D1 | Old matter | 2020-05-31 | Complete |", name="Done"
    )
    rows = "| ref | title | original_due | status |\n| A1 | New | 2021-03-31 | On track |"
    june = plan_of(f"{rows}\n| D1 | Old matter | 2020-05-31 | On track |", as_at=DAYS["Jun"], name="june.xlsx")
    july = plan_of(rows, as_at=DAYS["Jul"], name="july.xlsx", more=[finished])
    september = plan_of(rows, as_at=DAYS["Sep"], name="september.xlsx")
    assessed = assess(september, july, months=[june])
    trend = next(each for each in assessed.direction.trends if each.name == "workstreams")
    assert trend.then[-1].more == assessed.figures.change.value
