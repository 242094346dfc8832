"""Over a dask.distributed cluster of worker processes the status is the one that this computer finds alone."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from gipxl.cli import main
from gipxl.errors import ClusterError
from gipxl.folder import cluster as cluster_room
from gipxl.folder.cluster import Cluster
from gipxl.folder.workers import Crew, Failure
from tests.conftest import ALL
from tests.folder.drives import look, plan, row

pytestmark = [
    pytest.mark.skipif(not ALL and find_spec("distributed") is None, reason="dask.distributed is not installed"),
    pytest.mark.filterwarnings("ignore"),  # dask's own, of what it is built on
]


@dataclass(frozen=True)
class Job:
    """Something to be done: "kill", "hang", "raise", "wait", or a text to be given back."""

    what: str
    limit_seconds: int = 60
    paths: tuple[str, ...] = ()

    @property
    def most_seconds(self) -> int:
        return self.limit_seconds


def do(job: Job) -> str:
    match job.what:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(20)
        case "raise":
            raise ValueError("not foreseen")
    return job.what.upper()


def local_cluster(workers: int) -> Any:
    from distributed import LocalCluster

    return LocalCluster(  # type: ignore[no-untyped-call,unused-ignore]
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs=50
    )


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The scheduler of two worker processes, on which a job may cost a worker once."""
    import dask

    with (
        dask.config.set(
            {"distributed.scheduler.allowed-failures": 1, "temporary-directory": str(tmp_path_factory.mktemp("dask"))}
        ),
        local_cluster(2) as made,
    ):
        yield made.scheduler_address


@pytest.fixture
def cluster(address: str) -> Iterator[Cluster]:
    made = Cluster(address)
    yield made
    made.close()


@pytest.fixture
def crew(cluster: Cluster) -> Crew:
    return Crew(cluster.executor, cluster.size)


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    for number in range(40):
        plan(folder / f"Team {number}" / "GIP.xlsx", words=f"Team {number}")
        if number % 2:
            archive = folder / f"Team {number}" / "Archive" / "July.xlsx"
            plan(archive, words=f"Team {number}", as_at="As at 31 July 2020")
    (folder / "Damaged.xlsx").write_bytes(b"PK\x03\x04")
    return folder


def test_the_status_is_the_same_as_on_this_computer(drive: Path, tmp_path: Path, crew: Crew) -> None:
    alone = look(drive, tmp_path / "out")
    together = look(drive, tmp_path / "out", crew=crew)
    assert together == alone and len(alone.plans) == 41 and alone.problems == 1
    assert len(row(alone, "Team 7/GIP.xlsx").earlier) == 1


def test_a_worker_killed_in_the_middle_of_a_pass_loses_nothing(
    drive: Path, tmp_path: Path, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = look(drive, tmp_path / "out")
    crew, killed = Crew(cluster.executor, cluster.size), []
    give = crew._give

    def kill_one(*arguments: Any) -> Any:
        told = give(*arguments)
        if not killed:
            victim = next(iter(cluster._client.run(os.getpid).values()))
            os.kill(victim, signal.SIGKILL)
            killed.append(victim)
        return told

    monkeypatch.setattr(crew, "_give", kill_one)
    assert look(drive, tmp_path / "out", crew=crew) == alone and killed


def test_a_job_that_costs_worker_after_worker_is_its_own_problem_alone(crew: Crew) -> None:
    jobs = [Job("kill" if number == 5 else f"job {number}") for number in range(12)]
    answers = {job.what: answer for job, answer in crew.run(do, jobs)}
    killed = answers.pop("kill")
    assert isinstance(killed, Failure) and killed.why.startswith("The process that checked it ended before it was done")
    assert answers == {job.what: job.what.upper() for job in jobs if job.what != "kill"}


def test_a_job_that_hangs_is_given_up_after_its_time(crew: Crew) -> None:
    answers = {job.what: answer for job, answer in crew.run(do, [Job("hang", limit_seconds=1), Job("fine")])}
    assert answers["fine"] == "FINE"
    assert isinstance(answers["hang"], Failure)
    assert answers["hang"].why.startswith("Its check took longer than 1 second and was given up.")


def test_an_error_that_nobody_foresaw_is_one_job_s(crew: Crew) -> None:
    answers = dict(crew.run(do, [Job("raise"), Job("fine")]))
    assert answers[Job("raise")] == Failure(why="It could not be checked (ValueError: not foreseen).")
    assert answers[Job("fine")] == "FINE"


def test_a_file_that_the_worker_does_not_see_is_that_plan_s_problem(
    crew: Crew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here only").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)  # the workers stay where they were
    answers = dict(crew.run(do, [Job("one", paths=("here only",)), Job("two", paths=("nowhere",)), Job("three")]))
    failure = answers[Job("one", paths=("here only",))]
    assert isinstance(failure, Failure)
    assert (
        failure.why.startswith("The worker tcp://127.0.0.1:") and "does not see it at here only. Mount" in failure.why
    )
    assert answers[Job("two", paths=("nowhere",))] == "TWO", "gone here too: the task itself says so"
    assert answers[Job("three")] == "THREE"


def test_workers_with_another_version_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_room, "VERSION", "99.0")
    with pytest.raises(ClusterError, match=r"^The worker tcp://.* has gipxl .*, and this computer 99\.0: "):
        Cluster(address)


def test_a_worker_that_comes_later_with_another_version_is_refused(crew: Crew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_room, "VERSION", "99.0")
    with pytest.raises(ClusterError, match="Install the same on all of them"):
        dict(crew.run(do, [Job("fine")]))


def test_a_scheduler_without_workers_is_said() -> None:
    with local_cluster(0) as made, pytest.raises(ClusterError, match="has no workers"):
        Cluster(made.scheduler_address)


def test_a_scheduler_that_goes_away_ends_the_pass() -> None:
    made = local_cluster(1)
    connected = Cluster(made.scheduler_address)
    crew = Crew(connected.executor, connected.size)
    answers = crew.run(do, [Job("fine"), Job("hang")])
    assert next(answers) == (Job("fine"), "FINE")
    made.close()
    with pytest.raises(ClusterError, match=r"The connection to the dask scheduler at tcp://.* was lost"):
        next(answers)
    crew.close(at_once=True)
    connected.close()


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense://server:1", "no such server", ""])
def test_a_scheduler_that_is_not_there_is_one_line_and_2(
    address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster_room, "_PATIENCE", 1)
    assert main(["sync", str(tmp_path), "--out", str(tmp_path / "out"), "--dask", address]) == 2
    said = capsys.readouterr().err
    assert said.startswith("gipxl: No dask scheduler answers at ") and said.count("\n") == 1


def test_without_the_extra_it_is_said_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert main(["sync", str(tmp_path), "--out", str(tmp_path / "out"), "--dask", "tcp://server:8786"]) == 2
    told = "--dask needs dask.distributed, which is not installed. Install it: pip install gipxl[dask]."
    assert capsys.readouterr().err == f"gipxl: {told}\n"


def test_the_command_shares_the_work_and_lets_the_workers_go(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan(tmp_path / "drive" / "GIP.xlsx")
    for _ in range(2):
        assert main(["sync", str(tmp_path / "drive"), "--out", str(tmp_path / "out"), "--dask", address]) == 0
        assert "1 plan" in capsys.readouterr().out
