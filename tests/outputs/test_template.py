"""House templates: gipxl's own to restyle, every tag explained, a wrong one named, nothing of the house's look lost."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.shared import Mm, RGBColor

from gipxl.errors import OutputError
from gipxl.outputs.report import built_in_template, report
from gipxl.outputs.report.tags import tags
from gipxl.package.parts import Package
from tests.outputs.reports import DETAILS, assessed, plan_with, revised
from tests.outputs.samples import september
from tests.outputs.word_text import W, as_text, controls, lines, text_of

# A dot of one pixel, for a logo.
LOGO = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
WORD = W.strip("{}")


def template(*paragraphs: str, blank: bool = True) -> bytes:
    """A template with these paragraphs: alone, or before those of gipxl's own."""
    document = Document() if blank else Document(io.BytesIO(built_in_template()))
    for text in paragraphs:
        document.add_paragraph(text) if blank else document.paragraphs[0].insert_paragraph_before(text)
    return saved(document)


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def filled(*paragraphs: str) -> list[str]:
    """What these paragraphs of a template become for the sample."""
    return [line.text for line in lines(report(september(), template=template(*paragraphs)).docx)]


# ---- the template that gipxl writes ----


def test_every_tag_is_in_the_template_with_a_comment_that_explains_it() -> None:
    document = Document(io.BytesIO(built_in_template()))
    shown = text_of(document.element.body)
    said = [comment.text for comment in document.comments]
    for tag in tags():
        assert tag.text.replace("{%", "").replace("%}", "").strip() in shown
        sentence = f"{tag.gives[:1].upper()}{tag.gives[1:]}."
        assert (f"{sentence} To be written: {tag.text}" if "{%" in tag.text else sentence) in said
    commented = {each.get(f"{W}id") for each in document.element.body.iter(f"{W}commentReference")}
    assert len(commented) == len(said)


def test_neither_comments_nor_the_list_of_tags_are_in_a_report() -> None:
    made = report(september()).docx
    package = Package.read(made)
    assert not [name for name in package.names if "comment" in name.lower() or "people" in name]
    assert b"<w:comment" not in package.part("word/document.xml")
    assert "Tags for copying" not in as_text(made)
    assert "{{" not in as_text(made) and "{%" not in as_text(made)


def test_a_houses_own_comments_stay_in_its_template() -> None:
    document = Document(io.BytesIO(built_in_template()))
    document.add_comment(document.paragraphs[0].runs, text="Ask the printers.", author="Somebody")
    package = Package.read(report(september(), template=saved(document)).docx)
    assert not [name for name in package.names if "comment" in name.lower()]


# ---- single tags ----


def test_single_figures_stand_in_controls_and_keep_the_look_of_their_tag() -> None:
    document = Document()
    paragraph = document.add_paragraph("There are ")
    run = paragraph.add_run("{{ figures.on_track }} ({{ figures.on_track.percent }})")
    run.bold, run.font.color.rgb = True, RGBColor(0x1F, 0x38, 0x64)
    paragraph.add_run(" on track: {{ figures.on_track.refs }}.")
    made = report(september(), template=saved(document)).docx
    (line,) = lines(made)
    assert line.text == "There are 11 (38%) on track: A2, B1, B2, C3, C4, D3, E1, E2, E3, G1 and G3."
    assert controls(made) == [("figure:on_track", "11"), ("figure:on_track.percent", "38%")]
    bold = [text_of(each) for each in line.element.iter(f"{W}r") if each.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["11", " (", "38%", ")"]


def test_every_figure_has_its_tag() -> None:
    assessment = september()
    for figure in assessment.figures:
        number, spelt = filled(f"{{{{ figures.{figure.name} }}}}", f"{{{{ figures.{figure.name}.spelt }}}}")
        words = {0: "none", 1: "one", 2: "two"}
        assert number == ("−2" if figure.name == "change" else str(figure.value))
        assert spelt == words.get(abs(figure.value or 0), str(figure.value))


def test_without_a_baseline_figures_that_compare_are_not_known() -> None:
    made = report(assessed(plan_with("A1 On track")), template=template("{{ figures.change }}, {{ dates.baseline }}"))
    assert [line.text for line in lines(made.docx)] == ["not known, not known"]


def test_lists_fill_the_rows_of_a_table() -> None:
    document = Document()
    table = document.add_table(rows=4, cols=3)
    texts = (
        ("Ref", "Due", "Wording"), ("{%tr for action in lists.revised %}", "", ""),
        ("{{ action.ref }}", "{{ action.due }}", "{{ action.narrative }}"), ("{%tr endfor %}", "", ""),
    )  # fmt: skip
    for row, cells in zip(table.rows, texts, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    rows = revised(("A1", "One", "First.\\n\\nSecond."), ("A2", "Two", "Third."))
    made = report(assessed(rows), template=saved(document)).docx
    said = [line.text for line in lines(made)]
    assert said[3:] == ["A1", "31 December 2020", "First.\nSecond.", "A2", "31 December 2020", "Third."]
    assert ("narrative:A1", "First.\nSecond.") in controls(made)


def test_a_template_that_prints_reasons_makes_the_report_carry_the_workbooks_marking() -> None:
    table = (
        "| ref | title | original_due | revised_due | reason | wording |\n"
        "| A1 | One | 2020-09-30 | 2020-12-31 | Tendered twice. | Late. |"
    )
    assessment = assessed(table, marking="OFFICIAL-SENSITIVE")
    loop = ["{%p for action in lists.revised %}", "{{ action.REASON }}", "{%p endfor %}"]
    for named, marking in (("reason", "OFFICIAL-SENSITIVE"), ("title", "")):
        made = report(assessment, template=template(*(part.replace("REASON", named) for part in loop)))
        assert made.marking == marking


def test_single_sections_and_charts_stand_where_the_template_puts_them() -> None:
    said = filled(
        "{{ sections.risk.heading }}", "{%p for block in sections.risk.blocks %}", "{{ block.text }}", "{%p endfor %}",
        "{{ charts.slippage }}", "{%p if sections.extensions %}", "Never.", "{%p endif %}",
        "[{{ sections.extensions.heading }}]",
    )  # fmt: skip
    assert said[0] == "Risk"
    assert said[1].startswith("Weak governance")
    assert said[2].startswith("[Revised delivery dates")
    assert said[3:] == ["[]"]


# ---- the look of the house ----


@pytest.fixture(scope="module")
def house() -> bytes:
    """gipxl's template as an officer restyles it: logo, contents table, columns, other letters, a landscape page."""
    document = Document(io.BytesIO(built_in_template()))
    section = document.sections[0]
    section.header.paragraphs[0].add_run().add_picture(io.BytesIO(LOGO), width=Mm(20))
    section.footer.paragraphs[0].add_run(" · Town Hall")
    section.left_margin = section.right_margin = Mm(40)
    document.styles["Heading 1"].font.name = "Georgia"
    contents = (
        f'<w:p xmlns:w="{WORD}"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-2" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>'
        '<w:t>Contents</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    document.paragraphs[0]._p.addprevious(parse_xml(contents))
    columns = f'<w:p xmlns:w="{WORD}"><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000"' \
              ' w:right="1000" w:bottom="1000" w:left="1000" w:header="500" w:footer="500" w:gutter="0"/>' \
              '<w:cols w:num="2" w:space="500"/></w:sectPr></w:pPr></w:p>'  # fmt: skip
    document.paragraphs[0]._p.addprevious(parse_xml(columns))
    return saved(document)


def test_header_footer_logo_contents_columns_and_letters_survive(house: bytes) -> None:
    made = report(september(), template=house).docx
    document = Document(io.BytesIO(made))
    section = document.sections[-1]
    assert section.footer.paragraphs[0].text.endswith(" · Town Hall")
    assert section.header.part.related_parts and len(list(section.header._element.iter("{*}blip"))) == 1
    assert document.styles["Heading 1"].font.name == "Georgia"
    fields = [each.text for each in document.element.body.iter(f"{W}instrText")]
    assert any("TOC" in (text or "") for text in fields)
    assert [each.get(f"{W}num") for each in document.element.body.iter(f"{W}cols")] == ["2"]


def test_tables_and_charts_are_as_wide_as_the_text_of_the_house(house: bytes) -> None:
    body = Document(io.BytesIO(report(september(), template=house).docx)).element.body
    # Two columns on an A4 page between margins of 1,000 twentieths: the narrowest text that the template has.
    width = (11906 - 2000 - 500) // 2
    assert {int(each.get("cx")) for each in body.iter("{*}extent")} == {width * 635}
    for table in body.iter(f"{W}tbl"):
        indent = int(table.find(f"{W}tblPr/{W}tblInd").get(f"{W}w"))
        grid = [int(each.get(f"{W}w")) for each in table.iter(f"{W}gridCol")]
        assert sum(grid) + indent == width


@pytest.mark.parametrize(
    ("as_word", "otherwise", "width"),
    [
        (b'w:left="1000"', b'w:left="0.5in"', (11906 - 1720 - 500) // 2),
        (b'w:space="500"', b'w:space="25pt"', (11906 - 2000 - 500) // 2),
        (b'w:num="2"', b'w:num="none"', 7370),  # the other section is the narrower then
        (b'w:left="1000"', b'w:left="far"', (11906 - 1000 - 500) // 2),
    ],
)
def test_a_template_may_be_measured_in_other_units_or_damaged(
    house: bytes, as_word: bytes, otherwise: bytes, width: int
) -> None:
    package = Package.read(house)
    content = package.part("word/document.xml")
    assert as_word in content
    spoilt = package.replaced({"word/document.xml": content.replace(as_word, otherwise, 1)}).to_bytes()
    body = Document(io.BytesIO(report(september(), template=spoilt).docx)).element.body
    assert {int(each.get("cx")) for each in body.iter("{*}extent")} == {width * 635}


@pytest.mark.needs("npm")
def test_office_finds_no_fault_with_a_restyled_template(
    house: bytes, tmp_path: Path, office_faults: Callable[[Path], list[str]]
) -> None:
    for name, content in (("template", built_in_template()), ("report", report(september(), template=house).docx)):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(content)
        assert office_faults(path) == []


def test_what_loops_repeat_gets_ids_of_its_own() -> None:
    """A house template saved by Word has ids on controls, pictures and paragraphs, and bookmarks."""
    document = Document(io.BytesIO(built_in_template()))
    bullet = next(each for each in document.paragraphs if each.style.name == "List Bullet")
    bullet.add_run().add_picture(io.BytesIO(LOGO), width=Mm(2))
    bullet._p.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", "12345678")
    mark = f'<w:bookmark{{}} xmlns:w="{WORD}" w:id="4"{{}}/>'
    bullet._p.append(parse_xml(mark.format("Start", ' w:name="Mark"')))
    bullet._p.append(parse_xml(mark.format("End", "")))
    control = f'<w:sdt xmlns:w="{WORD}"><w:sdtPr><w:id w:val="77"/></w:sdtPr><w:sdtContent><w:r><w:t>!</w:t></w:r>' \
              "</w:sdtContent></w:sdt>"  # fmt: skip
    bullet._p.append(parse_xml(control))
    body = Document(io.BytesIO(report(september(), template=saved(document)).docx)).element.body
    ids = {
        "controls": [each.get(f"{W}val") for each in body.iter(f"{W}id") if each.getparent().tag == f"{W}sdtPr"],
        "pictures": [each.get("id") for each in body.iter("{*}docPr")],
        "paragraphs": [value for each in body.iter(f"{W}p") for key, value in each.items() if key.endswith("paraId")],
        "bookmarks": [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")],
        "names": [each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")],
    }
    assert [len(found) for found in ids.values()] == [8, 10, 1, 2, 2]
    assert all(len(found) == len(set(found)) for found in ids.values())
    assert ids["bookmarks"] == [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkEnd")]


# ---- references in a template that numbers otherwise ----


def reference_in(template: bytes) -> str:
    said = next(
        each.text for each in lines(report(september(), template=template).docx) if "were consolidated" in each.text
    )
    return said[said.index("(see") :]


def test_references_follow_the_numbers_of_the_template() -> None:
    document = Document(io.BytesIO(built_in_template()))
    before = document.paragraphs[0].insert_paragraph_before("A section of the house", style="Heading 1")
    assert reference_in(saved(document)) == "(see paragraph 2.16)."
    before.style = "Normal"
    level = document.part.numbering_part.element.findall(f".//{W}lvlText")[1]
    level.set(f"{W}val", "§%2")
    assert reference_in(saved(document)) == "(see paragraph §16)."


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("lowerRoman", "xvi"), ("upperRoman", "XVI"), ("decimalZero", "16"), ("upperLetter", "P"), ("lowerLetter", "p")],
)
def test_references_count_as_the_template_counts(kind: str, shown: str) -> None:
    document = Document(io.BytesIO(built_in_template()))
    numbering = document.part.numbering_part.element
    numbering.findall(f".//{W}lvlText")[1].set(f"{W}val", "(%2)")
    numbering.findall(f".//{W}numFmt")[1].set(f"{W}val", kind)
    assert reference_in(saved(document)) == f"(see paragraph ({shown}))."


def test_a_reference_to_what_the_template_leaves_out_or_does_not_number_becomes_text() -> None:
    loop = ["{%p for block in sections.supporting.blocks %}", "{{ block.text }}", "{%p endfor %}"]
    assert reference_in(template(*loop)) == "(see paragraph below)."
    made = report(september(), template=template(*loop)).docx
    assert not list(Document(io.BytesIO(made)).element.body.iter(f"{W}instrText"))


# ---- what else a template may say ----


def test_tags_and_words_in_one_run_come_apart_and_each_keeps_the_look() -> None:
    document = Document()
    document.add_paragraph().add_run("{{ figures.on_track }}\tof\n{{ figures.workstreams }} in all").bold = True
    made = report(september(), template=saved(document)).docx
    assert [line.text for line in lines(made)] == ["11\tof\n29 in all"]
    body = Document(io.BytesIO(made)).element.body
    assert all(run.find(f"{W}rPr/{W}b") is not None for run in body.iter(f"{W}r"))
    assert [name for name, _ in controls(made)] == ["figure:on_track", "figure:workstreams"]


def test_a_gap_keeps_its_own_look_beside_that_of_its_tag() -> None:
    document = Document()
    document.add_paragraph().add_run("{{ report.panel }}").italic = True
    made = report(assessed(plan_with("A1 On track"), details={}), template=saved(document)).docx
    looks = [run.find(f"{W}rPr") for run in Document(io.BytesIO(made)).element.body.iter(f"{W}r")]
    assert [[each.tag.removeprefix(W) for each in look] for look in looks] == [["rStyle", "i", "highlight"]]


def test_a_template_may_give_names_of_its_own_and_count_as_it_goes() -> None:
    said = filled(
        "{%p set who = report.panel %}", "For {{ who }}", "{%p for action in lists.revised %}",
        "{{ loop.index }}. {{ action.ref }}", "{%p endfor %}",
    )  # fmt: skip
    revised_refs = september().figures.revised.refs
    assert said == ["For Joint Audit Panel", *(f"{at}. {ref}" for at, ref in enumerate(revised_refs, 1))]


def test_a_report_taken_for_a_template_keeps_its_charts_and_says_once_what_it_was_made_from() -> None:
    done = report(september()).docx
    again = Package.read(report(september(), template=done).docx)
    charts = [name for name in again.names if "/charts/chart" in name and name.endswith(".xml")]
    assert charts == [name for name in Package.read(done).names if "/charts/chart" in name and name.endswith(".xml")]
    said = again.part("docProps/custom.xml")
    assert said.count(b"gipxl workbook SHA-256") == 1 and september().plan.sha256.encode() in said


# ---- wrong tags ----


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ report.bodi }}", "report.bodi, which there is not. The nearest that there is: report.body."),
        ("{{ figure.on_track }}", "figure, which there is not. The nearest that there is: figures."),
        ("{{ figures.ontrack }}", "figures.ontrack, which there is not. The nearest that there is: figures.on_track."),
        ("{{ figures.revised.percentage }}", "The nearest that there is: figures.revised.percent."),
        ("{{ report.summary }}", "prints report.summary, which is more than a text. Say which part of it"),
        ("{{ lists.overdue }}", "prints lists.overdue, which is more than a text. Go through it"),
        ("{%p for x in report.title %}\n{%p endfor %}", "goes through report.title, which is no list."),
        ("{%p for action in lists.overdue %}\n{{ action.oner }}\n{%p endfor %}", "that there is: action.owner."),
        ("{%p fro x in report.sections %}", "{% fro x in report.sections %} (Encountered unknown tag 'fro'"),
        ("{%p for section in report.sections %}", "cannot be understood"),
        ("{{ report.body | uper }}", "(No filter named 'uper')"),
        ("{ report.body }}", "a brace too few: { report.body }}."),
        ("{{ report.body }", "cannot be understood"),
    ],
)  # fmt: skip
def test_a_wrong_tag_is_named_with_the_nearest_right_one(tag: str, said: str) -> None:
    with pytest.raises(OutputError) as caught:
        report(september(), template=template(*tag.split("\n")))
    message = str(caught.value)
    assert said in message
    assert message.startswith("The template of the report has a tag that ")


def test_a_wrong_tag_in_a_header_or_in_an_empty_list_is_found_too() -> None:
    document = Document(io.BytesIO(built_in_template()))
    document.sections[0].header.paragraphs[0].add_run("{{ report.markings }}")
    with pytest.raises(OutputError, match=r"report\.markings.*report\.marking\."):
        report(assessed(plan_with("A1 On track"), details=DETAILS), template=saved(document))


def test_what_word_does_to_a_tag_is_forgiven() -> None:
    """Word parts a tag into runs as it is corrected, and makes its quotation marks curly."""
    document = Document()
    paragraph = document.add_paragraph("{{ rep")
    paragraph.add_run("ort.panel }} {% if report.marking == “X” %}")
    paragraph.add_run("never{% endif %}")
    assert [line.text for line in lines(report(september(), template=saved(document)).docx)] == ["Joint Audit Panel "]


def test_a_template_cannot_reach_into_python() -> None:
    for tag in ("{{ report.__class__.__mro__ }}", "{{ report.name.__class__.__mro__ }}"):
        with pytest.raises(OutputError, match=r"__class__|unsafe"):
            report(september(), template=template(tag))


def test_what_is_no_template_is_refused_in_one_sentence() -> None:
    workbook = (Path(__file__).parent.parent.parent / "workbooks" / "faulty.xlsx").read_bytes()
    for content in (b"", b"not a zip", b"PK\x03\x04", workbook):
        with pytest.raises(OutputError, match="not a Word document"):
            report(september(), template=content)
