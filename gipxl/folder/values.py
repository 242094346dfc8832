"""What is told of a shared folder: a row for each plan, what was passed over and why. Frozen values; no files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from gipxl.figures import Figures
from gipxl.rules.finding import Findings, Level


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One workbook as its check left it.

    ``as_at_from`` says where the reporting date was taken from; ``baseline`` is the file name of the month that it was
    compared with.
    """

    as_at: date
    as_at_from: str
    title: str
    marking: str
    baseline: str | None
    figures: Figures
    findings: Findings


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """An earlier month of a plan: its file as in :class:`PlanRow`, its figures, and how many findings of each level.

    ``problem`` says why it could not be checked; it then has no figures.
    """

    file: str
    as_at: date
    figures: Figures | None = None
    counts: dict[Level, int] = field(default_factory=dict)
    problem: str | None = None


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One plan: the workbook that stands for it now, and its earlier months, the oldest first.

    ``file`` is the workbook's place under the folder, with forward slashes and nothing in it that a terminal or a page
    would act on; ``key`` is a short name of it that is safe as a file name or an anchor, and no other row has.
    ``path`` is where it really lies. ``changed`` is when it was last saved; None where it could not be asked.
    ``checked`` is None exactly where ``problem`` says why the workbook could not be checked.
    ``remarks`` are sentences worth knowing: who has it open, that it changed while it was read.
    ``outputs`` is where its outputs were built, relative to the folder of the status files; "" where none were.
    """

    file: str
    key: str
    path: str
    changed: datetime | None
    checked: Checked | None = None
    problem: str | None = None
    earlier: tuple[Earlier, ...] = ()
    remarks: tuple[str, ...] = ()
    outputs: str = ""

    @property
    def counts(self) -> dict[Level, int]:
        """How many findings of each level; none of any where it could not be checked."""
        return dict(self.checked.findings.counts) if self.checked else dict.fromkeys(Level, 0)


@dataclass(frozen=True, kw_only=True)
class Skipped:
    """A file or folder that was passed over, and why.

    ``is_problem``: it may hold plans, and could not be looked at.
    """

    file: str
    why: str
    is_problem: bool = False


@dataclass(frozen=True, kw_only=True)
class Status:
    """The whole folder after a pass, the rows in the order of their files.

    ``at`` is when the pass began. ``problem`` says that the folder cannot be reached at present; the rows are then
    those of the last pass that could. ``marking`` is the highest protective marking of the plans.
    """

    folder: str
    at: datetime
    plans: tuple[PlanRow, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    problem: str | None = None
    marking: str = ""

    @property
    def problems(self) -> int:
        """How many workbooks, and folders that may hold some, could not be looked at."""
        return sum(row.problem is not None for row in self.plans) + sum(each.is_problem for each in self.skipped)

    def at_least(self, level: Level) -> int:
        """How many findings are of ``level`` or graver."""
        return sum(number for row in self.plans for each, number in row.counts.items() if each.rank <= level.rank)
