"""openpyxl's load and save of a workbook, with nothing read or checked: python load_and_save.py SOURCE FOLDER."""

from __future__ import annotations

import sys
import warnings
from pathlib import Path

import openpyxl

if __name__ == "__main__":
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    # It warns of what it drops.
    warnings.simplefilter("ignore")
    openpyxl.load_workbook(source).save(folder / "saved.xlsx")
