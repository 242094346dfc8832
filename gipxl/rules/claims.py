"""What a text claims of the whole action: that it is finished, or that it is not. A part of it is not the whole."""

from __future__ import annotations

import re

from gipxl.patterns import later
from gipxl.rules.cells import holds_any
from gipxl.vocabulary import plain

_WHOLE = (
    r"(?:the|this|that|all|our|whole|entire|of|\s)*\b"
    r"(?:actions?|work|works|work-? ?streams?|projects?|tasks?|everything|pieces? of work)"
)
_BE = r"(?:has|have|is|are|was|were)(?:\s+(?:now|been|already|all|fully|since|both|successfully|therefore|formally))*"
_DONE = r"(?:completed?|finished|closed|done|concluded|discharged|delivered|implemented|signed off|fully implemented)"
_NOT_DONE = (
    r"(?:not\s+(?:yet\s+)?(?:been\s+)?(?:started|begun|commenced|completed?|finished|done|delivered|implemented)|"
    r"yet\s+to\s+(?:start|begin|commence|be\s+\w+)|still\s+(?:in\s+progress|outstanding|under\s?way|ongoing|to\s+be\s+\w+)|"
    r"in\s+progress|under\s?way|ongoing|outstanding)"
)
_SUBJECT = r"(?P<subject>(?:[\w’'-]+\s+){1,8}?)"
_FINISHED = later(rf"(?P<whole>{_WHOLE})\s+{_BE}\s+{_DONE}\b|{_SUBJECT}{_BE}\s+{_DONE}\b", re.IGNORECASE)
_FINISHED_START = later(
    rf"(?:now |fully |all )?(?:actions? |work )?{_DONE}\b(?=\s*(?:[.,;:!–-]|$|on\b|in\b|and\b))", re.IGNORECASE
)
# "This" is the whole action where nothing stands before it; a part of the work may be meant in a later sentence.
_THIS_FINISHED = later(rf"\W*(?:this|it)\s+{_BE}\s+{_DONE}\b(?=\s*(?:[.;!]|$|and\b|on\s+\d))", re.IGNORECASE)
_ALL_FINISHED = later(
    r"\ball\s+(?:of\s+)?(?:the\s+|our\s+|these\s+)?(?:\d+\s+|(?:two|three|four|five|six|seven|eight|nine|ten)\s+)?"
    rf"(?:audit\s+)?recommendations\s+(?:{_BE}\s+)?{_DONE}\b(?=\s*(?:[.,;:!–-]|$|on\s+\d|and\b))"
    r"|\b(?:action|work-?\s?stream|recommendation|item|this)\s+can\s+(?:now\s+|therefore\s+)*be\s+(?:closed|signed\s+off)"
    r"\b(?=\s*(?:[.;!]|$|and\b|as\b))",
    re.IGNORECASE,
)
_UNFINISHED = later(
    rf"(?P<whole>{_WHOLE})\s+(?:(?:has|have|is|are)\s+(?:\w+\s+)?{_NOT_DONE}|continues?|remains?\s+outstanding)\b"
    rf"|{_SUBJECT}(?:has|have|is|are)\s+(?:\w+\s+)?(?:not\s+yet|yet\s+to|still\s+(?:in\s+progress|outstanding))\b",
    re.IGNORECASE,
)
_UNFINISHED_START = later(
    rf"(?:(?:(?:this|it)\s+(?:has|is|remains)\s+)?{_NOT_DONE}|no progress|work (?:continues|is continuing))\b"
    r"(?=\s*(?:[.,;:!(–-]|$|(?:with|and|at|by|as|on|due|but|until|since|because|yet|so)\b))",
    re.IGNORECASE,
)

# Words before a claim that make it one about a part, a plan or a condition.
_PARTLY = later(
    r"\b(?:first|second|third|next|last|final|phases?|stages?|parts?|partly|partially|half|most|some|several|nearly|"
    r"almost|largely|substantially|drafts?|initial|once|when|until|unless|if|after|before|as soon as|because|will|"
    r"would|should|element|sections?|interim|pilots?|preliminary|preparatory|no|none|neither|one|two|three|four|five|six|"
    r"per cent|where|which|that (?:was|were)|previous|earlier|related|linked)\b|%|\d",
    re.IGNORECASE,
)
_NEAR = 200
_EXCEPT = later(
    r"\s*,?\s*(?:(?:for|in) (?:the )?(?:first|one|two|three|four|five|some|most|many|half|\d)|in part|in principle|"
    r"except|apart from|save for|bar|subject to|but|other than|so far|to date|by)\b",
    re.IGNORECASE,
)
_REMAINS = later(
    r"\b(?:will|remain\w*|outstanding|next steps?|await\w*|still|continu\w+|being|to be|yet to|under ?way|in progress|"
    r"due to|planned|scheduled|expected|now needs?|has begun|have begun)\b",
    re.IGNORECASE,
)
_LITTLE_WORDS = frozenset("the this that these our its their a an of for and to in on with new all both whole".split())
_SENTENCES = later(r"(?<=[.;!?])\s+|\n")


def claims_finished(text: str, title: str) -> bool:
    """The text says that the whole action is finished. ``title`` tells what the action is about."""
    if not holds_any(text.lower(), _FINISHED_STEMS):
        return False
    return _claims(text, title, _IS_DONE, _FINISHED, _FINISHED_START, _REMAINS) or _says_it_can_be_closed(text)


def claims_unfinished(text: str, title: str) -> bool:
    """The text says that the action has not begun, or goes on."""
    may_claim = holds_any(text.lower(), _UNFINISHED_STEMS)
    return may_claim and _claims(text, title, _IS_NOT, _UNFINISHED, _UNFINISHED_START)


# What a sentence must hold to claim anything; most hold none of it, and the patterns take long.
_FINISHED_STEMS = tuple("complete finished closed done concluded discharged delivered implemented signed".split())
_IS_DONE = later(rf"\b{_BE}\s+{_DONE}\b", re.IGNORECASE)
_IS_NOT = later(r"\b(?:has|have|is|are|remains?|continues?)\b", re.IGNORECASE)
_UNFINISHED_STEMS = ("not ", "yet to", "still", "progress", "under", "ongoing", "outstanding", "continu", "remain")


def _claims(
    text: str,
    title: str,
    sign: re.Pattern[str],
    claim: re.Pattern[str],
    at_start: re.Pattern[str],
    unless: re.Pattern[str] | None = None,
) -> bool:
    start = at_start.match(text.strip())
    if start and not _EXCEPT.match(text.strip()[start.end() :]):
        return True
    for sentence in _SENTENCES.split(text):
        for found in claim.finditer(sentence) if sign.search(sentence) else ():
            before = sentence[max(0, found.start() - _NEAR) : found.end()]
            if _PARTLY.search(before) or _EXCEPT.match(sentence[found.end() :]):
                continue
            if found["whole"]:
                return True
            if _is_about(found["subject"], title) and not (unless and unless.search(text)):
                return True
    return False


def _says_it_can_be_closed(text: str) -> bool:
    """ "This has been completed", "All recommendations implemented", and nothing remains to be done."""
    if _REMAINS.search(text):
        return False
    if (start := _THIS_FINISHED.match(text)) and not _EXCEPT.match(text[start.end() :]):
        return True
    return any(
        not _PARTLY.search(sentence[: found.start()]) and not _EXCEPT.match(sentence[found.end() :])
        for sentence in _SENTENCES.split(text)
        for found in _ALL_FINISHED.finditer(sentence)
    )


def _is_about(subject: str, title: str) -> bool:
    """Every word of the subject that matters stands in the title."""
    words = [word for word in plain(subject).split() if word not in _LITTLE_WORDS]
    stems = {word[:5] for word in plain(title).split()}
    return bool(words) and all(word[:5] in stems for word in words)
