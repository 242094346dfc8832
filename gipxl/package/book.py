"""A workbook being added to: formats, notes, sheets, names and cell values, with all else left as it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from gipxl.package import cells, conditional, graft, marks, notes, workbook
from gipxl.package.conditional import Format
from gipxl.package.notes import Note
from gipxl.package.parts import Package
from gipxl.package.patch import Value
from gipxl.package.refusals import refuse
from gipxl.package.workbook import DefinedName, Sheet


class Workbook:
    """A workbook that is being changed in memory; ``to_bytes`` gives the file. The source is never touched."""

    def __init__(self, package: Package) -> None:
        self.package = package

    @classmethod
    def open(cls, source: bytes | Path, *, allow_protected: bool = False) -> Workbook:
        """The workbook in a file or in bytes.

        Raises PackageError, with the reason and the way out, where it cannot or should not be changed: encrypted,
        signed, shared with a record of changes, of another format, damaged; or its structure is protected and
        ``allow_protected`` is not given.
        """
        package = Package.read(source, None)
        refuse(package, allow_protected=allow_protected)
        return cls(package)

    def to_bytes(self) -> bytes:
        """The file as it now is."""
        content = self.package.to_bytes()
        # From here on the parts are those of the file: packed, where each changed one stood unpacked before.
        self.package = Package.read(content, None)
        return content

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The sheets, in the order of their tabs."""
        return workbook.read(self.package).sheets

    @property
    def names(self) -> tuple[DefinedName, ...]:
        """The defined names."""
        return workbook.read(self.package).names

    @property
    def our_sheets(self) -> tuple[str, ...]:
        """The sheets that gipxl once added, and that staff have not made their own by renaming them."""
        return our_sheets(self.package)

    def free_sheet_name(self, name: str, taken: Collection[str] = ()) -> str:
        """What a new sheet of that name would be called: with a number where the name is in use already.

        Authors of new sheets ask beforehand, so that formulas may tell their own sheets from the staff's.
        """
        return workbook.free_sheet_name(name, [*(sheet.name for sheet in self.sheets), *taken])

    def notes(self, sheet: str) -> tuple[Note, ...]:
        """The notes on a sheet."""
        return notes.of(self.package, self._part(sheet))

    def add_formats(self, sheet: str, formats: Sequence[Format], *, first: bool = False) -> None:
        """Add conditional formats to a sheet, after the staff's own unless ``first``; earlier before later."""
        self.package = conditional.added(self.package, self._part(sheet), formats, first=first)

    def add_notes(self, sheet: str, texts: Mapping[str, str]) -> tuple[str, ...]:
        """Add hover notes (cell → text) to a sheet. Gives the cells left out because they have a note already."""
        self.package, skipped = notes.added(self.package, self._part(sheet), texts)
        return skipped

    def graft(self, addition: bytes) -> dict[str, str]:
        """Add the worksheets of an .xlsx made by XlsxWriter at the end. Gives what each is now called."""
        self.package, called = graft.added(self.package, addition)
        self.package = workbook.with_names(
            self.package,
            [
                DefinedName(name=marks.SHEET_NAME, formula=marks.sheet_mark(name), sheet=name, hidden=True)
                for name in called.values()
            ],
        )
        return called

    def define_name(self, name: str, formula: str, *, sheet: str | None = None, hidden: bool = False) -> None:
        """Give a name to a cell, a range or a formula; one that is there gets the new meaning.

        A name that begins with ``gipxl.`` is known again as ours. ``formula`` is written without "=".
        """
        meaning = DefinedName(name=name, formula=formula.removeprefix("="), sheet=sheet, hidden=hidden)
        self.package = workbook.with_names(self.package, [meaning])

    def set_cells(self, sheet: str, values: Mapping[str, Value], *, date_format: str | None = None) -> None:
        """Give cells (cell → value) of a sheet other values, and change nothing else.

        A day gets the cell's own date format, or ``date_format`` where it has none. Stored results of formulas that
        rest on these cells stay what they were: see ``recount_on_opening``. Raises PackageError for a cell that
        cannot take a value by itself, or a value that Excel has no room for.
        """
        self.package = cells.patched(self.package, sheet, values, date_format=date_format)

    def recount_on_opening(self) -> None:
        """Have Excel count every formula again when it opens the file, for copies whose cells were changed."""
        self.package = workbook.recounted(self.package)

    def without_ours(self) -> None:
        """Take away whatever gipxl added to an earlier copy: formats, notes, sheets and names."""
        self.package = without_ours(self.package)

    def _part(self, sheet: str) -> str:
        return workbook.read(self.package).sheet(sheet).part


def our_sheets(package: Package) -> tuple[str, ...]:
    """The sheets of a workbook that carry gipxl's mark under the name that gipxl gave them."""
    structure = workbook.read(package)
    marked = {
        name.sheet
        for name in structure.names
        if name.name == marks.SHEET_NAME and name.sheet and marks.sheet_is_ours(name.sheet, name.formula)
    }
    return tuple(sheet.name for sheet in structure.sheets if sheet.name in marked)


def without_ours(package: Package) -> Package:
    """The workbook as staff would have it: without what gipxl added to an earlier copy."""
    structure = workbook.read(package)
    names = [name for name in structure.names if name.name.startswith(marks.NAME_PREFIX)]
    package = workbook.without(package, our_sheets(package), names)
    for part in _worksheets(workbook.read(package).sheets):
        package = notes.removed(conditional.removed(package, part), part)
    return package


def _worksheets(sheets: Iterable[Sheet]) -> list[str]:
    return [sheet.part for sheet in sheets if sheet.kind == "worksheet"]
