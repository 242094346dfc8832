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
