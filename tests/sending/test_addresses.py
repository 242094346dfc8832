"""Bare addresses: read as they are written, or refused; nothing is made of what could be read in two ways."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.sending.addresses import is_allowed, recipients


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


def test_domains_are_allowed_by_name_not_by_likeness() -> None:
    allowed = ("example.org", ".gov.example")
    for address in ("a@example.org", "a@EXAMPLE.ORG", "a@council.gov.example", "a@x.y.Gov.Example"):
        assert is_allowed(address, allowed), address
    for address in ("a@mail.example.org", "a@notexample.org", "a@example.org.evil.example", "a@gov.example",
                    "a@notgov.example", "a@xn--exmple-4nf.org"):  # fmt: skip
        assert not is_allowed(address, allowed), address
    assert not is_allowed("a@example.org", ())


@given(st.text(alphabet='ab@.<>()",:; \\[]éа%!\t\n', max_size=40))
def test_whatever_is_written_only_plain_addresses_come_out(written: str) -> None:
    found = recipients([written])
    assert bool(found.addresses) != bool(found.odd)
    for address in found.addresses:
        assert address.isascii() and address.count("@") == 1 and address in written
