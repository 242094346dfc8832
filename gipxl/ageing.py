"""How long the overdue actions have been overdue: by bands of days, by owner and by source, with the refs behind each.

An action is past due where it is open and its date passed before the reporting date. The date is the one now in force,
a revised one as much as any other; where the settings count what is overdue by the original date, that one, if it has
passed. Of the actions past due, those that the figures count as *overdue* are told apart from those that they count as
*revised*, whose new date has passed as well. An action due on the reporting date itself is not past due, and one whose
new date is still to be decided has no date to be measured from.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gipxl.plan import Plan, Position, cleaned, folded
from gipxl.settings import Overdue
from gipxl.standing import Standing


@dataclass(frozen=True, slots=True)
class Band:
    """Some days overdue, from the first to the last (None: however many)."""

    key: str
    label: str
    first: int
    last: int | None

    def holds(self, days: int) -> bool:
        """Whether so many days are in it."""
        return self.first <= days and (self.last is None or days <= self.last)


BANDS = (
    Band("0-30", "0–30 days", 0, 30),
    Band("31-90", "31–90 days", 31, 90),
    Band("91-180", "91–180 days", 91, 180),
    Band("over-180", "over 180 days", 181, None),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PastDue:
    """An action past due: the day it was due, how many days ago that was, and whether it counts as revised."""

    standing: Standing
    due: date
    days: int

    @property
    def ref(self) -> str:
        return self.standing.action.name

    @property
    def band(self) -> Band:
        return next(band for band in BANDS if band.holds(self.days))

    @property
    def is_revised(self) -> bool:
        """It is no *overdue* action by the figures, but a revised one whose new date has passed as well."""
        return self.standing.position is not Position.OVERDUE


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the refs of the actions behind it in the workbook's order; rows of one ref twice count twice."""

    refs: tuple[str, ...]

    @property
    def value(self) -> int:
        return len(self.refs)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgeLine:
    """The actions past due of one owner, of one source, or of the plan.

    ``name`` is "" where no owner or no source is given, and for the plan. ``key`` tells it from every other line,
    however its name is spelt. ``bands`` has a number for each of :data:`BANDS`; they add up to ``all``, and so do
    ``overdue`` and ``revised``.
    """

    name: str
    key: str
    past_due: tuple[PastDue, ...]

    @property
    def all(self) -> Number:
        return _number(self.past_due)

    @property
    def bands(self) -> tuple[Number, ...]:
        return tuple(_number(each for each in self.past_due if each.band is band) for band in BANDS)

    @property
    def overdue(self) -> Number:
        """Those that the figures count as overdue."""
        return _number(each for each in self.past_due if not each.is_revised)

    @property
    def revised(self) -> Number:
        """Those whose revised date has passed as well: the figures count them as revised."""
        return _number(each for each in self.past_due if each.is_revised)

    @property
    def numbers(self) -> Mapping[str, Number]:
        """All its numbers by their names: the bands', "overdue", "revised" and "all"."""
        by_band = {band.key: number for band, number in zip(BANDS, self.bands, strict=True)}
        return {**by_band, "overdue": self.overdue, "revised": self.revised, "all": self.all}

    @property
    def longest(self) -> int | None:
        """Days overdue of the oldest; None where nothing is past due."""
        return max((each.days for each in self.past_due), default=None)


@dataclass(frozen=True, kw_only=True, slots=True)
class Ageing:
    """What is past due at the reporting date.

    ``by_owner`` and ``by_source`` begin with whoever has most, and end with those of no owner or source. An action with
    joint owners is in the line of each, so that the lines of owners may add up to more than ``total``;
    ``joint`` are these actions. ``undated`` are open actions that have no date to be measured from.
    """

    as_at: date
    counted_by: Overdue
    total: AgeLine
    by_owner: tuple[AgeLine, ...]
    by_source: tuple[AgeLine, ...]
    joint: Number
    undated: Number

    @property
    def lines(self) -> tuple[AgeLine, ...]:
        """The plan's line, then those of the owners and of the sources."""
        return (self.total, *self.by_owner, *self.by_source)


def age(plan: Plan, standings: Sequence[Standing], *, overdue: Overdue = Overdue.UNREVISED) -> Ageing:
    """The ageing of a plan's standings; ``overdue`` is how the settings count what is overdue."""
    late = tuple(_past_due(plan.as_at, standings, overdue))
    # "Head of HR, Head of HR" is one owner, and has the action once.
    owners = {id(each): _names(each.standing.action.owners) for each in late}
    aged = {id(each.standing) for each in late}
    undated = (each for each in standings if each.is_open and each.due_day is None and id(each) not in aged)
    return Ageing(
        as_at=plan.as_at,
        counted_by=overdue,
        total=AgeLine(name="", key="plan", past_due=late),
        by_owner=_grouped("owner", late, lambda each: owners[id(each)]),
        by_source=_grouped("source", late, lambda each: _names([each.standing.action.source.value or ""])),
        joint=_number(each for each in late if len(owners[id(each)]) > 1),
        undated=Number(tuple(each.action.name for each in undated)),
    )


def _past_due(as_at: date, standings: Iterable[Standing], overdue: Overdue) -> Iterator[PastDue]:
    for standing in standings:
        days = [standing.original_day] if overdue is Overdue.ORIGINAL else []
        missed = next((day for day in (*days, standing.due_day) if day and day < as_at), None)
        if standing.is_open and missed:
            yield PastDue(standing=standing, due=missed, days=(as_at - missed).days)


def _names(texts: Iterable[str]) -> list[str]:
    """Each name once, as it is first written; [""] for none."""
    found = {folded(text): cleaned(text) for text in reversed([*texts]) if cleaned(text)}
    return [*reversed(found.values())] or [""]


def _grouped(kind: str, late: Sequence[PastDue], names_of: Callable[[PastDue], Sequence[str]]) -> tuple[AgeLine, ...]:
    """One line for each name, spelt as in the first of its actions."""
    spelt: dict[str, str] = {}
    held: dict[str, list[PastDue]] = {}
    for each in late:
        for name in names_of(each):
            spelt.setdefault(folded(name), name)
            held.setdefault(folded(name), []).append(each)
    lines = (
        AgeLine(name=spelt[key], key=f"{kind}.{_digest(key)}", past_due=tuple(behind)) for key, behind in held.items()
    )
    return tuple(sorted(lines, key=lambda line: (not line.name, -line.all.value)))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _number(late: Iterable[PastDue]) -> Number:
    return Number(tuple(each.ref for each in late))
