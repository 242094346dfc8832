"""A real mail server on this machine, with TLS, that does what a test tells it to, and its real mailbox."""

from __future__ import annotations

import asyncio
import mailbox
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from gipxl.settings.sending import LogIn, Security, SendingSettings

#: Instead of an answer: the server goes away, or says nothing for longer than anybody waits.
DROP, HANG = "drop", "hang"
USER, PASSWORD = "governance", "correct horse"


class Postbox(Mailbox):
    """Keeps what it gets in a Maildir. ``answers`` are what it says first, by command; then it says yes."""

    def __init__(self, folder: Path, answers: dict[str, list[str]]) -> None:
        super().__init__(folder)
        self.answers = answers
        self.asked: list[str] = []
        self.encrypted: set[bool] = set()

    async def _answer(self, server: SMTP, command: str) -> str | None:
        self.asked.append(command)
        waiting = self.answers.get(command, [])
        answer = waiting.pop(0) if waiting else None
        if answer == DROP:
            assert server.transport is not None
            server.transport.abort()
            return "421 gone"
        if answer == HANG:
            await asyncio.sleep(30)
        return answer

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        assert server.transport is not None
        self.encrypted.add(server.transport.get_extra_info("ssl_object") is not None)
        answer = await self._answer(server, "MAIL")
        if answer is None:
            envelope.mail_from = address
        return answer or "250 OK"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = await self._answer(server, f"RCPT {address}")
        if answer is None:
            envelope.rcpt_tos.append(address)
        return answer or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Asked when the whole message is there, its last dot included."""
        answer = await self._answer(server, "DOT")
        if answer is None:
            await super().handle_DATA(server, session, envelope)
        return answer or "250 OK"


class Server(SMTP):
    """A server that can also go away while it is being sent a message."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        assert isinstance(self.event_handler, Postbox)
        answer = await self.event_handler._answer(self, "DATA")
        if answer == "halfway":
            await self.push("354 go on")
            await self._reader.readexactly(1000)
            assert self.transport is not None
            self.transport.abort()
        elif answer:
            await self.push(answer)
        else:
            await super().smtp_DATA(arg)


class _Controller(Controller):
    """On whatever port is free."""

    def factory(self) -> SMTP:
        return Server(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


class MailServer:
    """A running server: ``settings`` to reach it, what it was ``asked``, and the ``letters`` in its mailbox."""

    def __init__(self, postbox: Postbox, settings: SendingSettings) -> None:
        self.postbox = postbox
        self.settings = settings

    @property
    def asked(self) -> list[str]:
        return self.postbox.asked

    @property
    def letters(self) -> list[EmailMessage]:
        kept = mailbox.Maildir(str(self.postbox.mail_dir), create=False)
        read = [message_from_bytes(kept.get_bytes(key), policy=policy.default) for key in kept.keys()]  # noqa: SIM118
        return [each for each in read if isinstance(each, EmailMessage)]


class Authority:
    """A certificate authority, and certificates of "localhost" and of others."""

    def __init__(self, folder: Path) -> None:
        self._authority = trustme.CA()
        self.file = folder / "authority.pem"
        self._authority.cert_pem.write_to_path(str(self.file))

    def context(self, *names: str) -> ssl.SSLContext:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        self._authority.issue_cert(*names).configure_cert(context)
        return context


def _knowing(password: str) -> Callable[..., AuthResult]:
    def is_known(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
        right = isinstance(given, LoginPassword) and given == LoginPassword(USER.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return is_known


@contextmanager
def mail_server(
    folder: Path,
    authority: Authority,
    *,
    security: Security = Security.STARTTLS,
    names: tuple[str, ...] = ("localhost",),
    answers: dict[str, list[str]] | None = None,
    log_in: LogIn = LogIn.NONE,
    offers_starttls: bool = True,
    password: str = PASSWORD,
    without: tuple[str, ...] = (),
    **settings: Any,
) -> Iterator[MailServer]:
    """A server that runs until the block ends, and the settings to reach it with.

    It knows USER by ``password``, by any way to log in but those that it is ``without``.
    """
    postbox = Postbox(folder / "mailbox", answers or {})
    context = authority.context(*names)
    options: dict[str, Any] = {"auth_required": log_in is not LogIn.NONE, "authenticator": _knowing(password)}
    options["auth_exclude_mechanism"] = without
    if security is Security.TLS:
        options |= {"ssl_context": context, "auth_require_tls": False}
    elif security is Security.STARTTLS and offers_starttls:
        options |= {"tls_context": context, "require_starttls": True}
    controller = _Controller(postbox, "127.0.0.1", 0, server_hostname="localhost", **options)
    controller.start()
    try:
        yield MailServer(
            postbox,
            SendingSettings(
                host="localhost", port=controller.port, security=security, ca_file=str(authority.file), log_in=log_in,
                **{"timeout": 5, "wait": 0.5, "attempts": 3, **settings},
            ),
        )  # fmt: skip
    finally:
        controller.stop()
