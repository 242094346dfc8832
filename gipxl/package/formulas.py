"""Formulas as text: what they call sheets, tables and names."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKEN = re.compile(
    r"""
    (?P<text>"(?:[^"]|"")*")
    | (?P<bracket>\[[^\[\]]*\])
    | '(?P<quoted>(?:[^']|'')+)'!
    | (?<![\w.\]\\])(?P<bare>[^\W\d][\w.]*)!
    | (?<![\w.\\!$:])(?P<name>[^\W\d][\w.\\]*)(?![\w.\\(!:$])
    """,
    re.VERBOSE,
)
_PLAIN_SHEET = re.compile(r"[^\W\d]\w*\Z")
# Looks like a cell, so that Excel would take it for one: R1C1, ABC12.
_LIKE_A_CELL = re.compile(r"(?:[A-Za-z]{1,3}\d+|[Rr]\d*(?:[Cc]\d*)?|[Cc]\d*)\Z")


def quoted_sheet(name: str) -> str:
    """A sheet's name as a formula writes it, in quotes where it needs them."""
    if _PLAIN_SHEET.match(name) and not _LIKE_A_CELL.match(name):
        return name
    doubled = name.replace("'", "''")
    return f"'{doubled}'"


def renamed(formula: str, sheets: Mapping[str, str], names: Mapping[str, str]) -> str:
    """The formula with other names for sheets, and for tables and defined names (old → new, case aside)."""
    sheet_names = {old.casefold(): new for old, new in sheets.items()}
    other_names = {old.casefold(): new for old, new in names.items()}

    def fresh(token: re.Match[str]) -> str:
        sheet = token["quoted"].replace("''", "'") if token["quoted"] else token["bare"]
        if sheet and sheet.casefold() in sheet_names:
            return f"{quoted_sheet(sheet_names[sheet.casefold()])}!"
        if token["name"]:
            return other_names.get(token["name"].casefold(), token["name"])
        return token[0]

    return _TOKEN.sub(fresh, formula)
