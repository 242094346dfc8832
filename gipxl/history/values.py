"""The months of a plan, and what a story of one of its actions is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from gipxl.changes import Changes
from gipxl.figures import Figures
from gipxl.plan import Plan
from gipxl.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Month:
    """One workbook of the plan, compared with the one before it (``changes`` is None for the first).

    ``standings`` and ``figures`` know every earlier month, so that an original date that was written over is still one.
    """

    plan: Plan
    changes: Changes | None
    standings: tuple[Standing, ...]
    figures: Figures

    @property
    def as_at(self) -> date:
        """Its reporting date, by which the parts of a story name the month."""
        return self.plan.as_at


@dataclass(frozen=True, kw_only=True, slots=True)
class Move:
    """A delivery date that became another; None stands for "to be decided".

    ``as_at`` is the first month that tells of it: a row may give dates that were superseded before that month.
    """

    as_at: date
    was: date | None
    now: date | None

    @property
    def days(self) -> int | None:
        """By how many days; negative where it was brought forward, None where one of the two is to be decided."""
        return (self.now - self.was).days if self.was and self.now else None


@dataclass(frozen=True, kw_only=True, slots=True)
class OriginalChange:
    """The *original* date column says another day than it did the month before; None where it is blank."""

    as_at: date
    was: date | None
    now: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completion:
    """Seen complete first as at ``as_at``; ``day`` is the completion date, None where the status alone says so."""

    as_at: date
    day: date | None


class How(StrEnum):
    """How an action left the plan. The values are the words that people read."""

    CONSOLIDATED = "consolidated"
    WITHDRAWN = "withdrawn"
    COMPLETED = "left once complete"
    REUSED = "ref given to another action"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Departure:
    """``as_at`` is the first month without the action, or in which its row says that it is withdrawn.

    ``into`` is the ref that a text of the plan joins it with, as written there; ``story`` the number of that action's
    story, None where no month holds it.
    """

    as_at: date
    how: How
    into: str = ""
    story: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Sighting:
    """An action in one month. ``due`` is the day in force, None where there is none or it is to be decided.

    ``days_slipped`` is how far that is from the day first promised; negative where it was brought forward.
    """

    as_at: date
    standing: Standing
    due: date | None
    awaits_new_date: bool
    days_slipped: int | None
