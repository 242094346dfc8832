"""The files for cron, systemd and Task Scheduler make the very call, whatever the folder is called."""

from __future__ import annotations

import configparser
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path, PureWindowsPath
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.cli import main
from gipxl.errors import JobError
from gipxl.folder.print_job import PRINTED, Call
from tests.folder.drives import environment, gipxl, plan

ODD = (
    "/mnt/shared drive/Plans",
    "/mnt/100% of plans/50%",
    '/mnt/Bürger\'s "R&D" $HOME `x` (1); #2',
    "/mnt/back\\slash/two\\\\of them\\%/end\\",
    "/mnt/*?[a]/~/!x",
    "/mnt/no\u00a0break/thin\u2009space",
)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
names = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\x00"), min_size=1, max_size=20
)


def call(*words: str, stays: bool = False, every: int = 300, program: str = "/opt/gipxl env/bin/python") -> Call:
    return Call(
        words=(program, "-m", "gipxl", "sync", *words), folder=words[0], writes=("/srv/status 1%",), every=every,
        stays=stays, account="planner",
    )  # fmt: skip


# ---- cron


def as_cron_reads(command: str, *, takes_backslashes: bool) -> str:
    """What cron gives to the shell: up to the first bare per cent sign; some crons take backslashes away."""
    told, at = "", 0
    while at < len(command):
        letter = command[at]
        if letter == "%":
            break
        if letter == "\\" and at + 1 < len(command):
            at += 1
            following = command[at]
            told += following if takes_backslashes and following in "%\\" else f"\\{following}"
        else:
            told += letter
        at += 1
    return told


def words_by_cron(text: str, folder: Path, *, takes_backslashes: bool) -> list[str]:
    """The words that the program of a crontab's last line gets, by cron's rules and a real shell."""
    (line,) = [line for line in text.splitlines() if line and not line.startswith("#")]
    fields = 1 if line.startswith("@") else 5
    command = line.split(maxsplit=fields)[fields]
    told = folder / "told.json"
    command = as_cron_reads(command, takes_backslashes=takes_backslashes)
    echo = f"import json, sys; json.dump(sys.argv[1:], open({str(told)!r}, 'w'))"
    script = folder / "python"
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -c "{echo}" "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    subprocess.run(["sh", "-c", command], check=True, cwd=folder, capture_output=True)
    found = json.loads(told.read_text(encoding="utf-8"))
    assert isinstance(found, list)
    return found


posix = pytest.mark.skipif(sys.platform == "win32", reason="a POSIX shell reads it")


@posix
@pytest.mark.parametrize("takes_backslashes", [True, False])
@pytest.mark.parametrize("odd", ODD)
def test_cron_and_the_shell_read_the_words_as_they_are(odd: str, takes_backslashes: bool, tmp_path: Path) -> None:
    made = call(odd, "--out", f"{odd}/out", program=str(tmp_path / "python"))
    text = PRINTED["cron"](made)
    assert words_by_cron(text, tmp_path, takes_backslashes=takes_backslashes) == list(made.words[1:])


@posix
@given(word=names)
def test_any_name_comes_through_cron(word: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("cron")
    text = PRINTED["cron"](call(word, program=str(folder / "python")))
    for takes_backslashes in (True, False):
        assert words_by_cron(text, folder, takes_backslashes=takes_backslashes)[-1] == word


@pytest.mark.parametrize(
    ("seconds", "when"),
    [(1, "* * * * *"), (300, "*/5 * * * *"), (420, "*/6 * * * *"), (3600, "0 * * * *"), (7200, "0 */2 * * *"),
     (86400, "0 6 * * *"), (999999, "0 6 * * *")],
)  # fmt: skip
def test_cron_calls_as_often_as_it_can_evenly(seconds: int, when: str) -> None:
    assert PRINTED["cron"](call("/drive", every=seconds)).splitlines()[-1].startswith(f"{when} '/opt/gipxl env/")


def test_what_stays_is_started_with_the_computer() -> None:
    made = call("/drive", "--watch", stays=True)
    assert PRINTED["cron"](made).splitlines()[-1].startswith("@reboot ")
    units = units_of(PRINTED["systemd"](made))
    assert list(units) == ["gipxl-sync.service"] and units["gipxl-sync.service"]["Service"]["Restart"] == "on-failure"
    triggers = ElementTree.fromstring(PRINTED["taskscheduler"](made)).find(f"{TASK}Triggers")
    assert triggers is not None and [each.tag for each in triggers] == [f"{TASK}BootTrigger"]


# ---- systemd


def units_of(text: str) -> dict[str, configparser.ConfigParser]:
    """The units of a printed text, by their names."""
    parts = re.split(r"(?m)^# ==== /etc/systemd/system/(\S+) ====\n", text)
    units = {}
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        units[name] = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
        units[name].optionxform = str  # type: ignore[assignment]
        units[name].read_string(body)
    return units


def as_systemd_reads(line: str) -> list[str]:
    """The words of a line by systemd's rules: quotation marks, C's escapes, doubled per cent and dollar signs."""
    words = re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', line)
    told = []
    for quoted, bare in words:
        word = re.sub(r"\\(.)", r"\1", quoted) if quoted or not bare else bare
        assert not re.search(r"%", word.replace("%%", "")), "a bare per cent sign names something of systemd's"
        told.append(word.replace("%%", "%"))
    return [told[0], *(word.replace("$$", "$") for word in told[1:])]


@pytest.mark.parametrize("odd", ODD)
def test_systemd_reads_the_words_as_they_are(odd: str) -> None:
    made = call(odd, "--out", f"{odd}/out")
    service = units_of(PRINTED["systemd"](made))["gipxl-sync.service"]
    assert as_systemd_reads(service["Service"]["ExecStart"]) == list(made.words)
    assert as_systemd_reads(service["Service"]["ReadWritePaths"]) == list(made.writes)
    assert as_systemd_reads(service["Unit"]["RequiresMountsFor"]) == [odd]


def test_the_service_may_do_no_more_than_it_needs() -> None:
    service = units_of(PRINTED["systemd"](call("/drive")))["gipxl-sync.service"]["Service"]
    assert service["ProtectSystem"] == "strict" and service["PrivateNetwork"] == "yes" and service["User"] == "planner"
    assert service["PrivateTmp"] == "yes" and service["SuccessExitStatus"] == "1"
    in_temporary = units_of(PRINTED["systemd"](call("/tmp/drive")))["gipxl-sync.service"]["Service"]
    assert "PrivateTmp" not in in_temporary, "or the folder would not be seen"


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_finds_no_fault_with_the_units(tmp_path: Path) -> None:
    made = call(str(tmp_path), program=sys.executable)
    text = PRINTED["systemd"](made).replace("User=planner\n", "")
    parts = re.split(r"(?m)^# ==== /etc/systemd/system/(\S+) ====\n", text)
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        (tmp_path / name).write_text(body, encoding="utf-8")
    command = ["systemd-analyze", "verify", *map(str, tmp_path.glob("gipxl-sync.*"))]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0 and "gipxl-sync" not in done.stderr, done.stderr


# ---- Task Scheduler


def as_windows_reads(line: str) -> list[str]:
    """The words of a command line as Microsoft's C library takes it apart."""
    words: list[str] = []
    word, is_quoted, is_open, at = "", False, False, 0
    while at < len(line):
        slashes = len(line[at:]) - len(line[at:].lstrip("\\"))
        at += slashes
        following = line[at : at + 1]
        if following == '"':
            word += "\\" * (slashes // 2)
            is_open = True
            if slashes % 2:
                word += '"'
            else:
                is_quoted = not is_quoted
        else:
            word += "\\" * slashes
            is_open = is_open or bool(slashes)
            if following in (" ", "\t") and not is_quoted:
                words += [word] if is_open else []
                word, is_open = "", False
            elif following:
                word, is_open = word + following, True
        at += 1
    return [*words, word] if is_open else words


WINDOWS = (
    PureWindowsPath(r"\\server\Shared drive\Plans & R&D\2020"),
    PureWindowsPath("S:/Bürgeramt/100% of <plans>"),
    PureWindowsPath("C:\\"),
    PureWindowsPath(r"\\?\UNC\server\share name\very long"),
)


@pytest.mark.parametrize("folder", WINDOWS, ids=str)
def test_task_scheduler_reads_the_words_as_they_are(folder: PureWindowsPath) -> None:
    program = r"C:\Program Files\gipxl & co\Scripts\python.exe"
    made = call(str(folder), "--out", f"{folder}\\", '--include=*"improve"*', program=program)
    text = PRINTED["taskscheduler"](made)
    assert text.isascii(), "so that it stays right in whichever encoding the shell writes it"
    for spelt in (text.encode("utf-8"), text.encode("utf-16")):
        task = ElementTree.fromstring(spelt)
        action = task.find(f"{TASK}Actions/{TASK}Exec")
        assert action is not None and action.findtext(f"{TASK}Command") == program
        assert as_windows_reads(action.findtext(f"{TASK}Arguments") or "") == list(made.words[1:])
    assert [each.tag.removeprefix(TASK) for each in task] == [
        "RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"
    ]  # fmt: skip
    assert task.get("version") == "1.2"
    assert task.findtext(f"{TASK}Triggers/{TASK}TimeTrigger/{TASK}Repetition/{TASK}Interval") == "PT5M"


@pytest.mark.parametrize("name", ["S:/%TEMP%/Plans", "S:/$(Arg0)"])
def test_what_task_scheduler_would_take_for_a_variable_is_refused(name: str) -> None:
    with pytest.raises(JobError, match="Task Scheduler would take"):
        PRINTED["taskscheduler"](call(name))


# ---- all of them


@pytest.mark.parametrize("kind", list(PRINTED))
@pytest.mark.parametrize("name", ["/mnt/two\nlines", "/mnt/\udcff", "/mnt/\x07"])
def test_a_name_that_cannot_be_written_is_refused(kind: str, name: str) -> None:
    with pytest.raises(JobError, match="cannot stand in such a file"):
        PRINTED[kind](call(name))


def test_the_call_is_the_one_that_was_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sync", "Shared drive", "--out", "Status 1%", "--include", "*plan*", "--exclude=-old*", "--fetch",
             "--junit", "--jobs", "3", "--fail-on", "never", "--log", "logs/log.jsonl", "--dask", "tcp://server:8786",
             "--every", "900"]  # fmt: skip
    assert main([*words, "--print-job", "cron"]) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    here = Path.cwd()
    assert line.startswith("*/15 * * * * ") and line.endswith(" --quiet >/dev/null")
    for part in (f"'{here}/Shared drive'", f"'{here}/Status 1'\\%", "'--include=*plan*'", "'--exclude=-old*'",
                 "--fetch --junit", "--jobs 3", "--fail-on never", f"{here}/logs/log.jsonl",
                 "--dask tcp://server:8786"):  # fmt: skip
        assert part in line
    assert "--every" not in line and "--watch" not in line


def test_a_job_that_stays_keeps_how_often_it_looks_and_how_it_answers(capsys: pytest.CaptureFixture[str]) -> None:
    words = ["sync", "plans", "--watch", "--every", "900", "--format", "json", "--print-job", "cron"]
    assert main(words) == 0
    line = capsys.readouterr().out.splitlines()[-1]
    assert line.startswith("@reboot ") and " --watch --every 900 " in line and " --format json " in line


def test_a_job_that_would_not_find_gipxl_is_said_and_one_that_will_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from importlib.metadata import PackageNotFoundError, distribution

    words, missing = ["sync", "plans", "--print-job", "cron"], "The Python in use has no gipxl installed"
    try:
        distribution("gipxl")
    except PackageNotFoundError:
        assert main(words) == 0
        assert missing in capsys.readouterr().err
    installed = tmp_path / "gipxl-1.0.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: gipxl\nVersion: 1.0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert main(words) == 0
    assert capsys.readouterr().err == ""


@posix
def test_the_printed_job_works_and_printing_writes_nothing(tmp_path: Path) -> None:
    plan(tmp_path / "Shared drive 50%" / "GIP.xlsx")
    done = gipxl("sync", "Shared drive 50%", "--print-job", "cron", cwd=tmp_path)
    assert done.returncode == 0 and [each.name for each in tmp_path.iterdir()] == ["Shared drive 50%"]
    command = as_cron_reads(done.stdout.splitlines()[-1].split(maxsplit=5)[5], takes_backslashes=True)
    subprocess.run(["sh", "-c", command], check=True, env=environment(tmp_path))
    assert (tmp_path / "output" / "status" / "status.json").exists()


@pytest.mark.parametrize("stays", [False, True])
def test_a_unit_suggests_nothing_that_its_closed_network_forbids(stays: bool) -> None:
    unit = PRINTED["systemd"](call("/srv/plans", stays=stays))
    assert "PrivateNetwork=yes" in unit
    assert "email" not in unit and "EnvironmentFile" not in unit
