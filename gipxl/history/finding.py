"""The months of one plan, found among workbooks: named one by one, in a folder, or beside the present one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gipxl.baseline import (
    WORKBOOK_SUFFIXES,
    are_one_plan,
    candidates,
    is_flagged_copy,
    month_in,
    named_like,
    own_day,
    read_month,
    workbooks_in,
)
from gipxl.changes import earlier_selves
from gipxl.errors import GipxlError, WorkbookError
from gipxl.files import is_conflict_name
from gipxl.plan import Plan, folded
from gipxl.reading import read
from gipxl.settings import in_force
from gipxl.words import count, day

# How many of a plan's months are asked whether another workbook is a month of it: they change from month to month.
_ASKED = 4
# The share of a plan's open actions that go on in that of the next year, and of these the share not reworded.
_GO_ON, _SAME_TITLES = 0.5, 0.3


class Aside(NamedTuple):
    """A file that is none of the months, and why."""

    file: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """The months of one plan, the oldest first.

    ``passed_over`` are workbooks of a month that another workbook was taken for, ``other_plans`` the workbooks of
    other plans, ``unread`` those that could not be read; ``is_missing`` says that somebody named one of these.
    """

    plans: tuple[Plan, ...]
    passed_over: tuple[Aside, ...] = ()
    other_plans: tuple[str, ...] = ()
    unread: tuple[Aside, ...] = ()
    is_missing: bool = False


class _Read(NamedTuple):
    path: Path
    plan: Plan
    is_named: bool


def find_months(
    named: Sequence[Path],
    *,
    settings: Path | None = None,
    sheet: str = "",
    as_at: date | None = None,
    today: date | None = None,
) -> Found:
    """The months meant by ``named``: workbooks, folders (with their archives), or one workbook, whose past is found.

    ``settings`` are those named, as for every command; ``as_at`` is the reporting date of the one workbook. Raises
    WorkbookError where there is nothing to be read.
    """
    if len(named) == 1 and not named[0].is_dir():
        return _found_beside(named[0], settings, sheet, as_at, today)
    unread: list[Aside] = []
    months: list[_Read] = []
    is_missing = False
    for path, is_named in _files(named):
        try:
            months.append(_Read(path, read_month(path, in_force(path, settings), sheet=sheet), is_named))
        except GipxlError as error:
            unread.append(Aside(path.name, str(error)))
            is_missing = is_missing or is_named
    if not months:
        raise WorkbookError(_nothing(named, unread), "Name the workbooks of one plan, or the folder that holds them.")
    groups = _plans_among(months)
    most = max(groups, key=lambda group: (any(each.is_named for each in group), len(_by_day(group)), _last_day(group)))
    return _found(groups, most, unread, is_missing=is_missing)


def _found(groups: Sequence[list[_Read]], own: list[_Read], unread: Sequence[Aside], *, is_missing: bool) -> Found:
    plans, passed_over = _once_a_day(own)
    others = [each.path.name for group in groups if group is not own for each in group]
    return Found(
        plans=plans,
        passed_over=passed_over,
        other_plans=tuple(others),
        unread=tuple(unread),
        is_missing=is_missing,
    )


def _files(named: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    """Every file meant, each once, and whether it was named itself."""
    seen: set[Path] = set()
    files = [(path, True) for path in named if not path.is_dir()]
    files += [(path, False) for folder in named if folder.is_dir() for path in workbooks_in(folder)]
    for path, is_named in files:
        if path.resolve() not in seen:
            seen.add(path.resolve())
            yield path, is_named


def _nothing(named: Sequence[Path], unread: Sequence[Aside]) -> str:
    where = ", ".join(str(path) for path in named)
    if not unread:
        return f"There are no workbooks in {where}."
    more = f", nor can the other {count(len(unread) - 1, 'workbook')}" if len(unread) > 1 else ""
    return f"None of the workbooks of {where} can be read{more}: {unread[0].why}"


def _found_beside(path: Path, settings: Path | None, sheet: str, as_at: date | None, today: date | None) -> Found:
    """One workbook and the earlier months of its plan that lie in its folder and that folder's archive."""
    chosen = in_force(path, settings)
    if as_at:
        plan = read(path, settings=chosen, as_at=as_at, sheet=sheet)
    else:
        plan = read_month(path, chosen, sheet=sheet, today=today)
    unread: list[Aside] = []
    months = [_Read(path, plan, True)]
    for other in candidates(path):
        try:
            month = read_month(other, in_force(other, settings), sheet=sheet)
        except GipxlError as error:
            if named_like(other, path):
                unread.append(Aside(other.name, str(error)))
            continue
        # Of the day of the workbook that was named, that one is meant, whatever else lies beside it.
        if month.as_at < plan.as_at and (month.as_at < own_day(plan) or not is_flagged_copy(other)):
            months.append(_Read(other, month, False))
    groups = _plans_among(months)
    own = next(group for group in groups if months[0] in group)
    return _found(groups, own, unread, is_missing=False)


def _plans_among(months: Sequence[_Read]) -> list[list[_Read]]:
    """The months of each plan, the oldest first."""
    groups: list[list[_Read]] = []
    for month in sorted(months, key=lambda each: (each.plan.as_at, each.path.name)):
        for group in groups:
            if any(_goes_on(each.plan, month.plan) for each in group[: -_ASKED - 1 : -1]):
                group.append(month)
                break
        else:
            groups.append([month])
    return groups


def _goes_on(before: Plan, now: Plan) -> bool:
    """Whether ``now`` is a later month of the same plan, or the plan of a later year that took over what was open."""
    if are_one_plan(before, now):
        return True
    if before.year_of_plan == now.year_of_plan:
        return False
    pairs = [(was, action) for was, action in zip(earlier_selves(before, now), now.actions, strict=True) if was]
    left_open = sum(not action.is_gone and not action.is_complete(before.as_at) for action in before.actions)
    titles = [(folded(was.title.typed), folded(action.title.typed)) for was, action in pairs]
    titled = [one == other for one, other in titles if one and other]
    is_enough = len(pairs) >= _GO_ON * max(1, min(left_open, len(now.actions)))
    return bool(pairs) and is_enough and sum(titled) >= _SAME_TITLES * len(titled)


def _by_day(group: Sequence[_Read]) -> dict[date, list[_Read]]:
    days: dict[date, list[_Read]] = defaultdict(list)
    for each in group:
        days[each.plan.as_at].append(each)
    return days


def _last_day(group: Sequence[_Read]) -> date:
    return max(each.plan.as_at for each in group)


def _once_a_day(group: Sequence[_Read]) -> tuple[tuple[Plan, ...], tuple[Aside, ...]]:
    """One workbook for each reporting date, and why each of the others was passed over."""
    taken: list[Plan] = []
    aside: list[Aside] = []
    for _, alike in sorted(_by_day(group).items()):
        best, *rest = sorted(alike, key=_preference) if len(alike) > 1 else alike
        taken.append(best.plan)
        aside += [Aside(each.path.name, _why_not(each, best)) for each in rest]
    return tuple(taken), tuple(aside)


def _preference(month: _Read) -> tuple[bool, bool, bool, bool, int, int, str]:
    """The original before a copy: named, not gipxl's own, not a sync client's, with its month in its name."""
    path = month.path
    suffix = WORKBOOK_SUFFIXES.index(path.suffix.lower())
    return (
        not month.is_named, is_flagged_copy(path), is_conflict_name(path.name), month_in(path) is None, suffix,
        len(path.stem), str(path),
    )  # fmt: skip


def _why_not(month: _Read, taken: _Read) -> str:
    name = str(taken.path.name)
    if month.plan.sha256 == taken.plan.sha256:
        return f"the same file as {name}"
    if is_flagged_copy(month.path) and not is_flagged_copy(taken.path):
        return f"a flagged copy; {name} is the original"
    alike = f"{name}, also as at {day(taken.plan.as_at)}, was taken"
    return (
        f"a conflict copy; {alike}" if is_conflict_name(month.path.name) else f"another version of the month; {alike}"
    )
