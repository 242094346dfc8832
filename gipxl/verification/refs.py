"""Refs that the report names and the plan has never had."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.plan import ref_key
from gipxl.rules.unknown_refs import unknown_refs_in
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material
from gipxl.words import listed


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Refs in texts that no plan has had, and headings whose refs are not those that the paragraph tells of."""
    others = [material.assessment.baseline] if material.assessment.baseline else []
    sentences = material.sentences
    for at, ref in unknown_refs_in([each.text for each in sentences], material.plan, others):
        where = sentences[at].paragraph.where
        yield Disagreement(
            kind=Kind.REF,
            where=where,
            says=ref,
            should_say="",
            message=f"{where} speaks of {ref}, which is no action of the plan.",
            paragraph=sentences[at].paragraph,
        )
    yield from _headings(material)


def _headings(material: Material) -> Iterator[Disagreement]:
    known = {ref_key(ref) for ref in material.refs}
    for account in material.accounts:
        theirs = account.heading_refs
        if not account.tag or theirs is None or not all(ref_key(ref) in known for ref in account.refs):
            continue
        if [ref_key(ref) for ref in theirs] == [ref_key(ref) for ref in account.refs]:
            continue
        if not any(ref_key(ref) in known for ref in theirs) and material.is_own(account.heading):
            continue  # the brackets are part of the title
        if not account.heading.rstrip(":. ").endswith(f"({listed(account.refs)})"):
            yield Disagreement(
                kind=Kind.REF,
                where=account.where,
                says=listed(theirs),
                should_say=listed(account.refs),
                message=f"{account.where} is headed {listed(theirs)} and tells of {listed(account.refs)}.",
                paragraph=account.paragraphs[0],
            )
