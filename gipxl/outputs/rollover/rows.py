"""The rows of next year's plan, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gipxl.assessment import Assessment
from gipxl.dates import DateReading
from gipxl.outputs.new_plan import Cell
from gipxl.outputs.rollover.columns import Place, value_of
from gipxl.outputs.rollover.dates import date_cell
from gipxl.outputs.rollover.leaving import Left, says_where
from gipxl.outputs.rollover.sources import carried_from
from gipxl.plan import Action, Entry, Field
from gipxl.reading.cells import Sheet
from gipxl.rules.status import claims_on_track
from gipxl.settings import Wordings
from gipxl.standing import Standing
from gipxl.vocabulary import is_placeholder
from gipxl.words import year_name

# Left behind by the plan of a year before, and renumbered since.
_NAMES_YEAR = re.compile(r"\(\d{4}(?:/\d\d)?\)$")
_DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.COMPLETED)


@dataclass(frozen=True, kw_only=True)
class Rows:
    """Makes rows, and remembers (by new refs) whose wording and status were cleared."""

    assessment: Assessment
    sheets: Sequence[Sheet]
    places: Sequence[Place]
    year: int
    as_at: date
    renumbered: bool
    wording_cleared: list[str] = field(default_factory=list)
    wording_kept: list[str] = field(default_factory=list)
    status_cleared: list[str] = field(default_factory=list)

    @property
    def old_year(self) -> str:
        plan = self.assessment.plan
        return year_name(plan.year_of_plan, plan.year_starts)

    def carried(self, standing: Standing, ref: str) -> dict[str, Cell]:
        """An open action under its new ref."""
        action = standing.action
        row = self._as_it_was(action, standing)
        row[Field.REF], row[Field.PREVIOUS_REF] = ref, action.ref
        row[Field.SOURCE] = carried_from(action.source.typed, self.old_year, self.assessment.settings.rollover.source)
        row.setdefault(Field.AREA, action.banner)
        self._clear_wording(standing, row, ref or action.name)
        self._clear_status(standing, row, ref or action.name)
        return self._in_places(row)

    def finished(self, left: Left) -> dict[str, Cell]:
        """An action that stays behind, as it was. In a renumbered plan its ref names its year: "E4 (2020/21)"."""
        action = left.action
        row = self._as_it_was(action, None, has_row=left.has_row)
        names_none = self.renumbered and action.ref and not _NAMES_YEAR.search(action.ref)
        year = f" ({self.old_year})" if names_none else ""
        row[Field.REF], row[Field.PREVIOUS_REF] = f"{action.ref}{year}", action.ref
        row.setdefault(Field.AREA, action.banner)
        into = f"{left.into} of {self.old_year}" if self.renumbered else left.into
        if not left.has_row:
            row[Field.STATUS] = f"Consolidated into {into}"
        elif not says_where(left):
            place = Field.UPDATE if any(each.key == Field.UPDATE for each in self.places) else Field.STATUS
            row[place] = " ".join(filter(None, [str(row.get(place) or ""), f"Consolidated into {into}."]))
        return self._in_places(row)

    def _as_it_was(self, action: Action, standing: Standing | None, *, has_row: bool = True) -> dict[str, Cell]:
        plan, row = self.assessment.plan, dict[str, Cell]()
        revised = iter(action.revised)
        for place in self.places:
            if place.column is None and not (isinstance(place.key, Field) and action.entry(place.key).typed):
                continue
            if place.key == Field.REVISED_DUE or (place.column and place.column.field is Field.REVISED_DUE):
                row[place.key] = self._date(next(revised, None))
            elif place.key in _DATES:
                before = self._dates_before(standing) if standing and place.key == Field.ORIGINAL_DUE else ()
                row[place.key] = date_cell(action.entry(Field(place.key)), plan, self.year, before)
            elif isinstance(place.key, Field):
                row[place.key] = action.entry(place.key).typed
            elif has_row:
                row[place.key] = value_of(action, place, plan, self.sheets)
        return row

    def _date(self, entry: Entry[DateReading] | None) -> Cell:
        return date_cell(entry, self.assessment.plan, self.year) if entry else None

    def _dates_before(self, standing: Standing) -> tuple[date, ...]:
        """Dates that only earlier workbooks give, of a plan with a single column for them."""
        if not self.assessment.plan.has_single_date or standing.original_day is None:
            return ()
        days = (standing.original_day, *standing.moves[:-1])
        written = {reading.day for reading in standing.action.due_dates}
        return days if any(day not in written for day in days) else ()

    def _clear_wording(self, standing: Standing, row: dict[str, Cell], ref: str) -> None:
        """It was written for last year's reports. Where nothing else says why a date moved, it stays."""
        action = standing.action
        if self.assessment.settings.rollover.wording is Wordings.KEEP or not action.wording.value:
            return
        least = self.assessment.settings.rules.shortest_reason
        explained = any(_explains(entry, least) for entry in (action.reason, action.update))
        if standing.has_moved and not explained:
            self.wording_kept.append(ref)
        else:
            row[Field.WORDING] = None
            self.wording_cleared.append(ref)

    def _clear_status(self, standing: Standing, row: dict[str, Cell], ref: str) -> None:
        """ "On track" was said of a date that had not passed. The new plan begins after it, so it must be said anew."""
        old, due = self.assessment.plan.as_at, standing.due_day
        if due and old <= due < self.as_at and claims_on_track(standing.action.status):
            row[Field.STATUS] = None
            self.status_cleared.append(ref)

    def _in_places(self, row: dict[str, Cell]) -> dict[str, Cell]:
        return {place.key: row.get(place.key) for place in self.places}


def _explains(entry: Entry[str], least: int) -> bool:
    text = entry.value or ""
    return len(text) >= least and not is_placeholder(text)
