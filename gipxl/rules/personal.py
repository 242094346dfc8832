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
# Six figures close together, as both kinds of number have; most texts hold none, and the patterns take long.
_MANY_FIGURES = re.compile(r"[0-9](?:[\s()-]{0,2}[0-9]){5}")


def personal_details(text: str) -> Iterator[tuple[str, str]]:
    """Each kind of personal detail that a text holds, in words, with the first of that kind as typed."""
    if "@" in text and (found := _EMAIL.search(text)):
        yield "an e-mail address", found[0]
    if _MANY_FIGURES.search(text):
        if found := _TELEPHONE.search(text):
            yield "a telephone number", found[0]
        if found := _INSURANCE.search(text):
            yield "a National Insurance number", found[0]
