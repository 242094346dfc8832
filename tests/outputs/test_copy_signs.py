"""The live signs: what each looks for, tried out by LibreOffice on a table of cases; and how each looks."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gipxl.outputs.copy.signs import SHOWN, Sign, contrast, look_of, readable
from gipxl.package.addresses import area, cell_name
from gipxl.settings import ColourSettings, CopySettings, Settings
from tests.outputs.books import AS_AT, book_of, counted_anew, flagged, with_cells, with_sheet_of_formulas

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


@pytest.mark.needs("soffice")
def test_each_sign_shows_where_it_should_and_nowhere_else(tmp_path: Path) -> None:
    made = flagged(tmp_path, _without_signs(CASES))
    shown = _shown(tmp_path, made.copy.content)
    lines = CASES.strip().splitlines()[1:]
    for row, line in enumerate(lines, 5):
        words = [] if line.startswith("banner") else line.split("|")[-2].split()
        wanted = {(cell, sign) for cell, sign in zip(words[::2], words[1::2], strict=True)}
        assert shown.get(row, set()) == wanted, line
    assert max(shown) == 4 + len(lines)


@pytest.mark.needs("soffice")
def test_signs_follow_when_staff_edit_the_copy(tmp_path: Path) -> None:
    copy = flagged(tmp_path, _without_signs(CASES)).copy.content
    new = {"A40": "E1", "B40": "New", "H40": "Open"}
    edited = with_cells(copy, "Appendix A", {"C5": "Head of HR", "H10": "Handed over", **new})
    last = len(list(load_workbook(io.BytesIO(copy))["Key"].rows))
    word = {f"A{last + 1}": "Status word", f"B{last + 1}": "handed over", f"C{last + 1}": "complete"}
    edited = with_cells(edited, "Key", {"C4": AS_AT.replace(month=10, day=31), **word})
    shown = _shown(tmp_path, edited)
    assert ("C", "no_owner") not in shown[5], "an owner was entered"
    assert ("H", "complete") in shown[10], "a word was added to the list"
    assert ("D", "overdue") in shown[12], "the reporting date was put on by a month"
    assert shown[40] == {("C", "no_owner")}, "an action was added below the table"


@pytest.mark.needs("soffice")
def test_an_owner_merged_down_is_no_missing_one(tmp_path: Path) -> None:
    table = """
        | ref | title | owner      | original_due | status   |
        | A1  | One   | Head of HR | 2020-12-31   | On track |
        | A2  | Two   |            | 2020-12-31   | On track |
        | A3  | Three |            | 2020-12-31   | On track |
    """
    shown = _shown(tmp_path, flagged(tmp_path, book_of(table, merged=["C5:C6"])).copy.content)
    assert [row for row in shown if ("C", "no_owner") in shown[row]] == [7]


def test_formats_leave_what_stands_below_the_table_alone(tmp_path: Path) -> None:
    table = """
        | ref | title | owner | original_due | status   |
        | A1  | One   |       | 2020-12-31   | On track |
        | A2  | Two   |       | 2020-12-31   | On track |
    """
    below = table + "\n        | | Total | 2 | | |\n"
    assert _ranges(flagged(tmp_path, table).copy.content) == {"A5:A206", "C5:C206", "D5:D206", "E5:E206"}
    assert _ranges(flagged(tmp_path, below).copy.content) == {"A5:A6", "C5:C6", "D5:D6", "E5:E6"}


def test_the_staffs_own_formats_win_unless_settings_say_otherwise(tmp_path: Path) -> None:
    import xlsxwriter

    table = "| ref | owner | original_due | status |\n| A1 | | 2020-12-31 | On track |"
    held = tmp_path / "own.xlsx"
    with xlsxwriter.Workbook(held) as book:
        page = book.add_worksheet("Appendix A")
        for row, line in enumerate(table.splitlines()):
            page.write_row(row, 0, [cell.strip() for cell in line.strip("|").split("|")])
        page.conditional_format(
            "D1:D9",
            {"type": "text", "criteria": "containing", "value": "On", "format": book.add_format({"bold": True})},
        )
    for first in (False, True):
        settings = Settings(copy=CopySettings(formats_first=first))
        rules = _rules(flagged(tmp_path, held.read_bytes(), settings=settings).copy.content)
        theirs = [rule.priority for _, rule in rules if rule.type == "containsText"]
        ours = [rule.priority for _, rule in rules if rule.type == "expression"]
        assert max(ours) < theirs[0] if first else theirs[0] < min(ours)


def _without_signs(cases: str) -> str:
    """The table without the column of what is expected."""
    lines = cases.strip().splitlines()
    return "\n".join(each if each.startswith("banner") else "|".join(each.split("|")[:-2]) + "|" for each in lines)


def _rules(copy: bytes) -> list[tuple[str, Any]]:
    found = load_workbook(io.BytesIO(copy))["Appendix A"].conditional_formatting
    return [(str(group.sqref), rule) for group in found for rule in group.rules]


def _ranges(copy: bytes) -> set[str]:
    return {cells for cells, _ in _rules(copy)}


def _shown(folder: Path, copy: bytes) -> dict[int, set[tuple[str, str]]]:
    """For each row, the signs that show and their columns: LibreOffice works out each condition for each cell."""
    signs = _signs_by_look()
    questions = [
        (cell_name(row, place.left), signs[_look(rule.dxf)], _moved(rule.formula[0], row - area(cells.split()[0]).top))
        for cells, rule in _rules(copy)
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


# ---- how they look


def test_letters_can_be_read_on_every_sign() -> None:
    for sign in Sign:
        look = look_of(sign, ColourSettings())
        assert look.fill and look.font_colour
        assert contrast(look.font_colour, look.fill) >= 4.5, sign


def test_signs_are_told_apart_without_their_colours() -> None:
    looks = [look_of(sign, ColourSettings()) for sign in Sign]
    plain = {
        (look.bold, look.italic, look.underline, look.border, look.pattern, contrast(look.fill or "", "FFFFFF") > 3)
        for look in looks
    }
    assert len(plain) == len(Sign)
    assert len({shown.told_by for shown in SHOWN.values()}) == len(Sign)


def test_letters_turn_black_or_white_on_a_fill_from_the_settings() -> None:
    assert readable("6B2A00", "F6C9A8") == "6B2A00"
    assert readable("6B2A00", "222222") == "FFFFFF"
    assert readable("FFFFFF", "FFEE88") == "000000"
    assert readable("6B2A00", "theme:5:0.4") == "6B2A00"
    assert look_of(Sign.OVERDUE, ColourSettings(overdue="333333")).font_colour == "FFFFFF"
