"""What people write for a date, and what it must be read as."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipxl.dates import (
    ColumnOrder,
    DateContext,
    DateReading,
    Exactness,
    column_order,
    dates_in,
    financial_year,
    read_date,
    swapped,
    year_end,
)

IN_2020_21 = DateContext(financial_year=2020)


def table(text: str) -> list[tuple[str, ...]]:
    """The lines of a table, cut at their bars; "\\n" in a cell is a line break."""
    lines = [line for line in text.strip().splitlines() if line.strip()]
    return [tuple(part.strip().replace("\\n", "\n") for part in line.split("|")) for line in lines]


def as_day(written: str) -> date | None:
    return None if written == "none" else date.fromisoformat(written)


def days(readings: tuple[DateReading, ...]) -> str:
    return " ".join(str(reading.day) for reading in readings)


FULL_DATES = """
    31/12/2020                  | 2020-12-31
    31.12.20                    | 2020-12-31
    31-12-2020                  | 2020-12-31
    31 12 2020                  | 2020-12-31
    31 12 20                    | 2020-12-31
    31 / 12 / 2020              | 2020-12-31
    31/12-2020                  | 2020-12-31
    31/12//2020                 | 2020-12-31
    31,12,2020                  | 2020-12-31
    31/12 2020                  | 2020-12-31
    1/4/21                      | 2021-04-01
    2020-12-31                  | 2020-12-31
    2020/12/31                  | 2020-12-31
    2020.12.31                  | 2020-12-31
    2020-12-31T00:00:00         | 2020-12-31
    2020-12-31 00:00:00         | 2020-12-31
    31/12/2020 17:00            | 2020-12-31
    31/12/2020 at 5pm           | 2020-12-31
    20201231                    | 2020-12-31
    31122020                    | 2020-12-31
    31-Dec-20                   | 2020-12-31
    31-Dec-2020                 | 2020-12-31
    31 Dec '20                  | 2020-12-31
    31Dec2020                   | 2020-12-31
    31stDec2020                 | 2020-12-31
    31 December 2020            | 2020-12-31
    31 DECEMBER 2020            | 2020-12-31
    31st Dec 2020               | 2020-12-31
    31st of December, 2020      | 2020-12-31
    the 1st of May 2021         | 2021-05-01
    1 may 2021                  | 2021-05-01
    December 31 2020            | 2020-12-31
    Dec 31, 2020                | 2020-12-31
    Dec. 31st, 2020             | 2020-12-31
    2020-Dec-31                 | 2020-12-31
    Thursday 31 December 2020   | 2020-12-31
    Thurs, 31/12/2020           | 2020-12-31
    29/02/2020                  | 2020-02-29
    31/12/98                    | 1998-12-31
    31/12/2020.                 | 2020-12-31
    [31/12/2020]                | 2020-12-31
    31/12/2020*                 | 2020-12-31
    by 31 March 2021            | 2021-03-31
    Complete by 31 March 2021   | 2021-03-31
    No later than 30/11/2020    | 2020-11-30
    Due: 30/11/2020             | 2020-11-30
    30/11/2020 (approx.)        | 2020-11-30
    31/12/2020 at the latest    | 2020-12-31
"""


@pytest.mark.parametrize(("typed", "day"), table(FULL_DATES))
def test_a_full_date_is_read_as_that_day_without_a_remark(typed: str, day: str) -> None:
    reading = read_date(typed)
    assert (reading.day, reading.first, reading.exact) == (as_day(day), as_day(day), Exactness.DAY)
    assert reading.why == ""
    assert reading.is_text
    assert not reading.is_vague
    assert not reading.earlier


@pytest.mark.parametrize(
    "typed",
    [
        "31\u00a0December\u00a02020",
        "\u200b31/12/2020\u200b",
        "31\u200b/12/2020",
        "\ufeff31/12/2020",
        "３１/１２/２０２０",
        "31\u201312\u20132020",
        "31\u201112\u20112020",
        "31\u2044 12\u20442020",
        "31 December 2020\r\n",
        "\t31/12/2020 ",
        "31 Dec \u201920",
    ],
)
def test_invisible_and_odd_characters_do_not_hide_a_date(typed: str) -> None:
    assert read_date(typed).day == date(2020, 12, 31)


VAGUE_DATES = """
    Dec 2020                 | month     | 2020-12-01 | 2020-12-31
    Dec-20                   | month     | 2020-12-01 | 2020-12-31
    Dec '20                  | month     | 2020-12-01 | 2020-12-31
    Dec2020                  | month     | 2020-12-01 | 2020-12-31
    December20               | month     | 2020-12-01 | 2020-12-31
    Sept.2020                | month     | 2020-09-01 | 2020-09-30
    September\\n2020         | month     | 2020-09-01 | 2020-09-30
    may 2021                 | month     | 2021-05-01 | 2021-05-31
    2020 December            | month     | 2020-12-01 | 2020-12-31
    12/2020                  | month     | 2020-12-01 | 2020-12-31
    2020/12                  | month     | 2020-12-01 | 2020-12-31
    2020-02                  | month     | 2020-02-01 | 2020-02-29
    March 2020/21            | month     | 2021-03-01 | 2021-03-31
    Circa March 2021         | month     | 2021-03-01 | 2021-03-31
    end of December 2020     | month     | 2020-12-21 | 2020-12-31
    end Dec 20               | month     | 2020-12-21 | 2020-12-31
    by end of February 2021  | month     | 2021-02-21 | 2021-02-28
    early March 2021         | month     | 2021-03-01 | 2021-03-10
    beginning of March 2021  | month     | 2021-03-01 | 2021-03-10
    mid-March 2021           | month     | 2021-03-11 | 2021-03-20
    mid to late March 2021   | month     | 2021-03-21 | 2021-03-31
    second week of March 2021 | week     | 2021-03-08 | 2021-03-14
    last week in March 2021  | week      | 2021-03-25 | 2021-03-31
    w/c 28/09/2020           | week      | 2020-09-28 | 2020-10-04
    W/C 28th September 2020  | week      | 2020-09-28 | 2020-10-04
    wc 28.09.20              | week      | 2020-09-28 | 2020-10-04
    week commencing Monday 28 September 2020 | week | 2020-09-28 | 2020-10-04
    w/c 29 September 2020    | week      | 2020-09-29 | 2020-10-04
    week beginning 5 Oct 20  | week      | 2020-10-05 | 2020-10-11
    w/c Sunday 27 September 2020 | week  | 2020-09-27 | 2020-10-03
    w/e 2 October 2020       | day       | 2020-10-02 | 2020-10-02
    week ending 02/10/2020   | day       | 2020-10-02 | 2020-10-02
    Q3 2020/21               | quarter   | 2020-10-01 | 2020-12-31
    Q4 2020/21               | quarter   | 2021-01-01 | 2021-03-31
    Q4 2020                  | quarter   | 2021-01-01 | 2021-03-31
    Qtr 2 2020-21            | quarter   | 2020-07-01 | 2020-09-30
    Quarter 3 2020-21        | quarter   | 2020-10-01 | 2020-12-31
    Quarter Four 20/21       | quarter   | 2021-01-01 | 2021-03-31
    4th quarter of 2020/21   | quarter   | 2021-01-01 | 2021-03-31
    Q4 FY20/21               | quarter   | 2021-01-01 | 2021-03-31
    FY 2020/21 Q4            | quarter   | 2021-01-01 | 2021-03-31
    2021 Q2                  | quarter   | 2021-07-01 | 2021-09-30
    Q4 2020 (calendar)       | quarter   | 2020-10-01 | 2020-12-31
    calendar Q2 2021         | quarter   | 2021-04-01 | 2021-06-30
    CY Q2 2021               | quarter   | 2021-04-01 | 2021-06-30
    end of Q3 2020/21        | quarter   | 2020-12-01 | 2020-12-31
    H1 2020/21               | half-year | 2020-04-01 | 2020-09-30
    H2 2020/21               | half-year | 2020-10-01 | 2021-03-31
    second half of 2020/21   | half-year | 2020-10-01 | 2021-03-31
    first half of 2021       | half-year | 2021-01-01 | 2021-06-30
    H1 2021 (calendar)       | half-year | 2021-01-01 | 2021-06-30
    Spring 2021              | season    | 2021-03-01 | 2021-05-31
    summer 2020              | season    | 2020-06-01 | 2020-08-31
    Autumn 2020              | season    | 2020-09-01 | 2020-11-30
    Winter 2020              | season    | 2020-12-01 | 2021-02-28
    Winter 2019/20           | season    | 2019-12-01 | 2020-02-29
    2020/21                  | year      | 2020-04-01 | 2021-03-31
    2020-2021                | year      | 2020-04-01 | 2021-03-31
    20/21                    | year      | 2020-04-01 | 2021-03-31
    FY21                     | year      | 2020-04-01 | 2021-03-31
    financial year 2020/21   | year      | 2020-04-01 | 2021-03-31
    end of 2020/21           | year      | 2021-03-01 | 2021-03-31
    2021                     | year      | 2021-01-01 | 2021-12-31
    by 2021                  | year      | 2021-01-01 | 2021-12-31
    end of 2020              | year      | 2020-12-01 | 2020-12-31
    early 2021               | year      | 2021-01-01 | 2021-04-30
    2020/25                  | year      | 2024-04-01 | 2025-03-31
    1-15 October 2020        | month     | 2020-10-01 | 2020-10-15
    1st to 4th Oct 2020      | week      | 2020-10-01 | 2020-10-04
    28 Sept - 2 Oct 2020     | week      | 2020-09-28 | 2020-10-02
    Sept - Dec 2020          | half-year | 2020-09-01 | 2020-12-31
    Nov - Jan 2021           | quarter   | 2020-11-01 | 2021-01-31
    fifth week of March 2021 | week      | 2021-03-25 | 2021-03-31
    next week of March 2021  | month     | 2021-03-01 | 2021-03-31
    12/40                    | month     | 2040-12-01 | 2040-12-31
    Sept/Oct 2020            | quarter   | 2020-09-01 | 2020-10-31
    Q1 - Q2 2020/21          | half-year | 2020-04-01 | 2020-09-30
    Autumn/Winter 2020       | half-year | 2020-09-01 | 2021-02-28
    April 2020 to March 2021 | year      | 2020-04-01 | 2021-03-31
    01/10/2020 to 31/12/2020 | quarter   | 2020-10-01 | 2020-12-31
    between 1 October 2020 and 31 October 2020 | month | 2020-10-01 | 2020-10-31
"""


@pytest.mark.parametrize(("typed", "exact", "first", "day"), table(VAGUE_DATES))
def test_a_vague_date_is_the_last_day_of_what_it_names(typed: str, exact: str, first: str, day: str) -> None:
    reading = read_date(typed)
    assert (reading.exact.value, str(reading.first), str(reading.day)) == (exact, first, day)
    assert reading.why
    assert reading.is_vague == (first != day)
    assert not reading.year_assumed
    assert not reading.earlier


DATES_WITHOUT_A_YEAR = """
    31 December           | day       | 2020-12-31
    by 31 March           | day       | 2021-03-31
    1st April             | day       | 2020-04-01
    30/09                 | day       | 2020-09-30
    31.03                 | day       | 2021-03-31
    Dec 5                 | day       | 2020-12-05
    Sept 30               | day       | 2020-09-30
    March                 | month     | 2021-03-31
    end of December       | month     | 2020-12-31
    Sept                  | month     | 2020-09-30
    by March              | month     | 2021-03-31
    end-March             | month     | 2021-03-31
    September Board       | month     | 2020-09-30
    March Audit Committee | month     | 2021-03-31
    w/c 28th September    | week      | 2020-10-04
    w/c 29 March          | week      | 2021-04-04
    w/e 2 October         | day       | 2020-10-02
    Q3                    | quarter   | 2020-12-31
    Qtr 4                 | quarter   | 2021-03-31
    CY Q1                 | quarter   | 2021-03-31
    H2                    | half-year | 2021-03-31
    second half of year   | half-year | 2021-03-31
    autumn                | season    | 2020-11-30
    Winter                | season    | 2021-02-28
    year end              | year      | 2021-03-31
    year-end              | year      | 2021-03-31
    end of the year       | year      | 2021-03-31
    end of financial year | year      | 2021-03-31
    end of calendar year  | year      | 2020-12-31
    this financial year   | year      | 2021-03-31
"""


@pytest.mark.parametrize(("typed", "exact", "day"), table(DATES_WITHOUT_A_YEAR))
def test_a_date_without_a_year_falls_in_the_plans_financial_year_and_says_so(typed: str, exact: str, day: str) -> None:
    reading = read_date(typed, IN_2020_21)
    assert (reading.exact.value, str(reading.day)) == (exact, day)
    assert reading.year_assumed
    assert "no year is given: taken from the plan's financial year 2020/21" in reading.why


@pytest.mark.parametrize(("typed", "exact", "day"), table(DATES_WITHOUT_A_YEAR))
def test_a_date_without_a_year_in_a_plan_without_one_names_no_day(typed: str, exact: str, day: str) -> None:
    if typed == "Sept 30":  # without a plan's year to judge by, two figures after a month are a year
        return
    reading = read_date(typed)
    assert (reading.exact.value, reading.day, reading.first) == (exact, None, None)
    assert "no year is given" in reading.why
    assert not reading.is_vague
    assert not reading.is_undecided


def test_a_letter_that_two_small_ones_stand_for_does_not_shift_what_is_read() -> None:
    reading = read_date("İİİ 30/09/2020")
    assert reading.day == date(2020, 9, 30) and reading.why == "other words in the cell were passed over"


def test_the_financial_year_may_start_in_another_month() -> None:
    september = DateContext(financial_year=2020, year_starts=9)
    assert read_date("Q1", september).day == date(2020, 11, 30)
    assert read_date("August", september).day == date(2021, 8, 31)
    assert read_date("2020/21", september).day == date(2021, 8, 31)
    january = DateContext(financial_year=2020, year_starts=1)
    assert read_date("year end", january).day == date(2020, 12, 31)
    with pytest.raises(ValueError, match="from 1 to 12"):
        DateContext(year_starts=13)


def test_next_march_is_not_guessed() -> None:
    for typed in ("next March", "December next year", "31 March next year"):
        reading = read_date(typed, IN_2020_21)
        assert reading.day is None
        assert "cannot be known" in reading.why


UNDECIDED = [
    "TBC", "T.B.C.", "TBD", "TBA", "to be agreed", "To be confirmed", "to  be decided",
    "When funding allows", "once funding is agreed", "as resources permit",
    "date to follow", "ongoing", "On-going", "on going", "in due course", "continuous", "business as usual", "BAU",
    "immediate", "Immediately", "ASAP", "a.s.a.p.", "as soon as possible", "rolling", "Not yet known", "no date set",
    "unknown", "?", "??", "monthly", "Quarterly", "annual", "w/c TBC", "Pending", "Now",
]  # fmt: skip


@pytest.mark.parametrize("typed", UNDECIDED)
def test_an_entry_that_says_when_it_will_be_known_names_no_day(typed: str) -> None:
    reading = read_date(typed, IN_2020_21)
    assert reading.is_undecided
    assert reading.day is None
    assert typed.strip()[-3:] in reading.why or "now" in reading.why


@pytest.mark.parametrize(
    "typed",
    ["", " ", "\n", "-", "--", "\u2013", "\u2014\u2014", ".", "n/a", "N/A", "N\\A", "na", "n.a.", "None", "nil", "NULL",
     "not applicable", "\u200b", "\u00a0", "00/01/1900", "N/A - no longer needed"],
)  # fmt: skip
def test_a_dash_or_not_applicable_is_an_empty_cell(typed: str) -> None:
    reading = read_date(typed)
    assert reading.is_empty
    assert not reading.has_day


NOT_DATES = """
    31/06/2020            | June has 30 days
    31 June               | June has 30 days
    32/01/2020            | January has 31 days
    30 Feb                | February has at most 29 days
    29/02/2021            | February 2021 has 28 days
    25/13/2020            | there is no month 13
    13/2020               | there is no month 13
    00/12/2020            | there is no day 0
    31/12/0202            | 0202 is no year from 1900 to 2199
    31/12/20202           | 20202 is no year from 1900 to 2199
    31 Dec 1899           | 1899 is no year from 1900 to 2199
    2021/21               | its halves are the same
    2021/20               | it ends before it begins
    Q5                    | four quarters
    H3 2020               | two halves, and no half 3
    20 to 31 February 2021 | February has 29 days
    30 days from 31 February 2021 | February has at most 29 days
    1300 days from 1 September 2020 | 1300 days is further ahead than any plan
    w/c 31/06/2020        | June has 30 days
    15-10 October 2020    | 15 comes after 10
    Completed             | done, but not when
    awaits committee      | no date
    May be                | no date
    may be revisited      | no date
    March on              | no date
    12 may attend         | no date
    spring clean          | no date
    Phase 1/2             | no date
    Phase 2021 work       | no date
    Sunday                | no date
    Year 2                | no date
    nonmember             | no date
    1234                  | no date
    9                     | no date
    E6                    | no date
    24 AGS 03             | no date
    10.1.12.14            | no date
    Head of Legal         | no date
"""


@pytest.mark.parametrize(("typed", "why"), table(NOT_DATES))
def test_what_is_no_date_says_why(typed: str, why: str) -> None:
    reading = read_date(typed, IN_2020_21)
    assert reading.exact is Exactness.NOT_A_DATE
    assert reading.day is None
    assert why in reading.why


@pytest.mark.parametrize(
    ("typed", "month"),
    [("Septmber 2020", 9), ("Setpember 2020", 9), ("Febuary 2021", 2), ("Feburary 2021", 2), ("Novemeber 2020", 11),
     ("Decemeber 2020", 12), ("Janurary 2021", 1), ("Ocotber 2020", 10), ("Agust 2020", 8), ("Arpil 2021", 4),
     ("31 Decmber 2020", 12), ("by end of Octobre 2020", 10)],
)  # fmt: skip
def test_a_misspelt_month_is_read_and_said(typed: str, month: int) -> None:
    reading = read_date(typed)
    assert reading.day
    assert reading.day.month == month
    assert "read as" in reading.why


def test_words_that_are_nearly_months_are_none() -> None:
    for word in (
        "member",
        "remember",
        "match",
        "marsh",
        "number",
        "timber",
        "dismember",
        "augment",
        "declare",
        "mayor",
    ):
        assert not read_date(f"{word} 2020").has_day or read_date(f"{word} 2020").exact is Exactness.YEAR
        assert read_date(word, IN_2020_21).exact is Exactness.NOT_A_DATE


SEVERAL_DATES = """
    Revised: 31/12/20 (was 30/09/20)               | 2020-12-31 | 2020-09-30
    31/12/2020 (previously 30/09/2020)             | 2020-12-31 | 2020-09-30
    31/12/2020, originally 30/09/2020              | 2020-12-31 | 2020-09-30
    30/09/2020 -> 31/12/2020                       | 2020-12-31 | 2020-09-30
    30/09/2020 → 31/12/2020                        | 2020-12-31 | 2020-09-30
    30/09/2020 to 31/12/2020                       | 2020-12-31 | 2020-09-30
    30/09/2020 - 31/12/2020                        | 2020-12-31 | 2020-09-30
    30/09/20 31/12/20                              | 2020-12-31 | 2020-09-30
    30/09/2020; 31/12/2020                         | 2020-12-31 | 2020-09-30
    30/09/2020 / 31/12/2020                        | 2020-12-31 | 2020-09-30
    30/09/2020\\n31/12/2020                        | 2020-12-31 | 2020-09-30
    31/12/2020\\n30/09/2020                        | 2020-09-30 | 2020-12-31
    31/12/2020 (30/09/2020)                        | 2020-12-31 | 2020-09-30
    30 September 31 December 2020                  | 2020-12-31 | 2020-09-30
    30th Sept / 31st Dec 2020                      | 2020-12-31 | 2020-09-30
    30/09 -> 31/12/2020                            | 2020-12-31 | 2020-09-30
    Original: 30/09/2020\\nRevised: 31/12/2020     | 2020-12-31 | 2020-09-30
    Revised: 31/12/2020\\nOriginal: 30/09/2020     | 2020-12-31 | 2020-09-30
    30/09/20 (original), 31/12/20 (revised)        | 2020-12-31 | 2020-09-30
    Revised from 30/09/20 to 31/12/20              | 2020-12-31 | 2020-09-30
    01/10/2020 (revised from 01/07/2020)           | 2020-10-01 | 2020-07-01
    moved from Sept 2020 to Dec 2020               | 2020-12-31 | 2020-09-30
    Was September, now December 2020               | 2020-12-31 | 2020-09-30
    30/09/2020 extended to March 2021              | 2021-03-31 | 2020-09-30
    brought forward to 30/09/2020 from 31/12/2020  | 2020-09-30 | 2020-12-31
    Sept 2020 -> 15/09/2020                        | 2020-09-15 | 2020-09-30
    31/03/21 (was 31/12/20, originally 30/09/20)   | 2021-03-31 | 2020-09-30 2020-12-31
    30/06/20 -> 30/09/20 -> 31/12/20               | 2020-12-31 | 2020-06-30 2020-09-30
    30.09.20 revised to 31.12.20 then 31.03.21     | 2021-03-31 | 2020-09-30 2020-12-31
    was 30/06/20, 30/09/20; now 31/12/20           | 2020-12-31 | 2020-06-30 2020-09-30
    TBC (was 31/12/2020)                           | none       | 2020-12-31
    30/09/2020 -> TBC                              | none       | 2020-09-30
    30/09/2020\\nTBC                               | none       | 2020-09-30
    Ongoing (previously 31/12/2020)                | none       | 2020-12-31
"""


@pytest.mark.parametrize(("typed", "day", "earlier"), table(SEVERAL_DATES))
def test_of_several_dates_one_holds_and_the_others_are_earlier(typed: str, day: str, earlier: str) -> None:
    reading = read_date(typed)
    assert (reading.day, days(reading.earlier)) == (as_day(day), earlier)
    assert "several" in reading.why or "replaces" in reading.why or "two dates" in reading.why


DATES_THAT_ARE_NOT_EARLIER_ONES = """
    30/09/2020 and 31/12/2020                       | 2020-12-31
    Phase 1: 31/12/2020; phase 2: 30/09/2020        | 2020-12-31
    Draft 12 October 2020, final 9 November 2020    | 2020-11-09
    Q3 (December 2020)                              | 2020-12-31
    31/12/2020 (Q3)                                 | 2020-12-31
    end of March 2021 (31/03/2021)                  | 2021-03-31
    31/12/2020 TBC                                  | 2020-12-31
    31/12/2020\\nawaiting tender                    | 2020-12-31
    31/12/2020\\ndependent on the tender            | 2020-12-31
    Ongoing - review 31 March 2021                  | 2021-03-31
    was completed on 12/10/2020                     | 2020-10-12
    Originally 30/09/2020                           | 2020-09-30
    from 1 October 2020 to 31 March 2021            | 2021-03-31
    Stage 1/2 complete 31/12/2020                   | 2020-12-31
"""


@pytest.mark.parametrize(("typed", "day"), table(DATES_THAT_ARE_NOT_EARLIER_ONES))
def test_a_date_is_earlier_only_where_something_says_so(typed: str, day: str) -> None:
    reading = read_date(typed, IN_2020_21)
    assert (str(reading.day), reading.earlier) == (day, ())


def test_an_impossible_new_date_does_not_fall_back_on_the_old_one() -> None:
    reading = read_date("31/06/2020 (was 31/03/2020)")
    assert reading.exact is Exactness.NOT_A_DATE
    assert days(reading.earlier) == "2020-03-31"


def test_day_comes_before_month_and_the_other_reading_is_kept() -> None:
    assert (read_date("01/02/2020").day, read_date("01/02/2020").month_first) == (date(2020, 2, 1), date(2020, 1, 2))
    assert read_date("02/02/2020").month_first is None
    assert read_date("25/09/2020").month_first is None
    only = read_date("09/25/2020")
    assert (only.day, only.month_first) == (date(2020, 9, 25), None)
    assert "month first" in only.why
    proven = read_date("01/02/2020", DateContext(month_first=True))
    assert (proven.day, proven.month_first) == (date(2020, 1, 2), None)
    assert "column" in proven.why


def test_a_weekday_that_disagrees_is_said() -> None:
    reading = read_date("Friday 31 December 2020")
    assert reading.day == date(2020, 12, 31)
    assert reading.why == "31 December 2020 is a Thursday, not a Friday"


COUNTED = """
    30 days                  | 2020-10-30
    within 3 months          | 2020-12-30
    six weeks                | 2020-11-11
    10 working days          | 2020-10-14
    1 year                   | 2021-09-30
    5 months                 | 2021-02-28
    30 days from 1 June 2020 | 2020-07-01
    7 working days from 1 September 2020 | 2020-09-10
    4 working days           | 2020-10-06
"""


@pytest.mark.parametrize(("typed", "day"), table(COUNTED))
def test_a_length_of_time_counts_from_the_day_given(typed: str, day: str) -> None:
    reading = read_date(typed, DateContext(counted_from=date(2020, 9, 30)))
    assert (reading.exact, str(reading.day)) == (Exactness.DAY, day)
    assert "counted from" in reading.why


def test_a_length_of_time_from_an_unknown_day_is_to_be_decided() -> None:
    assert "30 days from a day that is not given" in read_date("30 days").why
    assert read_date("30 days").is_undecided
    from_receipt = read_date("30 days from receipt of the report", DateContext(counted_from=date(2020, 9, 30)))
    assert from_receipt.is_undecided
    assert "receipt of the report" in from_receipt.why


CELL_VALUES: list[tuple[object, Exactness, date | None, bool]] = [
    (None, Exactness.EMPTY, None, False),
    (date(2020, 12, 31), Exactness.DAY, date(2020, 12, 31), False),
    (datetime(2020, 12, 31, 17, 30), Exactness.DAY, date(2020, 12, 31), False),
    (date(1899, 12, 31), Exactness.NOT_A_DATE, None, False),
    (44196, Exactness.DAY, date(2020, 12, 31), False),
    (44196.75, Exactness.DAY, date(2020, 12, 31), False),
    ("44196", Exactness.DAY, date(2020, 12, 31), True),
    ("44196.75", Exactness.DAY, date(2020, 12, 31), True),
    ("19999", Exactness.NOT_A_DATE, None, True),
    (2020, Exactness.YEAR, date(2020, 12, 31), False),
    (2021.0, Exactness.YEAR, date(2021, 12, 31), False),
    (31122020, Exactness.DAY, date(2020, 12, 31), False),
    (0, Exactness.EMPTY, None, False),
    (time(0, 0), Exactness.EMPTY, None, False),
    (time(12, 0), Exactness.NOT_A_DATE, None, False),
    (timedelta(days=3), Exactness.NOT_A_DATE, None, False),
    (7, Exactness.NOT_A_DATE, None, False),
    (-44196, Exactness.NOT_A_DATE, None, False),
    (float("nan"), Exactness.EMPTY, None, False),
    (float("inf"), Exactness.NOT_A_DATE, None, False),
    (10**400, Exactness.NOT_A_DATE, None, False),
    (True, Exactness.NOT_A_DATE, None, False),
    (b"31/12/2020", Exactness.NOT_A_DATE, None, False),
    ([], Exactness.NOT_A_DATE, None, False),
    ("9" * 5000, Exactness.NOT_A_DATE, None, True),
]


@pytest.mark.parametrize(("value", "exact", "day", "is_text"), CELL_VALUES)
def test_cells_that_are_no_text(value: object, exact: Exactness, day: date | None, is_text: bool) -> None:
    reading = read_date(value)
    assert (reading.exact, reading.day, reading.is_text) == (exact, day, is_text)


def test_a_day_number_as_text_follows_the_workbooks_own_count() -> None:
    assert read_date("42734", DateContext(from_1904=True)).day == date(2020, 12, 31)


def test_a_missing_time_of_pandas_is_an_empty_cell() -> None:
    pandas = pytest.importorskip("pandas")
    assert read_date(pandas.NaT).is_empty
    assert read_date(pandas.Timestamp(2020, 12, 31)).day == date(2020, 12, 31)


def test_a_vague_date_covers_the_days_it_holds() -> None:
    september, mid_september, october = (read_date(typed) for typed in ("Sept 2020", "15/09/2020", "01/10/2020"))
    assert september.covers(mid_september)
    assert mid_september.covers(september)
    assert september.covers(read_date("Q2 2020/21"))
    assert not september.covers(october)
    assert not september.covers(read_date("TBC"))
    assert not read_date("-").covers(read_date("-"))


def test_financial_years() -> None:
    assert [financial_year(day) for day in (date(2020, 9, 30), date(2021, 3, 31), date(2021, 4, 1))] == [
        2020,
        2020,
        2021,
    ]
    assert year_end(date(2020, 9, 30)) == date(2021, 3, 31)
    assert year_end(date(2020, 9, 30), year_starts=1) == date(2020, 12, 31)
    assert year_end(date(2020, 3, 1), year_starts=3) == date(2021, 2, 28)


def test_day_and_month_exchanged() -> None:
    assert swapped(date(2020, 5, 10)) == date(2020, 10, 5)
    assert swapped(date(2020, 5, 31)) is None


# --- how a column is written ---


def test_a_text_with_a_day_above_12_proves_the_order() -> None:
    proof = column_order(["01/02/2020", "25/09/2020", None, date(2020, 9, 30), "TBC"])
    assert (proof.order, proof.evidence) == (ColumnOrder.DAY_FIRST, (1,))
    proof = column_order(["01/02/2020", "09/25/2020", ""])
    assert (proof.order, proof.evidence, proof.month_first) == (ColumnOrder.MONTH_FIRST, (1,), True)


def test_texts_of_both_orders_or_of_neither_prove_nothing() -> None:
    both = column_order(["25/09/2020", "09/25/2020"])
    assert (both.order, both.evidence) == (ColumnOrder.UNPROVEN, (0, 1))
    assert "others only month first" in both.why
    assert column_order(["01/02/2020", "March 2021", date(2020, 9, 30)]).order is ColumnOrder.UNPROVEN
    assert column_order(["31/06/2020", "99/99/2020"]).order is ColumnOrder.UNPROVEN
    assert column_order([]).order is ColumnOrder.UNPROVEN


def test_a_column_that_excel_swapped_is_proven() -> None:
    # Typed: 05/10/2020, 30/09/2020, 12/11/2020, 31/12/2020, 31/03/2021, 07/12/2020
    column = [date(2020, 5, 10), "30/09/2020", date(2020, 11, 12), "31/12/2020", "31/03/2021", date(2020, 7, 12)]
    proof = column_order(column)
    assert (proof.order, proof.evidence) == (ColumnOrder.SWAPPED, (0, 2, 5))
    assert proof.is_swapped


def test_a_column_typed_month_first_into_a_british_excel_is_proven_too() -> None:
    # Typed: 10/05/2020, 09/30/2020, 12/11/2020, 12/31/2020, 12/07/2020
    column = [date(2020, 5, 10), "09/30/2020", date(2020, 11, 12), "12/31/2020", date(2020, 7, 12)]
    assert (column_order(column).order, column_order(column).evidence) == (ColumnOrder.SWAPPED, (0, 2, 4))


def test_many_dates_and_texts_prove_a_swap_even_where_both_ways_fit() -> None:
    both_fit = [date(2020, 10, 11), date(2020, 11, 10), date(2020, 12, 11), date(2020, 11, 12)]
    proof = column_order([*both_fit, "30/09/2020", "31/12/2020", "31/03/2021"])
    assert proof.order is ColumnOrder.SWAPPED


TEXTS = ["30/09/2020", "31/12/2020", "31/03/2021"]
NOT_SWAPPED: list[tuple[str, list[object]]] = [
    ("a real month end", [date(2020, 5, 10), date(2020, 7, 12), date(2020, 9, 30), *TEXTS]),
    ("a text that Excel could have read", [date(2020, 5, 10), date(2020, 7, 12), "05/11/2020", *TEXTS]),
    ("one text alone", [date(2020, 5, 10), date(2020, 7, 12), "30/09/2020"]),
    ("one date alone", [date(2020, 5, 10), *TEXTS]),
    ("dates that fit as they are", [date(2020, 10, 1), date(2020, 12, 1), *TEXTS]),
    ("stray spaces", [date(2020, 11, 12), date(2020, 11, 12), "31/12/2020 ", " 31/12/2020"]),
    ("full stops", [date(2020, 11, 12), date(2020, 11, 12), "31.12.2020", "30.12.2020"]),
    ("dates that are the same both ways", [date(2020, 5, 5), date(2020, 6, 6), *TEXTS]),
    ("few that fit both ways", [date(2020, 10, 11), date(2020, 11, 10), *TEXTS]),
]


@pytest.mark.parametrize(("case", "column"), NOT_SWAPPED)
def test_a_column_is_not_called_swapped_for_less(case: str, column: list[object]) -> None:
    assert column_order(column).order in (ColumnOrder.DAY_FIRST, ColumnOrder.UNPROVEN), case


# --- dates inside a text ---

IN_PROSE = """
    The draft will be complete by March and may be agreed in May.  | March, May
    It will be signed off by the end of Q3 2020/21.                | end of Q3 2020/21
    Moved to 31 March 2021; panel on 9 November.                   | 31 March 2021, 9 November
    Workshop held w/c 28th September.                              | w/c 28th September
    Consultation runs Sept to Dec 2020.                            | Sept to Dec 2020
    Delayed until spring 2021; a spring clean is under way.        | spring 2021
    December 2020 update: the tender is out.                       | December 2020
    Due in 2021, for 2020/21.                                      | 2021, 2020/21
    Sent on 05/01/2021 and 31.12.20.                               | 05/01/2021, 31.12.20
    Expected by 31st March, or early April 2021 at the latest.     | 31st March, early April 2021
    Members may march on; 12 may attend.                           | none
    Work is 24/7 across 2/3 of sites; see para 2.4 and 1.10.       | none
    Jan and April lead. March is busy. May was quiet.              | none
    Phone 01234 567890 about 24 AGS 03 within 30 days.             | none
    Server 10.1.12.14 was replaced.                                | none
    to march forward, to may                                       | none
"""


@pytest.mark.parametrize(("text", "expected"), table(IN_PROSE))
def test_dates_in_a_text(text: str, expected: str) -> None:
    found = [text[one.start : one.end] for one in dates_in(text, IN_2020_21)]
    assert ", ".join(found) == expected.replace("none", "")


def test_the_place_of_a_date_holds_in_a_text_with_odd_characters() -> None:
    text = "Done \u2013 final\u200b version by\u00a031\u00a0March\u00a02021\u200b, said the panel\ufb01"
    (found,) = dates_in(text)
    assert text[found.start : found.end] == "31\u00a0March\u00a02021"


def test_a_superseded_date_in_a_text_is_marked() -> None:
    march, june = dates_in("Moved from March to June 2021 after the tender.")
    assert (march.superseded, june.superseded) == (True, False)
    (completed,) = dates_in("The report was completed on 12 October 2020.")
    assert not completed.superseded


# --- whatever comes ---

ANY_DAY = st.dates(date(1980, 1, 1), date(2079, 12, 31))
STYLES = [
    "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %m %Y", "%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%d/%m/%y", "%d.%m.%y", "%d %b %Y",
    "%d-%b-%y", "%d%b%Y", "%d %B %Y", "%A %d %B %Y", "%a %d %b %y", "%B %d, %Y", "%b %d %Y", "%d%m%Y", "%Y%m%d",
    "by %d %B %Y", "Complete by %d/%m/%Y", "w/e %d %B %Y",
]  # fmt: skip
ANY_CONTEXT = st.builds(
    DateContext,
    year_starts=st.integers(1, 12),
    financial_year=st.none() | st.integers(1990, 2100),
    month_first=st.booleans(),
    counted_from=st.none() | ANY_DAY,
)
PIECES = st.sampled_from(
    "31 12 2020 20 09 2021 / - . , ( ) ; -> to and was now revised from Q3 H1 first half quarter of the year end mid "
    "early FY calendar March may Sept spring w/c tbc ongoing 30 days weeks within by in until "
    "44196 31st next last week".split()
)
SPAN_KINDS = {Exactness.DAY, Exactness.WEEK, Exactness.MONTH, Exactness.QUARTER, Exactness.HALF_YEAR, Exactness.SEASON,
              Exactness.YEAR}  # fmt: skip


@given(day=ANY_DAY, style=st.sampled_from(STYLES))
@settings(max_examples=200, deadline=None)
def test_any_day_in_any_style_comes_back(day: date, style: str) -> None:
    reading = read_date(day.strftime(style))
    assert (reading.day, reading.exact) == (day, Exactness.DAY)


@given(day=ANY_DAY, style=st.sampled_from(["%B %Y", "%b %y", "%b%Y", "%m/%Y", "%Y/%m", "end of %B %Y", "late %b %Y"]))
@settings(max_examples=100, deadline=None)
def test_any_month_in_any_style_ends_on_its_last_day(day: date, style: str) -> None:
    typed = day.strftime(style)
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    # 2020/21 and the like are financial years, also where the second half could be a month.
    if style == "%Y/%m" and (day.year + 1) % 100 == day.month:
        last = date(day.year + 1, 3, 31)
    assert read_date(typed).day == last


@given(day=ANY_DAY, style=st.sampled_from(["%d %B", "%d/%m", "%B", "end %b", "w/e %d %b"]), starts=st.integers(1, 12))
@settings(max_examples=100, deadline=None)
def test_a_date_without_a_year_lies_in_the_financial_year(day: date, style: str, starts: int) -> None:
    context = DateContext(financial_year=financial_year(day, starts), year_starts=starts)
    reading = read_date(day.strftime(style), context)
    assert reading.day
    assert reading.year_assumed
    assert financial_year(reading.day, starts) == context.financial_year
    assert reading.day.month == day.month


@given(typed=st.text(max_size=60) | st.lists(PIECES, max_size=7).map(" ".join), context=ANY_CONTEXT)
@settings(max_examples=400, deadline=None)
def test_whatever_is_typed_gets_a_sound_reading(typed: str, context: DateContext) -> None:
    reading = read_date(typed, context)
    assert (reading.day is None) == (reading.first is None)
    if reading.day and reading.first:
        assert reading.first <= reading.day
        assert reading.exact in SPAN_KINDS
        assert reading.covers(reading)
    else:
        assert reading.why or reading.is_empty
    assert not any(earlier.is_undecided or earlier.is_empty for earlier in reading.earlier)
    for found in dates_in(typed, context):
        assert 0 <= found.start < found.end <= len(typed)


@given(value=st.one_of(st.integers(), st.floats(), st.datetimes(), st.dates(), st.times(), st.binary(), st.booleans()))
@settings(max_examples=200, deadline=None)
def test_no_value_of_a_cell_raises(value: object) -> None:
    assert isinstance(read_date(value), DateReading)
    assert not read_date(value).is_text


@given(values=st.lists(st.one_of(st.none(), st.dates(), st.text(max_size=12), ANY_DAY.map(lambda d: f"{d:%d/%m/%Y}"))))
@settings(max_examples=100, deadline=None)
def test_no_column_raises(values: list[object]) -> None:
    proof = column_order(values)
    assert all(0 <= place < len(values) for place in proof.evidence)


@given(one=st.tuples(ANY_DAY, ANY_DAY), other=st.tuples(ANY_DAY, ANY_DAY))
@settings(max_examples=100, deadline=None)
def test_covering_is_mutual(one: tuple[date, date], other: tuple[date, date]) -> None:
    first, second = (
        DateReading(exact=Exactness.MONTH, first=min(pair), day=max(pair), why="", is_text=True)
        for pair in (one, other)
    )
    assert first.covers(second) == second.covers(first)


@given(typed=st.lists(ANY_DAY, min_size=3, max_size=12))
@settings(max_examples=100, deadline=None)
def test_a_column_of_real_dates_with_a_day_above_12_is_never_swapped(typed: list[date]) -> None:
    column: list[object] = [*typed, date(2020, 9, 30), *TEXTS]
    assert column_order(column).order is ColumnOrder.DAY_FIRST
