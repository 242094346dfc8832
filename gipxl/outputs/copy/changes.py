"""The *Changes* sheet: what happened to each action since the baseline."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.changes import Change, Changes, worded
from gipxl.outputs.copy.authoring import Column, Content, Link, NewSheet, Styled
from gipxl.outputs.copy.flagging import Flagging
from gipxl.words import count, day

NAME = "Changes"
_COLUMNS = (
    Column(heading="Ref", width=9),
    Column(heading="What happened", width=21),
    Column(heading="Where", width=22),
    Column(heading="Was", width=48),
    Column(heading="Is", width=48),
    Column(heading="Days moved", width=9),
    Column(heading="Cell", width=9),
)


def sheet(flagging: Flagging) -> NewSheet | None:
    """The sheet, action by action; None where there is no baseline."""
    changes = flagging.assessment.changes
    if changes is None:
        return None
    before, after = changes.before, changes.after
    actions = len({change.ref for change in changes.all})
    return NewSheet(
        name=NAME,
        title="Changes",
        about=f"What changed between {before.workbook}, as at {day(before.as_at)}, and this workbook, as at "
        f"{day(after.as_at)}: {count(len(changes.all), 'change')} to {count(actions, 'action')}.",
        columns=_COLUMNS,
        rows=[_row(change, changes) for change in changes.all] or [_nothing()],
    )


def _row(change: Change, changes: Changes) -> Sequence[Content]:
    days = change.days
    return (
        Styled(change.ref, "ref"),
        change.kind.value.capitalize(),
        worded(change).capitalize() or "-",
        change.was or "-",
        change.now or "-",
        Styled("-", "right") if days is None else Styled(days, "change"),
        Link(change.cell, _sheet_of(change, changes), change.cell) if change.cell else "-",
    )


def _sheet_of(change: Change, changes: Changes) -> str:
    """The sheet of the action's row: an action may stand on the sheet of finished work."""
    for action in changes.after.actions:
        if action.name == change.ref and action.sheet != changes.after.sheet:
            return action.sheet
    return changes.after.sheet


def _nothing() -> Sequence[Content]:
    return "-", "Nothing has changed", "-", "-", "-", Styled("-", "right"), "-"
