"""Columns whose headings say nothing that gipxl knows, and what stands in them does: said as guesses, never quietly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gipxl.plan import Field
from gipxl.reading.cells import Value, shown
from gipxl.reading.contents import is_like_a_date
from gipxl.vocabulary import read_status

_ENOUGH = 3
_MOSTLY = 0.8


def hold_statuses(values: Sequence[Value]) -> bool:
    """Nearly every filled cell is a status by its very words; a yes, a colour alone or a number proves nothing."""
    texts = [value for value in values if isinstance(value, str)]
    if len(values) < _ENOUGH or len(texts) < len(values):
        return False
    readings = [read_status(text) for text in texts]
    plain = sum(1 for each in readings if each.status and not each.guessed and len(each.word) > 3)
    return plain >= _MOSTLY * len(values)


def hold_dates(values: Sequence[Value]) -> bool:
    """Nearly every filled cell is a date, and some are real ones or written in full."""
    if len(values) < _ENOUGH:
        return False
    dated = sum(1 for value in values if is_like_a_date(value) and any(figure.isdecimal() for figure in shown(value)))
    return dated >= _MOSTLY * len(values) and any(isinstance(value, (str, date)) for value in values)


def fields_by_contents(taken: Iterable[Field], values: Sequence[Value]) -> tuple[Field | None, str]:
    """What a column is taken for by what stands in it, and why; None with a reason where it is only worth saying."""
    known = set(taken)
    if Field.STATUS not in known and hold_statuses(values):
        return Field.STATUS, "its heading is not one that gipxl knows, and what stands in it are statuses"
    if hold_dates(values):
        if not known & {Field.ORIGINAL_DUE, Field.REVISED_DUE}:
            return Field.ORIGINAL_DUE, "its heading is not one that gipxl knows, and what stands in it are dates"
        return None, "it holds dates, and its heading does not say which; it was not used"
    return None, ""
