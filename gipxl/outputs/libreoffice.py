"""LibreOffice, where it is installed: it works on a copy, in a profile of its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
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


def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    places = [*(found for name in _PROGRAMS if (found := shutil.which(name))), *_USUAL_PLACES]
    return next((place for place in places if Path(place).is_file()), None)


def converted(
    program: str, content: bytes, suffix: str, to: str, *, what: str, without: str
) -> tuple[bytes | None, str]:
    """A document of that ``suffix`` as ``to`` says ("pdf:calc_pdf_Export"), and what LibreOffice said; None if nothing.

    ``what`` is what is being made ("a PDF"), ``without`` how to do without it. Raises OutputError where LibreOffice
    cannot be started or takes too long.
    """
    with tempfile.TemporaryDirectory(prefix="gipxl-") as scratch:
        folder = Path(scratch)
        source = folder / f"document{suffix}"
        source.write_bytes(content)
        said = _run(program, source, to, what, without)
        made = folder / f"document.{to.split(':')[0]}"
        return (made.read_bytes() if made.is_file() else None), said


def _run(program: str, source: Path, to: str, what: str, without: str) -> str:
    """Lets LibreOffice write beside ``source``; returns what it said."""
    folder = source.parent
    command = [
        program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore",
        "--convert-to", to, "--outdir", str(folder), str(source),
    ]  # fmt: skip
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0) if sys.platform == "win32" else 0
    try:
        done = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE,
            creationflags=hidden, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise OutputError(
            f"LibreOffice took more than {_PATIENCE // 60} minutes over {what}, and was stopped.",
            f"Close other programs and run the command again, or {without}.",
        ) from None
    except OSError as error:
        raise OutputError(
            f"LibreOffice cannot be started ({error.strerror}).", f"Start it once by itself, or {without}."
        ) from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else ""
