"""Plans of any size for measuring, from the sample plan's words: the same bytes every time."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from sample_plan import Banner, Line, Row, Workbook, september
from sample_sheets import workbook_bytes

FIRST_DUE, LAST_DUE = date(2020, 11, 2), date(2021, 3, 31)
MONTHS_LATER = timedelta(days=60)


def plan(actions: int, *, faults: int = 0, revised: bool = False) -> Workbook:
    """The September workbook with so many actions, of which ``faults`` have one fault each.

    Each action has words and a date of its own. With ``revised`` about as many have been put off as in the sample.
    """
    good = september()
    lines: list[Line] = []
    rows = list(_rows(good, actions, revised))
    every = max(actions // faults, 1) if faults else actions + 1
    for at in range(every - 1, min(every * faults, actions), every):
        rows[at] = _spoilt(rows[at], at // every)
    for letter, theme in good.themes:
        lines += [Banner(text=f"{letter}  {theme}"), *(row for row in rows if row.ref.startswith(letter))]
    note = replace(good.note, ref=rows[0].ref)
    return replace(good, lines=tuple(lines), note=note)


def _rows(good: Workbook, actions: int, revised: bool) -> Iterator[Row]:
    """The sample's rows over and over, numbered on in each theme."""
    numbers = dict.fromkeys((letter for letter, _ in good.themes), 0)
    span = (LAST_DUE - FIRST_DUE).days
    for at in range(actions):
        row = good.rows[at % len(good.rows)]
        letter = row.ref[0]
        numbers[letter] += 1
        was_put_off = revised and row.revised != ""
        due = FIRST_DUE + timedelta(days=at * 7 % span)
        yield replace(
            row,
            ref=f"{letter}{numbers[letter]}",
            title=f"{row.title}, part {numbers[letter]}",
            original=due - MONTHS_LATER if was_put_off else due,
            revised=due if was_put_off else "",
            reason=row.reason if was_put_off else "",
            wording=f"{row.wording} This is part {numbers[letter]} of the work." if was_put_off else "",
            completed="",
            status="Timescale revised" if was_put_off else "On track",
            update=f"{row.update} Part {numbers[letter]} is the next.",
        )


def _spoilt(row: Row, number: int) -> Row:
    """The row with one fault, another kind each time."""
    kinds = (
        {"owner": ""},
        {"owner": "TBC"},
        {"status": "On tarck"},
        {"update": ""},
    )
    return replace(row, **kinds[number % len(kinds)])


if __name__ == "__main__":
    target, actions, faults, *more = sys.argv[1:]
    Path(target).write_bytes(workbook_bytes(plan(int(actions), faults=int(faults), revised="revised" in more)))
