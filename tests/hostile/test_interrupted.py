"""A job that is killed, or runs out of room, at any moment: the old outputs or the new ones, never half of each."""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from gipxl.files import sha256
from tests.hostile.bases import SEPTEMBER
from tests.hostile.command_line import PROJECT, asked

# Ends the process, with no chance to tidy up, when it touches the disk for the given time after the first lock.
_KILLED = """
import os, signal, sys
moment, seen, armed = int(sys.argv[1]), 0, False
def watch(event, arguments):
    global seen, armed
    if event == "open" and str(arguments[0]).endswith(".lock"):
        armed = True
    writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if armed and (writes or event in ("os.rename", "os.remove", "os.mkdir", "os.truncate")):
        seen += 1
        if seen == moment:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(watch)
from gipxl.cli import main
sys.exit(main(sys.argv[2:]))
"""


def _sums(out: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()) for path in out.iterdir() if not path.name.startswith(".")}


def _built(out: Path, *more: str) -> dict[str, str]:
    answer = asked("build", SEPTEMBER, "--out", out, "--quiet", "--fail-on", "never", *more)
    assert (answer.faults, answer.status) == ([], 0), answer
    return _sums(out)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_build_that_is_killed_leaves_the_old_set_or_the_new(tmp_path: Path) -> None:
    old = _built(tmp_path / "old", "--no-baseline")
    new = _built(tmp_path / "new")
    assert old.keys() == new.keys() and old != new
    out, whole, moment = tmp_path / "out", [], -1
    while True:
        moment += 3
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(tmp_path / "old", out)
        done = subprocess.run(
            [sys.executable, "-c", _KILLED, str(moment), "build", str(SEPTEMBER), "--out", str(out), "--quiet"],
            cwd=PROJECT, capture_output=True, timeout=60, check=False,
        )  # fmt: skip
        # Each file is one or the other, whole; where some were moved and some not yet, the next run goes on from there.
        left = _sums(out)
        assert all(digest in (old[name], new[name]) for name, digest in left.items()), moment
        whole.append(left in (old, new))
        if done.returncode >= 0:
            break
        assert moment < 60
        # Whatever was left, the next run is not held up by it, clears it away and is whole.
        if moment == 2 or not whole[-1]:
            assert _built(out) == new
            assert not [path for path in out.iterdir() if path.name.startswith(".")]
    assert moment > 6, "the job was never killed"
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert all(sha256((out / name).read_bytes()) == digest for name, digest in manifest["sha256"].items())
    assert whole.count(False) < len(old), "only while the files are moved may the set be mixed"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
@pytest.mark.parametrize("kilobytes", [1, 8, 20, 40, 60])
def test_a_full_disk_leaves_everything_as_it_was(kilobytes: int, tmp_path: Path) -> None:
    out = tmp_path / "out"
    old = _built(out, "--no-baseline")
    most = kilobytes * 1024
    done = subprocess.run(
        [sys.executable, "-m", "gipxl", "build", str(SEPTEMBER), "--out", str(out), "--quiet", "--fail-on", "never"],
        cwd=PROJECT, capture_output=True, text=True, timeout=60, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )  # fmt: skip
    assert done.returncode == 2, done
    assert done.stderr.startswith("gipxl: ") and "cannot be written" in done.stderr and done.stderr.count("\n") == 1
    assert _sums(out) == old and len(list(out.iterdir())) == len(old)
