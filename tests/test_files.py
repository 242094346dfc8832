"""Files that appear whole or not at all, under names that every system takes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gipxl.errors import OutputError
from gipxl.files import fits, only_one, refuse_open, safe_stem, sha256, write_all

PROJECT = Path(__file__).parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# ---- names ----


@pytest.mark.parametrize(("text", "stem"), [
    ("2020-09 Covering report OFFICIAL-SENSITIVE", "2020-09 Covering report OFFICIAL-SENSITIVE"),
    ("2020-09 Covering report ", "2020-09 Covering report"),
    ("a/b\\c:d*e?f\"g<h>i|j", "a b c d e f g h i j"),
    ("Plan.", "Plan"), ("Plan. . -", "Plan"), ("..", "_"), ("", "_"), (" \t\n", "_"), ("../../etc/x", "etc x"),
    ("CON", "_CON"), ("nul", "_nul"), ("aux.plan", "_aux.plan"), ("com1", "_com1"), ("LPT9.x", "_LPT9.x"),
    ("prn .x", "_prn .x"), ("Conference", "Conference"), ("com10", "com10"), ("COM¹", "_COM¹"),
    ("plan\u202ecod.xslx", "plan cod.xslx"), ("plan\x00\x1b[2J", "plan [2J"), ("re\u0301sume\u0301", "résumé"),
    ("bad\udcff", "bad"),
])  # fmt: skip
def test_names_that_windows_takes(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


@given(text=st.text(max_size=400))
@example("ŵ" * 200)
@example("計画" * 200)
@example("\U0001f4c8" * 100)
def test_any_text_gives_a_name_that_can_be_written(text: str) -> None:
    stem = safe_stem(text)
    assert 0 < len(stem) <= 121 and len(stem.encode()) <= 231
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', stem) and stem == stem.strip(" .")
    assert stem.partition(".")[0].strip().lower() not in ("con", "prn", "aux", "nul", "com1", "lpt1")
    assert safe_stem(stem) == stem


def test_what_fits_a_name_keeps_its_length() -> None:
    assert fits("x" * 120) and not fits("x" * 121) and not fits("計" * 100)


# ---- writing ----


def test_all_files_are_written_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    write_all(folder, {"one.txt": b"1", "two.txt": b"2"})
    assert contents(folder) == {"one.txt": b"1", "two.txt": b"2"}
    write_all(folder, {"two.txt": b"3"}, obsolete=("one.txt", "never.txt"))
    assert contents(folder) == {"two.txt": b"3"}


@pytest.mark.parametrize("blocked", ["a.txt", "b.txt", "c.txt"])
def test_where_one_cannot_be_replaced_all_stay_as_they_were(blocked: str, tmp_path: Path) -> None:
    names = [name for name in ("a.txt", "b.txt", "c.txt") if name != blocked]
    before = {names[0]: b"old"}
    (tmp_path / names[0]).write_bytes(b"old")
    (tmp_path / blocked).mkdir()
    (tmp_path / blocked / "inside").touch()
    with pytest.raises(OutputError, match=rf"{blocked} cannot be replaced \(a folder has its name\)"):
        write_all(tmp_path, dict.fromkeys(("a.txt", "b.txt", "c.txt"), b"new"), obsolete=(names[0],))
    assert contents(tmp_path) == before


@pytest.mark.parametrize("failing", [1, 2, 3])
def test_where_the_system_refuses_one_move_the_others_are_undone(
    failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_all(tmp_path, {"a.txt": b"old a", "c.txt": b"old c"})
    calls, real = 0, os.replace

    def refuse(source: os.PathLike[str] | str, target: os.PathLike[str] | str) -> None:
        nonlocal calls
        calls += 1
        if calls == failing:
            raise PermissionError(13, "Permission denied", str(source))
        real(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OutputError, match=r"cannot be replaced \(Permission denied\): it may be open in Word or Excel"):
        write_all(tmp_path, {"a.txt": b"new a", "b.txt": b"new b", "c.txt": b"new c"})
    assert contents(tmp_path) == {"a.txt": b"old a", "c.txt": b"old c"}


def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_all(tmp_path, {"a.txt": b"old"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"a\.txt cannot be written \(No space left on device\)"):
        write_all(tmp_path, {"a.txt": b"new", "b.txt": b"new"})
    assert contents(tmp_path) == {"a.txt": b"old"}


def test_a_file_where_a_folder_should_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"")
    for folder in (tmp_path / "output", tmp_path / "output" / "2020-09"):
        with pytest.raises(OutputError, match=r"output is a file, not a folder\. Give another folder with --out\."):
            write_all(folder, {"a.txt": b"1"})


@pytest.mark.parametrize(("mark", "name", "program"), [
    ("~$2020-09 Report.docx", "2020-09 Report.docx", "Word"),
    ("~$20-09 Report.docx", "2020-09 Report.docx", "Word"),
    ("~$plan.xlsx", "plan.xlsx", "Excel"),
    (".~lock.plan.xlsx#", "plan.xlsx", "Excel"),
])  # fmt: skip
def test_a_file_open_in_word_or_excel_is_left_alone(mark: str, name: str, program: str, tmp_path: Path) -> None:
    write_all(tmp_path, {"a.txt": b"old", name: b"old"})
    (tmp_path / mark).write_bytes(b"somebody")
    before = contents(tmp_path)
    message = f"{name} is open in {program}. Close it and run the command again"
    with pytest.raises(OutputError, match=re.escape(message)):
        write_all(tmp_path, {"a.txt": b"new", name: b"new"})
    with pytest.raises(OutputError, match=re.escape(message)):
        write_all(tmp_path, {"a.txt": b"new"}, obsolete=(name,))
    assert contents(tmp_path) == before


def test_a_mark_beside_a_file_that_is_gone_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "~$plan.xlsx").write_bytes(b"somebody")
    refuse_open(tmp_path / "plan.xlsx")


KILLED = """
import os, signal, sys
from pathlib import Path
from gipxl import files

def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if sys.argv[2] == "writing":
    os.fsync = die
else:
    files._move_all = die
files.write_all(Path(sys.argv[1]), {"a.txt": b"new" * 100_000, "b.txt": b"new"})
"""


def test_what_is_left_over_and_cannot_be_removed_is_named_and_the_new_files_stand(tmp_path: Path) -> None:
    (tmp_path / "old.txt").mkdir()  # no file, so that it cannot be removed as one
    with pytest.raises(
        OutputError, match=r"old\.txt is left over from an earlier run and cannot be removed"
    ) as refusal:
        write_all(tmp_path, {"a.txt": b"new"}, obsolete=("old.txt",))
    assert "the new files are in place" in refusal.value.remedy
    assert (tmp_path / "a.txt").read_bytes() == b"new" and (tmp_path / "old.txt").is_dir()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
def test_a_killed_run_that_was_to_remove_something_is_finished_too(tmp_path: Path) -> None:
    program = KILLED.replace("})\n", '}, obsolete=("old.txt",))\n')
    write_all(tmp_path, {"a.txt": b"old", "old.txt": b"old"})
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path), "moving"], cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL and (tmp_path / "old.txt").exists()
    write_all(tmp_path, {"c.txt": b"other"})
    assert contents(tmp_path) == {"a.txt": b"new" * 100_000, "b.txt": b"new", "c.txt": b"other"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such signal")
@pytest.mark.parametrize("when", ["writing", "moving"])
def test_a_killed_run_leaves_no_half_file_and_the_next_one_clears_up(when: str, tmp_path: Path) -> None:
    write_all(tmp_path, {"a.txt": b"old"})
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), when], cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "a.txt").read_bytes() == b"old" and not (tmp_path / "b.txt").exists()
    assert len(contents(tmp_path)) > 1, "the run was killed before it had begun"
    write_all(tmp_path, {"a.txt": b"newer"})
    # Once all its files stood, the set that was begun is finished: never half of it.
    assert contents(tmp_path) == {"a.txt": b"newer"} | ({"b.txt": b"new"} if when == "moving" else {})


HOLDING = """
import sys
from pathlib import Path
from gipxl.files import only_one
with only_one(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_two_jobs_never_write_to_one_folder_at_once(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None and other.stdin is not None
        assert other.stdout.readline().strip() == b"held"
        way_out = r"Another job is writing to .*\. Wait until it has ended\."
        for same in (tmp_path, tmp_path / "x" / ".."):
            with pytest.raises(OutputError, match=way_out), only_one(same):
                pytest.fail("two jobs at once")
        with only_one(tmp_path / "other"):
            pass
        other.stdin.close()
        other.wait()
    with only_one(tmp_path):
        pass
    assert not list(tmp_path.iterdir()), "the lock lies elsewhere"


def test_the_sum_is_sha256() -> None:
    assert sha256(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
