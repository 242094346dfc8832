"""Which actions are kept from being published: those marked exempt, those hidden, and those of which one can't be sure.

What is doubtful is withheld: nothing is published because a mark was not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

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
    "secret", "top secret", "protect", "internal", "internal only", "hold back", "remove",
)  # fmt: skip
_PUBLIC = frozenset(
    {"publish", "published", "public", "may be published", "can be published", "for publication", "to be published",
     "ok to publish", "not exempt", "no exemption", "non exempt", "none exempt", "part 1", "part i", "open session",
     "not confidential", "not restricted", "not withheld", "not sensitive", "official", "unclassified",
     "not protectively marked"}
)  # fmt: skip
_YES = frozenset({"yes", "y", "true", "1", "t", "ja"})
_NO = frozenset({"no", "n", "false", "0", "f"})
_TICKS = frozenset("✓✔☑√")
_CROSSES = frozenset("✗✘☒")
_WITHHOLDING = re.compile(r"\b(?:exempt\w*|withh\w+|confidential|private|restricted|not|sensitive|hold back)\b")
_PUBLISHING = re.compile(r"\b(?:publish\w*|publication|public|website)\b")


class Marks:
    """How the actions of a plan are marked as exempt."""

    def __init__(self, plan: Plan, settings: PublishSettings) -> None:
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

    def ruling(self, action: Action) -> Ruling:
        """Whether an action may be published, and by which cell that is decided."""
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
        if column is Verdict.UNSURE:
            return Ruling(column, action.publication)
        if doubtful is not NOWHERE and not said_so:
            return Ruling(Verdict.UNSURE, doubtful)
        if Verdict.PUBLISH is not self._wording(action.wording):
            return Ruling(Verdict.UNSURE, action.wording)
        return Ruling(Verdict.PUBLISH)

    def _is_mark(self, text: str) -> bool:
        return bool(self.capitals.search(text) or self.set_off.search(text))

    def _wording(self, entry: Entry[str]) -> Verdict:
        """A wording that is no more than a mark or a yes or no was meant as one."""
        words = plain(entry.typed)
        return Verdict.UNSURE if words in _YES | _NO or words in self.words else Verdict.PUBLISH

    def _column(self, entry: Entry[str]) -> Verdict:
        """What the column says that marks exempt actions; no column at all says that they may be published.

        Nothing is said in a column of exemptions by a blank; in one of what may be published, or on a sheet without
        the column that the plan has, it is doubtful.
        """
        text, words = entry.typed.strip(), plain(entry.typed)
        if not entry.cell:
            return Verdict.UNSURE if self.has_column else Verdict.PUBLISH
        if says_nothing(text):
            return Verdict.PUBLISH if self.yes_withholds else Verdict.UNSURE
        if words in _PUBLIC:
            return Verdict.PUBLISH
        if any(words == word or words.startswith(f"{word} ") for word in self.words):
            return Verdict.WITHHOLD
        if words in _YES or text in _TICKS:
            return self._of_yes(True)
        if words in _NO or text in _CROSSES:
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


def _speaks_of_it(heading: str) -> bool:
    found = meanings(heading)
    return bool(found) and found[0].what is Field.PUBLICATION
