"""What synchronised folders do to a plan: each nuisance, and what a pass over the folder says of it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import textwrap
from datetime import UTC, datetime
from pathlib import Path

import pytest

from gipxl.errors import FolderError
from gipxl.files import write_all
from gipxl.folder.telling import as_json, as_lines
from tests.folder.drives import at_rest, command, environment, look, plan, row, why

LINUX = pytest.mark.skipif(sys.platform == "win32", reason="names and links as Linux has them")


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    plan(folder / "Legal" / "GIP.xlsx")
    return folder


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "status"


def codes(status_row: object) -> list[str]:
    return [finding.code for finding in status_row.checked.findings]  # type: ignore[attr-defined]


def test_a_plain_folder_has_a_row_for_each_plan_at_any_depth(drive: Path, out: Path) -> None:
    plan(drive / "HR" / "2020" / "Autumn" / "Improvement.xlsx", words="HR")
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["HR/2020/Autumn/Improvement.xlsx", "Legal/GIP.xlsx"]
    assert not status.problems and not status.skipped
    assert not out.exists(), "a pass itself writes nothing"


def test_the_folder_stays_as_it_was(drive: Path, out: Path) -> None:
    def everything() -> list[tuple[str, int, int]]:
        return sorted((str(each), each.stat().st_mtime_ns, each.stat().st_size) for each in drive.rglob("*"))

    before = everything()
    look(drive, out)
    assert everything() == before


def test_earlier_months_are_the_trend_of_one_row(drive: Path, out: Path) -> None:
    plan(drive / "Legal" / "Archive" / "GIP July.xlsx", as_at="As at 31 July 2020")
    plan(drive / "Legal" / "GIP August.xlsx", as_at="As at 31 August 2020")
    status = look(drive, out)
    only = row(status, "Legal/GIP.xlsx")
    assert len(status.plans) == 1
    assert [month.file for month in only.earlier] == ["Legal/Archive/GIP July.xlsx", "Legal/GIP August.xlsx"]
    assert [month.figures.workstreams.value for month in only.earlier if month.figures] == [3, 3]
    assert only.checked and only.checked.baseline == "GIP August.xlsx"


def test_plans_with_the_same_refs_and_other_titles_are_plans_of_their_own(drive: Path, out: Path) -> None:
    plan(drive / "Legal" / "Estates.xlsx", words="Estates", as_at="As at 31 July 2020")
    status = look(drive, out)
    assert [(each.file, each.earlier) for each in status.plans] == [("Legal/Estates.xlsx", ()), ("Legal/GIP.xlsx", ())]


def test_who_has_a_workbook_open_is_said_and_it_is_checked_all_the_same(drive: Path, out: Path) -> None:
    name = "Head of Legal"
    letters = bytes([len(name)]) + name.encode().ljust(54) + bytes([len(name), 0])
    (drive / "Legal" / "~$GIP.xlsx").write_bytes((letters + name.encode("utf-16-le")).ljust(165, b" "))
    (drive / "Legal" / ".~lock.GIP.xlsx#").write_text(",Clerk\\, Audit,PC7,30.09.2020 09:00,file:///x;")
    found = row(look(drive, out), "Legal/GIP.xlsx")
    assert found.checked
    assert found.remarks == (
        "Clerk, Audit has it open in LibreOffice: it was checked as it was last saved.",
        "Head of Legal has it open in Excel: it was checked as it was last saved.",
    )


@pytest.mark.parametrize("content", [b"", b"\xff" * 165, b"\x05ab", bytes(165), b"\x34" + b"\x1b[2J" * 40])
def test_an_owner_file_that_says_nothing_readable_does_no_harm(drive: Path, out: Path, content: bytes) -> None:
    (drive / "Legal" / "~$GIP.xlsx").write_bytes(content)
    (remark,) = row(look(drive, out), "Legal/GIP.xlsx").remarks
    assert remark.endswith("has it open in Excel: it was checked as it was last saved.") and remark.isprintable()


@pytest.mark.parametrize(
    "name",
    [
        "GIP-DESKTOP-AB12CD3.xlsx", "GIP (Clerk's conflicted copy 2020-09-30).xlsx", "GIP (1).xlsx",
        "GIP [Conflict].xlsx", "GIP-LT04512.xlsx", "GIP-Clerks-MacBook-Pro.xlsx",
        "GIP.sync-conflict-20200930-101112-ABCDEFG.xlsx", "GIP_conf(2).xlsx",
    ],
)  # fmt: skip
def test_two_versions_of_a_workbook_are_a_finding_on_both(drive: Path, out: Path, name: str) -> None:
    plan(drive / "Legal" / name)
    status = look(drive, out)
    assert {each.file for each in status.plans} == {"Legal/GIP.xlsx", f"Legal/{name}"}
    for each in status.plans:
        assert codes(each).count("BOK09") == 1, each.file
    (said,) = [found for found in row(status, "Legal/GIP.xlsx").checked.findings if found.code == "BOK09"]  # type: ignore[union-attr]
    assert name in said.message


@pytest.mark.parametrize("name", ["GIP-SEPT2020.xlsx", "GIP-V2.xlsx", "GIP-2020.xlsx", "GIP (final).xlsx"])
def test_a_name_that_staff_give_is_no_other_version(drive: Path, out: Path, name: str) -> None:
    plan(drive / "Legal" / name, as_at="As at 31 August 2020")
    assert "BOK09" not in codes(row(look(drive, out), "Legal/GIP.xlsx"))


def test_a_second_download_of_another_plan_is_no_other_version(drive: Path, out: Path) -> None:
    plan(drive / "Legal" / "GIP (1).xlsx", words="Estates")
    assert "BOK09" not in codes(row(look(drive, out), "Legal/GIP.xlsx"))


def test_placeholders_are_not_fetched_unless_asked(drive: Path, out: Path) -> None:
    away = plan(drive / "Away.xlsx", words="Away")
    (drive / ".Iced.xlsx.icloud").write_bytes(b"bplist00")

    def not_here(found: os.stat_result) -> bool:
        return found.st_ino == away.stat().st_ino

    assert not look(drive, out, include=("GIP*",)).skipped, "nobody asked for Iced.xlsx"
    status = look(drive, out, not_here=not_here)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"] and not status.problems
    assert why(status, "Away.xlsx") == "Not downloaded to this computer; --fetch has it fetched."
    assert why(status, ".Iced.xlsx.icloud").startswith("Not downloaded to this computer, and its sync client")
    assert row(look(drive, out, not_here=not_here, fetch=True), "Away.xlsx").checked


def test_temporary_and_hidden_files_are_passed_over(drive: Path, out: Path) -> None:
    for name in ("~GIP.xlsx", ".GIP.xlsx", "._GIP.xlsx"):
        shutil.copy(drive / "Legal" / "GIP.xlsx", drive / name)
    for folder in (".git", "$RECYCLE.BIN", ".Trash-1000"):
        plan(drive / folder / "GIP.xlsx")
    (drive / "~WRD0001.tmp").write_bytes(b"x")
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"]
    assert {each.file for each in status.skipped} == {"~GIP.xlsx", ".GIP.xlsx", "._GIP.xlsx"}


def test_a_folder_named_as_a_workbook_is_looked_into(drive: Path, out: Path) -> None:
    plan(drive / "Old.xlsx" / "Plan.xlsx", words="Old")
    assert row(look(drive, out), "Old.xlsx/Plan.xlsx").checked


def test_one_bad_workbook_has_its_own_row_and_reason(drive: Path, out: Path) -> None:
    at_rest(_write(drive / "Bad.xlsx", b"PK\x03\x04 and no more"))
    at_rest(_write(drive / "Empty.xlsx", b""))
    status = look(drive, out)
    assert row(status, "Legal/GIP.xlsx").checked
    for file in ("Bad.xlsx", "Empty.xlsx"):
        bad = row(status, file)
        assert bad.checked is None and bad.problem and bad.problem.startswith(file), bad.problem
    assert status.problems == 2


def test_a_workbook_that_is_no_plan_is_passed_over_unless_it_was_one(drive: Path, out: Path) -> None:
    from gipxl.folder.cache import Cache

    cache = Cache()
    path = plan(drive / "Rota.xlsx", words="Rota")
    assert row(look(drive, out, cache=cache), "Rota.xlsx").checked
    from tests.disk import write_plan

    at_rest(write_plan(path, "| Day | Desk |\n| Monday | Front |"))
    again = look(drive, out, cache=cache)
    assert row(again, "Rota.xlsx").problem and "was a plan at an earlier pass" in (
        row(again, "Rota.xlsx").problem or ""
    )
    once_more = look(drive, out, cache=cache)
    assert row(once_more, "Rota.xlsx").problem, "and it stays said"
    afresh = look(drive, out)
    assert "holds no plan that gipxl can find" in why(afresh, "Rota.xlsx") and not afresh.problems


def test_gipxl_s_own_outputs_are_passed_over(drive: Path, out: Path) -> None:
    from gipxl.build import assess_workbook, build
    from gipxl.settings import Settings

    source = drive / "Legal" / "GIP.xlsx"
    built = build(assess_workbook(source, settings=Settings()), folder=drive / "Legal" / "output" / "2020-09")
    shutil.copy(built.files["copy"], drive / "Legal" / "Sent to the panel.xlsx")
    shutil.copy(built.files["copy"], drive / "GIP - flagged.xlsx")
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"]
    copy = f"Legal/output/2020-09/{built.files['copy'].name}"
    assert why(status, copy) == "gipxl wrote it: the manifest beside it says so."
    assert why(status, "Legal/Sent to the panel.xlsx") == why(status, "GIP - flagged.xlsx")
    assert why(status, "GIP - flagged.xlsx") == "A flagged copy that gipxl made."


def test_the_status_folder_is_never_looked_into(drive: Path) -> None:
    plan(drive / "status" / "Plan.xlsx", words="Status")
    assert [each.file for each in look(drive, drive / "status").plans] == ["Legal/GIP.xlsx"]


def test_a_copy_byte_for_byte_is_told_as_one(drive: Path, out: Path) -> None:
    shutil.copy2(drive / "Legal" / "GIP.xlsx", drive / "Legal" / "Kopie.xlsx")
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"]
    assert why(status, "Legal/Kopie.xlsx") == "The same, byte for byte, as Legal/GIP.xlsx."


@LINUX
def test_links_that_loop_or_lead_out_are_not_followed_unless_the_settings_say_so(
    drive: Path, out: Path, tmp_path: Path
) -> None:
    elsewhere = plan(tmp_path / "elsewhere" / "Plan.xlsx", words="Else").parent
    (drive / "loop").symlink_to(drive)
    (drive / "Legal" / "up").symlink_to(drive)
    (drive / "out").symlink_to(elsewhere)
    (elsewhere / "back").symlink_to(elsewhere)
    (drive / "nowhere.xlsx").symlink_to(drive / "gone.xlsx")
    (drive / "itself.xlsx").symlink_to(drive / "itself.xlsx")
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"] and not status.problems
    assert why(status, "out").startswith("A link out of the folder")
    assert why(status, "nowhere.xlsx") == why(status, "itself.xlsx")
    settings = tmp_path / "gipxl.toml"
    settings.write_text("[drive]\nfollow_links = true\n", encoding="utf-8")
    followed = look(drive, out, settings=settings)
    assert [each.file for each in followed.plans] == ["Legal/GIP.xlsx", "out/Plan.xlsx"]


@LINUX
def test_a_link_to_a_single_workbook_outside_is_followed_where_links_are(
    drive: Path, out: Path, tmp_path: Path
) -> None:
    elsewhere = plan(tmp_path / "elsewhere" / "Plan.xlsx", words="Else")
    minutes = _write(tmp_path / "elsewhere" / "minutes.txt", b"no workbook")
    (drive / "linked.xlsx").symlink_to(elsewhere)
    (drive / "minutes.txt").symlink_to(minutes)
    (drive / "gone.txt").symlink_to(tmp_path / "gone.txt")
    status = look(drive, out)
    assert why(status, "linked.xlsx").startswith("A link out of the folder")
    assert [each.file for each in status.skipped] == ["linked.xlsx"], "links to other files are nobody's business"
    settings = tmp_path / "gipxl.toml"
    settings.write_text("[drive]\nfollow_links = true\n", encoding="utf-8")
    followed = look(drive, out, settings=settings)
    assert [each.file for each in followed.plans] == ["Legal/GIP.xlsx", "linked.xlsx"] and not followed.skipped


@LINUX
def test_names_that_are_no_text_or_very_long_or_odd_are_told_as_valid_json(drive: Path, out: Path) -> None:
    odd = ["f\udcffünf.xlsx", "new\nline.xlsx", "\u202egnp.xlsx", "x" * 240 + ".xlsx", "=cmd|' .xlsx", "<b>&.xlsx"]
    for number, name in enumerate(odd):
        plan(drive / "Odd" / name, words=f"Odd {number}")
        plan(drive / "Odd" / f"July {number}" / name, words=f"Odd {number}", as_at="As at 31 July 2020")
    status = look(drive, out)
    assert len(status.plans) == 13 and not status.problems
    told = json.loads(as_json(status))
    files = [each["file"] for each in told["plans"]]
    assert len(set(files)) == 13 and all(file.isprintable() for file in files)
    assert "Odd/f\\xffünf.xlsx" in files and "Odd/new␊line.xlsx" in files
    assert all(json.loads(line) for line in as_lines(status).splitlines())
    keys = [each.key for each in status.plans]
    assert len(set(keys)) == 13 and all(key.isascii() and len(key) < 70 for key in keys)


@LINUX
def test_what_is_no_file_at_all_is_not_opened(drive: Path, out: Path) -> None:
    os.mkfifo(drive / "pipe.xlsx")
    assert why(look(drive, out), "pipe.xlsx") == "Not a file that can be read."


def test_no_permission_is_told_and_a_folder_that_cannot_be_opened_hides_nothing(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gipxl.folder import snapshots, walk
    from gipxl.folder.cache import Cache

    plan(drive / "HR" / "Plan.xlsx", words="HR")
    cache = Cache()
    assert len(look(drive, out, cache=cache).plans) == 2

    listed = walk._listed

    def no_entry(folder: str) -> list[os.DirEntry[str]]:
        if folder.endswith("HR"):
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    def no_reading(path: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(walk, "_listed", no_entry)
    status = look(drive, out, cache=cache)
    assert why(status, "HR/") == "This folder cannot be opened (Permission denied)."
    assert row(status, "HR/Plan.xlsx").problem == "Its folder cannot be opened."
    assert row(status, "Legal/GIP.xlsx").checked and status.problems == 2
    monkeypatch.setattr(snapshots, "_read", no_reading)
    afresh = look(drive, out)
    assert "cannot be opened (Permission denied)" in (row(afresh, "Legal/GIP.xlsx").problem or "")


def test_a_dropped_connection_is_tried_again_and_then_reported(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gipxl.folder import snapshots, trying

    monkeypatch.setattr(trying, "PAUSE", 0.001)
    reading, drops = snapshots._read, [3]

    def dropping(path: str) -> object:
        drops[0] -= 1
        if drops[0] >= 0:
            raise OSError(5, "Input/output error")
        return reading(path)

    monkeypatch.setattr(snapshots, "_read", dropping)
    assert row(look(drive, out), "Legal/GIP.xlsx").checked
    drops[0] = 100
    assert "(Input/output error)" in (row(look(drive, out), "Legal/GIP.xlsx").problem or "")


def test_a_workbook_that_vanishes_while_the_folder_is_looked_at(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gipxl.folder import snapshots

    path = plan(drive / "Going.xlsx", words="Going")
    reading = snapshots._read

    def going(name: str) -> object:
        path.unlink(missing_ok=True)
        return reading(name)

    monkeypatch.setattr(snapshots, "_read", going)
    status = look(drive, out)
    assert [each.file for each in status.plans] == ["Legal/GIP.xlsx"]
    assert why(status, "Going.xlsx").startswith("Going.xlsx vanished while the folder was looked at.")


def test_a_workbook_saved_while_it_is_read_is_read_once_more(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gipxl.folder import snapshots

    path, reading, saves = drive / "Legal" / "GIP.xlsx", snapshots._read, [1]

    def saved_meanwhile(name: str) -> object:
        content, before, after = reading(name)
        if saves:
            saves.pop()
            plan(path, as_at="As at 31 August 2020")
            return content, before, snapshots.Stamp.of(path.stat())
        return content, before, after

    monkeypatch.setattr(snapshots, "_read", saved_meanwhile)
    found = row(look(drive, out), "Legal/GIP.xlsx")
    assert found.checked and f"{found.checked.as_at}" == "2020-08-31"
    assert found.remarks == ("It was saved while it was being read; it was read once more.",)


SLOW = """
    import sys, time
    source, target, pause, times = sys.argv[1], sys.argv[2], float(sys.argv[3]), int(sys.argv[4])
    content = open(source, "rb").read()
    with open(target, "wb", buffering=0) as file:
        step = len(content) // times + 1
        for start in range(0, len(content), step):
            file.write(content[start:start + step])
            if start == 0:
                print("writing", flush=True)
            time.sleep(pause)
"""


def slow_writer(source: Path, target: Path, *, pause: float, times: int) -> subprocess.Popen[str]:
    """Another process that writes a workbook piece by piece; it has begun when this returns."""
    command = [sys.executable, "-c", textwrap.dedent(SLOW), str(source), str(target), str(pause), str(times)]
    writer = subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8")
    assert writer.stdout and writer.stdout.readline() == "writing\n"
    return writer


def written(path: Path) -> datetime:
    """When a file was last written to."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def test_a_file_that_another_process_is_writing_is_waited_for(drive: Path, out: Path, tmp_path: Path) -> None:
    source = plan(tmp_path / "source.xlsx", words="Slow")
    writer = slow_writer(source, drive / "Slow.xlsx", pause=0.2, times=8)
    status = look(
        drive, out, now=written(drive / "Slow.xlsx"), settings=_settings(tmp_path, rest_seconds=1, wait_seconds=60)
    )
    assert writer.wait() == 0 and writer.stdout
    writer.stdout.close()
    assert row(status, "Slow.xlsx").checked and not status.problems
    assert (drive / "Slow.xlsx").read_bytes() == source.read_bytes()


def test_a_file_that_is_never_at_rest_has_its_row_and_reason(drive: Path, out: Path, tmp_path: Path) -> None:
    source = plan(tmp_path / "source.xlsx", words="Slow")
    writer = slow_writer(source, drive / "Slow.xlsx", pause=0.2, times=100)
    status = look(
        drive, out, now=written(drive / "Slow.xlsx"), settings=_settings(tmp_path, rest_seconds=1, wait_seconds=2)
    )
    writer.kill()
    writer.wait()
    assert writer.stdout
    writer.stdout.close()
    assert row(status, "Legal/GIP.xlsx").checked
    assert (row(status, "Slow.xlsx").problem or "").startswith("It is still being written")


def test_patterns_of_the_settings_and_of_the_command_say_what_is_looked_at(drive: Path, out: Path) -> None:
    plan(drive / "Templates" / "GIP.xlsx", words="Template")
    plan(drive / "Legal" / "rota.xlsx", words="Rota")
    assert [each.file for each in look(drive, out, include=("gip*",)).plans] == ["Legal/GIP.xlsx", "Templates/GIP.xlsx"]
    both = look(drive, out, include=("gip*",), exclude=("templates",))
    assert [each.file for each in both.plans] == ["Legal/GIP.xlsx"]
    shallow = look(drive, out, settings=_settings(drive.parent, depth=0))
    assert not shallow.plans


@pytest.mark.parametrize("content", [b"a = " + b"[" * 20_000, b"\xff\xfe\x00", b"depth = "])
def test_nonsense_beside_a_plan_is_that_folder_s_problem_alone(drive: Path, out: Path, content: bytes) -> None:
    plan(drive / "HR" / "Plan.xlsx", words="HR")
    _write(drive / "HR" / "gipxl.toml", content)
    _write(drive / "HR" / "manifest.json", b"[" * 100_000)
    status = look(drive, out)
    assert "gipxl.toml" in (row(status, "HR/Plan.xlsx").problem or "")
    assert row(status, "Legal/GIP.xlsx").checked


def test_settings_beside_a_plan_that_cannot_be_understood_are_that_folder_s_problem(drive: Path, out: Path) -> None:
    plan(drive / "HR" / "Plan.xlsx", words="HR")
    write_all(drive / "HR", {"gipxl.toml": b"[drive]\ndepth = 1\n"})
    status = look(drive, out)
    assert "[drive] may not be set by a file lying beside a workbook" in (row(status, "HR/Plan.xlsx").problem or "")
    assert row(status, "Legal/GIP.xlsx").checked


def test_a_folder_that_is_not_there_cannot_be_looked_at(tmp_path: Path, out: Path) -> None:
    with pytest.raises(FolderError, match=r"The folder .*gone cannot be opened \(No such file"):
        look(tmp_path / "gone", out)


def test_a_folder_that_goes_away_while_it_is_looked_through_is_not_told_as_half_empty(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gipxl.folder import walk

    listed = walk._listed

    def going(folder: str) -> list[os.DirEntry[str]]:
        entries = listed(folder)
        if drive.exists():
            drive.rename(drive.with_name("unplugged"))
        return entries

    monkeypatch.setattr(walk, "_listed", going)
    with pytest.raises(FolderError, match="cannot be opened"):
        look(drive, out)


@pytest.mark.parametrize("comes_back_empty", [False, True])
def test_a_folder_that_goes_away_while_its_workbooks_are_read_is_not_told_as_empty(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch, *, comes_back_empty: bool
) -> None:
    from gipxl.folder import snapshots

    reading = snapshots._read

    def going(name: str) -> object:
        if not drive.with_name("unplugged").exists():
            drive.rename(drive.with_name("unplugged"))
            if comes_back_empty:
                drive.mkdir()
        return reading(name)

    monkeypatch.setattr(snapshots, "_read", going)
    with pytest.raises(FolderError, match=r"cannot be opened|went away"):
        look(drive, out)


@pytest.mark.parametrize("error", [MemoryError(), ValueError("a sheet like no other")])
@pytest.mark.parametrize("step", ["_dated", "_month"])
def test_what_nobody_foresaw_in_one_workbook_is_its_own_problem_alone(
    drive: Path, out: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, step: str
) -> None:
    from gipxl.folder import checking

    # Two months, as one alone is checked while it is looked at.
    for month in ("July", "August"):
        plan(drive / "HR" / f"Plan {month}.xlsx", words="HR", as_at=f"As at 31 {month} 2020")
    usual = getattr(checking, step)

    def failing(what: object, *more: object) -> object:
        if "August" in str(what):
            raise error
        return usual(what, *more)

    monkeypatch.setattr(checking, step, failing)
    status = look(drive, out)
    problem = row(status, "HR/Plan August.xlsx").problem or ""
    if isinstance(error, MemoryError):
        assert "memory" in problem
    else:
        assert problem.startswith("Something happened that gipxl did not foresee (ValueError: a sheet like no other).")
    assert row(status, "Legal/GIP.xlsx").checked and status.problems == 1


@LINUX
def test_a_pipe_in_the_place_of_a_small_file_beside_a_workbook_holds_nothing_up(drive: Path, out: Path) -> None:
    for name in ("~$GIP.xlsx", "manifest.json", ".~lock.GIP.xlsx#", "gipxl.toml"):
        os.mkfifo(drive / "Legal" / name)
    done = subprocess.run(
        command(["sync", drive, "--out", out, "--jobs", "1"]), cwd=out.parent, env=environment(out.parent),
        capture_output=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def _write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def _settings(folder: Path, **how: int) -> Path:
    path = folder / "drive.toml"
    path.write_text("[drive]\n" + "".join(f"{name} = {value}\n" for name, value in how.items()), encoding="utf-8")
    return path
