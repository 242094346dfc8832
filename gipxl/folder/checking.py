"""The work on one workbook: pure functions of a job and of the files that it names, for this process or any other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from gipxl.baseline import Neighbour, find_past, holds_our_sheets, read_month, read_neighbour
from gipxl.build import Month, assess_plan
from gipxl.errors import GipxlError, NotAPlan, ReportingDateMissing
from gipxl.folder.jobs import Look, Outcome, PlanJob, Sight, Wanted, Workbook
from gipxl.folder.names import shown
from gipxl.folder.snapshots import Snapshot, Vanished, snapshot
from gipxl.folder.time_limit import time_limit
from gipxl.folder.values import Checked
from gipxl.folder.versions import with_versions
from gipxl.outputs.plain import one_line
from gipxl.plan import Detail, Plan, folded
from gipxl.reading import read
from gipxl.settings import Settings

CHANGED = "It was saved while it was being read; it was read once more."


def look_at(job: Look) -> Sight:
    """What a workbook is. Never raises: what goes wrong is in the answer."""
    with time_limit(job.limit_seconds):
        return _looked(job)


def _looked(job: Look) -> Sight:
    try:
        taken = snapshot(job.path, job.name)
    except Vanished as gone:
        return Sight(problem=one_line(str(gone)), vanished=True)
    except GipxlError as error:
        return Sight(problem=one_line(str(error)))
    sha = _sha256(taken.content)
    if sha == job.known:
        return Sight(sha256=sha, saved_ns=taken.stamp.saved_ns, unchanged=True)
    seen = _seen(job, taken)
    remarks = (CHANGED,) if taken.changed else ()
    return replace(seen, sha256=sha, saved_ns=taken.stamp.saved_ns, remarks=remarks)


def _seen(job: Look, taken: Snapshot) -> Sight:
    path = Path(job.path)
    try:
        plan, as_at = _dated(path, job.settings, taken.content)
    except NotAPlan as error:
        return Sight(why=one_line(error.message))
    except GipxlError as error:
        return Sight(problem=one_line(str(error)))
    except MemoryError:
        return Sight(problem=_NO_MEMORY)
    except Exception as error:  # one workbook that gipxl did not foresee must not hide the others
        return Sight(problem=_unforeseen(error))
    says_day = bool(plan.details.as_at or plan.as_at_line.value)
    return Sight(
        as_at=as_at,
        says_day=says_day,
        year=plan.financial_year if as_at or plan.year_named else 0,
        refs={action.key: _sum(folded(action.title.typed)) for action in plan.actions},
        previous=one_line(plan.details.one(Detail.PREVIOUS)),
        is_flagged_copy=holds_our_sheets(taken.content),
        outcome=_at_once(job, plan, taken) if job.check and says_day else None,
    )


def _at_once(job: Look, plan: Plan, taken: Snapshot) -> Outcome:
    """The check of a workbook that lies alone and gives its own day: a second look would read the same."""
    book = Workbook(path=job.path, name=job.name, sha256=_sha256(taken.content))
    month = PlanJob(
        wanted=(Wanted(workbook=book),), workbooks=(book,), settings=job.settings, today=plan.as_at,
        limit_seconds=job.limit_seconds,
    )  # fmt: skip
    return _outcome(month.wanted[0], _Reading(month, {job.path: taken}, {job.path: plan}))


_NO_MEMORY = "There is not enough memory for it. Delete empty formatted rows and sheets that nobody uses."


def _dated(path: Path, settings: Settings, content: bytes) -> tuple[Plan, date | None]:
    """The plan, and the day that it or its file's name gives."""
    try:
        plan = read_month(path, settings, content=content)
        return plan, plan.as_at
    except ReportingDateMissing:
        return read_month(path, settings, content=content, today=date(2000, 1, 1)), None


def _sum(title: str) -> str:
    return _sha256(title.encode("utf-8", "surrogatepass"))[:8] if title else ""


def _sha256(content: bytes) -> str:
    from gipxl.files import sha256

    return sha256(content)


def check_plan(job: PlanJob) -> tuple[Outcome, ...]:
    """Checks the months that are wanted, each against its past. Never raises: what goes wrong is in the answers."""
    reading = _Reading(job)
    outcomes = []
    for wanted in job.wanted:
        with time_limit(job.limit_seconds):
            outcomes.append(_outcome(wanted, reading))
    return tuple(outcomes)


class _Reading:
    """The workbooks of a job, each read once."""

    def __init__(
        self, job: PlanJob, snapshots: Mapping[str, Snapshot] | None = None, plans: Mapping[str, Plan] | None = None
    ) -> None:
        self.job = job
        self._known = {each.path: each for each in job.workbooks}
        self._snapshots = dict(snapshots or {})
        self._plans = dict(plans or {})
        self._neighbours: dict[str, Neighbour] = {}

    def content(self, path: str) -> bytes:
        """The bytes of a workbook. Raises WorkbookError."""
        if path not in self._snapshots:
            self._snapshots[path] = snapshot(path, self._known[path].name)
        return self._snapshots[path].content

    def plan(self, wanted: Wanted) -> Plan:
        """The plan of a month. Raises GipxlError where it cannot be read."""
        path, settings = wanted.workbook.path, self.job.settings
        if path in self._plans:
            return self._plans[path]
        content = self.content(path)
        # What stands for the plan now is read as "gipxl check" reads it: without a day of its own, as at today.
        if wanted.is_now:
            return read(Path(path), settings=settings, today=self.job.today, content=content)
        return read_month(Path(path), settings, content=content)

    def neighbour(self, path: str) -> Neighbour:
        """A workbook as one that lies beside a plan."""
        if path not in self._neighbours:
            try:
                found = read_neighbour(Path(path), self.job.settings, self.content(path))
                self._neighbours[path] = replace(found, plan=_shown(found.plan)) if found.plan else found
            except GipxlError as error:
                self._neighbours[path] = Neighbour(path=Path(path), error=error)
        return self._neighbours[path]

    def is_as_expected(self, paths: tuple[str, ...]) -> bool:
        """Whether these workbooks are, to the byte, those that the job was made for."""
        return all(
            path in self._snapshots and _sha256(self._snapshots[path].content) == self._known[path].sha256
            for path in paths
        )

    def has_changed(self, path: str) -> bool:
        """Whether a workbook was saved while it was being read."""
        return path in self._snapshots and self._snapshots[path].changed


def _outcome(wanted: Wanted, reading: _Reading) -> Outcome:
    path = wanted.workbook.path
    try:
        month = _month(wanted, reading)
        remarks, is_built = _built(month, wanted.build_into)
    except GipxlError as error:
        return Outcome(path=path, problem=one_line(str(error)), as_expected=False)
    except MemoryError:
        return Outcome(path=path, problem=_NO_MEMORY, as_expected=False)
    except Exception as error:  # one workbook that gipxl did not foresee must not hide the others
        return Outcome(path=path, problem=_unforeseen(error), as_expected=False)
    if reading.has_changed(path):
        remarks = (CHANGED, *remarks)
    return Outcome(
        path=path,
        checked=_checked(month),
        remarks=remarks,
        as_expected=is_built and reading.is_as_expected((path, *wanted.beside)),
    )


def _unforeseen(error: Exception) -> str:
    told = f"{type(error).__name__}: {error}"
    return one_line(f"Something happened that gipxl did not foresee ({told}). Please keep the workbook.")


def _month(wanted: Wanted, reading: _Reading) -> Month:
    settings = reading.job.settings
    plan = _shown(reading.plan(wanted))
    past = find_past(plan, settings=settings, beside=[reading.neighbour(each) for each in wanted.beside])
    month = assess_plan(plan, past, settings=settings)
    return replace(month, assessment=with_versions(month.assessment, wanted.versions))


def _shown(plan: Plan) -> Plan:
    """The plan under a name that any file can hold: on some systems a file's name need be no text."""
    return plan if plan.workbook.isprintable() else replace(plan, workbook=shown(plan.workbook))


def _checked(month: Month) -> Checked:
    assessment = month.assessment
    plan, baseline = assessment.plan, assessment.baseline
    return Checked(
        as_at=plan.as_at,
        as_at_from=plan.as_at_from,
        title=plan.title,
        marking=plan.marking,
        baseline=baseline.workbook if baseline else None,
        figures=assessment.figures,
        findings=assessment.findings,
    )


def _built(month: Month, folder: str) -> tuple[tuple[str, ...], bool]:
    """Builds the outputs of a month where they are wanted: the remarks on that, and whether all went well."""
    from gipxl.build import build

    if not folder:
        return (), True
    where = Path(folder) / f"{month.assessment.plan.as_at:%Y-%m}"
    try:
        return tuple(map(one_line, build(month, folder=where).remarks)), True
    except GipxlError as error:
        return (one_line(f"Its outputs could not be built: {error}"),), False
