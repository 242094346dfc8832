"""Texts that say that one action became part of another: "E7 and E8 were consolidated into E6". "See also" is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from gipxl.patterns import later
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
    r"|transferred\s+(?:in)?to|moved\s+(?:in)?to|superseded\s+by|replaced\s+by|(?:taken|carried)\s+forward"
    # "Carried forward from 2020/21" tells of the year, and of no other action.
    r"(?!\s+from\s+(?:the\s+)?(?:20\d\d|last|previous|prior)\b)"
    r"|sits\s+(?:within|under)|forms?\s+part"
)
# Words that say so only between an action and the refs that it took in.
_COVERING = r"includes|covers|encompasses"
_MERGING = later(
    rf"(?<!\bde-)\b(?:(?P<strong>{_STRONG})|{_WEAK}|(?P<covering>{_COVERING}))\b"
    r"(?!\s+(?:authorit|accounts?\b|consideration\b))",
    re.IGNORECASE,
)
# Here the one that takes in stands in front: "E6 now incorporates E7".
_TAKING = later(
    rf"(?:incorporates?|incorporating|absorbs?|absorbing|subsumes?|subsuming|t(?:akes|ook)\s+in|{_COVERING})$",
    re.IGNORECASE,
)
# What may stand in front of "includes" and behind the refs that were taken in: "The report includes E7's figures" is
# about neither action.
_AN_ACTION = later(
    r"\W*(?:(?:this|it|the)?(?:\s*\b(?:actions?|work-?stream|work|item|area|recommendation|project|scope|one))?"
    r"|[A-Z]{1,6}[-/ ]?\d[\d.]*)(?:\s*\b(?:now|also|therefore|already))*\s*",
    re.IGNORECASE,
)
_REFS_ONLY = later(
    r"(?:[\s,/&]|\b(?:and|both|also|all|of|the|now|actions?|work-?streams?|refs?|items?)\b)*", re.IGNORECASE
)
_NO_MORE_OF_IT = later(
    r"\s*(?:$|[.,;:&/()–-]|(?:and|or|as|too|also|since|from|in|after|following|which|now)\b)", re.IGNORECASE
)
_INTO = later(r"\b(?:into|in|with|within|under|to|by|part\s+of|inside)\b", re.IGNORECASE)
_INTO_IT = later(r"\b(?:into|within|under|inside|part\s+of)\s+(?:(?:action|work-?stream|ref|item)\s+)?$", re.IGNORECASE)
_THIS = later(
    r"\b(?:this(?!\s+(?:month|quarter|year|week|spring|summer|autumn|winter|team|group|board|panel|meeting)\b)"
    r"|the\s+present|here|our)\b",
    re.IGNORECASE,
)

# Before a word for merging: it did not happen, or only may.
_DENIED = later(
    r"(?:\b(?:not|never|no\s+longer|rather\s+than|instead\s+of|without|whether|could|might|may\s+be|against|unless"
    r"|no\s+plans?|considering|if)\b|n['’]t\b)(?:(?!\b(?:and|but)\b)[^.;,]){0,30}$",
    re.IGNORECASE,
)
_KEPT_APART = later(
    r"\b(?:remains?|remained|kept|stays?|continues?)\s+(?:\w+\s+)?(?:separate|separately|apart|on\s+its\s+own)\b"
    r"|\bnot\s+(?:go\s+ahead|gone\s+ahead|proceed|happen)",
    re.IGNORECASE,
)
_ASIDE = later(r"\(?\b(?:see|cf\.?|compare)\b[^);.]*\)?", re.IGNORECASE)
_SENTENCE_END = later(r"(?<=[.;!?])\s+|\n")
# Between a ref and the word: then the word speaks of something else.
_OTHER_CLAUSE = later(
    r"\b(?:following|after|when|while|because|since|before|during|despite|until)\b|,\s*(?:which|who|that|where)\b",
    re.IGNORECASE,
)
# What another action gave is not the action itself.
_ITS_FRUITS = later(
    r"\b(?:feedback|lessons?|comments?|views|learning|findings|data|input|advice)\b[^.;,]{0,20}$", re.IGNORECASE
)
_REF_LIKE = later(r"\b(?:[A-Z]{1,6}[-/ ]?)?\d+(?:\.\d+)*\b", re.IGNORECASE)
_AUXILIARIES = later(
    r"^(?:\s|,|\b(?:was|were|is|are|has|have|had|been|being|be|now|also|both|and|to|will|then)\b)*$", re.IGNORECASE
)
_RANGE = later(r"\b([A-Za-z]{1,6})\s?(\d{1,3})\s*(?:-|–|—|\bto\b)\s*\1\s?(\d{1,3})\b")
_WIDEST_RANGE = 30
# Figures of a number with noughts in front that is nothing but a ref.
_PADDED = 3


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

    A number or a word alone ("7", "A") is a ref only behind what says so: "action 7", "refs 5, 6 and 7". "0007" is one
    by its noughts.
    """
    letters = r"\s*".join(re.escape(character) for character in ref.replace(" ", ""))
    alone = rf"(?<![A-Za-z0-9])(?<!\d\.){letters}(?![A-Za-z0-9]|\.\d)"
    is_padded = ref.startswith("0") and len(ref) >= _PADDED
    if any(character.isdigit() for character in ref) and (is_padded or not ref.isdigit()):
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
            spoken_of = _is_said_of_own_row(sentence, merging, named)
        elif merging["covering"]:
            spoken_of = any(_is_covered(sentence, merging, each) for each in named_gone)
        else:
            spoken_of = any(_is_tied(sentence, merging, each) for each in named_gone)
        if spoken_of and (into := _target(sentence, merging, named_gone, named, "" if own_row else speaker)):
            return into
    return ""


def _is_said_of_own_row(sentence: str, merging: re.Match[str], named: Sequence[_Named]) -> bool:
    """In an action's own row, which need not name it: "Merged with E6", "E6 now incorporates this".

    Where another ref is what was merged ("C1 was consolidated into C5"), or took in a third one, it is not spoken of.
    """
    subject = _subject(sentence, merging, named)
    if _TAKING.search(merging[0]):
        return bool(subject) and all(each.end <= merging.start() for each in named)
    return not subject


def _subject(sentence: str, merging: re.Match[str], named: Sequence[_Named]) -> str:
    """The ref right before the word for merging; "" where other words stand between them, or no ref at all."""
    before = [each for each in named if each.end <= merging.start()]
    if not before:
        return ""
    between = _REF_LIKE.sub("", sentence[before[-1].end : merging.start()])
    return before[-1].ref if _AUXILIARIES.match(between) else ""


def _is_tied(sentence: str, merging: re.Match[str], gone: _Named) -> bool:
    """Whether the word for merging speaks of this mention of the ref."""
    if _ITS_FRUITS.search(sentence[: gone.start]):
        return False
    if gone.end <= merging.start():
        return not _OTHER_CLAUSE.search(sentence[gone.end : merging.start()])
    # "A3 was merged into A2" says nothing of where A2 went.
    if _INTO_IT.search(sentence[merging.start() : gone.start]):
        return False
    # Behind the word only refs may stand in a list before it: "the merger of the two forces, E7 …" is about no ref.
    between = _REF_LIKE.sub("", sentence[merging.end() : gone.start])
    return not _OTHER_CLAUSE.search(between) and not re.search(r"\w\s*,", between)


def _is_covered(sentence: str, merging: re.Match[str], gone: _Named) -> bool:
    """ "This action now includes E7 and E8": an action in front, refs behind, and nothing of theirs but themselves."""
    between = _REF_LIKE.sub("", sentence[merging.end() : gone.start])
    return (
        gone.start >= merging.end()
        and _AN_ACTION.fullmatch(sentence[: merging.start()]) is not None
        and _REFS_ONLY.fullmatch(between) is not None
        and _NO_MORE_OF_IT.match(sentence[gone.end :]) is not None
    )


def _target(
    sentence: str, merging: re.Match[str], named_gone: Sequence[_Named], named: Sequence[_Named], speaker: str
) -> str:
    """Where it went: what stands behind "into"; else the row that says so; else the other ref named."""
    behind = sorted(each for each in (*named_gone, *named) if each.start >= merging.end())
    in_front = [each for each in named if each.end <= merging.start()]
    if _TAKING.search(merging[0]):
        return _subject(sentence, merging, named) or speaker or next((each.ref for each in in_front), "")
    into = _INTO.search(sentence, merging.start())
    start = into.end() if into else merging.end()
    reached = [each for each in behind if each.start >= start]
    is_this = _THIS.search(sentence, start, reached[0].start if reached else len(sentence)) is not None
    if into and reached and not is_this and reached[0] in named:
        return reached[0].ref
    # "Joined with E7" took it in; "covered in E7's report" did not.
    took_in = (
        bool(behind) and behind[0] in named_gone and not (into and merging.end() <= into.start() < behind[0].start)
    )
    if speaker:
        return speaker if merging["strong"] or is_this or took_in else ""
    if is_this or not merging["strong"]:
        return ""
    return next((each.ref for each in (*in_front, *named)), "")
