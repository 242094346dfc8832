"""One earlier month: a workbook read for the day that it gives itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from gipxl.baseline.names import month_in
from gipxl.errors import GipxlError, ReportingDateMissing
from gipxl.files import plain_bytes
from gipxl.package import marks
from gipxl.package import workbook as workbook_part
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.plan import Plan
from gipxl.reading import read
from gipxl.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Neighbour:
    """A workbook lying beside a plan, read as an earlier month; ``error`` is why it could not be.

    ``is_flagged_copy``: it holds sheets that gipxl added.
    """

    path: Path
    plan: Plan | None = None
    error: GipxlError | None = None
    is_flagged_copy: bool = False


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
