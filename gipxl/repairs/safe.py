"""Which cells of a plan can be repaired without asking anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from gipxl.plan import Action, Entry, Field, Plan, folded
from gipxl.repairs.spacing import strays, tidied
from gipxl.repairs.spellings import Spellings
from gipxl.rules.cells import split_cell
from gipxl.rules.lookalikes import disguised
from gipxl.rules.text_dates import could_be_dates
from gipxl.rules.text_dates import entries as date_entries
from gipxl.settings import Settings
from gipxl.words import listed

_NAMES = (Field.TITLE, Field.AREA, Field.SOURCE, Field.OWNER, Field.PRIORITY)
_PROSE = (Field.RECOMMENDATION, Field.ACTION, Field.REASON, Field.UPDATE, Field.WORDING, Field.EVIDENCE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Repair:
    """One cell to be repaired: a text for a text, or a day for a date that was typed as text.

    ``ref`` is the action's, or "row 17" where it has none. ``after`` is "" where the cell is to be emptied.
    """

    cell: str
    sheet: str
    ref: str
    before: str
    after: str | date
    why: str


def repairs(plan: Plan, settings: Settings = Settings()) -> tuple[Repair, ...]:
    """What can be repaired without asking, each cell once, in the plan's order.

    Clear dates typed as text become dates, stray spaces and invisible characters go, statuses get the spelling that
    the workbook's own list, the settings or the plan's other rows give them, look-alike refs the right characters.
    What needs a person's judgement is left to the rules.
    """
    found: dict[tuple[str, str], Repair] = {}
    order = {sheet: place for place, sheet in enumerate(plan.sheets)}
    for repair in (*_refs(plan), *_dates(plan), *_statuses(plan, settings), *_texts(plan)):
        found.setdefault((repair.sheet, repair.cell), repair)
    return tuple(sorted(found.values(), key=lambda each: (order.get(each.sheet, 0), *_place(each.cell))))


def _place(cell: str) -> tuple[int, int, str]:
    letters, row = split_cell(cell)
    return row, len(letters), letters


def _repair(action: Action, entry: Entry[Any], after: str | date, *why: str) -> Repair:
    return Repair(
        cell=entry.cell, sheet=action.sheet, ref=action.name, before=entry.typed, after=after, why=listed(why)
    )


# ---- refs


def _refs(plan: Plan) -> Iterator[Repair]:
    """Refs with characters that only look right; a cell that names several is put right in all of them."""
    there = Counter(_same(action.ref) for action in plan.actions if action.ref)
    wrong: dict[tuple[str, str], list[tuple[Action, str, str]]] = {}
    for action, fault, meant in disguised(plan):
        if there[_same(meant)] - (_same(meant) == _same(action.ref)) == 0:
            # Where another row has that ref already, only a person can say which of the two is meant.
            wrong.setdefault((action.sheet, action.ref_entry.cell), []).append((action, fault, meant))
    for found in wrong.values():
        action = found[0][0]
        entry = action.ref_entry
        after = tidied(entry.typed)
        for each, _, meant in found:
            after = after.replace(each.ref, meant)
        if after != entry.typed:
            why = dict.fromkeys(f"it held {fault} (REF03)" for _, fault, _ in found)
            yield _repair(action, entry, after, *why)


def _same(ref: str) -> str:
    """Refs that count as one and the same, as REF02 has it."""
    return folded(ref).replace(" ", "")


# ---- dates


def _dates(plan: Plan) -> Iterator[Repair]:
    """Clear dates that stand as text."""
    days = could_be_dates(plan)
    for action in plan.actions:
        for entry in date_entries(action):
            if day := days.get((action.sheet, entry.cell)):
                yield _repair(action, entry, day, "a clear date was stored as text (DAT05)")


# ---- statuses


def _statuses(plan: Plan, settings: Settings) -> Iterator[Repair]:
    """Slips of the keyboard, and other capitals and spaces than the plan's own."""
    spellings = Spellings(plan, settings)
    for action in plan.actions:
        entry = action.status
        if entry.value is None or entry.value.status is None:
            continue
        if right := spellings.of_slip(entry.typed, entry.value):
            yield _repair(action, entry, right, f"it was taken for “{right}” (STA02)")
            continue
        right = spellings.of(entry.value.word)
        if right != entry.typed and folded(right) == folded(entry.typed):
            why = [*strays(entry.typed)]
            if right != tidied(entry.typed):
                why.append("elsewhere the word has other capitals")
            yield _repair(action, entry, right, *why)


# ---- spaces


def _texts(plan: Plan) -> Iterator[Repair]:
    for action in plan.actions:
        for entry, is_prose in _cells(action):
            if (after := tidied(entry.typed, prose=is_prose)) != entry.typed:
                yield _repair(action, entry, after, *strays(entry.typed, prose=is_prose))


def _cells(action: Action) -> Iterator[tuple[Entry[Any], bool]]:
    """Every cell of an action, and whether it holds prose."""
    named: tuple[Entry[Any], ...] = (action.ref_entry, action.status, *date_entries(action))
    for entry in named:
        yield entry, False
    for field in _NAMES:
        yield action.entry(field), False
    for field in _PROSE:
        yield action.entry(field), True
