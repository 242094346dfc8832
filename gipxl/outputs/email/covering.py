"""The covering e-mail: what a director should know of the month, with the copy and the report attached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gipxl.assessment import Assessment
from gipxl.outputs import digest
from gipxl.outputs.changes import route
from gipxl.outputs.email.draft import Attachment, Draft, Kind
from gipxl.outputs.email.wording import shared_values, subject
from gipxl.outputs.figures import overdue_counted
from gipxl.outputs.plain import one_line
from gipxl.words import count, day

# Lists longer than this are cut: the page and the flagged copy have them whole.
_MOST = 12
_MOST_REFS = 40


def covering(assessment: Assessment, attachments: Sequence[Attachment] = ()) -> Draft:
    """The e-mail that sends copy and report, from and to whom the settings say. Raises SettingsError."""
    settings = assessment.settings.email
    titled = subject(assessment)
    return Draft(
        kind=Kind.COVERING,
        sender=settings.sender,
        to=settings.to,
        cc=settings.cc,
        subject=titled,
        marking=assessment.plan.marking,
        marking_header=settings.marking_header,
        values={
            **shared_values(assessment, titled),
            **month_values(assessment, _MOST),
            "attention": short(_wanted(assessment), "matter", _MOST),
        },
        attachments=tuple(attachments),
        templates=settings.templates,
    )


def month_values(assessment: Assessment, most: int) -> dict[str, Any]:
    """The figures, and what changed since the baseline, in lists of at most ``most``."""
    baseline, since = assessment.baseline, digest.since(assessment)
    return {
        "summary": digest.summary(assessment),
        "figures": [*_figures(assessment)],
        "overdue_counted": overdue_counted(assessment.figures),
        "since": day(baseline.as_at) if baseline else "",
        "changes": short(since.said, "change", most) if since else [],
        "moved": short([*_moved(since)], "date", most) if since else [],
        "moved_count": count(len(since.moved), "delivery date") if since else "",
        "updates": count(since.updates, "update was", "updates were") if since and since.updates else "",
        "found": digest.found([*assessment.findings.counts.values()]) + _passed_over(assessment),
    }


def short(lines: Sequence[str], what: str, most: int) -> list[str]:
    """The first ``most`` of ``lines``, and how many more there are."""
    more = [f"and {count(len(lines) - most, f'more {what}')}."] if len(lines) > most else []
    return [*lines[:most], *more]


def _figures(assessment: Assessment) -> Iterator[tuple[str, str, str, str]]:
    """Name, number, share and refs of each position, between the work-streams and those due this year."""
    figures = assessment.figures
    yield "Work-streams", f"{figures.workstreams.value:,}", "", digest.change_in_number(assessment)
    for figure in map(figures.position, digest.POSITIONS):
        yield figure.label.capitalize(), f"{figure.value:,}", f"{figure.percent}%", _refs(figure.refs)
    due = figures.due_this_year
    until = f"complete or due by {day(assessment.plan.year_end)}"
    yield due.label.capitalize(), f"{due.value:,}", f"{due.percent}%", until


def _refs(refs: Sequence[str]) -> str:
    more = [f"and {len(refs) - _MOST_REFS:,} more"] if len(refs) > _MOST_REFS else []
    return ", ".join([*refs[:_MOST_REFS], *more])


def _moved(since: digest.Since) -> Iterator[str]:
    return (f"{one_line(change.ref)}: {route(change)}" for change in since.moved)


def _passed_over(assessment: Assessment) -> str:
    """That the settings pass some findings over is said wherever findings are counted; the reasons stand elsewhere."""
    number = len(assessment.findings.ignored)
    where = "with reasons on the status page and in the flagged copy’s Key"
    return f"; {count(number, 'more finding')} passed over, {where}" if number else ""


def _wanted(assessment: Assessment) -> list[str]:
    return [*(f"{one_line(message)}." for message in digest.on_no_action(assessment)), *_attention(assessment)]


def _attention(assessment: Assessment) -> Iterator[str]:
    for each in digest.attention(assessment):
        owner = one_line(each.standing.action.owner.typed)
        of = f" ({owner})" if owner else ""
        yield f"{digest.name(each.standing.action)}{of}: {one_line('. '.join(each.reasons))}."
