"""The committee's tables of how long actions have been overdue: by age and owner, and by age and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipxl.ageing import BANDS, Ageing, AgeLine
from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.pieces import Block, Counted, Paragraph, Strong, Style, Table, Text, Word, Words
from gipxl.settings import Overdue
from gipxl.words import listed, plural, spelt

_COLUMNS = (*(band.label[:1].upper() + band.label[1:] for band in BANDS), "All")


def ageing_tables(assessment: Assessment) -> Iterator[Block]:
    """The two tables, each below its paragraph; nothing where nothing is past due."""
    ageing = assessment.ageing
    if not ageing.total.all.value:
        return
    yield _introduced(*_how_many(ageing), Text(" By owner, and by the days past due, they are"), *_joint(ageing))
    yield _table(ageing, "Owner", ageing.by_owner, "No owner given")
    yield _introduced(Text("By source of recommendation, and by the days past due, they are:"))
    yield _table(ageing, "Source of recommendation", ageing.by_source, "No source given")


def _introduced(*words: Word) -> Paragraph:
    return Paragraph(style=Style.NUMBERED, words=words, introduces=True)


def _how_many(ageing: Ageing) -> Iterator[Word]:
    """ "The dates of three actions have passed: one counts as overdue, and two count as revised, though …" """
    key = ageing.total.key
    total, overdue, revised = (ageing.total.numbers[part].value for part in ("all", "overdue", "revised"))
    yield Text(f"The {plural(total, 'date')} of ")
    yield Counted(f"ageing.{key}.all", spelt(total))
    yield Text(f" {plural(total, 'action has', 'actions have')} passed: ")
    if overdue:
        yield Counted(f"ageing.{key}.overdue", spelt(overdue))
        yield Text(f" {plural(overdue, 'counts', 'count')} as overdue")
    if revised:
        yield Text(", and " if overdue else "")
        yield Counted(f"ageing.{key}.revised", spelt(revised))
        yield Text(f" {plural(revised, 'counts', 'count')} as revised, though the new date has passed as well")
    from_first = ageing.counted_by is Overdue.ORIGINAL
    yield Text(". The days are counted from the date first set." if from_first else ".")


def _joint(ageing: Ageing) -> Iterator[Word]:
    refs = [one_line(ref) for ref in ageing.joint.refs]
    if refs:
        yield Text(f" ({listed(refs)} {plural(len(refs), 'has', 'have')} more than one owner and ")
        yield Text(f"{plural(len(refs), 'is', 'are')} counted with each of them, in the last row once)")
    yield Text(":")


def _table(ageing: Ageing, first: str, lines: Sequence[AgeLine], unnamed: str) -> Table:
    """A row for each line, and one for all actions, which are counted once there."""
    named = ((one_line(line.name) or unnamed, line) for line in lines)
    rows = [_row((Text(name),), line) for name, line in named]
    return Table(heading=(first, *_COLUMNS), rows=(*rows, _row((Strong("All actions"),), ageing.total)))


def _row(name: Words, line: AgeLine) -> tuple[Words, ...]:
    parts = (*(band.key for band in BANDS), "all")
    cells = ((Counted(f"ageing.{line.key}.{part}", f"{line.numbers[part].value:,}"),) for part in parts)
    return (name, *cells)
