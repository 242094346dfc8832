"""What happens in each pass, as JSON lines, for whoever looks after the job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import msgspec

from gipxl.errors import OutputError
from gipxl.outputs.plain import harmless

# Each workbook's progress is for a bar on a terminal.
_TOO_MANY = ("looked",)


class Log:
    """A file to which each event is added as one line: when, what, and the facts."""

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._path = path
        self._clock = clock
        self("log begins")

    def __call__(self, event: str, **facts: object) -> None:
        """Adds a line. Raises OutputError where that cannot be done."""
        if event in _TOO_MANY:
            return
        told = {name: harmless(fact) if isinstance(fact, str) else fact for name, fact in facts.items()}
        line = msgspec.json.encode({"at": self._clock().isoformat(timespec="seconds"), "event": event, **told})
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("ab") as file:
                file.write(line + b"\n")
        except OSError as error:
            raise OutputError(
                f"The log {self._path} cannot be written ({error.strerror}).", "Give another file with --log."
            ) from None
