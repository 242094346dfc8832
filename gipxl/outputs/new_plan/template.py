"""What a new plan workbook is to hold: its title, columns, rows, lists and details."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from gipxl.plan import Appendix, Detail, Field
from gipxl.settings import Settings
from gipxl.vocabulary import Status

Cell = str | date | int | float | None
#: One row of the plan: what stands under each field, or under the heading of a column of the body's own.
Row = Mapping[str, Cell]

#: The columns of a new plan, from left to right.
COLUMNS: tuple[Field, ...] = (
    Field.REF, Field.TITLE, Field.AREA, Field.SOURCE, Field.RECOMMENDATION, Field.ACTION, Field.OWNER,
    Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.REASON, Field.COMPLETED, Field.STATUS, Field.UPDATE, Field.WORDING,
    Field.EVIDENCE,
)  # fmt: skip

#: The word that the list offers for each status. "Open" is left out: it does not say how an action stands.
OFFERED: Mapping[Status, str] = {
    Status.NOT_STARTED: "Not started",
    Status.ON_TRACK: "On track",
    Status.AT_RISK: "At risk",
    Status.REVISED: "Timescale revised",
    Status.ON_HOLD: "On hold",
    Status.COMPLETE: "Complete",
    Status.CONSOLIDATED: "Consolidated",
    Status.WITHDRAWN: "Withdrawn",
}


#: What the plan's sheet is called, and what no plan's sheet may be called beside it.
SHEET = "Plan"
_TAKEN = ("completed", "report details", "lists", "guidance", "history")
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")


@dataclass(frozen=True, kw_only=True)
class NewPlan:
    """A plan workbook to be written.

    ``columns`` are fields, or the headings of columns of the body's own; a ref or title must be among them.
    ``headings`` are the body's own words over fields. ``rows`` are the actions, ``finished`` those of a sheet of
    completed work (None: the workbook has no such sheet). ``details`` are the texts of the report by their lines,
    ``more_details`` further lines as they are typed ("Section: Staffing", "Leave out"), each with its text.
    ``settings`` give the colours, the limits and the words that the live formats count with.
    """

    title: str
    sheet: str = SHEET
    body: str = ""
    marking: str = ""
    as_at: date | None = None
    columns: Sequence[str] = COLUMNS
    headings: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Row] = ()
    finished: Sequence[Row] | None = None
    owners: Sequence[str] = ()
    statuses: Sequence[str] = tuple(OFFERED.values())
    details: Mapping[Detail, Sequence[str | date | Appendix]] = field(default_factory=dict)
    more_details: Sequence[tuple[str, str]] = ()
    settings: Settings = Settings()


def statuses_for(settings: Settings) -> tuple[str, ...]:
    """The words to offer for a status: those of the settings where they name some, gipxl's own otherwise."""
    own: dict[Status, list[str]] = {}
    for word, status in settings.status.words.items():
        if len(word) > 1 and word != "blue":
            own.setdefault(status, []).append(word)
    return tuple(word for status, usual in OFFERED.items() for word in own.get(status, [usual]))


def sheet_name(settings: Settings) -> str:
    """What to call the plan's sheet: as the settings do by which it will be read, where Excel takes that name."""
    return fitting(settings.plan.sheet)


def fitting(name: str) -> str:
    """``name`` where Excel takes it for a sheet beside the others of the workbook; otherwise the usual one."""
    name = name.strip()
    fits = 0 < len(name) <= 31 and not _NO_SHEET_NAME.search(name) and name.casefold() not in _TAKEN
    return name if fits and name.isprintable() else SHEET
