"""What single tags of a Word template give: one figure, one day, one list of actions, one chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from gipxl.assessment import Assessment
from gipxl.figures import Figure
from gipxl.outputs.plain import one_line
from gipxl.outputs.report import markup
from gipxl.outputs.report.actions import due_words, reason, was_words
from gipxl.outputs.report.drawings import drawing
from gipxl.outputs.report.layout import Layout
from gipxl.outputs.report.listings import listings, times_moved
from gipxl.outputs.report.narratives import told
from gipxl.outputs.report.pieces import Chart, Counted, Dated, Gap, Text, Told
from gipxl.plan import Plan
from gipxl.standing import Standing
from gipxl.words import day, listed, month, spelt

if TYPE_CHECKING:
    from markupsafe import Markup

_NOT_KNOWN = "not known"


@dataclass(frozen=True, kw_only=True, slots=True)
class FigureView:
    """A figure: by itself its number, in a control that names it."""

    itself: Markup = field(metadata={"": "the number: 17"})
    spelt: Markup = field(metadata={"": "the number in words up to ten, as in a sentence: one, 17"})
    percent: Markup = field(metadata={"": "its share of the work-streams: 59%"})
    refs: Markup = field(metadata={"": "the refs behind it: A1, B3 and C1"})
    label: Markup = field(metadata={"": "what it is called: on track"})
    definition: Markup = field(metadata={"": "what is counted, in a sentence"})

    def __html__(self) -> str:
        return str(self.itself)


@dataclass(frozen=True, kw_only=True, slots=True)
class FiguresView:
    """Every figure by its name."""

    workstreams: FigureView
    change: FigureView
    complete: FigureView
    on_track: FigureView
    revised: FigureView
    overdue: FigureView
    at_risk: FigureView
    not_started: FigureView
    unclear: FigureView
    due_this_year: FigureView
    added: FigureView
    removed: FigureView
    consolidated: FigureView
    completed_since: FigureView


@dataclass(frozen=True, kw_only=True, slots=True)
class DatesView:
    """The days that a report speaks of."""

    as_at: Markup = field(metadata={"": "the reporting date"})
    year_end: Markup = field(metadata={"": "the last day of the financial year"})
    meeting: Markup = field(metadata={"": "the day of the meeting"})
    baseline: Markup = field(metadata={"": "the month last presented"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ActionView:
    """An action, for the rows of a table."""

    ref: Markup = field(metadata={"": "its ref"})
    title: Markup = field(metadata={"": "its title"})
    area: Markup = field(metadata={"": "its area, or the heading it stands under"})
    source: Markup = field(metadata={"": "where it came from"})
    recommendation: Markup = field(metadata={"": "the recommendation it answers"})
    owner: Markup = field(metadata={"": "who owns it"})
    original: Markup = field(metadata={"": "the date first set"})
    was: Markup = field(metadata={"": "the date due when it was last presented"})
    due: Markup = field(metadata={"": "the date now in force"})
    times_moved: Markup = field(metadata={"": "how often the date has been moved"})
    reason: Markup = field(metadata={"": "why it was moved; the report then carries the workbook's marking"})
    completed: Markup = field(metadata={"": "the day it was completed"})
    position: Markup = field(metadata={"": "on track, revised, overdue …"})
    narrative: Markup = field(metadata={"": "its wording for the report"})


Actions = tuple[ActionView, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListsView:
    """The lists of actions."""

    all: Actions = field(metadata={"": "every action that counts"})
    complete: Actions = field(metadata={"": "complete"})
    on_track: Actions = field(metadata={"": "on track"})
    revised: Actions = field(metadata={"": "with a revised date"})
    overdue: Actions = field(metadata={"": "overdue"})
    at_risk: Actions = field(metadata={"": "at risk"})
    not_started: Actions = field(metadata={"": "not started"})
    unclear: Actions = field(metadata={"": "unclear"})
    completed_since: Actions = field(metadata={"": "completed since the month last presented"})
    extensions: Actions = field(metadata={"": "put off since the month last presented"})
    due_next_quarter: Actions = field(metadata={"": "due by the end of the next quarter"})
    carried_forward: Actions = field(metadata={"": "all that are not complete"})


@dataclass(frozen=True, kw_only=True, slots=True)
class ChartsView:
    """The charts; nothing where the plan has nothing to show."""

    positions: Markup = field(metadata={"": "the actions by area and position"})
    slippage: Markup = field(metadata={"": "each revised action from its first date to the one in force"})


def figures_view(assessment: Assessment) -> FiguresView:
    """The plan's figures."""
    return FiguresView(**{figure.name: _figure(figure) for figure in assessment.figures})


def _figure(figure: Figure) -> FigureView:
    known = figure.value is not None
    number = figure.value or 0
    shown = f"{number:,}" if figure.name != "change" or not number else f"{'+' if number > 0 else '−'}{abs(number):,}"
    words = spelt(abs(number)) if number else "none"

    def control(name: str, text: str) -> Markup:
        return markup.inline(Counted(name, text)) if known else markup.plain(_NOT_KNOWN)

    return FigureView(
        itself=control(figure.name, shown),
        spelt=control(figure.name, words),
        percent=control(f"{figure.name}.percent", f"{figure.percent or 0}%"),
        refs=markup.plain(listed([one_line(ref) for ref in figure.refs]) or "none"),
        label=markup.plain(figure.label),
        definition=markup.plain(figure.definition),
    )


def dates_view(plan: Plan, baseline: Plan | None) -> DatesView:
    """The plan's days."""

    def control(name: str, text: str) -> Markup:
        return markup.inline(Dated(name, text)) if text else markup.plain(_NOT_KNOWN)

    return DatesView(
        as_at=control("as_at", day(plan.as_at)),
        year_end=control("year_end", day(plan.year_end)),
        meeting=control("meeting", day(plan.details.meeting) if plan.details.meeting else ""),
        baseline=control("baseline", month(baseline.as_at) if baseline else ""),
    )


def lists_view(assessment: Assessment) -> ListsView:
    """The plan's lists of actions."""
    lists = listings(assessment)
    views = {id(standing): _action(assessment, standing) for standing in lists["all"]}
    return ListsView(**{each.name: tuple(views[id(one)] for one in lists[each.name]) for each in fields(ListsView)})


class LaterLists:
    """The same, made when a template first asks for one of them: most never do."""

    def __init__(self, assessment: Assessment) -> None:
        self._assessment = assessment

    def __getattr__(self, name: str) -> Actions:
        found: Actions = getattr(self._made, name)
        return found

    @cached_property
    def _made(self) -> ListsView:
        return lists_view(self._assessment)


def _action(assessment: Assessment, standing: Standing) -> ActionView:
    action = standing.action
    name = (action.name,)
    return ActionView(
        ref=markup.inline(Told("action", name, (Text(one_line(action.name)),))),
        title=_line(action.title.typed),
        area=_line(action.area.value or action.banner),
        source=_line(action.source.typed),
        recommendation=_line(action.recommendation.typed),
        owner=_line(action.owner.typed),
        original=_line(_day(standing.original_day)),
        was=_line(was_words(standing)),
        due=_line(due_words(standing)),
        times_moved=_line(str(times_moved(standing))),
        reason=markup.runs((reason(assessment.plan, action),)),
        completed=_line(_day(action.completed_day)),
        position=_line(standing.position.value),
        narrative=_lines(name, told(assessment.plan, action)),
    )


def _lines(name: tuple[str, ...], parts: Iterable[Text | Gap]) -> Markup:
    """The narrative's paragraphs one below the other: a cell of a table holds them all."""
    words: list[Text | Gap] = []
    for part in parts:
        words += [*([Text("\n")] if words else []), part]
    return markup.inline(Told("narrative", name, tuple(words)))


def _day(when: date | None) -> str:
    return day(when) if when else ""


def _line(text: str) -> Markup:
    return markup.plain(one_line(text))


def charts_view(charts: Mapping[str, Chart], layout: Layout) -> ChartsView:
    """The charts, as wide as the text."""
    return ChartsView(
        **{
            each.name: markup.ready(drawing(charts[each.name], layout.width) if each.name in charts else "")
            for each in fields(ChartsView)
        }
    )
