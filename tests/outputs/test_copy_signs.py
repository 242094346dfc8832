"""The live signs: what each looks for, tried out by LibreOffice on a table of cases; and how each looks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gipxl.outputs.copy.signs import SHOWN, Sign, contrast, look_of, readable
from gipxl.settings import ColourSettings, CopySettings, Settings
from tests.outputs.books import AS_AT, book_of, flagged, with_cells
from tests.outputs.live_signs import CASES, ranges_of, rules_of, signs_shown, without_signs


@pytest.mark.needs("soffice")
def test_each_sign_shows_where_it_should_and_nowhere_else(tmp_path: Path) -> None:
    made = flagged(tmp_path, without_signs(CASES))
    shown = signs_shown(tmp_path, made.copy.content)
    lines = CASES.strip().splitlines()[1:]
    for row, line in enumerate(lines, 5):
        words = [] if line.startswith("banner") else line.split("|")[-2].split()
        wanted = {(cell, sign) for cell, sign in zip(words[::2], words[1::2], strict=True)}
        assert shown.get(row, set()) == wanted, line
    assert max(shown) == 4 + len(lines)


@pytest.mark.needs("soffice")
def test_signs_follow_when_staff_edit_the_copy(tmp_path: Path) -> None:
    copy = flagged(tmp_path, without_signs(CASES)).copy.content
    new = {"A40": "E1", "B40": "New", "H40": "Open"}
    edited = with_cells(copy, "Appendix A", {"C5": "Head of HR", "H10": "Handed over", **new})
    last = len(list(load_workbook(io.BytesIO(copy))["Key"].rows))
    word = {f"A{last + 1}": "Status word", f"B{last + 1}": "handed over", f"C{last + 1}": "complete"}
    edited = with_cells(edited, "Key", {"C4": AS_AT.replace(month=10, day=31), **word})
    shown = signs_shown(tmp_path, edited)
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
    shown = signs_shown(tmp_path, flagged(tmp_path, book_of(table, merged=["C5:C6"])).copy.content)
    assert [row for row in shown if ("C", "no_owner") in shown[row]] == [7]


def test_formats_leave_what_stands_below_the_table_alone(tmp_path: Path) -> None:
    table = """
        | ref | title | owner | original_due | status   |
        | A1  | One   |       | 2020-12-31   | On track |
        | A2  | Two   |       | 2020-12-31   | On track |
    """
    below = table + "\n        | | Total | 2 | | |\n"
    assert ranges_of(flagged(tmp_path, table).copy.content) == {"A5:A206", "C5:C206", "D5:D206", "E5:E206"}
    assert ranges_of(flagged(tmp_path, below).copy.content) == {"A5:A6", "C5:C6", "D5:D6", "E5:E6"}


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
        rules = rules_of(flagged(tmp_path, held.read_bytes(), settings=settings).copy.content)
        theirs = [rule.priority for _, rule in rules if rule.type == "containsText"]
        ours = [rule.priority for _, rule in rules if rule.type == "expression"]
        assert max(ours) < theirs[0] if first else theirs[0] < min(ours)


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
