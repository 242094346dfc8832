"""What the status says, beside what the other cells show."""

from __future__ import annotations

from gipxl.settings import Settings, StatusSettings
from tests.rules.finds import findings_of, finds
from tests.tables import plan_of, sheet_of


def test_an_action_needs_a_status_where_there_is_a_column() -> None:
    found = finds(
        "STA01",
        rows={1, 2},
        plan="""
        | ref | owner | status      |
        | A1  | Clerk |             |
        | A2  | Clerk | -           |
        | B1  | Clerk | On track    |
        | B2  | Clerk | Flourishing |
        | B3  | Clerk | 0%          |
        | B4  | Clerk | R           |
    """,
    )
    assert (found[0].message, found[0].cell) == ("A1 has no status", "C5")
    said = findings_of("""
        | ref | owner |
        | A1  | Clerk |
    """)
    assert "STA01" in {each.code for each in said.not_run}


def test_a_status_outside_the_vocabulary_is_offered_the_nearest() -> None:
    found = finds(
        "STA02",
        rows={1, 2, 3, 4},
        plan="""
        | ref | owner | status       |
        | A1  | Clerk | Flourishing  |
        | A2  | Clerk | In progeress |
        | A3  | Clerk | TBC          |
        | A4  | Clerk | On track but at risk |
        | B1  | Clerk | on-track.    |
        | B2  | Clerk | GREEN        |
        | B3  | Clerk | 80%          |
        | B4  | Clerk |              |
        | B5  | Clerk | N/A          |
        | B6  | Clerk | Complete - signed on 12 September |
        | B7  | Clerk | Timescale revised |
        | B8  | Clerk | On hold      |
        | B9  | Clerk | Not yet started |
    """,
    )
    assert found[1].message == (
        "The status of A2, “In progeress”, is not one that gipxl knows; it was taken for “in progress”"
    )
    assert "Write “in progress” in C6" in found[1].fix
    assert "Complete, On track, Timescale revised, At risk or Not started" in found[0].fix


def test_words_of_the_settings_are_known() -> None:
    settings = Settings(status=StatusSettings(on_track=("Flourishing",)))
    plan = plan_of(
        """
        | ref | owner | status      |
        | A1  | Clerk | Flourishing |
    """,
        settings=settings,
    )
    finds("STA02", rows=set(), plan=plan, settings=settings)


def test_on_track_is_said_of_a_date_that_has_moved() -> None:
    found = finds(
        "STA03",
        rows={1, 2, 3},
        plan="""
        | ref | original_due | revised_due | status            | completed  |
        | A1  | 2020-09-30   | 2020-12-31  | On track          |            |
        | A2  | 2020-09-30   | 2020-12-31  | Green             |            |
        | A3  | 2020-12-31   | TBC         | On target         |            |
        | B1  | 2020-09-30   | 2020-12-31  | Timescale revised |            |
        | B2  | 2020-09-30   | 2020-12-31  | In progress       |            |
        | B3  | 2020-09-30   | 2020-12-31  | 60%               |            |
        | B4  | 2020-12-31   |             | On track          |            |
        | B5  | 2020-12-31   | 2020-12-31  | On track          |            |
        | B6  | 2020-06-30   | 2020-08-31  | On track          |            |
        | B7  | 2020-06-30   | 2020-12-31  | On track          | 2020-09-01 |
        | B8  | 2020-09-15   | Sept 2020   | On track          |            |
    """,
    )
    assert found[0].message == "The status of A1 says “On track”, but its date has been moved"
    assert found[0].cell == "D5"


def test_on_track_is_said_of_a_date_that_has_passed() -> None:
    found = finds(
        "STA04",
        rows={1, 2, 3},
        plan="""
        | ref | original_due | revised_due | status            | completed  |
        | A1  | 2020-09-29   |             | On track          |            |
        | A2  | 2020-08-31   |             | G                 |            |
        | A3  | 2020-06-30   | 2020-08-31  | On schedule       |            |
        | B1  | 2020-09-30   |             | On track          |            |
        | B2  | 2020-08-31   |             | In progress       |            |
        | B3  | 2020-08-31   |             | Delayed           |            |
        | B4  | 2020-08-31   |             | On track          | 2020-08-30 |
        | B5  | 2020-08-31   | 2020-12-31  | On track          |            |
        | B6  | TBC          |             | On track          |            |
        | B7  | 2012-08-31   |             | On track          |            |
        | B8  | 2020-08-31   |             | Complete          |            |
        | B9  | 2020-08-31   |             | 40%               |            |
    """,
    )
    assert found[0].message == "The status of A1 says “On track”, but its date, 29 September 2020, has passed"
    assert found[0].fix == "Correct the status in D5, or give a revised date in C5"


def test_complete_but_not_since_when() -> None:
    found = finds(
        "STA05",
        rows={1, 2, 3},
        plan="""
        | ref | owner | completed  | status   |
        | A1  | Clerk |            | Complete |
        | A2  | Clerk | -          | Closed   |
        | A3  | Clerk | TBC        | 100%     |
        | B1  | Clerk | 2020-09-12 | Complete |
        | B2  | Clerk |            | On track |
        | B3  | Clerk | 31/06/2020 | Complete |
        | B4  | Clerk | Sept 2020  | Complete |
        | B5  | Clerk |            |          |
        | B6  | Clerk | 2020-10-12 | Complete |
    """,
    )
    assert found[0].message == "A1 is complete, and the day it was completed is not given"


def test_a_completion_date_and_a_status_that_says_open() -> None:
    found = finds(
        "STA06",
        rows={1, 2, 3},
        plan="""
        | ref | owner | completed  | status            |
        | A1  | Clerk | 2020-09-12 | On track          |
        | A2  | Clerk | 2020-09-30 | Timescale revised |
        | A3  | Clerk | 2020-09-12 | Not started       |
        | B1  | Clerk | 2020-09-12 | Complete          |
        | B2  | Clerk | 2020-09-12 |                   |
        | B3  | Clerk | 2020-10-12 | On track          |
        | B4  | Clerk |            | On track          |
        | B5  | Clerk | n/a        | On track          |
        | B6  | Clerk | 2020-09-12 | Withdrawn         |
        | B7  | Clerk | 2020-09-12 | Blooming          |
    """,
    )
    assert found[0].message == "A1 was completed on 12 September 2020, but its status says “On track”"
    assert found[0].fix == "Correct the status in D5, or clear C5"


def test_completed_after_the_reporting_date() -> None:
    found = finds(
        "STA07",
        rows={1, 2},
        plan="""
        | ref | owner | original_due | completed  | status   |
        | A1  | Clerk | 2020-12-31   | 2020-10-01 | Complete |
        | A2  | Clerk | 2020-12-31   | Oct 2020   | On track |
        | B1  | Clerk | 2020-12-31   | 2020-09-30 | Complete |
        | B2  | Clerk | 2020-12-31   |            | Complete |
        | B3  | Clerk | 2020-12-31   | TBC        | On track |
        | B4  | Clerk | 2020-12-31   | 2120-10-01 | On track |
        | B5  | Clerk | 2021-03-31   | Sept 2020  | Complete |
    """,
    )
    assert found[0].message == (
        "A1 is said to be completed on 1 October 2020, after the reporting date, 30 September 2020"
    )


MAIN = """
    | ref | title         | owner         | completed  | status   |
    | C1  | Contract plan | Head of Legal |            | On track |
    | C2  | Land listing  | Head of Legal | 2020-09-12 | Complete |
    | C3  | Expenses      | Head of Legal |            | Complete |
    | C4  | Training      | Head of Legal |            |          |
"""
DONE = """
    | ref | title    | owner         | completed  | status    |
    | D1  | Register | Head of Legal | 2020-05-12 | Complete  |
    | D2  | Policy   | Head of Legal |            | On track  |
    | D3  | Estate   | Head of Legal | 2020-11-12 | Complete  |
    | D4  | Vetting  | Head of Legal |            |           |
    | D5  | Fleet    | Head of Legal | 2017-05-12 | Complete  |
    | D6  | Parking  | Head of Legal |            | Withdrawn |
"""


def test_open_and_completed_actions_belong_on_their_own_sheets() -> None:
    plan = plan_of(MAIN, more=[sheet_of(DONE, name="Completed")])
    said = [finding for finding in findings_of(plan).findings if finding.code == "STA08"]
    assert {finding.ref for finding in said} == {"C2", "C3", "D2", "D3"}
    assert {finding.sheet for finding in said if finding.ref == "D2"} == {"Completed"}
    finds("STA08", rows=set(), plan=MAIN)


def test_an_action_completed_since_the_baseline_may_stay_until_it_is_presented() -> None:
    july = MAIN.replace("2020-09-12 | Complete", "           | On track")
    plan = plan_of(MAIN, more=[sheet_of(DONE, name="Completed")])
    said = findings_of(plan, baseline=july).findings
    assert {finding.ref for finding in said if finding.code == "STA08"} == {"C3", "D2", "D3"}


def test_revised_without_a_new_date() -> None:
    table = """
        | ref | original_due | revised_due | status            | completed  |
        | A1  | 2020-12-31   |             | Timescale revised |            |
        | A2  | 2020-12-31   | n/a         | Revised           |            |
        | A3  | 2020-12-31   | 2020-12-31  | Revised           |            |
        | B1  | 2020-12-31   | 2021-03-31  | Timescale revised |            |
        | B2  | 2020-12-31   | TBC         | Timescale revised |            |
        | B3  | 2020-12-31   | 31/06/2021  | Timescale revised |            |
        | B4  |              |             | Timescale revised |            |
        | B5  | was 30/09/2020, now 31/12/2020 |  | Revised    |            |
        | B6  | 2020-12-31   |             | On track          |            |
        | B7  | 2020-12-31   |             | Timescale revised | 2020-09-01 |
        | B8  |              | 2020-12-31  | Timescale revised |            |
    """
    found = finds("STA09", rows={1, 2, 3}, plan=table)
    assert found[0].fix == "Give the revised date in C5, or correct the status in D5"


def test_a_revised_date_that_was_taken_away_again_is_no_new_date() -> None:
    july = """
        | ref | original_due | revised_due | status  |
        | A1  | 2020-10-31   | 2021-03-31  | Revised |
        | A2  | 2020-10-31   |             | Revised |
    """
    now = """
        | ref | original_due | revised_due | status  |
        | A1  | 2020-10-31   |             | Revised |
        | A2  | 2020-12-31   |             | Revised |
    """
    finds("STA09", rows={1}, plan=now, baseline=july)
    finds("DAT07", rows={2}, plan=now, baseline=july)


def test_one_date_column_leaves_no_room_for_a_new_date() -> None:
    said = findings_of("""
        | ref | due        | status  |
        | A1  | 2020-12-31 | Revised |
    """)
    assert "STA09" in {each.code for each in said.not_run}


def test_complete_and_nothing_says_what_was_done() -> None:
    found = finds(
        "STA10",
        rows={1, 2},
        plan="""
        | ref | completed  | status   | update          | evidence       |
        | A1  | 2020-09-12 | Complete |                 |                |
        | A2  | 2020-09-12 | Complete | n/a             | -              |
        | B1  | 2020-09-12 | Complete | Signed by both. |                |
        | B2  | 2020-09-12 | Complete |                 | Minute 14/2020 |
        | B3  |            | On track |                 |                |
        | B4  | 2020-10-12 | Complete |                 |                |
    """,
    )
    assert found[0].cell == "D5"
    said = findings_of("""
        | ref | completed  | status   |
        | A1  | 2020-09-12 | Complete |
    """)
    assert {each.code: each.why for each in said.not_run}["STA10"] == "the sheet has no column for updates or evidence"


def test_a_sheet_of_finished_work_may_lack_columns() -> None:
    done = sheet_of(
        """
        | ref | title    | completed  |
        | D1  | Register | 2020-05-12 |
    """,
        name="Completed",
    )
    said = findings_of(
        plan_of(
            """
        | ref | title         | owner         | completed | status   |
        | C1  | Contract plan | Head of Legal |           | On track |
    """,
            more=[done],
            settings=Settings(),
        )
    )
    assert not [finding for finding in said.findings if finding.ref == "D1" and finding.code in ("OWN01", "STA01")]
