"""The e-mail addresses that a workbook's list of owners gives."""

from __future__ import annotations

from pathlib import Path

import pytest
import xlsxwriter

from gipxl.reading import read
from gipxl.reading.cells import Sheet, Value
from gipxl.reading.lists import listed_addresses
from gipxl.settings import Settings


def addresses(rows: list[list[Value]], name: str = "Lists") -> dict[str, str]:
    sheet = Sheet(name=name, hidden=False, top=1, left=1, rows=rows)
    return dict(listed_addresses([sheet], "Appendix A"))


@pytest.mark.parametrize("heading", ["E-mail", "Email address", "EMAIL", "E mail", "Mailbox", "Contact email"])
def test_a_column_of_addresses_beside_the_owners_is_read(heading: str) -> None:
    rows: list[list[Value]] = [["Owners", heading], ["Head of HR", "hr@example.org"], ["Head of IT", "it@example.org"]]
    assert addresses(rows) == {"Head of HR": "hr@example.org", "Head of IT": "it@example.org"}


def test_what_is_no_address_is_left_out() -> None:
    rows: list[list[Value]] = [
        ["Owner", "Notes", "E-mail"],
        ["Head of HR", "", "ask reception"],
        ["Head of IT", "", "a@example.org, b@example.org"],
        ["Head of Law", "", "mailto:law@example.org"],
        ["Head of Art", "", "x@example.org\r\nBcc: y@example.org"],
        ["Head of Sea", "", 7],
        ["", "", "nobody@example.org"],
        ["Head of Sky", "", "sky@example.org"],
    ]
    assert addresses(rows) == {"Head of Law": "law@example.org"}


def test_two_lists_side_by_side_keep_their_own_addresses() -> None:
    rows: list[list[Value]] = [
        ["Owners", "E-mail", "Leads", "E-mail"],
        ["Head of HR", "hr@example.org", "Head of IT", "it@example.org"],
    ]
    assert addresses(rows) == {"Head of HR": "hr@example.org", "Head of IT": "it@example.org"}


def test_a_sheet_that_is_no_list_and_the_plan_itself_give_none() -> None:
    rows: list[list[Value]] = [["Owner", "E-mail"], ["Head of HR", "hr@example.org"]]
    assert addresses(rows, name="Appendix A") == {} and addresses(rows, name="Minutes") == {}


def test_a_workbook_on_disk_gives_its_addresses(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "plan.xlsx") as book:
        plan = book.add_worksheet("Appendix A")
        plan.write_row(0, 0, ["As at 30 September 2020"])
        plan.write_row(2, 0, ["Ref", "Title", "Owner", "Due date", "Status"])
        plan.write_row(3, 0, ["A1", "Training", "Head of HR", "31/12/2020", "On track"])
        lists = book.add_worksheet("Contacts")
        lists.write_row(1, 1, ["Owner", "Team", "Email"])
        lists.write_row(2, 1, ["Head of HR", "Corporate", "hr@example.org"])
        lists.write_url(2, 3, "mailto:hr@example.org", string="hr@example.org")
    assert read(tmp_path / "plan.xlsx", settings=Settings()).listed_addresses == (("Head of HR", "hr@example.org"),)
