"""What was entered for a date, whether it has moved, and what it says at the reporting date (30 September 2020)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.plan import Marks
from gipxl.rules.years import odd_years
from gipxl.settings import RuleSettings, Settings
from gipxl.standing import dates_set
from tests.rules.finds import findings_of, finds
from tests.tables import HEADING_ROW, plan_of


def codes_of(plan: str, **options: object) -> set[str]:
    return {finding.code for finding in findings_of(plan, **options).findings}  # type: ignore[arg-type]


# -- entered -----------------------------------------------------------------------------------------------------------


def test_an_open_action_needs_a_date_due() -> None:
    found = finds(
        "DAT01",
        rows={1, 2},
        plan="""
        | ref | original_due | revised_due | status            | completed  |
        | A1  |              |             | On track          |            |
        | A2  | n/a          | -           | On track          |            |
        | A3  | TBC          |             | On track          |            |
        | A4  |              | 2020-12-31  | On track          |            |
        | A5  | 31/06/2020   |             | On track          |            |
        | A6  |              |             | Complete          |            |
        | A7  |              |             | On track          | 2020-09-01 |
        | A8  |              |             | Withdrawn         |            |
        | A9  | Q3 2020/21   |             | On track          |            |
        | B1  | soon         |             | On track          |            |
    """,
    )
    assert (found[0].message, found[0].cell) == ("A1 has no date due", "B5")


def test_a_missing_date_is_one_fault_and_not_several() -> None:
    found = codes_of("""
        | ref | original_due | revised_due | status            | owner |
        | A1  |              |             | Timescale revised | Clerk |
    """)
    assert found & {"DAT01", "DAT17", "STA09"} == {"DAT01"}


def test_a_text_that_is_no_day_of_the_calendar() -> None:
    found = finds(
        "DAT02",
        rows={1, 2, 3, 4},
        plan="""
        | ref | original_due | revised_due | status   | completed  |
        | A1  | 31/06/2020   |             | On track |            |
        | A2  | 2020-09-30   | 30/02/2021  | On track |            |
        | A3  | 2020-09-30   |             | Complete | Yes        |
        | A4  | soon         |             | On track |            |
        | B1  | TBC          |             | On track |            |
        | B2  | 29/02/2020   |             | On track |            |
        | B3  | Q3 2020/21   | n/a         | On track | -          |
        | B4  | end of March | in due course | On track |          |
        | B5  |              |             | On track |            |
        | B6  | 31/03/2201   |             | On track |            |
    """,
    )
    assert found[0].message == "The original date of A1, “31/06/2020”, is not a date: June has 30 days"
    assert found[1].cell == "C6"
    assert "completion date of A3, “Yes”" in found[2].message


def test_a_text_that_reads_both_ways() -> None:
    found = finds(
        "DAT03",
        rows={1, 2},
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 01/02/2021   |             | On track |
        | A2  | 11.12.20     |             | On track |
        | B1  | 12/12/2020   |             | On track |
        | B2  | 1 Feb 2021   |             | On track |
        | B3  | 2021-02-01   |             | On track |
    """,
    )
    assert "can be 1 February 2021 or 2 January 2021; the first was taken" in found[0].message


def test_a_column_that_proves_its_order_makes_no_date_ambiguous() -> None:
    finds(
        "DAT03",
        rows=set(),
        plan="""
        | ref | original_due | status   |
        | A1  | 01/02/2021   | On track |
        | A2  | 25/12/2020   | On track |
        | A3  | 03/02/2021   | On track |
    """,
    )


SWAPPED = """
    | ref | original_due | status   |
    | C1  | 2020-05-10   | On track |
    | C2  | 2020-06-11   | On track |
    | C3  | 25/10/2020   | On track |
    | C4  | 30/11/2020   | On track |
"""


def test_a_column_in_which_excel_swapped_day_and_month_is_named_once() -> None:
    found = finds("DAT04", rows={0}, plan=SWAPPED)
    assert len(found) == 1
    assert "has day and month the wrong way round in B5 and B6" in found[0].message
    assert found[0].cell == f"B{HEADING_ROW}"


def test_the_texts_of_a_swapped_column_are_not_named_again() -> None:
    assert "DAT05" not in codes_of(SWAPPED)


def test_dates_of_all_days_are_not_swapped() -> None:
    finds(
        "DAT04",
        rows=set(),
        plan="""
        | ref | original_due | status   |
        | C1  | 2020-10-05   | On track |
        | C2  | 2020-10-25   | On track |
        | C3  | 25/10/2020   | On track |
        | C4  | 30/11/2020   | On track |
    """,
    )


def test_a_clear_date_stored_as_text() -> None:
    found = finds(
        "DAT05",
        rows={1, 2, 3},
        plan="""
        | ref | original_due     | completed     | status   |
        | A1  | 31.12.2020       |               | On track |
        | A2  | by 31 March 2021 |               | On track |
        | A3  | 2020-08-31       | 14 Aug 2020   | Complete |
        | B1  | 2020-12-31       |               | On track |
        | B2  | Dec 2020         |               | On track |
        | B3  | 31 December      |               | On track |
        | B4  | was 31/10/2020 now 31/12/2020 |  | On track |
        | B5  | 31 Dember 2020   |               | On track |
        | B6  | TBC              | n/a           | On track |
        | B7  | 31/06/2020       |               | On track |
    """,
    )
    assert found[0].fix == "Enter 31/12/2020 in B5 as a date, or let gipxl fix do it"


def test_a_csv_file_knows_no_other_dates_than_texts() -> None:
    said = findings_of(
        plan_of(
            """
        | ref | original_due | status   |
        | A1  | 31/12/2020   | On track |
    """,
            name="plan.csv",
        )
    )
    assert {each.code: each.why for each in said.not_run}["DAT05"] == "this kind of file keeps every date as text"


def test_what_a_vague_date_was_taken_for() -> None:
    found = finds(
        "DAT06",
        rows={1, 2, 3, 4, 5, 6},
        plan="""
        | ref | original_due        | revised_due | completed | status   |
        | A1  | Q3 2020/21          |             |           | On track |
        | A2  | Dec 2020            |             |           | On track |
        | A3  | w/c 28th September  |             |           | On track |
        | A4  | 31 December         |             |           | On track |
        | A5  | 2020-10-31          |             | Sept 2020 | Complete |
        | A6  | 31 Dember 2020      |             |           | On track |
        | B1  | 31/12/2020          |             |           | On track |
        | B2  | 2020-12-31          | TBC         |           | On track |
        | B3  | was 31/10/2020 now 31/12/2020 |   |           | On track |
        | B4  | ongoing             |             |           | On track |
    """,
    )
    assert "“Q3 2020/21”, was taken for 31 December 2020 (the third quarter" in found[0].message
    assert "completion date of A5, “Sept 2020”, was taken for 30 September 2020" in found[4].message


# -- moved -------------------------------------------------------------------------------------------------------------


def test_a_moved_date_says_whence_and_whither() -> None:
    found = finds(
        "DAT07",
        rows={1, 2, 3, 4, 5},
        plan="""
        | ref | original_due | revised_due                    | status   | update |
        | A1  | 2020-09-30   | 2020-12-31                     | Green    |        |
        | A2  | 2020-12-31   | 2020-12-01                     | Green    |        |
        | A3  | was 30/09/2020, now 31/12/2020 |              | Green    |        |
        | A4  | 2020-10-31   | was 30/11/2020, now 31/12/2020 | Green    |        |
        | A5  |              | 2020-12-31                     | Green    |        |
        | B1  | 2020-09-30   | 2020-09-30                     | Green    |        |
        | B2  | 2020-09-15   | Sept 2020                      | Green    |        |
        | B3  | 2020-09-30   | 2020-12-31                     | Complete |        |
        | B4  | 2020-12-31   | TBC                            | Green    |        |
        | B5  | 2020-12-31   | n/a                            | Green    |        |
        | B6  | 2020-12-31   |                                | Revised  |        |
    """,
    )
    said = [finding.message for finding in found]
    assert said[0] == "A1 has been moved from 30 September 2020 to 31 December 2020, pushed back by 92 days"
    assert said[1] == "A2 has been moved from 31 December 2020 to 1 December 2020, brought forward by 30 days"
    assert found[0].cell == "C5" and found[2].cell == "B7"
    assert "no original one" in said[4]


def test_an_earlier_workbook_shows_a_move_where_there_is_one_date_column() -> None:
    found = finds(
        "DAT07",
        rows={1},
        baseline="""
        | ref | due        | status   |
        | A1  | 2020-09-30 | On track |
        | A2  | 2020-12-31 | On track |
    """,
        plan="""
        | ref | due        | status   |
        | A1  | 2020-11-30 | On track |
        | A2  | 2020-12-31 | On track |
        | A3  | 2021-01-31 | On track |
    """,
    )
    assert "from 30 September 2020 to 30 November 2020, pushed back by 61 days" in found[0].message
    assert found[0].cell == "B5"


def test_a_moved_date_needs_its_reason() -> None:
    found = finds(
        "DAT08",
        rows={1, 2, 3, 4},
        plan="""
        | ref | original_due | revised_due | reason          | update             | wording            | status    |
        | A1  | 2020-09-30   | 2020-12-31  |                 |                    |                    | Revised   |
        | A2  | 2020-09-30   | 2020-12-31  | Delay           | Moved.             | n/a                | Revised   |
        | A3  | 2020-09-30   | 2020-12-31  | To be confirmed |                    |                    | Revised   |
        | A4  | 2020-09-30   | TBC         |                 |                    |                    | Revised   |
        | B1  | 2020-09-30   | 2020-12-31  | Fifteen letters |                    |                    | Revised   |
        | B2  | 2020-09-30   | 2020-12-31  |                 | Tender to be rerun |                    | Revised   |
        | B3  | 2020-09-30   | 2020-12-31  |                 |                    | The tender failed. | Revised   |
        | B4  | 2020-09-30   |             |                 |                    |                    | On track  |
        | B5  | 2020-09-30   | 2020-09-30  |                 |                    |                    | On track  |
        | B6  | 2020-09-30   | 2020-12-31  |                 |                    |                    | Complete  |
        | B7  | 2020-09-30   | 2020-12-31  |                 |                    |                    | Withdrawn |
    """,
    )
    assert found[0].message == "The date of A1 has been moved, and no reason is given"
    assert found[0].fix == "Say in D5 why, in at least 15 characters"


def test_reasons_cannot_be_missed_where_no_column_could_hold_them() -> None:
    said = findings_of("""
        | ref | original_due | revised_due | status  |
        | A1  | 2020-09-30   | 2020-12-31  | Revised |
    """)
    why = {each.code: each.why for each in said.not_run}
    assert why["DAT08"] == "the sheet has no column for updates or reasons"


def test_settings_say_how_long_a_reason_is() -> None:
    table = """
        | ref | original_due | revised_due | reason |
        | A1  | 2020-09-30   | 2020-12-31  | Tender |
    """
    finds("DAT08", rows={1}, plan=table)
    finds("DAT08", rows=set(), plan=table, settings=Settings(rules=RuleSettings(shortest_reason=5)))


def test_a_revised_date_before_the_original_one() -> None:
    finds(
        "DAT09",
        rows={1},
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-12-31   | 2020-10-31  | On track |
        | B1  | 2020-10-31   | 2020-12-31  | On track |
        | B2  | 2020-12-31   | Dec 2020    | On track |
        | B3  | Dec 2020     | 2020-12-15  | On track |
        | B4  | 2020-12-31   | 2020-12-31  | On track |
        | B5  | 2020-12-31   | 2020-10-31  | Complete |
        | B6  | 2020-12-31   |             | On track |
        | B7  | 2020-12-31   | 2012-10-31  | On track |
    """,
    )


def test_a_revised_date_that_repeats_the_original_one() -> None:
    finds(
        "DAT10",
        rows={1, 2},
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-12-31   | 2020-12-31  | On track |
        | A2  | 2020-12-31   | 31/12/2020  | On track |
        | B1  | 2020-12-31   | 2021-01-31  | On track |
        | B2  | 2020-12-31   |             | On track |
        | B3  | 2020-12-15   | Dec 2020    | On track |
        | B4  | 2020-12-31   | 2020-12-31  | Complete |
        | B5  | TBC          | TBC         | On track |
        | B6  | 2020-12-31   | was 31/01/2021, now 31/12/2020 | On track |
    """,
    )


def test_a_revised_date_that_has_passed_too_is_not_overdue() -> None:
    table = """
        | ref | original_due | revised_due | status    | completed  |
        | A1  | 2020-06-30   | 2020-08-31  | At risk   |            |
        | A2  |              | 2020-08-31  | At risk   |            |
        | A3  | 2020-06-30   | Aug 2020    | At risk   |            |
        | B1  | 2020-06-30   | 2020-09-30  | At risk   |            |
        | B2  | 2020-06-30   | 2020-12-31  | At risk   |            |
        | B3  | 2020-06-30   | 2020-08-31  | Complete  |            |
        | B4  | 2020-06-30   | 2020-08-31  | At risk   | 2020-09-02 |
        | B5  | 2020-06-30   | TBC         | At risk   |            |
        | B6  | 2020-06-30   |             | Revised   |            |
        | B7  | 2020-06-30   | Sept 2020   | At risk   |            |
        | C1  | 2020-06-30   |             | At risk   |            |
    """
    found = finds("DAT11", rows={1, 2, 3}, plan=table)
    assert found[0].message == "The revised date of A1, 31 August 2020, has passed too"
    assert found[0].fix == "Give a new date in C5 and say why, or the day it was completed in E5"
    finds("DAT12", rows={11}, plan=table)


# -- at the reporting date ---------------------------------------------------------------------------------------------


def test_overdue_is_what_was_due_before_the_reporting_date() -> None:
    found = finds(
        "DAT12",
        rows={1, 2},
        plan="""
        | ref | original_due | status   |
        | A1  | 2020-09-29   | At risk  |
        | A2  | Aug 2020     | At risk  |
        | B1  | 2020-09-30   | At risk  |
        | B2  | Sept 2020    | At risk  |
        | B3  | 2020-09-29   | Complete |
        | B4  | 2020-12-31   | At risk  |
        | B5  | TBC          | At risk  |
        | B6  |              | At risk  |
        | B7  | 2012-09-29   | At risk  |
        | B8  | 2020-09-29   | Cancelled |
    """,
    )
    assert found[0].message == "A1 is overdue: it was due on 29 September 2020, 1 day before the reporting date"


def test_due_soon_is_within_thirty_days_the_reporting_date_among_them() -> None:
    table = """
        | ref | original_due | revised_due | status   |
        | A1  | 2020-09-30   |             | On track |
        | A2  | 2020-10-30   |             | On track |
        | A3  | 2020-06-30   | 2020-10-01  | On track |
        | B1  | 2020-10-31   |             | On track |
        | B2  | 2020-09-29   |             | At risk  |
        | B3  | 2020-10-15   |             | Complete |
        | B4  | 2020-10-15   | 2020-12-31  | On track |
        | B5  | 2020-10-15   | TBC         | On track |
    """
    found = finds("DAT13", rows={1, 2, 3}, plan=table)
    assert found[0].message == "A1 is due on 30 September 2020, on the reporting date itself"
    assert found[1].message == "A2 is due on 30 October 2020, 30 days after the reporting date"
    finds("DAT13", rows={1, 3}, plan=table, settings=Settings(rules=RuleSettings(due_soon_days=7)))


@pytest.mark.parametrize("typed", ["2012-03-31", "2002-03-31", "31/03/2002", "2121-03-31", "31/03/2201", "2201-03-31"])
def test_a_year_far_from_the_rest_is_a_slip_and_only_that(typed: str) -> None:
    found = findings_of(f"""
        | ref | original_due | revised_due | status   | owner | title     |
        | A1  | 2020-12-31   |             | On track | Clerk | Training  |
        | A2  | 2021-03-31   |             | On track | Clerk | Contracts |
        | A3  | {typed}      |             | On track | Clerk | Register  |
        | A4  | 2019-03-31   | 2021-03-31  | Revised  | Clerk | Estates   |
    """).findings
    assert {finding.code for finding in found if finding.ref == "A3"} - {"DAT05"} == {"DAT14"}
    assert {finding.ref for finding in found if finding.code == "DAT14"} == {"A3"}


def test_years_that_are_as_they_should_be() -> None:
    finds(
        "DAT14",
        rows=set(),
        plan="""
        | ref | original_due | revised_due | completed  | status   |
        | A1  | 2019-03-31   | 2021-03-31  |            | On track |
        | A2  | 2018-06-30   | 2020-12-31  |            | On track |
        | A3  | 2016-06-30   |             |            | At risk  |
        | A4  | 2023-03-31   |             |            | On track |
        | A5  | 2030-03-31   |             |            | On track |
        | A6  | 2050-12-31   |             |            | On track |
        | A7  | 2020-09-30   |             | 2020-08-31 | Complete |
    """,
    )


def test_a_plan_read_years_later_is_not_full_of_slips() -> None:
    finds(
        "DAT14",
        rows=set(),
        as_at=date(2027, 9, 30),
        plan="""
        | ref | original_due | status   |
        | A1  | 2020-09-30   | On track |
        | A2  | 2020-12-31   | On track |
        | A3  | 2021-03-31   | On track |
    """,
    )


@given(st.lists(st.dates(date(2016, 1, 1), date(2030, 12, 31)), max_size=30))
def test_no_year_within_reach_is_ever_odd(days: list[date]) -> None:
    assert odd_years(days, 2020) == frozenset()


@given(st.lists(st.dates(date(2018, 1, 1), date(2023, 12, 31)), max_size=30), st.sampled_from([1920, 2002, 2012, 2121]))
def test_one_slip_among_ordinary_dates_is_always_found(days: list[date], year: int) -> None:
    assert odd_years([*days, date(year, 3, 31)], 2020) == {year}


def test_due_after_the_financial_year_ends() -> None:
    found = finds(
        "DAT15",
        rows={1, 2},
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2021-04-01   |             | On track |
        | A2  | 2020-12-31   | 2021-06-30  | On track |
        | B1  | 2021-03-31   |             | On track |
        | B2  | Q4 2020/21   |             | On track |
        | B3  | 2021-06-30   | 2021-01-31  | On track |
        | B4  | 2021-06-30   |             | Complete |
        | B5  | 2121-06-30   |             | On track |
    """,
    )
    assert "after the financial year 2020/21 ends" in found[0].message


def test_a_date_moved_more_than_twice() -> None:
    found = finds(
        "DAT16",
        rows={1},
        plan="""
        | ref | original_due | revised_due                                     | status   |
        | A1  | 2020-03-31   | was 30/06/2020, then 30/09/2020, now 31/12/2020 | Revised  |
        | B1  | 2020-03-31   | was 30/06/2020, now 31/12/2020                  | Revised  |
        | B2  | 2020-03-31   | was 31/03/2020, then June 2020, now 30/06/2020  | Revised  |
        | B3  | 2020-03-31   | was 30/06/2020, then 30/09/2020, now 31/12/2020 | Complete |
        | B4  | 2020-12-31   |                                                 | On track |
    """,
    )
    assert found[0].message == (
        "The date of A1 has been moved 3 times: 31 March 2020, 30 June 2020, 30 September 2020 then 31 December 2020"
    )


def test_earlier_workbooks_count_towards_how_often_a_date_moved() -> None:
    past = [
        plan_of(f"""
            | ref | due   | status   |
            | A1  | {due} | On track |
            | A2  | 2020-12-31 | On track |
        """, as_at=as_at)
        for due, as_at in [("2020-05-31", date(2020, 1, 31)), ("2020-05-31", date(2020, 3, 31)),
                           ("2020-07-31", date(2020, 5, 31)), ("2020-10-31", date(2020, 7, 31))]
    ]  # fmt: skip
    now = """
        | ref | due        | status   |
        | A1  | 2020-12-31 | On track |
        | A2  | 2021-03-31 | On track |
    """
    finds("DAT16", rows={1}, plan=now, earlier=past[:-1], baseline=past[-1])
    finds("DAT16", rows={1}, plan=now, earlier=past, baseline=past[-1])
    finds("DAT16", rows=set(), plan=now, baseline=past[-1])
    allowed = Settings(rules=RuleSettings(most_revisions=3))
    finds("DAT16", rows=set(), plan=now, earlier=past, settings=allowed)


def test_a_date_that_came_back_to_the_first_has_moved_twice() -> None:
    may, june, july = (
        plan_of(f"| ref | due | status |\n| A1 | {due} | On track |\n| A2 | 2020-12-31 | On track |", as_at=as_at)
        for due, as_at in [
            ("2020-09-30", date(2020, 5, 31)), ("2020-10-31", date(2020, 6, 30)), ("2020-09-30", date(2020, 7, 31))
        ]
    )  # fmt: skip
    (found,) = finds("DAT07", rows={1}, plan=july, earlier=[may], baseline=june)
    assert found.message == ("A1 has been moved from 31 October 2020 to 30 September 2020, brought forward by 31 days")
    once = Settings(rules=RuleSettings(most_revisions=1))
    finds("DAT16", rows={1}, plan=july, earlier=[may], baseline=june, settings=once)


def test_a_date_put_off_without_a_new_one_is_no_move_back() -> None:
    past = [
        plan_of(f"""
            | ref | original_due | revised_due | status  |
            | A1  | 2020-03-31   | {revised}   | Revised |
        """, as_at=as_at)
        for revised, as_at in [("2020-06-30", date(2020, 4, 30)), ("2020-09-30", date(2020, 7, 31))]
    ]  # fmt: skip
    now = "| ref | original_due | revised_due | status |\n| A1 | 2020-03-31 | TBC | Revised |"
    finds("DAT16", rows=set(), plan=now, earlier=past[:1], baseline=past[1])


def test_columns_of_revised_dates_count_one_move_each() -> None:
    finds(
        "DAT16",
        rows={1},
        plan="""
        | ref | original_due | revised_due | Revised date 2 | Revised date 3 | status  |
        | A1  | 2020-03-31   | 2020-06-30  | 2020-09-30     | 2020-12-31     | Revised |
        | A2  | 2020-03-31   | 2020-06-30  | 2020-09-30     |                | Revised |
    """,
    )


def test_the_dates_an_action_was_given_stand_once_and_in_order() -> None:
    months = [
        ("2020-03-31", ""), ("2020-03-31", "2020-06-30"), ("2020-03-31", "2020-12-31"),
        # the original date was overwritten, and a date in between written down after all
        ("2020-04-30", "was 30/09/2020, now 31/12/2020"), ("2020-04-30", "2020-06-30"),
    ]  # fmt: skip
    selves = [
        plan_of(f"""
            | ref | original_due | revised_due | status  |
            | A1  | {original}   | {revised}   | Revised |
        """).actions[0]
        for original, revised in months
    ]
    days = [reading.day for reading in dates_set(selves)]
    assert days == [
        date(2020, 3, 31), date(2020, 9, 30), date(2020, 6, 30), date(2020, 12, 31), date(2020, 6, 30)
    ]  # fmt: skip


def test_a_date_still_to_be_decided() -> None:
    found = finds(
        "DAT17",
        rows={1, 2, 3, 4},
        plan="""
        | ref | original_due  | revised_due   | status   |
        | A1  | TBC           |               | On track |
        | A2  | ongoing       |               | On track |
        | A3  | 2020-09-30    | in due course | Revised  |
        | A4  | 30 days       |               | On track |
        | B1  | TBC           | 2020-12-31    | On track |
        | B2  | n/a           | n/a           | On track |
        | B3  | TBC           |               | Complete |
        | B4  |               |               | On track |
        | B5  | 2020-12-31    |               | On track |
    """,
    )
    assert found[0].message == "The original date of A1 is still to be decided: “TBC”"
    assert found[2].cell == "C7"


def test_one_date_column_alone_cannot_tell_what_has_moved() -> None:
    table = """
        | ref | due        | status   |
        | A1  | 2020-12-31 | On track |
        | A2  | 2020-10-31 | On track |
        | A3  | 2020-06-30 | Complete |
    """
    found = finds("DAT18", rows={0}, plan=table)
    assert found[0].message.startswith("Whether the dates of 2 open actions have moved cannot be known")
    assert (found[0].ref, found[0].cell) == (None, "B4")
    finds("DAT18", rows=set(), plan=table, baseline=table)
    finds("DAT18", rows=set(), plan=table, earlier=[plan_of(table, as_at=date(2020, 6, 30))])


def test_two_columns_or_a_date_struck_out_tell_what_has_moved() -> None:
    finds(
        "DAT18",
        rows=set(),
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-12-31   |             | On track |
    """,
    )
    finds(
        "DAT18",
        rows=set(),
        plan="""
        | ref | due                            | status   |
        | A1  | was 30/09/2020, now 31/12/2020 | On track |
        | A2  | 2020-12-31                     | On track |
    """,
    )


def test_an_ordinary_plan_raises_nothing_about_its_dates() -> None:
    said = codes_of("""
        | ref | original_due | revised_due | reason                         | completed  | status            |
        | A1  | 2020-12-31   |             |                                |            | On track          |
        | A2  | 2020-09-30   | 2020-12-31  | The tender had to be run again |            | Timescale revised |
        | A3  | 2020-08-31   |             |                                | 2020-08-14 | Complete          |
        | A4  | 2021-03-31   | n/a         | -                              | -          | Not started       |
    """)
    assert {code for code in said if code.startswith(("DAT", "STA"))} == {"DAT07"}


def test_an_error_value_or_a_formula_without_result_is_not_also_a_missing_date() -> None:
    plan = plan_of("""
        | ref | original_due | owner | status   |
        | A1  |              |       | On track |
        | A2  |              |       | On track |
        | A3  |              |       | On track |
    """)
    marks = Marks(error_values={"B5": "#REF!", "C5": "#N/A"}, without_value=frozenset({"B6", "C6"}))
    spoilt = replace(plan, marks=marks)
    finds("DAT01", rows={3}, plan=spoilt)
    finds("OWN01", rows={3}, plan=spoilt)
