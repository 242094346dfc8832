"""Dates inside a running text: "the draft will be with members by the end of March"."""

from __future__ import annotations

from gipxl.dates.named import NamedDay
from gipxl.dates.readings import NO_CONTEXT, DateContext, FoundDate
from gipxl.dates.several import Item, items_of
from gipxl.dates.shapes import PROSE, Found, find
from gipxl.dates.tokens import Token, cleaned, tokens_of


def dates_in(text: str, context: DateContext = NO_CONTEXT) -> tuple[FoundDate, ...]:
    """The dates that a text speaks of, from left to right, each with where it stands and its reading.

    Stricter than a cell's reading: a month, season or year alone must follow a word such as "by" or "in" or "end
    of"; 24/7, 2/3 and lengths of time are none; "may" and "march" in small letters are verbs unless a year or an
    ordinal says otherwise.
    """
    plain, places = cleaned(text)
    tokens = tokens_of(plain, alone=False)
    every = find(tokens, context, PROSE)
    found = [one for one in every if _is_meant(tokens, one) or _begins_span(tokens, one, every)]
    if not found:
        return ()
    items = items_of(tokens, found, context)
    return tuple(
        FoundDate(
            start=_place(places, tokens[item.start].start),
            end=_place(places, tokens[item.end - 1].end - 1) + 1,
            reading=item.reading,
            superseded=_is_superseded(items, place),
        )
        for place, item in enumerate(items)
    )


def _place(places: list[int], place: int) -> int:
    return places[place] if places else place


def _is_superseded(items: list[Item], place: int) -> bool:
    """Called an earlier date, beside one that is called the present one."""
    if items[place].mark != "B":
        return False
    return any(other.mark == "A" for other in items[max(place - 1, 0) : place + 2])


def _is_meant(tokens: list[Token], one: Found) -> bool:
    kinds = [token.kind for token in tokens[max(one.start - 2, 0) : one.start]]
    follows_word = bool(kinds) and (kinds[-1] in ("p", "T") or (kinds[-1:] == ["i"] and kinds[0] in "pPT"))
    follows_from = one.start > 0 and tokens[one.start - 1].word == "from"
    after = tokens[one.end].kind if one.end < len(tokens) else ""
    match one.shape:
        case "month":
            is_verb = tokens[one.start].kind == "m" and kinds[-1:] == ["T"]
            return (follows_word or follows_from) and not is_verb
        case "season":
            return follows_word or follows_from or tokens[one.start].kind == "P"
        case "year":
            return follows_word and kinds[-1] in ("p", "T") and after not in ("s", "w")
        case "day_month":
            is_bare = isinstance(one.named, NamedDay) and one.named.year is None and tokens[one.start].kind in "12"
            return not (is_bare and tokens[one.end - 1].kind == "m")
        case _:
            return True


def _begins_span(tokens: list[Token], one: Found, every: list[Found]) -> bool:
    """September to December 2020: the month alone is one because of the date that follows."""
    follows = next((other for other in every if other.start == one.end + 1), None)
    if follows is None or one.shape != "month" or tokens[one.start].kind == "m":
        return False
    return tokens[one.end].kind in ("-", "~", "T", "/") and follows.named.year is not None
