"""Who does the work: this process, processes beside it, or a cluster, all through one interface.

What kills a process (too little memory, a library that crashes, the time limit) takes down nothing but the workbook
that it was at: those it may have been at are given out once more, each alone.
"""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from gipxl.errors import GipxlError
from gipxl.words import count

# More than Windows can wait for at a time.
_MOST = 61
#: How often it is looked whether the job is to stop, in seconds.
_GLANCE = 0.2


class Limited(Protocol):
    """A job that may take so long."""

    @property
    def limit_seconds(self) -> int:
        """The most seconds for one workbook."""


J = TypeVar("J", bound=Limited)
R = TypeVar("R")


class Lost(Exception):
    """Worker after worker of a cluster was lost at a job, or while it waited there."""


class Unable(Exception):
    """A job that its worker could not do; the text says why, for the user."""


class Stopped(Exception):
    """The job was asked to end. The outside never sees it."""


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A job that nobody could finish, and why."""

    why: str


class Here(Executor):
    """Does every task at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The task's answer or error, which is there on return."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # handed on: whoever asks for the answer gets it
            future.set_exception(error)
        return future


def processes(number: int) -> Executor:
    """So many processes beside this one."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Started afresh on every system: what a copy of this process would inherit is not safe in all of them.
    return ProcessPoolExecutor(min(number, _MOST), mp_context=get_context("spawn"), initializer=_ignore_interrupts)


def _ignore_interrupts() -> None:
    """Ctrl-C goes to every process of a terminal; the one that gave out the work ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def cores() -> int:
    """How many processes this machine can run at a time."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


class Crew:
    """Gives out jobs and brings the answers, in the order in which they come.

    ``make`` makes an executor of so many workers; it is asked when there is work, and again when one broke.
    ``is_stopping`` says whether to end at once.
    """

    def __init__(
        self, make: Callable[[int], Executor], size: int, *, is_stopping: Callable[[], bool] = lambda: False
    ) -> None:
        self._make = make
        self._size = size
        self._is_stopping = is_stopping
        self._executor: Executor | None = None

    def run(self, task: Callable[[J], R], jobs: Sequence[J]) -> Iterator[tuple[J, R | Failure]]:
        """Each job with its answer, or with a Failure. Raises Stopped where the whole is to end."""
        waiting = deque(jobs)
        given: dict[Future[R], J] = {}
        while waiting or given:
            self.stop_if_asked()
            broken = self._give(task, waiting, given)
            for future in wait(given, timeout=_GLANCE, return_when=FIRST_COMPLETED).done:
                job = given.pop(future)
                try:
                    yield job, future.result()
                except BrokenExecutor:
                    broken.append(job)
                except Lost:
                    yield from self._one_by_one(task, [job])
                except Unable as error:
                    yield job, Failure(why=str(error))
                except GipxlError:
                    raise  # no job's own: the cluster is gone
                except Exception as error:  # a job or its answer could not travel, or nobody foresaw it
                    yield job, Failure(why=f"It could not be checked ({type(error).__name__}: {error}).")
            if broken:
                self.close(at_once=True)
                yield from self._one_by_one(task, [*broken, *given.values()])
                given.clear()

    def stop_if_asked(self) -> None:
        """Raises Stopped where the whole is to end."""
        if self._is_stopping():
            raise Stopped

    def _give(self, task: Callable[[J], R], waiting: deque[J], given: dict[Future[R], J]) -> list[J]:
        """Gives out as many jobs as keep every worker busy; returns the one that could not be given out."""
        while waiting and len(given) < 2 * self._size:
            job = waiting.popleft()
            self._executor = self._executor or self._make(self._size)
            try:
                given[self._executor.submit(task, job)] = job
            except BrokenExecutor:
                return [job]
            if isinstance(self._executor, Here):
                break
        return []

    def _one_by_one(self, task: Callable[[J], R], jobs: Sequence[J]) -> Iterator[tuple[J, R | Failure]]:
        alone: Executor | None = None
        for job in jobs:
            self.stop_if_asked()
            alone = alone or processes(1)
            began = time.monotonic()
            try:
                yield job, self._awaited(alone.submit(task, job))
            except BrokenExecutor:
                yield job, Failure(why=ended(time.monotonic() - began, job.limit_seconds))
                _shut(alone)
                alone = None
        if alone:
            _shut(alone)

    def _awaited(self, future: Future[R]) -> R:
        while not wait([future], timeout=_GLANCE).done:
            self.stop_if_asked()
        return future.result()

    def close(self, *, at_once: bool = False) -> None:
        """Lets the workers go; ``at_once`` without waiting for what they are at."""
        if self._executor is not None:
            _shut(self._executor, at_once=at_once)
        self._executor = None


def ended(seconds: float, limit: int) -> str:
    """Why a check came to no end, which was at it for so many seconds."""
    if seconds >= limit:
        return (
            f"Its check took longer than {count(limit, 'second')} and was given up. Delete empty formatted rows and "
            "unused sheets, or raise drive.limit_seconds in the settings."
        )
    return (
        "The process that checked it ended before it was done: there was too little memory, or the file made it crash. "
        "Open the workbook in Excel, save it again, and delete empty formatted rows and unused sheets."
    )


def _shut(executor: Executor, *, at_once: bool = True) -> None:
    ours = dict(getattr(executor, "_processes", None) or {}) if at_once else {}
    executor.shutdown(wait=not at_once, cancel_futures=True)
    for process in ours.values():
        process.terminate()  # or the interpreter would wait for what nobody waits for any more
