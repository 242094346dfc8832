"""The texts beside one another, beside the status, and as the report would print them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from gipxl.plan import FIELD_WORDS, Action, Field, Position
from gipxl.rules.cells import heading_cell, is_spoilt
from gipxl.rules.claims import claims_finished, claims_unfinished
from gipxl.rules.finding import Level
from gipxl.rules.markings import named_marking
from gipxl.rules.personal import personal_details
from gipxl.rules.prose import bound_for_report
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.vocabulary import Status, plain, says_nothing
from gipxl.words import count, listed

# An update of fewer words may well be the same for several actions: "Work is on track".
_FEWEST_WORDS = 6


@plan_rule("TXT07", Level.NOTE, needs=(Field.UPDATE,))
def copied_update(review: Review) -> Iterator[Remark]:
    """One update on several actions that share no title was probably copied by mistake.

    Found:
        | ref | title        | status   | update                                       |
        | F2  | Performance  | On track | Figures for the past year have been gathered |
        | F6  | Expenses     | On track | Figures for the past year have been gathered |
    Better:
        | ref | title        | status   | update                                       |
        | F2  | Performance  | On track | A first set of measures has been agreed      |
        | F6  | Expenses     | On track | Figures for the past year have been gathered |
    """
    groups: dict[str, list[Action]] = {}
    for standing in review.standings:
        update = standing.action.update
        if standing.counts and update.value and update.value.count(" ") >= _FEWEST_WORDS - 1:
            groups.setdefault(plain(update.value), []).append(standing.action)
    for actions in groups.values():
        for action, others in _of_other_titles(actions) if len(actions) > 1 else ():
            if others:
                names = [other.name for other in others[:_NAMED]] + (["others"] if len(others) > _NAMED else [])
                yield Remark(
                    Field.UPDATE,
                    f"The update of {action.name} is word for word that of {listed(names)}, whose title is another",
                    f"Check that {action.update.cell} speaks of {action.name}",
                    action,
                )


# Of more actions than these the others are not named.
_NAMED = 4

# A cell, by its sheet; and an action with the cell of its update and its title.
_Cell = tuple[str, str]
_Known = tuple[Action, _Cell, str]


def _of_other_titles(actions: Sequence[Action]) -> Iterator[tuple[Action, list[Action]]]:
    """Each action, and the first of those that belong to neither its cell nor its title; one more than are named."""
    cells = [(action.sheet, action.update.cell) for action in actions]
    # Without a title an action is like no other.
    titles = [plain(action.title.typed) if action.title.value else f" {at}" for at, action in enumerate(actions)]
    if len(set(cells)) == 1 or len(set(titles)) == 1:
        return
    known = list(zip(actions, cells, titles, strict=True))
    may_be_named = list(_first_of_each(known))
    for action, cell, title in known:
        others = (other for other, its_cell, its_title in may_be_named if its_cell != cell and its_title != title)
        yield action, list(islice(others, _NAMED + 1))


def _first_of_each(known: Iterable[_Known]) -> Iterator[_Known]:
    """Those that can be among the first that are named: each with few enough of its title, or in its cell, before it.

    Whoever is of another title than they names those before it first, and passes over those in one cell at most.
    """
    cells: dict[str, set[_Cell]] = defaultdict(set)
    titles: dict[_Cell, set[str]] = defaultdict(set)
    both: Counter[tuple[_Cell, str]] = Counter()
    for action, cell, title in known:
        both[cell, title] += 1
        if both[cell, title] <= _NAMED + 1 and len(cells[title]) <= _NAMED + 1 and len(titles[cell]) <= _NAMED + 1:
            cells[title].add(cell)
            titles[cell].add(title)
            yield action, cell, title


_OPEN = (Status.ON_TRACK, Status.AT_RISK, Status.NOT_STARTED, Status.OPEN, Status.ON_HOLD, Status.REVISED)


@rule("TXT08", Level.WARNING, needs=(Field.STATUS, Field.UPDATE))
def text_contradicts_status(case: Case) -> Iterator[Remark]:
    """The update says that the action is finished and the status that it is not, or the reverse.

    An update that calls a part of the work finished contradicts nothing.

    Found:
        | ref | title            | status   | update                                          |
        | G3  | Continuity plans | On track | This work is finished and the action is closed. |
        | G4  | Expenses policy  | Complete | Not yet started.                                |
    Better:
        | ref | title            | status   | update                                |
        | G3  | Continuity plans | Complete | This work is finished.                |
        | G4  | Expenses policy  | On track | The first draft has been completed.   |
    """
    says, text, title = case.action.status_says, case.action.update.value or "", case.action.title.typed
    if not text or not says:
        return
    # An open status beside a completion date is STA06's; one that is complete, and completed later, STA07's.
    if says in _OPEN and not case.action.completed_day and claims_finished(text, title):
        claim = "that it is finished"
    elif says is Status.COMPLETE and case.standing.is_complete and claims_unfinished(text, title):
        claim = "that it is not finished"
    else:
        return
    yield Remark(
        Field.UPDATE,
        f"The update of {case.action.name} says {claim}, and its status is “{case.action.status.typed.strip()}”",
        f"Correct the status in {case.action.status.cell}, or the update in {case.action.update.cell}",
    )


@plan_rule("TXT09", Level.WARNING)
def personal_detail(review: Review) -> Iterator[Remark]:
    """An e-mail address, telephone or National Insurance number in a text bound for the report would be published.

    The details sheet's own line for the contact is meant to be.

    Found:
        | ref | status            | original_due | revised_due | wording                                       |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | Comments may be sent to drafts@example.org    |
    Better:
        | ref | status            | original_due | revised_due | wording                                       |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | Comments may be sent to the contact given below |
    """
    for bound in bound_for_report(review):
        for words, found in personal_details(bound.entry.typed):
            yield Remark(
                bound.where,
                f"{bound.name} is bound for the report and holds {words} ({found[:2]}…)",
                f"Take it out of {bound.entry.cell}, unless it is meant to be published",
                bound.action,
                sheet=bound.sheet,
            )


@rule("TXT10", Level.NOTE)
def long_update(case: Case) -> Iterator[Remark]:
    """An update or wording longer than a paragraph of the report should be (150 words) will be skimmed, not read.

    The settings may allow more or fewer words (rules.longest_update).
    """
    most = case.review.settings.rules.longest_update
    for entry in (case.action.update, case.action.wording):
        # A text of fewer characters cannot have so many words, with a space behind each.
        words = len(entry.value.split()) if entry.value and len(entry.value) > 2 * most else 0
        if words > most:
            field = Field.UPDATE if entry is case.action.update else Field.WORDING
            yield Remark(
                field,
                f"The {FIELD_WORDS[field]} of {case.action.name} has {count(words, 'word')}, more than {most:,}",
                f"Shorten {entry.cell} to what the panel needs to know",
            )


def _nothing_to_say_it_in(review: Review) -> str:
    """TXT11 needs a column that the report could quote."""
    if review.plan.fields.isdisjoint((Field.UPDATE, Field.WORDING)):
        return "the sheet has no column for wording for the report or latest update"
    return ""


@rule("TXT11", Level.WARNING, cannot=_nothing_to_say_it_in)
def missing_wording(case: Case) -> Iterator[Remark]:
    """A revised action with nothing to say in the report leaves a gap in it, which will show.

    The report quotes the column of wording; a plan without one, its updates.

    Found:
        | ref | status            | original_due | revised_due | wording |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  |         |
    Better:
        | ref | status            | original_due | revised_due | wording                                 |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | The tender drew no bids and was repeated |
        | C5  | On track          | 2020-12-31   |             |                                          |
    """
    if case.standing.position is not Position.REVISED:
        return
    field = Field.WORDING if Field.WORDING in case.review.plan.fields else Field.UPDATE
    entry = case.action.entry(field)
    if says_nothing(entry.typed) and not is_spoilt(case.review.plan, case.action, entry):
        yield Remark(
            field,
            f"{case.action.name} has been revised, and the report has nothing to say of it",
            f"Write in {entry.cell} a few sentences for the panel: why the date moved, and what is being done",
        )


@plan_rule("TXT12", Level.WARNING, needs=(Field.UPDATE,))
def update_in_report(review: Review) -> Iterator[Remark]:
    """A marked workbook's updates are written for colleagues; without a column of wording the report quotes them.

    The report then carries the workbook's marking.
    """
    plan = review.plan
    marking = named_marking(plan.marking)
    told = [each for each in review.standings if each.counts and each.position in (Position.REVISED, Position.COMPLETE)]
    quoted = [standing for standing in told if standing.action.update.value]
    if marking and quoted and Field.WORDING not in plan.fields:
        column = next((each for each in plan.columns if each.field is Field.UPDATE), None)
        yield Remark(
            heading_cell(plan, column),
            f"The plan is marked {marking} and has no column of wording for the report, so that "
            f"{count(len(quoted), 'update')} will be quoted, and the report must carry the marking",
            "Add a column “Wording for the report” and fill it with what may be published",
        )
