"""Every text in which a financial year may be named: those of the actions that could, and those around them."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter
from typing import NamedTuple

from gipxl.plan import FIELD_WORDS, TEXT_FIELDS, Action, Entry, Field, Plan, cleaned
from gipxl.rules.cells import capital, heading_cell
from gipxl.rules.prose import may_name_year

_FIELDS = (*TEXT_FIELDS, Field.SOURCE, Field.AREA)
_entries = attrgetter(*(field.value for field in _FIELDS))


class Text(NamedTuple):
    """A text, where it stands, and whose it is: an action's, or that of a ``label`` ("the text in B3")."""

    entry: Entry[str]
    sheet: str
    label: str = ""
    field: Field | None = None
    action: Action | None = None

    @property
    def name(self) -> str:
        """How messages name it."""
        if self.action is None or self.field is None:
            return self.label
        return capital(f"the {FIELD_WORDS[self.field]} of {self.action.name}")


def texts_with_years(plan: Plan) -> Iterator[Text]:
    """The texts of a plan, each cell once: the title and what else stands around the table, then the actions."""
    seen: set[tuple[str, str]] = set()
    for text in (*_around(plan), *_of_actions(plan)):
        key = (text.sheet, text.entry.cell)
        if not text.entry.cell or key not in seen:
            seen.add(key)
            yield text


def _around(plan: Plan) -> Iterator[Text]:
    if plan.title and not any(cleaned(entry.typed) == plan.title for entry in plan.above):
        yield Text(Entry(plan.title, plan.title, ""), plan.sheet, "The title above the table")
    for entry in (*plan.above, *plan.notes):
        yield Text(entry, plan.sheet, f"The text in {entry.cell}")
    for column in plan.columns:
        if cell := heading_cell(plan, column):
            heading = Entry(column.heading, column.heading, cell)
            yield Text(heading, plan.sheet, f"The heading of column {column.letter}")
    said = [(label.value, entries) for label, entries in plan.details.entries.items()]
    for label, entries in (*said, *((section.heading, section.texts) for section in plan.details.sections)):
        for entry in entries:
            yield Text(entry, plan.details.sheet, f"“{label}” on the sheet “{plan.details.sheet}”")


def _of_actions(plan: Plan) -> Iterator[Text]:
    for action in plan.actions:
        for field, entry in zip(_FIELDS, _entries(action), strict=True):
            if entry.value and may_name_year(entry.value):
                yield Text(entry, action.sheet, "", field, action)
