"""Texts that say that one action became part of another: "E7 and E8 were consolidated into E6". "See also" is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gipxl.plan import Action, Entry, Plan, ref_key

# Words that can mean nothing else: who says one of a vanished ref in its own row has taken that action in.
_STRONG = (
    r"consolidat\w+|merg(?:ed?|es|ing|er)|combin(?:ed?|es|ing)|incorporat(?:ed?|es|ing)|subsum\w+|absorb\w*"
    r"|amalgamat\w+|fold(?:ed|s|ing)?\s+in(?:to)?|roll(?:ed|s|ing)?\s+in(?:to)?|brought\s+together"
)
# Words that say so only where they name what it went into.
_WEAK = (
    r"brought\s+(?:into|under)|join(?:ed|s)?\s+(?:with|to|into)|t(?:akes|aken|aking|ook)\s+in(?:to)?|rolled\s+up"
    r"|(?:now|being|are|is|be)\s+(?:covered|included|part|sits|within|dealt\s+with|delivered|picked\s+up|addressed)"
    r"|transferred\s+(?:in)?to|moved\s+(?:in)?to|superseded\s+by|replaced\s+by"
)
_MERGING = re.compile(
    rf"(?<!\bde-)\b(?:(?P<strong>{_STRONG})|{_WEAK})\b(?!\s+(?:authorit|accounts?\b|consideration\b))", re.IGNORECASE
)
# Here the one that takes in stands in front: "E6 now incorporates E7".
_TAKING = re.compile(
    r"(?:incorporates?|incorporating|absorbs?|absorbing|subsumes?|subsuming|t(?:akes|ook)\s+in)$", re.IGNORECASE
)
_INTO = re.compile(r"\b(?:into|in|with|within|under|to|by|part\s+of|inside)\b", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|the\s+present|here|our)\b", re.IGNORECASE)

# Before a word for merging: it did not happen, or only may.
_DENIED = re.compile(
    r"(?:\b(?:not|never|no\s+longer|rather\s+than|instead\s+of|without|whether|could|might|may\s+be|against|unless"
    r"|no\s+plans?|considering|if)\b|n['’]t\b)(?:(?!\b(?:and|but)\b)[^.;,]){0,30}$",
    re.IGNORECASE,
)
_KEPT_APART = re.compile(
    r"\b(?:remains?|remained|kept|stays?|continues?)\s+(?:\w+\s+)?(?:separate|separately|apart|on\s+its\s+own)\b"
    r"|\bnot\s+(?:go\s+ahead|gone\s+ahead|proceed|happen)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\(?\b(?:see|cf\.?|compare)\b[^);.]*\)?", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.;!?])\s+|\n")
# Between a ref and the word: then the word speaks of something else.
_OTHER_CLAUSE = re.compile(
    r"\b(?:following|after|when|while|because|since|before|during|despite|until)\b|,\s*(?:which|who|that|where)\b",
    re.IGNORECASE,
)
# What another action gave is not the action itself.
_ITS_FRUITS = re.compile(
    r"\b(?:feedback|lessons?|comments?|views|learning|findings|data|input|advice)\b[^.;,]{0,20}$", re.IGNORECASE
)
_REF_LIKE = re.compile(r"\b(?:[A-Z]{1,6}[-/ ]?)?\d+(?:\.\d+)*\b", re.IGNORECASE)
_AUXILIARIES = re.compile(
    r"^(?:\s|,|\b(?:was|were|is|are|has|have|had|been|being|be|now|also|both|and|to|will|then)\b)*$", re.IGNORECASE
)
_RANGE = re.compile(r"\b([A-Za-z]{1,6})\s?(\d{1,3})\s*(?:-|–|—|\bto\b)\s*\1\s?(\d{1,3})\b")
_WIDEST_RANGE = 30


class Sentence(NamedTuple):
    """A sentence with a word for merging: in which row (None: outside the actions) and cell it stands."""

    text: str
    row: Action | None
    entry: Entry[str]


class _Named(NamedTuple):
    """A ref that a sentence names, and where."""

    start: int
    end: int
    ref: str


def merging_sentences(plan: Plan) -> Iterator[Sentence]:
    """Every sentence of a plan that holds a word for merging: in texts, statuses and sources, then in the notes."""
    for row in plan.actions:
        status = Entry(row.status.typed, row.status.typed, row.status.cell)
        for entry in (*(text for _, text in row.texts), status, row.source):
            for sentence in _merging(entry.typed):
                yield Sentence(sentence, row, entry)
    for note in plan.notes:
        for sentence in _merging(note.typed):
            yield Sentence(sentence, None, note)


def _merging(text: str) -> Iterator[str]:
    if _MERGING.search(text):
        for sentence in _SENTENCE_END.split(_RANGE.sub(_each_of_range, text)):
            clause = _ASIDE.sub(" ", sentence)
            if _MERGING.search(clause) and not _KEPT_APART.search(clause):
                yield clause


def _each_of_range(found: re.Match[str]) -> str:
    """ "E7 to E9" with every ref between written out."""
    first, last = int(found[2]), int(found[3])
    if not 0 < last - first <= _WIDEST_RANGE:
        return found[0]
    return ", ".join(f"{found[1]}{number}" for number in range(first, last + 1))


@lru_cache(maxsize=1024)
def _mention(ref: str) -> re.Pattern[str]:
    """Finds a ref standing by itself in a text, however it is spaced.

    A number or a word alone ("7", "A") is a ref only behind what says so: "action 7", "refs 5, 6 and 7".
    """
    letters = r"\s*".join(re.escape(character) for character in ref.replace(" ", ""))
    alone = rf"(?<![A-Za-z0-9])(?<!\d\.){letters}(?![A-Za-z0-9]|\.\d)"
    if any(character.isdigit() for character in ref) and not ref.isdigit():
        return re.compile(alone, re.IGNORECASE)
    says_so = r"\b(?:actions?|refs?|references?|items?|work-?\s?streams?|recommendations?|rows?|areas?|nos?\.?)"
    others = r"(?:\s*[\w.]{1,8}\s*(?:,|&|/|\band\b))*\s*(?:and\s+)?"
    return re.compile(says_so + others + alone, re.IGNORECASE)


def mentions(text: str, ref: str) -> bool:
    """Whether a text names a ref, standing by itself and however it is spaced."""
    return _mention(ref).search(text) is not None


def joined(sentence: str, gone: str, speaker: str, others: Sequence[str]) -> str:
    """The ref that ``sentence`` says the action ``gone`` was merged into; "" where it does not say so.

    ``speaker`` is the ref of the row in which it stands, "" for a text outside the rows; ``others`` are the refs
    of the plan.
    """
    own_row = bool(speaker) and ref_key(speaker) == ref_key(gone)
    named_gone = [_Named(*found.span(), gone) for found in _mention(gone).finditer(sentence)]
    if not (named_gone or own_row):
        return ""
    squeezed = "".join(sentence.split()).casefold()
    named = sorted(
        _Named(*found.span(), ref)
        for ref in dict.fromkeys(others)
        if "".join(ref.split()).casefold() in squeezed
        for found in _mention(ref).finditer(sentence)
    )
    for merging in _MERGING.finditer(sentence):
        if _DENIED.search(sentence[: merging.start()]):
            continue
        if own_row and not named_gone:
            spoken_of = not _has_other_subject(sentence, merging, named)
        else:
            spoken_of = any(_is_tied(sentence, merging, each) for each in named_gone)
        if spoken_of and (into := _target(sentence, merging, named_gone, named, "" if own_row else speaker)):
            return into
    return ""


def _has_other_subject(sentence: str, merging: re.Match[str], named: Sequence[_Named]) -> bool:
    """In an action's own row: another ref is what was merged ("C1 was consolidated into C5")."""
    before = [each for each in named if each.end <= merging.start()]
    takes_in = _TAKING.search(merging[0]) is not None
    if takes_in or not before:
        return False
    between = _REF_LIKE.sub("", sentence[before[-1].end : merging.start()])
    return _AUXILIARIES.match(between) is not None


def _is_tied(sentence: str, merging: re.Match[str], gone: _Named) -> bool:
    """Whether the word for merging speaks of this mention of the ref."""
    if _ITS_FRUITS.search(sentence[: gone.start]):
        return False
    if gone.end <= merging.start():
        return not _OTHER_CLAUSE.search(sentence[gone.end : merging.start()])
    # Behind the word only refs may stand in a list before it: "the merger of the two forces, E7 …" is about no ref.
    between = _REF_LIKE.sub("", sentence[merging.end() : gone.start])
    return not _OTHER_CLAUSE.search(between) and not re.search(r"\w\s*,", between)


def _target(
    sentence: str, merging: re.Match[str], named_gone: Sequence[_Named], named: Sequence[_Named], speaker: str
) -> str:
    """Where it went: what stands behind "into"; else the row that says so; else the other ref named."""
    behind = sorted(each for each in (*named_gone, *named) if each.start >= merging.end())
    into = _INTO.search(sentence, merging.start())
    takes_in = _TAKING.search(merging[0]) is not None
    start = into.end() if into else merging.end()
    reached = [each for each in behind if each.start >= start]
    is_this = _THIS.search(sentence, start, reached[0].start if reached else len(sentence)) is not None
    if into and not takes_in and reached and not is_this and reached[0] in named:
        return reached[0].ref
    surely = merging["strong"] or takes_in or is_this or bool(speaker and behind and behind[0] in named_gone)
    if speaker:
        return speaker if surely else ""
    if is_this and not takes_in:
        return ""
    in_front = [each.ref for each in named if each.end <= merging.start()]
    return (in_front or [each.ref for each in named] or [""])[0] if merging["strong"] or takes_in else ""
