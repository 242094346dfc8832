"""The status files: written together, whole or not at all; pages of findings only where something changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from gipxl.errors import OutputError
from gipxl.files import sha256, write_all
from gipxl.folder.cache import Cache
from gipxl.folder.findings_page import findings_html
from gipxl.folder.page import status_html
from gipxl.folder.telling import as_json, as_junit, as_lines
from gipxl.folder.values import PlanRow, Status
from gipxl.rules.finding import Level
from gipxl.version import VERSION

STATUS = "status.json"
PAGE = "status.html"
JUNIT = "status.junit.xml"
#: The folder of the pages of findings, under that of the status.
FINDINGS = "findings"
_NAME = re.compile(r"-[0-9a-f]{10}\.html$")  # as names.key_of ends them
# So many pages are held in the memory at a time.
_AT_A_TIME = 200


def refuse_others(out: Path) -> None:
    """Raises OutputError where a status file in ``out`` is none that gipxl wrote."""
    for path, is_ours in ((out / STATUS, _is_our_status), (out / PAGE, _is_our_page)):
        if path.exists() and not is_ours(path):
            raise OutputError(
                f"{path} is there already, and gipxl did not write it.",
                "Give another folder with --out, or run the command with --replace.",
            )


def of_another_folder(out: Path, folder: Path) -> str:
    """The other folder whose status stands in ``out``, as it was named; "" where there is none."""
    named = str((_our_status(out / STATUS) or {}).get("folder", ""))
    try:
        is_the_same = not named or Path(named).samefile(folder)
    except OSError:
        is_the_same = Path(named) == folder
    return "" if is_the_same else named


def _is_our_status(path: Path) -> bool:
    return _our_status(path) is not None


def _our_status(path: Path) -> dict[str, object] | None:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) and {"folder", "plans", "skipped"} <= found.keys() else None


def _is_our_page(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return b'<meta name="generator" content="gipxl">' in file.read(2000)
    except OSError:
        return False


def write_status(
    status: Status, out: Path, *, cache: Cache, junit: bool = False, fail_on: Level | None = Level.ERROR
) -> None:
    """Writes the status files into ``out``, the pages of findings first. Raises OutputError."""
    if status.problem is None:
        _write_pages(status.plans, out / FINDINGS, cache)
    write_all(out, contents(status, junit=junit, fail_on=fail_on))


def contents(status: Status, *, junit: bool, fail_on: Level | None) -> Mapping[str, bytes]:
    """The status files by their names."""
    texts = {STATUS: as_json(status), "status.jsonl": as_lines(status), PAGE: status_html(status)}
    if junit:
        texts[JUNIT] = as_junit(status, fail_on=fail_on)
    return {name: text.encode("utf-8") for name, text in texts.items()}


def _write_pages(rows: Sequence[PlanRow], folder: Path, cache: Cache) -> None:
    sums = {row.key: _sum(row) for row in rows}
    changed = [row for row in rows if cache.pages.get(row.key) != sums[row.key] or not _page(folder, row).is_file()]
    for start in range(0, len(changed), _AT_A_TIME):
        some = changed[start : start + _AT_A_TIME]
        write_all(folder, {_page(folder, row).name: findings_html(row).encode("utf-8") for row in some})
    _remove(folder, list(_gone(folder, sums)))
    cache.pages = sums


def _page(folder: Path, row: PlanRow) -> Path:
    return folder / f"{row.key}.html"


def _gone(folder: Path, now: Mapping[str, str]) -> Iterator[str]:
    """The pages of plans that are gone: whatever gipxl wrote there, also where the cache has been deleted since."""
    try:
        names = os.listdir(folder)
    except FileNotFoundError:
        return
    except OSError as error:
        raise OutputError(
            f"{folder} cannot be looked into ({error.strerror}).", "Give another folder with --out."
        ) from None
    for name in names:
        if _NAME.search(name) and name.removesuffix(".html") not in now and _is_our_page(folder / name):
            yield name


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
