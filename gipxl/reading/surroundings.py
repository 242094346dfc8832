"""What stands around the table: marking, title, "as at" line, and what other sheets say (owners, report details)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from gipxl.dates import DateContext, read_date
from gipxl.plan import Appendix, Detail, Details, Entry, cleaned, folded
from gipxl.reading.cells import Sheet, letter
from gipxl.vocabulary import plain, says_nothing

_AS_AT = re.compile(
    r"\b(?:as\s+at|as\s+of|as\s+on|position\s+at|position\s+as\s+at|status\s+at|correct\s+at|reporting\s+date|"
    r"date\s+of\s+report|updated(?:\s+on)?|last\s+updated)\b\s*[:\-–]?\s*",
    re.IGNORECASE,
)
_YEAR_NAME = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?(\d\d)\b")
# How many cells above and below the table are looked at for notes.
_MOST_NOTES = 400


@dataclass(frozen=True, kw_only=True)
class Above:
    """What stands above the heading."""

    title: str
    as_at: date | None
    as_at_cell: str
    year_named: int | None
    markings: tuple[Entry[str], ...]


def above(sheet: Sheet, heading_row: int, known_markings: Sequence[str]) -> Above:
    """The marking, title, "as at" line and financial year above the table."""
    cells = [entry for entry in texts(sheet, sheet.top, heading_row - 1)]
    # The highest first: it is the one that outputs carry where a sheet bears two.
    rank = {marking: place for place, marking in enumerate(known_markings)}
    markings = [
        Entry(entry.typed, marking, entry.cell)
        for entry in cells
        if (marking := marking_of(entry.typed, known_markings))
    ]
    marked = {entry.cell for entry in markings}
    as_at, cell = _as_at(sheet, heading_row)
    titles = [
        entry.typed
        for entry in cells
        if entry.cell not in marked and not _AS_AT.search(entry.typed) and len(cleaned(entry.typed)) > 5
    ]
    return Above(
        title=cleaned(titles[0]) if titles else "",
        as_at=as_at,
        as_at_cell=cell,
        year_named=next((year for entry in cells if (year := _year_named(entry.typed))), None),
        markings=tuple(sorted(markings, key=lambda entry: -rank[str(entry.value)])),
    )


def texts(sheet: Sheet, first: int, last: int) -> list[Entry[str]]:
    """The texts in rows ``first`` to ``last``, left to right and down; not more than a few hundred."""
    found: list[Entry[str]] = []
    for row in range(max(first, sheet.top), min(last, sheet.bottom) + 1):
        for offset, value in enumerate(sheet.rows[row - sheet.top]):
            if isinstance(value, str) and value.strip():
                found.append(Entry(value, cleaned(value), f"{letter(sheet.left + offset)}{row}"))
        if len(found) > _MOST_NOTES:
            break
    return found


def marking_of(text: str, known: Sequence[str]) -> str:
    """The protective marking that a text is, or begins with; "" where it is none. The longest known name counts."""
    words = plain(text)
    for marking in sorted(known, key=len, reverse=True):
        name = plain(marking)
        after = words[len(name) :].strip() if words.startswith(name) else None
        # "OFFICIAL-SENSITIVE: COMMERCIAL" is a marking; "Official opening of the centre" is a sentence.
        if after == "" or (after and text.strip().isupper()):
            return marking
    return ""


def _as_at(sheet: Sheet, heading_row: int) -> tuple[date | None, str]:
    for row in range(sheet.top, heading_row):
        values = sheet.rows[row - sheet.top]
        for offset, value in enumerate(values):
            if not isinstance(value, str) or not (found := _AS_AT.search(value)):
                continue
            beside = next((each for each in values[offset + 1 :] if each not in ("", None)), "")
            rest = value[found.end() :].strip()
            for candidate, step in ((rest, 0), (beside, 1)):
                if isinstance(candidate, (str, date)) and (day := read_date(candidate).day):
                    return day, f"{letter(sheet.left + offset + step)}{row}"
    return None, ""


def _year_named(text: str) -> int | None:
    found = _YEAR_NAME.search(text)
    if found and (int(found[1]) + 1) % 100 == int(found[2]):
        return int(found[1])
    return None


# Other words that staff use for the labels of the details sheet.
_LABELS: dict[str, Detail] = {
    **{plain(detail.value): detail for detail in Detail},
    "organisation": Detail.BODY, "public body": Detail.BODY, "authority": Detail.BODY, "name of body": Detail.BODY,
    "committee": Detail.PANEL, "board": Detail.PANEL, "audit panel": Detail.PANEL, "meeting": Detail.PANEL,
    "date of meeting": Detail.MEETING, "panel date": Detail.MEETING, "committee date": Detail.MEETING,
    "date of panel": Detail.MEETING, "reporting date": Detail.AS_AT, "position as at": Detail.AS_AT,
    "report title": Detail.TITLE, "title of report": Detail.TITLE, "subject": Detail.TITLE,
    "report author": Detail.REPORT_BY, "by": Detail.REPORT_BY, "report of": Detail.REPORT_BY,
    "protective marking": Detail.MARKING, "report marking": Detail.MARKING, "marking of the report": Detail.MARKING,
    "last presented": Detail.PREVIOUS, "previously presented": Detail.PREVIOUS, "last presentation": Detail.PREVIOUS,
    "previous report": Detail.PREVIOUS, "baseline": Detail.PREVIOUS, "purpose of report": Detail.PURPOSE,
    "purpose of the report": Detail.PURPOSE, "key considerations for the panel": Detail.KEY_CONSIDERATIONS,
    "considerations": Detail.KEY_CONSIDERATIONS, "interdependency": Detail.INTERDEPENDENCIES,
    "recommendations": Detail.RECOMMENDATION, "about the plan": Detail.WHAT_IT_IS, "background": Detail.WHAT_IT_IS,
    "sources": Detail.SOURCES, "where areas come from": Detail.SOURCES, "source": Detail.SOURCES,
    "live document": Detail.HOW_KEPT, "assurance on dates": Detail.ASSURANCE, "equality": Detail.EQUALITY,
    "equality and diversity implications": Detail.EQUALITY, "equalities": Detail.EQUALITY,
    "financial implications": Detail.FINANCIAL, "finance": Detail.FINANCIAL, "legal implications": Detail.LEGAL,
    "risk implications": Detail.RISK, "risks": Detail.RISK, "contact": Detail.AUTHOR, "author role": Detail.AUTHOR,
    "contact officer": Detail.AUTHOR, "email": Detail.EMAIL, "e mail": Detail.EMAIL, "contact e mail": Detail.EMAIL,
    "appendices": Detail.APPENDIX,
}  # fmt: skip
_DETAILS_NAMES = re.compile(r"^(?:covering )?report(?:ing)? details?$|^details of (?:the )?report$", re.IGNORECASE)
_ENOUGH_LABELS = 4


def _label(value: object) -> Detail | None:
    if not isinstance(value, str):
        return None
    words = re.sub(r" ?\d+$", "", plain(cleaned(value)))
    return _LABELS.get(words)


def details(sheets: Sequence[Sheet], known_markings: Sequence[str]) -> Details:
    """What the *Report details* sheet says; an empty one where the workbook has none.

    The sheet is known by its name, or by at least four of its labels down one column. A label stands to the left of its
    text; further rows with the same label, or with none, add further texts.
    """
    for sheet in sheets:
        labels = sum(1 for row in sheet.rows for value in row[:2] if _label(value))
        if labels >= (1 if _DETAILS_NAMES.match(cleaned(sheet.name)) else _ENOUGH_LABELS) and _has_body(sheet):
            return _details(sheet, known_markings)
    return Details()


def _has_body(sheet: Sheet) -> bool:
    """A column of labels has its texts to the right; a heading row has its own to the right, and is none."""
    found = {label for row in sheet.rows for value in row[:2] if (label := _label(value))}
    return len(found) >= 2


def _details(sheet: Sheet, known_markings: Sequence[str]) -> Details:
    entries: dict[Detail, list[Entry[str]]] = {}
    appendices: list[Appendix] = []
    days: dict[Detail, date] = {}
    label: Detail | None = None
    for offset, row in enumerate(sheet.rows):
        place = next((index for index, value in enumerate(row[:2]) if _label(value)), None)
        if place is not None:
            label = _label(row[place])
        elif any(isinstance(value, str) and value.strip() for value in row[:1]):
            label = None  # a label that gipxl does not know, or guidance
        start = (place if place is not None else 0) + 1
        values = [(index, value) for index, value in enumerate(row) if index >= start and value != ""]
        if label is None or not values:
            continue
        column, value = values[0]
        entry = _entry(value, f"{letter(sheet.left + column)}{sheet.top + offset}")
        if label is Detail.APPENDIX:
            beside = str(values[1][1]) if len(values) > 1 else ""
            appendices.append(Appendix(entry.value or "", "" if says_nothing(beside) else cleaned(beside)))
        if isinstance(value, (date, datetime)) or label in (Detail.MEETING, Detail.AS_AT):
            day = read_date(value).day if isinstance(value, (str, date)) else None
            if day:
                days.setdefault(label, day)
        entries.setdefault(label, []).append(entry)
    return Details(
        sheet=sheet.name,
        entries={label: tuple(found) for label, found in entries.items()},
        appendices=tuple(appendices),
        meeting=days.get(Detail.MEETING),
        as_at=days.get(Detail.AS_AT),
    )


def _entry(value: object, cell: str) -> Entry[str]:
    from gipxl.words import day

    if isinstance(value, date):
        return Entry(f"{value.day:02}/{value.month:02}/{value.year}", day(value), cell)
    text = value if isinstance(value, str) else str(value)
    # Line breaks are the officer's own: they part paragraphs.
    lines = [cleaned(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return Entry(text, "\n".join(lines).strip() or None, cell)


def previous(details_read: Details, context: DateContext) -> tuple[str, date | None]:
    """What the details sheet names as the previous presentation: the text as typed, and its day where it names one."""
    text = details_read.one(Detail.PREVIOUS)
    if not text or says_nothing(text):
        return "", None
    return text, read_date(text, context).day


_OWNER_LISTS = re.compile(r"^(?:list of )?(?:action )?owners?(?: list)?$|^leads?$|^responsible officers?$|^posts?$", re.I)
_LIST_SHEETS = re.compile(r"\b(?:lists?|look ?ups?|owners?|drop ?downs?|data|validation|contacts?|reference)\b", re.I)
_MOST_LISTED = 2_000


def listed_owners(sheets: Sequence[Sheet], plan_sheet: str) -> tuple[str, ...]:
    """The owners that a sheet of lists gives under a heading such as "Owners"; none where there is no such list."""
    for sheet in sheets:
        if sheet.name != plan_sheet and _LIST_SHEETS.search(sheet.name):
            found = tuple(dict.fromkeys(_list_below(sheet)))
            if len(found) >= 2:
                return found
    return ()


def _list_below(sheet: Sheet) -> Iterator[str]:
    for top, row in enumerate(sheet.rows[:10]):
        for column, value in enumerate(row):
            if isinstance(value, str) and _OWNER_LISTS.match(cleaned(value)):
                for below in sheet.rows[top + 1 : top + 1 + _MOST_LISTED]:
                    text = below[column]
                    if isinstance(text, str) and cleaned(text) and folded(text) != folded(value):
                        yield cleaned(text)
                return
