"""What a cell says for a date: one date, several of which the last counts, or none."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, time
from functools import lru_cache

from gipxl.dates.almanac import YEARS
from gipxl.dates.holding import current_and_earlier
from gipxl.dates.named import Counted, not_a_date, sentence
from gipxl.dates.naming import day_in_figures, serial_day
from gipxl.dates.readings import NO_CONTEXT, DateContext, DateReading, Exactness
from gipxl.dates.several import items_of
from gipxl.dates.shapes import CELL, WEAK, Found, find
from gipxl.dates.tokens import Token, cleaned, tokens_of
from gipxl.words import MONTHS

_EMPTY = re.compile(
    r"[-_.\s]*|n\.?\s?[/\\]?\s?a\.?|none|nil|null|not applicable|not required|00?/00?1?/(?:0000|1900)", re.IGNORECASE
)
# The commonest text by far, read without the grammar: 31/12/2020, 31.12.20.
_IN_NUMBERS = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2((?:19|20|21)[0-9]{2}|[0-9]{2})")
_NOT_APPLICABLE = re.compile(r"(?:n/a|not applicable)\b", re.IGNORECASE)
_LONGEST = 2_000  # characters of a cell that are looked at; no date is hidden behind more
# Kinds of tokens that may stand around a date without saying anything else.
_SILENT = frozenset("pifBATbU>&Wt-~/.,;:()|sx")
# Months that are nothing else in English, so that "September board" can only be meant as one.
_MONTH_ONLY = frozenset({1, 2, 7, 9, 10, 11, 12})
_MEETINGS = frozenset("board panel committee meeting council cabinet assembly executive forum agm".split())
_DONE = frozenset("complete completed done closed delivered finished implemented yes".split())

EMPTY = DateReading(exact=Exactness.EMPTY)


def read_date(value: object, context: DateContext = NO_CONTEXT) -> DateReading:
    """What a cell's value says for a date.

    `value` is whatever a cell can hold: nothing, text, a date, a date with a time, a number (a year, or one of
    Excel's day numbers). No value makes this raise; what is no date comes back as one that says why.
    """
    if isinstance(value, str):
        return _read_text(value if len(value) <= _LONGEST else value[:_LONGEST], context)
    if value is None or (isinstance(value, (float, datetime)) and value != value):  # not a number, not a time
        return EMPTY
    if isinstance(value, datetime):
        return _read_day(value.date())
    if isinstance(value, date):
        return _read_day(value)
    if isinstance(value, bool):
        return replace(not_a_date("yes or no, not a date"), is_text=False)
    if isinstance(value, (int, float)):
        return _read_number(value, context)
    if isinstance(value, time):
        if value == time():
            return replace(EMPTY, why="nought, as a formula gives for an empty cell")
        return replace(not_a_date("a time of day, not a date"), is_text=False)
    return replace(not_a_date("not a date"), is_text=False)


@lru_cache(maxsize=16_384)
def _read_day(day: date) -> DateReading:
    if day.year not in YEARS:
        return replace(not_a_date(f"{day.year} is no year from {YEARS[0]} to {YEARS[-1]}"), is_text=False)
    return DateReading(exact=Exactness.DAY, day=day, first=day)


def _read_number(number: float, context: DateContext) -> DateReading:
    if number == 0:
        return replace(EMPTY, why="nought, as a formula gives for an empty cell")
    if number in YEARS:
        return replace(_read_text(str(int(number)), context), is_text=False)
    named = serial_day(number, context.from_1904)
    if named is None and 1e7 < number < 1e8 and number == int(number):
        return replace(_read_text(str(int(number)), context), is_text=False)
    reading = named.read(context) if named else not_a_date("a number, not a date")
    return replace(reading, is_text=False)


@lru_cache(maxsize=65_536)
def _read_text(text: str, context: DateContext) -> DateReading:
    plain, _ = cleaned(text)
    plain = plain.strip()
    if _EMPTY.fullmatch(plain):
        return replace(EMPTY, is_text=bool(plain))
    if match := _IN_NUMBERS.fullmatch(plain):
        return day_in_figures(int(match[1]), int(match[3]), match[4], context).read(context)
    tokens = tokens_of(plain)
    kinds = "".join(token.kind for token in tokens)
    found = _counted_from_a_day(kinds, find(tokens, context, CELL))
    if len(found) == 1 and found[0].start == 0 and found[0].end == len(tokens):
        return _with_misspelling(plain, tokens, found[0].named.read(context))
    found = _believed(tokens, kinds, found)
    if not found:
        return _without_date(plain, tokens)
    reading = _read_found(tokens, kinds, found, context)
    if reading.year_assumed and "x" in kinds:
        unsure = _read_found(tokens, kinds, found, replace(context, financial_year=None))
        reading = replace(unsure, why=sentence(unsure.why, "which year is meant cannot be known"))
    return _with_misspelling(plain, tokens, reading)


def _without_date(text: str, tokens: list[Token]) -> DateReading:
    """No date in it: to be decided, not applicable, or no date at all."""
    if _NOT_APPLICABLE.match(text):
        return replace(EMPTY, why="not applicable", is_text=True)
    undecided = next((token for token in tokens if token.kind == "U"), None)
    if undecided or set(text) <= {"?", " "} or text.lower() == "now":
        said = undecided.word if undecided else text.lower()
        return DateReading(exact=Exactness.UNDECIDED, why=f'"{said}" names no day', is_text=True)
    if tokens and all(token.word in _DONE for token in tokens):
        return not_a_date("says that it is done, but not when")
    return not_a_date("no date is to be found in it")


def _believed(tokens: list[Token], kinds: str, found: list[Found]) -> list[Found]:
    """The dates that are meant as such: a number or the word "may" alone proves little."""
    around = _around(kinds, found)
    is_plain = set(around) <= _SILENT
    sure = [one for one in found if one.shape not in WEAK and _is_sure(tokens, kinds, one, is_plain)]
    if sure and not is_plain:
        return sure
    if is_plain:
        return [one for one in found if one in sure or one.shape in WEAK]
    return _counted_from_words(tokens, found)


def _around(kinds: str, found: list[Found]) -> str:
    """The kinds of the tokens outside of the dates."""
    place, around = 0, []
    for one in found:
        around.append(kinds[place : one.start])
        place = one.end
    return "".join([*around, kinds[place:]])


def _is_sure(tokens: list[Token], kinds: str, one: Found, is_plain: bool) -> bool:
    """Whether a month or season that stands without day and year is one: not in "may be", "spring clean"."""
    if one.shape not in ("month", "season"):
        return one.shape != "day_month" or not _is_verb_after_number(tokens, one, is_plain)
    before = kinds[one.start - 1] if one.start else ""
    after = kinds[one.end] if one.end < len(kinds) else ""
    if before in ("p", "T") or (before == "i" and one.start > 1 and kinds[one.start - 2] in "pPT"):
        return True
    if one.shape == "month" and tokens[one.start].value in _MONTH_ONLY and len(tokens[one.start].word) > 4:
        return True
    if tokens[one.start].kind == "M" and any(token.word in _MEETINGS for token in tokens[one.end : one.end + 2]):
        return True
    return is_plain and after not in ("p", "i", "f", "A", "b")


def _is_verb_after_number(tokens: list[Token], one: Found, is_plain: bool) -> bool:
    """Only 12 may attend: a bare number, and "may" or "march" in small letters with more to come."""
    last = tokens[one.end - 1]
    follows = one.end < len(tokens) and tokens[one.end].kind == "w"
    return last.kind == "m" and tokens[one.start].kind in "12" and follows and not is_plain


def _counted_from_words(tokens: list[Token], found: list[Found]) -> list[Found]:
    """30 days from receipt of the report: still a date to come, though its words are many."""
    for one in found:
        if not isinstance(one.named, Counted) or one.end >= len(tokens):
            continue
        link = tokens[one.end]
        if link.kind == "a" or link.word in ("from", "of"):
            since = " ".join(token.word for token in tokens[one.end + 1 :])
            return [one._replace(named=replace(one.named, since=since[:60]))]
    return []


def _counted_from_a_day(kinds: str, found: list[Found]) -> list[Found]:
    """30 days from 1 September 2020: one date, not two."""
    if len(found) != 2 or not isinstance(found[0].named, Counted):
        return found
    length, start = found
    if kinds[length.end : start.start] not in ("B", "a", "i", "ii", "Bi", "ai"):
        return found
    return [Found(length.start, start.end, "counted_from", replace(found[0].named, start=start.named))]


def _read_found(tokens: list[Token], kinds: str, found: list[Found], context: DateContext) -> DateReading:
    items = items_of(tokens, found, context)
    current, earlier, why = current_and_earlier(tokens, items)
    undecided = next((token.word for token in tokens if token.kind == "U"), "")
    notes = [current.reading.why, why]
    if undecided and current.reading.has_day:
        notes.append(f'the cell also says "{undecided}"')
    elif "w" in _around(kinds, found):
        notes.append("other words in the cell were passed over")
    superseded = tuple(item.reading for item in earlier if not item.reading.is_undecided)
    return replace(current.reading, why=sentence(*notes), earlier=superseded)


def _with_misspelling(text: str, tokens: list[Token], reading: DateReading) -> DateReading:
    """The reading; where a word was taken for a month that it does not quite spell, it says so."""
    for token in tokens:
        if token.kind == "M" and not MONTHS[token.value - 1].lower().startswith(token.word):
            note = f'"{text[token.start : token.end]}" read as {MONTHS[token.value - 1]}'
            return replace(reading, why=sentence(note, reading.why))
    return reading
