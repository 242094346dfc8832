"""The *Action history* sheet: every action that any month holds, with the date in force in each month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from gipxl.history import Departure, History, How, Sighting, Story
from gipxl.outputs.copy.authoring import Column, Content, NewSheet, Styled
from gipxl.outputs.copy.flagging import Flagging
from gipxl.words import count, day, month

#: Excel keeps the name "History" for itself.
NAME = "Action history"
_BEFORE = (
    Column(heading="Ref", width=11),
    Column(heading="Title", width=38),
    Column(heading="Original date", width=15),
)
_AFTER = (
    Column(heading="Times revised", width=16, is_number=True),
    Column(heading="Days slipped", width=15, is_number=True),
    Column(heading="Added", width=17),
    Column(heading="Completed", width=15),
    Column(heading="Left the plan", width=34),
)


def sheet(flagging: Flagging) -> NewSheet | None:
    """The sheet, in the order of the plan, then those that left; None where there is no earlier month."""
    if not flagging.assessment.past:
        return None
    history = flagging.assessment.history
    first, last = history.months[0].as_at, history.latest.as_at
    headings = _headings(history)
    return NewSheet(
        name=NAME,
        title="Action history",
        about=f"The date in force for each action in {count(len(headings), 'month')}, from {day(first)} to "
        f"{day(last)}. A date in bold is another than in the month before; - is a month without the action.",
        columns=(*_BEFORE, *(Column(heading=each, width=17) for each in headings), *_AFTER),
        rows=[_row(story, history) for story in history.stories] or [_nothing(len(headings))],
        frozen_columns=2,
    )


def _headings(history: History) -> list[str]:
    """The months by name, and by their days where one month has two: no two headings of a table may be alike."""
    names = [month(each.as_at) for each in history.months]
    days = [day(each.as_at) for each in history.months]
    return [when if names.count(name) > 1 else name for name, when in zip(names, days, strict=True)]


def _row(story: Story, history: History) -> Sequence[Content]:
    return (
        Styled(history.labels[story.number], "ref"),
        story.title or "-",
        story.original or "-",
        *_dates(story),
        story.times_revised,
        Styled("-", "right") if story.days_slipped is None else Styled(story.days_slipped, "change"),
        month(story.added) if story.added else "At the start",
        _completed(story),
        _left(story.departure, history),
    )


def _dates(story: Story) -> Iterator[Content]:
    """The date in force month by month; in bold where it is another than the one before."""
    before: Sighting | None = None
    for sighting in story.sightings:
        if sighting is None:
            yield Styled("-", "quiet")
            continue
        was = (before.due, before.awaits_new_date) if before else None
        is_another = was is not None and was != (sighting.due, sighting.awaits_new_date)
        before = sighting
        yield _shown(sighting.due, sighting.awaits_new_date, is_another)


def _shown(due: date | None, awaits: bool, is_another: bool) -> Content:
    if due is None:
        return Styled("To be decided" if awaits else "No date", "changed" if is_another else "quiet")
    return Styled(due, "date_changed") if is_another else due


def _completed(story: Story) -> Content:
    done = story.completed
    if done is None:
        return "-"
    return done.day or f"By {month(done.as_at)}"


def _left(departure: Departure | None, history: History) -> str:
    if departure is None:
        return "-"
    how = departure.how.value
    if departure.how is How.CONSOLIDATED:
        into = departure.into if departure.story is None else history.labels[departure.story]
        how = f"{how} into {into}"
    return f"{how[:1].upper()}{how[1:]}, {month(departure.as_at)}"


def _nothing(months: int) -> Sequence[Content]:
    return "-", "No month holds an action", *["-"] * (months + len(_BEFORE) - 2 + len(_AFTER))
