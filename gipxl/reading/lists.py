"""The lists of owners, with their addresses, and of statuses that a workbook keeps on a sheet of lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gipxl.plan import cleaned
from gipxl.reading.cells import Sheet, is_filled

_OWNERS = re.compile(
    r"(?:list of )?(?:action )?(?:owners?|leads?)(?: list)?|(?:responsible|lead) officers?|posts?|post titles?",
    re.IGNORECASE,
)
# What a sheet kept for the owners alone may give beside that: plans often name owners by their initials.
_MORE_HEADINGS = re.compile(r"initials|names?|roles?|job titles?|abbreviations?|short names?", re.IGNORECASE)
_STATUSES = re.compile(r"(?:list of )?status(?:es)?(?: list)?|b?rag(?: (?:status(?:es)?|ratings?))?", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"(?:contact )?e[- ]?mails?(?: address(?:es)?)?|mailbox(?:es)?|contact address(?:es)?", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:mailto:)?([^\s@,;<>()\"]+@[\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_LIST_SHEETS = re.compile(
    r"\b(?:lists?|look[ -]?ups?|owners?|leads|drop[ -]?downs?|data|validation|contacts?|reference)\b", re.IGNORECASE
)
_OWNER_SHEETS = re.compile(r"\b(?:owners?|leads|contacts?|officers)\b", re.IGNORECASE)
_DEEPEST_HEADING = 10
_MOST_LISTED = 2_000
_DISTINCT = 0.8


def listed_owners(sheets: Sequence[Sheet], plan_sheet: str) -> tuple[str, ...]:
    """The owners that a sheet of lists gives under a heading such as "Owners"; none where there is no such list."""
    return _listed(sheets, plan_sheet, _OWNERS)


def listed_statuses(sheets: Sequence[Sheet], plan_sheet: str) -> tuple[str, ...]:
    """The statuses that a sheet of lists gives under a heading such as "Statuses", spelt as they are there."""
    return _listed(sheets, plan_sheet, _STATUSES)


def listed_addresses(sheets: Sequence[Sheet], plan_sheet: str) -> tuple[tuple[str, str], ...]:
    """Owners and their e-mail addresses, where a list of owners has a column of those beside it."""
    return tuple(
        pair
        for sheet in sheets
        if sheet.name != plan_sheet and _LIST_SHEETS.search(sheet.name)
        for pair in _addressed(sheet)
    )


def _addressed(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Each owner of the first row of headings that has one for owners, with the address in the owner's row."""
    top, columns = _heads(sheet, _OWNERS)
    if not columns:
        return
    headings = [cleaned(value) if isinstance(value, str) else "" for value in sheet.rows[top]]
    beside = [column for column, text in enumerate(headings) if _ADDRESSES.fullmatch(text)]
    for column in columns if beside else ():
        # Two lists may stand side by side: an owner's address is in the next such column to the right, if there is one.
        address = next((each for each in beside if each > column), beside[-1])
        for row in sheet.rows[top + 1 : top + 1 + _MOST_LISTED]:
            if not is_filled(row[column]):
                break
            found = _ADDRESS.fullmatch(cleaned(str(row[address])))
            if found and isinstance(row[column], str):
                yield cleaned(str(row[column])), found[1]


def _listed(sheets: Sequence[Sheet], plan_sheet: str, headings: re.Pattern[str]) -> tuple[str, ...]:
    for sheet in sheets:
        if sheet.name != plan_sheet and _LIST_SHEETS.search(sheet.name):
            found = [text for column in _columns(sheet, headings) for text in column]
            # What comes again and again is a column of a table, and no list.
            if len(found) >= 2 and len(set(found)) >= _DISTINCT * len(found):
                return tuple(dict.fromkeys(found))
    return ()


def _columns(sheet: Sheet, headings: re.Pattern[str]) -> Iterator[list[str]]:
    """The texts below each such heading of the first row that has one."""
    top, heads = _heads(sheet, headings)
    yield from (list(_below(sheet, top, column)) for column in heads)


def _heads(sheet: Sheet, headings: re.Pattern[str]) -> tuple[int, list[int]]:
    """The first row that has such headings, and their columns; none where no row has any."""
    more = _MORE_HEADINGS if headings is _OWNERS and _OWNER_SHEETS.search(sheet.name) else None
    for top, row in enumerate(sheet.rows[:_DEEPEST_HEADING]):
        texts = [cleaned(value) if isinstance(value, str) else "" for value in row]
        heads = [column for column, text in enumerate(texts) if headings.fullmatch(text)]
        if more:
            heads += [column for column, text in enumerate(texts) if more.fullmatch(text)]
        if heads:
            return top, heads
    return 0, []


def _below(sheet: Sheet, top: int, column: int) -> Iterator[str]:
    """The texts under a heading, as far as the first blank cell."""
    for row in sheet.rows[top + 1 : top + 1 + _MOST_LISTED]:
        value = row[column]
        if not is_filled(value):
            return
        if isinstance(value, str):
            yield cleaned(value)
