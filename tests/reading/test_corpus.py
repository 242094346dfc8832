"""Every workbook of the corpus gives the reading it must."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipxl.errors import WorkbookError
from tests.reading.case import Case
from tests.reading.corpus_cells import CELLS
from tests.reading.corpus_headings import HEADINGS
from tests.reading.corpus_rows import ROWS
from tests.reading.corpus_sheets import REFUSED, SHEETS
from tests.reading.pages import write
from tests.reading.plans import columns_of, expected, left_out_of, lines_of, understood

CASES = (*HEADINGS, *ROWS, *CELLS, *SHEETS)


@pytest.mark.parametrize(
    ("case", "suffix"),
    [pytest.param(case, suffix, id=f"{case.name}, {suffix}") for case in CASES for suffix in case.suffixes],
)
def test_it_reads_as_it_must(case: Case, suffix: str, tmp_path: Path) -> None:
    plan = understood(write(tmp_path / f"plan{suffix}", *case.pages, **case.options), settings=case.settings)
    assert lines_of(plan) == expected(case.reads)
    if case.heading is not None:
        assert plan.heading_rows == case.heading
    if case.columns is not None:
        assert {name: letters for name, letters in columns_of(plan).items() if name in case.columns} == case.columns
    if case.left_out is not None:
        assert left_out_of(plan) == case.left_out
    if case.sheet is not None:
        assert plan.sheet == case.sheet


@pytest.mark.parametrize("name", REFUSED)
def test_a_workbook_without_a_plan_is_refused_with_what_was_looked_for(name: str, tmp_path: Path) -> None:
    pages = REFUSED[name]
    with pytest.raises(WorkbookError) as refused:
        understood(write(tmp_path / "other.xlsx", *pages))
    message = str(refused.value)
    assert "holds no plan" in message
    assert "a ref or title and an owner, a date or a status" in message
    assert all(f"“{page.name}”" in message for page in pages)


def test_no_two_cases_have_one_name() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names)
