"""What the rules find: where, what is wrong, and what to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from msgspec import Struct

from gipxl.levels import Level

__all__ = ["Finding", "Findings", "Ignored", "Level", "NotRun"]


class Finding(Struct, frozen=True, kw_only=True):
    """One thing worth saying about one cell.

    ``ref`` is None where the row has none, ``cell`` where nothing stands any more; ``row`` is 0 for a finding on the
    workbook as a whole. ``message`` says what is wrong, ``fix`` what to do about it.
    """

    code: str
    name: str
    level: Level
    ref: str | None
    sheet: str
    cell: str | None
    row: int
    message: str
    fix: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NotRun:
    """A rule that could not look, and why."""

    code: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignored:
    """A finding that the settings pass over, with the reason given and the last day it holds."""

    code: str
    ref: str | None
    reason: str
    until: date | None
    finding: Finding | None = None


@dataclass(frozen=True, kw_only=True)
class Findings:
    """All that the rules said of one workbook, in its order; what could not be looked at; what was ignored.

    ``remarks`` are sentences about the settings that the user should know of: what they ignore without effect.
    """

    findings: tuple[Finding, ...] = ()
    not_run: tuple[NotRun, ...] = ()
    ignored: tuple[Ignored, ...] = ()
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    @property
    def counts(self) -> Mapping[Level, int]:
        """How many findings of each level, all three always there."""
        found = Counter(finding.level for finding in self.findings)
        return {level: found[level] for level in Level}

    def at_least(self, level: Level) -> tuple[Finding, ...]:
        """The findings of ``level`` or graver."""
        return tuple(finding for finding in self.findings if finding.level.rank <= level.rank)
