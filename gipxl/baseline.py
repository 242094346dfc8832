"""The month last presented, and the months before it: found among the workbooks that lie beside the plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath

from gipxl.dates import DateContext, financial_year, read_date
from gipxl.errors import GipxlError, ReportingDateMissing, WorkbookError
from gipxl.files import plain_bytes
from gipxl.package import marks
from gipxl.package import workbook as workbook_part
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.patterns import later
from gipxl.plan import Detail, Plan, cleaned, folded
from gipxl.reading import read
from gipxl.settings import Settings, in_force
from gipxl.vocabulary import says_nothing
from gipxl.words import MONTHS

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_ARCHIVES = later(
    r"(?<![a-z])(?:archived?|archives|previous|past|old|older|earlier|history|superseded)(?![a-z])", re.IGNORECASE
)
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)")
# The share of refs that two months of a plan have in common, and of these the share whose titles were not reworded.
_SAME_PLAN = 0.5
_FIGURES_AND_MONTHS = later(
    r"[\d\W_]|(?<![a-z])(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?|{name[:4]}" for name in MONTHS) + r")(?![a-z])",
    re.IGNORECASE,
)
_SAME_TITLES = 0.3


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


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A workbook lying beside a plan, read as an earlier month; ``error`` is why it could not be.

    ``is_flagged_copy``: it holds sheets that gipxl added.
    """

    path: Path
    plan: Plan | None = None
    error: GipxlError | None = None
    is_flagged_copy: bool = False


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


def read_month(
    path: Path, settings: Settings, *, sheet: str = "", today: date | None = None, content: bytes | None = None
) -> Plan:
    """An earlier month. Where the workbook names no day, it stands as at the end of the month that its name gives.

    Raises GipxlError where it cannot be read, or nothing gives a day: the plan's own ``--as-at`` is none of its.
    ``today`` stands in for it then; ``content`` are the file's bytes where they are at hand.
    """
    month = month_in(path)
    try:
        plan = read(path, settings=settings, sheet=sheet, today=month or today, content=content)
    except ReportingDateMissing as error:
        raise ReportingDateMissing(
            error.message,
            "Write “As at 31 July 2020” above its table, or begin its file name with the month (2020-07).",
        ) from None
    if month and not plan.details.as_at and not plan.as_at_line.value:
        return replace(plan, as_at_from="the month in its file's name")
    return plan


def read_neighbour(path: Path, settings: Settings, content: bytes | None = None) -> Neighbour:
    """A workbook beside a plan, read as an earlier month from its ``content`` or its file."""
    try:
        content = plain_bytes(path) if content is None else content
    except OSError:
        content = None  # reading it once more tells the user why it cannot be
    try:
        plan = read_month(path, settings, content=content)
    except GipxlError as error:
        return Neighbour(path=path, error=error)
    return Neighbour(path=path, plan=plan, is_flagged_copy=holds_our_sheets(content or b""))


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


def are_one_plan(plan: Plan, other: Plan) -> bool:
    """Whether two plans that were read are months of one."""
    ours, theirs = ({action.key: folded(action.title.typed) for action in each.actions} for each in (plan, other))
    return is_same_plan(ours, theirs)


def is_same_plan(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether two workbooks, each given as its refs with their titles, are months of one plan.

    Most refs of the smaller one are in both, and do not stand for other things: every plan may have an A1.
    """
    shared = ours.keys() & theirs.keys()
    titled = [key for key in shared if ours[key] and theirs[key]]
    alike = sum(ours[key] == theirs[key] for key in titled)
    return len(shared) >= _SAME_PLAN * max(1, min(len(ours), len(theirs))) and alike >= _SAME_TITLES * len(titled)


def fewest_alike(ours: int, theirs: int) -> float:
    """How many actions two workbooks of so many actions share at least, ref and title, if they are of one plan.

    A title that one of them leaves empty counts as shared.
    """
    return _SAME_PLAN * _SAME_TITLES * max(1, min(ours, theirs))


def own_day(plan: Plan) -> date:
    """The day that the workbook itself gives, whatever was asked for."""
    return plan.details.as_at or plan.as_at_line.value or plan.as_at


def is_flagged_copy(path: Path) -> bool:
    """Whether a workbook holds sheets that gipxl added."""
    try:
        return holds_our_sheets(plain_bytes(path))
    except OSError:
        return False


def holds_our_sheets(content: bytes) -> bool:
    """Whether the workbook with these bytes holds sheets that gipxl added."""
    try:
        names = workbook_part.read(Package.read(content)).names
    except PackageError:
        return False  # no .xlsx, so none that gipxl could have written
    return any(name.name == marks.SHEET_NAME for name in names)


def candidates(own: Path) -> list[Path]:
    """The workbooks in the folder of ``own`` and in its archive folders, itself and temporary files aside."""
    return [path for path in workbooks_in(own.parent) if not _same_file(path, own)]


def workbooks_in(folder: Path) -> list[Path]:
    """The workbooks in a folder and in its archive folders, temporary files aside."""
    try:
        archives = sorted(each for each in folder.iterdir() if each.is_dir() and is_archive_name(each.name))
        found = [path for each in (folder, *archives) for path in sorted(each.iterdir())]
    except OSError:
        # A folder that may not be listed hides its workbooks; the plan itself was readable.
        return []
    return [path for path in found if is_workbook_name(path.name) and path.is_file()]


def is_archive_name(name: str) -> bool:
    """Whether a folder's name says that earlier months are kept in it."""
    return bool(_ARCHIVES.search(name))


def is_workbook_name(name: str) -> bool:
    """A workbook by its name, and none of the temporary files that Office and LibreOffice leave beside an open one."""
    return name.lower().endswith(WORKBOOK_SUFFIXES) and not name.startswith(("~$", ".", "~"))


def _same_file(path: Path, own: Path) -> bool:
    return path.name == own.name and path.parent.resolve() == own.parent.resolve()


def named_like(path: Path, own: Path) -> bool:
    """Named as months of one plan are: the same but for figures and the names of months."""
    return _FIGURES_AND_MONTHS.sub("", path.stem).casefold() == _FIGURES_AND_MONTHS.sub("", own.stem).casefold()


def month_in(path: Path) -> date | None:
    """The last day of the month that a file's name begins with or holds ("2020-07 …"), for want of an "as at"."""
    found = _MONTH_IN_NAME.search(path.stem)
    return _month_end(int(found[1]), int(found[2])) if found else None


def _month_end(year: int, month: int) -> date:
    from calendar import monthrange

    return date(year, month, monthrange(year, month)[1])


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
