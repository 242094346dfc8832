"""Which column is what: the headings' meanings held beside one another and beside what stands below them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from gipxl.dates import DateContext, read_date
from gipxl.plan import FIELD_WORDS, Column, Field, cleaned
from gipxl.reading.cells import Value, letter, number, shown
from gipxl.reading.headings import Match, Meaning, What, meanings
from gipxl.vocabulary import read_status

_DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED, Meaning.DUE, Meaning.DUE_OR_COMPLETED)

# How much a recognised column says that this is the plan's heading.
_WEIGHTS: Mapping[Field, float] = {
    Field.REF: 1.0, Field.TITLE: 1.0, Field.OWNER: 1.5, Field.ORIGINAL_DUE: 1.5, Field.REVISED_DUE: 1.0,
    Field.STATUS: 1.2, Field.COMPLETED: 0.8, Field.UPDATE: 0.8, Field.ACTION: 0.8, Field.WORDING: 0.6,
}  # fmt: skip
_ENOUGH_TO_JUDGE = 3


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One column's heading over all heading rows, as one text, and a sample of the values below it."""

    column: int
    text: str
    sample: Sequence[Value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Given:
    """A column with its meaning; ``field`` is None for one that means nothing to gipxl."""

    column: int
    heading: str
    field: Field | None
    strength: float
    why: str
    guessed: bool = False

    @property
    def as_column(self) -> Column:
        return Column(
            letter=letter(self.column), heading=self.heading, field=self.field, why=self.why, guessed=self.guessed
        )


def score(columns: Sequence[Given]) -> float:
    """How surely these columns are a plan's; 0 where they lack what every plan has."""
    sure = {each.field: each.strength for each in columns if each.field}
    names = max(sure.get(Field.REF, 0), sure.get(Field.TITLE, 0))
    says = max(sure.get(field, 0) for field in (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.STATUS))
    if names < 0.55 or says < 0.6:
        return 0.0
    return sum(_WEIGHTS.get(field, 0.4) * strength for field, strength in sure.items())


def assign(headings: Sequence[Heading], fixed: Mapping[str, str]) -> tuple[Given, ...]:
    """The meaning of each column. ``fixed`` are the settings' words: field to letter or heading."""
    given = dict(_fixed(headings, fixed))
    free = [heading for heading in headings if heading.column not in given]
    taken = {each.field for each in given.values() if each.field}
    claims = sorted(
        ((match, heading) for heading in free for match in _plausible(heading)),
        key=lambda claim: (-claim[0].strength, claim[1].column),
    )
    _take(claims, given, taken, lambda what: isinstance(what, Field))
    _resolve_dates(claims, given, taken)
    _resolve_title(given, taken)
    _ref_without_heading(headings, given, taken)
    return tuple(given.get(heading.column) or _meaningless(heading) for heading in headings)


Claims = Sequence[tuple[Match, Heading]]


def _fixed(headings: Sequence[Heading], fixed: Mapping[str, str]) -> Iterator[tuple[int, Given]]:
    for name, where in fixed.items():
        for heading in headings:
            by_letter = re.fullmatch(r"[A-Za-z]{1,3}", where) and number(where) == heading.column
            if by_letter or cleaned(where).casefold() == cleaned(heading.text).casefold():
                field = Field(name)
                yield (
                    heading.column,
                    Given(column=heading.column, heading=heading.text, field=field, strength=1.0, why="set in settings"),
                )
                break


def _plausible(heading: Heading) -> Iterator[Match]:
    """The heading's meanings that what stands below it does not belie."""
    filled = [value for value in heading.sample if shown(value).strip()]
    for match in meanings(heading.text):
        strength = match.strength
        if len(filled) >= _ENOUGH_TO_JUDGE:
            fits = _fit(match.what, filled)
            if fits is not None and (fits == 0 or (fits < 0.4 and strength < 0.9)):
                continue
            if match.what is Field.REF and fits is not None and fits < 0.5:
                continue
        yield match


def _fit(what: What, values: Sequence[Value]) -> float | None:
    """The share of values that are of the kind the meaning asks for; None where it asks for none."""
    if what in _DATES:
        return _share(values, _is_like_a_date)
    if what is Field.REF:
        return _share(values, lambda value: len(shown(value)) <= 30)
    if what is Field.STATUS:
        return _share(values, _is_like_a_status)
    if what is Field.OWNER:
        return _share(values, lambda value: isinstance(value, str) and len(value) <= 120)
    return None


def _share(values: Sequence[Value], test: Callable[[Value], bool]) -> float:
    return sum(map(test, values)) / len(values)


def _is_like_a_date(value: Value) -> bool:
    if isinstance(value, date):
        return True
    if isinstance(value, (int, float)):
        return 20_000 < value < 80_000
    if not isinstance(value, str) or len(value) > 200:
        return False
    reading = read_date(value, DateContext(financial_year=2020))
    # "31/06/2020" is no day, but somebody meant one.
    return reading.has_day or reading.is_undecided or reading.is_empty or bool(re.search(r"\d[/.\- ]\d", value))


def _is_like_a_status(value: Value) -> bool:
    if isinstance(value, (int, float)):
        return 0 <= value <= 100
    return isinstance(value, str) and (len(value) <= 30 or read_status(value).status is not None)


_SEVERAL = (Field.REVISED_DUE, Field.STATUS)


def _take(
    claims: Claims, given: dict[int, Given], taken: set[Field], wanted: Callable[[What], bool]
) -> None:
    for match, heading in claims:
        field = match.what
        if not wanted(field) or heading.column in given or not isinstance(field, Field):
            continue
        if field in taken and not (field in _SEVERAL and match.strength >= 0.8):
            continue
        given[heading.column] = _given(heading, field, match)
        taken.add(field)


def _given(heading: Heading, field: Field, match: Match, because: str = "") -> Given:
    how = f"the heading is most like “{match.words}”" if match.guessed else f"the heading says “{match.words}”"
    return Given(
        column=heading.column,
        heading=heading.text,
        field=field,
        strength=match.strength,
        why=f"{how}{because}",
        guessed=match.guessed,
    )


def _resolve_dates(claims: Claims, given: dict[int, Given], taken: set[Field]) -> None:
    """A plain due date is the original one where no other is; beside an original one, it is the date in force."""
    for meaning in (Meaning.DUE, Meaning.DUE_OR_COMPLETED):
        for match, heading in claims:
            if match.what is not meaning or heading.column in given:
                continue
            field, because = _which_date(meaning, taken)
            if field:
                given[heading.column] = _given(heading, field, match, because)
                taken.add(field)


def _which_date(meaning: Meaning, taken: set[Field]) -> tuple[Field | None, str]:
    if Field.ORIGINAL_DUE not in taken:
        return Field.ORIGINAL_DUE, "" if meaning is Meaning.DUE else ", and no other column gives the date due"
    if meaning is Meaning.DUE_OR_COMPLETED and Field.COMPLETED not in taken:
        return Field.COMPLETED, ", and another column gives the date due"
    if meaning is Meaning.DUE and Field.REVISED_DUE not in taken:
        return Field.REVISED_DUE, ", and another column gives the original date"
    return None, ""


def _resolve_title(given: dict[int, Given], taken: set[Field]) -> None:
    """Where nothing is called a title, the action or the recommendation is what people know the row by."""
    by_field = {each.field: each for each in given.values() if each.field}
    title, action = by_field.get(Field.TITLE), by_field.get(Field.ACTION)
    if title and action and title.strength < 0.7 and action.column < title.column:
        given[action.column] = replace(action, field=Field.TITLE)
        given[title.column] = replace(title, field=Field.ACTION)
        return
    if title:
        return
    for field in (Field.ACTION, Field.RECOMMENDATION, Field.AREA):
        if field in by_field:
            stands_in = by_field[field]
            why = f"{stands_in.why}, and no other column gives a title"
            given[stands_in.column] = replace(stands_in, field=Field.TITLE, why=why)
            taken.discard(field)
            taken.add(Field.TITLE)
            return


_REF_SHAPE = re.compile(r"(?=.*\d)[A-Za-z]{0,8}(?:[ ./\-–]?[A-Za-z0-9]{1,8}){0,4}[a-z]?")


def is_ref_like(text: str) -> bool:
    """Shaped as refs are: short, with a number in it, and not a date or an amount."""
    text = cleaned(text)
    return bool(len(text) <= 20 and _REF_SHAPE.fullmatch(text) and not read_date(text).has_day)


def _ref_without_heading(headings: Sequence[Heading], given: dict[int, Given], taken: set[Field]) -> None:
    """A column of refs to the left of all others needs no heading to be known."""
    if Field.REF in taken:
        return
    known = [column for column, each in given.items() if each.field]
    for heading in headings:
        if heading.column in given or (known and heading.column > min(known)) or cleaned(heading.text):
            continue
        filled = [shown(value) for value in heading.sample if shown(value).strip()]
        if len(filled) >= 2 and sum(map(is_ref_like, filled)) >= 0.6 * len(filled) and len(set(filled)) > 1:
            why = "it has no heading, and what stands in it looks like refs"
            given[heading.column] = Given(
                column=heading.column, heading="", field=Field.REF, strength=0.7, why=why, guessed=True
            )
            return


def _meaningless(heading: Heading) -> Given:
    found = meanings(heading.text)
    why = "no heading" if not cleaned(heading.text) else "not a heading that gipxl knows"
    if found:
        what = found[0].what
        words = FIELD_WORDS.get(what, "date due") if isinstance(what, Field) else "date due"
        why = f"could be the {words}, but another column is it or its contents do not fit"
    return Given(column=heading.column, heading=heading.text, field=None, strength=0.0, why=why)
