"""What ``show`` answers: how a workbook was understood, so that a misreading is seen before it is counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from gipxl.assessment import Assessment
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.plan import FIELD_WORDS, Action, Column, Field, LeftOut, Plan, Position
from gipxl.standing import Standing
from gipxl.words import count, day, listed, shortened

# How many different words of a column are listed before the rest are only counted.
_MOST_WORDS = 15

#: The columns that the JSON always names, in this order; others only where the plan has them.
ALWAYS_NAMED = (
    Field.REF, Field.TITLE, Field.AREA, Field.SOURCE, Field.RECOMMENDATION, Field.OWNER, Field.ORIGINAL_DUE,
    Field.REVISED_DUE, Field.REASON, Field.COMPLETED, Field.STATUS, Field.UPDATE, Field.WORDING,
)  # fmt: skip


def as_json(assessment: Assessment) -> str:
    """The object that ``show --format json`` promises."""
    plan = assessment.plan
    named = (*ALWAYS_NAMED, *(what for what in Field if what in plan.fields and what not in ALWAYS_NAMED))
    return to_json(
        {
            "workbook": one_line(plan.workbook),
            "sheet": plan.sheet,
            "heading_rows": plan.heading_rows,
            "columns": {what.value: plan.letter(what) for what in named},
            "actions": [_object(each, plan) for each in assessment.standings if not _is_old(each)],
            "left_out": [
                {"rows": each.rows, "why": each.why} | _elsewhere(each.sheet, plan) for each in left_out(assessment)
            ],
        }
    )


def as_text(assessment: Assessment, *, width: int = 80) -> str:
    """Sheet, reporting date and heading; each column with its meaning and why; the words met; what was left out."""
    plan = assessment.plan
    sections = [
        _opening(assessment, width),
        _section("Columns", table(map(_column_row, plan.columns), width=width)),
        _section("Words met", table(_words_met(assessment), width=width)),
        _section("Positions", table(_positions(assessment), right=(1,), width=width)),
        _section("Left out", table(_left_out_rows(assessment), width=width)),
    ]
    return "\n\n".join(filter(None, sections)) + "\n"


def left_out(assessment: Assessment) -> tuple[LeftOut, ...]:
    """The rows and sheets that hold no action, and the finished actions too old to count."""
    old = [each.action for each in assessment.standings if _is_old(each)]
    dated = [action for action in old if action.completed_day]
    rest = [action for action in old if not action.completed_day]
    found = list(assessment.plan.left_out)
    for actions, which in ((dated, "of earlier years"), (rest, "without a completion date, so of no year")):
        if actions:
            why = f"{count(len(actions), 'finished action')} {which}"
            found.append(LeftOut(rows=_ranges(action.row for action in actions), why=why, sheet=actions[0].sheet))
    return tuple(found)


def _is_old(standing: Standing) -> bool:
    """On the sheet of finished work, and not one that counts this year."""
    return standing.action.on_finished_sheet and not standing.counts and not standing.action.is_gone


def _object(standing: Standing, plan: Plan) -> dict[str, Any]:
    action = standing.action
    return {
        "ref": action.ref or None,
        "row": action.row,
        **_elsewhere(action.sheet, plan),
        "title": _text(action.title.typed),
        "owner": _text(action.owner.typed),
        "original_due": standing.original_day,
        "current_due": standing.due_day,
        "revisions": standing.moves,
        "completed": action.completed_day,
        "status": _text(action.status.typed),
        "position": standing.position.key if standing.counts else None,
    }


def _elsewhere(sheet: str, plan: Plan) -> dict[str, str]:
    """The sheet is named where it is another than the plan's own."""
    return {"sheet": sheet} if sheet and sheet != plan.sheet else {}


def _text(typed: str) -> str | None:
    return typed.strip() or None


def _opening(assessment: Assessment, width: int) -> str:
    plan = assessment.plan
    rows = [
        ("Sheet", f"“{plan.sheet}”: {plan.sheet_why}" if plan.sheet_why else f"“{plan.sheet}”"),
        ("Reporting date", f"{day(plan.as_at)}, from {plan.as_at_from}" if plan.as_at_from else day(plan.as_at)),
        ("Heading", f"{'rows' if len(plan.heading_rows) > 1 else 'row'} {listed([*map(str, plan.heading_rows)])}"),
        ("Actions", _whereabouts(plan)),
        ("Marking", plan.marking),
        ("Finished work", f"sheet “{plan.finished_sheet}”" if plan.finished_sheet else ""),
        ("Report details", f"sheet “{plan.details.sheet}”" if plan.details.sheet else "no such sheet"),
        ("Other plans", f"also on {listed([f'“{name}”' for name in plan.other_plans])}" if plan.other_plans else ""),
        ("Financial year", f"ends on {day(plan.year_end)}"),
    ]
    said = table([row for row in rows if row[1]], width=width)
    return f"{wrapped(plan.workbook, width)}\n{said}"


def _section(heading: str, body: str) -> str:
    return f"{heading}\n{body}" if body else ""


def _whereabouts(plan: Plan) -> str:
    """How many rows hold an action, and between which they stand."""
    own = [action for action in plan.actions if not action.on_finished_sheet]
    finished = len(plan.actions) - len(own)
    rows = f"row {plan.first_row}" if plan.first_row == plan.last_row else f"rows {plan.first_row} to {plan.last_row}"
    said = f"{len(own):,}, in {rows}" if own else "none yet"
    return f"{said}, and {finished:,} on the sheet of finished work" if finished else said


def _column_row(column: Column) -> tuple[str, str, str]:
    meaning = FIELD_WORDS[column.field] if column.field else "not used"
    guessed = "a guess: " if column.guessed else ""
    why = f" ({guessed}{column.why})" if column.why else ""
    return column.letter, meaning, f"“{shortened(one_line(column.heading), 40)}”{why}"


def _words_met(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The words of the columns that hold few different ones, with how often each was met and what it was taken for."""
    plan, actions = assessment.plan, assessment.plan.actions
    if not actions:
        return
    if Field.STATUS in plan.fields:
        yield "Status", _counted(map(_status_word, actions))
    if Field.OWNER in plan.fields:
        yield "Owner", _counted(owner for action in actions for owner in action.owners or (action.owner.typed,))
    for what in (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED):
        if what in plan.fields:
            yield FIELD_WORDS[what].capitalize(), _counted(_date_form(action, what) for action in actions)
    if Field.PRIORITY in plan.fields:
        yield "Priority", _counted(action.priority.typed for action in actions)


def _status_word(action: Action) -> str:
    word, taken_for = one_line(action.status.typed), action.status_says
    if not word:
        return ""
    return f"“{shortened(word, 40)}” as {taken_for or 'unknown'}"


def _date_form(action: Action, what: Field) -> str:
    entry = action.entry(what)
    if entry.is_blank or entry.value is None:
        return one_line(entry.typed) and "not a date"
    return f"{entry.value.exact.value}{' as text' if entry.value.is_text else ''}"


def _counted(words: Iterable[str]) -> str:
    """ "“Green” as on track (11), … blank (2)", the commonest first."""
    met = Counter(shortened(one_line(word), 60) or "blank" for word in words).most_common()
    said = [f"{word} ({number:,})" for word, number in met[:_MOST_WORDS]]
    more = [f"and {len(met) - _MOST_WORDS:,} more"] if len(met) > _MOST_WORDS else []
    return ", ".join([*said, *more])


def _positions(assessment: Assessment) -> Iterator[tuple[str, str, str]]:
    for position in Position:
        figure = assessment.figures.position(position)
        yield position.value.capitalize(), f"{figure.value:,}", ", ".join(figure.refs)


def _left_out_rows(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """What was left out, one line for each reason."""
    rows: dict[tuple[str, str], list[str]] = {}
    for left in left_out(assessment):
        rows.setdefault((left.why, left.sheet), []).extend(filter(None, [left.rows]))
    for (why, sheet), spans in rows.items():
        on_sheet = f"sheet “{sheet}”" if _elsewhere(sheet, assessment.plan) else ""
        span = ", ".join(spans)
        in_rows = f"{'row' if span.isdigit() else 'rows'} {span}" if span else ""
        yield why, ", ".join(filter(None, (on_sheet, in_rows)))


def _ranges(rows: Iterable[int]) -> str:
    """ "7-11, 13" for 7 to 11 and 13."""
    spans: list[list[int]] = []
    for row in sorted(set(rows)):
        if spans and row == spans[-1][1] + 1:
            spans[-1][1] = row
        else:
            spans.append([row, row])
    return ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in spans)
