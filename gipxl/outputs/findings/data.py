"""Findings as JSON for scripts, and as CSV for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from gipxl.assessment import Assessment
from gipxl.outputs.plain import as_csv as to_csv
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line
from gipxl.rules.finding import Finding


def as_json(assessments: Sequence[Assessment], *, several: bool = False) -> str:
    """The object that ``check --format json`` promises; of several workbooks, a list of them under "workbooks".

    ``several`` says that more than one was asked for, though only one could be read.
    """
    objects = [as_object(assessment) for assessment in assessments]
    return to_json(objects[0] if len(objects) == 1 and not several else {"workbooks": objects})


def as_object(assessment: Assessment) -> dict[str, Any]:
    """The JSON object of one workbook."""
    plan, findings, baseline = assessment.plan, assessment.findings, assessment.baseline
    return {
        "workbook": one_line(plan.workbook),
        "sheet": plan.sheet,
        "as_at": plan.as_at,
        "baseline": one_line(baseline.workbook) if baseline else None,
        "actions": assessment.figures.workstreams.value,
        "counts": {level.value: number for level, number in findings.counts.items()},
        "findings": [finding_object(finding) for finding in findings.findings],
        "not_run": [{"code": each.code, "why": each.why} for each in findings.not_run],
        "ignored": [
            {"code": each.code, "ref": each.ref, "reason": each.reason, "until": each.until}
            for each in findings.ignored
        ],
    }


def finding_object(finding: Finding) -> dict[str, Any]:
    """The JSON object of one finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "level": finding.level.value,
        "ref": finding.ref,
        "sheet": finding.sheet,
        "cell": finding.cell,
        "message": finding.message,
        "fix": finding.fix,
    }


def as_csv(assessments: Sequence[Assessment]) -> str:
    """One row for each finding, under a heading; begins with the mark by which Excel knows UTF-8.

    What Excel would take for a formula gets an apostrophe in front.
    """
    return to_csv(
        ["workbook", "sheet", "cell", "ref", "level", "code", "name", "message", "fix"],
        [
            (
                assessment.plan.workbook, each.sheet, each.cell, each.ref,
                each.level.value, each.code, each.name, each.message, each.fix,
            )
            for assessment in assessments
            for each in assessment.findings.findings
        ],
    )  # fmt: skip
