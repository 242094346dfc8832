"""Small plans as real .xlsx files, and what stands in a flagged copy of them."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from gipxl.assessment import Assessment, assess
from gipxl.outputs.copy import Copy, flagged_copy
from gipxl.package.book import Workbook
from gipxl.reading.workbook import read
from gipxl.settings import Settings
from tests.tables import sheet_of

AS_AT = date(2020, 9, 30)
# LibreOffice takes the values stored in a file for granted unless it is told to count anew.
_COUNT_ANEW = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""


def book_of(
    text: str,
    *,
    merged: Sequence[str] = (),
    more: Sequence[str] = (),
    notes: Mapping[str, str] | None = None,
    from_1904: bool = False,
) -> bytes:
    """The .xlsx of a ``|`` table (see tests.tables): heading on row 4, first row on row 5.

    ``merged`` are ranges, ``more`` the names of further sheets, ``notes`` notes by cell. ``from_1904``:
    the workbook counts its days from 1904, as Excel once did on a Macintosh.
    """
    import xlsxwriter

    held = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "date_1904": from_1904}
    with xlsxwriter.Workbook(held, options) as book:
        page, dates = book.add_worksheet("Appendix A"), book.add_format({"num_format": "dd/mm/yyyy"})
        rows = sheet_of(text).rows
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, date):
                    page.write_datetime(row, column, value, dates)
                elif value != "":
                    page.write(row, column, value)
        for area in merged:
            page.merge_range(area, rows[int(area.split(":")[0][1:]) - 1][ord(area[0]) - ord("A")])
        for cell, note in (notes or {}).items():
            page.write_comment(cell, note)
        for name in more:
            book.add_worksheet(name).write(0, 0, f"The staff's own {name}")
    return held.getvalue()


@dataclass(frozen=True, kw_only=True)
class Flagged:
    """A small plan, assessed and flagged."""

    source: bytes
    assessment: Assessment
    copy: Copy

    @property
    def book(self) -> Any:
        return load_workbook(io.BytesIO(self.copy.content))

    def lines(self, sheet: str) -> list[str]:
        """A sheet as text, cell by cell, the formulas' stored values for formulas."""
        return lines_of(self.copy.content, sheet)


def flagged(
    folder: Path,
    source: str | bytes,
    *,
    before: str | bytes | None = None,
    settings: Settings = Settings(),
    name: str = "plan.xlsx",
) -> Flagged:
    """The flagged copy of a plan given as a ``|`` table or as a file's bytes."""
    data = book_of(source) if isinstance(source, str) else source
    baseline = None
    if before is not None:
        path = folder / "before.xlsx"
        path.write_bytes(book_of(before) if isinstance(before, str) else before)
        baseline = read(path, settings=settings, as_at=date(2020, 7, 31))
    path = folder / name
    path.write_bytes(data)
    assessment = assess(read(path, settings=settings, as_at=AS_AT), baseline, settings=settings)
    return Flagged(source=data, assessment=assessment, copy=flagged_copy(assessment, data))


def lines_of(content: bytes, sheet: str) -> list[str]:
    page = load_workbook(io.BytesIO(content), data_only=True)[sheet]
    return [" | ".join(map(_shown, row)).rstrip(" |") for row in page.iter_rows(values_only=True)]


def _shown(value: object) -> str:
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:g}" if isinstance(value, float) else str(value)


def with_cells(content: bytes, sheet: str, cells: Mapping[str, Any]) -> bytes:
    """A copy in which staff have changed some cells."""
    book = Workbook.open(content)
    book.set_cells(sheet, cells)
    return book.to_bytes()


def with_sheet_of_formulas(content: bytes, formulas: Sequence[str], *, rows: int = 1) -> bytes:
    """A workbook with one more sheet, "Probe", that holds these array formulas, each in a column ``rows`` deep."""
    import xlsxwriter

    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet("Probe")
        for column, formula in enumerate(formulas):
            page.write_array_formula(0, column, rows - 1, column, f"{{={formula}}}")
    grown = Workbook.open(content)
    grown.graft(held.getvalue())
    return grown.to_bytes()


def counted_anew(folder: Path, contents: Mapping[str, bytes]) -> dict[str, bytes]:
    """Workbooks as LibreOffice saves them after counting every formula again: name → bytes."""
    profile, source, done = folder / "profile", folder / "source", folder / "done"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_COUNT_ANEW, encoding="utf-8")
    source.mkdir(exist_ok=True)
    for name, content in contents.items():
        (source / f"{name}.xlsx").write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx", "--outdir"]
    paths = [source / f"{name}.xlsx" for name in contents]
    made = subprocess.run([*command, done, *paths], capture_output=True, text=True, check=False)
    assert all((done / f"{name}.xlsx").exists() for name in contents), f"{made.stdout}{made.stderr}"
    return {name: (done / f"{name}.xlsx").read_bytes() for name in contents}
