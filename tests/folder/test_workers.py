"""Whatever happens to a process takes down nothing but the workbook that it was at."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gipxl.folder.jobs import PlanJob
from gipxl.folder.time_limit import time_limit
from gipxl.folder.workers import Crew, Failure, Here, Stopped, processes
from tests.folder.drives import look, plan, row


@dataclass(frozen=True)
class Job:
    """Something to be done: "kill", "hang", "raise", or a text to be given back."""

    what: str
    limit_seconds: int = 60


def do(job: Job) -> str:
    match job.what:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            with time_limit(job.limit_seconds):
                time.sleep(600)
        case "raise":
            raise ValueError("not foreseen")
    return job.what.upper()


@pytest.fixture
def crew() -> Iterator[Crew]:
    made = Crew(processes, 2)
    yield made
    made.close(at_once=True)


needs_posix = pytest.mark.skipif(os.name == "nt", reason="kills as POSIX systems do")


@needs_posix
def test_a_killed_worker_loses_nothing_but_its_own_job(crew: Crew) -> None:
    jobs = [Job("kill" if number == 5 else f"job {number}") for number in range(12)]
    answers = {job.what: answer for job, answer in crew.run(do, jobs)}
    killed = answers.pop("kill")
    assert isinstance(killed, Failure) and killed.why.startswith("The process that checked it ended before it was done")
    assert answers == {job.what: job.what.upper() for job in jobs if job.what != "kill"}


def test_a_job_that_hangs_is_given_up_after_its_time(crew: Crew) -> None:
    jobs = [Job("hang", limit_seconds=1), *(Job(f"job {number}") for number in range(3))]
    answers = {job.what: answer for job, answer in crew.run(do, jobs)}
    hung = answers.pop("hang")
    assert isinstance(hung, Failure) and hung.why.startswith("Its check took longer than 1 second and was given up.")
    assert set(answers.values()) == {"JOB 0", "JOB 1", "JOB 2"}


def test_an_error_that_nobody_foresaw_is_one_job_s(crew: Crew) -> None:
    answers = dict(crew.run(do, [Job("raise"), Job("fine")]))
    assert answers[Job("raise")] == Failure(why="It could not be checked (ValueError: not foreseen).")
    assert answers[Job("fine")] == "FINE"


def test_a_crew_that_is_asked_to_stop_stops() -> None:
    crew = Crew(processes, 1, is_stopping=lambda: True)
    with pytest.raises(Stopped):
        list(crew.run(do, [Job("fine")]))


@needs_posix
def test_a_worker_killed_in_the_middle_of_a_pass_changes_nothing_in_the_status(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(30):
        plan(tmp_path / "drive" / f"Team {number}" / "GIP.xlsx", words=f"Team {number}")
    alone = look(tmp_path / "drive", tmp_path / "out")

    crew, killed = Crew(processes, 2), []
    give = crew._give

    def kill_one(*arguments: object) -> object:
        if not killed and crew._executor is not None and getattr(crew._executor, "_processes", None):
            victim = next(iter(crew._executor._processes))  # type: ignore[attr-defined]
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)
        return give(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(crew, "_give", kill_one)
    with_a_kill = look(tmp_path / "drive", tmp_path / "out", crew=crew)
    crew.close(at_once=True)
    assert killed and with_a_kill == alone
    assert row(alone, "Team 7/GIP.xlsx").checked


class Losing(Here):
    """Does every job but those on one file, whose answers do not come through."""

    def __init__(self, task: str, file: str) -> None:
        super().__init__()
        self.task, self.file = task, file

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        job = args[0]
        files = [each.workbook.path for each in job.wanted] if isinstance(job, PlanJob) else [job.path]
        if fn.__name__ == self.task and any(self.file in path for path in files):
            lost: Future[Any] = Future()
            lost.set_exception(ValueError("lost on the way"))
            return lost
        return super().submit(fn, *args, **kwargs)


def test_of_the_months_of_a_plan_only_the_one_to_blame_is_not_checked(tmp_path: Path) -> None:
    drive = tmp_path / "drive"
    plan(drive / "2020-07 GIP.xlsx", as_at="As at 31 July 2020")
    plan(drive / "2020-08 GIP.xlsx", as_at="As at 31 August 2020")
    plan(drive / "2020-09 GIP.xlsx")
    status = look(drive, tmp_path / "out", crew=Crew(lambda _: Losing("check_plan", "2020-07"), 1))
    latest = row(status, "2020-09 GIP.xlsx")
    july, august = latest.earlier
    assert latest.checked and august.figures and not latest.problem
    assert july.problem == "It could not be checked (ValueError: lost on the way)."
    assert july.figures is None and july.as_at == date(2020, 7, 31)


def test_a_workbook_whose_look_does_not_come_back_has_its_row_and_reason(tmp_path: Path) -> None:
    for name in ("HR", "Legal"):
        plan(tmp_path / "drive" / name / "GIP.xlsx", words=name)
    status = look(tmp_path / "drive", tmp_path / "out", crew=Crew(lambda _: Losing("look_at", "HR"), 1))
    assert row(status, "HR/GIP.xlsx").problem == "It could not be checked (ValueError: lost on the way)."
    assert row(status, "Legal/GIP.xlsx").checked


def test_what_goes_wrong_in_this_process_is_one_job_s_too() -> None:
    answers = dict(Crew(lambda _: Here(), 1).run(do, [Job("raise"), Job("fine")]))
    assert answers[Job("raise")] == Failure(why="It could not be checked (ValueError: not foreseen).")
    assert answers[Job("fine")] == "FINE"
