"""Tables of the report: headings marked and repeated, rows whole, widths that fit."""

from __future__ import annotations

import io

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from gipxl.outputs.report import Variant, report
from gipxl.outputs.report.layout import Layout
from gipxl.outputs.report.pieces import Table, Text
from gipxl.outputs.report.tables import fitted
from tests.outputs.samples import september
from tests.outputs.word_text import W


def table(heading: tuple[str, ...], *rows: tuple[str, ...]) -> Table:
    return Table(heading=heading, rows=tuple(tuple((Text(cell),) for cell in row) for row in rows))


@pytest.mark.parametrize("variant", Variant)
def test_heading_rows_are_marked_and_repeated_and_no_row_is_split(variant: Variant) -> None:
    for each in Document(io.BytesIO(report(september(), variant=variant).docx)).tables:
        first, *rest = each._tbl.tr_lst
        assert first.trPr.find(f"{W}tblHeader") is not None
        assert not [row for row in rest if row.trPr.find(f"{W}tblHeader") is not None]
        assert all(row.trPr.find(f"{W}cantSplit") is not None for row in (first, *rest))
        assert each._tbl.tblPr.find(f"{W}tblLook").get(f"{W}firstRow") == "1"


def test_days_are_not_broken_where_there_is_room() -> None:
    long = "A title of some length that may be broken over several lines of its cell"
    _, due = fitted(table(("Action", "Due"), (long, "30 September 2020")), 5000)
    assert due >= 17 * 118


def test_a_long_reason_gets_more_room_than_a_short_title() -> None:
    reason = "The tender was put out a second time, since the first drew no bids that could be accepted. " * 2
    title, times, why = fitted(table(("Action", "Times moved", "Reason"), ("Land listing of all", "1", reason)), 9000)
    assert times < title < why


@given(
    st.lists(st.lists(st.text(max_size=300), min_size=3, max_size=3).map(tuple), max_size=4),
    st.integers(min_value=1500, max_value=16000),
)
def test_columns_fill_the_width_and_none_vanishes(rows: list[tuple[str, ...]], width: int) -> None:
    widths = fitted(table(("One", "Two", "Three"), *rows), width)
    assert sum(widths) == width
    assert min(widths) >= width // 20


def test_a_template_without_styles_for_tables_still_gets_rules() -> None:
    from gipxl.outputs.report.tables import as_word

    made = as_word(table(("One",), ("x",)), Layout())
    assert "<w:tblBorders>" in made and "tblStyle" not in made and "<w:pStyle" not in made
