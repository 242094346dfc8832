"""Settings that overrule the reading, and the file that fixes a reading for next month."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from gipxl.errors import SettingsError, WorkbookError
from gipxl.outputs.settings_file import as_toml
from gipxl.settings import PlanSettings, Settings, load
from tests.reading.case import Case
from tests.reading.pages import Page, write
from tests.reading.plans import STANDARD, columns_of, expected, grid, left_out_of, lines_of, understood
from tests.reading.test_corpus import CASES


def with_plan(**told: object) -> Settings:
    return replace(Settings(), plan=PlanSettings(**told))  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_file_that_show_writes_gives_the_same_reading(case: Case, tmp_path: Path) -> None:
    path = write(tmp_path / f"plan{case.suffixes[0]}", *case.pages, **case.options)
    first = understood(path)
    file = tmp_path / "fixed.toml"
    file.write_text(as_toml(first, Settings()), encoding="utf-8")
    again = understood(path, settings=load(named=file))
    assert again.actions == first.actions or lines_of(again) == lines_of(first)
    assert columns_of(again) == columns_of(first)
    assert left_out_of(again) == left_out_of(first)
    assert (again.sheet, again.heading_rows, again.finished_sheet) == (
        first.sheet,
        first.heading_rows,
        first.finished_sheet,
    )


def test_the_file_reads_well(tmp_path: Path) -> None:
    rows = [*grid(words={"update": "Update for July"}), *grid()[1:2]]
    rows = [[*line, "Cost code" if number == 0 else "4711"] for number, line in enumerate(rows)]
    rows[4][7], rows[5][7], rows[5][0] = "In progeress", "Wibble", "B3"
    text = as_toml(understood(write(tmp_path / "plan.xlsx", Page(rows=rows, name="Appendix A"))), Settings())
    assert (
        text
        == """\
# How gipxl read plan.xlsx, fixed so that next month's workbook is read alike.
# Keep it as gipxl.toml in the workbook's folder, or name it with --settings. Lines that begin with #
# are remarks; delete what gipxl may go on working out for itself.

[plan]
# The sheet that holds the plan.
sheet = "Appendix A"
# The rows of its heading.
heading_rows = [1]
# How 01/02/2020 is read: "as the column proves", "day first" or "month first".
# The original date: unproven (no text date in it has a day above 12).
# The revised date: unproven (no text date in it has a day above 12).
# The date completed: unproven (no text date in it has a day above 12).
dates = "as the column proves"
# The month in which the financial year begins.
year_starts = 4

[plan.columns]
# Which column is what: the words of its heading, or its letter where those may change.
ref = "Ref"  # ref, in A
title = "Area for improvement"  # title, in B
owner = "Owner"  # owner, in C
original_due = "Original date"  # original date, in D
revised_due = "Revised date"  # revised date, in E
reason = "Reason for revision"  # reason for revision, in F
completed = "Date completed"  # date completed, in G
status = "Status"  # status, in H
update = "I"  # latest update, in I
# Not used: J “Cost code”.

[status]
# Words of your own for each status, beside those that gipxl knows.
on_track = ["In progeress"]
# Read as the nearest known word: "In progeress". Check each.
# Met and not understood: "Wibble". Put each behind the status that it means,
# for example on_track = ["In hand"].
"""
    )


def test_a_sheet_whose_name_changes_is_not_fixed(tmp_path: Path) -> None:
    text = as_toml(understood(write(tmp_path / "plan.xlsx", Page(rows=grid(), name="Sept 2020"))), Settings())
    assert "sheet =" not in text
    assert "heading_rows" not in text
    assert "“Sept 2020”. Its name may change" in text


@pytest.mark.parametrize("where", ["C", "c", "Owner", " OWNER "])
def test_a_column_is_fixed_by_its_letter_or_its_heading(where: str, tmp_path: Path) -> None:
    rows = [[*line, "Lead officer" if not number else "Somebody else"] for number, line in enumerate(grid())]
    path = write(tmp_path / "plan.xlsx", Page(rows=rows))
    assert lines_of(understood(path, settings=with_plan(columns={"owner": where}))) == expected(STANDARD)
    other = understood(path, settings=with_plan(columns={"owner": "Lead officer"}))
    assert [action.owner.value for action in other.actions] == ["Somebody else"] * 4


def test_several_columns_are_fixed_for_revised_dates(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=grid(words={"revised": "Stage one", "completed": "Stage two"})))
    plan = understood(path, settings=with_plan(columns={"revised_due": "E, Stage two"}))
    assert columns_of(plan)["revised_due"] == "EG"


@pytest.mark.parametrize(("columns", "says"), [
    ({"owner": "Leed officer"}, "“Leed officer”.*nearest is “Lead officer”"),
    ({"owner": "Z"}, "has no column “Z”"),
    ({"ownr": "C"}, "plan.columns.ownr is no column of a plan. The nearest is owner"),
])  # fmt: skip
def test_a_column_that_is_not_there_is_said(columns: dict[str, str], says: str, tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=grid(words={"owner": "Lead officer"})))
    with pytest.raises(SettingsError, match=says):
        understood(path, settings=with_plan(columns=columns))


def test_a_sheet_that_is_not_there_is_said_with_the_nearest(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=grid(), name="Appendix A"), Page(rows=[["Notes"]], name="Notes"))
    with pytest.raises(WorkbookError, match=r"no sheet called “Apendix A”.*“Appendix A”"):
        understood(path, sheet="Apendix A")
    with pytest.raises(WorkbookError, match="holds no plan"):
        understood(path, sheet="Notes")


def test_heading_rows_that_hold_no_heading_are_said(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.xlsx", Page(rows=[["Plan"], [], *grid()]))
    assert understood(path, settings=with_plan(sheet="Plan", heading_rows=(3,))).heading_rows == (3,)
    with pytest.raises(
        SettingsError, match=r"heading_rows: the sheet “Plan” has no headings of a plan in rows 1 and 2"
    ):
        understood(path, settings=with_plan(sheet="Plan", heading_rows=(1, 2)))


def test_letters_hold_on_the_sheet_that_the_settings_name_and_not_on_that_of_finished_work(tmp_path: Path) -> None:
    done = grid(["title", "ref", "status", "owner", "original", "completed", "update"])
    path = write(
        tmp_path / "plan.xlsx", Page(rows=grid(), name="Plan"), Page(rows=[done[0], done[3]], name="Completed")
    )
    plan = understood(path, settings=with_plan(sheet="Plan", columns={"ref": "A", "title": "B"}))
    assert [(action.ref, action.on_finished_sheet) for action in plan.actions][-1] == ("B1", True)
