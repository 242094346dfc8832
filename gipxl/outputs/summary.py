"""The few lines with which ``build`` ends: the figures, the findings, what changed, and where the files are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gipxl.assessment import Assessment
from gipxl.outputs.digest import POSITIONS, change_in_number, title
from gipxl.outputs.figures import overdue_counted
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.plan import Position
from gipxl.words import count, day, listed

_ROLES = {
    "copy": "flagged copy",
    "report": "covering report",
    "page": "status page",
    "email": "e-mail draft",
    "copy_pdf": "flagged copy, PDF",
    "report_pdf": "covering report, PDF",
    "findings": "findings",
    "manifest": "manifest",
}


def summary(assessment: Assessment, files: Mapping[str, Path], *, colour: bool = False, width: int = 80) -> str:
    """What was built and what it says, for the person at the terminal."""
    sections = [
        "\n".join(_heading(assessment, colour, width)),
        table(_figures(assessment), right=(1,), width=width),
        "\n".join(_changes(assessment, width)),
        wrapped(_findings(assessment), width),
        table(((_ROLES.get(role, role), str(path)) for role, path in files.items()), width=max(width, 200)),
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


def _heading(assessment: Assessment, colour: bool, width: int) -> Iterator[str]:
    plan = assessment.plan
    name = title(plan)
    yield f"\033[1m{name}\033[0m" if colour else name
    source = f"from {plan.as_at_from}" if plan.as_at_from.startswith(("the sheet", "the line")) else plan.as_at_from
    yield wrapped(f"{one_line(plan.workbook)}, as at {day(plan.as_at)} ({source})", width)
    if assessment.baseline:
        yield wrapped(
            f"Compared with {one_line(assessment.baseline.workbook)}, as at {day(assessment.baseline.as_at)}.", width
        )
    else:
        yield "Compared with nothing: no earlier workbook of this plan was named or found."


def _figures(assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    figures = assessment.figures
    yield "work-streams", f"{figures.workstreams.value}", change_in_number(assessment)
    for position in POSITIONS:
        figure = figures.position(position)
        if figure.value:
            note = overdue_counted(figures) if position is Position.OVERDUE else ""
            yield position.value, f"{figure.value}", f"({figure.percent}%) {note}".strip()
    due = figures.due_this_year
    yield "due this financial year", f"{due.value}", f"by {day(assessment.plan.year_end)}, those complete among them"


def _changes(assessment: Assessment, width: int) -> Iterator[str]:
    figures = assessment.figures
    for ref, taken in figures.consolidated.into.items():
        yield wrapped(f"Consolidated: {listed(taken)} into {ref}.", width)
    since = {"Added": figures.added, "Removed": figures.removed, "Completed": figures.completed_since}
    for label, figure in since.items():
        if figure.value:
            yield wrapped(f"{label} since then: {listed(figure.refs)}.", width)


def _findings(assessment: Assessment) -> str:
    counts = ", ".join(count(number, level.value) for level, number in assessment.findings.counts.items())
    return f"Findings: {counts}."
