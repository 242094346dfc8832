"""Patterns that are compiled at their first use are the patterns they stand for."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.patterns import later

PATTERN = r"(?P<word>[a-c]+)\s?(\d)?"


@given(st.text(alphabet="abcd 12", max_size=12))
def test_every_question_is_answered_as_by_the_pattern_itself(text: str) -> None:
    own, theirs = later(PATTERN, re.IGNORECASE), re.compile(PATTERN, re.IGNORECASE)
    assert [found.span() for found in own.finditer(text)] == [found.span() for found in theirs.finditer(text)]
    assert own.sub("-", text) == theirs.sub("-", text)
    assert own.split(text) == theirs.split(text)
    assert own.findall(text) == theirs.findall(text)
    assert bool(own.fullmatch(text)) is bool(theirs.fullmatch(text))


def test_nothing_is_compiled_before_it_is_asked() -> None:
    wrong = later("(")
    with pytest.raises(re.error):
        wrong.search("anything")
