"""From the months of one plan to the story of each of its actions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from gipxl.changes import compare, earlier_selves
from gipxl.changes.sameness import is_another_action
from gipxl.errors import WorkbookError
from gipxl.figures import count
from gipxl.history.dates import Dates, dates_of
from gipxl.history.departures import Departures
from gipxl.history.story import History, Story
from gipxl.history.values import Completion, Month, Sighting
from gipxl.plan import Action, Plan, ref_key
from gipxl.settings import Overdue
from gipxl.standing import Standing, standings
from gipxl.words import day

#: Where an action stands in one month: its place in that month's plan, None where the month does not hold it.
Trail = list[int | None]


def history_of(plans: Sequence[Plan], *, overdue: Overdue = Overdue.UNREVISED) -> History:
    """The history that months of one plan tell; they may come in any order, and any may be missing.

    Months of several financial years are one history where the plan was carried forward. ``overdue`` as in settings.
    Raises WorkbookError where there is none, or where two stand as at one day.
    """
    in_order = _in_order(plans)
    trails = _arranged(_trails(in_order), in_order)
    months = [_month(at, in_order, trails, overdue) for at in range(len(in_order))]
    departures = Departures(in_order, trails)
    return History(
        months=tuple(months),
        stories=tuple(_story(number, trail, months, departures) for number, trail in enumerate(trails)),
    )


def _in_order(plans: Sequence[Plan]) -> list[Plan]:
    """The plans by their reporting dates; one that is there twice is taken once."""
    once = {(plan.as_at, plan.sha256 or id(plan)): plan for plan in plans}
    in_order = sorted(once.values(), key=lambda plan: plan.as_at)
    if not in_order:
        raise WorkbookError("A history needs at least one month.", "Name the workbooks of the plan.")
    for one, other in pairwise(in_order):
        if one.as_at == other.as_at:
            raise WorkbookError(
                f"{one.workbook} and {other.workbook} both stand as at {day(one.as_at)}.",
                "Leave one of them out, or correct its reporting date.",
            )
    return in_order


def _month(at: int, plans: Sequence[Plan], trails: Sequence[Trail], overdue: Overdue) -> Month:
    """One month, with each of its actions as it was in every month before."""
    plan = plans[at]
    selves: dict[int, tuple[Action, ...]] = {}
    for trail in trails:
        place = trail[at]
        if place is not None:
            before = zip(plans[:at], trail[:at], strict=True)
            selves[place] = tuple(past.actions[was] for past, was in before if was is not None)
    changes = compare(plans[at - 1], plan) if at else None
    followed = [selves[place] for place in range(len(plan.actions))]
    stand = standings(plan, changes, selves=followed, overdue=overdue)
    return Month(plan=plan, changes=changes, standings=stand, figures=count(plan, stand, changes, overdue=overdue))


def _trails(plans: Sequence[Plan]) -> list[Trail]:
    """For each action that any month holds, its place in every month.

    An action goes on from the month before; one that is not there, from the latest month that holds it.
    """
    trails: list[Trail] = []
    for at, plan in enumerate(plans):
        for trail in trails:
            trail.append(None)
        waiting = set(range(len(plan.actions)))
        for back in range(at - 1, -1, -1):
            ended = {trail[back]: trail for trail in trails if trail[at] is None and _ends(trail) == back}
            if ended and waiting:
                _go_on(ended, plans[back], plan, waiting)
        for place in sorted(waiting):
            trails.append([*[None] * at, place])
    return trails


def _ends(trail: Trail) -> int:
    return max(at for at, place in enumerate(trail) if place is not None)


def _go_on(ended: dict[int | None, Trail], before: Plan, now: Plan, waiting: set[int]) -> None:
    """Takes each trail that ended in ``before`` on into ``now``, where the same action stands there."""
    places = {id(action): place for place, action in enumerate(before.actions)}
    for place, earlier in enumerate(earlier_selves(before, now)):
        trail = ended.get(places[id(earlier)]) if earlier else None
        if earlier and trail is not None and place in waiting and not is_another_action(earlier, now.actions[place]):
            trail[-1] = place
            waiting.discard(place)


def _arranged(trails: list[Trail], plans: Sequence[Plan]) -> list[Trail]:
    """Those of the latest workbook in its order, then those that left: the latest first, by their rows."""

    def key(trail: Trail) -> tuple[int, int]:
        end = _ends(trail)
        place = trail[end]
        assert place is not None
        return len(plans) - end, place

    return sorted(trails, key=key)


def _story(number: int, trail: Trail, months: Sequence[Month], departures: Departures) -> Story:
    stand = [None if place is None else month.standings[place] for place, month in zip(trail, months, strict=True)]
    seen = [(month, standing) for month, standing in zip(months, stand, strict=True) if standing]
    dates = dates_of([(month.as_at, standing) for month, standing in seen])
    completions, reopened = _completions(seen)
    return Story(
        number=number,
        refs=_refs([standing.action for _, standing in seen]),
        sightings=tuple(_sightings(months, stand, dates)),
        original=dates.original,
        moves=dates.moves,
        original_changes=dates.original_changes,
        completions=completions,
        reopened=reopened,
        departure=departures.of(number),
    )


def _sightings(months: Sequence[Month], stand: Sequence[Standing | None], dates: Dates) -> Iterator[Sighting | None]:
    told = iter(dates.in_force)
    for month, standing in zip(months, stand, strict=True):
        if standing is None:
            yield None
            continue
        yield Sighting(as_at=month.as_at, standing=standing, **next(told)._asdict())


def _refs(selves: Sequence[Action]) -> tuple[str, ...]:
    """The present ref first, then those it had before; ways of writing one ref are not several."""
    refs: dict[str, str] = {}
    # Where no month at hand is from before its plan was carried forward, the row may still say what its ref was.
    for ref in (*(action.ref for action in reversed(selves)), *selves[0].previous_refs[:1]):
        if ref:
            refs.setdefault(ref_key(ref), ref)
    return tuple(refs.values())


def _completions(seen: Sequence[tuple[Month, Standing]]) -> tuple[tuple[Completion, ...], tuple[date, ...]]:
    """Each month in which it was first seen complete, and each in which it was first seen open again."""
    completions: list[Completion] = []
    reopened: list[date] = []
    was_complete = False
    for month, standing in seen:
        is_complete = standing.action.is_complete(month.as_at)
        if is_complete and not was_complete:
            completions.append(Completion(as_at=month.as_at, day=standing.action.completed_day))
        elif was_complete and not is_complete:
            reopened.append(month.as_at)
        was_complete = is_complete
    return tuple(completions), tuple(reopened)
