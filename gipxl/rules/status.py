"""What the status says, beside what the dates say."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.plan import Entry, Field
from gipxl.rules.finding import Level
from gipxl.rules.moves import is_revised
from gipxl.rules.rule import Case, Remark, Review, rule
from gipxl.vocabulary import Status, StatusReading, nearest_status, plain, says_nothing
from gipxl.words import day

# What an officer can be told to write; the vocabulary knows many more words.
_EXAMPLES = "Complete, On track, Timescale revised, At risk or Not started"


@rule("STA01", Level.WARNING, needs=(Field.STATUS,))
def missing_status(case: Case) -> Iterator[Remark]:
    """Without a status an action can only be counted as unclear, unless its dates say more.

    Found:
        | ref | owner         | status |
        | C4  | Head of Legal |        |
    Better:
        | ref | owner         | status   |
        | C4  | Head of Legal | On track |
    """
    status = case.action.status
    if case.action.status_says is None and says_nothing(status.typed) and not case.is_spoilt(status):
        yield Remark(Field.STATUS, f"{case.action.name} has no status", f"Give one in {status.cell}: {_EXAMPLES}")


@rule("STA02", Level.ERROR, needs=(Field.STATUS,))
def unknown_status(case: Case) -> Iterator[Remark]:
    """A status outside the vocabulary is guessed at, or not counted. Words of your own belong into the settings.

    Found:
        | ref | owner         | status   |
        | C4  | Head of Legal | On tarck |
    Better:
        | ref | owner         | status   |
        | C4  | Head of Legal | On track |
    """
    entry = case.action.status
    if entry.value and (entry.value.status is None or entry.value.guessed) and not says_nothing(entry.typed):
        near = entry.value.word or nearest_status(entry.typed, _own_words(case.review))
        taken = f"; it was taken for “{near}”" if entry.value.guessed else ""
        hint = f"Write “{near}” in {entry.cell}, if that is meant" if near else f"Give one in {entry.cell}: {_EXAMPLES}"
        yield Remark(
            Field.STATUS,
            f"The status of {case.action.name}, “{entry.typed.strip()}”, is not one that gipxl knows{taken}",
            f"{hint}; or add the word to gipxl.toml under [status]",
        )


def _own_words(review: Review) -> tuple[tuple[str, Status], ...]:
    return tuple((plain(word), status) for word, status in review.settings.status.words.items())


# Words that only say that work goes on: no promise that it will be in time.
_UNDER_WAY = frozenset(
    {
        "in progress", "in process", "underway", "under way", "progressing", "ongoing", "on going", "started",
        "commenced", "work in progress", "wip", "in hand", "in delivery", "active", "live", "making progress",
        "partially complete", "partially completed", "partly complete", "part complete", "partially implemented",
        "partly implemented", "nearly complete", "mostly complete", "substantially complete", "almost complete",
    }
)  # fmt: skip


def claims_on_track(status: Entry[StatusReading]) -> bool:
    """The status says that the date will be kept: on track, on target, green; "in progress" and "60%" do not."""
    reading = status.value
    if reading is None or reading.status is not Status.ON_TRACK:
        return False
    return reading.word not in _UNDER_WAY and not reading.word[:1].isdigit()


@rule("STA03", Level.WARNING, needs=(Field.STATUS, Field.ORIGINAL_DUE))
def on_track_but_revised(case: Case) -> Iterator[Remark]:
    """The status says on track, the date has been moved: on track for the new date only, and counted as revised.

    "In progress" and the like promise no date, and are left alone.

    Found:
        | ref | original_due | revised_due | status   |
        | C4  | 2020-09-30   | 2020-12-31  | On track |
    Better:
        | ref | original_due | revised_due | status            |
        | C4  | 2020-09-30   | 2020-12-31  | Timescale revised |
    """
    status = case.action.status
    if not case.standing.has_moved or not case.standing.is_open or not claims_on_track(status):
        return
    if not case.is_misdated and not _has_passed(case):
        yield Remark(
            Field.STATUS,
            f"The status of {case.action.name} says “{status.typed.strip()}”, but its date has been moved",
            f"Say in {status.cell} that the timescale is revised",
        )


def _has_passed(case: Case) -> bool:
    due = case.standing.due_day
    return due is not None and due < case.as_at


@rule("STA04", Level.ERROR, needs=(Field.STATUS, Field.ORIGINAL_DUE))
def on_track_but_overdue(case: Case) -> Iterator[Remark]:
    """The status says on track, and the date has passed: one of the two is wrong.

    "In progress" and the like promise no date; that one has passed is said by another rule.

    Found:
        | ref | original_due | status   |
        | C4  | 2020-08-31   | On track |
    Better:
        | ref | original_due | status  |
        | C4  | 2020-08-31   | Delayed |
    """
    if claims_on_track(case.action.status) and case.standing.is_open and _has_passed(case) and not case.is_misdated:
        due = case.standing.due_day
        assert due
        new = "a new date" if is_revised(case) else "a revised date"
        yield Remark(
            Field.STATUS,
            f"The status of {case.action.name} says “{case.action.status.typed.strip()}”, but its date, {day(due)}, "
            "has passed",
            f"Correct the status in {case.action.status.cell}, or give {new} in {case.cell_for_new_date}",
        )
