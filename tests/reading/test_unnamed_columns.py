"""Columns under headings that nobody could know: taken by what stands in them, and said so."""

from __future__ import annotations

from gipxl.assessment import assess
from gipxl.plan import Field
from tests.tables import plan_of

STATUSES = """
    | ref | title   | owner         | original_due | How is it going? |
    | A1  | Rosters | Head of HR    | 2020-12-31   | Complete         |
    | A2  | Leases  | Head of Legal | 2020-12-31   | In progress      |
    | A3  | Stores  | Head of HR    | 2020-12-31   | Not started      |
"""
DATES = """
    | ref | title   | owner         | original date | Second thoughts | status      |
    | A1  | Rosters | Head of HR    | 2020-12-31    | 2021-01-31      | In progress |
    | A2  | Leases  | Head of Legal | 2020-12-31    | 2021-02-28      | In progress |
    | A3  | Stores  | Head of HR    | 2020-12-31    | 2021-02-28      | In progress |
"""
RAISED = DATES.replace("Second thoughts", "Date raised")


def said(table: str) -> list[str]:
    findings = assess(plan_of(table)).findings
    return [finding.message for finding in findings if finding.code == "LAY02"]


def test_a_column_of_statuses_is_known_by_its_words() -> None:
    plan = plan_of(STATUSES)
    assert plan.letter(Field.STATUS) == "E"
    assert [action.is_complete(plan.as_at) for action in plan.actions] == [True, False, False]
    assert len(said(STATUSES)) == 1


def test_a_column_of_dates_that_nothing_explains_is_not_used_but_said() -> None:
    assert plan_of(DATES).letter(Field.REVISED_DUE) is None
    [message] = said(DATES)
    assert "Second thoughts" in message and "not used" in message


def test_a_heading_that_means_something_else_is_passed_over_quietly() -> None:
    assert said(RAISED) == []
