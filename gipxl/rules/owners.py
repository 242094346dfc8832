"""Who answers for an action."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache

from gipxl.plan import Action, Field
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.rules.slips import alike
from gipxl.vocabulary import is_placeholder, plain
from gipxl.words import listed


@rule("OWN01", Level.ERROR, needs=(Field.OWNER,))
def missing_owner(case: Case) -> Iterator[Remark]:
    """An action that is not complete and has no owner has nobody to ask for an update.

    Found:
        | ref | owner | status   |
        | C4  |       | On track |
    Better:
        | ref | owner         | status   |
        | C4  | Head of Legal | On track |
    """
    owner = case.action.owner
    if not owner.value and case.standing.is_open and not case.is_filled(owner):
        yield Remark(Field.OWNER, f"{case.action.name} has no owner", f"Name one person or post in {owner.cell}")


@rule("OWN02", Level.ERROR, needs=(Field.OWNER,))
def placeholder_owner(case: Case) -> Iterator[Remark]:
    """A placeholder such as TBC or "vacant" is no owner: nobody will bring the update.

    Found:
        | ref | owner | status   |
        | C4  | TBC   | On track |
    Better:
        | ref | owner                     | status   |
        | C4  | Head of Legal (acting up) | On track |
    """
    owner = case.action.owner
    if owner.value and case.standing.is_open and is_placeholder(owner.value):
        yield Remark(
            Field.OWNER,
            f"{case.action.name} has “{owner.value}” for an owner, which is nobody yet",
            f"Name in {owner.cell} the person or post who answers for it meanwhile",
        )


# "Head of HR (lead), Head of IT", "Lead: Head of HR"; the Procurement Lead leads nothing but procurement.
_LEAD = re.compile(r"\([^()]*\blead\w*\s*\)|\blead\w*(?: officer| owner)?\s*(?::|-\s|–|=)|\bled by\b", re.IGNORECASE)


@rule("OWN03", Level.NOTE, needs=(Field.OWNER,))
def joint_owners(case: Case) -> Iterator[Remark]:
    """Where several own an action and none is named as lead, each may wait for the other.

    Found:
        | ref | owner                      | status   |
        | C4  | Head of HR; Head of Estates | On track |
    Better:
        | ref | owner                             | status   |
        | C4  | Head of HR (lead); Head of Estates | On track |
    """
    owners, owner = case.action.owners, case.action.owner
    if len(owners) < 2 or not case.standing.is_open or is_placeholder(owner.typed):
        return
    if not _LEAD.search(owner.typed):
        yield Remark(
            Field.OWNER,
            f"{case.action.name} has {listed(owners)} as owners, and none is named as lead",
            f"Write “(lead)” behind one of them in {owner.cell}",
        )


@plan_rule("OWN04", Level.WARNING, needs=(Field.OWNER,))
def owner_spelled_two_ways(review: Review) -> Iterator[Remark]:
    """Two owners that differ by a slip of the keyboard are probably one, who then finds only half of the actions.

    Found:
        | ref | owner              | status   |
        | C3  | Head of Corporate Services | On track |
        | C4  | Head of Corporate Services | On track |
        | C5  | Head of Corporate Servces  | On track |
    Better:
        | ref | owner                      | status   |
        | C3  | Head of Corporate Services | On track |
        | C4  | Head of Corporate Services | On track |
        | C5  | Head of HR                 | On track |
        | C6  | Head of PR                 | On track |
    """
    slips = review.once(_slips)
    for action, owner in review.once(_owned) if slips else ():
        if meant := slips.get(owner):
            yield Remark(
                Field.OWNER,
                f"The owner of {action.name}, “{owner}”, differs by a slip from “{meant}”, who owns others",
                f"Write “{meant}” in {action.owner.cell}, if it is the same person or post",
                action,
            )


def _no_list(review: Review) -> str:
    """OWN05 needs a list to look into."""
    return "" if _known(review) else "neither the workbook nor the settings list the owners"


@plan_rule("OWN05", Level.WARNING, needs=(Field.OWNER,), cannot=_no_list)
def owner_not_listed(review: Review) -> Iterator[Remark]:
    """An owner who is not in the list of owners has left, was renamed, or was never asked.

    The list is the one on the workbook's sheet of lists, and the names in the settings.

    Listed owners: Head of Legal; Head of HR
    Found:
        | ref | owner           | status   |
        | C4  | Head of Nowhere | On track |
    Better:
        | ref | owner         | status   |
        | C4  | Head of Legal | On track |
    """
    known = _known(review)
    slips = review.once(_slips)
    owners = {owner for _, owner in review.once(_owned)} - slips.keys()
    nearest = {
        owner: _nearest(owner, known) for owner in owners if _name(owner) not in known and plain(owner) not in known
    }
    for action, owner in review.once(_owned):
        if owner in nearest:
            hint = f"the nearest there is “{nearest[owner]}”" if nearest[owner] else "or add the name to the list"
            yield Remark(
                Field.OWNER,
                f"The owner of {action.name}, “{owner}”, is not in the list of owners",
                f"Name in {action.owner.cell} somebody from the list; {hint}",
                action,
            )


def _owned(review: Review) -> list[tuple[Action, str]]:
    """Each open action with each of its owners, placeholders aside."""
    return [
        (standing.action, owner)
        for standing in review.standings
        if standing.is_open and (named := standing.action.owner.value) and not is_placeholder(named)
        for owner in standing.action.owners
    ]


@lru_cache(maxsize=65_536)
def _name(owner: str) -> str:
    """An owner for comparing: without "(lead)" and the like, case and punctuation aside."""
    return plain(re.sub(r"\([^()]*\)|^\s*lead\s*:", " ", owner, flags=re.IGNORECASE))


def _known(review: Review) -> Mapping[str, str]:
    """The listed owners, by their names for comparing."""
    names = (*review.plan.listed_owners, *review.settings.owners.names)
    return {key: name for name in names for key in (_name(name), plain(name)) if key}


def _nearest(owner: str, known: Mapping[str, str]) -> str:
    from rapidfuzz import fuzz, process

    found = process.extractOne(_name(owner), list(known), scorer=fuzz.ratio, score_cutoff=75)
    return known[found[0]] if found else ""


def _slips(review: Review) -> dict[str, str]:
    """Each owner as spelled who differs by a slip from another, with the spelling that is probably meant."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    for owner, times in Counter(owner for _, owner in review.once(_owned)).items():
        spellings[_name(owner)][owner] += times
    known = _known(review)
    slips: dict[str, str] = {}
    for one, other in alike(list(spellings)):
        if one in known and other in known:
            continue
        # The listed one is right, else the commoner, else the one that stands first.
        slip, meant = sorted((other, one), key=lambda name: (name in known, spellings[name].total()))
        right = spellings[meant].most_common(1)[0][0]
        slips |= dict.fromkeys(spellings[slip], re.sub(r"\s*\([^()]*\)", "", right))
    return slips
