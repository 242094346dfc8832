"""The live signs on a plan's sheet: a table of cases, and which signs LibreOffice finds to hold where."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gipxl.outputs.copy.signs import Sign, look_of
from gipxl.package.addresses import area, cell_name
from gipxl.settings import ColourSettings
from tests.outputs.books import counted_anew, with_sheet_of_formulas

REASON = "The tender had to be run again"
# As at 30 September 2020. The last column says which signs the row must show, in which cells.
CASES = f"""
| ref | title | owner | original_due | revised_due | reason | completed | status | update | Signs |
| A1 | Owner missing      |            | 2020-12-31 |            |          |            | On track          | | C no_owner H on_track A row_with_error |
| A2 | Placeholder        | TBC        | 2020-12-31 |            |          |            | On track          | | C placeholder_owner H on_track A row_with_error |
| A3 | Complete, no owner |            | 2020-08-31 |            |          | 2020-09-01 | Complete          | | H complete |
| A4 | Says done          |            | 2020-08-31 |            |          |            | done              | | H complete |
| A5 | Done later         |            | 2020-12-31 |            |          | 2020-10-01 | Complete          | | C no_owner A row_with_error |
| A6 | Passed             | Head of HR | 2020-09-29 |            |          |            | At risk           | | D overdue |
| A7 | Due that day       | Head of HR | 2020-09-30 |            |          |            | On track          | | D due_soon H on_track |
| A8 | In thirty days     | Head of HR | 2020-10-30 |            |          |            | On track          | | D due_soon H on_track |
| A9 | In thirty-one      | Head of HR | 2020-10-31 |            |          |            | On track          | | H on_track |
| B1 | Moved              | Head of HR | 2020-08-31 | 2020-12-31 | {REASON} |            | Timescale revised | | E moved |
| B2 | Moved, no word     | Head of HR | 2020-08-31 | 2020-12-31 | Delay    |            | Timescale revised | | E moved_without_reason E moved A row_with_error |
| B3 | Passed again       | Head of HR | 2020-06-30 | 2020-08-31 | {REASON} |            | Timescale revised | | E revised_date_passed E moved |
| B4 | Repeats            | Head of HR | 2020-12-31 | 2020-12-31 |          |            | On track          | | H on_track |
| B5 | Repeats, passed    | Head of HR | 2020-08-31 | 2020-08-31 |          |            | At risk           | | E overdue |
| B6 | Brought forward    | Head of HR | 2021-03-31 | 2020-10-15 | {REASON} |            | On track          | | E due_soon E moved |
| B7 | Text dates         | Head of HR | 31/08/2020 |            |          |            | On track          | | H on_track A row_with_error |
| B8 | Text beside a date | Head of HR | 2020-08-31 | Dec 2020   | {REASON} |            | On track          | | H on_track |
| B9 | To be decided      | Head of HR | 2020-08-31 | TBC        | {REASON} |            | Timescale revised | | |
| C1 | Nothing entered    | Head of HR | 2020-08-31 | n/a        |          |            | At risk           | | D overdue |
| C2 | Withdrawn          |            | 2020-08-31 |            |          |            | Withdrawn         | | |
| C3 | Word unknown       | Head of HR | 2020-12-31 |            |          |            | Purple            | | A row_with_error |
| C4 | Moved and complete | Head of HR | 2020-08-31 | 2020-12-31 |          | 2020-09-15 | Complete          | | H complete |
| C5 | Completed as text  |            | 2020-08-31 |            |          | 15.09.2020 | Complete          | | H complete |
banner: D People
| D1 and D2 | Two in a row |          | 2020-12-31 |            |          |            | On track          | | C no_owner H on_track A row_with_error |
|    | No ref             | Head of HR | 2020-12-31 |            |          |            | On track          | | A row_with_error |
"""  # noqa: E501


def without_signs(cases: str) -> str:
    """The table without the column of what is expected."""
    lines = cases.strip().splitlines()
    return "\n".join(each if each.startswith("banner") else "|".join(each.split("|")[:-2]) + "|" for each in lines)


def rules_of(copy: bytes) -> list[tuple[str, Any]]:
    """Every conditional format of the plan's sheet, with its cells."""
    found = load_workbook(io.BytesIO(copy))["Appendix A"].conditional_formatting
    return [(str(group.sqref), rule) for group in found for rule in group.rules]


def ranges_of(copy: bytes) -> set[str]:
    """The cells that have conditional formats."""
    return {cells for cells, _ in rules_of(copy)}


def signs_shown(folder: Path, copy: bytes) -> dict[int, set[tuple[str, str]]]:
    """For each row, the signs that show and their columns: LibreOffice works out each condition for each cell."""
    signs = _signs_by_look()
    questions = [
        (cell_name(row, place.left), signs[_look(rule.dxf)], _moved(rule.formula[0], row - area(cells.split()[0]).top))
        for cells, rule in rules_of(copy)
        for place in map(area, cells.split())
        for row in range(place.top, min(place.bottom, 45) + 1)
    ]
    probed = with_sheet_of_formulas(copy, [f"IFERROR(IF({formula},1,0),0)" for _, _, formula in questions])
    answers = load_workbook(io.BytesIO(counted_anew(folder, {"probed": probed})["probed"]), data_only=True)["Probe"]
    shown: dict[int, set[tuple[str, str]]] = {}
    for (cell, sign, _), answer in zip(questions, next(answers.iter_rows(values_only=True)), strict=True):
        if answer:
            shown.setdefault(int(cell[1:]), set()).add((cell[0], sign))
    return shown


def _moved(formula: str, rows: int) -> str:
    """A condition as Excel reads it some rows further down, seen from another sheet."""
    moved = r"(?<![\w!])\$([A-Z]+)(\d+)\b"
    return re.sub(moved, lambda found: f"'Appendix A'!${found[1]}{int(found[2]) + rows}", formula)


def _signs_by_look() -> dict[tuple[object, ...], str]:
    looks = {sign: look_of(sign, ColourSettings()) for sign in Sign}
    return {
        (look.fill, look.font_colour, bool(look.bold), bool(look.italic), bool(look.underline)): sign.value
        for sign, look in looks.items()
    }


def _look(dxf: Any) -> tuple[object, ...]:
    font = dxf.font
    return dxf.fill.bgColor.rgb[2:], font.color.rgb[2:], bool(font.b), bool(font.i), font.u == "single"
