"""The change that most tests make: formats, notes, a name and new sheets on a workbook; and how a workbook is read."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.workbook import Workbook as OpenpyxlWorkbook
from python_calamine import CalamineWorkbook

from gipxl.package.book import Workbook
from gipxl.package.conditional import Format, Look
from gipxl.package.legible import legible
from gipxl.package.parts import Package
from tests.package import features

FORMATS = [
    Format(
        cells="D2:D400",
        formula="AND(ISNUMBER($D2),$D2<gipxl.as_at)",
        look=Look(bold=True, fill="FFC7CE", font_colour="9C0006", border="thin"),
    ),
    Format(
        cells="C2:C400 B2:B9",
        formula='=TRIM($C2)=""',
        look=Look(pattern="lightUp", pattern_colour="7F7F7F", fill="theme:4:0.8"),
    ),
    Format(cells="E2:E400", formula="TRUE", look=Look(strike=True, italic=True), stop_if_true=True),
]
NOTES = {"C2": "Error: no owner.", "D3": "Warning: the date has passed.\nGive a new one & “why”.", "E40": "Far below"}


def flagged(source: bytes | Path, **options: bool) -> bytes:
    """A copy with three formats, three notes, a named cell and two new sheets."""
    book = Workbook.open(source, **options)
    first = book.sheets[0].name
    book.add_formats(first, FORMATS)
    book.add_notes(first, NOTES)
    called = book.graft(features.ours())
    book.define_name("gipxl.as_at", f"'{called['Plan & lists']}'!$B$2")
    return book.to_bytes()


def values(data: bytes) -> dict[str, list[Sequence[object]]]:
    """Every value of every sheet, from A1 on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(legible(Package.read(data)).to_bytes()))
    return {name: list(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names}


def opened(data: bytes) -> OpenpyxlWorkbook:
    """The workbook as openpyxl sees it."""
    with warnings.catch_warnings():
        # It warns of what it would itself lose on saving, which nobody here does.
        warnings.simplefilter("ignore", UserWarning)
        return load_workbook(io.BytesIO(data))
