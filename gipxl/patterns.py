"""Regular expressions that are compiled when they are first asked: most are not, in most runs."""

from __future__ import annotations

import re
from typing import Any, cast


def later(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, to be compiled at its first use. A hundred compiled at once would be half of what starting takes.

    For those that a short run seldom comes to. A pattern that is wrong raises re.error at its first use.
    """
    return cast(re.Pattern[str], _Later(pattern, flags))


class _Later:
    """Stands for the pattern, and hands on whatever is asked of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._said = pattern, flags

    def __getattr__(self, name: str) -> Any:
        answer = getattr(re.compile(*self._said), name)
        # From now on found at once: this is asked only for what is not there yet.
        setattr(self, name, answer)
        return answer
