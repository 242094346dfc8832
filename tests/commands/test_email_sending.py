"""``gipxl email --send``, as the officer and the scheduled job meet it; and that nothing else opens the network."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import openpyxl
import pytest

from gipxl.cli import main
from gipxl.sending.login import PASSWORD as PASSWORD_VARIABLE
from gipxl.sending.login import USER as USER_VARIABLE
from gipxl.settings import reference
from gipxl.settings.sending import LogIn
from tests.disk import write_plan
from tests.sending.servers import DROP, PASSWORD, USER, Authority, MailServer, mail_server

PROJECT = Path(__file__).parent.parent.parent
SEPTEMBER = "workbooks/2020-09 Governance Improvement Plan.xlsx"
COPY = "2020-09 Governance Improvement Plan - flagged OFFICIAL-SENSITIVE.xlsx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample workbooks, and no settings or passwords of the machine's own."""
    shutil.copytree(PROJECT / "workbooks", tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    for name in (USER_VARIABLE, PASSWORD_VARIABLE):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def server(tmp_path: Path, authority: Authority) -> Iterator[MailServer]:
    with mail_server(tmp_path, authority) as running:
        yield running


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("authority"))


def write_settings(
    server: MailServer | None, *, to: str = "Audit Panel <panel@example.org>", **sending: object
) -> None:
    """Settings for the server, from and to whom a test wants; the CA's file is named as seen from the settings."""
    lines = ["[email]", 'sender = "governance@example.org"', f"to = [{json.dumps(to)}]",
             'directors = ["directors@example.org"]', "[email.owners]"]  # fmt: skip
    lines += [
        f'"{owner}" = "{owner.replace(" ", ".").lower()}@example.org"'
        for owner in ("Head of Engagement", "Commercial Manager")
    ]
    given: dict[str, object] = {"allowed_domains": ["example.org"], "log_in": "none", "wait": 0.01, "attempts": 2}
    if server:
        shutil.copy(server.settings.ca_file, "ca.pem")
        given |= {"host": "localhost", "port": server.settings.port, "ca_file": "ca.pem"}
    lines += ["[email.sending]", *(f"{key} = {json.dumps(value)}" for key, value in (given | sending).items())]
    Path("gipxl-mail.toml").write_text("\n".join(lines), encoding="utf-8")


def email(*options: str) -> int:
    return main(["email", SEPTEMBER, "--settings", "gipxl-mail.toml", "--fail-on", "never", *options])


def test_it_sends_once_and_says_so_the_second_time(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(server)
    assert email("--send") == 0
    assert "was sent to panel@example.org." in capsys.readouterr().out
    assert email("--send") == 0
    assert "was sent to panel@example.org already, on " in capsys.readouterr().out
    (letter,) = server.letters
    assert letter["Subject"].startswith("[OFFICIAL-SENSITIVE] Governance Improvement Plan 2020/21")
    assert [part.get_filename() for part in letter.iter_attachments()] == [COPY, "2020-09 Covering report.docx"]
    assert [path.name for path in Path("output/2020-09").iterdir()] == ["sent.json"]
    assert email("--send-again", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["messages"][0]["sent"] == ["panel@example.org"]
    assert len(server.letters) == 2


def test_owners_and_directors_each_get_theirs(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(server)
    email("--owners", "--digest", "--send")
    said = capsys.readouterr()
    letters = server.letters
    assert {"directors@example.org", "head.of.engagement@example.org"} <= {each["X-RcptTo"] for each in letters}
    assert len({each["X-RcptTo"] for each in letters}) == len(letters) == said.out.count(" was sent to ")
    before = len(letters)
    email("--owners", "--digest", "--send")
    assert len(server.letters) == before


def test_what_staff_edited_is_attached_as_they_left_it(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(server)
    assert main(["build", SEPTEMBER, "--settings", "gipxl-mail.toml", "--fail-on", "never"]) == 0
    edited = Path("output/2020-09") / COPY
    book = openpyxl.load_workbook(edited)
    book.worksheets[0]["A1"] = "Edited by hand"
    book.save(edited)
    capsys.readouterr()
    assert email("--send") == 0
    assert "attached as it was edited" in capsys.readouterr().err
    (part, _) = server.letters[0].iter_attachments()
    assert part.get_content() == edited.read_bytes()


def test_a_draft_that_staff_edited_is_not_passed_over_silently(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(server)
    assert main(["build", SEPTEMBER, "--settings", "gipxl-mail.toml", "--fail-on", "never"]) == 0
    (draft,) = Path("output/2020-09").glob("*E-mail*.eml")
    draft.write_bytes(draft.read_bytes() + b"\r\nPS")
    capsys.readouterr()
    for option in ("--dry-run", "--send", "--send-again"):
        assert email(option) == 2
        said = capsys.readouterr().err
        assert f"{draft} has been edited" in said and "--replace" in said and said.count("\n") == 1
    assert not server.asked
    assert email("--digest", "--send") == 0  # another message, which nobody has edited
    assert email("--send", "--replace") == 0
    assert len(server.letters) == 2 and draft.read_bytes().endswith(b"PS")
    assert email("--send") == 0  # everybody has it: nothing more would go


def test_a_report_edited_for_another_state_of_the_workbook_is_not_passed_over_silently(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(server)
    assert main(["build", SEPTEMBER, "--settings", "gipxl-mail.toml", "--fail-on", "never"]) == 0
    report = Path("output/2020-09/2020-09 Covering report.docx")
    report.write_bytes(report.read_bytes() + b"edited")
    book = openpyxl.load_workbook(SEPTEMBER)
    book.worksheets[0]["A1"] = "Saved once more"
    book.save(SEPTEMBER)
    capsys.readouterr()
    assert email("--send") == 2
    said = capsys.readouterr().err
    assert f"{report} has been edited" in said and "--replace" in said
    assert not server.asked
    assert email("--send", "--replace") == 0
    assert f"{report} was edited, but for another state of the workbook" in capsys.readouterr().err
    (_, part) = server.letters[0].iter_attachments()
    assert not part.get_content().endswith(b"edited")


def test_a_dry_run_shows_everything_and_connects_to_nothing(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(server, to="Audit Panel <panel@example.org>")
    assert email("--dry-run") == 0
    shown = capsys.readouterr().out
    for part in ("governance@example.org", "Audit Panel <panel@example.org>", "OFFICIAL-SENSITIVE", f"{COPY} (", " kB)",
                 "guarded (it is marked OFFICIAL-SENSITIVE", f"localhost, port {server.settings.port}, STARTTLS",
                 "nothing was sent"):  # fmt: skip
        assert part in shown
    assert not server.asked and not Path("output").exists()
    assert email("--send") == 0 and email("--dry-run", "--format", "json") == 0
    shown = json.loads(capsys.readouterr().out.partition("\n")[2])
    assert shown["messages"][0]["before"]["panel@example.org"]["state"] == "sent"
    assert len(server.letters) == 1


def dry_run(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """What a dry run shows, with every run of blanks as one: status, answer and complaints."""
    capsys.readouterr()
    status = email("--dry-run", *options)
    said = capsys.readouterr()
    return status, " ".join(said.out.split()), said.err


def test_a_dry_run_says_who_has_it_already_and_who_still_gets_it(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(server)
    assert email("--send") == 0
    status, shown, _ = dry_run(capsys)
    assert status == 0
    assert "Sent already to panel@example.org on " in shown and "Goes to nobody: it was sent before" in shown
    write_settings(server, to="panel@example.org, clerk@example.org")
    status, shown, _ = dry_run(capsys)
    assert "Sent already to panel@example.org on " in shown and "Goes to clerk@example.org" in shown


def test_what_was_never_acknowledged_is_told_by_the_dry_run_and_never_called_sent(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    server.postbox.answers["DOT"] = [DROP]
    write_settings(server)
    assert email("--send") == 2
    _, shown, _ = dry_run(capsys)
    assert "Not known panel@example.org may have it: handed over on " in shown and "Sent already" not in shown
    assert email("--send") == 2
    said = capsys.readouterr()
    assert "It is not known whether panel@example.org has it" in said.err
    assert "was sent to" not in said.out and not server.letters


def test_a_dry_run_shows_copies_and_a_message_that_cannot_be_sent(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None, host="localhost", to="panel@example.org")
    given = Path("gipxl-mail.toml").read_text("utf-8")
    Path("gipxl-mail.toml").write_text(given.replace("[email]", '[email]\ncc = ["clerk@example.org"]'), "utf-8")
    status, shown, complaints = dry_run(capsys)
    assert (status, complaints) == (0, "")
    assert "Cc clerk@example.org" in shown and "Goes to panel@example.org, clerk@example.org" in shown
    Path("gipxl-mail.toml").write_text(given.replace("sender = ", "# sender = "), "utf-8")
    status, shown, complaints = dry_run(capsys)
    assert status == 2 and "From nobody" in shown and "Goes to nobody: nobody is named as sender" in shown
    assert "cannot be sent: nobody is named as sender: set email.sender" in complaints
    assert complaints.count("\n") == 1


def test_a_dry_run_shows_what_is_linked_for_its_size(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None, host="localhost", largest_mb=0.001, link_base="https://share.example.org/{month}/")
    assert main(["build", SEPTEMBER, "--settings", "gipxl-mail.toml", "--fail-on", "never"]) == 0
    status, shown, complaints = dry_run(capsys)
    assert status == 0, complaints
    assert "Linked " in shown and " at https://share.example.org/2020-09/2020-09%20" in shown
    assert "Size " in shown and "too large to attach; the limit is 0.001 MB" in shown


def test_a_plan_without_a_marking_is_shown_as_not_guarded(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None, host="localhost", to="anybody@elsewhere.example")
    plan = (
        "| ref | title | owner | original_due | status | update |\n| A1 | Fees | Head of HR | 2020-12-31 | On track | |"
    )
    write_plan(Path("plain.xlsx"), plan, as_at="As at 30 September 2020")
    given = ["email", "plain.xlsx", "--settings", "gipxl-mail.toml", "--fail-on", "never", "--dry-run"]
    assert main(given) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "Guard not guarded Goes to anybody@elsewhere.example" in shown


def test_the_guard_stops_everything(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(server, to="panel@example.org, director@elsewhere.example")
    for option in ("--send", "--dry-run", "--send-again"):
        assert email(option) == 2
        said = capsys.readouterr()
        assert "may not go to director@elsewhere.example" in said.err and said.err.count("\n") == 1
        assert ("stops everything" in said.out) is (option == "--dry-run")
    assert not server.asked


def test_settings_beside_the_workbook_cannot_weaken_the_guard(
    server: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    write_settings(server, to="director@elsewhere.example")
    Path("workbooks/gipxl.toml").write_text("[markings]\nknown = []\n", encoding="utf-8")
    assert email("--send") == 2
    Path("workbooks/gipxl.toml").write_text('[email.sending]\nallowed_domains = ["x.org"]\n', encoding="utf-8")
    assert email("--send") == 2
    assert "may not be set by a file lying beside a workbook" in capsys.readouterr().err
    assert not server.asked


def test_a_refusal_is_one_line_and_a_status_of_2(server: MailServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.postbox.answers["MAIL"] = ["550 not from you"]
    write_settings(server)
    assert email("--send", "--quiet") == 2
    said = capsys.readouterr()
    assert said.err.count("\n") == 1 and "550 not from you" in said.err and not said.out.strip()


def test_without_a_server_it_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None)
    for option in ("--send", "--dry-run"):
        assert email(option) == 2
        assert "name no mail server" in capsys.readouterr().err
    write_settings(None, host="mail.example.org", security="none")
    assert email("--send") == 2
    assert "encrypted connection or not at all" in capsys.readouterr().err


def test_without_any_settings_the_server_is_asked_for_first(capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None, log_in="environment")
    assert email("--send") == 2
    said = capsys.readouterr().err
    assert "name no mail server" in said and USER_VARIABLE not in said


# ---- name and password ----


def test_name_and_password_come_from_the_environment(
    tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with mail_server(tmp_path, authority, log_in=LogIn.ENVIRONMENT) as server:
        write_settings(server, log_in="environment")
        assert email("--send") == 2
        assert f"{USER_VARIABLE} is not set" in capsys.readouterr().err
        monkeypatch.setenv(USER_VARIABLE, USER)
        monkeypatch.setenv(PASSWORD_VARIABLE, "battery staple")
        assert email("--send") == 2
        said = capsys.readouterr()
        assert "does not accept the name and password" in said.err and "staple" not in said.err + said.out
        monkeypatch.setenv(PASSWORD_VARIABLE, PASSWORD)
        assert email("--send") == 0
        assert len(server.letters) == 1
    assert PASSWORD not in Path("output/2020-09/sent.json").read_text("utf-8")


class Keys(keyring.backend.KeyringBackend):
    """A keyring that holds one password."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return PASSWORD if (service, username) == ("gipxl localhost", USER) else None

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def test_the_password_can_come_from_the_keyring(
    tmp_path: Path, authority: Authority, capsys: pytest.CaptureFixture[str]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Keys())
    try:
        with mail_server(tmp_path, authority, log_in=LogIn.KEYRING) as server:
            write_settings(server, log_in="keyring", user="somebody")
            assert email("--send") == 2
            assert 'keyring set "gipxl localhost" somebody' in capsys.readouterr().err
            write_settings(server, log_in="keyring", user=USER)
            assert email("--send") == 0
    finally:
        keyring.set_keyring(before)


class LockedKeys(Keys):
    """A keyring that nobody has unlocked."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("the login keyring is locked")


def test_a_keyring_is_asked_for_somebody_and_must_be_open(
    server: MailServer, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(LockedKeys())
    try:
        write_settings(server, log_in="keyring")
        assert email("--send") == 2
        assert f"Nothing says whose password to ask the keyring for. Set email.sending.user, or {USER_VARIABLE}." in (
            capsys.readouterr().err
        )
        monkeypatch.setenv(USER_VARIABLE, USER)
        assert email("--send") == 2
        assert "cannot be asked (the login keyring is locked). Unlock it" in capsys.readouterr().err
    finally:
        keyring.set_keyring(before)
    assert not server.asked


@pytest.mark.parametrize("key", ["password", "smtp_password", "passwd", "pwd", "secret"])
def test_a_password_in_the_settings_is_refused_and_not_repeated(key: str, capsys: pytest.CaptureFixture[str]) -> None:
    write_settings(None, **{key: "battery staple"})
    assert email("--dry-run") == 2
    said = capsys.readouterr().err
    assert f"email.sending.{key}: a password does not belong in a settings file" in said and "staple" not in said
    assert PASSWORD_VARIABLE in said and not [each for each in reference() if "password" in each.path]


# ---- the network ----

_NO_NETWORK = """
import sys
def refuse(event, args):
    if event.startswith("socket.") and event not in ("socket.__new__", "socket.gethostname"):
        raise RuntimeError(f"the network was opened: {event} {args}")
sys.addaudithook(refuse)
from gipxl.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", SEPTEMBER],
        ["build", SEPTEMBER],
        ["email", SEPTEMBER],
        ["email", SEPTEMBER, "--owners", "--digest"],
        ["email", SEPTEMBER, "--dry-run"],
    ],
    ids=lambda arguments: " ".join(each for each in arguments if each != SEPTEMBER),
)
def test_nothing_else_opens_the_network(folder: Path, arguments: list[str]) -> None:
    write_settings(None, host="localhost", port=9)
    command = [sys.executable, "-c", _NO_NETWORK, *arguments, "--settings", "gipxl-mail.toml", "--fail-on", "never"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=_environment(folder), check=False)
    assert done.returncode == 0, done.stderr
    assert "network was opened" not in done.stderr


def test_sending_would_be_noticed(folder: Path) -> None:
    write_settings(None, host="localhost", port=9)
    command = [sys.executable, "-c", _NO_NETWORK, "email", SEPTEMBER, "--settings", "gipxl-mail.toml", "--send"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=folder, env=_environment(folder), check=False)
    assert done.returncode == 2 and "network was opened" in done.stderr


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(PROJECT), "XDG_CONFIG_HOME": str(folder / "none")}
