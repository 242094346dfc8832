"""One e-mail to each owner: those of their open actions that are late, revised, due soon or without an update."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gipxl.assessment import Assessment
from gipxl.outputs.email.addresses import Addresses, bare, owner_key
from gipxl.outputs.email.draft import Draft, Drafts, Kind
from gipxl.outputs.email.matters import Case, Matter, by_gravity, cases
from gipxl.outputs.email.rows import MOST_ROWS, left_out, row_of
from gipxl.outputs.email.wording import shared_values, subject
from gipxl.words import listed

# What is asked of an owner. That an action has no owner is the directors' to mend.
_ASKED: Mapping[Matter, str] = {
    Matter.OVERDUE: "Overdue: if it is done, give the date of completion; if not, a new date and the reason.",
    Matter.DATE_PASSED: "Revised date passed: if it is done, give the date of completion; if not, a new date and why.",
    Matter.REVISED: "Revised: check the new date, or give one, and the reason that will be reported for it.",
    Matter.NO_REASON: "No reason: say in a sentence why the date was moved.",
    Matter.DUE_SOON: "Due soon: say whether it will be done in time; if not, give a new date and the reason.",
    Matter.NO_UPDATE: "No update: say what has been done since the last report, and what comes next.",
}

# What goes without saying in the opening where it speaks of revised dates.
_FINER = (Matter.DATE_PASSED, Matter.NO_REASON)


def to_owners(assessment: Assessment) -> Drafts:
    """A draft to every owner of an open action that there is something to say of, in the workbook's order.

    The remarks are on addresses that are not known and on owners spelt two ways. Raises SettingsError.
    """
    names: dict[str, str] = {}
    owned: dict[str, list[Case]] = {}
    for case in cases(assessment):
        for owner in case.owners:
            names.setdefault(owner_key(owner), bare(owner))
            theirs = owned.setdefault(owner_key(owner), [])
            if case not in theirs[-1:]:
                theirs.append(case)
    addresses = Addresses(assessment)
    written = {key: theirs for key, theirs in owned.items() if any(map(_is_theirs, theirs))}
    drafts = tuple(_draft(assessment, names[key], theirs, addresses) for key, theirs in written.items())
    return Drafts(
        drafts=drafts,
        silent=tuple(names[key] for key in owned if key not in written),
        remarks=(*addresses.remarks([each.owner for each in drafts if not each.to]), *_slips(assessment)),
    )


def _slips(assessment: Assessment) -> Iterator[str]:
    """Two spellings that are probably one owner: that is for a person to say, so each has its own draft."""
    for finding in assessment.findings:
        if finding.name == "owner-spelled-two-ways":
            yield f"{finding.message}; each of them has a draft of its own."


def _is_theirs(case: Case) -> bool:
    return not case.matters.isdisjoint(_ASKED)


def _draft(assessment: Assessment, owner: str, owned: Sequence[Case], addresses: Addresses) -> Draft:
    settings = assessment.settings.email
    titled = subject(assessment, "owners_subject", owner)
    return Draft(
        kind=Kind.OWNER,
        owner=owner,
        sender=settings.sender,
        to=addresses.of(owner),
        subject=titled,
        marking=assessment.plan.marking,
        marking_header=settings.marking_header,
        values={**shared_values(assessment, titled, owner), **_values(assessment, owner, owned)},
        templates=settings.templates,
    )


def _values(assessment: Assessment, owner: str, owned: Sequence[Case]) -> dict[str, Any]:
    told = by_gravity([each for each in owned if _is_theirs(each)])
    matters = [matter for matter in _ASKED if any(matter in each.matters for each in told)]
    return {
        "opening": _opening(owner, len(told), len(owned), matters),
        "rows": [row_of(assessment, each, _shared_with(owner, each)) for each in told[:MOST_ROWS]],
        "left_out": left_out(told),
        "asked": [_ASKED[matter] for matter in matters],
    }


def _opening(owner: str, number: int, of: int, matters: Sequence[Matter]) -> str:
    """ "2 of the 5 open actions of Head of HR are overdue or without an update." """
    words = [matter.value for matter in matters if matter not in _FINER or Matter.REVISED not in matters]
    what = listed(words, "or")
    if of == 1:
        return f"The one open action of {owner} is {listed(words)}."
    if number == of:
        return f"{'Both' if of == 2 else f'All {of:,}'} open actions of {owner} are {what}."
    return f"{number:,} of the {of:,} open actions of {owner} {'is' if number == 1 else 'are'} {what}."


def _shared_with(owner: str, case: Case) -> str:
    others = [bare(each) for each in case.owners if owner_key(each) != owner_key(owner)]
    return f"Shared with {listed(others)}" if others else ""
