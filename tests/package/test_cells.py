"""Other values for some cells: they are there, and every other cell, format and formula is as before."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.package import receipt
from gipxl.package.book import Workbook
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.patch import Value
from gipxl.package.runs import Run, carried_over
from gipxl.package.serials import serial, shows_a_day
from tests.package import features, lint
from tests.package.changes import opened, values

SOURCES: dict[str, bytes] = {
    "plain": features.plan(),
    "prefixed": features.prefixed(features.plan()),
    "in UTF-16": features.in_utf16(features.plan()),
    "Strict": features.in_strict(features.plan()),
    "no styles": features.without_styles(features.plan(notes=False)),
    "shared formulas": features.with_shared_formulas(features.plan()),
    "empty": features.empty(),
}

# A formula fills E14:E16; A16:C17 are merged.
FREE = [f"{column}{row}" for column in "ABCDEFHZ" for row in (1, 2, 3, 7, 12, 13, 18, 40) if f"{column}{row}" != "E14"]
WORDS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff") | st.just("\n"), max_size=30
)
DAYS = st.dates(date(1905, 1, 1), date(2199, 12, 31))
VALUES = WORDS | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9) | st.booleans() | DAYS | st.none()


def patched(source: bytes, cells: dict[str, Value], sheet: str = "Appendix A", **options: str) -> bytes:
    book = Workbook.open(source)
    book.set_cells(sheet, cells, **options)
    return book.to_bytes()


def looks(cell: Any) -> list[object]:
    """How a cell looks, as openpyxl sees it."""
    return [cell.number_format, *map(str, (cell.font, cell.fill, cell.border, cell.alignment, cell.protection))]


def value(data: bytes, cell: str, sheet: str = "Appendix A") -> object:
    """One value, as calamine reads it."""
    row, column = int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1, ord(cell[0]) - 65
    rows = values(data)[sheet]
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def as_read(wanted: Value) -> object:
    """What calamine gives for a value: whole numbers are floats to it, and an empty text is no text."""
    if isinstance(wanted, bool | date):
        return wanted
    if isinstance(wanted, int | float):
        return float(wanted)
    return wanted or ""


@pytest.mark.parametrize("kind", SOURCES)
@given(cells=st.dictionaries(st.sampled_from(FREE), VALUES, min_size=1, max_size=6))
def test_random_edits_change_the_cells_meant_and_no_other(kind: str, cells: dict[str, Value]) -> None:
    source = SOURCES[kind]
    result = patched(source, cells)
    for cell, wanted in cells.items():
        if not cell.startswith("D"):  # its format makes a day of every number
            assert value(result, cell) == as_read(wanted)
    assert receipt.compare(source, result, cells={"Appendix A": cells}).lost == ()
    assert lint.new_problems(source, result) == []
    assert values(result).get("Plan & lists") == values(source).get("Plan & lists")


@given(cells=st.dictionaries(st.sampled_from(FREE), VALUES, min_size=1, max_size=6))
def test_random_edits_leave_formulas_and_formats_of_all_other_cells(cells: dict[str, Value]) -> None:
    source = SOURCES["shared formulas"]
    before, after = opened(source)["Appendix A"], opened(patched(source, cells))["Appendix A"]
    for row in before.iter_rows():
        for cell in row:
            if cell.coordinate not in cells:
                other = after[cell.coordinate]
                same = str(other.value) == str(cell.value) or "ArrayFormula" in str(cell.value)
                assert same, (cell.coordinate, cell.value, other.value)
            if not isinstance(cells.get(cell.coordinate), date):
                assert looks(after[cell.coordinate]) == looks(cell)


def test_only_the_sheet_changes_and_the_shared_texts_are_not_disturbed() -> None:
    source = SOURCES["plain"]
    before, after = Package.read(source), Package.read(patched(source, {"C3": "Head of IT", "B9": None, "A40": 1.5}))
    assert [name for name in before.names if before.part(name) != after.part(name)] == ["xl/worksheets/sheet1.xml"]


def test_rows_that_hold_no_changed_cell_are_the_same_bytes() -> None:
    source = SOURCES["plain"]
    old, new = (
        Package.read(data).part("xl/worksheets/sheet1.xml").split(b"<row ")
        for data in (source, patched(source, {"C3": "x"}))
    )
    assert [number for number, (one, other) in enumerate(zip(old, new, strict=True)) if one != other] == [3]


def test_text_from_a_cell_is_always_text() -> None:
    result = patched(SOURCES["plain"], {"C3": "=1+1", "C4": "@SUM(A1)", "C5": " outer spaces ", "C6": "a\x01b_x0041_"})
    cells = opened(result)["Appendix A"]
    assert (cells["C3"].data_type, cells["C3"].value) == ("s", "=1+1") or cells["C3"].value == "=1+1"
    assert value(result, "C4") == "@SUM(A1)"
    assert value(result, "C5") == " outer spaces "
    assert b"a_x0001_b_x005F_x0041_" in Package.read(result).part("xl/worksheets/sheet1.xml")
    assert b"<f>1+1" not in Package.read(result).part("xl/worksheets/sheet1.xml")


def test_a_day_keeps_the_cells_own_date_format_and_else_gets_one() -> None:
    day = date(2020, 9, 30)
    result = opened(patched(SOURCES["plain"], {"D3": day, "B3": day, "J3": datetime(2020, 9, 30, 15, 0)}))["Appendix A"]
    assert result["D3"].number_format == "dd/mm/yyyy"
    assert result["B3"].number_format == "mm-dd-yy"  # what openpyxl calls Excel's short date, which follows the country
    assert result["J3"].number_format == "m/d/yy h:mm"
    assert {result[cell].value for cell in ("D3", "B3")} == {datetime(2020, 9, 30)}
    assert result["J3"].value == datetime(2020, 9, 30, 15, 0)
    chosen = opened(patched(SOURCES["plain"], {"B1": day}, date_format="dd mmm yyyy"))["Appendix A"]["B1"]
    assert chosen.number_format == "dd mmm yyyy" and chosen.font.b


def test_days_count_from_1904_where_the_workbook_does() -> None:
    since = features.replaced("<workbookPr ", '<workbookPr date1904="1" ')
    source = features.edited(features.plan(), xl_workbook_xml=since)
    result = patched(source, {"D3": date(2020, 9, 30)})
    assert value(result, "D3") == date(2020, 9, 30)
    assert b'<c r="D3" s="2"><v>42642</v>' in Package.read(result).part("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(1900, 1, 1), "1"),
        (date(1900, 2, 28), "59"),
        (date(1900, 3, 1), "61"),
        (date(2020, 9, 30), "44104"),
        (datetime(2020, 9, 30, 12, 0), "44104.5"),
    ],
)
def test_days_have_excels_numbers_with_its_day_that_never_was(day: date, number: str) -> None:
    assert serial(day, date1904=False) == number


def test_days_that_excel_has_no_number_for_are_refused() -> None:
    with pytest.raises(PackageError, match="no number for 1899-12-31"):
        serial(date(1899, 12, 31), date1904=False)
    with pytest.raises(PackageError, match="no number for 1903-12-31"):
        serial(date(1903, 12, 31), date1904=True)


@pytest.mark.parametrize(
    ("code", "shows"),
    [
        ("dd/mm/yyyy", True),
        ("mmm yy", True),
        ("[$-809]dd mmmm yyyy;@", True),
        ("General", False),
        ("0.00", False),
        ("@", False),
        ('0 "days"', False),
        ("[Red]0", False),
        ("hh:mm", False),
    ],
)
def test_a_number_format_shows_a_day_or_not(code: str, shows: bool) -> None:
    assert shows_a_day(164, code) is shows


def test_an_overwritten_formula_leaves_the_calculation_chain() -> None:
    source = SOURCES["shared formulas"]
    package = Package.read(patched(source, {"F5": 7}))
    chain = package.part("xl/calcChain.xml")
    assert b'"F5"' not in chain and b'"F4"' in chain
    assert chain.count(b'i="1"') == 11
    all_gone = Package.read(
        patched(features.with_shared_formulas(features.plan()), {f"F{row}": None for row in range(2, 13)})
    )
    assert all_gone.part("xl/calcChain.xml").count(b"<c ") == 1


def test_the_chain_goes_with_its_last_formula() -> None:
    source = features.edited(SOURCES["shared formulas"], calcChain_xml=features.replaced('<c r="E14" a="1"/>', ""))
    package = Package.read(patched(source, {f"F{row}": row for row in range(2, 13)}))
    assert "xl/calcChain.xml" not in package
    assert b"calcChain" not in package.part("[Content_Types].xml") + package.part("xl/_rels/workbook.xml.rels")


def test_the_cell_a_shared_formula_is_written_in_gives_way_and_the_others_keep_theirs() -> None:
    sheet = opened(patched(SOURCES["shared formulas"], {"F2": "no formula"}))["Appendix A"]
    assert sheet["F2"].value == "no formula"
    assert [sheet[f"F{row}"].value for row in range(3, 13)] == [f"=D{row}-43900" for row in range(3, 13)]
    kept = values(patched(SOURCES["shared formulas"], {"F2": "no formula"}))["Appendix A"]
    assert [row[5] for row in kept[2:12]] == [100.0 + row for row in range(2, 12)]


def test_rich_text_keeps_its_fonts_where_its_words_stay() -> None:
    cell = features.parts(patched(SOURCES["plain"], {"B14": "30/09/2020 31/01/2021"}))["xl/worksheets/sheet1.xml"]
    markup = cell.partition(b'<c r="B14"')[2].partition(b"</c>")[0].decode()
    struck, _, rest = markup.partition("</r>")
    assert "<strike/>" in struck and "30/09/2020" in struck
    assert "<strike/>" not in rest and "<b/>" in rest and "31/01/2021" in rest


def test_each_word_keeps_its_font_and_a_new_one_takes_its_neighbours() -> None:
    old = [Run("now ", None), Run("then", None)]
    assert [run.text for run in carried_over(old, "now then")] == ["now then"]
    assert carried_over(old, "") == []


@pytest.mark.parametrize(
    ("cells", "says", "remedy"),
    [
        ({"B17": "x"}, "B17 is covered by the merged cell A16:C17", "Write to A16."),
        ({"E15": 1}, "E15 belongs to a formula that fills E14:E16", "Change that formula in Excel first."),
        ({"B3": "x" * 32_768}, "longer than a cell can be", "Shorten it."),
        ({"B3": math.nan}, "no number that Excel knows", "Leave it empty."),
        ({"ZZZ1": 1}, "'ZZZ1' is not a cell", "such as D17"),
        ({"A0": 1}, "'A0' is not a cell", "such as D17"),
    ],
)
def test_a_cell_that_cannot_take_the_value_is_refused(cells: dict[str, Value], says: str, remedy: str) -> None:
    with pytest.raises(PackageError, match=says) as refusal:
        patched(SOURCES["plain"], cells)
    assert remedy in refusal.value.remedy


def test_the_heading_of_a_table_is_refused_and_its_rows_are_not() -> None:
    with pytest.raises(PackageError, match="A1 is the heading of a table's column"):
        patched(SOURCES["plain"], {"A1": "x"}, sheet="Plan & lists")
    assert value(patched(SOURCES["plain"], {"A2": "x"}, sheet="Plan & lists"), "A2", "Plan & lists") == "x"


def rowless(sheet: bytes) -> bytes:
    """Rows and cells that give no address, as small programs write them: each follows the one before."""
    return (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        + sheet
        + b"</sheetData></worksheet>"
    )


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        (b"<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>", "B1"),
        (b"<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>", "A2"),
        (b"<row><c><v>1</v></c><c><v>2</v></c></row><row/><row><c><v>3</v></c></row>", "D1"),
        (b'<row r="2"><c r="B2" t="inlineStr"><is><t><![CDATA[<row r="9"> & </row>]]></t></is></c></row>', "A2"),
        (b'<row r="2"><!-- <c r="A2"/> --><c r="B2"><v>1</v></c></row>', "A2"),
        (b"<row r='2' spans='2:2'><c r='B2'><v>1</v></c></row>", "C2"),
        (b'\n <row r="2">\n  <c r="B2">\n <v>1</v>\n</c>\n </row>\n', "B2"),
    ],
)
def test_rows_written_in_unusual_ways_are_understood(rows: bytes, cell: str) -> None:
    source = features.edited(features.empty(), worksheets_sheet1_xml=lambda _: rowless(rows))
    result = patched(source, {cell: "new"})
    assert value(result, cell) == "new"
    before, after = values(source)["Appendix A"], values(result)["Appendix A"]
    changed = {
        f"{chr(65 + column)}{row}"
        for row, line in enumerate(before, start=1)
        for column, old in enumerate(line)
        if after[row - 1][column] != old
    }
    assert changed <= {cell}


def test_a_new_cell_takes_the_format_of_its_row_or_column() -> None:
    styled: Callable[[bytes], bytes] = features.replaced('<col min="2" max="2"', '<col min="2" max="2" style="1"')
    source = features.edited(features.plan(), worksheets_sheet1_xml=styled)
    assert opened(patched(source, {"B40": "x"}))["Appendix A"]["B40"].font.b


def test_the_format_of_a_row_goes_before_that_of_its_column() -> None:
    row: Callable[[bytes], bytes] = features.replaced(
        "</sheetData>", '<row r="40" s="1" customFormat="1"/></sheetData>'
    )
    source = features.edited(features.plan(), worksheets_sheet1_xml=row)
    assert opened(patched(source, {"C40": "x"}))["Appendix A"]["C40"].font.b
    unused = features.edited(source, worksheets_sheet1_xml=features.replaced(' customFormat="1"/>', "/>"))
    assert not opened(patched(unused, {"C40": "x"}))["Appendix A"]["C40"].font.b


def test_a_workbook_that_says_nothing_of_counting_is_counted_anew_where_that_is_wanted() -> None:
    silent = features.edited(features.plan(), xl_workbook_xml=lambda part: re.sub(rb"<calcPr[^>]*/>", b"", part))
    book = Workbook.open(silent)
    book.recount_on_opening()
    made = book.package.part("xl/workbook.xml")
    assert b'fullCalcOnLoad="1"' in made and made.index(b"</sheets>") < made.index(b"<calcPr")


def test_counting_anew_is_asked_for_only_by_who_wants_it() -> None:
    without = features.edited(features.plan(), xl_workbook_xml=features.replaced(' fullCalcOnLoad="1"', ""))
    book = Workbook.open(without)
    book.set_cells("Appendix A", {"D3": 44000})
    assert b"fullCalcOnLoad" not in book.package.part("xl/workbook.xml")
    book.recount_on_opening()
    assert b'fullCalcOnLoad="1"' in book.package.part("xl/workbook.xml")
    assert receipt.compare(without, book.to_bytes(), cells={"Appendix A": ["D3"]}).lost == ()
