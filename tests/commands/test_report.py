"""``gipxl report``: the variants, the draft, the PDF and the template, as somebody at a terminal meets them."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from docx import Document

from gipxl.cli import main
from gipxl.outputs.report import built_in_template
from gipxl.package.parts import Package

PROJECT = Path(__file__).parent.parent.parent
SEPTEMBER = "workbooks/2020-09 Governance Improvement Plan.xlsx"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the sample workbooks, and no settings of the machine's own."""
    shutil.copytree(PROJECT / "workbooks", tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    return tmp_path


def test_each_variant_has_a_file_of_its_own(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for variant in ("covering", "committee", "exception"):
        assert main(["report", SEPTEMBER, "--variant", variant]) == 0
    written = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.name for path in written] == [
        "2020-09 Covering report.docx",
        "2020-09 Committee report OFFICIAL-SENSITIVE.docx",
        "2020-09 Exception report.docx",
    ]
    assert all((folder / path).is_file() for path in written)


def test_only_a_draft_has_comments(folder: Path) -> None:
    for options, expected in (([], 0), (["--draft"], 50)):
        assert main(["report", SEPTEMBER, "--out", "out", *options]) == 0
        document = Document(str(folder / "out" / "2020-09 Covering report.docx"))
        assert len(list(document.comments)) >= expected and bool(len(list(document.comments))) is bool(expected)


def test_the_template_is_written_once_and_not_over_somebodys_work(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = folder / "house.docx"
    assert main(["report", "--write-template", "house.docx"]) == 0
    assert house.read_bytes() == built_in_template()
    assert main(["report", "--write-template", "house.docx"]) == 0
    house.write_bytes(b"restyled")
    assert main(["report", "--write-template", "house.docx"]) == 2
    assert house.read_bytes() == b"restyled"
    assert main(["report", "--write-template", "house.docx", "--replace"]) == 0
    assert house.read_bytes() == built_in_template()
    assert main(["report", "--write-template", "house.dotx"]) == 2
    assert "Give it a name that ends in .docx." in capsys.readouterr().err


def test_the_template_is_found_beside_the_settings_that_name_it(folder: Path) -> None:
    document = Document(io.BytesIO(built_in_template()))
    document.paragraphs[0].insert_paragraph_before("House of Northmere")
    (folder / "office").mkdir()
    document.save(str(folder / "office" / "house.docx"))
    (folder / "office" / "gipxl.toml").write_text('[report]\ntemplate = "house.docx"\nvariant = "exception"\n')
    assert main(["report", SEPTEMBER, "--settings", "office/gipxl.toml", "--out", "out"]) == 0
    made = Document(str(folder / "out" / "2020-09 Exception report.docx"))
    assert made.paragraphs[0].text == "House of Northmere"


def test_a_wrong_tag_is_one_line_and_leaves_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = Document()
    document.add_paragraph("{{ figures.ontrack }}")
    document.save(str(folder / "house.docx"))
    (folder / "gipxl.toml").write_text('report.template = "house.docx"\n')
    assert main(["report", SEPTEMBER, "--settings", "gipxl.toml", "--out", "out"]) == 2
    assert capsys.readouterr().err == (
        "gipxl: The template of the report has a tag that speaks of figures.ontrack, which there is not. "
        "The nearest that there is: figures.on_track.\n"
    )
    assert not (folder / "out").exists()


def test_a_template_that_is_not_there_and_a_variant_that_is_none(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "gipxl.toml").write_text('report.template = "house.docx"\n')
    assert main(["report", SEPTEMBER, "--settings", "gipxl.toml"]) == 2
    assert "house.docx cannot be opened" in capsys.readouterr().err
    assert main(["report", SEPTEMBER, "--variant", "comittee"]) == 2
    assert "the nearest is committee" in capsys.readouterr().err
    assert main(["report"]) == 2
    assert "WORKBOOK is missing" in capsys.readouterr().err


@pytest.mark.needs("soffice")
def test_a_pdf_lies_beside_the_report_and_goes_when_it_is_not_wanted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", SEPTEMBER, "--pdf", "--out", "out", "--format", "json"]) == 0
    written = json.loads(capsys.readouterr().out)["outputs"]
    assert list(written) == ["report", "report_pdf"]
    assert Path(written["report_pdf"]).read_bytes().startswith(b"%PDF")
    assert main(["build", SEPTEMBER, "--out", "out", "--quiet"]) == 0
    assert not Path(written["report_pdf"]).exists()
    assert {path.suffix for path in (folder / "out").iterdir()} == {".docx", ".xlsx", ".html", ".eml", ".json"}


def test_without_libreoffice_nothing_is_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("gipxl.outputs.libreoffice._USUAL_PLACES", ())
    assert main(["report", SEPTEMBER, "--pdf", "--out", "out"]) == 2
    assert "LibreOffice, which is not installed here" in capsys.readouterr().err
    assert not (folder / "out").exists()


def test_remarks_are_said_and_do_not_stop_the_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "workbooks/faulty.xlsx", "--out", "out", "--fail-on", "never"]) == 0
    said = capsys.readouterr().err
    assert "The report has a gap." in said
    (made,) = (folder / "out").glob("*.docx")
    assert "word/document.xml" in Package.read(made).names
