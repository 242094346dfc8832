"""Findings for people at a terminal: action by action, with the cell, the sentence and the way out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line, wrapped
from gipxl.rules.finding import Finding, Findings, Level
from gipxl.words import count, day

#: How many findings of one rule are shown before they are only counted.
CAP = 10

_BOLD = "1"
_COLOURS = {Level.ERROR: "1;31", Level.WARNING: "33", Level.NOTE: "36"}


class Shown(NamedTuple):
    """A finding to show, and how many of the same rule are left out behind it."""

    finding: Finding
    more: int = 0


def as_text(assessments: Sequence[Assessment], *, colour: bool = False, width: int = 80, cap: int | None = CAP) -> str:
    """The findings of each workbook. The last line counts errors, warnings and notes of all of them.

    More than ``cap`` findings of one rule are counted, not shown (None shows all). ``colour`` adds terminal colours;
    the level stands there as a word all the same.
    """
    parts = [_workbook(assessment, colour, width, cap) for assessment in assessments]
    totals = {level: sum(each.findings.counts[level] for each in assessments) for level in Level}
    counted = ", ".join(count(number, level.value) for level, number in totals.items())
    return "\n".join([*parts, f"{counted}\n"])


def capped(findings: Iterable[Finding], cap: int | None) -> tuple[Shown, ...]:
    """At most ``cap`` findings of each rule, the last of them with the number of those left out."""
    findings = tuple(findings)
    if cap is None:
        return tuple(map(Shown, findings))
    total = Counter(finding.code for finding in findings)
    seen: Counter[str] = Counter()
    shown = []
    for finding in findings:
        seen[finding.code] += 1
        if seen[finding.code] <= cap:
            is_last = seen[finding.code] == cap
            shown.append(Shown(finding, total[finding.code] - cap if is_last else 0))
    return tuple(shown)


def heading(assessment: Assessment) -> tuple[str, ...]:
    """What was checked: the workbook and its marking; its sheet and reporting date; what it was compared with."""
    plan, baseline = assessment.plan, assessment.baseline
    marking = f" [{one_line(plan.marking)}]" if plan.marking else ""
    actions = count(assessment.figures.workstreams.value or 0, "action")
    compared = (
        f"Compared with {one_line(baseline.workbook)}, as at {day(baseline.as_at)}." if baseline
        else "Compared with no earlier month."
    )  # fmt: skip
    return (
        f"{one_line(plan.workbook)}{marking}",
        f"Sheet “{one_line(plan.sheet)}”, as at {day(plan.as_at)}: {actions}.",
        compared,
    )


def place(finding: Finding, sheet: str = "") -> str:
    """The cell, with the name of its sheet unless that is ``sheet``; "" where nothing stands any more."""
    if not finding.cell:
        return ""
    return finding.cell if finding.sheet == sheet else f"{one_line(finding.sheet)}!{finding.cell}"


def endnotes(findings: Findings) -> tuple[str, ...]:
    """Which rules could not look, and why; which findings are ignored, and why. One sentence for each reason."""
    unable: dict[str, list[str]] = defaultdict(list)
    for each in findings.not_run:
        unable[each.why].append(each.code)
    passed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ignored in findings.ignored:
        until = f", until {day(ignored.until)}" if ignored.until else ""
        passed[ignored.reason, until].append(f"{ignored.code} on {ignored.ref}" if ignored.ref else ignored.code)
    return (
        *(f"Not run: {', '.join(codes)} ({why})." for why, codes in unable.items()),
        *(f"Ignored: {', '.join(which)} ({reason}{until})." for (reason, until), which in passed.items()),
    )


def _workbook(assessment: Assessment, colour: bool, width: int, cap: int | None) -> str:
    first, *others = heading(assessment)
    lines = [_styled(wrapped(first, width), _BOLD, colour), *(wrapped(line, width) for line in others)]
    titles = _titles(assessment)
    shown = capped(assessment.findings.findings, cap)
    groups: dict[_Subject, list[Shown]] = defaultdict(list)
    for each in shown:
        groups[_subject(each)].append(each)
    for (sheet, row, ref), group in groups.items():
        known_as = ref or (f"Row {row}" if row else "The workbook")
        title = titles.get((sheet, row, ref)) or titles.get(ref, "")
        lines += ["", _styled(wrapped(f"{known_as} {title}", width), _BOLD, colour)]
        lines += _group(group, assessment.plan.sheet, colour, width)
    if not shown:
        lines += ["", "Nothing to correct."]
    if notes := endnotes(assessment.findings):
        lines += ["", *(wrapped(note, width, rest="  ") for note in notes)]
    return "\n".join([*lines, ""])


_Subject = tuple[str, int, str | None]


def _titles(assessment: Assessment) -> dict[_Subject | str | None, str]:
    """The title of each action by sheet, row and ref; of one that is gone by its ref alone."""
    gone = assessment.changes.gone if assessment.changes else ()
    titles: dict[_Subject | str | None, str] = {each.action.ref: each.action.title.typed for each in gone}
    for action in assessment.plan.actions:
        titles[action.sheet, action.row, action.ref or None] = action.title.typed
    return titles


def _subject(shown: Shown) -> _Subject:
    """What a finding is on: an action by sheet, row and ref; the workbook as a whole, or an action gone from it."""
    finding = shown.finding
    return finding.sheet if finding.row else "", finding.row, finding.ref


def _group(group: Sequence[Shown], sheet: str, colour: bool, width: int) -> Iterator[str]:
    """The findings on one action, the gravest first."""
    widest = max(len(place(each.finding, sheet)) for each in group)
    for finding, more in sorted(group, key=lambda each: each.finding.level.rank):
        level = finding.level.value
        lead = f"  {level:<7}  " + (f"{place(finding, sheet):<{widest}}  " if widest else "")
        hanging = " " * len(lead)
        text = wrapped(f"{finding.message} ({finding.code})", width, first=lead, rest=hanging)
        yield text.replace(level, _styled(level, _COLOURS[finding.level], colour), 1)
        if finding.fix:
            yield wrapped(finding.fix, width, first=hanging)
        if more:
            yield f"{hanging}and {more:,} more like this ({finding.code})"


def _styled(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text
