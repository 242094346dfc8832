"""Any output as a PDF, by LibreOffice where that is installed."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from pathlib import Path

from gipxl.errors import OutputError
from gipxl.outputs import libreoffice

# Headings as bookmarks, and tags, so that a screen reader finds its way as it does in the document.
_OPTIONS = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
_FILTERS = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export", ".xlsm": "calc_pdf_Export"}


def as_pdf(name: str, content: bytes, day: date) -> bytes:
    """The PDF of a document of that name; ``day`` is the one that it says it was made on.

    Raises OutputError where LibreOffice is not installed, takes too long, or makes nothing of the document.
    """
    program = libreoffice.program()
    if program is None:
        raise OutputError(
            "A PDF is made by LibreOffice, which is not installed here.",
            "Install it from your software centre, or leave out --pdf and save as PDF from Word or Excel.",
        )
    suffix = Path(name).suffix.lower()
    to = f"pdf:{_FILTERS[suffix]}:{_OPTIONS}"
    pdf, said = libreoffice.converted(program, content, suffix, to, what="a PDF", without="leave out --pdf")
    if pdf is None:
        raise OutputError(
            f"LibreOffice made no PDF of {name} ({said or 'and did not say why'}).",
            "Open the document in Word or Excel and save it as PDF there.",
        )
    return _dated(pdf, day)


_MADE_ON = re.compile(rb"/CreationDate ?\(D:(\d{14})")
_MADE_OF = re.compile(rb"(?<=/DocChecksum /)[0-9A-F]{32}|(?<=<)[0-9A-F]{32}(?=>)")


def _dated(pdf: bytes, day: date) -> bytes:
    """The PDF with that day in place of the time of the run, and with ids that follow from its content alone.

    Each is replaced by one of the same length, so that everything else stays in its place.
    """
    midnight = f"{day:%Y%m%d}000000".encode()
    pdf = _MADE_ON.sub(lambda found: found[0].replace(found[1], midnight), pdf)
    start = pdf.rfind(b"trailer")
    body, trailer = pdf[:start], pdf[start:]
    digest = hashlib.sha256(body).hexdigest()[:32].upper().encode()
    return body + _MADE_OF.sub(digest, trailer)
