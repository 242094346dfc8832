"""The samples saved by LibreOffice in other formats read as the workbooks themselves do."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from gipxl.plan import Plan
from tests.reading.plans import columns_of, left_out_of, lines_of, understood

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"
SAMPLES = ("2020-09 Governance Improvement Plan.xlsx", "faulty.xlsx")


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples as .ods and .xls."""
    folder = tmp_path_factory.mktemp("converted")
    profile = (folder / "profile").as_uri()
    for suffix in ("ods", "xls"):
        command = [
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            suffix,
            "--outdir",
            folder,
        ]
        subprocess.run(
            [*command, *(WORKBOOKS / name for name in SAMPLES)], capture_output=True, check=True, timeout=180
        )
    return folder


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("suffix", [".ods", ".xls"])
@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_plan_in_another_format(name: str, suffix: str, converted: Path) -> None:
    plan = understood(WORKBOOKS / name)
    other = understood((converted / name).with_suffix(suffix))
    assert lines_of(other) == lines_of(plan)
    assert columns_of(other) == columns_of(plan)
    assert left_out_of(other) == left_out_of(plan)
    assert other.marks.merged == plan.marks.merged
    assert (other.listed_owners, other.hidden_sheets, other.details) == (
        plan.listed_owners, plan.hidden_sheets, plan.details,
    )  # fmt: skip
    if suffix == ".ods":
        assert other.marks == plan.marks
        assert days_of(other) == days_of(plan)


def days_of(plan: Plan) -> list[list[date | None]]:
    """Every delivery date of every action, struck-out ones among them."""
    return [[reading.day for reading in action.due_dates] for action in plan.actions]
