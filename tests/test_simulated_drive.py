"""Simulated drives are the same every time, and what is made on them is what a pass finds; the measuring runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from gipxl.files import sha256
from tests.folder.drives import look

SCRIPTS = Path(__file__).parent.parent / "scripts"


def simulated(plans: int, folder: Path, *more: str) -> dict[str, int]:
    command = [sys.executable, str(SCRIPTS / "simulate_drive.py"), str(plans), str(folder), *more]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    made = json.loads(done.stdout)
    assert isinstance(made, dict)
    return made


def contents(folder: Path) -> dict[str, tuple[str, float]]:
    return {
        str(path.relative_to(folder)): (sha256(path.read_bytes()), path.stat().st_mtime)
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


def test_a_pass_finds_on_a_simulated_drive_what_was_made(tmp_path: Path) -> None:
    made = simulated(40, tmp_path / "drive", "--seed", "23")
    status = look(tmp_path / "drive", tmp_path / "out")
    why = Counter(each.why.split(":")[0].split(" holds ")[-1].split(" that ")[0] for each in status.skipped)
    assert made["plans"] == 40
    assert sum(row.checked is not None for row in status.plans) == 40 + made.get("conflict copies", 0)
    assert status.problems == made.get("damaged workbooks", 0)
    assert sum(len(row.earlier) for row in status.plans) == made["earlier months"] > 0
    assert why["no plan"] == made["other tables"] > 0
    layouts = {tuple(row.checked.as_at_from.split()[:2]) for row in status.plans if row.checked}
    sizes = {row.checked.figures.workstreams.value for row in status.plans if row.checked}
    assert len(layouts) > 1 and len(sizes) > 3, "plans of several layouts and sizes"


def test_the_same_drive_is_made_every_time_and_another_by_another_seed(tmp_path: Path) -> None:
    for name, seed in (("one", "0"), ("two", "0"), ("three", "1")):
        simulated(12, tmp_path / name, "--seed", seed)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert contents(tmp_path / "one").keys() != contents(tmp_path / "three").keys()


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        simulated(3, tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="the system does not say what a process has used")
def test_the_quick_run_prints_both_tables() -> None:
    command = [sys.executable, str(SCRIPTS / "bench_drive.py"), "--quick"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    tables = [table.splitlines() for table in done.stdout.strip().split("\n\n")]
    assert [table[0].split("|")[1].strip() for table in tables] == ["plans", "plans"]
    for table in tables:
        assert len(table) == 3 and len({line.count("|") for line in table}) == 1
        assert table[2].split("|")[1].strip() == "20"
