"""The marking guard: what is marked above OFFICIAL goes only to the domains that the settings allow."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from gipxl.outputs.email.draft import Attachment
from gipxl.reading.above import marking_of
from gipxl.rules.markings import named_marking
from gipxl.sending.contents import texts
from gipxl.settings import MarkingSettings
from gipxl.settings.sending import SendingSettings
from gipxl.vocabulary import plain

_OPEN = "OFFICIAL"


@dataclass(frozen=True, kw_only=True)
class Guard:
    """Which markings are guarded and which are known to be open; ``domains`` are those that guarded messages may go to.

    A marking that is neither is guarded: nothing says that it may leave.
    """

    guarded: tuple[str, ...]
    open: tuple[str, ...]
    domains: tuple[str, ...]

    def is_guarded(self, marking: str) -> bool:
        """Whether what carries ``marking`` is guarded; "OFFICIAL-SENSITIVE: COMMERCIAL" is as OFFICIAL-SENSITIVE."""
        named = named_marking(marking)
        words = f" {plain(named)} "
        if any(f" {plain(each)} " in words for each in self.guarded):
            return True
        return bool(named) and not marking_of(named.upper(), self.open)

    def found_in(self, lines: Iterable[str]) -> str:
        """The first guarded marking that one of the texts carries, as it is known; "" where none does.

        A marking of several words counts wherever it stands in capitals. Otherwise the text must be a marking, by what
        is one above a plan (``marking_of``): prose uses the words too.
        """
        names = {plain(each): each for each in self.guarded}
        anywhere = _in_capitals(name for name in names if " " in name)
        hint = re.compile("|".join(re.escape(name.partition(" ")[0]) for name in names), re.IGNORECASE)
        for line in filter(hint.search, lines):
            if found := anywhere.search(line):
                return names[plain(found["name"])]
            if marking := marking_of(line, self.guarded):
                return marking
        return ""

    def reasons(self, markings: Iterable[str], said: str, attached: Sequence[Attachment]) -> Iterator[str]:
        """Why a message is guarded: what it is marked, its own words, and what stands in the attached files."""
        marked = [named_marking(each) for each in markings if self.is_guarded(each)]
        for each in dict.fromkeys(marked):
            yield f"it is marked {each}"
        if not marked and (found := self.found_in(said.splitlines())):
            yield f"its text carries {found}"
        for file in attached:
            inside = texts(file.name, file.content)
            if inside is None:
                yield f"{file.name} cannot be looked into, and may carry a marking"
            elif found := self.found_in(inside):
                yield f"{file.name} carries {found}"


def guard(sending: SendingSettings, markings: MarkingSettings) -> Guard:
    """The guard that the settings ask for.

    What is open, only gipxl's own order of markings and the settings of sending say. A file lying beside a workbook may
    say which markings that workbook uses; that can make more of them guarded, never fewer.
    """
    named = {plain(each) for each in sending.guarded}
    usual = MarkingSettings().known
    open_ = [each for each in (*usual[: _first_guarded(usual, named)], *sending.unguarded) if plain(each) not in named]
    above = [each for order in (usual, markings.known) for each in order[_first_guarded(order, named) :]]
    left_open = {plain(each) for each in open_}
    guarded = {plain(each): each for each in (*sending.guarded, *above) if plain(each) not in left_open}
    return Guard(guarded=tuple(guarded.values()), open=tuple(open_), domains=sending.allowed_domains)


def _first_guarded(order: Sequence[str], named: Collection[str]) -> int:
    """Where in an order, the lowest first, the guarded begin: at the lowest of those named, else above OFFICIAL."""
    words = [plain(each) for each in order]
    if lowest := [words.index(each) for each in named if each in words]:
        return min(lowest)
    return words.index(plain(_OPEN)) + 1 if plain(_OPEN) in words else 0


def _in_capitals(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names in capitals, with whatever dash or blank between its words."""
    spelt = "|".join(r"[\W_]{1,3}".join(map(re.escape, name.upper().split())) for name in names)
    return re.compile(rf"(?<!\w)(?P<name>{spelt})(?!\w)") if spelt else re.compile(r"(?!)")
