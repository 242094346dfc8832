"""The exception report: on one page, the figures, and the actions that somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.actions import due_words, named, owner, was_words
from gipxl.outputs.report.listings import listings, revised_date_passed
from gipxl.outputs.report.pieces import Block, Counted, Dated, Paragraph, Section, Style, Table, Text, Words
from gipxl.plan import Position
from gipxl.standing import Standing
from gipxl.words import count, day, plural, spelt

# As many rows as go on one page under the front, each of them on up to three lines.
_MOST_ROWS = 10


def exceptions(assessment: Assessment) -> Section:
    """The section whose table lists them, the gravest first."""
    found = tuple(_found(assessment))
    return Section(name="exceptions", heading="Exceptions", blocks=tuple(_blocks(found)))


def _found(assessment: Assessment) -> Iterator[tuple[Standing, str]]:
    """Each action once, with all that is to be said of it."""
    lists, as_at = listings(assessment), assessment.plan.as_at
    reasons: dict[int, list[str]] = {}
    order: list[Standing] = []

    def say(standing: Standing, text: str) -> None:
        if id(standing) not in reasons:
            order.append(standing)
        reasons.setdefault(id(standing), []).append(text)

    for each in lists["overdue"]:
        due = each.due_day or each.original_day
        say(each, f"Overdue by {count((as_at - due).days, 'day')}" if due and due < as_at else "Overdue")
    for each in revised_date_passed(assessment):
        say(each, "Its revised date has passed as well")
    for each in lists["at_risk"]:
        say(each, "At risk")
    for each in lists["extensions"]:
        say(each, f"Put off from {was_words(each)}")
    for each in lists["unclear"]:
        say(each, "Its status is not clear")
    for each in order:
        yield each, "; ".join(reasons[id(each)])


def _blocks(found: tuple[tuple[Standing, str], ...]) -> Iterator[Block]:
    number = len(found)
    if not number:
        yield Paragraph(style=Style.NUMBERED, words=(Text("No action is an exception."),))
        return
    verbs = "action is overdue, at risk, unclear or put off", "actions are overdue, at risk, unclear or put off"
    opening: Words = (Counted("exceptions", spelt(number).capitalize()), Text(f" {plural(number, *verbs)}:"))
    yield Paragraph(style=Style.NUMBERED, words=opening, introduces=True)
    yield Table(
        heading=("Action", "Owner", "Why", "Due"),
        rows=tuple(
            (named(each.action), owner(each.action), (Text(why),), (Text(due_words(each)),))
            for each, why in found[:_MOST_ROWS]
        ),
    )
    if rest := found[_MOST_ROWS:]:
        refs = ", ".join(one_line(each.action.name) for each, _ in rest)
        text = f"There {plural(len(rest), 'is', 'are')} {spelt(len(rest))} more: {refs}."
        yield Paragraph(style=Style.NUMBERED, words=(Text(text),))


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
