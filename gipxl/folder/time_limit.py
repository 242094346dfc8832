"""How long the check of one workbook may take."""

from __future__ import annotations

import faulthandler
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process


@contextmanager
def time_limit(seconds: int) -> Iterator[None]:
    """Ends a worker process that takes longer: nothing gentler stops a library that hangs.

    Outside a process of its own (where ending it would end everything) there is no limit.
    """
    if parent_process() is None or threading.current_thread() is not threading.main_thread():
        yield
        return
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        faulthandler.dump_traceback_later(seconds, exit=True, file=nowhere)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()
