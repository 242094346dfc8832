"""The month last presented, and the months before it: found among the workbooks that lie beside the plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from gipxl.baseline.month import Neighbour, is_flagged_copy, own_day, read_month, read_neighbour
from gipxl.baseline.names import candidates, is_workbook_name, month_in, named_like
from gipxl.baseline.one_plan import are_one_plan
from gipxl.dates import DateContext, financial_year, read_date
from gipxl.errors import GipxlError, WorkbookError
from gipxl.plan import Detail, Plan, cleaned
from gipxl.reading import read
from gipxl.settings import Settings, in_force
from gipxl.vocabulary import says_nothing


@dataclass(frozen=True, kw_only=True)
class Past:
    """The baseline, whether nobody named it (so that MON12 says which was taken), and the older workbooks of the plan.

    ``unread`` are files beside the plan that could not be read, each with the reason. ``not_found`` is what the details
    sheet names as the previous presentation, where no workbook fits it. ``months`` are all earlier workbooks that lie
    beside the plan, those of other financial years too, the oldest first; ``earlier`` are those of its own year, the
    baseline aside.
    """

    baseline: Plan | None = None
    assumed: bool = False
    earlier: tuple[Plan, ...] = ()
    months: tuple[Plan, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()
    not_found: str = ""


def find_past(
    plan: Plan, *, settings: Settings, named: Path | None = None, beside: Sequence[Neighbour] | None = None
) -> Past:
    """The past of a plan.

    The baseline is ``named``, else the previous presentation that the details sheet names, else the latest earlier
    workbook of the same plan and financial year in its folder or that folder's archive. ``beside`` are the workbooks
    lying there where they have been read already. Raises GipxlError where the one named cannot be read.
    """
    unread: list[tuple[str, str]] = []
    if beside is None:
        beside = [read_neighbour(path, settings) for path in candidates(Path(plan.path))]
    months = _earlier_months(plan, beside, unread)
    of_year = [month for month in months if _year(month) == _year(plan)]
    said = plan.details.one(Detail.PREVIOUS)
    assumed = False
    if named is not None:
        baseline: Plan | None = read_month(named, settings)
    elif says_nothing(said) and plan.details.entries.get(Detail.PREVIOUS):
        baseline = None
    else:
        # Another year's plan is taken only where the details sheet asks for it.
        meant = _called(said, beside) or _meant(said, of_year, plan) or _meant(said, months, plan)
        baseline = meant or (of_year[-1] if of_year else None)
        assumed = baseline is not None and meant is None
    return Past(
        baseline=baseline,
        assumed=assumed,
        earlier=tuple(month for month in of_year if baseline is None or month.sha256 != baseline.sha256),
        months=tuple(months),
        unread=tuple(unread),
        not_found=said if named is None and said and not says_nothing(said) and (assumed or not baseline) else "",
    )


def is_called(said: str, name: str) -> bool:
    """Whether a details sheet that names ``said`` as the previous presentation means the file of this name."""
    wanted = cleaned(said).casefold()
    return bool(wanted) and wanted in (name.casefold(), PurePath(name).stem.casefold())


def _called(said: str, beside: Sequence[Neighbour]) -> Plan | None:
    """The workbook that the details sheet gives by its file's name, with or without the ending."""
    for each in beside:
        if is_called(said, each.path.name):
            if each.error:
                raise each.error
            return each.plan
    return None


def presentation_named(said: str, earlier: Sequence[Plan], plan: Plan) -> Plan | None:
    """The one of ``earlier`` that the details sheet of ``plan`` gives by its file's name, its meeting or its month."""
    called = (month for month in earlier if is_called(said, month.workbook))
    return next(called, None) or _meant(said, earlier, plan)


def _meant(said: str, earlier: Sequence[Plan], plan: Plan) -> Plan | None:
    """The earlier workbook that the details sheet gives by its meeting or its month."""
    reading = read_date(said, DateContext(year_starts=plan.year_starts, financial_year=plan.financial_year))
    if reading.first is None or reading.day is None:
        return None
    for month in reversed(earlier):
        if month.details.meeting and reading.first <= month.details.meeting <= reading.day:
            return month
    for month in reversed(earlier):
        same_month = (month.as_at.year, month.as_at.month) == (reading.day.year, reading.day.month)
        if same_month or reading.first <= month.as_at <= reading.day:
            return month
    return None


def _earlier_months(plan: Plan, beside: Sequence[Neighbour], unread: list[tuple[str, str]]) -> list[Plan]:
    """The workbooks of the same plan beside it that stand as at an earlier day, the oldest first.

    Of one month kept twice the better one comes last: the workbook itself, not gipxl's flagged copy of it; one named as
    the plan is.
    """
    own = Path(plan.path)
    months: list[tuple[date, bool, bool, str, Plan]] = []
    for each in beside:
        path, other = each.path, each.plan
        if other is None:
            if named_like(path, own):
                unread.append((path.name, str(each.error)))
            continue
        if other.as_at < plan.as_at and other.sha256 != plan.sha256 and are_one_plan(plan, other):
            is_original = not each.is_flagged_copy
            if is_original or other.as_at < own_day(plan):
                months.append((other.as_at, is_original, named_like(path, own), path.name, other))
    return [month for *_, month in sorted(months, key=lambda each: each[:-1])]


def _year(plan: Plan) -> int:
    return plan.year_named or financial_year(plan.as_at, plan.year_starts)


def latest_plan(folders: Sequence[Path], named_settings: Path | None = None) -> Path:
    """The workbook with the latest reporting date in the first of ``folders`` that holds a plan.

    Of two as at the same day, the one whose name carries a month is taken, and a flagged copy only for want of another.
    Raises WorkbookError where none holds a plan, SettingsError where the settings cannot be understood.
    """
    for folder in folders:
        dated: list[tuple[date, bool, bool, str, Path]] = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if not is_workbook_name(path.name) or not path.is_file():
                continue
            settings = in_force(path, named_settings)
            try:
                plan = read(path, settings=settings, today=month_in(path))
            except GipxlError:
                continue  # not a plan, so not the latest one
            dated.append((plan.as_at, not is_flagged_copy(path), month_in(path) is not None, path.name, path))
        if dated:
            return max(dated)[-1]
    where = " or ".join(str(folder.resolve()) for folder in folders)
    raise WorkbookError(f"There is no plan in {where}.", "Name the workbook: gipxl build WORKBOOK.")
