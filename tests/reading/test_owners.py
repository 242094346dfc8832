"""One owner or several."""

from __future__ import annotations

import pytest

from gipxl.reading.owners import owners_of


@pytest.mark.parametrize(
    "post",
    [
        "Head of Legal and Democratic Services",
        "Head of Planning & Procurement",
        "Director of Housing and Public Health",
        "Governance and Risk Manager",
    ],
)
def test_a_post_with_an_and_in_it_is_one_owner(post: str) -> None:
    assert owners_of(post, frozenset()) == (post,)


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Head of HR and Head of IT", ("Head of HR", "Head of IT")),
        ("Head of HR / Head of IT", ("Head of HR", "Head of IT")),
        ("Head of Legal; Data Protection Officer", ("Head of Legal", "Data Protection Officer")),
        ("CFO & MO", ("CFO", "MO")),
        ("Chief Executive, Head of IT", ("Chief Executive", "Head of IT")),
    ],
)
def test_several_owners_are_taken_apart(cell: str, owners: tuple[str, ...]) -> None:
    assert owners_of(cell, frozenset()) == owners


@pytest.mark.parametrize(
    ("cell", "owners"),
    [
        ("Head of\nFinance", ("Head of Finance",)),
        ("Head\nof Finance", ("Head of Finance",)),
        ("Director for \r\nPlace", ("Director for Place",)),
        ("Clerk to the\nCouncil", ("Clerk to the Council",)),
        ("Head of Legal and\nDemocratic Services", ("Head of Legal and Democratic Services",)),
        ("Head of Planning &\nProcurement", ("Head of Planning & Procurement",)),
        ("Head of Legal\nand Democratic Services", ("Head of Legal and Democratic Services",)),
        ("Head of HR and\nHead of IT", ("Head of HR", "Head of IT")),
        ("Head of\nHR\nHead of\nIT", ("Head of HR", "Head of IT")),
        ("Head of HR /\nHead of IT", ("Head of HR", "Head of IT")),
        ("Head of HR\nHead of IT", ("Head of HR", "Head of IT")),
        ("Head of HR,\nHead of IT\nand Head of Legal", ("Head of HR", "Head of IT", "Head of Legal")),
        ("Commander\nSecretary", ("Commander", "Secretary")),
    ],
)
def test_a_name_that_goes_on_in_the_next_line_is_one_owner(cell: str, owners: tuple[str, ...]) -> None:
    assert owners_of(cell, frozenset()) == owners


@pytest.mark.parametrize("post", ["A/B testing", "A/B Testing Lead", "24/7 Services Manager"])
def test_a_slash_within_a_word_parts_no_owners(post: str) -> None:
    assert owners_of(post, frozenset()) == (post,)
