"""Details of a person that a text should not carry to the public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.patterns import later

# An e-mail address; a telephone number, service numbers such as 0800 and 0345 aside; a National Insurance number.
_EMAIL = later(r"[\w.+'’-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_TELEPHONE = later(
    r"(?<![\w.,/£-])(?:\+44\s?(?:\(0\)\s?)?|\(?0)(?!800|808|300|303|306|330|333|343|344|345|370|845|870|871)[1-37]"
    r"(?:[\s()-]{0,2}\d){8,9}(?![\w/-])"
)
_INSURANCE = later(
    r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d\d\s?\d\d\s?\d\d\s?[A-D]\b", re.IGNORECASE
)
_MANY_FIGURES = re.compile(r"\d(?:\D{0,3}\d){5}")
_PERSONAL = (("an e-mail address", _EMAIL), ("a telephone number", _TELEPHONE),
             ("a National Insurance number", _INSURANCE))  # fmt: skip


def personal_details(text: str) -> Iterator[tuple[str, str]]:
    """Each kind of personal detail that a text holds, in words, with the first of that kind as typed."""
    for words, pattern in _PERSONAL if "@" in text or _MANY_FIGURES.search(text) else ():
        if found := pattern.search(text):
            yield words, found[0]
