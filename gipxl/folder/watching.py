"""Staying at work: the same pass on a timer, until somebody ends it."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from gipxl.errors import FolderError, GipxlError
from gipxl.folder.cache import Cache
from gipxl.folder.listening import Listener
from gipxl.folder.one_pass import Drive, one_pass
from gipxl.folder.values import Status
from gipxl.folder.workers import Crew, Stopped
from gipxl.folder.writing import STATUS, write_status
from gipxl.rules.finding import Level
from gipxl.words import day


@dataclass(kw_only=True)
class Guard:
    """Looks after a folder, pass after pass, and writes the status after each.

    ``clock`` gives the time of day. ``last`` is the status of the last pass that could reach the folder.
    """

    drive: Drive
    crew: Crew
    cache: Cache
    clock: Callable[[], datetime]
    listen: Listener
    junit: bool = False
    fail_on: Level | None = Level.ERROR
    last: Status | None = None

    def look(self) -> Status:
        """One pass, with its status written. Raises FolderError, SettingsError, OutputError, and Stopped."""
        began = time.monotonic()
        now = self.clock()
        self.listen("pass begins", folder=str(self.drive.folder))
        try:
            self.last = one_pass(self.drive, cache=self.cache, crew=self.crew, now=now, listen=self.listen)
        except BaseException:
            self.listen("pass stopped")
            raise
        finally:
            self.crew.close(at_once=True)
        self._write(self.last)
        self.listen(
            "pass ends", plans=len(self.last.plans), passed_over=len(self.last.skipped), problems=self.last.problems,
            seconds=round(time.monotonic() - began, 1),
        )  # fmt: skip
        return self.last

    def _write(self, status: Status) -> None:
        write_status(status, self.drive.out, cache=self.cache, junit=self.junit, fail_on=self.fail_on)
        if said := self.cache.save(self.drive.out):
            self.listen("remark", why=said)

    def stay(self, every: float, stop: threading.Event, tell: Callable[[Status | GipxlError], None]) -> None:
        """A pass, and another ``every`` so many seconds, until ``stop``; what each gives is told."""
        while not stop.is_set():
            began = time.monotonic()
            try:
                tell(self.look())
            except Stopped:
                return
            except GipxlError as error:
                told = self._away(error)
                self.listen("pass failed", why=str(told))
                tell(told)
            stop.wait(max(1.0, every - (time.monotonic() - began)))

    def _away(self, error: GipxlError) -> GipxlError:
        """Where the folder is away, the status says so, and keeps what was last known.

        What an earlier run wrote stays as it is: nothing is known here of the plans behind it.
        """
        if not isinstance(error, FolderError):
            return error
        out, now = self.drive.out, self.clock()
        if self.last is None and (out / STATUS).exists():
            return FolderError(error.message, f"{error.remedy} What stands in {out} is from an earlier run.")
        known = self.last or Status(folder=str(self.drive.folder), at=now)
        said = f"{error} Tried on {day(now.date())} at {now:%H:%M}; what stands here is from the last pass before."
        try:
            self._write(replace(known, problem=said if self.last else str(error)))
        except GipxlError as another:
            return another
        return error


@contextmanager
def stop_signals() -> Iterator[threading.Event]:
    """An event that Ctrl-C and SIGTERM set, instead of breaking in anywhere. A second one breaks in after all."""
    stop = threading.Event()
    known = {signal.SIGINT, signal.SIGTERM, getattr(signal, "SIGBREAK", signal.SIGTERM)}
    before = {each: signal.getsignal(each) for each in known}

    def ask(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, before[signal.Signals(number)])

    for each in known:
        signal.signal(each, ask)
    try:
        yield stop
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def out_folder(folder: Path, asked: Path | None) -> Path:
    """Where the status goes: as asked, else output/status under the current folder.

    Raises FolderError where that lies in the folder looked after and nobody asked for it.
    """
    if asked is not None:
        return asked
    out = Path("output") / "status"
    home, target = folder.resolve(), out.resolve()
    if target.is_relative_to(home):
        raise FolderError(
            f"The status would go into {out}, which lies in the folder that is looked after.",
            "Say with --out where it is to go.",
        )
    return out
