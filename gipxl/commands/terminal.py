"""What a command says: the answer to standard output, everything else to standard error."""

from __future__ import annotations

import os
import shutil
import sys

from gipxl.outputs.plain import one_line

DONE, FOUND, NOT_DONE = 0, 1, 2


def answer(text: str) -> None:
    """Prints the result."""
    print(text, end="" if text.endswith("\n") else "\n")


def say(message: str, *, quiet: bool = False) -> None:
    """Says something beside the result, on one line, unless the user wants none of it."""
    if not quiet:
        print(f"gipxl: {one_line(message)}", file=sys.stderr)


def failed(message: str) -> int:
    """Says why something could not be done, and returns the status for it."""
    say(message)
    return NOT_DONE


def width() -> int:
    """How wide the answer may be: the terminal's width within reason, 100 where there is none."""
    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def colour() -> bool:
    """Whether a person at a terminal wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ
