"""Next year's plan: every action of this year's is in it or accounted for, and it passes its own check."""

from __future__ import annotations

import io
import json
import tempfile
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipxl.assessment import Assessment, assess
from gipxl.changes import Kind
from gipxl.cli import main
from gipxl.errors import OutputError
from gipxl.outputs.rollover import RolledOver, roll_over
from gipxl.outputs.rollover.refs import renumbered
from gipxl.outputs.rollover.sources import carried_from
from gipxl.plan import Detail, Field, Plan
from gipxl.reading import read
from gipxl.reading.opening import open_workbook
from gipxl.rules.finding import Level
from gipxl.settings import PlanSettings, Refs, RolloverSettings, Settings, Wordings
from tests.disk import write_plan

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
JULY = WORKBOOKS / "2020-07 Governance Improvement Plan.xlsx"
SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"
USUAL = "Carried forward from {years}"
FALSE_ALARMS = {"MON01", "MON03", "MON05", "MON06", "MON09", "MON10", "REF02", "REF04", "REF05", "REF06", "BOK10"}


def rolled(
    path: Path, to: Path, *, refs: Refs = Refs.KEEP, baseline: Path | None = None, own: Settings = Settings()
) -> tuple[RolledOver, Assessment, Plan]:
    """A workbook rolled over into ``to``: what was said of it, the old plan assessed, and the new one as it is read."""
    plan = read(path, settings=own)
    old = assess(plan, read(baseline, settings=own) if baseline else None, settings=own)
    done = roll_over(old, open_workbook(path, own.limits).sheets, refs=refs)
    to.write_bytes(done.content)
    return done, old, read(to, settings=own)


def codes(assessment: Assessment) -> set[str]:
    return {finding.code for finding in assessment.findings}


def test_a_sheet_named_by_its_month_gets_a_table_that_excel_can_name(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SEPTEMBER)
    book["Appendix A"].title = "30.09.2020"
    book.save(tmp_path / "plan.xlsx")
    rolled(tmp_path / "plan.xlsx", tmp_path / "new.xlsx")
    tables = openpyxl.load_workbook(tmp_path / "new.xlsx")["30.09.2020"].tables
    assert list(tables) == ["_30_09_2020_table"]


@pytest.mark.parametrize("refs", list(Refs))
def test_the_sample_passes_check_and_every_ref_is_explained(tmp_path: Path, refs: Refs) -> None:
    done, old, new = rolled(SEPTEMBER, tmp_path / "new.xlsx", refs=refs, baseline=JULY)
    assert len(done.carried) == 28
    assert [(left.action.ref, left.in_words) for left in done.left] == [
        ("G2", "completed"), ("E7", "consolidated into E6"), ("E8", "consolidated into E6")
    ]  # fmt: skip
    assert new.title == "Governance Improvement Plan 2021/22"
    assert new.as_at == date(2021, 4, 1)
    assert (new.marking, new.sheet) == ("OFFICIAL-SENSITIVE", "Appendix A")
    alone, beside = assess(new), assess(new, old.plan)
    assert not [finding for finding in alone.findings if finding.level is Level.ERROR]
    assert not codes(beside) & FALSE_ALARMS
    assert not [finding for finding in beside.findings if finding.level is Level.ERROR]
    assert alone.figures.workstreams.value == 28
    assert (beside.figures.added.value, beside.figures.removed.refs) == (0, ("G2",))


def test_the_columns_keep_their_order_and_their_headings(tmp_path: Path) -> None:
    _, old, new = rolled(SEPTEMBER, tmp_path / "new.xlsx")
    headings = [" ".join(column.heading.split()) for column in old.plan.columns]
    assert [column.heading for column in new.columns if column.field is not Field.AREA] == headings
    assert [column.field for column in new.columns if column.field is not Field.AREA] == [
        column.field for column in old.plan.columns
    ]


def test_dates_owners_and_updates_stay_and_the_wording_goes(tmp_path: Path) -> None:
    done, old, new = rolled(SEPTEMBER, tmp_path / "new.xlsx")
    was = {each.action.ref: each for each in old.standings}
    for each in assess(new).standings:
        if each.action.on_finished_sheet:
            continue
        before = was[each.action.ref]
        assert each.original_day == before.original_day, each.action.ref
        assert (each.due_day, each.moves) == (before.due_day, before.moves), each.action.ref
        assert each.action.owner.typed == before.action.owner.typed
        assert each.action.reason.typed == before.action.reason.typed
        assert each.action.update.typed == before.action.update.typed
        assert not each.action.wording.typed
        assert each.action.source.typed == f"Carried forward from 2020/21: {before.action.source.typed}"
    assert len(done.wording_cleared) == 17


def test_report_details_go_over_without_the_dates_of_last_years_meetings(tmp_path: Path) -> None:
    _, old, new = rolled(SEPTEMBER, tmp_path / "new.xlsx")
    cleared = {Detail.MEETING, Detail.AS_AT, Detail.PREVIOUS, Detail.TITLE}
    assert new.details.meeting is None
    assert new.details.one(Detail.PREVIOUS) == SEPTEMBER.name
    assert new.details.appendices == old.plan.details.appendices
    for detail in set(Detail) - cleared:
        assert new.details.all(detail) == old.plan.details.all(detail), detail


LIVE = """
    | ref    | title         | source | owner         | original_due | revised_due | reason             | completed  | status     | update      | wording            |
    | 24 A 01 | Pay          | Audit  | Head of HR    | 2021-03-31   |             |                    |            | On track   | Going well  |                    |
    | 24 A 02 | Land         |        | Head of Legal | 2020-12-31   | 2021-06-30  |                    |            | Revised    |             | The survey came late, in May. |
    | 24 A 03 | Expenses     | Audit  | Head of HR    | 2020-12-31   | 2021-06-30  | The survey was late |           | Revised    | See 24 A 02 | Old words          |
    | 24 A 04 | Risk         | Audit  | Head of HR    | 2020-12-31   |             |                    | 2020-12-01 | Complete   | Done        |                    |
    | 24 A 05 | Contracts    | Audit  | Head of HR    | 2021-12-31   |             |                    | 2021-04-15 | On track   | Nearly done |                    |
    | 24 A 06 | Withdrawn one | Audit | Head of HR    | 2020-12-31   |             |                    |            | Withdrawn  | Overtaken   |                    |
    | 24 A 07 | Joined one   | Audit  | Head of HR    | 2020-12-31   |             |                    |            | Consolidated | Merged into 24 A 03 |          |
    | 24 B 01 | Stock        | Audit  | Head of Legal | December     |             |                    |            | In progress | Begun      |                    |
    | 24 B 03 | Stores       | Audit  | Head of Legal | 2021-09-30   |             |                    |            | On track   | See 24 A 03 |                    |
"""  # noqa: E501


def live(folder: Path, table: str = LIVE, as_at: str = "As at 31 March 2021", **more: Any) -> Path:
    return write_plan(folder / "plan.xlsx", table, as_at=as_at, **more)


def test_what_becomes_of_each_kind_of_action(tmp_path: Path) -> None:
    done, _, new = rolled(live(tmp_path), tmp_path / "new.xlsx")
    assert [each.ref for each in done.carried] == [
        "24 A 01", "24 A 02", "24 A 03", "24 A 05", "24 B 01", "24 B 03"
    ]  # fmt: skip
    assert [(each.action.ref, each.why, each.into) for each in done.left] == [
        ("24 A 04", "completed", ""),
        ("24 A 06", "withdrawn", ""),
        ("24 A 07", "consolidated", "24 A 03"),
    ]
    by_ref = {action.ref: action for action in new.actions}
    assert done.status_cleared == ("24 A 01",)
    assert by_ref["24 A 01"].status.typed == ""
    assert by_ref["24 B 01"].status.typed == "In progress"
    assert (done.wording_kept, done.wording_cleared) == (("24 A 02",), ("24 A 03",))
    assert by_ref["24 A 02"].source.typed == "Carried forward from 2020/21"
    assert by_ref["24 A 05"].completed_day == date(2021, 4, 15)
    # In the new year "December" alone would be that of 2021.
    assert by_ref["24 B 01"].original.typed == "December 2020"
    errors = {(finding.code, finding.ref) for finding in assess(new).findings if finding.level is Level.ERROR}
    assert errors == {("STA07", "24 A 05")}  # as in the old plan: its date lies ahead of both


def test_renumbered_each_series_counts_from_one_in_its_own_shape(tmp_path: Path) -> None:
    done, old, new = rolled(live(tmp_path), tmp_path / "new.xlsx", refs=Refs.RENUMBER)
    assert dict(done.renumbered) == {"24 A 05": "24 A 04", "24 B 03": "24 B 02"}
    finished = [(action.ref, action.previous_ref.typed) for action in new.actions if action.on_finished_sheet]
    assert finished[0] == ("24 A 04 (2020/21)", "24 A 04")
    assert done.old_refs_in_texts == {}
    beside = assess(new, old.plan)
    assert not codes(beside) & FALSE_ALARMS
    kinds = {(change.kind, change.ref, change.was) for change in beside.changes.all} if beside.changes else set()
    assert (Kind.RENUMBERED, "24 A 04", "24 A 05") in kinds
    assert (Kind.LEFT_BEHIND, "24 A 04", date(2020, 12, 1)) in kinds
    assert (Kind.LEFT_BEHIND, "24 A 06", "Withdrawn") in kinds


def test_texts_that_speak_of_refs_that_changed_are_listed(tmp_path: Path) -> None:
    table = LIVE.replace("See 24 A 03", "See 24 A 05")
    done, _, _ = rolled(live(tmp_path, table), tmp_path / "new.xlsx", refs=Refs.RENUMBER)
    assert done.old_refs_in_texts == {"24 B 02": ("24 A 05",)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["A1", "A3", "B2", "A4"], ["A1", "A2", "B1", "A3"]),
        (["24 AGS 03", "24 AGS 07", "24 AGS 12"], ["24 AGS 01", "24 AGS 02", "24 AGS 03"]),
        (["0004", "0009"], ["0001", "0002"]),
        (["1.2", "1.3", "2.4"], ["1.1", "1.2", "2.1"]),
        (["C4a", "C4b", "C6"], ["C1", "C2", "C3"]),
        (["HR", "", "e 6", "E8"], ["HR", "", "e 1", "e 2"]),
    ],
)
def test_new_refs_keep_the_shape_of_the_old(old: list[str], new: list[str]) -> None:
    assert list(renumbered(old)) == new


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "Carried forward from 2020/21"),
        ("Audit", "Carried forward from 2020/21: Audit"),
        ("Carried forward from 2019/20: Audit", "Carried forward from 2019/20 and 2020/21: Audit"),
        ("Carried forward from 2019/20", "Carried forward from 2019/20 and 2020/21"),
        (
            "Carried forward from 2018/19 and 2019/20: Audit: part 2",
            "Carried forward from 2018/19, 2019/20 and 2020/21: Audit: part 2",
        ),
        ("carried over from 2019-20 - Audit", "Carried forward from 2019-20 and 2020/21: Audit"),
        ("Carried forward from 2020/21: Audit", "Carried forward from 2020/21: Audit"),
        ("Audit 2019/20", "Carried forward from 2020/21: Audit 2019/20"),
    ],
)
def test_the_source_says_from_which_years_and_never_twice(source: str, said: str) -> None:
    assert carried_from(source, "2020/21", USUAL) == said


def test_words_of_ones_own_for_the_source_are_known_again() -> None:
    words = "Aus {years} (übernommen)"
    once = carried_from("Audit", "2019/20", words)
    assert carried_from(once, "2020/21", words) == "Aus 2019/20 and 2020/21 (übernommen): Audit"


@pytest.mark.parametrize("refs", list(Refs))
def test_carried_a_second_year_the_first_stays_readable(tmp_path: Path, refs: Refs) -> None:
    rolled(live(tmp_path), tmp_path / "2021.xlsx", refs=refs)
    done, old, new = rolled(tmp_path / "2021.xlsx", tmp_path / "2022.xlsx", refs=refs)
    assert done.year == "2022/23"
    assert new.title == "Governance Improvement Plan 2022/23"
    assert new.actions[0].source.typed == "Carried forward from 2020/21 and 2021/22: Audit"
    assert not (codes(assess(new, old.plan)) - codes(old)) & FALSE_ALARMS
    # What was left behind a year ago is still listed, and is of no year now.
    assert len(new.actions) == len(old.plan.actions)
    assert assess(new).figures.workstreams.value == len(done.carried)


def test_struck_out_dates_are_kept_as_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet, gone = book.add_worksheet("Appendix A"), book.add_format({"font_strikeout": True})
        sheet.write("A1", "Governance Improvement Plan 2020/21")
        sheet.write("A2", "As at 31 March 2021")
        sheet.write_row("A4", ["Ref", "Title", "Owner", "Due date", "Update"])
        sheet.write_row("A5", ["A1", "Pay", "Head of HR"])
        sheet.write_rich_string("D5", gone, "30/09/2020", " ", gone, "31/12/2020", " 30/06/2021")
        sheet.write_row("A6", ["A2", "Land", "Head of HR", "31/12/2021", "Begun in earnest this month"])
    done, old, new = rolled(path, tmp_path / "new.xlsx")
    before, after = old.standings[0], assess(new).standings[0]
    assert after.action.original.typed == "30 June 2021 (was 30 September 2020, then 31 December 2020)"
    assert (after.original_day, after.due_day, after.moves) == (before.original_day, before.due_day, before.moves)
    assert [each.ref for each in done.carried] == ["A1", "A2"]


def test_an_original_date_that_only_an_earlier_month_gives_goes_along(tmp_path: Path) -> None:
    table = "| ref | title | owner | due |\n| A1 | Pay | Head of HR | {} |\n| A2 | Land | Head of HR | 2021-12-31 |"
    earlier = write_plan(tmp_path / "july.xlsx", table.format("2020-12-31"), as_at="As at 31 July 2020")
    path = live(tmp_path, table.format("2021-06-30"))
    _, _, new = rolled(path, tmp_path / "new.xlsx", baseline=earlier)
    standing = assess(new).standings[0]
    assert (standing.original_day, standing.due_day) == (date(2020, 12, 31), date(2021, 6, 30))


def test_odd_layouts_banners_two_refs_in_a_cell_and_columns_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("GIP 2020-21")
        sheet.write("B1", "Improvement plan 2020-21 as at 31 March 2021")
        sheet.merge_range("E3:F3", "Delivery date")
        sheet.write_row("B4", ["Action no", "What", "Lead", "Original", "Revised", "Progress", "Cost code", "Budget"])
        sheet.write("B5", "C Planning")
        sheet.write_row("B6", ["C2 and C5", "=Contracts", "Head of HR; Head of Legal", "31/12/2021", "", "-", "=1+1"])
        sheet.write_row("B7", ["C3", "+ Land", "Head of HR", "TBC", "", "@work", "X9", 1200.5])
        sheet.write_string("B9", "D People")
        sheet.write_row("B10", ["D1", "Pay", "Head of HR", "31/12/2021", "31/03/2022", "The board asked for more"])
    done, old, new = rolled(path, tmp_path / "new.xlsx")
    assert [each.ref for each in done.carried] == ["C2", "C5", "C3", "D1"]
    assert [action.area.typed for action in new.actions] == ["C Planning", "C Planning", "C Planning", "D People"]
    assert [action.owner.typed for action in new.actions][:2] == ["Head of HR; Head of Legal"] * 2
    assert new.sheet == "GIP 2021-22"
    cells = openpyxl.load_workbook(io.BytesIO(done.content))[new.sheet]
    headings = {str(cell.value): at for at, cell in enumerate(cells[4], 1)}
    assert cells.cell(7, headings["Cost code"]).value == "X9"
    assert cells.cell(7, headings["Budget"]).value == 1200.5
    assert not [cell.coordinate for row in cells.iter_rows() for cell in row if cell.data_type == "f"]
    assert not (codes(assess(new, old.plan)) - codes(old)) & FALSE_ALARMS


def test_what_only_the_sheet_of_finished_work_says_goes_over_with_it(tmp_path: Path) -> None:
    path = tmp_path / "tracker.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Actions 2020-21")
        sheet.write("A1", "Action tracker 2020/21, as at 28 February 2021")
        sheet.write_row(
            "A3", ["Ref", "Action", "Source", "Theme", "Lead", "Original date", "Revised date", "RAG", "Update"]
        )
        sheet.write_row(
            "A4", ["20 AGS 01", "Registers", "Audit", "People", "Head of HR", "31/05/2021", "", "G", "Begun"]
        )
        beside = book.add_worksheet("Completed actions")
        beside.write_row("A1", ["Ref", "Action", "Lead", "Date completed", "Cost code"])
        beside.write_row("A2", ["20 AGS 02", "Policies", "Head of HR"])
        beside.write_datetime("D2", datetime(2020, 7, 30), day)
    done, old, new = rolled(path, tmp_path / "new.xlsx", refs=Refs.RENUMBER)
    assert [(left.action.ref, left.day) for left in done.left] == [("20 AGS 02", date(2020, 7, 30))]
    finished = next(action for action in new.actions if action.on_finished_sheet)
    assert finished.completed_day == date(2020, 7, 30)
    changes = assess(new, old.plan).changes
    assert changes is not None
    assert [change.ref for change in changes.all if change.kind is Kind.REOPENED] == []


@pytest.fixture
def with_own_columns(tmp_path: Path) -> Path:
    """A plan with columns of the officers' own, on the sheet of finished work too, and an action stranded there."""
    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Plan 2020-21")
        sheet.write("A1", "Governance Improvement Plan 2020/21, as at 31 March 2021")
        heading = ["Ref", "Action", "Lead", "Original date", "Status", "Update", "Notes", "Notes", "Asked for"]
        sheet.write_row("A3", heading)
        sheet.write_row("A4", ["A1", "Fees", "Head of HR", "31/12/2021", "On track", "Begun", "first", "second"])
        sheet.write_datetime("I4", datetime(2020, 5, 4), day)
        sheet.write_row("A5", ["A2", "Rents", "Head of HR", "TBC (was 31/12/2020)", "On track", "Begun"])
        sheet.write_row("A6", ["A3", "Loans", "Head of HR", "31/12/2021", "On track", "See A4"])
        sheet.write_row("A7", ["A4", "Pay", "Head of HR", "31/12/2020", "Complete", "Done"])
        sheet.write_row("A8", ["A5", "Stores", "Head of HR", "31/12/2021", "On track", "Begun"])
        done = book.add_worksheet("Completed actions")
        done.write_row("A1", ["Ref", "Action", "Lead", "Asked for", "Date completed", "Status"])
        done.write_row("A2", ["A6", "Depots", "Head of HR"])
        done.write_datetime("D2", datetime(2020, 4, 4), day)
        done.write_datetime("E2", datetime(2020, 7, 4), day)
        done.write_row("A3", ["A7", "Parks", "Head of HR", "", "", "In progress"])
        lists = book.add_worksheet("Lists")
        lists.write_row("A1", ["Owners", "E-mail"])
        lists.write_row("A2", ["Head of HR", "hr@example.org"])
        details = book.add_worksheet("Report details")
        for row, line in enumerate(
            [("Body", "Northmere Council"), ("Panel", "Audit Panel"), ("Title", "Progress"), ("Author", "Clerk"),
             ("Section: Costs", "Nothing was spent."), ("Leave out", "Legal")],
            start=1,
        ):  # fmt: skip
            details.write_row(f"A{row}", line)
    return path


def test_columns_of_ones_own_go_over_whatever_they_are_called_or_hold(with_own_columns: Path, tmp_path: Path) -> None:
    done, _, new = rolled(with_own_columns, tmp_path / "new.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(done.content))
    rows = {row[0]: row for row in book[new.sheet].iter_rows(values_only=True)}
    names = ("Notes", "Notes (2)", "Asked for")  # the headings of a table must differ
    assert rows["Ref"][-3:] == names
    assert rows["A1"][-3:] == ("first", "second", datetime(2020, 5, 4))
    assert rows["A2"][-3:] == (None, None, None)
    finished = {row[0]: row for row in book["Completed"].iter_rows(values_only=True)}
    assert finished["Ref"][-3:] == names
    assert finished["A6"][-3:] == (None, None, datetime(2020, 4, 4))


def test_sections_and_what_is_left_out_of_the_report_go_over(with_own_columns: Path, tmp_path: Path) -> None:
    _, _, new = rolled(with_own_columns, tmp_path / "new.xlsx")
    (section,) = new.details.sections
    assert (section.heading, [text.typed for text in section.texts]) == ("Costs", ["Nothing was spent."])
    assert [entry.typed for entry in new.details.left_out] == ["Legal"]


def test_people_are_told_of_new_refs_of_texts_to_correct_and_of_what_stays_behind(
    with_own_columns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "new.xlsx"
    assert main(["rollover", str(with_own_columns), "--year", "2021/22", "--renumber", "--to", str(to)]) == 0
    told = capsys.readouterr().out
    assert "plan.xlsx: 4 of 7 actions carried forward to 2021/22, as at 1 April 2021." in told
    assert "Renumbered: A5 → A4\n" in told
    assert "Texts that still speak of old refs, to be corrected: A3 (A4)\n" in told
    assert "A7  left on the sheet of finished work, though nothing says that it is complete  Parks" in told
    assert "the e-mail addresses beside the owners" in " ".join(told.split())


def test_an_original_date_that_was_put_off_without_a_day_keeps_what_an_earlier_month_said(tmp_path: Path) -> None:
    table = "| ref | title | owner | original_due | status |\n| A1 | Rents | Head of HR | {} | On track |"
    before = write_plan(tmp_path / "before.xlsx", table.format("2020-12-31"), as_at="As at 28 February 2021")
    _, _, new = rolled(live(tmp_path, table.format("TBC")), tmp_path / "new.xlsx", baseline=before)
    (rents,) = new.actions
    assert rents.original.typed == "TBC (was 31 December 2020)"


def test_of_a_calendar_year_every_mention_of_the_old_year_becomes_the_new(tmp_path: Path) -> None:
    own = Settings(plan=PlanSettings(year_starts=1))
    path = live(tmp_path, as_at="As at 30 November 2020", title="Governance Improvement Plan 2020")
    done, _, new = rolled(path, tmp_path / "new.xlsx", own=own)
    assert (done.year, done.as_at) == ("2021", date(2021, 1, 1))
    assert new.title == "Governance Improvement Plan 2021"


def test_an_old_year_or_the_same_is_refused(tmp_path: Path) -> None:
    path = live(tmp_path)
    old = assess(read(path, settings=Settings()))
    sheets = open_workbook(path, Settings().limits).sheets
    for year in (2019, 2020):
        with pytest.raises(OutputError, match="such as 2021/22"):
            roll_over(old, sheets, year, refs=Refs.KEEP)
    assert roll_over(old, sheets, 2022, refs=Refs.KEEP).year == "2022/23"


def test_rolled_over_late_it_stands_a_day_after_the_old_plan(tmp_path: Path) -> None:
    done, _, _ = rolled(live(tmp_path, as_at="As at 20 April 2021"), tmp_path / "new.xlsx")
    assert done.as_at == date(2021, 4, 21)


def test_settings_keep_the_wording_and_say_the_source_otherwise(tmp_path: Path) -> None:
    own = Settings(rollover=RolloverSettings(wording=Wordings.KEEP, source="From the plan of {years}"))
    done, _, new = rolled(live(tmp_path), tmp_path / "new.xlsx", own=own)
    assert not done.wording_cleared
    assert new.actions[2].wording.typed == "Old words"
    assert new.actions[2].source.typed == "From the plan of 2020/21: Audit"


def test_a_plan_in_which_all_is_done_leaves_an_empty_one(tmp_path: Path) -> None:
    table = "| ref | title | owner | due | status |\n| A1 | Pay | Head of HR | 2020-12-31 | Complete |"
    done, _, new = rolled(live(tmp_path, table), tmp_path / "new.xlsx")
    assert (len(done.carried), len(done.left)) == (0, 1)
    assert (new.sheet, new.finished_sheet, len(new.actions)) == ("Appendix A", "Completed", 1)
    assert assess(new).figures.workstreams.value == 0


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    first, _, _ = rolled(SEPTEMBER, tmp_path / "one.xlsx", refs=Refs.RENUMBER)
    second, _, _ = rolled(SEPTEMBER, tmp_path / "two.xlsx", refs=Refs.RENUMBER)
    assert first.content == second.content


def test_the_command_writes_says_and_answers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = SEPTEMBER.read_bytes()
    assert main(["rollover", str(SEPTEMBER), "--year", "2021/22", "--renumber", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert Path(said["file"]).name == "2021-04 Governance Improvement Plan.xlsx"
    assert said["renumbered"] == {"G3": "G2", "G4": "G3"}
    assert said["left_behind"][0] == {"ref": "G2", "why": "completed", "on": "2020-09-18", "into": None}
    assert main(["check", said["file"], "--baseline", str(SEPTEMBER)]) == 0
    assert main(["compare", str(SEPTEMBER), said["file"]]) == 0
    told = capsys.readouterr().out
    assert "G2: renumbered G3 → G2" in told
    assert "G2: not carried forward: completed on 18 September 2020" in told
    assert SEPTEMBER.read_bytes() == before


def test_a_dry_run_writes_nothing_and_the_same_year_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["rollover", str(SEPTEMBER), "--dry-run"]) == 0
    assert "would be carried forward to 2021/22" in capsys.readouterr().out
    assert main(["rollover", str(SEPTEMBER), "--year", "2020/21"]) == 2
    assert "already the plan for 2020/21" in capsys.readouterr().err
    assert main(["rollover", str(SEPTEMBER), "--to", "new.docx"]) == 2
    assert not list(tmp_path.iterdir())


DUE = ["2020-12-31", "2021-03-31", "2021-04-01", "2021-12-31", "Dec 2020", "December", "Q3", "TBC", "31/06/2020",
       "", "31/12/2021 (was 30/09/2020)"]  # fmt: skip
ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(DUE),
        st.sampled_from(["", "", "2021-06-30", "March 2022", "TBC"]),
        st.sampled_from(["", "", "The tender had to be run again"]),
        st.sampled_from(["", "", "", "2020-11-30", "2021-04-20"]),
        st.sampled_from(
            ["On track", "On track", "In progress", "Complete", "Withdrawn", "Revised", "", "Green", "Zzz"]
        ),
        st.sampled_from(["", "Head of HR", "Head of Legal", "TBC"]),
        st.sampled_from(["", "Begun in earnest", "Waits for the board's word", "See A1"]),
        st.sampled_from(["", "The date was moved for want of staff"]),
    ),
    min_size=1,
    max_size=9,
)


def table_of(rows: list[tuple[str, ...]]) -> str:
    counted: Counter[str] = Counter()
    lines = ["| ref | title | original_due | revised_due | reason | completed | status | owner | update | wording |"]
    for at, (area, *cells) in enumerate(rows):
        counted[area] += 1
        lines.append(f"| {area}{counted[area]} | Work number {at} of many | " + " | ".join(cells) + " |")
    return "\n".join(lines)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(rows=ROWS, refs=st.sampled_from(list(Refs)), again=st.sampled_from(list(Refs)))
def test_of_any_plan_every_action_is_explained_once_and_nothing_becomes_worse(
    rows: list[tuple[str, ...]], refs: Refs, again: Refs
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        done, old, new = rolled(live(folder, table_of(rows)), folder / "new.xlsx", refs=refs)
        holds(done, old, new)
        if any(not action.on_finished_sheet for action in new.actions):
            holds(*rolled(folder / "new.xlsx", folder / "newer.xlsx", refs=again))


def holds(done: RolledOver, old: Assessment, new: Plan) -> None:
    """All that must be true of a plan rolled over."""
    explained = [*(each.action for each in done.carried), *(each.action for each in done.left)]
    assert sorted(map(id, explained)) == sorted(map(id, old.plan.actions))
    alone, beside = assess(new), assess(new, old.plan)
    counted = [each for each in alone.standings if each.counts]
    assert [each.action.ref for each in counted] == [each.ref for each in done.carried]
    was = {id(each.action): each for each in old.standings}
    for each, carried in zip(counted, done.carried, strict=True):
        before = was[id(carried.action)]
        assert (each.original_day, each.due_day) == (before.original_day, before.due_day)
        assert each.moves == before.moves
        assert each.action.title.typed == carried.action.title.typed
    assert not codes(beside) & FALSE_ALARMS
    assert beside.changes
    assert not beside.changes.added
    told = {change.was if change.kind is Kind.RENUMBERED else change.ref for change in beside.changes.all}
    assert {action.ref for action in old.plan.actions} <= told | {
        was.ref
        for was, now in zip(beside.changes.earlier_selves, new.actions, strict=True)
        if was and now.on_finished_sheet
    }
    names = {each.ref: each.action.ref for each in done.carried}
    faults = {(finding.code, finding.ref) for finding in old.findings if finding.level is Level.ERROR}
    now = {
        (found.code, names.get(found.ref or "", found.ref)) for found in alone.findings if found.level is Level.ERROR
    }
    assert now <= faults
