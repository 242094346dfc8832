"""``gipxl sync`` as it is started: what it writes and says, and how it ends."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gipxl.cli import main
from tests.folder.drives import command, environment, gipxl, plan, started

posix = pytest.mark.skipif(os.name == "nt", reason="signals as POSIX systems have them")


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    plan(folder / "Legal" / "GIP.xlsx")
    plan(folder / "Legal" / "Archive" / "July.xlsx", as_at="As at 31 July 2020")
    plan(folder / "HR" / "GIP.xlsx", words="HR")
    return folder


def status_of(out: Path) -> dict[str, object]:
    found = json.loads((out / "status.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_status_is_written_as_promised(drive: Path, tmp_path: Path) -> None:
    done = gipxl("sync", drive, "--junit", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("2 plans; 0 actions overdue; 0 errors")
    assert done.stderr == f"gipxl: The status is in {Path('output') / 'status'}.\n"
    out = tmp_path / "output" / "status"
    told = status_of(out)
    assert {"folder", "at", "plans", "skipped"} <= told.keys() and told["folder"] == str(drive)
    legal = told["plans"][1]  # type: ignore[index]
    assert {"file", "as_at", "figures", "counts", "problem", "earlier"} <= legal.keys()
    assert (legal["file"], legal["as_at"], legal["problem"]) == ("Legal/GIP.xlsx", "2020-09-30", None)
    assert legal["figures"]["workstreams"] == {"value": 3, "refs": ["A1", "A2", "A3"]}
    (july,) = legal["earlier"]
    assert (july["file"], july["as_at"]) == ("Legal/Archive/July.xlsx", "2020-07-31")
    lines = [json.loads(line) for line in (out / "status.jsonl").read_text("utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["plan", "plan", "earlier month"] and lines[0]["findings"]
    suites = ElementTree.parse(out / "status.junit.xml").getroot()
    assert [suite.get("name") for suite in suites] == ["HR/GIP.xlsx", "Legal/GIP.xlsx"]


def test_the_figures_are_those_of_check(drive: Path, tmp_path: Path) -> None:
    gipxl("sync", drive, "--quiet", cwd=tmp_path)
    legal = status_of(tmp_path / "output" / "status")["plans"][1]  # type: ignore[index]
    workbook = drive / "Legal" / "GIP.xlsx"
    figures = json.loads(gipxl("figures", workbook, "--format", "json", cwd=tmp_path).stdout)
    assert legal["figures"] == figures["figures"] and legal["baseline"] == figures["baseline"] == "July.xlsx"
    assert legal["counts"] == json.loads(gipxl("check", workbook, "--format", "json", cwd=tmp_path).stdout)["counts"]


def test_one_process_or_two_give_the_same_bytes(drive: Path, tmp_path: Path) -> None:
    for jobs in (1, 2):
        gipxl("sync", drive, "--jobs", jobs, "--out", tmp_path / str(jobs), cwd=tmp_path)
    one, two = (status_of(tmp_path / str(jobs)) for jobs in (1, 2))
    assert one.pop("at") and two.pop("at") and one == two
    texts = [(tmp_path / str(jobs) / "status.jsonl").read_bytes() for jobs in (1, 2)]
    assert texts[0] == texts[1]


def test_a_workbook_that_cannot_be_read_makes_it_1_and_a_folder_that_cannot_2(drive: Path, tmp_path: Path) -> None:
    (drive / "Bad.xlsx").write_bytes(b"PK\x03\x04")
    done = gipxl("sync", drive, "--fail-on", "never", cwd=tmp_path)
    assert done.returncode == 1 and "Could not be checked:\n  Bad.xlsx" in done.stdout
    gone = gipxl("sync", tmp_path / "gone", cwd=tmp_path)
    assert gone.returncode == 2 and gone.stderr.count("\n") == 1
    assert gone.stderr.startswith(f"gipxl: The folder {tmp_path / 'gone'} cannot be opened (No such file or directory)")


def test_a_person_is_told_what_is_grave_first_and_what_was_passed_over(drive: Path, tmp_path: Path) -> None:
    (drive / "Bad.xlsx").write_bytes(b"PK\x03\x04")
    shutil.copy(drive / "HR" / "GIP.xlsx", drive / "HR" / "~GIP.xlsx")
    (drive / "HR" / "~$GIP.xlsx").write_bytes(b"\x0aHead of HR")
    text = gipxl("sync", drive, cwd=tmp_path).stdout
    told = " ".join(text.replace(str(drive), "DRIVE").split())
    assert told.startswith("DRIVE Legal/GIP.xlsx, as at 30 September 2020: 3 actions; 4 warnings. HR/GIP.xlsx, as at ")
    assert "Head of HR has it open in Excel: it was checked as it was last saved." in told
    assert "Could not be checked: Bad.xlsx: Bad.xlsx" in told and "July.xlsx" not in told, "a month is no plan"
    assert "Passed over: HR/~GIP.xlsx: A temporary or hidden file. 3 plans; 0 actions overdue" in told
    assert told.endswith("1 could not be checked.")


def test_findings_at_or_above_fail_on_make_it_1(drive: Path, tmp_path: Path) -> None:
    assert gipxl("sync", drive, "--fail-on", "note", cwd=tmp_path).returncode == 1
    assert gipxl("sync", drive, "--fail-on", "never", cwd=tmp_path).returncode == 0


def test_as_json_the_answer_is_the_status(drive: Path, tmp_path: Path) -> None:
    done = gipxl("sync", drive, "--format", "json", cwd=tmp_path)
    assert json.loads(done.stdout) == status_of(tmp_path / "output" / "status")


def test_nothing_goes_into_the_folder_itself_unless_asked(drive: Path, tmp_path: Path) -> None:
    done = gipxl("sync", ".", cwd=drive)
    assert done.returncode == 2 and "Say with --out where it is to go." in done.stderr
    assert sorted(each.name for each in drive.iterdir()) == ["HR", "Legal"]
    assert gipxl("sync", ".", "--out", "status", cwd=drive).returncode == 0
    assert gipxl("sync", ".", "--out", "status", cwd=drive).returncode == 0
    assert len(status_of(drive / "status")["plans"]) == 2  # type: ignore[arg-type]


def test_somebody_else_s_status_file_is_not_written_over(drive: Path, tmp_path: Path) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / "status.json").write_text('{"ok": true}', encoding="utf-8")
    done = gipxl("sync", drive, "--out", out, cwd=tmp_path)
    assert done.returncode == 2 and "gipxl did not write it" in done.stderr
    assert gipxl("sync", drive, "--out", out, "--replace", cwd=tmp_path).returncode == 0


def test_a_status_that_takes_the_place_of_another_folder_s_says_so(drive: Path, tmp_path: Path) -> None:
    said = f"output/status holds the status of {drive / 'HR'}, which that of {drive / 'Legal'} now takes the place of."
    assert "takes the place" not in gipxl("sync", drive / "HR", cwd=tmp_path).stderr
    assert "takes the place" not in gipxl("sync", Path("drive") / "HR", cwd=tmp_path).stderr
    assert "takes the place" not in gipxl("sync", drive / "HR", cwd=tmp_path).stderr
    assert (
        said.replace("output/status", str(Path("output") / "status"))
        in gipxl("sync", drive / "Legal", cwd=tmp_path).stderr
    )


def test_a_file_in_the_place_of_the_status_folder_is_named(drive: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "web").write_text("mine", encoding="utf-8")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "findings").write_text("mine", encoding="utf-8")
    for folder in (drive, tmp_path / "empty"):
        for out, named in (("web", "web"), ("other", "findings")):
            done = gipxl("sync", folder, "--out", out, cwd=tmp_path)
            assert done.returncode == 2 and named in done.stderr and "did not foresee" not in done.stderr


@pytest.mark.parametrize("content", ["not even JSON", "[1, 2]", None])
def test_whatever_else_is_called_status_json_is_not_written_over(
    drive: Path, tmp_path: Path, content: str | None
) -> None:
    status = tmp_path / "web" / "status.json"
    if content is None:
        status.mkdir(parents=True)
    else:
        status.parent.mkdir()
        status.write_text(content, encoding="utf-8")
    done = gipxl("sync", drive, "--out", status.parent, cwd=tmp_path)
    assert done.returncode == 2 and "status.json is there already, and gipxl did not write it." in done.stderr
    assert [each.name for each in status.parent.iterdir() if not each.name.startswith(".")] == ["status.json"]


@pytest.mark.parametrize("is_folder", [False, True])
def test_a_page_that_somebody_else_put_there_is_not_written_over(
    drive: Path, tmp_path: Path, *, is_folder: bool
) -> None:
    page = tmp_path / "web" / "status.html"
    if is_folder:
        page.mkdir(parents=True)
    else:
        page.parent.mkdir()
        page.write_text("<h1>All is well</h1>", encoding="utf-8")
    done = gipxl("sync", drive, "--out", page.parent, cwd=tmp_path)
    assert done.returncode == 2 and "status.html is there already, and gipxl did not write it." in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--every", "0"], "'0' is not a number of seconds; write 1 or more"),
        (["--every", "soon"], "'soon' is not a number of seconds; write 1 or more"),
        (["--jobs", "-1"], "'-1' is not a number of processes; write 1 or more"),
    ],
)
def test_a_number_that_is_none_is_refused(given: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sync", "drive", *given]) == 2
    complaint = capsys.readouterr().err
    assert said in complaint and complaint.count("\n") == 1


def test_what_is_remembered_may_be_damaged_or_not_be_written_and_the_status_is_there_all_the_same(
    drive: Path, tmp_path: Path
) -> None:
    out = tmp_path / "web"
    out.mkdir()
    (out / "cache.sqlite").write_bytes(b"no database")
    done = gipxl("sync", drive, "--out", out, cwd=tmp_path)
    assert done.returncode == 0 and "cache.sqlite was damaged; every workbook is read anew." in done.stderr
    (out / "cache.sqlite").unlink()
    (out / "cache.sqlite-journal").mkdir()  # no database can be written beside this
    plan(drive / "Estates" / "GIP.xlsx", words="Estates")
    done = gipxl("sync", drive, "--out", out, cwd=tmp_path)
    assert done.returncode == 0 and len(status_of(out)["plans"]) == 3  # type: ignore[arg-type]
    assert "could not be written" in done.stderr and "the next pass reads every workbook anew" in done.stderr


def test_a_log_that_cannot_be_written_is_one_line(drive: Path, tmp_path: Path) -> None:
    done = gipxl("sync", drive, "--log", drive, cwd=tmp_path)
    assert done.returncode == 2 and done.stderr.count("\n") == 1
    assert (
        "The log" in done.stderr and "cannot be written (Is a directory). Give another file with --log." in done.stderr
    )


def test_a_build_server_is_told_of_a_workbook_that_cannot_be_read(drive: Path, tmp_path: Path) -> None:
    (drive / "Broken.xlsx").write_bytes(b"no workbook")
    assert gipxl("sync", drive, "--junit", cwd=tmp_path).returncode == 1
    root = ElementTree.parse(tmp_path / "output" / "status" / "status.junit.xml").getroot()
    suites = {suite.get("name"): suite for suite in root}
    broken, fine = suites["Broken.xlsx"], suites["HR/GIP.xlsx"]
    assert (broken.get("tests"), broken.get("errors")) == ("1", "1") and fine.get("errors") == "0"
    (error,) = broken.iter("error")
    assert "Broken.xlsx" in str(error.get("message"))


@posix
def test_at_a_terminal_bars_move_and_quiet_has_none(drive: Path, tmp_path: Path) -> None:
    import pty

    for quiet in (False, True):
        ours, theirs = pty.openpty()
        words = ["sync", drive, "--jobs", "1", *(["--quiet"] if quiet else [])]
        done = subprocess.run(
            command(words), cwd=tmp_path, env=environment(tmp_path) | {"TERM": "xterm"}, stdout=subprocess.PIPE,
            stderr=theirs, check=False,
        )  # fmt: skip
        os.close(theirs)
        shown = b""
        with contextlib.suppress(OSError):  # the other end is closed
            while got := os.read(ours, 10_000):
                shown += got
        os.close(ours)
        assert done.returncode == 0 and b"2 plans" in done.stdout
        assert (b"Looked at" in shown and b"Checked" in shown and b"100%" in shown) is not quiet, shown


@pytest.mark.parametrize("given", [["", "--out", "web"], ["drive", "--out", " "]])
def test_a_variable_that_was_never_set_is_not_taken_for_the_current_folder(
    drive: Path, tmp_path: Path, given: list[str]
) -> None:
    done = gipxl("sync", *given, cwd=tmp_path)
    assert done.returncode == 2 and "no folder is named" in done.stderr and done.stderr.count("\n") == 1
    assert [each.name for each in tmp_path.iterdir()] == ["drive"]


@posix
def test_the_second_of_two_jobs_says_so_and_leaves(drive: Path, tmp_path: Path) -> None:
    first = started("sync", drive, "--watch", "--jobs", "1", cwd=tmp_path)
    try:
        wait_for(lambda: (tmp_path / "output" / "status" / "status.json").exists(), first)
        second = gipxl("sync", drive, cwd=tmp_path)
    finally:
        ended(first)
    assert second.returncode == 2 and second.stderr.startswith("gipxl: Another job is writing to ")


@posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_watching_ends_cleanly(drive: Path, tmp_path: Path, number: signal.Signals) -> None:
    out = tmp_path / "output" / "status"
    job = started("sync", drive, "--watch", "--every", "1", "--log", tmp_path / "log.jsonl", cwd=tmp_path)
    wait_for(lambda: (out / "status.json").exists(), job)
    plan(drive / "Estates" / "GIP.xlsx", words="Estates")
    wait_for(lambda: len(status_of(out)["plans"]) == 3, job)  # type: ignore[arg-type]
    said = ended(job, number)
    assert job.returncode == 0, said
    assert said.endswith("gipxl: Stopped. Nothing was left half-written.\n") and "Traceback" not in said
    assert {each.name for each in out.iterdir()} >= {"cache.sqlite", "status.json", "status.jsonl"}
    assert not [each for each in out.rglob("*") if "part" in each.name or each.name.endswith("-journal")]
    events = [json.loads(line)["event"] for line in (tmp_path / "log.jsonl").read_text("utf-8").splitlines()]
    assert events[:2] == ["log begins", "pass begins"] and events.count("pass ends") >= 2


@posix
def test_watching_survives_the_folder_going_away_and_coming_back(drive: Path, tmp_path: Path) -> None:
    out = tmp_path / "output" / "status"
    job = started("sync", drive, "--watch", "--every", "1", cwd=tmp_path)
    try:
        wait_for(lambda: (out / "status.json").exists(), job)
        drive.rename(tmp_path / "unplugged")
        wait_for(lambda: status_of(out)["problem"] is not None, job)
        away = status_of(out)
        (tmp_path / "unplugged").rename(drive)
        wait_for(lambda: status_of(out)["problem"] is None, job)
    finally:
        said = ended(job)
    assert job.returncode == 0
    assert "cannot be opened" in str(away["problem"]) and len(away["plans"]) == 2  # type: ignore[arg-type]
    assert "Trying again in 1 second." in said


@posix
def test_watching_begun_while_the_folder_is_away_keeps_what_an_earlier_run_wrote(drive: Path, tmp_path: Path) -> None:
    out = tmp_path / "output" / "status"
    assert gipxl("sync", drive, cwd=tmp_path).returncode == 0
    before = {path.name: path.read_bytes() for path in out.iterdir() if path.is_file() and path.suffix != ".sqlite"}
    drive.rename(tmp_path / "unplugged")
    log = tmp_path / "log.jsonl"
    job = started("sync", drive, "--watch", "--every", "1", "--log", log, cwd=tmp_path)
    try:
        wait_for(lambda: log.exists() and log.read_text("utf-8").count("pass failed") >= 2, job)
        assert {name: (out / name).read_bytes() for name in before} == before
        (tmp_path / "unplugged").rename(drive)
        wait_for(lambda: (out / "status.json").read_bytes() != before["status.json"], job)
    finally:
        said = ended(job)
    assert job.returncode == 0 and len(before) == 3
    for told in (said, log.read_text("utf-8")):
        assert "What stands in output/status is from an earlier run." in told


@posix
def test_ctrl_c_in_a_single_pass_is_said_as_every_command_says_it(drive: Path, tmp_path: Path) -> None:
    for number in range(300):
        shutil.copytree(drive / "HR", drive / f"Team {number}")
    log = tmp_path / "log.jsonl"
    job = started("sync", drive, "--log", log, cwd=tmp_path)
    wait_for(lambda: log.exists() and "found" in log.read_text("utf-8"), job)
    said = ended(job, signal.SIGINT)
    assert job.returncode == 2
    assert said.splitlines()[-1] == "gipxl: Stopped before it was done. Nothing was left half-written."
    assert not (tmp_path / "output" / "status" / "status.json").exists()


def wait_for(condition: Callable[[], bool], job: subprocess.Popen[str]) -> None:
    for _ in range(600):
        if condition():
            return
        assert job.poll() is None, job.communicate()
        time.sleep(0.1)
    raise AssertionError("it never came to be")


def ended(job: subprocess.Popen[str], number: signal.Signals = signal.SIGTERM) -> str:
    """What a job said, which was asked to end."""
    job.send_signal(number)
    return job.communicate(timeout=60)[1]
