"""What ``gipxl.toml`` says of sending: the mail server, how to log in there, and to whom marked messages may go."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Security(StrEnum):
    """How the connection to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


class LogIn(StrEnum):
    """Where the name and password for the mail server come from."""

    ENVIRONMENT = "environment"
    KEYRING = "keyring"
    NONE = "none"


_Domain = Annotated[str, Meta(pattern=r"^\.?[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$")]


class SendingSettings(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How ``gipxl email --send`` sends. A password never stands here."""

    host: Annotated[str, Meta(description="The mail server.", examples=["mail.example.org"])] = ""
    port: Annotated[
        int,
        Meta(
            ge=0, le=65535, description="Its port; 0 is 587 with starttls, 465 with tls, 25 with none.", examples=[587]
        ),
    ] = 0
    security: Annotated[
        Security,
        Meta(
            description="How the connection is protected: starttls, tls, or none (where the host is this machine).",
            examples=["tls"],
        ),
    ] = Security.STARTTLS
    ca_file: Annotated[
        str,
        Meta(
            description="The certificates (PEM) that are trusted in place of the system's, seen from the folder of the "
            "settings file that names them.",
            examples=["our-ca.pem"],
        ),
    ] = ""
    log_in: Annotated[
        LogIn,
        Meta(
            description="Where name and password come from: environment (GIPXL_SMTP_USER, GIPXL_SMTP_PASSWORD), the "
            "system's keyring, or none for a relay that asks for neither.",
            examples=["keyring"],
        ),
    ] = LogIn.ENVIRONMENT
    user: Annotated[
        str, Meta(description="The name whose password the keyring holds.", examples=["governance@example.org"])
    ] = ""
    timeout: Annotated[
        float,
        Meta(gt=0, description="Seconds to wait for the server; ten times as long for its last word.", examples=[60]),
    ] = 60
    attempts: Annotated[
        int, Meta(ge=1, le=20, description="How often a message is tried that the server puts off.", examples=[5])
    ] = 5
    wait: Annotated[
        float, Meta(ge=0, description="Seconds before the second try; each later wait is twice as long.", examples=[5])
    ] = 5
    allowed_domains: Annotated[
        tuple[_Domain, ...],
        Meta(
            description='Where guarded messages may go: "example.org" is that domain alone, ".example.org" those '
            "below it.",
            examples=[["example.org", ".example.org"]],
        ),
    ] = ()
    guarded: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(
            description="The markings that are guarded, with all above them; without any, all above OFFICIAL.",
            examples=[["OFFICIAL-SENSITIVE"]],
        ),
    ] = ()
    unguarded: Annotated[
        tuple[Annotated[str, Meta(min_length=1)], ...],
        Meta(
            description="Markings of your own that may go anywhere; one that gipxl has not heard of is guarded.",
            examples=[["GREEN"]],
        ),
    ] = ()
    largest_mb: Annotated[
        float, Meta(gt=0, description="Megabytes of attachments that a message may have.", examples=[20])
    ] = 20
    link_base: Annotated[
        str,
        Meta(
            pattern="^$|^https?://[^/ ]+",
            description="The address under which the outputs lie, for those too large to attach; {month} is 2020-09.",
            examples=["https://share.example.org/governance/{month}/"],
        ),
    ] = ""
