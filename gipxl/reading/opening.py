"""A file taken apart: its sheets as values, and what only the file itself can tell of them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from gipxl.errors import WorkbookError
from gipxl.files import plain_bytes
from gipxl.package import extents
from gipxl.package import workbook as workbook_part
from gipxl.package.addresses import Area
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.workbook import Structure
from gipxl.reading import odf, old_format
from gipxl.reading.cells import Sheet, read_sheets
from gipxl.reading.marks import SheetMarks, read_marks
from gipxl.reading.shown_numbers import shown_numbers
from gipxl.settings import LimitSettings

_ZIP = b"PK\x03\x04"
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".tab")
_MEGABYTE = 1024 * 1024
_NOT_TOLD = ("struck-out text", "hidden rows and columns", "formula errors")


@dataclass(frozen=True, kw_only=True)
class Opened:
    """A workbook's sheets with what stands behind them.

    ``too_large`` names the sheets that were not read for their size, ``not_told`` the marks that this kind of file does
    not tell. ``package`` and ``structure`` are there for .xlsx and .xlsm only, and read when they are asked; of other
    files ``told`` has the marks of each sheet, and ``numbers`` its numbers as they are shown.
    """

    path: Path
    sha256: str = ""
    sheets: tuple[Sheet, ...]
    too_large: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()
    package: Package | None = None
    structure: Structure | None = None
    told: Mapping[str, SheetMarks] = field(default_factory=dict)
    numbers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def marks(self, sheet: str) -> SheetMarks:
        """What the values of one sheet don't show."""
        if self.package and self.structure:
            return read_marks(self.package, self.structure, sheet)
        return self.told.get(sheet, SheetMarks())

    def shown(self, sheet: str, cells: Sequence[str]) -> Mapping[str, str]:
        """The numbers among ``cells`` that show more than their value, as they are shown: "0001", "1.10"."""
        if self.package and self.structure:
            return shown_numbers(self.package, self.structure, sheet, cells)
        texts = self.numbers.get(sheet, {})
        return {cell: texts[cell] for cell in cells if cell in texts}


def open_workbook(path: Path, limits: LimitSettings, content: bytes | None = None) -> Opened:
    """The workbook in a file, or in its ``content`` where that is at hand.

    Raises WorkbookError where it cannot be opened, or is none.
    """
    data = _bytes(path, limits) if content is None else content
    if data.startswith(_ZIP):
        opened = _opened_package(path, data, limits)
    elif data.startswith(_OLE):
        _refuse_locked(data, path)
        _refuse_false_sizes(data, path, limits)
        opened = Opened(path=path, sheets=read_sheets(data, path), not_told=_NOT_TOLD)
    elif path.suffix.lower() in _TEXT_SUFFIXES:
        from gipxl.reading.delimited import read_delimited, without_errors

        sheet, errors = without_errors(read_delimited(data, path)[0])
        told = {sheet.name: SheetMarks(error_values=errors)}
        opened = Opened(path=path, sheets=(sheet,), told=told, not_told=_NOT_TOLD[:2])
    else:
        raise WorkbookError(
            f"{path.name} is not a workbook, whatever its name says.", "Open it in Excel and save it as .xlsx."
        )
    large = (*opened.too_large, *(sheet.name for sheet in opened.sheets if len(sheet.rows) > limits.rows))
    sheets = tuple(sheet for sheet in opened.sheets if sheet.name not in large)
    return replace(opened, sheets=sheets, too_large=large, sha256=hashlib.sha256(data).hexdigest())


def _bytes(path: Path, limits: LimitSettings) -> bytes:
    try:
        if path.stat().st_size > limits.unpacked_mb * _MEGABYTE:
            raise WorkbookError(
                f"{path.name} is larger than the {limits.unpacked_mb:,} MB that limits.unpacked_mb allows.",
                "If it is a real plan, delete unused sheets and pictures and save it again, or raise "
                "limits.unpacked_mb in the settings.",
            )
        return plain_bytes(path)
    except FileNotFoundError:
        raise WorkbookError(f"There is no file {path}.", "Check the name and the folder.") from None
    except OSError as error:
        # Windows says "permission denied" where the name is a folder's.
        if path.is_dir():
            raise WorkbookError(f"{path} is a folder, not a workbook.", "Name the workbook itself.") from None
        raise WorkbookError(
            f"{path} cannot be opened ({error.strerror}).", "Close it in other programs, and check who may read it."
        ) from error


def _refuse_locked(data: bytes, path: Path) -> None:
    """A locked .xlsx stands in the same container as an old .xls; the package room knows them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        try:
            Package.read(data)
        except PackageError as error:
            raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error


def _refuse_false_sizes(data: bytes, path: Path, limits: LimitSettings) -> None:
    try:
        if old_format.cells(data) > limits.cells:
            raise too_large(path, "one of its sheets, or all together", limits)
    except PackageError as error:
        raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error


def _opened_package(path: Path, data: bytes, limits: LimitSettings) -> Opened:
    try:
        package = Package.read(data, limits)
        if "mimetype" in package:
            return _opened_odf(path, data, package, limits)
        if "xl/workbook.bin" in package:
            return _opened_binary(path, data, package, limits)
        structure = workbook_part.read(package)
        large = extents.too_large(package, structure, limits)
    except PackageError as error:
        raise WorkbookError(f"{path.name}: {error.message}", error.remedy) from error
    sheets = read_sheets(data, path, large)
    return Opened(path=path, sheets=sheets, too_large=large, package=package, structure=structure)


def _is_too_large(used: Area | None, limits: LimitSettings) -> bool:
    return used is not None and extents.is_too_large(used, limits)


def _opened_binary(path: Path, data: bytes, package: Package, limits: LimitSettings) -> Opened:
    """An .xlsb workbook, which tells its sheets' sizes and little else: one too large refuses the whole."""
    for part in package.names:
        is_sheet = part.casefold().startswith("xl/worksheets/") and part.casefold().endswith(".bin")
        if is_sheet and _is_too_large(extents.of_binary(package.part(part)), limits):
            raise too_large(path, "one of its sheets", limits)
    return Opened(path=path, sheets=read_sheets(data, path), not_told=_NOT_TOLD)


def _opened_odf(path: Path, data: bytes, package: Package, limits: LimitSettings) -> Opened:
    told = odf.read_odf(package)
    most = limits.text_mb * _MEGABYTE
    large = [name for name, sheet in told.items() if sheet.text > most or _is_too_large(sheet.used, limits)]
    if large:
        # Calamine lays out every sheet of such a file, whether it is asked for or not.
        raise too_large(path, f"the sheet “{large[0]}”", limits)
    sheets = tuple(replace(sheet, merged=told[sheet.name].merged) for sheet in read_sheets(data, path))
    return Opened(
        path=path,
        sheets=sheets,
        told={name: sheet.marks for name, sheet in told.items()},
        numbers={name: sheet.shown for name, sheet in told.items()},
    )


def too_large(path: Path, what: str, limits: LimitSettings) -> WorkbookError:
    """The error for a sheet that reaches too far, or holds too much text."""
    return WorkbookError(
        f"{path.name}: {what} reaches over more than the {limits.rows:,} rows that limits.rows allows or the "
        f"{limits.cells:,} cells that limits.cells allows, or holds more than the {limits.text_mb:,} MB of text that "
        "limits.text_mb allows.",
        "Press Ctrl+End there to see how far it reaches, delete what stands far below and beside the plan, and save; "
        "or raise that limit in the settings.",
    )
