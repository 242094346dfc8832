"""How a status word is spelt in this workbook, and which misspelt ones can only be that word."""

from __future__ import annotations

from collections import Counter

from gipxl.plan import Plan, cleaned
from gipxl.settings import Settings
from gipxl.vocabulary import STATUS_WORDS, StatusReading, plain

# More letters wrong than this is no slip of the keyboard.
_MOST_WRONG = 2


class Spellings:
    """The spelling of each status word: by the workbook's own list, else the settings, else most of the plan's rows."""

    def __init__(self, plan: Plan, settings: Settings) -> None:
        own = settings.status.words
        self._meanings = {word: status for status, words in STATUS_WORDS.items() for word in words}
        self._meanings |= {plain(word): status for word, status in own.items()}
        self._known = {plain(word): cleaned(word) for word in (*own, *plan.listed_statuses)}
        self._met: dict[str, Counter[str]] = {}
        for action in plan.actions:
            if action.status.value and not action.status.value.guessed:
                word = action.status.value.word
                if plain(action.status.typed) == word:
                    self._met.setdefault(word, Counter())[cleaned(action.status.typed)] += 1

    def of(self, word: str) -> str:
        """The one spelling of a word; "" where nothing says which it is."""
        if word in self._known:
            return self._known[word]
        common = self._met.get(word, Counter()).most_common(2)
        if not common or (len(common) > 1 and common[0][1] == common[1][1]):
            return ""
        return common[0][0]

    def of_slip(self, typed: str, reading: StatusReading) -> str:
        """The right spelling of a misspelt word; "" where it is none, or could be meant for another status.

        A word that begins otherwise is another word: "unresolved" is no slip for "resolved".
        """
        from rapidfuzz.distance import OSA

        text = plain(typed)
        if not reading.guessed or text[:1] != reading.word[:1]:
            return ""
        wrong = OSA.distance(text, reading.word)
        others = (word for word, status in self._meanings.items() if status is not reading.status)
        if wrong > _MOST_WRONG or any(OSA.distance(text, other) <= wrong for other in others):
            return ""
        return self.of(reading.word) or reading.word.capitalize()
