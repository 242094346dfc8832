"""Calamine at work: where its own code breaks off, over a damaged file, that is an error like any other."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from gipxl.package.errors import PackageError

_STDERR = 2
_one_at_a_time = threading.RLock()


@contextmanager
def sheltered() -> Iterator[None]:
    """Raises PackageError where calamine panics; the report that it then prints by itself is not for users."""
    with _one_at_a_time, _silent():
        try:
            yield
        except BaseException as error:
            # A panic is no Exception by its class; nothing else of that name exists.
            if type(error).__name__ != "PanicException":
                raise
            raise PackageError(
                "The file is damaged: its sheets cannot be read.",
                "Open it in Excel, let it repair the file, save it again as .xlsx, and try that.",
            ) from error


@contextmanager
def _silent() -> Iterator[None]:
    """What is written to the standard error by other than Python goes nowhere for a while."""
    try:
        kept = os.dup(_STDERR)
    except OSError:
        yield  # there is none, so that nothing can be written to it
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), _STDERR)
        yield
    finally:
        with suppress(OSError):
            os.dup2(kept, _STDERR)
        os.close(kept)
