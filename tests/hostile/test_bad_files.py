"""Bad files of every kind given to the command line: one clear line or sane findings, and nothing else happens."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.hostile import corpus
from tests.hostile.command_line import AS_AT, asked, limited, nothing_changes, refused
from tests.hostile.corpus import SHEET, TEXTS, plan, put, with_part
from tests.package import features
from tests.package.test_refusals import shared, signed

#: Each bad file: the ending of its name, how it is made, and words of the refusal.
REFUSED: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "empty": (".xlsx", lambda: b"", "is not a workbook"),
    "noise": (".xlsx", lambda: bytes(range(256)) * 40, "is not a workbook"),
    "only the sign of a zip": (".xlsx", lambda: b"PK\x03\x04", "zip directory cannot be read"),
    "an empty zip": (".xlsx", lambda: b"PK\x05\x06" + bytes(18), "is not a workbook"),
    "cut in half": (".xlsx", lambda: plan()[: len(plan()) // 2], "zip directory cannot be read"),
    "without its end": (".xlsx", lambda: plan()[:-10], "zip directory cannot be read"),
    "another byte in a part": (".xlsx", lambda: _flipped(plan(), plan().index(SHEET.encode()) + 200), "damaged"),
    "another Office file": (".xlsx", corpus.word, "not a workbook"),
    "a page of HTML": (".xls", corpus.html, "is not a workbook"),
    "a password": (".xlsx", corpus.encrypted, "encrypted with a password"),
    "a picture": (".xlsx", features.png, "is not a workbook"),
    "a name that climbs out": (
        ".xlsx",
        lambda: corpus.renamed_part(plan(), "docProps/app.xml", "../../etc/evil.xml"),
        "dangerous name",
    ),
    "a name of a drive": (
        ".xlsx",
        lambda: corpus.renamed_part(plan(), "docProps/app.xml", "C:\\evil.xml"),
        "dangerous name",
    ),
    "one name twice": (".xlsx", lambda: corpus.twice(plan(), SHEET), "two parts named"),
    "no relationships": (
        ".xlsx",
        lambda: corpus.renamed_part(plan(), "_rels/.rels", "_rels/other.rels"),
        "not a workbook",
    ),
    "no sheet": (".xlsx", lambda: corpus.renamed_part(plan(), SHEET, "xl/worksheets/other.xml"), "cannot be read"),
    "nested ten thousand deep": (
        ".xlsx",
        lambda: with_part(plan(), "xl/workbook.xml", corpus.deep()),
        "xl/workbook.xml is damaged",
    ),
    "a sheet nested deep": (".xlsx", lambda: with_part(plan(), SHEET, corpus.deep()), ""),
    "a calc nested deep": (
        ".ods",
        lambda: with_part(plan(".ods"), "content.xml", corpus.deep()),
        "content.xml is damaged",
    ),
    "a calc whose prefixes stand for something else": (
        ".ods",
        lambda: with_part(plan(".ods"), "content.xml", lambda part: part.replace(b":table:1.0", b":tadle:1.0")),
        "“table:” does not stand for what it does in a spreadsheet",
    ),
    "texts without end": (".xlsx", lambda: corpus.false_count("4294967295"), "says that it holds 4294967295 texts"),
    "a csv of noughts": (".csv", lambda: b"Ref,Owner\n\0\0\0\0", "neither a workbook nor a text file"),
    "a text for a workbook": (".xlsx", lambda: b"Ref,Title,Owner\nA1,x,y\n", "is not a workbook"),
}


def _backwards(data: bytes) -> bytes:
    """An .xls whose sheet says that its first row comes behind its last."""
    begins = data.index(b"\x00\x02\x0e\x00") + 4
    return data[:begins] + (65_536).to_bytes(4, "little") + data[begins + 4 :]


def _beyond(data: bytes) -> bytes:
    """An .xls whose sheet says that it is longer than any."""
    ends = data.index(b"\x00\x02\x0e\x00") + 8
    return data[:ends] + (65_537).to_bytes(4, "little") + data[ends + 4 :]


def _texts(data: bytes) -> bytes:
    """An .xls whose list of texts says that it holds four thousand million."""
    begins = data.index(b"\xfc\x00", 512) + 8
    return data[:begins] + b"\xff" * 4 + data[begins + 4 :]


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 0xFF]) + data[at + 1 :]


@pytest.mark.parametrize("kind", REFUSED)
def test_a_bad_file_is_refused_in_one_line_that_names_it(kind: str, tmp_path: Path) -> None:
    suffix, make, says = REFUSED[kind]
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(make())
    with nothing_changes(tmp_path):
        for command in ("check", "show"):
            refused(asked(command, path, *AS_AT), path.name, says)
        refused(asked("build", path, "--out", tmp_path / "out", *AS_AT), path.name, says)
        refused(asked("fix", path, "--to", tmp_path / "fixed.xlsx", *AS_AT), path.name)


DANGEROUS: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a sheet of three gigabytes": (".xlsx", lambda: corpus.bomb(plan(), SHEET, megabytes=3_000), "limits.part_mb"),
    "texts of three gigabytes": (".xlsx", lambda: corpus.bomb(plan(), TEXTS, megabytes=3_000), "limits.part_mb"),
    "a sheet that lies of its size": (
        ".xlsx",
        lambda: corpus.bomb(plan(), SHEET, megabytes=3_000, says=900),
        "damaged",
    ),
    "texts that lie of their size": (".xlsx", lambda: corpus.bomb(plan(), TEXTS, megabytes=3_000, says=900), "damaged"),
    "a million parts": (".xlsx", lambda: corpus.many_parts(1_000_000), "limits.parts"),
    "one text in 100,000 cells": (".xlsx", corpus.shared_by_many, "limits.text_mb"),
    "a cell in the last place": (".xlsx", lambda: corpus.stray("XFD1048576"), "limits.cells"),
    "a cell beyond the grid": (".xlsx", lambda: corpus.stray("A4294967295", between=True), "limits.rows"),
    "a cell in the midst": (".xlsx", lambda: corpus.stray("XFD900000", between=True), "limits.cells"),
    "a calc repeated for ever": (
        ".ods",
        lambda: corpus.spreadsheet(
            '<table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384" '
            'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
        ),
        "limits.cells",
    ),
    "a calc of long texts": (
        ".ods",
        lambda: corpus.spreadsheet(
            '<table:table-row table:number-rows-repeated="1000"><table:table-cell table:number-columns-repeated="1000" '
            f'office:value-type="string"><text:p>{"x" * 30_000}</text:p></table:table-cell></table:table-row>'
        ),
        "limits.text_mb",
    ),
    "a sheet that ends before it begins": (".xls", lambda: _backwards(plan(".xls")), "ends before it begins"),
    "a sheet beyond the grid": (".xls", lambda: _beyond(plan(".xls")), "reaches to row 65,537"),
    "more texts than there is room for": (".xls", lambda: _texts(plan(".xls")), "more texts than it has room for"),
    "a stream that goes in a circle": (".xls", lambda: _circle(plan(".xls")), "goes round in a circle"),
    "sectors of two gigabytes": (
        ".xls",
        lambda: plan(".xls")[:30] + b"\x1f" + plan(".xls")[31:],
        "longer than the file",
    ),
}


def _circle(data: bytes) -> bytes:
    """The directory's chain bent back to its own beginning."""
    table, first = (int.from_bytes(data[at : at + 4], "little") for at in (76, 48))
    at = (table + 1) * 512 + first * 4
    return data[:at] + data[48:52] + data[at + 4 :]


@pytest.mark.parametrize("kind", DANGEROUS)
def test_a_bomb_is_refused_within_a_gigabyte_and_names_the_limit(kind: str, tmp_path: Path) -> None:
    suffix, make, says = DANGEROUS[kind]
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(make())
    (tmp_path / "whole.xlsx").write_bytes(plan())
    with nothing_changes(tmp_path):
        refused(limited("check", path, *AS_AT), path.name, says)
        assert limited("receipt", path, tmp_path / "whole.xlsx").faults == []


def test_a_large_sheet_beside_the_plan_does_no_harm_to_the_copy(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(features.edited(features.plan(), worksheets_sheet2_xml=_far))
    answer = limited("copy", path, "--out", tmp_path / "out", "--fail-on", "never", *AS_AT)
    assert (answer.faults, answer.status) == ([], 0), answer
    receipt = limited("receipt", path, *(tmp_path / "out").glob("*.xlsx"))
    assert (receipt.faults, receipt.status) == ([], 0), receipt


def test_a_copy_with_a_cell_beyond_the_grid_is_compared_without_being_laid_out(tmp_path: Path) -> None:
    whole, copy = tmp_path / "whole.xlsx", tmp_path / "copy.xlsx"
    whole.write_bytes(plan())
    copy.write_bytes(corpus.stray("A99999999999999999999"))
    answer = limited("receipt", whole, copy)
    assert answer.faults == [] and answer.status in (1, 2), answer


def _far(sheet: bytes) -> bytes:
    return put(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row>')(sheet)


@pytest.mark.parametrize(
    ("part", "there", "instead"),
    [
        ("xl/styles.xml", rb'<sz val="[^"]*"', b'<sz val="Calibri"'),
        ("xl/workbook.xml", rb"</sheets>", b'</sheets><definedNames><definedName name="x" localSheetId="A1:A1">1'
         b"</definedName></definedNames>"),
        (SHEET, rb'<c r="D2" s="\d+"', b'<c r="D2" s="none"'),
    ],
)  # fmt: skip
def test_a_word_where_a_number_belongs_is_no_riddle(part: str, there: bytes, instead: bytes, tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    spoilt = with_part(plan(rows=_DATED), part, lambda data: re.sub(there, instead, data, count=1))
    assert spoilt != plan(rows=_DATED)
    path.write_bytes(spoilt)
    for command, to in (("copy", ["--out", tmp_path / "out"]), ("fix", ["--to", tmp_path / "fixed.xlsx"])):
        answer = asked(command, path, *to, "--quiet", *AS_AT)
        assert answer.faults == [] and answer.status in (0, 1, 2), answer


_DATED: list[list[object]] = [corpus.HEADING, *[[*row[:3], date(2020, 12, 31), *row[4:]] for row in corpus.ROWS[1:]]]


#: Odd but honest: each is read, and what stands in the plan's rows is found.
READ: dict[str, tuple[str, Callable[[], bytes]]] = {
    "an old workbook as .xlsx": (".xlsx", lambda: plan(".xls")),
    "a new workbook as .xls": (".xls", plan),
    "a new workbook as .csv": (".csv", plan),
    "a calc as .xlsx": (".xlsx", lambda: plan(".ods")),
    "signed": (".xlsx", lambda: signed(plan())),
    "shared in the old way": (".xlsx", lambda: shared(plan())),
    "wrong content types": (
        ".xlsx",
        lambda: with_part(plan(), "[Content_Types].xml", lambda data: data.replace(b"worksheet+xml", b"chart+xml")),
    ),
    "no content types": (".xlsx", lambda: corpus.renamed_part(plan(), "[Content_Types].xml", "types.xml")),
    "parts in a circle": (".xlsx", corpus.looping),
    "sixteen thousand columns": (
        ".xlsx",
        lambda: plan(rows=[[*corpus.HEADING, *[f"Note {n}" for n in range(16_378)]], *corpus.ROWS[1:]]),
    ),
    "cells of 32,767 characters": (
        ".xlsx",
        lambda: plan(rows=[corpus.HEADING, *[[*row[:5], "x" * 32_767] for row in corpus.ROWS[1:]]]),
    ),
    "a used range of the whole grid": (
        ".xlsx",
        lambda: with_part(
            plan(), SHEET, lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', data)
        ),
    ),
    "merged over the whole grid": (
        ".xlsx",
        lambda: with_part(
            plan(), SHEET, put(b"<pageMargins", b'<mergeCells count="1"><mergeCell ref="A7:XFD1048576"/></mergeCells>')
        ),
    ),
    "hidden to the last column": (
        ".xlsx",
        lambda: with_part(
            plan(), SHEET, put(b"<sheetData>", b'<cols><col min="20" max="4294967295" hidden="1"/></cols>')
        ),
    ),
    "a comment with a zip in it": (".xlsx", lambda: plan()),
}


@pytest.mark.parametrize("kind", READ)
def test_what_is_only_odd_is_read(kind: str, tmp_path: Path) -> None:
    suffix, make = READ[kind]
    path = tmp_path / f"plan{suffix}"
    path.write_bytes(make())
    with nothing_changes(tmp_path):
        answer = asked("show", path, "--format", "json", *AS_AT)
        assert (answer.faults, answer.status) == ([], 0), answer
        assert answer.out.count('"owner": "Head of HR"') == 5
        checked = asked("check", path, *AS_AT)
        assert checked.faults == [] and checked.status in (0, 1)


def test_a_million_blank_formatted_rows_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    blank = b"".join(
        b'<row r="%d" s="1" customFormat="1"><c r="A%d" s="1"/></row>' % (row, row) for row in range(10, 1_000_010)
    )
    path.write_bytes(with_part(plan(), SHEET, put(b"</sheetData>", blank)))
    answer = limited("check", path, *AS_AT)
    assert answer.faults == [] and answer.status in (0, 1), answer


def test_hundreds_of_sheets_are_read(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "plan.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for number in range(400):
            sheet = book.add_worksheet(f"Sheet {number}")
            for row, cells in enumerate(corpus.ROWS if number == 300 else [["Nothing", number]]):
                sheet.write_row(row, 0, cells)
    answer = limited("show", path, "--format", "json", *AS_AT)
    assert (answer.faults, answer.status) == ([], 0), answer
    assert '"sheet": "Sheet 300"' in answer.out
