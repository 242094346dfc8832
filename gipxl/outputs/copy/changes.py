"""The *Changes* sheet: what happened to each action since the baseline."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gipxl.changes import Change
from gipxl.outputs.copy.authoring import Column, Content, Link, NewSheet, Styled
from gipxl.outputs.copy.flagging import Flagging
from gipxl.plan import FIELD_WORDS
from gipxl.words import count, day

NAME = "Changes"
_COLUMNS = (
    Column(heading="Ref", width=10),
    Column(heading="What happened", width=22),
    Column(heading="Column", width=24),
    Column(heading="Was", width=48),
    Column(heading="Is", width=48),
    Column(heading="Days moved", width=15, is_number=True),
    Column(heading="Cell", width=10),
)


def sheet(flagging: Flagging) -> NewSheet | None:
    """The sheet, action by action; None where there is no baseline."""
    changes = flagging.assessment.changes
    if changes is None:
        return None
    before, after = changes.before, changes.after
    # Some actions stand on the sheet of finished work.
    elsewhere = {action.name: flagging.in_copy(action.sheet) for action in after.actions if action.sheet != after.sheet}
    actions = len({change.ref for change in changes.all})
    return NewSheet(
        name=NAME,
        title="Changes",
        about=f"What changed between {before.workbook}, as at {day(before.as_at)}, and this workbook, as at "
        f"{day(after.as_at)}: {count(len(changes.all), 'change')} to {count(actions, 'action')}.",
        columns=_COLUMNS,
        rows=[_row(change, elsewhere, flagging.in_copy(after.sheet)) for change in changes.all] or [_nothing()],
    )


def _row(change: Change, elsewhere: Mapping[str, str], plan_sheet: str) -> Sequence[Content]:
    days = change.days
    place = Link(change.cell, elsewhere.get(change.ref, plan_sheet), change.cell) if change.cell else "-"
    return (
        Styled(change.ref, "ref"),
        change.kind.value.capitalize(),
        FIELD_WORDS[change.field].capitalize() if change.field else "-",
        change.was or "-",
        change.now or "-",
        Styled("-", "right") if days is None else Styled(days, "change"),
        place,
    )


def _nothing() -> Sequence[Content]:
    return "-", "Nothing has changed", "-", "-", "-", Styled("-", "right"), "-"
