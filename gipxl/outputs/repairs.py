"""What ``fix`` answers: each cell with before, after and why, in a table and as JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import harmless, one_line, table, wrapped
from gipxl.outputs.repaired import Repaired
from gipxl.plan import INVISIBLE, Plan
from gipxl.repairs import Repair
from gipxl.words import count, plural, short_day


def as_text(plan: Plan, repaired: Repaired, written: Path | None, *, dry_run: bool = False, width: int = 80) -> str:
    """Each repair with before, after and why; what was left alone; and where the copy is."""
    made, left = repaired.made, repaired.left
    lines = [wrapped(_in_short(repaired, dry_run), width, first=f"{one_line(plan.workbook)}: ", rest="")]
    if made:
        rows = [(*_named(plan, each), *_change(each), each.why) for each in made]
        lines += ["", table([("cell", "ref", "before", "after", "why"), *rows], width=width)]
    if left:
        rows = [(*_named(plan, each.repair), *_change(each.repair), each.why) for each in left]
        lines += ["", "Left as they are:", table([("cell", "ref", "is", "could be", "why not"), *rows], width=width)]
    if written:
        lines += ["", wrapped(f"Written to {written}.", width), wrapped(f"{repaired.receipt.summary}.", width)]
    return "\n".join([*lines, ""])


def _in_short(repaired: Repaired, dry_run: bool) -> str:
    left = len(repaired.left)
    spared = f", and {count(left, 'cell')} left as {plural(left, 'it is', 'they are')}" if left else ""
    if not repaired.made:
        return f"nothing to repair{spared}; no copy was written."
    verb = "would be repaired" if dry_run else plural(len(repaired.made), "was repaired", "were repaired")
    return f"{count(len(repaired.made), 'cell')} {verb}{spared}{'; nothing was written' if dry_run else ''}."


def as_json(plan: Plan, repaired: Repaired, written: Path | None) -> str:
    """The same as an object; ``file`` is null where nothing was written. Days are written as 2020-12-31."""
    return to_json(
        {
            "workbook": plan.workbook,
            "file": str(written) if written else None,
            "repairs": [_object(each) for each in repaired.made],
            "left": [{**_object(each.repair), "why_not": each.why} for each in repaired.left],
            "receipt": repaired.receipt.as_json(),
        }
    )


def _object(repair: Repair) -> Mapping[str, Any]:
    after = repair.after
    return {
        "sheet": repair.sheet,
        "cell": repair.cell,
        "ref": repair.ref,
        "before": repair.before,
        "after": after.isoformat() if isinstance(after, date) else after,
        "why": repair.why,
    }


def _named(plan: Plan, repair: Repair) -> tuple[str, str]:
    place = repair.cell if repair.sheet == plan.sheet else f"{repair.sheet}!{repair.cell}"
    return place, _shown(repair.ref)


_ROOM, _LEAD = 36, 8


def _change(repair: Repair) -> tuple[str, str]:
    """Before and after in quotes, stray characters so that they show; of long texts the place where they differ."""
    before, after = repair.before, repair.after
    if isinstance(after, date):
        return f"“{_shown(before)}”", f"{short_day(after)} as a date"
    same = next((at for at, (was, now) in enumerate(zip(before, after, strict=False)) if was != now), len(after))
    start = max(same - _LEAD, 0) if len(before) > _ROOM else 0
    return _excerpt(before, start), _excerpt(after, start) if after else "(empty)"


def _excerpt(text: str, start: int) -> str:
    piece = text[start : start + _ROOM]
    return f"“{'…' if start else ''}{_shown(piece)}{'…' if start + _ROOM < len(text) else ''}”"


def _shown(text: str) -> str:
    """A text on one line in which stray blanks show as a raised dot, and what cannot be seen as its code."""
    text = re.sub(r"^\s+|\s+$|(?<=\S)(?:\s{2,}|[^\S ])(?=\S)", lambda blanks: "·" * len(blanks[0]), text)
    return harmless("".join(f"[U+{ord(each):04X}]" if ord(each) in INVISIBLE else each for each in text))
