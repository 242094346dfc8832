"""One e-mail before it is sent: what it says, to whom, and how it becomes a message or a file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from enum import StrEnum
from pathlib import PurePath
from typing import Any, NamedTuple

from gipxl.outputs.email.people import check_people
from gipxl.outputs.email.templates import rendered
from gipxl.outputs.plain import one_line

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


class Kind(StrEnum):
    """What a draft is. The values are the names of its role in the manifest and of its file in the settings."""

    COVERING = "email"
    OWNER = "owner_email"
    DIGEST = "digest_email"

    @property
    def template(self) -> str:
        """The name of its templates, without the ending."""
        return {Kind.COVERING: "covering", Kind.OWNER: "owners", Kind.DIGEST: "digest"}[self]

    @property
    def recipients(self) -> str:
        """The setting that names whom it goes to."""
        return {Kind.COVERING: "email.to", Kind.OWNER: "email.owners", Kind.DIGEST: "email.directors"}[self]


class Attachment(NamedTuple):
    """A file to send along: its name and its bytes. Its suffix says what kind it is."""

    name: str
    content: bytes


class Link(NamedTuple):
    """A file that is not sent along, and where it lies instead."""

    name: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An e-mail, not yet sent.

    ``owner`` is the one that it is for, as the workbook spells the name, "" where it is for others. ``sender``, ``to``
    and ``cc`` are empty where nobody is known. ``values`` are what both templates are given; ``templates`` is the
    folder of the house's own, "" where there are none. ``links`` are files that are named instead of being attached.
    """

    kind: Kind
    owner: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    subject: str
    marking: str = ""
    marking_header: str = "X-Protective-Marking"
    values: Mapping[str, Any] = field(default_factory=dict)
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()
    templates: str = ""

    def text(self) -> str:
        """The message as text. Raises SettingsError where a template of the house cannot be filled in."""
        return self._rendered("txt")

    def html(self) -> str:
        """The same as HTML. Raises as :meth:`text` does."""
        return self._rendered("html")

    def message(self) -> EmailMessage:
        """The message for whoever sends it, who gives it date and number. The same every time.

        Raises SettingsError as :meth:`text` does, and where somebody it is from or to cannot stand in a message.
        """
        text, html = self.text(), self.html()
        message = EmailMessage(policy=_Policy(linesep="\r\n"))
        for header, value in self.headers():
            message[header] = value
        message.set_content(text, cte="quoted-printable")
        message.add_alternative(html, subtype="html", cte="quoted-printable")
        for each in self.attachments:
            _attach(message, each)
        self._set_boundaries(message, text, html)
        return message

    def eml(self) -> bytes:
        """The bytes of an .eml file, which Outlook opens ready to send; the same every time. Raises as message does."""
        message = self.message()
        message["X-Unsent"] = "1"
        return message.as_bytes()

    def _rendered(self, ending: str) -> str:
        said = {"files": [one_line(each.name) for each in self.attachments], "links": self.links}
        return rendered(f"{self.kind.template}.{ending}.j2", self.templates, {**self.values, **said})

    def headers(self) -> Iterator[tuple[str, str]]:
        """Who it is from and to, its subject, marking and language. Raises SettingsError on who cannot stand there."""
        sender = (self.sender,) if self.sender else ()
        for header, setting, people in (
            ("From", "email.sender", sender),
            ("To", self.kind.recipients, self.to),
            ("Cc", "email.cc", self.cc),
        ):
            check_people(people, f"{setting} in the settings")
            if named := ", ".join(filter(None, map(one_line, people))):
                yield header, named
        yield "Subject", one_line(self.subject)
        if self.marking:
            yield self.marking_header, one_line(self.marking)
        yield "Content-Language", "en-GB"

    def _set_boundaries(self, message: EmailMessage, text: str, html: str) -> None:
        """Made of the contents. No line of quoted-printable or base64 can hold one: "=_" occurs in neither."""
        seen = hashlib.sha256(f"{text}\0{html}".encode())
        for each in self.attachments:
            seen.update(each.name.encode(errors="replace") + b"\0" + each.content)
        for number, part in enumerate(part for part in message.walk() if part.is_multipart()):
            part.set_boundary(f"=_gipxl_{number}_{seen.hexdigest()[:32]}")


class Drafts(NamedTuple):
    """Several drafts; ``silent`` are the owners to whom there is nothing to say; ``remarks`` are for whoever asked."""

    drafts: tuple[Draft, ...] = ()
    silent: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()


class _Policy(EmailPolicy):
    """Folds free texts with the older of Python's two foldings: the newer loses blanks between words it encodes."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name != "Subject" and not name.startswith("X-"):
            return super().fold_binary(name, value)
        charset = "us-ascii" if str(value).isascii() else "utf-8"
        folded = Header(str(value), charset, header_name=name, maxlinelen=75).encode(linesep="\r\n")
        return f"{name}: {folded}\r\n".encode("ascii")


def _attach(message: EmailMessage, attachment: Attachment) -> None:
    name = one_line(PurePath(attachment.name).name)
    kind = _TYPES.get(PurePath(name).suffix.lower(), "application/octet-stream")
    maintype, _, subtype = kind.partition("/")
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=name)
