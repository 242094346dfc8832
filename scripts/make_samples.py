"""Writes the sample workbooks, the same bytes every time: python scripts/make_samples.py [FOLDER]."""

from __future__ import annotations

import sys
from pathlib import Path

from sample_faults import FAULTS, faulty
from sample_plan import july, september
from sample_sheets import workbook_bytes

__all__ = ["FAULTS", "SAMPLES", "main", "write_samples"]

SAMPLES = {
    "2020-07 Governance Improvement Plan.xlsx": july,
    "2020-09 Governance Improvement Plan.xlsx": september,
    "faulty.xlsx": faulty,
}


def write_samples(folder: Path) -> list[Path]:
    """Writes every sample into the folder, which is made if need be, and returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, book in SAMPLES.items():
        path = folder / name
        path.write_bytes(workbook_bytes(book()))
        written.append(path)
    return written


def main(arguments: list[str]) -> int:
    """Writes to the folder named, or to ``workbooks`` in the project."""
    folder = Path(arguments[0]) if arguments else Path(__file__).resolve().parent.parent / "workbooks"
    for path in write_samples(folder):
        sys.stdout.write(f"{path}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
