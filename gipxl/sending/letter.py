"""A draft made ready to go: its bytes, its bare addresses, what is attached or linked, and whether it may leave."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from pathlib import Path
from typing import Any, NamedTuple

from gipxl.files import sha256
from gipxl.outputs.email.draft import Attachment, Draft, Link
from gipxl.outputs.email.links import address as link_address
from gipxl.outputs.email.people import HOW_TO_WRITE, not_understood, recipients
from gipxl.outputs.plain import one_line
from gipxl.sending.addresses import domain, is_allowed
from gipxl.sending.guard import Guard
from gipxl.sending.transport import Mail
from gipxl.settings.sending import SendingSettings
from gipxl.words import listed

_MEGABYTE = 1024 * 1024


class Place(NamedTuple):
    """Where the outputs of a month stand: the folder, and the month as the address of a link has it ("2020-09")."""

    folder: Path
    month: str


@dataclass(frozen=True, kw_only=True)
class Letter:
    """One message, ready to go or with the reason why it cannot.

    ``fault`` says why this one cannot be sent, "" where it can. ``guarded`` are the reasons why the marking guard
    watches it, ``outside`` the recipients to whom it therefore may not go. ``fingerprint`` is of what it says and
    holds, whoever it goes to.
    """

    draft: Draft
    sender: str
    to: tuple[str, ...]
    fingerprint: str
    fault: str = ""
    remarks: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """How the user is told of it: the subject, and for whom it is."""
        subject, owner = one_line(self.draft.subject), one_line(self.draft.owner)
        return f"“{subject}”" + (f" for {owner}" if owner and owner not in subject else "")

    @property
    def message_id(self) -> str:
        """The same for the same contents, so that a mailbox knows a message again that reaches it twice."""
        return f"<{self.fingerprint[:32]}.gipxl@{domain(self.sender)}>"

    def mail(self, now: datetime) -> Mail:
        """The message with its date and number."""
        message = self.draft.message()
        message["Date"] = format_datetime(now)
        message["Message-ID"] = self.message_id
        del message["Bcc"]
        return Mail(sender=self.sender, content=message.as_bytes())

    @property
    def about(self) -> Mapping[str, Any]:
        """What the record of sent messages says of it, beside whom it went to."""
        return {
            "message_id": self.message_id,
            "kind": self.draft.kind.value,
            "subject": one_line(self.draft.subject),
            "files": {one_line(each.name): sha256(each.content) for each in self.draft.attachments},
            "links": [each.url for each in self.draft.links],
        }


def letter(draft: Draft, *, sending: SendingSettings, guard: Guard, markings: Sequence[str], place: Place) -> Letter:
    """``draft`` made ready. ``markings`` are those of the workbook and of what is attached, beside the draft's own.

    What is too large to attach is linked to, at its ``place``. Raises SettingsError where a template of the house
    cannot be filled in.
    """
    sized, fault, remarks = _of_a_size(draft, sending, place)
    senders = recipients([draft.sender]) if draft.sender else recipients([])
    found = recipients([*draft.to, *draft.cc])
    text = sized.text()
    guarded = tuple(guard.reasons([draft.marking, *markings], f"{draft.subject}\n{text}", sized.attachments))
    outside = [*found.odd, *(each for each in found.addresses if not is_allowed(each, guard.domains))]
    return Letter(
        draft=sized,
        sender=senders.addresses[0] if senders.addresses else "",
        to=found.addresses,
        fingerprint=_fingerprint(sized, text),
        fault=fault or _addressing_fault(draft, senders.addresses, found.addresses, found.odd),
        remarks=remarks,
        guarded=guarded,
        outside=tuple(outside) if guarded else (),
    )


def _addressing_fault(draft: Draft, senders: Sequence[str], to: Sequence[str], odd: Sequence[str]) -> str:
    if len(senders) != 1:
        what = f"“{one_line(draft.sender)}” is not one plain address" if draft.sender else "nobody is named as sender"
        return f"{what}: set email.sender in the settings."
    if odd:
        where = draft.kind.recipients if recipients(draft.to).odd else "email.cc"
        return f"{where} in the settings: {listed([not_understood(each) for each in odd])}. {HOW_TO_WRITE}"
    if not to:
        return f"it has no recipient: name one in the settings, {draft.kind.recipients}."
    return ""


def _of_a_size(draft: Draft, sending: SendingSettings, place: Place) -> tuple[Draft, str, tuple[str, ...]]:
    """The draft with links in place of its largest files where all together are too large, or why that cannot be."""
    kept = sorted(draft.attachments, key=lambda each: len(each.content))
    linked: list[Attachment] = []
    while sum(len(each.content) for each in kept) > sending.largest_mb * _MEGABYTE:
        linked.append(kept.pop())
    if not linked:
        return draft, "", ()
    large = " and ".join(f"{one_line(each.name)} ({megabytes(len(each.content))})" for each in linked)
    limit = f"too large to attach; the limit is {sending.largest_mb:g} MB (email.sending.largest_mb)"
    if not sending.link_base:
        return draft, f"{large}: {limit}. Set email.sending.link_base to send a link instead, or raise the limit.", ()
    if absent := [each.name for each in linked if not _stands(place.folder / each.name, each.content)]:
        missing = f"what the link leads to is not in {place.folder}: {listed(absent)}"
        return draft, f"{large}: {limit}, and {missing}. Run gipxl build first.", ()
    base = sending.link_base.replace("{month}", place.month)
    links = tuple(Link(each.name, link_address(base, each.name)) for each in draft.attachments if each in linked)
    small = tuple(each for each in draft.attachments if each not in linked)
    remark = f"{large}: {limit}. The message links to {listed([each.url for each in links])} instead."
    return replace(draft, attachments=small, links=(*draft.links, *links)), "", (remark,)


def _stands(path: Path, content: bytes) -> bool:
    return path.is_file() and path.read_bytes() == content


def megabytes(size: int) -> str:
    """1.3 MB, or 12 kB where it is less than a tenth of one."""
    return f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE / 10 else f"{max(1, round(size / 1024)):,} kB"


def _fingerprint(draft: Draft, text: str) -> str:
    """Of everything that a reader gets, apart from whom else it goes to: one more recipient is no other message."""
    said = [draft.kind.value, draft.owner, draft.sender, draft.subject, draft.marking, text, draft.html()]
    files = [[each.name, sha256(each.content)] for each in draft.attachments]
    links = [[each.name, each.url] for each in draft.links]
    return sha256(json.dumps([said, files, links]).encode("utf-8"))
