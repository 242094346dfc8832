"""What each action amounts to at the reporting date: its dates, from where they moved, and whether it counts."""

from __future__ import annotations

from datetime import date

import pytest

from gipxl.changes import compare
from gipxl.plan import Action, Position
from gipxl.standing import Standing, dates_set, standings
from tests.tables import plan_of

JULY = date(2020, 7, 31)
HEADING = "| ref | title | owner | original_due | revised_due | completed | status |\n"


def standing(line: str, before: str = "") -> Standing:
    """Where one row stands; a second one keeps every column filled."""
    filler = "\n| Z9 | z | Head of HR | 2020-12-31 | 2021-01-31 | 2021-02-28 | On track |"
    plan = plan_of(HEADING + line + filler)
    changes = compare(plan_of(HEADING + before + filler, as_at=JULY), plan) if before else None
    return standings(plan, changes)[0]


def test_a_moved_date_says_from_where_and_how_far() -> None:
    now = standing("| A1 | a | Head of HR | 2020-12-31 | 2021-03-31 | | On track |")
    assert (now.original_day, now.due_day, now.days_moved) == (date(2020, 12, 31), date(2021, 3, 31), 90)
    assert now.has_moved and now.is_open and not now.awaits_new_date and now.moves == (date(2021, 3, 31),)


def test_a_date_brought_forward_moves_by_less_than_nothing() -> None:
    now = standing("| A1 | a | Head of HR | 2020-12-31 | 2020-12-01 | | On track |")
    assert now.days_moved == -30 and now.position is Position.REVISED


def test_a_date_never_moved_has_no_move() -> None:
    now = standing("| A1 | a | Head of HR | 2020-12-31 |  | | On track |")
    assert (now.original_day, now.due_day) == (date(2020, 12, 31), date(2020, 12, 31))
    assert not now.has_moved and now.days_moved is None and now.moves == ()


@pytest.mark.parametrize("cells", ["2020-12-31 | TBC", "2020-12-31 | To be confirmed", " | TBC"])
def test_a_revised_date_to_be_decided_leaves_none_in_force(cells: str) -> None:
    now = standing(f"| A1 | a | Head of HR | {cells} | | On track |")
    assert now.awaits_new_date and now.due is None and now.days_moved is None
    assert now.position is Position.REVISED


@pytest.mark.parametrize(("cells", "before", "awaits"), [
    ("2020-12-31 | ", "", True),
    ("2020-12-31 | 2021-01-31", "", False),
    ("30/09/2020\\n31/12/2020 | ", "", False),
    ("2020-12-31 | ", "2020-12-31 | ", True),
    ("2020-12-31 | ", "2020-10-31 | ", False),
    ("2020-12-31 | ", "2020-12-31 | 2021-01-31", True),
    (" | ", "", True),
])  # fmt: skip
def test_a_status_that_says_revised_wants_a_new_date(cells: str, before: str, awaits: bool) -> None:
    earlier = f"| A1 | a | Head of HR | {before} | | On track |" if before else ""
    now = standing(f"| A1 | a | Head of HR | {cells} | | Timescale revised |", earlier)
    assert now.awaits_new_date is awaits and now.position is Position.REVISED
    assert (now.due is None) is (awaits or cells == " | ")


def test_a_date_is_to_be_decided_again_where_the_baseline_had_one() -> None:
    undecided = "| A1 | a | Head of HR | TBC | | | On track |"
    now = standing(undecided, undecided.replace("TBC", "2020-12-31"))
    assert now.has_moved and now.position is Position.REVISED
    never = standing(undecided, undecided)
    assert not never.has_moved and never.position is Position.ON_TRACK


def test_the_earlier_self_stands_beside_it() -> None:
    line = "| A1 | a | Head of HR | 2020-12-31 | | | On track |"
    now = standing(line, line)
    assert now.before is not None and now.before.ref == "A1" and now.before is not now.action


def test_what_completes_later_is_open_still() -> None:
    now = standing("| A1 | a | Head of HR | 2020-12-31 | | 2020-10-01 | Complete |")
    assert now.completes_later and now.is_open and not now.is_complete
    on_the_day = standing("| A1 | a | Head of HR | 2020-12-31 | | 2020-09-30 | Complete |")
    assert on_the_day.is_complete and not on_the_day.is_open and not on_the_day.completes_later


def test_what_has_been_withdrawn_is_neither_open_nor_counted() -> None:
    now = standing("| A1 | a | Head of HR | 2020-12-31 | | | Withdrawn |")
    assert not now.counts and not now.is_open


def test_every_date_an_action_was_ever_given_is_told_once_and_in_order() -> None:
    def action(original: str, revised: str = "") -> Action:
        return plan_of(HEADING + f"| A1 | a | Head of HR | {original} | {revised} | | On track |").actions[0]

    months = [action("2020-06-30"), action("2020-06-30", "2020-09-30"), action("2020-06-30", "2020-12-31")]
    days = [reading.day for reading in dates_set(months)]
    assert days == [date(2020, 6, 30), date(2020, 9, 30), date(2020, 12, 31)]
    same = dates_set([months[0], months[0]])
    assert [reading.day for reading in same] == [date(2020, 6, 30)]


# ---- the dates that earlier workbooks tell ----


def months(*days: str, column: str = "due") -> Standing:
    """Where A1 stands in the last of several months, each with its cell (or two, as "original | revised")."""
    plans = [
        plan_of(f"""
            | ref | title | owner      | {column} | status   |
            | A1  | a     | Head of HR | {cells}  | On track |
            | Z9  | z     | Head of HR | {" | ".join(["2020-12-31"] * (1 + cells.count("|")))} | On track |
        """, as_at=date(2020, 9 - len(days) + at, 28))
        for at, cells in enumerate(days, 1)
    ]  # fmt: skip
    *earlier, baseline, now = plans
    return standings(now, compare(baseline, now), earlier=earlier)[0]


TWO = "original_due | revised_due"
MAY, JUNE, AUGUST, NOVEMBER = "2020-05-31", "2020-06-30", "2020-08-31", "2020-11-30"


@pytest.mark.parametrize(("column", "cells", "original", "moves"), [
    ("due", (JUNE, AUGUST, NOVEMBER), JUNE, [AUGUST, NOVEMBER]),
    ("due", (JUNE, JUNE, NOVEMBER), JUNE, [NOVEMBER]),
    ("due", (JUNE, JUNE, JUNE), JUNE, []),
    # back again is two moves, and revised
    ("due", (JUNE, NOVEMBER, JUNE), JUNE, [NOVEMBER, JUNE]),
    # there and back before the baseline is no longer one
    ("due", (JUNE, NOVEMBER, JUNE, JUNE), JUNE, []),
    ("due", (AUGUST, JUNE, NOVEMBER), JUNE, [NOVEMBER]),
    ("due", (JUNE, f"{AUGUST}", "TBC"), JUNE, [AUGUST]),
    ("due", ("June 2020", JUNE, NOVEMBER), JUNE, [NOVEMBER]),
    (TWO, (f"{JUNE} | ", f"{JUNE} | {AUGUST}", f"{JUNE} | {NOVEMBER}"), JUNE, [AUGUST, NOVEMBER]),
    (TWO, (f"{JUNE} | {AUGUST}", f"{JUNE} | {AUGUST}", f"{JUNE} | TBC"), JUNE, [AUGUST]),
    (TWO, (f"{JUNE} | ", f"{JUNE} | {AUGUST}", f"{JUNE} | "), JUNE, [AUGUST, JUNE]),
    # an original date that was overwritten
    (TWO, (f"{MAY} | ", f"{JUNE} | ", f"{JUNE} | {NOVEMBER}"), JUNE, [NOVEMBER]),
    (TWO, (f"{MAY} | ", f"{JUNE} | ", f"{JUNE} | "), JUNE, []),
    (TWO, (f"{JUNE} | ", f"{JUNE} | ", f"{NOVEMBER} | "), NOVEMBER, [NOVEMBER]),
])  # fmt: skip
def test_a_date_was_moved_to_what_earlier_workbooks_and_the_row_say(
    column: str, cells: tuple[str, ...], original: str, moves: list[str]
) -> None:
    now = months(*cells, column=column)
    assert now.original_day == date.fromisoformat(original)
    assert [day.isoformat() for day in now.moves] == moves
    assert now.has_moved is bool(moves) and (now.position is Position.REVISED) is bool(moves)
    if moves and now.due_day:
        assert now.moves[-1] == now.due_day


def test_a_status_that_wants_a_new_date_leaves_only_the_old_moves() -> None:
    line = "| A1 | a | Head of HR | 2020-06-30 | {} | | {} |"
    now = standing(line.format("", "Timescale revised"), line.format("2020-08-31", "On track"))
    assert now.awaits_new_date and now.due is None and now.moves == (date(2020, 8, 31),)


def test_rows_without_a_ref_or_title_share_no_past() -> None:
    table = """
        | ref | title | owner | due        | status   |
        | A1  | a     | Clerk | 2020-12-31 | On track |
        |     |       |       | {}         | On track |
        |     |       |       | 2020-10-31 | On track |
    """
    earlier = plan_of(table.format("2020-10-31"), as_at=JULY)
    now = standings(plan_of(table.format("2020-11-30")), earlier=[earlier])
    assert [len(each.earlier_selves) for each in now] == [1, 0, 0]
    assert not any(each.has_moved for each in now)
