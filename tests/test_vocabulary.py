"""The words people use: what a status says, what says nothing, what stands for something still to come."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.settings import Blue, StatusSettings
from gipxl.vocabulary import STATUS_WORDS, Status, is_placeholder, nearest_status, plain, read_status, says_nothing


def test_no_word_means_two_statuses() -> None:
    words = [word for group in STATUS_WORDS.values() for word in group]
    assert len(words) == len(set(words))
    assert all(word == plain(word) for word in words)
    assert set(STATUS_WORDS) == set(Status)


@pytest.mark.parametrize("status", Status)
def test_every_known_word_is_read_however_it_is_typed(status: Status) -> None:
    for word in STATUS_WORDS[status]:
        for typed in (word, word.upper(), f"  {word.title()}. ", word.replace(" ", "-"), f"\u200b{word}"):
            assert read_status(typed).status is status, typed
            assert not read_status(typed).guessed


@pytest.mark.parametrize(("typed", "status"), [
    ("Complete - signed 12 September", Status.COMPLETE),
    ("3. In progress", Status.ON_TRACK),
    ("G (green)", Status.ON_TRACK),
    ("Amber/Red", Status.AT_RISK),
    ("100%", Status.COMPLETE),
    ("80% complete", Status.ON_TRACK),
    ("80 per cent", Status.ON_TRACK),
    ("0%", Status.NOT_STARTED),
    ("The work is now underway", Status.ON_TRACK),
    ("Timescale revised (see reason)", Status.REVISED),
    ("Consolidated into E6", Status.CONSOLIDATED),
    ("No longer required", Status.WITHDRAWN),
    ("Not complete - on track", Status.ON_TRACK),
    ("Open (amber)", Status.AT_RISK),
    ("Outstanding: not started", Status.NOT_STARTED),
    ("Not complete - awaiting a report", Status.OPEN),
    ("Open/Closed", Status.OPEN),
    ("Work has been delayed by the contractor but a new start date is agreed", Status.AT_RISK),
    ("New", Status.NOT_STARTED),
])  # fmt: skip
def test_longer_texts_with_one_meaning(typed: str, status: Status) -> None:
    assert read_status(typed).status is status


@pytest.mark.parametrize("typed", [
    "Not complete", "Not yet complete", "To be completed in March", "Nearly complete", "Expected to be completed",
    "50% complete", "Almost done", "Will be finished by May", "Incomplete", "Not implemented", "Yet to be delivered",
])  # fmt: skip
def test_a_turned_word_is_never_complete(typed: str) -> None:
    assert read_status(typed).status is not Status.COMPLETE


@pytest.mark.parametrize("typed", ["", " ", "-", "Purple", "Ask the owner", "Complete but delayed", "?", "2", "a note"])
def test_what_says_nothing_or_two_things_has_no_status(typed: str) -> None:
    assert read_status(typed).status is None


@pytest.mark.parametrize(("typed", "status"), [
    ("In progeress", Status.ON_TRACK), ("Compleet", Status.COMPLETE), ("Not stared", Status.NOT_STARTED),
    ("Timescale revsied", Status.REVISED),
])  # fmt: skip
def test_a_slip_of_the_keyboard_is_read_and_marked_as_guessed(typed: str, status: Status) -> None:
    reading = read_status(typed)
    assert reading.status is status and reading.guessed


def test_the_nearest_word_is_offered_only_where_it_is_near() -> None:
    assert nearest_status("Completd") in ("complete", "completed")
    assert nearest_status("Ask the owner") == ""


def test_settings_add_words_and_may_overrule_gipxl_s() -> None:
    words = StatusSettings(on_hold=("Frozen by Members",), complete=("Live",)).words
    assert read_status("frozen by members", words).status is Status.ON_HOLD
    assert read_status("Live", words).status is Status.COMPLETE
    assert read_status("Live").status is Status.ON_TRACK


def test_blue_is_what_the_settings_say() -> None:
    assert read_status("Blue", StatusSettings().words).status is Status.COMPLETE
    assert read_status("B", StatusSettings(blue=Blue.NOT_STARTED).words).status is Status.NOT_STARTED


def test_withdrawn_and_consolidated_count_no_more() -> None:
    assert [status for status in Status if status.is_gone] == [Status.WITHDRAWN, Status.CONSOLIDATED]


@pytest.mark.parametrize("typed", ["", " ", "-", "–", "n/a", "N/A", "None", "nil", "Not applicable", "?", "..."])
def test_what_says_nothing(typed: str) -> None:
    assert says_nothing(typed)


@pytest.mark.parametrize("typed", ["TBC", "Head of HR", "0", "no", "None of the panels met"])
def test_what_says_something(typed: str) -> None:
    assert not says_nothing(typed)


@pytest.mark.parametrize("typed", [
    "TBC", "tbc - Head of HR?", "vacant", "Vacant (May)", "?", "N/A", "To be confirmed", "Owner to be agreed",
    "Lead: TBC", "Still to be confirmed", "Action owner TBC", "Post to be filled",
])  # fmt: skip
def test_placeholders(typed: str) -> None:
    assert is_placeholder(typed)


@pytest.mark.parametrize("typed", [
    "", "  ", "Head of HR", "Nobody else but the Head of HR", "Lead officer", "Post room manager", "Process owner",
    "Owner of the register",
])  # fmt: skip
def test_no_placeholders(typed: str) -> None:
    assert not is_placeholder(typed)


@given(typed=st.text(max_size=40))
def test_any_text_can_be_read(typed: str) -> None:
    reading = read_status(typed)
    assert (reading.status is None) or reading.word
    assert plain(plain(typed)) == plain(typed)


@pytest.mark.parametrize("denied", ["Unresolved", "Unfinished", "Uncompleted", "Undelivered", "Non-delivered"])
def test_a_denied_word_is_no_slip_for_the_word(denied: str) -> None:
    assert read_status(denied).status is not Status.COMPLETE
