"""The story of each action through its months: what simulated years rarely meet, written out."""

from __future__ import annotations

from datetime import date

import pytest

from gipxl.errors import WorkbookError
from gipxl.history import Departure, History, How, Move, OriginalChange, Story, history_of
from gipxl.plan import Plan, Position
from tests.tables import plan_of

JULY, AUGUST, SEPTEMBER, OCTOBER = date(2020, 7, 31), date(2020, 8, 31), date(2020, 9, 30), date(2020, 10, 31)
DAYS = (JULY, AUGUST, SEPTEMBER, OCTOBER)


def months(*tables: str) -> list[Plan]:
    return [plan_of(text, as_at=day, name=f"{day:%Y-%m}.xlsx") for text, day in zip(tables, DAYS, strict=False)]


def told(*tables: str) -> History:
    return history_of(months(*tables))


def only(*tables: str) -> Story:
    (story,) = told(*tables).stories
    return story


DATES = "| ref | title | original_due | revised_due | status |\n"
ONE_DATE = "| ref | title | due | status |\n"


def test_a_date_that_goes_undecided_and_is_then_set_is_one_revision() -> None:
    story = only(
        DATES + "| E6 | Groups | 2020-09-30 | | On track |",
        DATES + "| E6 | Groups | 2020-09-30 | TBC | On track |",
        DATES + "| E6 | Groups | 2020-09-30 | 2020-12-31 | On track |",
    )
    assert story.moves == (
        Move(as_at=AUGUST, was=date(2020, 9, 30), now=None),
        Move(as_at=SEPTEMBER, was=None, now=date(2020, 12, 31)),
    )
    assert [story.times_revised_by(each) for each in story.seen] == [0, 1, 1]
    assert (story.times_revised, story.days_slipped) == (1, 92)


def test_a_status_that_says_revised_without_a_new_date_is_a_date_to_be_decided() -> None:
    story = only(
        DATES + "| E6 | Groups | 2020-09-30 | | On track |",
        DATES + "| E6 | Groups | 2020-09-30 | | Timescale revised |",
    )
    assert story.moves == (Move(as_at=AUGUST, was=date(2020, 9, 30), now=None),)
    assert story.awaits_new_date and story.due is None


def test_a_status_that_says_revised_beside_a_date_written_over_awaits_none() -> None:
    story = only(
        DATES + "| E6 | Groups | 2020-09-30 | | On track |",
        DATES + "| E6 | Groups | 2020-12-31 | | Timescale revised |",
        DATES + "| E6 | Groups | 2020-12-31 | | Timescale revised |",
    )
    assert story.moves == (Move(as_at=AUGUST, was=date(2020, 9, 30), now=date(2020, 12, 31)),)
    assert story.original_changes == (OriginalChange(as_at=AUGUST, was=date(2020, 9, 30), now=date(2020, 12, 31)),)
    assert story.original == date(2020, 9, 30) and not story.awaits_new_date


def test_an_original_date_taken_out_and_put_back_is_two_silent_changes() -> None:
    story = only(
        DATES + "| E6 | Groups | 2020-09-30 | 2020-12-31 | On track |",
        DATES + "| E6 | Groups | | 2020-12-31 | On track |",
        DATES + "| E6 | Groups | 2020-09-30 | 2020-12-31 | On track |",
    )
    assert [(each.as_at, each.was, each.now) for each in story.original_changes] == [
        (AUGUST, date(2020, 9, 30), None),
        (SEPTEMBER, None, date(2020, 9, 30)),
    ]
    assert story.times_revised == 1


def test_the_first_date_given_to_an_undecided_action_is_no_move() -> None:
    story = only(
        DATES + "| E6 | Groups | TBC | | On track |",
        DATES + "| E6 | Groups | 2020-12-31 | | On track |",
    )
    assert story.moves == () and story.original == date(2020, 12, 31) and story.original_changes == ()


def test_a_month_made_exact_is_no_move() -> None:
    story = only(
        DATES + "| E6 | Groups | Sept 2020 | | On track |",
        DATES + "| E6 | Groups | 2020-09-15 | | On track |",
        DATES + "| E6 | Groups | 2020-09-15 | 2020-10-15 | On track |",
    )
    assert story.moves == (Move(as_at=SEPTEMBER, was=date(2020, 9, 15), now=date(2020, 10, 15)),)
    assert [each.days_slipped for each in story.seen] == [0, 0, 15]


def test_dates_that_a_row_shows_as_superseded_are_moves_of_which_nobody_knows_the_month() -> None:
    story = only(ONE_DATE + "| E6 | Groups | was 30/09/2020, then 31/10/2020, now 31/12/2020 | On track |")
    assert [(each.as_at, each.was, each.now) for each in story.moves] == [
        (JULY, date(2020, 9, 30), date(2020, 10, 31)),
        (JULY, date(2020, 10, 31), date(2020, 12, 31)),
    ]


def test_an_action_that_vanishes_for_a_month_is_one_story_with_a_gap() -> None:
    row = "| E6 | Groups | 2020-12-31 | | On track |"
    other = "| E5 | Website | 2020-12-31 | | On track |"
    history = told(DATES + row + "\n" + other, DATES + other, DATES + row + "\n" + other)
    (story,) = history.of("e6")
    assert [each is not None for each in story.sightings] == [True, False, True]
    assert story.gaps == (1,) and not story.is_gone and story.was_there
    assert story.positions == (Position.ON_TRACK, None, Position.ON_TRACK)


ANOTHER = "| ref | title | recommendation | original_due | revised_due | status |\n"
CONTRACTS = "| C4 | Register of contracts | Publish every contract once a year | 2020-12-31 | | On track |"
VISITORS = "| C4 | Safe return of visitors | Agree tests and masks with the union | 2021-03-31 | | On track |"


def test_a_ref_used_again_is_a_new_story_and_no_revision() -> None:
    history = told(ANOTHER + CONTRACTS, ANOTHER + VISITORS)
    new, old = history.stories
    assert (old.title, old.departure) == ("Register of contracts", Departure(as_at=AUGUST, how=How.REUSED))
    assert (new.title, new.original, new.moves, new.added) == (
        "Safe return of visitors", date(2021, 3, 31), (), AUGUST,
    )  # fmt: skip
    assert new.positions == (None, Position.ON_TRACK)
    assert history.labels == ("C4", "C4 (to Jul 2020)")


def test_what_is_said_of_a_ref_used_again_is_not_said_of_the_one_that_had_it_before() -> None:
    host = "| C1 | Grants handbook | Print guidance for applicants | 2020-12-31 | | {} |"
    history = told(
        ANOTHER + CONTRACTS + "\n" + host.format("On track"),
        ANOTHER + host.format("On track"),
        ANOTHER + VISITORS + "\n" + host.format("On track"),
        ANOTHER + host.format("On track; C4 was consolidated into this work-stream"),
    )
    visitors, contracts = history.of("C4")
    assert contracts.departure == Departure(as_at=AUGUST, how=How.REMOVED)
    assert visitors.departure and (visitors.departure.as_at, visitors.departure.how) == (OCTOBER, How.CONSOLIDATED)
    assert [each.title for each in history.family[history.of("C1")[0].number]] == ["Safe return of visitors"]


UPDATES = "| ref | title | status | update |\n"


def test_chains_of_consolidation_are_a_tree() -> None:
    history = told(
        UPDATES + "| E3 | Website | On track | |\n| E6 | Groups | On track | |\n| E7 | Youth panel | On track | |",
        UPDATES + "| E3 | Website | On track | |\n| E6 | Groups | On track | E7 was consolidated into this |",
        UPDATES + "| E3 | Website | On track | E6 was merged into this action |",
    )
    e3, e6, e7 = (history.of(ref)[0] for ref in ("E3", "E6", "E7"))
    assert e7.departure == Departure(as_at=AUGUST, how=How.CONSOLIDATED, into="E6", story=e6.number)
    assert e6.departure == Departure(as_at=SEPTEMBER, how=How.CONSOLIDATED, into="E3", story=e3.number)
    assert history.heads == (e3,) and history.family == {e3.number: (e6,), e6.number: (e7,)}


def test_a_word_that_comes_a_month_late_still_tells_where_an_action_went() -> None:
    history = told(
        UPDATES + "| E6 | Groups | On track | |\n| E7 | Youth panel | On track | |",
        UPDATES + "| E6 | Groups | On track | |",
        UPDATES + "| E6 | Groups | On track | E7 was consolidated into this |",
    )
    (e7,) = history.of("E7")
    assert e7.departure and (e7.departure.as_at, e7.departure.how, e7.departure.into) == (
        AUGUST, How.CONSOLIDATED, "E6",
    )  # fmt: skip


def test_an_action_consolidated_before_the_first_month_has_its_story_too() -> None:
    history = told(
        UPDATES + "| E6 | Groups | On track | |\n| E7 | Youth panel | Consolidated into E6 | |",
        UPDATES + "| E6 | Groups | On track | |",
    )
    (e7,) = history.of("E7")
    assert e7.departure == Departure(as_at=JULY, how=How.CONSOLIDATED, into="E6", story=history.of("E6")[0].number)
    assert e7.positions == (None, None)


def test_withdrawn_removed_and_left_behind_once_complete_are_told_apart() -> None:
    history = told(
        UPDATES
        + "| A1 | Rates | On track | |\n| A2 | Rents | On track | |\n| A3 | Loans | Complete | |\n| A4 | X | | |",
        UPDATES + "| A1 | Rates | Withdrawn | |\n| A4 | X | | |",
        UPDATES + "| A4 | X | | |",
    )
    assert {story.name: story.departure and story.departure.how for story in history.stories} == {
        "A1": How.WITHDRAWN, "A2": How.REMOVED, "A3": How.COMPLETED, "A4": None,
    }  # fmt: skip


def test_reopened_and_completed_again() -> None:
    table = "| ref | title | completed | status |\n| A1 | Rates | {} | {} |"
    story = only(
        table.format("2020-07-10", "Complete"), table.format("", "On track"),
        table.format("", "On track"), table.format("2020-10-05", "Complete"),
    )  # fmt: skip
    assert [(each.as_at, each.day) for each in story.completions] == [
        (JULY, date(2020, 7, 10)),
        (OCTOBER, date(2020, 10, 5)),
    ]
    assert story.reopened == (AUGUST,) and story.completed == story.completions[-1]


def test_a_story_now_open_again_is_not_complete() -> None:
    table = "| ref | title | status |\n| A1 | Rates | {} |"
    story = only(table.format("Complete"), table.format("On track"))
    assert story.completed is None and story.reopened == (AUGUST,)


def test_rows_with_one_ref_are_each_their_own_story() -> None:
    rows = "| A1 | Rates | On track | |\n| A1 | Rents | On track | |"
    history = told(UPDATES + rows, UPDATES + rows)
    assert [story.title for story in history.stories] == ["Rates", "Rents"]
    assert history.labels == ("A1", "A1 (row 6)")


def test_months_may_come_in_any_order_and_more_than_once() -> None:
    plans = months(UPDATES + "| A1 | Rates | On track | |", UPDATES + "| A1 | Rates | Complete | |")
    history = history_of([*reversed(plans), plans[0]])
    assert [month.as_at for month in history.months] == [JULY, AUGUST]
    assert history.months[0].changes is None and history.months[1].changes is not None


def test_two_workbooks_of_one_day_are_refused() -> None:
    one = plan_of(UPDATES + "| A1 | Rates | On track | |", name="one.xlsx")
    other = plan_of(UPDATES + "| A1 | Rates | Complete | |", name="other.xlsx")
    with pytest.raises(WorkbookError, match=r"one\.xlsx and other\.xlsx both stand as at 30 September 2020"):
        history_of([one, other])
    with pytest.raises(WorkbookError, match="at least one month"):
        history_of([])
