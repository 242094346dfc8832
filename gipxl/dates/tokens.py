"""The words and numbers that entries about dates are made of.

A text is cut into tokens, each of a kind that one letter stands for, so that the grammar (shapes.py) can be written
as patterns over those letters: "31st Dec 2020" is `oMY`, "w/c 28/09/20" is `c2/2/2`. Spaces vanish on the way.

    1 2   a number of one, of two figures        Y  a year, 1900 to 2199        y  '20, a year for certain
    e E   five, eight figures                    N  any other number            n  a number word: three
    o     an ordinal: 31st, third                M  a month                     m  "may", "march" in small letters
    W     a weekday                              Q H  Q3, H1 with its number    q h  the words quarter, half
    S     a season                               F C  financial, calendar       V  the word year
    v     year end                               P  early, mid, late, end       c z  week commencing, ending
    k u g weeks; days or months; working         a  after, following            x  next, last
    p i   by, in, on; of, the                    f  words that say nothing more: due, date, target, done
    B A   was, originally; now, revised          >  an arrow                    T &  to; and, or
    b     between                                U  to be decided: TBC, ongoing t  a time of day
    ~ -   a dash between spaces; a tight one     |  a new line                  w  any other word
    . , / ( ) : ; s   as they stand; any other sign
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from gipxl.dates.almanac import WEEKDAYS, YEARS
from gipxl.words import MONTHS


class Token(NamedTuple):
    """A word or number: its kind, what it stands for, and where it is in the text."""

    kind: str
    value: int
    word: str
    start: int
    end: int


_UNDECIDED = r"""
    t\.?b\.?[acd]\b\.? | (?:date|dates|details)\s+to\s+follow | to\s+(?:follow|confirm)\b
  | (?:still\s+|yet\s+)?to\s+be\s+(?:conf|agre|deci|deter|advis|annou|sched|set\b|arran|fix|know|final|notif|clarif)\w*
  | on[\s-]?going | continuous(?:ly)? | continual(?:ly)? | rolling | in\s+due\s+course | business\s+as\s+usual | bau\b
  | (?:with\s+)?immediate(?:ly)?(?:\s+effect)? | urgent(?:ly)? | a\.?s\.?a\.?p\b\.?
  | (?:as\s+)?soon\s+as\s+(?:possible|practicable) | when\s+available | awaiting | awaited | pending | on\s+hold
  | paused
  | (?:not|none|no\s+date|nothing)\s+(?:yet\s+)?(?:been\s+)?(?:known|set|agreed|confirmed|decided|determined|fixed)
  | no\s+(?:fixed\s+|set\s+|end\s+|due\s+|target\s+)?date | open[\s-]ended | unknown | undecided | various
  | indefinite(?:ly)?
  | (?:bi-?)?(?:annual|month|quarter|week)ly | daily | annual
  | (?:as\s+(?:and\s+)?)?when\s+(?:required|needed|necessary)
  | (?:as|when|once|if|until)\s+(?:funding|funds|resources?|capacity|budgets?|staffing|time)
    \s+(?:(?:allow|permit)\w* | (?:becomes?|is|are|ha[sv]e?)\s+(?:been\s+)?[a-z]+)
  | subject\s+to | dependent\s+(?:up)?on
"""
# The order matters: numbers first because they are commonest, phrases before the words that they begin with.
_MONTH = "|".join(name[:3].lower() for name in MONTHS)
_TOKEN = re.compile(
    rf"""
    (?P<time> t?\d{{1,2}}:\d\d(?::\d\d(?:\.\d+)?)?(?:\ ?(?:[ap]\.?m\b\.?|hrs?\b|z\b))?
            | \d{{1,2}}(?:\.\d\d)?\ ?[ap]\.?m\b\.? )
  | (?P<ordinal> \d{{1,2}}\ ?(?:st|nd|rd|th)(?:(?![a-z])|(?={_MONTH})) )
  | (?P<number> \d+ )
  | '(?P<short_year> \d\d )(?!\d)
  | (?P<line> \s*\n\s* )
  | (?P<space> \s+(?!-) )
  | (?P<week_commencing> \b(?: w\.?\s?/?\s?[cb]\b\.?
                              | (?:week|wk)\.?\s?(?:commencing|comm?\b|beginning|starting|of)\.? ))
  | (?P<week_ending> \b(?: w\.?\s?/\s?e\b\.? | (?:week|wk)\.?\s?(?:ending|end)\b ))
  | (?P<undecided> \b(?:{_UNDECIDED})(?![a-z]) )
  | (?P<verb> \bmay\ (?:be|not|have|need|also|take|require|well|come|slip|change|move|go)\b | \bmarch\ (?:on|ahead)\b )
  | (?P<quarter> \bq(?:ua?rte?r|r?tr)?\.?\s?(?P<of_four>\d)(?!\d) )
  | (?P<half> \bh(?:alf)?\s?(?P<of_two>\d)(?!\d) )
  | (?P<year_end> \byear[\s-]?end\b )
  | (?P<moved> \b(?:brought\ forward|(?:put|pushed|moved)\ (?:back|out))\b )
  | (?P<arrow> \s*(?:-+>+|=+>+|>+|[\u2192\u21d2\u2794\u279c\u27a1\u21e8\u27f6]\ufe0f?)\s* )
  | (?P<spaced_dash> \s+-+\s* | -+\s+ | -{{2,}} )
  | (?P<word> [^\W\d_]+ )
  | (?P<slash> \s*/\s* )
  | (?P<sign> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_AS_THEY_STAND = frozenset(".,()-:;|&>")
_FIXED_KINDS = {
    "time": "t", "line": "|", "week_commencing": "c", "week_ending": "z", "undecided": "U", "verb": "w",
    "year_end": "v", "moved": "A", "arrow": ">", "spaced_dash": "~", "slash": "/",
}  # fmt: skip

EARLY, MID, LATE, END = range(1, 5)
ORIGINAL = 1  # the value of a word that marks the very first date
_WORDS: dict[str, tuple[str, int]] = {}


def _learn(kind: str, words: str, value: int = 0) -> None:
    _WORDS.update(dict.fromkeys(words.split(), (kind, value)))


_learn("B", "was were previously previous prev from formerly former old superseded instead baseline ex")
_learn("B", "originally original orig initially initial", ORIGINAL)
_learn("A", "now new revised rev revise current currently updated moved changed extended slipped rescheduled "
            "delayed postponed deferred forecast put pushed")  # fmt: skip
_learn("T", "to until till thru through")
_learn("&", "and or")
_learn(",", "then")
_learn("b", "between")
_learn("p", "by in on at before during within for since this")
_learn("i", "of the")
_learn("a", "after following post")
_learn("x", "next last coming")
_learn("f", "due date dates target deadline delivery deliver completion complete completed done closed delivered")
_learn("f", "finished expected estimated est approx approximately circa ca around about no later than likely timescale")
_learn("f", "timeframe is will be a an it finish started starting action implemented implementation aim aiming")
_learn("f", "latest earliest anticipated planned proposed provisional provisionally")
_learn("F", "financial fiscal fy")
_learn("C", "calendar cy cal")
_learn("V", "year years yr yrs")
_learn("q", "quarter quarters qtr qtrs")
_learn("h", "half halves")
_learn("k", "week weeks wk wks")
_learn("g", "working business")
for _value, _unit in enumerate(("day days", "month months mth mths")):
    _learn("u", _unit, _value)
for _value, _word in enumerate("first second third fourth fifth".split(), 1):
    _learn("o", _word, _value)
for _value, _word in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1):
    _learn("n", _word, _value)
for _value, _season in enumerate(("spring", "summer", "autumn", "winter")):
    _learn("S", _season, _value)
_learn("P", "early beginning start begin", EARLY)
_learn("P", "mid middle", MID)
_learn("P", "late", LATE)
_learn("P", "end ends ending", END)
for _value, _name in enumerate(WEEKDAYS):
    _learn("W", " ".join({_name, _name[:3], _name[:4], _name[:5]}).lower(), _value)
for _value, _name in enumerate(MONTHS, 1):
    _learn("M", " ".join(_name[:length] for length in range(3, len(_name) + 1)).lower(), _value)
_ALSO_VERBS = frozenset({"may", "march", "mar"})

# Words within two slips of a month that mean something else.
_NO_MONTHS = frozenset("nonmember janitor declare declared decided decline augment auguste".split())


@lru_cache(maxsize=4096)
def misspelt_month(word: str) -> int:
    """The number of the month that a word of five letters or more must be meant for; 0 where none is near enough.

    March, May, June and July are too near to ordinary words for this. The first letter must be right, and one slip
    is allowed, or two in the long names.
    """
    if not 5 <= len(word) <= 11 or word[0] not in "jfasond" or word in _NO_MONTHS:
        return 0
    from rapidfuzz.distance import OSA

    near = [
        (slips, number)
        for number, name in enumerate(MONTHS, 1)
        if len(name) > 4 and number != 3 and name[0].lower() == word[0]
        for slips in [OSA.distance(word, name.lower())]
        if slips <= (2 if len(name) >= 8 and len(word) >= 6 else 1)
    ]
    return min(near)[1] if near else 0


_ODD_SIGNS = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\ufe58\ufe63\uff0d\u00ad\u00af", "-")
    | dict.fromkeys("\u2018\u2019\u02bc\u00b4`\u2032\uff07", "'")
    | dict.fromkeys("\u2044\u2215\uff0f\\", "/")
    | {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n", "\u0085": "\n"}
)


def cleaned(text: str) -> tuple[str, list[int]]:
    """The text with plain dashes, spaces and figures and without invisible characters; where each character stood.

    The places have one more entry than the text, for its end. They are left empty where nothing moved.
    """
    if text.isascii():
        return (text if "\r" not in text and "\\" not in text else text.translate(_ODD_SIGNS)), []
    kept: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text.translate(_ODD_SIGNS)):
        if unicodedata.category(sign) == "Cf":  # zero-width, left-to-right and other invisible marks
            continue
        plain = " " if sign.isspace() and sign != "\n" else unicodedata.normalize("NFKC", sign)
        kept.append(plain)
        places.extend([place] * len(plain))
    places.append(len(text))
    return "".join(kept), places


def tokens_of(text: str, *, alone: bool = True) -> list[Token]:
    """The tokens of a cleaned text. `alone`: it is a cell about a date, where any word may be a misspelt month."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := sign.lower()) == 1 else sign for sign in text)
    tokens = [
        _token(match.lastgroup or "", match, text) for match in _TOKEN.finditer(lower) if match.lastgroup != "space"
    ]
    if any(token.kind == "w" for token in tokens):
        _mend_months(tokens, alone)
    return tokens


def _token(name: str, match: re.Match[str], text: str) -> Token:
    start, end = match.span()
    word = match[0]
    if name == "number":
        return Token(*_number(word), word, start, end)
    if name == "word":
        kind, value = _WORDS.get(word, ("w", 0))
        if word in _ALSO_VERBS and text[start] == word[0]:
            kind = "m"
        return Token(kind, value, word, start, end)
    if name in _FIXED_KINDS:
        return Token(_FIXED_KINDS[name], 0, text[start:end] if name == "undecided" else word, start, end)
    if name == "ordinal":
        return Token("o", int(re.match(r"\d+", word)[0]), word, start, end)  # type: ignore[index]
    if name == "short_year":
        return Token("y", century(int(match["short_year"])), word, start, end)
    if name in ("quarter", "half"):
        return Token(name[0].upper(), int(word[-1]), word, start, end)
    return Token(word if word in _AS_THEY_STAND else "s", 0, word, start, end)


def _number(word: str) -> tuple[str, int]:
    length = len(word)
    if length <= 2:
        return ("1" if length == 1 else "2"), int(word)
    if length == 4:
        return ("Y" if int(word) in YEARS else "N"), int(word)
    return {5: "e", 8: "E"}.get(length, "N"), int(word[:8])


def century(short: int) -> int:
    """The year that two figures stand for: 20 is 2020; from 80 on the last century."""
    return short + (2000 if short < 80 else 1900)


def _mend_months(tokens: list[Token], alone: bool) -> None:
    """Take misspelt months for what they are, beside a number or (in a cell) anywhere."""
    for place, token in enumerate(tokens):
        if token.kind != "w":
            continue
        before = tokens[place - 1].kind if place else ""
        after = tokens[place + 1].kind if place + 1 < len(tokens) else ""
        if alone or (before and before in "12oY") or (after and after in "Yy12"):
            month = misspelt_month(token.word)
            if month:
                tokens[place] = token._replace(kind="M", value=month)
