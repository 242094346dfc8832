"""The repaired copy: the staff's own workbook with the safe repairs in it, and everything else as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from gipxl.errors import WorkbookError
from gipxl.package import content_types, receipt, workbook, xml
from gipxl.package.book import Workbook
from gipxl.package.contents import Contents, Held
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.receipt import Receipt
from gipxl.plan import Plan
from gipxl.repairs import Repair

#: How a day is shown where the rest of its column gives no example.
DAY_FORMAT = "dd/mm/yyyy"

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


class Left(NamedTuple):
    """A repair that was not made, and why."""

    repair: Repair
    why: str


@dataclass(frozen=True, kw_only=True)
class Repaired:
    """The copy's bytes and file suffix, the repairs made and those left to a person, and the loss receipt."""

    content: bytes
    suffix: str
    made: tuple[Repair, ...]
    left: tuple[Left, ...]
    receipt: Receipt


def repaired_copy(plan: Plan, repairs: Sequence[Repair], source: bytes) -> Repaired:
    """The workbook ``source``, from which ``plan`` was read, with these repairs and nothing else changed.

    Formulas, text in several fonts (struck-out dates among it) and locked cells are never written over. Raises
    WorkbookError where the file is of a kind that cannot be changed cell by cell, or is signed; LossError where the
    copy would differ in anything else.
    """
    try:
        return _repaired(plan, repairs, source)
    except PackageError as error:
        raise WorkbookError(f"{plan.workbook}: {error.message}", error.remedy) from error


def _repaired(plan: Plan, repairs: Sequence[Repair], source: bytes) -> Repaired:
    book = _opened(plan, source)
    made: list[Repair] = []
    left: list[Left] = []
    for sheet in dict.fromkeys(repair.sheet for repair in repairs):
        ours = [repair for repair in repairs if repair.sheet == sheet]
        contents = Contents.of(book.package, sheet)
        held = contents.held([repair.cell for repair in ours])
        reasons = {repair.cell: _why_not(repair, held[repair.cell]) for repair in ours}
        left += [Left(repair, reasons[repair.cell]) for repair in ours if reasons[repair.cell]]
        safe = [repair for repair in ours if not reasons[repair.cell]]
        _write(book, sheet, safe, contents)
        made += safe
    if made and _has_formulas(book.package):
        book.recount_on_opening()
    content = book.to_bytes()
    return Repaired(
        content=content,
        suffix=_suffix(book.package),
        made=tuple(made),
        left=tuple(left),
        receipt=_checked(source, content, made),
    )


def _opened(plan: Plan, source: bytes) -> Workbook:
    # A file that tells no marks is no .xlsx: gipxl reads its values only.
    if plan.marks.unreadable:
        kind = Path(plan.workbook).suffix.lower()
        raise WorkbookError(
            f"{plan.workbook} is a {kind} file, in which gipxl cannot repair single cells.",
            "Open it in Excel, save it as .xlsx, and run gipxl fix on that.",
        )
    # No sheet is added, so that a guarded structure stays as it is.
    return Workbook.open(source, allow_protected=True)


def _why_not(repair: Repair, held: Held) -> str:
    """Why a cell is left as it is; "" where it can be repaired."""
    if held.has_formula:
        return "it holds a formula: repair what the formula reads"
    if held.has_fonts:
        return "parts of its text are struck out or in another font"
    if held.is_locked:
        return "it is locked, and the sheet protected"
    if held.text is None or _as_read(held.text) != _as_read(repair.before):
        return "the file holds something else than what was read"
    return ""


def _as_read(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _write(book: Workbook, sheet: str, repairs: Sequence[Repair], contents: Contents) -> None:
    book.set_cells(sheet, {each.cell: each.after for each in repairs if isinstance(each.after, str)})
    days = {each.cell: each.after for each in repairs if isinstance(each.after, date)}
    for column in sorted({cell.rstrip("0123456789") for cell in days}):
        there = {cell: day for cell, day in days.items() if cell.rstrip("0123456789") == column}
        book.set_cells(sheet, there, date_format=contents.date_format(column, DAY_FORMAT))


def _has_formulas(package: Package) -> bool:
    sheets = workbook.read(package).sheets
    return any(_FORMULA.search(xml.as_utf8(package.part(one.part))) for one in sheets if one.kind == "worksheet")


def _suffix(package: Package) -> str:
    types = content_types.of(package)
    return ".xlsm" if "macroEnabled" in types.get(workbook.read(package).part, "") else ".xlsx"


def _checked(source: bytes, content: bytes, made: Sequence[Repair]) -> Receipt:
    cells: dict[str, list[str]] = {}
    for repair in made:
        cells.setdefault(repair.sheet, []).append(repair.cell)
    kept = receipt.compare(source, content, cells=cells)
    kept.require_whole()
    return kept
