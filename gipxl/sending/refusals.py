"""What a mail server says no with, and what goes wrong on the way to it: told apart, and in an officer's words.

What can go wrong has one of three ends: the server will not have the message (Refused), it may have it later (PutOff),
or nobody knows whether it has it (Uncertain: the connection broke between the last byte and the server's word on it).
Only the second may be tried again.
"""

from __future__ import annotations

import smtplib
import socket
import ssl
from typing import NamedTuple

from gipxl.errors import SendingError
from gipxl.outputs.plain import one_line
from gipxl.settings.sending import Security, SendingSettings

_PORTS = {Security.STARTTLS: 587, Security.TLS: 465, Security.NONE: 25}


class Refused(SendingError):
    """The server will not take the message; trying again would not help."""


class PutOff(SendingError):
    """The server cannot take the message now, or cannot be reached; it certainly has not got it."""


class Unusable(Refused):
    """The server itself cannot be used as the settings say: no message would fare better."""


class Unreachable(PutOff):
    """The server cannot be reached or used now: no message would fare better."""


class Uncertain(SendingError):
    """The connection broke after the whole message was sent and before the server said whether it has it."""


class Reply(NamedTuple):
    """What a server answered."""

    code: int
    text: str

    @property
    def is_temporary(self) -> bool:
        return 400 <= self.code < 500

    def __str__(self) -> str:
        return f"{self.code} {self.text}".strip()


def port(settings: SendingSettings) -> int:
    """The server's port: the one set, or that which goes with the way of protecting the connection."""
    return settings.port or _PORTS[settings.security]


def reply(answer: tuple[int, bytes]) -> Reply:
    """An answer as smtplib gives it, as one that can be shown."""
    return Reply(answer[0], one_line(answer[1].decode("utf-8", "replace")))


def uncertain(settings: SendingSettings) -> Uncertain:
    """The error for a connection that broke before the server's last word."""
    return Uncertain(
        f"The connection to {settings.host} broke after the whole message was sent and before it was acknowledged: "
        "it may or may not have arrived.",
        "Ask a recipient; if it has not, run the command with --send-again.",
    )


def in_our_words(error: smtplib.SMTPException, settings: SendingSettings) -> SendingError:
    """What smtplib says went wrong, as Refused or PutOff."""
    host = settings.host
    if isinstance(error, smtplib.SMTPServerDisconnected):
        did = "did not answer in time" if "timed out" in str(error) else "broke off the connection"
        return PutOff(f"{host} {did}, before it had the message.")
    if not isinstance(error, smtplib.SMTPResponseException):
        return Refused(f"{host} cannot do what sending needs ({one_line(str(error))}).", _CHECK)
    answer = reply((error.smtp_code, _bytes(error.smtp_error)))
    if answer.is_temporary:
        return PutOff(f"{host} puts the message off ({answer}).")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return Refused(f"{host} does not accept the name and password ({answer}).", "Check both.")
    if answer.code == 552:
        return Refused(f"{host} refuses the message as too large ({answer}).", "Lower email.sending.largest_mb.")
    return Refused(f"{host} refuses the message ({answer}).")


_CHECK = "Check host, port, security and log_in under [email.sending] in the settings."


def _bytes(text: bytes | str) -> bytes:
    return text if isinstance(text, bytes) else text.encode("utf-8", "replace")


def not_connected(error: OSError, settings: SendingSettings) -> SendingError:
    """Why the server could not be reached, as Unusable or Unreachable."""
    where = f"{settings.host}, port {port(settings)}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return Unusable(
            f"The certificate of {settings.host} cannot be trusted ({error.verify_message}). Nothing was sent.",
            "Ask who runs the server; a certificate authority of your own is named with email.sending.ca_file.",
        )
    if isinstance(error, ssl.SSLError) and not isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return Unusable(
            f"No encrypted connection to {where} could be made ({error.reason or error}).",
            "Check email.sending.security and port: tls is usually on 465, starttls on 587.",
        )
    if isinstance(error, socket.gaierror) and error.errno != socket.EAI_AGAIN:
        return Unusable(f"There is no server called {settings.host} ({error.strerror}).", "Check email.sending.host.")
    why = "it does not answer in time" if isinstance(error, TimeoutError) else error.strerror or str(error)
    return Unreachable(f"{where} cannot be reached ({why}).")
