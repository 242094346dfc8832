"""What a command says: the answer to standard output, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping

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
    import shutil

    return min(shutil.get_terminal_size((100, 24)).columns, 120)


def colour() -> bool:
    """Whether a person at a terminal wants colours."""
    return sys.stdout.isatty() and "NO_COLOR" not in os.environ


def progress(*, quiet: bool = False) -> Callable[[str, Mapping[str, object]], None]:
    """Bars on the terminal that move with what happens in a pass over a folder; nothing where there is no terminal.

    It hears "found" with the number of ``workbooks`` and "looked" for each of them; "to check" with the number that is
    to be checked and "checked" for each; and how the pass began and ended.
    """
    if quiet or not sys.stderr.isatty():
        return lambda event, facts: None
    from rich.console import Console
    from rich.progress import Progress

    bar = Progress(console=Console(stderr=True), transient=True)
    looked, checked = bar.add_task("Looked at"), bar.add_task("Checked", visible=False)

    def hear(event: str, facts: Mapping[str, object]) -> None:
        match event:
            case "pass begins":
                bar.reset(looked, total=None)
                bar.reset(checked, visible=False)
                bar.start()
            case "found":
                bar.update(looked, total=float(str(facts["workbooks"])))
            case "looked":
                bar.advance(looked)
            case "to check":
                bar.update(checked, total=float(str(facts["workbooks"])), visible=True)
            case "checked":
                bar.advance(checked)
            case "pass ends" | "pass stopped":
                bar.stop()

    return hear
