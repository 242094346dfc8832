"""The refs of a new year's plan, where they count from 1 again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gipxl.plan import ref_key

# "24 AGS 03" and "C4b" taken apart: what stands before the last number, the number, and the letter of a part.
_NUMBERED = re.compile(r"(?P<head>.*?)(?P<number>\d+)(?P<part>[A-Za-z]?)")


def renumbered(refs: Sequence[str]) -> tuple[str, ...]:
    """New refs for old ones, in their order: every series counts from 1, under its own letters and in its own shape.

    A ref without a number ("HR") stays as it is, and a blank one stays blank.
    """
    last: Counter[str] = Counter()
    heads: dict[str, tuple[str, int]] = {}
    found: list[str] = []
    for ref in refs:
        parts = _NUMBERED.fullmatch(ref)
        if parts is None:
            found.append(ref)
            continue
        key = ref_key(parts["head"])
        width = len(parts["number"]) if parts["number"].startswith("0") else 1
        head, least = heads.setdefault(key, (parts["head"], width))
        last[key] += 1
        found.append(f"{head}{last[key]:0{max(least, width)}}")
    return tuple(found)
