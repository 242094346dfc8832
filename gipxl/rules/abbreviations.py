"""Abbreviations, and what explains them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.patterns import later

# What every officer and reader of a paper knows.
_COMMON = frozenset(
    """
    UK EU US USA UN NATO HM GB IT ICT AI HR PR PDF COVID NHS BBC VAT PAYE HMRC GDPR AGM FAQ URL CEO MP MBE OBE CBE QC KC
    BA BSC MSC ID TV CCTV PIN SMS GP DNA PPE LGBT LGBTQ DIY ISO FOI KPI RAG SLA FTE BAU CPD OK AM PM GMT BST AOB CV PC
    NB PS CC BCC QR HQ ASAP FYI PLC LTD LLP KPMG PWC BT IBM BDO EY GBP EUR USD MB GB KM FY QA USB WIFI DVD RSVP
    """.split()
)
# Plain words that writers put in capitals for weight, and names of months and days cut short.
_WORDS = frozenset(
    """
    NOT AND OR ALL ANY MUST NO NEW NOW ONLY THE IS ARE WAS WILL FROM TO BY DUE OF IN ON AT BE AS IF IT WE NOTE SEE AN UP
    SO DO DID HAS HAVE HAD FOR WITH THIS THAT YES OUR YOU BOTH EACH MAY CAN BUT VERY ALSO THEN ONE TWO NONE OPEN CLOSED
    DONE COMPLETE COMPLETED ACTION UPDATE PLAN RED AMBER GREEN BLUE DRAFT FINAL URGENT IMPORTANT JAN FEB MAR APR JUN
    JUL AUG SEP SEPT OCT NOV DEC MON TUE WED THU FRI SAT SUN TBC TBA TBD XX XXX XXXX NA NIL
    """.split()
)
_ROMAN = later(r"X{0,3}(?:IX|IV|V?I{0,3})")
_ABBREVIATION = later(r"(?<![\w@./&-])([A-Z](?:[A-Z]|&(?=[A-Z])){1,9})(?:s|['’]s|s['’])?(?![\w@&])(?!\.\w)")
# Most texts hold none of it, and the patterns take long.
_MAY_ABBREVIATE = re.compile(r"[A-Z][A-Z&]")
_WORD = re.compile(r"[A-Za-z][\w’'-]*")
_IN_BRACKETS = later(r"\(\s*(?:the\s+)?[\"“”'‘’]?([A-Z][A-Z&]{1,9})s?[\"“”'‘’]?\s*[),;]")
_THEN_BRACKETS = later(r"\b([A-Z][A-Z&]{1,9})s?\s*(?:\(|\s[–-]\s|, (?:the|or)\s)\s*((?:[\w’'&-]{1,30}[ )]?){2,12})")
_CAPITALISED = later(
    r"\b[A-Z][\w’']{1,30}(?:(?:\s+(?:of|and|the|for|in|to|on|with|at|by|&)){0,2}[\s-]+[A-Z][\w’']{1,30}){1,11}"
)
_SMALL = frozenset("of and the for in to on with at by".split())
_LONGEST_NAME = 10
# Characters before a bracket in which its words must stand.
_NEAR = 200


def abbreviations_in(text: str) -> Iterator[str]:
    """The words of a text in capitals that stand for longer ones, without a plural's "s".

    Plain words in capitals, Roman numerals and what everybody knows are none; a text all in capitals has none.
    """
    if not _MAY_ABBREVIATE.search(text):
        return
    words = _WORD.findall(text)
    if len(words) > 3 and sum(word.isupper() for word in words) > 0.6 * len(words):
        return
    for found in _ABBREVIATION.finditer(text):
        bare = found[1]
        if bare not in _COMMON and bare not in _WORDS and not _ROMAN.fullmatch(bare):
            yield bare


def explained_in(text: str) -> Iterator[str]:
    """The abbreviations that a text explains, or whose full words it gives as a name."""
    for found in _IN_BRACKETS.finditer(text):
        before = _WORD.findall(text[max(0, found.start() - _NEAR) : found.start()])[-len(found[1]) - 4 :]
        if any(word[0].upper() == found[1][0] for word in before):
            yield found[1]
            # "NY Volunteer Forum (NYVF)" explains the shorter one with the longer.
            yield from (word for word in before if word.isupper() and len(word) > 1 and found[1].startswith(word))
    for found in _THEN_BRACKETS.finditer(text):
        behind = _WORD.findall(found[2])
        if behind and behind[0][0].upper() == found[1][0] and len(behind) > 1:
            yield found[1]
    for found in _CAPITALISED.finditer(text):
        yield from _initials([word for word in re.split(r"[\s-]+", found[0]) if not word.isupper()])


def _initials(words: list[str]) -> Iterator[str]:
    """What any run of these words would be cut to, with the little words and without."""
    for chosen in (words, [word for word in words if word.casefold() not in _SMALL]):
        letters = "".join(word[0].upper() for word in chosen)
        for start in range(len(letters) - 1):
            for end in range(start + 2, min(len(letters), start + _LONGEST_NAME) + 1):
                yield letters[start:end]
