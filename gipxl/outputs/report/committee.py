"""The committee's report: what was completed, put off, overdue, due next and carried forward, in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.actions import due_words, named, owner, reason, was_words
from gipxl.outputs.report.ageing import ageing_tables
from gipxl.outputs.report.listings import (
    Listed,
    brought_forward,
    by_source,
    listings,
    next_quarter,
    revised_date_passed,
    times_moved,
)
from gipxl.outputs.report.movement import since
from gipxl.outputs.report.pieces import Block, Counted, Dated, Paragraph, Section, Style, Table, Text, Words
from gipxl.standing import Standing
from gipxl.words import count, day, listed, plural, spelt

# With more sources than this, one table that names them reads better than a table for each.
_MOST_SOURCES = 8

RowOf = Callable[[Standing], tuple[Words, ...]]


def committee_sections(assessment: Assessment) -> tuple[Section, ...]:
    """The sections that are tables of actions."""
    lists = listings(assessment)
    return (
        Section(
            name="completed",
            heading="Completed since the last meeting" if assessment.baseline else "Completed",
            blocks=tuple(_completed(assessment, lists["completed_since"])),
        ),
        Section(
            name="extensions",
            heading="Extensions requested",
            blocks=tuple(_extensions(assessment, lists["extensions"])),
        ),
        Section(name="overdue", heading="Overdue", blocks=tuple(_overdue(assessment, lists["overdue"]))),
        Section(
            name="due_next_quarter",
            heading="Due next quarter",
            blocks=tuple(_due_next(assessment, lists["due_next_quarter"])),
        ),
        Section(
            name="carried_forward",
            heading="Carried forward, by source of recommendation",
            blocks=tuple(_carried_forward(assessment, lists["carried_forward"])),
        ),
    )


def _opening(words: Words, blocks: Iterable[Block] = ()) -> Iterator[Block]:
    rest = tuple(blocks)
    yield Paragraph(style=Style.NUMBERED, words=words, introduces=bool(rest))
    yield from rest


def _actions(name: str, number: int, one: str, many: str) -> Words:
    """ "Three actions are overdue", with the number where it can be found again."""
    said = spelt(number) if number else "No"
    return (
        Counted(name, said.capitalize()),
        Text(f" {'action' if number < 2 else 'actions'} {plural(number or 1, one, many)}"),
    )


def _since(assessment: Assessment) -> Words:
    return (Text(" since "), since(assessment.baseline, assessment.plan)) if assessment.baseline else ()


def _completed(assessment: Assessment, done: Listed) -> Iterator[Block]:
    figure = assessment.figures.completed_since if assessment.baseline else assessment.figures.complete
    opening = _actions(figure.name, len(done), "has been completed", "have been completed")
    end = Text(":" if done else ".")
    yield from _opening((*opening, *_since(assessment), end), _table(("Action", "Owner", "Completed"), done, _done))


def _done(standing: Standing) -> tuple[Words, ...]:
    when = standing.action.completed_day
    return (named(standing.action), owner(standing.action), (Text(day(when) if when else "Date not given"),))


def _extensions(assessment: Assessment, put_off: Listed) -> Iterator[Block]:
    opening = _actions("extensions", len(put_off), "needs a later delivery date", "need later delivery dates")
    than = f" than {plural(len(put_off) or 1, 'it', 'they')} had" if assessment.baseline else ""
    when = (Text(f"{than} in "), since(assessment.baseline, assessment.plan)) if assessment.baseline else ()

    def row(standing: Standing) -> tuple[Words, ...]:
        return (
            named(standing.action),
            (Text(was_words(standing)),),
            (Text(due_words(standing)),),
            (Text(str(times_moved(standing))),),
            (reason(assessment.plan, standing.action),),
        )

    heading = ("Action", "Old date", "New date", "Times moved", "Reason")
    yield from _opening((*opening, *when, Text(":" if put_off else ".")), _table(heading, put_off, row))
    if sooner := brought_forward(assessment):
        text = f"The date of {_refs(sooner)} has been brought forward."
        yield Paragraph(style=Style.NUMBERED, words=(Text(text),))


def _overdue(assessment: Assessment, late: Listed) -> Iterator[Block]:
    opening = _actions("overdue", len(late), "is overdue", "are overdue")
    as_at = assessment.plan.as_at

    def row(standing: Standing) -> tuple[Words, ...]:
        due = standing.due_day or standing.original_day
        by = count((as_at - due).days, "day") if due and due < as_at else ""
        return (named(standing.action), owner(standing.action), (Text(day(due) if due else ""),), (Text(by),))

    table = _table(("Action", "Owner", "Due", "Overdue by"), late, row)
    yield from _opening((*opening, Text(":" if late else ".")), table)
    if passed := revised_date_passed(assessment):
        verbs = "has passed as well; it still counts as revised", "have passed as well; they still count as revised"
        text = f"The revised {plural(len(passed), 'date')} of {_refs(passed)} {plural(len(passed), *verbs)}."
        yield Paragraph(style=Style.NUMBERED, words=(Text(text),))
    yield from ageing_tables(assessment)


def _due_next(assessment: Assessment, due: Listed) -> Iterator[Block]:
    first, last = next_quarter(assessment)
    opening = _actions("due_next_quarter", len(due), "is due", "are due")
    when = (
        Text(" from "), Dated("quarter_start", day(first)), Text(" to "), Dated("quarter_end", day(last)),
        Text(":" if due else "."),
    )  # fmt: skip
    yield from _opening((*opening, *when), _table(("Action", "Owner", "Due", "Position"), due, _stands))


def _stands(standing: Standing) -> tuple[Words, ...]:
    position = standing.position.value.capitalize()
    return (named(standing.action), owner(standing.action), (Text(due_words(standing)),), (Text(position),))


def _carried_forward(assessment: Assessment, still_open: Listed) -> Iterator[Block]:
    opening = _actions("carried_forward", len(still_open), "is carried forward", "are carried forward")
    sources = tuple(by_source(assessment))
    if not still_open:
        yield from _opening((*opening, Text(".")))
        return
    if len(sources) > _MOST_SOURCES:
        heading = ("Source of recommendation", "Action", "Owner", "Due", "Position")
        named_rows = tuple(((Text(_source(name)),), *_stands(each)) for name, held in sources for each in held)
        yield from _opening((*opening, Text(":")), (Table(heading=heading, rows=named_rows),))
        return
    said = "; ".join(f"{_source(name)} ({len(held)})" for name, held in sources)
    yield from _opening((*opening, Text(f": {said}.")))
    tables = [tuple(_stands(each) for each in held) for _, held in sources]
    alike = tuple(row for rows in tables for row in rows)
    for (name, _), rows in zip(sources, tables, strict=True):
        yield Paragraph(style=Style.HEADING, words=(Text(_source(name)),))
        yield Table(heading=("Action", "Owner", "Due", "Position"), rows=rows, measured_by=alike)


def _source(name: str) -> str:
    return one_line(name) or "No source given"


def _refs(standings: Sequence[Standing]) -> str:
    return listed([one_line(each.action.name) for each in standings])


def _table(heading: tuple[str, ...], standings: Listed, row: RowOf) -> tuple[Table, ...]:
    """The table, where there is anything to put in it."""
    return (Table(heading=heading, rows=tuple(row(each) for each in standings)),) if standings else ()
