"""Names that differ by a slip of the keyboard, however many names there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import sha256
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from gipxl.rules.slips import alike
from tests.rules.finds import findings_of

POSTS = ("head of communications", "director of estates", "chief finance officer", "vice chair", "estates manager")


def differ_by_a_slip(one: str, other: str) -> bool:
    """The definition, asked of two names: one word of letters differs, in a letter or, where it is long, in two."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    words, others = one.split(), other.split()
    differing = [pair for pair in zip(words, others, strict=False) if pair[0] != pair[1]]
    if len(words) != len(others) or len(differing) != 1:
        return False
    word, its = differing[0]
    if not (word.isalpha() and its.isalpha()) or word[0] != its[0] or max(len(word), len(its)) < 5:
        return False
    if {word, its} == {"office", "officer"}:
        return False
    return OSA.distance(word, its) <= (2 if min(len(word), len(its)) >= 10 else 1)


def pairs(names: Sequence[str]) -> set[frozenset[str]]:
    return {frozenset(pair) for pair in alike(names)}


@st.composite
def names(draw: st.DrawFn) -> list[str]:
    """Posts with up to three letters put in, left out or changed."""
    made: dict[str, None] = {}
    for _ in range(draw(st.integers(2, 12))):
        name = draw(st.sampled_from(POSTS))
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(name) - 1))
            name = name[:at] + draw(st.sampled_from(("", "e", "s", name[at] * 2))) + name[at + 1 :]
        made[" ".join(name.split())] = None
    return list(made)


@given(names())
@settings(max_examples=150, deadline=None)
def test_every_two_names_a_slip_apart_are_found_and_no_others(made: list[str]) -> None:
    # Of names that differ by spaces alone each is held against the first.
    together: dict[str, str] = {}
    spaced = {
        frozenset((first, name)) for name in made if (first := together.setdefault(name.replace(" ", ""), name)) != name
    }
    expected = {
        frozenset(pair)
        for pair in combinations(made, 2)
        if pair[0].replace(" ", "") != pair[1].replace(" ", "") and differ_by_a_slip(*pair)
    }
    assert pairs(made) == expected | spaced


def many(number: int) -> Iterator[str]:
    """Posts that differ in one word of letters; each hundredth with two letters of the word before it exchanged."""
    word = ""
    for at in range(number):
        mixed = sha256(str(at).encode()).digest()
        if at % 100 == 99:
            place = 1 + mixed[0] % (len(word) - 2)
            word = word[:place] + word[place + 1] + word[place] + word[place + 2 :]
        else:
            word = "m" + "".join(chr(ord("a") + byte % 26) for byte in mixed[: 8 + mixed[31] % 6])
        yield f"head of {word}"


def test_among_thousands_of_names_the_same_slips_are_found_as_by_holding_each_against_all() -> None:
    made = list(dict.fromkeys(many(20_000)))
    found = pairs(made)
    assert len(found) > 150
    for name in made[99::1000] + made[::2000]:
        assert {pair for pair in found if name in pair} == {
            frozenset((name, other)) for other in made if other != name and differ_by_a_slip(name, other)
        }


@pytest.mark.parametrize(
    "series",
    [
        pytest.param([f"head of management{chr(0x4E00 + at)}" for at in range(5000)], id="one letter each"),
        pytest.param([f"{'a' * 150}{at}" for at in range(5000)], id="endless words"),
    ],
)
def test_a_series_of_names_is_not_held_each_against_all(series: list[str]) -> None:
    assert sum(1 for _ in alike(series)) <= 24 * len(series)


def test_the_slips_are_found_in_a_plan_of_hundreds_of_owners() -> None:
    made = list(dict.fromkeys(many(450)))
    rows = "\n".join(f"| A{at} | {name} | On track |" for at, name in enumerate(made, 1))
    said = findings_of(f"| ref | owner | status |\n{rows}")
    expected = {
        f"A{at}" for at, name in enumerate(made, 1) if any(differ_by_a_slip(name, other) for other in made[: at - 1])
    }
    assert len(expected) >= 3
    assert {finding.ref for finding in said.findings if finding.code == "OWN04"} == expected
