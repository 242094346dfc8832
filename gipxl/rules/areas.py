"""Which letter the refs of each theme begin with, and which actions stand under another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from gipxl.plan import Action, Plan, cleaned, folded
from gipxl.rules.numbering import numbered

# "A  Diversity", "B: Violence", "Theme C - Planning", "D) People"; the English article is told apart by the refs below.
_LETTER = re.compile(
    r"(?:(?:theme|area|section|part|priority|objective|strand|pillar|chapter|goal)\s+)?([A-Z]{1,4})(?:\s*[-–—:.)]\s*|\s+|$)",
    re.IGNORECASE,
)
# So many others of a theme must agree before one of them is called wrong.
_ENOUGH = 2


def misplaced(plan: Plan) -> Iterator[tuple[Action, str, str]]:
    """Each action whose ref begins as another theme's refs do: the action, its theme as written, its theme's letter."""
    actions = [action for action in plan.actions if action.sheet == plan.sheet and numbered(action.ref)]
    found: dict[int, tuple[Action, str, str]] = {}
    for theme in (_area, _banner):
        for action, name, letter in _astray(actions, theme):
            found.setdefault(id(action), (action, name, letter))
    yield from (found[id(action)] for action in actions if id(action) in found)


class _Placed(NamedTuple):
    """An action, its theme as written and for comparing, and what its ref begins with."""

    action: Action
    theme: str
    name: str
    head: str


def _area(action: Action) -> str:
    return action.area.typed


def _banner(action: Action) -> str:
    return action.banner


def _astray(actions: list[Action], theme: Callable[[Action], str]) -> Iterator[tuple[Action, str, str]]:
    written = {theme(action) for action in actions}
    names = {each: (cleaned(each), folded(each)) for each in written}
    placed = [_Placed(action, *names[theme(action)], _head(action)) for action in actions]
    heads: dict[str, Counter[str]] = defaultdict(Counter)
    for each in placed:
        if each.name:
            heads[each.name][each.head] += 1
    letters = _letters({each.theme for each in placed}, heads)
    homes = {letter: name for name, letter in letters.items()}
    for each in placed:
        letter = letters.get(each.name)
        if letter and each.head != letter and homes.get(each.head, each.name) != each.name:
            yield each.action, each.theme, letter.upper()


def _head(action: Action) -> str:
    one = numbered(action.ref)
    return one.head.rstrip("./-") if one else ""


def _letters(names: set[str], heads: Mapping[str, Counter[str]]) -> dict[str, str]:
    """The letter that the refs of each theme begin with, where that is beyond doubt.

    A letter that a theme's name begins with is believed where such letters fit most themes; else nearly all refs of the
    theme must agree. No two themes share a letter.
    """
    named = {folded(name): found[1].casefold() for name in names if (found := _LETTER.match(name))}
    fit = sum(1 for name, letter in named.items() if heads[name].most_common(1)[0][0] == letter)
    believed = len(named) > 1 and fit > len(named) / 2
    letters: dict[str, str] = {}
    for name, counted in heads.items():
        head, most = counted.most_common(1)[0]
        if believed and name in named and named[name] in _all_heads(heads):
            letters[name] = named[name]
        elif most >= _ENOUGH and most >= 0.75 * counted.total():
            letters[name] = head
    shared = Counter(letters.values())
    return {name: letter for name, letter in letters.items() if shared[letter] == 1}


def _all_heads(heads: Mapping[str, Counter[str]]) -> set[str]:
    return {head for counted in heads.values() for head in counted}
