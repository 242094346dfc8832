"""Two months of a small plan, which the tests of the outputs share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from gipxl.assessment import Assessment, assess
from gipxl.plan import Detail
from gipxl.rules.finding import Findings
from tests.tables import plan_of

JULY = """
    | ref | title      | area  | owner         | original_due | revised_due | reason | completed | status   | update |
    | A1  | Training   | Staff | Head of HR    | 2020-12-31   |             |        |           | On track | Soon.  |
    | A2  | Sharing    | Staff | Head of Legal | 2020-09-30   |             |        |           | On track | Drawn. |
    | B1  | Contracts  | Money | Head of Legal | 2020-08-31   |             |        |           | On track | Begun. |
    | B2  | Land list  | Money | Head of Legal | 2020-10-31   |             |        |           | On track | Begun. |
"""
SEPTEMBER = """
    | ref | title     | area  | owner         | original_due | revised_due | reason | completed  | status   | update |
    | A1  | Training  | Staff | Head of HR    | 2020-12-31   | 2021-03-31  | Tendered for a second time. |  | Timescale revised | Booked. |
    | A2  | Sharing   | Staff | Head of Legal | 2020-09-30   |             |        | 2020-09-15 | Complete | Signed by both bodies. |
    | B1  | Contracts | Money |               | 2020-08-31   |             |        |            | On track | B2 was consolidated into B1. |
"""  # noqa: E501


def september(*, table: str = SEPTEMBER, marking: str = "OFFICIAL-SENSITIVE", **options: Any) -> Assessment:
    """September against July: A1 put off, A2 complete, B1 overdue and without an owner, B2 folded into B1."""
    details = {Detail.BODY: "Northmere Council"}
    plan = plan_of(table, marking=marking, details=details, name="september.xlsx")
    return assess(plan, plan_of(JULY, as_at=date(2020, 7, 31), name="july.xlsx"), **options)


def with_few_findings() -> Assessment:
    """September with the findings of three rules alone, so that expected texts change only where an output does."""
    assessment = september()
    kept = tuple(each for each in assessment.findings.findings if each.code in ("OWN01", "DAT07", "DAT12"))
    return replace(assessment, findings=Findings(findings=kept))


def alone(**options: Any) -> Assessment:
    """September with nothing to compare with, and no marking."""
    return assess(plan_of(SEPTEMBER, name="september.xlsx"), **options)
