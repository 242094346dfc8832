"""What is struck out as a whole, and counts all the same."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.plan import Field
from gipxl.rules.cells import capital
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, rule
from gipxl.words import day


@rule("LAY11", Level.WARNING)
def struck_out(case: Case) -> Iterator[Remark]:
    """An open action, or the date in force, that is struck out as a whole counts all the same.

    Whoever struck it out may have meant that it is given up, or that another date holds. A date struck out beside
    a later one, in its own cell or in the next column, says that it was moved, and is read so.
    """
    action, struck = case.action, case.review.plan.marks.struck_out
    if not struck or not case.standing.is_open or action.sheet != case.review.plan.sheet:
        return
    names = [entry.cell for entry in (action.ref_entry, action.title) if entry.value and entry.cell]
    if names and struck.issuperset(names):
        yield Remark(
            Field.REF if action.ref_entry.cell else Field.TITLE,
            f"{capital(action.name)} is struck out in row {action.row}; it counts all the same",
            "If the action has been given up or finished, say so in its status; if not, take the strike-through off",
        )
    elif case.standing.due_day and case.due_cell in struck:
        yield Remark(
            case.due_cell,
            f"The date of {action.name}, {day(case.standing.due_day)}, is struck out; it counts all the same",
            f"Give the date that holds in {case.cell_for_new_date}, or take the strike-through off {case.due_cell}",
        )
