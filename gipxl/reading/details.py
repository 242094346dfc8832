"""What the *Report details* sheet says: labels in one column, their texts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from gipxl.dates import read_date
from gipxl.plan import AddedSection, Appendix, Detail, Details, Entry, cleaned
from gipxl.reading.cells import Sheet, Value, is_filled, letter, shown
from gipxl.vocabulary import plain, says_nothing
from gipxl.words import day as day_in_words

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
_GUIDING = re.compile(
    r"(?:guidance|instructions|what to (?:write|enter|put)|how to fill (?:this )?in)\b.{0,20}", re.IGNORECASE
)
_ENOUGH_LABELS = 4
_MOST_ROWS = 500


def _label(value: object) -> Detail | None:
    if not isinstance(value, str):
        return None
    words = re.sub(r" ?\d+$", "", plain(cleaned(value)))
    return _LABELS.get(words)


def details(sheets: Sequence[Sheet]) -> Details:
    """What the *Report details* sheet says; an empty one where the workbook has none.

    The sheet is known by its name, or by at least four of its labels down one column. A label stands to the left of its
    text; further rows with the same label, or with none, add further texts.
    """
    for sheet in sheets:
        if sheet.rows and len(sheet.rows) <= _MOST_ROWS:
            labels = [label for row in sheet.rows for value in row[:2] if (label := _label(value))]
            enough = 1 if _DETAILS_NAMES.match(cleaned(sheet.name)) else _ENOUGH_LABELS
            # A column of labels has its texts to the right; a heading row has its own to the right, and is none.
            if len(labels) >= enough and len(set(labels)) >= 2:
                return _details(sheet)
    return Details()


class _Line(NamedTuple):
    """A row that says something: the label it stands under, and the filled cells beside it."""

    label: str
    said: list[tuple[str, Value]]


def _details(sheet: Sheet) -> Details:
    entries: dict[Detail, list[Entry[str]]] = {}
    appendices: list[Appendix] = []
    days: dict[Detail, date] = {}
    lines = list(_lines(sheet))
    for line in lines:
        label = _label(line.label)
        if label is None:
            continue  # a label that gipxl does not know, or guidance
        cell, value = line.said[0]
        entry = _entry(value, cell)
        entries.setdefault(label, []).append(entry)
        if label is Detail.APPENDIX:
            beside = shown(line.said[1][1]) if len(line.said) > 1 else ""
            appendices.append(Appendix(entry.value or "", "" if says_nothing(beside) else cleaned(beside)))
        if label in (Detail.MEETING, Detail.AS_AT) and (day := read_date(value).day):
            days.setdefault(label, day)
    sections = _under(lines, _SECTION)
    return Details(
        sheet=sheet.name,
        entries={label: tuple(found) for label, found in entries.items()},
        appendices=tuple(appendices),
        sections=tuple(AddedSection(heading, tuple(texts)) for heading, texts in sections.items() if heading),
        left_out=tuple(entry for texts in _under(lines, _LEAVE_OUT).values() for entry in texts),
        meeting=days.get(Detail.MEETING),
        as_at=days.get(Detail.AS_AT),
    )


def _lines(sheet: Sheet) -> Iterator[_Line]:
    """Each row that says something; one without a label goes on with the label above it."""
    start = _label_column(sheet) + 1
    guiding = _guiding_columns(sheet, sheet.left + start + 1)
    label = ""
    for number, row in enumerate(sheet.rows, sheet.top):
        if any(map(is_filled, row[:start])):
            label = cleaned(shown(row[start - 1])) if len(row) >= start else ""
        beside = enumerate(row[start:], sheet.left + start)
        said = [
            (f"{letter(column)}{number}", value)
            for column, value in beside
            if is_filled(value) and column not in guiding
        ]
        if label and said:
            yield _Line(label, said)


def _guiding_columns(sheet: Sheet, first: int) -> set[int]:
    """Columns from ``first`` on that tell what belongs beside a label: headed so above the first label."""
    found: set[int] = set()
    for row in sheet.rows:
        if any(map(_label, row[:2])):
            break
        headings = enumerate(row[first - sheet.left :], first)
        found |= {at for at, value in headings if _GUIDING.fullmatch(cleaned(shown(value)))}
    return found


def _label_column(sheet: Sheet) -> int:
    """Which of the first two columns holds the labels, counted from 0: a text such as "Risk" may stand in the other."""
    first, second = (sum(1 for row in sheet.rows for value in row[at : at + 1] if _label(value)) for at in (0, 1))
    return 1 if second > first else 0


_SECTION = re.compile(r"^(?:added |further |new )?section\s*[:\-–]\s*(?P<name>.*)$", re.IGNORECASE)
_LEAVE_OUT = re.compile(r"^(?:sections? (?:to )?)?(?:leave|left|to be left) out(?P<name>)\s*:?$", re.IGNORECASE)


def _under(lines: Sequence[_Line], label: re.Pattern[str]) -> dict[str, list[Entry[str]]]:
    """The texts under labels of one form, by what the label names."""
    found: dict[str, list[Entry[str]]] = {}
    for line in lines:
        if named := label.match(line.label):
            cell, value = line.said[0]
            found.setdefault(cleaned(named["name"]), []).append(_entry(value, cell))
    return found


def _entry(value: Value, cell: str) -> Entry[str]:
    typed = shown(value)
    if isinstance(value, date):
        return Entry(typed, day_in_words(value), cell)
    # Line breaks are the officer's own: they part paragraphs.
    lines = [cleaned(line) for line in typed.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    return Entry(typed, "\n".join(lines).strip() or None, cell)
