"""Workbooks that gipxl will not change: each with the reason, and the way out, in one line."""

from __future__ import annotations

import pytest

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
