"""The workers of a dask.distributed cluster, as an executor: the same tasks, on other computers.

They must see the folder under the same path, and have the same gipxl. What they are given travels as dask sends it;
TLS and all else of the connection is as dask's own configuration says.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any, Protocol, TypeVar

from gipxl.errors import ClusterError
from gipxl.folder.workers import Lost, Unable, ended
from gipxl.version import VERSION

R = TypeVar("R")

#: How long a scheduler may take to answer, in seconds.
_PATIENCE = 10


class Job(Protocol):
    """A job that can be done elsewhere."""

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that a worker must see."""

    @property
    def limit_seconds(self) -> int:
        """The most seconds for one workbook."""

    @property
    def most_seconds(self) -> int:
        """The most seconds for the whole job."""


class Cluster:
    """A connection to the scheduler at ``address``, made anew where it was lost.

    Raises ClusterError where dask.distributed is not installed here, the scheduler cannot be reached, or its workers
    have another gipxl.
    """

    def __init__(self, address: str) -> None:
        self.address = address if "://" in address else f"tcp://{address}"
        self._client = self._connected()

    @property
    def size(self) -> int:
        """How many jobs the workers can do at a time."""
        return max(1, sum(map(int, self._client.nthreads().values())))

    def executor(self, _: int) -> Executor:
        """The workers as an executor; closing it leaves them to others."""
        if self._client.status != "running":
            self._client = self._connected()
        return _Workers(self._client, self.address)

    def close(self) -> None:
        """Ends the connection; the cluster stays."""
        self._client.close()

    def _connected(self) -> Any:
        client_of = _distributed()
        from distributed.comm.addressing import get_address_host_port

        try:
            get_address_host_port(self.address, strict=True)  # or the client would try for long, and fail noisily
            client = client_of(self.address, timeout=_PATIENCE, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            told = next(iter(str(error).splitlines()), "") or type(error).__name__
            raise ClusterError(
                f"No dask scheduler answers at {self.address} ({told}).",
                "Check that it runs (dask scheduler) and that this computer can reach it; the address is like "
                "tcp://server:8786.",
            ) from None
        try:
            _refuse_unfit(client, self.address)
        except ClusterError:
            client.close()
            raise
        return client


def _distributed() -> Callable[..., Any]:
    try:
        from distributed import Client
    except ImportError:
        raise ClusterError(
            "--dask needs dask.distributed, which is not installed.", "Install it: pip install gipxl[dask]."
        ) from None
    import logging

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # gipxl says what went wrong, on one line
    return Client  # type: ignore[no-any-return,unused-ignore]


def _refuse_unfit(client: Any, address: str) -> None:
    """Raises ClusterError where there are no workers, or not all have this gipxl."""
    found = client.run(version, on_error="return")
    if not found:
        raise ClusterError(f"The dask scheduler at {address} has no workers.", "Start some: dask worker ADDRESS.")
    for worker, told in sorted(found.items()):
        if isinstance(told, ModuleNotFoundError):
            raise ClusterError(f"The worker {worker} has no gipxl.", f"Install gipxl {VERSION} there.")
        if told != VERSION:
            raise _other_version(f"The worker {worker}", str(told))


def _other_version(who: str, theirs: str) -> ClusterError:
    return ClusterError(
        f"{who} has gipxl {theirs}, and this computer {VERSION}: two versions may find different things.",
        "Install the same on all of them.",
    )


def version() -> str:
    """The gipxl of the computer that this runs on."""
    return VERSION


class _Workers(Executor):
    """Gives jobs to the workers of a cluster."""

    def __init__(self, client: Any, address: str) -> None:
        self._executor = client.get_executor(pure=False)
        self._address = address

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """The task of one job, done by one of the workers."""
        (job,) = args
        given = self._executor.submit(at_worker, fn, job, VERSION)
        answer: Future[Any] = Future()
        given.add_done_callback(lambda done: self._hand_on(done, fn, job, answer))
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Lets the workers go."""
        self._executor.shutdown(wait=wait and not cancel_futures)

    def _hand_on(self, done: Future[Any], fn: Callable[..., Any], job: Job, answer: Future[Any]) -> None:
        try:
            answer.set_result(self._answer(done, fn, job))
        except Exception as error:  # handed on: whoever asks for the answer gets it
            answer.set_exception(error)

    def _answer(self, done: Future[Any], fn: Callable[..., R], job: Job) -> R:
        from distributed.scheduler import KilledWorker

        if done.cancelled():
            raise ClusterError(
                f"The connection to the dask scheduler at {self._address} was lost.",
                "Start it again, and run this anew.",
            )
        try:
            told = done.result()
        except KilledWorker:
            raise Lost from None
        if isinstance(told, NotSeen):
            if all(os.path.exists(path) for path in job.paths):
                raise Unable(
                    f"The worker {told.worker} does not see it at {told.path}. Mount the folder there under the same "
                    "path as here, and let the worker's account read it."
                )
            return fn(job)  # it is gone here too, and this says so
        if isinstance(told, TooLong):
            raise Unable(ended(job.limit_seconds, job.limit_seconds))
        if isinstance(told, OtherGipxl):
            raise _other_version(f"The worker {told.worker}", told.version)
        return told  # type: ignore[no-any-return]


class _Refusal:
    """What a worker answers instead of doing its job."""

    def __init__(self, worker: str, *, path: str = "", version: str = "") -> None:
        self.worker, self.path, self.version = worker, path, version


class NotSeen(_Refusal):
    """A file that is not there for this worker."""


class TooLong(_Refusal):
    """The job took longer than it may."""


class OtherGipxl(_Refusal):
    """A worker that came later, with another version."""


def at_worker(task: Callable[[Any], R], job: Job, wanted: str) -> R | _Refusal:
    """Does a job where this runs, within its time."""
    me = _own_name()
    if wanted != VERSION:
        return OtherGipxl(me, version=VERSION)
    for path in job.paths:
        if not os.path.exists(path):
            return NotSeen(me, path=path)
    return _in_time(task, job, me)


def _own_name() -> str:
    from distributed import get_worker

    return str(get_worker().address)


def _in_time(task: Callable[[Any], R], job: Job, me: str) -> R | _Refusal:
    """A worker's other jobs share its process, which cannot be ended: what hangs is left to itself."""
    answer: Future[R] = Future()

    def work() -> None:
        try:
            answer.set_result(task(job))
        except BaseException as error:  # handed on
            answer.set_exception(error)

    threading.Thread(target=work, daemon=True).start()
    try:
        return answer.result(timeout=job.most_seconds)
    except TimeoutError:
        if answer.done():
            raise  # the task's own
        return TooLong(me)
