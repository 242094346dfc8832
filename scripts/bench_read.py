"""Reading a plan and nothing more: python scripts/bench_read.py SOURCE."""

from __future__ import annotations

import sys
from datetime import date

import gipxl
from gipxl.settings import Settings

if __name__ == "__main__":
    gipxl.read(sys.argv[1], as_at=date(2020, 9, 30), settings=Settings())
