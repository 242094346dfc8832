"""The cells of the plan's rows whatever their column: a mark may stand in one that gipxl has no use for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from gipxl.errors import WorkbookError
from gipxl.package.addresses import cell_name
from gipxl.plan import Action, Entry, Plan
from gipxl.reading.cells import Sheet
from gipxl.reading.opening import Opened, open_workbook
from gipxl.settings import LimitSettings


def opened_again(plan: Plan, limits: LimitSettings) -> Opened:
    """The workbook of a plan, opened once more.

    Raises WorkbookError where it cannot be, or is no longer the one that the plan was read from.
    """
    opened = open_workbook(Path(plan.path), limits)
    if opened.sha256 != plan.sha256:
        raise WorkbookError(
            f"{plan.path} was saved by somebody while gipxl was at work on it.", "Run the command again."
        )
    return opened


class RowCells:
    """The texts in the rows of a plan's sheets; one merged over several rows stands in each of them."""

    def __init__(self, plan: Plan, opened: Opened) -> None:
        wanted = {plan.sheet, *(action.sheet for action in plan.actions)}
        self._sheets = {sheet.name: sheet for sheet in opened.sheets if sheet.name in wanted}

    def of(self, action: Action) -> tuple[Entry[str], ...]:
        """The texts in an action's row, but for the cell that says whether it may be published."""
        sheet = self._sheets.get(action.sheet)
        if sheet is None:
            return ()
        return tuple(entry for entry in _texts(sheet, action.row) if entry.cell != action.publication.cell)


def _texts(sheet: Sheet, row: int) -> Iterator[Entry[str]]:
    cells = [(row, column) for column in range(sheet.left, sheet.right + 1)]
    cells += [(top, left) for top, left, bottom, _ in sheet.merged if top < row <= bottom]
    for at, column in cells:
        value = sheet.value(at, column)
        if isinstance(value, str) and value.strip():
            yield Entry(value, value, cell_name(at, column))
