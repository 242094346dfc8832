"""Several dates in one text: spans, the same date said twice, and which of them still holds."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import timedelta

from gipxl.dates.named import Counted, Named, NamedDay, NamedWeek, Year, sentence
from gipxl.dates.readings import DateContext, DateReading, Exactness
from gipxl.dates.shapes import Found
from gipxl.dates.stretches import NamedSpan
from gipxl.dates.tokens import ORIGINAL, Token
from gipxl.words import day as written

# Words after a date that speak of it and not of the next one: "(was)", "- original;".
_MARK_BEHIND = re.compile(r"\([fi]{0,2}([AB])[fi]{0,2}\)|[-~,:]?f{0,2}([AB])f{0,2}(?=[;,|]|$)")
BARE = frozenset("~-/.,;:()|&Tspif")  # between two dates of which the second follows upon the first
_ENUMERATED = frozenset(",&")
_JOINTS = frozenset({"-", "~", "T", "/", "&"})
# Before a date, these make "was" part of a verb and no word for a superseded date: "was completed on ...".
_DONE = frozenset("done complete completed closed delivered finished started implemented proposed planned".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A date of the text: tokens[start:end], its reading, and what the words beside it say of it.

    `mark` is "B" where it is said to be superseded ("was"), "A" where it is said to hold now, else "".
    `marker` is the word that says so.
    """

    start: int
    end: int
    reading: DateReading
    mark: str = ""
    marker: Token | None = None

    @property
    def is_original(self) -> bool:
        """It is called the original date."""
        return self.mark == "B" and self.marker is not None and self.marker.value == ORIGINAL


def items_of(tokens: list[Token], found: list[Found], context: DateContext) -> list[Item]:
    """The found dates as they stand: years borrowed, marks attached, spans joined, repetitions dropped."""
    if len(found) == 1:
        return [_marked(tokens, found[0], found[0].named.read(context), 0, len(tokens))]
    kinds = "".join(token.kind for token in tokens)
    found = _with_borrowed_years(kinds, found, context)
    edges = [0, *(one.end for one in found)]
    starts = [*(one.start for one in found[1:]), len(tokens)]
    items = [
        _marked(tokens, one, one.named.read(context), edge, following)
        for one, edge, following in zip(found, edges, starts, strict=False)
    ]
    return _said_once(kinds, _marks_passed_on(kinds, _spans_joined(tokens, kinds, items)))


# --- years -------------------------------------------------------------------------------------------------------


def _with_borrowed_years(kinds: str, found: list[Found], context: DateContext) -> list[Found]:
    """A year for "Sept" from "Sept - Dec 2020"; for "30/09 -> 31/12/2020" only where the plan's year is not known."""
    years = [one.named.year for one in found]
    if all(years) or not any(years):
        return found
    lent: list[Found] = []
    for place, one in enumerate(found):
        lender = _lender(kinds, found, place, context)
        lent.append(one if lender is None else one._replace(named=_lent(one, lender, place < found.index(lender))))
    return lent


def _lender(kinds: str, found: list[Found], place: int, context: DateContext) -> Found | None:
    one = found[place]
    if one.named.year or isinstance(one.named, Counted):
        return None
    for other in (*found[place + 1 : place + 2], *found[max(place - 1, 0) : place]):
        first, second = sorted((one, other))
        joined = kinds[first.end : second.start] in _JOINTS
        if other.named.year and (joined or context.financial_year is None):
            return other
    return None


def _lent(one: Found, lender: Found, comes_before: bool) -> Named:
    """The date with the other's year, or the year beside it where the order of the two demands it."""
    year = lender.named.year
    if year is None or year.financial or year.fault:
        return _in_year(one.named, year)
    mine = _in_year(one.named, year)
    ours, theirs = mine.read(DateContext()), lender.named.read(DateContext())
    if ours.day is None or theirs.day is None or (ours.day <= theirs.day) == comes_before:
        return mine
    return _in_year(one.named, Year(number=year.number - 1 if comes_before else year.number + 1))


def _in_year(named: Named, year: Year | None) -> Named:
    if isinstance(named, NamedWeek):
        return replace(named, start=replace(named.start, year=year))
    if isinstance(named, NamedDay):
        return replace(named, year=year)
    if not isinstance(named, NamedSpan):
        return named
    in_financial_year = named.exact in (Exactness.QUARTER, Exactness.HALF_YEAR) and not named.calendar
    return replace(named, year=replace(year, financial=True) if year and in_financial_year else year)


# --- marks -------------------------------------------------------------------------------------------------------


def _marked(tokens: list[Token], one: Found, reading: DateReading, edge: int, following: int) -> Item:
    """The date with the mark that the words before or after it set. `edge`: where the date before it ends."""
    item = Item(start=one.start, end=one.end, reading=reading)
    behind = _mark_behind(tokens, one.end, following)
    if behind:
        return replace(item, mark=behind.kind, marker=behind)
    taken = _mark_behind(tokens, edge, one.start) if edge else None
    for token in reversed(tokens[edge : one.start]):
        if token is taken or token.kind == "w" or token.word in _DONE:
            break
        if token.kind in ("A", "B", ">"):
            return replace(item, mark="B" if token.kind == "B" else "A", marker=token)
    return item


def _mark_behind(tokens: list[Token], start: int, end: int) -> Token | None:
    kinds = "".join(token.kind for token in tokens[start:end]) + ("" if end == len(tokens) else " ")
    match = _MARK_BEHIND.match(kinds)
    return tokens[start + match.start(match.lastindex or 0)] if match else None


def _marks_passed_on(kinds: str, items: list[Item]) -> list[Item]:
    """In "was 30/06/20, 30/09/20" and "revised 31/12/20, 31/03/21" the word holds for both."""
    passed: list[Item] = []
    for item in items:
        before = passed[-1] if passed else None
        if before and before.mark and not item.mark:
            gap = set(kinds[before.end : item.start])
            if gap <= (_ENUMERATED if before.mark == "B" else BARE - {"("}):
                item = replace(item, mark=before.mark)
        passed.append(item)
    return passed


# --- spans and repetitions ---------------------------------------------------------------------------------------


def _spans_joined(tokens: list[Token], kinds: str, items: list[Item]) -> list[Item]:
    """Two dates with a dash or "to" between them are one span, unless they tell of a move."""
    joined = items[:1]
    for item in items[1:]:
        before = joined[-1]
        joint = kinds[before.end : item.start]
        if joint in _JOINTS and _is_span(tokens, before, item, joint):
            mark = "" if before.marker and before.marker.word == "from" else before.mark
            reading = _span_reading(before.reading, item.reading)
            joined[-1] = Item(start=before.start, end=item.end, reading=reading, mark=mark, marker=before.marker)
        else:
            joined.append(replace(item, mark="A") if joint in ("T", "~", "-") and before.mark == "B" else item)
    return joined


def _is_span(tokens: list[Token], first: Item, second: Item, joint: str) -> bool:
    """A span runs forward. Of two exact days it begins on any but a month's last day: nobody's October to December
    begins on 30 September, so "30/09/2020 to 31/12/2020" tells of a date that has moved."""
    begin, end = first.reading, second.reading
    if begin.day is None or begin.first is None or end.day is None or end.day <= begin.day or second.mark:
        return False
    lead = [token.kind for token in tokens[max(first.start - 2, 0) : first.start]]
    if "b" in lead:
        return True
    if first.marker and first.marker.word == "from" and lead[:1] == ["A"]:
        return False
    if begin.is_vague or end.is_vague:
        return True
    ends_month = (begin.day + timedelta(days=1)).day == 1
    return joint in ("-", "~", "T") and not ends_month


def _span_reading(begin: DateReading, end: DateReading) -> DateReading:
    assert begin.first and end.day
    why = f"{written(begin.first)} to {written(end.day)}: taken for the last day"
    assumed = end.why.split("; ")[-1] if end.year_assumed else ""  # the last note says which year was assumed
    length = (end.day - begin.first).days
    exact = next((kind for kind, most in _LENGTHS if length <= most), Exactness.YEAR)
    reading = DateReading(exact=exact, day=end.day, first=begin.first, why=sentence(why, assumed), is_text=True)
    return replace(reading, year_assumed=begin.year_assumed or end.year_assumed)


_LENGTHS = ((Exactness.WEEK, 7), (Exactness.MONTH, 31), (Exactness.QUARTER, 92), (Exactness.HALF_YEAR, 184))


def _said_once(kinds: str, items: list[Item]) -> list[Item]:
    """A cell like "Q3 (December 2020)" says one thing twice: the narrower one is kept."""
    once = items[:1]
    for item in items[1:]:
        before = once[-1]
        is_same = before.reading.covers(item.reading) and not item.mark and before.mark != "B"
        if not is_same or not set(kinds[before.end : item.start]) <= BARE:
            once.append(item)
        elif _length(item.reading) < _length(before.reading):
            once[-1] = replace(item, mark=before.mark, marker=before.marker)
        else:
            once[-1] = replace(before, end=item.end)
    return once


def _length(reading: DateReading) -> timedelta:
    return reading.day - reading.first if reading.day and reading.first else timedelta()
