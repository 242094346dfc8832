"""Texts that would run, hide or break something if an output took them for more than text: in every field of a plan."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from gipxl.plan import Detail
from tests.disk import write_plan
from tests.hostile.command_line import asked, nothing_changes

NASTY = (
    "=cmd|'/c calc'!A0", "@SUM(1+1)", "+1+cmd|x", "-2+3", "\t=1+1", "=HYPERLINK(\"http://localhost:9\")", "{{ 7*7 }}",
    "{% for x in [] %}gone{% endfor %}", "{#hidden#}", "_x000D_", "_x0041_", "\u202etxet", "<script>alert(1)</script>",
    "]]> &amp; </w:t>", "https://localhost:9/x", "![x](http://localhost:9)", "${7*7}", "\x07bell\x1b[31m", "x" * 32_000,
)  # fmt: skip
FIELDS = (
    "ref title area source recommendation owner original_due revised_due reason completed status update wording "
    "priority"
).split()


def _plan(path: Path, text: str) -> Path:
    """A plan in which that text stands in every field of some row, in the title above it and in the details."""
    clean = text.replace("|", "¦").replace("\n", " ")
    rows = [
        "| A1 | Fine | Theme | Audit | Do it | Head of HR | 2020-08-31 | 2020-12-31 | Late | | Late | Sent | Done | 1 |"
    ]
    for number, field in enumerate(FIELDS):
        sound = dict(
            zip(
                FIELDS,
                [
                    f"B{number}",
                    f"Action {number}",
                    "Theme",
                    "Audit",
                    "Do it",
                    "Head of HR",
                    "2020-08-31",
                    "",
                    "",
                    "",
                    "On track",
                    "Drafted",
                    "",
                    "",
                ],
                strict=True,
            )
        )
        rows.append("| " + " | ".join((sound | {field: clean}).values()) + " |")
    details = {Detail.PANEL: text[:200], Detail.TITLE: text[:200], Detail.AS_AT: date(2020, 9, 30)}
    return write_plan(
        path, "\n".join([f"| {' | '.join(FIELDS)} |", *rows]), title=f"{text[:200]} plan 2020/21", details=details
    )


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_text_stays_a_text_in_every_output(text: str, tmp_path: Path) -> None:
    there, out = tmp_path / "there", tmp_path / "out"
    path = _plan(there / "plan.xlsx", text)
    never = ("--quiet", "--fail-on", "never")
    with nothing_changes(there):
        answers = [asked("build", path, "--out", out / "build", *never)]
        answers += [asked("email", path, kind, "--out", out / kind[2:], "--quiet") for kind in ("--owners", "--digest")]
        for variant in ("committee", "exception"):
            answers.append(asked("report", path, "--variant", variant, "--out", out / variant, *never))
        answers.append(asked("publish", path, "--out", out / "public", "--no-ods", "--quiet"))
        answers.append(asked("rollover", path, "--year", "2021/22", "--to", out / "next.xlsx", "--quiet"))
        answers.append(asked("history", path, "--format", "json", "--quiet"))
        for form in ("text", "json", "csv", "markdown"):
            answers.append(asked("check", path, "--format", form, *never))
    assert [fault for answer in answers for fault in answer.faults] == []
    assert answers[0].status == 0, answers[0]
    assert not any("\x07" in answer.out or "\x1b" in answer.out or "\u202e" in answer.out for answer in answers)
    for made in sorted(each for each in out.rglob("*") if each.is_file()):
        _LOOKED_AT.get(made.suffix, lambda made: None)(made)


def _parts(made: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(made) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _workbook(made: Path) -> None:
    """Formulas only of gipxl's own making, no links but its own, well-formed throughout."""
    for name, data in _parts(made).items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(data)
        formulas = [str(each.text) for each in root.iter("{*}f", "{*}formula1", "{*}formula", "{*}definedName")]
        assert not any(
            "cmd|" in each or "cmd¦" in each or "localhost" in each or "SUM(1+1)" in each for each in formulas
        ), name
        assert not any("localhost" in str(each.get("Target")) for each in root.iter("{*}Relationship")), name


def _report(made: Path) -> None:
    for name, data in _parts(made).items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = etree.fromstring(data)
        assert not any("localhost" in str(each.get("Target")) for each in root.iter("{*}Relationship")), name
        assert not any("localhost" in "".join(each.itertext()) for each in root.iter("{*}instrText")), name
        shown = "".join(root.itertext())
        assert "\x07" not in shown and "\u202e" not in shown, name


def _page(made: Path) -> None:
    text = made.read_text("utf-8")
    assert "<script>alert" not in text and "\x07" not in text and "\u202e" not in text
    assert not re.search(r"""(?:href|src)=["']?[^"'>]*localhost""", text)


def _table(made: Path) -> None:
    for row in csv.reader(io.StringIO(made.read_text("utf-8-sig"), newline="")):
        assert not any(
            cell.lstrip().startswith(("=", "@", "+", "\t")) or re.match(r"-(?!\d+\Z)\S", cell) for cell in row
        ), row


def _email(made: Path) -> None:
    from email import message_from_bytes, policy

    message = message_from_bytes(made.read_bytes(), policy=policy.default)
    for header in ("To", "Subject", "From"):
        assert "\n" not in str(message[header]) and "\x07" not in str(message[header])
    for part in message.walk():
        if part.get_content_type() == "text/html":
            text = part.get_content()
            assert "<script>alert" not in text and not re.search(r"""(?:href|src)=["']?[^"'>]*localhost""", text)


_LOOKED_AT = {
    ".xlsx": _workbook, ".docx": _report, ".html": _page, ".csv": _table, ".eml": _email,
    ".json": lambda made: json.loads(made.read_text("utf-8")),
}  # fmt: skip


def test_what_looks_like_a_template_is_told_as_it_stands(tmp_path: Path) -> None:
    path = _plan(tmp_path / "plan.xlsx", "{{ 7*7 }}")
    assert asked("build", path, "--out", tmp_path / "out", "--quiet", "--fail-on", "never").status == 0
    report = next((tmp_path / "out").glob("*.docx"))
    shown = "".join(etree.fromstring(_parts(report)["word/document.xml"]).itertext())
    assert "{{ 7*7 }}" in shown and "49" not in re.sub(r"[\d/.]*49[\d/.]+", "", shown)


@pytest.mark.parametrize("title", ["=1+1", "{{ x }}", "+cmd", "\t@x", "_x000D_", "<b>"])
def test_the_words_given_for_a_new_plan_stay_words(title: str, tmp_path: Path) -> None:
    made = tmp_path / "new.xlsx"
    answer = asked("new", "--year", "2020/21", "--body", title, "--title", title, "--to", made, "--quiet")
    assert (answer.faults, answer.status) == ([], 0), answer
    _workbook(made)
