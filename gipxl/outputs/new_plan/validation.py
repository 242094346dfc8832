"""What the cells of a new plan ask for: lists to choose from, and dates with the day before the month.

All of them warn and none refuses: people must be able to write "TBC", "Q3 2021/22" or two owners.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gipxl.outputs.new_plan.columns import DATES, as_plan_column
from gipxl.plan import Field

_EARLIEST, _LATEST = date(2000, 1, 1), date(2099, 12, 31)
#: The names by which the lists on the Lists sheet are known.
LISTS: Mapping[Field, str] = {Field.OWNER: "Owners", Field.STATUS: "Statuses"}


def for_day(title: str, hint: str) -> dict[str, Any]:
    """A day is wanted. What is no date may stand all the same."""
    return {
        "validate": "date", "criteria": "between", "minimum": _EARLIEST, "maximum": _LATEST,
        "input_title": title, "input_message": hint,
        "error_type": "warning", "error_title": "This is not a date",
        "error_message": "Type the day before the month, such as 30/09/2021. A month, a quarter or TBC may stay as it "
        "is: gipxl reads these too, and says how.",
    }  # fmt: skip


def for_text(title: str, hint: str) -> dict[str, Any]:
    """Anything may stand there; a hint says what belongs."""
    return {"validate": "any", "input_title": title, "input_message": hint}


def for_column(column: str, letter: str, first: int, last: int) -> dict[str, Any] | None:
    """What the cells of a column ask for, from row ``first`` to ``last``; None where they ask for nothing."""
    about = as_plan_column(column)
    if column in DATES:
        return for_day(about.heading, about.hint)
    if column == Field.REF:
        return _for_ref(about.hint, letter, first, last)
    if column in LISTS:
        return _for_listed(about.heading, about.hint, LISTS[Field(column)])
    return None


def _for_listed(title: str, hint: str, name: str) -> dict[str, Any]:
    return {
        "validate": "list", "source": f"={name}", "input_title": title, "input_message": hint,
        "error_type": "warning", "error_title": "This is not on the list",
        "error_message": "Choose from the list, or add the word to it on the Lists sheet.",
    }  # fmt: skip


def _for_ref(hint: str, letter: str, first: int, last: int) -> dict[str, Any]:
    return {
        "validate": "custom", "value": f"=COUNTIF(${letter}${first}:${letter}${last},{letter}{first})<2",
        "input_title": "Ref", "input_message": hint,
        "error_type": "warning", "error_title": "This ref is there already",
        "error_message": "Each action has a ref of its own.",
    }  # fmt: skip
