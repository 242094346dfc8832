"""The public version as OpenDocument: LibreOffice writes it, and what it tells of this computer is taken out."""

from __future__ import annotations

import io
import re
import zipfile
from xml.sax.saxutils import escape

from gipxl.errors import OutputError
from gipxl.outputs import libreoffice
from gipxl.outputs.plain import one_line
from gipxl.outputs.public.content import PublicPlan

# What a spreadsheet needs. The settings name printers, the thumbnail is a picture of the first page.
_KEPT = ("mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml")
_META = "meta.xml"
_WHEN = (1980, 1, 1, 0, 0, 0)
_PAGE = re.compile(rb"<style:master-page\b[^>]*(?:/>|(?<!/)>.*?</style:master-page>)", re.DOTALL)
_ENTRY = re.compile(rb'\s*<manifest:file-entry [^>]*manifest:full-path="([^"]*)"[^>]*/>')


def opendocument(plan: PublicPlan, xlsx: bytes) -> bytes | None:
    """The public version as .ods; None where LibreOffice is not installed.

    Raises OutputError where LibreOffice takes too long, or makes nothing of it.
    """
    program = libreoffice.program()
    if program is None:
        return None
    without = "publish the .xlsx and .csv alone with --no-ods"
    ods, said = libreoffice.converted(program, xlsx, ".xlsx", "ods", what="the .ods", without=without)
    if ods is None:
        raise OutputError(f"LibreOffice made no .ods ({said or 'and did not say why'}).", f"You may {without}.")
    return _cleaned(ods, plan)


def _cleaned(ods: bytes, plan: PublicPlan) -> bytes:
    """The package with its contents and properties of gipxl's own; nothing of who made it, where or when."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods)) as made, zipfile.ZipFile(held, "w") as new:
        for name in _KEPT:
            data = made.read(name)
            if name == "styles.xml":
                data = _in_order(data)
            if name == "META-INF/manifest.xml":
                data = _ENTRY.sub(lambda found: found[0] if found[1].decode() in ("/", *_KEPT, _META) else b"", data)
            _add(new, name, data)
        _add(new, _META, _meta(plan))
    return held.getvalue()


def _in_order(styles: bytes) -> bytes:
    """The styles with those of the pages in the order of their names: LibreOffice writes them in any."""
    pages = iter(sorted(_PAGE.findall(styles)))
    return _PAGE.sub(lambda _: next(pages), styles)


def _add(package: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _WHEN)
    # The kind of file stands first and as it is, so that programs find it there.
    entry.compress_type = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
    package.writestr(entry, data)


def _meta(plan: PublicPlan) -> bytes:
    title, subject = (escape(one_line(text)) for text in (plan.title, plan.subject))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'office:version="1.3"><office:meta>'
        f"<dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:language>en-GB</dc:language>"
        f"<dc:date>{plan.as_at.isoformat()}T00:00:00</dc:date>"
        "</office:meta></office:document-meta>\n"
    ).encode()
