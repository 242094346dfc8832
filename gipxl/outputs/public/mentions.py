"""Whether a text that is to be published speaks of an action that is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from gipxl.outputs.public.protective import unmasked
from gipxl.plan import Action, Field, folded, ref_key
from gipxl.rules.numbering import numbered, refs_spoken_of

# Words that say a number is a ref.
_CUE = (
    r"(?:\b(?:see(?: also)?|actions?|work-?\s?streams?|refs?|references?|items?|recommendations?|recs?|nos?)\b|#)"
    r"\W{0,3}(?:[\w.]{1,8}\s*(?:,|and|&|-|–|to)\s*){0,5}"
)
_FEWEST_WORDS = 3
_FEWEST_LETTERS = 15
_MARK = re.compile(
    r"[(\[][^)\]]*\b(?:exempt|withheld|not for publication)\b[^)\]]*[)\]]|\bexempt\b\s*[:–—-]?", re.IGNORECASE
)


class _Withheld(NamedTuple):
    action: Action
    ref: re.Pattern[str] | None
    title: str


class Withheld:
    """The actions that are not published, to be looked for in the texts that are."""

    def __init__(self, actions: Iterable[Action]) -> None:
        self._all = [_Withheld(each, _ref(each.ref), _title(each.title.typed)) for each in actions]
        self._numbers = {one: each.action for each in self._all if (one := numbered(each.action.ref))}

    def mentioned_in(self, text: str, field: Field | None) -> Iterator[tuple[Action, str]]:
        """Each withheld action that a text speaks of, and by what: "its ref", "its title"."""
        seen = _NO_REFS.sub(" ", unmasked(text))
        alike = folded(unmasked(text))
        spoken = refs_spoken_of([_spelt_out(seen)]) if self._numbers else set()
        named = [self._numbers[one] for one in spoken if one in self._numbers]
        for action, ref, title in self._all:
            is_same = field is Field.REF and action.ref and ref_key(action.ref) == ref_key(text)
            if is_same or action in named or (ref and ref.search(seen)):
                yield action, "its ref"
            elif title and (alike == title or (_is_telling(title) and _holds(alike, title))):
                yield action, "its title"


# "A4 paper", "the A1 road": what looks like a ref and is the size of a sheet or a road.
_NO_REFS = re.compile(
    r"\b(?:[AB]\d{1,2}(?=[\s-]+(?:paper|size[ds]?|pages?|sheets?|posters?|leaflets?|flyers?|formats?|portrait|landscape)\b)"
    r"|[ABM]\d{1,4}(?=\s+(?:road|corridor|junction|bypass|roundabout|motorway|carriageway|slip road)\b))",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"(?<=\d)\s?[-–—]\s?(?=[^\W\d_]{1,8}\s?\d)")
_SHORTENED = re.compile(r"\b([^\W\d_]{1,8}[ ./-]?)(\d{1,4})\s?(?:-|–|—|to)\s?(\d{1,4})\b")


def _spelt_out(text: str) -> str:
    """``text`` with its ranges of refs as "C1 to C3", also where they are written "C1-C3" or "C1–3"."""
    return _SHORTENED.sub(r"\1\2 to \1\3", _HYPHENED.sub(" to ", text))


def _is_telling(title: str) -> bool:
    """Long enough to be the title of one action, where another text holds it."""
    words = len(title.split())
    return words >= _FEWEST_WORDS or (words > 1 and len(title) >= _FEWEST_LETTERS)


def _holds(text: str, title: str) -> bool:
    return title in text and re.search(rf"(?<!\w){re.escape(title)}(?!\w)", text) is not None


def _title(typed: str) -> str:
    """A title for comparing, without the mark that keeps it from being published."""
    return folded(_MARK.sub(" ", unmasked(typed))).strip(" .:;,-–—")


def _ref(ref: str) -> re.Pattern[str] | None:
    """How a text would name a ref: as it is where it is more than a number or a letter, else behind a word for it."""
    parts = re.findall(r"[^\W\d_]+|\d+", unmasked(ref))
    if not parts:
        return None
    words = r"[\s./–_-]{0,2}".join(
        f"0*{part.lstrip('0') or '0'}" if part.isdigit() else re.escape(part) for part in parts
    )
    has_both = any(part.isdigit() for part in parts) and any(not part.isdigit() for part in parts)
    is_word = len(parts) == 1 and not parts[0].isdigit() and len(parts[0]) > 2
    before = r"(?<![^\W_])" if has_both or is_word else _CUE
    return re.compile(rf"{before}{words}(?![^\W_]|\.\d)", re.IGNORECASE)
