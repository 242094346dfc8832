"""The committee's tables and the page of exceptions; sections that the details sheet adds and leaves out."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gipxl.assessment import Assessment, assess
from gipxl.outputs.report import Variant, report
from gipxl.outputs.report.content import marking
from gipxl.plan import Detail, Entry
from gipxl.reading.cells import Sheet, Value
from gipxl.settings import ReportSettings, Settings
from tests.outputs.reports import DETAILS, NASTY, assessed, plan_with, revised, text_after
from tests.outputs.samples import september
from tests.outputs.word_text import W, as_text, highlighted, lines
from tests.tables import plan_of

HEAD = "| ref | title | source | owner | original_due | revised_due | reason | completed | status |"
JULY = f"""
    {HEAD}
    | A1 | Training | Audit | Head of HR | 2020-09-01 | | | | On track |
    | A2 | Sharing | Audit | Head of Legal | 2020-08-31 | 2020-10-31 | Tendered twice. | | Timescale revised |
    | A3 | Planning | | Head of Legal | 2020-08-15 | | | | On track |
    | A4 | Land | Inspection | Head of Legal | 2020-12-31 | | | | On track |
    | A5 | Expenses | Audit | Head of Legal | 2021-01-31 | | | | On track |
    | A6 | Website | Audit | Head of HR | 2020-08-31 | | | | On track |
"""
SEPTEMBER = f"""
    {HEAD}
    | A1 | Training | Audit | Head of HR | 2020-09-01 | | | | On track |
    | A2 | Sharing | Audit | Head of Legal | 2020-08-31 | was 31/10/2020\\n31/01/2021 | Tendered twice. | | Timescale revised |
    | A3 | Planning | | Head of Legal | 2020-08-15 | TBC | | | Timescale revised |
    | A4 | Land | Inspection | | 2020-12-31 | 2020-11-30 | Done sooner. | | Timescale revised |
    | A5 | Expenses | audit | Head of Legal | 2021-01-31 | | | | At risk |
    | A6 | Website | Audit | Head of HR | 2020-08-31 | | | 2020-09-10 | Complete |
"""  # noqa: E501


def months(**options: Any) -> Assessment:
    plan = plan_of(SEPTEMBER, details=DETAILS, **options)
    return assess(plan, plan_of(JULY, as_at=date(2020, 7, 31), name="july.xlsx"))


def rows_under(heading: str, assessment: Assessment, variant: Variant) -> list[list[str]]:
    """The rows of the table under a heading, with its heading row."""
    from tests.outputs.word_text import text_of

    body = Document(io.BytesIO(report(assessment, variant=variant).docx)).element.body
    titles = [each for each in body.iterchildren(f"{W}p") if text_of(each) == heading]
    table = next(each for each in titles[0].itersiblings() if each.tag == f"{W}tbl")
    return [
        ["\n".join(text_of(each) for each in cell.iter(f"{W}p")) for cell in row.iter(f"{W}tc")]
        for row in table.iter(f"{W}tr")
    ]


# ---- the committee's tables ----


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("Completed since the last meeting", [["Action", "Owner", "Completed"],
                                              ["A6 Website", "Head of HR", "10 September 2020"]]),
        ("Extensions requested", [
            ["Action", "Old date", "New date", "Times moved", "Reason"],
            ["A2 Sharing", "31 October 2020", "31 January 2021", "2", "Tendered twice."],
            ["A3 Planning", "15 August 2020", "To be decided", "1",
             "[A3: reason to be written in G7 of the sheet Appendix A]"],
        ]),
        ("Overdue", [["Action", "Owner", "Due", "Overdue by"],
                     ["A1 Training", "Head of HR", "1 September 2020", "29 days"]]),
        ("Due next quarter", [
            ["Action", "Owner", "Due", "Position"],
            ["A4 Land", "[A4: owner to be named in D8 of the sheet Appendix A]", "30 November 2020", "Revised"],
        ]),
        ("Audit", [["Action", "Owner", "Due", "Position"],
                   ["A1 Training", "Head of HR", "1 September 2020", "Overdue"],
                   ["A2 Sharing", "Head of Legal", "31 January 2021", "Revised"],
                   ["A5 Expenses", "Head of Legal", "31 January 2021", "At risk"]]),
        ("No source given", [["Action", "Owner", "Due", "Position"],
                             ["A3 Planning", "Head of Legal", "To be decided", "Revised"]]),
    ],
)  # fmt: skip
def test_the_committee_reads_tables(heading: str, expected: list[list[str]]) -> None:
    assert rows_under(heading, months(), Variant.COMMITTEE) == expected


def test_a_date_brought_forward_is_no_extension_and_is_said() -> None:
    said = [line.text for line in lines(report(months(), variant=Variant.COMMITTEE).docx)]
    assert "Two actions need later delivery dates than they had in July 2020:" in said
    assert "The date of A4 has been brought forward." in said


def test_without_anything_to_list_the_committee_is_told_so() -> None:
    made = report(assessed(plan_with("A1 On track"), plan_with("A1 On track")), variant=Variant.COMMITTEE)
    said = [line.text for line in lines(made.docx)]
    assert {"No action has been completed since July 2020.", "No action is overdue."} <= set(said)
    assert "No action needs a later delivery date than it had in July 2020." in said
    assert "One action is due from 1 October 2020 to 31 December 2020:" in said


def test_a_revised_date_that_has_passed_is_told_under_overdue() -> None:
    table = "| ref | title | original_due | revised_due |\n| A1 | One | 2020-06-30 | 2020-08-31 |"
    made = report(assessed(table), variant=Variant.COMMITTEE)
    said = [line.text for line in lines(made.docx)]
    assert "The revised date of A1 has passed as well; it still counts as revised." in said


@pytest.mark.parametrize(
    ("as_at", "last"),
    [((2020, 9, 30), "31 December 2020"), ((2020, 8, 15), "31 December 2020"), ((2020, 10, 1), "31 March 2021"),
     ((2021, 1, 31), "30 June 2021"), ((2021, 3, 31), "30 June 2021"), ((2020, 4, 1), "30 September 2020")],
)  # fmt: skip
def test_nothing_falls_between_this_quarter_and_the_next(as_at: tuple[int, int, int], last: str) -> None:
    plan = plan_of(plan_with("A1 On track"), as_at=date(*as_at), details=DETAILS)
    said = as_text(report(assess(plan), variant=Variant.COMMITTEE).docx)
    assert f" to {last}" in said


def test_with_many_sources_one_table_names_them() -> None:
    rows = "".join(f"\n| A{at} | Title {at} | Source {at} | 2020-12-31 | On track |" for at in range(1, 12))
    assessment = assessed(f"| ref | title | source | original_due | status |{rows}")
    table = rows_under("Carried forward, by source of recommendation", assessment, Variant.COMMITTEE)
    assert table[0] == ["Source of recommendation", "Action", "Owner", "Due", "Position"]
    assert [row[0] for row in table[1:]] == [f"Source {at}" for at in range(1, 12)]


def test_a_report_that_quotes_reasons_carries_the_workbooks_marking() -> None:
    marked = months(marking="OFFICIAL-SENSITIVE")
    markings = {variant: report(marked, variant=variant).marking for variant in Variant}
    # This plan has neither wording nor updates, so that only the committee's reasons come from it.
    assert markings == {Variant.COVERING: "", Variant.COMMITTEE: "OFFICIAL-SENSITIVE", Variant.EXCEPTION: ""}


@pytest.mark.parametrize("own", ["Official Sensitive", "OFFICIAL – SENSITIVE", "Official-Sensitive: Personal"])
def test_the_higher_of_two_markings_counts_however_it_is_written(own: str) -> None:
    marked = months(marking="PROTECT")
    plan = marked.plan
    entries = {**plan.details.entries, Detail.MARKING: (Entry(own, own, "B7"),)}
    plan = replace(plan, details=replace(plan.details, entries=entries))
    assert marking(plan, marked.settings, quotes_reasons=True) == own


# ---- the page of exceptions ----


def test_exceptions_are_listed_once_each_the_gravest_first() -> None:
    assert rows_under("Exceptions", months(), Variant.EXCEPTION) == [
        ["Action", "Owner", "Why", "Due"],
        ["A1 Training", "Head of HR", "Overdue by 29 days", "1 September 2020"],
        ["A5 Expenses", "Head of Legal", "At risk", "31 January 2021"],
        ["A2 Sharing", "Head of Legal", "Put off from 31 October 2020", "31 January 2021"],
        ["A3 Planning", "Head of Legal", "Put off from 15 August 2020", "To be decided"],
    ]
    assert "Four actions are overdue, at risk or put off:" in as_text(report(months(), variant=Variant.EXCEPTION).docx)


def test_without_exceptions_the_page_says_so() -> None:
    made = report(assessed(plan_with("A1 On track")), variant=Variant.EXCEPTION)
    assert "1.1 No action is overdue, at risk, put off or unclear.\n" in as_text(made.docx)


@pytest.mark.needs("soffice", "pdftoppm")
def test_exceptions_go_on_one_page_however_many_there_are(tmp_path: Path, as_pdf: Callable[[Path], Path]) -> None:
    title = "A title of the length that officers give to an action of a governance plan"
    rows = [(f"A{at}", title, "Late.") for at in range(1, 60)]
    path = tmp_path / "exceptions.docx"
    path.write_bytes(report(assessed(revised(*rows)), variant=Variant.EXCEPTION).docx)
    shown = subprocess.run(["pdfinfo", as_pdf(path)], capture_output=True, text=True, check=True).stdout
    assert "Pages:           1\n" in shown


# ---- the variant that is asked for ----


def test_the_settings_choose_the_variant_unless_another_is_asked_for() -> None:
    settings = Settings(report=ReportSettings(variant=Variant.EXCEPTION))
    plan = plan_of(plan_with("A1 On track"), details=DETAILS)
    assessment = assess(plan, settings=settings)
    assert "# 1 Exceptions" in as_text(report(assessment).docx)
    assert "# 1 Supporting information" in as_text(report(assessment, variant=Variant.COVERING).docx)


@pytest.mark.parametrize("variant", Variant)
def test_every_variant_takes_whatever_officers_type(variant: Variant) -> None:
    nasty = NASTY.replace("|", "")
    row = f"| {nasty} | {nasty} | {nasty} | {nasty} | 2020-09-01 | 2020-12-31 | {nasty} | {nasty} |"
    table = f"| ref | title | source | owner | original_due | revised_due | reason | wording |\n{row}"
    details = {**DETAILS, Detail.TITLE: nasty}
    said = as_text(report(assessed(table, marking="OFFICIAL-SENSITIVE", details=details), variant=variant).docx)
    assert "{{ 7*7 }} {% for x in y %}" in said and "49" not in said


# ---- sections left out and added ----


def sheet(*rows: tuple[str, str]) -> Sheet:
    held: list[list[Value]] = [["Report details", ""], ["Body", "Northmere"], ["Purpose", "To inform."]]
    return Sheet(name="Report details", hidden=False, top=1, left=1, merged=(), rows=[*held, *map(list, rows)])


def with_details(*rows: tuple[str, str], table: str = plan_with("A1 Complete")) -> Assessment:
    july = plan_of(plan_with("A1 On track", "A2 On track"), as_at=date(2020, 7, 31), name="july.xlsx")
    return assess(plan_of(table, more=[sheet(*rows)]), july)


def headings(assessment: Assessment, variant: Variant = Variant.COVERING) -> list[str]:
    said = lines(report(assessment, variant=variant).docx)
    return [f"{line.number} {line.text}".strip() for line in said if line.style in ("heading 1", "heading 2")]


def test_the_details_sheet_adds_sections_before_contact() -> None:
    assessment = with_details(
        ("Section: Staffing", "Two posts are vacant."), ("", "One is advertised."), ("Section - Travel", "TBC"),
        ("Panel", "Audit Panel"),
    )  # fmt: skip
    found = headings(assessment)
    assert found[-4:] == ["6 Staffing", "7 Travel", "8 Contact", "9 Appendices"]
    assert text_after("Staffing", assessment) == ["6.1 Two posts are vacant.", "6.2 One is advertised."]
    assert "[Travel: to be written in the Report details sheet]" in highlighted(report(assessment).docx)
    assert headings(assessment, Variant.EXCEPTION) == ["1 Exceptions", "2 Staffing", "3 Travel"]


def test_the_details_sheet_leaves_sections_and_parts_of_them_out() -> None:
    assessment = with_details(
        ("Leave out", "Risk"), ("", "equality and  diversity; Key achievements"), ("Leave out:", "Interdependencies"),
    )  # fmt: skip
    assert headings(assessment) == [
        "Purpose", "Key considerations for the Panel", "Recommendation", "1 Supporting information", "Overview",
        "Areas of improvement", "2 Financial implications", "3 Legal implications", "4 Contact", "5 Appendices",
    ]  # fmt: skip
    assert report(assessment).content.remarks == ()
    assert not [gap for gap in report(assessment).gaps if "Risk" in gap]


def test_nothing_refers_to_a_paragraph_that_is_left_out() -> None:
    table = plan_with("A1 Timescale revised").replace("What is said of A1.", "A2 was consolidated into A1.")
    kept, left_out = with_details(table=table), with_details(("Leave out", "Areas of improvement"), table=table)
    assert "A2 was consolidated into A1 (see paragraph 1.8)." in as_text(report(kept).docx)
    assert "A2 was consolidated into A1.\n" in as_text(report(left_out).docx)


def test_a_heading_to_be_left_out_that_there_is_not_is_said() -> None:
    made = report(with_details(("Leave out", "Riks")))
    assert made.remarks[-1] == "Nothing in this report is headed “Riks”, which B4 of Report details leaves out."
    assert september().plan.details.left_out == ()
