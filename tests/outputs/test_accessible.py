"""Open to everybody: what a screen reader, a keyboard and weak eyes need of every document, workbook and page."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import openpyxl
import pytest
from docx import Document

from gipxl.assessment import Assessment
from gipxl.outputs.page import status_page
from gipxl.outputs.report import Variant, report
from gipxl.package.parts import Package
from tests.outputs.months import alone
from tests.outputs.months import september as small
from tests.outputs.reports import OUTLINE, assessed, revised
from tests.outputs.samples import WORKBOOKS, september
from tests.outputs.word_text import W, lines

# ---- reports ----

ASSESSMENTS: dict[str, Callable[[], Assessment]] = {
    "sample": september,
    "gaps": lambda: assessed(revised(("A1", "Training", "")), details=None),
    "small": small,
}


@pytest.mark.parametrize("variant", Variant)
@pytest.mark.parametrize("name", ASSESSMENTS)
def test_a_report_has_title_language_headings_in_order_and_words_for_pictures(name: str, variant: Variant) -> None:
    made = report(ASSESSMENTS[name](), variant=variant).docx
    document = Document(io.BytesIO(made))
    assert document.core_properties.title and document.core_properties.language == "en-GB"
    assert {each.get(f"{W}val") for each in document.styles.element.iter(f"{W}lang")} == {"en-GB"}
    outline = [OUTLINE[line.style] for line in lines(made) if line.style in OUTLINE]
    assert outline[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(outline))
    assert not [line for line in lines(made) if line.style in OUTLINE and not line.text.strip()]
    assert all(len(each.get("descr", "")) > 40 for each in document.element.body.iter("{*}docPr"))
    for table in document.element.body.iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        assert rows[0].find(f"{W}trPr/{W}tblHeader") is not None
        assert not list(table.iter(f"{W}vMerge", f"{W}gridSpan")), "merged cells lose a screen reader"
        assert all(text for text in heading_texts(rows[0]))


def heading_texts(row: Any) -> list[str]:
    return ["".join(each.text or "" for each in cell.iter(f"{W}t")) for cell in row.iter(f"{W}tc")]


def test_headings_have_the_levels_that_word_knows() -> None:
    """The contents table and the navigation pane go by the outline level, which the summary's heading inherits."""
    styles = Document(io.BytesIO(report(september()).docx)).styles
    levels = {name: styles[name].element.find(f".//{W}outlineLvl") for name in ("Heading 1", "Heading 2")}
    assert [level.get(f"{W}val") for level in levels.values()] == ["0", "1"]
    assert styles["Summary Heading"].base_style.name == "Heading 1"


def test_letters_can_be_read_on_their_ground() -> None:
    """Every colour of the report's letters, on white and on the grounds that its tables have: 4.5 to 1."""
    styles = Document(io.BytesIO(report(september()).docx)).styles.element
    colours = {each.get(f"{W}val") for each in styles.iter(f"{W}color")} - {"auto"}
    grounds = {each.get(f"{W}fill") for each in styles.iter(f"{W}shd")} | {"FFFFFF"}
    assert len(colours) >= 2 and len(grounds) >= 2
    assert all(contrast(colour, ground) >= 4.5 for colour in colours for ground in grounds)
    # What officers have yet to write is black on yellow.
    assert contrast("000000", "FFFF00") >= 4.5


def contrast(one: str, other: str) -> float:
    """The ratio of two colours' brightness, as the accessibility guidelines reckon it."""
    light, dark = sorted((brightness(one), brightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def brightness(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


# ---- workbooks ----


@pytest.fixture(scope="module")
def copy() -> bytes:
    from gipxl.outputs.copy import flagged_copy

    assessment = september()
    return flagged_copy(assessment, (WORKBOOKS / assessment.plan.workbook).read_bytes()).content


def new_sheets(copy: bytes) -> list[Any]:
    source = openpyxl.load_workbook(WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(copy))
    return [book[name] for name in book.sheetnames if name not in source.sheetnames]


def test_each_new_sheet_has_a_title_one_heading_row_and_no_merged_cells(copy: bytes) -> None:
    sheets = new_sheets(copy)
    assert sheets
    for sheet in sheets:
        assert sheet["A1"].value, f"{sheet.title} begins without a title"
        assert not sheet.merged_cells.ranges, sheet.title
        for table in sheet.tables.values():
            assert table.headerRowCount != 0 and all(column.name for column in table.tableColumns)
        assert not re.fullmatch(r"Sheet ?\d+", sheet.title)


def test_pictures_in_the_workbook_are_told_in_words(copy: bytes) -> None:
    package = Package.read(copy)
    source = Package.read((WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx").read_bytes())
    drawings = [name for name in package.names if re.fullmatch(r"xl/drawings/[^/]+\.xml", name) and name not in source]
    for name in drawings:
        for told in re.findall(r"<xdr:cNvPr [^>]*>", package.part(name).decode("utf-8")):
            assert re.search(r'descr="[^"]{20,}"', told), f"{name}: {told}"


# ---- the status page ----


@pytest.mark.needs("axe", "chromium")
@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize("which", ["sample", "small", "alone"])
def test_axe_finds_nothing_on_the_status_page(
    which: str, scheme: int, axe_faults: Callable[[str, int], list[str]]
) -> None:
    made = {"sample": september, "small": small, "alone": alone}[which]()
    assert axe_faults(status_page(made), scheme) == []


@pytest.mark.needs("axe", "chromium")
def test_axe_would_find_something(axe_faults: Callable[[str, int], list[str]]) -> None:
    page = status_page(small()).replace('<html lang="en-GB"', "<html").replace("</h1>", "</h1><img src='data:,'>")
    found = {fault.partition(":")[0] for fault in axe_faults(page, 1)}
    assert {"html-has-lang", "image-alt"} <= found
