"""What ``gipxl.toml`` says of the e-mails: from whom and to whom they are, and how they are worded and dressed."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct, field

from gipxl.settings.sending import SendingSettings

#: Where workbooks lie: an address of the web, of a file, or a folder of a server as Windows writes it.
_PLACE = r"^$|^(?:https?|file)://\S|^\\\\[^\\]+\\[^\\]"
_HEADER = r"^X-[A-Za-z0-9-]+$"

_Subject = Annotated[
    str,
    Meta(
        min_length=1,
        description="The subject, behind the marking: {title}, {month}, {as_at} and, to an owner, {owner}.",
        examples=["{title}, {month}"],
    ),
]


class EmailSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The e-mails: the one that sends copy and report, those to the owners, and the digest for the directors."""

    sender: Annotated[str, Meta(description="Who it is from.", examples=["governance@example.org"])] = ""
    to: Annotated[tuple[str, ...], Meta(description="Who it goes to.", examples=[["panel@example.org"]])] = ()
    cc: Annotated[tuple[str, ...], Meta(description="Who gets a copy.", examples=[["clerk@example.org"]])] = ()
    directors: Annotated[
        tuple[str, ...], Meta(description="Who gets the digest.", examples=[["directors@example.org"]])
    ] = ()
    owners: Annotated[
        dict[str, str],
        Meta(
            description="Each owner's address; it goes before one that the workbook's list of owners gives.",
            examples=[{"Head of HR": "hr@example.org"}],
        ),
    ] = field(default_factory=dict)
    link: Annotated[
        str,
        Meta(
            pattern=_PLACE,
            description="The folder that holds the workbooks, as readers reach it; without it nothing is linked.",
            examples=["https://share.example.org/governance/"],
        ),
    ] = ""
    templates: Annotated[
        str,
        Meta(
            description="A folder with templates of your own, seen from the folder of the settings file that names it.",
            examples=["house-templates"],
        ),
    ] = ""
    subject: _Subject = "{title}: {month}"
    owners_subject: _Subject = "Actions of {owner}, {month}: {title}"
    digest_subject: _Subject = "Digest for directors, {month}: {title}"
    greeting: Annotated[
        str,
        Meta(description="What each begins with; {owner} is “all” where it is to several.", examples=["Dear {owner},"]),
    ] = ""
    closing: Annotated[
        str, Meta(description="What each ends with, on as many lines as you like.", examples=["The governance team"])
    ] = ""
    marking_header: Annotated[
        str,
        Meta(
            pattern=_HEADER,
            description="The header that carries the marking, for the mail gateway.",
            examples=["X-Protective-Marking"],
        ),
    ] = "X-Protective-Marking"
    sending: SendingSettings = SendingSettings()
