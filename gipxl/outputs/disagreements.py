"""What ``verify`` answers: each disagreement in a sentence, and as JSON."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import harmless, one_line, wrapped
from gipxl.report_reading import Report
from gipxl.verification import Disagreement
from gipxl.words import count, day


def as_text(report: Report, assessment: Assessment, disagreements: Sequence[Disagreement], *, width: int = 80) -> str:
    """Every disagreement on lines of its own in the order of the report, and how many there are."""
    plan, baseline = assessment.plan, assessment.baseline
    compared = f", compared with {baseline.workbook}" if baseline else ""
    lines = [wrapped(f"{report.name} against {plan.workbook}, as at {day(plan.as_at)}{compared}", width)]
    if report.has_tracked_changes:
        lines.append(wrapped(REMARK, width))
    lines.append("")
    if not disagreements:
        return "\n".join([*lines, "The report and the workbook agree.", ""])
    lines += [wrapped(each.message, width, first="• ") for each in disagreements]
    return "\n".join([*lines, "", f"{count(len(disagreements), 'disagreement')}.", ""])


REMARK = "The report holds tracked changes; it was read as if all were accepted."


def as_json(report: Report, assessment: Assessment, disagreements: Sequence[Disagreement]) -> str:
    """The object that ``verify --format json`` promises."""
    return to_json(
        {
            "report": report.name,
            "workbook": one_line(assessment.plan.workbook),
            "as_at": assessment.plan.as_at.isoformat(),
            "disagreements": [
                {
                    "kind": each.kind.value,
                    "where": harmless(each.where),
                    "says": harmless(each.says),
                    "should_say": harmless(each.should_say),
                    "message": harmless(each.message),
                }
                for each in disagreements
            ],
        }
    )
