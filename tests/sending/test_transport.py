"""Handing mail to a real server: encrypted and verified, or not at all."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from email.message import EmailMessage
from pathlib import Path

import pytest

from gipxl.errors import SendingError
from gipxl.sending.login import Login
from gipxl.sending.refusals import PutOff, Refused, Uncertain, Unreachable, Unusable
from gipxl.sending.transport import Connection, Mail
from gipxl.settings.sending import LogIn, Security, SendingSettings
from tests.sending.servers import DROP, HANG, PASSWORD, USER, Authority, MailServer, mail_server

PANEL, CLERK = "panel@example.org", "clerk@example.org"


def mail(text: str = "Dear all,\n.hidden dot\nRegards\n") -> Mail:
    message = EmailMessage()
    message["Subject"] = "September"
    message["To"] = PANEL
    message.set_content(text, cte="quoted-printable")
    return Mail(sender="governance@example.org", content=message.as_bytes().replace(b"\n", b"\r\n"))


def hand_over(
    server: MailServer | SendingSettings, *to: str, content: Mail | None = None, login: Login | None = None
) -> tuple[dict[str, str], list[str]]:
    """The answers to those who were not accepted, and for whom the server was about to have the message."""
    begun: list[str] = []
    settings = server.settings if isinstance(server, MailServer) else server
    with Connection(settings, login) as connection:
        unwanted = connection.hand_over(content or mail(), to or (PANEL,), begun.extend)
    return {address: str(reply) for address, reply in unwanted.items()}, begun


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_mail_reaches_the_mailbox_encrypted_and_whole(tmp_path: Path, authority: Authority, security: Security) -> None:
    with mail_server(tmp_path, authority, security=security) as server:
        assert hand_over(server, PANEL, CLERK) == ({}, [PANEL, CLERK])
        assert server.postbox.encrypted == {True}
        (letter,) = server.letters
    assert letter["Subject"] == "September"
    assert letter.get_content().splitlines() == ["Dear all,", ".hidden dot", "Regards"]
    assert letter["X-RcptTo"] == f"{PANEL}, {CLERK}"


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_a_certificate_of_another_name_is_refused(tmp_path: Path, authority: Authority, security: Security) -> None:
    with mail_server(tmp_path, authority, security=security, names=("mail.example.org",)) as server:
        with pytest.raises(Unusable, match="certificate of localhost cannot be trusted"):
            hand_over(server)
        assert not server.asked


def test_a_certificate_of_an_unknown_authority_is_refused(tmp_path: Path, authority: Authority) -> None:
    (tmp_path / "another").mkdir()
    other = Authority(tmp_path / "another")
    with mail_server(tmp_path, authority) as server, mail_server(tmp_path / "another", other) as stranger:
        settings = server.settings
        trusting_another = SendingSettings(host="localhost", port=settings.port, ca_file=stranger.settings.ca_file)
        with pytest.raises(Unusable, match=r"cannot be trusted .*Nothing was sent"):
            hand_over(trusting_another)
        with pytest.raises(Unusable, match=r"email\.sending\.ca_file"):
            hand_over(SendingSettings(host="localhost", port=settings.port))
        assert not server.asked


def test_a_server_without_encryption_gets_nothing(tmp_path: Path, authority: Authority) -> None:
    with mail_server(tmp_path, authority, offers_starttls=False) as server:
        with pytest.raises(Unusable, match="offers no encryption"):
            hand_over(server)
        assert not server.asked


def test_tls_on_the_port_of_starttls_is_explained(tmp_path: Path, authority: Authority) -> None:
    with mail_server(tmp_path, authority) as server:
        settings = SendingSettings(
            host="localhost", port=server.settings.port, security=Security.TLS, ca_file=server.settings.ca_file
        )
        with pytest.raises(Unusable, match="465"):
            hand_over(settings)


@pytest.mark.parametrize(
    "host", ["mail.example.org", "192.0.2.1", "localhost.example.org", "127.0.0.1.example.org", "127.1"]
)
def test_nothing_goes_in_clear_to_another_machine_nor_is_it_connected(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connected(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket, "create_connection", connected)
    monkeypatch.setattr(socket, "getaddrinfo", connected)
    with pytest.raises(SendingError, match="encrypted connection or not at all"):
        hand_over(SendingSettings(host=host, security=Security.NONE))


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "127.0.0.1"])
def test_this_machine_may_be_spoken_to_in_clear(tmp_path: Path, authority: Authority, host: str) -> None:
    with mail_server(tmp_path, authority, security=Security.NONE) as server:
        settings = SendingSettings(host=host, port=server.settings.port, security=Security.NONE)
        assert hand_over(settings) == ({}, [PANEL])
        assert server.postbox.encrypted == {False}


@pytest.mark.parametrize("host", ["me:secret@mail.example.org", "https://secret/", "secret..org", "secret.", "sécret"])
def test_the_name_of_a_server_is_nothing_else(host: str) -> None:
    with pytest.raises(SendingError, match="bare name") as caught:
        hand_over(SendingSettings(host=host))
    assert "secret" not in str(caught.value)


# What the server's own library says of a password over TLS that was there from the start.
@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_it_logs_in_where_it_has_to(tmp_path: Path, authority: Authority, security: Security) -> None:
    with mail_server(tmp_path, authority, security=security, log_in=LogIn.ENVIRONMENT) as server:
        assert hand_over(server, login=Login(user=USER, password=PASSWORD)) == ({}, [PANEL])
        with pytest.raises(Refused, match="530"):
            hand_over(server)
        with pytest.raises(Unusable, match="does not accept the name and password") as caught:
            hand_over(server, login=Login(user=USER, password="battery staple"))
        assert "staple" not in str(caught.value) + repr(caught.value)


@pytest.mark.parametrize("without", [(), ("PLAIN",)])
def test_a_password_may_have_letters_of_any_kind(
    tmp_path: Path, authority: Authority, without: tuple[str, ...]
) -> None:
    with mail_server(tmp_path, authority, log_in=LogIn.ENVIRONMENT, password="£ünf", without=without) as server:
        assert hand_over(server, login=Login(user=USER, password="£ünf")) == ({}, [PANEL])
        with pytest.raises(Unusable, match="does not accept the name and password") as caught:
            hand_over(server, login=Login(user=USER, password="£echs"))
        assert "echs" not in str(caught.value)


def test_a_server_that_offers_no_way_to_log_in_is_of_no_use(tmp_path: Path, authority: Authority) -> None:
    none = ("PLAIN", "LOGIN")
    with mail_server(tmp_path, authority, log_in=LogIn.ENVIRONMENT, without=none) as server:
        for password in ("plain", "£ünf"):
            with pytest.raises(Unusable, match="localhost"):
                hand_over(server, login=Login(user=USER, password=password))
        assert not server.asked


def test_refusals_that_pass_and_that_last_are_told_apart(tmp_path: Path, authority: Authority) -> None:
    answers = {"MAIL": ["451 later", "550 never"], "DATA": ["452 full", "554 no"], "DOT": ["450 busy", "552 too large"]}
    with mail_server(tmp_path, authority, answers=answers) as server:
        for kind, words in ((PutOff, "451 later"), (Refused, "550 never"), (PutOff, "452 full"), (Refused, "554 no"),
                            (PutOff, "450 busy"), (Refused, "largest_mb")):  # fmt: skip
            with pytest.raises(kind, match=words) as caught:
                hand_over(server)
            assert not isinstance(caught.value, Unreachable | Unusable)
        assert hand_over(server) == ({}, [PANEL])
        assert len(server.letters) == 1


def test_each_refused_recipient_is_named_and_the_others_get_theirs(tmp_path: Path, authority: Authority) -> None:
    answers = {f"RCPT {CLERK}": ["550 no such person", "550 no such person"]}
    with mail_server(tmp_path, authority, answers=answers) as server:
        assert hand_over(server, CLERK, PANEL) == ({CLERK: "550 no such person"}, [PANEL])
        assert hand_over(server, CLERK) == ({CLERK: "550 no such person"}, [])
        assert [each["X-RcptTo"] for each in server.letters] == [PANEL]


@pytest.mark.parametrize("command", ["MAIL", f"RCPT {PANEL}", "DATA"])
def test_a_server_that_says_nothing_in_time_has_not_got_it(tmp_path: Path, authority: Authority, command: str) -> None:
    with mail_server(tmp_path, authority, answers={command: [HANG]}, timeout=0.3) as server:
        with pytest.raises(PutOff, match="in time"):
            hand_over(server)
        assert not server.letters


def test_a_server_that_never_greets_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings = SendingSettings(host="127.0.0.1", port=silent.getsockname()[1], timeout=0.3)
        with pytest.raises(Unreachable, match="in time"):
            hand_over(settings)


def test_a_connection_that_breaks_half_way_has_delivered_nothing(tmp_path: Path, authority: Authority) -> None:
    large = mail("A line of an attachment, of which there are many.\n" * 400_000)  # more than the network holds back
    with mail_server(tmp_path, authority, answers={"DATA": ["halfway"], "MAIL": [DROP]}) as server:
        for _ in ("before the message", "in the middle of it"):
            begun: list[str] = []
            with Connection(server.settings) as connection, pytest.raises(PutOff, match="before it had the message"):
                connection.hand_over(large, [PANEL], begun.extend)
            assert not begun
        assert not server.letters


@pytest.mark.parametrize("broken", [DROP, HANG])
def test_a_connection_that_breaks_before_the_last_word_leaves_it_uncertain(
    tmp_path: Path, authority: Authority, broken: str
) -> None:
    begun: list[str] = []
    with mail_server(tmp_path, authority, answers={"DOT": [broken]}, timeout=0.1) as server:
        settings = SendingSettings(host="localhost", port=server.settings.port, ca_file=server.settings.ca_file,
                                   timeout=0.2 if broken == HANG else 5)  # fmt: skip
        with Connection(settings) as connection, pytest.raises(Uncertain, match="may or may not have arrived"):
            connection.hand_over(mail(), [PANEL], begun.extend)
    assert begun == [PANEL]


def test_a_last_word_that_is_no_answer_leaves_it_uncertain(tmp_path: Path, authority: Authority) -> None:
    with (
        mail_server(tmp_path, authority, answers={"DOT": ["well, perhaps"]}) as server,
        pytest.raises(Uncertain, match="may or may not have arrived"),
    ):
        hand_over(server)


def test_a_server_that_is_closing_down_is_tried_again_for_everybody(tmp_path: Path, authority: Authority) -> None:
    with mail_server(tmp_path, authority, answers={f"RCPT {CLERK}": ["421 closing for the night"]}) as server:
        with pytest.raises(PutOff, match=r"is closing the connection \(421 closing for the night\)"):
            hand_over(server, PANEL, CLERK)
        assert "DATA" not in server.asked and not server.letters


def test_a_job_that_is_stopped_before_the_last_byte_has_delivered_nothing(tmp_path: Path, authority: Authority) -> None:
    def stopped(_: Sequence[str]) -> None:
        raise KeyboardInterrupt

    with mail_server(tmp_path, authority) as server:
        with pytest.raises(KeyboardInterrupt), Connection(server.settings) as connection:
            connection.hand_over(mail(), [PANEL], stopped)
        assert not server.letters and "DOT" not in server.asked


def test_one_connection_serves_many_messages_and_is_opened_again_after_a_break(
    tmp_path: Path, authority: Authority
) -> None:
    with (
        mail_server(tmp_path, authority, answers={"MAIL": [DROP]}) as server,
        Connection(server.settings) as connection,
    ):
        with pytest.raises(PutOff):
            connection.hand_over(mail(), [PANEL], lambda _: None)
        for _ in range(3):
            connection.hand_over(mail(), [PANEL], lambda _: None)
        assert len(server.letters) == 3


def test_nobody_there_may_pass_and_no_such_name_may_not() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(Unreachable, match=r"127\.0\.0\.1, port \d+ cannot be reached"):
        hand_over(SendingSettings(host="127.0.0.1", port=port))


def test_certificates_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "empty.pem").write_text("none", encoding="utf-8")
    for name in ("empty.pem", "absent.pem"):
        with pytest.raises(SendingError, match=rf"{name}.*ca_file"):
            hand_over(SendingSettings(host="localhost", ca_file=str(tmp_path / name)))
