"""The samples, checked: the good ones give nothing graver than a note, the faulty one every fault planted in it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from gipxl.assessment import Assessment
from gipxl.build import assess_workbook
from gipxl.rules.finding import Level
from gipxl.settings import Settings

PROJECT = Path(__file__).parent.parent
WORKBOOKS = PROJECT / "workbooks"
sys.path.insert(0, str(PROJECT / "scripts"))

from sample_faults import FAULTS  # noqa: E402  (scripts are no package)


def assessed(name: str) -> Assessment:
    return assess_workbook(WORKBOOKS / name, settings=Settings()).assessment


@pytest.mark.parametrize("month", ["2020-07", "2020-09"])
def test_a_good_plan_gives_no_error_and_no_warning(month: str) -> None:
    found = assessed(f"{month} Governance Improvement Plan.xlsx").findings
    assert [finding for finding in found if finding.level is not Level.NOTE] == []


def test_every_planted_fault_is_found_where_it_stands() -> None:
    found = assessed("faulty.xlsx").findings
    places = {
        place
        for finding in found
        for place in (
            (finding.code, finding.ref),
            (finding.code, finding.sheet),
            (finding.code, f"{finding.sheet}!{finding.cell}"),
        )
    }
    assert [fault for fault in FAULTS if fault not in places] == []


def test_the_september_figures_are_those_of_the_published_report() -> None:
    figures = assessed("2020-09 Governance Improvement Plan.xlsx").figures
    counted = {figure.name: (figure.value, figure.percent) for figure in figures if figure.value}
    assert counted == {
        "workstreams": (29, None),
        "change": (-2, None),
        "complete": (1, 3),
        "on_track": (11, 38),
        "revised": (17, 59),
        "due_this_year": (24, 83),
        "consolidated": (2, None),
        "completed_since": (1, None),
    }
    assert figures.complete.refs == ("G2",)
    assert dict(figures.consolidated.into) == {"E6": ("E7", "E8")}
