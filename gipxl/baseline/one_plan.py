"""Whether two workbooks are months of one plan, by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from gipxl.plan import Plan, folded

# The share of refs that two months of a plan have in common, and of these the share whose titles were not reworded.
_SAME_PLAN = 0.5
_SAME_TITLES = 0.3


def are_one_plan(plan: Plan, other: Plan) -> bool:
    """Whether two plans that were read are months of one."""
    ours, theirs = ({action.key: folded(action.title.typed) for action in each.actions} for each in (plan, other))
    return is_same_plan(ours, theirs)


def is_same_plan(ours: Mapping[str, str], theirs: Mapping[str, str]) -> bool:
    """Whether two workbooks, each given as its refs with their titles, are months of one plan.

    Most refs of the smaller one are in both, and do not stand for other things: every plan may have an A1.
    """
    shared = ours.keys() & theirs.keys()
    titled = [key for key in shared if ours[key] and theirs[key]]
    alike = sum(ours[key] == theirs[key] for key in titled)
    return len(shared) >= _SAME_PLAN * max(1, min(len(ours), len(theirs))) and alike >= _SAME_TITLES * len(titled)


def fewest_alike(ours: int, theirs: int) -> float:
    """How many actions two workbooks of so many actions share at least, ref and title, if they are of one plan.

    A title that one of them leaves empty counts as shared.
    """
    return _SAME_PLAN * _SAME_TITLES * max(1, min(ours, theirs))
