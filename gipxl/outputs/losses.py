"""The loss receipt of any two workbooks: what ``receipt`` answers."""

from __future__ import annotations

from pathlib import Path

from gipxl.errors import WorkbookError
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.package import receipt
from gipxl.package.errors import PackageError
from gipxl.package.parts import DEFAULT_LIMITS, Package, file_bytes
from gipxl.package.receipt import Receipt
from gipxl.reading.opening import open_workbook
from gipxl.words import count


def receipt_of(source: Path, copy: Path) -> Receipt:
    """What ``copy`` kept, changed and lost of ``source``.

    Raises WorkbookError, naming the file, where one of them cannot be read as a workbook.
    """
    before, after = _bytes(source), _bytes(copy)
    # Through the door at which every workbook is read: what is too large or too odd for that is so here.
    for path, content in ((source, before), (copy, after)):
        open_workbook(path, DEFAULT_LIMITS, content)
    _refuse_unless_package(copy, after)
    try:
        found = receipt.compare(before, after)
    except PackageError as error:
        raise WorkbookError(
            f"{source.name} and {copy.name} cannot be compared. {error.message}", error.remedy
        ) from error
    if not found.sheets and not found.kept:
        # Neither the parts nor the values of the source could be read, so nothing at all was compared.
        raise WorkbookError(
            f"{source.name} cannot be read as a workbook, so that there is nothing to compare.",
            "Name as SOURCE the workbook from which the copy was made.",
        )
    return found


def _bytes(path: Path) -> bytes:
    try:
        return file_bytes(path)
    except PackageError as error:
        # The message names the path.
        raise WorkbookError(error.message, error.remedy) from error


def _refuse_unless_package(copy: Path, content: bytes) -> None:
    from gipxl.package import workbook

    try:
        workbook.read(Package.read(content))
    except PackageError as error:
        raise WorkbookError(f"{copy.name}: {error.message}", error.remedy) from error


def as_text(source: Path, copy: Path, found: Receipt, *, width: int = 80) -> str:
    """The receipt for people: what was lost at the end, where it is seen."""
    lines = [
        wrapped(source.name, width, first="Source  "),
        wrapped(copy.name, width, first="Copy    "),
        "",
        f"{count(found.kept, 'part')} kept byte for byte, {len(found.changed)} changed, {len(found.added)} added.",
    ]
    if found.changed:
        lines += ["", "Changed:", table(((change.part, change.why) for change in found.changed), width=width)]
    if found.added:
        lines += ["", "Added:", *(f"  {one_line(part)}" for part in found.added)]
    there = [(name, f"{one.source:,}", f"{one.copy:,}") for name, one in found.counts.items() if one.source or one.copy]
    if there:
        lines += ["", table([("", "source", "copy"), *there], right=(1,), width=width)]
    lines += ["", f"The values of {count(found.sheets, 'sheet')} were compared cell by cell."]
    if found.lost:
        lines += [f"LOST, {count(len(found.lost), 'thing')}:"]
        lines += [wrapped(each, width, first="  ") for each in found.lost]
    else:
        lines.append("Nothing was lost.")
    return "\n".join([*lines, ""])


def as_json(found: Receipt) -> str:
    """The object that ``receipt --format json`` promises."""
    return to_json(found.as_json())
