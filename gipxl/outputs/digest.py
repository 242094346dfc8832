"""What a director should know at a glance, in words and short lists: quoted by the page and by the e-mail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.changes import Change, Kind
from gipxl.figures import Figure, Figures
from gipxl.outputs import changes as change_words
from gipxl.outputs.plain import one_line
from gipxl.plan import Action, Detail, Plan, Position
from gipxl.rules.finding import Finding, Level
from gipxl.standing import Standing
from gipxl.words import count, day, listed


class Attention(NamedTuple):
    """An action that somebody should look at, and why, the gravest reason first."""

    standing: Standing
    reasons: tuple[str, ...]


class Since(NamedTuple):
    """What changed since the baseline: the dates that moved, the rest in sentences, how many updates are new."""

    moved: tuple[Change, ...]
    said: tuple[str, ...]
    updates: int


def title(plan: Plan) -> str:
    """What the plan is called: on its details sheet, above its table, or simply by its kind."""
    return one_line(plan.details.one(Detail.TITLE) or plan.title) or "Governance Improvement Plan"


def name(action: Action) -> str:
    """An action by ref and title: "C4 Joint procurement"."""
    return one_line(f"{action.name} {action.title.typed}")


def summary(assessment: Assessment) -> str:
    """The figures in a few sentences: how many work-streams, where they stand, how many are due this year."""
    figures, plan = assessment.figures, assessment.plan
    total = figures.workstreams.value or 0
    if not total:
        return "The plan has no work-streams."
    than_before = change_in_number(assessment)
    sentences = [f"The plan has {count(total, 'work-stream')}{f', {than_before}' if than_before else ''}."]
    stand = [_stands(figures.position(position), *words) for position, words in _VERBS.items()]
    parts = listed([part for part in stand if part])
    sentences.append(f"Of these, {parts}.")
    due = figures.due_this_year
    verb = "is" if due.value == 1 else "are"
    sentences.append(f"In all, {_number(due)} {verb} complete or due by {day(plan.year_end)}.")
    return " ".join(sentences)


_VERBS: dict[Position, tuple[str, str]] = {
    Position.COMPLETE: ("is complete", "are complete"),
    Position.ON_TRACK: ("is on track", "are on track"),
    Position.REVISED: ("has a revised date", "have a revised date"),
    Position.OVERDUE: ("is overdue", "are overdue"),
    Position.AT_RISK: ("is at risk", "are at risk"),
    Position.NOT_STARTED: ("has not started", "have not started"),
    Position.UNCLEAR: ("is unclear", "are unclear"),
}

#: The order in which people read the positions: from done to in doubt.
POSITIONS = tuple(_VERBS)


def _stands(figure: Figure, one: str, many: str) -> str:
    return f"{_number(figure)} {one if figure.value == 1 else many}" if figure.value else ""


def _number(figure: Figure) -> str:
    return f"{figure.value:,} ({figure.percent}%)"


def change_in_number(assessment: Assessment) -> str:
    """ "2 fewer than on 31 July 2020"; "" without a baseline."""
    change, baseline = assessment.figures.change.value, assessment.baseline
    if change is None or baseline is None:
        return ""
    if not change:
        return f"as many as on {day(baseline.as_at)}"
    return f"{abs(change):,} {'more' if change > 0 else 'fewer'} than on {day(baseline.as_at)}"


def attention(assessment: Assessment) -> tuple[Attention, ...]:
    """The actions that are overdue or at risk or have an error or a warning: those with errors before the others."""
    found = _serious(assessment)
    grave: list[Attention] = []
    others: list[Attention] = []
    for standing in assessment.standings:
        said = found.get(_key(standing.action), [])
        if standing.counts and (said or standing.position in (Position.OVERDUE, Position.AT_RISK)):
            reasons = tuple(each.message for each in said) or (_position_reason(standing),)
            is_grave = any(each.level is Level.ERROR for each in said)
            (grave if is_grave else others).append(Attention(standing, reasons))
    return (*grave, *others)


def on_no_action(assessment: Assessment) -> tuple[str, ...]:
    """The errors and warnings on the workbook as a whole, or on an action that is gone from it."""
    actions = {_key(standing.action) for standing in assessment.standings if standing.counts}
    return tuple(each.message for key, said in _serious(assessment).items() if key not in actions for each in said)


_Key = tuple[str, int, str | None]


def _key(action: Action) -> _Key:
    return action.sheet, action.row, action.ref or None


def _serious(assessment: Assessment) -> dict[_Key, list[Finding]]:
    """The errors and warnings by what they are on, errors first."""
    found: dict[_Key, list[Finding]] = {}
    for finding in sorted(assessment.findings.at_least(Level.WARNING), key=lambda each: each.level.rank):
        found.setdefault((finding.sheet, finding.row, finding.ref), []).append(finding)
    return found


def _position_reason(standing: Standing) -> str:
    status = one_line(standing.action.status.typed)
    if standing.position is Position.AT_RISK and status:
        return f"The status says “{status}”"
    return f"Was due on {day(standing.due_day)}" if standing.due_day else str(standing.position).capitalize()


def due_soon(assessment: Assessment) -> tuple[Standing, ...]:
    """The actions that the rule on dates soon due speaks of, the nearest date first."""
    said = {(each.row, each.ref) for each in assessment.findings.findings if each.name == "due-soon"}
    soon = [each for each in assessment.standings if (each.action.row, each.action.ref or None) in said]
    return tuple(sorted(soon, key=lambda each: (each.due_day is None, each.due_day)))


#: Told by others of their kind: an update is new nearly every month, so those are only counted.
_TOLD_ELSEWHERE = (Kind.DATE_MOVED, Kind.UPDATED, Kind.CONSOLIDATED)


def since(assessment: Assessment) -> Since | None:
    """What changed since the baseline; None where there is none."""
    if assessment.changes is None:
        return None
    everything = assessment.changes.all
    closed = {change.ref for change in everything if change.kind in (Kind.COMPLETED, Kind.REOPENED)}
    refs: dict[str, list[str]] = {}
    for change in everything:
        # The status of an action completed or reopened has changed, of course.
        is_plain = change.kind is Kind.STATUS_CHANGED and change.ref in closed
        if change.kind not in _TOLD_ELSEWHERE and not is_plain:
            refs.setdefault(change_words.sentence(change), []).append(one_line(change.ref))
    alike = (f"{listed(which)}: {sentence}." for sentence, which in refs.items())
    return Since(
        moved=tuple(change for change in everything if change.kind is Kind.DATE_MOVED),
        said=(*joined(assessment.figures), *alike),
        updates=sum(change.kind is Kind.UPDATED for change in everything),
    )


def joined(figures: Figures) -> tuple[str, ...]:
    """ "E7 and E8 were consolidated into E6.", one sentence for each action that took others in."""
    return tuple(
        f"{listed(list(refs))} {'was' if len(refs) == 1 else 'were'} consolidated into {into}."
        for into, refs in figures.consolidated.into.items()
    )


def found(counts: Sequence[int]) -> str:
    """ "1 error, 2 warnings and 3 notes", the numbers given in that order."""
    return listed([count(number, level.value) for number, level in zip(counts, Level, strict=True)])
