"""Plans written to disk as workbooks, for what must be tried on real files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import xlsxwriter

from gipxl.plan import Detail
from tests.tables import HEADINGS, rows_of


def write_plan(
    path: Path,
    table: str,
    *,
    as_at: str = "",
    title: str = "Governance Improvement Plan 2020/21",
    details: Mapping[Detail, str | date] | None = None,
) -> Path:
    """A workbook with the table's heading on row 4, ``title`` and ``as_at`` (such as "As at 31 July 2020") above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    heading, *rows = rows_of(table)
    with xlsxwriter.Workbook(path) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Appendix A")
        sheet.write_string(0, 0, title)
        sheet.write_string(1, 0, as_at)
        cells = [[HEADINGS.get(str(name), str(name)) for name in heading], *rows]
        for row, line in enumerate(cells, start=3):
            for column, value in enumerate(line):
                if isinstance(value, date):
                    sheet.write_datetime(row, column, value, dated)
                elif value:
                    sheet.write_string(row, column, str(value))
        if details:
            beside = book.add_worksheet("Report details")
            some = {Detail.BODY: "Northmere Council", Detail.PANEL: "Audit Panel", Detail.TITLE: "Progress"}
            for row, (label, given) in enumerate({**some, **details}.items()):
                beside.write_string(row, 0, label)
                if isinstance(given, date):
                    beside.write_datetime(row, 1, given, dated)
                else:
                    beside.write_string(row, 1, given)
    return path
