"""A workbook's bytes as they were at one moment, though somebody may be saving it."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gipxl.errors import WorkbookError
from gipxl.folder.trying import again, why
from gipxl.folder.walk import Found, Stamp

_TRIES = 3
_PAUSE = 0.5


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """The bytes of a file, its stamp, and whether it changed while it was first read."""

    content: bytes
    stamp: Stamp
    changed: bool = False


class Vanished(WorkbookError):
    """A file that was there a moment ago, and is there no longer."""


def snapshot(path: str, name: str) -> Snapshot:
    """The bytes of a file that did not change between the beginning and the end of the reading.

    Raises Vanished where it is gone, WorkbookError where it may not be read or does not come to rest.
    """
    changed = False
    for _ in range(_TRIES):
        try:
            content, before, after = again(lambda: _read(path))
        except FileNotFoundError:
            raise Vanished(f"{name} vanished while the folder was looked at.", "The next pass will tell.") from None
        except OSError as error:
            raise WorkbookError(
                f"{name} cannot be opened ({why(error)}).", "Close it in other programs, and check who may read it."
            ) from None
        if before == after and len(content) == after.size:
            return Snapshot(content=content, stamp=after, changed=changed)
        changed = True
        time.sleep(_PAUSE)
    raise WorkbookError(f"{name} is being written to all the time.", "The next pass will try again.")


def _read(path: str) -> tuple[bytes, Stamp, Stamp]:
    with open(path, "rb") as file:
        before = Stamp.of(os.fstat(file.fileno()))
        content = file.read()
    return content, before, Stamp.of(os.stat(path))


def is_fresh(stamp: Stamp, now: datetime, rest_seconds: int) -> bool:
    """Whether a file was saved so lately, or by its clock so far ahead, that it may still be being written."""
    age = now.timestamp() - stamp.saved_ns / 1e9
    return age < rest_seconds


@dataclass(kw_only=True)
class Resting:
    """Files that may still be being written, each with its last stamp and since when that has not changed."""

    rest_seconds: int
    wait_seconds: int
    began: float
    waiting: dict[str, tuple[Found, Stamp, float]]

    @classmethod
    def of(cls, files: Sequence[Found], *, rest_seconds: int, wait_seconds: int) -> Resting:
        """All of ``files`` are waited for."""
        began = time.monotonic()
        waiting = {each.path: (each, each.stamp, began) for each in files}
        return cls(rest_seconds=rest_seconds, wait_seconds=wait_seconds, began=began, waiting=waiting)

    def rested(self) -> list[Found]:
        """Those that have come to rest since, or are gone: reading them will say so."""
        now = time.monotonic()
        at_rest = []
        for path, (found, last, since) in list(self.waiting.items()):
            try:
                stamp = Stamp.of(os.stat(path))
            except OSError:
                stamp, since = last, now - self.rest_seconds
            if stamp != last:
                self.waiting[path] = (found, stamp, now)
            elif now - since >= self.rest_seconds:
                at_rest.append(found)
                del self.waiting[path]
        return at_rest

    @property
    def is_over(self) -> bool:
        """Nothing is waited for any more, or it has been waited long enough."""
        return not self.waiting or time.monotonic() - self.began > self.wait_seconds
