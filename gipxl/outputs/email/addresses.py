"""Which address belongs to which owner: what the settings say, else what the workbook's own list of owners gives."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.email.people import not_understood, recipients
from gipxl.outputs.plain import one_line
from gipxl.plan import folded
from gipxl.settings import toml_value
from gipxl.vocabulary import plain
from gipxl.words import listed

_LEAD = re.compile(r"\(\s*(?:joint |the )*lead\w*\s*\)|^\s*lead\s*[:–-]", re.IGNORECASE)


def bare(owner: str) -> str:
    """An owner without "(lead)": who leads is nothing to be greeted with."""
    return one_line(_LEAD.sub(" ", owner)) or one_line(owner)


def owner_key(owner: str) -> str:
    """An owner for comparing: case, punctuation, width and who leads aside. "Director (People)" stays another."""
    return plain(folded(bare(owner))) or folded(owner)


class Addresses:
    """The addresses of one month's owners."""

    def __init__(self, assessment: Assessment) -> None:
        listed_there: dict[str, dict[str, str]] = {}
        self._unusable: dict[str, str] = {}
        for owner, address in assessment.plan.listed_addresses:
            if recipients([address]).odd:
                self._unusable[owner_key(owner)] = address
            else:
                listed_there.setdefault(owner_key(owner), {})[address.casefold()] = address
        #: Owners to whom the workbook gives more than one address: which is right is not for gipxl to guess.
        self.unclear = frozenset(key for key, given in listed_there.items() if len(given) > 1)
        self._known: dict[str, str] = {
            key: next(iter(given.values())) for key, given in listed_there.items() if len(given) == 1
        }
        self._known |= {owner_key(owner): address for owner, address in assessment.settings.email.owners.items()}
        self._names: Mapping[str, str] = {
            owner_key(owner): owner
            for owner in (*dict(assessment.plan.listed_addresses), *assessment.settings.email.owners)
        }

    def of(self, owner: str) -> tuple[str, ...]:
        """The address of an owner; () where it is not known."""
        address = one_line(self._known.get(owner_key(owner), ""))
        return (address,) if address else ()

    def remarks(self, without: Sequence[str]) -> Iterator[str]:
        """What to tell whoever asked about the owners ``without`` an address, and the way out."""
        if not without:
            return
        few = listed([*without[:5], *([f"{len(without) - 5} more"] if len(without) > 5 else [])])
        them = "whose draft has no recipient" if len(without) == 1 else "whose drafts have no recipients"
        yield (
            f"No address is known of {few}, {them}. Name it in your settings under [email.owners], such as "
            f'{toml_value(without[0])} = "owner@example.org", or beside the owner in the workbook’s list of owners.'
        )
        for owner in without:
            if owner_key(owner) in self.unclear:
                yield f"The workbook’s list of owners gives {owner} more than one address; neither was taken."
            elif unusable := self._unusable.get(owner_key(owner)):
                yield f"In the workbook’s list of owners, for {owner}: {not_understood(unusable)}."
            elif near := self._nearest(owner):
                yield f"{owner} may be “{near}”, whose address is known; that was not guessed."

    def _nearest(self, owner: str) -> str:
        """A name with an address that differs from the owner's by a slip, or by what stands in brackets; "" if none."""
        from gipxl.rules.slips import alike

        key = owner_key(owner)
        for other, name in self._names.items():
            if any(alike([key, other])) or _without_brackets(owner) == _without_brackets(name):
                return name
        return ""


def _without_brackets(owner: str) -> str:
    return owner_key(re.sub(r"\([^()]*\)", " ", owner))
