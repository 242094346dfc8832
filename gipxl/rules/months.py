"""Against the month last presented: what is gone, and what should not have changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gipxl.changes import Gone, mentions, original_changed
from gipxl.dates import DateReading
from gipxl.plan import Action, Entry, Field, folded
from gipxl.rules.finding import Level
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.vocabulary import is_placeholder, plain
from gipxl.words import short_day


@plan_rule("MON01", Level.ERROR, compares=True)
def vanished(review: Review) -> Iterator[Remark]:
    """An action of the baseline that is not here any more, and no text says that it was completed, merged or withdrawn.

    One that was complete in the baseline may leave without a word.

    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
        | C5  | Land listing  | On track |
    Found:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Better:
        | ref | title         | status    |
        | C4  | Contract plan | On track  |
        | C5  | Land listing  | Withdrawn |
    """
    assert review.changes and review.baseline
    lost = [
        gone
        for gone in review.changes.removed
        if gone.now is None and not gone.action.is_complete(review.baseline_as_at)
    ]
    farewells = _farewells(review) if lost else []
    added = {folded(action.title.typed): action.name for action in review.changes.added}
    for gone in lost:
        action = gone.action
        if action.ref and any(mentions(text, action.ref) for text in farewells):
            continue
        named = action.ref or f"“{action.title.value}”"
        moved_to = added.get(folded(action.title.typed)) if action.title.value else None
        hint = f"; {moved_to} now has its title" if moved_to else ""
        yield Remark(
            None,
            f"{named} was in {review.baseline_name} and is gone, and nothing says why{hint}",
            "Put its row back, or say in the plan that it was completed, merged into another or withdrawn",
            ref=action.ref or None,
        )


# Words that let an action go; those before which "to be", "not" or "until" stands keep it.
_FAREWELL = re.compile(
    r"\b(?:complet(?:ed?|ion)|closed|finished|delivered|discharged|implemented|withdrawn|cancelled|superseded|removed"
    r"|dropped|deleted|abandoned|discontinued|archived|signed off|no longer)\b",
    re.IGNORECASE,
)
_NOT_YET = re.compile(
    r"\b(?:not|never|be|being|until|unless|before|after|once|when|if|should|must|yet)\b[^.;]{0,25}$", re.IGNORECASE
)


def _farewells(review: Review) -> list[str]:
    """The sentences of the plan that say of something that it is done with."""
    texts = [entry.typed for action in review.plan.actions for _, entry in action.texts]
    texts += [note.typed for note in review.plan.notes]
    return [
        sentence
        for text in texts
        if _FAREWELL.search(text)
        for sentence in re.split(r"(?<=[.;!?])\s+|\n", text)
        if (said := _FAREWELL.search(sentence)) and not _NOT_YET.search(sentence[: said.start()])
    ]


@plan_rule("MON02", Level.NOTE, compares=True)
def consolidated(review: Review) -> Iterator[Remark]:
    """An action of the baseline that a text of the plan joins with another: it counts no more, and the report says why.

    Baseline:
        | ref | title            | status   | update |
        | E6  | Community groups | On track |        |
        | E7  | Youth panel      | On track |        |
    Found:
        | ref | title            | status   | update                        |
        | E6  | Community groups | On track | E7 was consolidated into this |
    Better:
        | ref | title            | status   | update |
        | E6  | Community groups | On track |        |
        | E7  | Youth panel      | On track |        |
    """
    assert review.changes
    for gone in review.changes.consolidated:
        row = _row_of(review, gone)
        cell = gone.said_in.cell if gone.said_in else None
        first = gone.by_way_of or gone.into
        yield Remark(
            cell,
            f"{gone.action.name} was consolidated into {first}"
            + (f", as {cell} says" if cell else "")
            + (f", and that into {gone.into}" if gone.by_way_of else ""),
            "Nothing, if that is so; it counts no more",
            row,
            ref=gone.action.ref or None,
        )


def _row_of(review: Review, gone: Gone) -> Action | None:
    """The action in whose row the text stands that joins the two."""
    for action in review.plan.actions:
        if any(entry is gone.said_in for _, entry in action.texts) or action.source is gone.said_in:
            return action
    by_ref = (action for action in review.plan.actions if gone.said_in and gone.said_in.cell == action.status.cell)
    return next(by_ref, None)


@rule("MON03", Level.ERROR, needs=(Field.ORIGINAL_DUE,), compares=True)
def original_date_changed(case: Case) -> Iterator[Remark]:
    """The *original* date is a promise once made: a new one belongs beside it, not in its place.

    Baseline:
        | ref | original_due | revised_due |
        | C4  | 2020-09-30   |             |
    Found:
        | ref | original_due | revised_due |
        | C4  | 2020-12-31   |             |
    Better:
        | ref | original_due | revised_due |
        | C4  | 2020-09-30   | 2020-12-31  |
    """
    before, now = case.before, case.action
    if before is None or before.original.typed == now.original.typed or not original_changed(before, now):
        return
    is_blank = not case.is_filled(now.original)
    if (is_blank or _has_day(now.original)) and not case.is_another:
        was = _first_day(before.original)
        cell = case.cell(Field.ORIGINAL_DUE)
        says = "is blank" if is_blank else f"is {_first_day(now.original)}"
        yield Remark(
            cell,
            f"The original date of {now.name} {says}; in {case.review.baseline_name} it was {was}",
            f"Put {was} back into {cell}, and give a new date in {case.cell(Field.REVISED_DUE)}",
        )


def _has_day(entry: Entry[DateReading]) -> bool:
    return bool(entry.value and entry.value.day)


def _first_day(entry: Entry[DateReading]) -> str:
    """The date a cell gave first, as officers type it."""
    assert entry.value
    first = next(each for each in (*entry.value.earlier, entry.value) if each.day)
    return short_day(first.day) if first.day else entry.typed


@rule("MON04", Level.WARNING, compares=True)
def reopened(case: Case) -> Iterator[Remark]:
    """Presented as complete, and open again: the panel will want to know why.

    Baseline:
        | ref | title         | status   |
        | C4  | Contract plan | Complete |
    Found:
        | ref | title         | status   |
        | C4  | Contract plan | On track |
    Better:
        | ref | title         | status   |
        | C4  | Contract plan | Complete |
    """
    before = case.before
    if before is not None and case.standing.is_open and case.was_complete and not case.is_another:
        yield Remark(
            Field.STATUS if case.cell(Field.STATUS) else Field.COMPLETED,
            f"{case.action.name} was complete in {case.review.baseline_name}, and is open now",
            "Say in its update why it was reopened, or correct the status",
        )


@rule("MON05", Level.NOTE, needs=(Field.OWNER,), compares=True)
def owner_changed(case: Case) -> Iterator[Remark]:
    """Another owner than in the baseline: whoever gave it up must know that somebody took it.

    Baseline:
        | ref | owner      |
        | C4  | Head of HR |
    Found:
        | ref | owner         |
        | C4  | Head of Legal |
    Better:
        | ref | owner      |
        | C4  | Head of HR |
    """
    before, now = case.before, case.action
    if before is None or before.owner.typed == now.owner.typed or not before.owner.value or not now.owner.value:
        return
    if is_placeholder(now.owner.value) or _names(before) == _names(now) or case.is_another:
        return
    yield Remark(
        Field.OWNER,
        f"The owner of {now.name} is “{_line(now.owner)}”; "
        f"in {case.review.baseline_name} it was “{_line(before.owner)}”",
        "Nothing, if the new owner knows",
    )


def _names(action: Action) -> set[str]:
    return {plain(owner) for owner in action.owners}


def _line(entry: Entry[str]) -> str:
    return " ".join(entry.typed.split())


@rule("MON06", Level.ERROR, needs=(Field.REF, Field.TITLE), compares=True)
def ref_reused(case: Case) -> Iterator[Remark]:
    """A ref that stood for another action in the baseline: everything said of the old one is now said of the new.

    Baseline:
        | ref | title                 | recommendation                     | status   |
        | C4  | Register of contracts | Publish every contract once a year | On track |
    Found:
        | ref | title                   | recommendation                       | status   |
        | C4  | Safe return of visitors | Agree tests and masks with the union | On track |
    Better:
        | ref | title                        | recommendation                      | status   |
        | C4  | Quarterly contracts register | Publish every contract each quarter | On track |
    """
    if case.before is not None and case.is_another:
        yield Remark(
            Field.REF,
            f"{case.action.name} is “{_line(case.action.title)}”; in {case.review.baseline_name} that ref was another "
            f"action, “{_line(case.before.title)}”",
            f"Give the new action in {case.cell(Field.REF)} a ref that none has had, and account for the old one",
        )
