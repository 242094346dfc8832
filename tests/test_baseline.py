"""The month to compare with, found among the workbooks that lie beside the plan."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from gipxl.baseline import Past, find_past, is_workbook_name, latest_plan
from gipxl.build import assess_workbook, copy_output
from gipxl.errors import GipxlError, ReportingDateMissing, SettingsError, WorkbookError
from gipxl.plan import Detail
from gipxl.reading import read
from gipxl.settings import Settings
from tests.disk import write_plan

TABLE = """
    | ref | title     | owner      | original_due | status   | update |
    | A1  | Training  | Head of HR | 2020-12-31   | On track | Soon   |
    | A2  | Sharing   | Head of HR | 2020-12-31   | On track | Soon   |
    | A3  | Land list | Head of HR | 2020-12-31   | On track | Soon   |
"""
OTHER = TABLE.replace("Training", "Fire doors").replace("Sharing", "Lifts").replace("Land list", "Asbestos")
DAYS = {"2020-05": "31 May 2020", "2020-06": "30 June 2020", "2020-07": "31 July 2020", "2020-09": "30 September 2020"}


def month(folder: Path, name: str, *, table: str = TABLE, says: str | None = None, **options: object) -> Path:
    """The plan of a month, "2020-07"; its update differs from month to month."""
    as_at = DAYS[name[:7]] if says is None else says
    line = f"As at {as_at}" if as_at else ""
    return write_plan(folder / f"{name} GIP.xlsx", table.replace("Soon", f"Since {name}"), as_at=line, **options)  # type: ignore[arg-type]


def past(path: Path, **how: Path) -> Past:
    return find_past(read(path, settings=Settings()), settings=Settings(), **how)


def name_of(found: Past) -> str:
    return found.baseline.workbook if found.baseline else ""


def test_the_latest_earlier_workbook_of_the_plan_is_assumed(tmp_path: Path) -> None:
    for name in ("2020-05", "2020-07", "2020-06"):
        month(tmp_path, name)
    found = past(month(tmp_path, "2020-09"))
    assert name_of(found) == "2020-07 GIP.xlsx" and found.assumed
    assert [each.as_at.month for each in found.earlier] == [5, 6]


def test_that_the_baseline_was_assumed_is_a_finding(tmp_path: Path) -> None:
    july, path = month(tmp_path, "2020-07"), month(tmp_path, "2020-09")
    for named, expected in ((None, True), (july, False)):
        findings = assess_workbook(path, settings=Settings(), baseline=named).assessment.findings
        assert any(each.code == "MON12" and "2020-07 GIP.xlsx" in each.message for each in findings) is expected


def test_a_later_month_and_the_plan_itself_are_no_baseline(tmp_path: Path) -> None:
    path = month(tmp_path, "2020-07")
    month(tmp_path, "2020-09")
    assert past(path) == Past()


def test_the_named_workbook_is_taken_wherever_it_lies(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    elsewhere = month(tmp_path / "elsewhere", "2020-06")
    found = past(month(tmp_path, "2020-09"), named=elsewhere)
    assert name_of(found) == "2020-06 GIP.xlsx" and not found.assumed
    assert [each.workbook for each in found.earlier] == ["2020-07 GIP.xlsx"]


def test_a_named_workbook_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = month(tmp_path, "2020-09")
    with pytest.raises(WorkbookError, match=r"There is no file .*none\.xlsx"):
        past(path, named=tmp_path / "none.xlsx")


@pytest.mark.parametrize(("said", "expected"), [
    ("2020-06 GIP.xlsx", "2020-06 GIP.xlsx"),
    ("2020-06 gip", "2020-06 GIP.xlsx"),
    ("June 2020", "2020-06 GIP.xlsx"),
    ("30/06/2020", "2020-06 GIP.xlsx"),
    (date(2020, 6, 15), "2020-06 GIP.xlsx"),
    (date(2020, 8, 17), "2020-07 GIP.xlsx"),
    ("August 2020", "2020-07 GIP.xlsx"),
    ("None", ""),
    ("-", ""),
    ("n/a", ""),
])  # fmt: skip
def test_the_details_sheet_names_it(said: str | date, expected: str, tmp_path: Path) -> None:
    month(tmp_path, "2020-05")
    month(tmp_path, "2020-06")
    month(tmp_path, "2020-07", details={Detail.MEETING: date(2020, 8, 17)})
    found = past(month(tmp_path, "2020-09", details={Detail.PREVIOUS: said}))
    assert name_of(found) == expected and not found.assumed and not found.not_found


def test_what_the_details_sheet_names_in_vain_is_said_and_the_latest_assumed(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    found = past(month(tmp_path, "2020-09", details={Detail.PREVIOUS: "April 2020"}))
    assert (name_of(found), found.assumed, found.not_found) == ("2020-07 GIP.xlsx", True, "April 2020")


def test_an_empty_line_of_the_details_sheet_names_nothing(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    found = past(month(tmp_path, "2020-09", details={Detail.PREVIOUS: ""}))
    assert (name_of(found), found.assumed, found.not_found) == ("2020-07 GIP.xlsx", True, "")


@pytest.mark.parametrize(
    "archive",
    [
        "Archive",
        "archived",
        "Previous",
        "OLD",
        "Superseded",
        "Old versions",
        "2021 archive",
        "_Archive 2020",
    ],
)
def test_archive_folders_are_looked_into(archive: str, tmp_path: Path) -> None:
    month(tmp_path / archive, "2020-07")
    assert name_of(past(month(tmp_path, "2020-09"))) == "2020-07 GIP.xlsx"


@pytest.mark.parametrize("folder", ["Drafts", "2019-20", "Household survey", "Archiver"])
def test_other_folders_are_not(folder: str, tmp_path: Path) -> None:
    month(tmp_path / folder, "2020-07")
    assert past(month(tmp_path, "2020-09")) == Past()


def test_a_plan_of_another_year_is_taken_only_if_asked_for(tmp_path: Path) -> None:
    old = write_plan(tmp_path / "2020-03 GIP.xlsx", TABLE, as_at="As at 31 March 2020", title="Plan 2019/20")
    path = month(tmp_path, "2020-09")
    found = past(path)
    assert (found.baseline, found.earlier) == (None, ())
    assert [plan.workbook for plan in found.months] == [old.name], "its history is longer than a year"
    assert name_of(past(path, named=old)) == "2020-03 GIP.xlsx"
    for said in ("March 2020", "2020-03 GIP.xlsx"):
        asked = month(tmp_path, "2020-09", details={Detail.PREVIOUS: said})
        found = past(asked)
        assert name_of(found) == "2020-03 GIP.xlsx" and not found.assumed and found.earlier == ()


def test_the_year_that_a_title_names_counts_more_than_the_day(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    late = write_plan(tmp_path / "2021-04 GIP.xlsx", TABLE, as_at="As at 30 April 2021")
    assert name_of(past(late)) == "2020-07 GIP.xlsx"


def test_another_plan_with_the_same_refs_is_none_of_its_months(tmp_path: Path) -> None:
    month(tmp_path, "2020-07", table=OTHER)
    assert past(month(tmp_path, "2020-09")) == Past()


def test_a_plan_whose_titles_were_reworded_here_and_there_is_the_same(tmp_path: Path) -> None:
    month(tmp_path, "2020-07", table=TABLE.replace("Training ", "Staff training"))
    assert name_of(past(month(tmp_path, "2020-09"))) == "2020-07 GIP.xlsx"


def test_a_month_without_its_day_stands_at_the_end_of_the_month_in_its_name(tmp_path: Path) -> None:
    month(tmp_path, "2020-07", says="")
    found = past(month(tmp_path, "2020-09")).baseline
    assert found is not None and found.as_at == date(2020, 7, 31)
    assert found.as_at_from == "the month in its file's name"


def test_a_named_baseline_without_any_day_says_what_to_do(tmp_path: Path) -> None:
    undated = write_plan(tmp_path / "before.xlsx", TABLE)
    with pytest.raises(ReportingDateMissing) as error:
        past(month(tmp_path, "2020-09"), named=undated)
    assert error.value.message == "before.xlsx does not say as at which day it stands."
    assert error.value.remedy == (
        "Write “As at 31 July 2020” above its table, or begin its file name with the month (2020-07)."
    )


def test_an_unreadable_month_is_mentioned_and_other_files_are_not(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    (tmp_path / "2020-08 GIP.xlsx").write_bytes(b"no workbook")
    (tmp_path / "Rota.xlsx").write_bytes(b"no workbook")
    found = past(month(tmp_path, "2020-09"))
    assert name_of(found) == "2020-07 GIP.xlsx"
    assert [name for name, _ in found.unread] == ["2020-08 GIP.xlsx"]


def test_months_of_one_plan_may_have_their_names_in_letters(tmp_path: Path) -> None:
    for name in ("GIP July 2020.xlsx", "GIP Sept 2020.xlsx", "GIP Marches 2020.xlsx", "Budget May.xlsx"):
        (tmp_path / name).write_bytes(b"no workbook")
    shutil.copy(month(tmp_path / "Drafts", "2020-09"), tmp_path / "GIP September 2020.xlsx")
    found = past(tmp_path / "GIP September 2020.xlsx")
    assert [name for name, _ in found.unread] == ["GIP July 2020.xlsx", "GIP Sept 2020.xlsx"]


@pytest.mark.parametrize("name", ["~$2020-08 GIP.xlsx", ".2020-08 GIP.xlsx", "~2020-08 GIP.xlsx"])
def test_temporary_files_of_office_are_passed_over(name: str, tmp_path: Path) -> None:
    path = month(tmp_path, "2020-09")
    shutil.copy(month(tmp_path / "Drafts", "2020-07"), tmp_path / name)
    assert past(path) == Past()


def test_names_of_workbooks() -> None:
    names = "a.xlsx A.XLSM a.xlsb a.xls a.ods a.csv a.docx a.xlsx.tmp ~$a.xlsx .~lock.a.xlsx#".split()
    assert [name for name in names if is_workbook_name(name)] == names[:6]


def flagged(path: Path, to: Path) -> Path:
    """gipxl's flagged copy of a plan."""
    copy = copy_output(assess_workbook(path, settings=Settings(), compare=False).assessment)[0]
    to.write_bytes(copy.content)
    return to


def test_a_flagged_copy_is_taken_only_for_want_of_the_month_itself(tmp_path: Path) -> None:
    july, path = month(tmp_path, "2020-07"), month(tmp_path, "2020-09")
    for name in ("0 flagged.xlsx", "2020-07 GIP - flagged.xlsx", "zz flagged.xlsx"):
        flagged(july, tmp_path / name)
    assert name_of(past(path)) == "2020-07 GIP.xlsx"
    july.unlink()
    (tmp_path / "0 flagged.xlsx").unlink()
    (tmp_path / "zz flagged.xlsx").unlink()
    assert name_of(past(path)) == "2020-07 GIP - flagged.xlsx"


def test_the_plan_s_own_flagged_copy_is_no_earlier_month(tmp_path: Path) -> None:
    path = month(tmp_path, "2020-09")
    flagged(path, tmp_path / "2020-09 GIP - flagged.xlsx")
    shutil.copy(path, tmp_path / "Copy of 2020-09 GIP.xlsx")
    later = read(path, settings=Settings(), as_at=date(2020, 10, 31))
    assert find_past(later, settings=Settings()) == Past()


# ---- build without a name ----


def test_the_latest_plan_of_the_first_folder_that_holds_one(tmp_path: Path) -> None:
    workbooks, here = tmp_path / "workbooks", tmp_path
    with pytest.raises(WorkbookError, match=r"There is no plan in .*workbooks or .*\. Name the workbook: gipxl build"):
        latest_plan([workbooks, here])
    only = month(here, "2020-06")
    (here / "2020-10 rota.xlsx").write_bytes(b"no workbook")
    assert latest_plan([workbooks, here]) == only
    month(workbooks, "2020-05")
    latest = month(workbooks, "2020-07")
    flagged(latest, workbooks / "zz 2020-07 flagged.xlsx")
    assert latest_plan([workbooks, here]) == latest


def test_settings_that_cannot_be_understood_are_not_taken_for_want_of_a_plan(tmp_path: Path) -> None:
    month(tmp_path, "2020-07")
    (tmp_path / "gipxl.toml").write_text("[plan]\nsheat = 1\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"plan\.sheat is no setting"):
        latest_plan([tmp_path])


def test_a_folder_that_may_not_be_listed_hides_its_workbooks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    month(tmp_path, "2020-07")
    plan = read(month(tmp_path, "2020-09"), settings=Settings())

    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    assert find_past(plan, settings=Settings()) == Past()


def test_every_error_is_one_that_a_caller_can_catch() -> None:
    assert issubclass(ReportingDateMissing, GipxlError) and issubclass(WorkbookError, GipxlError)
