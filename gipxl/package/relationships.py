"""Relationships: which part refers to which, and under what id."""

from __future__ import annotations

import posixpath
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from gipxl.package import xml
from gipxl.package.parts import Package

_NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = xml.new_part(f'<Relationships xmlns="{_NAMESPACE}"/>')
CONTENT_TYPE = "application/vnd.openxmlformats-package.relationships+xml"


@dataclass(frozen=True, kw_only=True, slots=True)
class Relationship:
    """One reference: from its owner to the part or address that it names."""

    id: str
    type: str
    target: str
    external: bool
    part: str | None
    """The part that is meant, as the package spells it; None where it is outside or missing."""

    @property
    def kind(self) -> str:
        """The last word of the type, which is the same in both dialects: "worksheet", "comments" …"""
        return self.type.rpartition("/")[2]


def rels_name(owner: str) -> str:
    """The name of the part that holds the relationships of ``owner`` ("" is the package itself)."""
    folder, name = posixpath.split(owner)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def of(package: Package, owner: str = "") -> tuple[Relationship, ...]:
    """The relationships of a part, in their order; () where it has none."""
    name = package.find(rels_name(owner))
    if name is None:
        return ()
    root = xml.parse(package.part(name), name)
    return tuple(_relationship(package, owner, element) for element in xml.children(root, "Relationship"))


def _relationship(package: Package, owner: str, element: xml.Element) -> Relationship:
    target = str(element.get("Target", ""))
    external = element.get("TargetMode") == "External"
    return Relationship(
        id=str(element.get("Id", "")),
        type=str(element.get("Type", "")),
        target=target,
        external=external,
        part=None if external else package.find(resolved(owner, target)),
    )


def resolved(owner: str, target: str) -> str:
    """The part that a target names, seen from its owner."""
    path = target.replace("\\", "/").partition("#")[0]
    full = path if path.startswith("/") else posixpath.join(posixpath.dirname(owner), path)
    return posixpath.normpath(full).lstrip("/")


def target_of(relationships: Collection[Relationship], id: str | None) -> str | None:
    """The part behind an id; None where there is none."""
    return next((one.part for one in relationships if one.id == id), None)


def added(package: Package, owner: str, type: str, target: str, *, external: bool = False) -> tuple[Package, str]:
    """A new relationship, and its id. ``target`` is a part's name, or an address if ``external``."""
    name = package.find(rels_name(owner))
    root = xml.parse(package.part(name) if name else _EMPTY, name or "")
    taken = {str(element.get("Id", "")).casefold() for element in root}
    number = len(root) + 1
    while f"rid{number}" in taken:
        number += 1
    attributes = {"Id": f"rId{number}", "Type": type, "Target": target if external else _seen_from(owner, target)}
    xml.make(root, "Relationship", attributes | ({"TargetMode": "External"} if external else {}))
    return _stored(package, owner, root), f"rId{number}"


def _seen_from(owner: str, part: str) -> str:
    return quote(posixpath.relpath(f"/{part}", f"/{posixpath.dirname(owner)}"))


def removed(package: Package, owner: str, ids: Collection[str]) -> Package:
    """Without the relationships of those ids."""
    name = package.find(rels_name(owner))
    if name is None:
        return package
    root = xml.parse(package.part(name), name)
    for element in [element for element in root if element.get("Id") in ids]:
        root.remove(element)
    return _stored(package, owner, root)


def _stored(package: Package, owner: str, root: xml.Element) -> Package:
    name = package.find(rels_name(owner))
    if name is not None:
        return package.replaced({name: xml.written(root)})
    return package.replaced(added={rels_name(owner): xml.written(root)})


def reachable(package: Package) -> set[str]:
    """Every part that can be come to from the package's own relationships."""
    found: set[str] = set()
    waiting = [""]
    while waiting:
        for relationship in of(package, waiting.pop()):
            if relationship.part is not None and relationship.part not in found:
                found.add(relationship.part)
                waiting.append(relationship.part)
    return found


def part_of(relationships: Iterable[tuple[str, str, str, bool]], owner: str) -> bytes:
    """A relationships part for ``owner`` with these ids, types, targets (parts or addresses) and whether external."""
    root = xml.parse(_EMPTY)
    for id, type, target, external in relationships:
        attributes = {"Id": id, "Type": type, "Target": target if external else _seen_from(owner, target)}
        xml.make(root, "Relationship", attributes | ({"TargetMode": "External"} if external else {}))
    return xml.written(root)
