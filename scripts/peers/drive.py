"""What a capable colleague's script does over a shared drive: pandas on every workbook, a few counts, one JSON file.

python scripts/peers/drive.py FOLDER OUT. It remembers nothing between runs and compares no months.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

import pandas as pd

HEADINGS = {
    "ref": r"^(?:ref|reference|no\.)$",
    "owner": r"owner|officer",
    "due": r"^(?:original|due|target)",
    "revised": r"^revised",
    "status": r"^(?:status|rag)$",
    "update": r"update|progress",
}
TODAY = pd.Timestamp(2020, 9, 30)


def table(path: Path) -> pd.DataFrame:
    """The first sheet that has a row of headings, by the names above. Raises ValueError where none has."""
    for sheet in pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl").values():
        for row in range(min(10, len(sheet))):
            headings = sheet.iloc[row].astype(str).str.strip().str.lower()
            columns = {}
            for name, pattern in HEADINGS.items():
                found = [at for at, heading in enumerate(headings) if re.search(pattern, heading)]
                if found:
                    columns[name] = sheet.iloc[row + 1 :, found[0]]
            if {"ref", "owner"} <= columns.keys():
                frame = pd.DataFrame(columns)
                return frame[frame["ref"].astype(str).str.fullmatch(r"[A-Z]\d+")]
    raise ValueError("no table")


def counts(path: Path) -> dict[str, Any]:
    """The counts of one workbook."""
    frame = table(path)
    status = frame.get("status", pd.Series("", index=frame.index)).fillna("").astype(str).str.lower()
    is_done = status.isin(["complete", "blue"])
    revised = frame.get("revised", pd.Series(pd.NaT, index=frame.index))
    due = pd.to_datetime(revised.fillna(frame["due"]), errors="coerce", dayfirst=True)
    return {
        "file": str(path),
        "actions": len(frame),
        "complete": int(is_done.sum()),
        "revised": int(revised.notna().sum()),
        "overdue": int((~is_done & (due < TODAY)).sum()),
        "no owner": int(frame["owner"].isna().sum()),
        "no update": int(frame["update"].isna().sum()),
    }


def main(folder: str, out: str) -> None:
    """Reads every workbook under ``folder``."""
    found: list[dict[str, Any]] = []
    for home, _, names in os.walk(folder):
        for name in sorted(names):
            if name.endswith(".xlsx") and not name.startswith("~"):
                path = Path(home) / name
                try:
                    found.append(counts(path))
                except Exception as error:
                    found.append({"file": str(path), "problem": str(error)})
    Path(out, "drive.json").write_text(json.dumps(found, indent=2, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
