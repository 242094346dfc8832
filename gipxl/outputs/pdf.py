"""Any output as a PDF, by LibreOffice where that is installed: it works on a copy, in a profile of its own."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from gipxl.errors import OutputError

#: What it goes by on Linux, on macOS and on Windows.
_PROGRAMS = ("soffice", "libreoffice", "soffice.com")
_USUAL_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
)
#: How long one document may take, in seconds: the first start makes a profile.
_PATIENCE = 180
# Headings as bookmarks, and tags, so that a screen reader finds its way as it does in the document.
_OPTIONS = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
_FILTERS = {".docx": "writer_pdf_Export", ".xlsx": "calc_pdf_Export", ".xlsm": "calc_pdf_Export"}


def as_pdf(name: str, content: bytes, day: date) -> bytes:
    """The PDF of a document of that name; ``day`` is the one that it says it was made on.

    Raises OutputError where LibreOffice is not installed, takes too long, or makes nothing of the document.
    """
    program = _program()
    with tempfile.TemporaryDirectory(prefix="gipxl-") as scratch:
        folder = Path(scratch)
        source = folder / f"document{Path(name).suffix.lower()}"
        source.write_bytes(content)
        said = _converted(program, source, folder)
        pdf = folder / "document.pdf"
        if not pdf.is_file():
            raise OutputError(
                f"LibreOffice made no PDF of {name} ({said or 'and did not say why'}).",
                "Open the document in Word or Excel and save it as PDF there.",
            )
        return _dated(pdf.read_bytes(), day)


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


def _program() -> str:
    places = [*(found for name in _PROGRAMS if (found := shutil.which(name))), *_USUAL_PLACES]
    program = next((place for place in places if Path(place).is_file()), None)
    if program is None:
        raise OutputError(
            "A PDF is made by LibreOffice, which is not installed here.",
            "Install it from your software centre, or leave out --pdf and save as PDF from Word or Excel.",
        )
    return program


def _converted(program: str, source: Path, folder: Path) -> str:
    """Lets LibreOffice write the PDF beside ``source``; returns what it said."""
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", f"pdf:{_FILTERS[source.suffix]}:{_OPTIONS}", "--outdir", str(folder), str(source),
    ]  # fmt: skip
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE,
            creationflags=hidden, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise OutputError(
            f"LibreOffice took more than {_PATIENCE // 60} minutes over a PDF, and was stopped.",
            "Close other programs and run the command again, or leave out --pdf.",
        ) from None
    except OSError as error:
        raise OutputError(
            f"LibreOffice cannot be started ({error.strerror}).", "Start it once by itself, or leave out --pdf."
        ) from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else ""
