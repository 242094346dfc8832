"""The exception report: on one page, the figures, and the actions that somebody should look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.actions import due_words, named, owner, was_words
from gipxl.outputs.report.listings import Listed, listings, revised_date_passed
from gipxl.outputs.report.pieces import Block, Counted, Dated, Paragraph, Section, Style, Table, Text, Words
from gipxl.outputs.report.tables import shown
from gipxl.plan import Position
from gipxl.standing import Standing
from gipxl.words import count, day, listed, plural, spelt

# As many lines of a table as go on one page under the front, and what goes on a line of a column.
_MOST_LINES, _PER_LINE = 24, (24, 20, 19)
_LONGEST_TITLE = 64


def exceptions(assessment: Assessment) -> Section:
    """The section whose table lists them, the gravest first."""
    found = tuple(_found(assessment))
    return Section(name="exceptions", heading="Exceptions", blocks=tuple(_blocks(found)))


def _found(assessment: Assessment) -> Iterator[tuple[Standing, Mapping[str, str]]]:
    """Each action once, with all that makes it an exception: the kind, and what is said of it."""
    lists, as_at = listings(assessment), assessment.plan.as_at
    kinds: tuple[tuple[str, Listed, Callable[[Standing], str]], ...] = (
        ("overdue", lists["overdue"], lambda each: _overdue(each, as_at)),
        ("late by the revised date too", revised_date_passed(assessment), lambda _: "Its new date has passed too"),
        ("at risk", lists["at_risk"], lambda _: "At risk"),
        ("put off", lists["extensions"], lambda each: f"Put off from {was_words(each)}"),
        ("unclear", lists["unclear"], lambda _: "Its status is not clear"),
    )
    found: dict[int, tuple[Standing, dict[str, str]]] = {}
    for kind, standings, says in kinds:
        for each in standings:
            found.setdefault(id(each), (each, {}))[1][kind] = says(each)
    yield from found.values()


def _overdue(standing: Standing, as_at: date) -> str:
    due = standing.due_day or standing.original_day
    return f"Overdue by {count((as_at - due).days, 'day')}" if due and due < as_at else "Overdue"


def _blocks(found: Sequence[tuple[Standing, Mapping[str, str]]]) -> Iterator[Block]:
    number = len(found)
    if not number:
        yield Paragraph(style=Style.NUMBERED, words=(Text("No action is overdue, at risk, put off or unclear."),))
        return
    kinds = listed(list(dict.fromkeys(kind for _, said in found for kind in said)), "or")
    said = f" {plural(number, 'action is', 'actions are')} {kinds}:"
    opening: Words = (Counted("exceptions", spelt(number).capitalize()), Text(said))
    yield Paragraph(style=Style.NUMBERED, words=opening, introduces=True)
    rows = [
        (
            named(each.action, _LONGEST_TITLE),
            owner(each.action),
            (Text("; ".join(why.values())),),
            (Text(due_words(each)),),
        )
        for each, why in found
    ]
    room = _room(rows)
    yield Table(heading=("Action", "Owner", "Why", "Due"), rows=tuple(rows[:room]))
    if rest := found[room:]:
        refs = ", ".join(one_line(each.action.name) for each, _ in rest)
        text = f"There {plural(len(rest), 'is', 'are')} {spelt(len(rest))} more: {refs}."
        yield Paragraph(style=Style.NUMBERED, words=(Text(text),))


def _room(rows: Sequence[tuple[Words, ...]]) -> int:
    """How many of the rows go on the page."""
    taken = 0
    for at, row in enumerate(rows):
        taken += max(-(-len(shown(cell)) // room) for cell, room in zip(row, _PER_LINE, strict=False))
        if taken > _MOST_LINES:
            return max(at, 1)
    return len(rows)


def headline(assessment: Assessment) -> Words:
    """The figures in one paragraph."""
    figures, total = assessment.figures, assessment.figures.workstreams.value or 0
    words: list[Text | Counted | Dated] = [
        Text("On "),
        Dated("as_at", day(assessment.plan.as_at)),
        Text(" the plan comprised "),
        Counted("workstreams", spelt(total)),
        Text(f" {plural(total, 'work-stream')}"),
    ]
    present = [each for each in Position if figures.position(each).value]
    for at, position in enumerate(present):
        figure = figures.position(position)
        before = ": " if not at else " and " if at == len(present) - 1 else ", "
        words += [Text(before), Counted(figure.name, spelt(figure.value or 0)), Text(f" {figure.label} (")]
        words += [Counted(f"{figure.name}.percent", f"{figure.percent}%"), Text(")")]
    return (*words, Text("."))
