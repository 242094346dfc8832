"""Figures and percentages: those in gipxl's controls by their names, those in plain text by the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.figures import Figure, percent
from gipxl.report_reading import Control, Paragraph
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material, Sentence
from gipxl.verification.numbers import NUMBER, first_number, value_of
from gipxl.verification.phrases import Said, said_in
from gipxl.words import listed, shortened

_FEW_REFS = 80
_PER_CENT = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)", re.IGNORECASE)
_CHANGE, _BEFORE = "change", "workstreams.before"
# "Nine of the 20 staff (45%)", "9 (45%) of 20": the two numbers and the share.
_SHARE = re.compile(
    rf"(?<![\w./£$€-])(?P<part>{NUMBER})(?:\s*\((?P<first>\d{{1,3}}(?:\.\d+)?)\s?(?:%|per ?cent)\))?\s+(?:out )?of\s+"
    rf"(?:the |its |our |all )?(?P<whole>{NUMBER})(?![\w./%-])"
    r"(?:(?:\s+[\w’'-]+){0,3}\s*\((?P<last>\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent)\))?",
    re.IGNORECASE,
)


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Figures that no longer agree, and percentages that don't follow from their numbers."""
    for paragraph, control in material.report.controls:
        if control.kind == "figure":
            yield from _in_control(material, paragraph, control)
    for sentence in material.sentences:
        if sentence.account is None:
            for said in said_in(sentence):
                yield from _in_words(material, sentence, said)
        yield from _shares(sentence)
    yield from _in_tables(material)


def expected(material: Material, name: str) -> int | None:
    """What the workbook has for a figure's name, "on_track" or "on_track.percent"; None for what it cannot tell."""
    figures = material.assessment.figures
    if name == _CHANGE:
        return None if figures.change.value is None else abs(figures.change.value)
    if name == _BEFORE:
        change = figures.change.value
        return None if change is None else (figures.workstreams.value or 0) - change
    first, _, rest = name.partition(".")
    figure = getattr(figures, first, None)
    if not isinstance(figure, Figure) or rest not in ("", "percent"):
        return None
    return figure.percent if rest else figure.value


def _in_control(material: Material, paragraph: Paragraph, control: Control) -> Iterator[Disagreement]:
    name = control.name
    should = expected(material, name)
    text = whole_word(paragraph.text, control).strip().lstrip("+-–−")
    if should is None or not text:
        return
    found = _PER_CENT.search(text) if name.endswith(".percent") else None
    number = first_number(text)
    says = _rounded(found[1]) if found else value_of(number) if number else None
    if says != should and not (
        name == _CHANGE and any(each.name == _CHANGE for each in _all_said(material, paragraph))
    ):
        yield _disagreement(material, paragraph, name, found[0] if found else number or text, should)


def whole_word(text: str, control: Control) -> str:
    """What a control holds, with what somebody has typed hard against it: "1" before a control that says "7"."""
    start, end = control.start, control.end
    if start == end:
        return ""
    while start and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum():
        end += 1
    return text[start:end]


def _all_said(material: Material, paragraph: Paragraph) -> Iterator[Said]:
    for sentence in material.all_sentences:
        if sentence.paragraph is paragraph:
            yield from said_in(sentence)


def _in_words(material: Material, sentence: Sentence, said: Said) -> Iterator[Disagreement]:
    paragraph = sentence.paragraph
    if said.name == _CHANGE:
        # "Two fewer than in July" in a row on one figure speaks of that figure.
        if paragraph.place is None:
            yield from _change(material, paragraph, said)
        return
    should = expected(material, said.name)
    whole = material.assessment.figures.workstreams.value
    if said.total and said.total.value != whole:
        if said.value != should and not said.is_of_plan:
            return  # a part of something else than the plan
        if whole is not None and not _is_checked(paragraph, said.total.start, said.total.end):
            yield _disagreement(material, paragraph, "workstreams", said.total.text, whole)
    if should is not None and said.value != should and not _is_checked(paragraph, said.start, said.end):
        yield _disagreement(material, paragraph, said.name, said.text, should)
    yield from _percentage(material, paragraph, said)


def _percentage(material: Material, paragraph: Paragraph, said: Said) -> Iterator[Disagreement]:
    should = expected(material, f"{said.name}.percent")
    is_checked = _is_checked(paragraph, said.percent_start, said.percent_start + 1)
    if said.percent and should is not None and not is_checked and _rounded(said.percent) != should:
        yield _disagreement(material, paragraph, f"{said.name}.percent", f"{said.percent}%", should)


def _change(material: Material, paragraph: Paragraph, said: Said) -> Iterator[Disagreement]:
    """ "Two fewer": the number and the way it went."""
    should = material.assessment.figures.change.value
    if should is None or said.value == should:
        return
    shown = f"{abs(should)} {'more' if should > 0 else 'fewer'}" if should else "the same number"
    where = paragraph.where
    yield Disagreement(
        kind=Kind.FIGURE, where=where, says=said.text, should_say=shown, paragraph=paragraph,
        message=f"{where} says that there are {said.text} work-streams; by the workbook there are {shown}.",
    )  # fmt: skip


def _is_checked(paragraph: Paragraph, start: int, end: int) -> bool:
    """A control of gipxl's holds it, which is looked at by its name."""
    return any(each.kind == "figure" and each.start < end and start < each.end for each in paragraph.controls)


def _disagreement(material: Material, paragraph: Paragraph, name: str, says: str, should: int) -> Disagreement:
    figures, where = material.assessment.figures, paragraph.where
    figure = getattr(figures, name.partition(".")[0])
    is_percentage = name.endswith(".percent")
    shown = f"{should}%" if is_percentage else f"{should:,}"
    what = "work-streams before" if name == _BEFORE else figure.label
    behind = (
        "" if is_percentage or name == _BEFORE or not figure.refs else f" ({shortened(listed(figure.refs), _FEW_REFS)})"
    )
    if is_percentage:
        behind = f" ({figure.value:,} of {figures.workstreams.value:,})"
    return Disagreement(
        kind=Kind.PERCENTAGE if is_percentage else Kind.FIGURE,
        where=where,
        says=says,
        should_say=shown,
        message=f"{where} says “{says}” for {what}; the workbook has {shown}{behind}.",
        paragraph=paragraph,
    )


def _rounded(text: str) -> int:
    """To the nearest whole number, halves up."""
    return int(float(text) + 0.5)


def _shares(sentence: Sentence) -> Iterator[Disagreement]:
    """ "Nine of 20 (40%)": a share that its own numbers do not give."""
    for found in _SHARE.finditer(sentence.text):
        given = found["first"] or found["last"]
        part, whole = value_of(found["part"]), value_of(found["whole"])
        if not given or not whole or part > whole or abs(float(given) - 100 * part / whole) < 1:
            continue
        where, should = sentence.paragraph.where, percent(part, whole)
        yield Disagreement(
            kind=Kind.PERCENTAGE, where=where, says=f"{given}%", should_say=f"{should}%", paragraph=sentence.paragraph,
            message=f"{where} says “{' '.join(found[0].split())}”; {part:,} of {whole:,} is {should}%.",
        )  # fmt: skip


_LABELS = {
    "workstreams": r"(?:total|all(?: work-?\s?streams| actions)?|work-?\s?streams|actions)",
    "complete": r"completed?",
    "on_track": r"on (?:track|target)",
    "revised": r"(?:revised(?: dates?)?|(?:time-?\s?scales?|dates?) revised)",
    "overdue": r"overdue",
    "at_risk": r"at risk",
    "not_started": r"not (?:yet )?started",
}


def _in_tables(material: Material) -> Iterator[Disagreement]:
    """A row such as "On track | 11 | 38%" of a table in which two rows or more are named so."""
    rows: dict[tuple[int, int], list[Paragraph]] = {}
    for paragraph in material.report.paragraphs:
        if paragraph.place and paragraph.text.strip():
            rows.setdefault(paragraph.place[:2], []).append(paragraph)
    named = {place: name for place, cells in rows.items() if len(cells) > 1 and (name := _label(cells[0].text))}
    tables = [place[0] for place in named]
    for place, name in named.items():
        if tables.count(place[0]) > 1:
            yield from _in_row(material, name, rows[place][1:])


def _label(text: str) -> str:
    return next((name for name, words in _LABELS.items() if re.fullmatch(words, text.strip(" :"), re.IGNORECASE)), "")


def _in_row(material: Material, name: str, cells: list[Paragraph]) -> Iterator[Disagreement]:
    number, *others = cells
    should, text = expected(material, name), number.text.strip()
    is_open = re.fullmatch(NUMBER, text, re.IGNORECASE) and not _is_checked(number, 0, len(number.text))
    if is_open and should is not None and value_of(text) != should:
        yield _disagreement(material, number, name, text, should)
    share = expected(material, f"{name}.percent")
    for cell in others:
        found = _PER_CENT.fullmatch(cell.text.strip())
        if found and share is not None and not _is_checked(cell, 0, len(cell.text)) and _rounded(found[1]) != share:
            yield _disagreement(material, cell, f"{name}.percent", cell.text.strip(), share)
