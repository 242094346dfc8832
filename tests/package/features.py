"""Workbooks with the features that get lost, made for the tests: by XlsxWriter, and by hand where it has none."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import xlsxwriter

OLE = bytes.fromhex("D0CF11E0A1B11AE1")

STRICT = (
    ("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
    ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main"),
    ("http://schemas.openxmlformats.org/drawingml/2006/chart", "http://purl.oclc.org/ooxml/drawingml/chart"),
    (
        "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing",
        "http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing",
    ),
)


def png() -> bytes:
    """The smallest picture: one red dot."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">2I5B", 1, 1, 8, 2, 0, 0, 0)
    dot = zlib.compress(b"\x00\xff\x00\x00")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", dot) + chunk(b"IEND", b"")


def plan(*, notes: bool = True, button: bool = False) -> bytes:
    """A plan with a bit of everything: two sheets, formulas, a chart, a picture, drop-downs, a table, names."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    day, bold, struck = (
        book.add_format(one) for one in ({"num_format": "dd/mm/yyyy"}, {"bold": True}, {"font_strikeout": True})
    )
    sheet, more = book.add_worksheet("Appendix A"), book.add_worksheet("Plan & lists")
    sheet.write_row("A1", ["Ref", "Title", "Owner", "Due", "Status", "Days"], bold)
    for row in range(1, 12):
        sheet.write(row, 0, f"A{row}")
        sheet.write(row, 1, f"Action {row} – “quoted” & <odd>")
        sheet.write(row, 2, "Head of HR")
        sheet.write(row, 3, 44000 + row, day)
        sheet.write(row, 4, "In progress")
        sheet.write_formula(row, 5, f"=D{row + 1}-43900", None, 100 + row)
    sheet.write_rich_string("B14", struck, "30/09/2020", bold, " 31/12/2020")
    sheet.merge_range("A16:C17", "Merged", bold)
    sheet.write_array_formula("E14:E16", "{=D2:D4*2}", None, 88002)
    sheet.write("E15", 88004)
    sheet.write("E16", 88006)
    sheet.data_validation("E2:E12", {"validate": "list", "source": ["In progress", "Complete"]})
    sheet.conditional_format("D2:D12", {"type": "cell", "criteria": ">", "value": 44005, "format": bold})
    sheet.conditional_format("F2:F12", {"type": "data_bar", "data_bar_2010": True})
    sheet.insert_image("H2", "dot.png", {"image_data": io.BytesIO(png())})
    sheet.freeze_panes(1, 0)
    sheet.set_column("B:B", 40)
    sheet.print_area("A1:F17")
    if notes:
        sheet.write_comment("C2", "A note by staff", {"author": "Staff"})
    if button:
        sheet.insert_button("H8", {"caption": "Press"})
    more.add_table(
        "A1:B4",
        {
            "name": "Owners",
            "data": [["HR", 1], ["IT", 2], ["Legal", 3]],
            "columns": [{"header": "Owner"}, {"header": "N"}],
        },
    )
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Plan & lists'!$B$2:$B$4"})
    more.insert_chart("D2", chart)
    book.define_name("Statuses", "='Plan & lists'!$A$2:$A$4")
    book.close()
    return stream.getvalue()


def ours() -> bytes:
    """New sheets as gipxl's outputs author them: a table with links, figures, a chart; one name is in use already."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    wrap, red = (
        book.add_format({"text_wrap": True, "num_format": "dd mmm yyyy"}),
        book.add_format({"bg_color": "#FFC7CE"}),
    )
    findings, figures = book.add_worksheet("Findings"), book.add_worksheet("Plan & lists")
    findings.write("A1", "Findings")
    findings.add_table("A4:B6", {"name": "Owners", "columns": [{"header": "Level"}, {"header": "Message"}]})
    findings.write("A5", "error", wrap)
    findings.write_string("B5", "=1+1 stays text", wrap)
    findings.write_url("C5", "internal:'Plan & lists'!A2", string="A2")
    findings.write_rich_string("A8", red, "red", " and not")
    findings.conditional_format("A5:A6", {"type": "cell", "criteria": "==", "value": '"error"', "format": red})
    figures.write_row("A1", ["Figure", "Value"])
    figures.write_row("A2", ["complete", 1])
    figures.write_formula("B3", "=COUNTA('Appendix A'!A2:A12)", None, 11)
    figures.write_formula("B4", "=SUM('Plan & lists'!B2:B3)+ROWS(Owners[Level])", None, 14)
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "='Plan & lists'!$A$2:$A$3", "values": "='Plan & lists'!$B$2:$B$3"})
    figures.insert_chart("D2", chart, {"description": "The figures as bars"})
    figures.print_area("A1:H20")
    book.define_name("Statuses", "='Plan & lists'!$A$2")
    book.close()
    return stream.getvalue()


# ---- the same by other writers ----


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a workbook by their stored names."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.orig_filename: archive.read(info) for info in archive.infolist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    """A workbook from its parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2020, 9, 30, 12, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def edited(data: bytes, **edits: Callable[[bytes], bytes]) -> bytes:
    """A workbook with the parts whose names end so (dots and slashes as _) put through a function each."""
    changed = parts(data)
    for ending, edit in edits.items():
        names = [name for name in changed if re.sub(r"\W", "_", name).endswith(ending)]
        assert len(names) == 1, (ending, list(changed))
        changed[names[0]] = edit(changed[names[0]])
    return zipped(changed)


def replaced(old: str, new: str) -> Callable[[bytes], bytes]:
    """An edit that replaces a text which must be there."""

    def edit(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode())

    return edit


def prefixed(data: bytes) -> bytes:
    """As the Open XML SDK writes: every element of a sheet and of the workbook under a prefix."""
    return edited(data, xl_workbook_xml=_with_prefix, worksheets_sheet1_xml=_with_prefix, styles_xml=_with_prefix)


def _with_prefix(data: bytes) -> bytes:
    text = data.decode().replace('xmlns="', 'xmlns:x="', 1)
    text = re.sub(r"<(/?)(?=[A-Za-z])(?![\w]+:)", r"<\1x:", text)
    return re.sub(r"<x:sheetData/>", "<x:sheetData />", text).encode()


def in_utf16(data: bytes) -> bytes:
    """The first sheet and the workbook in UTF-16."""

    def edit(part: bytes) -> bytes:
        return part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")

    return edited(data, xl_workbook_xml=edit, worksheets_sheet1_xml=edit)


def with_backslashes(data: bytes) -> bytes:
    return zipped({name.replace("/", "\\"): part for name, part in parts(data).items()})


def in_strict(data: bytes) -> bytes:
    changed = {}
    for name, part in parts(data).items():
        text = part
        for usual, strict in STRICT if name.endswith((".xml", ".rels")) else ():
            text = text.replace(usual.encode(), strict.encode())
        changed[name] = text
    return zipped(changed)


def with_workbook_elsewhere(data: bytes) -> bytes:
    changed = parts(data)
    changed["xl/book7.xml"] = changed.pop("xl/workbook.xml")
    changed["xl/_rels/book7.xml.rels"] = changed.pop("xl/_rels/workbook.xml.rels")
    changed["_rels/.rels"] = changed["_rels/.rels"].replace(b"xl/workbook.xml", b"/xl/book7.xml")
    types = "[Content_Types].xml"
    changed[types] = changed[types].replace(b"/xl/workbook.xml", b"/xl/book7.xml")
    return zipped(changed)


def without_default_for_rels(data: bytes) -> bytes:
    """As LibreOffice writes: each relationships part declared by name."""
    names = [name for name in parts(data) if name.endswith(".rels")]
    type = "application/vnd.openxmlformats-package.relationships+xml"
    overrides = "".join(f'<Override PartName="/{name}" ContentType="{type}"/>' for name in names)
    return edited(
        data,
        Content_Types__xml=lambda part: replaced("</Types>", f"{overrides}</Types>")(
            replaced(f'<Default Extension="rels" ContentType="{type}"/>', "")(part)
        ),
    )


def without_styles(data: bytes) -> bytes:
    """As very small programs write: no styles part, and no cell that asks for one."""
    changed = parts(data)
    del changed["xl/styles.xml"]
    for name, pattern in (
        ("[Content_Types].xml", rb'<Override PartName="/xl/styles.xml"[^>]*/>'),
        ("xl/_rels/workbook.xml.rels", rb'<Relationship [^>]*styles.xml"/>'),
        ("xl/worksheets/sheet1.xml", rb' (?:s|dxfId)="\d+"'),
        ("xl/worksheets/sheet2.xml", rb' (?:s|dxfId)="\d+"'),
    ):
        changed[name] = re.sub(pattern, b"", changed[name])
    return zipped(changed)


def with_threaded_comment(data: bytes) -> bytes:
    """A conversation on C2, as Excel keeps them since 2018: beside the note that stands for it in older versions."""
    changed = parts(data)
    base, id = "http://schemas.microsoft.com/office", "{11111111-2222-4333-8444-555555555555}"
    space = f'xmlns="{base}/spreadsheetml/2018/threadedcomments"'
    changed["xl/persons/person.xml"] = (
        f'<personList {space}><person displayName="Staff" id="{id}"/></personList>'.encode()
    )
    changed["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments {space}><threadedComment ref="C2" dT="2020-09-30T12:00:00.00" personId="{id}" id="{id}">'
        "<text>A question</text></threadedComment></ThreadedComments>"
    ).encode()
    for name, kind, target in (
        ("xl/_rels/workbook.xml.rels", "person", "persons/person.xml"),
        ("xl/worksheets/_rels/sheet1.xml.rels", "threadedComment", "../threadedComments/threadedComment1.xml"),
    ):
        relation = f'<Relationship Id="rIdT" Type="{base}/2017/10/relationships/{kind}" Target="{target}"/>'
        changed[name] = replaced("</Relationships>", f"{relation}</Relationships>")(changed[name])
    overrides = (
        '<Override PartName="/xl/persons/person.xml" ContentType="application/vnd.ms-excel.person+xml"/>'
        '<Override PartName="/xl/threadedComments/threadedComment1.xml" '
        'ContentType="application/vnd.ms-excel.threadedcomments+xml"/></Types>'
    )
    changed["[Content_Types].xml"] = replaced("</Types>", overrides)(changed["[Content_Types].xml"])
    return zipped(changed)


def with_shared_formulas(data: bytes) -> bytes:
    """As Excel writes a formula that was filled down: in full in F2, by number in F3 to F12; and its chain."""
    changed = parts(data)
    sheet = changed["xl/worksheets/sheet1.xml"].decode()
    sheet = re.sub(r"<f>D2-43900</f>", '<f t="shared" ref="F2:F12" si="0">D2-43900</f>', sheet)
    sheet = re.sub(r"<f>D(?:[3-9]|1[0-2])-43900</f>", '<f t="shared" si="0"/>', sheet)
    assert sheet.count('si="0"') == 11
    changed["xl/worksheets/sheet1.xml"] = sheet.encode()
    first, rest = '<c r="F2" i="1"/>', "".join(f'<c r="F{row}"/>' for row in range(3, 13))
    return with_chain(zipped(changed), f'{first}{rest}<c r="E14" a="1"/>')


def with_chain(data: bytes, cells: str) -> bytes:
    """With a calculation chain that names these cells."""
    changed = parts(data)
    space = "http://schemas.openxmlformats.org"
    changed["xl/calcChain.xml"] = f'<calcChain xmlns="{space}/spreadsheetml/2006/main">{cells}</calcChain>'.encode()
    kind = f"{space}/officeDocument/2006/relationships/calcChain"
    type = "application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    relation = f'<Relationship Id="rIdC" Type="{kind}" Target="calcChain.xml"/>'
    for name, end, new in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", relation),
        ("[Content_Types].xml", "</Types>", f'<Override PartName="/xl/calcChain.xml" ContentType="{type}"/>'),
    ):
        changed[name] = replaced(end, new + end)(changed[name])
    return zipped(changed)


MACROS = b"the project, which nobody here opens or runs"


def with_macros(data: bytes) -> bytes:
    changed = parts(data)
    changed["xl/vbaProject.bin"] = MACROS
    types, rels = "[Content_Types].xml", "xl/_rels/workbook.xml.rels"
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    changed[types] = replaced(plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml")(changed[types])
    default = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="rels"'
    changed[types] = replaced('<Default Extension="rels"', default)(changed[types])
    kind = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    relation = f'<Relationship Id="rIdV" Type="{kind}" Target="vbaProject.bin"/></Relationships>'
    changed[rels] = replaced("</Relationships>", relation)(changed[rels])
    return zipped(changed)


def empty() -> bytes:
    """A workbook whose one sheet has not a single cell."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.add_worksheet("Appendix A")
    return stream.getvalue()


AWKWARD: dict[str, Callable[[], bytes]] = {
    "notes and more": plan,
    "no notes": lambda: plan(notes=False),
    "a button and no notes": lambda: plan(notes=False, button=True),
    "a button and notes": lambda: plan(button=True),
    "a threaded comment": lambda: with_threaded_comment(plan()),
    "prefixed": lambda: prefixed(plan()),
    "in UTF-16": lambda: in_utf16(plan()),
    "back-slashes": lambda: with_backslashes(plan()),
    "Strict": lambda: in_strict(plan()),
    "workbook elsewhere": lambda: with_workbook_elsewhere(plan()),
    "no default for rels": lambda: without_default_for_rels(plan()),
    "no styles": lambda: without_styles(plan(notes=False)),
    "empty": empty,
}
