"""The call that a scheduler is to make."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

from gipxl.errors import JobError


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call of ``gipxl sync``: the program and all its words, with every path in full.

    ``every`` is how many seconds lie between two calls; with ``stays`` (``--watch``) it is called once and stays.
    ``folder`` is looked after, ``writes`` are the folders that it writes into. ``account`` is whose call it was.
    ``network``: it speaks to other computers beside those that hold the files.
    """

    words: tuple[str, ...]
    folder: str
    writes: tuple[str, ...]
    every: int
    stays: bool = False
    account: str = ""
    network: bool = False

    def plain_words(self) -> tuple[str, ...]:
        """The words. Raises JobError where one of them can stand in no such file."""
        for word in self.words:
            # A space of another width, as one that does not break, is a character like any other.
            if not all(letter.isprintable() or category(letter) == "Zs" for letter in word):
                raise JobError(
                    f"The name {word!a} has a line break, or a character that is none, and cannot stand in such a "
                    "file.",
                    "Rename the folder, or name it by another way to it.",
                )
        return self.words
