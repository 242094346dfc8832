"""What gipxl first put into the controls of a report, kept beside the document so that an edit shows as one.

Only a digest of each text is kept: what somebody has taken out of a report must not travel on inside its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gipxl.package import relationships, xml
from gipxl.package.parts import Package
from gipxl.plan import cleaned

NAMESPACE = "urn:gipxl:originals:1"


class Original(NamedTuple):
    """What a control held: the refs it tells of (a tag has no room for many), and the digest of its text."""

    refs: tuple[str, ...]
    sha256: str


def fingerprint(parts: Iterable[str]) -> str:
    """The digest of a text's paragraphs; blanks and characters that nobody sees don't count, line breaks do."""
    shown = ("\n".join(cleaned(line) for line in part.strip().split("\n")) for part in parts)
    return hashlib.sha256("\n\n".join(shown).encode("utf-8", "replace")).hexdigest()


def part_of(originals: Mapping[str, Original]) -> bytes:
    """The part that holds them."""
    root = xml.parse(xml.new_part(f'<originals xmlns="{NAMESPACE}"/>'))
    for tag, original in originals.items():
        entry = xml.make(root, "text", {"tag": tag, "sha256": original.sha256})
        for ref in original.refs:
            xml.make(entry, "ref", text=ref)
    return xml.written(root)


def read(package: Package, document: str) -> dict[str, Original]:
    """Those of a report; none where gipxl did not write it, or another program has dropped them."""
    found: dict[str, Original] = {}
    for relation in relationships.of(package, document):
        if relation.kind == "customXml" and relation.part:
            root = xml.parse(package.part(relation.part), relation.part)
            if xml.namespace(root) == NAMESPACE:
                for entry in xml.children(root, "text"):
                    refs = tuple(ref.text or "" for ref in xml.children(entry, "ref"))
                    found[str(entry.get("tag", ""))] = Original(refs, str(entry.get("sha256", "")))
    return found
