"""Every kind of .xlsx and .docx that gipxl writes: checked as Office checks, and opened by all who may open it."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from tests import word_edits
from tests.hostile.bases import SAMPLES, SEPTEMBER
from tests.hostile.command_line import asked
from tests.package import lint

KINDS = (
    "build copy.xlsx", "build report.docx", "faulty copy.xlsx", "committee.docx", "exception.docx", "draft.docx",
    "template.docx", "fixed.xlsx", "pulled.xlsx", "new.xlsx", "new details.xlsx", "rollover.xlsx", "public.xlsx",
)  # fmt: skip
WORKBOOKS = [kind for kind in KINDS if kind.endswith(".xlsx")]
REPORTS = [kind for kind in KINDS if kind.endswith(".docx")]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """One file of each kind, under its name in KINDS."""
    out, names = tmp_path_factory.mktemp("made"), tmp_path_factory.mktemp("named")
    faulty = SAMPLES / "faulty.xlsx"

    def done(*arguments: object) -> None:
        answer = asked(*arguments, "--quiet")
        assert answer.faults == [] and answer.status in (0, 1), answer

    never = ("--fail-on", "never")
    done("build", SEPTEMBER, "--out", out / "build", *never)
    done("copy", faulty, "--out", out / "faulty", *never)
    for variant in ("committee", "exception"):
        done("report", SEPTEMBER, "--variant", variant, "--out", out / variant, *never)
    done("report", SEPTEMBER, "--draft", "--out", out / "draft", *never)
    done("report", "--write-template", out / "template.docx")
    done("fix", faulty, "--to", out / "fixed.xlsx")
    done("new", "--year", "2021/22", "--body", "Northmere Council", "--to", out / "new.xlsx")
    done("new", "--details", "--to", out / "details.xlsx")
    done("rollover", SEPTEMBER, "--year", "2021/22", "--to", out / "rollover.xlsx")
    done("publish", SEPTEMBER, "--out", out / "public", "--no-ods")
    report = next((out / "build").glob("*.docx"))
    edited = out / "edited.docx"
    edited.write_bytes(word_edits.retyped(report.read_bytes(), "Purchases continue", "Buying continues"))
    done("pull", edited, SEPTEMBER, "--to", out / "pulled.xlsx")
    places = dict(zip(KINDS, (
        next((out / "build").glob("*.xlsx")), report, next((out / "faulty").glob("*.xlsx")),
        next((out / "committee").glob("*.docx")), next((out / "exception").glob("*.docx")),
        next((out / "draft").glob("*.docx")), out / "template.docx", out / "fixed.xlsx", out / "pulled.xlsx",
        out / "new.xlsx", out / "details.xlsx", out / "rollover.xlsx", next((out / "public").glob("*.xlsx")),
    ), strict=True))  # fmt: skip
    return {kind: path.rename(names / kind) for kind, path in places.items()}


#: The workbooks that these were made of: what is wrong in them already is not gipxl's.
SOURCES = dict.fromkeys(WORKBOOKS, SEPTEMBER) | dict.fromkeys(
    ("faulty copy.xlsx", "fixed.xlsx"), SAMPLES / "faulty.xlsx"
)


@pytest.mark.parametrize("kind", WORKBOOKS)
def test_a_workbook_is_sound_and_opens(kind: str, made: Mapping[str, Path]) -> None:
    content = made[kind].read_bytes()
    assert set(lint.problems(content)) <= set(lint.problems(SOURCES[kind].read_bytes()))
    there = load_workbook(io.BytesIO(content))
    read = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert there.sheetnames == read.sheet_names
    assert any(read.get_sheet_by_name(name).to_python() for name in read.sheet_names)


@pytest.mark.parametrize("kind", REPORTS)
def test_a_report_opens(kind: str, made: Mapping[str, Path]) -> None:
    document = Document(str(made[kind]))
    assert any(paragraph.text.strip() for paragraph in document.paragraphs)


@pytest.mark.needs("npm")
@pytest.mark.parametrize("kind", KINDS)
def test_office_finds_no_fault(kind: str, made: Mapping[str, Path], office_faults: Callable[[Path], list[str]]) -> None:
    known = set(office_faults(SOURCES[kind])) if kind in SOURCES else set()
    assert set(office_faults(made[kind])) <= known


@pytest.mark.needs("soffice")
def test_libreoffice_opens_each_of_them(made: Mapping[str, Path], tmp_path: Path) -> None:
    command = ["soffice", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run([*command, "--outdir", tmp_path, *made.values()], capture_output=True, text=True, check=False)
    missing = {Path(kind).stem for kind in KINDS} - {path.stem for path in tmp_path.glob("*.pdf")}
    assert not missing, done.stdout + done.stderr
