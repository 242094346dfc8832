"""What the report says of single actions: the officers' wording, one paragraph for those that share title and text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from gipxl.outputs.plain import one_line
from gipxl.outputs.report.officers import is_missing, paragraphs_of
from gipxl.outputs.report.pieces import Gap, Paragraph, Strong, Style, Text, Told
from gipxl.plan import Action, Field, Plan, cleaned, folded
from gipxl.words import listed


class Narrative(NamedTuple):
    """What the report says of one action, or of several that share title and text: a paragraph and its rest."""

    refs: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]


def source(plan: Plan) -> Field | None:
    """The column that narratives come from: the wording for the report; in a plan without one, the updates."""
    return next((field for field in (Field.WORDING, Field.UPDATE) if field in plan.fields), None)


def narratives(plan: Plan, actions: Iterable[Action]) -> tuple[Narrative, ...]:
    """One for each action, and one for those that share title and narrative, in the place of the first of them."""
    together: dict[object, list[Action]] = {}
    for action in actions:
        together.setdefault(_shared(plan, action), []).append(action)
    return tuple(_narrative(plan, each, f"narrative-{at}") for at, each in enumerate(together.values(), start=1))


def _shared(plan: Plan, action: Action) -> object:
    """What joins actions: one row with several refs, or the same title and the same text."""
    title, text = folded(action.title.typed), cleaned(text_of(plan, action))
    return (title, text) if title and text else (action.sheet, action.row)


def _narrative(plan: Plan, actions: Sequence[Action], key: str) -> Narrative:
    refs = tuple(action.name for action in actions)
    first, *rest = (Told("narrative", refs, (part,)) for part in told(plan, actions[0]))
    opening = Paragraph(style=Style.NUMBERED, words=(Strong(heading(actions)), Text("\n"), first), key=key)
    return Narrative(refs, (opening, *(Paragraph(style=Style.CONTINUED, words=(more,)) for more in rest)))


def heading(actions: Sequence[Action]) -> str:
    """ "Data-sharing agreement (G2)", "Service agreement (C2 and C5)"; title or refs alone where that is all."""
    refs = listed([one_line(action.ref) for action in actions if action.ref])
    title = one_line(actions[0].title.typed).rstrip(".:;,")
    if title and refs:
        return f"{title} ({refs})"
    return title or refs or actions[0].name.capitalize()


def told(plan: Plan, action: Action) -> tuple[Text | Gap, ...]:
    """The paragraphs that the workbook gives for an action, or the gap where it gives none."""
    text = text_of(plan, action)
    return tuple(Text(part) for part in paragraphs_of(text)) if text else (_gap(plan, action),)


def text_of(plan: Plan, action: Action) -> str:
    """What the report may say of an action; "" where nothing is written for it."""
    field = source(plan)
    entry = action.entry(field) if field else None
    return "" if entry is None or is_missing(entry.value) else entry.typed


def _gap(plan: Plan, action: Action) -> Gap:
    name, field = one_line(action.name), source(plan)
    if field is None:
        column = "column “Wording for the report”"
        return Gap(about=name, text=f"[{name}: to be written; the plan has no {column}]", sheet=action.sheet)
    cell = action.entry(field).cell
    where = f"{cell} of the sheet {one_line(action.sheet)}" if cell else f"the sheet {one_line(action.sheet)}"
    what = "wording for the report" if field is Field.WORDING else "update"
    return Gap(about=name, text=f"[{name}: {what} to be written in {where}]", sheet=action.sheet, cell=cell)


def paragraph_keys(told_below: Iterable[Narrative]) -> Mapping[str, str]:
    """For each ref, the key of the paragraph that tells of it; the first one's where a ref stands twice."""
    keys: dict[str, str] = {}
    for narrative in told_below:
        for ref in narrative.refs:
            keys.setdefault(ref, narrative.paragraphs[0].key)
    return keys
