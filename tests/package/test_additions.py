"""Formats, notes, names and new sheets on workbooks by many writers: all of it is there, and nothing else changed."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from gipxl.package import receipt
from gipxl.package.book import Workbook
from gipxl.package.conditional import Format, Look
from gipxl.package.errors import PackageError
from gipxl.package.formulas import renamed
from gipxl.package.parts import Package
from tests.package import features, lint
from tests.package.changes import FORMATS, NOTES, flagged, opened, values

# openpyxl looks for neither, and Strict it takes for another file altogether.
NOT_FOR_OPENPYXL = {"back-slashes", "in UTF-16", "Strict"}

every_kind = pytest.mark.parametrize("kind", features.AWKWARD)


@every_kind
def test_nothing_is_lost_and_every_value_stays(kind: str) -> None:
    source = features.AWKWARD[kind]()
    copy = flagged(source)
    result = receipt.compare(source, copy)
    assert result.lost == ()
    before, after = values(source), values(copy)
    assert {name: after[name] for name in before} == before
    assert "not by gipxl" not in {change.why for change in result.changed}


@every_kind
def test_the_lint_finds_nothing_that_the_source_has_not(kind: str) -> None:
    source = features.AWKWARD[kind]()
    assert lint.new_problems(source, flagged(source)) == []


@every_kind
def test_the_same_workbook_gives_the_same_bytes(kind: str) -> None:
    source = features.AWKWARD[kind]()
    assert flagged(source) == flagged(source)


@pytest.mark.needs("npm")
@pytest.mark.parametrize("kind", [kind for kind in features.AWKWARD if kind != "back-slashes"])
def test_the_validator_finds_nothing_that_the_source_has_not(
    kind: str, tmp_path: Path, office_faults: Callable[[Path], list[str]]
) -> None:
    """Back-slashes in names are left out: the validator itself cannot open them."""
    source = features.AWKWARD[kind]()
    (tmp_path / "source.xlsx").write_bytes(source)
    (tmp_path / "copy.xlsx").write_bytes(flagged(source))
    known = office_faults(tmp_path / "source.xlsx")
    assert [fault for fault in office_faults(tmp_path / "copy.xlsx") if fault not in known] == []


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("kind", ["notes and more", "prefixed", "Strict"])
def test_libreoffice_opens_the_copy(kind: str, tmp_path: Path, as_pdf: Callable[[Path], Path]) -> None:
    (tmp_path / "copy.xlsx").write_bytes(flagged(features.AWKWARD[kind]()))
    assert as_pdf(tmp_path / "copy.xlsx").stat().st_size > 10_000


@every_kind
def test_only_the_parts_that_must_change_do(kind: str) -> None:
    source = features.AWKWARD[kind]()
    before, after = Package.read(source), Package.read(flagged(source))
    changed = {name.rpartition("/")[2] for name in before.names if before.part(name) != after.part(name)}
    allowed = {"sheet1.xml", "styles.xml", "comments1.xml", "vmlDrawing1.vml", "[Content_Types].xml"}
    allowed |= {"workbook.xml", "workbook.xml.rels", "book7.xml", "book7.xml.rels", "sheet1.xml.rels"}
    assert changed <= allowed
    assert {name for name in before.names if name not in after.names} == set()


@pytest.mark.parametrize("kind", [kind for kind in features.AWKWARD if kind not in NOT_FOR_OPENPYXL])
def test_the_formats_are_on_the_sheet_behind_the_staffs_own(kind: str) -> None:
    sheet = opened(flagged(features.AWKWARD[kind]())).worksheets[0]
    rules = [(str(group.sqref), rule) for group in sheet.conditional_formatting for rule in group.rules]
    ours = [(cells, rule) for cells, rule in rules if rule.formula and "gipxl" in rule.formula[0]]
    theirs = [rule for _, rule in rules if not rule.formula or "gipxl" not in rule.formula[0]]
    assert [set(cells.split()) for cells, _ in ours] == [set(format.cells.split()) for format in FORMATS]
    assert [rule.priority for _, rule in ours] == sorted(rule.priority for _, rule in ours)
    assert min(rule.priority for _, rule in ours) > max((rule.priority for rule in theirs), default=0)
    first, second, third = (rule.dxf for _, rule in ours)
    assert first.font.b and first.fill.bgColor.rgb == "FFFFC7CE" and first.border.left.style == "thin"
    assert second.fill.patternType == "lightUp" and second.fill.bgColor.theme == 4
    assert third.font.strike and third.font.i
    assert [rule.stopIfTrue for _, rule in ours] == [None, None, True]


def test_rules_of_any_rank_count_in_the_order() -> None:
    high = features.replaced('type="dataBar" priority="2"', 'type="dataBar" priority="70"')
    book = Workbook.open(features.edited(features.plan(), worksheets_sheet1_xml=high))
    book.add_formats("Appendix A", FORMATS[:1])
    rules = [rule for group in opened(book.to_bytes()).worksheets[0].conditional_formatting for rule in group.rules]
    assert sorted(rule.priority for rule in rules) == [1, 70, 71]


def test_formats_go_first_where_that_is_asked_and_staffs_own_keep_their_order() -> None:
    book = Workbook.open(features.plan())
    book.add_formats("Appendix A", FORMATS, first=True)
    rules = [rule for group in opened(book.to_bytes()).worksheets[0].conditional_formatting for rule in group.rules]
    ranks = {rule.priority: "gipxl" in str(rule.formula) for rule in rules}
    assert ranks == {1: True, 2: True, 3: True, 4: False, 5: False}
    assert receipt.compare(features.plan(), book.to_bytes()).lost == ()


@pytest.mark.parametrize("kind", [kind for kind in features.AWKWARD if kind not in NOT_FOR_OPENPYXL])
def test_the_notes_are_on_their_cells_and_one_that_staff_wrote_stays_alone(kind: str) -> None:
    source = features.AWKWARD[kind]()
    before, after = opened(source).worksheets[0], opened(flagged(source)).worksheets[0]
    for cell, text in NOTES.items():
        own, note = before[cell].comment, after[cell].comment
        assert note is not None
        if own is not None:
            assert note.text == own.text
        else:
            assert note.author == "gipxl"
            assert note.text.startswith(text)
    book = Workbook.open(source)
    skipped = book.add_notes(before.title, NOTES)
    assert set(skipped) == {cell for cell in NOTES if before[cell].comment is not None}


def test_a_box_is_as_high_as_its_text_needs() -> None:
    book = Workbook.open(features.empty())
    book.add_notes("Appendix A", {"B2": "Short", "B9": "A line\n" * 20})
    anchors = [
        [int(number) for number in anchor.split(",")]
        for anchor in (part.partition("<x:Anchor>")[2].partition("<")[0] for part in vml(book).split("</v:shape>")[:-1])
    ]
    short, tall = ((bottom - top) * 20 + end - start for _, _, top, start, _, _, bottom, end in anchors)
    assert 30 <= short <= 60
    assert 330 <= tall <= 400


def vml(book: Workbook) -> str:
    return next(book.package.part(name).decode() for name in book.package.names if name.endswith(".vml"))


def test_two_thousand_notes_have_two_thousand_boxes_with_numbers_of_their_own() -> None:
    book = Workbook.open(features.plan())
    book.add_notes("Appendix A", {f"H{row}": "A note" for row in range(20, 2020)})
    assert lint.problems(book.to_bytes()) == []
    assert vml(book).count('ObjectType="Note"') == 2001


def test_new_sheets_come_last_under_free_names_and_their_formulas_and_charts_follow() -> None:
    copy = flagged(features.plan())
    book = opened(copy)
    assert book.sheetnames == ["Appendix A", "Plan & lists", "Findings", "Plan & lists 2"]
    figures = book["Plan & lists 2"]
    assert figures["B3"].value == "=COUNTA('Appendix A'!A2:A12)"
    assert figures["B4"].value == "=SUM('Plan & lists 2'!B2:B3)+ROWS(Owners_2[Level])"
    assert book["Findings"]["C5"].hyperlink.location == "'Plan & lists 2'!A2"
    assert book["Findings"].tables["Owners_2"].ref == "A4:B6"
    assert book.defined_names["gipxl.Statuses"].attr_text == "'Plan & lists 2'!$A$2"
    assert book.defined_names["Statuses"].attr_text == "'Plan & lists'!$A$2:$A$4"
    assert figures.print_area == "'Plan & lists 2'!$A$1:$H$20"
    package = Package.read(copy)
    assert b"'Plan &amp; lists 2'!$B$2:$B$3" in package.part("xl/charts/chart2.xml")
    assert b"'Plan &amp; lists'!$B$2:$B$4" in package.part("xl/charts/chart1.xml")


def test_new_sheets_keep_their_looks_texts_and_stored_results() -> None:
    copy = flagged(features.plan())
    sheet = opened(copy)["Findings"]
    assert sheet["A5"].alignment.wrap_text and sheet["A5"].number_format == "dd mmm yyyy"
    assert sheet["B5"].value == "=1+1 stays text" and sheet["B5"].data_type == "s"
    assert sheet["A8"].value == "red and not"
    (rule,) = (rule for group in sheet.conditional_formatting for rule in group.rules)
    assert rule.dxf.fill.bgColor.rgb == "FFFFC7CE"
    assert values(copy)["Plan & lists 2"][2:4] == [["", 11.0], ["", 14.0]]


def test_a_workbook_that_stood_open_on_one_sheet_still_does() -> None:
    book = opened(flagged(features.plan()))
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Appendix A"]


def test_new_sheets_of_a_strict_workbook_are_strict() -> None:
    package = Package.read(flagged(features.in_strict(features.plan())))
    for name in package.names:
        if name.startswith(("xl/worksheets/", "xl/tables/", "xl/charts/", "xl/comments", "xl/drawings/drawing")):
            assert b"schemas.openxmlformats.org/spreadsheetml" not in package.part(name), name
            assert b"schemas.openxmlformats.org/drawingml" not in package.part(name), name
            assert b"schemas.openxmlformats.org/officeDocument" not in package.part(name), name


def test_formulas_keep_texts_and_other_workbooks_that_only_look_like_a_renamed_sheet() -> None:
    sheets, names = {"Figures": "Figures 2", "It's": "It's 2"}, {"Owners": "Owners_2"}
    for before, after in {
        "Figures!A1+SUM(figures!B2:B3)": "'Figures 2'!A1+SUM('Figures 2'!B2:B3)",
        "'It''s'!A1": "'It''s 2'!A1",
        'IF(A1="Figures!A1 Owners",1,0)': 'IF(A1="Figures!A1 Owners",1,0)',
        "[1]Figures!A1+'[1]Figures'!A1": "[1]Figures!A1+'[1]Figures'!A1",
        "ROWS(Owners[Owners])": "ROWS(Owners_2[Owners])",
        "MyFigures!A1+Owners()": "MyFigures!A1+Owners()",
    }.items():
        assert renamed(before, sheets, names) == after


def test_the_name_of_a_new_sheet_can_be_asked_for_beforehand() -> None:
    book = Workbook.open(features.plan())
    assert book.free_sheet_name("Findings") == "Findings"
    assert book.free_sheet_name("PLAN & LISTS") == "PLAN & LISTS 2"
    assert book.free_sheet_name("Plan & lists", taken=["plan & lists 2"]) == "Plan & lists 3"
    assert book.free_sheet_name("What: a [long] name / with everything in it") == "What  a  long  name   with ever"
    assert len(book.free_sheet_name("x" * 40, taken=["x" * 31])) == 31


def test_a_look_that_is_no_look_is_refused() -> None:
    book = Workbook.open(features.plan())
    with pytest.raises(PackageError, match="is not a colour"):
        book.add_formats("Appendix A", [Format(cells="A1", formula="TRUE", look=Look(fill="red"))])
    with pytest.raises(PackageError, match="is not a cell"):
        book.add_formats("Appendix A", [Format(cells="A1:ZZZZ9", formula="TRUE", look=Look(bold=True))])
    with pytest.raises(PackageError, match="needs a range and a formula"):
        book.add_formats("Appendix A", [Format(cells="A1", formula="=", look=Look(bold=True))])
    assert book.to_bytes() == Workbook.open(features.plan()).to_bytes()


def test_macros_are_kept_as_they_are() -> None:
    source = features.with_macros(features.plan())
    copy = Package.read(flagged(source))
    assert copy.unchanged("xl/vbaProject.bin")
    assert copy.part("xl/vbaProject.bin") == features.MACROS
    assert receipt.compare(source, copy.to_bytes()).lost == ()


def test_days_on_new_sheets_are_the_same_days_where_a_workbook_counts_from_1904() -> None:
    since = features.replaced("<workbookPr ", '<workbookPr date1904="1" ')
    source = features.edited(features.plan(), xl_workbook_xml=since)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Days")
        sheet.write("A1", date(2020, 9, 30), book.add_format({"num_format": "dd mmm yyyy"}))
        sheet.write("A2", 44104)
    result = Workbook.open(source)
    result.graft(stream.getvalue())
    assert values(result.to_bytes())["Days"] == [[date(2020, 9, 30)], [44104.0]]
