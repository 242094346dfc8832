"""How the plan is laid out: its columns, headings, hidden and merged cells, and formulas that went wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gipxl.plan import FIELD_WORDS, Action, Field, Plan
from gipxl.rules.cells import by_row, capital, heading_cell, quoted, split_cell
from gipxl.rules.finding import Level
from gipxl.rules.rule import Remark, Review, plan_rule
from gipxl.words import listed

_NEEDED: tuple[tuple[tuple[Field, ...], str], ...] = (
    ((Field.REF, Field.TITLE), "a ref or a title"),
    ((Field.OWNER,), "an owner"),
    ((Field.ORIGINAL_DUE, Field.REVISED_DUE), "the date due"),
)


@plan_rule("LAY01", Level.ERROR)
def no_such_column(review: Review) -> Iterator[Remark]:
    """A plan without owners or without dates cannot be checked for them, and nobody can be held to it.

    Every plan needs a ref or a title for each action, an owner, and a date due.

    Found:
        | ref | title         | status   | original_due |
        | C4  | Contract plan | On track | 2020-12-31   |
    Better:
        | ref | title         | owner         | status   | original_due |
        | C4  | Contract plan | Head of Legal | On track | 2020-12-31   |
    """
    for fields, words in _NEEDED:
        if review.plan.fields.isdisjoint(fields):
            yield Remark(
                heading_cell(review.plan),
                f"The headings name no column for {words}",
                f"Add a column for {words}, or say in gipxl.toml under [plan.columns] which one it is",
            )


@plan_rule("LAY02", Level.NOTE)
def guessed_column(review: Review) -> Iterator[Remark]:
    """A heading that is only like a known one, or none at all, was read by likeness or by what stands below it.

    The reading may be right; it is said so that nobody is misled by a wrong one.

    Found:
        | ref | Responsble officer | original_due |
        | C4  | Head of Legal      | 2020-12-31   |
    Better:
        | ref | owner         | original_due |
        | C4  | Head of Legal | 2020-12-31   |
    """
    for column in review.plan.columns:
        if column.guessed and not column.field:
            yield Remark(
                heading_cell(review.plan, column),
                f"Column {column.letter} ({quoted(column.heading)}): {column.why}",
                "If it is the original, the revised or the completion date, say so in gipxl.toml under [plan.columns]",
            )
        elif column.guessed and column.field:
            yield Remark(
                heading_cell(review.plan, column),
                f"Column {column.letter} ({quoted(column.heading)}) was taken for the {FIELD_WORDS[column.field]}: "
                f"{column.why}",
                f"If that is wrong, say in gipxl.toml under [plan.columns] which column holds "
                f"the {FIELD_WORDS[column.field]}",
            )


@plan_rule("LAY03", Level.NOTE)
def repeated_heading(review: Review) -> Iterator[Remark]:
    """A heading row in the middle of the table sorts in among the actions; it was passed over.

    Found:
        | ref | owner         | original_due |
        | C4  | Head of Legal | 2020-12-31   |
        | ref | owner         | original_due |
        | C5  | Head of HR    | 2020-12-31   |
    Better:
        | ref | owner         | original_due |
        | C4  | Head of Legal | 2020-12-31   |
        | C5  | Head of HR    | 2020-12-31   |
    """
    letter = next((column.letter for column in review.plan.columns), "A")
    for left in review.plan.left_out:
        if "heading" in left.why and left.rows:
            row = left.rows.split("-")[0]
            yield Remark(
                f"{letter}{row}",
                f"The heading stands again in row {row}, inside the table; the row was passed over",
                "Delete the row; to repeat headings on every printed page, use Page Layout, Print Titles",
                sheet=left.sheet or None,
            )


@plan_rule("LAY04", Level.WARNING)
def hidden_action(review: Review) -> Iterator[Remark]:
    """An action in a hidden or filtered row counts all the same, and so does what a hidden column says of it.

    Whoever looks at the sheet sees other numbers than the report gives.
    """
    plan = review.plan
    for column in plan.columns:
        if column.field and column.letter in plan.marks.hidden_columns:
            yield Remark(
                heading_cell(plan, column),
                f"Column {column.letter} ({quoted(column.heading)}) is hidden; what it says was taken all the same",
                "Show the column, or move it to another sheet if the plan doesn't need it",
            )
    for standing in review.standings if plan.marks.hidden_rows else ():
        action = standing.action
        if standing.counts and action.sheet == plan.sheet and action.row in plan.marks.hidden_rows:
            where = f"in row {action.row}, which is hidden" if action.ref else "hidden"
            yield Remark(
                Field.REF if action.ref_entry.cell else Field.TITLE,
                f"{capital(action.name)} is {where} or filtered out; it counts all the same",
                f"Show row {action.row} or clear the filter; if the action has been given up, say so in its status",
                action,
            )


@plan_rule("LAY05", Level.NOTE)
def merged_actions(review: Review) -> Iterator[Remark]:
    """One cell merged over several actions gives its value to each of them, which may not have been meant.

    Merged cells also stop a table from being sorted and filtered. A theme merged over its actions is meant so.
    """
    rows = by_row(review.plan)
    shared: dict[str, dict[int, Action]] = {}
    for cell, anchor in review.plan.marks.merged.items():
        for row in (split_cell(cell)[1], split_cell(anchor)[1]):
            if row in rows and _is_of_plan(review.plan, cell, besides=Field.AREA):
                shared.setdefault(anchor, {})[row] = rows[row]
    for anchor, actions in shared.items():
        if len(actions) > 1:
            names = [actions[row].name for row in sorted(actions)]
            yield Remark(
                anchor,
                f"{anchor} is merged over {len(names)} actions; what it says was taken for each of {listed(names)}",
                "Unmerge the cell and fill in each action's own",
                actions[min(actions)],
            )


def _is_of_plan(plan: Plan, cell: str, besides: Field | None = None) -> bool:
    letter = split_cell(cell)[0]
    return any(column.letter == letter and column.field not in (None, besides) for column in plan.columns)


@plan_rule("LAY06", Level.WARNING)
def several_plans(review: Review) -> Iterator[Remark]:
    """More than one sheet is headed as a plan is. One was read; if it is the wrong one, every figure is wrong.

    Naming the sheet, by --sheet or in the settings, settles it.
    """
    plan = review.plan
    if plan.other_plans and not review.settings.plan.sheet and not plan.sheet_why.startswith("named"):
        others = listed([f"“{name}”" for name in plan.other_plans])
        yield Remark(
            None,
            f"“{plan.sheet}” was read as the plan ({plan.sheet_why}), but {others} could be it too",
            f"If “{plan.sheet}” is right, keep it in gipxl.toml as [plan] sheet; if not, name the other with --sheet",
        )


@plan_rule("LAY07", Level.ERROR)
def error_value(review: Review) -> Iterator[Remark]:
    """A cell that shows #REF!, #N/A or the like says nothing, and nothing can be made of it."""
    for cell, action in _in_actions(review.plan, review.plan.marks.error_values):
        yield Remark(
            cell,
            f"{capital(action.name)} has {review.plan.marks.error_values[cell]} in {cell}: its formula has gone wrong",
            f"Correct the formula in {cell}, or type what it should show",
            action,
        )


@plan_rule("LAY08", Level.WARNING)
def no_stored_value(review: Review) -> Iterator[Remark]:
    """A formula whose result is not stored in the file: gipxl reads results and works out no formulas.

    Files written by other programs are often like this until Excel has saved them.
    """
    for cell, action in _in_actions(review.plan, dict.fromkeys(review.plan.marks.without_value, "")):
        yield Remark(
            cell,
            f"{capital(action.name)} has a formula in {cell} whose result is not stored; it was read as blank",
            "Open the workbook in Excel, let it calculate, save it, and check again",
            action,
        )


def _in_actions(plan: Plan, cells: Mapping[str, str]) -> Iterator[tuple[str, Action]]:
    """Those of ``cells`` that stand in an action's row and in a column of the plan, from the top down."""
    rows = by_row(plan) if cells else {}
    for cell in sorted(cells, key=lambda cell: (split_cell(cell)[1], len(cell), cell)):
        if (action := rows.get(split_cell(cell)[1])) and _is_of_plan(plan, cell):
            yield cell, action
