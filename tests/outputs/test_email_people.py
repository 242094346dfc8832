"""The people of a message: read as they are written, or refused; nothing is made of what could be read in two ways."""

from __future__ import annotations

from email import policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.errors import SettingsError
from gipxl.outputs.email import Draft, Kind
from gipxl.outputs.email.people import recipients


@pytest.mark.parametrize(
    ("written", "addresses"),
    [
        ("panel@example.org", ("panel@example.org",)),
        ("Audit Panel <panel@Example.ORG>", ("panel@Example.ORG",)),
        ('"clerk@elsewhere.example" <panel@example.org>', ("panel@example.org",)),
        ('"Smith, J" <j.smith@example.org>', ("j.smith@example.org",)),
        ("Büro des Rates <office@example.org>", ("office@example.org",)),
        ("a@example.org, b@example.com", ("a@example.org", "b@example.com")),
        ("Panel: a@example.org, b@example.org;", ("a@example.org", "b@example.org")),
        ("o'neil+gip@mail.example.org", ("o'neil+gip@mail.example.org",)),
    ],
)
def test_addresses_as_officers_write_them(written: str, addresses: tuple[str, ...]) -> None:
    assert recipients([written]) == (addresses, ())


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Head of Legal",
        "panel@example.org.",  # a dot at the end
        "panel@exаmple.org",  # a Cyrillic а
        "panel@ｅxample.org",  # a wide letter
        "panel@example。org",  # an ideographic full stop
        "pänel@example.org",
        '"a b"@example.org',  # a quoted local part
        '"a"@example.org',
        '"x@elsewhere.example"@example.org',
        "panel@[192.0.2.1]",
        "panel@example.org <clerk@elsewhere.example>",
        "clerk@elsewhere.example(@example.org)",
        "panel@example.org)clerk@elsewhere.example",
        "<@elsewhere.example:panel@example.org>",
        "a@b@example.org",
        "clerk%elsewhere.example@example.org",
        "elsewhere.example!clerk@example.org",
        "panel@example.org\nBcc: clerk@elsewhere.example",
        "clerk@elsewhere.example\0@example.org",
        "panel@-example.org",
        "panel@exa_mple.org",
        f"{'a' * 250}@example.org",
    ],
)
def test_what_is_odd_is_no_address(written: str) -> None:
    found = recipients([written])
    assert found.addresses == () and len(found.odd) == 1


def test_each_address_counts_once() -> None:
    assert recipients(["A@example.org", "Again <a@EXAMPLE.org>", "b@example.org"]).addresses == (
        "A@example.org",
        "b@example.org",
    )


@given(st.text(alphabet='ab@.<>()",:; \\[]éа%!\t\n', max_size=40))
def test_whatever_is_written_only_plain_addresses_come_out(written: str) -> None:
    found = recipients([written])
    assert bool(found.addresses) != bool(found.odd)
    for address in found.addresses:
        assert address.isascii() and address.count("@") == 1 and address in written


STUMBLED_OVER = ["?<", "a@", '"', "a@[", "a@[1", "=?utf-8?q?", "(c"]  # Python's own parser fails on most of them


@pytest.mark.parametrize("written", [*STUMBLED_OVER, "Müller, Jörg <j@example.org>", "jörg@example.org", "a@b; c@d"])
def test_what_is_no_address_is_one_clear_fault_of_its_setting(written: str) -> None:
    for setting, draft in (
        ("email.sender", Draft(kind=Kind.COVERING, subject="September", sender=written)),
        ("email.to", Draft(kind=Kind.COVERING, subject="September", to=(written,))),
        ("email.directors", Draft(kind=Kind.DIGEST, subject="September", to=(written,))),
        ("email.owners", Draft(kind=Kind.OWNER, subject="September", to=(written,))),
        ("email.cc", Draft(kind=Kind.COVERING, subject="September", to=("a@example.org",), cc=(written,))),
    ):
        with pytest.raises(SettingsError) as caught:
            list(draft.headers())
        assert f"{setting} in the settings: “{written}” cannot be understood" in str(caught.value)
        assert '"Audit Panel <panel@example.org>"' in caught.value.remedy


def test_a_draft_may_have_a_bare_name_that_the_mail_program_looks_up() -> None:
    draft = Draft(kind=Kind.COVERING, subject="September", to=("Büro des Rates", "Panel <panel@example.org>"))
    assert dict(draft.headers())["To"] == "Büro des Rates, Panel <panel@example.org>"


@given(st.text(alphabet='ab@.<>()",:; \\[]éа%!?=_\t\n\u2028', max_size=30))
def test_a_message_is_made_of_whatever_passes(written: str) -> None:
    message = EmailMessage(policy=policy.SMTP)
    try:
        headers = dict(Draft(kind=Kind.COVERING, subject="September", to=(written,)).headers())
    except SettingsError:
        return
    message["To"] = headers.get("To", "")
    assert b"\r\n\r\n" not in message.as_bytes().rstrip()
