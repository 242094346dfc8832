"""What became of each action between July, last presented, and September."""

from __future__ import annotations

from gipxl.plan import Plan
from tests.rules.finds import findings_of, finds
from tests.tables import plan_of


def refs(code: str, plan: str | Plan, baseline: str, **options: object) -> list[str | None]:
    said = findings_of(plan, baseline=baseline, **options)  # type: ignore[arg-type]
    return [finding.ref for finding in said.findings if finding.code == code]


JULY = """
    | ref | title            | owner      | status   | update |
    | E1  | Contract plan    | Head of HR | On track |        |
    | E2  | Land listing     | Head of HR | On track |        |
    | E3  | Expenses         | Head of HR | On track |        |
    | E4  | Vetting          | Head of HR | Complete |        |
    | E5  | Register         | Head of HR | On track |        |
    | E6  | Community groups | Head of HR | On track |        |
    | E7  | Youth panel      | Head of HR | On track |        |
    | E8  | Parking          | Head of HR | Withdrawn |       |
"""


def test_an_action_that_is_gone_without_a_word() -> None:
    september = """
        | ref | title            | owner      | status   | update                                             |
        | E1  | Contract plan    | Head of HR | On track | E2 was completed in August and taken off the plan. |
        | E5  | Register         | Head of HR | Cancelled |                                                   |
        | E6  | Community groups | Head of HR | On track | E7 was consolidated into this work-stream.         |
    """
    found = [finding for finding in findings_of(september, baseline=JULY).findings if finding.code == "MON01"]
    assert [(finding.ref, finding.cell) for finding in found] == [("E3", None)]
    assert found[0].message == "E3 was in plan.xlsx and is gone, and nothing says why"


def test_a_word_that_does_not_let_an_action_go() -> None:
    september = JULY.replace("| E3  | Expenses         | Head of HR | On track |        |\n", "")
    for said in ("Must be done before E3 is completed.", "E3 is not complete yet.", "See also E3.", "E31 was closed."):
        assert refs("MON01", september.replace("| E1  | Contract plan    | Head of HR | On track |        |",
                    f"| E1  | Contract plan    | Head of HR | On track | {said} |"), JULY) == ["E3"], said  # fmt: skip
    assert refs("MON01", plan_of(september, below=["E3 was withdrawn by the board in August."]), JULY) == []


def test_a_title_that_now_stands_under_another_ref_is_pointed_out() -> None:
    september = JULY.replace("| E3  | Expenses", "| E9  | Expenses")
    found = [each for each in findings_of(september, baseline=JULY).findings if each.code == "MON01"]
    assert found[0].message.endswith("and nothing says why; E9 now has its title")


def test_nothing_has_vanished_from_a_plan_that_only_grew() -> None:
    finds("MON01", rows=set(), baseline=JULY, plan=JULY + "| E9 | Fleet | Head of HR | On track | |\n")


def test_a_consolidated_action_is_found_in_the_text_that_joins_the_two() -> None:
    september = """
        | ref | title            | owner      | status   | update                                            |
        | E1  | Contract plan    | Head of HR | On track |                                                   |
        | E2  | Land listing     | Head of HR | On track | See also E7.                                      |
        | E3  | Expenses         | Head of HR | On track |                                                   |
        | E5  | Register         | Head of HR | On track |                                                   |
        | E6  | Community groups | Head of HR | On track | E7 was consolidated into this work-stream.        |
    """
    found = finds("MON02", rows={5}, baseline=JULY, plan=september)
    assert [(finding.ref, finding.cell) for finding in found] == [("E7", "E9")]
    assert found[0].message == "E7 was consolidated into E6, as E9 says"
    finds("MON02", rows=set(), baseline=JULY, plan=JULY)


def test_the_original_date_must_stay_what_it_was() -> None:
    found = finds(
        "MON03",
        rows={1, 2},
        baseline="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-09-30   |             | On track |
        | A2  | 2020-09-30   | 2020-12-31  | Revised  |
        | B1  | 2020-09-30   |             | On track |
        | B2  | 2020-12-31   |             | On track |
        | B3  | TBC          |             | On track |
        | B4  |              |             | On track |
        | B5  | Dec 2020     |             | On track |
        | B6  | 2020-12-31   |             | On track |
        | B7  | 2020-12-31   |             | On track |
    """,
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-12-31   |             | On track |
        | A2  |              | 2020-12-31  | Revised  |
        | B1  | 2020-09-30   | 2020-12-31  | Revised  |
        | B2  | 31/12/2020   |             | On track |
        | B3  | 2020-12-31   |             | On track |
        | B4  | 2020-12-31   |             | On track |
        | B5  | 2020-12-15   |             | On track |
        | B6  | 31/09/2020   |             | On track |
        | B7  | was 31/12/2020, now 31/03/2021 |  | Revised |
        | B8  | 2020-12-31   |             | On track |
    """,
    )
    assert found[0].message == "The original date of A1 is 31/12/2020; in plan.xlsx it was 30/09/2020"
    assert found[0].fix == "Put 30/09/2020 back into B5, and give a new date in C5"
    assert "is blank" in found[1].message


def test_with_one_date_column_another_date_is_a_move_and_no_tampering() -> None:
    finds(
        "MON03",
        rows=set(),
        baseline="""
        | ref | due        | status   |
        | A1  | 2020-09-30 | On track |
    """,
        plan="""
        | ref | due        | status   |
        | A1  | 2020-12-31 | On track |
    """,
    )


def test_complete_in_july_and_open_again() -> None:
    finds(
        "MON04",
        rows={1, 2},
        baseline="""
        | ref | owner | completed  | status   |
        | A1  | Clerk |            | Complete |
        | A2  | Clerk | 2020-07-01 |          |
        | B1  | Clerk | 2020-07-01 | Complete |
        | B2  | Clerk | 2020-08-15 | Complete |
        | B3  | Clerk |            | On track |
        | B4  | Clerk |            | Complete |
    """,
        plan="""
        | ref | owner | completed  | status   |
        | A1  | Clerk |            | On track |
        | A2  | Clerk |            | On track |
        | B1  | Clerk | 2020-07-01 | Complete |
        | B2  | Clerk |            | On track |
        | B3  | Clerk |            | At risk  |
        | B4  | Clerk |            | Withdrawn |
        | B5  | Clerk |            | On track |
    """,
    )


def test_another_owner_than_in_july() -> None:
    found = finds(
        "MON05",
        rows={1, 2},
        baseline="""
        | ref | owner                   | status   |
        | A1  | Head of HR              | On track |
        | A2  | Head of HR              | On track |
        | B1  | Head of HR; Head of IT  | On track |
        | B2  | head of hr              | On track |
        | B3  |                         | On track |
        | B4  | Head of HR              | On track |
        | B5  | Head of HR              | On track |
    """,
        plan="""
        | ref | owner                   | status   |
        | A1  | Head of Legal           | On track |
        | A2  | Head of HR; Head of IT  | On track |
        | B1  | Head of IT; Head of HR  | On track |
        | B2  | Head of HR              | On track |
        | B3  | Head of HR              | On track |
        | B4  |                         | On track |
        | B5  | TBC                     | On track |
        | B6  | Head of HR              | On track |
    """,
    )
    assert found[0].message == "The owner of A1 is “Head of Legal”; in plan.xlsx it was “Head of HR”"


REUSED_JULY = """
    | ref | title                 | recommendation                  | action          | owner | due        | status   |
    | A1  | Register of contracts | Publish every contract yearly   | List drafted    | HR    | 2020-09-30 | Complete |
    | A2  | People strategy       | Refresh the strategy for staff  | Survey begun    | HR    | 2020-12-31 | On track |
    | A3  | Custody visiting      | Visits to begin again safely    | Checks agreed   | HR    | 2020-12-31 | On track |
    | A4  | Expenses              |                                 |                 | HR    | 2020-12-31 | On track |
    | A5  | Land listing          |                                 |                 | HR    | 2020-12-31 | On track |
"""
REUSED_SEPTEMBER = """
    | ref | title                 | recommendation                  | action          | owner | due        | status   |
    | A1  | Electric pool cars    | Replace diesel vehicles by 2021 | Options drawn   | Fleet | 2021-03-31 | To do    |
    | A2  | Workforce plan        | Refresh the strategy for staff  | Survey finished | HR    | 2020-12-31 | On track |
    | A3  | Visiting in custody   | Resume after a risk assessment  | Masks bought    | HR    | 2020-12-31 | On track |
    | A4  | Annual appraisals     |                                 |                 | HR    | 2020-12-31 | On track |
    | A5  | Annual appraisals     |                                 |                 | Fleet | 2021-03-31 | On track |
"""


def test_a_ref_that_now_stands_for_something_else() -> None:
    found = finds("MON06", rows={1, 5}, baseline=REUSED_JULY, plan=REUSED_SEPTEMBER)
    assert "A1 is “Electric pool cars”; in plan.xlsx that ref was another action, “Register of contracts”" in (
        found[0].message
    )


def test_what_else_changed_of_a_reused_ref_is_not_a_fault_of_its_own() -> None:
    said = findings_of(REUSED_SEPTEMBER, baseline=REUSED_JULY).findings
    compared = {finding.code for finding in said if finding.ref == "A1" and finding.code.startswith("MON")}
    assert compared == {"MON06"}


def test_put_off_again_after_it_was_presented_as_revised() -> None:
    found = finds(
        "MON07",
        rows={1, 2},
        baseline="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-06-30   | 2020-09-30  | Revised  |
        | A2  | 2020-06-30   | 2020-09-30  | Revised  |
        | B1  | 2020-06-30   | 2020-09-30  | Revised  |
        | B2  | 2020-06-30   |             | At risk  |
        | B3  | 2020-06-30   | 2020-12-31  | Revised  |
        | B4  | 2020-06-30   | 2020-09-30  | Revised  |
        | B5  | 2020-06-30   | Sept 2020   | Revised  |
        | B6  | 2020-06-30   | TBC         | Revised  |
    """,
        plan="""
        | ref | original_due | revised_due | status   |
        | A1  | 2020-06-30   | 2020-12-31  | Revised  |
        | A2  | 2020-06-30   | TBC         | Revised  |
        | B1  | 2020-06-30   | 2020-09-30  | Revised  |
        | B2  | 2020-06-30   | 2020-12-31  | Revised  |
        | B3  | 2020-06-30   | 2020-11-30  | Revised  |
        | B4  | 2020-06-30   | 2020-12-31  | Complete |
        | B5  | 2020-06-30   | 2020-09-30  | Revised  |
        | B6  | 2020-06-30   | 2020-12-31  | Revised  |
    """,
    )
    assert found[0].message == (
        "A1, already revised to 30 September 2020 in plan.xlsx, has been put off again, to 31 December 2020"
    )
    assert "to a day still to be decided" in found[1].message


def test_completed_since_july() -> None:
    found = finds(
        "MON08",
        rows={1, 2, 5},
        baseline="""
        | ref | owner | completed  | status   |
        | A1  | Clerk |            | On track |
        | A2  | Clerk |            | On track |
        | B1  | Clerk | 2020-07-01 | Complete |
        | B2  | Clerk |            | On track |
    """,
        plan="""
        | ref | owner | completed  | status   |
        | A1  | Clerk | 2020-09-12 | Complete |
        | A2  | Clerk |            | Complete |
        | B1  | Clerk | 2020-07-01 | Complete |
        | B2  | Clerk | 2020-10-12 | Complete |
        | B3  | Clerk | 2020-09-12 | Complete |
    """,
    )
    assert found[0].message == "A1 has been completed since plan.xlsx, on 12 September 2020"
    assert (found[0].cell, found[1].cell) == ("C5", "D6")


def test_new_since_july() -> None:
    found = finds(
        "MON09",
        rows={2},
        baseline="""
        | ref | title         | status   |
        | E 6 | Contract plan | On track |
    """,
        plan="""
        | ref | title         | status    |
        | e6  | Contract plan | On track  |
        | E7  | Land listing  | On track  |
        | E8  | Vetting       | Withdrawn |
    """,
    )
    assert (found[0].message, found[0].cell) == ("E7 is new since plan.xlsx", "A6")


def test_what_was_to_be_done_is_worded_otherwise() -> None:
    found = finds(
        "MON10",
        rows={1, 2},
        baseline="""
        | ref | title         | recommendation    | action        | status   | update  |
        | A1  | Contract plan | Publish each year | List drafted  | On track | Begun   |
        | A2  | Contract plan | Publish each year | List drafted  | On track | Begun   |
        | B1  | Contract plan | Publish each year | List drafted  | On track | Begun   |
        | B2  | Contract plan |                   |               | On track | Begun   |
    """,
        plan="""
        | ref | title         | recommendation      | action         | status   | update  |
        | A1  | Contract plan for large projects | Publish each year | List drafted | On track | Begun |
        | A2  | Contract plan | Publish each month  | List published | On track | Begun   |
        | B1  | Contract plan | Publish each year.  | List  drafted  | At risk  | Ended   |
        | B2  | Contract plan | Publish each year   | List drafted   | On track | Begun   |
        | B3  | Fleet         | Buy new cars        | Quotes asked   | On track | Begun   |
    """,
    )
    assert [finding.cell for finding in found] == ["B5", "C6", "D6"]


def test_a_status_that_went_back() -> None:
    found = finds(
        "MON11",
        rows={1, 2},
        baseline="""
        | ref | owner | status      |
        | A1  | Clerk | In progress |
        | A2  | Clerk | 60%         |
        | B1  | Clerk | On track    |
        | B2  | Clerk | Not started |
        | B3  | Clerk | Complete    |
        | B4  | Clerk | 100%        |
        | B5  | Clerk | 40%         |
        | B6  | Clerk | On track    |
        | B7  | Clerk | At risk     |
        | B8  | Clerk | On track    |
    """,
        plan="""
        | ref | owner | status      |
        | A1  | Clerk | Not started |
        | A2  | Clerk | 20%         |
        | B1  | Clerk | At risk     |
        | B2  | Clerk | In progress |
        | B3  | Clerk | Not started |
        | B4  | Clerk | 60%         |
        | B5  | Clerk | 60%         |
        | B6  | Clerk | Revised     |
        | B7  | Clerk | Not started |
        | B8  | Clerk |             |
        | B9  | Clerk | Not started |
    """,
    )
    assert found[0].message == "The status of A1 went back from “In progress” in plan.xlsx to “Not started”"


def test_a_chain_is_told_as_the_cells_tell_it() -> None:
    table = "| ref | status |\n| A1 | On track |\n| A2 | {} |\n| A3 | {} |"
    july, now = table.format("On track", "On track"), table.format("Consolidated into A1", "Merged into A2")
    found = finds("MON02", rows={2, 3}, baseline=july, plan=now)
    assert [each.message for each in found] == [
        "A2 was consolidated into A1, as B6 says",
        "A3 was consolidated into A2, as B7 says, and that into A1",
    ]


def test_a_baseline_that_nobody_named_is_named_here() -> None:
    found = finds("MON12", rows={0}, baseline=JULY, plan=JULY, assumed=True)
    assert found[0].message == "The month to compare with was not named; plan.xlsx, as at 31 July 2020, was taken"
    assert (found[0].ref, found[0].cell) == (None, None)
    finds("MON12", rows=set(), baseline=JULY, plan=JULY)


def test_without_a_baseline_nothing_is_compared() -> None:
    not_run = {each.code for each in findings_of(JULY).not_run}
    assert {f"MON{number:02}" for number in range(1, 13)} <= not_run


def test_two_months_alike_raise_nothing() -> None:
    said = findings_of(JULY, baseline=JULY).findings
    assert not [finding for finding in said if finding.code.startswith("MON")]
