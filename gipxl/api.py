"""gipxl for Python: read a plan, check it, count it, compare two months, build the outputs."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

# Each function imports what it works with, so that ``import gipxl`` takes no longer than it must.
if TYPE_CHECKING:
    from gipxl.build import Built
    from gipxl.changes import Changes
    from gipxl.figures import Figures
    from gipxl.plan import Plan
    from gipxl.rules.finding import Findings
    from gipxl.settings import Settings


def read(workbook: str | Path, *, as_at: date | None = None, sheet: str = "", settings: Settings | None = None) -> Plan:
    """The plan in a workbook (.xlsx, .xlsm, .xlsb, .xls, .ods or .csv). The file is only ever read.

    ``as_at`` is the reporting date; without it the workbook's *Report details* sheet or the line above the table gives
    it, else ReportingDateMissing is raised. ``sheet`` names the plan's sheet where gipxl would choose another.
    ``settings`` default to those in force for the workbook. Raises WorkbookError where there is no plan to be read.
    """
    from gipxl.reading import read as read_workbook
    from gipxl.settings import in_force

    path = Path(workbook)
    return read_workbook(path, settings=settings or in_force(path), as_at=as_at, sheet=sheet)


def check(plan: Plan, baseline: Plan | None = None, *, settings: Settings | None = None) -> Findings:
    """What the rules find in ``plan``, against ``baseline`` (the month last presented) where there is one."""
    from gipxl.assessment import assess
    from gipxl.settings import in_force

    return assess(plan, baseline, settings=settings or in_force(Path(plan.path))).findings


def figures(plan: Plan, baseline: Plan | None = None, *, settings: Settings | None = None) -> Figures:
    """Every figure of the report with the refs behind it; those that compare have no value without a baseline."""
    from gipxl.assessment import assess
    from gipxl.settings import in_force

    return assess(plan, baseline, settings=settings or in_force(Path(plan.path))).figures


def compare(before: Plan, after: Plan) -> Changes:
    """What happened to each action between two months of one plan."""
    from gipxl.changes import compare as compare_plans

    return compare_plans(before, after)


def build(
    workbook: str | Path,
    *,
    out: str | Path,
    baseline: str | Path | None = None,
    as_at: date | None = None,
    sheet: str = "",
    settings: Settings | None = None,
    replace: bool = False,
) -> Built:
    """The whole monthly job: check, compare, flagged copy, covering report, status page, e-mail draft, manifest.

    Writes into ``out``, all files or none. Without ``baseline`` it is found as the command line finds it. Raises
    WorkbookError, ReportingDateMissing, and OutputError where a file in the way was edited (unless ``replace``).
    """
    from gipxl.build import assess_workbook
    from gipxl.build import build as build_outputs
    from gipxl.settings import in_force

    path = Path(workbook)
    chosen = settings or in_force(path)
    named = Path(baseline) if baseline is not None else None
    month = assess_workbook(path, settings=chosen, as_at=as_at, baseline=named, sheet=sheet)
    return build_outputs(month, folder=Path(out), replace=replace)
