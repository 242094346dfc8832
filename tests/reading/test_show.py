"""``gipxl show`` and ``gipxl show --write-settings`` on workbooks of the corpus."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from gipxl import cli
from gipxl.settings import load
from tests.reading.case import Case
from tests.reading.pages import Page, write
from tests.reading.plans import STANDARD, columns_of, expected, grid, lines_of, understood
from tests.reading.test_corpus import CASES


@pytest.mark.parametrize("case", CASES[::4], ids=lambda case: case.name)
def test_show_and_check_answer_for_any_of_them(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write(tmp_path / f"plan{case.suffixes[0]}", *case.pages, **case.options)
    assert cli.main(["show", str(path), "--as-at", "2020-09-30"]) == 0
    assert cli.main(["show", str(path), "--as-at", "2020-09-30", "--format", "json"]) == 0
    shown, _, told = capsys.readouterr().out.partition("\n{")
    assert "Columns" in shown
    read = expected(case.reads)
    assert len(json.loads("{" + told)["actions"]) == len([line for line in read if "does not count" not in line])
    assert cli.main(["check", str(path), "--as-at", "2020-09-30", "--fail-on", "never"]) == 0


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write(tmp_path / "plan.xlsx", Page(rows=[["As at 30 September 2020"], [], *grid()]))


def test_settings_are_printed_where_no_file_is_named(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["show", str(plan), "--write-settings"]) == 0
    first = capsys.readouterr().out
    assert cli.main(["show", "--write-settings", str(plan)]) == 0
    assert capsys.readouterr().out == first
    assert "[plan.columns]" in first


def test_settings_are_written_to_the_file_and_are_then_in_force(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = plan.parent / "gipxl.toml"
    assert cli.main(["show", str(plan), "--write-settings", str(target)]) == 0
    told = capsys.readouterr()
    assert told.out == f"{target}\n"
    assert "in force for every workbook in its folder" in told.err
    assert load(named=target).plan.heading_rows == (3,)
    assert cli.main(["show", str(plan)]) == 0
    assert "set in settings" in capsys.readouterr().out


def test_a_settings_file_is_not_written_over_unasked(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = plan.parent / "own.toml"
    target.write_text("[plan]\nsheet = 'Plan'\n", encoding="utf-8")
    assert cli.main(["show", str(plan), "--write-settings", str(target)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8") == "[plan]\nsheet = 'Plan'\n"
    assert cli.main(["show", str(plan), "--write-settings", str(target), "--replace"]) == 0
    assert cli.main(["show", str(plan), "--write-settings", str(target)]) == 0  # the same once more


def test_settings_never_take_the_place_of_a_workbook(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    assert cli.main(["show", str(plan), "--write-settings", str(plan), "--replace"]) == 2
    assert "does not look like a settings file" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_show_without_a_workbook_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["show"], ["show", "--write-settings"]):
        assert cli.main(arguments) == 2
        assert "WORKBOOK is missing" in capsys.readouterr().err


def test_next_months_workbook_reads_alike_though_rows_and_columns_were_added(plan: Path, tmp_path: Path) -> None:
    target = tmp_path / "own.toml"
    assert cli.main(["show", str(plan), "--write-settings", str(target), "--quiet"]) == 0
    rows = [
        [line[0], "Notes to self" if not number else date(2020, 1, 1), *line[1:]] for number, line in enumerate(grid())
    ]
    later = write(tmp_path / "later.xlsx", Page(rows=[["As at 31 October 2020"], [], *rows]))
    read = understood(later, settings=load(named=target))
    assert lines_of(read) == expected(STANDARD)
    assert columns_of(read)["title"] == "C"


def test_a_plan_that_is_still_empty_has_no_actions_yet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "plan.xlsx"
    assert cli.main(["new", "--to", str(path), "--year", "2021/22"]) == 0
    assert cli.main(["show", str(path)]) == 0
    said = capsys.readouterr().out
    assert "none yet" in said and "to 4" not in said and "Words met" not in said


def test_a_single_action_stands_in_one_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = grid()[:2]
    path = write(tmp_path / "plan.xlsx", Page(rows=[["As at 30 September 2020"], [], *rows]))
    assert cli.main(["show", str(path)]) == 0
    assert "1, in row 4\n" in capsys.readouterr().out


def test_the_settings_of_a_text_file_fix_no_sheet_and_keep_what_blue_means(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, own = tmp_path / "plan.csv", tmp_path / "own.toml"
    path.write_text("Ref,Title,Original date,Status\nA1,Fees,31/12/2020,Blue\nA2,Rents,31/12/2020,Blue\n", "utf-8")
    own.write_text('status.blue = "not started"\n', "utf-8")
    given = ["show", str(path), "--as-at", "2020-09-30", "--settings", str(own)]
    assert cli.main([*given, "--write-settings"]) == 0
    written = capsys.readouterr().out
    assert "A text file has one sheet, named as the file is; there is nothing to fix." in written
    assert "\nsheet = " not in written and '\nblue = "not started"\n' in written
    assert cli.main(given) == 0
    shown = capsys.readouterr().out
    assert "“Blue” as not started (2)" in shown and "Owner  " not in shown
