"""Names that differ by a slip of the keyboard."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

# A word that differs must be long enough for the difference to be a slip: HR and PR, IT and HR are other posts.
_SHORTEST_WORD = 5
# Two slips are believed in long words only.
_LONG_WORD = 10
# A longer text is no name but a sentence in the owner's column, and a longer word no word.
_LONGEST_NAME, _LONGEST_WORD = 150, 40
# So many words are all compared with one another; each of more with so many that are sorted behind it.
_FEW_WORDS = 200
# A word that has more others within a slip is one of a series.
_FEW_SLIPS = 12
# Words of the field that are a letter apart and both right.
_BOTH_RIGHT = ({"police", "policy"}, {"contact", "contract"}, {"contacts", "contracts"}, {"office", "officer"})


def alike(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pairs of names that differ in one word by a slip, or by a space or hyphen only; in the order of the names.

    Of hundreds of names that differ in the same word, only those whose words begin or end nearly alike are compared.
    """
    # By the other words, then by the first letter of the word left out, which a slip seldom changes.
    groups: dict[tuple[int, tuple[str, ...]], dict[str, list[tuple[str, str]]]] = defaultdict(dict)
    squeezed: dict[str, str] = {}
    for name in names:
        first = squeezed.setdefault(name.replace(" ", ""), name)
        if first != name:
            yield first, name
        words = tuple(name.split()) if len(name) <= _LONGEST_NAME else ()
        for place, word in enumerate(words):
            if _SHORTEST_WORD - 1 <= len(word) <= _LONGEST_WORD and word.isalpha():
                initials = groups[place, (*words[:place], *words[place + 1 :])]
                initials.setdefault(word[0], []).append((name, word))
    for initials in groups.values():
        for group in initials.values():
            for one, other in _near([word for _, word in group]) if len(group) > 1 else ():
                if _is_slip(group[one][1], group[other][1]):
                    yield group[one][0], group[other][0]


def _near(words: Sequence[str]) -> list[tuple[int, int]]:
    """The places of each two words that may differ by a slip, in order; of many words, those sorted far apart aside.

    Words that differ by a slip stand near one another among the sorted words, unless the slip is in an early letter:
    then they do among the words sorted from their ends.
    """
    if len(words) <= _FEW_WORDS:
        return list(combinations(range(len(words)), 2))
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    near: set[tuple[int, int]] = set()
    for key in (words.__getitem__, lambda place: words[place][::-1]):
        order = sorted(range(len(words)), key=key)
        row = [words[place] for place in order]
        for at, place in enumerate(order, 1):
            beside = row[at : at + _FEW_WORDS]
            found = process.extract(words[place], beside, scorer=OSA.distance, score_cutoff=2, limit=_FEW_SLIPS)
            near |= {(min(place, other), max(place, other)) for *_, on in found for other in [order[at + on]]}
    return sorted(near)


def _is_slip(one: str, other: str) -> bool:
    """A letter too many, too few, wrong or in the wrong place; the first one is seldom wrong by a slip."""
    from rapidfuzz.distance import OSA

    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if longer < _SHORTEST_WORD or one[0] != other[0] or {one, other} in _BOTH_RIGHT:
        return False
    return OSA.distance(one, other, score_cutoff=2) <= (2 if shorter >= _LONG_WORD else 1)
