"""Kinds of files: what each tells beside its values, encodings and delimiters, sizes, and what is no workbook."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from gipxl.errors import ReportingDateMissing, WorkbookError
from gipxl.plan import Entry
from gipxl.settings import LimitSettings, Settings
from tests.reading.pages import Formula, Page, Rich, StruckOut, struck, write
from tests.reading.plans import STANDARD, expected, grid, lines_of, understood

FEW_ROWS = replace(Settings(), limits=LimitSettings(rows=50))


# ---- marks ----


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_hidden_rows_and_columns_are_told(suffix: str, tmp_path: Path) -> None:
    plan = understood(write(tmp_path / f"plan{suffix}", Page(rows=grid(), hidden_rows=[3], hidden_columns=["F"])))
    assert plan.marks.hidden_rows == {3}
    assert "F" in plan.marks.hidden_columns
    assert not plan.marks.unreadable


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls"])
def test_merged_cells_are_told_with_the_cell_whose_value_they_share(suffix: str, tmp_path: Path) -> None:
    rows = grid()
    rows[2][2] = None
    plan = understood(write(tmp_path / f"plan{suffix}", Page(rows=rows, merged=["C2:C3"])))
    assert plan.marks.merged == {"C3": "C2"}
    assert [action.owner.cell for action in plan.actions[:2]] == ["C2", "C2"]
    assert plan.actions[1].owner.value == "Head of People"


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_a_struck_date_is_an_earlier_one(suffix: str, tmp_path: Path) -> None:
    rows = grid()
    rows[1][3] = struck("31/07/2020", "25/09/2020")
    action = understood(write(tmp_path / f"plan{suffix}", Page(rows=rows))).actions[0]
    assert action.original.value
    assert action.original.value.day == date(2020, 9, 25)
    assert [earlier.day for earlier in action.original.value.earlier] == [date(2020, 7, 31)]


def test_a_struck_date_is_an_earlier_one_where_the_cell_keeps_its_text_to_itself(tmp_path: Path) -> None:
    rows = grid()
    rows[1][3] = "in line"
    runs = '<is><r><rPr><strike/></rPr><t>31/07/2020</t></r><r><t xml:space="preserve"> 25/09/2020</t></r></is>'
    path = _with_sheet(
        write(tmp_path / "plan.xlsx", Page(rows=rows)),
        lambda sheet: re.sub(r'<c r="D2"[^>]*>.*?</c>', f'<c r="D2" t="inlineStr">{runs}</c>', sheet),
    )
    original = understood(path).actions[0].original.value
    assert original and original.day == date(2020, 9, 25)
    assert [earlier.day for earlier in original.earlier] == [date(2020, 7, 31)]


@pytest.mark.parametrize("suffix", [".xlsx", ".ods"])
def test_what_is_struck_out_as_a_whole_is_told(suffix: str, tmp_path: Path) -> None:
    rows = grid()
    rows[1][0], rows[1][3] = StruckOut(rows[1][0]), StruckOut(date(2020, 12, 31))
    # The text of a cell may be struck out as well as the cell.
    rows[2][1], rows[2][3] = Rich(((str(rows[2][1]), True), (" ", True))), struck("31/07/2020", "25/09/2020")
    plan = understood(write(tmp_path / f"plan{suffix}", Page(rows=rows)))
    assert plan.marks.struck_out == {"A2", "D2", "B3"}
    assert plan.actions[0].original.value and plan.actions[0].original.value.day == date(2020, 12, 31)


def test_errors_and_missing_results_of_formulas_are_told(tmp_path: Path) -> None:
    rows = grid()
    rows[1][2], rows[2][2] = Formula("=1/0", "#DIV/0!"), Formula("=A1&B1", "Head of HR")
    path = write(tmp_path / "plan.xlsx", Page(rows=rows))
    plan = understood(path)
    assert plan.marks.error_values == {"C2": "#DIV/0!"}
    assert plan.actions[0].owner == Entry("#DIV/0!", None, "C2")
    stripped = _with_sheet(path, lambda sheet: sheet.replace("<v>Head of HR</v>", "<v></v>").replace(' t="str"', ""))
    assert understood(stripped).marks.without_value == {"C3"}


def test_errors_in_an_ods_are_told(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.ods", Page(rows=grid()))
    calcext = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'

    def spoilt(content: str) -> str:
        content = content.replace("<office:document-content ", f"<office:document-content {calcext} ", 1)
        cell = re.compile(r'<table:table-cell office:value-type="string">(<text:p>)Head of People')
        return cell.sub(r'<table:table-cell office:value-type="string" calcext:value-type="error">\1#N/A', content)

    plan = understood(_rewritten(path, "content.xml", spoilt))
    assert plan.marks.error_values == {"C2": "#N/A"}


def test_errors_in_a_csv_are_told(tmp_path: Path) -> None:
    rows = grid()
    rows[1][2] = "#REF!"
    plan = understood(write(tmp_path / "plan.csv", Page(rows=rows)))
    assert plan.marks.error_values == {"C2": "#REF!"}
    assert plan.actions[0].owner == Entry("#REF!", None, "C2")
    assert plan.marks.unreadable == ("struck-out text", "hidden rows and columns")


@pytest.mark.parametrize("suffix", [".xls", ".xlsb"])
def test_formats_that_tell_no_marks_say_so(suffix: str, tmp_path: Path) -> None:
    plan = understood(write(tmp_path / f"plan{suffix}", Page(rows=grid())))
    assert plan.marks.unreadable == ("struck-out text", "hidden rows and columns", "formula errors")


def _with_sheet(path: Path, change: Callable[[str], str]) -> Path:
    return _rewritten(path, "xl/worksheets/sheet1.xml", change)


def _rewritten(path: Path, part: str, change: Callable[[str], str]) -> Path:
    """The same file with one part changed."""
    target = path.with_name(f"changed {path.name}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            changed = change(data.decode()).encode() if name == part else data
            assert name != part or changed != data, "nothing was changed"
            new.writestr(name, changed)
    return target


# ---- encodings and delimiters ----


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_common_encoding_and_delimiter(encoding: str, delimiter: str, tmp_path: Path) -> None:
    rows = grid()
    rows[1][8] = "Café training – “drafted”, at £200; more | to come"
    page = Page(rows=rows)
    plan = understood(write(tmp_path / "plan.csv", page, encoding=encoding, delimiter=delimiter))
    assert lines_of(plan) == expected(STANDARD)
    assert plan.actions[0].update.value == rows[1][8]


def test_a_first_line_that_names_the_delimiter(tmp_path: Path) -> None:
    plan = understood(write(tmp_path / "plan.csv", Page(rows=grid()), delimiter=";", before="sep=;\r\n"))
    assert lines_of(plan) == expected(STANDARD)
    assert plan.heading_rows == (2,)


def test_line_breaks_inside_the_cells_of_a_csv(tmp_path: Path) -> None:
    rows = grid()
    rows[1][8] = 'First line\nsecond, with a "word" in it\n\nlast line'
    assert understood(write(tmp_path / "plan.csv", Page(rows=rows))).actions[0].update.value == rows[1][8]


# ---- sizes ----


def test_a_million_blank_formatted_rows_cost_nothing(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=grid()))
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in (*range(6, 5_000), 1_048_576))
    assert lines_of(understood(_with_sheet(path, lambda sheet: sheet.replace("</sheetData>", f"{blank}</sheetData>"))))


@pytest.mark.parametrize("cell", ["A1048576", "XFD1048576", "XFD60"])
def test_one_stray_cell_far_away_is_refused_before_it_fills_the_memory(cell: str, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=grid()))
    row = cell.lstrip("AXFD")
    stray = f'<row r="{row}"><c r="{cell}" t="str"><v> </v></c></row>'
    with pytest.raises(WorkbookError, match=r"limits\.rows"):
        understood(
            _with_sheet(path, lambda sheet: sheet.replace("</sheetData>", f"{stray}</sheetData>")), settings=FEW_ROWS
        )


@pytest.mark.parametrize("suffix", [".xlsx", ".ods", ".xls", ".xlsb", ".csv"])
def test_a_plan_of_more_rows_than_allowed_names_the_limit(suffix: str, tmp_path: Path) -> None:
    path = write(tmp_path / f"plan{suffix}", Page(rows=[*grid(), *[grid()[1]] * 60]))
    with pytest.raises(WorkbookError, match=r"limits\.rows"):
        understood(path, settings=FEW_ROWS)


def test_where_the_only_plan_may_stand_on_a_sheet_that_is_too_large_that_is_said(tmp_path: Path) -> None:
    path = write(
        tmp_path / "plan.xlsx",
        Page(name="Notes", rows=[["Hello"]]),
        Page(name="Plan", rows=[*grid(), *[grid()[1]] * 60]),
    )
    with pytest.raises(WorkbookError, match=r"holds no plan .* Not read, for they reach .*limits\.rows .*: “Plan”"):
        understood(path, settings=FEW_ROWS)


def test_a_text_file_with_a_cell_longer_than_any_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "plan.csv"
    path.write_text(f'Ref,Title,Owner,Due date\nA1,"{"x" * 2_000_000}",Head of HR,31/12/2020\n', encoding="utf-8")
    with pytest.raises(WorkbookError, match=r"plan\.csv cannot be read as a table .*Open it in Excel"):
        understood(path)


def test_a_large_sheet_beside_the_plan_is_passed_over_and_said_so(tmp_path: Path) -> None:
    data = Page(name="Data", rows=[["Date", "Value"], *[[date(2020, 1, 1), 1]] * 60])
    plan = understood(write(tmp_path / "plan.xlsx", data, Page(rows=grid())), settings=FEW_ROWS)
    assert lines_of(plan) == expected(STANDARD)
    assert [(left.sheet, left.why) for left in plan.left_out] == [("Data", "too large to be read")]


# ---- files that cannot be read ----


@pytest.mark.parametrize(("name", "data", "says"), [
    ("plan.xlsx", b"", "is not a workbook"),
    ("plan.xlsx", b"<html><table></table></html>", "is not a workbook"),
    ("plan.xlsx", b"PK\x03\x04 and then nothing of use", "plan.xlsx"),
    ("plan.xls", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(2_000), "cannot be read as a workbook"),
    ("plan.csv", bytes(range(256)) * 4, "neither a workbook nor a text file"),
])  # fmt: skip
def test_what_is_no_workbook_is_refused_in_one_line(name: str, data: bytes, says: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(WorkbookError, match=says):
        understood(path)


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(WorkbookError, match="There is no file"):
        understood(tmp_path / "none.xlsx")
    with pytest.raises(WorkbookError, match="is a folder"):
        understood(tmp_path)


def test_a_plan_that_names_no_day_asks_for_one(tmp_path: Path) -> None:
    with pytest.raises(ReportingDateMissing, match="as at which day"):
        understood(write(tmp_path / "plan.xlsx", Page(rows=grid())), as_at=None)


@pytest.mark.parametrize("line", [
    ["As at 30 September 2020"], ["Position at", None, date(2020, 9, 30)], ["Governance plan as at September 2020"],
    ["OFFICIAL", "Last updated: 30/09/2020"], ["Reporting date:", "30.9.20"],
])  # fmt: skip
def test_the_reporting_date_stands_above_the_table(line: list[object], tmp_path: Path) -> None:
    plan = understood(write(tmp_path / "plan.xlsx", Page(rows=[line, [], *grid()])), as_at=None)
    assert plan.as_at == date(2020, 9, 30)
    assert plan.as_at_from.startswith("the line above the table")
