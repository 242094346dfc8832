"""Promises in texts: what was to happen by a day that is past by the time anybody reads it.

The text before a date is searched for the last word that promises ("will be", "due", "expected") or tells of the past
("was held", "since", "agreed"); the nearer one decides. In doubt nothing is said.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from gipxl.dates import DateContext, Exactness, FoundDate, dates_in
from gipxl.patterns import later
from gipxl.words import MONTHS

_PARTICIPLES = r"(?:(?:,|,?\s+and|\s+or)\s+(?:then\s+)?\w+(?:ed|en)\b)*"
_CUE = later(
    rf"""
    (?P<past>
        \b(?:was|were|had(?:\s+been)?|originally|initially|previously|formerly|first)\s+(?:\w+\s+)?(?:to|due|expected|planned
            |scheduled|hoped|intended|anticipated|meant|supposed|set|booked|arranged|forecast)\b
      | \bas\s+(?:expected|planned|scheduled|intended|anticipated|proposed)\b
    )
  | (?P<promise>
        \b(?:will|shall|should|would|(?:due\s+)?to|['’]ll)\s+(?:\w+\s+){{0,3}}?be\s+(?:\w+ly\s+)?\w+{_PARTICIPLES}
      | \b(?:will|shall|['’]ll)\s+have\s+\w+
      | \b(?:will|shall|['’]ll|(?:is|are)\s+to|(?:is|are)\s+going\s+to|(?:aim|hope|intend|plan|expect)(?:s|ing)?\s+to
            |on\s+(?:course|track|target|schedule)\s+(?:to|for))\b
      | \bdue\s+to\s+(?:be|start|begin|report|meet|complete|go|take|finish|open|launch|conclude|publish|present|return
            |receive|hold|consider|issue|submit|deliver|come|resume|close|end)\b
      | \b(?:expected|scheduled|planned|anticipated|intended|timetabled|booked|arranged|forecast|projected|slated
            |estimated|proposed|targeted)\b(?:\s+to\s+(?:\w+\s+){{0,2}}?be\s+\w+{_PARTICIPLES}|\s+to\s+\w+
            |(?=\s+(?:for|by|in|on|at|during|before|with|within|early|mid|late|around|the|w/c|\d)|\s*[:(,–-]|\s*$))
      | \bdue\b(?!\s+(?:to|diligence|regard|course))
      | \b(?:deadline|target(?:\s+date)?|for\s+(?:completion|delivery|publication|approval|decision|sign-?off))\b
      | \b(?:begins|starts|opens|launches|resumes|takes\s+place|goes\s+(?:to|live|before|out))\b
    )
  | (?P<told>
        \b(?:was|were|has|have|had|did|since|from|following|after|dated|as\s+(?:at|of|on)|originally|initially
            |previously|formerly|took|met|held|began|begun|went|gave|given|sent|made|led|came|saw|done|gone|written|drawn
            |built|brought|bought|found|taken|chosen|won|left|complete|\w+ed)\b
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Without one of these a sentence promises nothing.
_MAY_PROMISE = re.compile(
    r"\b(?:will|shall|should|would|due|to|by|expected|scheduled|planned|anticipated|intended|timetabled|booked|arranged"
    r"|forecast|projected|slated|estimated|proposed|targeted|deadline|target|for\s+(?:completion|delivery|publication"
    r"|approval|decision|sign-?off)|on\s+(?:course|track|target|schedule)|begins|starts|opens|launches|resumes|takes\s+place"
    r"|goes)\b|['’]ll\b",
    re.IGNORECASE,
)
_DENIED = later(r"\b(?:not|never|no longer|cannot|unlikely|unable|failed|without)\b|n['’]t\b", re.IGNORECASE)
# What must stand right before a date for it to be the day of something. "The figures for 2019/20" are not.
_BEFORE = later(
    r"(?:\b(?:by|on|in|during|before|at|until|till|within|around|about|later than|latest|early|mid|late|due|expected|"
    r"planned|scheduled|anticipated|target|deadline|date|is|are|(?:end|beginning|start|middle|week|meeting|board|panel|"
    r"committee) of)|[:(–-])\s*(?:the\s+|its\s+|their\s+)?$",
    re.IGNORECASE,
)
_BEFORE_YEAR = later(r"\b(?:by|in|during|before|end of)\s+(?:the\s+)?$", re.IGNORECASE)
_FOR = later(r"\s*for\s+(?:the\s+)?$", re.IGNORECASE)
_TO_A_MEETING = later(r"\bfor\s+(?:the\s+|its\s+|their\s+)?$", re.IGNORECASE)
_MEETING = later(r"\s*(?:meeting|board|panel|committee)\b", re.IGNORECASE)
_OF_A_DAY = later(r"\b(?:of|for|from|dated|than|and|or|to)\s+(?:the\s+)?$", re.IGNORECASE)
# Notes in a hurry: "Survey to open 1 September".
_TO_DO = later(
    r"\W*(?:[\w’'-]+\s+){0,3}to\s+(?:open|close|start|begin|go|report|meet|publish|present|launch|issue|submit|return|"
    r"finish|complete|consider|follow|agree|sign|review|circulate|draft|send|share|take place)\b"
    r"(?:\s+[\w’'-]+){0,5}\s+$",
    re.IGNORECASE,
)
_READY_BY = later(r"\w\s+by\s+(?:the\s+)?$", re.IGNORECASE)
_BEGINS_SENTENCE = later(r"\W*(?:by|on|in|during|before)\s+(?:the\s+)?$", re.IGNORECASE)
# What follows a date where the sentence goes on to say what came of the promise, or names a document by its month.
_SETTLED = later(
    r"\s*(?:(?:was|were|has|have|had|did|took|went|slipped|is now)\b|,?\s*(?:but|however|although|though|which)\s+"
    r"(?:\w+\s+){0,3}?(?:was|were|has|had|have|did|not|slipped|delayed|missed|moved|postponed|cancelled|now)\b|"
    r"(?:report|paper|minutes|circular|plan|budget|figures|accounts|survey|audit|return|results|data|guidance|version|"
    r"edition|review|inspection|statement|strategy|act)\b)",
    re.IGNORECASE,
)
_SETTLED_NEXT = later(
    r"\s*(?:this|it|that|these|they)\s+(?:\w+\s+)?(?:was|were|has|have|had|did|slipped|took|is now|are now)\b",
    re.IGNORECASE,
)
_STAMP = later(r"\s*(?:[:–-]|update\b)")
_SENTENCE = re.compile(r"(?:[^.;!?\n]+|\.(?=\S))+")
# What a date can be told by without reading it: a month, perhaps with its year; a year; figures; words of the calendar.
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_ENDING = r"(?:uary|ruary|ch|il|e|y|ust|t|tember|ober|ember)?(?![a-z])"
_SIGN = re.compile(
    # What none of these begins with is passed over at once.
    rf"\b(?=[\dabdefhjl-qstwy])(?:(?P<month>{_MONTH}){_ENDING}\.?,?(?:\s*(?P<year>20\d\d)\b|(?P<short>\s?['’/-]?\s?\d\d\b))?"
    r"|(?P<alone>20\d\d)\b"
    # 31/12, and 31 Decembr
    rf"|\d{{1,4}}(?:\s?[./-]\s?\d|(?:st|nd|rd|th)?\s+(?!(?:{_MONTH}){_ENDING})(?:j[au]|fe|a[pu]|se|oc|no|de)[a-z]{{3}})"
    rf"|(?:spring|summer|autumn|winter|q[1-4]|h[12]|w/c|last\s+(?:{_MONTH})\w*|year[\s-]?end|fy\s?\d\d)\b"
    r"|(?:first|second|third|fourth|[1-4](?:st|nd|rd|th))\s+(?:quarter|qtr|half)\b|(?:quarter|qtr|half)\s?\d"
    r"|(?:end|start|beginning|middle|part|early|late)\s+(?:of\s+)?(?:the\s+|this\s+)?(?:financial\s+|calendar\s+)?(?:year|fy)\b)"
)
_MONTHS = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}

_LONGEST_REACH = 120
# Characters before and behind a date that are looked at.
_NEAR = 400
# Further back than this a date is history.
_OLDEST = timedelta(days=3 * 366)
_OLDEST_WITHOUT_YEAR, _OLDEST_SEASON = timedelta(days=150), timedelta(days=60)


def broken_promise(text: str, day: date, context: DateContext) -> str:
    """The first date before ``day`` by which ``text`` promises something, as it is written; "" where there is none."""
    for sentence in _SENTENCE.finditer(text):
        promised = _first_promised(sentence[0], day, context)
        if promised and not _is_settled(text[sentence.end() : sentence.end() + _NEAR]):
            return promised
    return ""


# The update and the wording of an action, and the actions of one programme, often share their sentences.
@lru_cache(maxsize=4096)
def _first_promised(sentence: str, day: date, context: DateContext) -> str:
    """The first date before ``day`` by which a sentence promises something, as it is written; "" for none."""
    if not _may_hold_date_before(sentence, day, context) or not _MAY_PROMISE.search(sentence):
        return ""
    for found in dates_in(sentence, context):
        when = found.reading.day
        if when is None or found.superseded or not day - _reach_back(found) < when < day:
            continue
        before, after = sentence[max(0, found.start - _NEAR) : found.start], sentence[found.end : found.end + _NEAR]
        if _promises(before, after, found):
            return sentence[found.start : found.end]
    return ""


def _may_hold_date_before(text: str, day: date, context: DateContext) -> bool:
    """Something like a date stands there, and not only months and years yet to come. Most sentences fail this."""
    for sign in _SIGN.finditer(text.lower()):
        if sign["alone"]:
            if int(sign["alone"]) <= day.year:
                return True
        elif not sign["month"] or sign["short"] or _first_of(sign, context) < day:
            return True
    return False


def _first_of(sign: re.Match[str], context: DateContext) -> date:
    """The first day of a month; one without its year is of the financial year."""
    month = _MONTHS[sign["month"]]
    assumed = (context.financial_year or 0) + (month < context.year_starts)
    return date(int(sign["year"] or assumed or 1), month, 1)


def _is_settled(rest: str) -> bool:
    """The next sentence says what came of it."""
    return _SETTLED_NEXT.match(rest.lstrip(".;!? \n")) is not None


def _reach_back(found: FoundDate) -> timedelta:
    """How far back a date is still a promise; one without a year soon means the year to come."""
    if not found.reading.year_assumed:
        return _OLDEST
    return _OLDEST_SEASON if found.reading.exact is Exactness.SEASON else _OLDEST_WITHOUT_YEAR


def _promises(before: str, after: str, found: FoundDate) -> bool:
    """Whether the words around a date, in its own sentence, promise something by it."""
    if _SETTLED.match(after) or _DENIED.search(before):
        return False
    cues = list(_CUE.finditer(before))
    if not cues:
        return _without_cue_before(before, after)
    last = cues[-1]
    if last.lastgroup != "promise" or len(before) - last.end() > _LONGEST_REACH:
        return False
    if found.reading.exact is Exactness.YEAR:
        return bool(_BEFORE_YEAR.search(before))
    between = before[last.end() :]
    if not between.strip() or _FOR.fullmatch(between) or _BEFORE.search(before):
        return True
    if _TO_A_MEETING.search(before) and _MEETING.match(after):
        return True
    is_definite = found.reading.exact in (Exactness.DAY, Exactness.WEEK)
    return is_definite and not _OF_A_DAY.search(before)


def _without_cue_before(before: str, after: str) -> bool:
    """ "By 31 August the draft will be ready"; "Draft ready by 31 August"."""
    if _STAMP.match(after):
        return False
    if _BEGINS_SENTENCE.fullmatch(before):
        first = _CUE.search(after[:_LONGEST_REACH])
        return first is not None and first.lastgroup == "promise" and not _DENIED.search(after[: first.end() + 8])
    return _TO_DO.fullmatch(before) is not None or _READY_BY.search(before) is not None
