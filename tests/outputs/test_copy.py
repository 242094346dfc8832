"""The flagged copy as a whole: everything of the workbook is there, and what gipxl adds is where it belongs."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from gipxl.assessment import assess
from gipxl.errors import GipxlError, SettingsError
from gipxl.outputs.copy import flagged_copy
from gipxl.package.book import Workbook
from gipxl.package.receipt import compare
from gipxl.reading import read
from gipxl.rules.finding import Findings
from gipxl.settings import CopySettings, LimitSettings, Settings
from tests.outputs.books import AS_AT, book_of, flagged, lines_of
from tests.outputs.samples import WORKBOOKS, september
from tests.package.lint import new_problems

SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"
OUR_SHEETS = ["Findings", "Changes", "Action history", "Figures", "Dashboard", "Key"]
PLAN = """
    | ref | title    | owner      | original_due | revised_due | reason | completed | status   | update |
    | A1  | Training |            | 2020-12-31   |             |        |           | On track | Begun  |
    | A2  | Sharing  | Head of HR | 2020-08-31   |             |        |           | On track | =1+1   |
"""


def test_the_sample_survives_whole_and_gains_six_sheets() -> None:
    source = SEPTEMBER.read_bytes()
    copy = flagged_copy(september(), source)
    assert copy.suffix == ".xlsx"
    assert copy.receipt.lost == ()
    assert {each.part for each in copy.receipt.changed} <= {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
        "xl/worksheets/sheet1.xml",
    }  # fmt: skip
    sheets = [sheet.name for sheet in Workbook.open(copy.content).sheets]
    assert sheets == ["Appendix A", "Summary chart", "Lists", "Report details", *OUR_SHEETS]
    assert new_problems(source, copy.content) == []
    for name in ("charts", "pictures", "drop-downs", "notes", "tables"):
        assert copy.receipt.counts[name].copy >= copy.receipt.counts[name].source


def test_print_set_up_freezes_and_headings_of_the_staff_stay() -> None:
    copy = flagged_copy(september(), SEPTEMBER.read_bytes())
    before, after = (_sheet(data) for data in (SEPTEMBER.read_bytes(), copy.content))
    for kept in ("sheetViews", "cols", "sheetData", "mergeCells", "dataValidations", "printOptions", "pageMargins",
                 "pageSetup", "headerFooter"):  # fmt: skip
        pattern = rf"<{kept}\b.*?(?:</{kept}>|/>)"
        assert re.findall(pattern, before, re.DOTALL) == re.findall(pattern, after, re.DOTALL)


def _sheet(data: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()


def test_the_same_inputs_give_the_same_bytes() -> None:
    assert flagged_copy(september(), SEPTEMBER.read_bytes()) == flagged_copy(september(), SEPTEMBER.read_bytes())


def test_a_copy_that_comes_back_is_flagged_anew_and_not_twice(tmp_path: Path) -> None:
    first = flagged(tmp_path, PLAN, before=PLAN)
    second = flagged(tmp_path, first.copy.content, before=PLAN)
    assert [sheet.name for sheet in Workbook.open(second.copy.content).sheets] == ["Appendix A", *OUR_SHEETS]
    for sheet in OUR_SHEETS:
        assert second.lines(sheet) == first.lines(sheet)
    for data in (first, second):
        assert len(data.book["Appendix A"].conditional_formatting) == len(
            first.book["Appendix A"].conditional_formatting
        )
    assert _conditions(second.copy.content) == _conditions(first.copy.content)
    assert _notes(second.copy.content) == _notes(first.copy.content)


def _conditions(data: bytes) -> list[str]:
    return re.findall(r"<conditionalFormatting.*?</conditionalFormatting>", re.sub(r' dxfId="\d+"', "", _sheet(data)))


def _notes(data: bytes) -> dict[str, str]:
    return {note.cell: note.text for note in Workbook.open(data).notes("Appendix A")}


def test_notes_hold_all_that_was_found_on_a_cell_and_spare_cells_that_have_one(tmp_path: Path) -> None:
    made = flagged(tmp_path, book_of(PLAN, notes={"C5": "Role vacant until May"}))
    notes = _notes(made.copy.content)
    assert notes["C5"] == "Role vacant until May"
    assert notes["D6"].startswith(
        "Warning DAT12\n"
        "A2 is overdue: it was due on 31 August 2020, 30 days before the reporting date.\n"
        "Give a new date in E6 and say why, or the day it was completed in G6."
    )
    assert made.copy.remarks == (
        "Appendix A!C5 has a note already, which stays as it is: what gipxl found there stands on the sheet Findings "
        "alone.",
    )


def test_text_of_a_cell_never_becomes_a_formula(tmp_path: Path) -> None:
    made = flagged(tmp_path, PLAN, before=PLAN.replace("=1+1", "=2+2"))
    cells = [cell for row in made.book["Changes"].iter_rows() for cell in row if cell.value in ("=1+1", "=2+2")]
    assert len(cells) == 2
    changes = next(part for part in _parts(made.copy.content) if b"=1+1" in part and b"What changed" in part)
    assert b"<f>=1+1" not in changes and b"<f>1+1" not in changes


def _parts(data: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]


def test_sheets_of_the_staff_keep_their_names(tmp_path: Path) -> None:
    made = flagged(tmp_path, book_of(PLAN, more=["Findings", "key"]))
    assert made.book.sheetnames == ["Appendix A", "Findings", "key", "Findings 2", "Figures", "Dashboard", "Key 2"]
    assert made.book["Findings"]["A1"].value == "The staff's own Findings"
    assert "'Key 2'!$C$4" in made.book.defined_names["gipxl.as_at"].attr_text


@pytest.mark.parametrize(
    ("named", "written"),
    [
        (["all"], ["Findings", "Figures", "Dashboard", "Key"]),
        (["findings", "key"], ["Findings", "Key"]),
        (["Figures"], ["Figures"]),
        ([], []),
    ],
)
def test_settings_say_which_sheets_are_written(tmp_path: Path, named: list[str], written: list[str]) -> None:
    made = flagged(tmp_path, PLAN, settings=Settings(copy=CopySettings(sheets=tuple(named))))
    assert made.book.sheetnames == ["Appendix A", *written]
    assert new_problems(made.source, made.copy.content) == []


def test_a_sheet_that_gipxl_does_not_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"copy\.sheets names 'findngs', which gipxl does not write"):
        flagged(tmp_path, PLAN, settings=Settings(copy=CopySettings(sheets=("findngs",))))


def test_without_the_key_the_names_hold_the_values_themselves(tmp_path: Path) -> None:
    made = flagged(tmp_path, PLAN, settings=Settings(copy=CopySettings(sheets=())))
    names = made.book.defined_names
    assert names["gipxl.as_at"].attr_text == "DATE(2020,9,30)"
    assert names["gipxl.due_soon_days"].attr_text == "30"
    assert names["gipxl.text"].attr_text.startswith('{"complete";')


def test_a_finding_without_a_cell_or_on_another_sheet_is_listed_too() -> None:
    assessment = september()
    found = [structs.replace(assessment.findings.findings[0], cell=cell, sheet=sheet)
             for cell, sheet in ((None, "Appendix A"), ("B7", "Report details"))]  # fmt: skip
    assessment = replace(assessment, findings=Findings(findings=tuple(found)))
    lines = lines_of(flagged_copy(assessment, SEPTEMBER.read_bytes()).content, "Findings")
    assert len(lines) == 5
    assert "Report details!B7" in lines[4]


def test_a_plan_kept_as_csv_gets_a_new_workbook_and_is_told_so(tmp_path: Path) -> None:
    heading = "Ref,Title,Owner,Original date,Status"
    lines = [heading, "A1,Training,,31/12/2020,On track", "A2,=1+1,Chair,31/08/2020,Late"]
    made = flagged(tmp_path, "\n".join(lines).encode(), name="plan.csv")
    assert made.copy.suffix == ".xlsx"
    assert made.copy.remarks[0].startswith("The source is .csv, which cannot be added to: the copy is a new .xlsx")
    page = made.book["plan"]
    assert [cell.value for cell in page[2]] == ["A1", "Training", None, "31/12/2020", "On track"]
    assert page["A1"].font.bold
    assert page["B3"].value == "=1+1" and b"<f>1+1</f>" not in _parts(made.copy.content)[0]
    assert len(page.conditional_formatting) > 0


def test_a_new_workbook_calls_a_sheet_what_excel_allows(tmp_path: Path) -> None:
    text = "Ref,Title,Owner,Original date,Status\nA1,Training,,31/12/2020,On track\n"
    made = flagged(tmp_path, text.encode(), name="2020-09 Governance Improvement Plan [draft].csv")
    short = made.book.sheetnames[0]
    assert short.strip() == "2020-09 Governance Improvement"
    assert len(made.book[short].conditional_formatting) > 0
    assert made.book["Findings"]["D4"].hyperlink.location == f"'{short}'!C2"
    assert _notes_of(made.copy.content, short)


def _notes_of(data: bytes, sheet: str) -> list[str]:
    return [note.cell for note in Workbook.open(data).notes(sheet)]


def test_a_plan_kept_as_xls_keeps_its_dates_as_dates(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    page, style = book.add_sheet("Plan"), xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for column, heading in enumerate(["Ref", "Title", "Owner", "Original date", "Status"]):
        page.write(0, column, heading)
    for column, value in enumerate(["A1", "Training", "Head of HR", AS_AT, "On track"]):
        page.write(1, column, value, style if column == 3 else xlwt.Style.default_style)
    book.add_sheet("Spare").write(0, 0, 12.5)
    held = io.BytesIO()
    book.save(held)
    made = flagged(tmp_path, held.getvalue(), name="plan.xls")
    assert made.book["Plan"]["D2"].value.date() == AS_AT
    assert made.book["Spare"]["A1"].value == 12.5
    assert made.copy.receipt.lost == ()
    assert made.copy.receipt.sheets == 2


def test_a_plan_kept_as_xls_keeps_lengths_of_time_and_merged_cells(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    page = book.add_sheet("Plan")
    for row, line in enumerate([["Ref", "Title", "Owner", "Due date", "Status"],
                                ["A1", "Training", "Head of HR", "31/12/2020", "On track"]]):  # fmt: skip
        for column, value in enumerate(line):
            page.write(row, column, value)
    page.write(0, 5, "Time spent")
    page.write(1, 5, 49.5 / 24, xlwt.easyxf(num_format_str="[h]:mm:ss"))
    page.write_merge(4, 5, 0, 1, "")
    page.write_merge(7, 8, 0, 1, "Signed off")
    held = io.BytesIO()
    book.save(held)
    made = flagged(tmp_path, held.getvalue(), name="plan.xls")
    copied = made.book["Plan"]
    assert copied["F2"].value == timedelta(hours=49, minutes=30) and copied["F2"].number_format == "[h]:mm:ss"
    assert {str(area) for area in copied.merged_cells.ranges} == {"A5:B6", "A8:B9"}
    assert copied["A5"].value is None and copied["A8"].value == "Signed off"
    assert made.copy.receipt.lost == ()


def opendocument(*sheets: tuple[str, bool, Sequence[Sequence[tuple[str, str]]]]) -> bytes:
    """An .ods: each sheet's name, whether it is shown, and its cells as (kind, value)."""
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TableProperties
    from odf.table import Table, TableCell, TableRow

    document = OpenDocumentSpreadsheet()
    hidden = Style(name="hidden", family="table")
    hidden.addElement(TableProperties(display="false"))
    document.automaticstyles.addElement(hidden)
    kept = {"float": "value", "boolean": "booleanvalue", "date": "datevalue", "time": "timevalue"}
    for name, is_shown, rows in sheets:
        table = Table(name=name, **({} if is_shown else {"stylename": "hidden"}))
        for row in rows:
            line = TableRow()
            for kind, value in row:
                line.addElement(TableCell(valuetype=kind, **{kept.get(kind, "stringvalue"): value}))
            table.addElement(line)
        document.spreadsheet.addElement(table)
    held = io.BytesIO()
    document.write(held)
    return held.getvalue()


def test_a_plan_kept_as_ods_keeps_truths_times_and_what_is_hidden(tmp_path: Path) -> None:
    headings = ["Ref", "Title", "Owner", "Original date", "Status", "Agreed", "At", "Seen"]
    cells = [("string", "A1"), ("string", "Fees"), ("string", "Head of HR"), ("date", "2020-12-31"),
             ("string", "On track"), ("boolean", "true"), ("time", "PT14H30M00S"),
             ("date", "2020-09-01T14:30:00")]  # fmt: skip
    source = opendocument(
        ("Plan", True, [[("string", each) for each in headings], cells]),
        ("Drafts", False, [[("string", "not for everybody")]]),
    )
    made = flagged(tmp_path, source, name="plan.ods")
    assert [cell.value for cell in made.book["Plan"][2]][3:] == [
        datetime(2020, 12, 31), "On track", True, time(14, 30), datetime(2020, 9, 1, 14, 30),
    ]  # fmt: skip
    assert made.book["Drafts"].sheet_state == "hidden" and made.book["Plan"].sheet_state == "visible"
    assert made.copy.receipt.lost == ()


def test_a_sheet_beside_the_plan_that_is_too_large_to_copy_is_named(tmp_path: Path) -> None:
    plan = [["Ref", "Title", "Owner", "Due date", "Status"], ["A1", "Fees", "Head of HR", "31/12/2020", "On track"]]
    source = opendocument(
        ("Plan", True, [[("string", each) for each in row] for row in plan]),
        ("Ledger", True, [[("float", str(row))] for row in range(200)]),
    )
    few = Settings(limits=LimitSettings(rows=100))
    with pytest.raises(GipxlError, match="the sheet “Ledger”"):
        flagged(tmp_path, source, name="plan.ods", settings=few)


def test_without_notes_the_colours_are_there_and_no_cell_speaks(tmp_path: Path) -> None:
    loud, quiet = (flagged(tmp_path, PLAN, settings=Settings(copy=CopySettings(notes=each))) for each in (True, False))
    assert _notes(loud.copy.content) and not _notes(quiet.copy.content)
    assert _conditions(quiet.copy.content) == _conditions(loud.copy.content)


def test_a_plan_of_few_columns_is_coloured_by_those_it_has(tmp_path: Path) -> None:
    text = "Ref,Title,Original date,Date completed\nA1,Fees,31/12/2020,\nA2,Rents,31/07/2020,20/07/2020\n"
    made = flagged(tmp_path, text.encode(), name="plan.csv")
    ranges = {str(each.sqref) for each in made.book["plan"].conditional_formatting}
    letters = {re.sub(r"\d", "", each.split(":")[0]) for each in ranges}
    assert letters == {"A", "C", "D"}, "neither an owner nor a status is there to be coloured"


def test_a_workbook_with_a_protected_structure_is_refused_unless_it_is_allowed(tmp_path: Path) -> None:
    source = book_of(PLAN)
    packed = Workbook.open(source).package
    guard = b'<workbookProtection lockStructure="1"/><bookViews>'
    guarded = packed.part("xl/workbook.xml").replace(b"<bookViews>", guard)
    data = packed.replaced({"xl/workbook.xml": guarded}).to_bytes()
    path = tmp_path / "plan.xlsx"
    path.write_bytes(data)
    assessment = assess(read(path, settings=Settings(), as_at=AS_AT))
    with pytest.raises(GipxlError, match="structure is protected"):
        flagged_copy(assessment, data)
    assert b"lockStructure" in zipfile.ZipFile(
        io.BytesIO(flagged_copy(assessment, data, allow_protected=True).content)
    ).read("xl/workbook.xml")


def test_the_receipt_is_that_of_source_and_copy(tmp_path: Path) -> None:
    made = flagged(tmp_path, PLAN)
    assert made.copy.receipt == compare(made.source, made.copy.content)


@pytest.mark.needs("npm")
@pytest.mark.parametrize("workbook", sorted(WORKBOOKS.glob("*.xlsx")), ids=lambda path: path.stem)
def test_office_finds_no_fault_in_a_copy(
    workbook: Path, tmp_path: Path, office_faults: Callable[[Path], list[str]]
) -> None:
    plan = read(workbook, settings=Settings())
    made = flagged_copy(assess(plan), workbook.read_bytes())
    path = tmp_path / "copy.xlsx"
    path.write_bytes(made.content)
    assert set(office_faults(path)) <= set(office_faults(workbook))
