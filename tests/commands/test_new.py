"""``gipxl new``: an empty plan that passes ``check`` as it stands, and the sheet of details alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from gipxl.cli import main


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def test_an_empty_plan_passes_check(somewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--year", "2021/22", "--body", "Northmere Council"]) == 0
    assert capsys.readouterr().out == "Governance Improvement Plan 2021-22.xlsx\n"
    assert main(["check", "Governance Improvement Plan 2021-22.xlsx", "--fail-on", "note"]) == 0
    assert "0 errors, 0 warnings, 0 notes" in capsys.readouterr().out
    assert [path.name for path in somewhere.glob("*.*")] == ["Governance Improvement Plan 2021-22.xlsx"]


def test_the_options_decide_what_stands_in_it(somewhere: Path) -> None:
    (somewhere / "gipxl.toml").write_text(
        '[owners]\nnames = ["Head of Legal", "Head of HR"]\n[markings]\nexpected = "OFFICIAL"\n', encoding="utf-8"
    )
    assert main(["new", "--to", "a.xlsx", "--year", "2021", "--title", "AGS actions", "--body", "Northmere"]) == 0
    book = load_workbook("a.xlsx")
    assert (book["Plan"]["A1"].value, book["Plan"]["A2"].value) == ("AGS actions 2021/22", "OFFICIAL")
    assert [book["Lists"][cell].value for cell in ("A4", "A5")] == ["Head of Legal", "Head of HR"]
    details = {row[0]: row[1] for row in book["Report details"].iter_rows(values_only=True)}
    assert (details["Body"], details["Title"]) == ("Northmere", "AGS actions 2021/22")
    assert main(["new", "--to", "b.xlsx", "--marking", ""]) == 0
    assert load_workbook("b.xlsx")["Plan"]["A2"].value is None


def test_settings_that_name_sheet_and_columns_find_them_in_the_new_plan(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (somewhere / "gipxl.toml").write_text(
        '[plan]\nsheet = "Appendix A"\n[plan.columns]\nowner = "Accountable post"\nref = "A"\n', encoding="utf-8"
    )
    assert main(["new", "--to", "a.xlsx"]) == 0
    assert load_workbook("a.xlsx")["Appendix A"]["G4"].value == "Accountable post"
    assert main(["check", "a.xlsx"]) == 0
    assert "0 errors, 0 warnings" in capsys.readouterr().out


def test_details_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--details"]) == 0
    answered = capsys.readouterr()
    assert answered.out == "Report details.xlsx\n"
    assert "Move or Copy" in answered.err
    assert load_workbook("Report details.xlsx").sheetnames == ["Report details"]


def test_a_file_that_is_there_is_kept_unless_told_otherwise(
    somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "--quiet"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["new"]) == 0, "the same bytes once more"
    mine = somewhere / "Governance Improvement Plan.xlsx"
    mine.write_bytes(b"filled in")
    assert main(["new"]) == 2
    assert "There is already a file" in capsys.readouterr().err
    assert mine.read_bytes() == b"filled in"
    assert main(["new", "--replace"]) == 0
    assert mine.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--year", "2021/23"], "write it as 2021/22"),
        (["--year", "next"], "write it as 2021/22"),
        (["--to", "plan.xls"], "ends in .xlsx"),
        (["--to", "."], ""),
        (["--settings", "none.toml"], "no such settings file"),
    ],
)
def test_what_cannot_be_done_is_said_on_one_line(
    options: list[str], said: str, somewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *options]) == 2
    error = capsys.readouterr().err
    assert error.startswith("gipxl: ")
    assert said in error
    assert error.count("\n") == 1
    assert list(somewhere.glob("*.xls*")) == []


@pytest.mark.parametrize("written", ["2021/22", "2021-22", "2021/2022", "2021", " 2021–22 "])
def test_a_year_may_be_written_in_many_ways(written: str) -> None:
    assert main(["new", "--year", written]) == 0
    assert load_workbook("Governance Improvement Plan 2021-22.xlsx").properties.title.endswith("2021/22")


def test_a_file_that_is_there_is_not_written_over_unasked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "--to", "a.xlsx", "--title", "First"]) == 0
    assert main(["new", "--to", "a.xlsx", "--title", "Second"]) == 2
    said = capsys.readouterr().err
    assert "There is already a file a.xlsx" in said and "--replace" in said and "did not write" not in said
    assert load_workbook("a.xlsx")["Plan"]["A1"].value == "First"
    assert main(["new", "--to", "a.xlsx", "--title", "Second", "--replace"]) == 0
