"""``gipxl pull``: what directors wrote in Word comes back into the cells it came from, and nothing else changes."""

from __future__ import annotations

import copy
import io
import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from openpyxl import load_workbook

from gipxl.cli import main
from gipxl.errors import GipxlError, ReportError, WorkbookError
from gipxl.outputs.pulling import Pulled, carried_over, pulled
from gipxl.outputs.report import report
from gipxl.package.book import Workbook
from gipxl.plan import Field, Plan
from gipxl.reading import read
from gipxl.report_reading import read_report
from gipxl.settings import Settings
from tests import word_edits as word
from tests.disk import write_plan
from tests.outputs.samples import WORKBOOKS, september
from tests.package.features import edited

SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"


@cache
def sample() -> bytes:
    return report(september()).docx


@cache
def plan() -> Plan:
    return read(SEPTEMBER, settings=Settings())


def brought_back(docx: bytes) -> Pulled:
    return pulled(read_report(docx, "report.docx"), plan(), SEPTEMBER.read_bytes())


def wording(ref: str) -> str:
    return next(action.wording.typed for action in plan().actions if action.ref == ref)


def cell(ref: str) -> str:
    return next(action.wording.cell for action in plan().actions if action.ref == ref)


def cells_of(content: bytes) -> dict[str, object]:
    sheet = load_workbook(io.BytesIO(content))[plan().sheet]
    return {each.coordinate: each.value for row in sheet.iter_rows() for each in row if each.value is not None}


def test_a_report_that_nobody_edited_brings_nothing_back() -> None:
    for docx in (sample(), word.split_into_runs(sample())):
        found = brought_back(docx)
        assert (found.edits, found.conflicts, found.remarks, found.content) == ((), (), (), None)


@pytest.mark.parametrize(
    "edit",
    [
        lambda old, new: word.retyped(sample(), old, new),
        lambda old, new: word.retyped(word.split_into_runs(sample()), old, new),
        lambda old, new: word.tracked(sample(), old, new),
    ],
    ids=["typed", "saved by Word", "tracked"],
)
def test_an_edited_narrative_goes_back_to_its_cell_and_nothing_else_changes(edit: object) -> None:
    assert callable(edit)
    found = brought_back(edit("Two teams have tested", "Five teams have tested"))
    (one,) = found.edits
    assert (one.refs, one.where, one.sheet, one.cell) == (("C1",), "1.10", plan().sheet, cell("C1"))
    assert one.before == wording("C1")
    assert one.after == wording("C1").replace("Two teams", "Five teams")
    before, after = cells_of(SEPTEMBER.read_bytes()), cells_of(found.content or b"")
    assert {name for name in before if before[name] != after.get(name)} == {cell("C1")}
    assert after[cell("C1")] == one.after and after.keys() == before.keys()
    assert found.receipt and found.receipt.lost == ()


def test_a_joint_paragraph_goes_back_to_both_cells() -> None:
    found = brought_back(word.retyped(sample(), "Purchases continue", "Buying continues"))
    assert [(each.refs, each.cell) for each in found.edits] == [(("C2",), cell("C2")), (("C5",), cell("C5"))]
    assert {each.after for each in found.edits} == {wording("C2").replace("Purchases continue", "Buying continues")}


def test_an_achievement_goes_back_too_and_words_typed_outside_the_control_are_not_lost() -> None:
    (one,) = brought_back(word.retyped(sample(), "Officers have been briefed", "All have been briefed")).edits
    assert one.cell == cell("G2") and "All have been briefed" in one.after
    (two,) = brought_back(word.typed_behind(sample(), "narrative:F5", " The last site is seen in May.")).edits
    assert two.after == f"{wording('F5')} The last site is seen in May."


def test_a_further_paragraph_of_a_narrative_goes_back_with_a_blank_line_between() -> None:
    docx = word.paragraph_added(sample(), "(D1)", "A second paragraph.", style="ContinuedParagraph")
    (one,) = brought_back(docx).edits
    assert one.after == f"{wording('D1')}\n\nA second paragraph."


def test_a_numbered_paragraph_among_the_narratives_is_named_and_not_taken() -> None:
    found = brought_back(word.paragraph_added(sample(), "(D1)", "A thought of its own."))
    assert found.edits == ()
    assert found.remarks == ("1.13 stands among the narratives and belongs to none; it was not taken.",)


def test_a_cell_and_a_paragraph_both_edited_are_a_conflict() -> None:
    book = Workbook.open(SEPTEMBER)
    book.set_cells(plan().sheet, {cell("C1"): "Edited in Excel.", cell("C5"): "Another text.", cell("F1"): "Also new."})
    content = book.to_bytes()
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    docx = word.retyped(docx, "Purchases continue", "Buying continues")
    docx = word.retyped(docx, "Results are expected", "All results are expected")
    found = pulled(read_report(docx), _plan_of(content), content)
    assert [(each.refs, each.workbook, each.why) for each in found.conflicts] == [
        (("C1",), "Edited in Excel.", "the workbook's text of C1 has been edited too"),
        (("C2", "C5"), wording("C2"), "the workbook's text of C5 has been edited too"),
    ]
    assert "Five teams" in found.conflicts[0].report
    assert [each.refs for each in found.edits] == [("F2",)]


def _plan_of(content: bytes, suffix: str = ".xlsx") -> Plan:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"plan{suffix}"
        path.write_bytes(content)
        return read(path, settings=Settings())


def test_the_same_edit_on_both_sides_is_none() -> None:
    book = Workbook.open(SEPTEMBER)
    book.set_cells(plan().sheet, {cell("C1"): wording("C1").replace("Two teams", "Five teams")})
    content = book.to_bytes()
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    found = pulled(read_report(docx), _plan_of(content), content)
    assert (found.edits, found.conflicts) == ((), ())


def test_an_action_that_is_gone_and_a_text_told_twice_are_left_to_people() -> None:
    book = Workbook.open(SEPTEMBER)
    row = next(action.row for action in plan().actions if action.ref == "C1")
    book.set_cells(
        plan().sheet, {f"{plan().letter(next(iter(f for f in plan().fields if f.value == 'ref')))}{row}": "C9"}
    )
    content = book.to_bytes()
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    (gone,) = pulled(read_report(docx), _plan_of(content), content).conflicts
    assert gone.why == "C1 is not in the workbook any more"


def test_a_text_that_stands_in_the_report_twice_is_left_to_people() -> None:
    def pasted_again(root: Any) -> None:
        paragraph = word.paragraph_with(root, "Two teams have tested")
        paragraph.addnext(copy.deepcopy(paragraph))

    docx = word.retyped(word.edited(sample(), pasted_again), "Two teams have tested", "Five teams have tested")
    found = brought_back(docx)
    assert found.edits == () and {each.why for each in found.conflicts} == {"the report tells of it twice"}


def test_a_ref_that_several_rows_have_is_left_to_people() -> None:
    ref = plan().letter(Field.REF)
    row = next(action.row for action in plan().actions if action.ref == "C3")
    book = Workbook.open(SEPTEMBER)
    book.set_cells(plan().sheet, {f"{ref}{row}": "C1"})
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    (one,) = pulled(read_report(docx), _plan_of(book.to_bytes()), book.to_bytes()).conflicts
    assert one.why == "several rows of the workbook are called C1"


def _with_formula(sheet: bytes) -> bytes:
    """The cell of C1's wording counts its text out of others; what it shows is the same."""
    text = escape(wording("C1")).encode()
    found = re.search(rb'<c r="' + cell("C1").encode() + rb'"( s="\d+")?[^>]*>.*?</c>', sheet, re.DOTALL)
    assert found
    made = b'<c r="%s"%s t="str"><f>A1&amp;""</f><v>%s</v></c>' % (cell("C1").encode(), found[1] or b"", text)
    return sheet.replace(found[0], made)


def _protected(sheet: bytes) -> bytes:
    return sheet.replace(b"</sheetData>", b'</sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/>', 1)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (_with_formula, "{cell} holds a formula: change what it reads"),
        (_protected, "{cell} is locked, and the sheet protected"),
    ],
)
def test_a_cell_that_cannot_take_a_text_is_left_to_people(spoil: Callable[[bytes], bytes], why: str) -> None:
    content = edited(SEPTEMBER.read_bytes(), worksheets_sheet1_xml=spoil)
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    found = pulled(read_report(docx), _plan_of(content), content)
    assert (found.edits, found.content) == ((), None)
    assert [each.why for each in found.conflicts] == [why.format(cell=cell("C1"))]


def test_a_plan_without_a_column_for_such_texts_is_told_which_to_add(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", "| ref | title | owner | due |\n| C1 | Fees | Head of HR | 2020-12-31 |")
    other = read(path, settings=Settings(), as_at=date(2020, 9, 30))
    with pytest.raises(WorkbookError, match=r"no column of wording or updates\. Add a column “Wording for the report”"):
        pulled(read_report(sample()), other, path.read_bytes())


def test_an_emptied_narrative_is_not_pulled() -> None:
    text = wording("F1")
    found = brought_back(word.retyped(sample(), text, ""))
    assert found.edits == () and found.remarks == ("1.17 is empty now; the text of F1 stays as it is.",)


def test_a_report_without_gipxl_s_controls_is_refused() -> None:
    with pytest.raises(ReportError, match="holds no narrative that gipxl wrote"):
        brought_back(word.by_nobody(sample()))


def test_a_report_that_lost_its_originals_goes_back_only_to_the_very_workbook() -> None:
    docx = word.retyped(sample(), "Two teams have tested", "Five teams have tested")
    for part in list(word.parts(docx)):
        if part.startswith("customXml/"):
            docx = word.with_part(docx, part, None)
    assert [each.refs for each in brought_back(docx).edits] == [("C1",)]
    book = Workbook.open(SEPTEMBER)
    book.set_cells(plan().sheet, {cell("F1"): "Also new."})
    found = pulled(read_report(docx), _plan_of(book.to_bytes()), book.to_bytes())
    assert found.edits == () and "C1" in [ref for each in found.conflicts for ref in each.refs]


@pytest.mark.parametrize(
    ("before", "parts", "after"),
    [
        ("One.", ["Two."], "Two."),
        ("", ["Two."], "Two."),
        ("One. \n\n\nTwo.", ["One.", "New."], "One. \n\n\nNew."),
        ("One.\nTwo.", ["One.\nNew."], "One.\nNew."),
        ("One.\n\nTwo.", ["One.\nNew."], "One.\n\nNew."),
        ("One.", ["One.", "Two."], "One.\n\nTwo."),
        ("  One  two. ", ["One two."], "  One  two. "),
    ],
)
def test_what_nobody_edited_stays_as_typed(before: str, parts: list[str], after: str) -> None:
    assert carried_over(before, parts) == after


# ---- the command ----


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "report.docx").write_bytes(word.retyped(sample(), "Two teams have tested", "Five teams have tested"))
    (tmp_path / "plan.xlsx").write_bytes(SEPTEMBER.read_bytes())
    return tmp_path


def test_the_command_writes_a_copy_and_never_the_source(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (place / "plan.xlsx").read_bytes()
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "new.xlsx"]) == 0
    out = capsys.readouterr().out
    assert "1 cell takes the report's text." in out and f"{cell('C1')}, C1 (report: 1.10)" in out
    assert "Five teams" in str(cells_of((place / "new.xlsx").read_bytes())[cell("C1")])
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "plan.xlsx", "--replace"]) == 2
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "report.docx", "--replace"]) == 2
    (place / "new.xlsx").write_bytes(b"edited by somebody")
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "new.xlsx"]) == 2
    assert (place / "new.xlsx").read_bytes() == b"edited by somebody"
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "new.xlsx", "--replace"]) == 0
    assert (place / "plan.xlsx").read_bytes() == before
    errors = capsys.readouterr().err.splitlines()
    assert len(errors) == 3 and all(line.startswith("gipxl: ") for line in errors)


def test_a_dry_run_writes_nothing_and_json_has_before_and_after(
    place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pull", "report.docx", "plan.xlsx", "--dry-run", "--format", "json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["file"] is None and answer["conflicts"] == []
    (one,) = answer["pulled"]
    assert (one["refs"], one["cell"], one["before"]) == (["C1"], cell("C1"), wording("C1"))
    assert sorted(each.name for each in place.iterdir()) == ["plan.xlsx", "report.docx"]
    assert main(["pull", "report.docx", "plan.xlsx"]) == 0
    assert (place / "output" / "2020-09" / "plan - pulled.xlsx").exists()


def test_what_was_not_taken_is_noted_for_people(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "report.docx").write_bytes(word.paragraph_added(sample(), "(D1)", "A thought of its own."))
    assert main(["pull", "report.docx", "plan.xlsx"]) == 0
    out = capsys.readouterr().out
    assert "Note: 1.13 stands among the narratives and belongs to none; it was not taken." in " ".join(out.split())
    assert not (place / "output").exists()


def test_a_conflict_exits_with_1(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = Workbook.open(place / "plan.xlsx")
    book.set_cells(plan().sheet, {cell("C1"): "Edited in Excel."})
    (place / "plan.xlsx").write_bytes(book.to_bytes())
    assert main(["pull", "report.docx", "plan.xlsx", "--to", "new.xlsx"]) == 1
    out = capsys.readouterr().out
    assert "Left to people:" in out and "Edited in Excel." in out and not (place / "new.xlsx").exists()


def test_what_cannot_be_read_is_one_line(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place / "bad.docx").write_bytes(b"not a zip")
    assert main(["pull", "bad.docx", "plan.xlsx"]) == 2
    assert main(["pull", "report.docx", "none.xlsx"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
    with pytest.raises(GipxlError):
        pulled(read_report(sample()), plan(), b"not a workbook")
