"""Makes a shared drive of plans as real ones vary, the same files every time.

python scripts/simulate_drive.py 1000 FOLDER: a thousand plans of several sizes and layouts, with faults, earlier months
and archives, and among them what lies about on real drives: owner files, conflict copies, damaged workbooks, other
tables. Prints as JSON what it made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from drive_workbooks import Kind, other_workbook, plan_workbook

JULY, AUGUST, SEPTEMBER = date(2020, 7, 31), date(2020, 8, 31), date(2020, 9, 30)
# As often as each stands there.
LAYOUTS = ("sample", "sample", "sample", "titled", "titled", "banners", "bare")
SIZES = (6, 6, 12, 12, 12, 12, 20, 20, 20, 20, 20, 20, 29, 29, 29, 29, 29, 45, 45, 120)
FAULTS = (0, 1, 1, 2, 5)
MONTHS = (1, 1, 1, 1, 1, 1, 1, 2, 2, 3)
TEAMS = ("Legal", "Housing", "Adult social care", "Planning", "Finance", "Estates", "Registrars", "Parks & gardens",
         "Bürgeramt", "Éducation", "IT", "Highways")  # fmt: skip
# One plan in so many has it beside it.
OWNER_FILE, TEMPORARY, CONFLICT, DAMAGED, OTHER_TABLE, SECOND_COPY = 40, 60, 150, 200, 20, 100


@dataclass(frozen=True, kw_only=True)
class File:
    """A file of the drive: where it lies, what it holds, and what it was made as."""

    place: str
    content: bytes
    what: str
    saved: date


def main(arguments: Sequence[str] | None = None) -> int:
    """Makes the drive and says what is on it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("plans", type=int, help="how many plans")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("output/drive"), help="default: output/drive")
    parser.add_argument("--seed", type=int, default=0, help="another number gives another drive (default: 0)")
    args = parser.parse_args(arguments)
    print(json.dumps(simulate(args.plans, args.folder, seed=args.seed)))
    return 0


def simulate(plans: int, folder: Path, *, seed: int = 0) -> dict[str, int]:
    """Makes the drive in ``folder``, which must be empty or new; how many files of each sort it now holds."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty.")
    made: Counter[str] = Counter()
    for number in range(plans):
        for file in _plan(number, _Lot(seed, number)):
            made[file.what] += 1
            _write(folder / file.place, file)
    return dict(sorted(made.items()))


@dataclass(frozen=True)
class _Lot:
    """What is chosen for a plan: it looks like chance, and is the same for the same seed on every machine."""

    seed: int
    number: int

    def of(self, what: str, choices: Sequence[int] | Sequence[str]) -> int | str:
        """One of the choices."""
        return choices[self._number(what) % len(choices)]

    def is_one_in(self, many: int, what: str) -> bool:
        """Whether something that is rare is here."""
        return self._number(what) % many == 0

    def _number(self, what: str) -> int:
        told = f"{self.seed} {self.number} {what}".encode()
        return int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")


def _plan(number: int, lot: _Lot) -> Iterator[File]:
    """The files of one plan: its months, and what lies beside them."""
    team = str(lot.of("team", TEAMS))
    service = f"{team} {number + 1}"
    shared = lot.is_one_in(5, "several plans in one folder")
    home = f"Directorate {number // 400 + 1}/{number // 20 % 20 + 1} " + ("Joint plans" if shared else service)
    days = (SEPTEMBER, AUGUST, JULY)[: int(lot.of("months", MONTHS))]
    archive = "/Archive" if lot.is_one_in(2, "archive") else ""
    latest = b""
    for back, day in enumerate(days):
        content = plan_workbook(_kind(lot, day, back), service)
        latest = latest or content
        place = f"{home}{archive if back else ''}/{day:%Y-%m} Improvement plan {service}.xlsx"
        yield File(place=place, content=content, what="earlier months" if back else "plans", saved=day)
    yield from _beside(lot, home, f"{SEPTEMBER:%Y-%m} Improvement plan {service}", service, latest)


def _kind(lot: _Lot, day: date, back: int) -> Kind:
    actions = int(lot.of("size", SIZES))
    finished = max(actions // 10 + 2 - back, 0)
    return Kind(
        layout=str(lot.of("layout", LAYOUTS)), actions=actions, faults=min(int(lot.of("faults", FAULTS)), actions),
        as_at=day, finished=finished,
    )  # fmt: skip


def _beside(lot: _Lot, home: str, stem: str, service: str, latest: bytes) -> Iterator[File]:
    """What real drives have beside a plan."""

    def file(name: str, content: bytes, what: str) -> File:
        return File(place=f"{home}/{name}", content=content, what=what, saved=SEPTEMBER)

    if lot.is_one_in(OWNER_FILE, "owner file"):
        name = "Head of Service"
        told = bytes([len(name)]) + name.ljust(54).encode() + bytes([len(name), 0]) + name.ljust(54).encode("utf-16-le")
        yield file(f"~${stem[2:]}.xlsx", told, "owner files")
    if lot.is_one_in(TEMPORARY, "temporary"):
        yield file(f"~WRL{lot.number % 10000:04}.tmp.xlsx", latest[:1000], "temporary files")
    if lot.is_one_in(CONFLICT, "conflict"):
        content = plan_workbook(_kind(lot, SEPTEMBER, 1), service)
        yield file(f"{stem} (conflicted copy 2020-09-29).xlsx", content, "conflict copies")
    if lot.is_one_in(DAMAGED, "damaged"):
        yield file(f"Draft {service}.xlsx", latest[: len(latest) // 2], "damaged workbooks")
    if lot.is_one_in(OTHER_TABLE, "other table"):
        yield file(f"Rota {service}.xlsx", other_workbook(service), "other tables")
    if lot.is_one_in(SECOND_COPY, "second copy"):
        yield file(f"Copy of {stem}.xlsx", latest, "second copies")


def _write(path: Path, file: File) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.content)
    saved = datetime(file.saved.year, file.saved.month, file.saved.day, 16, 30, tzinfo=UTC).timestamp()
    os.utime(path, (saved, saved))


if __name__ == "__main__":
    raise SystemExit(main())
