"""The lint itself: each kind of defect, planted in a sound file, is found; the sound file is not blamed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.package import features, lint
from tests.package.changes import flagged
from tests.package.features import edited, replaced

SOUND = flagged(features.plan())
SHEET, TABLE, BOOK = "worksheets_sheet1_xml", "table1_xml", "xl_workbook_xml"

Edit = Callable[[bytes], bytes]


def once(pattern: str, new: str) -> Edit:
    """An edit of the first place that a pattern fits, which there must be."""

    def edit(data: bytes) -> bytes:
        changed, number = re.subn(pattern.encode(), new.encode(), data, count=1, flags=re.DOTALL)
        assert number, pattern
        return changed

    return edit


def in_sheet(pattern: str, new: str) -> Callable[[], bytes]:
    """The sound file with one place of its first sheet changed."""
    return lambda: edited(SOUND, worksheets_sheet1_xml=once(pattern, new))


def in_book(pattern: str, new: str) -> Callable[[], bytes]:
    """The sound file with one place of its workbook part changed."""
    return lambda: edited(SOUND, xl_workbook_xml=once(pattern, new))


def without_part(name: str) -> bytes:
    changed = features.parts(SOUND)
    del changed[name]
    return features.zipped(changed)


PLANTED: dict[str, tuple[Callable[[], bytes], str]] = {
    "a table id twice": (lambda: edited(SOUND, table2_xml=once(r' id="\d+"', ' id="1"')), "two tables have the id 1"),
    "a table name twice": (
        lambda: edited(SOUND, table2_xml=once('displayName="[^"]*"', 'displayName="OWNERS"')),
        "two things are called owners",
    ),
    "a heading unlike its cell": (
        lambda: edited(SOUND, table1_xml=once('name="N"', 'name="Number"')),
        "calls a column 'Number', and B1 does not",
    ),
    "a range unlike its columns": (
        lambda: edited(SOUND, table1_xml=once('ref="A1:B4"', 'ref="A1:C4"')),
        "has 2 columns in A1:C4",
    ),
    "two notes on a cell": (
        lambda: edited(SOUND, comments1_xml=replaced('ref="D3"', 'ref="C2"')),
        "has 2 notes on C2",
    ),
    "a note by nobody": (lambda: edited(SOUND, comments1_xml=replaced('authorId="1"', 'authorId="9"')), "by nobody"),
    "notes without boxes": (
        in_sheet("<legacyDrawing[^>]*>", ""),
        "without boxes",
    ),
    "a chain to no formula": (
        lambda: features.with_chain(SOUND, '<c r="A1" i="1"/>'),
        "the chain names A1 of sheet 1",
    ),
    "a bad formula": (
        in_sheet("AND[(]ISNUMBER", "AND((ISNUMBER"),
        "with the formula",
    ),
    "a bad range": (
        in_sheet('sqref="D2:D400"', 'sqref="D2:D0"'),
        "is no range",
    ),
    "two rules of one rank": (
        in_sheet('priority="4"', 'priority="3"'),
        "2 rules of rank 3",
    ),
    "a drawing that is not well formed": (
        lambda: edited(SOUND, vmlDrawing1_vml=once("</v:shape>", "")),
        "vmlDrawing1.vml is not well formed",
    ),
    "two shapes of one number": (
        lambda: edited(SOUND, vmlDrawing1_vml=once(r"_x0000_s(\d+)(.*)_x0000_s\d+", r"_x0000_s\1\2_x0000_s\1")),
        "has two shapes",
    ),
    "rows out of order": (
        in_sheet('<row r="3"', '<row r="13"'),
        "has row 4 after row 13",
    ),
    "cells out of order": (
        in_sheet('<c r="A3"', '<c r="F3"'),
        "cells of row 3 out of order",
    ),
    "merges that overlap": (
        in_sheet("(<mergeCell [^>]*>)", r'\1<mergeCell ref="C17:D18"/>'),
        "merged cells that overlap",
    ),
    "a name twice": (
        in_book("(<definedNames>)", r'\1<definedName name="STATUSES">1</definedName>'),
        "the name statuses is defined twice",
    ),
    "a name of no sheet": (
        in_book('localSheetId="0"', 'localSheetId="9"'),
        "belongs to a sheet that is not there",
    ),
    "a sheet name twice": (
        in_book('name="Findings"', 'name="appendix A"'),
        "two sheets have the name appendix a",
    ),
    "a sheet name that Excel refuses": (
        in_book('name="Findings"', 'name="a/b"'),
        "a/b is no name for a sheet",
    ),
    "two sheets selected": (
        lambda: edited(SOUND, worksheets_sheet2_xml=once("<sheetView ", '<sheetView tabSelected="1" ')),
        "are selected together",
    ),
    "a long text": (
        lambda: edited(SOUND, sharedStrings_xml=replaced("Merged", "x" * 32768)),
        "longer than a cell can be",
    ),
    "a format that is not there": (
        in_sheet('<c r="A1" s="1"', '<c r="A1" s="999"'),
        "A1 has a format that is not there",
    ),
    "a differential format that is not there": (
        in_sheet('dxfId="1"', 'dxfId="99"'),
        "a rule whose format is not there",
    ),
    "a shared text that is not there": (
        in_sheet('t="s"><v>0<', 't="s"><v>999<'),
        "has a shared text that is not there",
    ),
    "a part without a type": (
        lambda: edited(SOUND, Content_Types__xml=once('<Override PartName="/xl/tables/table1.xml"[^>]*>', "")),
        "",
    ),
    "a part that is declared twice": (
        lambda: edited(SOUND, Content_Types__xml=once('(<Override PartName="/xl/styles.xml"[^>]*>)', r"\1\1")),
        "xl/styles.xml is declared twice",
    ),
    "a relation to nothing": (
        lambda: without_part("xl/media/image1.png"),
        "refers to xl/media/image1.png, which is not there",
    ),
    "a part twice": (
        lambda: features.zipped({**features.parts(SOUND), "XL/styles.xml": b"<a/>"}),
        "xl/styles.xml stands 2 times",
    ),
}


def test_a_sound_file_is_not_blamed() -> None:
    assert lint.problems(SOUND) == []


@pytest.mark.parametrize("defect", PLANTED)
def test_a_planted_defect_is_found(defect: str) -> None:
    make, says = PLANTED[defect]
    data = make()
    if not says:
        # An XML part has a type by default: what is missing is the right one, so here all defaults go too.
        data = edited(data, Content_Types__xml=once('<Default Extension="xml"[^>]*>', ""))
        says = "xl/tables/table1.xml has no content type"
    found = lint.problems(data)
    assert any(says in problem for problem in found), found


def test_every_check_of_the_lint_has_a_defect_that_it_catches() -> None:
    caught = set()
    for make, _ in PLANTED.values():
        book = lint.Book(make())
        for check in lint.CHECKS:
            try:
                caught |= {check.__name__} if list(check(book)) else set()
            except (KeyError, ValueError):  # one defect may leave another check nothing to stand on
                continue
    caught.add(lint.parts_without_type.__name__)
    assert caught == {check.__name__ for check in lint.CHECKS}
