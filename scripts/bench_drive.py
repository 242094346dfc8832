"""Measures a pass over a shared drive beside a plain script that reads every workbook: python scripts/bench_drive.py.

Drives of 100, 1,000 and 10,000 plans (scripts/simulate_drive.py). Whole processes, in turns: gipxl with nothing
remembered, gipxl with nothing changed, the script (scripts/peers/drive.py). Prints Markdown tables of medians, and how
the time grows. Works where the system says what a process has used (not on Windows).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench import SCRIPTS, Used, used

SIZES, QUICK_SIZES = (100, 1_000, 10_000), (20,)
# The largest drive once: it takes as long as all others together.
RUNS = {100: 5, 1_000: 3}
KINDS = ("cold", "unchanged", "script")


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What the passes over one drive took, the size of its cache in megabytes, and how many workbooks it has."""

    plans: int
    workbooks: int
    cache: float
    runs: dict[str, list[Used]]

    def passed(self, kind: str) -> float:
        """The seconds that passed, in the middle run."""
        return median(each.passed for each in self.runs[kind])

    def worked(self, kind: str) -> float:
        """The seconds of the processors' time, in the middle run."""
        return median(each.worked for each in self.runs[kind])

    def memory(self, kind: str) -> float:
        """The megabytes of the largest process, in the middle run."""
        return median(each.memory for each in self.runs[kind])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="a small drive, once: only to see that all of it runs")
    parser.add_argument("--plans", type=int, action="append", help="measure drives of so many plans instead")
    args = parser.parse_args(arguments)
    found = []
    print(_HEADING, flush=True)
    for plans in args.plans or (QUICK_SIZES if args.quick else SIZES):
        with tempfile.TemporaryDirectory(prefix="gipxl-drive-") as folder:
            found.append(measured(plans, Path(folder), 1 if args.quick else RUNS.get(plans, 1)))
        print(row(found[-1]), flush=True)
    print(f"\n{_GROWTH}")
    for each in found:
        print(growth(each))
    return 0


_HEADING = (
    "| plans | workbooks | first pass s | processor s | MB | nothing changed s | processor s | script s | processor s "
    "| MB | first pass, processor | nothing changed, processor |\n|" + "---:|" * 12
)
_GROWTH = (
    "| plans | first pass, ms a workbook | nothing changed, ms | script, ms | cache KB a workbook |\n|" + "---:|" * 5
)


def measured(plans: int, folder: Path, runs: int) -> Measured:
    """The three kinds of pass over one drive, in turns."""
    drive, out = folder / "drive", folder / "status"
    command = [sys.executable, str(SCRIPTS / "simulate_drive.py"), str(plans), str(drive)]
    made = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    ours = [sys.executable, "-m", "gipxl", "sync", str(drive), "--out", str(out), "--fail-on", "never", "--quiet"]
    script = [sys.executable, str(SCRIPTS / "peers" / "drive.py"), str(drive), str(folder)]
    found: dict[str, list[Used]] = {kind: [] for kind in KINDS}
    for _ in range(runs):
        shutil.rmtree(out, ignore_errors=True)
        # 1: a drive as real ones are has workbooks that cannot be read, and that is said.
        found["cold"].append(used(ours, may_end_with=(0, 1)))
        found["unchanged"].append(used(ours, may_end_with=(0, 1)))
        found["script"].append(used(script))
    refuse_failure(out, made)
    workbooks = sum(made.get(each, 0) for each in ("plans", "earlier months", "conflict copies", "second copies"))
    cache = (out / "cache.sqlite").stat().st_size / 1024 / 1024
    return Measured(plans=plans, workbooks=workbooks, cache=cache, runs=found)


def refuse_failure(out: Path, made: dict[str, int]) -> None:
    """Raises SystemExit where plans were not checked that should be: what fails fast must not be measured."""
    plans = json.loads((out / "status.json").read_text(encoding="utf-8"))["plans"]
    checked = sum(plan["problem"] is None for plan in plans)
    wanted = made["plans"] + made.get("conflict copies", 0)
    if checked != wanted:
        raise SystemExit(f"{checked} plans were checked, where {wanted} should be.")


def row(each: Measured) -> str:
    """A line of the table; at its end what gipxl takes for each second of the processor that the script takes."""
    cells = [f"{each.plans:,}", f"{each.workbooks:,}"]
    for kind in KINDS:
        cells += [f"{each.passed(kind):.1f}", f"{each.worked(kind):.1f}"]
        cells += [] if kind == "unchanged" else [f"{each.memory(kind):.0f}"]
    cells += [f"{each.worked(kind) / each.worked('script'):.2f}×" for kind in ("cold", "unchanged")]
    return f"| {' | '.join(cells)} |"


def growth(each: Measured) -> str:
    """How the time grows with the drive: it stands still where the work is in proportion."""
    cells = [f"{each.passed(kind) / each.workbooks * 1000:.1f}" for kind in KINDS]
    cells.append(f"{each.cache * 1024 / each.workbooks:.1f}")
    return f"| {each.plans:,} | {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
