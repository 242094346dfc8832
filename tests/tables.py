"""Plans written as a table in the test: what goes in and what must come out fit one screen."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from gipxl.plan import Detail, Plan
from gipxl.reading.cells import Sheet, Value
from gipxl.reading.workbook import plan_from_sheets
from gipxl.settings import Settings

HEADINGS = {
    "ref": "Ref",
    "title": "Area for improvement",
    "area": "Theme",
    "source": "Source",
    "recommendation": "Recommendation",
    "action": "Action taken or proposed",
    "owner": "Owner",
    "original_due": "Original date",
    "revised_due": "Revised date",
    "due": "Due date",
    "reason": "Reason for revision",
    "completed": "Date completed",
    "status": "Status",
    "update": "Latest update",
    "wording": "Wording for the report",
    "evidence": "Evidence",
    "priority": "Priority",
}
HEADING_ROW = 4
FIRST_ROW = 5


def rows_of(text: str) -> list[list[Value]]:
    """The cells of a ``|`` table: 2020-12-31 is a real date, anything else a text, ``\\n`` a line break."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    return [[_value(cell.strip()) for cell in line.strip("|").split("|")] for line in lines]


def _value(cell: str) -> Value:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", cell):
        return date.fromisoformat(cell)
    return cell.replace("\\n", "\n")


def sheet_of(
    text: str,
    *,
    name: str = "Appendix A",
    marking: str = "",
    title: str = "Governance Improvement Plan 2020/21",
    merged: Sequence[tuple[int, int, int, int]] = (),
    below: Sequence[str] = (),
) -> Sheet:
    """A sheet with the table's heading on row 4 and its first row on row 5, from column A on.

    The first line of ``text`` names fields; a name that is none stands as the heading itself. A line that begins with
    ``banner:`` becomes a row with that text alone.
    """
    lines = [line for line in text.strip().splitlines() if line.strip()]
    first, *rest = rows_of(lines[0]) + [
        [line.strip().removeprefix("banner:").strip()] if line.strip().startswith("banner:") else rows_of(line)[0]
        for line in lines[1:]
    ]
    heading: list[Value] = [HEADINGS.get(str(name), str(name)) for name in first]
    width = max(len(heading), 1)
    under: list[list[Value]] = [[line] for line in below]
    rows: list[list[Value]] = [[marking], [title], [""], heading, *rest, [""], *under]
    return Sheet(
        name=name, hidden=False, top=1, left=1, merged=tuple(merged),
        rows=[[*row, *[""] * (width - len(row))] for row in rows],
    )  # fmt: skip


def plan_of(
    text: str,
    *,
    as_at: date = date(2020, 9, 30),
    marking: str = "",
    title: str = "Governance Improvement Plan 2020/21",
    details: Mapping[Detail, str | date | Sequence[str]] | None = None,
    owners: Sequence[str] = (),
    merged: Sequence[tuple[int, int, int, int]] = (),
    below: Sequence[str] = (),
    more: Sequence[Sheet] = (),
    settings: Settings = Settings(),
    name: str = "plan.xlsx",
) -> Plan:
    """The plan that such a sheet is read as, through the real reading."""
    sheets = [sheet_of(text, marking=marking, title=title, merged=merged, below=below)]
    if details:
        sheets.append(details_sheet(details))
    if owners:
        sheets.append(_column("Lists", ["Owners", *owners]))
    return plan_from_sheets([*sheets, *more], settings=settings, as_at=as_at, name=name)


def details_sheet(details: Mapping[Detail, str | date | Sequence[str]]) -> Sheet:
    """A *Report details* sheet: each label with its text, or with its several texts one below the other."""
    rows: list[list[Value]] = []
    for label, given in details.items():
        for text in [given] if isinstance(given, (str, date)) else given:
            beside: list[Value] = [*text.split(" | ")] if isinstance(text, str) else [text]
            rows.append([label.value, *beside, *[""] * (2 - len(beside))])
    return Sheet(name="Report details", hidden=False, top=1, left=1, rows=rows)


def _column(name: str, texts: Sequence[str]) -> Sheet:
    return Sheet(name=name, hidden=False, top=1, left=1, rows=[[text] for text in texts])
