"""What the names of files and folders tell, and the workbooks that lie beside one another."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from gipxl.patterns import later
from gipxl.words import MONTHS

WORKBOOK_SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_ARCHIVES = later(
    r"(?<![a-z])(?:archived?|archives|previous|past|old|older|earlier|history|superseded)(?![a-z])", re.IGNORECASE
)
_MONTH_IN_NAME = re.compile(r"(?<!\d)(20\d\d)[-_. ]?(0[1-9]|1[0-2])(?!\d)")
_FIGURES_AND_MONTHS = later(
    r"[\d\W_]|(?<![a-z])(?:" + "|".join(f"{name[:3]}(?:{name[3:]})?|{name[:4]}" for name in MONTHS) + r")(?![a-z])",
    re.IGNORECASE,
)


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
