"""Learns what each workbook of a folder is, from memory where it is unchanged."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from gipxl.folder import names
from gipxl.folder.cache import Cache, Remembered, sum_of
from gipxl.folder.checking import look_at
from gipxl.folder.conditions import Condition, Conditions
from gipxl.folder.grouping import Member, home_of
from gipxl.folder.jobs import Look, Outcome, Sight
from gipxl.folder.listening import Listener
from gipxl.folder.snapshots import Resting, is_fresh
from gipxl.folder.values import Skipped
from gipxl.folder.walk import Found
from gipxl.folder.workers import Crew, Failure
from gipxl.settings import DriveSettings
from gipxl.words import count

#: How often files that are still being written are looked at, in seconds.
_GLANCE = 0.2


@dataclass(kw_only=True)
class Looking:
    """The look at every workbook in one pass.

    It leaves ``members`` (the plans), ``others`` (what could not be read and never was a plan), ``problems`` by path,
    ``remarks`` by path, what was ``skipped``, and the ``outcomes`` of those that could be checked at once.
    """

    root: str
    settings: DriveSettings
    conditions: Conditions
    cache: Cache
    crew: Crew
    now: datetime
    listen: Listener
    members: list[Member] = field(default_factory=list)
    others: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    problems: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, tuple[str, ...]] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    _at_home: Counter[str] = field(default_factory=Counter)
    _sights: dict[str, Sight] = field(default_factory=dict)

    def look(self, files: Sequence[Found], unopened: Sequence[str]) -> tuple[Found, ...]:
        """Looks at all ``files``; returns them with the plans that are remembered of folders ``unopened`` now."""
        self._at_home.update(home_of(found.folder, self.root) for found in files)
        self._look(files)
        known = (*files, *self._behind(unopened))
        for found in known:
            self._sort(found)
        return known

    def condition(self, found: Found) -> Condition:
        """What holds for a workbook: an archive goes by the folder that it lies in."""
        return self.conditions.of(home_of(found.folder, self.root))

    def _behind(self, unopened: Sequence[str]) -> Iterator[Found]:
        """What is in a folder that cannot be opened must not vanish unsaid."""
        for path, remembered in self.cache.seen.items():
            if remembered.was_plan and any(path.startswith(folder + os.sep) for folder in unopened):
                self.problems[path] = "Its folder cannot be opened."
                place = names.shown(names.place_of(path, self.root))
                folder, name = os.path.split(path)
                yield Found(path=path, file=place, folder=folder, name=name, stamp=remembered.stamp)

    def _look(self, files: Sequence[Found]) -> None:
        """Reads what is not known, those that may still be being written only when they have come to rest."""
        anew = [found for found in files if not self._is_known(found)]
        by_path = {found.path: found for found in anew}
        fresh = [found for found in anew if is_fresh(found.stamp, self.now, self.settings.rest_seconds)]
        resting = Resting.of(fresh, rest_seconds=self.settings.rest_seconds, wait_seconds=self.settings.wait_seconds)
        ready = [found for found in anew if found.path not in resting.waiting]
        while ready or not resting.is_over:
            self.crew.stop_if_asked()
            jobs = [job for found in ready if (job := self._job(found))]
            for job, sight in self.crew.run(look_at, jobs):
                self._saw(by_path[job.path], sight)
            ready = resting.rested()
            if not ready and not resting.is_over:
                time.sleep(_GLANCE)
        for path in resting.waiting:
            self.problems[path] = (
                "It is still being written: its size or time did not rest for "
                f"{count(self.settings.rest_seconds, 'second')}. The next pass will try again."
            )

    def _is_known(self, found: Found) -> bool:
        remembered = self.cache.seen.get(found.path)
        if not (remembered and remembered.is_same(found.stamp) and remembered.under == self._under(found)):
            return False
        self._sights[found.path] = remembered.sight
        self.listen("looked", file=found.file)
        return True

    def _under(self, found: Found) -> str:
        """A sum of what the reading of a workbook rests on beside its contents."""
        return sum_of({"settings": self.condition(found).digest, "file": found.file})

    def _job(self, found: Found) -> Look | None:
        condition = self.condition(found)
        if condition.settings is None:
            self.problems[found.path] = condition.problem
            return None
        remembered = self.cache.seen.get(found.path)
        return Look(
            path=found.path,
            name=names.shown(found.name),
            settings=condition.settings,
            limit_seconds=self.settings.limit_seconds,
            known=remembered.sight.sha256 if remembered and remembered.under == self._under(found) else "",
            check=self._at_home[home_of(found.folder, self.root)] == 1,
        )

    def _saw(self, found: Found, sight: Sight | Failure) -> None:
        self.listen("looked", file=found.file)
        before = self.cache.seen.get(found.path)
        if isinstance(sight, Failure):
            self.problems[found.path] = sight.why
        elif sight.vanished:
            self.skipped.append(Skipped(file=found.file, why=sight.problem or ""))
        elif not sight.sha256:
            self.problems[found.path] = sight.problem or ""
        else:
            self.remarks[found.path] = sight.remarks
            self._remember(found, before.sight if before and sight.unchanged else sight, before)

    def _remember(self, found: Found, sight: Sight, before: Remembered | None) -> None:
        was_plan = bool(before and before.was_plan) or (sight.why is None and sight.problem is None)
        self._sights[found.path] = sight
        if sight.outcome:
            self.outcomes[found.path] = sight.outcome
        remembered = Remembered(
            stamp=found.stamp,
            at_ns=int(self.now.timestamp() * 1e9),
            under=self._under(found),
            sight=replace(sight, remarks=(), outcome=None),
            was_plan=was_plan,
        )
        if was_plan and not sight.refs and before:
            # What it was while it was a plan stays known, so that its earlier months stay with it.
            remembered = replace(remembered, last_plan=before.last_plan or before.sight)
        self.cache.see(found.path, remembered)

    def _sort(self, found: Found) -> None:
        """A plan, a workbook that cannot be read, or something to be passed over."""
        sight = self._sights.get(found.path)
        if sight is None and found.path not in self.problems:
            return  # it vanished
        if sight and found.written == sight.sha256:
            self.skipped.append(Skipped(file=found.file, why="gipxl wrote it: the manifest beside it says so."))
            return
        remembered = self.cache.seen.get(found.path)
        was_plan = bool(remembered and remembered.was_plan)
        if sight and sight.why and not was_plan:
            self.skipped.append(Skipped(file=found.file, why=sight.why))
            return
        if sight and sight.why:
            self.problems[found.path] = f"It was a plan at an earlier pass and is none any more: {sight.why}"
        elif sight and sight.problem:
            self.problems[found.path] = sight.problem
        known = remembered.as_plan if remembered and found.path in self.problems else sight
        if known and known.refs:
            self.members.append(Member(found=found, sight=known))
        elif found.path in self.problems:
            self.others.append(found)
        elif known:
            self.members.append(Member(found=found, sight=known))
