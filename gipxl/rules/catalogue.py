"""Every rule, in the order of the families and, within one, of its files."""

from __future__ import annotations

from gipxl.rules import (
    closing,
    dates,
    deadlines,
    form,
    layout,
    months,
    moves,
    owners,
    refs,
    since,
    status,
    struck_out,
    text,
    wording,
    workbook,
)
from gipxl.rules.rule import Rule

FAMILIES = (
    *(layout, form, struck_out),
    refs,
    owners,
    *(dates, moves, deadlines),
    *(status, closing),
    *(text, wording),
    *(months, since),
    workbook,
)

RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, Rule))
