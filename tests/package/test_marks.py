"""What gipxl wrote, it knows again, also after another program has saved the file; and takes away nothing else."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gipxl.package import inclusion, marks, receipt, xml
from gipxl.package.book import Workbook
from gipxl.package.conditional import ours
from gipxl.package.parts import Package
from gipxl.package.sheet import SheetXml
from tests.package import features, lint
from tests.package.changes import FORMATS, NOTES, flagged, opened, values


@pytest.mark.parametrize("kind", features.AWKWARD)
def test_the_additions_come_off_again_and_leave_what_staff_had(kind: str) -> None:
    source = features.AWKWARD[kind]()
    book = Workbook.open(flagged(source))
    assert book.our_sheets == ("Findings", "Plan & lists 2" if kind != "empty" else "Plan & lists")
    book.without_ours()
    bare, before = Package.read(book.to_bytes()), Package.read(source)
    assert set(bare.names) - {"xl/styles.xml"} == set(before.names) - {"xl/styles.xml"}
    first = next(name for name in before.names if name.endswith("sheet1.xml"))
    old, new = SheetXml.read(before, first), SheetXml.read(bare, first)
    assert new.rows == old.rows
    assert inclusion.missing(old.frame, new.frame) is None
    assert inclusion.missing(new.frame, old.frame) is None
    assert values(book.to_bytes()) == values(source)
    assert lint.new_problems(source, book.to_bytes()) == []


def test_next_months_copy_replaces_the_additions_and_does_not_grow() -> None:
    first = flagged(features.plan())
    again = Workbook.open(first)
    again.without_ours()
    second = flagged(again.to_bytes())
    assert opened(second).sheetnames == opened(first).sheetnames
    package = Package.read(second)
    assert ours(package, "xl/worksheets/sheet1.xml") == len(FORMATS)
    for part in ("xl/drawings/vmlDrawing1.vml", "xl/styles.xml", "xl/worksheets/sheet1.xml", "xl/workbook.xml"):
        assert len(package.part(part)) == len(Package.read(first).part(part)), part
    assert receipt.compare(first, second).lost == ()


def test_a_note_whose_words_staff_changed_has_become_theirs() -> None:
    copy = features.edited(
        flagged(features.plan()), comments1_xml=features.replaced("Far below", "Far below, and done")
    )
    book = Workbook.open(copy)
    book.without_ours()
    kept = {note.cell: note.text for note in book.notes("Appendix A")}
    assert list(kept) == ["C2", "E40"]
    assert kept["E40"].startswith("Far below, and done")


def test_a_sheet_that_staff_renamed_has_become_theirs() -> None:
    copy = features.edited(
        flagged(features.plan()), xl_workbook_xml=features.replaced('name="Findings"', 'name="My list"')
    )
    book = Workbook.open(copy)
    assert book.our_sheets == ("Plan & lists 2",)
    book.without_ours()
    assert [sheet.name for sheet in book.sheets] == ["Appendix A", "Plan & lists", "My list"]
    assert not [name for name in book.names if name.name.startswith("gipxl.")]


def test_staffs_own_format_that_speaks_of_gipxl_is_not_taken_for_ours() -> None:
    assert not marks.formula_is_ours('$A1="gipxl"')
    assert marks.formula_is_ours('AND(A1,N( "GIPXL" )=0)')
    assert not marks.note_is_ours("Look at what gipxl 1234abcd says")


def test_a_sheet_taken_out_of_the_middle_leaves_the_others_their_names_and_the_active_tab() -> None:
    copy = flagged(features.plan())
    # Staff move our sheets in front of theirs, as Excel stores that: the order of the tabs, names and tab with them.
    package = Package.read(copy)
    root = xml.parse(package.part("xl/workbook.xml"))
    sheets = xml.child(root, "sheets")
    assert sheets is not None
    sheets.insert(0, sheets[2])
    moved = {0: 1, 1: 2, 2: 0, 3: 3}
    for name in xml.descendants(root, "definedName"):
        if name.get("localSheetId"):
            name.set("localSheetId", str(moved[int(name.get("localSheetId", ""))]))
    view = next(xml.descendants(root, "workbookView"))
    view.set("activeTab", "2")
    book = Workbook.open(package.replaced({"xl/workbook.xml": xml.written(root)}).to_bytes())
    book.without_ours()
    bare = opened(book.to_bytes())
    assert bare.sheetnames == ["Appendix A", "Plan & lists"]
    assert bare.active is not None and bare.active.title == "Plan & lists"
    assert bare["Appendix A"].print_area == "'Appendix A'!$A$1:$F$17"


@pytest.mark.needs("soffice")
def test_the_marks_survive_that_libreoffice_saves_the_copy(tmp_path: Path) -> None:
    (tmp_path / "copy.xlsx").write_bytes(flagged(features.plan()))
    profile = (tmp_path / "profile").as_uri()
    command = [
        "soffice",
        f"-env:UserInstallation={profile}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    subprocess.run([*command, "--outdir", tmp_path / "saved", tmp_path / "copy.xlsx"], check=True, capture_output=True)
    book = Workbook.open(tmp_path / "saved" / "copy.xlsx")
    assert book.our_sheets == ("Findings", "Plan & lists 2")
    assert {note.cell for note in book.notes("Appendix A") if note.ours} == set(NOTES) - {"C2"}
    book.without_ours()
    assert [note.cell for note in book.notes("Appendix A")] == ["C2"]
    assert [sheet.name for sheet in book.sheets] == ["Appendix A", "Plan & lists"]
    formulas = b"".join(book.package.part(sheet.part) for sheet in book.sheets)
    assert b"gipxl" not in formulas
