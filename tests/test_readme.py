"""README's examples do what they say: its commands and its Python are run, in a folder with the sample workbooks.

In a ``console`` block a line after ``$`` is typed and those under it are what is then shown; a line of ``…`` stands
for any lines. A command ends with status 0 unless ``# exit status 1`` follows it. ``python scripts/…`` has tests of
its own, so here the script only has to exist; other programs (git, cd) are not run. A ``python`` block is a program.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent


def readme() -> str:
    return (PROJECT / "README.md").read_text(encoding="utf-8")


@dataclass(frozen=True)
class Command:
    line: str
    shown: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        return shlex.split(self.line, comments=True)

    @property
    def status(self) -> int:
        said = re.search(r"# exit status (\d)", self.line)
        return int(said[1]) if said else 0


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", readme(), re.MULTILINE | re.DOTALL)


def commands() -> Iterator[Command]:
    for block in blocks("console"):
        command = None
        for line in block.splitlines():
            if line.startswith("$ "):
                command = Command(line.removeprefix("$ "))
                yield command
            elif command is not None:
                command.shown.append(line.rstrip())


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "120", "PYTHONUTF8": "1", "PYTHONPATH": str(PROJECT)}
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip


def is_shown(output: str, shown: list[str]) -> bool:
    """Whether the output is what README shows: line for line, and any lines where three dots stand alone."""
    wanted = "\n".join(shown).rstrip().splitlines()
    lines = [r"(?:.*\n)*?" if line.strip() in {"…", "..."} else rf"{re.escape(line)}[ \t]*\n" for line in wanted]
    return re.fullmatch("".join(lines), f"{output.rstrip()}\n") is not None


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "workbooks", tmp_path / "workbooks")
    return tmp_path


def test_every_command_shows_what_readme_says(folder: Path) -> None:
    run = 0
    for command in list(commands()):
        program, *arguments = command.words
        if program == "gipxl":
            done = python(folder, "-m", "gipxl", *arguments)
            assert done.returncode == command.status, f"$ {command.line}\n{done.stdout}"
            assert not command.shown or is_shown(done.stdout, command.shown), f"$ {command.line}\n{done.stdout}"
            run += 1
        elif program in {"python", "py"} and arguments and arguments[0].startswith("scripts/"):
            assert (PROJECT / arguments[0]).exists(), command.line
    assert run, "README shows no gipxl command"


def test_every_python_example_runs(folder: Path) -> None:
    assert blocks("python"), "README shows no Python"
    for number, program in enumerate(blocks("python"), start=1):
        done = python(folder, "-c", program)
        assert done.returncode == 0, f"Python example {number} of README:\n{program}\n{done.stdout}"


def test_every_file_that_readme_points_to_is_there() -> None:
    targets = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", readme())
    assert targets
    assert not [target for target in targets if not (PROJECT / target.replace("%20", " ")).exists()]
