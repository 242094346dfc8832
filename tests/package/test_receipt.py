"""The loss receipt: it vouches for a whole copy, and names what a copy has lost."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import xlwt

from gipxl.package.errors import LossError, PackageError
from gipxl.package.receipt import Change, compare
from tests.package import features
from tests.package.changes import flagged, opened

SOURCE = features.plan()
SOUND = flagged(SOURCE)


def test_a_whole_copy_has_a_receipt_that_says_so() -> None:
    receipt = compare(SOURCE, SOUND)
    assert receipt.lost == ()
    assert Change(part="xl/worksheets/sheet1.xml", why="conditional formats and notes") in receipt.changed
    assert receipt.kept + len(receipt.changed) == len(features.parts(SOURCE))
    assert receipt.sheets == 2
    counts = {name: (count.source, count.copy) for name, count in receipt.counts.items()}
    assert counts == {
        "sheets": (2, 4),
        "charts": (1, 2),
        "pictures": (1, 1),
        "tables": (1, 2),
        "drop-downs": (1, 1),
        "notes": (1, 3),
        "names": (2, 7),
        "formats": (3, 7),
    }
    receipt.require_whole()


def test_the_receipt_is_one_line_and_the_object_that_callers_script_against() -> None:
    receipt = compare(SOURCE, SOUND)
    assert receipt.summary == (
        "15 parts kept byte for byte, 7 changed, 8 added, nothing lost; sheets whose values were compared: 2; "
        "in the source: sheets 2, charts 1, pictures 1, tables 1, drop-downs 1, notes 1, names 2, formats 3"
    )
    assert receipt.as_json()["kept"] == 15
    assert receipt.as_json()["lost"] == []
    assert {"part": "xl/styles.xml", "why": "formats added for them and for the new sheets"} in receipt.as_json()[
        "changed"
    ]  # type: ignore[operator]


def without(*names: str) -> bytes:
    return features.zipped({name: data for name, data in features.parts(SOUND).items() if name not in names})


LOSSES: dict[str, tuple[Callable[[], bytes], str]] = {
    "a part": (lambda: without("xl/media/image1.png"), "xl/media/image1.png"),
    "a picture": (lambda: without("xl/media/image1.png"), "1 of 1 pictures"),
    "a value": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced("<v>44001</v>", "<v>44002</v>")),
        "Appendix A!D2 was",
    ),
    "a text": (
        lambda: features.edited(SOUND, sharedStrings_xml=features.replaced("<t>Head of HR</t>", "<t>Head of IT</t>")),
        "Appendix A!C2 was “Head of HR” and is “Head of IT”",
    ),
    "a formula": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced("D5-43900", "D5-43901")),
        "Appendix A!F5 differs",
    ),
    "a format of a cell": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced('<c r="D5" s="2"', '<c r="D5"')),
        "Appendix A!D5 differs",
    ),
    "a row's height": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced('<row r="5"', '<row r="5" hidden="1"')),
        "Appendix A!5:5 differs",
    ),
    "a drop-down": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced('sqref="E2:E12"', 'sqref="E2:E3"')),
        "<dataValidation> of xl/worksheets/sheet1.xml",
    ),
    "a frozen pane": (
        lambda: features.edited(SOUND, worksheets_sheet1_xml=features.replaced('state="frozen"', 'state="split"')),
        "<pane> of xl/worksheets/sheet1.xml",
    ),
    "a name": (
        lambda: features.edited(SOUND, xl_workbook_xml=features.replaced('name="Statuses"', 'name="Other"')),
        "<definedName> of xl/workbook.xml",
    ),
    "a note": (
        lambda: features.edited(SOUND, comments1_xml=features.replaced("A note by staff", "A note")),
        "of xl/comments1.xml",
    ),
    "a note's box": (
        lambda: features.edited(SOUND, vmlDrawing1_vml=features.replaced("#ffffe1", "#ffffff")),
        "a shape of xl/drawings/vmlDrawing1.vml",
    ),
    "a style": (
        lambda: features.edited(SOUND, styles_xml=features.replaced('formatCode="dd/mm/yyyy"', 'formatCode="0"')),
        "<numFmt> of xl/styles.xml",
    ),
    "a part that is not ours to change": (
        lambda: features.edited(SOUND, theme1_xml=features.replaced("Office", "Orifice")),
        "xl/theme/theme1.xml differs",
    ),
    "a sheet": (
        lambda: features.edited(SOUND, xl_workbook_xml=features.replaced('name="Appendix A"', 'name="Appendix B"')),
        "the sheet Appendix A",
    ),
}


@pytest.mark.parametrize("loss", LOSSES)
def test_what_a_copy_has_lost_is_named_and_is_an_error(loss: str) -> None:
    make, says = LOSSES[loss]
    receipt = compare(SOURCE, make())
    assert any(says in lost for lost in receipt.lost), receipt.lost
    assert "LOST" in receipt.summary
    with pytest.raises(LossError, match="differ from the workbook"):
        receipt.require_whole()


def test_openpyxls_load_and_save_does_not_pass() -> None:
    stream = io.BytesIO()
    opened(SOURCE).save(stream)
    lost = " ".join(compare(SOURCE, stream.getvalue()).lost)
    assert "Appendix A!F2 was 101 and is nothing" in lost
    assert "xl/comments1.xml" in lost


def test_cells_that_were_meant_to_change_are_no_loss_and_others_are() -> None:
    changed = features.edited(SOURCE, worksheets_sheet1_xml=features.replaced("<v>44001</v>", "<v>44002</v>"))
    assert compare(SOURCE, changed, cells={"appendix a": ["D2"]}).lost == ()
    assert compare(SOURCE, changed, cells={"Appendix A": ["D3"]}).lost[0].startswith("Appendix A!D2 differs")
    assert compare(SOURCE, changed, cells={"Appendix A": ["D2"]}).changed == (
        Change(part="xl/worksheets/sheet1.xml", why="cells D2"),
    )


def test_files_are_read_by_their_paths_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(SOURCE)
    (tmp_path / "b.xlsx").write_bytes(SOUND)
    assert compare(tmp_path / "a.xlsx", tmp_path / "b.xlsx") == compare(SOURCE, SOUND)
    assert (tmp_path / "a.xlsx").read_bytes() == SOURCE
    with pytest.raises(PackageError, match="There is no file"):
        compare(tmp_path / "none.xlsx", tmp_path / "b.xlsx")


def test_a_source_in_another_format_has_only_its_values_compared() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Appendix A")
    for row, line in enumerate((["Ref", "Owner"], ["A1", 3.5])):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    stream = io.BytesIO()
    book.save(stream)
    receipt = compare(stream.getvalue(), SOUND)
    assert (receipt.kept, receipt.sheets) == (0, 1)
    assert receipt.lost[0] == "Appendix A!B1 was “Owner” and is “Title”"


def test_an_empty_list_of_names_is_nothing_to_lose() -> None:
    nameless = features.edited(features.empty(), xl_workbook_xml=features.replaced("<calcPr", "<definedNames/><calcPr"))
    assert compare(nameless, flagged(nameless)).lost == ()
