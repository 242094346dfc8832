"""Dates of the report as a whole: the reporting date, the meeting, the month compared with, the end of the year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gipxl.dates import FoundDate, dates_in
from gipxl.report_reading import Paragraph
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material, Sentence
from gipxl.words import day, month

_NAMES = {
    "as_at": "the reporting date",
    "meeting": "the meeting",
    "baseline": "the month compared with",
    "year_end": "the end of the financial year",
}
# The words before a date, and those behind it, by which it is known.
_AROUND = {
    "as_at": (
        r"\b(?:on|as (?:at|of|on))\s*$",
        r",?\s+(?:the|this|our)\s+(?:\w+\s+){0,3}?plan\s+(?:comprise|contain|consist|ha|hold)",
    ),
    "baseline": (r"\b(?:more|fewer|less)\s+(?:[\w-]+\s+){0,2}than\s+(?:in|on|at)\s*$", r""),
    "year_end": (r"\b(?:by|on|before)\s*$", r",?\s+(?:which is\s+)?the end of the financial year"),
}  # fmt: skip
_ALONE = re.compile(r"(?:date(?: of meeting)?|meeting(?: date)?|meeting of)?\s*[:–-]?\s*", re.IGNORECASE)


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Dates in gipxl's controls, and those that the words around them name."""
    for paragraph, control in material.report.controls:
        if control.kind == "date" and control.name in _NAMES:
            text = paragraph.text[control.start : control.end]
            yield from _held_against(material, paragraph, control.name, text)
    for sentence in material.sentences:
        if sentence.account is None:
            yield from _in_words(material, sentence)
    yield from _meeting(material)


def expected(material: Material, name: str) -> date | None:
    """The day of that name; None where the workbook gives none."""
    baseline = material.assessment.baseline
    days = {
        "as_at": material.plan.as_at,
        "meeting": material.plan.details.meeting,
        "baseline": baseline.as_at if baseline else None,
        "year_end": material.plan.year_end,
    }
    return days[name]


def _held_against(material: Material, paragraph: Paragraph, name: str, text: str) -> Iterator[Disagreement]:
    should = expected(material, name)
    found = next(iter(dates_in(f"on {text}", material.context)), None)
    if should is None or not text.strip() or (found is not None and _names(found, should)):
        return
    shown = month(should) if name == "baseline" and found is not None and found.reading.is_vague else day(should)
    where = paragraph.where
    yield Disagreement(
        kind=Kind.DATE,
        where=where,
        says=text.strip(),
        should_say=shown,
        message=f"{where} gives “{text.strip()}” for {_NAMES[name]}; by the workbook it is {shown}.",
        paragraph=paragraph,
    )


def _names(found: FoundDate, when: date) -> bool:
    first, last = found.reading.first, found.reading.day
    return first is not None and last is not None and first <= when <= last


def _in_words(material: Material, sentence: Sentence) -> Iterator[Disagreement]:
    for found in dates_in(sentence.text, material.context):
        start, end = sentence.start + found.start, sentence.start + found.end
        if any(each.kind == "date" and each.start < end and start < each.end for each in sentence.paragraph.controls):
            continue
        before, after = sentence.text[: found.start], sentence.text[found.end :]
        for name, (left, right) in _AROUND.items():
            if re.search(left, before, re.IGNORECASE) and re.match(right, after, re.IGNORECASE):
                yield from _held_against(material, sentence.paragraph, name, sentence.text[found.start : found.end])


def _meeting(material: Material) -> Iterator[Disagreement]:
    """A line above the first heading that is a date and nothing else."""
    for paragraph in material.report.paragraphs:
        if paragraph.level:
            return
        text = " ".join(paragraph.text.split())
        dates = dates_in(text, material.context)
        if len(dates) != 1 or any(each.kind == "date" for each in paragraph.controls):
            continue
        found = dates[0]
        if found.reading.is_vague or not _ALONE.fullmatch(text[: found.start]) or text[found.end :].strip(" ."):
            continue
        yield from _held_against(material, paragraph, "meeting", text[found.start : found.end])
