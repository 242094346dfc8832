"""scripts/monthly.py and scripts/test.py on a machine that has only Python, with a toy project that needs no index."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parent.parent / "scripts"
OURS = ("environment.py", "installing.py", "locking.py", "monthly.py", "test.py")

SETUP = """
    [metadata]
    name = toy
    version = 1.0
    [options]
    install_requires =
"""
BUILD_SYSTEM = """
    [build-system]
    requires = []
    build-backend = "toy_build"
    backend-path = ["."]
"""
# A build backend without setuptools, so that pip has nothing to fetch
TOY_BUILD = """
    import zipfile
    from pathlib import Path

    def build_editable(folder, config_settings=None, metadata_directory=None):
        name = "toy-1.0-py3-none-any.whl"
        kept = {
            "toy.pth": str(Path.cwd()),
            "toy-1.0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: toy\\nVersion: 1.0\\nProvides-Extra: test\\n",
            "toy-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        }
        kept["toy-1.0.dist-info/RECORD"] = "".join(f"{name},,\\n" for name in [*kept, "toy-1.0.dist-info/RECORD"])
        with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
            for member, text in kept.items():
                wheel.writestr(member, text)
        return name
"""
GIPXL = """
    import os, sys
    print(sys.prefix, os.getcwd(), *sys.argv[1:], sep="|")
    sys.exit(int(os.environ.get("TOY_STATUS", 0)))
"""


@dataclass(frozen=True)
class Toy:
    """A project with our scripts and next to nothing in it."""

    folder: Path

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def python(self) -> Path:
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> int:
        """When the environment was made: it changes only with a new one."""
        return (self.venv / "pyvenv.cfg").stat().st_mtime_ns

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def start(
        self,
        *arguments: str | Path,
        cwd: Path | None = None,
        python: Sequence[str | Path] = (sys.executable,),
        **environment: str,
    ) -> subprocess.Popen[str]:
        command = [*python, self.folder / "scripts" / "monthly.py", *arguments]
        return subprocess.Popen(
            command, cwd=cwd or self.folder, env=os.environ | {"PIP_NO_INDEX": "1"} | environment,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip

    def run(self, *arguments: str | Path, **options: object) -> Done:
        return ended(self.start(*arguments, **options))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Done:
    status: int
    out: str
    err: str


def ended(process: subprocess.Popen[str]) -> Done:
    out, err = process.communicate()
    return Done(process.returncode, out, err)


@pytest.fixture
def toy(tmp_path: Path) -> Toy:
    toy = Toy(tmp_path / "a plan")
    toy.write("setup.cfg", SETUP)
    toy.write("pyproject.toml", BUILD_SYSTEM)
    toy.write("toy_build.py", TOY_BUILD)
    toy.write("gipxl/__main__.py", GIPXL)
    for name in OURS:
        toy.write(f"scripts/{name}", (SCRIPTS / name).read_text(encoding="utf-8"))
    return toy


def test_the_first_run_makes_the_environment_and_the_second_starts_at_once(toy: Toy, tmp_path: Path) -> None:
    first = toy.run("--wheels", tmp_path, "plan.xlsx", "--as-at", "2020-09-30", TOY_STATUS="1")
    assert first.out.strip() == f"{toy.venv}|{toy.folder}|build|plan.xlsx|--as-at|2020-09-30"
    assert first.err.count("\n") == 1
    assert "making an environment in .venv" in first.err
    assert first.status == 1  # the job's own

    made = toy.stamp
    second = toy.run("plan.xlsx", cwd=tmp_path)
    assert (second.status, second.err) == (0, "")
    assert second.out.strip() == f"{toy.venv}|{tmp_path}|build|plan.xlsx"  # a path is the user's own …
    assert toy.run(cwd=tmp_path).out.strip() == f"{toy.venv}|{toy.folder}|build"  # … without one it is the samples
    assert toy.stamp == made


def test_new_requirements_are_installed_into_the_environment_that_is_there(toy: Toy) -> None:
    assert toy.run().status == 0
    made = toy.stamp
    toy.write("setup.cfg", SETUP.replace("version = 1.0", "version = 1.1"))
    again = toy.run()
    assert (again.status, toy.stamp) == (0, made)
    assert "bringing .venv up to date" in again.err

    toy.write("setup.cfg", SETUP + "\n    [mypy]\n    strict = True\n")
    toy.run()
    toy.write("setup.cfg", SETUP + "\n    [mypy]\n    strict = False\n")  # nothing that pip would look at
    assert toy.run().err == ""


def test_a_half_made_environment_is_made_anew(toy: Toy) -> None:
    assert toy.run().status == 0
    note = toy.venv / "gipxl-environment.json"
    note.write_text(note.read_text(encoding="utf-8").partition('"filled"')[0] + '"filled": {}}', encoding="utf-8")
    shutil.rmtree(next(toy.venv.rglob("site-packages")))
    again = toy.run()
    assert (again.status, again.out.strip()) == (0, f"{toy.venv}|{toy.folder}|build")
    assert not list(toy.folder.glob(".venv.old-*"))


def test_an_environment_that_was_moved_with_its_folder_is_made_anew(toy: Toy) -> None:
    assert toy.run().status == 0
    moved = Toy(toy.folder.rename(toy.folder.with_name("elsewhere")))
    again = moved.run()
    assert (again.status, again.out.strip()) == (0, f"{moved.venv}|{moved.folder}|build")
    assert "making an environment" in again.err


def test_two_at_once_make_one_environment_and_both_run(toy: Toy) -> None:
    both = [ended(process) for process in [toy.start("one"), toy.start("two")]]
    assert [done.status for done in both] == [0, 0]
    assert sorted(done.out.strip()[-3:] for done in both) == ["one", "two"]
    said = "".join(done.err for done in both)
    assert said.count("making an environment") == 1
    assert said.count("waiting for it") <= 1


def test_an_environment_made_by_hand_is_used_and_kept(toy: Toy) -> None:
    subprocess.run([sys.executable, "-m", "venv", toy.venv], check=True)
    made = toy.stamp
    mine = toy.venv / "mine.txt"
    mine.touch()
    first = toy.run()
    assert (first.status, toy.stamp) == (0, made)
    assert "into the .venv that is there" in first.err
    assert toy.run().err == ""
    assert mine.exists()


def test_a_folder_called_venv_that_is_something_else_is_left_alone(toy: Toy) -> None:
    toy.write(".venv/minutes.txt", "not an environment")
    done = toy.run()
    assert_one_line(done, "rename or delete it")
    assert (toy.venv / "minutes.txt").exists()


def test_started_from_an_environment_that_must_go_it_says_so(toy: Toy) -> None:
    assert toy.run().status == 0
    (toy.venv / "gipxl-environment.json").write_text('{"filled": {}}', encoding="utf-8")
    assert_one_line(toy.run(python=[toy.python]), "type deactivate")


def test_a_python_that_cannot_make_environments_is_told_in_one_line(toy: Toy) -> None:
    without = "import sys; sys.modules['ensurepip'] = None; sys.argv = sys.argv[1:]; sys.path[0] = 'scripts'; "
    start = "import runpy; runpy.run_path(sys.argv[0], run_name='__main__')"
    assert_one_line(toy.run(python=[sys.executable, "-c", without + start]), "has no ensurepip")
    assert not toy.venv.exists()


def test_without_an_index_one_line_names_the_way_out(toy: Toy, tmp_path: Path) -> None:
    toy.write("setup.cfg", SETUP.rstrip() + " lxml\n")
    toy.write("toy_build.py", TOY_BUILD.replace("Provides-Extra: test", "Requires-Dist: lxml >=5"))
    unreachable = toy.run()
    assert unreachable.status == 2
    assert "--wheels FOLDER" in unreachable.err.splitlines()[-1]
    assert len(unreachable.err.splitlines()) == 2  # after the line of progress
    lacking = toy.run("--wheels", tmp_path)
    assert lacking.status == 2
    assert f"{tmp_path} has no wheel that fits lxml>=5" in lacking.err
    assert len(lacking.err.splitlines()) == 2


def test_where_pip_fails_for_another_reason_its_last_lines_are_shown(toy: Toy) -> None:
    toy.write("toy_build.py", "def build_editable(*_, **__): raise SystemExit('the moon is full')")
    done = toy.run()
    assert done.status == 2
    assert "the moon is full" in done.err
    assert done.err.splitlines()[-1] == "gipxl: what gipxl needs could not be installed: see above."
    assert len(done.err.splitlines()) < 20


def test_an_environment_comes_back_where_its_successor_cannot_be_made(toy: Toy) -> None:
    assert toy.run().status == 0
    made = toy.stamp
    note = toy.venv / "gipxl-environment.json"
    as_it_was = note.read_text(encoding="utf-8")
    note.write_text(as_it_was.replace('"python": "3.', '"python": "2.'), encoding="utf-8")
    toy.write("toy_build.py", "def build_editable(*_, **__): raise SystemExit('no')")
    assert toy.run().status == 2
    assert toy.stamp == made
    note.write_text(as_it_was, encoding="utf-8")
    assert toy.run().status == 0


@pytest.mark.parametrize("arguments", [["--wheels"], ["--wheels", "nowhere"], ["--wheels=nowhere", "plan.xlsx"]])
def test_wheels_without_a_folder_is_told_in_one_line(toy: Toy, arguments: list[str]) -> None:
    assert_one_line(toy.run(*arguments), "--wheels")
    assert not toy.venv.exists()


@pytest.mark.parametrize("script", ["monthly.py", "test.py"])
def test_an_older_python_is_told_in_one_line(script: str) -> None:
    """The real thing needs an older Python; this pretends to be one, from the first line of the script on."""
    pretend = "import sys; sys.version_info = (3, 9); sys.version = '3.9.18 (main)'; sys.path.clear(); "
    start = f"exec(compile(open({str(SCRIPTS / script)!r}).read(), 'script', 'exec'), {{'__name__': '__main__'}})"
    done = subprocess.run([sys.executable, "-c", pretend + start], capture_output=True, text=True, check=False)
    assert_one_line(
        Done(done.returncode, done.stdout, done.stderr), "needs Python 3.11 or later, and this is Python 3.9.18"
    )


def assert_one_line(done: Done, words: str) -> None:
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1), done.err
    assert done.err.startswith("gipxl: ")
    assert words in done.err
