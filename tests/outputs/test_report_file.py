"""The covering report as a file: the same every time, open to everybody, from gipxl's template or a house's own."""

from __future__ import annotations

import importlib
import io
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from gipxl.outputs.report import built_in_template, report
from gipxl.package.parts import Package
from tests.outputs.reports import NASTY, OUTLINE, assessed, revised
from tests.outputs.samples import september
from tests.outputs.word_text import W, lines

PROJECT = Path(__file__).parent.parent.parent


def test_the_same_plan_gives_the_same_bytes_with_no_trace_of_the_run() -> None:
    first, second = (Package.read(report(september()).docx) for _ in range(2))
    assert first.to_bytes() == second.to_bytes() == report(september()).docx
    assert {(member.date, member.time) for member in first.members.values()} == {(33, 0)}
    core = first.part("docProps/core.xml").decode()
    assert "python-docx" not in core and "created" not in core and "modified" not in core


def test_the_file_says_what_it_was_made_from() -> None:
    assessment = september()
    package = Package.read(report(assessment).docx)
    custom = package.part("docProps/custom.xml").decode()
    assert assessment.plan.sha256 in custom
    assert ">2020-09-30<" in custom and 'name="gipxl version"' in custom
    properties = Document(io.BytesIO(report(assessment).docx)).core_properties
    assert (properties.title, properties.language) == ("Governance Improvement Plan 2020/21", "en-GB")
    assert (properties.author, properties.last_modified_by) == ("Governance and Risk Manager", "")


def test_the_template_is_what_its_script_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROJECT / "scripts"))
    script = importlib.import_module("make_template")
    kept, made = Package.read(built_in_template()), Package.read(script.template_bytes())
    parts = {name: kept.part(name) for name in kept.names}
    # Part by part: how tightly they are packed differs between machines.
    assert parts == {name: made.part(name) for name in made.names}, "run python scripts/make_template.py"


def test_a_screen_reader_finds_headings_in_order_language_and_table_headings() -> None:
    document = Document(io.BytesIO(report(september()).docx))
    outline = [OUTLINE[line.style] for line in lines(report(september()).docx) if line.style in OUTLINE]
    assert outline[0] == 1 and outline.count(1) == 8
    assert all(after <= before + 1 for before, after in pairwise(outline))
    titles = [line.text for line in lines(report(september()).docx) if line.style == "Title"]
    assert titles == ["Governance Improvement Plan 2020/21"]
    languages = {each.get(f"{W}val") for each in document.styles.element.iter(f"{W}lang")}
    assert languages == {"en-GB"}
    for table in document.tables:
        first, *rest = table._tbl.tr_lst
        assert first.trPr.find(f"{W}tblHeader") is not None
        assert all(row.trPr.find(f"{W}cantSplit") is not None for row in (first, *rest))


def test_headings_stay_with_what_follows() -> None:
    styles = Document(io.BytesIO(built_in_template())).styles
    assert all(styles[name].paragraph_format.keep_with_next for name in ("Heading 1", "Heading 2"))
    numbered = [line for line in lines(report(september()).docx) if line.style == "Numbered Paragraph"]
    said = [line for line in numbered if line.text.endswith(":")]
    assert len(said) == 4
    assert all(line.element.find(f"{W}pPr/{W}keepNext") is not None for line in said)


def _style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(f"{W}val"))


def test_a_house_template_keeps_its_own_words_styles_and_properties() -> None:
    document = Document(io.BytesIO(built_in_template()))
    document.paragraphs[0].insert_paragraph_before("House of Northmere")
    document.sections[0].footer.paragraphs[0].add_run(" · Town Hall")
    document.styles["Heading 1"].font.name = "Georgia"
    document.core_properties.author = "Somebody"
    stream = io.BytesIO()
    document.save(stream)
    made = Document(io.BytesIO(report(september(), template=stream.getvalue()).docx))
    assert made.paragraphs[0].text == "House of Northmere"
    assert made.sections[0].footer.paragraphs[0].text.endswith(" · Town Hall")
    assert made.styles["Heading 1"].font.name == "Georgia"
    assert made.core_properties.author == "Governance and Risk Manager"


@pytest.mark.needs("npm")
@pytest.mark.parametrize("which", ["sample", "gaps", "nasty"])
def test_office_finds_no_fault(which: str, tmp_path: Path, office_faults: Callable[[Path], list[str]]) -> None:
    assessments = {
        "sample": september,
        "gaps": lambda: assessed(revised(("A1", "Training", "")), details=None),
        "nasty": lambda: assessed(revised(("A1", NASTY.replace("|", ""), NASTY), (NASTY, "Two\nlines", "Late."))),
    }
    path = tmp_path / "report.docx"
    path.write_bytes(report(assessments[which]()).docx)
    assert office_faults(path) == []


@pytest.mark.needs("soffice", "pdftoppm")
def test_libreoffice_shows_numbers_references_and_pages(tmp_path: Path, as_pdf: Callable[[Path], Path]) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(report(september()).docx)
    pdf = as_pdf(path)
    shown = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True, check=True).stdout
    flat = " ".join(shown.split())
    assert "Page 1 of 6" in flat
    assert "1.16 Community monitoring groups (E6)" in flat
    assert "(see paragraph 1.16)" in flat
    assert "b. Consider the reasons" in flat
