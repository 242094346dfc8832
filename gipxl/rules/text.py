"""What the texts say: updates that are missing, stale, overtaken or contradictory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gipxl.dates import DateContext
from gipxl.plan import FIELD_WORDS, Field
from gipxl.rules.abbreviations import abbreviations_in, explained_in
from gipxl.rules.cells import is_spoilt
from gipxl.rules.finding import Level
from gipxl.rules.promises import broken_promise
from gipxl.rules.prose import bound_for_report, impossible_years, is_same_text, placeholder_in, says_no_news
from gipxl.rules.rule import Case, Remark, Review, plan_rule, rule
from gipxl.rules.years_named import texts_with_years
from gipxl.vocabulary import plain
from gipxl.words import day, listed


@rule("TXT01", Level.WARNING, needs=(Field.UPDATE,))
def missing_update(case: Case) -> Iterator[Remark]:
    """An action that is not complete has no update: the panel cannot tell whether anything has happened.

    "No update", "to follow" and a dash are none either.

    Found:
        | ref | status   | update    |
        | C4  | On track |           |
        | C5  | On track | No update |
    Better:
        | ref | status   | update                         |
        | C4  | On track | Two of four teams have replied |
        | C5  | Complete |                                |
    """
    update = case.action.update
    if case.standing.is_open and says_no_news(update.typed) and not is_spoilt(case.review.plan, case.action, update):
        says = f" but “{update.typed.strip()}”" if update.value else ""
        yield Remark(
            Field.UPDATE,
            f"{case.action.name} has no update{says}",
            f"Say in {update.cell} what has been done since the last report, and what comes next",
        )


@rule("TXT02", Level.WARNING, needs=(Field.UPDATE,), compares=True)
def stale_update(case: Case) -> Iterator[Remark]:
    """The update is word for word what it was in the baseline, so it tells the panel nothing new.

    Baseline:
        | ref | status   | update                         |
        | C4  | On track | Two of four teams have replied |
    Found:
        | ref | status   | update                         |
        | C4  | On track | Two of four teams have replied |
    Better:
        | ref | status   | update                        |
        | C4  | On track | All four teams have replied   |
    """
    before, update = case.before, case.action.update
    if not (before and update.value and case.standing.is_open and case.review.baseline):
        return
    if is_same_text(update.typed, before.update.typed) and not says_no_news(update.typed):
        yield Remark(
            Field.UPDATE,
            f"The update of {case.action.name} is word for word that of {day(case.review.baseline.as_at)}",
            f"Say in {update.cell} what has happened since, even if that is only why nothing has",
        )


def _no_text_to_promise(review: Review) -> str:
    """TXT03 looks at updates, and at the wording for the report."""
    if review.plan.fields.isdisjoint((Field.UPDATE, Field.WORDING)):
        return "the sheet has no column for latest update or wording for the report"
    return ""


@rule("TXT03", Level.WARNING, cannot=_no_text_to_promise)
def promise_passed(case: Case) -> Iterator[Remark]:
    """The update promises something by a day that will be past when the panel reads it.

    The day is held against the meeting date on the details sheet; without one, against the reporting date. What was
    done on a day that is past is no promise.

    Found:
        | ref | status   | update                                       |
        | C4  | On track | The draft will go to partners in August 2020 |
    Better:
        | ref | status   | update                                                                  |
        | C4  | On track | The draft went to partners in August 2020 and is due back in December |
    """
    if not case.standing.is_open:
        return
    by, context = case.review.once(_read_on)
    for entry in (case.action.update, case.action.wording):
        if entry.value and (promised := broken_promise(entry.value, by, context)):
            field = Field.UPDATE if entry is case.action.update else Field.WORDING
            meeting = case.review.plan.details.meeting
            when = f"when the panel meets on {day(by)}" if meeting == by else f"at the reporting date, {day(by)}"
            yield Remark(
                field,
                f"The {FIELD_WORDS[field]} of {case.action.name} promises something for "
                f"“{promised}”, which is past {when}",
                f"Say in {entry.cell} what came of it, or by when it is expected now",
            )


def _read_on(review: Review) -> tuple[date, DateContext]:
    """The day on which the panel reads the texts, and what dates in them are read by."""
    plan = review.plan
    by = max(plan.details.meeting, plan.as_at) if plan.details.meeting else plan.as_at
    return by, DateContext(year_starts=plan.year_starts, financial_year=plan.year_of_plan)


@plan_rule("TXT04", Level.ERROR)
def impossible_year(review: Review) -> Iterator[Remark]:
    """A financial year whose two halves are the same, or fall, is a slip that a reader sees at once.

    Titles above the table, headings, banners and the details sheet are looked at too. A span such as 2020/25 is none.

    Found:
        | ref | title                     | status   |
        | C4  | Savings plan for 2021/21  | On track |
        | C5  | Reserves policy 2021/2020 | On track |
    Better:
        | ref | title                     | status   |
        | C4  | Savings plan for 2021/22  | On track |
        | C5  | Reserves policy 2020/25   | On track |
    """
    for text in texts_with_years(review.plan):
        years = dict.fromkeys(impossible_years(text.entry.typed))
        if years:
            said = listed([f"“{year}”" for year in years])
            yield Remark(
                text.entry.cell or None,
                f"{text.name} gives {said}, which is no financial year",
                f"Correct the year in {text.entry.cell}" if text.entry.cell else "Correct the year",
                text.action,
                sheet=text.sheet,
            )


@plan_rule("TXT05", Level.WARNING)
def placeholder_text(review: Review) -> Iterator[Remark]:
    """TBC, XXX, ??? or lorem ipsum in a text bound for the report would be printed as it stands.

    Found:
        | ref | status            | original_due | revised_due | wording                        |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | The tender will close on XXX   |
    Better:
        | ref | status            | original_due | revised_due | wording                            |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | The tender will close in November  |
    """
    for bound in bound_for_report(review, with_heads=True):
        if found := placeholder_in(bound.entry.typed):
            if bound.where is Field.UPDATE and says_no_news(bound.entry.typed):
                continue  # TXT01 speaks of it
            yield Remark(
                bound.where,
                f"{bound.name} is bound for the report and holds “{found}”",
                f"Write in {bound.entry.cell} what it stands for",
                bound.action,
                sheet=bound.sheet,
            )


@plan_rule("TXT06", Level.NOTE)
def unexplained_abbreviation(review: Review) -> Iterator[Remark]:
    """An abbreviation that neither the report nor the glossary explains shuts out who does not know it.

    Each is named once, where it first stands. Common ones (UK, HR, GDPR) need no explaining; others may be added to
    the glossary in the settings.

    Found:
        | ref | status            | original_due | revised_due | wording                           |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | The draft awaits the NYVF's views |
    Better:
        | ref | status            | original_due | revised_due | wording                                         |
        | C4  | Timescale revised | 2020-09-30   | 2020-12-31  | It awaits the North Yard Volunteer Forum (NYVF) |
        | C5  | Timescale revised | 2020-09-30   | 2020-12-31  | The NYVF has been asked, and so has HR          |
    """
    known = {word.upper() for word in review.settings.glossary} | set(_refs_and_markings(review))
    unasked: list[str] = []
    for bound in bound_for_report(review):
        text = bound.entry.value or ""
        unasked.append(text)
        for abbreviation in dict.fromkeys(abbreviations_in(text)):
            if abbreviation not in known:
                # Only now is it worth while to see what this text and those before it explain.
                known.update(each for before in unasked for each in explained_in(before))
                unasked.clear()
            if abbreviation not in known:
                known.add(abbreviation)
                yield Remark(
                    bound.where,
                    f"{bound.name} is bound for the report and does not say what {abbreviation} stands for",
                    f"Write it out in {bound.entry.cell}, or add it to the glossary in gipxl.toml",
                    bound.action,
                    sheet=bound.sheet,
                )


def _refs_and_markings(review: Review) -> Iterator[str]:
    """The words in capitals that are refs, or parts of protective markings."""
    for action in review.plan.actions:
        yield from (word for word in plain(action.ref).upper().split() if word.isalpha())
    for marking in (*review.settings.markings.known, review.settings.markings.expected, review.plan.marking):
        yield from plain(marking).upper().split()
