"""The sample workbooks: what the script writes is what is kept, and they hold what a real Appendix A holds."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "workbooks"
JULY = "2020-07 Governance Improvement Plan.xlsx"
SEPTEMBER = "2020-09 Governance Improvement Plan.xlsx"
FAULTY = "faulty.xlsx"
ALL = (JULY, SEPTEMBER, FAULTY)

REFS = {
    f"{letter}{n}" for letter, most in zip("ABCDEFG", (2, 3, 5, 3, 6, 6, 4), strict=True) for n in range(1, most + 1)
}
REVISED = {"A1", "B3", "C1", "C2", "C5", "D1", "D2", "E4", "E5", "E6", "F1", "F2", "F3", "F4", "F5", "F6", "G4"}
ON_TRACK = {"A2", "B1", "B2", "C3", "C4", "D3", "E1", "E2", "E3", "G1", "G3"}
TEXT_DATES = {"31/12/2020": date(2020, 12, 31), "31 March 2021": date(2021, 3, 31), "Dec 2020": date(2020, 12, 31)}
FIELDS = (
    "ref",
    "title",
    "source",
    "recommendation",
    "action",
    "owner",
    "original",
    "revised",
    "reason",
    "completed",
    "status",
    "update",
    "wording",
)


def write_samples(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "make_samples.py"), str(folder)], check=True, capture_output=True
    )
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_samples(tmp_path_factory.mktemp("samples"))


def sheet(name: str, title: str = "Appendix A") -> Any:
    return openpyxl.load_workbook(KEPT / name)[title]


def actions(name: str) -> dict[str, dict[str, Any]]:
    """The rows by ref, read with openpyxl alone: those whose first cell is a letter and a figure."""
    rows = sheet(name).iter_rows(min_row=6, max_col=len(FIELDS), values_only=True)
    held = [dict(zip(FIELDS, row, strict=True)) for row in rows if re.fullmatch(r"[A-Z]\d", str(row[0]))]
    assert len({row["ref"] for row in held}) == len(held)
    return {row["ref"]: row for row in held}


def day(content: Any) -> date:
    """The day that a date cell means: the last line of a text is the date that stands."""
    if isinstance(content, datetime):
        return content.date()
    return TEXT_DATES[content.splitlines()[-1]]


def details(name: str) -> dict[str, list[tuple[Any, Any]]]:
    held: dict[str, list[tuple[Any, Any]]] = {}
    for label, text, marking in sheet(name, "Report details").iter_rows(min_row=2, max_col=3, values_only=True):
        held.setdefault(label, []).append((text, marking))
    return held


def parts(path: Path) -> list[tuple[str, tuple[int, ...], bytes]]:
    with zipfile.ZipFile(path) as package:
        return [(info.filename, info.date_time, package.read(info)) for info in package.infolist()]


@pytest.mark.parametrize("name", ALL)
def test_the_kept_workbook_is_what_the_script_writes(written: Path, name: str) -> None:
    # part by part: the compressor under the zip may differ from one installation to the next, the parts may not
    assert parts(KEPT / name) == parts(written / name)


def test_the_script_writes_the_same_bytes_every_time(written: Path, tmp_path: Path) -> None:
    again = write_samples(tmp_path / "again")
    assert {path.name for path in again.iterdir()} == set(ALL)
    for name in ALL:
        assert (again / name).read_bytes() == (written / name).read_bytes()


def test_july_has_two_work_streams_more_than_september() -> None:
    assert set(actions(SEPTEMBER)) == REFS and len(REFS) == 29
    assert set(actions(JULY)) == REFS | {"E7", "E8"}


def test_september_has_the_positions_that_were_published() -> None:
    plan = actions(SEPTEMBER)
    assert {ref for ref, row in plan.items() if row["status"] == "Timescale revised"} == REVISED
    assert {ref for ref, row in plan.items() if row["status"] == "On track"} == ON_TRACK
    assert {ref for ref, row in plan.items() if row["status"] == "Complete"} == {"G2"}
    moved = {ref for ref, row in plan.items() if row["revised"] or "\n" in str(row["original"])}
    assert moved == REVISED


def test_twenty_four_are_to_be_delivered_by_the_end_of_the_year() -> None:
    due = {ref: day(row["revised"] or row["original"]) for ref, row in actions(SEPTEMBER).items()}
    assert len([ref for ref, when in due.items() if when <= date(2021, 3, 31)]) == 24
    assert due["C4"] == due["E1"] == due["F5"] == date(2021, 3, 31)  # the last day counts


@pytest.mark.parametrize(("name", "as_at"), [(JULY, date(2020, 7, 31)), (SEPTEMBER, date(2020, 9, 30))])
def test_nothing_is_overdue_in_a_good_plan(name: str, as_at: date) -> None:
    for ref, row in actions(name).items():
        assert row["status"] == "Complete" or day(row["revised"] or row["original"]) >= as_at, ref


def test_originals_stand_and_no_date_slips_twice() -> None:
    before, now = actions(JULY), actions(SEPTEMBER)
    for ref, row in now.items():
        first = str(row["original"]).splitlines()[0] if "\n" in str(row["original"]) else row["original"]
        assert first == before[ref]["original"] or first == f"{before[ref]['original']:%d/%m/%Y}", ref
        if before[ref]["revised"]:
            assert row["revised"] == before[ref]["revised"], ref


@pytest.mark.parametrize("name", [JULY, SEPTEMBER])
def test_every_moved_date_has_its_reason_and_wording(name: str) -> None:
    for ref, row in actions(name).items():
        assert bool(row["reason"]) == (row["status"] == "Timescale revised"), ref
        assert bool(row["wording"]) == (row["status"] != "On track"), ref
        assert 15 <= len(row["update"].split()) <= 60, ref
        assert not row["wording"] or 30 <= len(row["wording"].split()) <= 110, ref


def test_updates_are_fresh_and_c2_and_c5_share_their_wording() -> None:
    before, now = actions(JULY), actions(SEPTEMBER)
    assert not [ref for ref in now if now[ref]["update"] == before[ref]["update"]]
    for plan in (before, now):
        assert plan["C2"]["title"] == plan["C5"]["title"] and plan["C2"]["wording"] == plan["C5"]["wording"]
    narratives = {(row["title"], row["wording"]) for ref, row in now.items() if ref in REVISED}
    assert len(narratives) == 16


@pytest.mark.parametrize("name", [JULY, SEPTEMBER])
def test_owners_and_statuses_come_from_the_lists(name: str) -> None:
    lists = sheet(name, "Lists")
    owners = {cell.value for cell in lists["A"][1:]} - {None}
    statuses = {cell.value for cell in lists["B"][1:]} - {None}
    for ref, row in actions(name).items():
        assert row["owner"] in owners and row["status"] in statuses, ref
    drop_downs = {str(v.sqref).split(":")[0]: v.formula1 for v in sheet(name).data_validations.dataValidation}
    assert drop_downs == {"F6": "Owners", "K6": "Statuses"}
    names = openpyxl.load_workbook(KEPT / name).defined_names
    assert names["Owners"].attr_text == f"Lists!$A$2:$A${len(owners) + 1}"


@pytest.mark.parametrize(("name", "line"), [(JULY, "As at 31 July 2020"), (SEPTEMBER, "As at 30 September 2020")])
def test_the_sheet_is_set_out_as_an_appendix(name: str, line: str) -> None:
    plan = sheet(name)
    assert [plan.cell(row, 1).value for row in (1, 2, 3)] == [
        "OFFICIAL-SENSITIVE",
        "Governance Improvement Plan 2020/21",
        line,
    ]
    assert plan["G4"].value == "Delivery date" and [plan["G5"].value, plan["H5"].value] == ["Original", "Revised"]
    merged = {str(block) for block in plan.merged_cells.ranges}
    assert {"A4:A5", "G4:H4", "M4:M5", "A6:M6"} <= merged
    assert plan["A6"].value == "A  Diversity and inclusion" and plan["A7"].value == "A1"
    assert plan.freeze_panes == "C6" and plan.print_title_rows == "$4:$5"
    assert plan.print_area.startswith("'Appendix A'!$A$1:$M$")
    assert plan.page_setup.orientation == "landscape" and plan.sheet_properties.pageSetUpPr.fitToPage
    assert "OFFICIAL-SENSITIVE" in plan.oddHeader.center.text and "&P" in plan.oddFooter.right.text.replace(
        "[Page]", "&P"
    )


@pytest.mark.parametrize("name", ALL)
def test_chart_picture_and_note_are_there(name: str) -> None:
    with zipfile.ZipFile(KEPT / name) as package:
        names = set(package.namelist())
        assert {"xl/charts/chart1.xml", "xl/media/image1.png", "xl/comments1.xml"} <= names
        assert package.read("xl/media/image1.png").startswith(b"\x89PNG")
        assert b"<strike/>" in package.read("xl/sharedStrings.xml")
    notes = [cell.comment for row in sheet(name).iter_rows() for cell in row if cell.comment]
    assert [note.author for note in notes] == ["Governance and Risk Manager"]


def test_the_earlier_date_is_struck_through_and_the_new_one_is_not() -> None:
    plan = openpyxl.load_workbook(KEPT / SEPTEMBER, rich_text=True)["Appendix A"]
    rich: dict[str, Any] = {
        cell.coordinate: cell.value
        for row in plan.iter_rows(min_row=6)
        for cell in row
        if cell.value is not None and not isinstance(cell.value, (str, int, float, datetime))
    }
    assert len(rich) == 2
    for earlier, now in rich.values():
        assert earlier.font.strike and not now.font.strike
        assert now.text == "\n31/12/2020"


def test_the_chart_counts_the_work_streams() -> None:
    stored = openpyxl.load_workbook(KEPT / SEPTEMBER, data_only=True)["Summary chart"]
    assert [stored.cell(row, 2).value for row in range(4, 12)] == [2, 3, 5, 3, 6, 6, 4, 29]


def test_the_details_sheet_names_everything_that_the_report_needs() -> None:
    july, september = details(JULY), details(SEPTEMBER)
    assert list(september) == [
        "Body",
        "Panel",
        "Meeting date",
        "As at",
        "Title",
        "Report by",
        "Marking",
        "Previous presentation",
        "Purpose",
        "Key considerations",
        "Interdependencies",
        "Recommendation",
        "What the plan is",
        "Where the areas come from",
        "How the plan is kept",
        "Assurance",
        "Equality and diversity",
        "Financial",
        "Legal",
        "Risk",
        "Author",
        "E-mail",
        "Appendix",
    ]
    assert september["Meeting date"][0][0] == datetime(2020, 10, 26)
    assert september["As at"][0][0] == datetime(2020, 9, 30) and july["As at"][0][0] == datetime(2020, 7, 31)
    assert september["Previous presentation"][0][0] == "July 2020" and july["Previous presentation"][0][0] is None
    assert len(september["Recommendation"]) == 2 and len(september["Where the areas come from"]) == 4
    assert [marking for _, marking in september["Appendix"]] == ["OFFICIAL-SENSITIVE", "None"]
    assert all(july[label] == september[label] for label in list(september)[8:])


def test_the_list_of_faults_points_at_what_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    from make_samples import FAULTS  # type: ignore[import-not-found]

    plan = openpyxl.load_workbook(KEPT / FAULTY)
    refs = {str(row[0].value or "").strip() for row in plan["Appendix A"].iter_rows(min_row=6)}
    gone = {where for code, where in FAULTS if code in {"MON01", "MON02"}}
    assert gone == {"E2", "E7", "E8"} and not gone & refs
    for code, where in FAULTS:
        assert re.fullmatch(r"[A-Z]{3}\d\d", code)
        named, _, cell = where.partition("!")
        if cell:
            assert plan[named][cell].value or code == "REF01", (code, where)
        else:
            assert where in refs | gone | set(plan.sheetnames), (code, where)
    assert len(set(FAULTS)) == len(FAULTS)
    assert plan["Old notes"].sheet_state == "hidden"
    assert [row for row, held in plan["Appendix A"].row_dimensions.items() if held.hidden] == [
        cell.row for cell in plan["Appendix A"]["A"] if cell.value == "D2"
    ]


def test_nothing_private_is_in_the_samples() -> None:
    for name in ALL:
        text = b"".join(body for part, _, body in parts(KEPT / name) if part.endswith(".xml")).decode()
        assert set(re.findall(r"[\w.]+@([\w.]+\w)", text)) <= {"example.org"}
        assert "<dc:creator></dc:creator>" in text
