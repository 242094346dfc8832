"""Section 1 of the report: what the plan is, the figures, what was achieved, and where dates have moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from gipxl.assessment import Assessment
from gipxl.figures import Figure
from gipxl.outputs.plain import one_line
from gipxl.outputs.report import officers
from gipxl.outputs.report.listings import completed_since, listings
from gipxl.outputs.report.movement import change_in_number, since
from gipxl.outputs.report.narratives import Narrative, heading, narratives, paragraph_keys, told
from gipxl.outputs.report.pieces import (
    Block,
    Chart,
    Counted,
    Dated,
    Paragraph,
    Section,
    Strong,
    Style,
    Text,
    Told,
    Words,
)
from gipxl.plan import Action, Detail, Position
from gipxl.settings import Overdue
from gipxl.words import day, listed, plural, spelt

_ACHIEVEMENTS = "achievements"


KEY_ACHIEVEMENTS, AREAS_OF_IMPROVEMENT = "Key achievements", "Areas of improvement"


def supporting_information(
    assessment: Assessment, charts: Mapping[str, Chart], left_out: Callable[[str], bool]
) -> Section:
    """The section whose paragraphs are numbered 1.1, 1.2 …, with the ``charts`` of these names.

    ``left_out`` says of a heading whether what stands under it will go: then nothing may refer to it.
    """
    revised = narratives(assessment.plan, [each.action for each in listings(assessment)["revised"]])
    achieved = [each.action for each in completed_since(assessment)]
    keys: dict[str, str] = {}
    if not left_out(KEY_ACHIEVEMENTS):
        keys |= {action.name: _ACHIEVEMENTS for action in achieved}
    if not left_out(AREAS_OF_IMPROVEMENT):
        keys |= paragraph_keys(revised)
    return Section(
        name="supporting",
        heading="Supporting information",
        blocks=(
            *_about_the_plan(assessment),
            _heading("Overview"),
            *overview(assessment, keys, charts),
            *_key_achievements(assessment, achieved),
            *_areas_of_improvement(assessment, revised, charts),
        ),
    )


def _heading(text: str) -> Paragraph:
    return Paragraph(style=Style.HEADING, words=(Text(text),))


def _numbered(*words: Text | Counted | Dated, key: str = "", introduces: bool = False) -> Paragraph:
    return Paragraph(style=Style.NUMBERED, words=words, key=key, introduces=introduces)


def _about_the_plan(assessment: Assessment) -> Iterator[Block]:
    details = assessment.plan.details
    yield from officers.standing_text(details, Detail.WHAT_IT_IS, Style.NUMBERED)
    yield _numbered(Text("The areas for improvement in the plan come from:"), introduces=True)
    yield from officers.standing_text(details, Detail.SOURCES, Style.BULLET)
    yield from officers.standing_text(details, Detail.HOW_KEPT, Style.NUMBERED)


def overview(assessment: Assessment, keys: Mapping[str, str], charts: Mapping[str, Chart]) -> Iterator[Block]:
    """The figures, and why the number of work-streams changed; ``keys`` are the paragraphs that tell of each ref."""
    total = assessment.figures.workstreams.value or 0
    said = (*_size(assessment, total), *_due_this_year(assessment, total))
    if total:
        yield _numbered(*said, Text(" The present position is that:"), introduces=True)
        yield from _positions(assessment, total)
    else:
        yield _numbered(*said)
    yield Paragraph(style=Style.NUMBERED, words=change_in_number(assessment, keys))
    if "positions" in charts:
        yield charts["positions"]


def _size(assessment: Assessment, total: int) -> Iterator[Text | Counted | Dated]:
    yield Text("On ")
    yield Dated("as_at", day(assessment.plan.as_at))
    yield Text(" the plan comprised ")
    yield Counted("workstreams", spelt(total))
    yield Text(f" {plural(total, 'work-stream')}.")


def _due_this_year(assessment: Assessment, total: int) -> Iterator[Text | Counted | Dated]:
    """How many are, or are to be, delivered by the end of the financial year."""
    due = assessment.figures.due_this_year.value or 0
    if not total:
        return
    if total == 1:
        yield Text(" It is complete or is to be delivered by " if due else " It is not due to be delivered by ")
    elif not due:
        yield Text(" None of them is due to be delivered by ")
    else:
        yield Text(" All " if due == total else " Of these, ")
        yield Counted("due_this_year", spelt(due))
        yield Text(f" {plural(due, 'is', 'are')} complete or {plural(due, 'is', 'are')} to be delivered by ")
    yield Dated("year_end", day(assessment.plan.year_end))
    yield Text(", the end of the financial year.")


#: What is said of one, and of any other number, in each position; from done to in doubt.
_VERBS: Mapping[Position, tuple[str, str]] = {
    Position.COMPLETE: ("is complete", "are complete"),
    Position.ON_TRACK: ("is on track", "are on track"),
    Position.REVISED: ("has a revised delivery date", "have revised delivery dates"),
    Position.OVERDUE: ("is overdue", "are overdue"),
    Position.AT_RISK: ("is at risk", "are at risk"),
    Position.NOT_STARTED: ("has not been started", "have not been started"),
    Position.UNCLEAR: ("has a status that is not clear", "have a status that is not clear"),
}
_ALWAYS_SAID = (Position.COMPLETE, Position.ON_TRACK, Position.REVISED)
_OVERDUE_BY: Mapping[Overdue, str] = {
    Overdue.UNREVISED: "",
    Overdue.CURRENT: " by the date now in force",
    Overdue.ORIGINAL: " by the date first set",
}


def _positions(assessment: Assessment, total: int) -> Iterator[Block]:
    figures = assessment.figures
    always = _ALWAYS_SAID if total > 1 else ()
    said = [each for each in _VERBS if figures.position(each).value or each in always]
    for position in said:
        by = _OVERDUE_BY[figures.overdue_counted] if position is Position.OVERDUE else ""
        end = "." if position is said[-1] else "; and" if position is said[-2] else ";"
        words = (*_share(figures.position(position), _VERBS[position], by), Text(end))
        yield Paragraph(style=Style.BULLET, words=words)


def _share(figure: Figure, verbs: tuple[str, str], by: str) -> Words:
    """ "11 are on track (38%)", "one is complete (3%)", "none is complete"."""
    number = figure.value or 0
    if not number:
        return (Counted(figure.name, "none"), Text(f" {verbs[0]}{by}"))
    said = (Counted(figure.name, spelt(number)), Text(f" {plural(number, *verbs)}{by} ("))
    return (*said, Counted(f"{figure.name}.percent", f"{figure.percent}%"), Text(")"))


def _key_achievements(assessment: Assessment, achieved: Sequence[Action]) -> Iterator[Block]:
    yield _heading(KEY_ACHIEVEMENTS)
    opening = _completed(assessment, len(achieved))
    yield _numbered(*opening, key=_ACHIEVEMENTS, introduces=bool(achieved))
    for action in achieved:
        yield _achievement(assessment, action)


def _completed(assessment: Assessment, number: int) -> Iterator[Text | Counted | Dated]:
    """How many actions were completed, and since when; what follows is the list of them."""
    baseline, figures = assessment.baseline, assessment.figures
    when = (Text("since "), since(baseline, assessment.plan)) if baseline else ()
    if not number:
        yield Text("No action has been completed")
        yield from (Text(" "), *when) if when else ()
        yield Text(".")
        return
    figure = figures.completed_since if baseline else figures.complete
    yield from (Text("Since "), *when[1:]) if when else (Text("In all"),)
    yield from (Text(", "), Counted(figure.name, spelt(number)))
    yield Text(f" {plural(number, 'action has', 'actions have')} been completed:")


def _achievement(assessment: Assessment, action: Action) -> Paragraph:
    """One bullet, whatever line breaks the officer made."""
    first, *rest = told(assessment.plan, action)
    more = (word for part in rest for word in (Text("\n"), part))
    words: Words = (
        Strong(f"{heading([action])}:"),
        Text(" "),
        Told("achievement", (action.name,), (first, *more)),
    )
    return Paragraph(style=Style.BULLET, words=words)


def _areas_of_improvement(
    assessment: Assessment, told_below: Sequence[Narrative], charts: Mapping[str, Chart]
) -> Iterator[Block]:
    yield _heading(AREAS_OF_IMPROVEMENT)
    number = assessment.figures.revised.value or 0
    assurance = officers.standing_text(assessment.plan.details, Detail.ASSURANCE, Style.CONTINUED) if number else ()
    first, *rest = assurance or [Paragraph(style=Style.CONTINUED, words=())]
    space = (Text(" "),) if first.words else ()
    words = (*_dates_moved(number, told_below), *space, *first.words)
    yield Paragraph(style=Style.NUMBERED, words=words)
    yield from rest
    if "slippage" in charts:
        yield charts["slippage"]
    for narrative in told_below:
        yield from narrative.paragraphs


def _dates_moved(number: int, told_below: Sequence[Narrative]) -> Iterator[Text | Counted | Dated]:
    """How many dates were moved, and in how many paragraphs they are described where that is another number."""
    if not number:
        yield Text("No action has a revised delivery date.")
        return
    yield Text(f"The delivery {plural(number, 'date')} of ")
    yield Counted("revised", spelt(number))
    yield Text(f" {plural(number, 'action has', 'actions have')} been revised")
    if len(told_below) == number:
        yield Text(", as described below." if number == 1 else "; each is described below.")
        return
    yield Text(". The ")
    yield Counted("revised", spelt(number))
    yield Text(f" actions are described in {plural(len(told_below), '', 'the ')}")
    yield Counted("revised.paragraphs", spelt(len(told_below)))
    yield Text(f" {plural(len(told_below), 'paragraph')} below, since {_taken_together(told_below)}.")


def _taken_together(told_below: Sequence[Narrative]) -> str:
    """ "C2 and C5 are taken together", "C2 and C5, and D1 and D2, are taken together"."""
    groups = [listed([one_line(ref) for ref in each.refs]) for each in told_below if len(each.refs) > 1]
    return f"{groups[0]} are taken together" if len(groups) == 1 else f"{', and '.join(groups)}, are taken together"
