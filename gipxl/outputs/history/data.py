"""A history as JSON for scripts, as CSV for spreadsheets and as a pandas frame for analysts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from gipxl.history import History, Sighting, Story
from gipxl.outputs.figures import as_object as figures_object
from gipxl.outputs.history import newest
from gipxl.outputs.plain import as_csv as to_csv
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line

if TYPE_CHECKING:
    import pandas

#: The columns of the CSV and of the frame, one row for each action and each month that holds it, and their kinds.
COLUMNS = {
    "as_at": "date",  # the month, by its reporting date
    "workbook": "text",
    "action": "text",  # a name that no other action has: its latest ref, and until when where the ref was used again
    "ref": "text",  # as that month gives it
    "title": "text",
    "owner": "text",
    "original_due": "date",  # as first promised, whatever the plan says now
    "due": "date",  # in force in that month
    "to_be_decided": "flag",  # a new date is
    "position": "text",  # empty where the action counts in nothing
    "status": "text",  # the cell's words
    "completed": "date",
    "times_revised": "number",  # up to that month, as the next two
    "days_slipped": "number",
    "days_moved": "number",  # since the month before; empty in its first one
    "added": "date",  # the month that first held it; empty where the first month of all did
    "left": "date",  # the month from which on it was gone, and how it went
    "left_how": "text",
    "left_into": "text",
}


def as_json(history: History, stories: Sequence[Story] | None = None) -> str:
    """The object that ``history --format json`` promises, of ``stories`` alone where they are given.

    The "months" of each action stand beside those of the plan, null where its workbook does not hold the action.
    """
    labels = history.labels
    return to_json(
        {
            "months": [
                {
                    "workbook": one_line(month.plan.workbook),
                    "as_at": month.as_at,
                    "figures": figures_object(month.figures),
                }
                for month in history.months
            ],
            "actions": [_action(story, labels) for story in (history.stories if stories is None else stories)],
            "family": {labels[number]: [labels[each.number] for each in taken] for number, taken in _taken(history)},
            **newest.as_object(history),
        }
    )


def _taken(history: History) -> list[tuple[int, tuple[Story, ...]]]:
    return sorted(history.family.items())


def _action(story: Story, labels: tuple[str, ...]) -> dict[str, Any]:
    done = story.completed
    return {
        "action": labels[story.number],
        "ref": story.ref or None,
        "earlier_refs": story.refs[1:],
        "title": story.title,
        "owner": story.owner,
        "original_due": story.original,
        "current_due": story.due,
        "to_be_decided": story.awaits_new_date,
        "times_revised": story.times_revised,
        "days_slipped": story.days_slipped,
        "added": story.added,
        "first_seen": story.first.as_at,
        "last_seen": story.last.as_at,
        "completed": {"as_at": done.as_at, "day": done.day} if done else None,
        "left": _left(story, labels),
        "moves": [{"as_at": each.as_at, "was": each.was, "is": each.now, "days": each.days} for each in story.moves],
        "original_changes": [{"as_at": each.as_at, "was": each.was, "is": each.now} for each in story.original_changes],
        "reopened": story.reopened,
        "months": [_month(each) for each in story.sightings],
    }


def _left(story: Story, labels: tuple[str, ...]) -> dict[str, Any] | None:
    left = story.departure
    if left is None:
        return None
    into = labels[left.story] if left.story is not None else left.into or None
    return {"as_at": left.as_at, "how": left.how.name.lower(), "into": into}


def _month(month: Sighting | None) -> dict[str, Any] | None:
    if month is None:
        return None
    standing = month.standing
    return {
        "as_at": month.as_at,
        "ref": standing.action.ref or None,
        "due": month.due,
        "to_be_decided": month.awaits_new_date,
        "position": standing.position.key if standing.counts else None,
        "status": standing.action.status.typed,
        "completed": standing.action.completed_day,
    }


def as_csv(history: History, stories: Sequence[Story] | None = None) -> str:
    """One row for each action (of ``stories`` where given) and each month that holds it, as COLUMNS says."""
    chosen = history.stories if stories is None else stories
    return to_csv(list(COLUMNS), (tuple(_in_cell(value) for value in row) for row in _rows(history, chosen)))


def as_frame(history: History) -> pandas.DataFrame:
    """The same rows as a pandas table: dates as timestamps, whole numbers that may be missing as Int64."""
    import pandas

    frame = pandas.DataFrame(list(_rows(history, history.stories)), columns=list(COLUMNS))
    kinds = {"date": "datetime64[ns]", "number": "Int64", "flag": "bool", "text": "string"}
    return frame.astype({name: kinds[kind] for name, kind in COLUMNS.items()})


def _in_cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else value


def _rows(history: History, stories: Sequence[Story]) -> Iterator[tuple[object, ...]]:
    workbooks = {month.as_at: month.plan.workbook for month in history.months}
    for story in stories:
        label, left = history.labels[story.number], story.departure
        for month in story.seen:
            action = month.standing.action
            yield (
                month.as_at, workbooks[month.as_at], label, action.ref or None,
                action.title.value, action.owner.value,
                story.original, month.due, month.awaits_new_date,
                month.standing.position.key if month.standing.counts else None,
                action.status.typed or None, action.completed_day,
                story.times_revised_by(month), month.days_slipped, _days_moved(story, month),
                story.added,
                left.as_at if left else None, left.how.name.lower() if left else None,
                (left.into or None) if left else None,
            )  # fmt: skip


def _days_moved(story: Story, month: Sighting) -> int | None:
    """How far the date moved in one month; None where that is not known, or the date is to be decided."""
    if month.due is None or month is story.first:
        return None
    days = [each.days for each in story.moves if each.as_at == month.as_at]
    return sum(each for each in days if each is not None)
