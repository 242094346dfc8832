"""Measures gipxl beside plain scripts that do as much of the same job as such scripts can: python scripts/bench.py.

Whole processes, in alternating pairs, so that whatever else the machine does falls on both. Prints Markdown tables of
medians, with the least and the most, and what gipxl takes for each second and byte that the script takes. With
``--growth``: how the time grows with the plan. The scripts are in ``peers``. Works where the system says what a process
has used (not on Windows).
"""

from __future__ import annotations

import argparse
import compileall
import math
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

SCRIPTS = Path(__file__).resolve().parent
PROJECT = SCRIPTS.parent
LARGE, FINDINGS = 20_000, 2_000
SIZES, QUICK_SIZES = (29, 1_000, LARGE), (29,)
RUNS = 5
# Time that grows in proportion has the exponent 1; a plan of one hundred actions takes what starting takes.
GROWTH = (100, 1_000, 10_000, 100_000)
QUICK_GROWTH = (10, 100, 200)
# Linux counts memory in kilobytes, macOS in bytes.
_UNIT = 1024 * 1024 if sys.platform == "darwin" else 1024


@dataclass(frozen=True, kw_only=True)
class Used:
    """What one process took: seconds that passed, seconds of the processor's time, and megabytes at its fullest."""

    passed: float
    worked: float
    memory: float


@dataclass(frozen=True, kw_only=True)
class Job:
    """One thing to be done to a plan: gipxl's words, with {plan} and {folder}, and the name of the peer's script."""

    name: str
    ours: tuple[str, ...]
    peer: str


_OPTIONS = ("{plan}", "--no-baseline", "--as-at", "2020-09-30", "--fail-on", "never", "--quiet")
_CHECK = ("-m", "gipxl", "check", *_OPTIONS, "--format", "json")
_REPORT = ("-m", "gipxl", "report", *_OPTIONS, "--out", "{folder}")
READING = (Job(name="reading", peer="calamine_alone", ours=(str(SCRIPTS / "bench_read.py"), "{plan}")),)
GROWING = (
    Job(name="reading", peer="", ours=READING[0].ours),
    Job(name="check", peer="", ours=_CHECK),
    Job(name="report", peer="", ours=_REPORT),
)
COPY = (
    Job(name="notes, formats, a sheet, receipt", peer="load_and_save",
        ours=(str(SCRIPTS / "bench_package.py"), "{plan}", "{folder}", "{findings}")),
    Job(name="reading and checking", peer="load_and_save", ours=_CHECK),
    Job(name="the whole flagged copy", peer="load_and_save",
        ours=("-m", "gipxl", "copy", *_OPTIONS, "--out", "{folder}")),
)  # fmt: skip
MONTH = (
    Job(name="check", peer="check", ours=_CHECK),
    Job(name="build", peer="build", ours=("-m", "gipxl", "build", *_OPTIONS, "--out", "{folder}")),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--quick", action="store_true", help="the smallest plan, once: only to see that all of it runs")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"pairs of runs for each job (default: {RUNS})")
    parser.add_argument("--growth", action="store_true", help="how the time grows from 1,000 to 100,000 actions")
    args = parser.parse_args(arguments)
    # Whoever has installed gipxl has it compiled, too.
    compileall.compile_dir(PROJECT / "gipxl", quiet=2)
    with tempfile.TemporaryDirectory(prefix="gipxl-bench-") as name:
        if args.growth:
            growth(Path(name), QUICK_GROWTH if args.quick else GROWTH, 1 if args.quick else args.runs)
        else:
            beside_others(Path(name), QUICK_SIZES if args.quick else SIZES, 1 if args.quick else args.runs)
    return 0


def beside_others(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """A table beside each of the scripts."""
    print(f"Beside openpyxl's load and save alone, which reads and checks nothing:\n\n{_HEADING}")
    plan = made(folder, sizes[-1])
    for job in COPY:
        print(row(job, sizes[-1], measured(job, sizes[-1], plan, folder, runs)), flush=True)
    print(f"\nBeside a script with pandas, openpyxl and python-docx:\n\n{_HEADING}")
    for size in sizes:
        plan = made(folder, size, "revised")
        for job in MONTH:
            print(row(job, size, measured(job, size, plan, folder, runs)), flush=True)
    print(f"\nBeside calamine handing over the cells:\n\n{_HEADING}")
    plan = made(folder, sizes[-1], "revised")
    for job in READING:
        print(row(job, sizes[-1], measured(job, sizes[-1], plan, folder, runs)), flush=True)


def growth(folder: Path, sizes: Sequence[int], runs: int) -> None:
    """A table of processor time by size, less what the smallest plan takes, and the exponent between the others."""
    first, *others = sizes
    heads = " | ".join(f"{size:,} actions: s" for size in sizes)
    print(f"| job | {heads} | exponent |\n|---|{'---:|' * (len(sizes) + 1)}")
    plans = {size: made(folder, size, "revised") for size in sizes}
    for job in GROWING:
        took = {size: alone(job, plans[size], folder, runs) for size in sizes}
        grown = (took[others[-1]] - took[first]) / max(took[others[0]] - took[first], 0.001)
        exponent = math.log(max(grown, 1)) / math.log((others[-1] - first) / (others[0] - first))
        print(f"| {job.name} | {' | '.join(f'{took[size]:.2f}' for size in sizes)} | {exponent:.2f} |", flush=True)


def alone(job: Job, plan: Path, folder: Path, runs: int) -> float:
    """Seconds of the processor's time that a job of gipxl's takes."""
    took: list[float] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=folder) as out:
            took.append(used([sys.executable, *(word.format(plan=plan, folder=out) for word in job.ours)]).worked)
    return median(took)


_COLUMNS = "s (least–most) | processor s | MB"
_HEADING = (
    f"| job | actions | gipxl {_COLUMNS} | script {_COLUMNS} | processor | memory |\n"
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|"
)


def faults(actions: int) -> int:
    """How many of the actions have one."""
    return max(actions * FINDINGS // LARGE, 1)


def made(folder: Path, actions: int, *more: str) -> Path:
    """A plan of that size, written by another process: what this one holds would count as its children's memory."""
    target = folder / f"{'-'.join(('plan', str(actions), *more))}.xlsx"
    command = [sys.executable, str(SCRIPTS / "bench_plan.py"), str(target), str(actions), str(faults(actions)), *more]
    subprocess.run(command, check=True)
    return target


def measured(job: Job, actions: int, plan: Path, folder: Path, runs: int) -> tuple[list[Used], list[Used]]:
    """gipxl's runs and the peer's, in turns."""
    ours: list[Used] = []
    theirs: list[Used] = []
    for _ in range(runs):
        with tempfile.TemporaryDirectory(dir=folder) as out:
            words = [word.format(plan=plan, folder=out, findings=faults(actions)) for word in job.ours]
            ours.append(used([sys.executable, *words]))
        with tempfile.TemporaryDirectory(dir=folder) as out:
            theirs.append(used([sys.executable, str(SCRIPTS / "peers" / f"{job.peer}.py"), str(plan), out]))
    return ours, theirs


def used(command: Sequence[str], *, may_end_with: Sequence[int] = (0,)) -> Used:
    """Runs a command to its end. Raises SystemExit where it fails: then there is nothing to compare."""
    environment = os.environ | {"PYTHONPATH": str(PROJECT)}
    started = perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    passed = perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in may_end_with:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}.")
    return Used(passed=passed, worked=usage.ru_utime + usage.ru_stime, memory=usage.ru_maxrss / _UNIT)


def row(job: Job, actions: int, runs: tuple[list[Used], list[Used]]) -> str:
    """A line of the table; at its end what gipxl takes for each second and byte that the script takes."""
    cells = [job.name, f"{actions:,}"]
    for side in runs:
        passed = [each.passed for each in side]
        cells += [f"{median(passed):.2f} ({min(passed):.2f}–{max(passed):.2f})"]
        cells += [f"{median(each.worked for each in side):.2f}", f"{median(each.memory for each in side):.0f}"]
    ours, theirs = runs
    cells.append(f"{median(a.worked for a in ours) / median(b.worked for b in theirs):.2f}×")
    cells.append(f"{median(a.memory for a in ours) / median(b.memory for b in theirs):.2f}×")
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
