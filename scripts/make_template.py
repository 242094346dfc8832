"""Writes the report's built-in Word template, the same bytes every time: python scripts/make_template.py [FILE].

What stands between braces is filled in by docxtpl: ``{%p … %}`` stands for a whole paragraph, ``{%tr … %}`` for a row
of a table, ``{{r … }}`` for runs that are ready made, ``{{ … }}`` for text.
"""

from __future__ import annotations

import sys
from pathlib import Path

from lxml import etree
from template_styles import NUMBERING_PART, SETTINGS_PART, STYLES_PART, TEXT, WORD

TEMPLATE = Path(__file__).resolve().parent.parent / "gipxl" / "outputs" / "templates" / "report.docx"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WIDTHS = (5898, 2549)


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
    return f"<w:p>{run(f'{{%p {instruction} %}}')}</w:p>"


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


FRONT = (
    paragraph("BodyName", "{{r report.body }}"),
    paragraph("PanelName", "{{r report.panel }}"),
    paragraph("FrontLine", "{{r report.meeting }}"),
    paragraph("Title", "{{r report.title }}"),
    paragraph("ReportBy", "{{r report.report_by }}", before=run("Report by: ", "<w:rPr><w:b/><w:bCs/></w:rPr>")),
)
SUMMARY = (
    paragraph("SummaryHeading", "{{ report.summary.heading }}"),
    says("for block in report.summary.blocks"),
    says("if block.kind == 'heading'"),
    paragraph("Heading2", "{{r block.text }}"),
    says("elif block.kind == 'lettered'"),
    paragraph("Recommendation", "{{r block.text }}"),
    says("else"),
    paragraph("Normal", "{{r block.text }}"),
    says("endif"),
    says("endfor"),
)
TABLE = (
    '<w:tbl><w:tblPr><w:tblStyle w:val="ReportTable"/>'
    f'<w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/><w:tblInd w:w="{TEXT}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
    '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
    ' w:noVBand="1"/>'
    f"</w:tblPr><w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{width}{chr(34)}/>' for width in _WIDTHS)}</w:tblGrid>"
    + row(
        paragraph("TableHeading", "{{ block.heading.0 }}"),
        paragraph("TableHeading", "{{ block.heading.1 }}"),
        properties="<w:tblHeader/>",
    )
    + row(paragraph("TableText", "{%tr for row in block.rows %}"), paragraph("TableText", ""))
    + row(paragraph("TableText", "{{r row.0 }}"), paragraph("TableText", "{{r row.1 }}"))
    + row(paragraph("TableText", "{%tr endfor %}"), paragraph("TableText", ""))
    + "</w:tbl>"
)
SECTIONS = (
    says("for section in report.sections"),
    paragraph("Heading1", "{{ section.heading }}"),
    says("for block in section.blocks"),
    says("if block.kind == 'heading'"),
    paragraph("Heading2", "{{r block.text }}"),
    says("elif block.kind == 'numbered' and block.introduces"),
    paragraph("NumberedParagraph", "{{r block.text }}", keep=True),
    says("elif block.kind == 'numbered'"),
    paragraph("NumberedParagraph", "{{r block.text }}"),
    says("elif block.kind == 'bullet'"),
    paragraph("ListBullet", "{{r block.text }}"),
    says("elif block.kind == 'table'"),
    TABLE,
    says("else"),
    paragraph("ContinuedParagraph", "{{r block.text }}"),
    says("endif"),
    says("endfor"),
    says("endfor"),
)
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
    f"{''.join((*FRONT, *SUMMARY, *SECTIONS))}{END}{PAGE}</w:body></w:document>"
)
_KINDS = {
    "word/document.xml": "document.main", "word/styles.xml": "styles", "word/numbering.xml": "numbering",
    "word/settings.xml": "settings", "word/header1.xml": "header", "word/footer1.xml": "footer",
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
    fresh = {name: _tidy(part) for name, part in parts.items()}
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
