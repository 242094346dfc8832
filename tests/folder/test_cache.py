"""Unchanged workbooks are not read again, and what has changed always is."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

import pytest

from gipxl.errors import FolderError
from gipxl.folder import cache as cache_room
from gipxl.folder.cache import NAME, Cache
from gipxl.folder.checking import check_plan, look_at
from gipxl.folder.jobs import Look, Outcome, PlanJob, Wanted, Workbook
from gipxl.folder.values import Status
from gipxl.folder.workers import Crew
from gipxl.settings import Settings
from tests.folder.drives import NOON, at_rest, here, look, plan, row


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


class Work:
    """A folder looked at again and again, with what each pass had to do."""

    def __init__(self, folder: Path, out: Path) -> None:
        self.folder, self.out = folder, out
        out.mkdir()
        self.looked: list[str] = []
        self.checked: list[str] = []
        self.now = NOON

    def look(self, **how: object) -> Status:
        """One pass, with the cache from the disk and to the disk."""
        self.looked, self.checked = [], []
        crew = _Counting(self)
        kept, said = Cache.load(self.out)
        assert not said
        status = look(self.folder, self.out, cache=kept, crew=crew, now=self.now, **how)
        assert not kept.save(self.out)
        return status


class _Counting(Crew):
    def __init__(self, work: Work) -> None:
        super().__init__(here, 1)
        self.work = work

    def run(self, task, jobs):  # type: ignore[no-untyped-def]
        for job in jobs:
            if isinstance(job, Look):
                assert task is look_at
                self.work.looked.append(Path(job.path).name)
            if isinstance(job, PlanJob):
                assert task is check_plan
                self.work.checked.extend(Path(wanted.workbook.path).name for wanted in job.wanted)
        return super().run(task, jobs)


@pytest.fixture
def work(tmp_path: Path) -> Work:
    plan(tmp_path / "drive" / "GIP.xlsx")
    plan(tmp_path / "drive" / "July.xlsx", as_at="As at 31 July 2020")
    return Work(tmp_path / "drive", tmp_path / "status")


def test_an_unchanged_folder_is_not_read_again_and_gives_the_same_status(work: Work) -> None:
    first = work.look()
    assert work.looked == ["GIP.xlsx", "July.xlsx"] and sorted(work.checked) == ["GIP.xlsx", "July.xlsx"]
    assert work.look() == first
    assert work.looked == work.checked == []


def test_a_file_that_was_only_touched_is_not_checked_again(work: Work) -> None:
    work.look()
    at_rest(work.folder / "GIP.xlsx", NOON - timedelta(hours=1))
    work.look()
    assert work.looked == ["GIP.xlsx"] and not work.checked


def test_contents_that_change_under_the_same_size_and_time_are_seen(work: Work) -> None:
    work.look()
    path = work.folder / "GIP.xlsx"
    before = path.stat()
    content = path.read_bytes()
    other = plan(work.folder.parent / "other.xlsx", as_at="As at 29 September 2020").read_bytes()
    path.write_bytes(other[: len(content)].ljust(len(content), b"\0"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = path.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    work.look()
    assert work.looked == ["GIP.xlsx"]


def test_a_file_saved_just_before_it_was_read_is_looked_at_once_more(work: Work) -> None:
    at_rest(work.folder / "GIP.xlsx", NOON - timedelta(seconds=1))
    settings = work.out / "fast.toml"
    settings.write_text("[drive]\nrest_seconds = 0\n", encoding="utf-8")
    work.look(settings=settings)
    work.look(settings=settings)
    assert work.looked == ["GIP.xlsx"], "somebody may have saved again within the same second"
    work.now += timedelta(minutes=5)
    work.look(settings=settings)
    work.look(settings=settings)
    assert not work.looked


def test_a_changed_baseline_has_the_plan_checked_again(work: Work) -> None:
    before = row(work.look(), "GIP.xlsx")
    plan(work.folder / "July.xlsx", as_at="As at 30 June 2020")
    after = row(work.look(), "GIP.xlsx")
    assert work.looked == ["July.xlsx"] and sorted(work.checked) == ["GIP.xlsx", "July.xlsx"]
    assert [month.as_at.month for month in (*before.earlier, *after.earlier)] == [7, 6]
    (work.folder / "July.xlsx").unlink()
    alone = row(work.look(), "GIP.xlsx")
    assert work.checked == ["GIP.xlsx"] and alone.checked and alone.checked.baseline is None


def test_an_action_falls_overdue_in_a_file_that_nobody_touched(work: Work) -> None:
    plan(work.folder / "Undated" / "Plan.xlsx", as_at="", words="Undated")

    def overdue() -> int | None:
        found = row(work.look(), "Undated/Plan.xlsx").checked
        return found.figures.overdue.value if found else None

    assert overdue() == 0
    work.now = NOON + timedelta(days=61)
    assert overdue() == 1
    assert not work.looked and work.checked == ["Plan.xlsx"], "of the others each says its own day"
    assert overdue() == 1 and not work.checked


def test_changed_settings_have_their_folder_checked_again(work: Work) -> None:
    plan(work.folder / "HR" / "Plan.xlsx", words="HR")
    work.look()
    (work.folder / "HR" / "gipxl.toml").write_text('[rules.off]\nTXT01 = "Not wanted."\n', encoding="utf-8")
    work.look()
    assert work.looked == ["Plan.xlsx"], "it lies alone, and is checked as it is looked at"
    (work.folder / "HR" / "gipxl.toml").unlink()
    work.look()
    assert work.looked == ["Plan.xlsx"], "it lies alone, and is checked as it is looked at"


def test_another_version_of_gipxl_reads_everything_again(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    work.look()
    monkeypatch.setattr(cache_room, "VERSION", "99.0")
    work.look()
    assert len(work.looked) == len(work.checked) == 2


@pytest.mark.parametrize("content", [b"", b"no database at all", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_damaged_cache_is_made_anew_with_a_word(work: Work, content: bytes) -> None:
    first = work.look()
    path = work.out / NAME
    path.write_bytes(content)
    kept, said = Cache.load(work.out)
    assert not kept.seen
    assert said == (f"{path} was damaged; every workbook is read anew." if content else "")
    assert work.look() == first and len(work.looked) == 2
    path.unlink()
    assert work.look() == first and len(work.looked) == 2


def test_a_cache_with_other_contents_than_it_should_have_is_made_anew(work: Work) -> None:
    import sqlite3
    from contextlib import closing

    work.look()
    with closing(sqlite3.connect(work.out / NAME)) as database, database:
        database.execute("update workbooks set seen = ?", (b'{"stamp": 1}',))
    assert Cache.load(work.out)[1].endswith("was damaged; every workbook is read anew.")


def test_what_is_gone_is_forgotten(work: Work) -> None:
    work.look()
    (work.folder / "July.xlsx").unlink()
    work.look()
    assert {Path(path).name for path in Cache.load(work.out)[0].seen} == {"GIP.xlsx"}


def test_outputs_that_somebody_removed_are_built_again(work: Work) -> None:
    import shutil

    settings = work.out / "build.toml"
    settings.write_text('[drive]\nbuild = ["gip*"]\n', encoding="utf-8")
    found = row(work.look(settings=settings), "GIP.xlsx")
    assert found.outputs == "outputs/GIP.xlsx/2020-09"
    manifest = work.out / found.outputs / "manifest.json"
    assert manifest.is_file() and list(manifest.parent.glob("*flagged*.xlsx"))
    work.look(settings=settings)
    assert not work.checked
    shutil.rmtree(manifest.parent)
    work.look(settings=settings)
    assert work.checked == ["GIP.xlsx"] and manifest.is_file()


def test_outputs_that_somebody_edited_are_kept_and_said(work: Work) -> None:
    settings = work.out / "build.toml"
    settings.write_text('[drive]\nbuild = ["gip*"]\n', encoding="utf-8")
    found = row(work.look(settings=settings), "GIP.xlsx")
    (report,) = (work.out / found.outputs).glob("*.docx")
    report.write_bytes(b"edited")
    plan(work.folder / "GIP.xlsx", as_at="As at 29 September 2020")
    after = row(work.look(settings=settings), "GIP.xlsx")
    assert report.read_bytes() == b"edited" and after.checked
    assert any("has been edited since gipxl wrote it" in remark for remark in after.remarks)


def test_an_empty_folder_in_place_of_a_drive_is_no_news_of_its_plans(work: Work) -> None:
    work.look()
    work.folder.rename(work.folder.with_name("unplugged"))
    work.folder.mkdir()
    with pytest.raises(FolderError, match=r"is empty, and held 2 plan workbooks at the last pass\."):
        work.look()
    plan(work.folder / "New.xlsx", words="New")
    assert [each.file for each in work.look().plans] == ["New.xlsx"]


def test_another_folder_may_be_empty(tmp_path: Path) -> None:
    cache = Cache()
    plan(tmp_path / "drive" / "GIP.xlsx")
    assert look(tmp_path / "drive", tmp_path / "status", cache=cache).plans
    (tmp_path / "drive 2").mkdir()
    assert not look(tmp_path / "drive 2", tmp_path / "status", cache=cache).plans


def test_a_workbook_that_lies_alone_is_read_once(work: Work) -> None:
    alone = plan(work.folder / "HR" / "Plan.xlsx", words="HR")
    found = row(work.look(), "HR/Plan.xlsx").checked
    assert "Plan.xlsx" in work.looked and "Plan.xlsx" not in work.checked
    kept, _ = Cache.load(work.out)
    sight = kept.seen[str(alone)].sight
    book = Workbook(path=str(alone), name=alone.name, sha256=sight.sha256)
    wanted = Wanted(workbook=book)
    job = PlanJob(wanted=(wanted,), workbooks=(book,), settings=Settings(), today=NOON.date(), limit_seconds=60)
    assert check_plan(job) == (Outcome(path=str(alone), checked=found),), "a second look would find the same"
    assert kept.answers[str(alone)].outcome.checked == found and sight.outcome is None
    work.look()
    assert not work.looked and not work.checked


def test_what_lies_beside_a_workbook_is_part_of_its_check_again(work: Work) -> None:
    plan(work.folder / "HR" / "Plan.xlsx", words="HR")
    work.look()
    plan(work.folder / "HR" / "Archive" / "July.xlsx", words="HR", as_at="As at 31 July 2020")
    found = row(work.look(), "HR/Plan.xlsx").checked
    assert found and found.baseline == "July.xlsx"
    assert set(work.checked) >= {"Plan.xlsx", "July.xlsx"}
