"""Where the workbook and its cells lie, for readers of an e-mail to go there."""

from __future__ import annotations

from pathlib import PureWindowsPath
from urllib.parse import quote

from gipxl.plan import Plan

#: Kinds of file in which Excel goes to the cell that a link names.
_WITH_CELLS = (".xlsx", ".xlsm", ".xlsb", ".xls")
_LEFT_AS_THEY_ARE = "/:?#[]@!$&'()*+,;=%~"


def address(base: str, name: str) -> str:
    """Where the file ``name`` lies in the folder ``base`` of the settings; "" where they name none."""
    if not base:
        return ""
    if base.startswith("\\\\"):
        base = PureWindowsPath(base).as_uri()
    return f"{quote(base, safe=_LEFT_AS_THEY_ARE).rstrip('/')}/{quote(name, safe='')}"


def cell_address(base: str, plan: Plan, sheet: str, cell: str) -> str:
    """The link to one cell; to the workbook where Excel cannot go to a cell of it; "" without a folder."""
    workbook = address(base, plan.workbook)
    if not workbook or not cell or not plan.workbook.lower().endswith(_WITH_CELLS):
        return workbook
    place = "'" + sheet.replace("'", "''") + "'!" + cell
    return f"{workbook}#" + quote(place, safe="'!$:")
