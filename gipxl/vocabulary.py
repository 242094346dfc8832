"""The words people use: for a status, for "nothing here", for "somebody will fill this in".

Words are compared without case, punctuation and invisible characters. Settings may add to the status words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple


class Status(StrEnum):
    """What a status cell says of an action."""

    COMPLETE = "complete"
    REVISED = "revised"
    AT_RISK = "at risk"
    NOT_STARTED = "not started"
    ON_TRACK = "on track"
    OPEN = "open"
    ON_HOLD = "on hold"
    WITHDRAWN = "withdrawn"
    CONSOLIDATED = "consolidated"

    @property
    def is_gone(self) -> bool:
        """The action no longer counts: withdrawn, superseded or folded into another."""
        return self in (Status.WITHDRAWN, Status.CONSOLIDATED)


STATUS_WORDS: Mapping[Status, tuple[str, ...]] = {
    Status.COMPLETE: (
        "complete", "completed", "done", "closed", "finished", "delivered", "implemented", "fully implemented",
        "achieved", "discharged", "signed off", "resolved", "action complete", "action completed", "fully complete",
        "blue", "b",
    ),
    Status.REVISED: (
        "revised", "timescale revised", "timescales revised", "revised timescale", "date revised", "revised date",
        "deadline revised", "revised deadline", "timeline revised", "target date revised", "rescheduled",
        "re scheduled", "reprofiled", "re profiled", "extended", "date extended", "extension agreed",
        "extension requested", "date moved", "timescale extended",
    ),
    Status.AT_RISK: (
        "at risk", "amber", "red", "a", "r", "delayed", "delay", "behind schedule", "behind", "off track",
        "off target", "not on track", "slipping", "slipped", "late", "overdue", "past due", "missed", "blocked",
        "some concerns", "major concerns", "amber red", "red amber", "amber green", "green amber", "some slippage",
        "significant slippage", "stalled",
    ),
    Status.NOT_STARTED: (
        "not started", "not yet started", "yet to start", "yet to commence", "not commenced", "not yet commenced",
        "not begun", "yet to begin", "to do", "todo", "to be started", "planned", "proposed", "new", "no progress",
        "not due to start",
    ),
    Status.ON_TRACK: (
        "on track", "green", "g", "in progress", "in process", "underway", "under way", "on target", "on schedule",
        "on time", "to schedule", "progressing", "progressing well", "ongoing", "on going", "started", "commenced",
        "work in progress", "wip", "in hand", "in delivery", "active", "partially complete", "partially completed",
        "partly complete", "part complete", "partially implemented", "partly implemented", "nearly complete",
        "mostly complete", "substantially complete", "almost complete", "good progress", "making progress",
        "on course", "live",
    ),
    Status.OPEN: ("open", "outstanding", "pending", "incomplete", "not complete", "not completed", "not implemented"),
    Status.ON_HOLD: (
        "on hold", "hold", "paused", "suspended", "parked", "deferred", "postponed", "awaiting decision",
    ),
    Status.WITHDRAWN: (
        "withdrawn", "cancelled", "canceled", "superseded", "no longer required", "no longer needed",
        "no longer applicable", "not pursued", "rejected", "dropped", "removed", "void", "abandoned", "discontinued",
    ),
    Status.CONSOLIDATED: (
        "consolidated", "merged", "combined", "incorporated", "subsumed", "absorbed", "amalgamated", "rolled into",
        "folded into", "consolidated into", "merged into", "merged with",
    ),
}  # fmt: skip

_MEANINGS: Mapping[str, Status] = {word: status for status, words in STATUS_WORDS.items() for word in words}

#: Words before a status word that turn it round, or make it a plan rather than a fact.
_TURNS = re.compile(
    r"\b(?:not|non|never|no|isn t|hasn t|yet to|to be|will be|would be|should be|until|when|if|once|nearly|almost"
    r"|partly|partially|part|expected|due|aims?|hope[ds]?|unlikely|before|towards?)(?: \w+){0,2}$"
)

#: What an open action can be said to be beside "not complete".
_HOW_IT_STANDS = (Status.REVISED, Status.AT_RISK, Status.NOT_STARTED, Status.ON_TRACK)

#: Words that are a status only where nothing else is said: "a new date".
_ALONE = frozenset({"new"})

# A number of per cent, alone or with a word: "80%", "80 per cent complete".
_PER_CENT = re.compile(r"^(\d{1,3})(?:\.\d+)? ?(?:%|per ?cent|pc) ?(?:completed?|done|progress)?$")


class StatusReading(NamedTuple):
    """What a status was taken for. ``guessed`` is true where no known word stands there, only one like it."""

    status: Status | None
    word: str
    guessed: bool = False


_NO_WORD = re.compile(r"[^\w%.]+|_|\.(?!\d)")


_PLAIN_SIGNS = bytes(byte for byte in range(128) if not chr(byte).isalnum() and chr(byte) not in "%.")
_WITHOUT_SIGNS = bytes.maketrans(_PLAIN_SIGNS, b" " * len(_PLAIN_SIGNS))
_FULL_STOP = re.compile(r"\.(?!\d)")

# What sets a word off from what explains it; "non-delivered" is one word.
_SET_OFF = re.compile(r"(?<!\bnon)-+|[–—:;,.(/\n]+", re.IGNORECASE)


def plain(text: str) -> str:
    """``text`` as words for comparing: lower case, single spaces, no punctuation but the per cent sign."""
    if not text.isascii():
        return " ".join(_NO_WORD.sub(" ", text.casefold()).split())
    # The same for most texts, and far quicker.
    low = text.lower().encode().translate(_WITHOUT_SIGNS).decode()
    return " ".join((_FULL_STOP.sub(" ", low) if "." in low else low).split())


@lru_cache(maxsize=4096)
def _read_status(text: str, own_words: tuple[tuple[str, Status], ...]) -> StatusReading:
    meanings = {**_MEANINGS, **dict(own_words)}
    whole = plain(text)
    if not whole:
        return StatusReading(None, "")
    if whole in meanings:
        return StatusReading(meanings[whole], whole)
    if per_cent := _PER_CENT.match(whole):
        return StatusReading(_status_of_per_cent(int(per_cent[1])), whole)
    # "Complete - signed 12 September", "3. In progress", "G (green)": a word set off from what explains it.
    parts = [word for part in _SET_OFF.split(text) if (word := plain(part)) in meanings]
    if parts:
        return _first_of(parts, meanings)
    said = {
        status: word for word, status in meanings.items() if len(word) > 2 and word not in _ALONE and _says(whole, word)
    }
    if len(said) == 1:
        return StatusReading(*next(iter(said.items())))
    if not said and (near := nearest_status(text, own_words)):
        return StatusReading(meanings[near], near, guessed=True)
    return StatusReading(None, "")


def _first_of(words: Sequence[str], meanings: Mapping[str, Status]) -> StatusReading:
    """The first word's status; where that says no more than that it is open, one that says how it stands."""
    first = words[0]
    if meanings[first] is Status.OPEN:
        first = next((word for word in words if meanings[word] in _HOW_IT_STANDS), first)
    return StatusReading(meanings[first], first)


def read_status(text: str, own_words: Mapping[str, Status] | None = None) -> StatusReading:
    """What ``text`` says of an action: a known word, a RAG or BRAG letter, per cent, or a sentence with one meaning.

    ``own_words`` are the settings' additions. A misspelt word is read as the nearest one and marked as guessed;
    a sentence that says two things, or none, has no status.
    """
    return _read_status(text, tuple((plain(word), status) for word, status in (own_words or {}).items()))


def _status_of_per_cent(number: int) -> Status:
    if number >= 100:
        return Status.COMPLETE
    return Status.ON_TRACK if number else Status.NOT_STARTED


def _says(whole: str, word: str) -> bool:
    """The sentence holds the word, and nothing before it turns it round."""
    # Few of the words stand in any one text, and each would be a pattern to compile.
    return word in whole and any(
        not _TURNS.search(whole[: found.start()].rstrip()) for found in re.finditer(rf"\b{re.escape(word)}\b", whole)
    )


def nearest_status(text: str, own_words: tuple[tuple[str, Status], ...] = ()) -> str:
    """The known status word most like ``text``; "" where none is close enough to be a slip of the keyboard."""
    from rapidfuzz import fuzz, process

    slip = plain(text)
    # "Unresolved" is no slip for "resolved", nor "non-delivered" for "delivered": the letters too many deny the word.
    denied = next((slip.removeprefix(prefix).strip() for prefix in _DENYING if slip.startswith(prefix)), "")
    words = [
        word
        for word in (*_MEANINGS, *dict(own_words))
        if len(word) > 3 and not (denied and fuzz.ratio(denied, word) > fuzz.ratio(slip, word))
    ]
    found = process.extractOne(slip, words, scorer=fuzz.ratio, score_cutoff=84)
    return found[0] if found else ""


_DENYING = ("un", "in", "non", "dis", "mis")


_EMPTY = frozenset({"", "n a", "na", "none", "nil", "not applicable", "not required"})
_PLACEHOLDERS = frozenset(
    {
        "tbc", "tba", "tbd", "to be confirmed", "to be agreed", "to be advised", "to be decided", "to be determined",
        "to be appointed", "to be assigned", "to be allocated", "to be identified", "to be named", "to be nominated",
        "to be filled", "to be found", "to follow", "vacant", "vacancy",
        "vacant post", "post vacant", "unknown", "unassigned", "unallocated", "not known", "not assigned", "pending",
        "awaiting", "xx", "xxx", "xxxx", "name", "owner", "nobody", "no one", "someone", "recruiting",
    }
)  # fmt: skip


# "Owner to be agreed", "Lead: TBC", "Still to be confirmed".
_ROLE = re.compile(
    r"""
    ^ (?: (?:(?:the|an?)\ )? (?:(?:new|named|action|lead|responsible)\ )?
          (?:owner|lead|officer|name|person|post|post\ ?holder|role) (?:\ (?:name|is))? )?
    \ ? (?:(?:still|yet)\ )?
    (?= (?: tb[acd] | vacant | unassigned | unknown | not\ (?:known|assigned) | to\ be\ \w+ ) $ )
    """,
    re.VERBOSE,
)


# No dashes, dots or spaces that mean nothing are more than this.
_LONGEST_NOTHING = 100


def says_nothing(text: str) -> bool:
    """Blank, dashes, question marks, "n/a", "none": typed, perhaps, but meaning that there is nothing."""
    return len(text) <= _LONGEST_NOTHING and plain(text).strip("%.") in _EMPTY


@lru_cache(maxsize=65_536)
def is_placeholder(text: str) -> bool:
    """Stands where a name or a text is still to come: "TBC", "vacant", "?", "N/A"; a blank is none."""
    words = _ROLE.sub("", plain(text))
    if not text.strip():
        return False
    return words in _EMPTY or words in _PLACEHOLDERS or words.split(" ")[0] in ("tbc", "tba", "tbd", "vacant")
