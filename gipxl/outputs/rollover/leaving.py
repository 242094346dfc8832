"""What this year's plan keeps to itself: completed, withdrawn and consolidated actions, and where they went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gipxl.assessment import Assessment
from gipxl.changes import destination, mentions
from gipxl.plan import Action, Plan
from gipxl.standing import Standing
from gipxl.vocabulary import Status


@dataclass(frozen=True, kw_only=True, slots=True)
class Left:
    """An action that is not carried forward. ``why`` says it in words; ``into`` is the ref it was consolidated into.

    ``has_row`` is false for one that was consolidated since the baseline and has no row in the plan any more.
    """

    action: Action
    why: str
    day: date | None = None
    into: str = ""
    has_row: bool = True

    @property
    def in_words(self) -> str:
        """ "consolidated into E6"."""
        return f"{self.why} into {self.into}" if self.into else self.why


def leaving(assessment: Assessment, opening: date) -> tuple[Left, ...]:
    """Every action that is not carried forward: those of the plan's own sheet, those of which only the baseline has a
    row (texts speak of their refs still), then the finished sheet's."""
    changes = assessment.changes
    left = [each for each in assessment.standings if not is_carried(each, opening)]
    own = [_left(each, assessment.plan, opening) for each in left if not each.action.on_finished_sheet]
    gone = [
        Left(action=each.action, why="consolidated", into=each.into, has_row=False)
        for each in (changes.consolidated if changes else ())
        if each.now is None
    ]
    return (*own, *gone, *(_left(each, assessment.plan, opening) for each in left if each.action.on_finished_sheet))


def is_carried(standing: Standing, opening: date) -> bool:
    """It counts, stands on the plan's own sheet, and is not complete by the day on which the new plan opens."""
    action = standing.action
    return standing.is_open and not action.on_finished_sheet and not action.is_complete(opening)


def _left(standing: Standing, plan: Plan, opening: date) -> Left:
    action = standing.action
    if action.is_gone:
        into = destination(action, plan)
        why = "consolidated" if into or action.status_says is Status.CONSOLIDATED else "withdrawn"
        return Left(action=action, why=why, into=into)
    if action.is_complete(opening):
        return Left(action=action, why="completed", day=action.completed_day)
    return Left(action=action, why="left on the sheet of finished work, though nothing says that it is complete")


def says_where(left: Left) -> bool:
    """The row itself names the ref that it went into."""
    texts = [left.action.status.typed, left.action.source.typed, *(entry.typed for _, entry in left.action.texts)]
    return not left.into or any(mentions(text, left.into) for text in texts)
