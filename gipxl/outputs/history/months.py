"""Single actions of a history, month by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gipxl.history import History, Move, OriginalChange, Story
from gipxl.outputs.changes import how_far
from gipxl.outputs.history.text import left
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.words import count, day, listed

_TIMES = {1: "once", 2: "twice"}


def as_lines(history: History, stories: Sequence[Story], *, width: int = 80) -> str:
    """A part for each of ``stories``: what it is, and a line for each month with its date, its position and events."""
    return "\n".join("\n".join(_story(history, story, width)) for story in stories)


def _story(history: History, story: Story, width: int) -> Iterator[str]:
    yield wrapped(one_line(story.title) or "no title", width, first=f"{one_line(history.labels[story.number])}  ")
    if story.owner:
        yield wrapped(story.owner, width, first="    Owner: ")
    if story.refs[1:]:
        yield wrapped(f"Its ref was {listed(story.refs[1:])} before.", width, first="    ")
    yield wrapped(_summary(story), width, first="    ")
    rows = [_line(history, story, at) for at in _told(history, story)]
    yield table(rows, right=(0,), indent="    ", width=width)
    yield ""


def _told(history: History, story: Story) -> range:
    """The places of the months to tell of: from the first that holds it to the last, or to that in which it left."""
    at = [each.as_at for each in history.months]
    end = story.departure.as_at if story.departure else story.last.as_at
    return range(at.index(story.first.as_at), max(at.index(end), at.index(story.last.as_at)) + 1)


def _line(history: History, story: Story, at: int) -> tuple[str, str, str, str]:
    """One month of one action: the day, the date then due, the position, and what happened."""
    when, month = history.months[at].as_at, story.sightings[at]
    events = _capital("; ".join(_events(history, story, when)))
    if month is None:
        return day(when), "", "", events or "Not in this month's workbook"
    due = "to be decided" if month.awaits_new_date else day(month.due) if month.due else "no date"
    position = month.standing.position.value if month.standing.counts else "does not count"
    return day(when), due, position, events


def _events(history: History, story: Story, when: date) -> Iterator[str]:
    if story.added == when:
        yield "added"
    # A row may tell of moves that were made before any month held it.
    already = "already " if when == story.first.as_at else ""
    yield from (already + _moved(move) for move in story.moves if move.as_at == when)
    yield from (_rewritten(change) for change in story.original_changes if change.as_at == when)
    for done in story.completions:
        if done.as_at == when:
            yield f"completed on {day(done.day)}" if done.day else "complete"
    if when in story.reopened:
        yield "reopened"
    yield from _partings(history, story, when)


def _partings(history: History, story: Story, when: date) -> Iterator[str]:
    taken = [each for each in history.family.get(story.number, ()) if each.departure and each.departure.as_at == when]
    if taken:
        yield f"took in {listed([each.name for each in taken])}"
    if story.departure and story.departure.as_at == when:
        yield left(history, story.departure)


def _moved(move: Move) -> str:
    was = day(move.was) if move.was else "to be decided"
    if move.now is None:
        return f"moved from {was}, the new date to be decided"
    far = f" ({how_far(move.days)})" if move.days is not None else ""
    return f"moved from {was} to {day(move.now)}{far}"


def _rewritten(change: OriginalChange) -> str:
    was = day(change.was) if change.was else "blank"
    return f"original date changed from {was} to {day(change.now) if change.now else 'blank'}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _summary(story: Story) -> str:
    if story.original is None:
        return "No date was ever given."
    first = f"First due {day(story.original)}"
    if not story.times_revised:
        return f"{first}, and never revised."
    times = f"revised {_TIMES.get(story.times_revised) or count(story.times_revised, 'time')}"
    if story.awaits_new_date:
        return f"{first}, {times}; a new date is to be decided."
    slipped = f" ({how_far(story.days_slipped)})" if story.days_slipped else ""
    return f"{first}, {times}, now due {day(story.due)}{slipped}." if story.due else f"{first}, {times}."
