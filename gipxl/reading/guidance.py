"""Rows of a table that say how to fill it in, or begin another one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from gipxl.reading.cells import Value
from gipxl.reading.contents import is_ref_like
from gipxl.reading.headings import meanings

_TELLS = re.compile(
    r"(?:please|enter|insert|describe|state|select|choose|name of|give|list|use|type|pick|write|unique"
    r"|date (?:by|on|when|the)|dd[/ .-]mm|free text|drop ?down|who |what |when |brief|short|summary of|set out|provide"
    r"|record|complete this|this (?:column|row|is)|from the list|\(?e\.?g\.?)\b",
    re.I,
)


def is_guidance(texts: Sequence[str], ref: str, values: Sequence[Value]) -> bool:
    """The filled cells of a row number the columns, or tell what belongs into them."""
    if len(texts) >= 3 and _counts_up(texts):
        return True
    if is_ref_like(ref) or any(isinstance(value, date) for value in values):
        return False
    return sum(1 for text in texts if _TELLS.match(text)) >= max(2, 0.4 * len(texts))


def _counts_up(texts: Sequence[str]) -> bool:
    """A row that numbers or letters the columns: 1, 2, 3 … or (a), (b), (c) …"""
    bare = [text.strip("().").lower() for text in texts]
    numbers = [str(number) for number in range(1, len(bare) + 1)]
    letters = [chr(97 + place) for place in range(min(len(bare), 26))]
    return bare in (numbers, letters)


# What other tables are headed by, beside the words of a plan.
_OTHER_HEADINGS = re.compile(
    r"\b(?:id|no|ref|date|version|author|changes?|name|role|meaning|definition|count|total|colour|by|value|percentage"
    r"|explanation|rating|risk|issue|decision|assumption|dependency|lesson|likelihood|probability|impact|mitigation"
    r"|score|description|type|comments?)\b|%",
    re.IGNORECASE,
)
_LONGEST_HEADING = 40


def heads_a_table(texts: Sequence[str]) -> bool:
    """The filled cells of a row read as the headings of a table of their own: decisions, a history of versions."""
    if len(texts) < 2 or any(len(text) > _LONGEST_HEADING for text in texts):
        return False
    known = sum(1 for text in texts if _OTHER_HEADINGS.search(text) or meanings(text))
    return known >= max(2, 0.75 * len(texts))
