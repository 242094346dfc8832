"""The measuring script runs from end to end; what it measures is no matter of tests."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))

from bench_plan import plan

SCRIPTS = Path(__file__).parent.parent / "scripts"


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not say what a process has used")
def test_the_quick_run_prints_a_line_for_each_job() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "bench.py"), "--quick"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [line for line in done.stdout.splitlines() if line.startswith("|") and "---" not in line]
    assert len({line.count("|") for line in lines}) == 1, "every line of a table has the same columns"
    jobs = [line.split("|")[1].strip() for line in lines]
    assert jobs == [
        "job", "notes, formats, a sheet, receipt", "reading and checking", "the whole flagged copy",
        "job", "check", "build",
        "job", "reading",
    ]  # fmt: skip


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not say what a process has used")
def test_the_growth_of_each_job_is_one_number() -> None:
    done = subprocess.run(
        [sys.executable, str(SCRIPTS / "bench.py"), "--growth", "--quick"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    lines = [[cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()]
    assert [cells[0] for cells in lines if "---" not in cells[0]] == ["job", "reading", "check", "report"]
    assert all(float(cells[-1]) >= 0 for cells in lines[2:])


def test_a_plan_for_measuring_has_as_many_actions_and_faults_as_asked_for() -> None:
    made = plan(58, faults=4)
    assert len(made.rows) == len({row.ref for row in made.rows}) == 58
    faulty = [
        row for row in made.rows if "" in (row.owner, row.update) or row.owner == "TBC" or row.status != "On track"
    ]
    assert len(faulty) == 4


def test_the_same_plan_is_made_every_time() -> None:
    assert plan(40, faults=2, revised=True) == plan(40, faults=2, revised=True)
