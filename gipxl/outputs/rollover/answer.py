"""What ``rollover`` answers: what was carried forward and what was not, what to look after, and the new file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.outputs.rollover import RolledOver
from gipxl.outputs.rollover.leaving import Left
from gipxl.plan import Plan
from gipxl.words import count, day, listed


def as_text(plan: Plan, rolled: RolledOver, written: Path | None, *, width: int = 80) -> str:
    """In sentences and one table: carried, left behind, renumbered; what leads must look at; where the workbook is."""
    total = len(rolled.carried) + sum(each.has_row for each in rolled.left)
    verb = "carried forward" if written else "would be carried forward"
    opening = f"{len(rolled.carried):,} of {count(total, 'action')} {verb} to {rolled.year}, as at {day(rolled.as_at)}."
    lines = [wrapped(opening, width, first=f"{one_line(plan.workbook)}: ", rest="")]
    for heading, refs in _lists(rolled):
        lines += ["", wrapped(listed(refs), width, first=f"{heading}: ", rest="    ")]
    if rolled.left:
        lines += ["", "Left behind, and listed on the sheet “Completed”:", table(map(_row, rolled.left), width=width)]
    lines += ["", wrapped(f"Not in the new workbook: {'; '.join(rolled.not_carried)}.", width)]
    lines += ["", wrapped(f"Written to {written}." if written else "Nothing was written.", width), ""]
    return "\n".join(lines)


def _lists(rolled: RolledOver) -> Iterator[tuple[str, list[str]]]:
    if rolled.renumbered:
        yield "Renumbered", [f"{each.action.ref} → {each.ref}" for each in rolled.carried if each.is_renumbered]
    else:
        yield "Carried forward", [one_line(each.ref or each.action.name) for each in rolled.carried] or ["nothing"]
    if rolled.old_refs_in_texts:
        spoken = [f"{new} ({', '.join(old)})" for new, old in rolled.old_refs_in_texts.items()]
        yield "Texts that still speak of old refs, to be corrected", spoken
    if rolled.status_cleared:
        yield (
            "Status cleared, since the date passes before the new plan begins",
            [*rolled.status_cleared],
        )
    if rolled.wording_cleared:
        yield "Wording for last year's reports cleared", [*rolled.wording_cleared]
    if rolled.wording_kept:
        yield "Wording kept, since nothing else says why the date moved", [*rolled.wording_kept]


def _row(left: Left) -> tuple[str, str, str]:
    when = f" on {day(left.day)}" if left.day else ""
    return one_line(left.action.name), f"{left.in_words}{when}", one_line(left.action.title.typed)


def as_json(plan: Plan, rolled: RolledOver, written: Path | None) -> str:
    """The same as an object; ``file`` is null where nothing was written."""
    return to_json(
        {
            "workbook": plan.workbook,
            "file": str(written) if written else None,
            "year": rolled.year,
            "as_at": rolled.as_at,
            "carried": {"value": len(rolled.carried), "refs": [each.ref for each in rolled.carried]},
            "renumbered": rolled.renumbered,
            "left_behind": [_object(each) for each in rolled.left],
            "wording_cleared": rolled.wording_cleared,
            "wording_kept": rolled.wording_kept,
            "status_cleared": rolled.status_cleared,
            "old_refs_in_texts": rolled.old_refs_in_texts,
            "not_carried": rolled.not_carried,
        }
    )


def _object(left: Left) -> dict[str, Any]:
    return {"ref": left.action.ref or None, "why": left.why, "on": left.day, "into": left.into or None}
