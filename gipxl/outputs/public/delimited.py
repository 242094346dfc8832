"""The public version as CSV: the table, and the totals beside it."""

from __future__ import annotations

from datetime import date

from gipxl.outputs.plain import as_csv
from gipxl.outputs.public.content import HEADINGS, PublicPlan, totals_table


def table(plan: PublicPlan) -> bytes:
    """One row for each action under one heading; days as 2020-12-31, and nothing where the plan has nothing."""
    rows = ([_written(cell.value) for cell in row.cells] for row in plan.rows)
    return as_csv([HEADINGS[field][0] for field in plan.columns], rows).encode()


def totals(plan: PublicPlan) -> bytes:
    """The totals, one row for each."""
    return as_csv(["Figure", "Number", "Per cent of all", "What it means"], totals_table(plan)).encode()


def _written(value: str | date) -> str:
    return value.isoformat() if isinstance(value, date) else value
