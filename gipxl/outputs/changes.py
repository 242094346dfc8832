"""What ``compare`` answers: each change of each action, in a sentence and as JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from gipxl.changes import Change, Changes, Kind
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, wrapped
from gipxl.plan import FIELD_WORDS, Field
from gipxl.words import count, day, shortened

# Longer texts are cut in sentences; the JSON has them whole.
_MOST = 80


def sentence(change: Change) -> str:
    """What happened, without ref and full stop: "revised date moved from … to … (90 days later)"."""
    match change.kind:
        case Kind.ADDED:
            return f"added, “{said(change.now)}”" if change.now else "added"
        case Kind.REMOVED:
            return "removed"
        case Kind.CONSOLIDATED:
            return f"consolidated into {said(change.now)}"
        case Kind.LEFT_BEHIND:
            return f"not carried forward: {_ended(change)}"
        case Kind.CARRIED_FORWARD:
            return "carried forward"
        case Kind.RENUMBERED:
            return f"renumbered {said(change.was)} → {said(change.now)}"
        case Kind.COMPLETED:
            return f"completed{_on(change.now)}"
        case Kind.REOPENED:
            return f"reopened, having been complete{_now_says(change)}"
        case Kind.DATE_MOVED | Kind.ORIGINAL_CHANGED:
            return _date_moved(change)
        case _:
            return _text_changed(change)


def as_text(changes: Changes, *, width: int = 80) -> str:
    """Every change on lines of its own behind the action's ref, and how many there are."""
    before, after = changes.before, changes.after
    lines = [
        wrapped(f"{before.workbook}, as at {day(before.as_at)}", width, first="Before  "),
        wrapped(f"{after.workbook}, as at {day(after.as_at)}", width, first="After   "),
        "",
    ]
    if not changes.all:
        return "\n".join([*lines, "Nothing has changed.", ""])
    for change in changes.all:
        lines.append(wrapped(sentence(change), width, first=f"{one_line(change.ref)}: ", rest="    "))
    actions = len({change.ref for change in changes.all})
    lines += ["", f"{count(len(changes.all), 'change')} to {count(actions, 'action')}.", ""]
    return "\n".join(lines)


def as_json(changes: Changes) -> str:
    """The object that ``compare --format json`` promises; dates are ISO, kinds have underscores."""
    return to_json(
        {
            "before": one_line(changes.before.workbook),
            "after": one_line(changes.after.workbook),
            "changes": [_object(change) for change in changes.all],
        }
    )


def _object(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value.replace(" ", "_"),
        "ref": change.ref,
        "field": change.field.value if change.field else None,
        "was": change.was,
        "is": change.now,
    }


def said(value: str | date | None) -> str:
    """A value of a change as people say it: a day in words, a text on one line and not too long."""
    return day(value) if isinstance(value, date) else shortened(one_line(value or ""), _MOST)


def _on(value: str | date | None) -> str:
    return f" on {day(value)}" if isinstance(value, date) else ""


def _ended(change: Change) -> str:
    """Why an action was left to last year's plan."""
    if isinstance(change.was, date):
        return f"completed on {day(change.was)}"
    return f"its status was “{said(change.was)}”" if change.was else "it counted no more"


def _now_says(change: Change) -> str:
    since = _on(change.was).replace(" on ", " since ", 1)
    return since + (f"; it now says “{said(change.now)}”" if isinstance(change.now, str) else "")


def _date_moved(change: Change) -> str:
    """In a plan of one date column the date that moved is simply the delivery date."""
    is_only_date = change.kind is Kind.DATE_MOVED and change.field is Field.ORIGINAL_DUE
    what = "delivery date" if is_only_date or not change.field else FIELD_WORDS[change.field]
    if change.kind is Kind.DATE_MOVED:
        return f"{what} moved {route(change)}"
    if change.was is None or change.now is None:
        return f"{what} removed, was {said(change.was)}" if change.was else f"{what} given: {said(change.now)}"
    return f"{what} changed {route(change)}"


def route(change: Change) -> str:
    """ "from 31 December 2020 to 31 March 2021 (90 days later)", and how far where that can be counted."""
    was = said(change.was) if change.was else "none"
    if not isinstance(change.now, date):
        return f"from {was}, now {said(change.now)}"
    if not isinstance(change.was, date):
        return f"to {said(change.now)}, was {was}"
    return f"from {was} to {said(change.now)} ({how_far(change.days or 0)})"


def how_far(days: int) -> str:
    """ "90 days later", "1 day earlier"."""
    return f"{count(abs(days), 'day')} {'earlier' if days < 0 else 'later'}"


def _text_changed(change: Change) -> str:
    what = FIELD_WORDS[change.field] if change.field else "text"
    if change.was is None or change.now is None:
        return f"{what} removed, was “{said(change.was)}”" if change.was else f"{what} given: “{said(change.now)}”"
    if change.kind is Kind.UPDATED:
        return f"{what} now “{said(change.now)}”"
    verb = "reworded" if change.kind is Kind.REWORDED else "changed"
    return f"{what} {verb} from “{said(change.was)}” to “{said(change.now)}”"
