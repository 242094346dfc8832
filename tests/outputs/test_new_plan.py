"""A new plan workbook: valid, read back exactly as it was given, with lists, dates and live signs that hold."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gipxl.assessment import assess
from gipxl.errors import WorkbookError
from gipxl.outputs.copy import flagged_copy
from gipxl.outputs.new_plan import COLUMNS, NewPlan, Row, details_workbook, plan_workbook, sheet_name, statuses_for
from gipxl.package.addresses import area, column_letters
from gipxl.package.book import Workbook
from gipxl.plan import Action, Appendix, Detail, Field, Plan
from gipxl.reading import read
from gipxl.settings import MarkingSettings, PlanSettings, Settings, StatusSettings
from gipxl.vocabulary import Status, read_status
from tests.outputs.books import book_of, counted_anew, with_cells, with_sheet_of_formulas
from tests.outputs.live_signs import CASES, signs_shown
from tests.package import lint
from tests.tables import rows_of

AS_AT = date(2021, 9, 30)
EMPTY = NewPlan(title="Governance Improvement Plan 2021/22", marking="OFFICIAL", body="Northmere Council")
ROWS: tuple[Row, ...] = (
    {
        Field.REF: "A1", Field.TITLE: "Scheme of delegation", Field.AREA: "Decisions", Field.SOURCE: "Internal audit",
        Field.RECOMMENDATION: "Review the scheme", Field.ACTION: "Scheme redrafted", Field.OWNER: "Head of Legal",
        Field.ORIGINAL_DUE: date(2021, 12, 31), Field.STATUS: "On track", Field.UPDATE: "With the panel for comment.",
    },
    {
        Field.REF: "A2", Field.TITLE: "Risk register", Field.OWNER: "Head of Finance",
        Field.ORIGINAL_DUE: date(2021, 6, 30), Field.REVISED_DUE: "Q4 2021/22",
        Field.REASON: "The new system comes in January.", Field.STATUS: "Timescale revised",
        Field.UPDATE: "Contract let.", Field.WORDING: "The register moves to the new system in January.",
    },
)  # fmt: skip
FILLED = replace(EMPTY, as_at=AS_AT, rows=ROWS, owners=("Head of Legal", "Head of Finance"))


def understood(folder: Path, content: bytes, as_at: date | None = AS_AT) -> Plan:
    path = folder / "plan.xlsx"
    path.write_bytes(content)
    return read(path, settings=Settings(), as_at=as_at)


def typed(action: Action) -> dict[Field, str]:
    return {what: action.entry(what).typed for what in Field if action.entry(what).typed}


@pytest.fixture(scope="module")
def empty() -> bytes:
    return plan_workbook(EMPTY)


# ---- the file


@pytest.mark.parametrize("plan", [EMPTY, FILLED, replace(FILLED, finished=ROWS[:1], columns=tuple(Field))])
def test_the_workbook_is_sound_and_the_same_every_time(plan: NewPlan) -> None:
    content = plan_workbook(plan)
    assert lint.problems(content) == []
    assert content == plan_workbook(plan)


def test_it_can_be_read_without_a_picture_of_it(empty: bytes) -> None:
    """What a screen reader needs: a title in A1, a named table under a frozen heading, no merged cells."""
    book = load_workbook(io.BytesIO(empty))
    assert book.sheetnames == ["Plan", "Report details", "Lists", "Guidance"]
    for sheet in book:
        assert sheet["A1"].value, sheet.title
        assert not sheet.merged_cells.ranges
        assert sheet.tables
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows
        assert "OFFICIAL" in str(sheet.oddHeader)
    assert book.properties.title == EMPTY.title


def test_text_never_becomes_a_formula(tmp_path: Path) -> None:
    risky: Row = {Field.REF: "A1", Field.TITLE: "=1+1", Field.OWNER: "@SUM(A1)", Field.UPDATE: "http://example.org/x"}
    content = plan_workbook(replace(EMPTY, title="=2+2", rows=[risky], owners=["=3+3"], body="&Lx"))
    book = load_workbook(io.BytesIO(content))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}
    assert kinds <= {"s", "d", "n"}
    assert typed(understood(tmp_path, content).actions[0]) == risky


# ---- how it is read


def test_an_empty_plan_is_a_plan_with_nothing_to_find(tmp_path: Path, empty: bytes) -> None:
    plan = understood(tmp_path, empty)
    assert (plan.sheet, plan.actions, plan.other_plans, plan.marking) == ("Plan", (), (), "OFFICIAL")
    assert plan.fields == set(COLUMNS)
    assert (plan.title, plan.year_named) == ("Governance Improvement Plan 2021/22", 2021)
    assert plan.details.entries == {}
    assert list(assess(plan, None, settings=Settings()).findings) == []


def test_what_is_typed_into_it_is_read_as_typed(tmp_path: Path) -> None:
    book = load_workbook(io.BytesIO(plan_workbook(replace(EMPTY, owners=FILLED.owners))))
    sheet = book["Plan"]
    sheet["B3"] = AS_AT
    for number, row in enumerate(ROWS, 5):
        for place, field in enumerate(COLUMNS, 1):
            sheet.cell(number, place).value = row.get(field)
    held = io.BytesIO()
    book.save(held)
    plan = understood(tmp_path, held.getvalue(), as_at=None)
    assert (plan.as_at, plan.as_at_from) == (AS_AT, "the line above the table (B3)")
    assert plan.listed_owners == FILLED.owners
    assert [typed(action) for action in plan.actions] == [
        {field: f"{value:%d/%m/%Y}" if isinstance(value, date) else value for field, value in row.items()}
        for row in ROWS
    ]
    findings = assess(plan, None, settings=Settings()).findings
    assert {finding.code for finding in findings if finding.level != "note"} == set()


def test_faults_typed_into_it_are_found(tmp_path: Path) -> None:
    rows: list[Row] = [
        {Field.REF: "A1", Field.TITLE: "Nobody's", Field.ORIGINAL_DUE: date(2021, 12, 31), Field.STATUS: "On track"},
        {Field.REF: "A1", Field.TITLE: "Twice", Field.OWNER: "Head of Legal", Field.ORIGINAL_DUE: "32/13/2021"},
    ]
    plan = understood(tmp_path, plan_workbook(replace(EMPTY, rows=rows)))
    found = {(finding.code, finding.ref) for finding in assess(plan, None, settings=Settings()).findings}
    assert {("OWN01", "A1"), ("REF02", "A1")} <= found
    assert any(code.startswith("DAT") for code, _ in found)


def test_every_field_has_a_column_that_is_read_as_it(tmp_path: Path) -> None:
    plan = understood(tmp_path, plan_workbook(replace(FILLED, columns=(*Field, "Cost centre"))))
    assert [column.field for column in plan.columns] == [*Field, None]


def test_a_heading_given_twice_gets_a_number(tmp_path: Path) -> None:
    plan = understood(tmp_path, plan_workbook(replace(FILLED, columns=(*COLUMNS, "Note", "note", "Ref"))))
    assert [column.heading for column in plan.columns][-3:] == ["Note", "note (2)", "Ref (2)"]
    assert [action.ref for action in plan.actions] == ["A1", "A2"]


def test_finished_work_is_read_from_a_sheet_of_its_own(tmp_path: Path) -> None:
    done: Row = {**ROWS[0], Field.REF: "B1", Field.COMPLETED: date(2021, 7, 1), Field.STATUS: "Complete"}
    plan = understood(tmp_path, plan_workbook(replace(FILLED, finished=[done])))
    assert plan.finished_sheet == "Completed"
    assert [(action.ref, action.on_finished_sheet) for action in plan.actions] == [
        ("A1", False), ("A2", False), ("B1", True),
    ]  # fmt: skip


def test_guidance_lists_and_details_are_never_taken_for_a_plan(tmp_path: Path, empty: bytes) -> None:
    book = load_workbook(io.BytesIO(empty))
    del book["Plan"]
    held = io.BytesIO()
    book.save(held)
    with pytest.raises(WorkbookError, match="holds no plan"):
        understood(tmp_path, held.getvalue())


def test_guidance_is_not_taken_for_the_details_of_the_report(tmp_path: Path, empty: bytes) -> None:
    book = load_workbook(io.BytesIO(empty))
    del book["Report details"]
    held = io.BytesIO()
    book.save(held)
    assert understood(tmp_path, held.getvalue()).details.sheet == ""


# ---- details of the report


def test_every_line_of_the_details_is_read_and_its_guidance_is_not(tmp_path: Path) -> None:
    given: dict[Detail, list[str | date | Appendix]] = {detail: [f"Text of {detail.name}"] for detail in Detail}
    given |= {Detail.AS_AT: [AS_AT], Detail.MEETING: [date(2021, 10, 26)], Detail.SOURCES: ["One", "Two", "Three", "4"]}
    details = understood(tmp_path, plan_workbook(replace(EMPTY, details=given)), as_at=None).details
    assert (details.as_at, details.meeting) == (AS_AT, date(2021, 10, 26))
    assert details.all(Detail.SOURCES) == ("One", "Two", "Three", "4")
    others = set(Detail) - {Detail.AS_AT, Detail.MEETING, Detail.SOURCES}
    assert {detail: details.all(detail) for detail in others} == {detail: tuple(given[detail]) for detail in others}


def test_lines_of_the_bodys_own_are_read_too(tmp_path: Path) -> None:
    appendices = [Appendix("The plan", "OFFICIAL"), Appendix("The audit", "")]
    more = [("Section: Staffing", "Two posts are vacant."), ("Leave out", "Legal")]
    plan = replace(EMPTY, details={Detail.APPENDIX: appendices}, more_details=more)
    details = understood(tmp_path, plan_workbook(plan)).details
    assert list(details.appendices) == appendices
    assert [(each.heading, each.texts[0].value) for each in details.sections] == [("Staffing", "Two posts are vacant.")]
    assert [entry.value for entry in details.left_out] == ["Legal"]


@pytest.mark.parametrize("name", ["Guidance", "Completed", "A" * 32, "A/B", "'quoted'", ""])
def test_a_sheet_name_that_excel_refuses_gives_way(name: str) -> None:
    content = plan_workbook(replace(FILLED, sheet=name, finished=()))
    assert load_workbook(io.BytesIO(content)).sheetnames[0] == "Plan"
    assert lint.problems(content) == []


def test_the_details_sheet_moves_into_another_workbook(tmp_path: Path) -> None:
    alone = load_workbook(io.BytesIO(details_workbook({})))
    assert alone.sheetnames == ["Report details"]
    rows = {row[0].value: row for row in alone["Report details"].iter_rows()}
    assert [detail for detail in Detail if detail.value not in rows] == []
    rows["Panel"][1].value, rows["As at"][1].value, rows["Appendix"][1].value = "Audit Panel", AS_AT, "The plan"
    rows["Appendix"][2].value = "OFFICIAL"
    held = io.BytesIO()
    alone.save(held)
    theirs = Workbook.open(book_of("| ref | owner | due |\n| A1 | Head of Legal | 2021-12-31 |"))
    theirs.graft(held.getvalue())
    # A sheet that gipxl adds carries a mark; one that a person moves carries none.
    moved = load_workbook(io.BytesIO(theirs.to_bytes()))
    del moved["Report details"].defined_names["gipxl.sheet"]
    held = io.BytesIO()
    moved.save(held)
    plan = understood(tmp_path, held.getvalue(), as_at=None)
    assert plan.as_at == AS_AT
    assert plan.details.one(Detail.PANEL) == "Audit Panel"
    assert plan.details.appendices == (("The plan", "OFFICIAL"),)
    assert set(plan.details.entries) == {Detail.PANEL, Detail.AS_AT, Detail.APPENDIX}


def test_the_workbook_of_details_is_sound_and_the_same_every_time() -> None:
    content = details_workbook({Detail.BODY: ["Northmere Council"]})
    assert lint.problems(content) == []
    assert content == details_workbook({Detail.BODY: ["Northmere Council"]})


# ---- lists and dates


def test_cells_warn_and_never_refuse(empty: bytes) -> None:
    asked = _asked(empty)
    letters = dict(zip(COLUMNS, "ABCDEFGHIJKLMNO", strict=True))
    assert asked[letters[Field.OWNER]].formula1 == "Owners"
    assert asked[letters[Field.STATUS]].formula1 == "Statuses"
    for field in (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED):
        assert asked[letters[field]].type == "date"
        assert "Day before month" in asked[letters[field]].prompt
    assert {each.errorStyle for each in asked.values()} == {"warning"}
    assert all(area(str(each.sqref)).bottom >= 200 for each in asked.values())


def _asked(content: bytes) -> dict[str, Any]:
    """What the cells of each column ask for, by the column's letter."""
    validations = load_workbook(io.BytesIO(content))["Plan"].data_validations.dataValidation
    areas = [(area(str(each.sqref)), each) for each in validations]
    return {column_letters(place.left): each for place, each in areas if place.top == 5}


@pytest.mark.needs("soffice")
def test_the_lists_grow_with_what_is_typed_below_them(tmp_path: Path) -> None:
    grown = with_cells(plan_workbook(FILLED), "Lists", {"A6": "Head of HR"})
    probed = with_sheet_of_formulas(grown, ["ROWS(Owners)", "ROWS(Statuses)"])
    counted = load_workbook(io.BytesIO(counted_anew(tmp_path, {"probed": probed})["probed"]), data_only=True)
    assert next(counted["Probe"].iter_rows(values_only=True)) == (3, len(FILLED.statuses))


@pytest.mark.parametrize("word", NewPlan(title="").statuses)
def test_every_status_offered_is_a_known_word(word: str) -> None:
    assert read_status(word).status not in (None, Status.OPEN)


def test_the_settings_words_are_offered_and_known_to_the_signs() -> None:
    settings = Settings(status=StatusSettings(on_track=("In hand",), complete=("Signed off by the board",)))
    assert "In hand" in statuses_for(settings)
    assert "On track" not in statuses_for(settings)
    book = load_workbook(io.BytesIO(plan_workbook(NewPlan(title="Plan", settings=settings))))
    known = book.defined_names["gipxl.text"].value
    assert '"Signed off by the board"' in known
    assert '"in hand"' not in known, "the settings' word takes the place of gipxl's"


@pytest.mark.parametrize(
    ("named", "called"), [("Appendix A", "Appendix A"), ("", "Plan"), ("Lists", "Plan"), ("A/B", "Plan")]
)
def test_the_sheet_is_called_as_the_settings_will_look_for_it(named: str, called: str) -> None:
    assert sheet_name(Settings(plan=PlanSettings(sheet=named))) == called


def test_the_marking_expected_is_the_one_that_is_read(tmp_path: Path) -> None:
    settings = Settings(markings=MarkingSettings(expected="OFFICIAL-SENSITIVE"))
    plan = understood(tmp_path, plan_workbook(replace(EMPTY, marking=settings.markings.expected)))
    assert plan.marking == "OFFICIAL-SENSITIVE"
    assert list(assess(plan, None, settings=settings).findings) == []


# ---- live signs


def _plan_of_cases() -> NewPlan:
    heading, *lines = rows_of("\n".join(each for each in CASES.splitlines() if not each.startswith("banner")))
    fields = [Field(str(name)) for name in heading[:-1]]
    rows = [dict(zip(fields, line[:-1], strict=True)) for line in lines]
    return NewPlan(title="Plan", sheet="Appendix A", as_at=date(2020, 9, 30), columns=fields, rows=rows)  # type: ignore[arg-type]


@pytest.mark.needs("soffice")
def test_signs_show_from_the_first_row_on_as_in_the_flagged_copy(tmp_path: Path) -> None:
    shown = signs_shown(tmp_path, plan_workbook(_plan_of_cases()))
    lines = [line for line in CASES.strip().splitlines()[1:] if not line.startswith("banner")]
    for row, line in enumerate(lines, 5):
        words = line.split("|")[-2].split()
        wanted = set(zip(words[::2], words[1::2], strict=True)) - {("A", "row_with_error")}
        assert shown.get(row, set()) == wanted, line


def test_the_flagged_copy_has_its_own_signs_in_their_place(tmp_path: Path) -> None:
    content = plan_workbook(FILLED)
    plan = understood(tmp_path, content)
    copy = flagged_copy(assess(plan, None, settings=Settings()), content)
    assert copy.receipt.lost == ()
    ours, theirs = (_conditions(each) for each in (content, copy.content))
    assert ours < theirs
    assert lint.new_problems(content, copy.content) == []
    assert len(theirs - ours) == 1, "the one on rows with errors looks into the Findings sheet"


def _conditions(content: bytes) -> set[str]:
    groups = load_workbook(io.BytesIO(content))["Plan"].conditional_formatting
    return {f"{str(group.sqref)[0]}: {rule.formula[0]}" for group in groups for rule in group.rules}


@pytest.mark.needs("soffice")
def test_libreoffice_saves_it_as_the_same_plan(tmp_path: Path) -> None:
    content = plan_workbook(replace(FILLED, details={Detail.BODY: ["Northmere Council"]}))
    saved = counted_anew(tmp_path, {"plan": content})["plan"]
    before, after = understood(tmp_path, content, None), understood(tmp_path, saved, None)
    assert [typed(action) for action in after.actions] == [typed(action) for action in before.actions]
    assert (after.as_at, after.marking, after.listed_owners) == (before.as_at, before.marking, before.listed_owners)
    assert after.details.one(Detail.BODY) == "Northmere Council"
    assert len(_asked(saved)) == len(_asked(content))
