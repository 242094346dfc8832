"""Workbooks that gipxl will not change: each with the reason, and the way out, in one line."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from gipxl.errors import WorkbookError
from gipxl.package.book import Workbook
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.sheet import SheetXml
from tests.package import features
from tests.package.changes import flagged, values
from tests.package.features import edited, parts, replaced, zipped

DOCUMENT = "http://schemas.openxmlformats.org"


def signed(data: bytes) -> bytes:
    kind = f"{DOCUMENT}/package/2006/relationships/digital-signature/origin"
    relation = f'<Relationship Id="rIdS" Type="{kind}" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    changed = parts(data) | {"_xmlsignatures/origin.sigs": b""}
    changed["_rels/.rels"] = replaced("</Relationships>", relation)(changed["_rels/.rels"])
    return zipped(changed)


def shared(data: bytes) -> bytes:
    kind = f"{DOCUMENT}/officeDocument/2006/relationships/revisionHeaders"
    relation = f'<Relationship Id="rIdR" Type="{kind}" Target="revisions/revisionHeaders.xml"/></Relationships>'
    changed = parts(data) | {"xl/revisions/revisionHeaders.xml": b"<headers/>"}
    rels = "xl/_rels/workbook.xml.rels"
    changed[rels] = replaced("</Relationships>", relation)(changed[rels])
    return zipped(changed)


def protected(data: bytes) -> bytes:
    return edited(data, xl_workbook_xml=replaced("<bookViews>", '<workbookProtection lockStructure="1"/><bookViews>'))


REFUSED = {
    "signed": (signed, "digitally signed", "without the signature"),
    "shared": (shared, "shared in the old way", "Unshare Workbook"),
    "protected": (protected, "structure is protected", "--allow-protected"),
    "capitals": (
        lambda data: zipped({**parts(data), "xl/STYLES.xml": b"<a/>"}),
        "differ only in their capitals",
        "save it again",
    ),
    "binary": (
        lambda data: edited(data, rels__rels=replaced("xl/workbook.xml", "docProps/../xl/workbook.bin")),
        "not a workbook",
        "as .xlsx",
    ),
    "another Office file": (
        lambda data: edited(data, xl_workbook_xml=lambda _: b'<w:document xmlns:w="urn:w"/>'),
        "not a workbook",
        "Excel workbook",
    ),
    "a plain zip": (lambda _: zipped({"a.txt": b"text"}), "not a workbook", "as .xlsx"),
    "a part that is cut off": (
        lambda data: edited(data, xl_workbook_xml=lambda part: part[:200]),
        "xl/workbook.xml is damaged",
        "let it repair",
    ),
    "binary, as Excel writes it": (
        lambda data: zipped(
            {
                name.replace("workbook.xml", "workbook.bin"): part.replace(b"workbook.xml", b"workbook.bin")
                for name, part in parts(data).items()
            }
        ),
        "binary format",
        "as .xlsx",
    ),
    "a document type": (
        lambda data: edited(
            data, xl_workbook_xml=replaced("<workbook ", '<!DOCTYPE workbook [<!ENTITY a "b">]><workbook ')
        ),
        "declares a document type",
        "how it was made",
    ),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_workbook_is_refused_with_the_reason_and_the_way_out(kind: str) -> None:
    spoil, reason, remedy = REFUSED[kind]
    with pytest.raises(PackageError, match=reason) as refusal:
        Workbook.open(spoil(features.plan()))
    assert remedy in refusal.value.remedy
    assert "\n" not in str(refusal.value)
    assert isinstance(refusal.value, WorkbookError)


def test_a_protected_structure_may_be_allowed_and_the_protection_stays() -> None:
    source = protected(features.plan())
    copy = flagged(source, allow_protected=True)
    assert b'lockStructure="1"' in Package.read(copy).part("xl/workbook.xml")
    assert values(copy)["Appendix A"] == values(source)["Appendix A"]


SPOILT = {
    "no rows at all": (lambda part: part.replace(b"sheetData", b"sheetDate"), "holds no rows, not even none"),
    "rows that do not end": (lambda part: part.replace(b"</sheetData>", b"</sheetDate>"), "its rows do not end"),
    "another kind of sheet": (lambda part: part.replace(b"worksheet", b"chartsheet"), "is no worksheet"),
    "a row that does not end": (
        lambda part: b"".join(part.rpartition(b"</row>")[::2]),
        "A row of a sheet is damaged",
    ),
    "an encoding of its own": (replaced('encoding="UTF-8"', 'encoding="klingon"'), r"cannot be read \(klingon\)"),
    "not in the encoding that it names": (
        lambda part: part.replace(b"UTF-8", b"UTF-16", 1) + b"?",
        r"in an encoding that cannot be read \(UTF-16\)",
    ),
    "a column with no number": (
        replaced('<col min="2"', '<col min="two"'),
        r"The file says “two” where a number belongs \(col min\)",
    ),
    "a row with no number": (replaced('<row r="4"', '<row r="four"'), "A row of a sheet is damaged"),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_sheet_that_is_damaged_is_never_written_to(kind: str) -> None:
    spoil, reason = SPOILT[kind]
    book = Workbook.open(edited(features.plan(), worksheets_sheet1_xml=spoil))
    with pytest.raises(PackageError, match=reason) as refusal:
        book.set_cells("Appendix A", {"C4": "new", "Z40": "new"})
    assert "repair" in refusal.value.remedy or "Save it again" in refusal.value.remedy


def test_notes_without_a_list_are_damaged() -> None:
    spoil = replaced("commentList", "commentLast")
    book = Workbook.open(edited(features.plan(), xl_comments1_xml=spoil))
    with pytest.raises(PackageError, match="is damaged: its notes have no list"):
        book.add_notes("Appendix A", {"C4": "Missing owner"})


def test_a_sheet_that_is_only_a_chart_has_no_cells_to_write_to() -> None:
    held = io.BytesIO()
    with xlsxwriter.Workbook(held) as made:
        sheet, chart = made.add_worksheet("Plan"), made.add_chart({"type": "column"})
        sheet.write_column("A1", [1, 2, 3])
        chart.add_series({"values": "=Plan!$A$1:$A$3"})
        made.add_chartsheet("Progress").set_chart(chart)
    book = Workbook.open(held.getvalue())
    with pytest.raises(PackageError, match="The sheet 'Progress' has no cells: it is a chartsheet"):
        book.set_cells("Progress", {"A1": "new"})


def test_windows_that_are_locked_are_no_reason_to_refuse() -> None:
    locked = replaced("<bookViews>", '<workbookProtection lockWindows="1" lockStructure="0"/><bookViews>')
    assert Workbook.open(edited(features.plan(), xl_workbook_xml=locked)).sheets


def test_a_sheet_that_is_not_there_is_answered_with_those_that_are() -> None:
    book = Workbook.open(features.plan())
    with pytest.raises(PackageError, match="no sheet 'Apendix A'") as refusal:
        book.add_notes("Apendix A", {"A1": "x"})
    assert refusal.value.remedy == "Its sheets are: Appendix A, Plan & lists."
    assert book.add_notes("APPENDIX A", {"A1": "x"}) == ()


def test_entities_and_outside_parts_are_never_fetched_from_a_sheet(tmp_path: object) -> None:
    evil = replaced("<worksheet ", '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]><worksheet ')
    package = Package.read(edited(features.plan(), worksheets_sheet1_xml=evil))
    with pytest.raises(PackageError, match="declares a document type"):
        SheetXml.read(package, "xl/worksheets/sheet1.xml")
