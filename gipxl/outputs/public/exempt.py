"""Which actions are kept from being published: those marked exempt, those hidden, and those of which one can't be sure.

What is doubtful is withheld: nothing is published because a mark was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from gipxl.outputs.public.protective import Markings
from gipxl.plan import NOWHERE, Action, Column, Entry, Field, Plan
from gipxl.reading.headings import meanings
from gipxl.settings import PublishSettings, YesMeans
from gipxl.vocabulary import plain, says_nothing


class Verdict(Enum):
    """Whether an action may be published."""

    PUBLISH = "publish"
    WITHHOLD = "withhold"
    UNSURE = "unsure"


class Ruling(NamedTuple):
    """What was decided of an action, and the cell that it was decided by."""

    verdict: Verdict
    entry: Entry[str] = NOWHERE


_EXEMPT = (
    "exempt", "exempted", "exemption", "withheld", "withhold", "not for publication", "not to be published",
    "do not publish", "not published", "not public", "not for the public", "confidential", "private", "restricted",
    "in confidence", "commercial in confidence", "commercially sensitive", "sensitive", "part 2", "part ii", "pt 2",
    "below the line", "closed session", "pink paper", "redact", "redacted", "embargoed", "official sensitive",
    "secret", "top secret", "protect", "internal", "internal only", "hold back", "remove", "closed", "pink",
)  # fmt: skip
# Left in a text that would be published, these stop everything.
_PROTECTIVE = frozenset({"official sensitive", "secret", "top secret", "protect"})
# Of OFFICIAL-SENSITIVE, in the column for it.
_SHORT = frozenset({"os", "o s"})
_PUBLIC = frozenset(
    {"publish", "published", "public", "may be published", "can be published", "for publication", "to be published",
     "ok to publish", "not exempt", "no exemption", "non exempt", "none exempt", "part 1", "part i", "open session",
     "not confidential", "not restricted", "not withheld", "not sensitive", "official", "unclassified",
     "not protectively marked", "open"}
)  # fmt: skip
# Of these the whole of a cell is a mark in whatever column it stands; the others are also words of trackers
# ("Internal" audit, a "Closed" action).
_ANYWHERE = frozenset(
    {"exempt", "exempted", "exempt item", "exempt information", "exempt from publication", "withheld", "withhold",
     "not for publication", "not to be published", "do not publish", "confidential", "strictly confidential",
     "restricted", "in confidence", "commercial in confidence", "commercially sensitive", "part 2", "part ii", "pt 2",
     "part 2 item", "part ii item", "closed session", "pink paper", "pink papers", "internal only", "not public",
     "redact", "redacted", "embargoed"}
)  # fmt: skip
_YES = frozenset({"yes", "y", "true", "1", "t", "ja"})
_NO = frozenset({"no", "n", "false", "0", "f"})
_TICKS = frozenset("✓✔☑√")
_CROSSES = frozenset("✗✘☒")
# The part of the agenda, the first of which the public may read.
_PARTS = re.compile(r"\bparts?\b")
_FIRST, _SECOND = frozenset({"1", "i", "one"}), frozenset({"2", "ii", "two"})
_BEGINS = re.compile(
    r"\W*(?:EXEMPT|WITHHELD|NOT FOR PUBLICATION|CONFIDENTIAL)\b|\W*(?i:exempt|withheld|confidential)\s*[:–—-]\s"
)
_OPENING = 40
_WITHHOLDING = re.compile(
    r"\b(?:exempt\w*|withh\w+|confidential|private|restricted|not|sensitive|hold back|pink|schedule 12a|closed)\b"
)
_PUBLISHING = re.compile(r"\b(?:publish\w*|publication|public|website)\b")


class Marks:
    """How the actions of a plan are marked as exempt."""

    def __init__(self, plan: Plan, settings: PublishSettings, markings: Markings) -> None:
        self.words = tuple(dict.fromkeys(plain(word) for word in (*_EXEMPT, *settings.exempt_words)))
        own = [plain(word) for word in ("exempt", "not for publication", "withheld", *settings.exempt_words)]
        either = "|".join(re.escape(word).replace(r"\ ", r"[\W_]+") for word in dict.fromkeys(own) if word)
        self.set_off = re.compile(
            rf"^\W*(?:{either})\W*$|[(\[{{]\s*(?:{either})\b[^)\]}}]*[)\]}}]"
            rf"|^\W*(?:{either})(?::|\s+[–—-])|(?::|\s[–—-])\s*(?:{either})\W*$",
            re.IGNORECASE,
        )
        self.capitals = re.compile(r"\b(?:EXEMPT|WITHHELD|NOT FOR PUBLICATION)\b")
        self.at_an_end = re.compile(rf"^\W*(?:{either})\b|\b(?:{either})\W*$", re.IGNORECASE)
        self.yes_withholds = _yes_withholds(plan, settings)
        self.has_column = Field.PUBLICATION in plan.fields
        self.has_parts = self.has_column and bool(_PARTS.search(plain(plan.heading(Field.PUBLICATION))))
        self._anywhere = _ANYWHERE | {plain(word) for word in settings.exempt_words}
        self._markings = markings
        self._columns = settings.columns

    def ruling(self, action: Action, others: Sequence[Entry[str]] = ()) -> Ruling:
        """Whether an action may be published, and by which cell that is decided.

        ``others`` are the cells of its row whatever their column: a mark may stand in one that gipxl has no use for.
        """
        column = self._column(action.publication)
        if column is Verdict.WITHHOLD:
            return Ruling(column, action.publication)
        doubtful: Entry[str] = NOWHERE
        for entry in _cells(action):
            if self._is_mark(entry.typed):
                return Ruling(Verdict.WITHHOLD, entry)
            if self.at_an_end.search(entry.typed) and doubtful is NOWHERE:
                doubtful = entry
        said_so = column is Verdict.PUBLISH and not action.publication.is_blank
        # A protective marking in what would be published stops everything: it is found there.
        published = {action.entry(field).cell for field in self._columns}
        if not said_so and (mark := next((each for each in others if self._is_whole_mark(each, published)), None)):
            return Ruling(Verdict.WITHHOLD, mark)
        if not said_so and doubtful is NOWHERE and action.wording.is_blank:
            doubtful = next((each for each in others if self._begins_marked(each, published)), NOWHERE)
        if column is Verdict.UNSURE:
            return Ruling(column, action.publication)
        if doubtful is not NOWHERE and not said_so:
            return Ruling(Verdict.UNSURE, doubtful)
        if Verdict.PUBLISH is not self._wording(action.wording):
            return Ruling(Verdict.UNSURE, action.wording)
        return Ruling(Verdict.PUBLISH)

    def _is_mark(self, text: str) -> bool:
        return bool(self.capitals.search(text) or self.set_off.search(text))

    def _is_whole_mark(self, entry: Entry[str], published: Container[str]) -> bool:
        """The cell is nothing but a mark, or a protective marking in a column that is not published."""
        words = plain(entry.typed)
        if words in self._anywhere or entry.cell in published:
            return words in self._anywhere
        # "Protect" is a theme as well as a marking.
        is_telling = " " in words or entry.typed.isupper()
        return bool(words) and is_telling and plain(self._markings.in_text(entry.typed)) == words

    def _begins_marked(self, entry: Entry[str], published: Container[str]) -> bool:
        """A cell of prose that is not published begins with a mark: of the action, or of the cell alone."""
        if entry.cell in published:
            return False
        return bool(_BEGINS.match(entry.typed)) or bool(self._markings.in_text(entry.typed[:_OPENING]))

    def _wording(self, entry: Entry[str]) -> Verdict:
        """A wording that is no more than a mark or a yes or no was meant as one."""
        words = plain(entry.typed)
        is_mark = words in self.words and words not in _PROTECTIVE
        return Verdict.UNSURE if is_mark or words in _YES | _NO else Verdict.PUBLISH

    def _column(self, entry: Entry[str]) -> Verdict:
        """What the column says that marks exempt actions; no column at all says that they may be published.

        Nothing is said in a column of exemptions by a blank; in one of what may be published, or on a sheet without
        the column that the plan has, it is doubtful.
        """
        text, words = entry.typed.strip(), plain(entry.typed)
        if not entry.cell:
            return Verdict.UNSURE if self.has_column else Verdict.PUBLISH
        if text in _TICKS or text in _CROSSES:
            return self._of_yes(text in _TICKS)
        if says_nothing(text):
            return Verdict.PUBLISH if self.yes_withholds else Verdict.UNSURE
        if self.has_parts and words in _FIRST | _SECOND:
            return Verdict.PUBLISH if words in _FIRST else Verdict.WITHHOLD
        if words in _PUBLIC:
            return Verdict.PUBLISH
        if words in _SHORT or any(words == word or words.startswith(f"{word} ") for word in self.words):
            return Verdict.WITHHOLD
        if words in _YES:
            return self._of_yes(True)
        if words in _NO:
            return self._of_yes(False)
        if words == "x" and self.yes_withholds:
            return Verdict.WITHHOLD
        return Verdict.UNSURE

    def _of_yes(self, says_yes: bool) -> Verdict:
        if self.yes_withholds is None:
            return Verdict.UNSURE
        return Verdict.WITHHOLD if says_yes == self.yes_withholds else Verdict.PUBLISH


def _yes_withholds(plan: Plan, settings: PublishSettings) -> bool | None:
    """Whether a yes in the column keeps an action from being published; None where its heading does not tell."""
    if settings.yes_means is not YesMeans.HEADING:
        return settings.yes_means is YesMeans.WITHHOLD
    if Field.PUBLICATION not in plan.fields:
        return None
    heading = plain(plan.heading(Field.PUBLICATION))
    withholding = bool(_WITHHOLDING.search(heading))
    if re.search(r"\b(?:exempt\w*|not|withh\w+|hold back)\b.*\b(?:from|for|be)\b", heading):
        return True
    return None if withholding == bool(_PUBLISHING.search(heading)) else withholding


def _cells(action: Action) -> Iterator[Entry[str]]:
    """The cells in which a mark may stand beside other words."""
    for entry in (action.ref_entry, action.title, action.area, action.source, action.owner, action.priority):
        if entry.typed:
            yield entry
    if action.status.typed:
        yield Entry(action.status.typed, action.status.typed, action.status.cell)
    if action.banner:
        yield Entry(action.banner, action.banner, "")


def other_columns(plan: Plan) -> tuple[Column, ...]:
    """Columns beside the one in use whose headings also speak of publication: nobody can tell which of them holds."""
    return tuple(column for column in plan.columns if column.field is None and _speaks_of_it(column.heading))


_OF_PUBLICATION = re.compile(
    r"\b(?:exempt\w*|restricted|confidential\w*|withh\w+|pink|not for publication|open closed"
    r"|(?:open|closed|public|private) session)\b"
)
_OF_PROSE = re.compile(r"\b(?:notes?|comments?|updates?|narrative|progress|text|why|reasons?)\b")


def _speaks_of_it(heading: str) -> bool:
    found, words = meanings(heading), plain(heading)
    if _OF_PROSE.search(words):
        return False
    return found[0].what is Field.PUBLICATION if found else bool(_OF_PUBLICATION.search(words))
