"""The e-mail draft: a file that Outlook opens ready to send, with the copy and the report attached."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from pathlib import PurePath
from typing import Any, NamedTuple

from gipxl.assessment import Assessment
from gipxl.outputs import digest
from gipxl.outputs.changes import route
from gipxl.outputs.figures import overdue_counted
from gipxl.outputs.plain import one_line
from gipxl.words import count, day, month, shortened

# Lists longer than this are cut: the page and the flagged copy have them whole.
_MOST = 12
_MOST_REFS = 40

# What still shows in a list of messages.
_LONGEST_TITLE = 150

_OFFICE = "vnd.openxmlformats-officedocument"
_TYPES = {
    ".xlsx": f"application/{_OFFICE}.spreadsheetml.sheet",
    ".xlsm": "application/vnd.ms-excel.sheet.macroenabled.12",
    ".xlsb": "application/vnd.ms-excel.sheet.binary.macroenabled.12",
    ".xls": "application/vnd.ms-excel",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".docx": f"application/{_OFFICE}.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".html": "application/octet-stream",  # as a file to keep, not as another text of the message
    ".csv": "application/octet-stream",
}


class Attachment(NamedTuple):
    """A file to send along: its name and its bytes. Its suffix says what kind it is."""

    name: str
    content: bytes


def draft(assessment: Assessment, attachments: Sequence[Attachment] = ()) -> bytes:
    """The message as the bytes of an .eml file, from and to whom the settings say; the same bytes every time.

    It has no date and no number of its own: the program that sends it gives both.
    """
    from gipxl.outputs.templating import render

    values = _values(assessment, attachments)
    text, html = render("email.txt.j2", **values), render("email.html.j2", **values)
    message = EmailMessage(policy=_Subjects(linesep="\r\n"))
    message["X-Unsent"] = "1"
    for header, value in _addresses(assessment):
        message[header] = value
    message["Subject"] = values["subject"]
    message["Content-Language"] = "en-GB"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    for each in attachments:
        _attach(message, each)
    _set_boundaries(message, text, html, attachments)
    return message.as_bytes()


def subject(assessment: Assessment) -> str:
    """ "[OFFICIAL-SENSITIVE] Governance Improvement Plan: September 2020", always one line."""
    plan = assessment.plan
    marking = f"[{plan.marking}] " if plan.marking else ""
    return one_line(f"{marking}{shortened(digest.title(plan), _LONGEST_TITLE)}: {month(plan.as_at)}")


def _passed_over(assessment: Assessment) -> str:
    """That the settings pass some findings over is said wherever findings are counted; the reasons stand elsewhere."""
    number = len(assessment.findings.ignored)
    where = "with reasons on the status page and in the flagged copy’s Key"
    return f"; {count(number, 'more finding')} passed over, {where}" if number else ""


class _Subjects(EmailPolicy):
    """Folds subjects with the older of Python's two foldings: the newer one loses blanks between words it encodes."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != "Subject":
            return super().fold_binary(name, value)
        charset = "us-ascii" if str(value).isascii() else "utf-8"
        folded = Header(str(value), charset, header_name=name, maxlinelen=75).encode(linesep="\r\n")
        return f"{name}: {folded}\r\n".encode("ascii")


def _addresses(assessment: Assessment) -> Iterator[tuple[str, str]]:
    settings = assessment.settings.email
    for header, people in (("From", (settings.sender,)), ("To", settings.to), ("Cc", settings.cc)):
        if named := ", ".join(filter(None, map(one_line, people))):
            yield header, named


def _values(assessment: Assessment, attachments: Sequence[Attachment]) -> dict[str, Any]:
    """What both templates are given, so that text and HTML say the same."""
    plan, baseline = assessment.plan, assessment.baseline
    since = digest.since(assessment)
    wanted = [*(f"{one_line(message)}." for message in digest.on_no_action(assessment)), *_attention(assessment)]
    return {
        "subject": subject(assessment),
        "marking": one_line(plan.marking),
        "title": digest.title(plan),
        "as_at": f"As at {day(plan.as_at)}" + (f", compared with {day(baseline.as_at)}" if baseline else ""),
        "summary": digest.summary(assessment),
        "files": [one_line(each.name) for each in attachments],
        "figures": [*_figures(assessment)],
        "overdue_counted": overdue_counted(assessment.figures),
        "since": day(baseline.as_at) if baseline else "",
        "changes": [*_short(since.said, "change")] if since else [],
        "moved": [*_short([*_moved(since)], "date")] if since else [],
        "moved_count": count(len(since.moved), "delivery date") if since else "",
        "updates": count(since.updates, "update was", "updates were") if since and since.updates else "",
        "attention": [*_short(wanted, "matter")],
        "found": digest.found([*assessment.findings.counts.values()]) + _passed_over(assessment),
        "workbook": one_line(plan.workbook),
    }


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


def _attention(assessment: Assessment) -> Iterator[str]:
    for each in digest.attention(assessment):
        owner = one_line(each.standing.action.owner.typed)
        of = f" ({owner})" if owner else ""
        yield f"{digest.name(each.standing.action)}{of}: {one_line('. '.join(each.reasons))}."


def _short(lines: Sequence[str], what: str) -> Iterator[str]:
    """The first of ``lines``, and how many more there are."""
    yield from lines[:_MOST]
    if len(lines) > _MOST:
        yield f"and {count(len(lines) - _MOST, f'more {what}')}."


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = one_line(PurePath(attachment.name).name)
    kind = _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=name)


def _set_boundaries(message: EmailMessage, text: str, html: str, attachments: Sequence[Attachment]) -> None:
    """Boundaries made of the contents. No line of quoted-printable or base64 can hold one: "=_" occurs in neither."""
    seen = hashlib.sha256(f"{text}\0{html}".encode())
    for each in attachments:
        seen.update(each.name.encode(errors="replace") + b"\0" + each.content)
    for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
        part.set_boundary(f"=_gipxl_{number}_{seen.hexdigest()[:32]}")
