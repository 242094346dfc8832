"""One plan, assessed: everything that the outputs quote, worked out once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from gipxl.changes import Changes, compare
from gipxl.errors import SettingsError
from gipxl.figures import Figures, count
from gipxl.plan import Plan
from gipxl.rules import RULES, Review, Rule, run
from gipxl.rules.finding import Findings
from gipxl.settings import Settings
from gipxl.standing import Standing, standings

# What is told of earlier months is asked for by a few outputs only, and takes a while to load.
if TYPE_CHECKING:
    from gipxl.ageing import Ageing
    from gipxl.history import Direction, History

# How alike, of 100, a rule's code must be to be offered for another.
_NEAR = 60


@dataclass(frozen=True, kw_only=True)
class Assessment:
    """A plan at its reporting date: where each action stands, the figures, the findings, and what changed.

    ``changes`` is None where there is no baseline. ``past`` are all earlier months that are at hand, the baseline among
    them, the oldest first and one for each reporting date. What is told of them is worked out only when asked for.
    """

    plan: Plan
    changes: Changes | None
    standings: tuple[Standing, ...]
    figures: Figures
    findings: Findings
    settings: Settings
    past: tuple[Plan, ...] = ()

    @property
    def baseline(self) -> Plan | None:
        """The month last presented."""
        return self.changes.before if self.changes else None

    @cached_property
    def ageing(self) -> Ageing:
        """How long the overdue actions have been overdue."""
        from gipxl.ageing import age

        return age(self.plan, self.standings, overdue=self.settings.figures.overdue)

    @cached_property
    def history(self) -> History:
        """The plan over all its months, this one the latest."""
        from gipxl.history import history_of

        return history_of((*self.past, self.plan), overdue=self.settings.figures.overdue)

    @cached_property
    def direction(self) -> Direction:
        """The figures against those of every earlier presentation."""
        from gipxl.history import direction_of

        return direction_of(self.history, figures=self.figures, baseline=self.baseline)


def assess(
    plan: Plan,
    baseline: Plan | None = None,
    *,
    earlier: Sequence[Plan] = (),
    months: Sequence[Plan] = (),
    settings: Settings = Settings(),
    baseline_assumed: bool = False,
    rules: Sequence[Rule] = RULES,
) -> Assessment:
    """Counts and checks ``plan``, against ``baseline`` where there is one.

    ``earlier`` are older workbooks of the plan, asked for original dates and refs once in use; ``months`` are all of
    them, of whatever year, asked for its history alone. ``baseline_assumed`` says that nobody named the baseline: it
    was found (MON12). ``rules`` are those to ask. Raises SettingsError where
    the settings speak of a rule that there is not.
    """
    _refuse_unknown_codes(settings)
    changes = compare(baseline, plan) if baseline else None
    stand = standings(plan, changes, earlier=earlier, overdue=settings.figures.overdue)
    review = Review(
        plan=plan,
        standings=stand,
        changes=changes,
        settings=settings,
        earlier=tuple(earlier),
        baseline_assumed=baseline_assumed,
    )
    return Assessment(
        plan=plan,
        changes=changes,
        standings=stand,
        figures=count(plan, stand, changes, overdue=settings.figures.overdue),
        findings=run(rules, review),
        settings=settings,
        past=_past(plan, baseline, (*earlier, *months)),
    )


def _past(plan: Plan, baseline: Plan | None, months: Sequence[Plan]) -> tuple[Plan, ...]:
    """Every month before that of the plan, one for each reporting date: the baseline, else the last that is given."""
    by_day = {month.as_at: month for month in (*months, *([baseline] if baseline else []))}
    return tuple(by_day[day] for day in sorted(by_day) if day < plan.as_at)


def _refuse_unknown_codes(settings: Settings) -> None:
    """A code that is none would switch nothing off, and nobody would know."""
    known = [rule.code for rule in RULES]
    said = [
        *(("rules.levels", code) for code in settings.rules.levels),
        *(("rules.off", code) for code in settings.rules.off),
        *(("rules.ignore", ignored.code) for ignored in settings.rules.ignore),
    ]
    for where, code in said:
        if code not in known:
            from rapidfuzz import process

            near = process.extractOne(code.upper(), known, score_cutoff=_NEAR)
            raise SettingsError(
                f"The settings name {code} under {where}, and there is no such rule.",
                f"{f'The nearest is {near[0]}. ' if near else ''}“gipxl rules” lists them all.",
            )
