"""gipxl for Python: read a plan, check it, count it, compare two months, build the outputs."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

# Each function imports what it works with, so that ``import gipxl`` takes no longer than it must.
if TYPE_CHECKING:
    import pandas

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


def history(
    months: Iterable[Plan | str | Path], *, sheet: str = "", settings: Settings | None = None
) -> pandas.DataFrame:
    """The months of one plan as a pandas table: a row for each action and each month that holds it.

    ``months`` are plans, or workbooks that are read with ``sheet`` and ``settings``, in any order; months of several
    financial years are one history where the plan was carried forward. The columns:

    - ``as_at`` the month, by its reporting date; ``workbook``
    - ``action`` a name that no other action has (its latest ref); ``ref`` as that month gives it; ``title``; ``owner``
    - ``original_due`` as first promised, whatever the plan says now; ``due`` in force that month; ``to_be_decided``
      whether a new date is
    - ``position`` as in the figures, NA where the action counts in nothing; ``status`` the cell's words; ``completed``
    - ``times_revised`` and ``days_slipped`` up to that month; ``days_moved`` since the month before
    - ``added`` the month that first held it, NaT where the first month of all did
    - ``left`` the month from which on it was gone; ``left_how`` consolidated, withdrawn, completed (and left out after
      that), reused (its ref, for another action) or removed; ``left_into`` the ref it was consolidated into

    Dates are timestamps, numbers Int64. Raises WorkbookError where there is no month, or two stand as at one day;
    ReportingDateMissing where a workbook names no day.
    """
    from gipxl.history import history_of
    from gipxl.outputs.history import as_frame
    from gipxl.settings import Settings as Default

    plans = [read(each, sheet=sheet, settings=settings) if isinstance(each, (str, Path)) else each for each in months]
    return as_frame(history_of(plans, overdue=(settings or Default()).figures.overdue))


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
