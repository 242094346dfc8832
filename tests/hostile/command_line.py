"""The real command line over hostile files, watched: what it answers and leaves behind, and what it must not do."""

from __future__ import annotations

import contextlib
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gipxl.cli import main
from gipxl.files import sha256

PROJECT = Path(__file__).resolve().parents[2]
MEMORY, SECONDS = 1024**3, 30
AS_AT = ("--as-at", "2020-09-30")
#: A finding, a refusal or nothing: never anything else.
SANE = (0, 1, 2)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a command said and returned."""

    status: int
    out: str
    err: str

    @property
    def faults(self) -> list[str]:
        """What no command may ever answer, whatever it was given."""
        found = [f"status {self.status}"] if self.status not in SANE else []
        lines = self.err.splitlines()
        found += [f"on stderr: {line[:300]}" for line in lines if not line.startswith("gipxl: ")]
        found += [f"not foreseen: {line[:500]}" for line in lines if "did not foresee" in line]
        found += ["not done, and nothing said"] if self.status == 2 and not lines else []
        return found + ["a traceback"] * ("Traceback (most recent call last)" in self.out + self.err)


def asked(*arguments: object) -> Answer:
    """A command run in this process."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(each) for each in arguments])
    return Answer(status=status, out=out.getvalue(), err=err.getvalue())


_GUARDED = """
import os, sys
def watch(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn"):
        os.write(2, f"reached out: {event} {arguments!r}\\n".encode())
        os._exit(99)
sys.addaudithook(watch)
from gipxl.cli import main
sys.exit(main(sys.argv[1:]))
"""


def limited(*arguments: object) -> Answer:
    """A command as a process of its own with 1 GB and 30 seconds, stopped if it opens a connection or runs another."""
    # Threads of the libraries take address space by the gigabyte that they never touch.
    quiet = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
    done = subprocess.run(
        [sys.executable, "-c", _GUARDED, *map(str, arguments)],
        cwd=PROJECT, env=os.environ | quiet, capture_output=True, timeout=SECONDS, check=False,
        stdin=subprocess.DEVNULL, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY)),
    )  # fmt: skip
    return Answer(status=done.returncode, out=done.stdout.decode(), err=done.stderr.decode())


def standing(*folders: Path) -> dict[str, tuple[int, str]]:
    """Every file below the folders with its time and its sum; pipes and links as such."""
    found = {}
    for path in sorted(each for folder in folders for each in folder.rglob("*")):
        state = path.lstat()
        found[str(path)] = (state.st_mtime_ns if path.is_file() else 0, _sum(path))
    return found


def _sum(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return "no file"
    return sha256(path.read_bytes())


def temporary_files() -> set[str]:
    """What lies in the folder for temporary files, but for the locks, which stay for the next run."""
    return {
        each.name
        for each in Path(tempfile.gettempdir()).iterdir()
        if not re.fullmatch(r"gipxl-\w{16}\.lock", each.name)
    }


@contextlib.contextmanager
def nothing_changes(*folders: Path) -> Iterator[None]:
    """The files in the folders are the same afterwards, to the byte and the time, and none has come."""
    before = standing(*folders)
    yield
    assert standing(*folders) == before


def refused(answer: Answer, *words: str) -> None:
    """The answer is a refusal: status 2, nothing on stdout, and one line with these words."""
    assert answer.faults == []
    assert (answer.status, answer.out) == (2, ""), answer
    assert len(answer.err.splitlines()) == 1, answer.err
    for word in words:
        assert word in answer.err, answer.err
