"""What the outputs tell of earlier months: the sheet of each action's dates, how long overdue, and the direction."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from docx import Document
from openpyxl import load_workbook

from gipxl.assessment import Assessment
from gipxl.build import assess_workbook
from gipxl.outputs import ageing, direction
from gipxl.outputs.copy import flagged_copy
from gipxl.outputs.history import as_json, as_text
from gipxl.outputs.report import Variant, report
from gipxl.report_reading import read_report
from gipxl.settings import CopySettings, Settings
from gipxl.verification import verify
from tests.disk import write_plan
from tests.outputs.books import lines_of
from tests.outputs.word_text import W, text_of

HEAD = "| ref | title | source | owner | original_due | revised_due | reason | completed | status | update |"
MONTHS = {
    "2020-03": (
        "As at 31 March 2020",
        "| A1 | Training  | Audit      | Head of HR | 2020-12-31 | | | | On track | |",
        "| A2 | Sharing   | Audit      | Head of Legal; Head of HR | 2020-06-30 | | | | On track | |",
        "| A3 | Contracts |            | Head of Legal | 2020-02-29 | | | | On track | |",
        "| B1 | Land list | Inspection |            | 2020-09-29 | | | | On track | |",
        "| B2 | Estates   | Inspection | Head of HR | 2020-10-31 | | | | On track | |",
    ),
    "2020-07": (
        "As at 31 July 2020",
        "| A1 | Training  | Audit      | Head of HR | 2020-12-31 | | | | On track | |",
        "| A2 | Sharing   | Audit      | Head of Legal; Head of HR | 2020-06-30 | 2020-08-31 | Tender. | | Revised | |",
        "| A3 | Contracts |            | Head of Legal | 2020-02-29 | | | | On track | |",
        "| B1 | Land list | Inspection |            | 2020-09-29 | | | | On track | |",
        "| B2 | Estates   | Inspection | Head of HR | 2020-10-31 | | | | On track | |",
    ),
    "2020-09": (
        "As at 30 September 2020",
        "| A1 | Training  | Audit      | Head of HR | 2020-12-31 | TBC | Tender. | | Revised | |",
        "| A2 | Sharing   | Audit      | Head of Legal; Head of HR | 2020-06-30 | 2020-08-31 | Tender. | | Revised | |",
        "| A3 | Contracts |            | Head of Legal | 2020-02-29 | | | | On track | |",
        "| B1 | Land list | Inspection |            | 2020-09-29 | | | | On track | B2 was consolidated into B1. |",
        "| C1 | Payroll   | Inspection | Head of HR | 2021-01-31 | | | 2020-09-10 | Complete | |",
    ),
}


@dataclass(frozen=True)
class Made:
    """The latest month, assessed with those beside it."""

    path: Path
    assessment: Assessment

    def copy(self, **settings: Any) -> bytes:
        chosen = msgspec.structs.replace(Settings(), copy=CopySettings(**settings))
        asked = assess_workbook(self.path, settings=chosen).assessment
        return flagged_copy(asked, self.path.read_bytes()).content


@pytest.fixture
def made(tmp_path: Path) -> Made:
    for name, (as_at, *rows) in MONTHS.items():
        path = write_plan(tmp_path / f"{name} Plan.xlsx", "\n".join([HEAD, *rows]), as_at=as_at)
    return Made(path, assess_workbook(path, settings=Settings()).assessment)


# ---- the flagged copy ----


def test_the_sheet_has_a_row_for_every_action_that_any_month_holds(made: Made) -> None:
    assert lines_of(made.copy(), "Action history") == [
        "Action history",
        "The date in force for each action in 3 months, from 31 March 2020 to 30 September 2020. A date in bold is "
        "another than in the month before; - is a month without the action.",
        "Ref | Title | Original date | March 2020 | July 2020 | September 2020 | Times revised | Days slipped | Added "
        "| Completed | Left the plan",
        "A1 | Training | 31/12/2020 | 31/12/2020 | 31/12/2020 | To be decided | 1 | 0 | At the start | - | -",
        "A2 | Sharing | 30/06/2020 | 30/06/2020 | 31/08/2020 | 31/08/2020 | 1 | 62 | At the start | - | -",
        "A3 | Contracts | 29/02/2020 | 29/02/2020 | 29/02/2020 | 29/02/2020 | 0 | 0 | At the start | - | -",
        "B1 | Land list | 29/09/2020 | 29/09/2020 | 29/09/2020 | 29/09/2020 | 0 | 0 | At the start | - | -",
        "C1 | Payroll | 31/01/2021 | - | - | 31/01/2021 | 0 | 0 | September 2020 | 10/09/2020 | -",
        "B2 | Estates | 31/10/2020 | 31/10/2020 | 31/10/2020 | - | 0 | 0 | At the start | - | Consolidated into B1, "
        "September 2020",
    ]


def test_only_dates_that_moved_are_in_bold_and_the_heading_and_refs_stay_in_sight(made: Made) -> None:
    page = load_workbook(io.BytesIO(made.copy()))["Action history"]
    bold = [cell.coordinate for row in page["D4:F9"] for cell in row if cell.font.b]
    assert bold == ["F4", "E5"]
    assert page.freeze_panes == "C4"
    assert [table.ref for table in page.tables.values()] == ["A3:K9"]
    assert page["D4"].is_date


def test_without_an_earlier_month_there_is_no_sheet_of_history(tmp_path: Path) -> None:
    as_at, *rows = MONTHS["2020-09"]
    path = write_plan(tmp_path / "Plan.xlsx", "\n".join([HEAD, *rows]), as_at=as_at)
    alone = Made(path, assess_workbook(path, settings=Settings()).assessment)
    assert "Action history" not in load_workbook(io.BytesIO(alone.copy())).sheetnames
    assert "Direction" not in "".join(lines_of(alone.copy(), "Dashboard"))


def test_the_sheet_alone_can_be_asked_for_by_its_name(made: Made) -> None:
    assert load_workbook(io.BytesIO(made.copy(sheets=("action history",)))).sheetnames == [
        "Appendix A",
        "Action history",
    ]


def test_the_dashboard_counts_what_is_overdue_and_how_the_figures_went(made: Made) -> None:
    lines = lines_of(made.copy(), "Dashboard")
    assert [line for line in lines if line.startswith("Overdue |")] == [
        "Overdue | all actions | all ages | 3 | 3 actions are past due on 30 September 2020: 2 count as overdue, and "
        "1 counts as revised, though the new date has passed as well.",
        "Overdue | all actions | 0–30 days | 2 | A2, B1",
        "Overdue | all actions | 31–90 days | 0",
        "Overdue | all actions | 91–180 days | 0",
        "Overdue | all actions | over 180 days | 1 | A3",
    ]
    assert [line for line in lines if line.startswith("Overdue by owner | 0–30")] == [
        "Overdue by owner | 0–30 days | Head of Legal | 1 | A2",
        "Overdue by owner | 0–30 days | Head of HR | 1 | A2",
        "Overdue by owner | 0–30 days | No owner given | 1 | B1",
    ]
    assert [line for line in lines if line.startswith("Direction | revised")] == [
        "Direction | revised | March 2020 | 0 | 2 more now",
        "Direction | revised | July 2020 | 1 | 1 more now",
        "Direction | revised | September 2020 | 2 | 1 more than in July 2020; rising since March 2020.",
    ]


@pytest.mark.needs("soffice")
def test_the_copy_opens_in_libreoffice_with_its_history(made: Made, tmp_path: Path) -> None:
    (tmp_path / "copy.xlsx").write_bytes(made.copy())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    csv = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    command = ["soffice", profile, "--headless", "--convert-to", csv, "--outdir", tmp_path / "done"]
    subprocess.run([*map(str, command), str(tmp_path / "copy.xlsx")], check=True, capture_output=True)
    text = (tmp_path / "done" / "copy-Action history.csv").read_text(encoding="utf-8")
    assert [line.split(",")[0] for line in text.splitlines()[3:]] == ["A1", "A2", "A3", "B1", "C1", "B2"]
    assert '"1","62",At the start,' in text.splitlines()[4]


# ---- the committee's report ----


def tables(docx: bytes) -> dict[str, list[list[str]]]:
    """The tables by the heading of their first column."""
    found: dict[str, list[list[str]]] = {}
    for table in Document(io.BytesIO(docx)).element.body.iter(f"{W}tbl"):
        rows = [
            ["".join(map(text_of, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")] for row in table.iter(f"{W}tr")
        ]
        found.setdefault(rows[0][0], rows)
    return found


def test_the_committee_reads_how_long_actions_are_overdue(made: Made) -> None:
    found = tables(report(made.assessment, variant=Variant.COMMITTEE).docx)
    heading = ["0–30 days", "31–90 days", "91–180 days", "Over 180 days", "All"]
    assert found["Owner"] == [
        ["Owner", *heading],
        ["Head of Legal", "1", "0", "0", "1", "2"],
        ["Head of HR", "1", "0", "0", "0", "1"],
        ["No owner given", "1", "0", "0", "0", "1"],
        ["All actions", "2", "0", "0", "1", "3"],
    ]
    assert found["Source of recommendation"] == [
        ["Source of recommendation", *heading],
        ["Audit", "1", "0", "0", "0", "1"],
        ["Inspection", "1", "0", "0", "0", "1"],
        ["No source given", "0", "0", "0", "1", "1"],
        ["All actions", "2", "0", "0", "1", "3"],
    ]


def test_the_committee_reads_the_direction_of_each_figure(made: Made) -> None:
    found = tables(report(made.assessment, variant=Variant.COMMITTEE).docx)
    rows = [[cell.replace("\u00a0", " ") for cell in row] for row in found["Figure"]]
    assert rows == [
        ["Figure", "March 2020", "July 2020", "Now", "Direction"],
        ["Work-streams", "5 (0)", "5 (0)", "5", "The same since March 2020"],
        ["Complete", "0 (+1)", "0 (+1)", "1", "1 more than in July 2020; the most of 3 presentations"],
        ["On track", "4 (−4)", "3 (−3)", "0", "3 fewer than in July 2020; falling since March 2020"],
        ["Revised", "0 (+2)", "1 (+1)", "2", "1 more than in July 2020; rising since March 2020"],
        ["Overdue", "1 (+1)", "1 (+1)", "2", "1 more than in July 2020; the most of 3 presentations"],
    ]


def test_with_many_presentations_a_table_of_its_own_has_all_of_them(tmp_path: Path) -> None:
    days = ["31 January", "29 February", "31 March", "30 April", "31 May", "30 June"]
    _, *rows = MONTHS["2020-03"]
    for number, when in enumerate(days, start=1):
        path = write_plan(
            tmp_path / f"2020-{number:02} Plan.xlsx", "\n".join([HEAD, *rows]), as_at=f"As at {when} 2020"
        )
    assessed = assess_workbook(path, settings=Settings()).assessment
    found = tables(report(assessed, variant=Variant.COMMITTEE).docx)
    assert found["Figure"][0] == ["Figure", "March 2020", "April 2020", "May 2020", "Now", "Direction"]
    assert [row[0] for row in found["Presentation"]] == [
        "Presentation", "May 2020", "April 2020", "March 2020", "February 2020", "January 2020",
    ]  # fmt: skip


def checked(made: Made, folder: Path, edit: tuple[str, str] = ("", "")) -> list[str]:
    """What ``verify`` says of the report in whose text something was replaced, in the control of the given tag."""
    import zipfile

    path = folder / "report.docx"
    docx = report(made.assessment, variant=Variant.COMMITTEE).docx
    with zipfile.ZipFile(io.BytesIO(docx)) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml" and edit[0]:
                pattern = rf'(<w:tag w:val="figure:{re.escape(edit[0])}"/>.*?<w:t[^>]*>)[^<]*'
                text, number = re.subn(pattern, rf"\g<1>{edit[1]}", content.decode(), count=1, flags=re.DOTALL)
                assert number == 1, edit
                content = text.encode()
            target.writestr(name, content)
    return [each.message for each in verify(read_report(path), made.assessment)]


def test_a_fresh_report_agrees_with_its_workbook(made: Made, tmp_path: Path) -> None:
    assert checked(made, tmp_path) == []


@pytest.mark.parametrize(
    ("control", "typed", "complaint"),
    [
        ("ageing.plan.over-180", "2", "says “2” for the actions that are over 180 days overdue; the workbook has 1 "
         "(A3)."),
        ("ageing.plan.revised", "two", "says “two” for the actions whose revised date has passed; the workbook has 1 "
         "(A2)."),
        ("direction.revised.2020-03-31", "7", "says “7” for revised in March 2020; the workbook has 0."),
        ("direction.on_track.2020-07-31.more", "+3", "says “+3” for the change in on track since July 2020; the "
         "workbook has −3."),
        ("direction.revised", "1 fewer than in July 2020", "says “1 fewer than in July 2020” for the direction of "
         "revised; the workbook has 1 more than in July 2020; rising since March 2020."),
    ],
)  # fmt: skip
def test_an_edited_number_is_found(made: Made, tmp_path: Path, control: str, typed: str, complaint: str) -> None:
    (said,) = checked(made, tmp_path, (control, typed))
    assert said.endswith(complaint), said


def test_a_number_put_in_other_words_agrees(made: Made, tmp_path: Path) -> None:
    assert checked(made, tmp_path, ("ageing.plan.all", "3")) == []
    assert checked(made, tmp_path, ("direction.on_track.2020-07-31.more", "3 fewer")) == []


def test_direction_is_not_held_against_months_that_are_not_at_hand(made: Made, tmp_path: Path) -> None:
    docx = report(made.assessment, variant=Variant.COMMITTEE).docx
    (tmp_path / "report.docx").write_bytes(docx)
    (made.path.parent / "2020-03 Plan.xlsx").unlink()
    fewer = assess_workbook(made.path, settings=Settings()).assessment
    assert verify(read_report(tmp_path / "report.docx"), fewer) == ()


# ---- text and JSON ----


def test_ageing_and_direction_read_as_text(made: Made) -> None:
    told = made.assessment
    assert ageing.as_lines(told.ageing, width=100) == [
        "3 actions are past due on 30 September 2020: 2 count as overdue, and 1 counts as revised, though the\n"
        "new date has passed as well.",
        "",
        "  0–30 days      2  A2, B1\n  31–90 days     0\n  91–180 days    0\n  Over 180 days  1  A3",
        "",
        "By owner:",
        "  Head of Legal   2  1 0–30 days (A2); 1 over 180 days (A3)\n"
        "  Head of HR      1  1 0–30 days (A2)\n"
        "  No owner given  1  1 0–30 days (B1)",
        "",
        "By source:",
        "  Audit            1  1 0–30 days (A2)\n"
        "  Inspection       1  1 0–30 days (B1)\n"
        "  No source given  1  1 over 180 days (A3)",
        "",
        "A2 has more than one owner and is counted with each of them.",
    ]
    first, _, figures, *_ = direction.as_lines(told.direction, width=100)
    assert first == (
        "Compared with March 2020 and July 2020: every earlier month, since no details sheet tells which were\n"
        "presented."
    )
    assert direction.as_lines(told.direction, width=100)[-1].splitlines() == [
        "              Work-streams  Complete  On track  Revised  Overdue",
        "  March 2020  5 (0)         0 (+1)    4 (−4)    0 (+2)   1 (+1)",
        "  July 2020   5 (0)         0 (+1)    3 (−3)    1 (+1)   1 (+1)",
    ]
    assert "July 2020   Work-streams 5 (0); Complete 0 (+1);" in direction.as_lines(told.direction, width=60)[-1]
    assert figures.splitlines()[3] == "  Revised       2  1 more than in July 2020; rising since March 2020"


def plain(value: object) -> Any:
    return json.loads(msgspec.json.encode(value))


def test_json_has_the_refs_behind_every_number(made: Made) -> None:
    told = plain(ageing.as_object(made.assessment.ageing))
    assert told["all"]["0-30"] == {"value": 2, "refs": ["A2", "B1"]}
    assert told["by_owner"][-1]["owner"] is None
    assert told["by_owner"][-1]["all"] == {"value": 1, "refs": ["B1"]}
    assert told["joint"]["refs"] == ["A2"]
    assert told["undated"]["refs"] == ["A1"]
    assert [(each["ref"], each["days"], each["counts_as"]) for each in told["actions"]] == [
        ("A2", 30, "revised"), ("A3", 214, "overdue"), ("B1", 1, "overdue"),
    ]  # fmt: skip
    went = plain(direction.as_object(made.assessment.direction))
    assert went["presentations"] == ["2020-03-31", "2020-07-31"]
    assert went["figures"]["revised"] == {
        "value": 2,
        "refs": ["A1", "A2"],
        "earlier": [{"as_at": "2020-03-31", "value": 0, "more": 2}, {"as_at": "2020-07-31", "value": 1, "more": 1}],
        "steady_since": "2020-03-31",
        "record_since": None,
        "in_words": "1 more than in July 2020; rising since March 2020",
    }


def test_the_history_ends_with_direction_and_ageing_of_its_latest_month(made: Made) -> None:
    told = as_text(made.assessment.history, width=100)
    assert told.index("\nDirection\nCompared with") < told.index(
        "\nOverdue\n3 actions are past due on 30 September 2020"
    )
    both = json.loads(as_json(made.assessment.history))
    assert both["ageing"]["all"]["overdue"]["refs"] == ["A3", "B1"]
    assert both["direction"]["figures"]["overdue"]["value"] == 2


def refs_of(numbers: Sequence[Any]) -> list[str]:
    return [ref for number in numbers for ref in number.refs]


def test_past_months_of_other_years_are_part_of_the_direction(made: Made) -> None:
    assert [plan.as_at for plan in made.assessment.past] == [date(2020, 3, 31), date(2020, 7, 31)]
    assert sorted(refs_of(made.assessment.ageing.total.bands)) == ["A2", "A3", "B1"]
