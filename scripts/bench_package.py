"""What the package room does for a flagged copy, without any plan: python scripts/bench_package.py SOURCE FOLDER NOTES.

Conditional formats, notes and a grafted sheet with a table, then the loss receipt: to be measured by itself, since
reading and checking take longer than writing.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]

from gipxl.package import receipt
from gipxl.package.book import Workbook
from gipxl.package.conditional import Format, Look

SHEET, FIRST_ROW = "Appendix A", 7


def findings(cells: list[str]) -> bytes:
    """A sheet with a table of so many findings."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Findings")
        lines = [["error", cell, f"{cell} has no owner", "Name one post or person"] for cell in cells]
        columns = [{"header": header} for header in ("Level", "Cell", "Message", "What to do")]
        sheet.add_table(3, 0, 3 + len(lines), 3, {"data": lines, "columns": columns})
    return stream.getvalue()


def flagged(source: bytes, notes: int) -> bytes:
    """The workbook with all of it. Raises LossError where anything else would differ."""
    cells = [f"F{row}" for row in range(FIRST_ROW, FIRST_ROW + notes)]
    book = Workbook.open(source)
    book.graft(findings(cells))
    looks = (Look(fill="FFC7CE"), Look(fill="CDE5DD", bold=True), Look(fill="EDE4F5", border="thin"))
    book.add_formats(SHEET, [Format(cells=f"A{FIRST_ROW}:M400000", formula="LEN($F7)=0", look=look) for look in looks])
    book.add_notes(SHEET, {cell: f"{cell} has no owner. Name one post or person." for cell in cells})
    content = book.to_bytes()
    receipt.compare(source, content).require_whole()
    return content


if __name__ == "__main__":
    target = Path(sys.argv[2]) / "flagged.xlsx"
    target.write_bytes(flagged(Path(sys.argv[1]).read_bytes(), int(sys.argv[3])))
