"""Every rule, in the order of the families and, within one, of its files."""

from __future__ import annotations

from gipxl.rules import closing, dates, deadlines, layout, months, moves, owners, refs, since, status
from gipxl.rules.rule import Rule

FAMILIES = (layout, refs, owners, dates, moves, deadlines, status, closing, months, since)

RULES: tuple[Rule, ...] = tuple(
    rule for family in FAMILIES for rule in vars(family).values() if isinstance(rule, Rule)
)
