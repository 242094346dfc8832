"""What became of a plan over its months: the story of each action through them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gipxl.history.values import Completion, Departure, Month, Move, OriginalChange, Sighting
from gipxl.plan import Position, ref_key
from gipxl.standing import Standing
from gipxl.words import short_month


@dataclass(frozen=True, kw_only=True)
class Story:
    """One action through the months.

    ``number`` is its place in ``History.stories``. ``refs`` has the present ref first, then those it had before, the
    latest first. ``sightings`` has one place for each month, None where the month's workbook does not hold it.
    ``original`` is the day first promised, whatever the plan says now. ``moves`` stand in the order of the dates.
    ``was_there`` says that the first month of all held it already, so that nobody knows when it was added.
    """

    number: int
    refs: tuple[str, ...]
    sightings: tuple[Sighting | None, ...]
    original: date | None
    moves: tuple[Move, ...] = ()
    original_changes: tuple[OriginalChange, ...] = ()
    completions: tuple[Completion, ...] = ()
    reopened: tuple[date, ...] = ()
    departure: Departure | None = None

    @property
    def ref(self) -> str:
        """Its present ref, or the last it had; "" where its row has none."""
        return self.refs[0] if self.refs else ""

    @property
    def name(self) -> str:
        """Its ref, or "row 17" where it has none."""
        return self.last.standing.action.name

    @cached_property
    def seen(self) -> tuple[Sighting, ...]:
        """The months that hold it; never empty."""
        return tuple(each for each in self.sightings if each)

    @property
    def first(self) -> Sighting:
        return self.seen[0]

    @property
    def last(self) -> Sighting:
        return self.seen[-1]

    @property
    def standings(self) -> tuple[Standing | None, ...]:
        """Where it stood, month by month; None where it is absent."""
        return tuple(each.standing if each else None for each in self.sightings)

    @property
    def positions(self) -> tuple[Position | None, ...]:
        """What it counted as, month by month; None where it is absent or counts in nothing."""
        return tuple(each.standing.position if each and each.standing.counts else None for each in self.sightings)

    @property
    def title(self) -> str:
        """As the last month that has one gives it."""
        return next((text for each in reversed(self.seen) if (text := each.standing.action.title.value)), "")

    @property
    def owner(self) -> str:
        """As the last month that has one gives it."""
        return next((text for each in reversed(self.seen) if (text := each.standing.action.owner.value)), "")

    @property
    def was_there(self) -> bool:
        """The first month of all holds it: when it was added is not known."""
        return self.sightings[0] is not None

    @property
    def added(self) -> date | None:
        """The month that first holds it; None where it was there from the first."""
        return None if self.was_there else self.first.as_at

    @property
    def gaps(self) -> tuple[int, ...]:
        """The places in ``sightings`` of months without it between months with it."""
        there = [at for at, each in enumerate(self.sightings) if each]
        return tuple(at for at in range(there[0], there[-1]) if self.sightings[at] is None)

    @property
    def times_revised(self) -> int:
        """How often the date moved. "To be decided" and the day then given are one revision between them."""
        return self.times_revised_by(self.last)

    def times_revised_by(self, month: Sighting) -> int:
        """How often the date had moved by one of its months, as far as the workbooks up to that one tell."""
        return sum(1 for move in self.moves if move.now and move.as_at <= month.as_at) + month.awaits_new_date

    @property
    def days_slipped(self) -> int | None:
        """From the day first promised to the last one given; negative where it was brought forward."""
        return next((each.days_slipped for each in reversed(self.seen) if each.days_slipped is not None), None)

    @property
    def awaits_new_date(self) -> bool:
        """The last month that holds it says that a new date is to be decided."""
        return self.last.awaits_new_date

    @property
    def due(self) -> date | None:
        """The day last in force; None where there is none, or it is to be decided."""
        return self.last.due

    @property
    def completed(self) -> Completion | None:
        """Its completion, unless it was reopened since."""
        if not self.completions or (self.reopened and self.reopened[-1] > self.completions[-1].as_at):
            return None
        return self.completions[-1]

    @property
    def is_gone(self) -> bool:
        """The latest month does not hold it, or says that it is withdrawn."""
        return self.departure is not None


@dataclass(frozen=True, kw_only=True)
class History:
    """The months of one plan, the oldest first, and the story of every action that any of them holds.

    The stories stand in the order of the latest workbook, then those that left, the latest to leave first.
    """

    months: tuple[Month, ...]
    stories: tuple[Story, ...]

    @property
    def latest(self) -> Month:
        return self.months[-1]

    def of(self, ref: str) -> tuple[Story, ...]:
        """The stories of a ref, present or former; several where it was given to another action, or stands twice."""
        key = ref_key(ref)
        return tuple(story for story in self.stories if key in {ref_key(each) for each in story.refs})

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """A name for each story that no other has: its ref, and of those whose ref another story has, until when."""
        return tuple(_labels(self.stories))

    @cached_property
    def family(self) -> Mapping[int, tuple[Story, ...]]:
        """The stories consolidated into each, by its number: E7 and E8 under E6's."""
        taken: dict[int, tuple[Story, ...]] = {}
        for story in self.stories:
            if story.departure and story.departure.story is not None:
                taken[story.departure.story] = (*taken.get(story.departure.story, ()), story)
        return taken

    @property
    def heads(self) -> tuple[Story, ...]:
        """The stories that took others in and are themselves in none: where the family trees begin."""
        inside = {story.number for taken in self.family.values() for story in taken}
        return tuple(self.stories[number] for number in sorted(self.family.keys() - inside))


def _labels(stories: Sequence[Story]) -> Iterator[str]:
    taken: set[str] = set()
    for story in stories:
        row = f"row {story.last.standing.action.row}"
        until = f"to {short_month(story.last.as_at)}" if story.is_gone else row
        names = (story.name, f"{story.name} ({until})", f"{story.name} ({until}, {row})")
        label = next((name for name in names if name not in taken), f"{story.name} ({until}, {row}, {story.number})")
        taken.add(label)
        yield label
