"""The new sheets: what they say, and that everybody can read them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from gipxl.outputs.copy import flagged_copy
from gipxl.rules.finding import Findings
from gipxl.settings import CopySettings, EmailSettings, Ignore, RuleSettings, Settings
from tests.outputs.books import Flagged, flagged, lines_of
from tests.outputs.months import JULY, SEPTEMBER
from tests.outputs.samples import WORKBOOKS, september


@pytest.fixture
def made(tmp_path: Path) -> Flagged:
    """September against July, with the findings of three rules alone: others may come, these sheets stay."""
    both = flagged(tmp_path, SEPTEMBER, before=JULY)
    kept = tuple(each for each in both.assessment.findings.findings if each.code in ("OWN01", "DAT07", "DAT12"))
    assessment = replace(both.assessment, findings=Findings(findings=kept))
    return Flagged(source=both.source, assessment=assessment, copy=flagged_copy(assessment, both.source))


def test_findings_stand_gravest_first_with_a_link_to_each_cell(made: Flagged) -> None:
    assert made.lines("Findings") == [
        "Findings",
        "3 findings as at 30 September 2020: 1 error, 1 warning and 1 note. Follow the link under Cell to put one "
        "right.",
        "Level | Rule | Ref | Cell | What is wrong | What to do",
        "error | OWN01 missing owner | B1 | D7 | B1 has no owner. | Name one person or post in D7.",
        "warning | DAT12 overdue | B1 | E7 | B1 is overdue: it was due on 31 August 2020, 30 days before the reporting "
        "date. | Give a new date in F7 and say why, or the day it was completed in H7.",
        "note | DAT07 revised date | A1 | F5 | A1 has been moved from 31 December 2020 to 31 March 2021, pushed back "
        "by 90 days. | Nothing, if F5 is right: it counts as revised.",
    ]
    assert [made.book["Findings"][f"D{row}"].hyperlink.location for row in (4, 5, 6)] == [
        "'Appendix A'!D7", "'Appendix A'!E7", "'Appendix A'!F5",
    ]  # fmt: skip


def test_changes_stand_action_by_action_with_the_days_moved(made: Flagged) -> None:
    assert made.lines("Changes") == [
        "Changes",
        "What changed between before.xlsx, as at 31 July 2020, and this workbook, as at 30 September 2020: 9 changes "
        "to 4 actions.",
        "Ref | What happened | Column | Was | Is | Days moved | Cell",
        "B2 | Consolidated | - | B2 | B1 | - | J7",
        "A1 | Date moved | Revised date | 31/12/2020 | 31/03/2021 | 90 | F5",
        "A1 | Status changed | Status | On track | Timescale revised | - | I5",
        "A1 | Updated | Latest update | Soon. | Booked. | - | J5",
        "A2 | Completed | Date completed | On track | 15/09/2020 | - | H6",
        "A2 | Status changed | Status | On track | Complete | - | I6",
        "A2 | Updated | Latest update | Drawn. | Signed by both bodies. | - | J6",
        "B1 | Owner changed | Owner | Head of Legal | - | - | D7",
        "B1 | Updated | Latest update | Begun. | B2 was consolidated into B1. | - | J7",
    ]
    assert made.book["Changes"]["D5"].is_date


def test_each_figure_has_its_meaning_its_refs_and_the_baselines_value(made: Flagged) -> None:
    lines = made.lines("Figures")
    assert lines[1] == (
        "The figures as at 30 September 2020; the baseline is before.xlsx, as at 31 July 2020. Live ones follow the "
        "sheet Appendix A and the reporting date on the sheet Key."
    )
    assert [line.rsplit(" | ", 2)[0] for line in lines[2:]] == [
        "Figure | Value | Share | Baseline | How counted",
        "Work-streams | 3 | - | 4 | Live",
        "Change since the baseline | -1 | - | - | Live",
        "Complete | 1 | 0.33 | 0 | Live",
        "On track | 0 | 0 | 4 | Live",
        "Revised | 1 | 0.33 | 0 | Live",
        "Overdue | 1 | 0.33 | 0 | Live",
        "At risk | 0 | 0 | 0 | Live",
        "Not started | 0 | 0 | 0 | Live",
        "Unclear | 0 | 0 | 0 | Live",
        "Due this financial year | 3 | 1 | 4 | Live",
        "Added | 0 | - | - | Counted on 30 September 2020",
        "Removed | 0 | - | - | Counted on 30 September 2020",
        "Consolidated | 1 | - | - | Counted on 30 September 2020",
        "Completed since the baseline | 1 | - | - | Counted on 30 September 2020",
    ]
    meaning = "Not complete, and the delivery date is another than the original one, or is to be decided anew."
    assert lines[7].endswith(f"| {meaning} | A1")
    assert lines[15].endswith("| B2 into B1")


def test_without_a_baseline_there_is_no_sheet_of_changes(tmp_path: Path) -> None:
    alone = flagged(tmp_path, SEPTEMBER)
    assert alone.book.sheetnames == ["Appendix A", "Findings", "Figures", "Dashboard", "Key"]
    lines = alone.lines("Figures")
    assert "there is no baseline" in lines[1]
    assert lines[4].startswith("Change since the baseline | - | - | - | No baseline to compare with")


def test_the_key_tells_signs_rules_not_run_ignored_findings_and_settings(tmp_path: Path) -> None:
    settings = Settings(
        rules=RuleSettings(
            due_soon_days=45,
            off={"TXT01": "Updates are gathered elsewhere."},
            ignore=(Ignore(code="DAT12", ref="B1", reason="Agreed by the board"),),
        ),
        copy=CopySettings(formats_first=True),
        email=EmailSettings(to=("panel@example.org",)),
    )
    lines = flagged(tmp_path, SEPTEMBER, settings=settings).lines("Key")
    assert lines[3] == (
        "Reporting date | As at | 30/09/2020 | Taken from the day asked for. Signs and live figures count from this "
        "day."
    )
    assert lines[4] == "Limit | Due soon | 45 | Days ahead of the reporting date that count as due soon."
    assert [line.split(" | ")[1] for line in lines if line.startswith("Sign |")] == [
        "Row with error", "No owner", "Placeholder owner", "Overdue", "Revised date passed", "Moved without reason",
        "Due soon", "Moved", "Complete", "On track",
    ]  # fmt: skip
    for line in (
        "Rule not run | TXT01 | not checked | Switched off in the settings: Updates are gathered elsewhere.",
        "Finding ignored | DAT12 on B1 | ignored | B1 is overdue: it was due on 31 August 2020, 30 days before the "
        "reporting date. Reason: Agreed by the board.",
        "Setting | rules.due_soon_days | 45 | Days ahead that count as due soon. Without a setting: 30.",
        "Setting | copy.formats_first | true | gipxl's formats win over the staff's own. Without a setting: false.",
        "Status word | Timescale revised | revised | Counts as revised.",
    ):
        assert line in lines
    assert "example.org" not in "".join(lines), "who gets e-mails is not for every reader of the copy"


def test_the_key_tells_what_typed_dates_were_taken_for() -> None:
    copy = flagged_copy(september(), (WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx").read_bytes())
    lines = lines_of(copy.content, "Key")
    assert "Date typed as text | Dec 2020 | 31/12/2020 | This text counts as 31 December 2020." in lines
    assert (
        "Moved date in one cell | 30/09/2020\n31/12/2020 | 31/12/2020 | This text counts as 31 December 2020." in lines
    )


def test_a_plan_without_findings_says_so(tmp_path: Path) -> None:
    both = flagged(tmp_path, SEPTEMBER)
    assessment = replace(both.assessment, findings=Findings())
    lines = lines_of(flagged_copy(assessment, both.source).content, "Findings")
    assert lines[3:] == ["none |  |  |  | The rules found nothing to say. | Nothing."]


# ---- for everybody


def test_every_new_sheet_can_be_read_by_everybody(made: Flagged) -> None:
    for name in ("Findings", "Changes", "Figures", "Dashboard", "Key"):
        page: Worksheet = made.book[name]
        (table,) = page.tables.values()
        assert page["A1"].value == name and page["A2"].value
        assert table.ref.startswith("A3:") and table.headerRowCount in (None, 1)
        assert page.max_row == int(re.sub("[A-Z]+", "", table.ref.split(":")[1])), "the table ends the sheet"
        assert not page.merged_cells.ranges
        rows = list(page.iter_rows(min_row=3, max_col=len(table.tableColumns)))
        assert all(any(cell.value is not None for cell in row) for row in rows)
        assert all(cell.alignment.wrap_text for row in rows for cell in row)
        assert page.freeze_panes == "A4"
        assert page.page_setup.orientation == "landscape" and page.page_setup.fitToHeight == 0
        assert page.print_title_rows == "$3:$3"
        assert all(chart for chart in page._charts)


def test_charts_say_in_words_what_they_show(made: Flagged) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made.copy.content))
    drawings = [archive.read(name).decode() for name in archive.namelist() if "drawings/drawing" in name]
    (described,) = [re.findall(r'descr="([^"]+)"', drawing) for drawing in drawings]
    assert described == [
        "Bars: complete 1; on track 0; revised 1; overdue 1; at risk 0; not started 0; unclear 0.",
        "Stacked bars: Staff: 1 complete, 1 revised; Money: 1 overdue.",
        "Bars along the calendar: A1 from 31 December 2020 to 31 March 2021.",
        "Stacked bars: Before September 2020: 1 overdue; Sep 2020: none; Oct 2020: none; Nov 2020: none; Dec 2020: "
        "none; Jan 2021: none; Feb 2021: none; Mar 2021: 1 revised.",
        "Stacked bars: No owner given: 1.",
        "Stacked columns: 3 work-streams, 1 fewer than in July 2020; 1 complete, 1 more than in July 2020; 0 on track, "
        "4 fewer than in July 2020; 1 revised, 1 more than in July 2020; 1 overdue, 1 more than in July 2020.",
    ]


def test_the_chart_of_positions_is_drawn_from_the_live_figures(made: Flagged) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made.copy.content))
    charts = [archive.read(name).decode() for name in archive.namelist() if "charts/chart" in name]
    formulas = [re.findall(r"<c:f>([^<]+)</c:f>", chart) for chart in charts]
    assert ["Figures!$A$6:$A$12", "Figures!$B$6:$B$12"] in formulas


def test_the_marking_of_the_plan_stands_on_every_new_sheet_that_is_printed() -> None:
    copy = flagged_copy(september(), (WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx").read_bytes())
    archive = zipfile.ZipFile(io.BytesIO(copy.content))
    sheets = [archive.read(name).decode() for name in archive.namelist() if "worksheets/sheet" in name]
    new = [sheet for sheet in sheets if "frozen" in sheet and "A4" in sheet and "tabColor" in sheet]
    assert len(new) == 6
    assert all("OFFICIAL-SENSITIVE" in re.findall("<oddHeader>(.*?)</oddHeader>", sheet)[0] for sheet in new)
