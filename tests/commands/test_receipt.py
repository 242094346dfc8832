"""``gipxl receipt``: what any copy of any workbook kept, changed and lost."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from gipxl.cli import main
from gipxl.package.book import Workbook
from gipxl.package.conditional import Format, Look
from tests.package import features
from tests.package.changes import opened


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.xlsx").write_bytes(features.plan())
    return tmp_path


def added_to(path: Path) -> bytes:
    book = Workbook.open(path)
    book.add_notes("Appendix A", {"C4": "Missing owner"})
    book.add_formats("Appendix A", [Format(cells="C2:C12", formula='$C2=""', look=Look(fill="FFC7CE"))])
    return book.to_bytes()


def through_openpyxl(path: Path) -> bytes:
    stream = io.BytesIO()
    opened(path.read_bytes()).save(stream)
    return stream.getvalue()


def test_a_copy_that_was_only_added_to_has_lost_nothing(folder: Path, capsys: Any) -> None:
    (folder / "copy.xlsx").write_bytes(added_to(folder / "plan.xlsx"))
    assert main(["receipt", "plan.xlsx", "copy.xlsx"]) == 0
    said = capsys.readouterr().out
    assert re.search("^ +xl/worksheets/sheet1.xml +conditional formats and notes$", said, re.MULTILINE)
    assert said.endswith("Nothing was lost.\n")


def test_the_same_file_twice_is_kept_whole(folder: Path, capsys: Any) -> None:
    shutil.copy("plan.xlsx", "copy.xlsx")
    assert main(["receipt", "plan.xlsx", "copy.xlsx"]) == 0
    said = capsys.readouterr().out
    assert "0 changed, 0 added" in said and "Changed" not in said and "Added" not in said


def test_what_openpyxl_loses_is_listed_and_the_status_is_1(folder: Path, capsys: Any) -> None:
    (folder / "copy.xlsx").write_bytes(through_openpyxl(folder / "plan.xlsx"))
    assert main(["receipt", "plan.xlsx", "copy.xlsx"]) == 1
    said = capsys.readouterr().out
    assert "LOST" in said and "Appendix A!F2 was 101 and is nothing" in said and "pictures" in said


def test_the_receipt_as_json_has_the_shape_of_the_contract(folder: Path, capsys: Any) -> None:
    (folder / "copy.xlsx").write_bytes(added_to(folder / "plan.xlsx"))
    assert main(["receipt", "plan.xlsx", "copy.xlsx", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["kept"] > 5 and said["lost"] == []
    assert {"part": "xl/worksheets/sheet1.xml", "why": "conditional formats and notes"} in said["changed"]
    assert all(set(change) == {"part", "why"} for change in said["changed"])


def test_the_files_are_only_read(folder: Path) -> None:
    (folder / "copy.xlsx").write_bytes(added_to(folder / "plan.xlsx"))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    main(["receipt", "plan.xlsx", "copy.xlsx"])
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


@pytest.mark.parametrize("source", ["none.xlsx", "words.xlsx", "table.csv", "locked.xlsx"])
def test_a_source_that_is_no_workbook_is_refused_by_name(folder: Path, capsys: Any, source: str) -> None:
    (folder / "words.xlsx").write_text("no workbook at all")
    (folder / "table.csv").write_text("Ref,Owner\nA1,HR\n")
    (folder / "locked.xlsx").write_bytes(features.OLE + "EncryptedPackage".encode("utf-16-le") * 40)
    assert main(["receipt", source, "plan.xlsx"]) == 2
    error = capsys.readouterr().err
    assert source in error and error.startswith("gipxl: ") and error.count("\n") == 1


@pytest.mark.parametrize("copy", ["none.xlsx", "words.xlsx", "report.docx"])
def test_a_copy_that_is_no_workbook_is_refused_by_name(folder: Path, capsys: Any, copy: str) -> None:
    (folder / "words.xlsx").write_text("no workbook at all")
    (folder / "report.docx").write_bytes(features.zipped({"word/document.xml": b"<document/>"}))
    assert main(["receipt", "plan.xlsx", copy]) == 2
    error = capsys.readouterr().err
    assert copy in error and error.count("\n") == 1
