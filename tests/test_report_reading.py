"""What a report is read as: every word that a person sees once all changes are accepted, and nothing else."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from docx import Document
from docx.oxml import parse_xml

from gipxl.errors import ReportError
from gipxl.outputs.report import report
from gipxl.report_reading import accounts, read_report
from gipxl.report_reading.originals import fingerprint
from tests import word_edits as word
from tests.outputs.reports import NASTY, assessed, revised
from tests.outputs.samples import september
from tests.outputs.word_text import lines

NS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture(scope="module")
def sample() -> bytes:
    return report(september()).docx


def texts(docx: bytes) -> list[str]:
    return [each.text for each in read_report(docx).paragraphs]


def document_with(*paragraphs: str) -> bytes:
    """A plain document of paragraphs given as what stands inside <w:p>."""
    document = Document()
    for inner in paragraphs:
        document.element.body.insert(0, parse_xml(f"<w:p {NS}>{inner}</w:p>"))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_the_report_is_read_with_the_numbers_that_word_shows(sample: bytes) -> None:
    read = [(each.number, each.text) for each in read_report(sample).paragraphs if each.text]
    # A chart's words for those who cannot see it are no words of the text.
    shown = [(line.number, line.text) for line in lines(sample) if line.text and not line.text.startswith("[")]
    assert read == shown and len(read) > 60


def test_a_paragraph_is_found_by_its_number_or_its_heading_and_first_words(sample: bytes) -> None:
    places = [each.where for each in read_report(sample).paragraphs]
    assert "1.16" in places and "heading “Overview”" in places
    assert "Overview: “11 are on track (38%); and”" in places
    assert next(each for each in places if each.startswith("Key achievements")).endswith("…”")


def test_word_s_own_way_of_saving_changes_nothing(sample: bytes) -> None:
    saved = read_report(word.split_into_runs(sample))
    assert saved.paragraphs == read_report(sample).paragraphs
    assert not saved.has_tracked_changes


def test_tracked_changes_are_read_as_accepted(sample: bytes) -> None:
    before, after = read_report(sample), read_report(word.tracked(sample, "in one place", "together"))
    assert after.has_tracked_changes and not before.has_tracked_changes
    assert [each.text for each in after.paragraphs] == [
        each.text.replace("in one place", "together") for each in before.paragraphs
    ]


def test_a_paragraph_struck_out_is_gone_and_the_others_are_renumbered(sample: bytes) -> None:
    after = read_report(word.paragraph_struck_out(sample, "People strategy (D1)"))
    assert not any("People strategy" in each.text for each in after.paragraphs)
    assert next(each.where for each in after.paragraphs if "(D2)" in each.text) == "1.12"


def test_moved_text_is_read_where_it_went() -> None:
    moved = document_with(
        '<w:moveFrom w:id="1" w:author="x"><w:r><w:t>Old place. </w:t></w:r></w:moveFrom><w:r><w:t>Here. </w:t></w:r>'
        '<w:moveTo w:id="2" w:author="x"><w:r><w:t>New place.</w:t></w:r></w:moveTo>'
    )
    assert texts(moved)[0] == "Here. New place."


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ('<w:r><w:t>29 </w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>', "29 "),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>shown</w:t></w:r>', "shown"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>', "7"),
        ('<w:hyperlink w:anchor="a"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "link"),
        ('<w:smartTag w:element="date"><w:r><w:t>31 March</w:t></w:r></w:smartTag>', "31 March"),
        ('<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:br w:type="page"/></w:r>', "a\tb\nc"),
        ('<w:r><w:t>un</w:t><w:softHyphen/><w:t>seen</w:t><w:noBreakHyphen/></w:r>', "unseen‑"),
        ('<w:r><w:delText>gone</w:delText></w:r><w:r><w:t>kept</w:t></w:r>', "kept"),
        ('<w:commentRangeStart w:id="0"/><w:r><w:t>said</w:t></w:r><w:commentRangeEnd w:id="0"/>', "said"),
    ],
)  # fmt: skip
def test_what_a_person_sees(inner: str, text: str) -> None:
    assert texts(document_with(inner))[0] == text


def test_a_field_shows_its_result_and_not_what_it_is_told() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF x </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>inner</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        '<w:r><w:t>result</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t> after</w:t></w:r>'
    )
    assert texts(document_with(field))[0] == "result after"


MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_of_two_ways_to_say_it_one_is_read_within_a_line_and_around_paragraphs() -> None:
    one, other = "<w:r><w:t>new</w:t></w:r>", "<w:r><w:t>old</w:t></w:r>"
    both = (
        '<mc:AlternateContent {MC}><mc:Choice Requires="w14">{one}</mc:Choice>'
        "<mc:Fallback>{other}</mc:Fallback></mc:AlternateContent>"
    )
    (line,) = texts(document_with(both.format(MC=MC, one=one, other=other)))
    assert line in ("new", "old")

    def beside(root: Any) -> None:
        paragraphs = both.format(MC=f"{MC} {NS}", one=f"<w:p>{one}</w:p>", other=f"<w:p>{other}</w:p>")
        word.paragraph_with(root, "plain").addprevious(parse_xml(paragraphs))

    read = texts(word.edited(document_with("<w:r><w:t>plain</w:t></w:r>"), beside))
    assert read == [line, "plain"]


def test_what_another_program_puts_around_paragraphs_and_rows_hides_none_of_them() -> None:
    def around(root: Any) -> None:
        plain = word.paragraph_with(root, "plain")
        wrapped = "<w:p><w:r><w:t>inside</w:t></w:r></w:p>"
        plain.addprevious(parse_xml(f'<w:customXml {NS} w:element="case">{wrapped}</w:customXml>'))
        cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
        first, second = (f"<w:tr>{cell.format(text)}</w:tr>" for text in ("first", "second"))
        rows = f'<w:customXml w:element="row">{first}</w:customXml>{second}'
        plain.addprevious(parse_xml(f"<w:tbl {NS}>{rows}</w:tbl>"))

    read = read_report(word.edited(document_with("<w:r><w:t>plain</w:t></w:r>"), around))
    assert [each.text for each in read.paragraphs] == ["inside", "first", "second", "plain"]
    first, second = (each.place for each in read.paragraphs[1:3])
    assert first and second and first != second


def test_lists_are_numbered_as_word_numbers_them() -> None:
    document = Document()
    numbering = document.part.numbering_part.element
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate([("upperRoman", "%1."), ("lowerRoman", "%1-%2"), ("decimalZero", "%3)")])
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {NS} w:abstractNumId="77">{levels}</w:abstractNum>'))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="9"/></w:lvlOverride>'
    for number, more in ((77, ""), (78, again)):
        numbering.append(parse_xml(f'<w:num {NS} w:numId="{number}"><w:abstractNumId w:val="77"/>{more}</w:num>'))
    for number, level in ((77, 0), (77, 1), (77, 1), (77, 2), (77, 0), (78, 0), (78, 0), (78, 8)):
        given = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        body = f"<w:pPr>{given}</w:pPr><w:r><w:t>point</w:t></w:r>"
        document.element.body.insert(len(document.element.body) - 1, parse_xml(f"<w:p {NS}>{body}</w:p>"))
    stream = io.BytesIO()
    document.save(stream)
    assert [each.number for each in read_report(stream.getvalue()).paragraphs] == [
        "I.", "I-i", "I-ii", "01)", "II.", "IX.", "X.", "",
    ]  # fmt: skip


def test_text_boxes_are_read_once_and_controls_around_paragraphs_known() -> None:
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = "<w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent>"
    inner = (
        f'<w:r><mc:AlternateContent xmlns:mc="{mc}"><mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>beside</w:t></w:r>"
    )
    assert texts(document_with(inner))[:2] == ["beside", "boxed"]

    def wrap(root: Any) -> None:
        paragraph = word.paragraph_with(root, "plain")
        control = parse_xml(f'<w:sdt {NS}><w:sdtPr><w:tag w:val="narrative:A1"/></w:sdtPr><w:sdtContent/></w:sdt>')
        paragraph.addprevious(control)
        control[1].append(paragraph)

    read = read_report(word.edited(document_with("<w:r><w:t>plain</w:t></w:r>"), wrap))
    assert [(each.tag, each.start, each.end) for each in read.paragraphs[0].controls] == [("narrative:A1", 0, 5)]


def test_footnotes_are_read_and_their_separators_not(sample: bytes) -> None:
    notes = (
        f'<w:footnotes {NS}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>See action C9.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    related = word.part_of(sample, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"'
        b' Target="footnotes.xml"/></Relationships>',
    )
    docx = word.with_part(
        word.with_part(sample, "word/_rels/document.xml.rels", related), "word/footnotes.xml", notes.encode()
    )
    last = read_report(docx).paragraphs[-1]
    assert (last.text, last.where) == ("See action C9.", "Footnotes: “See action C9.”")


# ---- accounts of actions ----


def test_every_account_is_found_and_is_as_gipxl_wrote_it(sample: bytes) -> None:
    read = read_report(sample)
    found = accounts(read, [action.ref for action in september().plan.actions])
    assert [each.refs for each in found if each.kind == "achievement"] == [("G2",)]
    assert len(found) == 17 and ("C2", "C5") in [each.refs for each in found]
    assert all(fingerprint(each.parts) == read.originals[each.tag].sha256 for each in found)


def test_without_controls_headings_tell_the_same(sample: bytes) -> None:
    known = [action.ref for action in september().plan.actions]
    by_controls = accounts(read_report(sample), known)
    by_headings = accounts(read_report(word.without_controls(sample)), known)
    assert [(each.kind, each.refs, each.parts) for each in by_controls] == [
        (each.kind, each.refs, each.parts) for each in by_headings
    ]


def test_many_refs_long_texts_and_odd_characters_come_through() -> None:
    many = [f"LONG-REF-{number}" for number in range(1, 12)]
    nasty = "".join(NASTY.replace("|", "").splitlines())
    rows = [(ref, "One title", rf"First.\n\n{nasty}\nThird.") for ref in many]
    made = report(assessed(revised(*rows))).docx
    read = read_report(made)
    (account,) = accounts(read, many)
    assert account.refs == tuple(many) and len(account.tag) == 64
    assert fingerprint(account.parts) == read.originals[account.tag].sha256


def test_no_text_of_a_cell_travels_on_beside_the_document(sample: bytes) -> None:
    item = next(name for name in word.parts(sample) if name.startswith("customXml/item") and "Props" not in name)
    said = word.part_of(sample, item).decode()
    assert "narrative:C2,C5" in said and "options paper" not in said


# ---- what is no report ----


@pytest.mark.parametrize(
    "content", [b"", b"not a zip", b"PK\x03\x04 but damaged", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old"]
)
def test_what_is_no_document_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(ReportError) as raised:
        read_report(content, "r.docx")
    assert str(raised.value).startswith("r.docx cannot be read as a Word document.") and "\n" not in str(raised.value)
    assert "Excel" not in str(raised.value)


def test_a_zip_without_a_document_and_a_document_with_entities_are_refused(sample: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("hello.txt", "hello")
    with pytest.raises(ReportError, match="holds no document"):
        read_report(stream.getvalue())
    with pytest.raises(ReportError, match="no document"):
        read_report(word.with_part(sample, "word/document.xml", None))
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + word.part_of(sample, "word/document.xml").split(b"?>", 1)[1]
    with pytest.raises(ReportError, match="declares a document type"):
        read_report(word.with_part(sample, "word/document.xml", bomb))
    deep = f"<w:document {NS}><w:body>{'<w:p>' * 5000}".encode()
    with pytest.raises(ReportError):
        read_report(word.with_part(sample, "word/document.xml", deep))
