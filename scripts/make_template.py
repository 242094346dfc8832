"""Writes the report's built-in Word template, the same bytes every time: python scripts/make_template.py [FILE].

What stands between braces is filled in by docxtpl: ``{%p … %}`` stands for a whole paragraph, ``{%tr … %}`` for a row
of a table, ``{{ … }}`` for what is put in its place. Comments explain it to whoever opens it in Word; none of them, and
nothing of the list of tags at its end, is in a report.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree
from template_styles import NUMBERING_PART, SETTINGS_PART, STYLES_PART, WORD

TEMPLATE = Path(__file__).resolve().parent.parent / "gipxl" / "outputs" / "templates" / "report.docx"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WIDTHS = (4649, 4649)


def paragraph(style: str, text: str, *, keep: bool = False, before: str = "") -> str:
    """A paragraph of a style, kept with the next one if need be; ``before`` are runs in front of the text."""
    stays = "<w:keepNext/>" if keep else ""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{stays}</w:pPr>' if style or keep else ""
    return f"<w:p>{properties}{before}{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """One run of text."""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def says(instruction: str) -> str:
    """A paragraph that is an instruction to docxtpl, and goes."""
    return paragraph("TemplateInstruction", f"{{%p {instruction} %}}")


def row(*cells: str, properties: str = "") -> str:
    """A table row that is not split between pages."""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{cell}</w:tc>'
        for width, cell in zip(_WIDTHS, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{inner}</w:tr>"


def field(instruction: str, result: str) -> str:
    """A field that Word keeps up to date in headers and footers."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(result)}</w:fldSimple>'


class Notes:
    """The comments that explain the template, in the order in which they are made."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def on(self, paragraph: str, text: str) -> str:
        """A paragraph with a comment on all of it."""
        number = len(self.texts)
        self.texts.append(text)
        start = paragraph.index("<w:r>")
        end = paragraph.rindex("</w:p>")
        return (
            f'{paragraph[:start]}<w:commentRangeStart w:id="{number}"/>{paragraph[start:end]}'
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>{paragraph[end:]}'
        )


NOTES = Notes()
ABOUT = (
    "This is gipxl's template. Give it your own look: letters, colours, margins, a logo, headers and footers, a"
    " contents table. Text in double braces is filled in by gipxl; what is between a line with for and one with endfor"
    " is repeated. Comments such as this one never reach a report. The header holds {{ report.marking }} and the footer"
    ' {{ report.name }}, the title. The settings name your template: report.template = "house.docx".'
)
FRONT = (
    NOTES.on(paragraph("BodyName", "{{ report.body }}"), f"The body whose plan it is. {ABOUT}"),
    NOTES.on(paragraph("PanelName", "{{ report.panel }}"), "The panel that the report goes to."),
    NOTES.on(paragraph("FrontLine", "{{ report.meeting }}"), "The day of the meeting."),
    NOTES.on(paragraph("Title", "{{ report.title }}"), "The title of the report."),
    NOTES.on(
        paragraph("ReportBy", "{{ report.report_by }}", before=run("Report by: ", "<w:rPr><w:b/><w:bCs/></w:rPr>")),
        "Whose report it is.",
    ),
)
SUMMARY = (
    NOTES.on(paragraph("SummaryHeading", "{{ report.summary.heading }}"), "The heading of the summary: no number."),
    NOTES.on(
        says("for block in report.summary.blocks"),
        "From here to endfor: each paragraph of the summary in the look of its kind. Change the look, keep the lines.",
    ),
    says("if block.kind == 'heading'"),
    NOTES.on(paragraph("Heading2", "{{ block.text }}"), "A heading within the summary: Purpose, Recommendations …"),
    says("elif block.kind == 'lettered'"),
    NOTES.on(paragraph("Recommendation", "{{ block.text }}"), "A recommendation: a., b. …"),
    says("else"),
    NOTES.on(paragraph("Normal", "{{ block.text }}"), "Any other paragraph of the summary."),
    says("endif"),
    says("endfor"),
)
SECTIONS = (
    NOTES.on(
        says("for section in report.sections"),
        "From here to the last endfor: each numbered section. To place sections one by one instead, write"
        " sections.risk.blocks (or another name from the list at the end) in place of section.blocks.",
    ),
    NOTES.on(paragraph("Heading1", "{{ section.heading }}"), "The heading of a section: 1, 2 …"),
    NOTES.on(says("for block in section.blocks"), "Each paragraph, table and chart of the section."),
    says("if block.kind == 'heading'"),
    NOTES.on(paragraph("Heading2", "{{ block.text }}"), "A heading within a section: Overview, Key achievements …"),
    says("elif block.kind == 'numbered' and block.introduces"),
    NOTES.on(
        paragraph("NumberedParagraph", "{{ block.text }}", keep=True),
        "A numbered paragraph (1.1, 1.2 …) that a list or table follows: it stays on the same page.",
    ),
    says("elif block.kind == 'numbered'"),
    NOTES.on(paragraph("NumberedParagraph", "{{ block.text }}"), "A numbered paragraph: 1.1, 1.2 …"),
    says("elif block.kind == 'bullet'"),
    NOTES.on(paragraph("ListBullet", "{{ block.text }}"), "A point of a list."),
    says("elif block.kind == 'table'"),
    NOTES.on(
        paragraph("Normal", "{{ block.text }}"),
        "A whole table, as wide as the text, in the look of the styles Report Table, Table Heading and Table Text.",
    ),
    says("elif block.kind == 'chart'"),
    NOTES.on(paragraph("Chart", "{{ block.text }}"), "A chart, as wide as the text, in the letters of ordinary text."),
    says("else"),
    NOTES.on(
        paragraph("ContinuedParagraph", "{{ block.text }}"), "The further paragraphs of a narrative, without a number."
    ),
    says("endif"),
    says("endfor"),
    says("endfor"),
)


def shown(tag: str) -> str:
    """A tag as the list shows it: an instruction without its braces, since it would be obeyed there."""
    return tag.replace("{%", "").replace("%}", "").strip()


def explained(tag: str, gives: str) -> str:
    """What a tag gives, in a sentence; an instruction's comment holds it with its braces, for copying."""
    sentence = f"{gives[:1].upper()}{gives[1:]}."
    return f"{sentence} To be written: {tag}" if "{%" in tag else sentence


def further_tags() -> str:
    """Pages at the end that list every tag, for copying: they are in no report."""
    from gipxl.outputs.report.tags import tags

    rows = "".join(
        row(
            NOTES.on(paragraph("TableText", shown(tag.text)), explained(tag.text, tag.gives)),
            paragraph("TableText", tag.gives),
        )
        for tag in tags()
    )
    names = (paragraph("TableHeading", name) for name in ("Tag", "What it gives"))
    heading = row(*names, properties="<w:tblHeader/>")
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
    return (
        NOTES.on(says("if false"), "From here to endif: for copying. No report has it; delete it if you like.")
        + '<w:p><w:pPr><w:pStyle w:val="SummaryHeading"/><w:pageBreakBefore/></w:pPr>'
        + f"{run('Tags for copying')}</w:p>"
        + says("for section in report.sections") + says("for block in section.blocks")
        + says("for action in lists.revised")
        + '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
        f'<w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heading}{rows}</w:tbl>'
        + says("endfor") + says("endfor") + says("endfor") + says("endif")
    )  # fmt: skip


# Word wants a paragraph after a table at the end; this one takes no room.
END = '<w:p><w:pPr><w:spacing w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
PAGE = (
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1361" w:right="1304" w:bottom="1247" w:left="1304" w:header="624" w:footer="567" w:gutter="0"/>'
    "</w:sectPr>"
)
FOOTER = (
    f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{run("{{ report.name }}")}<w:r><w:tab/></w:r>'
    f"{run('Page ')}{field('PAGE', '1')}{run(' of ')}{field('NUMPAGES', '1')}</w:p>"
)

DOCUMENT_PART = (
    f'<w:document xmlns:w="{WORD}" xmlns:r="{_OFFICE}"><w:body>'
    f"{''.join((*FRONT, *SUMMARY, *SECTIONS))}{further_tags()}{END}{PAGE}</w:body></w:document>"
)
_KINDS = {
    "word/document.xml": "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering",
    "word/settings.xml": "settings", "word/header1.xml": "header", "word/footer1.xml": "footer",
    "word/comments.xml": "comments",
}  # fmt: skip
CONTENT_TYPES_PART = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{name}" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in _KINDS.items()
    )
    + '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    '<Override PartName="/docProps/app.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>'
)
CORE_PART = (
    f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:title>Covering report</dc:title><dc:language>en-GB</dc:language></cp:coreProperties>"
)
APP_PART = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application></Properties>"
)


def template_bytes() -> bytes:
    """The template as a file."""
    from gipxl.outputs.report.comments import comments_part
    from gipxl.package import relationships
    from gipxl.package.parts import Package

    parts = {
        "[Content_Types].xml": CONTENT_TYPES_PART,
        "word/document.xml": DOCUMENT_PART,
        "word/styles.xml": STYLES_PART,
        "word/numbering.xml": NUMBERING_PART,
        "word/settings.xml": SETTINGS_PART,
        "word/header1.xml": f'<w:hdr xmlns:w="{WORD}">{paragraph("Header", "{{ report.marking }}")}</w:hdr>',
        "word/footer1.xml": f'<w:ftr xmlns:w="{WORD}">{FOOTER}</w:ftr>',
        "docProps/core.xml": CORE_PART,
        "docProps/app.xml": APP_PART,
    }
    fresh = {name: _tidy(part) for name, part in parts.items()} | {"word/comments.xml": comments_part(NOTES.texts)}
    fresh["_rels/.rels"] = relationships.part_of(
        [
            ("rId1", f"{_OFFICE}/officeDocument", "word/document.xml", False),
            ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml", False),
            ("rId3", f"{_OFFICE}/extended-properties", "docProps/app.xml", False),
        ],
        "",
    )
    own = [(name, kind) for name, kind in _KINDS.items() if name != "word/document.xml"]
    fresh["word/_rels/document.xml.rels"] = relationships.part_of(
        [(f"rId{at}", f"{_OFFICE}/{kind}", name, False) for at, (name, kind) in enumerate(own, start=1)],
        "word/document.xml",
    )
    return Package(members={}, fresh=fresh).to_bytes()


def _tidy(part: str) -> bytes:
    """The part with an XML declaration and without the line breaks that only serve this file."""
    root = etree.fromstring(part.encode("utf-8"), etree.XMLParser(remove_blank_text=True))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def main(arguments: list[str]) -> int:
    """Writes to the file named, or to where gipxl looks for it."""
    path = Path(arguments[0]) if arguments else TEMPLATE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(template_bytes())
    sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
