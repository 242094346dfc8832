"""Which cells can be repaired without asking, and which are left to a person."""

from __future__ import annotations

from datetime import date

import pytest

from gipxl.assessment import assess
from gipxl.plan import Field, Plan
from gipxl.repairs import Repair, repairs
from gipxl.repairs.spacing import strays, tidied
from gipxl.settings import Settings, StatusSettings
from tests.tables import plan_of

NBSP, ZERO_WIDTH, CYRILLIC_C = "\u00a0", "\u200b", "\u0421"


def changes(plan: Plan, settings: Settings = Settings()) -> dict[str, str | date]:
    """Cell → what belongs there."""
    return {repair.cell: repair.after for repair in repairs(plan, settings)}


def column(field: str, *typed: str, **options: object) -> Plan:
    """A plan whose rows differ in one field, in cells C5, C6 …"""
    rows = [f"| A{number} | Training | {text} |" for number, text in enumerate(typed, start=1)]
    return plan_of("\n".join([f"| ref | title | {field} |", *rows]), **options)  # type: ignore[arg-type]


# ---- dates


def test_a_clear_date_typed_as_text_becomes_a_date() -> None:
    plan = column(
        "due", "31/12/2020", "31st March 2021", "25.09.20", "2020-10-01", "Thursday, 1 October 2020 ", "1-Apr-21"
    )
    assert changes(plan) == {
        "C5": date(2020, 12, 31),
        "C6": date(2021, 3, 31),
        "C7": date(2020, 9, 25),
        "C9": date(2020, 10, 1),
        "C10": date(2021, 4, 1),
    }


def test_a_repair_says_where_what_and_why() -> None:
    (repair,) = repairs(column("due", "31/12/2020"))
    assert repair == Repair(
        cell="C5",
        sheet="Appendix A",
        ref="A1",
        before="31/12/2020",
        after=date(2020, 12, 31),
        why="a clear date was stored as text (DAT05)",
    )


@pytest.mark.parametrize(
    "typed",
    ["Q3 2020/21", "Dec 2020", "w/c 28 September 2020", "TBC", "31/06/2020", "31 December", "04/05/2020",
     "moved from 30/09/2020 to 31/12/2020", "30/09/2020\\n31/12/2020", "by 31/12/2020 at the latest",
     "31/12/2020 (provisional)", "31/12/2020?", "31/12/2020 17:00", "12/31/2020"],
)  # fmt: skip
def test_a_date_that_is_not_exact_and_clear_is_left_to_a_person(typed: str) -> None:
    assert changes(column("due", typed)) == {}


def test_dates_of_a_column_that_excel_swapped_are_left_to_a_person() -> None:
    swapped = ["2020-05-10", "2020-06-11", "25/10/2020", "30/11/2020"]
    assert changes(column("due", *swapped)) == {}


def test_texts_that_prove_how_another_is_read_stay_with_it() -> None:
    # 25/10/2020 proves that the column is written day first; without it the last text could be 4 October as well.
    assert changes(column("due", "25/10/2020", "30/11/2020", "put off to 10/04/2021")) == {}
    assert changes(column("due", "25/10/2020", "30/11/2020", "Q3 2020/21")) == {
        "C5": date(2020, 10, 25),
        "C6": date(2020, 11, 30),
    }


@pytest.mark.parametrize(
    "left", ["31/07/2020\\n31/12/2020", "moved from 25/10/2020 to 30/11/2020", "2020-10-04 (was 31/07/2020)"]
)
def test_a_text_that_reads_one_way_only_rests_on_no_other(left: str) -> None:
    assert changes(column("due", "25/10/2020", left)) == {"C5": date(2020, 10, 25)}


@pytest.mark.parametrize("left", ["04/07/2020\\n31/12/2020", "moved from 31/07/2020 to 10/04/2021", "10/04"])
def test_a_text_of_which_any_part_could_read_otherwise_rests_on_the_proof(left: str) -> None:
    plan = column("due", "25/10/2020", left)
    assert changes(plan) == {}
    fixes = [finding.fix for finding in assess(plan).findings if finding.code == "DAT05"]
    assert fixes and not any("gipxl fix" in fix for fix in fixes)


# ---- refs


def test_look_alike_refs_get_the_right_letters() -> None:
    refs = ["C1", "C2", f"{CYRILLIC_C}3", f"C{ZERO_WIDTH}4", "C5"]
    plan = plan_of("\n".join(["| ref | owner |", *(f"| {ref} | Head of HR |" for ref in refs)]))
    assert changes(plan) == {"A7": "C3", "A8": "C4"}


def test_a_cell_of_several_refs_is_put_right_in_all_of_them() -> None:
    plan = plan_of(f"| ref | title | owner |\n| C1 | One | HR |\n| C2 and {CYRILLIC_C}5 | Two | HR |")
    assert changes(plan) == {"A6": "C2 and C5"}


def test_a_ref_that_would_be_there_twice_is_left_to_a_person() -> None:
    plan = plan_of(f"| ref | title | owner |\n| C3 | One | HR |\n| {CYRILLIC_C}3 | Two | HR |")
    assert changes(plan) == {}


# ---- statuses


def test_a_misspelt_status_is_spelt_as_the_plan_spells_it() -> None:
    assert changes(column("status", "In Progress", "In Progress", "In progeress")) == {"C7": "In Progress"}


def test_a_misspelt_status_that_nobody_else_has_is_spelt_as_the_vocabulary_spells_it() -> None:
    assert changes(column("status", "On tarck", "Complete")) == {"C5": "On track"}


@pytest.mark.parametrize("typed", ["Unresolved", "Uncompleted", "Undelivered", "Unachieved", "Discontinuing"])
def test_a_word_that_begins_otherwise_is_no_slip(typed: str) -> None:
    assert changes(column("status", typed, "Complete")) == {}


def test_capitals_and_spaces_follow_most_of_the_rows() -> None:
    plan = column("status", "On track", "On track", "on  track", "ON TRACK", "On track - as agreed")
    assert changes(plan) == {"C7": "On track", "C8": "On track"}


def test_where_no_spelling_is_the_usual_one_capitals_stay() -> None:
    assert changes(column("status", "On Track", "on track", "Complete")) == {}


def test_the_spelling_of_the_settings_counts_for_more_than_the_rows() -> None:
    settings = Settings(status=StatusSettings(on_track=("In Hand",)))
    plan = column("status", "in hand", "in hand", "Complete", settings=settings)
    assert changes(plan, settings) == {"C5": "In Hand", "C6": "In Hand"}


def test_per_cents_and_ratings_stay_as_they_are() -> None:
    assert changes(column("status", "80%", "G", "Green", "100 %")) == {}


# ---- spaces


def test_stray_spaces_and_invisible_characters_go() -> None:
    row = f"| C1 | Con{ZERO_WIDTH}tracts | Head  of{NBSP}HR | On track | Done  it |"
    plan = plan_of(f"| ref | title | owner | status | update |\n{row}")
    assert changes(plan) == {"B5": "Contracts", "C5": "Head of HR", "E5": "Done it"}
    assert {repair.cell: repair.why for repair in repairs(plan)} == {
        "B5": "a character that cannot be seen",
        "C5": "stray spaces between words",
        "E5": "stray spaces between words",
    }


@pytest.mark.parametrize(
    ("typed", "after"),
    [
        ("One.  Two.", "One.  Two."),
        ("Two things:\n  - one\n  - two", "Two things:\n  - one\n  - two"),
        (f"£5{NBSP}m was paid", f"£5{NBSP}m was paid"),
        ("line  \nnext ", "line\nnext"),
        ("two  spaces", "two spaces"),
        ("soft\u00adhyphen", "softhyphen"),
        ("👩\u200d💻 works", "👩\u200d💻 works"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("a\r\nb", "a\r\nb"),
        ("  ", ""),
    ],
)
def test_in_prose_only_what_is_certainly_stray_goes(typed: str, after: str) -> None:
    assert tidied(typed, prose=True) == after
    assert bool(strays(typed, prose=True)) == (typed != after)


def test_a_merged_cell_is_repaired_once() -> None:
    table = "| ref | title | owner |\n| C1 | One | Head of HR \\n |\n| C2 | Two | |"
    plan = plan_of(table, merged=[(5, 3, 6, 3)])
    assert changes(plan) == {"C5": "Head of HR"}
    assert plan.letter(Field.OWNER) == "C"


def test_a_plan_without_faults_needs_no_repair() -> None:
    plan = plan_of("| ref | title | owner | due | status |\n| C1 | One | Head of HR | 2020-12-31 | On track |")
    assert repairs(plan) == ()
