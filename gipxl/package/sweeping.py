"""Taking away the parts that a change left without any reference."""

from __future__ import annotations

from gipxl.package import content_types, relationships, xml
from gipxl.package.parts import Package


def swept(before: Package, after: Package) -> Package:
    """``after`` without the parts that could be come to in ``before`` and no longer can.

    Parts that nothing referred to even before are left: they are not ours to judge.
    """
    orphans = (relationships.reachable(before) - relationships.reachable(after)) & set(after.names)
    companions = {found for orphan in orphans if (found := after.find(relationships.rels_name(orphan)))}
    gone = orphans | companions | _emptied(after)
    return content_types.withdrawn(after.replaced(removed=gone), gone) if gone else after


def _emptied(package: Package) -> set[str]:
    """The relationship parts that a change left with nothing in them."""
    changed = (name for name in package.names if name.endswith(".rels") and not package.unchanged(name))
    return {name for name in changed if not len(xml.parse(package.part(name), name))}
