"""The grammar: which runs of tokens name a date.

Each shape is a pattern over the kinds of tokens (see tokens.py) and a function that says what was named (naming.py).
The first shape that fits at a place wins, so the order of a table matters. WEAK shapes (31/12, 2021, 30 days) are
dates only where an entry has little else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from gipxl.dates import naming
from gipxl.dates.named import Named, NamedDay, NamedWeek
from gipxl.dates.naming import Tokens
from gipxl.dates.readings import DateContext


class Found(NamedTuple):
    """What was named by tokens[start:end], and by which shape."""

    start: int
    end: int
    shape: str
    named: Named


# --- the years that may follow -----------------------------------------------------------------------------------
# Two figures after a month are no year where they begin another date: "Dec 31/12/2020", "15 Sept 31 Dec 2020".
_SHORT = r"2(?!-?[Mm])(?![-/.][12][-/.])"
_LONG_PAIR = rf"(?:Y[/~-](?:Y(?![/.-][12])|{_SHORT}))"  # 2020/21, 2020-2021
_LONG_YEAR = rf"(?:{_LONG_PAIR}|Y)"
_PAIR = rf"(?:{_LONG_PAIR}|2[/~-]{_SHORT}(?![-/.][12Yy]))"  # these, and 20/21
_YEAR = rf"(?:{_PAIR}|Y|y|{_SHORT})"
_JOIN = r"[-/.,~]{0,2}\|?"
_PART = r"(?:P[-~/T&]?p?i{0,2})?(?:P[-~]?p?i{0,2})?"
_OF_YEAR = rf"(?:[-/,~]?p?i{{0,2}}(?:[FC]V?i?{_YEAR}?|V|{_YEAR})|\([FC]V?{_YEAR}?\)|\((?:{_PAIR}|Y)\))"
_WHICH = r"(?:,?\([FC]V?\)|,?[FC]V?)?"
_WEEKDAY = r"(?:Wi?[,.]?)?"
_DAY_MONTH = rf"{_WEEKDAY}[12o]i?{_JOIN}[Mm](?:{_JOIN}{_YEAR})?"
_NUMBERS = rf"{_WEEKDAY}(?:(?<![12]\.)[12][-/.~]{{1,2}}[12][-/.~]{{1,2}}(?:Y|2|y)(?!\.[12])|[12],?[12],?Y)"
_ISO = rf"{_WEEKDAY}Y[-/.~][12][-/.~][12]"
_MONTH_DAY = rf"{_WEEKDAY}[Mm](?:{_JOIN}[12o],?Y(?![-/~][2Y])|{_JOIN}[12o],?y|[12o],2(?![/.]))"
_A_DAY = rf"(?:{_ISO}|{_NUMBERS}|{_DAY_MONTH}|{_MONTH_DAY}|[12][/.][12])"


def _week(tokens: Tokens, context: DateContext) -> Named | None:
    rest = [token for token in tokens if token.kind not in "cz"]
    found = next(iter(find(rest, context, (_DAY_SHAPES,))), None)
    if found is None or not isinstance(found.named, NamedDay):
        return None
    return NamedWeek(start=found.named, ends=tokens[0].kind == "z")


# --- the tables --------------------------------------------------------------------------------------------------

Builder = Callable[[Tokens, DateContext], "Named | None"]


class Table:
    """Shapes as one pattern, and what each names."""

    def __init__(self, *shapes: tuple[str, str, Builder]) -> None:
        self.builders = {name: builder for name, _, builder in shapes}
        self._pattern = "|".join(f"(?P<{name}>{shape})" for name, shape, _ in shapes)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The shapes, the first before the next; compiled when first asked for, since that takes a while."""
        return re.compile(self._pattern)


_DAYS: tuple[tuple[str, str, Builder], ...] = (
    ("iso", _ISO, naming.iso_day),
    ("numbers", _NUMBERS, naming.day_in_numbers),
    ("bad_year", r"[12][-/.][12][-/.][NeE]|[12o]i?[-/.,]?[Mm][-/.,]?[NeE]", naming.bad_year),
    ("days_of_month", rf"[12o][-~T&][12o]i?[-/.,]?[Mm](?:{_JOIN}{_YEAR})?", naming.days_of_month),
    ("year_month_day", rf"Y{_JOIN}[Mm]{_JOIN}[12o](?![-/~]?[Mm2Y])", naming.year_month_day),
    ("month_day", _MONTH_DAY, naming.month_then_day),
    ("day_month", _DAY_MONTH, naming.day_then_month),
    ("month_then_day", r"[Mm]i?(?:o|1(?![/.:]))(?!i?[Mm])", naming.month_then_day),
)
_DAY_SHAPES = Table(*_DAYS, ("short_numbers", "[12][/.][12]", naming.day_in_numbers))
_STRETCHES: tuple[tuple[str, str, Builder], ...] = (
    ("week_of_month", rf"[ox][kc]p?i{{0,2}}[Mm](?:{_JOIN}{_YEAR})?", naming.week_of_month),
    ("month_year", rf"{_PART}[Mm]{_JOIN}p?i?{_YEAR}|{_PART}Y[-/.,]?[Mm]", naming.month_or_day),
    ("part_of_month", r"P[-~/T&]?p?i{0,2}(?:P[-~]?p?i{0,2})?[Mm]", naming.month_or_day),
    ("month_end", r"[Mm]-?P", naming.month_or_day),
    ("quarter", rf"{_PART}(?:[FC]?V?(?:{_PAIR}|Y)[-/,~]?)?(?:[FC]V?i?)?(?:Q|oq|qn){_OF_YEAR}?{_WHICH}", naming.quarter),
    (
        "half",
        rf"{_PART}(?:[FC]?V?(?:{_PAIR}|Y)[-/,~]?)?(?:[FC]V?i?)?(?:H{_OF_YEAR}?|oh{_OF_YEAR}){_WHICH}",
        naming.half,
    ),
    ("season_year", rf"{_PART}S{_JOIN}p?i{{0,2}}{_YEAR}|{_PART}{_PAIR}S|{_PART}YS", naming.season),
    ("number_month", rf"{_PART}[12][/.~-]Y", naming.number_month),
    ("year_number", rf"{_PART}Y(?:[/~]|-)(?:1(?![12Mm])|{_SHORT})", naming.year_and_number),
    ("part_of_year", rf"P[-~]?p?i{{0,2}}(?:[FC]V?i?{_YEAR}?|Vi?{_LONG_YEAR}?|{_LONG_YEAR})", naming.year_or_part),
    ("year_part", rf"{_LONG_YEAR}-?P", naming.year_or_part),
    ("year_end", rf"(?:{_LONG_YEAR}[FC]?)?[FC]?v(?:p?i?{_LONG_YEAR})?|[FC]V?-?P", naming.year_or_part),
    ("financial_year", rf"[FC]V?i?{_YEAR}|{_LONG_PAIR}", naming.year_or_part),
)
_WEEK = ("week", rf"[cz]:?i?{_A_DAY}", _week)
_PLAIN_MONTH = ("month", "[Mm]", naming.month_or_day)
_PLAIN_SEASON = ("season", rf"{_PART}S", naming.season)
# A text and a cell share all shapes but the last few, and the pattern of those that they share is compiled but once.
_SHARED = Table(_WEEK, *_DAYS, *_STRETCHES, _PLAIN_MONTH, _PLAIN_SEASON)
PROSE = (_SHARED, Table(("year", "Y", naming.year_or_part)))
_CELL_ONLY = Table(
    ("counted", "[12nN]g?C?[ukV]", naming.counted),
    ("spaced_year", "[12][/.-][12]Y", naming.day_in_numbers),
    ("short_numbers", "[12]/[12]|^[12][.~-][12]$", naming.short_numbers),
    ("three_numbers", "^[12][12]2$", naming.day_in_numbers),
    ("eight_figures", "E", naming.eight_figures),
    ("serial", r"^e(?:[.][12eEYN])?$", naming.serial),
    ("year", "Y", naming.year_or_part),
    ("this_year", "^(?:[pfTi]{0,4})(?:FV?|CV)$", naming.year_or_part),
)
CELL = (_SHARED, _CELL_ONLY)
WEAK = frozenset(
    {"counted", "short_numbers", "spaced_year", "three_numbers", "eight_figures", "serial", "year", "this_year"}
)


# Each shape has one of these: a number, a month, a quarter, a season, a word for a year or a part of it.
_IN_EVERY_DATE = frozenset("12oneENYyMmQHqhSFCVv")


def find(tokens: Tokens, context: DateContext, tables: Sequence[Table]) -> list[Found]:
    """Every date in the tokens that the tables know, from left to right; of two at one place the first table's."""
    kinds = "".join([token.kind for token in tokens])
    found: list[Found] = []
    if _IN_EVERY_DATE.isdisjoint(kinds):
        return found
    ahead = [(table, match) for table in tables if (match := table.pattern.search(kinds))]
    while ahead:
        table, match = min(ahead, key=lambda each: each[1].start())
        start, end = match.span()
        shape = match.lastgroup or ""
        named = table.builders[shape](tokens[start:end], context)
        if named is not None:
            found.append(Found(start, end, shape, named))
        ahead = list(_onwards(ahead, kinds, end if named is not None else start + 1))
    return found


def _onwards(ahead: list[tuple[Table, re.Match[str]]], kinds: str, place: int) -> Iterator[tuple[Table, re.Match[str]]]:
    """Each table's first match from a place on; one that was found already and lies beyond is not sought again."""
    for table, known in ahead:
        match = known if known.start() >= place else table.pattern.search(kinds, place)
        if match:
            yield table, match
