"""What ``pull`` answers: each cell with its text before and after, and each conflict with both texts."""

from __future__ import annotations

from pathlib import Path

from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, wrapped
from gipxl.outputs.pulling import Conflict, Edit, Pulled
from gipxl.plan import Plan
from gipxl.words import count, listed, plural


def as_text(plan: Plan, pulled: Pulled, written: Path | None, *, dry_run: bool = False, width: int = 80) -> str:
    """What goes back, what does not and why, and where the copy is."""
    lines = [wrapped(_in_short(pulled, dry_run), width, first=f"{one_line(plan.workbook)}: ", rest="")]
    for edit in pulled.edits:
        lines += ["", *_edit(edit, width)]
    if pulled.conflicts:
        lines += ["", "Left to people:"]
    for conflict in pulled.conflicts:
        lines += ["", *_conflict(conflict, width)]
    if pulled.remarks:
        lines += ["", *(wrapped(remark, width, first="Note: ", rest="      ") for remark in pulled.remarks)]
    if written and pulled.receipt:
        lines += ["", wrapped(f"Written to {written}.", width), wrapped(f"{pulled.receipt.summary}.", width)]
    return "\n".join([*lines, ""])


def _in_short(pulled: Pulled, dry_run: bool) -> str:
    number, conflicts = len(pulled.edits), len(pulled.conflicts)
    left = f"; {count(conflicts, 'edited text')} {plural(conflicts, 'does', 'do')} not" if conflicts else ""
    if not number:
        return f"no text goes back{left}; no copy was written."
    verb = "would take" if dry_run else plural(number, "takes", "take")
    return f"{count(number, 'cell')} {verb} the report's text{left}{'; nothing was written' if dry_run else ''}."


def _edit(edit: Edit, width: int) -> list[str]:
    head = f"{one_line(edit.sheet)}!{edit.cell}, {_named(edit.refs)} (report: {one_line(edit.where)})"
    return [
        wrapped(head, width),
        wrapped(one_line(edit.before) or "(nothing)", width, first="  before  "),
        wrapped(one_line(edit.after), width, first="  after   "),
    ]


def _conflict(conflict: Conflict, width: int) -> list[str]:
    place = f"{one_line(conflict.sheet)}!{conflict.cell}, " if conflict.cell else ""
    return [
        wrapped(
            f"{place}{_named(conflict.refs)} (report: {one_line(conflict.where)}): {one_line(conflict.why)}", width
        ),
        wrapped(one_line(conflict.workbook) or "(nothing)", width, first="  workbook  "),
        wrapped(one_line(conflict.report), width, first="  report    "),
    ]


def _named(refs: tuple[str, ...]) -> str:
    return listed([one_line(ref) for ref in refs])


def as_json(report: str, plan: Plan, pulled: Pulled, written: Path | None) -> str:
    """The same as an object; ``file`` and ``receipt`` are null where nothing goes back, ``file`` also on a dry run."""
    return to_json(
        {
            "report": report,
            "workbook": plan.workbook,
            "file": str(written) if written else None,
            "pulled": [each._asdict() for each in pulled.edits],
            "conflicts": [each._asdict() for each in pulled.conflicts],
            "remarks": list(pulled.remarks),
            "receipt": pulled.receipt.as_json() if pulled.receipt else None,
        }
    )
