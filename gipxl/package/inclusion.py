"""Whether everything in one part is still in another: the test of a change that may only add."""

from __future__ import annotations

from gipxl.package import xml

# Attributes that follow from what was added, and say nothing of their own.
_DERIVED = frozenset({"count", "uniqueCount", "priority"})

# Lists that say nothing when they are empty, as some programs write them.
_LISTS = frozenset({"definedNames"})


def missing(before: xml.Element, after: xml.Element) -> xml.Element | None:
    """The first element of ``before`` that ``after`` has no equal of, in the same place and order; None if all there.

    ``after`` may hold more children than ``before`` at any place, but nothing else.
    """
    if not _same_tag(before, after):
        return before
    rest = iter([child for child in after if xml.local(child)])
    for child in before:
        if not xml.local(child) or (xml.local(child) in _LISTS and not len(child)):
            continue
        found = next((other for other in rest if _holds(child, other)), None)
        if found is None:
            return _deepest(child, after)
    return None


def _holds(before: xml.Element, after: xml.Element) -> bool:
    return missing(before, after) is None


def _same_tag(before: xml.Element, after: xml.Element) -> bool:
    if before.tag != after.tag or (before.text or "").strip() != (after.text or "").strip():
        return False
    return all(after.get(key) == value for key, value in before.attrib.items() if str(key) not in _DERIVED)


def _deepest(child: xml.Element, after: xml.Element) -> xml.Element:
    """The most telling element: where exactly one other could be meant, what it lacks; else the child itself."""
    alike = [other for other in after if other.tag == child.tag]
    if len(alike) != 1:
        return child
    inner = missing(child, alike[0])
    return child if inner is None else inner
