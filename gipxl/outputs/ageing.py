"""How long the overdue actions have been overdue, as lines of text and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from gipxl.ageing import BANDS, Ageing, AgeLine, Number
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.settings import Overdue
from gipxl.words import count, day, listed, plural

NO_OWNER, NO_SOURCE = "No owner given", "No source given"


def as_lines(ageing: Ageing, *, width: int = 80) -> list[str]:
    """A sentence, then a line for each band with its refs, each owner and each source."""
    lines = [wrapped(in_words(ageing), width)]
    if not ageing.total.all.value:
        return lines
    bands = zip(BANDS, ageing.total.bands, strict=True)
    rows = [(_capital(band.label), f"{number.value:,}", ", ".join(number.refs)) for band, number in bands]
    lines += ["", table(rows, right=(1,), width=width)]
    for heading, held, unnamed in (("By owner", ageing.by_owner, NO_OWNER), ("By source", ageing.by_source, NO_SOURCE)):
        lines += ["", wrapped(f"{heading}:", width), table([*_rows(held, unnamed)], right=(1,), width=width)]
    if note := on_joint_owners(ageing):
        lines += ["", wrapped(note, width)]
    return lines


def _rows(lines: Sequence[AgeLine], unnamed: str) -> Iterator[tuple[str, str, str]]:
    for line in lines:
        bands = zip(BANDS, line.bands, strict=True)
        parts = [f"{number.value:,} {band.label} ({', '.join(number.refs)})" for band, number in bands if number.value]
        yield one_line(line.name) or unnamed, f"{line.all.value:,}", "; ".join(parts)


def in_words(ageing: Ageing) -> str:
    """ "3 actions are past due on 30 September 2020: 1 counts as overdue, and 2 count as revised, though …" """
    total, overdue, revised = (ageing.total.numbers[part].value for part in ("all", "overdue", "revised"))
    if not total:
        return f"No action is past due on {day(ageing.as_at)}."
    parts = [f"{overdue:,} {plural(overdue, 'counts', 'count')} as overdue"] if overdue else []
    if revised:
        verb = plural(revised, "counts", "count")
        parts.append(f"{revised:,} {verb} as revised, though the new date has passed as well")
    by = " The days are counted from the date first set." if ageing.counted_by is Overdue.ORIGINAL else ""
    verb = plural(total, "is", "are")
    return f"{count(total, 'action')} {verb} past due on {day(ageing.as_at)}: {', and '.join(parts)}.{by}"


def on_joint_owners(ageing: Ageing) -> str:
    """Why the owners may add up to more than there are; "" where they don't."""
    refs = [one_line(ref) for ref in ageing.joint.refs]
    verbs = ("has more than one owner and is", "have more than one owner and are")
    return f"{listed(refs)} {plural(len(refs), *verbs)} counted with each of them." if refs else ""


def as_object(ageing: Ageing) -> dict[str, Any]:
    """The ageing as JSON: every number with its refs; null stands for no owner and no source."""
    return {
        "as_at": ageing.as_at,
        "actions": [
            {"ref": each.ref, "due": each.due, "days": each.days, "counts_as": each.standing.position.key}
            for each in ageing.total.past_due
        ],
        "all": _numbers(ageing.total),
        "by_owner": [{"owner": one_line(line.name) or None, **_numbers(line)} for line in ageing.by_owner],
        "by_source": [{"source": one_line(line.name) or None, **_numbers(line)} for line in ageing.by_source],
        "joint": _number(ageing.joint),
        "undated": _number(ageing.undated),
    }


def _numbers(line: AgeLine) -> dict[str, Any]:
    """The bands by "0-30" and so on, "overdue", "revised" and "all"."""
    return {part: _number(number) for part, number in line.numbers.items()}


def _number(number: Number) -> dict[str, Any]:
    return {"value": number.value, "refs": number.refs}


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
