"""Renders the pictures of README and docs from the sample workbooks: python scripts/make_pictures.py.

Needs LibreOffice (soffice), pdftoppm and pdftotext, and Chromium. Look at what changed before keeping it.
"""

from __future__ import annotations

import email
import email.policy
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PICTURES = PROJECT / "docs" / "pictures"
SEPTEMBER = PROJECT / "workbooks" / "2020-09 Governance Improvement Plan.xlsx"
PROGRAMS = ("soffice", "pdftoppm", "pdftotext", "chromium")
# An owner with few actions makes a short e-mail.
OWNER = "Commercial Manager"


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of a printed page, in hundredths of an inch from its upper left corner."""

    left: int
    top: int
    width: int
    height: int

    def options(self, dots: int) -> list[str]:
        """What pdftoppm is told of it, at ``dots`` per inch."""
        sides = {"-x": self.left, "-y": self.top, "-W": self.width, "-H": self.height}
        return [word for name, size in sides.items() for word in (name, str(size * dots // 100))]


CHARTS = Part(left=490, top=60, width=600, height=515)
SIGNS = Part(left=40, top=50, width=1085, height=357)


def main() -> int:
    """Builds the sample's outputs in a temporary folder, and takes a picture of each."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing:
        print(f"{', '.join(missing)} must be installed.", file=sys.stderr)
        return 2
    sys.path.insert(0, str(PROJECT))
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        take(Path(scratch))
    return 0


def take(folder: Path) -> None:
    """Every picture, made by way of ``folder``."""
    import gipxl

    built = gipxl.build(SEPTEMBER, out=folder / "out")
    copy = printed(built.files["copy"], folder)
    print_page(copy, 1, "flagged-copy", dots=75)
    print_page(copy, page_headed(copy, "Dashboard"), "dashboard", dots=100, part=CHARTS)
    print_page(copy, page_headed(copy, "Key"), "signs", dots=75, part=SIGNS)
    print_page(printed(built.files["report"], folder), 1, "report", dots=75)
    screenshot(built.files["page"], folder, "status-page", width=1000, height=1060)
    screenshot(owner_email(folder), folder, "owner-email", width=760, height=520)


def printed(document: Path, scratch: Path) -> Path:
    """``document`` as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(scratch / 'profile').as_uri()}"
    quietly(["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(scratch), str(document)])
    return scratch / f"{document.stem}.pdf"


def page_headed(pdf: Path, heading: str) -> int:
    """The first page on which ``heading`` stands on a line of its own."""
    text = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    pages = text.split("\f")
    return next(number for number, page in enumerate(pages, 1) if heading in page.split("\n")[:6])


def print_page(pdf: Path, number: int, name: str, *, dots: int, part: Part | None = None) -> None:
    """One page, or a part of it, as a picture of ``dots`` per inch."""
    page = ["-f", str(number), "-l", str(number), "-singlefile"]
    cut = part.options(dots) if part else []
    quietly(["pdftoppm", "-png", "-r", str(dots), *page, *cut, str(pdf), str(PICTURES / name)])


def owner_email(folder: Path) -> Path:
    """The e-mail to one owner, as a web page."""
    gipxl = [sys.executable, "-m", "gipxl", "email", str(SEPTEMBER), "--owners", "--quiet", "--out", str(folder)]
    quietly(gipxl)
    draft = next(folder.glob(f"*{OWNER}*.eml"))
    message = email.message_from_bytes(draft.read_bytes(), policy=email.policy.default)
    body = message.get_body(("html",))
    assert body is not None
    page = folder / "owner.html"
    page.write_text(str(body.get_content()), encoding="utf-8")
    return page


def screenshot(page: Path, scratch: Path, name: str, *, width: int, height: int) -> None:
    """The top of a web page as a browser shows it."""
    window = [f"--window-size={width},{height}", "--hide-scrollbars", f"--user-data-dir={scratch / 'browser'}"]
    picture = f"--screenshot={PICTURES / name}.png"
    quietly(["chromium", "--headless", "--no-sandbox", "--disable-gpu", *window, picture, page.as_uri()])


def quietly(command: list[str]) -> None:
    """Runs a command whose own words are of no interest."""
    subprocess.run(command, check=True, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
