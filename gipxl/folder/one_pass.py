"""One pass over a shared folder: find, look, group, check, and tell."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from gipxl.errors import FolderError
from gipxl.folder import names
from gipxl.folder.cache import NAME, Cache
from gipxl.folder.conditions import Conditions
from gipxl.folder.grouping import Group, Month, groups_of, home_of
from gipxl.folder.jobs import Outcome
from gipxl.folder.listening import Listener, nobody
from gipxl.folder.looking import Looking
from gipxl.folder.months import Months
from gipxl.folder.reaching import reachable, refuse_gone
from gipxl.folder.values import Earlier, PlanRow, Status
from gipxl.folder.walk import Found, Question, is_placeholder, walk
from gipxl.folder.workers import Crew
from gipxl.outputs.plain import one_line
from gipxl.rules.markings import highest
from gipxl.settings import DriveSettings
from gipxl.words import count


@dataclass(frozen=True, kw_only=True)
class Drive:
    """The folder that is looked after, and how.

    ``out`` is where the status goes; it is never looked into. ``settings`` is the file of ``--settings``; ``include``
    goes before its patterns, ``exclude`` adds to them. ``fetch``: placeholders are downloaded; ``not_here`` tells them.
    """

    folder: Path
    out: Path
    settings: Path | None = None
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    fetch: bool = False
    not_here: Question = is_placeholder

    def patterns(self, settings: DriveSettings) -> DriveSettings:
        """The settings with the patterns that were asked for."""
        include = self.include or settings.include
        return msgspec.structs.replace(settings, include=include, exclude=(*settings.exclude, *self.exclude))


def one_pass(drive: Drive, *, cache: Cache, crew: Crew, now: datetime, listen: Listener = nobody) -> Status:
    """Looks at the whole folder once. Raises FolderError where it cannot be reached, SettingsError, and Stopped.

    ``now`` is the time of day, in a time zone; its day is the reporting date of a workbook that gives none. ``cache``
    is brought up to date.
    """
    root = reachable(drive.folder)
    conditions = Conditions(root, drive.settings)
    settings = drive.patterns(conditions.base.drive)
    walked = walk(root, settings, apart=reachable(drive.out), fetch=drive.fetch, not_here=drive.not_here)
    if not walked.files:
        _refuse_empty(root, cache)
    listen("found", workbooks=len(walked.files))
    looking = Looking(
        root=root, settings=settings, conditions=conditions, cache=cache, crew=crew, now=now, listen=listen
    )
    files = looking.look(walked.files, walked.unopened)
    homes = {home_of(member.found.folder, root) for member in looking.members}
    starts = {home: conditions.of(home).year_starts for home in homes}
    groups, copies = groups_of(looking.members, root=root, today=now.date(), year_starts=starts)
    months = Months(
        root=root, out=drive.out, settings=settings, conditions=conditions, cache=cache, crew=crew, today=now.date(),
        listen=listen, problems=looking.problems, at_once=looking.outcomes,
    )  # fmt: skip
    outcomes = months.check(groups)
    refuse_gone(root, walked.root)
    cache.keep_only(found.path for found in files)
    telling = _Telling(looking=looking, months=months, outcomes=outcomes)
    plans = tuple(sorted(telling.rows(groups), key=lambda row: (row.file, row.key)))
    markings = {one_line(row.checked.marking) for row in plans if row.checked}
    return Status(
        folder=names.shown(str(drive.folder)),
        at=now,
        plans=plans,
        skipped=tuple(sorted([*walked.skipped, *looking.skipped, *copies], key=lambda each: (each.file, each.why))),
        marking=highest(markings, conditions.base.markings.known),
    )


def _refuse_empty(root: str, cache: Cache) -> None:
    """Where a drive is not connected, an empty folder often stands in its place: that is no news of its plans."""
    inside = os.path.join(root, "")
    plans = sum(remembered.was_plan for path, remembered in cache.seen.items() if path.startswith(inside))
    if plans and not os.listdir(root):
        raise FolderError(
            f"The folder {names.spelt(root)} is empty, and held {count(plans, 'plan workbook')} at the last pass.",
            f"Check that the drive is connected; if nothing is in it any more, delete {NAME} beside the status.",
        )


@dataclass(frozen=True, kw_only=True)
class _Telling:
    """What one pass found, as rows."""

    looking: Looking
    months: Months
    outcomes: Mapping[str, Outcome]

    def rows(self, groups: list[Group]) -> Iterator[PlanRow]:
        """A row for each plan, and for each workbook that cannot be read."""
        for group in groups:
            now = group.now
            outcome = self.outcomes.get(now.member.path)
            yield self._row(
                now.member.found,
                outcome,
                earlier=tuple(self._earlier(month) for month in group.earlier),
                outputs=self.months.outputs(now, outcome),
            )
        for found in self.looking.others:
            yield self._row(found, None)

    def _row(
        self, found: Found, outcome: Outcome | None, *, earlier: tuple[Earlier, ...] = (), outputs: str = ""
    ) -> PlanRow:
        problem = self._problem(found.path, outcome)
        if problem:
            self.looking.listen("problem", file=found.file, why=problem)
        said = [*found.remarks, *self.looking.remarks.get(found.path, ()), *(outcome.remarks if outcome else ())]
        return PlanRow(
            file=found.file,
            key=names.key_of(found.path, self.looking.root),
            path=found.path,
            changed=datetime.fromtimestamp(found.stamp.saved_ns // 1_000_000_000, UTC),
            checked=outcome.checked if outcome and not problem else None,
            problem=problem,
            earlier=earlier,
            remarks=tuple(dict.fromkeys(said)),
            outputs=outputs,
        )

    def _earlier(self, month: Month) -> Earlier:
        member = month.member
        outcome = self.outcomes.get(member.path)
        checked = outcome.checked if outcome else None
        day = member.sight.as_at or self.months.today
        if checked is None:
            return Earlier(file=member.found.file, as_at=day, problem=self._problem(member.path, outcome))
        counts = dict(checked.findings.counts)
        return Earlier(file=member.found.file, as_at=checked.as_at, figures=checked.figures, counts=counts)

    def _problem(self, path: str, outcome: Outcome | None) -> str | None:
        return self.looking.problems.get(path) or (outcome.problem if outcome else None)
