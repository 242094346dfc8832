"""The same inputs give the same bytes: in any time zone and locale, whatever order the system hands out files in."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from gipxl.files import sha256
from tests.hostile.bases import SAMPLES
from tests.hostile.command_line import PROJECT

#: Everything that may differ from one machine and day to another.
SURROUNDINGS = (
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "ORDER": "forward"},
    {
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C.UTF-8",
        "PYTHONHASHSEED": "4711",
        "ORDER": "backward",
        "LANG": "tr_TR.UTF-8",
    },
)

_ALL = """
import os, sys
backward = os.environ["ORDER"] == "backward"
listed, scanned = os.listdir, os.scandir
if backward:
    os.listdir = lambda *given: sorted(listed(*given), reverse=True)
    class Backward:
        def __init__(self, *given):
            with scanned(*given) as found:
                self.found = iter(sorted(found, key=lambda each: each.name, reverse=True))
        def __enter__(self): return self
        def __exit__(self, *_): self.close()
        def __iter__(self): return self
        def __next__(self): return next(self.found)
        def close(self): self.found = iter(())
    os.scandir = Backward
from gipxl.cli import main
plan, out = sys.argv[1:]
for words in (
    ["build", plan, "--out", f"{out}/build", "--fail-on", "never"],
    ["email", plan, "--owners", "--digest", "--out", f"{out}/email"],
    ["report", plan, "--variant", "committee", "--out", f"{out}/committee", "--fail-on", "never"],
    ["report", plan, "--variant", "exception", "--out", f"{out}/exception", "--fail-on", "never"],
    ["fix", plan, "--to", f"{out}/fixed.xlsx"],
    ["new", "--year", "2021/22", "--to", f"{out}/new.xlsx"],
    ["new", "--details", "--to", f"{out}/details.xlsx"],
    ["rollover", plan, "--year", "2021/22", "--to", f"{out}/next.xlsx"],
    ["publish", plan, "--no-ods", "--out", f"{out}/public"],
):
    status = main([*words, "--quiet"])
    assert status in (0, 1), words
"""


def test_every_output_is_the_same_anywhere(tmp_path: Path) -> None:
    there = tmp_path / "plans"
    there.mkdir()
    for sample in sorted(SAMPLES.glob("*.xlsx")):
        (there / sample.name).write_bytes(sample.read_bytes())
    plan = there / "2020-09 Governance Improvement Plan.xlsx"
    sums = [_sums(plan, tmp_path / f"out{number}", each) for number, each in enumerate(SURROUNDINGS)]
    assert len(sums[0]) > 15
    assert sums[0] == sums[1]


def _sums(plan: Path, out: Path, surroundings: dict[str, str]) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-c", _ALL, str(plan), str(out)], cwd=PROJECT, env=os.environ | surroundings,
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {str(path.relative_to(out)): sha256(path.read_bytes()) for path in sorted(out.rglob("*")) if path.is_file()}
