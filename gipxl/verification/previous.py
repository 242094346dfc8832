"""Sentences of the last report that have become untrue: what it promised of actions that are not complete."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from gipxl.dates import DateContext, financial_year
from gipxl.report_reading import Report
from gipxl.standing import Standing
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material, Sentence
from gipxl.verification.promises import Promise, agree, former, is_past, promised, spoken_of
from gipxl.words import day, listed, shortened

_LONGEST_QUOTE = 200


def disagreements(last: Report, material: Material) -> Iterator[Disagreement]:
    """Each sentence of ``last`` that promises a delivery by a day when, as the workbook now has it, it was not made."""
    before = Material(report=last, assessment=material.assessment)
    context = _context(last, material)
    for sentence in before.all_sentences:
        standings = [each for each in spoken_of(before, sentence) if each.is_open]
        if not standings or sentence.has_control("date"):
            continue
        for promise in promised(sentence.text, context):
            late = [each for each in standings if _is_untrue(promise, each, material)]
            if late:
                yield _untrue(sentence, promise, late, material)


def _context(last: Report, material: Material) -> DateContext:
    """Years left unwritten were those of the last report."""
    year = financial_year(last.as_at, material.plan.year_starts) if last.as_at else material.context.financial_year
    return DateContext(year_starts=material.plan.year_starts, financial_year=year)


def _is_untrue(promise: Promise, standing: Standing, material: Material) -> bool:
    """The day of a delivery has passed, or the delivery has been put off beyond it."""
    reading = promise.found.reading
    is_delivery = promise.of_completion or any(agree(reading, each) for each in former(standing))
    if standing.due is not None and agree(reading, standing.due):
        return is_past(reading, material.plan.as_at + timedelta(days=1))
    if not is_delivery:
        return False
    if is_past(reading, material.plan.as_at + timedelta(days=1)) or standing.awaits_new_date:
        return True
    return standing.due_day is not None and reading.day is not None and reading.day < standing.due_day


def _untrue(sentence: Sentence, promise: Promise, late: Sequence[Standing], material: Material) -> Disagreement:
    where = f"last report, {sentence.paragraph.where}"
    names = listed(list(dict.fromkeys(each.action.name for each in late)))
    due = late[0].due_day
    now = f"due {day(due)}" if due else "without a new date"
    if due and due < material.plan.as_at:
        now = f"overdue since {day(due)}"
    return Disagreement(
        kind=Kind.LAST_REPORT,
        where=where,
        says=shortened(sentence.text, _LONGEST_QUOTE),
        should_say=day(due) if due else "",
        message=f"The {where}, said of {names} “{shortened(sentence.text, _LONGEST_QUOTE)}”; {names} "
        f"{'is' if len(late) == 1 else 'are'} not complete, and {now}.",
    )
