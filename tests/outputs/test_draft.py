"""A draft: Word comments that name the refs and cells behind each figure and text; in a report there are none."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document

from gipxl.outputs.report import Variant, report
from gipxl.package.parts import Package
from tests.outputs.reports import NASTY, assessed, plan_with, revised
from tests.outputs.samples import september
from tests.outputs.word_text import W, as_text, controls, text_of


def comments(docx: bytes) -> list[tuple[str, str]]:
    """What each comment is on, and what it says."""
    document = Document(io.BytesIO(docx))
    said = {str(each.comment_id): "\n".join(part.text for part in each.paragraphs) for each in document.comments}
    found = []
    for start in document.element.body.iter(f"{W}commentRangeStart"):
        control = start.getnext()
        assert control.tag == f"{W}sdt" and control.getnext().tag == f"{W}commentRangeEnd"
        tag = control.find(f"{W}sdtPr/{W}tag").get(f"{W}val")
        assert text_of(control)
        found.append((tag, said.pop(start.get(f"{W}id"))))
    assert not said, "comments that are on nothing"
    return found


def test_a_report_has_no_comments_and_a_draft_reads_the_same() -> None:
    plain, draft = report(september()), report(september(), draft=True)
    assert not [name for name in Package.read(plain.docx).names if "comment" in name]
    assert as_text(plain.docx) == as_text(draft.docx)
    assert controls(plain.docx) == controls(draft.docx)
    assert draft.docx == report(september(), draft=True).docx


@pytest.mark.parametrize("variant", Variant)
def test_every_control_of_a_draft_has_its_comment(variant: Variant) -> None:
    made = report(september(), variant=variant, draft=True).docx
    with_comment = [tag for tag, _ in comments(made)]
    without = {tag for tag, _ in controls(made)} - set(with_comment)
    assert without <= {"date:quarter_start", "date:quarter_end", "figure:exceptions"}
    assert len(with_comment) == sum(1 for tag, _ in controls(made) if tag not in without)


def test_comments_name_the_refs_and_the_cells() -> None:
    said = dict(comments(report(september(), draft=True).docx))
    assert said["figure:complete"] == (
        "Complete: 1. Completed on or before the reporting date; without a completion date, the status says so.\n"
        "Sheet “Appendix A”: G2 (J39, K39)."
    )
    revised = said["figure:revised"]
    assert "A1 (G7, H7, K7)" in revised and revised.count("(") == 17
    assert said["figure:on_track.percent"].startswith("11 of 29 work-streams is 38%, to the nearest whole number.")
    assert "No longer in the plan: E7 and E8." in said["figure:change"]
    assert "E7 went into E6 (said in " in said["figure:change"]
    assert said["date:as_at"].startswith("The reporting date, taken from ")
    assert said["narrative:C2,C5"].startswith("Text: wording for the report. Sheet “Appendix A”: C2 (M")
    assert said["detail:Purpose"].startswith("“Purpose” of the sheet “Report details”: B")


def test_cells_named_in_comments_hold_what_is_said() -> None:
    assessment = september()
    (action,) = (each for each in assessment.plan.actions if each.ref == "F3")
    said = dict(comments(report(assessment, draft=True).docx))
    assert f"F3 ({action.wording.cell})." in said["narrative:F3"]
    assert f"F3 ({action.original.cell}, {action.revised[0].cell}, {action.status.cell})" in said["figure:revised"]


@pytest.mark.needs("npm")
@pytest.mark.parametrize("which", ["sample", "alone", "nasty"])
def test_office_finds_no_fault_in_a_draft(
    which: str, tmp_path: Path, office_faults: Callable[[Path], list[str]]
) -> None:
    assessments = {
        "sample": september,
        "alone": lambda: assessed(plan_with("A1 On track"), details=None),
        "nasty": lambda: assessed(revised((NASTY.replace("|", ""), NASTY, "Late."))),
    }
    for variant in Variant:
        path = tmp_path / f"{variant}.docx"
        path.write_bytes(report(assessments[which](), variant=variant, draft=True).docx)
        assert office_faults(path) == []
