"""What is said of single actions in tables: dates in words, why a date was moved, and ref with title."""

from __future__ import annotations

from gipxl.outputs.plain import one_line
from gipxl.outputs.report.listings import date_before
from gipxl.outputs.report.narratives import text_of
from gipxl.outputs.report.officers import is_missing
from gipxl.outputs.report.pieces import Gap, Strong, Text, Told, Words
from gipxl.plan import Action, Field, Plan
from gipxl.standing import Standing
from gipxl.words import day, shortened


def named(action: Action, most: int = 1000) -> Words:
    """Ref in bold, and the title, cut where it is longer than ``most`` characters."""
    name, title = one_line(action.name), shortened(one_line(action.title.typed), most)
    words = (Strong(name), Text(f" {title}")) if title else (Strong(name),)
    return (Told("action", (action.name,), words),)


def owner(action: Action) -> Words:
    """Who owns it, or the gap where nobody is named."""
    text = one_line(action.owner.typed)
    if not is_missing(text):
        return (Text(text),)
    where = f" in {action.owner.cell} of the sheet {one_line(action.sheet)}" if action.owner.cell else ""
    name = one_line(action.name)
    return (Gap(about=name, text=f"[{name}: owner to be named{where}]", sheet=action.sheet, cell=action.owner.cell),)


def due_words(standing: Standing) -> str:
    """The date now in force."""
    if standing.due_day:
        return day(standing.due_day)
    dates = standing.action.due_dates
    return "To be decided" if standing.awaits_new_date or (dates and dates[-1].is_undecided) else "None given"


def was_words(standing: Standing) -> str:
    """The date due when the plan was last presented."""
    before = date_before(standing)
    return day(before.day) if before and before.day else "None given"


def reason_source(plan: Plan) -> Field | None:
    """The column that says why dates were moved; in a plan without one, that which narratives come from."""
    return next((each for each in (Field.REASON, Field.WORDING, Field.UPDATE) if each in plan.fields), None)


def reason(plan: Plan, action: Action) -> Text | Gap:
    """Why its date was moved, or the gap where nobody has said so."""
    field = reason_source(plan)
    text = action.reason.typed if field is Field.REASON else text_of(plan, action)
    if not is_missing(text):
        return Text(one_line(text))
    cell = action.entry(field).cell if field else ""
    where = f" in {cell} of the sheet {one_line(action.sheet)}" if cell else ""
    name = one_line(action.name)
    return Gap(about=name, text=f"[{name}: reason to be written{where}]", sheet=action.sheet, cell=cell)
