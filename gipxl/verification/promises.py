"""Dates by which the report promises something: past already, or another than the workbook's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import NamedTuple

from gipxl.dates import DateContext, DateReading, FoundDate, dates_in
from gipxl.plan import Action, Field, ref_key
from gipxl.rules.numbering import mentions
from gipxl.rules.promises import broken_promise
from gipxl.rules.prose import impossible_years
from gipxl.standing import Standing
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material, Sentence, plain, sentences_in
from gipxl.vocabulary import plain as words_of
from gipxl.words import day, listed

_COMPLETION = re.compile(
    r"\b(?:complet(?:e|ed|ion)|deliver(?:ed|y)|finish(?:ed)?|conclude[ds]?|(?:revised|new|target|due) date|deadline"
    r"|due)\b|\bin place\b",
    re.IGNORECASE,
)
# Words that make it a date of a part, or of something after delivery.
_PARTLY = re.compile(
    r"\b(?:first|second|next|interim|initial|drafts?|phases?|stages?|parts?|pilots?|consult\w*|surveys?|interviews?|papers?|"
    r"options?|tenders?|procurement|training|workshops?|meetings?|reviews?|if|unless|once|reports? back|decid\w+|"
    r"decision)\b",
    re.IGNORECASE,
)
# How like two sentences must be, their dates aside, to be the same one with another date.
_ALIKE = 0.8
_A_DAY = timedelta(days=1)
_MASK = "then"


class Promise(NamedTuple):
    """A date by which a sentence promises something, and whether that is the completion of the whole."""

    found: FoundDate
    text: str
    of_completion: bool


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Promises of the report that are past, and delivery dates that are not the workbook's."""
    for sentence in material.sentences:
        if sentence.has_control("date"):
            continue  # gipxl's own sentence: its dates are looked at by their names
        standings = spoken_of(material, sentence)
        elsewhere = list(_other_dates(material, sentence, standings))
        yield from elsewhere
        if not elsewhere:
            yield from _passed(material, sentence, standings)


def spoken_of(material: Material, sentence: Sentence) -> tuple[Standing, ...]:
    """The actions that a sentence is about: those of its account, else the one whose ref it names."""
    if sentence.account is not None:
        refs = set(map(ref_key, sentence.account.refs))
    else:
        refs = {ref_key(mention.typed) for mention in mentions(sentence.text)} & material.by_ref.keys()
        refs = refs if len(refs) == 1 else set()
    return tuple(each for ref in refs for each in material.by_ref.get(ref, ()) if each.counts)


def promised(text: str, context: DateContext) -> Iterator[Promise]:
    """The dates by which a sentence promises something."""
    found = dates_in(text, context)
    for each in found:
        when = each.reading.day
        if when is None or each.superseded:
            continue
        alone = _masked(text, [other for other in found if other is not each])
        written = text[each.start : each.end]
        if broken_promise(alone, when + _A_DAY, context) == written:
            of_completion = bool(_COMPLETION.search(text)) and not _PARTLY.search(text)
            yield Promise(each, written, of_completion)


def _masked(text: str, found: Sequence[FoundDate]) -> str:
    for each in reversed(found):
        text = f"{text[: each.start]}{_MASK}{text[each.end :]}"
    return text


def _passed(material: Material, sentence: Sentence, standings: Sequence[Standing]) -> Iterator[Disagreement]:
    if standings and all(each.is_complete for each in standings):
        return
    promise = broken_promise(sentence.text, material.meets, material.context)
    if promise:
        where, meeting = sentence.paragraph.where, material.plan.details.meeting
        when = "when the panel meets" if meeting == material.meets else "at the reporting date"
        yield Disagreement(
            kind=Kind.DATE_PASSED,
            where=where,
            says=promise,
            should_say="",
            message=f"{where} promises something for “{promise}”, which is past {when}, {day(material.meets)}.",
            paragraph=sentence.paragraph,
        )


def _other_dates(material: Material, sentence: Sentence, standings: Sequence[Standing]) -> Iterator[Disagreement]:
    """Dates of a sentence on one action, or on several with one date, that are not the workbook's."""
    dated = dates_in(sentence.text, material.context) if standings else ()
    if not dated:
        return
    changed = _changed_dates(material, sentence, dated)
    for found, should in changed:
        written = sentence.text[found.start : found.end]
        yield _differs(sentence, standings, written, should, f"the workbook's words there have {should}")
    if changed:
        return
    due = {each.due_day for each in standings if each.is_open}
    for promise in promised(sentence.text, material.context) if len(due) == 1 else ():
        standing = next(each for each in standings if each.is_open)
        if _is_another(material, promise, standing):
            should = day(standing.due_day) if standing.due_day else "to be decided"
            why = f"the workbook's date is {should}" if standing.due_day else "its date is still to be decided"
            yield _differs(sentence, standings, promise.text, should, why)


def _differs(sentence: Sentence, standings: Sequence[Standing], written: str, should: str, why: str) -> Disagreement:
    where, name = sentence.paragraph.where, listed(list(dict.fromkeys(each.action.name for each in standings)))
    return Disagreement(
        kind=Kind.DATE, where=where, says=written, should_say=should, paragraph=sentence.paragraph,
        message=f"{where} gives “{written}” for {name}; {why}.",
    )  # fmt: skip


def _is_another(material: Material, promise: Promise, standing: Standing) -> bool:
    """A delivery date other than the one in force: one it had before, or one that is called the completion."""
    reading = promise.found.reading
    if standing.due is not None and standing.due.has_day and agree(reading, standing.due):
        return False
    if standing.due_day is None and not standing.awaits_new_date:
        return False
    if not promise.of_completion and not any(_is_same(reading, each) for each in former(standing)):
        return False
    # A date before the one due, called so by no word for completion, may be a step on the way.
    return not material.is_own(promise.text) or promise.of_completion


def former(standing: Standing) -> Iterator[DateReading]:
    """The delivery dates that an action had before the one in force."""
    dates = [standing.original, standing.was, *standing.action.due_dates]
    dates += standing.before.due_dates if standing.before else ()
    for each in dates:
        if each is not None and each.has_day and not (standing.due is not None and standing.due.covers(each)):
            yield each


def agree(reading: DateReading, due: DateReading) -> bool:
    """A text's date is the one due: the same, or one holds the other."""
    return due.covers(reading)


def _is_same(one: DateReading, other: DateReading) -> bool:
    return (one.first, one.day) == (other.first, other.day)


def _changed_dates(material: Material, sentence: Sentence, dated: Sequence[FoundDate]) -> list[tuple[FoundDate, str]]:
    """Where the workbook has the same sentence with other dates: each date that is not there, and what is."""
    if sentence.account is None:
        return []
    rows = [each.action for ref in sentence.account.refs for each in _rows(material, ref)]
    days = [found.reading.day for found in dated]
    for theirs in _sentences_of(rows):
        others = dates_in(theirs, material.context)
        if len(others) != len(dated) or [each.reading.day for each in others] == days:
            continue
        if _likeness(_masked(sentence.text, dated), _masked(theirs, others)) >= _ALIKE:
            pairs = zip(dated, others, strict=True)
            return [
                (mine, theirs[other.start : other.end])
                for mine, other in pairs
                if not mine.reading.covers(other.reading) and not impossible_years(sentence.text[mine.start : mine.end])
            ]
    return []


def _rows(material: Material, ref: str) -> tuple[Standing, ...]:
    return material.by_ref.get(ref_key(ref), ())


def _sentences_of(actions: Sequence[Action]) -> Iterator[str]:
    for action in actions:
        for field in (Field.WORDING, Field.UPDATE):
            yield from (found[0] for found in sentences_in(action.entry(field).typed))


def _likeness(one: str, other: str) -> float:
    mine, theirs = words_of(plain(one)).split(), words_of(plain(other)).split()
    return SequenceMatcher(None, mine, theirs, autojunk=False).ratio()


def is_past(reading: DateReading, when: date) -> bool:
    """The whole of what a date names lies before a day."""
    return reading.day is not None and reading.day < when
