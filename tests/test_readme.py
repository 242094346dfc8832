"""The examples of README and docs do what they say: commands and Python are run, in a folder with the sample workbooks.

In a ``console`` block a line after ``$`` is typed and those under it are what is then shown; a line of ``…`` stands
for any lines. A command ends with status 0 unless ``# exit status 1`` follows it. ``python scripts/…`` has tests of
its own, so here the script only has to exist; other programs (git, cd) are not run. A ``python`` block is a program,
a ``toml`` block settings that gipxl takes. The commands of one page run one after the other in one folder.
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

from gipxl.settings import load

PROJECT = Path(__file__).parent.parent
PAGES = ["README.md", *sorted(f"docs/{path.name}" for path in (PROJECT / "docs").glob("*.md")), "CHANGELOG.md"]


def text_of(page: str) -> str:
    return (PROJECT / page).read_text(encoding="utf-8")


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


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text_of(page), re.MULTILINE | re.DOTALL)


def commands(page: str) -> Iterator[Command]:
    for block in blocks(page, "console"):
        command = None
        for line in block.splitlines():
            if line.startswith("$ "):
                command = Command(line.removeprefix("$ "))
                yield command
            elif command is not None:
                command.shown.append(line.rstrip())


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"COLUMNS": "90", "PYTHONUTF8": "1", "PYTHONPATH": str(PROJECT)}
    environment |= dict.fromkeys(("XDG_CONFIG_HOME", "APPDATA"), str(folder / "own"))
    return subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip


def is_shown(output: str, shown: list[str]) -> bool:
    """Whether the output is what the page shows: line for line, and any lines where three dots stand alone."""
    wanted = "\n".join(shown).rstrip().splitlines()
    lines = [r"(?:.*\n)*?" if line.strip() in {"…", "..."} else rf"{re.escape(line)}[ \t]*\n" for line in wanted]
    return re.fullmatch("".join(lines), f"{output.rstrip()}\n") is not None


def pages_with(language: str) -> list[str]:
    return [page for page in PAGES if blocks(page, language)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(PROJECT / "workbooks", tmp_path / "workbooks")
    return tmp_path


@pytest.mark.parametrize("page", pages_with("console"))
def test_every_command_shows_what_the_page_says(page: str, folder: Path) -> None:
    for command in list(commands(page)):
        program, *arguments = command.words
        if program == "gipxl":
            done = python(folder, "-m", "gipxl", *arguments)
            assert done.returncode == command.status, f"$ {command.line}\n{done.stdout}"
            assert not command.shown or is_shown(done.stdout, command.shown), f"$ {command.line}\n{done.stdout}"
        elif program in {"python", "py"} and arguments and arguments[0].startswith("scripts/"):
            assert (PROJECT / arguments[0]).exists(), command.line


def test_readme_shows_the_two_commands_for_a_fresh_machine_first_and_gipxl_itself() -> None:
    lines = [command.line for command in commands("README.md")]
    assert lines[:2] == ["python scripts/monthly.py", "python scripts/test.py"]
    assert any(line.startswith("gipxl ") for line in lines)


@pytest.mark.parametrize("page", pages_with("python"))
def test_every_python_example_runs(page: str, folder: Path) -> None:
    for number, program in enumerate(blocks(page, "python"), start=1):
        done = python(folder, "-c", program)
        assert done.returncode == 0, f"Python example {number} of {page}:\n{program}\n{done.stdout}"


@pytest.mark.parametrize("page", pages_with("toml"))
def test_every_example_of_settings_is_taken(page: str, tmp_path: Path) -> None:
    for program in blocks(page, "toml"):
        (tmp_path / "gipxl.toml").write_text(program, encoding="utf-8")
        load(named=tmp_path / "gipxl.toml")


@pytest.mark.parametrize("page", PAGES)
def test_everything_that_a_page_points_to_is_there(page: str) -> None:
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text_of(page)):
        name, _, part = target.replace("%20", " ").partition("#")
        path = (PROJECT / page).parent / name if name else PROJECT / page
        assert path.exists(), f"{page} points to {target}"
        assert not part or part in headings(path.read_text(encoding="utf-8")), f"{page} points to {target}"


def headings(text: str) -> set[str]:
    """What links to a page's headings are called."""
    found = re.findall(r"^#+ (.+)$", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in found}


def test_the_contents_name_every_page_of_docs() -> None:
    targets = set(re.findall(r"\]\((docs/\w[\w-]*\.md)", text_of("README.md")))
    assert targets == {page for page in PAGES if page.startswith("docs/")}
