"""One script at a time makes the environment; the others wait for it."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from installing import say


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Hold the lock on ``path``. It is the system's own lock, so a script that was killed holds none."""
    with path.open("w") as lock:
        if not locked(lock):
            say("another script is making .venv: waiting for it.")
            while not locked(lock):
                time.sleep(0.2)
        yield


def locked(file: IO[str]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True  # a drive that knows no locks: better to go on than never to start
    return True
