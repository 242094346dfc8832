"""What would be sent, how, and to whom: all that a dry run shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gipxl.outputs.plain import one_line, table
from gipxl.sending.ledger import UNCERTAIN, Record
from gipxl.sending.letter import Letter, megabytes
from gipxl.sending.refusals import port
from gipxl.settings.sending import LogIn, Security, SendingSettings

#: What became of a letter before, by address.
Before = Mapping[str, Record]

_SECURITY = {
    Security.STARTTLS: "STARTTLS, its certificate verified",
    Security.TLS: "TLS, its certificate verified",
    Security.NONE: "not encrypted, as it is this machine",
}
_LOG_IN = {
    LogIn.ENVIRONMENT: "name and password from the environment",
    LogIn.KEYRING: "password from the system's keyring",
    LogIn.NONE: "no log-in",
}


def server(settings: SendingSettings) -> str:
    """ "mail.example.org, port 587, STARTTLS, its certificate verified; no log-in"."""
    where = f"{one_line(settings.host)}, port {port(settings)}" if settings.host else "no mail server is named"
    return f"{where}, {_SECURITY[settings.security]}; {_LOG_IN[settings.log_in]}"


def as_text(letters: Sequence[Letter], before: Sequence[Before], settings: SendingSettings, width: int) -> str:
    """Every message with what would become of it, for a person at a terminal."""
    blocks = [
        f"{one_line(each.draft.subject)}\n{table(_rows(each, known), width=width)}"
        for each, known in zip(letters, before, strict=True)
    ]
    return "\n\n".join([*blocks, f"Server: {server(settings)}", "This was a dry run: nothing was sent."])


def _rows(letter: Letter, before: Before) -> Iterator[tuple[str, str]]:
    draft = letter.draft
    yield "From", draft.sender or "nobody"
    yield "To", ", ".join(draft.to) or "nobody"
    if draft.cc:
        yield "Cc", ", ".join(draft.cc)
    yield "Marking", draft.marking or "none"
    for each in draft.attachments:
        yield "Attached", f"{each.name} ({megabytes(len(each.content))})"
    for link in draft.links:
        yield "Linked", f"{link.name} at {link.url}"
    for remark in letter.remarks:
        yield "Size", remark
    yield "Guard", _guard(letter)
    for address, record in before.items():
        if record.state == UNCERTAIN:
            yield "Not known", f"{address} may have it: handed over on {record.when}, never acknowledged"
        else:
            yield "Sent already", f"to {address} on {record.when}"
    yield "Goes to", _goes_to(letter, before)


def _guard(letter: Letter) -> str:
    if not letter.guarded:
        return "not guarded"
    why = "; ".join(letter.guarded)
    if letter.outside:
        return f"stops everything: {why}, and {', '.join(letter.outside)} is outside the allowed domains"
    return f"guarded ({why})" + ("; every recipient is in an allowed domain" if letter.to else "")


def _goes_to(letter: Letter, before: Before) -> str:
    if letter.fault:
        return f"nobody: {letter.fault}"
    if letter.outside:
        return "nobody: the guard stops it"
    return ", ".join(each for each in letter.to if each not in before) or "nobody: it was sent before"


def as_data(letters: Sequence[Letter], before: Sequence[Before], settings: SendingSettings) -> dict[str, Any]:
    """The same as values for JSON."""
    messages = [_values(each, known) for each, known in zip(letters, before, strict=True)]
    return {"dry_run": True, "server": server(settings), "messages": messages}


def _values(letter: Letter, before: Before) -> dict[str, Any]:
    draft = letter.draft
    return {
        "kind": draft.kind.value,
        "owner": draft.owner or None,
        "subject": draft.subject,
        "marking": draft.marking or None,
        "from": draft.sender or None,
        "to": list(draft.to),
        "cc": list(draft.cc),
        "attachments": [{"name": each.name, "bytes": len(each.content)} for each in draft.attachments],
        "links": [{"name": each.name, "url": each.url} for each in draft.links],
        "guarded": list(letter.guarded),
        "outside": list(letter.outside),
        "before": {address: _record(record) for address, record in before.items()},
        "problem": letter.fault or None,
    }


def _record(record: Record) -> dict[str, str]:
    return {"state": record.state, "at": record.at.isoformat()}
