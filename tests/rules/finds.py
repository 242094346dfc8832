"""The verb of the rules' tests: a plan written as a table, and the lines of it on which a rule speaks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from gipxl.assessment import assess
from gipxl.plan import Plan
from gipxl.rules.finding import Finding, Findings
from gipxl.settings import Settings
from tests.tables import plan_of

AS_AT = date(2020, 9, 30)
JULY = date(2020, 7, 31)


def findings_of(
    plan: str | Plan,
    *,
    baseline: str | Plan | None = None,
    earlier: Sequence[Plan] = (),
    as_at: date = AS_AT,
    settings: Settings = Settings(),
    assumed: bool = False,
    **options: Any,
) -> Findings:
    """All that the rules say of a plan. Tables are read at ``as_at``, a baseline's table at the end of July 2020."""
    read = plan_of(plan, as_at=as_at, **options) if isinstance(plan, str) else plan
    before = plan_of(baseline, as_at=JULY) if isinstance(baseline, str) else baseline
    return assess(read, before, earlier=earlier, settings=settings, baseline_assumed=assumed).findings


def finds(code: str, rows: Collection[int], plan: str | Plan, **options: Any) -> list[Finding]:
    """Holds that the rule ``code`` speaks on just these lines of the table, and gives back what it said.

    ``rows`` counts the lines of the table from 1, the heading aside; 0 stands for a finding on no row at all. A rule
    that was not run has found nothing, and fails here: ask :func:`findings_of` for that. Options as there.
    """
    said = findings_of(plan, **options)
    assert code not in {each.code for each in said.not_run}, f"{code} was not run: {said.not_run}"
    found = [finding for finding in said.findings if finding.code == code]
    lines = sorted({line(finding) for finding in found})
    assert lines == sorted(set(rows)), f"{code} spoke on {lines}: {[finding.message for finding in found]}"
    return found


def line(finding: Finding) -> int:
    """The line of the table that a finding is on: tables stand below a heading in row 4."""
    return max(finding.row - 4, 0)
