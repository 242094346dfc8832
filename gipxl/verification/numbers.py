"""Numbers as reports write them: "29", "seventeen", "none"."""

from __future__ import annotations

import re

_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_NOUGHT = ("none", "no", "nil")
_VALUES = {
    **dict.fromkeys(_NOUGHT, 0),
    **{word: number for number, word in enumerate(_UNITS)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
}

#: One number. Longer words first, so that "seventeen" is not read as "seven".
NUMBER = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+|(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_UNITS[1:10])})\b)?"
    rf"|{'|'.join(sorted([*_UNITS, *_NOUGHT], key=len, reverse=True))})"
)
_NUMBER = re.compile(rf"(?<![\w.£$€/-]){NUMBER}(?![\w/])", re.IGNORECASE)


def first_number(text: str) -> str:
    """The first number of a text as it stands there; "" where it holds none."""
    found = _NUMBER.search(text)
    return found[0] if found else ""


def value_of(word: str) -> int:
    """What :data:`NUMBER` found stands for."""
    if word[0].isdigit():
        return int(word.replace(",", ""))
    return sum(_VALUES[part] for part in re.split(r"[ -]", word.casefold()))
