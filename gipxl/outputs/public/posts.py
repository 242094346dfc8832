"""Owners by their posts, and the names of people that must not be published instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from gipxl.outputs.plain import one_line
from gipxl.outputs.public.post_words import OTHERS, ROLES
from gipxl.plan import Action, Plan, cleaned, folded
from gipxl.settings import OwnersAs, PublishSettings
from gipxl.vocabulary import is_placeholder
from gipxl.words import listed

TO_BE_CONFIRMED = "To be confirmed"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# "(lead)", "Lead: …": a joint owner's part in the action, and no part of who it is.
_PART = re.compile(r"\(\s*(?:joint |co-)?lead\s*\)|^\s*(?:joint |co-)?lead\s*[:–-]\s*", re.IGNORECASE)


def is_post(owner: str) -> bool:
    """Whether every word of an owner is one that posts are made of; "Jo (Head of HR)" and "Waters" are none."""
    words = [word.casefold().replace("’", "'").removesuffix("'s").removesuffix("'") for word in _WORD.findall(owner)]
    known = [word in ROLES or word in OTHERS for word in words]
    return bool(words) and all(known) and (len(words) > 1 or words[0] in ROLES)


@dataclass(frozen=True, kw_only=True)
class Posts:
    """How owners are published: the settings, and their map from owners to posts."""

    settings: PublishSettings

    @cached_property
    def _map(self) -> Mapping[str, str]:
        posts = self.settings.posts
        own = {folded(post): one_line(post) for post in posts.values()}
        return own | {folded(owner): one_line(post) for owner, post in posts.items()}

    def owner_of(self, action: Action) -> tuple[str, tuple[str, ...]]:
        """What is published as an action's owner, and those of its owners for whom there is no post."""
        typed = action.owner.value or ""
        if not typed:
            return "", ()
        if is_placeholder(typed):
            return TO_BE_CONFIRMED, ()
        if self.settings.owners is OwnersAs.NAME:
            return one_line(typed), ()
        if post := self._map.get(folded(typed)):
            return post, ()
        found = [(owner, self._post(owner)) for owner in action.owners or (typed,)]
        unknown = tuple(owner for owner, post in found if not post)
        if unknown and is_post(typed) and not any(folded(owner) in self._map for owner, _ in found):
            return one_line(typed), ()  # "Head of ICT / Digital" is a post, whatever stands between its words
        return ("", unknown) if unknown else (listed(list(dict.fromkeys(post for _, post in found))), ())

    def _post(self, owner: str) -> str:
        if is_placeholder(owner):
            return TO_BE_CONFIRMED
        for name in (owner, cleaned(_PART.sub(" ", owner))):
            if post := self._map.get(folded(name)):
                return post
        return one_line(owner) if is_post(owner) else ""

    def people(self, plan: Plan) -> tuple[str, ...]:
        """The names of people that the map and the plan's owners hold; none where owners are published by name."""
        if self.settings.owners is OwnersAs.NAME:
            return ()
        public = {word.casefold() for post in self.settings.posts.values() for word in _WORD.findall(post)}
        owners = [*self.settings.posts, *(action.owner.typed for action in plan.actions if action.owner.value)]
        return tuple(dict.fromkeys(name for owner in owners for name in _names_in(owner, public)))


def _names_in(owner: str, public: set[str]) -> Iterator[str]:
    """The runs of words in an owner that no post is made of: "Jo Smith" in "Jo Smith (Head of HR)"."""
    run: list[str] = []
    end = 0
    for found in [*_WORD.finditer(owner), None]:
        word = found[0] if found else ""
        is_name = bool(word) and word[:1].isupper() and not {word.casefold()} & (ROLES | OTHERS | public)
        starts_anew = found is not None and not re.fullmatch(r"[\s.\-]*", owner[end : found.start()])
        if run and (not is_name or starts_anew):
            yield from _name(run)
            run = []
        if is_name:
            run.append(word)
        end = found.end() if found else end


_TITLES = frozenset("mr mrs ms miss mx dr prof professor sir dame lord lady cllr councillor rev".split())


def _name(run: Sequence[str]) -> Iterator[str]:
    words = [word for word in run if word.casefold() not in _TITLES]
    if words and (len(words[-1]) > 1 or len(words) > 1) and not is_placeholder(" ".join(words)):
        yield " ".join(words)


def people_named(text: str, people: Iterable[str]) -> Iterator[str]:
    """Each person whom a text names: in full, by initials and surname, or by the surname alone."""
    for person in people:
        if any(_pattern(form).search(text) for form in _forms(person)):
            yield person


def _forms(person: str) -> Iterator[str]:
    words = person.split()
    yield person
    if len(words) > 1 and len(words[-1]) > 2:
        yield words[-1]
    elif len(words) > 1:
        yield f"{words[-1]} {' '.join(words[:-1])}"


_PATTERNS: dict[str, re.Pattern[str]] = {}


def _pattern(form: str) -> re.Pattern[str]:
    """The words of a name one after the other; one word alone only as it is written, since many are words too."""
    if form not in _PATTERNS:
        words = r"[\s.,\-]+".join(map(re.escape, form.split()))
        capital = form.upper() if " " not in form else ""
        either = f"(?:{words}|{re.escape(capital)})" if capital else words
        _PATTERNS[form] = re.compile(rf"(?<![^\W_]){either}(?![^\W_])", re.IGNORECASE if " " in form else 0)
    return _PATTERNS[form]
