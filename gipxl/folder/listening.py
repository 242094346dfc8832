"""How a pass says what happens, for a log or a progress bar."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """Hears what happens in a pass."""

    def __call__(self, event: str, **facts: object) -> None:
        """One thing that happened."""


def nobody(event: str, **facts: object) -> None:
    """Listens to nothing."""
