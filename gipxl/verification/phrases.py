"""The words by which a report's figures are known where no control names them: "11 (38%) are on track"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gipxl.verification.material import Sentence
from gipxl.verification.numbers import NUMBER, value_of


class Total(NamedTuple):
    """The whole that a figure is said to be a part of, and its place."""

    value: int
    text: str
    start: int
    end: int


class Said(NamedTuple):
    """A figure that a sentence gives: its name, its value (less than nought for "fewer"), its words, and its place.

    ``percent`` is the share given beside it, "" where there is none. ``total`` is what it is said to be a part of (None
    where nothing is said), and ``is_of_plan`` tells that those are surely all of the plan.
    """

    name: str
    value: int
    text: str
    start: int
    end: int
    percent: str = ""
    percent_start: int = -1
    total: Total | None = None
    is_of_plan: bool = True


_SHARE = r"(?:\s*\(\s*(?P<{name}>\d{{1,3}}(?:\.\d+)?)\s?(?:%|per ?cent)[^()]{{0,20}}\))?"
_ACTIONS = (
    r"(?:(?:actions?|work-?\s?streams?|areas?(?:\s+(?:of|for)\s+improvement)?|improvement\s+areas?|"
    r"improvements?|items?))"
)
_N = rf"(?<![\w./£$€–-])(?<!paragraph )(?<!section )(?P<n>{NUMBER})(?![\w/%–-]|\.\d)"
# "11", "11 (38%)", "11 of the 29 work-streams (38%)", "11 actions".
_SUBJECT = (
    rf"{_N}{_SHARE.format(name='first')}"
    rf"(?:\s+(?:out )?of\s+(?:the |these |those |our |all )?(?P<total>{NUMBER})?\s*"
    rf"(?P<whole>{_ACTIONS}|them|which|these|those)?)?"
    rf"(?:\s+{_ACTIONS})?{_SHARE.format(name='second')},?"
)
_NOW = r"(?:\s+(?:all|now|currently|already|still|also|therefore|both))?"
_DATES = r"(?:time-?\s?scales?|time-?\s?lines?|(?:delivery |target |due |completion )?dates?|deadlines?)"
_MOVED = r"(?:revised|extended|moved|changed|re-?scheduled|put back|amended)"
_BY_YEAR_END = (
    r"(?:by|before)\s+(?:31(?:st)?\s+March(?:\s+20\d\d)?|(?:the\s+)?end\s+of\s+(?:the\s+(?:financial\s+)?year|March)|"
    r"(?:the\s+)?(?:financial\s+)?year[ -]end)"
)
_DELIVERED = r"(?:delivered|completed?|implemented|finished)"


def _figure(words: str, share: bool = True) -> re.Pattern[str]:
    last = _SHARE.format(name="last") if share else ""
    return re.compile(words + last, re.IGNORECASE)


#: By figure, the ways it is said. What is said of finished work is told apart in :func:`said_in`.
_PHRASES: Mapping[str, tuple[re.Pattern[str], ...]] = {
    "complete": (
        _figure(rf"{_SUBJECT}\s+(?:is|are|has been|have been|was|were){_NOW}\s+(?:fully\s+)?completed?\b(?!\s+or\b)"),
    ),
    "on_track": (
        _figure(rf"{_SUBJECT}\s+(?:is|are|remains?|stays?|continues?\s+to\s+be){_NOW}\s+on\s+(?:track|target|schedule)\b"),
    ),
    "revised": (
        _figure(rf"{_SUBJECT}\s+(?:has|have)(?:\s+(?:had|now))?\s+(?:a\s+|their\s+|its\s+)?{_MOVED}\s+{_DATES}\b"),
        _figure(rf"{_SUBJECT}\s+(?:has|have)\s+had\s+(?:a\s+|their\s+|its\s+)?{_DATES}\s+{_MOVED}\b"),
        _figure(rf"\b{_DATES}\s+(?:of|for)\s+{_SUBJECT}\s+(?:has|have|was|were|are|is)(?:\s+been)?\s+{_MOVED}\b"),
        _figure(rf"\b{_DATES}\s+(?:has|have|was|were|are|is)(?:\s+been)?\s+{_MOVED}\s+for\s+{_SUBJECT}"),
        _figure(
            rf"{_N}\s+{_ACTIONS}\s+(?:where|whose|for\s+which|in\s+which)\s+(?:the\s+|their\s+)?{_DATES}\s+"
            rf"(?:has|have|was|were)(?:\s+been)?\s+{_MOVED}\b"
        ),
        _figure(rf"{_N}\s+{_DATES}\s+(?:has|have|was|were)(?:\s+been)?\s+{_MOVED}\b"),
        _figure(rf"{_N}\s+{_MOVED}\s+(?:delivery\s+|target\s+)?(?:dates?|time-?\s?scales?|deadlines?)\b"),
    ),
    "overdue": (_figure(rf"{_SUBJECT}\s+(?:is|are){_NOW}\s+(?:overdue|past\s+(?:its|their)\s+due\s+dates?)\b"),),
    "at_risk": (_figure(rf"{_SUBJECT}\s+(?:is|are){_NOW}\s+(?:at\s+risk|rated\s+(?:amber|red))\b"),),
    "not_started": (
        _figure(rf"{_SUBJECT}\s+(?:has|have|is|are)\s+(?:not\s+(?:yet\s+)?(?:been\s+)?|yet\s+to\s+be\s+)started\b"),
    ),
    "due_this_year": (
        _figure(
            rf"{_SUBJECT}\s+(?:is|are|will|to)\s+(?:complete\s+or\s+)?(?:(?:is|are|will)\s+)?(?:(?:due|expected|planned|set)"
            rf"\s+)?(?:to\s+)?(?:be\s+)?{_DELIVERED}\s+{_BY_YEAR_END}"
        ),
    ),
    "workstreams": (
        _figure(
            rf"\b(?:the|this|our)\s+(?:\w+\s+){{0,3}}?plan\s+(?:now\s+|currently\s+)?(?:comprise[sd]?|contain(?:s|ed)|"
            rf"consist(?:s|ed)\s+of|ha[sd]|holds?|held|include[sd]?|(?:is|was)\s+made\s+up\s+of)\s+(?:a\s+total\s+of\s+)?{_N}"
            rf"\s+{_ACTIONS}",
            share=False,
        ),
        _figure(rf"(?<!when )\b(?:there\s+(?:are|were)|total\s+of)\s+(?:now\s+|currently\s+)?{_N}\s+work-?\s?streams\b"
                r"(?!\s+(?:that|which|whose|where|with|on|in\s+(?:\w+\s+)?(?:theme|area)))", share=False),
        _figure(
            rf"\bof\s+(?:the|our|all)\s+{_N}\s+work-?\s?streams\b(?!\s+(?:that|which|whose|with|revised))", share=False
        ),
    ),
    "change": (
        _figure(
            rf"{_N}\s+(?P<way>more|fewer|less)\s+(?:{_ACTIONS}\s+)?than\s+(?:in|on|at|last|when|previously)\b",
            share=False,
        ),
    ),
    "workstreams.before": (
        _figure(rf"\b(?:fewer|more|less|same)\b.{{0,80}}\bwhen\s+there\s+(?:was|were)\s+{_N}", share=False),
    ),
}  # fmt: skip
_FURTHER = re.compile(
    r"\b(?:further|another|additional|other|at least|about|around|nearly|some|over|up to|all but)\s*$", re.I
)

# "A panel of 12 is complete": the number belongs to what stands before it.
_PART_OF = re.compile(r"\bof\s*$", re.IGNORECASE)


def said_in(sentence: Sentence) -> Iterator[Said]:
    """The figures that a sentence gives, each with its place in the paragraph."""
    text = sentence.text
    for name, patterns in _PHRASES.items():
        for pattern in patterns:
            for found in pattern.finditer(text):
                before = text[: found.start("n")]
                is_part = found.start() == found.start("n") and _PART_OF.search(before) is not None
                if not is_part and not _FURTHER.search(before):
                    yield from _said(name, found, sentence)


def _said(name: str, found: re.Match[str], sentence: Sentence) -> Iterator[Said]:
    groups = found.groupdict()
    by = sentence.start
    if name == "complete" and re.search(r"\bsince\b", sentence.text, re.IGNORECASE):
        name = "completed_since"
    share = next((key for key in ("first", "second", "last") if groups.get(key)), "")
    value, shown = value_of(found["n"]), found["n"]
    if name == "change":
        value = value if groups["way"].casefold() == "more" else -value
        shown = f"{shown} {groups['way']}"
    total, whole = None, groups.get("whole") or ""
    if groups.get("total"):
        total = Total(value_of(found["total"]), found["total"], found.start("total") + by, found.end("total") + by)
    yield Said(
        name=name,
        value=value,
        text=shown,
        start=found.start("n") + by,
        end=found.end("n") + by,
        percent=groups[share] if share else "",
        percent_start=found.start(share) + by if share else -1,
        total=total,
        is_of_plan=total is None or whole.casefold().startswith("work"),
    )
