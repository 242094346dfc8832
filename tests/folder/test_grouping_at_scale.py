"""Many plans in one folder, all with the actions that every team has: each is told from the others at little cost."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipxl.baseline import fewest_alike, is_same_plan
from gipxl.folder import grouping
from gipxl.folder.grouping import Member, groups_of
from gipxl.folder.jobs import Sight
from gipxl.folder.walk import Found, Stamp

titles = st.dictionaries(st.sampled_from([f"A{number}" for number in range(9)]), st.sampled_from(["", "x", "y", "z"]))


def member(number: int) -> Member:
    """A plan of twenty actions, two of which are every team's."""
    refs = {f"A{at}": f"of all {at}" if at < 2 else f"team {number}, {at}" for at in range(20)}
    name = f"2020-09 team {number}.xlsx"
    stamp = Stamp(size=1, saved_ns=1, changed_ns=1, inode=number)
    found = Found(path=f"/drive/{name}", file=name, folder="/drive", name=name, stamp=stamp)
    return Member(found=found, sight=Sight(sha256=str(number), as_at=date(2020, 9, 30), year=2020, refs=refs))


def test_plans_that_share_an_action_or_two_are_not_held_against_each_other(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(grouping, "is_same_plan", lambda *pair: asked.append(pair) or is_same_plan(*pair))
    many = [member(number) for number in range(60)]
    groups, copies = groups_of(many, root="/drive", today=date(2020, 10, 1), year_starts={"/drive": 4})
    assert len(groups) == 60 and not copies
    alone = len(asked)
    groups_of([*many, *many[:1]], root="/drive", today=date(2020, 10, 1), year_starts={"/drive": 4})
    assert alone == 0 and len(asked) == 1, "only the one that is the same"


@given(ours=titles, theirs=titles)
def test_workbooks_of_one_plan_share_as_many_actions_as_is_taken_for_granted(
    ours: dict[str, str], theirs: dict[str, str]
) -> None:
    shared = [ref for ref in ours.keys() & theirs.keys() if not ours[ref] or theirs[ref] in ("", ours[ref])]
    if is_same_plan(ours, theirs):
        assert len(shared) >= fewest_alike(len(ours), len(theirs))
