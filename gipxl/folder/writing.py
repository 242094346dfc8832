"""The status files: written together, whole or not at all; pages of findings only where something changed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gipxl.errors import OutputError
from gipxl.files import sha256, write_all
from gipxl.folder.cache import Cache
from gipxl.folder.telling import as_json, as_junit, as_lines
from gipxl.folder.values import PlanRow, Status
from gipxl.rules.finding import Level
from gipxl.version import VERSION

STATUS = "status.json"
PAGE = "status.html"
JUNIT = "status.junit.xml"
#: The folder of the pages of findings, under that of the status.
FINDINGS = "findings"
# So many pages are held in the memory at a time.
_AT_A_TIME = 200


def refuse_others(out: Path) -> None:
    """Raises OutputError where a status file in ``out`` is none that gipxl wrote."""
    path = out / STATUS
    if not path.exists():
        return
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        found = None
    if not (isinstance(found, dict) and {"folder", "plans", "skipped"} <= found.keys()):
        raise OutputError(
            f"{path} is there already, and gipxl did not write it.",
            "Give another folder with --out, or run the command with --replace.",
        )


def write_status(
    status: Status, out: Path, *, cache: Cache, junit: bool = False, fail_on: Level | None = Level.ERROR
) -> None:
    """Writes the status files into ``out``, the pages of findings first. Raises OutputError."""
    _write_pages(status.plans, out / FINDINGS, cache)
    write_all(out, contents(status, junit=junit, fail_on=fail_on))


def contents(status: Status, *, junit: bool, fail_on: Level | None) -> Mapping[str, bytes]:
    """The status files by their names."""
    texts = {STATUS: as_json(status), "status.jsonl": as_lines(status)}
    if junit:
        texts[JUNIT] = as_junit(status, fail_on=fail_on)
    return {name: text.encode("utf-8") for name, text in texts.items()}


def page_of(row: PlanRow) -> str | None:
    """The page of one plan's findings."""
    return None


def _write_pages(rows: Sequence[PlanRow], folder: Path, cache: Cache) -> None:
    sums = {row.key: _sum(row) for row in rows}
    changed = [row for row in rows if cache.pages.get(row.key) != sums[row.key] or not _page(folder, row).is_file()]
    for start in range(0, len(changed), _AT_A_TIME):
        some = changed[start : start + _AT_A_TIME]
        pages = {_page(folder, row).name: page.encode("utf-8") for row in some if (page := page_of(row)) is not None}
        if pages:
            write_all(folder, pages)
    _remove(folder, list(_gone(cache.pages, sums)))
    cache.pages = sums


def _page(folder: Path, row: PlanRow) -> Path:
    return folder / f"{row.key}.html"


def _gone(before: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    yield from (f"{key}.html" for key in before if key not in now)


def _remove(folder: Path, names: Sequence[str]) -> None:
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise OutputError(
                f"{folder / name} is left over and cannot be removed ({error.strerror}).",
                "Close it in other programs and remove it.",
            ) from None


def _sum(row: PlanRow) -> str:
    """A sum of everything that a page of findings tells. Where a row really lies is not told, and need be no text."""
    return sha256(msgspec.json.encode([VERSION, msgspec.structs.asdict(_Told.of(row))]))


class _Told(msgspec.Struct):
    row: PlanRow

    @classmethod
    def of(cls, row: PlanRow) -> _Told:
        from dataclasses import replace

        return cls(row=replace(row, path=""))
