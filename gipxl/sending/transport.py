"""Handing messages to a mail server over SMTP: encrypted, with its certificate verified, and never twice by mistake."""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import ip_address
from types import TracebackType
from typing import Self

from gipxl.errors import SendingError
from gipxl.sending.login import Login
from gipxl.sending.refusals import (
    PutOff,
    Reply,
    Unreachable,
    Unusable,
    in_our_words,
    not_connected,
    port,
    reply,
    uncertain,
)
from gipxl.settings.sending import Security, SendingSettings

# RFC 5321, 4.5.3.2.6: a server may take ten minutes over its last word, ten times as long as over a command.
_LAST_WORD = 10
_CLOSING = 421
_GO_ON = 334
_LOGGED_IN = (235, 503)  # the second: already
_HOST = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63})*|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class Mail:
    """A message ready to go: the sender's bare address, and the bytes with CRLF line ends."""

    sender: str
    content: bytes


#: Told, right before the message is complete, for which addresses the server is about to have it.
Begun = Callable[[Sequence[str]], None]


def check_server(settings: SendingSettings) -> None:
    """Raises SendingError, before anything is connected, where the settings name no server or would send in clear."""
    if not settings.host:
        raise SendingError("The settings name no mail server.", 'For example: email.sending.host = "mail.example.org"')
    if not _HOST.fullmatch(settings.host):
        raise SendingError(
            "email.sending.host is not the bare name of a server.",
            "Leave out names, passwords, blanks, a dot at the end and https://.",
        )
    if settings.security is Security.NONE and not _is_this_machine(settings.host):
        raise SendingError(
            f"Mail goes to {settings.host} over an encrypted connection or not at all.",
            'Set email.sending.security to "starttls" or "tls"; "none" is for localhost alone.',
        )


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


class Connection:
    """A connection to the mail server: opened when first needed, used for every message, and again after a break."""

    def __init__(self, settings: SendingSettings, login: Login | None = None) -> None:
        check_server(settings)
        self._settings = settings
        self._login = login
        self._context = None if settings.security is Security.NONE else _context(settings)
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._smtp and not error:
            # Every message has had its answer by now; a server that does not wait for the goodbye may go.
            with suppress(smtplib.SMTPException, OSError):
                self._smtp.quit()
        self._drop()

    def hand_over(self, mail: Mail, recipients: Sequence[str], begun: Begun) -> Mapping[str, Reply]:
        """Hands ``mail`` to the server for ``recipients``; returns those that it did not accept, with its answers.

        Raises Refused, PutOff or Uncertain where nobody gets it, and whatever ``begun`` raises: then too the server has
        not got it.
        """
        try:
            return _transact(self._opened(), mail, recipients, begun, self._settings)
        except smtplib.SMTPException as error:
            self._drop()
            raise in_our_words(error, self._settings) from None
        except BaseException:
            self._drop()
            raise

    def _opened(self) -> smtplib.SMTP:
        """The connection, encrypted and logged in. Raises Unusable or Unreachable."""
        if self._smtp is None:
            try:
                self._smtp = self._connected()
                self._protect_and_log_in(self._smtp)
            except smtplib.SMTPException as error:
                why = in_our_words(error, self._settings)
                kind = Unreachable if isinstance(why, PutOff) else Unusable
                raise kind(why.message, why.remedy) from None
            except OSError as error:
                raise not_connected(error, self._settings) from None
        return self._smtp

    def _connected(self) -> smtplib.SMTP:
        settings = self._settings
        if settings.security is Security.TLS:
            where = (settings.host, port(settings))
            return smtplib.SMTP_SSL(*where, timeout=settings.timeout, context=self._context)
        return smtplib.SMTP(settings.host, port(settings), timeout=settings.timeout)

    def _protect_and_log_in(self, smtp: smtplib.SMTP) -> None:
        settings = self._settings
        smtp.ehlo_or_helo_if_needed()
        if settings.security is Security.STARTTLS:
            if not smtp.has_extn("starttls"):
                where = f"{settings.host} offers no encryption (STARTTLS) on port {port(settings)}"
                raise Unusable(
                    f"{where}, and mail is not sent in clear.",
                    'Check email.sending.port, or set email.sending.security to "tls".',
                )
            smtp.starttls(context=self._context)
        if self._login:
            smtp.ehlo_or_helo_if_needed()
            _log_in(smtp, self._login)

    def _drop(self) -> None:
        if self._smtp:
            self._smtp.close()
        self._smtp = None


def _log_in(smtp: smtplib.SMTP, login: Login) -> None:
    """As smtplib does it; letters outside ASCII, which it cannot send, as UTF-8 (RFC 4616, 2)."""
    user, password = login.user, login.password
    if f"{user}{password}".isascii():
        smtp.login(user, password)
        return
    if "PLAIN" in smtp.esmtp_features.get("auth", "").upper().split():
        answer = smtp.docmd("AUTH", f"PLAIN {_base64(chr(0).join(('', user, password)))}")
    else:
        answer = smtp.docmd("AUTH", f"LOGIN {_base64(user)}")
        if answer[0] == _GO_ON:
            answer = smtp.docmd(_base64(password))
    if answer[0] not in _LOGGED_IN:
        raise smtplib.SMTPAuthenticationError(*answer)


def _base64(text: str) -> str:
    return b64encode(text.encode("utf-8")).decode("ascii")


def _context(settings: SendingSettings) -> ssl.SSLContext:
    try:
        return ssl.create_default_context(cafile=settings.ca_file or None)
    except OSError as error:
        raise SendingError(
            f"The certificates in {settings.ca_file} cannot be used ({error.strerror or error}).",
            "Check email.sending.ca_file.",
        ) from None


def _transact(
    smtp: smtplib.SMTP, mail: Mail, recipients: Sequence[str], begun: Begun, settings: SendingSettings
) -> dict[str, Reply]:
    """One message, step by step, so that it is always known how far it got."""
    smtp.ehlo_or_helo_if_needed()
    options = [f"size={len(mail.content)}"] if smtp.has_extn("size") else []
    _expect(smtp.mail(mail.sender, options), 250)
    unwanted: dict[str, Reply] = {}
    for address in recipients:
        answer = reply(smtp.rcpt(address))
        if answer.code not in (250, 251):
            unwanted[address] = answer
        if answer.code == _CLOSING:
            raise PutOff(f"{settings.host} is closing the connection ({answer}).")
    accepted = [address for address in recipients if address not in unwanted]
    if not accepted:
        smtp.rset()
        return unwanted
    _expect(smtp.docmd("DATA"), 354)
    smtp.send(_body(mail.content))
    begun(accepted)
    _expect(_last_word(smtp, settings), 250)
    return unwanted


def _last_word(smtp: smtplib.SMTP, settings: SendingSettings) -> tuple[int, bytes]:
    """Completes the message, and waits for the server to say whether it has it."""
    try:
        assert smtp.sock is not None
        smtp.sock.settimeout(settings.timeout * _LAST_WORD)
        smtp.send(b".\r\n")
        answer = smtp.getreply()
        smtp.sock.settimeout(settings.timeout)
    except (smtplib.SMTPException, OSError):
        raise uncertain(settings) from None
    if answer[0] < 0:
        raise uncertain(settings)
    return answer


def _body(content: bytes) -> bytes:
    """The message with its leading dots doubled (RFC 5321, 4.5.2), every line ended as SMTP ends them."""
    body = re.sub(rb"(?m)^\.", b"..", re.sub(rb"\r\n|\r|\n", b"\r\n", content))
    return body if body.endswith(b"\r\n") else body + b"\r\n"


def _expect(answer: tuple[int, bytes], code: int) -> None:
    if answer[0] != code:
        raise smtplib.SMTPResponseException(*answer)
