"""Texts as they are compared: without what nobody sees, and without what makes no difference."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Zero-width characters, joiners, byte-order marks, soft hyphens and direction marks: nothing that anybody sees.
INVISIBLE = dict.fromkeys(
    [0x00AD, 0x034F, 0x061C, 0x180E, 0xFEFF, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)]
)

# Letters of other alphabets that look like Latin ones.
LOOKALIKES = str.maketrans("АВЕКМНОРСТУХІЅЈаеорсухіѕјΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXISJaeopcyxisjABEZHIKMNOPTYXo")


def cleaned(text: str) -> str:
    """``text`` without outer spaces and invisible characters; inner runs of blanks become one space."""
    return " ".join(text.translate(INVISIBLE).split())


def folded(text: str) -> str:
    """``text`` for comparing: cleaned, full-width letters made ordinary, case aside."""
    return cleaned(text if text.isascii() else unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=262_144)
def ref_key(ref: str) -> str:
    """A ref for comparing: spaces, case, width and look-alike letters aside ("e 6", "Ｅ6" and "Е6" are E6)."""
    key = folded(ref if ref.isascii() else ref.translate(LOOKALIKES)).replace(" ", "")
    # A letter O beside a digit, behind something else, is read as the zero it looks like.
    return re.sub(r"(?<=\d)o|(?<!^)o(?=\d)", "0", key)
