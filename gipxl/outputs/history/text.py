"""A history for people: the months, a line for each action, and which actions became part of which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TypeAlias

from gipxl.history import Departure, History, How, Month, Story
from gipxl.outputs.history import newest
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.plan import ref_key
from gipxl.words import count, day, listed, plural, short_day, short_month, shortened

#: How a month is called: by its name, or by its day where one calendar month has several.
Naming: TypeAlias = Callable[[date], str]

# What is left of a line for the title, at the least and at the most, and for what happened beside the dates.
_TITLE, _WIDEST_TITLE, _HAPPENED = 14, 40, 24
_HEADING = ("Ref", "Title", "First due", "Now due", "Revised", "Slipped", "What happened")


def as_text(history: History, *, width: int = 80) -> str:
    """The months, the table, the family tree where there is one, and how the latest month compares."""
    name = naming(history)
    lines = [
        *_heading(history, width),
        "",
        *_tables(history, name, width),
        *_endnotes(history, width),
    ]
    if history.heads:
        lines += ["", "Consolidated", *_family(history, name, width)]
    lines += newest.as_lines(history, width=width)
    return "\n".join([*lines, ""])


def naming(history: History) -> Naming:
    """How this history calls its months."""
    months = [(each.as_at.year, each.as_at.month) for each in history.months]
    return short_month if len(set(months)) == len(months) else short_day


def _heading(history: History, width: int) -> Iterator[str]:
    latest = history.latest.plan
    marking = f" [{latest.marking}]" if latest.marking else ""
    yield wrapped(f"{latest.title or latest.workbook}{marking}", width)
    since = f", from {day(history.months[0].as_at)} to {day(latest.as_at)}" if len(history.months) > 1 else ""
    yield wrapped(f"{count(len(history.months), 'month')}{since}.", width)
    yield ""
    rows = [(day(each.as_at), _counted(each), each.plan.workbook) for each in history.months]
    yield table(rows, right=(0,), width=width)


def _counted(month: Month) -> str:
    return count(month.figures.workstreams.value or 0, "action")


def _tables(history: History, name: Naming, width: int) -> Iterator[str]:
    """The actions that the latest month holds, then those that left."""
    here = [story for story in history.stories if not story.is_gone]
    gone = [story for story in history.stories if story.is_gone]
    rows = [_row(history, story, name) for story in (*here, *gone)]
    widths = [max(len(one_line(row[at])) for row in (_HEADING, *rows)) for at in (0, 2, 3, 4, 5)]
    most = max(_TITLE, min(_WIDEST_TITLE, width - sum(widths) - 2 * len(_HEADING) - _HAPPENED))
    for heading, stories in (("In the plan", here), ("No longer in the plan", gone)):
        if stories:
            yield heading
            yield _table([_row(history, story, name) for story in stories], most, width)
            yield ""


def _table(rows: Sequence[Sequence[str]], most: int, width: int) -> str:
    """``rows`` under the heading, no title longer than ``most``."""
    cut = [(row[0], shortened(one_line(row[1]), most), *row[2:]) for row in (_HEADING, *rows)]
    return table(cut, right=(4, 5), width=width)


def _row(history: History, story: Story, name: Naming) -> tuple[str, ...]:
    now = "undecided" if story.awaits_new_date else short_day(story.due) if story.due else "-"
    return (
        story.name,
        story.title,
        short_day(story.original) if story.original else "-",
        now,
        str(story.times_revised or ""),
        _slipped(story),
        _capital("; ".join(_happened(history, story, name))),
    )


def _slipped(story: Story) -> str:
    """How many days; nothing where its date never moved."""
    if story.days_slipped is None or not story.times_revised:
        return ""
    return f"{story.days_slipped:,}{'+' if story.awaits_new_date else ''}"


def _happened(history: History, story: Story, name: Naming) -> Iterator[str]:
    """Whatever the dates don't tell, in the order of time as far as that helps to read it."""
    if story.refs[1:]:
        yield f"was {listed(story.refs[1:])}"
    if story.added:
        yield f"added {name(story.added)}"
    if story.gaps:
        yield f"missing in {listed([name(history.months[at].as_at) for at in story.gaps])}"
    if story.original_changes:
        yield f"original date changed in {listed([name(each.as_at) for each in story.original_changes])}"
    if story.reopened:
        yield f"reopened {listed([name(each) for each in story.reopened])}"
    if done := story.completed:
        yield f"completed {short_day(done.day)}" if done.day else f"complete in {name(done.as_at)}"
    if taken := history.family.get(story.number):
        yield f"took in {listed([each.name for each in taken])}"
    if story.departure:
        yield f"{left(history, story.departure)}, {name(story.departure.as_at)}"


def left(history: History, departure: Departure) -> str:
    """How an action left the plan: "consolidated into E6"."""
    match departure.how:
        case How.CONSOLIDATED:
            other = history.stories[departure.story].ref if departure.story is not None else departure.into
            now = f" (now {other})" if ref_key(other) != ref_key(departure.into) else ""
            return f"consolidated into {departure.into}{now}"
        case How.COMPLETED:
            return "left the plan"
        case How.REUSED:
            return "gone, its ref used again"
        case _:
            return departure.how.value


def _endnotes(history: History, width: int) -> Iterator[str]:
    stories = history.stories
    moved = [story for story in stories if story.times_revised]
    gone = sum(story.is_gone for story in stories)
    yield wrapped(
        f"{count(len(stories), 'action')}, of which {len(moved)} {plural(len(moved), 'has', 'have')} had "
        f"{plural(len(moved), 'its', 'their')} date revised and {gone} {plural(gone, 'has', 'have')} left the plan. "
        "Slipped: days from the date first due to the one now due.",
        width,
    )
    if any(story.awaits_new_date and story.days_slipped is not None for story in stories):
        yield wrapped("+ So far; a new date is to be decided.", width)


def _family(history: History, name: Naming, width: int) -> Iterator[str]:
    """Each action that took others in, with those under it, and theirs under them."""
    seen: set[int] = set()

    def branch(story: Story, depth: int) -> Iterator[str]:
        if story.number in seen:
            return
        seen.add(story.number)
        when = f", {name(story.departure.as_at)}" if story.departure and depth else ""
        yield wrapped(f"{story.title}{when}", width, first=f"{'  ' * (depth + 1)}{one_line(story.name)}  ")
        for each in history.family.get(story.number, ()):
            yield from branch(each, depth + 1)

    for head in history.heads:
        yield from branch(head, 0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
