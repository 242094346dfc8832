"""PDFs of the documents: made by LibreOffice where it is installed, and a clear word where it is not."""

from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

import pytest

from gipxl.errors import OutputError
from gipxl.outputs import libreoffice, pdf
from gipxl.outputs.report import report
from tests.outputs.samples import september

DAY = date(2020, 9, 30)


@pytest.mark.needs("soffice", "pdftoppm")
def test_a_report_becomes_the_same_tagged_pdf_each_time(tmp_path: Path) -> None:
    docx = report(september()).docx
    made = pdf.as_pdf("report.docx", docx, DAY)
    assert made == pdf.as_pdf("report.docx", docx, DAY)
    path = tmp_path / "report.pdf"
    path.write_bytes(made)
    said = subprocess.run(["pdfinfo", "-isodates", path], capture_output=True, text=True, check=True).stdout
    facts = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
    facts = {name: value.strip() for name, value in facts.items()}
    assert facts["Title"] == "Governance Improvement Plan 2020/21"
    assert (facts["Tagged"], facts["Pages"]) == ("yes", "6")
    assert facts["CreationDate"].startswith("2020-09-30T00:00:00")


def test_without_libreoffice_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())
    with pytest.raises(OutputError, match=r"LibreOffice, which is not installed here\. Install it"):
        pdf.as_pdf("report.docx", b"", DAY)


def program(folder: Path, script: str) -> Path:
    """Something that stands in for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def test_a_libreoffice_that_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: str(program(tmp_path, "exec sleep 60")))
    monkeypatch.setattr(libreoffice, "_PATIENCE", 1)
    with pytest.raises(OutputError, match="was stopped"):
        pdf.as_pdf("report.docx", b"", DAY)


def test_a_libreoffice_that_makes_nothing_is_quoted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: str(program(tmp_path, "echo 'Error: no such filter' >&2")))
    with pytest.raises(OutputError, match=r"no PDF of report\.docx \(Error: no such filter\)"):
        pdf.as_pdf("report.docx", b"", DAY)
