"""Formats carried from one workbook's styles to the end of another's."""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from gipxl.package import serials, xml
from gipxl.package.styles import FIRST_OWN_NUMBER_FORMAT, Styles


@dataclass(kw_only=True)
class Restyled:
    """The numbers that the addition's formats get among those of the workbook."""

    ours: Styles
    theirs: Styles
    _cells: dict[str, str] = field(default_factory=lambda: {"0": "0"})
    _marks: dict[str, str] = field(default_factory=dict)

    def cell(self, number: str) -> str:
        """The number of a cell format. Cells without one take the workbook's own ordinary format."""
        if number not in self._cells:
            entry = copy.deepcopy(self.ours.items("cellXfs")[int(number)])
            for key, group in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders")):
                part = self.ours.items(group)[int(entry.get(key, "0"))]
                entry.set(key, str(self.theirs.append(group, copy.deepcopy(part))))
            kind = xml.number(entry, "numFmtId")
            if kind >= FIRST_OWN_NUMBER_FORMAT:
                entry.set("numFmtId", str(self.theirs.number_format(self.ours.number_formats()[kind])))
            entry.set("xfId", "0")
            self._cells[number] = str(self.theirs.append("cellXfs", entry))
        return self._cells[number]

    def mark(self, number: str) -> str:
        """The number of a differential format, as conditional formats and tables use them."""
        if number not in self._marks:
            entry = copy.deepcopy(self.ours.items("dxfs")[int(number)])
            self._marks[number] = str(self.theirs.append("dxfs", entry))
        return self._marks[number]

    def shows_a_day(self, number: str) -> bool:
        """Whether a cell format of the addition makes a day of a number."""
        kind = int(self.ours.items("cellXfs")[int(number)].get("numFmtId", "0"))
        return serials.shows_a_day(kind, self.ours.number_formats().get(kind))
