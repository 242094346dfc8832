"""The columns that the settings fix, by their letters or by the words of their headings."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NoReturn

from gipxl.errors import SettingsError
from gipxl.plan import Field, cleaned
from gipxl.reading.cells import number
from gipxl.words import listed

_LETTERS = re.compile(r"[A-Za-z]{1,3}")
# Several revised dates are given as "F, G"; a heading may itself hold a comma, so the whole is looked for first.
_BETWEEN = re.compile(r"\s*[,;]\s*")


def fixed_columns(headings: Mapping[int, str], fixed: Mapping[str, str], *, by_letter: bool = True) -> dict[int, Field]:
    """The columns among ``headings`` (number to text) that ``fixed`` (field to letter or heading) gives a meaning.

    Not ``by_letter`` for a sheet other than the one that the settings name: its columns may stand in another order.
    """
    found: dict[int, Field] = {}
    for name, said in fixed.items():
        field = _field(name)
        for column in _columns(headings, said, by_letter):
            found[column] = field
    return found


def _columns(headings: Mapping[int, str], said: str, by_letter: bool = True) -> list[int]:
    whole = _column(headings, said, by_letter)
    if whole is not None:
        return [whole]
    pieces = [_column(headings, piece, by_letter) for piece in _BETWEEN.split(said)]
    return [column for column in pieces if column is not None]


def _column(headings: Mapping[int, str], said: str, by_letter: bool) -> int | None:
    wanted = cleaned(said).casefold()
    for column, text in headings.items():
        if cleaned(text).casefold() == wanted:
            return column
    column = number(said) if by_letter and _LETTERS.fullmatch(said) else 0
    return column if column in headings else None


def refuse_unfollowed(headings: Mapping[int, str], fixed: Mapping[str, str], sheet: str) -> None:
    """Raises SettingsError where the settings name a column that the plan does not have: they are never passed over."""
    for name, said in fixed.items():
        if not _columns(headings, said):
            _refuse(name, said, [cleaned(text) for text in headings.values() if cleaned(text)], sheet)


def _refuse(name: str, said: str, texts: list[str], sheet: str) -> NoReturn:
    from rapidfuzz import process

    near = process.extractOne(said, texts, score_cutoff=60)
    all_of_them = listed([f"“{text}”" for text in texts[:12]])
    hint = f"The nearest is “{near[0]}”" if near else f"Its headings are {all_of_them}"
    raise SettingsError(
        f"plan.columns.{name}: the sheet “{sheet}” has no column “{said}”.", f"{hint}: correct the setting."
    )


def _field(name: str) -> Field:
    try:
        return Field(name)
    except ValueError:
        from rapidfuzz import process

        known = [field.value for field in Field]
        near = process.extractOne(name, known, score_cutoff=50)
        hint = f'The nearest is {near[0]}. For example: {near[0]} = "D".' if near else f"Known are {listed(known)}."
        raise SettingsError(f"plan.columns.{name} is no column of a plan.", hint) from None
