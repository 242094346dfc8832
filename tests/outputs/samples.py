"""The sample workbooks, read and assessed."""

from __future__ import annotations

from pathlib import Path

from gipxl.assessment import Assessment, assess
from gipxl.reading import read
from gipxl.settings import Settings

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"


def september() -> Assessment:
    """September against July."""
    months = ("2020-07", "2020-09")
    july, now = (read(WORKBOOKS / f"{month} Governance Improvement Plan.xlsx", settings=Settings()) for month in months)
    return assess(now, july)
