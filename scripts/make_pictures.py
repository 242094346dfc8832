"""Renders README's pictures from the sample workbooks: the flagged copy's plan and the report's first page.

Needs LibreOffice (soffice) and pdftoppm. Run: python scripts/make_pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs" / "pictures"
SEPTEMBER = PROJECT / "workbooks" / "2020-09 Governance Improvement Plan.xlsx"


def main() -> int:
    """Builds the sample's outputs in a temporary folder, renders them, and keeps the two pages."""
    import gipxl

    for program in ("soffice", "pdftoppm"):
        if shutil.which(program) is None:
            print(f"{program} is not installed.", file=sys.stderr)
            return 2
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        built = gipxl.build(SEPTEMBER, out=folder / "out")
        render(built.files["copy"], folder, PICTURES / "flagged-copy.png", dots=75)
        render(built.files["report"], folder, PICTURES / "report.png", dots=75)
    return 0


def render(document: Path, scratch: Path, picture: Path, *, dots: int) -> None:
    """The first page of ``document`` as a picture of ``dots`` per inch."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(document)],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    pdf = scratch / f"{document.stem}.pdf"
    first_page = ["-f", "1", "-l", "1", "-singlefile"]
    command = ["pdftoppm", "-png", "-r", str(dots), *first_page, str(pdf), str(picture.with_suffix(""))]
    subprocess.run(command, check=True)


if __name__ == "__main__":
    sys.exit(main())
