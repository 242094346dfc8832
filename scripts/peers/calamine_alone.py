"""Every cell of a workbook as calamine hands it over, nothing made of it: python calamine_alone.py SOURCE FOLDER."""

from __future__ import annotations

import sys

from python_calamine import CalamineWorkbook

if __name__ == "__main__":
    workbook = CalamineWorkbook.from_path(sys.argv[1])
    for name in workbook.sheet_names:
        workbook.get_sheet_by_name(name).to_python()
