"""What every part of one flagged copy starts from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gipxl.assessment import Assessment
from gipxl.outputs.copy.layout import Layout
from gipxl.outputs.copy.readings import Readings
from gipxl.package.formulas import quoted_sheet
from gipxl.standing import Standing


@dataclass(frozen=True, kw_only=True)
class Flagging:
    """The assessment, where the plan lies on its sheet, what its words were taken for, and what new sheets are called.

    ``layout`` is None where the plan has no column to know an action by: then nothing is live. ``sheets`` maps each
    new sheet to its name in the copy, ``renamed`` those sheets of the staff that a new workbook cannot call as they
    were called. ``live`` are the figures that formulas over the plan get right.
    """

    assessment: Assessment
    layout: Layout | None
    readings: Readings
    sheets: Mapping[str, str]
    live: frozenset[str]
    renamed: Mapping[str, str] = field(default_factory=dict)

    @property
    def counted(self) -> list[Standing]:
        """The actions that count in the figures."""
        return [standing for standing in self.assessment.standings if standing.counts]

    def in_copy(self, sheet: str) -> str:
        """What a sheet of the staff is called in the copy."""
        return self.renamed.get(sheet, sheet)

    def place(self, sheet: str, column: str, first: int, last: int | None = None) -> str:
        """Cells of a new sheet as a formula names them."""
        until = "" if last is None else f":${column}${last}"
        return f"{quoted_sheet(self.sheets[sheet])}!${column}${first}{until}"
