"""How much a finding matters."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters, the gravest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return _RANKS[self]


_RANKS = {level: rank for rank, level in enumerate(Level)}
