"""The paragraphs on single actions: those that are missing, those that no longer belong, and how many there are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.plan import Position, ref_key
from gipxl.report_reading import Account
from gipxl.report_reading.accounts import ACHIEVEMENT, NARRATIVE, refs_told_of
from gipxl.standing import Standing
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material, Sentence
from gipxl.verification.numbers import NUMBER, first_number, value_of
from gipxl.words import plural

_OF_REVISED = re.compile(r"\b(?:areas?|scope) (?:of|for) improvement\b|\brevised\b|\btime-?scales?\b", re.IGNORECASE)
_OF_ACHIEVEMENTS = re.compile(r"\bachieve(?:d|ments?)\b", re.IGNORECASE)
_PARAGRAPHS = re.compile(rf"(?<![\w.])(?P<n>{NUMBER})\s+paragraphs?\b(?!\s+\d)", re.IGNORECASE)
_DESCRIBED = re.compile(r"\b(?:describ|explain|set out|given|told|report|cover|below|follow)", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:together|jointly|combined|share|joint)\b|\bparagraphs\b", re.IGNORECASE)
# Fewer headings than this may stand in any document.
_A_LIST = 2


def disagreements(material: Material) -> Iterator[Disagreement]:
    """What the report tells of single actions, against what the workbook has it tell."""
    yield from _missing(material)
    for account in material.accounts:
        yield from _stray(material, account)
    yield from _count(material)


def _missing(material: Material) -> Iterator[Disagreement]:
    told = refs_told_of(material.accounts, NARRATIVE)
    titles = {each.paragraphs[0].text.split("\n")[0].strip().casefold() for each in material.accounts}
    for standing in material.assessment.standings:
        key = ref_key(standing.action.name)
        if not (standing.counts and standing.position is Position.REVISED) or key in told:
            continue
        is_headed = standing.action.title.typed.strip().casefold() in titles
        if not is_headed and (_is_told(material, NARRATIVE, _OF_REVISED) or _was_told(material, NARRATIVE, key)):
            yield _is_missing(material, standing, "has a revised delivery date", _OF_REVISED)
    yield from _missing_achievements(material)


def _missing_achievements(material: Material) -> Iterator[Disagreement]:
    figures = material.assessment.figures
    wanted = (figures.complete if material.assessment.baseline is None else figures.completed_since).refs
    told = refs_told_of(material.accounts, ACHIEVEMENT)
    for standing in material.assessment.standings:
        name = standing.action.name
        if name not in wanted or not standing.is_complete or ref_key(name) in told:
            continue
        if _is_told(material, ACHIEVEMENT, _OF_ACHIEVEMENTS) or _was_told(material, ACHIEVEMENT, ref_key(name)):
            yield _is_missing(material, standing, "has been completed", _OF_ACHIEVEMENTS)


def _is_told(material: Material, kind: str, heading: re.Pattern[str]) -> bool:
    """The report has a section that tells of each such action."""
    told = [each for each in material.accounts if each.kind == kind and _is_meant(material, each)]
    originals = [tag for tag in material.report.originals if tag.startswith(f"{kind}:")]
    if material.report.as_at is not None:
        return bool(told or originals) or _heading(material, heading) == _BUILT_IN[kind]
    return len(told) >= (_A_LIST if kind == NARRATIVE else 1)


#: gipxl's own headings over them, which stand there also when there was nothing to tell.
_BUILT_IN = {NARRATIVE: "Areas of improvement", ACHIEVEMENT: "Key achievements"}


def _was_told(material: Material, kind: str, key: str) -> bool:
    originals = material.report.originals.items()
    return any(key in map(ref_key, each.refs) for tag, each in originals if tag.startswith(f"{kind}:"))


def _heading(material: Material, words: re.Pattern[str]) -> str:
    headings = (" ".join(each.text.split()) for each in material.report.paragraphs if each.level)
    return next((heading for heading in headings if words.search(heading)), "")


def _is_missing(material: Material, standing: Standing, why: str, words: re.Pattern[str]) -> Disagreement:
    name = standing.action.name
    under = _heading(material, words)
    return Disagreement(
        kind=Kind.MISSING_PARAGRAPH,
        where=f"heading “{under}”" if under else "",
        says="",
        should_say=name,
        message=f"{name} {why}, and the report has no paragraph on it{f' under “{under}”' if under else ''}.",
    )


def _stray(material: Material, account: Account) -> Iterator[Disagreement]:
    """The refs of a paragraph that tells of what is no longer so."""
    for ref in account.refs:
        rows = material.by_ref.get(ref_key(ref), ())
        if account.kind == ACHIEVEMENT:
            is_right, should = any(each.counts and each.is_complete for each in rows), "complete"
        else:
            is_right = any(each.counts and each.position is Position.REVISED for each in rows)
            should = "revised"
        if is_right or not _is_meant(material, account):
            continue
        now = _now(rows)
        yield Disagreement(
            kind=Kind.STRAY_PARAGRAPH,
            where=account.where,
            says=account.heading,
            should_say="",
            message=f"{account.where} tells of {ref} as {should}; in the workbook {ref} {now}.",
            paragraph=account.paragraphs[0],
        )


def _is_meant(material: Material, account: Account) -> bool:
    """Not a text that a house template prints of other actions too, nor one under a ref in some other section."""
    if account.tag:
        return account.tag in material.report.originals or not material.report.originals
    return _belongs_to_list(material, account)


def _is_counted(material: Material, account: Account) -> bool:
    return _is_meant(material, account) or (material.report.as_at is None and not account.tag)


def _belongs_to_list(material: Material, account: Account) -> bool:
    """A paragraph that gipxl did not mark stands where revised or completed actions are told of."""
    words = _OF_ACHIEVEMENTS if account.kind == ACHIEVEMENT else _OF_REVISED
    if words.search(account.paragraphs[0].heading):
        return True
    same = [each for each in material.accounts if each.paragraphs[0].heading == account.paragraphs[0].heading]
    return any(each.tag for each in same)


def _now(rows: tuple[Standing, ...]) -> str:
    counted = [each for each in rows if each.counts]
    if counted:
        return f"is {counted[0].position}"
    return "no longer counts" if rows else "is no action of the plan"


def _count(material: Material) -> Iterator[Disagreement]:
    """How many paragraphs there are, against how many the report says."""
    told = [each for each in material.accounts if each.kind == NARRATIVE and _is_counted(material, each)]
    said = list(_said(material))
    for sentence, text, number in said:
        if told and number != len(told):
            where = sentence.paragraph.where
            yield Disagreement(
                kind=Kind.PARAGRAPH_COUNT, where=where, says=text, should_say=str(len(told)),
                paragraph=sentence.paragraph,
                message=f"{where} speaks of {text} paragraphs; there {plural(len(told), 'is', 'are')} {len(told)}.",
            )  # fmt: skip
    if not said:
        yield from _unexplained(material, told)


def _said(material: Material) -> Iterator[tuple[Sentence, str, int]]:
    for sentence in material.sentences:
        found = _PARAGRAPHS.search(sentence.text)
        if sentence.account is None and found and _DESCRIBED.search(sentence.text):
            yield sentence, found["n"], value_of(found["n"])


def _unexplained(material: Material, told: list[Account]) -> Iterator[Disagreement]:
    """The report gives one number of revised actions and another number of paragraphs, without a word on it."""
    revised = {ref_key(ref) for account in told for ref in account.refs}
    first = next(
        (
            (paragraph, value_of(found))
            for paragraph, control in material.report.controls
            if control.tag == "figure:revised" and (found := first_number(paragraph.text[control.start : control.end]))
            and _OF_REVISED.search(paragraph.heading)
        ),
        None,
    )  # fmt: skip
    if first is None or len(told) in (0, first[1]) or len(revised) != first[1]:
        return
    paragraph, number = first
    if any(_JOINED.search(each.text) for each in material.all_sentences if each.paragraph is paragraph):
        return
    yield Disagreement(
        kind=Kind.PARAGRAPH_COUNT, where=paragraph.where, says=str(number), should_say=str(len(told)),
        paragraph=paragraph,
        message=f"{paragraph.where} speaks of {number} actions; {len(told)} paragraphs describe them. Say why.",
    )  # fmt: skip
