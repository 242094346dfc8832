"""What the public version says: its columns, its cells with the place of each in the plan, and its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.dates import DateReading
from gipxl.dates.readings import Exactness
from gipxl.figures import Figure, Figures
from gipxl.outputs.figures import overdue_counted
from gipxl.outputs.plain import harmless, one_line
from gipxl.outputs.public.posts import Posts
from gipxl.outputs.report.officers import is_missing
from gipxl.plan import Action, Detail, Entry, Field, Position, cleaned
from gipxl.standing import Standing
from gipxl.vocabulary import says_nothing
from gipxl.words import count, day, listed, month

#: The heading of each column and its width in characters; not the plan's own headings, which are free text.
HEADINGS: Mapping[Field, tuple[str, float]] = {
    Field.REF: ("Ref", 9),
    Field.TITLE: ("Action", 32),
    Field.AREA: ("Theme", 22),
    Field.SOURCE: ("Source", 26),
    Field.RECOMMENDATION: ("Recommendation", 44),
    Field.ACTION: ("Action taken or proposed", 44),
    Field.OWNER: ("Owner", 24),
    Field.ORIGINAL_DUE: ("Original date", 15),
    Field.REVISED_DUE: ("Revised date", 15),
    Field.REASON: ("Reason for revision", 44),
    Field.COMPLETED: ("Date completed", 15),
    Field.STATUS: ("Status", 13),
    Field.UPDATE: ("Latest update", 56),
    Field.WORDING: ("Progress", 56),
    Field.EVIDENCE: ("Evidence", 32),
    Field.PRIORITY: ("Priority", 12),
}
#: What stands in a cell for which the plan has nothing: a blank one says nothing to who listens to the table.
_WITHOUT = {
    Field.OWNER: "No owner given",
    Field.REVISED_DUE: "Not revised",
    Field.COMPLETED: "Not complete",
    Field.WORDING: "None",
    Field.UPDATE: "None",
    Field.REASON: "None",
}
_NOT_GIVEN = "Not given"
TO_BE_DECIDED = "To be decided"


class PublicCell(NamedTuple):
    """A cell of the public version, "" where the plan has nothing for it, and the plan's cell that it comes from."""

    value: str | date
    field: Field
    cell: str = ""

    @property
    def shown(self) -> str | date:
        """What stands in the workbook: never nothing."""
        return self.value or _WITHOUT.get(self.field, _NOT_GIVEN)


class PublicRow(NamedTuple):
    """An action as it is published."""

    action: Action
    cells: tuple[PublicCell, ...]


@dataclass(frozen=True, kw_only=True)
class PublicPlan:
    """All that is published. ``withheld`` counts the actions that the totals hold and the table does not."""

    title: str
    body: str
    as_at: date
    year_end: date
    columns: tuple[Field, ...]
    rows: tuple[PublicRow, ...]
    withheld: int
    figures: Figures

    @property
    def subject(self) -> str:
        """Whose plan it is, and as at which day."""
        when = f"Position as at {day(self.as_at)}"
        return f"{self.body}. {when}" if self.body else when

    @property
    def totals(self) -> str:
        """The totals of the whole plan in a sentence."""
        parts = [f"{each.value:,} {each.label} ({each.percent}%)" for each in positions(self.figures) if each.value]
        whole = count(self.figures.workstreams.value or 0, "action")
        return f"The plan has {whole}: {listed(parts)}." if parts else f"The plan has {whole}."

    @property
    def by_year_end(self) -> str:
        """How many are due by the end of the year."""
        due = self.figures.due_this_year.value or 0
        are = "is" if due == 1 else "are"
        return f"{due:,} of them {are} complete or due by {day(self.year_end)}."

    @property
    def withheld_words(self) -> str:
        """That actions are withheld, where any are."""
        if not self.withheld:
            return ""
        are = ("is", "is") if self.withheld == 1 else ("are", "are")
        actions = count(self.withheld, "action")
        return f"{actions} {are[0]} withheld from this published version and {are[1]} counted in these totals."


def positions(figures: Figures) -> tuple[Figure, ...]:
    """The figures that add up to the whole plan."""
    return tuple(figures.position(position) for position in Position)


def totals_table(plan: PublicPlan) -> tuple[tuple[str, int, int | None, str], ...]:
    """The totals as rows: what is counted, how many, what per cent of all, and what it means."""
    figures = plan.figures
    rows = [
        (_capital(each.label), each.value or 0, each.percent, _meaning(each, plan))
        for each in (figures.workstreams, *positions(figures), figures.due_this_year)
    ]
    return (
        *rows,
        ("Published here", len(plan.rows), None, "Actions that the table of this published version holds."),
        ("Withheld", plan.withheld, None, "Actions that are counted above and are not published."),
    )


def _meaning(figure: Figure, plan: PublicPlan) -> str:
    if figure.name == "overdue" and (note := overdue_counted(plan.figures)):
        return f"Not complete, and the date has passed; {note}"
    if figure.name == "due_this_year":
        return f"Complete, or now due on or before {day(plan.year_end)}."
    return figure.definition


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def title_of(assessment: Assessment) -> str:
    """The title: the settings', the plan's own, or a plain one."""
    return one_line(assessment.settings.publish.title or assessment.plan.title) or "Governance Improvement Plan"


def body_of(assessment: Assessment) -> str:
    """Whose plan it is, by the settings or the details sheet."""
    body = assessment.settings.publish.body or assessment.plan.details.one(Detail.BODY)
    return "" if is_missing(body) else one_line(body).rstrip(".")


def row_of(standing: Standing, columns: Sequence[Field], posts: Posts) -> PublicRow:
    """One action as it is published."""
    return PublicRow(standing.action, tuple(_cell(standing, field, posts) for field in columns))


def _cell(standing: Standing, field: Field, posts: Posts) -> PublicCell:
    action = standing.action
    entry = action.entry(field)
    match field:
        case Field.REF:
            return PublicCell(one_line(action.ref), field, entry.cell)
        case Field.OWNER:
            return PublicCell(posts.owner_of(action)[0], field, entry.cell)
        case Field.STATUS:
            return PublicCell(_capital(standing.position.value), field, entry.cell)
        case Field.ORIGINAL_DUE:
            return PublicCell(_original(standing), field, entry.cell)
        case Field.REVISED_DUE:
            return PublicCell(_revised(standing), field, entry.cell)
        case Field.COMPLETED:
            without = _NOT_GIVEN if standing.is_complete else ""
            return PublicCell(in_words(entry.value) or without, field, entry.cell)
        case _:
            return PublicCell(_text(entry), field, entry.cell)


def _text(entry: Entry[str]) -> str:
    value = entry.value or ""
    if not value or says_nothing(value):
        return ""
    return "\n".join(line for part in harmless(value).split("\n") if (line := cleaned(part)))


def _is_first_date(standing: Standing) -> bool:
    """The only date stands in the column of revised ones."""
    written = standing.action.original.value
    revised = standing.action.entry(Field.REVISED_DUE).value
    return revised is not None and revised.has_day and not (written is not None and written.has_day)


def _original(standing: Standing) -> str | date:
    if _is_first_date(standing) and not standing.has_moved:
        return ""
    if standing.original is None and (written := standing.action.original.value) and written.is_undecided:
        return TO_BE_DECIDED
    return in_words(standing.original)


def _revised(standing: Standing) -> str | date:
    """The date in force where it is another than the original one."""
    if standing.awaits_new_date:
        return TO_BE_DECIDED
    if standing.has_moved or _is_first_date(standing):
        return in_words(standing.due) or TO_BE_DECIDED
    return ""


def in_words(reading: DateReading | None) -> str | date:
    """A day as a date, a longer time in words, never what was typed; "" where there is none."""
    if reading is None or reading.day is None:
        return TO_BE_DECIDED if reading is not None and reading.is_undecided else ""
    match reading.exact:
        case Exactness.MONTH:
            return month(reading.day)
        case Exactness.WEEK:
            return f"Week ending {day(reading.day)}"
        case _ if reading.is_vague and reading.first:
            return f"{day(reading.first)} to {day(reading.day)}"
    return reading.day
