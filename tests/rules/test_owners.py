"""Who answers for an action."""

from __future__ import annotations

import pytest

from gipxl.settings import OwnerSettings, Settings
from tests.rules.finds import findings_of, finds


def test_an_open_action_needs_an_owner() -> None:
    found = finds(
        "OWN01",
        rows={1, 4},
        plan="""
        | ref | owner         | status      | completed  |
        | C4  |               | On track    |            |
        | C5  | Head of Legal | On track    |            |
        | C6  |               | Complete    |            |
        | C7  | \u200b        | Not started |            |
        | C8  |               | On track    | 2020-09-01 |
        | C9  |               | Withdrawn   |            |
        | D1  | TBC           | On track    |            |
        | D2  | -             | On track    |            |
    """,
    )
    assert found[0].message == "C4 has no owner"
    assert found[0].fix == "Name one person or post in B5"
    assert (found[0].ref, found[0].cell) == ("C4", "B5")


def test_a_row_without_a_ref_is_spoken_of_by_its_number() -> None:
    found = finds(
        "OWN01",
        rows={2},
        plan="""
        | ref | title        | owner         | status   |
        | C4  | Contracts    | Head of Legal | On track |
        |     | Land listing |               | On track |
    """,
    )
    assert found[0].message == "row 6 has no owner"
    assert found[0].ref is None


def test_owners_cannot_be_missed_where_there_is_no_column_for_them() -> None:
    said = findings_of("""
        | ref | original_due | status   |
        | C4  | 2020-12-31   | On track |
    """)
    assert {each.code: each.why for each in said.not_run}["OWN01"] == "the sheet has no column for owner"


def test_a_placeholder_is_no_owner() -> None:
    finds(
        "OWN02",
        rows={1, 2, 3, 4, 5, 6, 7, 8},
        plan="""
        | ref | owner                          | status   |
        | A1  | TBC                            | On track |
        | A2  | Vacant                         | On track |
        | A3  | ?                              | On track |
        | A4  | N/A                            | On track |
        | A5  | To be confirmed                | On track |
        | A6  | vacant post                    | On track |
        | A7  | -                              | On track |
        | A8  | Owner to be agreed             | On track |
        | B1  | Head of Vacant Property        | On track |
        | B2  | Head of Legal (to be appointed) | On track |
        | B3  | TBC                            | Complete |
        | B4  |                                | On track |
        | B5  | Head of Names and Numbering    | On track |
        | B6  | Panel Secretary                | On track |
    """,
    )


def test_joint_owners_need_a_lead() -> None:
    found = finds(
        "OWN03",
        rows={1, 2, 3, 4},
        plan="""
        | ref | owner                                  | status   |
        | A1  | Head of HR; Head of Estates            | On track |
        | A2  | Head of HR / Head of Estates           | On track |
        | A3  | Head of HR and Head of Estates         | On track |
        | A4  | Procurement Lead; Head of Estates      | On track |
        | B1  | Head of HR (lead); Head of Estates     | On track |
        | B2  | Head of HR, Head of Estates (joint lead) | On track |
        | B3  | Lead: Head of HR; Head of Estates      | On track |
        | B4  | Head of Planning and Procurement       | On track |
        | B5  | Head of HR; Head of Estates            | Complete |
        | B6  | N/A                                    | On track |
        | B7  | Head of Policy, Performance and Audit  | On track |
    """,
    )
    assert found[0].message == "A1 has Head of HR and Head of Estates as owners, and none is named as lead"


def test_a_slip_of_the_keyboard_makes_two_owners_of_one() -> None:
    found = finds(
        "OWN04",
        rows={3, 5, 8, 10},
        plan="""
        | ref | owner                      | status   |
        | A1  | Chief Finance Officer      | On track |
        | A2  | Chief Finance Officer      | On track |
        | A3  | Cheif Finance Officer      | On track |
        | A4  | Head of Communications     | On track |
        | A5  | Head of Comunications      | On track |
        | A6  | head of  communications    | On track |
        | A7  | Director of Estates        | On track |
        | A8  | Director of Estate         | On track |
        | A9  | Vice-Chair                 | On track |
        | A10 | Vicechair                  | On track |
    """,
    )
    assert "“Cheif Finance Officer”, differs by a slip from “Chief Finance Officer”" in found[0].message
    assert found[0].fix == "Write “Chief Finance Officer” in B7, if it is the same person or post"


def test_other_posts_with_names_alike_are_left_alone() -> None:
    finds(
        "OWN04",
        rows=set(),
        plan="""
        | ref | owner                    | status   |
        | A1  | Head of HR               | On track |
        | A2  | Head of PR               | On track |
        | A3  | Director of IT           | On track |
        | A4  | Director of HR           | On track |
        | A5  | Officer 1                | On track |
        | A6  | Officer 2                | On track |
        | A7  | Internal Audit Manager   | On track |
        | A8  | External Audit Manager   | On track |
        | A9  | Head of Policy           | On track |
        | B1  | Head of Police Liaison   | On track |
        | B2  | Head of Policy Liaison   | On track |
        | B3  | Head of Legal            | On track |
        | B4  | Head of Legal (acting)   | On track |
        | B5  | Deputy Chief Officer     | On track |
        | B6  | Chief Officer            | On track |
        | B7  | Contracts Manager        | On track |
        | B8  | Contacts Manager         | On track |
        | B9  | Head of Training         | On track |
        | C1  | Head of Trading          | On track |
        | C2  | Area Manager (North)     | On track |
        | C3  | Area Manager (South)     | On track |
        | C4  | Head of Legl             | Complete |
    """,
    )


LISTED = ("Head of Legal", "Head of HR", "Head of Planning and Procurement", "Director of Finance")


def test_an_owner_must_be_in_the_list_where_there_is_one() -> None:
    found = finds(
        "OWN05",
        rows={2, 6},
        owners=LISTED,
        plan="""
        | ref | owner                                | status   |
        | A1  | Head of Legal                        | On track |
        | A2  | Head of Estates                      | On track |
        | A3  | head of hr                           | On track |
        | A4  | Head of Planning and Procurement     | On track |
        | A5  | Head of Legal (lead); Head of HR     | On track |
        | A6  | Head of Legal; Head of Audit         | On track |
        | A7  | Head of Legal (acting)               | On track |
        | A8  | Head of Old Things                   | Complete |
        | A9  | TBC                                  | On track |
        | B1  |                                      | On track |
        | B2  | N/A                                  | On track |
    """,
    )
    assert found[0].message == "The owner of A2, “Head of Estates”, is not in the list of owners"


def test_the_nearest_listed_owner_is_offered() -> None:
    found = finds(
        "OWN05",
        rows={1},
        owners=LISTED,
        plan="""
        | ref | owner              | status   |
        | A1  | Director of Finnce | On track |
    """,
    )
    assert "the nearest there is “Director of Finance”" in found[0].fix


def test_a_slip_is_said_once_and_not_by_the_list_as_well() -> None:
    table = """
        | ref | owner               | status   |
        | A1  | Director of Finance | On track |
        | A2  | Director of Finnce  | On track |
    """
    finds("OWN04", rows={2}, owners=LISTED, plan=table)
    finds("OWN05", rows=set(), owners=LISTED, plan=table)


def test_two_listed_owners_are_two_however_alike() -> None:
    finds(
        "OWN04",
        rows=set(),
        owners=("Estates Manager", "Estate Manager", "Clerk"),
        plan="""
        | ref | owner           | status   |
        | A1  | Estates Manager | On track |
        | A2  | Estate Manager  | On track |
    """,
    )


def test_owners_may_be_listed_in_the_settings() -> None:
    settings = Settings(owners=OwnerSettings(names=("Head of Legal",)))
    said = findings_of(
        """
        | ref | owner         | status   |
        | A1  | Head of Legal | On track |
        | A2  | Head of HR    | On track |
    """,
        settings=settings,
    )
    assert [finding.ref for finding in said.findings if finding.code == "OWN05"] == ["A2"]


@pytest.mark.parametrize("code", ["OWN05"])
def test_without_a_list_nobody_can_be_missing_from_it(code: str) -> None:
    said = findings_of("""
        | ref | owner      | status   |
        | A2  | Head of HR | On track |
    """)
    why = {each.code: each.why for each in said.not_run}
    assert why[code] == "neither the workbook nor the settings list the owners"
