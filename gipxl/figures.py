"""The figures of the report, each with the refs behind it. Every output quotes these and counts nothing itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from gipxl.changes import Changes
from gipxl.plan import Plan, Position
from gipxl.settings import Overdue
from gipxl.standing import Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """A number, the refs of the actions behind it (in the workbook's order), and what it means.

    ``value`` is None where there is no baseline to compare with. ``percent`` is of the work-streams, to the nearest
    whole number, halves up. ``into`` maps each ref that took others in to those it took.
    """

    name: str
    value: int | None
    refs: tuple[str, ...] = ()
    percent: int | None = None
    into: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def definition(self) -> str:
        """What is counted, in a sentence for officers."""
        return DEFINITIONS[self.name]

    @property
    def label(self) -> str:
        """Its name in words: "on track"."""
        return LABELS.get(self.name, self.name.replace("_", " "))


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All the figures of one plan at its reporting date. Iterating gives each :class:`Figure` in report order."""

    workstreams: Figure
    change: Figure
    complete: Figure
    on_track: Figure
    revised: Figure
    overdue: Figure
    at_risk: Figure
    not_started: Figure
    unclear: Figure
    due_this_year: Figure
    added: Figure
    removed: Figure
    consolidated: Figure
    completed_since: Figure
    overdue_counted: Overdue = Overdue.UNREVISED

    def __iter__(self) -> Iterator[Figure]:
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, Figure):
                yield value

    def position(self, position: Position) -> Figure:
        """The figure of one position."""
        figure: Figure = getattr(self, position.key)
        return figure


LABELS = {"workstreams": "work-streams", "due_this_year": "due this financial year",
          "completed_since": "completed since the baseline", "change": "change since the baseline"}  # fmt: skip

DEFINITIONS = {
    "workstreams": "Every action of the plan that has not been withdrawn or consolidated into another.",
    "change": "Actions added since the baseline, less those removed and those consolidated.",
    "complete": "Completed on or before the reporting date; without a completion date, the status says so.",
    "on_track": "Not complete, not revised, not overdue, and the status says on track (or the plan has no status).",
    "revised": "Not complete, and the delivery date is another than the original one, or is to be decided anew.",
    "overdue": "Not complete, not revised, and the date due is before the reporting date.",
    "at_risk": "None of the above, and the status says at risk, delayed, amber or red.",
    "not_started": "None of the above, and the status says not started.",
    "unclear": "None of the above: the status is blank, unknown or on hold.",
    "due_this_year": "Complete, or now due on or before the last day of the financial year.",
    "added": "Actions that count now and did not in the baseline.",
    "removed": "Actions that counted in the baseline and are gone without having been consolidated.",
    "consolidated": "Actions of the baseline that a text of the plan says were joined with another.",
    "completed_since": "Actions complete now that were not complete in the baseline.",
}


def percent(part: int, whole: int) -> int:
    """``part`` of ``whole`` in per cent, to the nearest whole number, halves up; 0 of 0 is 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def count(
    plan: Plan,
    standings: Sequence[Standing],
    changes: Changes | None = None,
    *,
    overdue: Overdue = Overdue.UNREVISED,
) -> Figures:
    """Every figure of ``plan``; those that compare have no value without ``changes``."""
    counted = [standing for standing in standings if standing.counts]
    total = len(counted)

    def of(name: str, chosen: Sequence[Standing]) -> Figure:
        return Figure(
            name=name,
            value=len(chosen),
            refs=tuple(standing.action.name for standing in chosen),
            percent=percent(len(chosen), total),
        )

    positions = {
        position.key: of(position.key, [each for each in counted if each.position is position]) for position in Position
    }
    return Figures(
        workstreams=Figure(name="workstreams", value=total, refs=tuple(each.action.name for each in counted)),
        **positions,
        due_this_year=of("due_this_year", [each for each in counted if is_due_by_year_end(each, plan)]),
        **_comparisons(counted, changes),
        overdue_counted=overdue,
    )


def is_due_by_year_end(standing: Standing, plan: Plan) -> bool:
    """Complete, or now due on or before the end of the reporting date's financial year."""
    if standing.is_complete:
        return True
    return not standing.awaits_new_date and standing.due_day is not None and standing.due_day <= plan.year_end


_COMPARING = ("change", "added", "removed", "consolidated", "completed_since")


def _comparisons(counted: Sequence[Standing], changes: Changes | None) -> dict[str, Figure]:
    if changes is None:
        return {name: Figure(name=name, value=None) for name in _COMPARING}
    added = tuple(action.name for action in changes.added)
    removed = tuple(gone.action.name for gone in changes.removed)
    consolidated = tuple(gone.action.name for gone in changes.consolidated)
    into: dict[str, tuple[str, ...]] = {}
    for gone in changes.consolidated:
        into[gone.into] = (*into.get(gone.into, ()), gone.action.name)
    completed = tuple(
        each.action.name
        for each in counted
        if each.is_complete and not (each.before and each.before.is_complete(changes.before.as_at))
    )
    return {
        "change": Figure(
            name="change",
            value=len(added) - len(removed) - len(consolidated),
            refs=(*added, *removed, *consolidated),
        ),
        "added": Figure(name="added", value=len(added), refs=added),
        "removed": Figure(name="removed", value=len(removed), refs=removed),
        "consolidated": Figure(name="consolidated", value=len(consolidated), refs=consolidated, into=into),
        "completed_since": Figure(name="completed_since", value=len(completed), refs=completed),
    }
