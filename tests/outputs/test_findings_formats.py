"""What ``check`` answers in each format, and that no cell can make anything of it but text."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree

import pytest
from msgspec import structs

from gipxl.assessment import Assessment
from gipxl.outputs import findings as formats
from gipxl.outputs.findings.markdown import escaped
from gipxl.rules import RULES
from gipxl.rules.finding import Finding, Findings, Ignored, Level, NotRun
from tests.outputs.months import alone, september


def finding(row: int = 17, **changed: object) -> Finding:
    plain = Finding(
        code="OWN01", name="missing-owner", level=Level.ERROR, ref="C4", sheet="Appendix A", cell=f"D{row}",
        row=row, message="C4 has no owner", fix=f"Name one person or post in D{row}",
    )  # fmt: skip
    return structs.replace(plain, **changed)


def with_findings(*found: Finding, **rest: object) -> Assessment:
    return replace(september(), findings=Findings(findings=found, **rest))  # type: ignore[arg-type]


SOME = with_findings(
    finding(0, code="BOK01", name="missing-marking", ref=None, cell="A1", message="The sheet has no marking", fix=""),
    finding(0, code="MON01", name="vanished", ref="B2", cell=None, message="B2 is gone", fix="Put its row back"),
    finding(7, level=Level.NOTE, code="DAT05", name="date-as-text", ref="B1", message="A text", fix="Retype it"),
    finding(7, ref="B1", message="B1 has no owner"),
    finding(9, ref=None, sheet="Done", level=Level.WARNING, code="STA01", name="missing-status", message="No status"),
    not_run=(NotRun(code="DAT08", why="no column for reasons"), NotRun(code="TXT11", why="no column for reasons")),
    ignored=(Ignored(code="OWN03", ref="B2", reason="Agreed by the board", until=date(2020, 12, 31)),),
)


def test_the_text_goes_action_by_action_and_ends_with_the_counts() -> None:
    assert formats.as_text([SOME], width=70) == (
        "september.xlsx [OFFICIAL-SENSITIVE]\n"
        "Sheet “Appendix A”, as at 30 September 2020: 3 actions.\n"
        "Compared with july.xlsx, as at 31 July 2020.\n"
        "\n"
        "The workbook\n"
        "  error    A1  The sheet has no marking (BOK01)\n"
        "\n"
        "B2 Land list\n"
        "  error    B2 is gone (MON01)\n"
        "           Put its row back\n"
        "\n"
        "B1 Contracts\n"
        "  error    D7  B1 has no owner (OWN01)\n"
        "               Name one person or post in D7\n"
        "  note     D7  A text (DAT05)\n"
        "               Retype it\n"
        "\n"
        "Row 9\n"
        "  warning  Done!D9  No status (STA01)\n"
        "                    Name one person or post in D9\n"
        "\n"
        "Not run: DAT08, TXT11 (no column for reasons).\n"
        "Ignored: OWN03 on B2 (Agreed by the board, until 31 December 2020).\n"
        "\n"
        "3 errors, 1 warning, 1 note\n"
    )


def test_a_clean_plan_is_told_so() -> None:
    assert formats.as_text([with_findings()]).endswith("Nothing to correct.\n\n0 errors, 0 warnings, 0 notes\n")


def test_findings_alike_are_capped_and_counted_and_can_be_had_in_full() -> None:
    many = with_findings(*(finding(row, ref=f"C{row}") for row in range(1, 51)), finding(60, code="OWN02"))
    text = formats.as_text([many])
    assert text.count("(OWN01)\n") == 10 + 1 and "and 40 more like this (OWN01)" in text
    assert "(OWN02)" in text and "51 errors" in text
    assert formats.as_text([many], cap=2).count("C4 has no owner (OWN01)") == 2
    assert formats.as_text([many], cap=None).count("C4 has no owner (OWN01)") == 50
    assert "more like this" not in formats.as_text([many], cap=50)


def test_colour_is_only_added_and_only_when_asked_for() -> None:
    plain, coloured = formats.as_text([SOME]), formats.as_text([SOME], colour=True)
    assert "\x1b" not in plain and "\x1b[1;31merror\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_lines_stay_within_the_terminal(width: int) -> None:
    long = with_findings(finding(message="An owner is missing from this action of the plan " * 5))
    room = max(width, len("  error    D17  ") + 20)
    assert max(map(len, formats.as_text([long], width=width).splitlines())) <= room


def test_several_workbooks_are_told_one_after_the_other_and_counted_together() -> None:
    text = formats.as_text([SOME, SOME])
    assert text.count("september.xlsx") == 2
    assert text.endswith("\n6 errors, 2 warnings, 2 notes\n")


def test_json_is_the_object_of_the_contract() -> None:
    told = json.loads(formats.as_json([SOME]))
    assert list(told) == [
        "workbook", "sheet", "as_at", "baseline", "actions", "counts", "findings", "not_run", "ignored",
    ]  # fmt: skip
    assert {key: told[key] for key in ("workbook", "sheet", "as_at", "baseline", "actions", "counts")} == {
        "workbook": "september.xlsx", "sheet": "Appendix A", "as_at": "2020-09-30", "baseline": "july.xlsx",
        "actions": 3, "counts": {"error": 3, "warning": 1, "note": 1},
    }  # fmt: skip
    assert told["findings"][3] == {
        "code": "OWN01", "name": "missing-owner", "level": "error", "ref": "B1", "sheet": "Appendix A",
        "cell": "D7", "message": "B1 has no owner", "fix": "Name one person or post in D7",
    }  # fmt: skip
    assert told["findings"][0]["ref"] is None and told["findings"][1]["cell"] is None
    assert told["not_run"][0] == {"code": "DAT08", "why": "no column for reasons"}
    assert told["ignored"] == [{"code": "OWN03", "ref": "B2", "reason": "Agreed by the board", "until": "2020-12-31"}]


def test_json_of_several_workbooks_is_a_list_and_a_missing_baseline_null() -> None:
    assert json.loads(formats.as_json([alone()]))["baseline"] is None
    assert [each["actions"] for each in json.loads(formats.as_json([SOME, alone()]))["workbooks"]] == [3, 3]
    assert len(json.loads(formats.as_json([SOME], several=True))["workbooks"]) == 1


def test_json_keeps_every_character_and_sends_a_terminal_none_that_it_obeys() -> None:
    nasty = "a\x1b[31m\x9b\u202eb\u2028“é”"
    text = formats.as_json([with_findings(finding(ref=nasty))])
    assert json.loads(text)["findings"][0]["ref"] == nasty
    assert not set(text) & set("\x1b\x9b\u202e\u2028")
    assert "“é”" in text


def rows_of(assessment: Assessment) -> list[dict[str, str]]:
    text = formats.as_csv([assessment])
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_a_row_for_each_finding() -> None:
    rows = rows_of(SOME)
    assert len(rows) == 5
    assert rows[3] == {
        "workbook": "september.xlsx", "sheet": "Appendix A", "cell": "D7", "ref": "B1", "level": "error",
        "code": "OWN01", "name": "missing-owner", "message": "B1 has no owner", "fix": "Name one person or post in D7",
    }  # fmt: skip


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_no_cell_of_the_csv_is_a_formula(start: str) -> None:
    row = rows_of(with_findings(finding(ref=f"{start}cmd|'/C calc'!A1", message=f'{start}HYPERLINK("x")')))[0]
    assert row["ref"].startswith("'") and row["message"].startswith("'")
    assert rows_of(with_findings(finding(ref="C4-a")))[0]["ref"] == "C4-a"


def test_junit_has_failures_for_what_fails_the_check_and_says_the_rest() -> None:
    suite = ElementTree.fromstring(formats.as_junit([SOME]).encode()).find("testsuite")
    assert suite is not None and suite.get("name") == "september.xlsx"
    failures = {case.get("name"): failure.get("message") for case in suite for failure in case.findall("failure")}
    assert failures["B1, Appendix A, D7"] == "B1 has no owner. Name one person or post in D7"
    assert suite.get("failures") == "3" == str(len(suite.findall("testcase/failure")))
    assert [out.text for out in suite.findall("testcase/system-out")][1] == (
        "warning: No status. Name one person or post in D9"
    )
    told = {str(case.get("classname")).split()[0] for case in suite}
    assert told == {rule.code for rule in RULES} | {each.code for each in SOME.findings.findings}
    strict = ElementTree.fromstring(formats.as_junit([SOME], fail_on=Level.NOTE).encode())
    assert len(strict.findall("testsuite/testcase/failure")) == 5
    assert not ElementTree.fromstring(formats.as_junit([SOME], fail_on=None).encode()).findall(".//failure")


def test_junit_skips_what_was_not_run() -> None:
    code = RULES[0].code
    unable = with_findings(not_run=(NotRun(code=code, why="no column for <that>"),))
    suite = ElementTree.fromstring(formats.as_junit([unable]).encode()).find("testsuite")
    assert suite is not None
    assert [skipped.get("message") for skipped in suite.findall("testcase/skipped")] == ["no column for <that>"]
    assert suite.get("tests") == str(len(RULES))


def test_markdown_is_a_table_with_the_gravest_first() -> None:
    lines = formats.as_markdown([SOME]).splitlines()
    assert lines[0] == r"## september\.xlsx \[OFFICIAL\-SENSITIVE\]"
    assert "3 errors, 1 warning, 1 note." in lines
    table = [line for line in lines if line.startswith("|")]
    assert [line.split(" | ")[0] for line in table[2:]] == ["| error"] * 3 + ["| warning", "| note"]
    assert r"- Ignored\: OWN03 on B2 \(Agreed by the board, until 31 December 2020\)\." in lines


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("<script>", r"\<script\>"),
        ("[x](http://example.org)", r"\[x\]\(http\://example\.org\)"),
        ("a | b\n# c", r"a \| b \#&#8288; c"),
        ("*_`~", r"\*\_\`\~"),
        ("ask @somebody about #12", r"ask @&#8288;somebody about \#&#8288;12"),
        ("&lt;b&gt;", r"\&lt;b\&gt;"),
        ("\x1b[1m\u202e", r"␛\[1m"),
    ],
)
def test_markdown_of_a_cell_is_only_its_text(typed: str, shown: str) -> None:
    assert escaped(typed) == shown


def test_no_format_passes_on_what_a_terminal_or_a_reader_of_xml_would_choke_on() -> None:
    nasty = "a\x1b]0;x\x07\x00\x9b\ufffe\u202eb\r\nc"
    hostile = with_findings(
        finding(ref=nasty, message=nasty, fix=nasty, sheet=nasty),
        not_run=(NotRun(code="DAT08", why=nasty),),
        ignored=(Ignored(code="OWN03", ref=nasty, reason=nasty, until=None),),
    )
    hostile = replace(hostile, plan=replace(hostile.plan, workbook=nasty, sheet=nasty))
    for text in (
        formats.as_text([hostile]), formats.as_json([hostile]), formats.as_csv([hostile]),
        formats.as_junit([hostile]), formats.as_markdown([hostile]),
    ):  # fmt: skip
        assert not set(text) & set("\x1b\x07\x00\x9b\u202e\r")
    ElementTree.fromstring(formats.as_junit([hostile]).encode())
