"""How gipxl says numbers, days and lists."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl import words


def test_counts_agree_with_their_nouns() -> None:
    assert [words.count(number, "action") for number in (0, 1, 2, 1234)] == [
        "0 actions",
        "1 action",
        "2 actions",
        "1,234 actions",
    ]
    assert words.count(2, "entry", "entries") == "2 entries" and words.count(1, "entry", "entries") == "1 entry"
    assert words.plural(1, "is", "are") == "is" and words.plural(0, "is", "are") == "are"


def test_small_numbers_are_spelt() -> None:
    assert [words.spelt(number) for number in (0, 1, 10, 11, 1500)] == ["no", "one", "ten", "11", "1,500"]


def test_days_are_said_the_same_in_every_locale() -> None:
    assert words.day(date(2020, 9, 3)) == "3 September 2020"
    assert words.month(date(2020, 9, 3)) == "September 2020"
    assert words.short_day(date(2020, 9, 3)) == "03/09/2020"
    assert words.short_day(date(999, 1, 1)) == "01/01/0999"


@pytest.mark.parametrize(("items", "expected"), [
    ((), ""), (("A1",), "A1"), (("A1", "B2"), "A1 and B2"), (("A1", "B2", "C3"), "A1, B2 and C3"),
])  # fmt: skip
def test_lists_end_with_and(items: tuple[str, ...], expected: str) -> None:
    assert words.listed(items) == expected
    assert words.listed(items, "or") == expected.replace(" and ", " or ")


def test_financial_years_have_two_halves_unless_they_are_calendar_years() -> None:
    assert words.year_name(2020) == "2020/21"
    assert words.year_name(1999) == "1999/00"
    assert words.year_name(2020, 1) == "2020"
    assert words.year_name(2020, 9) == "2020/21"


@given(text=st.text(max_size=60), most=st.integers(2, 40))
def test_shortened_text_is_one_line_and_never_longer(text: str, most: int) -> None:
    short = words.shortened(text, most)
    assert len(short) <= most and "\n" not in short
    plain = " ".join(text.split())
    assert short == plain if len(plain) <= most else short.endswith("…") and plain.startswith(short.rstrip("…"))


def test_shortened_text_is_cut_at_a_word() -> None:
    assert words.shortened("The service agreement, signed", 24) == "The service agreement…"
