"""A worksheet's XML as a frame around its rows.

The frame (everything but the rows) is small and is parsed; the rows of a large sheet are most of the file, and go
through as the bytes they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from gipxl.package import xml
from gipxl.package.addresses import Area, areas
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package

# The schema's sequence of what stands in a worksheet.
ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios "
    "autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting "
    "dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks "
    "customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing legacyDrawingHF drawingHF picture "
    "oleObjects controls webPublishItems tableParts extLst"
)

_OPENING = re.compile(rb"<([\w.-]+:)?sheetData(?:\s[^<>]*?)?(/?)>")
# Stands in the frame where the rows were cut out.
_GAP = b"<?gipxl-rows?>"


@dataclass(frozen=True, kw_only=True)
class SheetXml:
    """One worksheet: its root without the rows, and the rows as bytes in UTF-8."""

    frame: xml.Element
    rows: bytes | memoryview

    @classmethod
    def read(cls, package: Package, part: str) -> SheetXml:
        """The worksheet in a part. Raises PackageError if it is damaged."""
        data = xml.as_utf8(package.part(part))
        opening = _OPENING.search(data)
        if opening is None:
            raise PackageError(f"The part {part} holds no rows, not even none.", "Let Excel repair the workbook.")
        if opening[2]:
            start = end = opening.end()
            framed = _opened(data, opening)
        else:
            start, end = opening.end(), _closing(data, opening[1] or b"", part)
            framed = data[:start] + _GAP + data[end:]
        frame = xml.parse(framed, part)
        if xml.local(frame) != "worksheet" or xml.child(frame, "sheetData") is None:
            raise PackageError(f"The part {part} is no worksheet.", "Let Excel repair the workbook.")
        return cls(frame=frame, rows=memoryview(data)[start:end])

    def written(self, rows: bytes | None = None) -> bytes:
        """The whole part again, with other rows if they are given."""
        before, _, after = xml.written(self.frame).partition(_GAP)
        return b"".join([before, self.rows if rows is None else rows, after])

    @property
    def prefix(self) -> str:
        """The prefix of the sheet's own elements, with its colon; "" in most files."""
        prefix = self.frame.prefix
        return f"{prefix}:" if prefix else ""

    def put(self, element: xml.Element) -> None:
        """Move an element of the frame to where the schema wants it."""
        xml.place(self.frame, element, ORDER)

    def merged(self) -> list[Area]:
        """The merged cells."""
        group = xml.child(self.frame, "mergeCells")
        cells = [] if group is None else xml.children(group, "mergeCell")
        return [area for cell in cells for area in areas(str(cell.get("ref", "")))]


def _opened(data: bytes, opening: re.Match[bytes]) -> bytes:
    """The frame of a sheet whose <sheetData/> is empty: opened, so that rows have a place to go."""
    tag = opening[0][:-2].rstrip()
    closing = b"</" + (opening[1] or b"") + b"sheetData>"
    return data[: opening.start()] + tag + b">" + _GAP + closing + data[opening.end() :]


def _closing(data: bytes, prefix: bytes, part: str) -> int:
    end = data.rfind(b"</" + prefix + b"sheetData")
    if end < 0:
        raise PackageError(f"The part {part} is damaged: its rows do not end.", "Let Excel repair the workbook.")
    return end
