"""What a rule is: a code, a name, a reason, and one question about one action or about the whole plan."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from msgspec import Struct

from gipxl.changes import Changes
from gipxl.changes.sameness import is_another_action
from gipxl.dates import DateReading
from gipxl.plan import Action, Entry, Field, Plan, cleaned
from gipxl.rules.cells import is_spoilt
from gipxl.rules.finding import Level
from gipxl.rules.years import odd_years
from gipxl.settings import Settings
from gipxl.standing import Standing, dates_set

T = TypeVar("T")


class Remark(NamedTuple):
    """What a rule says: what is wrong, what to do, and the cell. The runner adds code, level, ref and sheet.

    ``where`` is the field whose cell is meant, a cell's own name ("D17"), or None for no cell at all. ``action`` is set
    by rules on the whole plan that speak of one action; ``ref`` by those that speak of one that is not there any more.
    """

    where: Field | str | None
    message: str
    fix: str
    action: Action | None = None
    ref: str | None = None
    sheet: str | None = None


@dataclass(frozen=True, kw_only=True)
class Review:
    """All that a rule may look at: the plan, what it amounts to, what changed, and the settings."""

    plan: Plan
    standings: tuple[Standing, ...]
    changes: Changes | None
    settings: Settings
    earlier: Sequence[Plan] = ()
    baseline_assumed: bool = False
    _answers: dict[Callable[[Review], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, question: Callable[[Review], T]) -> T:
        """The answer to ``question``, worked out once however many rules ask it."""
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: T = self._answers[question]
        return answer

    @property
    def as_at(self) -> date:
        """The reporting date."""
        return self.plan.as_at

    @property
    def baseline(self) -> Plan | None:
        """The month last presented."""
        return self.changes.before if self.changes else None

    @property
    def baseline_name(self) -> str:
        """What messages call the month last presented."""
        return self.baseline.workbook if self.baseline else "the baseline"

    @property
    def baseline_as_at(self) -> date:
        """The reporting date of the baseline; the plan's own where there is none."""
        return self.baseline.as_at if self.baseline else self.as_at

    @cached_property
    def odd_years(self) -> frozenset[int]:
        """The years so far from those of the plan's other dates that they must be slips."""
        actions = [standing.action for standing in self.standings if standing.counts]
        entries = (entry for action in actions for entry in (action.original, *action.revised, action.completed))
        days = [entry.value.day for entry in entries if entry.value and entry.value.day]
        return odd_years(days, self.plan.financial_year)


class Case(Struct, frozen=True, kw_only=True):
    """One action under review. ``action`` is its standing's, kept here because every rule asks for it."""

    review: Review
    standing: Standing
    action: Action

    @property
    def before(self) -> Action | None:
        """The same action in the baseline."""
        return self.standing.before

    @property
    def as_at(self) -> date:
        return self.review.plan.as_at

    def is_filled(self, entry: Entry[Any]) -> bool:
        """Something stands there that anybody can see, be it an error value or a formula without its result."""
        return bool(cleaned(entry.typed)) or self.is_spoilt(entry)

    def is_spoilt(self, entry: Entry[Any]) -> bool:
        """It shows an error value, or a formula without its result: findings of their own."""
        return is_spoilt(self.review.plan, self.action, entry)

    def cell(self, what: Field) -> str:
        """The name of the cell that holds a field; "" where the plan has no such column."""
        return self.action.entry(what).cell

    @property
    def due_cell(self) -> str:
        """The cell whose date is in force."""
        due = self.standing.due
        found = [entry.cell for entry in (self.action.original, *self.action.revised) if due and entry.value is due]
        return found[-1] if found else self.cell_for_new_date

    @property
    def cell_for_new_date(self) -> str:
        """Where a revised date belongs: in its own column, or in the only one for dates."""
        return self.cell(Field.REVISED_DUE) or self.cell(Field.ORIGINAL_DUE)

    @property
    def dates_set(self) -> tuple[DateReading, ...]:
        """Every delivery date that this workbook and the earlier ones gave the action, in order."""
        return dates_set((*self.standing.earlier_selves, self.action))

    @property
    def was_complete(self) -> bool:
        """It was complete in the baseline already."""
        return self.before is not None and self.before.is_complete(self.review.baseline_as_at)

    @property
    def is_another(self) -> bool:
        """Its ref stood for another action in the baseline (MON06): what else changed of it is no change."""
        before = self.before
        return before is not None and bool(self.action.ref) and is_another_action(before, self.action)

    @property
    def is_misdated(self) -> bool:
        """The date in force is in an impossible year (DAT14), so that nothing more should be made of it."""
        due = self.standing.due_day
        return due is not None and due.year in self.review.odd_years


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One line of the catalogue. Its function's docstring is its page.

    ``needs`` are the fields without whose columns it cannot look; ``compares`` says that it needs a baseline;
    ``cannot`` says of a plan why else it cannot look ("" where it can). Exactly one of ``of_action`` and ``of_plan`` is
    set. An action that no longer counts is shown to no rule on actions.
    """

    code: str
    level: Level
    name: str
    page: str
    needs: tuple[Field, ...] = ()
    compares: bool = False
    cannot: Callable[[Review], str] | None = None
    of_action: Callable[[Case], Iterator[Remark]] | None = None
    of_plan: Callable[[Review], Iterator[Remark]] | None = None


def rule(
    code: str,
    level: Level,
    *,
    needs: tuple[Field, ...] = (),
    compares: bool = False,
    cannot: Callable[[Review], str] | None = None,
) -> Callable[[Callable[[Case], Iterator[Remark]]], Rule]:
    """Makes a rule of a question about one action; the function's name is the rule's."""

    def made(question: Callable[[Case], Iterator[Remark]]) -> Rule:
        return Rule(
            code=code, level=level, name=_named(question.__name__), page=question.__doc__ or "",
            needs=needs, compares=compares, cannot=cannot, of_action=question,
        )  # fmt: skip

    return made


def plan_rule(
    code: str,
    level: Level,
    *,
    needs: tuple[Field, ...] = (),
    compares: bool = False,
    cannot: Callable[[Review], str] | None = None,
) -> Callable[[Callable[[Review], Iterator[Remark]]], Rule]:
    """Makes a rule of a question about the whole plan."""

    def made(question: Callable[[Review], Iterator[Remark]]) -> Rule:
        return Rule(
            code=code, level=level, name=_named(question.__name__), page=question.__doc__ or "",
            needs=needs, compares=compares, cannot=cannot, of_plan=question,
        )  # fmt: skip

    return made


def _named(function: str) -> str:
    return function.replace("_", "-")
