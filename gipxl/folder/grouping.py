"""Which workbooks of a folder are months of one plan, and which of them stands for it now.

The test is that of :mod:`gipxl.baseline`, asked of what was remembered of each workbook. Only workbooks of one folder
and its archives are held against each other, and of these only such as have an action in common.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gipxl.baseline import fewest_alike, is_archive_name, is_same_plan
from gipxl.dates import financial_year
from gipxl.files import is_conflict_name
from gipxl.folder.jobs import Sight
from gipxl.folder.values import Skipped
from gipxl.folder.walk import Found
from gipxl.plan import cleaned


@dataclass(frozen=True, kw_only=True)
class Member:
    """A workbook that holds a plan."""

    found: Found
    sight: Sight

    @property
    def path(self) -> str:
        """Where it lies."""
        return self.found.path


@dataclass(frozen=True, kw_only=True)
class Month:
    """A member with the workbooks that may be its past, and other versions of it."""

    member: Member
    beside: tuple[Member, ...]
    versions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Group:
    """One plan: what stands for it now, and its earlier months, the oldest first."""

    now: Month
    earlier: tuple[Month, ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """All of them."""
        return (*self.earlier, self.now)


def home_of(folder: str, root: str) -> str:
    """The folder whose plans a workbook in ``folder`` belongs to: an archive's is the one it lies in."""
    return os.path.dirname(folder) if folder != root and is_archive_name(os.path.basename(folder)) else folder


def groups_of(
    members: Sequence[Member], *, root: str, today: date, year_starts: Mapping[str, int]
) -> tuple[list[Group], list[Skipped]]:
    """The plans among ``members``, and the copies among them that are passed over.

    ``year_starts`` gives the first month of the financial year for each home folder.
    """
    homes: dict[str, list[Member]] = defaultdict(list)
    for member in members:
        homes[home_of(member.found.folder, root)].append(member)
    groups: list[Group] = []
    skipped: list[Skipped] = []
    for home, family in homes.items():
        called = _by_name(family)
        for together in _plans(family):
            plan = _Plan(members=together, home=home, today=today, year_starts=year_starts[home])
            groups.extend(plan.groups(called))
            skipped.extend(plan.copies())
    return sorted(groups, key=lambda group: group.now.member.path), skipped


def _by_name(family: Sequence[Member]) -> dict[str, list[Member]]:
    """The workbooks by what a details sheet may call them: the file's name, with or without the ending."""
    called: dict[str, list[Member]] = defaultdict(list)
    for member in family:
        name = member.found.name.casefold()
        for spelling in {name, os.path.splitext(name)[0]}:
            called[spelling].append(member)
    return called


def _plans(family: Sequence[Member]) -> list[list[Member]]:
    """The workbooks of one home folder, those of one plan together."""
    plans: list[list[Member]] = []
    fewest: list[int] = []  # actions in any workbook of each plan
    with_action: dict[tuple[str, str], set[int]] = defaultdict(set)
    with_ref: dict[str, set[int]] = defaultdict(set)
    for member in sorted(family, key=lambda each: (each.sight.as_at or date.max, each.path)):
        refs = member.sight.refs
        near: Counter[int] = Counter()
        for ref, title in refs.items():
            near.update(with_action[ref, title] | with_action[ref, ""] if title else with_ref[ref])
        # Many plans of one folder may share an action or two: only where enough is shared is it worth a closer look.
        close = {number: times for number, times in near.items() if times >= fewest_alike(len(refs), fewest[number])}
        nearest = sorted(close, key=lambda number: -close[number])
        number = next((number for number in nearest if _belongs(member, plans[number])), len(plans))
        if number == len(plans):
            plans.append([])
            fewest.append(len(refs))
        plans[number].append(member)
        fewest[number] = min(fewest[number], len(refs))
        for ref, title in refs.items():
            with_action[ref, title].add(number)
            with_ref[ref].add(number)
    return plans


def _belongs(member: Member, plan: Sequence[Member]) -> bool:
    """The months of a plan change little by little: the latest is asked first."""
    return any(is_same_plan(member.sight.refs, other.sight.refs) for other in reversed(plan))


@dataclass(frozen=True)
class _Plan:
    """The workbooks of one plan, of all its years, and how they are sorted."""

    members: list[Member]
    home: str
    today: date
    year_starts: int

    def groups(self, called: Mapping[str, Sequence[Member]]) -> Iterator[Group]:
        """A group for each financial year, and for each workbook that no other outdates.

        ``called`` has every workbook of the home folder by its name.
        """
        years: dict[int, list[Member]] = defaultdict(list)
        for member in self._kept:
            years[self._year(member)].append(member)
        for year in years.values():
            now, earlier = self._sorted(year)
            for member in now:
                past = earlier if member is now[-1] else []
                yield Group(now=self._month(member, called), earlier=tuple(self._month(each, called) for each in past))

    def copies(self) -> Iterator[Skipped]:
        """The workbooks that are copies of others."""
        for member, why in self._copies.items():
            yield Skipped(file=self._by_path[member].found.file, why=why)

    @cached_property
    def _by_path(self) -> dict[str, Member]:
        return {member.path: member for member in self.members}

    @cached_property
    def _kept(self) -> list[Member]:
        return [member for member in self.members if member.path not in self._copies]

    @cached_property
    def _copies(self) -> dict[str, str]:
        """Flagged copies of workbooks that lie beside them, and second copies byte for byte; each with the reason."""
        originals = [member for member in self.members if not member.sight.is_flagged_copy]
        days = {member.sight.as_at for member in originals}
        copies: dict[str, str] = {}
        first: dict[str, Member] = {}
        for member in sorted(self.members, key=lambda each: (each.found.folder != self.home, each.path)):
            if member.sight.is_flagged_copy and self._is_output(member, days):
                copies[member.path] = "A flagged copy that gipxl made."
            elif member.sight.sha256 in first and not member.found.versions:
                copies[member.path] = f"The same, byte for byte, as {first[member.sight.sha256].found.file}."
            else:
                first.setdefault(member.sight.sha256, member)
        return copies

    def _is_output(self, copy: Member, days: set[date | None]) -> bool:
        """A flagged copy that staff went on with has a day of its own, or was given a name of its own."""
        return copy.sight.as_at in days or (not days and "flagged" in copy.found.name.casefold())

    def _year(self, member: Member) -> int:
        return member.sight.year or financial_year(self.today, self.year_starts)

    def _sorted(self, year: Sequence[Member]) -> tuple[list[Member], list[Member]]:
        """What stands for the plan now, the one with the history last; and the earlier months, the oldest first.

        A version that a sync client left is always a row of its own, and so is a workbook that gives no day.
        """
        lost = [each for each in year if is_conflict_name(each.found.name)]
        dated = [each for each in year if each.sight.as_at and each not in lost]
        undated = [each for each in year if not each.sight.as_at and each not in lost]
        latest = max((each.sight.as_at for each in dated if each.sight.as_at), default=None)
        limit = self.today if undated else latest
        earlier = [each for each in dated if limit and each.sight.as_at and each.sight.as_at < limit]
        now = [each for each in dated if each not in earlier] + undated
        now.sort(key=lambda each: (each.found.folder == self.home, not each.sight.is_flagged_copy, each.path))
        earlier.sort(key=lambda each: (each.sight.as_at or date.min, each.path))
        return [*lost, *now], earlier

    def _month(self, member: Member, called: Mapping[str, Sequence[Member]]) -> Month:
        beside = {each.path: each for each in self.members if _reaches(member, each)}
        meant = called.get(cleaned(member.sight.previous).casefold(), ())
        beside |= {each.path: each for each in meant if _reaches(member, each)}
        same_plan = {each.found.name for each in self.members if each.found.folder == member.found.folder}
        return Month(
            member=member,
            beside=tuple(beside[path] for path in sorted(beside)),
            versions=tuple(
                name
                for name in member.found.versions
                if name in same_plan or is_conflict_name(name) or is_conflict_name(member.found.name)
            ),
        )


def _reaches(member: Member, other: Member) -> bool:
    """Whether ``other`` lies where the past of ``member`` is looked for: in its folder, or an archive there."""
    folder = other.found.folder
    is_near = folder == member.found.folder or (
        os.path.dirname(folder) == member.found.folder and is_archive_name(os.path.basename(folder))
    )
    return is_near and other.path != member.path
