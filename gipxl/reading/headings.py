"""What a column's heading means, and how near it comes to the words that staff use."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from gipxl.plan import Field, cleaned
from gipxl.reading.heading_words import WORDS, What
from gipxl.vocabulary import plain

_LONGEST = 160

# Headings that hold a word of the above and mean something else.
_OTHERWISE = re.compile(
    r"^(?:control|risk|asset|budget|process|system|data|information|document|policy|contract|product|cost|review)"
    r" (?:owner|lead|holder|manager|officer)s?$"
    r"|^(?:controls?|assets?|last|date) (?:id|ref|updated|reviewed|raised|opened|logged|created|identified|added"
    r"|entered|received|started|start|detected|of (?:last )?(?:update|review|meeting|report|entry|birth|issue))\b"
    r"|\b(?:start(?:ed)?|review(?:ed)?|raised|opened|logged|created|identified|detection|detected|reported|issue|status|"
    r"added|entered|meeting|last updated?|next review|assessment|approval|update[d]?|check in|birth) date$"
    r"|^controls?$|^budget|^cost|^risk (?:id|ref|no|title|description|status)$|^days? "
)

# What changes in a heading from month to month, or explains it: brackets, dates, "as at 7 July".
_PASSING = re.compile(
    r"\([^)]*\)|\[[^\]]*\]|\b(?:as (?:at|on|of)|at|for|to|in)? ?\b\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[a-z]{3,9})"
    r"(?:[ /.-]\d{2,4})?\b|\b(?:as (?:at|on|of)|for|in)? ?(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)(?: \d{2,4})?\b"
    r"|\bdd mm yy(?:yy)?\b|\bas (?:at|on|of)\b",
    re.IGNORECASE,
)


class Match(NamedTuple):
    """One meaning of a heading: how sure, by which words, and whether that is only a near miss."""

    what: What
    strength: float
    words: str
    guessed: bool = False


@lru_cache(maxsize=8192)
def meanings(heading: str) -> tuple[Match, ...]:
    """What a heading may mean, the surest first; none for texts too long to be one."""
    text = cleaned(heading)
    if not text or len(text) > _LONGEST:
        return ()
    forms = list(dict.fromkeys(form for form in _forms(heading) if form))
    if is_something_else(heading):
        return ()
    found: dict[What, Match] = {}
    for discount, form in enumerate(forms):
        for match in (*_whole(form), *_inside(form), *_qualified_date(form), *_ref_of_a_year(form)):
            weaker = match._replace(strength=round(match.strength - 0.02 * discount, 3))
            if match.what not in found or found[match.what].strength < weaker.strength:
                found[match.what] = weaker
    if not found:
        found = {match.what: match for match in _near(forms[0] if forms else "")}
    return tuple(sorted(found.values(), key=lambda match: -match.strength))


def is_something_else(heading: str) -> bool:
    """A heading that is known to mean something gipxl has no use for: a start date, a risk's owner."""
    return any(_OTHERWISE.search(form) for form in _forms(heading))


def _forms(heading: str) -> Iterator[str]:
    """The heading itself, without what passes, and its first line alone."""
    yield _words(heading)
    yield _words(_PASSING.sub(" ", heading))
    first_line = heading.strip().split("\n")[0]
    yield _words(_PASSING.sub(" ", first_line))


def _words(text: str) -> str:
    if cleaned(text) == "#":
        return "#"
    return plain(cleaned(text)).replace("workstream", "work stream")


def _by_words() -> Mapping[str, Sequence[tuple[What, float]]]:
    found: dict[str, list[tuple[What, float]]] = {}
    for what, words in WORDS.items():
        for phrase, strength in words.items():
            found.setdefault(phrase, []).append((what, strength))
    return found


_BY_WORDS = _by_words()


def _whole(form: str) -> Iterator[Match]:
    for what, strength in _BY_WORDS.get(form, ()):
        yield Match(what, strength, form)


_MOST_WORDS = 9
_SHORTEST_NEAR = 4

# Words so general that inside a longer heading they say nothing.
_ALONE_ONLY = frozenset(
    {"by", "what", "when", "who", "date", "no", "number", "item", "code", "key", "rec", "report", "audit", "complete",
     "target", "actual", "current date", "contact", "original", "revised", "project", "summary", "section", "rating",
     "response", "issue", "finding", "delivery", "closed", "state", "stage", "position", "completion", "area", "id",
     "forecast", "baseline", "department", "programme", "officer", "lead", "nr", "serial", "scheduled", "#", "action",
     "actions", "description", "improvement", "objective", "notes", "narrative", "subject", "milestone", "topic",
     "source", "category", "domain", "assigned", "updated date", "reason", "activity", "task", "done"}
)  # fmt: skip


def _inside(form: str) -> Iterator[Match]:
    """The longest known words inside a heading of several; its last words weigh most ("HR lead officer")."""
    words = form.split()
    if not 1 < len(words) <= _MOST_WORDS:
        return
    for length in range(len(words) - 1, 0, -1):
        for start in range(len(words) - length, -1, -1):
            phrase = " ".join(words[start : start + length])
            if phrase in _BY_WORDS and phrase not in _ALONE_ONLY:
                share = 0.72 + 0.2 * length / len(words)
                for what, strength in _BY_WORDS[phrase]:
                    yield Match(what, round(strength * share, 3), phrase)
                return
    if words[-1] in ("action", "actions"):
        yield Match(Field.ACTION, 0.6, words[-1])


_KINDS_OF_DATE: Sequence[tuple[Field, float, frozenset[str]]] = (
    (Field.ORIGINAL_DUE, 0.9, frozenset("original initial originally baseline".split())),
    (Field.REVISED_DUE, 0.9, frozenset("revised new amended forecast extended revision updated rescheduled".split())),
    (Field.COMPLETED, 0.85, frozenset("actual achieved completed closed".split())),
)
_WORDS_OF_DATES = frozenset(
    "date dates deadline timescale timescales target delivery due completion end finish".split()
)
_BESIDE_DATES = frozenset(
    "for of the to be by agreed implementation planned proposed expected first second third latest current if "
    "applicable any action complete no and or 1st 2nd 3rd dd mm yy yyyy".split()
)


def _qualified_date(form: str) -> Iterator[Match]:
    """ "Delivery date: revised", "Original timescale for delivery": a date's kind beside a word for a date."""
    named = {word for word in form.split() if not word.isdecimal()}
    for field, strength, kinds in _KINDS_OF_DATE:
        rest = named - kinds
        if len(rest) < len(named):
            if rest & _WORDS_OF_DATES and rest <= _WORDS_OF_DATES | _BESIDE_DATES:
                yield Match(field, strength, form)
            return


_REF_OF_A_YEAR = re.compile(
    r"20\d\d (?:20)?\d\d (?:action )?(?:ref|reference)(?: no| number)?"
    r"|(?:action )?(?:ref|reference)(?: no| number)?(?: in)? 20\d\d (?:20)?\d\d"
)


def _ref_of_a_year(form: str) -> Iterator[Match]:
    """ "2020/21 ref", "Ref in 2020/21": beside the ref itself, that of another year's plan."""
    if _REF_OF_A_YEAR.fullmatch(form):
        yield Match(Field.PREVIOUS_REF, 1.0, form)


def _near(form: str) -> Iterator[Match]:
    """The meaning of the known words that a heading nearly spells."""
    if len(form) < _SHORTEST_NEAR:
        return
    from rapidfuzz import fuzz, process

    known = [words for words in _BY_WORDS if len(words) > 4]
    near = process.extractOne(form, known, scorer=fuzz.ratio, score_cutoff=86)
    if near:
        for what, strength in _BY_WORDS[near[0]]:
            yield Match(what, round(strength * 0.75, 3), near[0], guessed=True)
