"""The month last presented, and the months before it: found among the workbooks that lie beside the plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gipxl.dates import DateContext, financial_year, read_date
from gipxl.errors import GipxlError, WorkbookError
from gipxl.plan import Detail, Plan, cleaned
from gipxl.reading import read
from gipxl.settings import Settings
from gipxl.vocabulary import says_nothing

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_ARCHIVES = re.compile(r"archived?|archives|previous|past|old|earlier|history|superseded", re.IGNORECASE)
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_SAME_PLAN = 0.5


@dataclass(frozen=True, kw_only=True)
class Past:
    """The baseline, whether nobody named it (so that MON12 says which was taken), and the older workbooks of the plan.

    ``unread`` are files beside the plan that could not be read, each with the reason.
    """

    baseline: Plan | None = None
    assumed: bool = False
    earlier: tuple[Plan, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()


def find_past(plan: Plan, *, settings: Settings, named: Path | None = None) -> Past:
    """The past of a plan.

    The baseline is ``named``, else the previous presentation that the details sheet names, else the latest earlier
    workbook of the same plan and financial year in its folder or that folder's archive. Raises GipxlError where the one
    named cannot be read.
    """
    unread: list[tuple[str, str]] = []
    months = sorted(_same_plan(plan, settings, unread), key=lambda past: past.as_at)
    if named is not None:
        baseline = read(named, settings=settings, today=_month_in(named))
        rest = tuple(month for month in months if month.as_at < plan.as_at and month.sha256 != baseline.sha256)
        return Past(baseline=baseline, earlier=rest, unread=tuple(unread))
    said = plan.details.one(Detail.PREVIOUS)
    earlier = [month for month in months if month.as_at < plan.as_at]
    if says_nothing(said) and plan.details.entries.get(Detail.PREVIOUS):
        return Past(earlier=tuple(earlier), unread=tuple(unread))
    baseline_named = _named(said, earlier, plan) if said else None
    chosen = baseline_named or (earlier[-1] if earlier else None)
    return Past(
        baseline=chosen,
        assumed=chosen is not None and baseline_named is None,
        earlier=tuple(month for month in earlier if month is not chosen),
        unread=tuple(unread),
    )


def _named(said: str, earlier: Sequence[Plan], plan: Plan) -> Plan | None:
    """The earlier workbook that the details sheet means: by file name, by its meeting, or by its month."""
    for month in earlier:
        if cleaned(said).casefold() in (month.workbook.casefold(), Path(month.workbook).stem.casefold()):
            return month
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


def _same_plan(plan: Plan, settings: Settings, unread: list[tuple[str, str]]) -> Iterator[Plan]:
    """Every workbook beside ``plan`` that holds the same plan in the same financial year."""
    own = Path(plan.path)
    keys = {action.key for action in plan.actions}
    for path in candidates(own):
        try:
            other = read(path, settings=settings, today=_month_in(path))
        except GipxlError as error:
            if _like(path, own):
                unread.append((path.name, str(error)))
            continue
        theirs = {action.key for action in other.actions}
        shared = len(keys & theirs)
        if _year(other) == _year(plan) and shared >= _SAME_PLAN * max(1, min(len(keys), len(theirs))):
            yield other


def candidates(own: Path) -> list[Path]:
    """The workbooks in the folder of ``own`` and in its archive folders, itself and temporary files aside."""
    folder = own.parent
    try:
        folders = [folder, *sorted(each for each in folder.iterdir() if each.is_dir() and _ARCHIVES.fullmatch(each.name))]
        found = [path for each in folders for path in sorted(each.iterdir())]
    except OSError:
        # A folder that may not be listed hides its workbooks; the plan itself was readable.
        return []
    return [path for path in found if is_workbook_name(path.name) and path.is_file() and not _same_file(path, own)]


def is_workbook_name(name: str) -> bool:
    """A workbook by its name, and none of the temporary files that Office and LibreOffice leave beside an open one."""
    return name.lower().endswith(WORKBOOK_SUFFIXES) and not name.startswith(("~$", ".", "~"))


def _same_file(path: Path, own: Path) -> bool:
    return path.name == own.name and path.parent.resolve() == own.parent.resolve()


def _like(path: Path, own: Path) -> bool:
    """Named as months of one plan are: the same but for figures."""
    return re.sub(r"\d+", "", path.stem).casefold() == re.sub(r"\d+", "", own.stem).casefold()


def _month_in(path: Path) -> date | None:
    """The last day of the month that a file's name begins with or holds ("2020-07 …"), for want of an "as at"."""
    found = _MONTH_IN_NAME.search(path.stem)
    return _month_end(int(found[1]), int(found[2])) if found else None


def _month_end(year: int, month: int) -> date:
    from calendar import monthrange

    return date(year, month, monthrange(year, month)[1])


def _year(plan: Plan) -> int:
    return plan.year_named or financial_year(plan.as_at, plan.year_starts)


def latest_plan(folders: Sequence[Path], settings: Settings) -> Path:
    """The workbook with the latest reporting date in the first of ``folders`` that holds a plan.

    Of two as at the same day, the one whose name carries a month is taken. Raises WorkbookError where none holds a plan.
    """
    for folder in folders:
        dated: list[tuple[date, bool, str, Path]] = []
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if not is_workbook_name(path.name) or not path.is_file():
                continue
            try:
                plan = read(path, settings=settings, today=_month_in(path))
            except GipxlError:
                continue  # not a plan, so not the latest one
            dated.append((plan.as_at, _month_in(path) is not None, path.name, path))
        if dated:
            return max(dated)[3]
    where = " or ".join(str(folder.resolve()) for folder in folders)
    raise WorkbookError(f"There is no plan in {where}.", "Name the workbook: gipxl build WORKBOOK.")
