"""The month last presented, and the months before it: found among the workbooks that lie beside the plan."""

from gipxl.baseline.month import Neighbour, holds_our_sheets, is_flagged_copy, own_day, read_month, read_neighbour
from gipxl.baseline.names import (
    WORKBOOK_SUFFIXES,
    candidates,
    is_archive_name,
    is_workbook_name,
    month_in,
    named_like,
    workbooks_in,
)
from gipxl.baseline.one_plan import are_one_plan, fewest_alike, is_same_plan
from gipxl.baseline.past import Past, find_past, is_called, latest_plan, presentation_named

__all__ = [
    "WORKBOOK_SUFFIXES",
    "Neighbour",
    "Past",
    "are_one_plan",
    "candidates",
    "fewest_alike",
    "find_past",
    "holds_our_sheets",
    "is_archive_name",
    "is_called",
    "is_flagged_copy",
    "is_same_plan",
    "is_workbook_name",
    "latest_plan",
    "month_in",
    "named_like",
    "own_day",
    "presentation_named",
    "read_month",
    "read_neighbour",
    "workbooks_in",
]
