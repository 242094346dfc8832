"""Refs that only look right: letters of other alphabets, letters for figures, characters that nobody sees."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping

from gipxl.plan import INVISIBLE, LOOKALIKES, Action, Plan, ref_key
from gipxl.rules.numbering import numbered, shape


def disguised(plan: Plan) -> Iterator[tuple[Action, str, str]]:
    """Each action whose ref only looks right, with what is wrong in it and the ref that is meant."""
    refs = Counter(action.ref for action in plan.actions if action.ref)
    shapes: Counter[str] = Counter()
    heads: Counter[str] = Counter()
    for ref, count in refs.items():
        shapes[shape(ref, exact=True)] += count
        if one := numbered(ref):
            heads[one.head] += count
    for action in plan.actions:
        if action.ref and not action.ref.isascii():
            fault, meant = _foreign(action.ref, shapes)
        else:
            fault, meant = _mistyped(action.ref, shapes, heads)
        typed = action.ref_entry.typed
        if not fault and not typed.isascii() and any(ord(character) in INVISIBLE for character in typed):
            fault, meant = "a character that cannot be seen", action.ref
        if fault and action.ref:
            yield action, fault, meant


def _foreign(ref: str, shapes: Mapping[str, int]) -> tuple[str, str]:
    """What is wrong with a ref that holds more than plain letters: other alphabets, full width, long dashes."""
    latin = ref.translate(LOOKALIKES)
    if latin != ref and latin.isascii():
        odd = next(old for old, new in zip(ref, latin, strict=True) if old != new)
        alphabet = "Greek" if "GREEK" in unicodedata.name(odd, "") else "Cyrillic"
        return f"a {alphabet} letter that only looks like {latin[ref.index(odd)]}", latin
    plain = unicodedata.normalize("NFKC", ref)
    if plain.isascii():
        return "full-width characters, which are not the ordinary ones", plain
    hyphened = "".join("-" if character in "‐‑‒–—−" else character for character in ref)
    if hyphened.isascii() and shapes.get(shape(ref, exact=True), 0) == 1 and shapes.get(shape(hyphened, exact=True)):
        return "a dash where the other refs have a hyphen", hyphened
    return "", ""


_SLIPS = {"o": ("0", "the letter O"), "l": ("1", "a small letter L"), "i": ("1", "the letter I")}


def _mistyped(ref: str, shapes: Mapping[str, int], heads: Mapping[str, int]) -> tuple[str, str]:
    """What is wrong with a ref that has a letter where the others have a figure."""
    small = ref.casefold()
    if not small or shapes.get(shape(ref, exact=True), 0) != 1:
        return "", ""
    for letter, (figure, words) in _SLIPS.items():
        for place in range(1, len(small)):
            beside = small[place - 1 : place] + small[place + 1 : place + 2]
            if small[place] != letter or not (any(each.isdigit() for each in beside) or place == len(small) - 1):
                continue
            meant = ref[:place] + figure + ref[place + 1 :]
            if _fits(meant, shapes, heads):
                return f"{words} where the other refs have a figure", meant
    return "", ""


def _fits(meant: str, shapes: Mapping[str, int], heads: Mapping[str, int]) -> bool:
    """The ref would be one of a kind that the plan has."""
    if shapes.get(shape(meant, exact=True)):
        return True
    one = numbered(meant)
    return one is not None and heads.get(one.head, 0) > 1 and ref_key(meant) == f"{one.head}{one.number}"
