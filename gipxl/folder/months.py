"""Has every month of every plan checked that is not remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from gipxl.folder import names
from gipxl.folder.cache import Answer, Cache, sum_of
from gipxl.folder.checking import check_plan
from gipxl.folder.conditions import Conditions
from gipxl.folder.grouping import Group, Member, Month, home_of
from gipxl.folder.jobs import Outcome, PlanJob, Wanted, Workbook
from gipxl.folder.listening import Listener
from gipxl.folder.walk import Found
from gipxl.folder.workers import Crew, Failure
from gipxl.output_folder import MANIFEST
from gipxl.settings import DriveSettings

#: The folder of the outputs that are built, under that of the status.
OUTPUTS = "outputs"


@dataclass(kw_only=True)
class Months:
    """The checks of one pass.

    ``problems`` says by path which workbooks cannot be read; ``at_once`` has the checks of those that were checked
    when they were looked at, as if nothing lay beside them.
    """

    root: str
    out: Path
    settings: DriveSettings
    conditions: Conditions
    cache: Cache
    crew: Crew
    today: date
    listen: Listener
    problems: Mapping[str, str]
    at_once: Mapping[str, Outcome]
    _keys: dict[str, str] = field(default_factory=dict)

    def check(self, groups: Sequence[Group]) -> dict[str, Outcome]:
        """How each month came out, by the path of its workbook."""
        outcomes: dict[str, Outcome] = {}
        done: list[Outcome] = []
        jobs = [job for group in groups if (job := self._job(group, outcomes, done))]
        self.listen("to check", workbooks=len(done) + sum(len(job.wanted) for job in jobs))
        outcomes |= self._kept(done)
        alone: list[PlanJob] = []
        for job, answer in self.crew.run(check_plan, jobs):
            if isinstance(answer, Failure) and len(job.wanted) > 1:
                alone.extend(_each_alone(job))
            else:
                outcomes |= self._answered(job, answer)
        for job, answer in self.crew.run(check_plan, alone):
            outcomes |= self._answered(job, answer)
        return outcomes

    def outputs(self, month: Month, outcome: Outcome | None) -> str:
        """Where the outputs of a plan are, relative to the folder of the status; "" where there are none."""
        if outcome is None or outcome.checked is None or not self._builds(month):
            return ""
        place = f"{self._built_in(month.member.found)}/{outcome.checked.as_at:%Y-%m}"
        return place if (self.out / place / MANIFEST).is_file() else ""

    def _job(self, group: Group, outcomes: dict[str, Outcome], done: list[Outcome]) -> PlanJob | None:
        """What is to be checked of a plan; what is remembered goes into ``outcomes``, what is new into ``done``."""
        wanted = []
        for month in group.months:
            path, is_now = month.member.path, month is group.now
            if path in self.problems:
                continue
            self._keys[path] = self._key(month, is_now=is_now)
            kept = self.cache.answers.get(path)
            is_same = kept is not None and kept.key == self._keys[path]
            if kept and is_same and (not (is_now and self._builds(month)) or self.outputs(month, kept.outcome)):
                outcomes[path] = kept.outcome
            elif path in self.at_once and is_now and not (month.beside or month.versions or self._builds(month)):
                done.append(self.at_once[path])
            else:
                wanted.append((month, is_now))
        return self._plan_job(group, wanted) if wanted else None

    def _plan_job(self, group: Group, wanted: Sequence[tuple[Month, bool]]) -> PlanJob:
        condition = self.conditions.of(home_of(group.now.member.found.folder, self.root))
        assert condition.settings is not None  # or every workbook of the folder were a problem
        needed = {member.path: member for month, _ in wanted for member in (month.member, *self._past(month))}
        return PlanJob(
            wanted=tuple(self._wanted(month, is_now=is_now) for month, is_now in wanted),
            workbooks=tuple(_workbook(needed[path]) for path in sorted(needed)),
            settings=condition.settings,
            today=self.today,
            limit_seconds=self.settings.limit_seconds,
        )

    def _past(self, month: Month) -> tuple[Member, ...]:
        """The workbooks beside a month, but for those that cannot be read."""
        return tuple(member for member in month.beside if member.path not in self.problems)

    def _wanted(self, month: Month, *, is_now: bool) -> Wanted:
        builds = is_now and self._builds(month)
        return Wanted(
            workbook=_workbook(month.member),
            beside=tuple(member.path for member in self._past(month)),
            versions=month.versions,
            is_now=is_now,
            build_into=str(self.out.absolute() / self._built_in(month.member.found)) if builds else "",
        )

    def _key(self, month: Month, *, is_now: bool) -> str:
        """A sum of everything that the check of a month rests on."""
        found, sight = month.member.found, month.member.sight
        return sum_of(
            {
                "settings": self.conditions.of(home_of(found.folder, self.root)).digest,
                "workbook": [found.file, sight.sha256],
                "beside": [[member.found.file, member.sight.sha256] for member in self._past(month)],
                "versions": [names.shown(name) for name in month.versions],
                "today": self.today if is_now and not sight.says_day else None,
                "is_now": is_now,
                "built": self._built_in(found) if is_now and self._builds(month) else "",
            }
        )

    def _builds(self, month: Month) -> bool:
        return names.fits(names.place_of(month.member.path, self.root), self.settings.build)

    def _built_in(self, found: Found) -> str:
        return "/".join([OUTPUTS, *names.safe_parts(names.place_of(found.path, self.root))])

    def _answered(self, job: PlanJob, answer: tuple[Outcome, ...] | Failure) -> dict[str, Outcome]:
        if isinstance(answer, Failure):
            paths = [each.workbook.path for each in job.wanted]
            answer = tuple(Outcome(path=path, problem=answer.why, as_expected=False) for path in paths)
        return self._kept(answer)

    def _kept(self, outcomes: Sequence[Outcome]) -> dict[str, Outcome]:
        """The outcomes by path; those that may be kept are."""
        for outcome in outcomes:
            self.listen("checked", file=names.shown(names.place_of(outcome.path, self.root)))
            kept = Answer(key=self._keys[outcome.path], outcome=outcome) if outcome.as_expected else None
            self.cache.answer(outcome.path, kept)
        return {outcome.path: outcome for outcome in outcomes}


def _workbook(member: Member) -> Workbook:
    return Workbook(path=member.path, name=names.shown(member.found.name), sha256=member.sight.sha256)


def _each_alone(job: PlanJob) -> Iterator[PlanJob]:
    """The months of a job that no process survived, each by itself, so that the one to blame is known."""
    for wanted in job.wanted:
        needed = {wanted.workbook.path, *wanted.beside}
        yield replace(job, wanted=(wanted,), workbooks=tuple(each for each in job.workbooks if each.path in needed))
