"""To which domains addresses belong."""

from __future__ import annotations

from gipxl.sending.addresses import is_allowed


def test_domains_are_allowed_by_name_not_by_likeness() -> None:
    allowed = ("example.org", ".gov.example")
    for address in ("a@example.org", "a@EXAMPLE.ORG", "a@council.gov.example", "a@x.y.Gov.Example"):
        assert is_allowed(address, allowed), address
    for address in ("a@mail.example.org", "a@notexample.org", "a@example.org.evil.example", "a@gov.example",
                    "a@notgov.example", "a@xn--exmple-4nf.org"):  # fmt: skip
        assert not is_allowed(address, allowed), address
    assert not is_allowed("a@example.org", ())
