"""The e-mail draft: one message that says it all twice, in text and in HTML, and lets nobody add a header to it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from gipxl.assessment import Assessment, assess
from gipxl.errors import SettingsError
from gipxl.outputs.email import Attachment, Draft, Link, covering, subject
from gipxl.settings import EmailSettings, Ignore, RuleSettings, Settings
from tests.outputs.months import alone, september, with_few_findings
from tests.outputs.test_page import HOSTILE, Page
from tests.tables import plan_of

EXPECTED = Path(__file__).parent / "expected" / "email.txt"
ATTACHED = (
    Attachment("2020-09 Plan - flagged OFFICIAL-SENSITIVE.xlsx", b"PK copy"),
    Attachment("2020-09 Covering report.docx", b"PK report"),
)


def draft(assessment: Assessment, attachments: Sequence[Attachment] = ()) -> bytes:
    return covering(assessment, attachments).eml()


def opened(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def text_of(content: bytes, kind: str = "plain") -> str:
    part = opened(content).get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def with_email(**settings: object) -> Assessment:
    return september(settings=Settings(email=EmailSettings(**settings)))  # type: ignore[arg-type]


def test_the_text_is_as_expected() -> None:
    assert text_of(draft(with_few_findings(), ATTACHED)) == EXPECTED.read_text(encoding="utf-8")


def test_the_html_says_what_the_text_says() -> None:
    message = draft(september(), ATTACHED)
    html = text_of(message, "html")
    assert words(text_of(message)) == [
        word for word in words(html[html.index("<body") :]) if word not in ("figure", "number", "share", "which")
    ]


def words(text: str) -> list[str]:
    """The words of a text or a page in their order; tags, bullets and blanks aside."""
    return [word.casefold() for word in re.sub(r"<[^>]*>", " ", text).split() if word != "-"]


def test_what_is_too_large_to_attach_is_linked_in_both_texts() -> None:
    links = (Link("2020-09 Report.docx", "https://share.example.org/2020-09%20Report.docx"),)
    linked: Draft = replace(covering(september(), ATTACHED), attachments=(), links=links)
    assert not list(linked.message().iter_attachments())
    assert f"- 2020-09 Report.docx\n  <{links[0].url}>\n" in linked.text()
    assert f'href="{links[0].url}"' in linked.html() and "Attached:" not in linked.html() + linked.text()


def test_what_is_sent_is_the_draft_without_the_sign_that_it_is_none() -> None:
    made = covering(september(), ATTACHED)
    assert made.message()["X-Unsent"] is None
    assert opened(made.eml())["X-Unsent"] == "1"


def test_the_marking_stands_in_subject_header_and_both_texts_at_top_and_bottom() -> None:
    message = opened(draft(september(marking="OFFICIAL-SENSITIVE"), ATTACHED))
    assert message["Subject"].startswith("[OFFICIAL-SENSITIVE] ")
    assert message["X-Protective-Marking"] == "OFFICIAL-SENSITIVE"
    lines = text_of(message.as_bytes()).strip().split("\n")
    assert lines[0] == lines[-1] == "OFFICIAL-SENSITIVE"
    assert text_of(message.as_bytes(), "html").count(">OFFICIAL-SENSITIVE</p>") == 2
    assert opened(draft(alone()))["X-Protective-Marking"] is None
    named = opened(draft(with_email(marking_header="X-Marking")))
    assert named["X-Marking"] == "OFFICIAL-SENSITIVE" and named["X-Protective-Marking"] is None


def test_subject_greeting_and_close_are_worded_by_the_settings() -> None:
    worded = with_email(subject="{month}, {as_at}: {title}", greeting="Dear {owner},", closing="With thanks\nThe team")
    assert (
        subject(worded) == "[OFFICIAL-SENSITIVE] September 2020, 30 September 2020: Governance Improvement Plan 2020/21"
    )
    text = text_of(draft(worded))
    assert "\n\nDear all,\n\n" in text and "\n\nWith thanks\nThe team\n\n" in text
    assert "With thanks<br>The team" in text_of(draft(worded), "html")


@pytest.mark.parametrize("setting", ["subject", "greeting", "closing"])
@pytest.mark.parametrize("worded", ["{who}", "{", "{title.nothing}", "{0}"])
def test_a_wording_that_cannot_be_filled_in_names_the_setting(setting: str, worded: str) -> None:
    with pytest.raises(SettingsError, match=f"email.{setting}"):
        draft(with_email(**{setting: worded}))


def test_outlook_opens_it_ready_to_send_with_copy_and_report_attached() -> None:
    message = opened(draft(september(), ATTACHED))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == "[OFFICIAL-SENSITIVE] Governance Improvement Plan 2020/21: September 2020"
    assert message["Date"] is None and message["Message-ID"] is None
    parts = list(message.iter_attachments())
    attached = [(part.get_filename(), part.get_content_type(), part.get_content()) for part in parts]
    office = "application/vnd.openxmlformats-officedocument"
    assert attached == [
        (ATTACHED[0].name, f"{office}.spreadsheetml.sheet", b"PK copy"),
        (ATTACHED[1].name, f"{office}.wordprocessingml.document", b"PK report"),
    ]


def test_the_kind_of_a_file_is_known_by_its_suffix() -> None:
    names = ["a.XLSM", "b.pdf", "c.ods", "Prüfung – Überblick.docx", "no suffix"]
    message = opened(draft(september(), [Attachment(name, b"x") for name in names]))
    kinds = {part.get_filename(): part.get_content_type() for part in message.iter_attachments()}
    assert list(kinds) == names
    assert kinds["a.XLSM"] == "application/vnd.ms-excel.sheet.macroenabled.12"
    assert kinds["b.pdf"] == "application/pdf"
    assert kinds["no suffix"] == "application/octet-stream"


def test_sender_and_recipients_come_from_the_settings_and_are_left_out_where_there_are_none() -> None:
    message = opened(
        draft(
            with_email(
                sender="Governance Team <governance@example.org>",
                to=("Präsidium <panel@example.org>", "clerk@example.org"),
                cc=("audit@example.org",),
            )
        )
    )
    assert message["From"] == "Governance Team <governance@example.org>"
    assert [address.addr_spec for address in message["To"].addresses] == ["panel@example.org", "clerk@example.org"]
    assert message["To"].addresses[0].display_name == "Präsidium"
    assert message["Cc"] == "audit@example.org"
    bare = opened(draft(september()))
    assert not {"From", "To", "Cc", "Bcc"} & set(bare.keys())


def test_an_unmarked_plan_has_an_unmarked_subject() -> None:
    assert subject(alone()) == "Governance Improvement Plan 2020/21: September 2020"
    assert "OFFICIAL" not in text_of(draft(alone()))
    assert "There is no earlier month to compare with." in text_of(draft(alone()))


@pytest.mark.parametrize(
    "title",
    [
        "Plan\r\nBcc: everybody@example.org",
        "Plan\nSubject: another\n\nbody",
        "Plan\u2028Bcc: everybody@example.org",
        "Cynllun Gwella Llywodraethu – Swyddfa’r Comisiynydd Heddlu a Throseddu – " * 3,
        "Plan de gouvernance élargi 🏛 " * 4,
        "P" * 400,
    ],
)
def test_a_title_stays_a_title_however_it_is_written(title: str) -> None:
    assessment = september()
    titled = replace(assessment, plan=replace(assessment.plan, title=title))
    content = draft(titled, ATTACHED)
    message = opened(content)
    assert message["Subject"] == subject(titled)
    assert message["Subject"].startswith("[OFFICIAL-SENSITIVE] P") or "Cynllun" in message["Subject"]
    assert message["Subject"].endswith(": September 2020")
    assert message["Bcc"] is None
    assert message.keys().count("Subject") == 1
    assert max(map(len, content.split(b"\r\n"))) <= 998
    assert all(len(word) <= 75 for word in re.findall(rb"=\?utf-8\?.+?\?=", content))


def test_names_and_addresses_add_no_header() -> None:
    with pytest.raises(SettingsError, match="panel@example\\.org Bcc: everybody@example\\.org” cannot be understood"):
        draft(with_email(to=("panel@example.org\r\nBcc: everybody@example.org",)))
    to = ("Panel\r\nBcc everybody <panel@example.org>",)
    message = opened(draft(with_email(to=to), [Attachment("../../etc/a\r\nX-Evil: yes.docx", b"x")]))
    assert message["To"] == "Panel Bcc everybody <panel@example.org>"
    assert message["Bcc"] is None
    attached = next(message.iter_attachments())
    assert attached["X-Evil"] is None
    assert attached.get_filename() == "a X-Evil: yes.docx"


def test_text_from_cells_stays_text() -> None:
    cell = HOSTILE.replace("|", "")
    plan = plan_of(f"""
        | ref    | title  | owner  | due        | status | update |
        | {cell} | {cell} | {cell} | 2020-08-31 | {cell} | {cell} |
    """, marking=HOSTILE, title=HOSTILE)  # fmt: skip
    content = draft(assess(plan, plan))
    page = Page(text_of(content, "html"))
    assert not page.all("script") and not page.all("img")
    assert "{{ 7 * 7 }}" in page.text
    assert "\x1b" not in text_of(content) and "\u202e" not in text_of(content)


def test_long_lists_are_cut_and_say_so() -> None:
    rows = "\n".join(f"| A{row} | Title {row} | | 2020-08-31 | On track | Text {row}. |" for row in range(1, 51))
    text = text_of(draft(assess(plan_of(f"| ref | title | owner | due | status | update |\n{rows}"))))
    assert "- A12 Title 12:" in text and "- A13" not in text
    assert "- and 38 more matters." in text
    assert "A40, and 10 more" in " ".join(text.split())


def test_the_same_plan_gives_the_same_bytes_and_no_boundary_lies_within_them() -> None:
    content = draft(september(), ATTACHED)
    assert content == draft(september(), ATTACHED)
    for boundary in set(re.findall(rb'boundary="(.+?)"', content)):
        lines = [line for line in content.split(b"\r\n") if boundary in line and not line.startswith(b" boundary")]
        assert all(line.rstrip(b"-") in (b"--" + boundary,) for line in lines)
    assert content != draft(september(), ATTACHED[:1])


def test_findings_that_the_settings_pass_over_are_counted_in_the_message() -> None:
    ignore = Ignore(code="OWN01", ref="A1", reason="The post is being filled")
    settings = Settings(rules=RuleSettings(ignore=(ignore,)))
    table = """
        | ref | title   | owner | due        | status   |
        | A1  | Rosters |       | 2020-12-31 | On track |
    """
    text = text_of(draft(assess(plan_of(table), settings=settings), []))
    assert "1 more finding passed over" in " ".join(text.split())
