"""Whether what stands in a column fits what its heading may mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache

from gipxl.dates import DateContext, read_date
from gipxl.plan import Field, cleaned
from gipxl.reading.cells import Value, shown
from gipxl.reading.heading_words import Meaning, What
from gipxl.vocabulary import plain, read_status

_DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED, Meaning.DUE, Meaning.DUE_OR_COMPLETED)
_YES_NO = frozenset({"", "yes", "no", "y", "n", "exempt", "public", "x"})
_PROSE = (Field.TITLE, Field.ACTION, Field.UPDATE, Field.WORDING, Field.REASON, Field.OWNER)
# Excel's numbers of the days from 2000 to 2049, for dates whose cells were given no date format.
_DAY_NUMBERS = range(36_526, 54_789)
_FEW = 0.3
# Letters in a cell that says whether its row may be published; longer ones are the wording itself.
_LONGEST_MARK = 60
_MARK = re.compile(
    r"\W*(?:exempt|withh|confidential|restricted|not for|do not|part (?:2|ii)\b|schedule 12a)", re.IGNORECASE
)


def fit(what: What, values: Sequence[Value]) -> float | None:
    """The share of filled cells that are of the kind a meaning asks for; None where it asks for none."""
    if what in _DATES:
        # Amounts of money may lie among Excel's numbers of days, but seldom do all of a column's.
        numbers = [value for value in values if isinstance(value, (int, float))]
        are_amounts = sum(1 for value in numbers if value not in _DAY_NUMBERS) > _FEW * len(numbers)
        return _share(values, lambda value: is_like_a_date(value) and not (are_amounts and isinstance(value, float)))
    if what is Field.REF:
        short = _share(values, lambda value: len(shown(value)) <= 30 and not isinstance(value, date))
        return short if len({shown(value) for value in values}) > 0.3 * len(values) else 0.0
    if what is Field.STATUS:
        return _share(values, _is_like_a_status)
    if what is Field.PUBLICATION:
        return _share(values, lambda value: len(shown(value)) <= _LONGEST_MARK or bool(_MARK.match(shown(value))))
    if what is Field.WORDING:
        # "For publication" stands over wordings, and over a yes or no.
        return _share(values, lambda value: isinstance(value, str) and plain(value) not in _YES_NO)
    if what in _PROSE:
        return _share(values, lambda value: isinstance(value, str) and not (len(value) <= 20 and _has_a_day(value)))
    return None


def _share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    return sum(map(test, values)) / len(values)


def is_like_a_date(value: Value) -> bool:
    """A date, a text that says one or says that there is none yet, or a day number."""
    if isinstance(value, date):
        return True
    if isinstance(value, float):
        return value in _DAY_NUMBERS
    return isinstance(value, str) and len(value) <= 200 and _says_a_date(value)


@lru_cache(maxsize=8192)
def _says_a_date(text: str) -> bool:
    reading = read_date(text, DateContext(financial_year=2020))
    # "31/06/2020" is no day, but somebody meant one.
    return reading.has_day or reading.is_undecided or reading.is_empty or bool(re.search(r"\d[/.\- ]\d", text))


@lru_cache(maxsize=8192)
def _has_a_day(text: str) -> bool:
    return read_date(text).has_day


def _is_like_a_status(value: Value) -> bool:
    if isinstance(value, (int, float)):
        return 0 <= value <= 100
    return isinstance(value, str) and (len(value) <= 30 or read_status(value).status is not None)


_REF = re.compile(r"(?=.*\d)[A-Za-z]{0,8}(?:[ ./\-–]?[A-Za-z0-9]{1,8}){0,4}[a-z]?")
_FULL_DATE = re.compile(r"\d{1,2}[/.-](?:\d{1,2}|[A-Za-z]{3,9})[/.-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")


def is_ref_like(text: str) -> bool:
    """Shaped as refs are: short, with a number in it, and no date."""
    return len(text) <= 20 and bool(_REF.fullmatch(text)) and not _FULL_DATE.fullmatch(text)


def are_refs(values: Sequence[Value]) -> bool:
    """A column that needs no heading to be known for one of refs."""
    texts = [cleaned(shown(value)) for value in values if not isinstance(value, date)]
    alike = sum(1 for text in texts if is_ref_like(text))
    return len(texts) >= 2 and alike >= 0.6 * len(values) and len(set(texts)) > 0.8 * len(texts)
