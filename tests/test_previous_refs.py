"""Plans whose refs were given anew: which action is which, in a year and from one year to the next."""

from __future__ import annotations

from datetime import date

import pytest

from gipxl.assessment import assess
from gipxl.changes import Kind, compare
from gipxl.plan import Field, Plan
from tests.tables import plan_of

OLD = """
    | ref | title               | owner         | original_due | status   |
    | A1  | Scheme of delegation | Head of Legal | 2021-06-30   | Complete |
    | A2  | Risk register       | Head of HR    | 2021-07-31   | On track |
    | A3  | Contract plan       | Head of Legal | 2021-08-31   | On track |
    | B1  | Land listing        | Head of HR    | 2021-09-30   | On track |
"""
NEW = """
    | ref | Previous ref | title         | owner         | original_due | status   |
    | A1  | A2           | Risk register | Head of HR    | 2021-07-31   | On track |
    | A2  | A3           | Contract plan | Head of Legal | 2021-08-31   | On track |
    | A3  |              | Petty cash    | Head of Legal | 2021-12-31   | On track |
    | B1  | B1           | Land listing  | Head of HR    | 2021-09-30   | On track |
"""


def old(table: str = OLD) -> Plan:
    return plan_of(table, as_at=date(2021, 3, 31), name="old.xlsx")


def new(table: str = NEW, as_at: date = date(2021, 4, 30)) -> Plan:
    return plan_of(table, as_at=as_at, title="Governance Improvement Plan 2021/22", name="new.xlsx")


def pairs(before: Plan, after: Plan) -> dict[str, str | None]:
    selves = compare(before, after).earlier_selves
    return {now.ref: was.ref if was else None for now, was in zip(after.actions, selves, strict=True)}


def test_against_last_years_plan_the_previous_ref_comes_before_the_ref() -> None:
    assert pairs(old(), new()) == {"A1": "A2", "A2": "A3", "A3": None, "B1": "B1"}


def test_within_the_year_both_months_know_the_new_refs() -> None:
    assert pairs(new(), new(as_at=date(2021, 5, 31))) == {"A1": "A1", "A2": "A2", "A3": "A3", "B1": "B1"}


def test_held_the_wrong_way_round_the_same_actions_are_found() -> None:
    assert pairs(new(), old()) == {"A1": None, "A2": "A1", "A3": "A2", "B1": "B1"}


def test_a_column_that_somebody_adds_within_the_year_renumbers_nothing() -> None:
    plain = "\n".join("|".join([*line.split("|")[:2], *line.split("|")[3:]]) for line in NEW.strip().splitlines())
    assert pairs(new(plain), new(as_at=date(2021, 5, 31))) == {"A1": "A1", "A2": "A2", "A3": "A3", "B1": "B1"}


def test_a_plan_renumbered_within_its_year_is_known_by_its_previous_refs() -> None:
    before = plan_of(OLD, as_at=date(2020, 9, 30))
    after = plan_of(NEW, as_at=date(2020, 10, 31))
    assert pairs(before, after) == {"A1": "A2", "A2": "A3", "A3": None, "B1": "B1"}


def test_a_previous_ref_that_no_action_had_leaves_the_ref_to_speak() -> None:
    table = "| ref | Old ref | title | owner | due |\n| B1 | Z9 | Land listing | Head of HR | 2021-09-30 |"
    assert pairs(old(), new(table)) == {"B1": "B1"}


def test_compare_says_what_became_of_every_ref() -> None:
    said = {(change.kind, change.ref, change.was, change.now) for change in compare(old(), new()).all}
    assert said == {
        (Kind.LEFT_BEHIND, "A1", "Complete", None),
        (Kind.RENUMBERED, "A1", "A2", "A1"),
        (Kind.RENUMBERED, "A2", "A3", "A2"),
        (Kind.CARRIED_FORWARD, "B1", "B1", "B1"),
        (Kind.ADDED, "A3", None, "Petty cash"),
    }


def test_a_row_that_names_two_previous_refs_took_the_second_in() -> None:
    table = NEW.replace("| A2           |", "| A2, B1       |").replace(
        "| B1  | B1           | Land", "| B2  |  | Other"
    )
    changes = compare(old(), new(table))
    assert [(each.action.ref, each.into) for each in changes.consolidated] == [("B1", "A1")]
    assert "MON01" not in {finding.code for finding in assess(changes.after, changes.before).findings}


def test_neither_vanished_nor_reused_nor_unknown_refs_are_found() -> None:
    table = NEW.replace("| status   |", "| status   | update                |", 1)
    table = "\n".join(
        line if number == 0 else f"{line.rstrip()} Waits for A3, see B1 |"
        for number, line in enumerate(table.strip().splitlines())
    )
    codes = {finding.code for finding in assess(new(table), old()).findings}
    assert not codes & {"MON01", "MON03", "MON05", "MON06", "REF04", "REF05", "REF06"}


def test_the_new_years_column_of_previous_refs_is_no_change_of_form() -> None:
    assert "LAY09" not in {finding.code for finding in assess(new(), old()).findings}
    without = "\n".join("|".join([*line.split("|")[:2], *line.split("|")[3:]]) for line in NEW.strip().splitlines())
    later = assess(new(as_at=date(2021, 5, 31)), new(without))
    assert "LAY09" in {finding.code for finding in later.findings}


def test_the_source_of_an_action_carried_forward_joins_it_with_none() -> None:
    before = plan_of(
        "| ref | title | status |\n| A1 | Pay | On track |\n| A3 | Land | On track |", as_at=date(2021, 4, 30)
    )
    source = "Carried forward from 2020/21: audit report A3"
    after = plan_of(f"| ref | title | source | status |\n| A1 | Pay | {source} | On track |", as_at=date(2021, 5, 31))
    assert [gone.into for gone in compare(before, after).gone] == [""]


@pytest.mark.parametrize(
    "heading",
    ["Previous ref", "Old ref", "Former ref", "Last year's ref", "Last year’s ref", "2020/21 ref", "Ref (2020/21)",
     "Ref last year", "2020-21 Ref"],
)  # fmt: skip
def test_the_words_for_last_years_ref(heading: str) -> None:
    plan = new(NEW.replace("Previous ref", heading))
    assert plan.letter(Field.PREVIOUS_REF) == "B"
    assert [action.previous_refs for action in plan.actions] == [("A2",), ("A3",), (), ("B1",)]


@pytest.mark.parametrize("heading", ["Old ref", "Former ref", "Ref (2020/21)"])
def test_alone_it_is_the_ref(heading: str) -> None:
    plan = plan_of(f"| {heading} | title | owner | due |\n| A1 | Pay | Head of HR | 2021-09-30 |")
    assert (plan.letter(Field.REF), plan.letter(Field.PREVIOUS_REF)) == ("A", None)
    assert plan.actions[0].ref == "A1"
