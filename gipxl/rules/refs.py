"""Refs: what every action is known by, in the plan, in the report and from month to month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gipxl.plan import FIELD_WORDS, Action, Field, Plan, folded, ref_key
from gipxl.rules.areas import misplaced
from gipxl.rules.cells import capital, is_spoilt
from gipxl.rules.finding import Level
from gipxl.rules.lookalikes import disguised
from gipxl.rules.numbering import (
    ENOUGH,
    first_by_number,
    gaps,
    known_refs,
    numbered_like,
    refs_spoken_of,
    shape,
    texts_of,
    wholes,
)
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.rules.unknown_refs import unknown_refs
from gipxl.vocabulary import is_placeholder
from gipxl.words import listed


@rule("REF01", Level.ERROR, needs=(Field.REF,))
def missing_ref(case: Case) -> Iterator[Remark]:
    """An action without a ref cannot be followed from one month to the next, nor named in the report.

    Found:
        | ref | owner         | status   |
        |     | Head of Legal | On track |
        | C5  | Head of HR    | On track |
    Better:
        | ref | owner         | status   |
        | C4  | Head of Legal | On track |
        | C5  | Head of HR    | On track |
    """
    action = case.action
    if not _has_ref(action) and not is_spoilt(case.review.plan, action, action.ref_entry):
        says = f"“{action.ref}” for a ref" if action.ref else "no ref"
        yield Remark(
            Field.REF,
            f"Row {action.row} has {says}",
            f"Give it a ref of its own in {action.ref_entry.cell}, one that no other action has had",
        )


def _is_last_years(action: Action) -> bool:
    return action.on_finished_sheet and bool(action.previous_refs)


def _has_ref(action: Action) -> bool:
    return bool(action.ref) and not is_placeholder(action.ref)


@plan_rule("REF02", Level.ERROR, needs=(Field.REF,))
def duplicate_ref(review: Review) -> Iterator[Remark]:
    """Two rows with one ref count twice, and nobody can tell which of them a text means.

    Spaces, capitals and full-width letters make no difference: "E 6" and "e6" are one ref.

    Found:
        | ref | title              | status   |
        | C4  | Contract plan      | On track |
        | C4  | Contracts register | On track |
    Better:
        | ref | title              | status   |
        | C4  | Contract plan      | On track |
        | C5  | Contracts register | On track |
    """
    first: dict[str, Action] = {}
    for action in _counted(review):
        if _has_ref(action):
            before = first.setdefault(folded(action.ref).replace(" ", ""), action)
            # One cell merged over both rows is LAY05's to speak of.
            if before is not action and before.ref_entry.cell != action.ref_entry.cell:
                place = f"row {before.row}" if before.sheet == action.sheet else f"row {before.row} of “{before.sheet}”"
                yield Remark(
                    Field.REF,
                    f"Row {action.row} has the ref {action.ref}, which {place} has already; both were counted",
                    f"Give one of them another ref, or delete the row in {action.ref_entry.cell} if it is there twice",
                    action,
                )


def _counted(review: Review) -> Iterator[Action]:
    return (standing.action for standing in review.standings if standing.counts)


@plan_rule("REF03", Level.ERROR, needs=(Field.REF,))
def lookalike_ref(review: Review) -> Iterator[Remark]:
    """A ref with a character that only looks right is another ref to Excel: searches and look-ups miss it.

    Such characters come from other alphabets, from copied web pages, and from the letter O typed for a zero.

    Found:
        | ref | title              | status   |
        | A01 | Contract plan      | On track |
        | A02 | Contracts register | On track |
        | AO3 | Land listing       | On track |
    Better:
        | ref | title              | status   |
        | A01 | Contract plan      | On track |
        | A02 | Contracts register | On track |
        | A03 | Land listing       | On track |
    """
    for action, fault, meant in review.once(_disguised):
        yield Remark(
            Field.REF,
            f"The ref {meant} in row {action.row} holds {fault}",
            f"Type {meant} afresh in {action.ref_entry.cell}",
            action,
        )


def _disguised(review: Review) -> list[tuple[Action, str, str]]:
    return list(disguised(review.plan))


@plan_rule("REF04", Level.NOTE, needs=(Field.REF,))
def gap_in_refs(review: Review) -> Iterator[Remark]:
    """Where numbering skips a ref, somebody may have deleted an action without a word.

    A ref that the baseline or an earlier month had, or that a text speaks of, is accounted for.

    Found:
        | ref | title              | status   |
        | C1  | Contract plan      | On track |
        | C2  | Contracts register | On track |
        | C3  | Land listing       | On track |
        | C5  | Expenses           | On track |
    Better:
        | ref | title              | status   | update                            |
        | C1  | Contract plan      | On track | Drafted                           |
        | C2  | Contracts register | On track | Checked                           |
        | C3  | Land listing       | On track | C4 was merged into this in August |
        | C5  | Expenses           | On track | Agreed                            |
    """
    series = first_by_number(review.plan.actions)
    skipped = list(gaps(series))
    accounted = refs_spoken_of(texts_of(review.plan)) | known_refs(_other_plans(review)) if skipped else set()
    there = wholes(action.ref for action in review.plan.actions) if skipped else set()
    for head, missing, after in skipped:
        action = series[head][after]
        left = [numbered_like(action.ref, number) for number in missing if (head, number) not in accounted]
        if left := [ref for ref in left if ref_key(ref) not in there]:
            yield Remark(
                Field.REF,
                f"The numbering skips {listed(left)} before {action.ref}, and no text says why",
                "If there was such an action, keep its row and say in its status what became of it",
                action,
            )


def _other_plans(review: Review) -> tuple[Plan, ...]:
    return (*review.earlier, *([review.baseline] if review.baseline else []))


@plan_rule("REF05", Level.NOTE, needs=(Field.REF,))
def odd_ref(review: Review) -> Iterator[Remark]:
    """A ref shaped unlike all the others was probably mistyped, or carried over from another plan.

    Found:
        | ref    | title              | status   |
        | C1     | Contract plan      | On track |
        | C2     | Contracts register | On track |
        | C3     | Land listing       | On track |
        | D1     | Training           | On track |
        | GOV-07 | Expenses           | On track |
    Better:
        | ref | title              | status   |
        | C1  | Contract plan      | On track |
        | C2  | Contracts register | On track |
        | C3  | Land listing       | On track |
        | D1  | Training           | On track |
        | D2  | Expenses           | On track |
    """
    # Finished work of a plan that was renumbered since stands under a ref that names its year: "E4 (2020/21)".
    actions = [each for each in review.plan.actions if _has_ref(each) and not _is_last_years(each)]
    shapes = Counter(shape(ref_key(action.ref)) for action in actions)
    if len(actions) <= ENOUGH or shapes.most_common(1)[0][1] < 0.8 * len(actions):
        return
    found_before = {id(action) for action, _, _ in review.once(_disguised)}
    usual = next(action for action in actions if shape(ref_key(action.ref)) == shapes.most_common(1)[0][0])
    for action in actions:
        if shapes[shape(ref_key(action.ref))] == 1 and id(action) not in found_before:
            yield Remark(
                Field.REF,
                f"The ref {action.ref} is shaped unlike all the others, such as {usual.ref}",
                f"Check {action.ref_entry.cell}; if the ref is meant to be so, leave it",
                action,
            )


@plan_rule("REF06", Level.WARNING, needs=(Field.REF,))
def unknown_ref(review: Review) -> Iterator[Remark]:
    """A text speaks of a ref that no plan has had: a slip, or an action that was renumbered.

    Found:
        | ref | title         | status   | update                         |
        | C1  | Contract plan | On track | Waits for the survey, see C9   |
        | C2  | Land listing  | On track | The survey has begun           |
        | C3  | Expenses      | On track | The format is being agreed     |
    Better:
        | ref | title         | status   | update                         |
        | C1  | Contract plan | On track | Waits for the survey, see C2   |
        | C2  | Land listing  | On track | The survey has begun           |
        | C3  | Expenses      | On track | Printed on A4 by the P6 branch |
    """
    for action, field, typed in unknown_refs(review.plan, _other_plans(review)):
        entry = action.entry(field)
        yield Remark(
            field,
            f"The {FIELD_WORDS[field]} of {action.name} speaks of {typed}, and no plan has had an action of that ref",
            f"Correct the ref in {entry.cell}, or say there what is meant",
            action,
        )


@plan_rule("REF07", Level.WARNING, needs=(Field.REF,))
def wrong_area(review: Review) -> Iterator[Remark]:
    """A ref whose letter disagrees with the theme it stands under was moved, or mistyped.

    Found:
        banner: A  Diversity and inclusion
        | ref | title           | status   |
        | A1  | Training        | On track |
        | B3  | Leadership      | On track |
        banner: B  Violence reduction
        | B1  | Framework       | On track |
        | B2  | Funding         | On track |
    Better:
        banner: A  Diversity and inclusion
        | ref | title           | status   |
        | A1  | Training        | On track |
        | A2  | Leadership      | On track |
        banner: B  Violence reduction
        | B1  | Framework       | On track |
        | B2  | Funding         | On track |
    """
    for action, area, belongs in misplaced(review.plan):
        yield Remark(
            Field.REF,
            f"{capital(action.name)} stands under “{area}”, whose refs begin with {belongs}",
            f"Move the row to its own theme, or correct the ref in {action.ref_entry.cell}",
            action,
        )
