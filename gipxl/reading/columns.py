"""Which column is what: the headings' meanings held beside one another and beside what stands below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gipxl.plan import FIELD_WORDS, Column, Field, cleaned
from gipxl.reading.cells import Value, is_filled, letter
from gipxl.reading.contents import are_refs, fit
from gipxl.reading.fixed import fixed_columns
from gipxl.reading.heading_words import Meaning
from gipxl.reading.headings import Match, is_something_else, meanings
from gipxl.reading.monthly import month_of
from gipxl.reading.unnamed import fields_by_contents

# How much a recognised column says that this is the plan's heading.
_WEIGHTS: Mapping[Field, float] = {
    Field.REF: 1.0, Field.TITLE: 1.0, Field.OWNER: 1.5, Field.ORIGINAL_DUE: 1.5, Field.REVISED_DUE: 1.0,
    Field.STATUS: 1.2, Field.COMPLETED: 0.8, Field.UPDATE: 0.8, Field.ACTION: 0.8, Field.WORDING: 0.6,
}  # fmt: skip
_ENOUGH_TO_JUDGE = 3
FIXED = "set in settings"


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """One column's heading over all heading rows, as one text, and a sample of the filled cells below it."""

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
        """The column as the plan names it."""
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


@dataclass(frozen=True, kw_only=True, slots=True)
class _Claim:
    """One meaning that one heading may have."""

    heading: Heading
    match: Match


def assign(headings: Sequence[Heading], fixed: Mapping[str, str], *, by_letter: bool = True) -> tuple[Given, ...]:
    """The meaning of each column. ``fixed`` is what the settings say: field to heading or, ``by_letter``, to letter."""
    texts = {heading.column: heading.text for heading in headings}
    given = {
        column: Given(column=column, heading=texts[column], field=field, strength=1.0, why=FIXED)
        for column, field in fixed_columns(texts, fixed, by_letter=by_letter).items()
    }
    free = [heading for heading in headings if heading.column not in given]
    claims = sorted(
        (_Claim(heading=heading, match=match) for heading in free for match in _plausible(heading)),
        key=lambda claim: (-claim.match.strength, claim.heading.column),
    )
    taking = _Taking(given)
    taking.take(_latest_first(_beside_a_ref(claims, taking.fields)))
    taking.take_dates(claims)
    taking.take_title()
    taking.take_refs_without_heading(headings)
    taking.take_by_contents(headings)
    return tuple(given.get(heading.column) or _meaningless(heading, taking.fields) for heading in headings)


def _plausible(heading: Heading) -> Iterator[Match]:
    """The heading's meanings that what stands below it does not belie; a column with nothing below says less."""
    judged = len(heading.sample) >= _ENOUGH_TO_JUDGE
    for match in meanings(heading.text):
        fits = fit(match.what, heading.sample) if judged else None
        least = 0.5 if match.what is Field.REF else 0.4 if match.strength < 0.9 else 0.01
        if fits is None or fits >= least:
            yield match if heading.sample else match._replace(strength=match.strength - 0.04)


def _beside_a_ref(claims: Sequence[_Claim], fixed: set[Field]) -> list[_Claim]:
    """The claims; those to be last year's refs only where another column holds this year's."""
    previous = {claim.heading.column for claim in claims if claim.match.what is Field.PREVIOUS_REF}
    refs = {claim.heading.column for claim in claims if claim.match.what is Field.REF} - previous
    if refs or Field.REF in fixed:
        return [claim for claim in claims if claim.heading.column not in previous or claim.match.what is not Field.REF]
    return [claim for claim in claims if claim.match.what is not Field.PREVIOUS_REF]


def _latest_first(claims: Sequence[_Claim]) -> list[_Claim]:
    """Of columns of updates that each name a month, the latest with anything in it; the others mean nothing then."""
    months = {
        claim.heading.column: when
        for claim in claims
        if claim.match.what is Field.UPDATE and claim.heading.sample and (when := month_of(claim.heading.text))
    }
    if len(months) < 2:
        return list(claims)
    latest = max(months, key=lambda column: months[column])
    return [
        claim
        for claim in claims
        if claim.match.what is not Field.UPDATE or claim.heading.column == latest or claim.heading.column not in months
    ]


# Plans give a revised date in several columns, one after the other, and a status beside a rating.
# Each with how sure a further one must be; what stands in it has been held against its heading already.
_SEVERAL = {Field.REVISED_DUE: 0.55, Field.STATUS: 0.8}
_NEVER = 2.0
_PLAINLY_REVISED = ("revis", "amend", "exten", "new", "slip", "resched")


class _Taking:
    """Columns being given their meanings, the surest first."""

    def __init__(self, given: dict[int, Given]) -> None:
        self.given = given

    @property
    def fields(self) -> set[Field]:
        return {each.field for each in self.given.values() if each.field}

    def _give(self, claim: _Claim, field: Field, because: str = "") -> None:
        match, heading = claim.match, claim.heading
        how = f"the heading is most like “{match.words}”" if match.guessed else f"the heading says “{match.words}”"
        self.given[heading.column] = Given(
            column=heading.column,
            heading=heading.text,
            field=field,
            strength=match.strength,
            why=f"{how}{because}",
            guessed=match.guessed,
        )

    def take(self, claims: Iterable[_Claim]) -> None:
        """The meanings that stand by themselves."""
        for claim in claims:
            field = claim.match.what
            if claim.heading.column in self.given or not isinstance(field, Field):
                continue
            if field not in self.fields or claim.match.strength >= _SEVERAL.get(field, _NEVER):
                self._give(claim, field)

    def take_dates(self, claims: Iterable[_Claim]) -> None:
        """A plain due date is the original one where no other is; beside an original one, it is the date in force."""
        for meaning in (Meaning.DUE, Meaning.DUE_OR_COMPLETED):
            for claim in claims:
                if claim.match.what is meaning and claim.heading.column not in self.given:
                    field, because = self._which_date(claim.match)
                    if field:
                        self._give(claim, field, because)
        self._take_only_date()

    def _which_date(self, match: Match) -> tuple[Field | None, str]:
        if Field.ORIGINAL_DUE not in self.fields:
            plain = match.what is Meaning.DUE
            return Field.ORIGINAL_DUE, "" if plain else ", and no other column gives the date due"
        if match.what is Meaning.DUE_OR_COMPLETED and Field.COMPLETED not in self.fields:
            return Field.COMPLETED, ", and another column gives the date due"
        if match.what is Meaning.DUE and Field.REVISED_DUE not in self.fields and match.strength >= 0.9:
            return Field.REVISED_DUE, ", and another column gives the original date"
        return None, ""

    def _take_only_date(self) -> None:
        """A forecast, or a current date, with no other date to be held against is the date due."""
        dates = [each for each in self.given.values() if each.field in (Field.ORIGINAL_DUE, Field.REVISED_DUE)]
        if len(dates) == 1 and dates[0].field is Field.REVISED_DUE and dates[0].why != FIXED:
            only = dates[0]
            if not any(word in only.heading.casefold() for word in _PLAINLY_REVISED):
                why = f"{only.why}, and no other column gives the date due"
                self.given[only.column] = replace(only, field=Field.ORIGINAL_DUE, why=why)

    def take_title(self) -> None:
        """Where nothing is called a title, the action or the recommendation is what people know the row by."""
        by_field = {each.field: each for each in self.given.values() if each.field}
        title, action = by_field.get(Field.TITLE), by_field.get(Field.ACTION)
        if title and action and title.strength < 0.7 and action.column < title.column:
            self.given[action.column] = replace(action, field=Field.TITLE)
            self.given[title.column] = replace(title, field=Field.ACTION)
        # "Agreed" in answer to a recommendation names nothing.
        answers = action is not None and "response" in action.heading.casefold()
        order = (Field.RECOMMENDATION, Field.ACTION) if answers else (Field.ACTION, Field.RECOMMENDATION)
        others = [by_field[field] for field in (*order, Field.AREA) if field in by_field]
        stands_in = next((each for each in others if each.why != FIXED), None)
        if stands_in and not title:
            why = f"{stands_in.why}, and no other column gives a title"
            self.given[stands_in.column] = replace(stands_in, field=Field.TITLE, why=why)

    def take_refs_without_heading(self, headings: Sequence[Heading]) -> None:
        """A column of refs to the left of all others needs no heading to be known."""
        known = [column for column, each in self.given.items() if each.field]
        if Field.REF in self.fields or not known:
            return
        for heading in headings:
            says_nothing = not meanings(heading.text) and not is_something_else(heading.text)
            if heading.column < min(known) and says_nothing and are_refs(heading.sample):
                lacks = "its heading is not one that gipxl knows" if cleaned(heading.text) else "it has no heading"
                why = f"{lacks}, and what stands in it looks like refs"
                self.given[heading.column] = Given(
                    column=heading.column, heading=heading.text, field=Field.REF, strength=0.7, why=why, guessed=True
                )
                return

    def take_by_contents(self, headings: Sequence[Heading]) -> None:
        """Columns under headings that say nothing: known by what stands in them, or only worth speaking of."""
        if not any(each.field for each in self.given.values()):
            return
        for heading in headings:
            if heading.column in self.given or not cleaned(heading.text) or is_something_else(heading.text):
                continue
            field, why = fields_by_contents(self.fields, heading.sample) if not meanings(heading.text) else (None, "")
            if why:
                # Too weak to make a plan of a table that is none.
                self.given[heading.column] = Given(
                    column=heading.column, heading=heading.text, field=field, strength=0.5, why=why, guessed=True
                )


def _meaningless(heading: Heading, taken: set[Field]) -> Given:
    why = "no heading" if not cleaned(heading.text) else "not a heading that gipxl knows"
    if found := meanings(heading.text):
        what = found[0].what
        words = FIELD_WORDS[what] if isinstance(what, Field) else "date due"
        is_taken = what in taken if isinstance(what, Field) else Field.ORIGINAL_DUE in taken
        because = "another column is it" if is_taken else "what stands in it does not fit"
        why = f"could be the {words}, but {because}"
    return Given(column=heading.column, heading=heading.text, field=None, strength=0.0, why=why)


def sample_of(values: Iterable[Value]) -> list[Value]:
    """The filled ones among the cells below a heading."""
    return [value for value in values if is_filled(value)]
