"""Dates in the rows of a table on single actions: each must be one that the workbook gives the action."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipxl.dates import DateReading, read_date
from gipxl.plan import ref_key
from gipxl.report_reading import Paragraph
from gipxl.standing import Standing
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material
from gipxl.words import day


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Cells that hold a day which their row's action was never given."""
    rows: dict[tuple[int, int], list[Paragraph]] = {}
    for paragraph in material.report.paragraphs:
        if paragraph.place:
            rows.setdefault(paragraph.place[:2], []).append(paragraph)
    for cells in rows.values():
        names = [each.name for cell in cells for each in cell.controls if each.kind == "action"]
        standings = material.by_ref.get(ref_key(names[0]), ()) if len(names) == 1 else ()
        for cell in cells if standings else ():
            yield from _cell(material, cell, standings)


def _cell(material: Material, cell: Paragraph, standings: Sequence[Standing]) -> Iterator[Disagreement]:
    text = cell.text.strip()
    reading = read_date(text, material.context)
    if reading.day is None or reading.earlier or not any(map(str.isalpha, text)):
        return
    if material.is_own(text) or any(reading.covers(each) for one in standings for each in _dates(one)):
        return
    name, due = standings[0].action.name, standings[0].due_day
    should = day(due) if due else ""
    yield Disagreement(
        kind=Kind.DATE,
        where=cell.where,
        says=text,
        should_say=should,
        message=f"{cell.where} gives {text} for {name}, a date that the workbook does not give it"
        + (f"; it is due {should}." if due else "."),
        paragraph=cell,
    )


def _dates(standing: Standing) -> Iterator[DateReading]:
    """Every date of the action, and of itself in the baseline."""
    action, before = standing.action, standing.before
    found = [standing.original, standing.due, standing.was, action.completed.value, *action.due_dates]
    found += before.due_dates if before else ()
    yield from (each for each in found if each is not None and each.has_day)
