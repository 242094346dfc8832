"""The command line: parses, calls a command, returns a number. The only place that asks for the day."""

from __future__ import annotations

import errno
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime

from gipxl.arguments import Args, parser
from gipxl.commands import COMMANDS
from gipxl.commands.terminal import DONE, failed
from gipxl.errors import GipxlError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command. Returns 0 done, 1 done with findings, 2 could not be done; never shows a traceback."""
    _speak_utf8()
    # A plan is hundreds of thousands of values that all stay: rubbish is looked for less often.
    gc.set_threshold(100_000, 20, 20)
    try:
        exit_status = _run(arguments)
        sys.stdout.flush()
        return exit_status
    except GipxlError as error:
        return failed(str(error))
    except KeyboardInterrupt:
        return failed("Stopped before it was done. Nothing was left half-written.")
    except MemoryError:
        return failed("There is not enough memory for this workbook. Delete empty formatted rows and unused sheets.")
    except Exception as error:
        if _is_closed_pipe(error):
            # Whoever was reading the answer has gone; that is no fault of the workbook.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return DONE
        if os.environ.get("GIPXL_TRACEBACK"):
            raise
        return failed(
            f"Something happened that gipxl did not foresee ({type(error).__name__}: {error}). Please tell whoever "
            "looks after gipxl, and keep the workbook; with GIPXL_TRACEBACK=1 set it tells them more."
        )


def _run(arguments: Sequence[str] | None) -> int:
    try:
        args = parser(COMMANDS).parse_args(arguments, namespace=Args())
    except SystemExit:
        return DONE  # --help or --version, which has been printed
    args.today = date.today()
    args.clock = lambda: datetime.now().astimezone()
    exit_status: int = COMMANDS[args.command].run(args)
    return exit_status


def _is_closed_pipe(error: Exception) -> bool:
    """Windows says "invalid argument" where others say "broken pipe"."""
    is_windows_pipe = os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL
    return isinstance(error, BrokenPipeError) or is_windows_pipe


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace")
