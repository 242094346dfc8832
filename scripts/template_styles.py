"""The styles, the numbering and the settings of the report's Word template, as the parts that Word keeps them in."""

from __future__ import annotations

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAVY = "1F3864"
GREY = "595959"
# Twentieths of a point: where the text of numbered paragraphs begins, and that of the bullets below them.
TEXT, BULLET, LETTER = 851, 1276, 567


def spacing(before: float, after: float, line: int = 276) -> str:
    """Space above and below in points, and between lines in 240ths of a line."""
    return f'<w:spacing w:before="{before * 20:.0f}" w:after="{after * 20:.0f}" w:line="{line}" w:lineRule="auto"/>'


def hanging(left: int, by: int) -> str:
    """An indent with the number or bullet hanging ``by`` twentieths of a point to the left of it."""
    return f'<w:ind w:left="{left}" w:hanging="{by}"/>'


def numbered(list_id: int, level: int = 0) -> str:
    """Membership of one of the lists below."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'


def letters(size: float, *, bold: bool = False, colour: str = "") -> str:
    """Size, weight and colour of a style's letters."""
    weight = "<w:b/><w:bCs/>" if bold else ""
    shade = f'<w:color w:val="{colour}"/>' if colour else ""
    return f'{weight}{shade}<w:sz w:val="{size * 2:.0f}"/><w:szCs w:val="{size * 2:.0f}"/>'


def style(
    name: str, *, of: str = "", then: str = "", paragraph: str = "", run: str = "", default: bool = False, rank: int = 1
) -> str:
    """A paragraph style; its id is the name without spaces. ``then`` is the style of the paragraph after it."""
    based = f'<w:basedOn w:val="{of}"/>' if of else ""
    following = f'<w:next w:val="{then}"/>' if then else ""
    own = ("" if default else ' w:customStyle="1"') if name not in BUILT_IN else ""
    names = BUILT_IN.get(name, name)
    return (
        f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}{own}'
        f' w:styleId="{name.replace(" ", "")}"><w:name w:val="{names}"/>{based}{following}'
        f'<w:uiPriority w:val="{rank}"/><w:qFormat/>'
        f"{f'<w:pPr>{paragraph}</w:pPr>' if paragraph else ''}{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:style>"
    )


#: Word's own styles and the names under which it knows them in every language.
BUILT_IN = {
    "Normal": "Normal", "Title": "Title", "Heading 1": "heading 1", "Heading 2": "heading 2",
    "List Bullet": "List Bullet", "Header": "header", "Footer": "footer",
}  # fmt: skip
KEEP = "<w:keepNext/><w:keepLines/>"
CONTROL = "<w:widowControl/>"
# Lines above and below, in twentieths of a point from the text.
RULE = f'<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="10" w:color="{NAVY}"/></w:pBdr>'
THIN_RULE = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="6" w:color="A6A6A6"/></w:pBdr>'

STYLES = (
    style("Normal", default=True, rank=0, paragraph=CONTROL + spacing(0, 8)),
    style("Body Name", of="Normal", then="PanelName", paragraph=spacing(0, 4), run=letters(13, bold=True, colour=NAVY)),
    style("Panel Name", of="Normal", then="FrontLine", paragraph=spacing(0, 2), run=letters(12)),
    style("Front Line", of="Normal", paragraph=spacing(0, 2)),
    style("Title", of="Normal", then="FrontLine", rank=10,
          paragraph=KEEP + spacing(18, 6, 252), run=letters(24, bold=True, colour=NAVY)),
    style("Report By", of="FrontLine", then="Normal", paragraph=RULE + spacing(0, 14)),
    style("Heading 1", of="Normal", then="NumberedParagraph", rank=9,
          paragraph=KEEP + numbered(1) + spacing(22, 8, 252) + hanging(TEXT, TEXT) + '<w:outlineLvl w:val="0"/>',
          run=letters(15, bold=True, colour=NAVY)),
    style("Summary Heading", of="Heading1", then="Normal",
          paragraph=numbered(0) + spacing(6, 6, 252) + '<w:ind w:left="0" w:firstLine="0"/>'),
    style("Heading 2", of="Normal", then="NumberedParagraph", rank=9,
          paragraph=KEEP + spacing(14, 5, 252) + '<w:outlineLvl w:val="1"/>',
          run=letters(12, bold=True, colour=NAVY)),
    style("Numbered Paragraph", of="Normal", paragraph=numbered(1, 1) + spacing(2, 6) + hanging(TEXT, TEXT)),
    style("Continued Paragraph", of="Normal", then="NumberedParagraph",
          paragraph=spacing(2, 6) + f'<w:ind w:left="{TEXT}"/>'),
    style("List Bullet", of="Normal", paragraph=numbered(2) + spacing(0, 6) + hanging(BULLET, BULLET - TEXT)),
    style("Recommendation", of="Normal", paragraph=numbered(3) + spacing(0, 6) + hanging(LETTER, LETTER)),
    style("Template Instruction", of="Normal", rank=99, paragraph=spacing(0, 2, 240), run=letters(9, colour=GREY)),
    style("Chart", of="Normal", then="NumberedParagraph", paragraph=spacing(10, 10, 240)),
    style("Table Heading", of="Normal", paragraph="<w:keepNext/>" + spacing(3, 3, 252), run=letters(10.5, bold=True)),
    style("Table Text", of="Normal", paragraph=spacing(3, 3, 252), run=letters(10.5)),
    style("Header", of="Normal", rank=99, paragraph='<w:jc w:val="center"/>', run=letters(11, bold=True)),
    style("Footer", of="Normal", rank=99,
          paragraph=THIN_RULE + '<w:tabs><w:tab w:val="right" w:pos="9298"/></w:tabs>' + spacing(0, 0, 240),
          run=letters(9, colour=GREY)),
)  # fmt: skip

STYLES_PART = f"""<w:styles xmlns:w="{WORD}"><w:docDefaults>
<w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>{letters(11)}
<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>
<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" w:defUnhideWhenUsed="1"
 w:defQFormat="0" w:count="376"/>
{"".join(STYLES)}
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/>
<w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="character" w:customStyle="1" w:styleId="Gap"><w:name w:val="Gap"/><w:uiPriority w:val="2"/><w:qFormat/>
<w:rPr><w:color w:val="000000"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/>
<w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="Report Table"/>
<w:basedOn w:val="TableNormal"/><w:uiPriority w:val="3"/><w:qFormat/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{NAVY}"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{NAVY}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E7ECF4"/></w:tcPr></w:tblStylePr>
</w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/><w:uiPriority w:val="99"/>
<w:semiHidden/></w:style></w:styles>"""


def level(at: int, kind: str, text: str, indent: str, *, of: str = "", run: str = "") -> str:
    """One level of a list; ``of`` is the style whose paragraphs it numbers."""
    linked = f'<w:pStyle w:val="{of}"/>' if of else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{linked}<w:suff w:val="tab"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr>'
        f"{f'<w:rPr>{run}</w:rPr>' if run else ''}</w:lvl>"
    )


def _list(number: int, kind: str, levels: str) -> str:
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="6E1B0{number:03}"/>'
        f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="6E1B1{number:03}"/>{levels}</w:abstractNum>'
    )


PLAIN = '<w:b w:val="0"/><w:bCs w:val="0"/>'
NUMBERING_PART = f"""<w:numbering xmlns:w="{WORD}">
{
    _list(
        1,
        "multilevel",
        level(0, "decimal", "%1", hanging(TEXT, TEXT), of="Heading1")
        + level(1, "decimal", "%1.%2", hanging(TEXT, TEXT), of="NumberedParagraph", run=PLAIN),
    )
}
{_list(2, "hybridMultilevel", level(0, "bullet", "•", hanging(BULLET, BULLET - TEXT), of="ListBullet", run=PLAIN))}
{_list(3, "hybridMultilevel", level(0, "lowerLetter", "%1.", hanging(LETTER, LETTER), of="Recommendation", run=PLAIN))}
{"".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2, 3))}</w:numbering>"""

_SETTING = '<w:compatSetting w:name="{}" w:uri="http://schemas.microsoft.com/office/word" w:val="{}"/>'
SETTINGS_PART = f"""<w:settings xmlns:w="{WORD}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>
<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{_SETTING.format("compatibilityMode", 15)}
{_SETTING.format("overrideTableStyleFontSizeAndJustification", 1)}{_SETTING.format("enableOpenTypeFeatures", 1)}
{_SETTING.format("doNotFlipMirrorIndents", 1)}{_SETTING.format("differentiateMultirowTableHeaders", 1)}</w:compat>
<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"""
