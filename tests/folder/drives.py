"""Shared folders for tests, and passes over them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Executor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gipxl.folder.cache import Cache
from gipxl.folder.one_pass import Drive, one_pass
from gipxl.folder.values import PlanRow, Status
from gipxl.folder.workers import Crew, Here
from tests.disk import write_plan

NOON = datetime(2020, 10, 1, 12, 0, tzinfo=UTC)
TABLE = """
    | ref | title                 | owner         | original_due | status      | update            |
    | A1  | Publish the strategy  | Head of Legal | 2020-12-31   | In progress | The draft is out. |
    | A2  | Train every new chair | Head of HR    | 2021-01-31   | In progress | Dates are booked. |
    | A3  | Review the register   | Head of Audit | 2020-11-30   | In progress | Half is reviewed. |
"""
PROJECT = Path(__file__).parents[2]


def plan(path: Path, *, as_at: str = "As at 30 September 2020", words: str = "", old: bool = True) -> Path:
    """A plan workbook, at rest unless ``old`` is false. ``words`` make it another plan: they are in every title."""
    table = TABLE.replace("Publish", f"{words} Publish").replace("Train", f"{words} Train")
    write_plan(path, table.replace("Review the", f"{words} Review the"), as_at=as_at)
    return at_rest(path) if old else path


def at_rest(path: Path, when: datetime = datetime(2020, 9, 30, 9, 0, tzinfo=UTC)) -> Path:
    """The file, last saved a while ago."""
    os.utime(path, (when.timestamp(), when.timestamp()))
    return path


def look(
    folder: Path, out: Path, *, cache: Cache | None = None, now: datetime = NOON, crew: Crew | None = None, **how: Any
) -> Status:
    """One pass, in this process unless another ``crew`` is given."""
    drive = Drive(folder=folder, out=out, **how)
    kept = Cache() if cache is None else cache
    return one_pass(drive, cache=kept, crew=crew or Crew(here, 1), now=now)


def here(_: int) -> Executor:
    return Here()


def row(status: Status, file: str) -> PlanRow:
    """The row of one file."""
    found = [each for each in status.plans if each.file == file]
    assert len(found) == 1, [each.file for each in status.plans]
    return found[0]


def why(status: Status, file: str) -> str:
    """Why a file was passed over."""
    found = [each.why for each in status.skipped if each.file == file]
    assert len(found) == 1, status.skipped
    return found[0]


def gipxl(*arguments: object, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command itself, in a process of its own."""
    return subprocess.run(
        command(arguments), cwd=cwd, env=environment(cwd), capture_output=True, encoding="utf-8", check=False
    )


def started(*arguments: object, cwd: Path) -> subprocess.Popen[str]:
    """The command, at work."""
    pipe = subprocess.PIPE
    return subprocess.Popen(
        command(arguments), cwd=cwd, env=environment(cwd), stdout=pipe, stderr=pipe, encoding="utf-8"
    )


def command(arguments: Sequence[object]) -> list[str]:
    return [sys.executable, "-m", "gipxl", *map(str, arguments)]


def environment(own: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": str(own), "APPDATA": str(own)}
