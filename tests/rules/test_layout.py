"""How the plan is laid out, and how its form compares with the baseline's."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gipxl.plan import Marks, Plan
from gipxl.settings import PlanSettings, Settings
from tests.rules.finds import findings_of, finds
from tests.tables import plan_of, sheet_of

PLAN = """
    | ref | title        | owner         | original_due | status    | update |
    | C4  | Contracts    | Head of Legal | 2020-12-31   | On track  | Begun  |
    | C5  | Land listing | Head of HR    | 2020-12-31   | On track  | Begun  |
    | C6  | Expenses     | Head of HR    | 2020-12-31   | On track  | Begun  |
    | C7  | Gifts        | Head of HR    | 2020-12-31   | Withdrawn | Begun  |
"""


def marked(plan: str = PLAN, **marks: object) -> Plan:
    """The plan as it would be read from an .xlsx file whose sheet bears these marks."""
    return replace(plan_of(plan), marks=Marks(**marks))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("headings", "missing"),
    [
        ("ref | title | owner | original_due | status", []),
        ("title | owner | revised_due | status", []),
        ("ref | owner | due", []),
        ("ref | title | original_due | status", ["an owner"]),
        ("ref | title | owner | status", ["the date due"]),
        ("ref | title | status | update", ["an owner", "the date due"]),
    ],
)
def test_every_plan_needs_a_name_an_owner_and_a_date(headings: str, missing: list[str]) -> None:
    cells = {"ref": "C4", "status": "On track"}
    row = " | ".join(cells.get(name, "") for name in headings.split(" | "))
    found = finds("LAY01", rows={0} if missing else set(), plan=f"| {headings} |\n| {row} |")
    assert [finding.message for finding in found] == [f"The headings name no column for {what}" for what in missing]


def test_a_missing_column_is_told_at_the_headings() -> None:
    found = finds("LAY01", rows={0}, plan="| ref | title | due |\n| C4 | Contracts | 2020-12-31 |")
    assert found[0].cell == "A4"
    assert found[0].fix == "Add a column for an owner, or say in gipxl.toml under [plan.columns] which one it is"


def test_a_column_taken_by_likeness_is_named() -> None:
    found = finds(
        "LAY02",
        rows={0},
        plan="""
        | ref | title     | Responsble officer | original_due |
        | C4  | Contracts | Head of Legal      | 2020-12-31   |
    """,
    )
    assert len(found) == 1 and found[0].cell == "C4"
    assert found[0].message.startswith("Column C (“Responsble officer”) was taken for the owner: ")
    finds("LAY02", rows=set(), plan=PLAN)


def test_the_heading_inside_the_table_is_passed_over() -> None:
    found = finds(
        "LAY03",
        rows={0},
        plan="""
        | ref | title                | owner         | original_due  | status   |
        | C4  | Contracts            | Head of Legal | 2020-12-31    | On track |
        | Ref | Area for improvement | Owner         | Original date | Status   |
        | C5  | Land listing         | Head of HR    | 2020-12-31    | On track |
    """,
    )
    assert found[0].cell == "A6"
    assert found[0].message == "The heading stands again in row 6, inside the table; the row was passed over"


def test_banners_and_totals_are_no_heading() -> None:
    finds(
        "LAY03",
        rows=set(),
        plan="""
        | ref   | title     | owner         | original_due | status   |
        banner: Procurement
        | C4    | Contracts | Head of Legal | 2020-12-31   | On track |
        | Total | 1         |               |              |          |
    """,
    )


def test_hidden_rows_and_columns_count_all_the_same() -> None:
    hidden = marked(hidden_rows=frozenset({6, 8, 40}), hidden_columns=frozenset({"C", "Z"}))
    found = finds("LAY04", rows={0, 2}, plan=hidden)
    assert [(finding.ref, finding.cell) for finding in found] == [(None, "C4"), ("C5", "A6")]
    assert found[0].message == "Column C (“Owner”) is hidden; what it says was taken all the same"
    assert found[1].message == "C5 is in row 6, which is hidden or filtered out; it counts all the same"


def test_a_hidden_column_that_means_nothing_is_nobodys_business() -> None:
    plan = "| ref | owner | due | Workings |\n| C4 | Head of HR | 2020-12-31 | 7 |"
    finds("LAY04", rows=set(), plan=marked(plan, hidden_columns=frozenset({"D"})))


def test_one_cell_over_several_actions() -> None:
    merged = {"C6": "C5", "C7": "C5", "D6": "D6"}
    found = finds("LAY05", rows={1}, plan=marked(merged=merged))
    assert (found[0].ref, found[0].cell) == ("C4", "C5")
    assert found[0].message == "C5 is merged over 3 actions; what it says was taken for each of C4, C5 and C6"


@pytest.mark.parametrize("merged", [{}, {"C20": "C19"}, {"Z6": "Z5"}, {"C5": "C5"}])
def test_merged_cells_elsewhere_are_quiet(merged: dict[str, str]) -> None:
    finds("LAY05", rows=set(), plan=marked(merged=merged))


def test_a_theme_merged_over_its_actions_is_meant_so() -> None:
    plan = "| area | ref | title | owner | due |\n| People | A1 | One | Head of HR | 2020-12-31 |\n| | A2 | Two | | |"
    finds("LAY05", rows=set(), plan=plan, merged=[(5, 1, 6, 1)])
    finds("LAY05", rows={1}, plan=plan, merged=[(5, 4, 6, 4)])


def test_merged_owners_are_seen_through_the_reading() -> None:
    found = finds("LAY05", rows={1}, plan=PLAN, merged=[(5, 3, 6, 3)])
    assert "C4 and C5" in found[0].message


def test_two_sheets_that_could_be_the_plan() -> None:
    other = sheet_of(PLAN, name="Copy of plan")
    found = finds("LAY06", rows={0}, plan=PLAN, more=[other])
    assert "“Copy of plan” could be it too" in found[0].message
    named = Settings(plan=PlanSettings(sheet="Appendix A"))
    finds("LAY06", rows=set(), plan=plan_of(PLAN, more=[other], settings=named), settings=named)
    finds("LAY06", rows=set(), plan=PLAN)


def test_a_cell_whose_formula_has_gone_wrong() -> None:
    errors = {"C6": "#REF!", "F5": "#N/A", "C30": "#N/A", "Z5": "#N/A", "A1": "#N/A"}
    found = finds("LAY07", rows={1, 2}, plan=marked(error_values=errors))
    assert [(finding.ref, finding.cell) for finding in found] == [("C4", "F5"), ("C5", "C6")]
    assert found[1].message == "C5 has #REF! in C6: its formula has gone wrong"


def test_a_spoilt_cell_is_one_fault_and_not_two() -> None:
    plan = PLAN.replace(
        "| C5  | Land listing | Head of HR    | 2020-12-31   | On track  | Begun  |",
        "|     | Land listing | Head of HR    | 2020-12-31   | On track  |        |",
    )
    spoilt = marked(plan, error_values={"A6": "#N/A"}, without_value=frozenset({"F6"}))
    codes = [finding.code for finding in findings_of(spoilt).findings if finding.row == 6]
    assert "LAY07" in codes and "LAY08" in codes
    assert not {"REF01", "TXT01"} & set(codes)


def test_a_formula_without_its_result() -> None:
    found = finds("LAY08", rows={3}, plan=marked(without_value=frozenset({"D7", "D40", "Y7"})))
    assert found[0].message == "C6 has a formula in D7 whose result is not stored; it was read as blank"


JULY = "| ref | title | owner | original_due | Next steps as on 7 July | Comments | status |"
ROW = "| C4 | Contracts | Head of HR | 2020-12-31 | Begin | None | On track |"


@pytest.mark.parametrize(
    ("september", "said"),
    [
        ("| ref | title | owner | original_due | Next steps as on 7 July | Comments | status |", []),
        ("| ref | title | owner | original_due | Next steps as on 30 September 2020 | Comments | status |", []),
        ("| Ref  no | title | owner | original_due | Next steps as on 7 July | Comments | status |",
         ["The column “Ref” is now called “Ref no”"]),
        ("| ref | owner | title | original_due | Next steps as on 7 July | Comments | status |",
         ["stands in another place than in the baseline"]),
        ("| ref | title | owner | original_due | Next steps as on 7 July | status | evidence |",
         ["The column “Comments” was in the baseline and is gone", "The column “Evidence” is new since the baseline"]),
    ],
)  # fmt: skip
def test_the_form_beside_the_baseline(september: str, said: list[str]) -> None:
    found = finds("LAY09", rows={0} if said else set(), plan=f"{september}\n{ROW}", baseline=f"{JULY}\n{ROW}")
    assert len(found) == len(said)
    for finding, part in zip(found, said, strict=True):
        assert part in finding.message


def test_a_column_put_in_moves_no_other() -> None:
    september = JULY.replace("| title |", "| title | revised_due |")
    row = ROW.replace("| Contracts |", "| Contracts | |")
    found = finds("LAY09", rows={0}, plan=f"{september}\n{row}", baseline=f"{JULY}\n{ROW}")
    assert [finding.message for finding in found] == ["The column “Revised date” is new since the baseline"]
    assert found[0].cell == "C4"


def test_an_open_action_that_is_struck_out_counts_all_the_same() -> None:
    done = PLAN.replace(
        "| C6  | Expenses     | Head of HR    | 2020-12-31   | On track ", "| C6 | Expenses | | | Complete "
    )
    # C4 whole; C5 its ref alone, which says nothing; C6 is complete, and C7 withdrawn: to strike them out is usual.
    struck = frozenset({"A5", "B5", "C5", "D5", "A6", "A7", "B7", "A8", "B8"})
    found = finds("LAY11", rows={1}, plan=marked(done, struck_out=struck))
    assert found[0].message == "C4 is struck out in row 5; it counts all the same"
    assert (found[0].cell, found[0].fix[:22]) == ("A5", "If the action has been")


def test_a_date_in_force_that_is_struck_out_counts_all_the_same() -> None:
    plan = """
        | ref | title     | owner      | original_due | revised_due | status            |
        | C4  | Contracts | Head of HR | 2020-12-31   |             | On track          |
        | C5  | Listing   | Head of HR | 2020-09-30   | 2020-12-31  | Timescale revised |
        | C6  | Expenses  | Head of HR | 2020-09-30   | 2021-01-31  | Timescale revised |
        | C7  | Gifts     | Head of HR | TBC          |             | On track          |
    """
    # C5: the old date, as it should be; C6: the one in force.
    found = finds("LAY11", rows={1, 3}, plan=marked(plan, struck_out=frozenset({"D5", "D6", "E7", "D8"})))
    assert [(finding.cell, finding.message) for finding in found] == [
        (
            "D5",
            "The date of C4, 31 December 2020, is struck out; it counts all the same",
        ),
        (
            "E7",
            "The date of C6, 31 January 2021, is struck out; it counts all the same",
        ),
    ]
    assert found[0].fix == "Give the date that holds in E5, or take the strike-through off D5"


def test_some_files_do_not_tell_everything() -> None:
    plan = replace(marked(unreadable=("struck-out text", "hidden rows")), workbook="plan.csv")
    found = finds("LAY10", rows={0}, plan=plan)
    assert found[0].message == (
        "A .csv file does not tell struck-out text or hidden rows: what they would say is not known"
    )
    finds("LAY10", rows=set(), plan=marked())
