"""``gipxl history``: which workbooks are months of the plan, and what is answered in each form."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import gipxl
from gipxl.cli import main
from gipxl.history import find_months
from gipxl.plan import Detail
from tests.disk import write_plan

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"
JULY, SEPTEMBER = (WORKBOOKS / f"2020-{month} Governance Improvement Plan.xlsx" for month in ("07", "09"))
HEADING = "| ref | title | owner | original_due | revised_due | status | update |\n"
ROW = "| {} | {} | Head of HR | 2020-12-31 | {} | On track | {} |\n"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command: status, answer and complaints."""

    def run_one(*given: str | Path) -> tuple[int, str, str]:
        status = main(["history", *map(str, given)])
        out, err = capsys.readouterr()
        return status, out, err

    return run_one


def month(folder: Path, name: str, as_at: str, *rows: str) -> Path:
    return write_plan(folder / name, HEADING + "".join(rows), as_at=as_at and f"As at {as_at}")


def group(revised: str = "", update: str = "", title: str = "Community groups") -> str:
    return ROW.format("E6", title, revised, update)


PANEL = ROW.format("E7", "Youth panel", "", "")
FEES = ROW.format("E8", "Fees", "", "")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three months of a plan: one in the archive, one renamed, and none for September."""
    month(tmp_path / "Archive", "2020-07 GIP.xlsx", "31 July 2020", group(), PANEL, FEES)
    month(tmp_path, "tracker for the August panel.xlsx", "31 August 2020", group("2021-01-31"), PANEL, FEES)
    month(tmp_path, "2020-10 GIP.xlsx", "31 October 2020", group("2021-03-31", "E7 was consolidated into this."), FEES)
    return tmp_path


def test_the_table_tells_each_action_on_a_line_and_the_family_under_it(run: Run, folder: Path) -> None:
    status, answer, complaints = run(folder)
    assert (status, complaints) == (0, "")
    assert answer.startswith(
        "Governance Improvement Plan 2020/21\n"
        "3 months, from 31 July 2020 to 31 October 2020.\n"
        "\n"
        "     31 July 2020  3 actions  2020-07 GIP.xlsx\n"
        "   31 August 2020  3 actions  tracker for the August panel.xlsx\n"
        "  31 October 2020  2 actions  2020-10 GIP.xlsx\n"
        "\n"
        "In the plan\n"
        "  Ref  Title             First due   Now due     Revised  Slipped  What happened\n"
        "  E6   Community groups  31/12/2020  31/03/2021        2       90  Took in E7\n"
        "  E8   Fees              31/12/2020  31/12/2020\n"
        "\n"
        "No longer in the plan\n"
        "  Ref  Title        First due   Now due     Revised  Slipped  What happened\n"
        "  E7   Youth panel  31/12/2020  31/12/2020                    Consolidated into E6, Oct 2020\n"
        "\n"
        "3 actions, of which 1 has had its date revised and 1 has left the plan. Slipped: days from the date\n"
        "first due to the one now due.\n"
        "\n"
        "Consolidated\n"
        "  E6  Community groups\n"
        "    E7  Youth panel, Oct 2020\n"
    )


def test_one_action_is_told_month_by_month(run: Run, folder: Path) -> None:
    status, answer, _ = run(folder, "--ref", "e6", "--ref", "E7")
    assert status == 0
    assert answer == (
        "E6  Community groups\n"
        "    Owner: Head of HR\n"
        "    First due 31 December 2020, revised twice, now due 31 March 2021 (90 days later).\n"
        "       31 July 2020  31 December 2020  on track\n"
        "     31 August 2020  31 January 2021   revised   Moved from 31 December 2020 to 31 January 2021 (31\n"
        "                                                 days later)\n"
        "    31 October 2020  31 March 2021     revised   Moved from 31 January 2021 to 31 March 2021 (59\n"
        "                                                 days later); took in E7\n"
        "\n"
        "E7  Youth panel\n"
        "    Owner: Head of HR\n"
        "    First due 31 December 2020, and never revised.\n"
        "       31 July 2020  31 December 2020  on track\n"
        "     31 August 2020  31 December 2020  on track\n"
        "    31 October 2020                              Consolidated into E6\n"
    )


def test_all_tells_the_table_and_every_action(run: Run, folder: Path) -> None:
    _, answer, _ = run(folder, "--all")
    assert answer.startswith("Governance") and answer.count("Owner: Head of HR") == 3


def test_the_json_holds_months_actions_and_family(run: Run, folder: Path) -> None:
    status, answer, _ = run(folder, "--format", "json")
    told = json.loads(answer)
    assert status == 0 and list(told)[:3] == ["months", "actions", "family"]
    assert [(each["workbook"], each["as_at"]) for each in told["months"]][-1] == ("2020-10 GIP.xlsx", "2020-10-31")
    assert [each["figures"]["workstreams"]["value"] for each in told["months"]] == [3, 3, 2]
    assert told["family"] == {"E6": ["E7"]}
    group, _, panel = told["actions"]
    assert group["moves"] == [
        {"as_at": "2020-08-31", "was": "2020-12-31", "is": "2021-01-31", "days": 31},
        {"as_at": "2020-10-31", "was": "2021-01-31", "is": "2021-03-31", "days": 59},
    ]
    assert (group["original_due"], group["current_due"], group["times_revised"]) == ("2020-12-31", "2021-03-31", 2)
    assert panel["left"] == {"as_at": "2020-10-31", "how": "consolidated", "into": "E6"}
    assert [each and each["position"] for each in panel["months"]] == ["on_track", "on_track", None]


def test_the_csv_has_a_row_for_each_action_and_month_and_no_formula(run: Run, folder: Path) -> None:
    month(folder, "2020-11 GIP.xlsx", "30 November 2020", group("2021-03-31", title="=HYPERLINK(0)"), FEES)
    status, answer, _ = run(folder, "--format", "csv")
    assert status == 0 and answer.startswith("\ufeffas_at,workbook,action,ref,")
    rows = list(csv.DictReader(io.StringIO(answer.removeprefix("\ufeff"))))
    assert [(each["as_at"], each["ref"], each["due"], each["days_moved"]) for each in rows[:4]] == [
        ("2020-07-31", "E6", "2020-12-31", ""),
        ("2020-08-31", "E6", "2021-01-31", "31"),
        ("2020-10-31", "E6", "2021-03-31", "59"),
        ("2020-11-30", "E6", "2021-03-31", "0"),
    ]
    assert len(rows) == 4 + 4 + 2 and rows[3]["title"] == "'=HYPERLINK(0)"
    assert {each["left_into"] for each in rows if each["ref"] == "E7"} == {"E6"}


def test_json_and_csv_of_one_action_hold_that_one(run: Run, folder: Path) -> None:
    assert [each["ref"] for each in json.loads(run(folder, "--format", "json", "--ref", "E8")[1])["actions"]] == ["E8"]
    assert len(run(folder, "--format", "csv", "--ref", "E8")[1].splitlines()) == 4


def test_a_single_workbook_finds_its_past_and_nothing_later(run: Run, folder: Path) -> None:
    _, answer, _ = run(folder / "tracker for the August panel.xlsx", "--format", "json")
    assert [each["as_at"] for each in json.loads(answer)["months"]] == ["2020-07-31", "2020-08-31"]
    _, answer, complaints = run(folder / "2020-10 GIP.xlsx", "--format", "json")
    assert [each["as_at"] for each in json.loads(answer)["months"]] == ["2020-07-31", "2020-08-31", "2020-10-31"]
    assert complaints == ""


def test_workbooks_named_one_by_one_in_any_order(run: Run, folder: Path) -> None:
    status, answer, _ = run(
        folder / "2020-10 GIP.xlsx", folder / "Archive" / "2020-07 GIP.xlsx", "--format", "json"
    )  # fmt: skip
    assert status == 0
    assert [each["as_at"] for each in json.loads(answer)["months"]] == ["2020-07-31", "2020-10-31"]


def test_of_a_month_kept_twice_one_is_taken_and_the_other_named(run: Run, folder: Path) -> None:
    october = folder / "2020-10 GIP.xlsx"
    shutil.copy(october, folder / "2020-10 GIP (1).xlsx")
    month(folder, "2020-10 GIP-DESKTOP-A1B2C3.xlsx", "31 October 2020", group("2021-06-30"), FEES)
    status, answer, complaints = run(folder, "--format", "json")
    assert status == 0 and json.loads(answer)["months"][-1]["workbook"] == "2020-10 GIP.xlsx"
    assert complaints.splitlines() == [
        "gipxl: Passed over: 2020-10 GIP (1).xlsx, the same file as 2020-10 GIP.xlsx.",
        "gipxl: Passed over: 2020-10 GIP-DESKTOP-A1B2C3.xlsx, a conflict copy; 2020-10 GIP.xlsx, also as at "
        "31 October 2020, was taken.",
    ]
    assert run(folder, "--quiet")[2] == ""


def test_a_flagged_copy_gives_way_to_its_original_and_stands_in_for_it(tmp_path: Path) -> None:
    archive = tmp_path / "archive"
    archive.mkdir()
    shutil.copy(JULY, archive)
    built = gipxl.build(SEPTEMBER, out=tmp_path / "out", baseline=JULY)
    shutil.copy(built.files["copy"], archive / "2020-09 flagged.xlsx")
    assert [plan.workbook for plan in find_months([archive]).plans] == [JULY.name, "2020-09 flagged.xlsx"]
    shutil.copy(SEPTEMBER, archive / "the plan.xlsx")
    found = find_months([archive])
    assert [plan.workbook for plan in found.plans] == [JULY.name, "the plan.xlsx"]
    assert found.passed_over == (("2020-09 flagged.xlsx", "a flagged copy; the plan.xlsx is the original"),)


def test_of_several_plans_in_a_folder_the_one_with_most_months_is_taken_and_said(run: Run, folder: Path) -> None:
    rows = [ROW.format(ref, title, "", "") for ref, title in (("E6", "Flood gates"), ("E7", "Tide tables"))]
    month(folder, "2020-11 Floods.xlsx", "30 November 2020", *rows)
    status, answer, complaints = run(folder, "--format", "json")
    assert status == 0 and len(json.loads(answer)["months"]) == 3
    assert complaints == (
        "gipxl: This is the history of 2020-10 GIP.xlsx. Months of another plan, and passed over: "
        "2020-11 Floods.xlsx. Name a workbook of that plan for its history.\n"
    )
    _, answer, complaints = run(folder / "2020-11 Floods.xlsx", "--format", "json")
    assert [each["as_at"] for each in json.loads(answer)["months"]] == ["2020-11-30"]
    assert "No other month of 2020-11 Floods.xlsx was found" in complaints


def test_what_cannot_be_read_is_said_and_hides_nothing(run: Run, folder: Path) -> None:
    (folder / "2020-09 GIP.xlsx").write_bytes(b"no workbook")
    month(folder, "notes GIP.xlsx", "", group(), FEES)
    status, answer, complaints = run(folder, "--format", "json")
    assert status == 0 and len(json.loads(answer)["months"]) == 3
    assert "2020-09 GIP.xlsx" in complaints and "notes GIP.xlsx" in complaints
    status, answer, complaints = run(folder / "2020-10 GIP.xlsx", folder / "2020-09 GIP.xlsx", "--quiet")
    assert status == 2 and answer and "2020-09 GIP.xlsx" in complaints


def test_a_month_without_its_day_stands_at_the_end_of_the_month_in_its_name(run: Run, folder: Path) -> None:
    month(folder, "GIP 2020-11.xlsx", "", group("2021-03-31"), FEES)
    assert json.loads(run(folder, "--format", "json")[1])["months"][-1]["as_at"] == "2020-11-30"


@pytest.mark.parametrize("what", ["nothing.xlsx", "empty", "no*.xlsx", "broken"])
def test_nothing_to_be_read_is_said_in_a_line(run: Run, tmp_path: Path, what: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "a.xlsx").write_bytes(b"no workbook")
    status, answer, complaints = run(tmp_path / what)
    assert (status, answer) == (2, "") and complaints.startswith("gipxl: ") and complaints.count("\n") == 1


def test_a_ref_that_no_month_holds_is_refused_with_the_nearest(run: Run, folder: Path) -> None:
    status, answer, complaints = run(folder, "--ref", "E66")
    assert (status, answer) == (2, "") and "'E66'" in complaints and "The nearest is E6." in complaints


def test_a_reporting_date_goes_with_a_single_workbook(run: Run, folder: Path) -> None:
    assert run(folder, "--as-at", "31/10/2020")[0] == 2
    _, answer, _ = run(folder / "2020-10 GIP.xlsx", "--as-at", "15/11/2020", "--format", "json")
    assert json.loads(answer)["months"][-1]["as_at"] == "2020-11-15"


def test_a_plan_carried_forward_goes_on_with_its_stories(run: Run, tmp_path: Path) -> None:
    rows = [ROW.format(f"E{at}", title, "", "") for at, title in enumerate(("Rates", "Rents", "Loans"), start=1)]
    month(tmp_path, "2021-03 GIP.xlsx", "31 March 2021", *rows)
    table = "| ref | Previous ref | title | owner | original_due | revised_due | status |\n" + "".join(
        f"| F{at} | E{at + 1} | {title} | Head of HR | 2020-12-31 | 2021-06-30 | On track |\n"
        for at, title in enumerate(("Rents", "Loans"), start=1)
    )
    write_plan(
        tmp_path / "2021-04 GIP.xlsx", table, as_at="As at 30 April 2021", title="Governance Improvement Plan 2021/22"
    )
    _, answer, _ = run(tmp_path, "--format", "json")
    assert [(each["ref"], each["earlier_refs"], each["times_revised"]) for each in json.loads(answer)["actions"]] == [
        ("F1", ["E2"], 1), ("F2", ["E3"], 1), ("E1", [], 0),
    ]  # fmt: skip


def test_the_frame_has_dates_as_timestamps_and_a_row_for_each_action_and_month(folder: Path) -> None:
    paths = [folder / "Archive" / "2020-07 GIP.xlsx", folder / "2020-10 GIP.xlsx"]
    frame = gipxl.history([gipxl.read(paths[1]), paths[0]])
    assert callable(gipxl.history) and list(frame["ref"]) == ["E6", "E6", "E8", "E8", "E7"]
    kinds = frame.dtypes.astype(str)
    assert {kinds[name] for name in ("as_at", "original_due", "due", "completed", "added", "left")} == {
        "datetime64[ns]"
    }
    assert {kinds[name] for name in ("times_revised", "days_slipped", "days_moved")} == {"Int64"}
    assert kinds["to_be_decided"] == "bool" and kinds["title"] == "string"
    last = frame[frame["ref"] == "E6"].iloc[-1]
    assert (last["due"].date(), last["days_slipped"], last["days_moved"]) == (date(2021, 3, 31), 90, 90)
    assert frame[frame["ref"] == "E7"]["left_into"].tolist() == ["E6"]


def test_another_workbook_of_the_day_of_the_one_that_was_named_is_no_news(run: Run) -> None:
    # faulty.xlsx lies beside the sample, as at the same day.
    status, out, err = run(SEPTEMBER)
    assert (status, err) == (0, "")
    assert JULY.name in out


def test_of_two_actions_with_one_ref_each_keeps_its_own_dates_in_whatever_order(run: Run, tmp_path: Path) -> None:
    heading = "| ref | title | owner | due | status |\n"
    risk, records = (
        f"| 0004 | {title} | Head of HR | {due} | On track |\n"
        for title, due in (("Risk register", "2020-10-31"), ("Records", "2020-12-31"))
    )
    other = "| 0001 | Fees | Head of HR | 2020-11-30 | On track |\n"
    for name, day, rows in (
        ("2020-07 log.xlsx", "31 July 2020", (other, risk, records)),
        ("2020-08 log.xlsx", "31 August 2020", (other, records, risk)),
    ):
        write_plan(tmp_path / name, heading + "".join(rows), as_at=f"As at {day}")
    _, out, _ = run(tmp_path, "--format", "csv")
    told = list(csv.DictReader(io.StringIO(out.lstrip("\ufeff"))))
    assert {(row["title"], row["due"], row["times_revised"]) for row in told} == {
        ("Fees", "2020-11-30", "0"), ("Risk register", "2020-10-31", "0"), ("Records", "2020-12-31", "0"),
    }  # fmt: skip


def test_a_consolidation_under_a_number_with_noughts_is_told(run: Run, tmp_path: Path) -> None:
    heading = "| ref | title | owner | due | status | update |\n"
    one, other = (
        "| 0001 | Contracts | Head of HR | 2020-10-31 | On track | {} |\n",
        "| 0003 | Policy | Head of HR | 2020-12-31 | On track | |\n",
    )
    write_plan(tmp_path / "2020-07.xlsx", heading + one.format("") + other, as_at="As at 31 July 2020")
    write_plan(tmp_path / "2020-08.xlsx", heading + one.format("Now includes 0003"), as_at="As at 31 August 2020")
    _, out, _ = run(tmp_path)
    assert "Consolidated into 0001, Aug 2020" in " ".join(out.split())


# ---- everything that can happen to an action, in words ----


FULL = "| ref | title | owner | original_due | revised_due | completed | status |\n"
EVENTFUL = {
    "30 June 2020": """
        | A1 | Fees   | Head of HR | 2020-12-31 |     |            | On track |
        | A2 | Rents  | Head of HR | 2020-09-30 |     |            | On track |
        | A3 | Stores | Head of HR | 2020-09-30 |     | 2020-06-15 | Complete |
        | A4 | Loans  |            | TBC        |     |            | On track |
        | A5 | Grants | Head of HR | 2020-10-31 |     |            | On track |
        | A6 | Depots | Head of HR | 2020-10-31 |     |            | On track |
        | A7 | Parks  |            |            |     |            | On track |
    """,
    "31 July 2020": """
        | A1 | Fees   | Head of HR | 2020-12-31 | TBC |            | Revised  |
        | A2 | Rents  | Head of HR | 2020-09-30 |     | 2020-07-20 | Complete |
        | A4 | Loans  |            | TBC        |     |            | On track |
        | A6 | Depots | Head of HR | 2020-11-30 |     |            | On track |
        | A7 | Parks  |            |            |     |            | On track |
    """,
    "31 August 2020": """
        | A1 | Fees       | Head of HR    | 2020-12-31 | TBC |  | Revised  |
        | A2 | Rents      | Head of HR    | 2020-09-30 |     |  | On track |
        | A4 | Loans      |               | TBC        |     |  | On track |
        | A5 | Grants     | Head of HR    | 2020-10-31 |     |  | On track |
        | A6 | Cemeteries | Head of Parks | 2021-11-30 |     |  | On track |
        | A7 | Parks      |               |            |     |  | Complete |
    """,
}


@pytest.fixture
def eventful(tmp_path: Path) -> Path:
    """Three months in which dates are put off, actions are missing, come back, and give their ref to others."""
    for name, (as_at, rows) in zip(("2020-06", "2020-07", "2020-08"), EVENTFUL.items(), strict=True):
        write_plan(tmp_path / f"{name} GIP.xlsx", FULL + rows, as_at=f"As at {as_at}")
    return tmp_path


def test_the_table_says_in_few_words_whatever_happened(run: Run, eventful: Path) -> None:
    status, answer, complaints = run(eventful)
    assert (status, complaints) == (0, "")
    said = " ".join(answer.partition("In the plan\n")[2].partition("\nDirection\n")[0].split())
    assert said == (
        "Ref Title First due Now due Revised Slipped What happened "
        "A1 Fees 31/12/2020 undecided 1 0+ "
        "A2 Rents 30/09/2020 30/09/2020 Reopened Aug 2020 "
        "A4 Loans - - "
        "A5 Grants 31/10/2020 31/10/2020 Missing in Jul 2020 "
        "A6 Cemeteries 30/11/2021 30/11/2021 Added Aug 2020 "
        "A7 Parks - - Complete in Aug 2020 "
        "No longer in the plan "
        "Ref Title First due Now due Revised Slipped What happened "
        "A6 Depots 31/10/2020 30/11/2020 1 30 Original date changed in Jul 2020; gone, "
        "its ref used again, Aug 2020 "
        "A3 Stores 30/09/2020 30/09/2020 Completed 15/06/2020; left the plan, Jul 2020 "
        "8 actions, of which 2 have had their date revised and 2 have left the plan. "
        "Slipped: days from the date first due to the one now due. "
        "+ So far; a new date is to be decided."
    )


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        (
            "A1",
            "A1 Fees Owner: Head of HR First due 31 December 2020, revised once; a new date is to be decided. "
            "30 June 2020 31 December 2020 on track "
            "31 July 2020 to be decided revised Moved from 31 December 2020, the new date to be decided "
            "31 August 2020 to be decided revised",
        ),
        (
            "A2",
            "A2 Rents Owner: Head of HR First due 30 September 2020, and never revised. "
            "30 June 2020 30 September 2020 on track "
            "31 July 2020 30 September 2020 complete Completed on 20 July 2020 "
            "31 August 2020 30 September 2020 on track Reopened",
        ),
        (
            "A7",
            "A7 Parks No date was ever given. 30 June 2020 no date on track 31 July 2020 no date on track "
            "31 August 2020 no date complete Complete",
        ),
        (
            "A5",
            "A5 Grants Owner: Head of HR First due 31 October 2020, and never revised. "
            "30 June 2020 31 October 2020 on track 31 July 2020 Not in this month's workbook "
            "31 August 2020 31 October 2020 on track",
        ),
    ],
    ids=["put off", "reopened", "without a date", "missing for a month"],
)
def test_one_action_is_told_with_all_that_became_of_it(run: Run, eventful: Path, ref: str, told: str) -> None:
    status, answer, _ = run(eventful, "--ref", ref)
    assert (status, " ".join(answer.split())) == (0, told)


def test_a_ref_that_was_given_to_another_action_tells_both_stories(run: Run, eventful: Path) -> None:
    _, answer, _ = run(eventful, "--ref", "A6")
    now, _, before = " ".join(answer.split()).partition("A6 (to Jul 2020) ")
    assert now.endswith("31 August 2020 30 November 2021 on track Added ")
    assert "original date changed from 31 October 2020 to 30 November 2020" in before
    assert before.endswith("31 August 2020 Gone, its ref used again")


def test_an_action_that_changed_its_ref_is_told_with_both(run: Run, folder: Path) -> None:
    renamed = "| ref | Previous ref | title | owner | original_due | revised_due | status |\n"
    renamed += "| E9 | E6 | Community groups | Head of HR | 2020-12-31 | 2021-03-31 | On track |\n"
    renamed += "| E8 |    | Fees             | Head of HR | 2020-12-31 |            | On track |\n"
    write_plan(folder / "2020-11 GIP.xlsx", renamed, as_at="As at 30 November 2020")
    status, answer, _ = run(folder)
    words = " ".join(answer.split())
    assert status == 0 and "E9 Community groups 31/12/2020 31/03/2021 2 90 Was E6; took in E7" in words
    assert "Consolidated into E6 (now E9), Oct 2020" in words
    _, answer, _ = run(folder, "--ref", "E9")
    assert "    Its ref was E6 before.\n" in answer


def test_many_months_of_other_plans_are_named_in_part_and_counted(run: Run, folder: Path) -> None:
    for number in range(1, 10):
        row = ROW.format(f"Z{number}", f"Work of its own kind {number}", "", "")
        month(folder, f"2020-11 Other {number}.xlsx", f"{number} November 2020", row)
    status, _, complaints = run(folder, "--format", "json")
    assert status == 0 and "Months of another plan, and passed over: 2020-11 Other " in complaints
    named = complaints.count("2020-11 Other ")
    assert 0 < named < 9 and f" and {9 - named} others. Name a workbook" in complaints


def test_what_lies_beside_a_workbook_and_cannot_be_read_is_said_only_where_it_is_named_like_it(
    run: Run, folder: Path
) -> None:
    (folder / "2020-09 GIP.xlsx").write_bytes(b"no workbook")
    (folder / "holidays.xlsx").write_bytes(b"no workbook")
    status, _, complaints = run(folder / "2020-10 GIP.xlsx", "--format", "json")
    assert status == 0 and "2020-09 GIP.xlsx" in complaints and "holidays" not in complaints


@pytest.mark.parametrize("said", ["None", "n/a"])
def test_where_the_plan_was_never_presented_it_has_no_direction(run: Run, tmp_path: Path, said: str) -> None:
    table = HEADING + group() + FEES
    write_plan(tmp_path / "2020-07 GIP.xlsx", table, as_at="As at 31 July 2020")
    write_plan(tmp_path / "2020-08 GIP.xlsx", table, as_at="As at 31 August 2020", details={Detail.PREVIOUS: said})
    status, answer, _ = run(tmp_path)
    told = answer.partition("\nDirection\n")[2].partition("\nOverdue\n")[0]
    assert status == 0 and " ".join(told.split()) == (
        "Compared with no earlier presentation, since the details sheet says that there was none."
    )
