"""Where a report tells of single actions: by gipxl's controls, or by headings that end in refs."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from gipxl.plan import cleaned, ref_key
from gipxl.report_reading.values import Control, Paragraph, Report

NARRATIVE, ACHIEVEMENT = "narrative", "achievement"
KINDS = (NARRATIVE, ACHIEVEMENT)

_LONGEST_HEADING = 200
_ENDS_IN_REFS = re.compile(
    r"(?P<title>[^\n]*?)\((?P<refs>[^()\n]{1,80})\)[ \t]*(?:[:.–—-]?[ \t]*(?:\n|$)|:)(?P<rest>.*)", re.DOTALL
)
_BEGINS_WITH_REFS = re.compile(
    r"(?:actions? |ref )?(?P<refs>[^\s:–—]+(?: (?:and|&) [^\s:–—]+)?)[ \t]*[:–—][ \t]*(?P<rest>.*)", re.DOTALL | re.I
)
_BETWEEN_REFS = re.compile(r"\s*(?:,|&|/|;|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class Account:
    """What a report says of one action, or of several together.

    ``kind`` is "narrative" or "achievement". ``tag`` is that of gipxl's control, "" where it never wrote one on these
    refs. ``heading_refs`` are the refs as the heading has them (None where it ends in none), ``parts`` the
    paragraphs of the text, ``paragraphs`` all that it stands in: in the first, the text begins at ``start``.
    """

    kind: str
    refs: tuple[str, ...]
    tag: str
    heading: str
    heading_refs: tuple[str, ...] | None
    parts: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    start: int

    @property
    def where(self) -> str:
        return self.paragraphs[0].where


def accounts(report: Report, known: Collection[str]) -> tuple[Account, ...]:
    """Every account of an action, in reading order. ``known`` are refs that a heading may end in."""
    keys = {ref_key(ref) for ref in known if ref}
    found: list[Account] = []
    open_to_more = False
    for paragraph in report.paragraphs:
        control = _told(paragraph)
        last = found[-1] if found and open_to_more else None
        if last and _continues(last, paragraph, control):
            if paragraph.text.strip():
                found[-1] = _with(last, paragraph)
        elif control is not None:
            found.append(_by_control(report, paragraph, control))
            open_to_more = True
        else:
            headed = _by_heading(report, paragraph, keys)
            open_to_more = headed is not None
            found += [headed] if headed else []
    return tuple(found)


def _told(paragraph: Paragraph) -> Control | None:
    return next((each for each in paragraph.controls if each.kind in KINDS), None)


def _continues(last: Account, paragraph: Paragraph, control: Control | None) -> bool:
    """A further paragraph of the account before it."""
    if paragraph.level or paragraph.place != last.paragraphs[-1].place:
        return False
    if control is not None:
        return bool(last.tag) and control.tag == last.tag and not paragraph.text[: control.start].strip()
    # Word gives a paragraph that somebody adds the style of the one before it; a number makes it one of its own.
    return not paragraph.number and paragraph.place is None and last.kind == NARRATIVE


def _with(account: Account, paragraph: Paragraph) -> Account:
    return replace(account, parts=(*account.parts, paragraph.text.strip()), paragraphs=(*account.paragraphs, paragraph))


def _by_control(report: Report, paragraph: Paragraph, control: Control) -> Account:
    original = report.originals.get(control.tag)
    refs = original.refs if original else tuple(control.name.partition("#")[0].split(","))
    start = _start_of_text(paragraph, control)
    heading = cleaned(paragraph.text[:start])
    return Account(
        kind=control.kind,
        refs=refs,
        tag=control.tag,
        heading=heading,
        heading_refs=heading_refs(heading),
        parts=(paragraph.text[start:].strip(),),
        paragraphs=(paragraph,),
        start=start,
    )


def _start_of_text(paragraph: Paragraph, control: Control) -> int:
    """Where the heading ends: at the line break or colon before the control, so that words typed there are not lost."""
    before = paragraph.text[: control.start]
    first = before.find("\n")
    if first >= 0:
        return first + 1
    colon = before.rfind("): ")
    return colon + 2 if colon >= 0 else control.start


def heading_refs(heading: str) -> tuple[str, ...] | None:
    """The refs in brackets that a heading ends in, as they stand; None where it ends in no brackets."""
    found = re.search(r"\(([^()]*)\)\s*[:.]?$", heading)
    return _pieces(found[1]) if found else None


def _pieces(text: str) -> tuple[str, ...]:
    return tuple(piece for piece in _BETWEEN_REFS.split(text.strip()) if piece)


def _by_heading(report: Report, paragraph: Paragraph, known: Collection[str]) -> Account | None:
    """An account that only its heading tells of: "Approach to business planning (C1)", "C1: Approach …".

    LibreOffice drops the controls when it saves; the refs then tell which of them it was.
    """
    for found in _headings(paragraph.text):
        refs = _pieces(found["refs"])
        if refs and all(ref_key(ref) in known for ref in refs):
            heading = cleaned(paragraph.text[: found.start("rest")])
            kind = ACHIEVEMENT if "achieve" in paragraph.heading.casefold() else NARRATIVE
            rest = found["rest"].strip()
            return Account(
                kind=kind, refs=refs, tag=_tag_of(report, kind, refs), heading=heading, heading_refs=refs,
                parts=(rest,) if rest else (), paragraphs=(paragraph,), start=found.start("rest"),
            )  # fmt: skip
    return None


def _tag_of(report: Report, kind: str, refs: Sequence[str]) -> str:
    """The tag of the control that gipxl once wrote on these refs; "" where there was none."""
    keys = [ref_key(ref) for ref in refs]
    kept = {control.tag for _, control in report.controls}
    for tag, original in report.originals.items():
        if tag not in kept and tag.startswith(f"{kind}:") and [ref_key(ref) for ref in original.refs] == keys:
            return tag
    return ""


def _headings(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_ENDS_IN_REFS, _BEGINS_WITH_REFS):
        found = pattern.match(text)
        if found and found.start("rest") <= _LONGEST_HEADING and not _is_sentence(text[: found.start("rest")]):
            yield found


def _is_sentence(heading: str) -> bool:
    return ". " in heading


def refs_told_of(found: Sequence[Account], kind: str) -> frozenset[str]:
    """The keys of all refs that accounts of one kind tell of."""
    return frozenset(ref_key(ref) for account in found if account.kind == kind for ref in account.refs)
