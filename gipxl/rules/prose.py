"""Which texts are bound for the report, and simple questions about what a text says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gipxl.patterns import later
from gipxl.plan import FIELD_WORDS, Action, Detail, Entry, Field, Position
from gipxl.rules.cells import holds_any
from gipxl.rules.rule import Review
from gipxl.vocabulary import is_placeholder, plain, says_nothing


class Bound(NamedTuple):
    """A text that the report will carry: whose it is, where it stands, and how messages name it."""

    entry: Entry[str]
    sheet: str
    where: Field | str
    action: Action | None = None
    label: str = ""

    @property
    def name(self) -> str:
        """ "The wording for the report of E6"; a line of the details sheet by its label."""
        if self.action is None or not isinstance(self.where, Field):
            return f"“{self.label}” on the sheet “{self.sheet}”"
        return f"The {FIELD_WORDS[self.where]} of {self.action.name}"


# Lines of the details sheet that are facts for the report's head or for gipxl, not prose.
_NO_PROSE = frozenset(
    {Detail.MEETING, Detail.AS_AT, Detail.PREVIOUS, Detail.MARKING, Detail.REPORT_BY, Detail.AUTHOR, Detail.EMAIL}
)


def bound_for_report(review: Review, *, with_heads: bool = False) -> Iterator[Bound]:
    """The texts that the report carries, in its order: the details sheet's, then titles and narratives.

    Narratives come from the column of wording; from the updates where there is none, for the actions that the report
    speaks of. ``with_heads`` adds the lines of the details sheet that are no prose (who it is by, the author).
    """
    details = review.plan.details
    for label in Detail:
        if label not in _NO_PROSE or (with_heads and label in (Detail.REPORT_BY, Detail.AUTHOR)):
            for entry in details.entries.get(label, ()):
                if entry.value:
                    yield Bound(entry, details.sheet, entry.cell, label=label.value)
    for section in details.sections:
        for entry in section.texts:
            if entry.value:
                yield Bound(entry, details.sheet, entry.cell, label=section.heading)
    yield from review.once(_of_actions)


def _of_actions(review: Review) -> Sequence[Bound]:
    """The titles and narratives that the report carries."""
    bound: list[Bound] = []
    has_wording = Field.WORDING in review.plan.fields
    narrative = Field.WORDING if has_wording else Field.UPDATE
    title, reported = Field.TITLE, (Position.REVISED, Position.COMPLETE)
    for standing in review.standings:
        if standing.counts:
            action = standing.action
            is_reported = standing.position in reported
            if is_reported and action.title.value:
                bound.append(Bound(action.title, action.sheet, title, action))
            if (is_reported or has_wording) and (entry := action.entry(narrative)).value:
                bound.append(Bound(entry, action.sheet, narrative, action))
    return bound


# Whole cells that only promise an update.
_NO_UPDATE = later(
    r"(?:no|nil) (?:updates?|further update|news|change to report|update (?:provided|received|given|available|"
    r"this month|at present|yet))|(?:an? )?update (?:awaited|required|requested|needed|pending|to follow|due|please)|"
    r"(?:awaiting|await|awaits|needs|requires|please|pls) (?:an? )?update|nothing (?:to report|to add|further)|"
    r"(?:lead|owner|officer) to (?:update|provide(?: an)? update|advise|complete)"
)


_LONGEST_PROMISE_OF_NEWS = 60


def says_no_news(text: str) -> bool:
    """Blank, a dash, "TBC", "No update", "Update to follow"."""
    if len(text) > _LONGEST_PROMISE_OF_NEWS:
        return False
    return says_nothing(text) or is_placeholder(text) or _NO_UPDATE.fullmatch(plain(text)) is not None


def is_same_text(one: str, other: str) -> bool:
    """Word for word the same, punctuation and capitals aside."""
    if one == other:
        return True
    return abs(one.count(" ") - other.count(" ")) <= _FEW_SPACES and plain(one) == plain(other)


# Dashes between spaces and double spaces are no words.
_FEW_SPACES = 5

# TBC, XXX, ???, [insert date], lorem ipsum; "to be confirmed" in a sentence is what the officer means to say.
_PLACEHOLDER = later(
    r"\bt\.?b\.?[acd]\b|\bx{3,}\b|£\s?x+\b|\bx{2}(?=\s?%|/x{2}|\s+(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"[a-z]*\b)|\?{3,}|(?<!\S)\?{2}(?!\S)|\blorem ipsum\b|\bdolor sit amet\b|[\[<{](?:(?:insert|add|enter|name|date|"
    r"number|figure|amount|text|details?|to (?:be|follow)|xx?)\b[^\]>}]{0,60}|\.{3}|…|\?)[\]>}]|"
    r"\binsert (?:text|name|date|figure|details|number|amount)s?(?: here)?\b|_{4,}",
    re.IGNORECASE,
)


# Most texts hold none of it, and the pattern takes long.
_STEMS = ("tb", "t.b", "xx", "£x", "£ x", "??", "lorem", "dolor", "[", "<", "{", "insert", "____")


def placeholder_in(text: str) -> str:
    """The first words of a text that only keep a place; "" where there are none."""
    found = _PLACEHOLDER.search(text) if holds_any(text.lower(), _STEMS) else None
    return found[0] if found else ""


_YEARS = later(r"(?<![\w./£$€-])((?:19|20)\d\d)\s?([/–-])\s?((?:19|20)\d\d|\d\d)(?![\w/%]|[.–-]\d)")
_SHORT_YEARS = later(r"\b(?:FY|financial year)\s?(\d\d)\s?[/–-]\s?(\d\d)(?!\d)", re.IGNORECASE)
_SHORT_YEAR_STEMS = ("fy", "financial year")
# What both begin with; a hyphen stands in most texts.
_MAY_NAME_YEAR = re.compile(r"\d\s?[/–-]\s?\d")
# Numbers of circulars, cases and papers are written like years.
_NUMBER_OF = later(
    r"\b(?:no\.?|number|circular|si|ref\.?|case|order|regulations?|paper|minute|item|decision)\s?$", re.IGNORECASE
)

# Characters before a year in which such a word must stand.
_NEAR = 20


def may_name_year(text: str) -> bool:
    """Two figures with a stroke or a hyphen between them stand there, as in a financial year."""
    return ("-" in text or "/" in text or "–" in text) and _MAY_NAME_YEAR.search(text) is not None


def impossible_years(text: str) -> tuple[str, ...]:
    """The financial years in a text whose halves are the same or fall: "2021/21". A span such as 2020/25 is none."""
    if not may_name_year(text):
        return ()
    found = [
        year[0]
        for year in _YEARS.finditer(text)
        if _is_impossible(year[1], year[2], year[3])
        and not _NUMBER_OF.search(text[max(0, year.start() - _NEAR) : year.start()])
    ]
    if holds_any(text.lower(), _SHORT_YEAR_STEMS):
        found += [year[0] for year in _SHORT_YEARS.finditer(text) if year[1] == year[2]]
    return tuple(found)


def _is_impossible(first: str, sign: str, second: str) -> bool:
    if len(second) == 4:
        return int(second) <= int(first)
    begins, ends = int(first[2:]), int(second)
    if 1 <= ends <= 12 or (begins, ends) == (99, 0):
        return False  # 2020/09 is a month, 1999/00 the turn of the century
    # With a hyphen a lower number is a reference far more often than a year.
    return ends == begins or (ends < begins and sign == "/")
