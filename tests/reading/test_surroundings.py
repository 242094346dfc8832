"""What stands around the table: markings, title, as-at line, lists, details; and which sheet was taken, and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gipxl.assessment import assess
from gipxl.dates import ColumnOrder
from gipxl.outputs.copy import flagged_copy
from gipxl.plan import Detail, Entry, Field, Plan
from gipxl.reading.above import marking_of
from gipxl.reading.owners import owners_of
from gipxl.reading.refs import refs_of
from gipxl.sending.guard import guard
from gipxl.settings import MarkingSettings, Settings
from gipxl.settings.sending import SendingSettings
from tests.reading.pages import Page, write
from tests.reading.plans import ACTIONS, STANDARD, expected, grid, lines_of, understood

ABOVE: list[list[Any]] = [
    ["OFFICIAL", None, "OFFICIAL-SENSITIVE"], ["Governance Improvement Plan 2020/21"], ["As at 30 September 2020"], [],
]  # fmt: skip


def read_page(tmp_path: Path, *pages: Page) -> Plan:
    return understood(write(tmp_path / "plan.xlsx", *pages))


def test_markings_title_and_financial_year_stand_above_the_table(tmp_path: Path) -> None:
    plan = read_page(tmp_path, Page(rows=[*ABOVE, *grid()]))
    assert [(entry.value, entry.cell) for entry in plan.markings] == [("OFFICIAL-SENSITIVE", "C1"), ("OFFICIAL", "A1")]
    assert plan.title == "Governance Improvement Plan 2020/21"
    assert plan.year_named == 2020
    assert plan.as_at_line == Entry("As at 30 September 2020", date(2020, 9, 30), "A3")
    assert [entry.cell for entry in plan.above] == ["A1", "C1", "A2", "A3"]


@pytest.mark.parametrize("typed", [
    "Official-Sensitive - Commercial", "Official Sensitive", "OFFICIAL–SENSITIVE", "Official-Sensitive: Personal",
    "official – sensitive (pay)", "Official Sensitive Commercial", "OFFICIAL-SENSITIVE COMMERCIAL",
    "Marking: Official-Sensitive", "Protective marking – Official–Sensitive: Personal",
    "Official-Sensitive: see annexed papers", "*Official-Sensitive*",
])  # fmt: skip
def test_a_marking_is_one_however_it_is_written(typed: str, tmp_path: Path) -> None:
    plan = read_page(tmp_path, Page(rows=[[typed], *ABOVE[1:], *grid()]))
    assert plan.marking == "OFFICIAL-SENSITIVE"
    assert [entry.typed for entry in plan.markings] == [typed]
    assert plan.title == "Governance Improvement Plan 2020/21"
    watch = guard(SendingSettings(), MarkingSettings())
    assert watch.is_guarded(typed) and watch.found_in([typed])


@pytest.mark.parametrize(("typed", "marking"), [
    ("Protect - Personal", "PROTECT"), ("Restricted: Commercial", "RESTRICTED"), ("SECRET: UK EYES ONLY", "SECRET"),
    ("Marking: Official", "OFFICIAL"),
])  # fmt: skip
def test_a_marking_of_one_word_is_one_with_a_descriptor_behind_it(typed: str, marking: str) -> None:
    assert marking_of(typed, MarkingSettings().known) == marking


@pytest.mark.parametrize("typed", [
    "This is official-sensitive information about staff", "Official-sensitive information is kept apart",
    "Official opening of the centre", "Official: the new plan for governance", "Protect - the land register",
    "Restricted access: see the map", "Secretariat: Commercial", "SECRETARIAT OPENS", "PROTECTION OF LAND",
    "Marking scheme for official-sensitive papers", "Protect personal data", "Official personal records",
])  # fmt: skip
def test_prose_that_uses_the_words_is_no_marking(typed: str, tmp_path: Path) -> None:
    plan = read_page(tmp_path, Page(rows=[["OFFICIAL"], [typed], *ABOVE[1:], *grid()]))
    assert [entry.typed for entry in plan.markings] == ["OFFICIAL"]
    assert "BOK02" not in {finding.code for finding in assess(plan).findings}


def test_banners_and_what_stands_below_are_kept_as_notes(tmp_path: Path) -> None:
    rows = [*grid()[:3], ["E7 and E8 are now in E6"], *grid()[3:], [], ["B9 was withdrawn in August"]]
    plan = read_page(tmp_path, Page(rows=rows))
    assert [note.value for note in plan.notes] == ["E7 and E8 are now in E6", "B9 was withdrawn in August"]
    assert [action.banner for action in plan.actions] == ["", "", "E7 and E8 are now in E6", "E7 and E8 are now in E6"]


@pytest.mark.parametrize(("name", "rows", "owners"), [
    ("Lists", [["Owners", "Statuses"], ["Head of HR", "On track"], ["Head of IT", "Revised"], [None, "Complete"]],
     ("Head of HR", "Head of IT")),
    ("Drop-downs", [["Some lists"], [], [None, "Responsible officer"], [None, "Head of HR"], [None, "Head of IT"], [],
                    [None, "(kept by the governance team)"]], ("Head of HR", "Head of IT")),
    ("Owners", [["Initials", "Post"], ["HH", "Head of HR"], ["HI", "Head of IT"]],
     ("Head of HR", "Head of IT", "HH", "HI")),
    ("Data", [["Owner", "Cost"], ["Head of HR", 1], ["Head of HR", 2], ["Head of HR", 3]], ()),
    ("Minutes", [["Owners"], ["Head of HR"], ["Head of IT"]], ()),
])  # fmt: skip
def test_the_list_of_owners_stands_on_another_sheet(
    name: str, rows: list[list[Any]], owners: tuple[str, ...], tmp_path: Path
) -> None:
    assert read_page(tmp_path, Page(rows=grid()), Page(rows=rows, name=name)).listed_owners == owners


def test_the_details_sheet_is_known_by_its_name_or_its_labels(tmp_path: Path) -> None:
    rows = [["Body", "Police and Crime Office"], ["Panel", "Joint Audit Panel"], ["Meeting date", date(2020, 10, 26)],
            ["As at", "31 August 2020"], ["Recommendations", "Note the plan"], [None, "Agree the dates"],
            ["Appendix", "Appendix A", "OFFICIAL"]]  # fmt: skip
    for name in ("Report details", "Front sheet"):
        path = write(tmp_path / f"{name}.xlsx", Page(rows=grid()), Page(rows=rows, name=name))
        details = understood(path, as_at=None).details
        assert details.sheet == name
        assert details.one(Detail.BODY) == "Police and Crime Office"
        assert details.all(Detail.RECOMMENDATION) == ("Note the plan", "Agree the dates")
        assert (details.meeting, details.as_at) == (date(2020, 10, 26), date(2020, 8, 31))
        assert details.appendices == (("Appendix A", "OFFICIAL"),)
        assert understood(path, as_at=None).as_at == date(2020, 8, 31)


def test_two_sheets_that_could_be_the_plan_are_named(tmp_path: Path) -> None:
    plan = read_page(tmp_path, Page(rows=grid(), name="Team north"), Page(rows=grid()[:3], name="Team south"))
    assert plan.sheet == "Team north"
    assert plan.other_plans == ("Team south",)
    assert plan.sheet_why == "9 of its headings are a plan's, as on “Team south”, and it has more rows"


def test_day_and_month_swapped_by_excel_are_proven_by_the_column(tmp_path: Path) -> None:
    typed = [date(2020, 5, 10), date(2020, 6, 11), "25/10/2020", "30/11/2020"]
    rows = grid(None, {}, [{**action, "original": when} for action, when in zip(ACTIONS, typed, strict=True)])
    plan = read_page(tmp_path, Page(rows=rows))
    assert plan.date_orders[Field.ORIGINAL_DUE].order is ColumnOrder.SWAPPED
    assert plan.actions[0].original.value
    assert plan.actions[0].original.value.day == date(2020, 5, 10)  # as stored: the finding offers the other


def test_months_before_days_are_proven_by_the_column(tmp_path: Path) -> None:
    typed = ["09/25/2020", "12/31/2020", "08/28/2020", "03/11/2021"]
    rows = grid(None, {}, [{**action, "original": when} for action, when in zip(ACTIONS, typed, strict=True)])
    plan = read_page(tmp_path, Page(rows=rows))
    days = [action.original.value.day if action.original.value else None for action in plan.actions]
    assert days == [date(2020, 9, 25), date(2020, 12, 31), date(2020, 8, 28), date(2021, 3, 11)]


@pytest.mark.parametrize(("typed", "refs"), [
    ("E6", ("E6",)), (" E6\n", ("E6",)),
    ("C2 and C5", ("C2", "C5")), ("C2/C5", ("C2", "C5")), ("C2 & C5", ("C2", "C5")),
    ("C2, C5", ("C2", "C5")), ("C2\nC5", ("C2", "C5")), ("2020/01", ("2020/01",)), ("IA/2020/03", ("IA/2020/03",)),
    ("24 AGS 03", ("24 AGS 03",)), ("1 and 2", ("1", "2")), ("1/2", ("1/2",)), ("", ("",)),
    ("C2 and others", ("C2 and others",)),
])  # fmt: skip
def test_a_ref_cell_names_one_ref_or_several(typed: str, refs: tuple[str, ...]) -> None:
    assert refs_of(typed) == refs


@pytest.mark.parametrize(("typed", "owners"), [
    ("Head of HR", ("Head of HR",)), ("Head of Planning and Procurement", ("Head of Planning and Procurement",)),
    ("Head of HR and Head of IT", ("Head of HR", "Head of IT")), ("JB/KT", ("JB", "KT")), ("JB & KT", ("JB", "KT")),
    ("JB; KT", ("JB", "KT")), ("JB, KT", ("JB", "KT")), ("Head of HR\nHead of IT", ("Head of HR", "Head of IT")),
    ("HR / IT", ("HR", "IT")), ("Director of Finance / Head of Audit", ("Director of Finance", "Head of Audit")),
    ("Governance & Risk Manager", ("Governance & Risk Manager",)), ("Chief Executive", ("Chief Executive",)),
    ("Head of People, Culture and Skills", ("Head of People, Culture and Skills",)),
])  # fmt: skip
def test_an_owner_cell_names_one_owner_or_several(typed: str, owners: tuple[str, ...]) -> None:
    assert owners_of(typed, frozenset()) == owners


def test_a_listed_owner_is_one_whatever_its_name_holds() -> None:
    assert owners_of("Legal / Audit", frozenset({"legal / audit"})) == ("Legal / Audit",)


def test_a_flagged_copy_that_comes_back_reads_as_the_workbook_did(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=[*ABOVE, *grid()]))
    plan = understood(path)
    copy = tmp_path / "flagged.xlsx"
    copy.write_bytes(flagged_copy(assess(plan, None, settings=Settings()), path.read_bytes()).content)
    again = understood(copy)
    assert lines_of(again) == expected(STANDARD)
    assert again.sheets == plan.sheets
    assert again.other_plans == ()
