"""A month's drafts sent to a real mailbox: once, to whom they may go, and with a record that no accident gets past."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gipxl.assessment import Assessment
from gipxl.errors import OutputError, SendingError
from gipxl.outputs.email import Attachment, Draft, covering
from gipxl.plan import Entry
from gipxl.sending.delivery import Result
from gipxl.sending.ledger import LEDGER
from gipxl.sending.month import ready, send
from gipxl.settings import EmailSettings, Settings
from gipxl.settings.sending import SendingSettings
from tests.outputs.months import september
from tests.sending.servers import DROP, Authority, MailServer, mail_server

PANEL, CLERK, OUTSIDE = "panel@example.org", "clerk@example.org", "director@elsewhere.example"
NOW = datetime(2020, 10, 5, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def month(sending: SendingSettings, *, to: tuple[str, ...] = (PANEL,), marking: str = "", **more: Any) -> Assessment:
    email = EmailSettings(sender="Governance <governance@example.org>", to=to, sending=sending, **more)
    return september(marking=marking, settings=Settings(email=email))


class Job:
    """Drafts sent to one server from one folder, again and again."""

    def __init__(self, folder: Path, server: MailServer) -> None:
        self.folder = folder / "output"
        self.server = server
        self.slept: list[float] = []
        self.told: list[str] = []
        self.now = NOW

    def sent(
        self, *drafts: Draft, again: bool = False, clock: Callable[[], datetime] | None = None, **options: Any
    ) -> list[Result]:
        settings = msgspec.structs.replace(self.server.settings, **options.pop("sending", {}))
        assessment = month(settings, **options)
        letters = ready(assessment, drafts or [covering(assessment)], self.folder)
        environment: Mapping[str, str] = {}
        return list(
            send(
                letters, settings, self.folder, environment=environment, clock=clock or (lambda: self.now),
                again=again, sleep=self.slept.append, told=self.told.append,
            )
        )  # fmt: skip

    @property
    def ledger(self) -> dict[str, str]:
        """What the record says of each address."""
        messages = json.loads((self.folder / LEDGER).read_text("utf-8"))["messages"].values()
        return {address: record["state"] for each in messages for address, record in each["to"].items()}


@pytest.fixture
def job(tmp_path: Path, authority: Authority, request: pytest.FixtureRequest) -> Any:
    with mail_server(tmp_path, authority, answers=getattr(request, "param", None)) as server:
        yield Job(tmp_path, server)


def answering(**answers: list[str]) -> pytest.MarkDecorator:
    """The server of this test says these things first; ``clerk`` is what it says to that recipient."""
    given = {f"RCPT {CLERK}" if command == "clerk" else command: said for command, said in answers.items()}
    return pytest.mark.parametrize("job", [given], indirect=True)


def test_a_second_run_sends_nothing_and_says_when_the_first_did(job: Job) -> None:
    (first,) = job.sent(to=(PANEL, CLERK))
    assert first.sent == (PANEL, CLERK) and not first.before and not first.problems
    job.now = NOW + timedelta(days=1)
    (second,) = job.sent(to=(PANEL, CLERK))
    assert second.sent == () and not second.problems
    assert {record.when for record in second.before.values()} == {"5 October 2020 at 09:30"}
    (letter,) = job.server.letters
    assert letter["Date"] == "Mon, 05 Oct 2020 09:30:00 +0100"
    assert letter["Message-ID"] == first.letter.message_id and letter["Message-ID"].endswith("@example.org>")
    assert letter["X-Unsent"] is None and not letter.defects


def test_it_sends_again_what_it_is_told_to_with_the_same_number(job: Job) -> None:
    job.sent()
    (again,) = job.sent(again=True)
    assert again.sent == (PANEL,)
    assert len(job.server.letters) == 2 and len({each["Message-ID"] for each in job.server.letters}) == 1


def test_another_recipient_gets_what_the_first_has_had(job: Job) -> None:
    job.sent()
    (result,) = job.sent(to=(PANEL, CLERK))
    assert result.sent == (CLERK,) and list(result.before) == [PANEL]
    assert {each["X-RcptTo"] for each in job.server.letters} == {PANEL, CLERK}


def test_changed_contents_are_another_message(job: Job) -> None:
    assessment = month(job.server.settings)
    job.sent(covering(assessment))
    (result,) = job.sent(covering(assessment, [Attachment("figures.csv", b"ref")]))
    assert result.sent == (PANEL,)


@answering(MAIL=["451 greylisted", "421 too busy"], DOT=["452 disk full"])
def test_what_the_server_puts_off_is_tried_again_after_longer_and_longer(job: Job) -> None:
    (result,) = job.sent(sending={"attempts": 4})
    assert result.sent == (PANEL,) and not result.problems
    assert job.slept == [0.5, 1, 2]
    assert "451 greylisted" in job.told[0] and "Trying again in 0.5 seconds" in job.told[0]
    assert len(job.server.letters) == 1 and job.ledger == {PANEL: "sent"}


@answering(DOT=["450 no", "450 no", "450 no"])
def test_it_gives_up_in_the_end_and_the_next_run_tries_afresh(job: Job) -> None:
    (result,) = job.sent()
    assert result.sent == () and "Tried 3 times" in result.problems[0] and job.ledger == {}
    (second,) = job.sent()
    assert second.sent == (PANEL,)


@answering(MAIL=["550 not from you"])
def test_what_is_refused_for_good_is_not_tried_again_and_the_others_are(job: Job) -> None:
    draft = covering(month(job.server.settings))
    first, second = job.sent(draft, replace(draft, subject="Digest"))
    assert "550 not from you" in first.problems[0] and not first.sent
    assert second.sent == (PANEL,) and job.slept == []


@answering(clerk=["450 mailbox busy", "550 no such person"])
def test_each_recipient_has_an_end_of_his_own(job: Job) -> None:
    (result,) = job.sent(to=(CLERK, PANEL))
    assert result.sent == (PANEL,)
    assert result.problems == (f"The mail server refuses {CLERK} (550 no such person).",)
    assert job.ledger == {PANEL: "sent"}
    (second,) = job.sent(to=(CLERK, PANEL))
    assert second.sent == (CLERK,)
    assert {each["X-RcptTo"] for each in job.server.letters} == {PANEL, CLERK}


@answering(DOT=[DROP])
def test_what_may_have_arrived_is_never_sent_again_by_itself(job: Job) -> None:
    (first,) = job.sent()
    assert "may or may not have arrived" in first.problems[0] and job.slept == []
    (second,) = job.sent()
    assert second.sent == () and "It is not known whether panel@example.org has it" in second.problems[0]
    assert "5 October 2020" in second.problems[0] and "--send-again" in second.problems[0]
    assert job.server.asked.count("DOT") == 1 and job.ledger == {PANEL: "uncertain"}
    (third,) = job.sent(again=True)
    assert third.sent == (PANEL,) and job.ledger == {PANEL: "sent"}


def test_a_job_killed_after_the_last_byte_does_not_send_twice(job: Job, monkeypatch: pytest.MonkeyPatch) -> None:
    from gipxl.sending.ledger import Ledger

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Ledger, "settle", killed)
        with pytest.raises(KeyboardInterrupt):
            job.sent()
    assert len(job.server.letters) == 1 and job.ledger == {PANEL: "uncertain"}
    job.sent()
    assert len(job.server.letters) == 1


def test_without_a_record_nothing_goes(job: Job) -> None:
    job.folder.mkdir()
    (job.folder / LEDGER).write_text('{"messages": {"x": {"to": {"a": 3}}}}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"sent\.json.*cannot be read"):
        job.sent()
    (job.folder / LEDGER).unlink()
    (job.folder / LEDGER).mkdir()
    with pytest.raises(OutputError):
        job.sent()
    assert not job.server.letters


def test_another_job_that_was_quicker_is_noticed_before_the_last_byte(job: Job) -> None:
    def clock() -> datetime:
        if not (job.folder / LEDGER).exists():
            job.folder.mkdir()
            (letter,) = ready(month(job.server.settings), [covering(month(job.server.settings))], job.folder)
            record = {"to": {PANEL: {"state": "sent", "at": NOW.isoformat()}}}
            (job.folder / LEDGER).write_text(json.dumps({"messages": {letter.fingerprint: record}}), "utf-8")
        return NOW

    with pytest.raises(OutputError, match="Another job"):
        job.sent(clock=clock)
    assert not job.server.letters


def test_one_bad_address_stops_that_message_alone(job: Job) -> None:
    draft = covering(month(job.server.settings))
    results = job.sent(
        replace(draft, to=("Head of Legal",), subject="a"), replace(draft, to=(), subject="b"),
        replace(draft, sender="", subject="c"), replace(draft, subject="d"),
    )  # fmt: skip
    assert [bool(each.sent) for each in results] == [False, False, False, True]
    said = " ".join(each.problems[0] for each in results[:3])
    assert "“Head of Legal” cannot be understood" in said and "no recipient" in said and "email.sender" in said


def test_a_server_of_no_use_is_asked_once_not_for_every_message(job: Job) -> None:
    assessment = month(job.server.settings)
    drafts = [replace(covering(assessment), subject=each) for each in "abc"]
    results = job.sent(*drafts, sending={"ca_file": ""})
    assert "cannot be trusted" in results[0].problems[0]
    assert [each.problems for each in results[1:]] == [("it was not tried, for the same reason.",)] * 2
    assert not job.slept


# ---- the guard ----


def test_a_marked_message_reaches_the_allowed_domain(job: Job) -> None:
    job.sent(marking="OFFICIAL-SENSITIVE", sending={"allowed_domains": ("example.org",)})
    (letter,) = job.server.letters
    assert (
        letter["Subject"].startswith("[OFFICIAL-SENSITIVE] ") and letter["X-Protective-Marking"] == "OFFICIAL-SENSITIVE"
    )


@pytest.mark.parametrize(
    "to", [OUTSIDE, "a@mail.example.org", f'"{PANEL}" <{OUTSIDE}>', "panel@example.org.", '"x"@example.org']
)
def test_one_marked_message_to_outside_stops_all(job: Job, to: str) -> None:
    draft = covering(month(job.server.settings))
    guarded = replace(draft, marking="OFFICIAL-SENSITIVE", cc=(to,))
    with pytest.raises(SendingError, match="Nothing was sent") as caught:
        job.sent(draft, guarded, sending={"allowed_domains": ("example.org",)})
    assert "allowed_domains" in str(caught.value) and "OFFICIAL-SENSITIVE" in str(caught.value)
    assert not job.server.asked and not (job.folder / LEDGER).exists()


@pytest.mark.parametrize(
    "line", ["Official-Sensitive - Commercial", "SECRET\nHandle with care", "Sensitive\nOfficial Sensitive"]
)
def test_a_line_above_the_table_that_only_the_guard_takes_for_a_marking_stops_all(job: Job, line: str) -> None:
    assessment = month(job.server.settings, to=(OUTSIDE,))
    marked = replace(assessment, plan=replace(assessment.plan, above=(Entry(line, None, "A1"),)))
    (letter,) = ready(marked, [covering(assessment)], job.folder)
    assert letter.guarded and letter.outside == (OUTSIDE,)


def test_an_open_message_may_go_anywhere_until_staff_mark_what_is_attached(job: Job) -> None:
    draft = covering(month(job.server.settings, to=(OUTSIDE,)), [Attachment("figures.csv", b"ref,owner\n")])
    (result,) = job.sent(draft)
    assert result.sent == (OUTSIDE,)
    marked = replace(draft, attachments=(Attachment("figures.csv", b"OFFICIAL-SENSITIVE\nref,owner\n"),))
    with pytest.raises(SendingError, match=r"figures\.csv carries OFFICIAL-SENSITIVE"):
        job.sent(marked)


# ---- size ----


def test_what_is_too_large_is_linked_where_it_stands(job: Job) -> None:
    assessment = month(job.server.settings)
    small, large = Attachment("small.csv", b"ref"), Attachment("large plan.csv", b"ref," * 100_000)
    draft = covering(assessment, [large, small])
    base = {"largest_mb": 0.1, "link_base": "https://share.example.org/gip/{month}/"}
    (result,) = job.sent(draft, sending=base)
    assert "gipxl build" in result.problems[0] and not result.sent  # the link would lead nowhere
    job.folder.mkdir(exist_ok=True)
    (job.folder / large.name).write_bytes(large.content)
    (result,) = job.sent(draft, sending=base)
    assert result.sent == (PANEL,) and "too large to attach" in result.letter.remarks[0]
    (letter,) = job.server.letters
    assert [part.get_filename() for part in letter.iter_attachments()] == ["small.csv"]
    for kind in ("plain", "html"):
        body = letter.get_body((kind,))
        assert body and "https://share.example.org/gip/2020-09/large%20plan.csv" in body.get_content()


def test_without_a_place_to_link_to_it_says_what_to_do(job: Job) -> None:
    draft = covering(month(job.server.settings), [Attachment("large.csv", b"ref," * 100_000)])
    (result,) = job.sent(draft, sending={"largest_mb": 0.1})
    assert not result.sent and "email.sending.link_base" in result.problems[0] and "large.csv" in result.problems[0]
