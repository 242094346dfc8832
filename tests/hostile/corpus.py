"""Bad files, each made by code: no one's real file was ever in any of them."""

from __future__ import annotations

import io
import re
import struct
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path

from gipxl.package import archive
from tests.hostile.damage import Parts, parts_of, zipped
from tests.package import features
from tests.reading.pages import Page, write

HEADING = ["Ref", "Area for improvement", "Owner", "Original date", "Status", "Latest update"]
ROWS = [
    HEADING,
    *[[f"A{row}", f"Action {row}", "Head of HR", "31/12/2020", "On track", "Drafted"] for row in range(1, 6)],
]
SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def plan(suffix: str = ".xlsx", rows: list[list[object]] | None = None) -> bytes:
    """A small and sound plan."""
    with tempfile.TemporaryDirectory() as folder:
        return write(Path(folder) / f"plan{suffix}", Page(rows=rows or ROWS)).read_bytes()


def with_part(data: bytes, name: str, content: bytes | Callable[[bytes], bytes]) -> bytes:
    """The package with another content for a part, which is added where there is none of that name."""
    parts = dict(parts_of(data))
    parts[name] = content(parts[name]) if callable(content) else content
    return zipped(list(parts.items()))


def put(before: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """A change to a part: something new in front of something that is there."""

    def changed(content: bytes) -> bytes:
        assert before in content
        return content.replace(before, new + before, 1)

    return changed


# ---- bombs ----


def repeated(block: bytes, times: int, before: bytes = b"", after: bytes = b"") -> tuple[bytes, int]:
    """The same block many times over, packed, and how large it is unpacked; made without ever being that large."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    start = packer.compress(before) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(after) + packer.flush()
    return start + again * times + end, len(before) + len(block) * times + len(after)


def bomb(data: bytes, part: str, *, megabytes: int, says: int | None = None) -> bytes:
    """The package with a part that unpacks to so many megabytes of rows or texts, whatever the directory ``says``."""
    block = b"<si><t>x</t></si>" if part == TEXTS else b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    block *= 1024 * 1024 // len(block)
    root, group = ("sst", "") if part == TEXTS else ("worksheet", "sheetData")
    before = f'<{root} xmlns="{MAIN}">' + f"<{group}>" * bool(group)
    after = f"</{group}>" * bool(group) + f"</{root}>"
    packed, size = repeated(block, megabytes, before.encode(), after.encode())
    members, comment = archive.read(data)
    spoilt = [
        archive.Member(stored=each.stored, packed=packed, crc=each.crc, size=size if says is None else says)
        if each.name == part
        else each
        for each in members
    ]
    return archive.write(spoilt, comment)


def many_parts(count: int) -> bytes:
    """A zip whose directory lists one empty part so many times, under as many names."""
    local = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"a"
    entry = struct.Struct("<4s6H3L5H2L8s")
    listing = b"".join(
        entry.pack(b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, b"%08d" % number)
        for number in range(count)
    )
    at = len(local)
    long = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, len(listing), at)
    where = struct.pack("<4sLQL", b"PK\x06\x07", 0, at + len(listing), 1)
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return local + listing + long + where + end


def shared_by_many() -> bytes:
    """Three gigabytes of text in a small file: one long text that a hundred thousand cells share."""
    cells = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(20, 100_020))
    data = with_part(plan(), SHEET, put(b"</sheetData>", cells.encode()))
    return with_part(
        data, TEXTS, lambda texts: re.sub(rb"<si>", b"<si><t>" + b"x" * 32_767 + b"</t></si><si>", texts, count=1)
    )


def false_count(count: str) -> bytes:
    """Shared texts that say there are more of them than any memory holds."""
    return with_part(
        plan(), TEXTS, lambda texts: re.sub(rb'uniqueCount="\d+"', f'uniqueCount="{count}"'.encode(), texts)
    )


def stray(cell: str, *, between: bool = False) -> bytes:
    """A cell far away, in its place or in the midst of the others."""
    row = re.sub(r"\D", "", cell)
    markup = f'<row r="{row}"><c r="{cell}" t="str"><v>x</v></c></row>'.encode()
    return with_part(plan(), SHEET, put(b'<row r="3"' if between else b"</sheetData>", markup))


def spreadsheet(content: str) -> bytes:
    """A plan in .ods with other markup in front of its first row."""
    return with_part(
        plan(".ods"),
        "content.xml",
        lambda data: re.sub(rb"(<table:table-row)", content.encode() + rb"\1", data, count=1),
    )


# ---- entities ----

_LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{_LAUGHS}<!ENTITY e "&l9;">]>',
    "quadratic": f'<!DOCTYPE x [<!ENTITY e "{"x" * 50_000}">]>',
    "file": '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
    "address": '<!DOCTYPE x [<!ENTITY e SYSTEM "http://localhost:9/x">]>',
    "parameter": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost:9/x.dtd">%p;<!ENTITY e "x">]>',
    "outside": '<!DOCTYPE x SYSTEM "http://localhost:9/x.dtd" [<!ENTITY e "x">]>',
}


def with_entity(content: bytes, kind: str) -> bytes:
    """A part that declares entities and uses one, in its first text or else in front of the end."""
    text = content.decode("utf-8")
    start = re.search(r"<(?![?!])", text)
    assert start
    used = "&e;" * (4_000 if kind == "quadratic" else 1)
    changed = re.sub(
        r">(?=</)|>([^<>]+)<(?=/)",
        lambda found: f">{used}<" if found[1] else f">{used}",
        text[start.start() :],
        count=1,
    )
    if used not in changed:
        before, closing, after = changed.rpartition("</")
        changed = before + used + closing + after
    return (text[: start.start()] + ENTITIES[kind] + changed).encode("utf-8")


def deep(levels: int = 10_000) -> bytes:
    """Elements in one another, ten thousand deep."""
    return b"<a>" * levels + b"</a>" * levels


# ---- wrong kinds ----


def encrypted() -> bytes:
    """The container of a workbook with a password, as far as its list of streams."""
    return features.OLE + bytes(500) + "EncryptedPackage".encode("utf-16-le") * 40


def html() -> bytes:
    """What some programs call .xls."""
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in ROWS)
    return f"<html><body><table>{rows}</table></body></html>".encode()


def word() -> bytes:
    """A Word document."""
    from docx import Document

    held = io.BytesIO()
    document = Document()
    document.add_paragraph("Not a plan.")
    document.save(held)
    return held.getvalue()


def looping() -> bytes:
    """Parts that refer to one another in a circle, and to themselves."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    rels = f'<Relationships xmlns="{space}"><Relationship Id="rId9" Type="{kind}" Target="/xl/workbook.xml"/>'
    rels += f'<Relationship Id="rId8" Type="{kind}" Target="sheet1.xml"/></Relationships>'
    return with_part(plan(), "xl/worksheets/_rels/sheet1.xml.rels", rels.encode())


def renamed_part(data: bytes, old: str, new: str) -> bytes:
    """One part under another name."""
    return zipped([(new if name == old else name, content) for name, content in parts_of(data)])


def twice(data: bytes, name: str) -> bytes:
    """One part a second time, at the end."""
    parts: Parts = parts_of(data)
    return zipped([*parts, (name, dict(parts)[name])])
