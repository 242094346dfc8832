"""What is asked of a worker, and what it answers.

Frozen values of texts, numbers and days, so that they travel between processes and machines.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from gipxl.folder.values import Checked
from gipxl.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Look:
    """A workbook to be looked at; ``known`` is the SHA-256 under which it was last seen, "" where it never was.

    ``check``: it lies alone, so that all its check rests on is at hand at the first look.
    """

    path: str
    name: str
    settings: Settings
    limit_seconds: int
    known: str = ""
    check: bool = False

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that a worker must see."""
        return (self.path,)

    @property
    def most_seconds(self) -> int:
        """How long the whole job may take."""
        return self.limit_seconds


@dataclass(frozen=True, kw_only=True)
class Sight:
    """What a workbook is: a plan, another table (``why`` says so), or something that cannot be read (``problem``).

    ``as_at`` is the day that the workbook or its file's name gives, None where neither does; ``says_day``: the workbook
    itself gives it, so that it stands for the same day tomorrow. ``refs`` has each action's
    ref with a short sum of its title ("" where it has none): by them months of one plan are known. ``previous`` is the
    month last presented, as the details sheet names it. ``unchanged``: the contents are those known, and were not read
    again. ``vanished``: the file was gone. ``outcome`` is its check, where that was wanted at once and could be done.
    """

    sha256: str = ""
    saved_ns: int = 0
    as_at: date | None = None
    says_day: bool = False
    year: int = 0
    refs: dict[str, str] = field(default_factory=dict)
    previous: str = ""
    is_flagged_copy: bool = False
    why: str | None = None
    problem: str | None = None
    remarks: tuple[str, ...] = ()
    unchanged: bool = False
    vanished: bool = False
    outcome: Outcome | None = None


@dataclass(frozen=True, kw_only=True)
class Workbook:
    """A workbook to be read, and the SHA-256 that it should have."""

    path: str
    name: str
    sha256: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A month of a plan to be checked: its workbook, those that lie beside it, and other versions of it there.

    ``is_now``: it is what stands for the plan, not an earlier month. ``build_into`` is where its outputs go, "" for
    none.
    """

    workbook: Workbook
    beside: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    is_now: bool = True
    build_into: str = ""


@dataclass(frozen=True, kw_only=True)
class PlanJob:
    """The months of one plan that are to be checked, and every workbook that must be read for it."""

    wanted: tuple[Wanted, ...]
    workbooks: tuple[Workbook, ...]
    settings: Settings
    today: date
    limit_seconds: int

    @property
    def paths(self) -> tuple[str, ...]:
        """The files that a worker must see."""
        return tuple(each.path for each in self.workbooks)

    @property
    def most_seconds(self) -> int:
        """How long the whole job may take."""
        return self.limit_seconds * len(self.wanted)


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A month as its check left it, or why it could not be checked.

    ``as_expected``: every workbook read had the SHA-256 that the job gave, so that the answer may be kept.
    """

    path: str
    checked: Checked | None = None
    problem: str | None = None
    remarks: tuple[str, ...] = ()
    as_expected: bool = True
