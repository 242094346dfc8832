"""Protective markings left in a text that is to be published."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from gipxl.plan import INVISIBLE, LOOKALIKES
from gipxl.settings import MarkingSettings
from gipxl.vocabulary import plain

#: Markings that a published text may carry.
_HARMLESS = frozenset(
    {"not protectively marked", "unclassified", "official", "public", "unmarked", "not marked", "none", "npm"}
)
_MORE = ("OFFICIAL-SENSITIVE", "NOT FOR PUBLICATION", "IN CONFIDENCE", "COMMERCIALLY SENSITIVE", "EXEMPT")
_ABBREVIATED = re.compile(r"(?<!\w)(?:O[-–/]S|OFF[-– ]SEN)(?!\w)")


def unmasked(text: str) -> str:
    """``text`` as it looks to a reader: no invisible characters, ordinary letters in the place of their look-alikes."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(INVISIBLE)).translate(LOOKALIKES)


class Markings:
    """The markings that no published text may carry: those that gipxl knows, and those of the settings."""

    def __init__(self, settings: MarkingSettings) -> None:
        known = [*MarkingSettings().known, *settings.known, settings.expected, *_MORE]
        names = {plain(name): name for name in known if plain(name) and plain(name) not in _HARMLESS}
        self._several = [_spaced(name) for name in names if " " in name]
        self._single = [name for name in names if " " not in name]
        self._capitals = re.compile(rf"\b(?:{_either(name.upper() for name in self._single)})\b")
        self._alone = re.compile(
            rf"(?:^|\n|[(\[])\W*(?:marking\W+|marked\W+)?(?:{_either(self._single)})\W*(?:$|\n|[)\]])"
            rf"|(?:^|\n)\W*(?:{_either(self._single)})(?::|\s+[–—-])",
            re.IGNORECASE,
        )

    def in_text(self, text: str) -> str:
        """The marking that a text carries, as typed; "" where it carries none.

        A marking of one word is also a word of the language: in small letters it is one only where it stands apart.
        """
        text = unmasked(text)
        for pattern in (*self._several, self._capitals, _ABBREVIATED, self._alone):
            if found := pattern.search(text):
                return found[0].strip()
        return ""


def _spaced(name: str) -> re.Pattern[str]:
    """The words of a marking with whatever stands between them: "OFFICIAL – SENSITIVE", "Official (Sensitive)"."""
    return re.compile(r"\b" + r"[\W_]*".join(map(re.escape, name.split())) + r"\b", re.IGNORECASE)


def _either(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
