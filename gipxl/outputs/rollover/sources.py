"""The source of an action carried forward: from which years' plans, and where it came from in the first place."""

from __future__ import annotations

import re

from gipxl.words import listed

_YEAR = r"(?:19|20)\d\d(?:\s?[/–-]\s?(?:(?:19|20)\d\d|\d\d))?"
_YEARS = rf"(?P<years>{_YEAR}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_YEAR})*)"
_USUAL = r"(?:carried|brought|rolled)\s+(?:forward|over)\s+from"


def carried_from(source: str, year: str, words: str) -> str:
    """``source`` with the year in front that the action is carried forward from.

    One carried forward before keeps the earlier years: "Carried forward from 2019/20 and 2020/21: …". ``words`` are
    those of the settings, with {years} in them.
    """
    own = re.escape(words).replace(re.escape("{years}"), _YEARS)
    usual = rf"{_USUAL}\s+{_YEARS}"
    years, rest = [], source.strip()
    for pattern in (own, usual):
        if found := re.match(rf"{pattern}\s*(?:[:;.,–-]\s*(?P<rest>.*))?$", rest, re.IGNORECASE | re.DOTALL):
            years, rest = re.findall(_YEAR, found["years"]), (found["rest"] or "").strip()
            break
    said = words.replace("{years}", listed([*years, *([] if year in years else [year])]))
    return f"{said}: {rest}" if rest else said
