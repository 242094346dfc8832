"""The owners that a cell names."""

from __future__ import annotations

import re
from collections.abc import Callable

from gipxl.plan import cleaned, folded

_STARTS_AS_NAME = re.compile(r"[A-Z]{2,5}\b|[A-Z][a-z]+ [A-Z][a-z'’-]+$|[A-Z]{1,3}$")
_BETWEEN_OWNERS = re.compile(r"\s*(?:;|\n|\s/\s|/|\s+&\s+|\s+and\s+|,)\s*")
# A slash, but not that of "A/B testing" or "24/7 services".
_SLASH = r"\s*/(?!(?<=\b[A-Za-z]/)[A-Za-z]\b|(?<=\d/)\d)\s*"
# The end of a line at which a name cannot end, or begin behind it: "Head of" and "Finance".
_WRAPPED = re.compile(
    r"(?:(?<=\bof)|(?<=\bfor)|(?<=\bthe)|(?<=\band)|(?<=\bor)|(?<=&))[^\S\n]*\n\s*"
    r"|[^\S\n]*\n\s*(?=(?:of|for|the|and|or)\b|&)",
    re.IGNORECASE,
)
_ROLE_WORD = re.compile(
    r"^(?:joint |interim |acting |deputy |assistant )*(?:head|director|chief|manager|lead|officer|secretary|clerk"
    r"|commissioner|chair|treasurer|monitoring officer)\b",
    re.IGNORECASE,
)


def owners_of(text: str, listed: frozenset[str]) -> tuple[str, ...]:
    """The owners that a cell names. "Head of Planning and Procurement" is one; "Head of HR and Head of IT" are two."""
    whole = cleaned(text)
    if folded(whole) in listed or not _BETWEEN_OWNERS.search(text):
        return (whole,)
    pieces: list[str] = []
    for part in re.split(r"\s*;\s*|\s*[/,]?\s*\n\s*", _WRAPPED.sub(" ", text.strip())):
        pieces += _parted(part, listed, _SLASH, _is_owner)
    pieces = [
        piece for part in pieces for piece in _parted(part, listed, r"\s+&\s+|\s+and\s+|\s*,\s+", _test_beside(part))
    ]
    return tuple(dict.fromkeys(cleaned(piece) for piece in pieces if cleaned(piece)))


def _parted(text: str, listed: frozenset[str], between: str, test: Callable[[str, frozenset[str]], bool]) -> list[str]:
    """The pieces of a text, where each of them is an owner by itself; else the text whole."""
    pieces = [piece for piece in re.split(between, text) if piece.strip()]
    return pieces if len(pieces) > 1 and all(test(piece.strip(), listed) for piece in pieces) else [text]


def _test_beside(text: str) -> Callable[[str, frozenset[str]], bool]:
    """What the pieces of ``text`` must be: beside a post, posts. "Democratic Services" is no person there."""
    return _is_post if _ROLE_WORD.match(text.strip()) else _is_sure_owner


def _is_post(text: str, listed: frozenset[str]) -> bool:
    return folded(text) in listed or bool(_ROLE_WORD.match(text)) or bool(re.fullmatch(r"[A-Z]{2,5}", text))


def _is_owner(text: str, listed: frozenset[str]) -> bool:
    return _is_sure_owner(text, listed) or len(text.split()) <= 3


def _is_sure_owner(text: str, listed: frozenset[str]) -> bool:
    return folded(text) in listed or bool(_ROLE_WORD.match(text)) or bool(_STARTS_AS_NAME.match(text))
