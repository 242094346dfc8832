"""The *Lists* sheet: the owners and statuses to choose from. Both lists grow as words are added below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from gipxl.outputs.copy.authoring import height_of, lines_of, text_of
from gipxl.outputs.new_plan.looks import FONT
from gipxl.outputs.new_plan.statuses import meaning_of
from gipxl.outputs.new_plan.template import NewPlan
from gipxl.outputs.plain import harmless

NAME = "Lists"
_HEADING_ROW, _FIRST_ROW = 3, 4
_ROOM_BELOW = 500
_OWNERS, _STATUSES = 0, 3
_ABOUT = (
    "What the cells for owner and status offer. Type further owners straight below the last one, one in each cell; "
    "an address beside an owner is needed only where gipxl is to write to owners."
)


def write(page: Any, plan: NewPlan, formats: Mapping[str, Any]) -> None:
    """The sheet, with a table for each list."""
    page.write_string(0, 0, NAME, formats["title"])
    page.write_string(1, 0, _ABOUT, formats["about"])
    page.set_column(0, 0, 40, formats["cell"])
    page.set_column(1, 1, 34, formats["cell"])
    page.set_column(2, 2, 4)
    page.set_column(3, 3, 24, formats["cell"])
    page.set_column(4, 4, 70, formats["cell"])
    for row in (0, 1):
        page.set_row(row, None, formats["plain"])
    words = plan.settings.status.words
    statuses = [(status, meaning_of(status, words)) for status in plan.statuses]
    for row, (_, meaning) in enumerate(statuses, _FIRST_ROW - 1):
        page.set_row(row, height_of(lines_of(meaning, 68), FONT.size))
    _table(page, _OWNERS, "Owner_list", ("Owners", "E-mail"), [(owner, "") for owner in plan.owners], formats)
    _table(page, _STATUSES, "Status_list", ("Statuses", "What it means"), statuses, formats)
    _set_up(page, plan)


def names(plan: NewPlan) -> dict[str, str]:
    """The two lists by name, as far as each is filled in."""
    return {"Owners": _filled("A", len(plan.owners)), "Statuses": _filled("D", len(plan.statuses))}


def _filled(letter: str, there: int) -> str:
    cells = f"{NAME}!${letter}${_FIRST_ROW}:${letter}${_FIRST_ROW + there + _ROOM_BELOW}"
    return f"{NAME}!${letter}${_FIRST_ROW}:INDEX({cells},MAX(1,COUNTA({cells})))"


def _table(
    page: Any, left: int, name: str, headings: Sequence[str], rows: Sequence[Sequence[str]], formats: Mapping[str, Any]
) -> None:
    last = _FIRST_ROW - 1 + max(len(rows), 1) - 1
    columns = [{"header": heading, "header_format": formats["heading"]} for heading in headings]
    page.add_table(
        _HEADING_ROW - 1, left, last, left + len(headings) - 1,
        {"name": name, "columns": columns, "style": None, "autofilter": False, "title": headings[0]},
    )  # fmt: skip
    for row, texts in enumerate(rows or [[""] * len(headings)], _FIRST_ROW - 1):
        for place, text in enumerate(texts, left):
            page.write_string(row, place, text_of(text), formats["row"])


def _set_up(page: Any, plan: NewPlan) -> None:
    page.freeze_panes(_HEADING_ROW, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEADING_ROW - 1)
    marking = harmless(plan.marking).replace("&", "&&")[:80]
    page.set_header(f"&C&B{marking}" if marking else "")
    page.set_footer(f"&L{NAME}&RPage &P of &N")
