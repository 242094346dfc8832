"""Checks a plan as a plain pandas script does: python check.py SOURCE FOLDER.

It is told where the heading stands and what the columns are called, and asks about a quarter of what gipxl asks.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pandas as pd

AS_AT = pd.Timestamp(2020, 9, 30)
STATUSES = {"on track", "complete", "timescale revised", "at risk", "not started"}
PLACEHOLDERS = {"tbc", "tba", "tbd", "vacant", "?", "n/a"}


def read(source: Path) -> pd.DataFrame:
    """The actions: rows whose first cell is shaped like a ref."""
    frame = pd.read_excel(
        source, sheet_name="Appendix A", header=None, skiprows=5, usecols=range(13), engine="openpyxl"
    )
    frame.columns = pd.Index(
        ["ref", "title", "source", "recommendation", "action", "owner", "original", "revised", "reason", "completed",
         "status", "update", "wording"]
    )  # fmt: skip
    frame = frame[frame["ref"].astype(str).str.fullmatch(r"[A-Z]\d+")].copy()
    for name in ("original", "revised", "completed"):
        frame[name] = pd.to_datetime(frame[name], errors="coerce", dayfirst=True)
    return frame


def findings(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Each fault as ref and words."""
    found: list[tuple[str, str]] = []
    owner = frame["owner"].fillna("").astype(str).str.strip()
    status = frame["status"].fillna("").astype(str).str.strip().str.lower()
    due = frame["revised"].fillna(frame["original"])
    is_open = status != "complete"
    masks = {
        "has no owner": is_open & (owner == ""),
        "has a placeholder for an owner": owner.str.lower().isin(PLACEHOLDERS),
        "has no date due": is_open & due.isna(),
        "is overdue": is_open & frame["revised"].isna() & (due < AS_AT),
        "has a revised date that has passed": is_open & frame["revised"].notna() & (due < AS_AT),
        "has a revised date before the original": frame["revised"] < frame["original"],
        "has been revised": is_open & frame["revised"].notna(),
        "has been revised without a reason": frame["revised"].notna() & frame["reason"].isna(),
        "is due after the year ends": is_open & (due > pd.Timestamp(2021, 3, 31)),
        "has no status": status == "",
        "has an unknown status": (status != "") & ~status.isin(STATUSES),
        "is on track but overdue": (status == "on track") & (due < AS_AT),
        "is complete without a date": (status == "complete") & frame["completed"].isna(),
        "has no update": is_open & frame["update"].isna(),
        "has the same ref as another": frame["ref"].duplicated(keep=False),
        "has the same update as another": frame["update"].notna() & frame["update"].duplicated(keep=False),
        "has a placeholder in its text": frame["wording"].fillna("").str.contains(r"\b(?:TBC|XXX)\b"),
        "has a personal detail in its text": frame["wording"].fillna("").str.contains(r"\S+@\S+", flags=re.ASCII),
        "has an update that is too long": frame["update"].fillna("").str.count(r"\s+") > 150,
    }
    for words, mask in masks.items():
        found += [(ref, words) for ref in frame.loc[mask, "ref"]]
    return found


def figures(frame: pd.DataFrame) -> dict[str, int]:
    """The counts that a report gives."""
    status = frame["status"].fillna("").str.lower()
    return {
        "workstreams": len(frame),
        "complete": int((status == "complete").sum()),
        "revised": int(frame["revised"].notna().sum()),
        "on track": int(((status == "on track") & frame["revised"].isna()).sum()),
        "due this year": int((frame["revised"].fillna(frame["original"]) <= pd.Timestamp(2021, 3, 31)).sum()),
    }


if __name__ == "__main__":
    plan = read(Path(sys.argv[1]))
    print(json.dumps([{"ref": ref, "message": f"{ref} {words}"} for ref, words in findings(plan)], indent=2))
