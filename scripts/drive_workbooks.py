"""Plan workbooks for a simulated drive, as departments lay theirs out: the same bytes every time.

Each kind is made once with XlsxWriter, with a mark where the service's name belongs; every workbook is then that one
with the name in place of the mark, which takes a millisecond or two.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from html import escape
from io import BytesIO
from typing import Any

from bench_plan import plan
from sample_plan import Banner, Row, Workbook
from sample_sheets import workbook_bytes

#: Stands in a template where the service's name belongs.
MARK = "SERVICE-MARK"
_STRINGS = "xl/sharedStrings.xml"
_DAY = (2020, 1, 1, 0, 0, 0)


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of workbook: how it is laid out, of how many actions, with how many faults, as at which day."""

    layout: str
    actions: int
    faults: int
    as_at: date
    finished: int = 0


def plan_workbook(kind: Kind, service: str) -> bytes:
    """The workbook of this kind for a service."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in _template(kind):
            if name == _STRINGS:
                content = content.replace(MARK.encode(), escape(service).encode())
            package.writestr(zipfile.ZipInfo(name, _DAY), content, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def other_workbook(service: str) -> bytes:
    """A workbook that is no plan: a room rota."""
    return _written(
        lambda xlsx: xlsx.add_worksheet("Rota").write_row(0, 0, ["Room", "Monday", "Tuesday", f"{service} desk"])
    )


@cache
def _template(kind: Kind) -> Sequence[tuple[str, bytes]]:
    book = _book(kind)
    fill = LAYOUTS.get(kind.layout)
    content = _written(lambda xlsx: fill(xlsx, book)) if fill else workbook_bytes(book)
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [(name, package.read(name)) for name in package.namelist()]


def _book(kind: Kind) -> Workbook:
    """The sample plan's words, cut to size; the first few actions are finished."""
    book = plan(kind.actions, faults=kind.faults, revised=True)
    lines: list[Any] = []
    left = kind.finished
    for line in book.lines:
        if isinstance(line, Row):
            line = replace(line, title=f"{line.title} ({MARK})")
            if left > 0:
                line = replace(line, status="Complete", completed=date(2020, 7, 1), revised="", reason="")
                left -= 1
        lines.append(line)
    said: dict[str, str | date] = {"As at": kind.as_at, "Previous presentation": ""}
    details = tuple(replace(each, text=said.get(each.label, each.text)) for each in book.details)
    as_at = f"As at {kind.as_at.day} {kind.as_at:%B %Y}"
    return replace(book, lines=tuple(lines), details=details, as_at=kind.as_at, as_at_line=as_at)


# ---- other layouts


def _written(fill: Callable[[Any], object]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    held = BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "default_date_format": "dd/mm/yyyy"}) as xlsx:
        xlsx.set_properties({"created": datetime(2020, 9, 30, 17, 0)})  # or it would be the present moment
        fill(xlsx)
    return held.getvalue()


def _bare(xlsx: Any, book: Workbook) -> None:
    """Headings in the first row, and no word of the day: the file's name gives the month."""
    columns = {"Ref": "ref", "Action": "title", "Lead officer": "owner", "Due date": "original",
               "Revised date": "revised", "Reason": "reason", "Status": "status", "Progress": "update"}  # fmt: skip
    _table(xlsx.add_worksheet("Sheet1"), 0, columns, book.rows)


def _titled(xlsx: Any, book: Workbook) -> None:
    """A title, an "as at" line, a key to the colours, and the table below them; a second sheet of guidance."""
    sheet = xlsx.add_worksheet("Action plan")
    sheet.write(0, 0, f"Governance Improvement Plan: {MARK}")
    sheet.write(1, 0, book.as_at_line)
    sheet.write(2, 0, "Green: on track. Amber: at risk. Blue: complete.")
    columns = {"No.": "ref", "Area for improvement": "title", "Responsible officer": "owner",
               "Target date": "original", "Revised target date": "revised", "Reason for change": "reason",
               "RAG": "rag", "Date completed": "completed", "Latest update": "update"}  # fmt: skip
    _table(sheet, 4, columns, book.rows)
    guidance = xlsx.add_worksheet("Guidance")
    guidance.write_column(0, 0, ["How to fill in this plan", book.guidance, "Ask the Head of Audit."])


def _banners(xlsx: Any, book: Workbook) -> None:
    """Themes as banners across the table, recommendations first, columns of the team's own behind."""
    sheet = xlsx.add_worksheet("GIP")
    sheet.write(0, 0, f"{MARK}: improvement plan")
    sheet.write(1, 0, book.as_at_line)
    columns = {"Reference": "ref", "Source": "source", "Recommendation": "recommendation", "Action": "title",
               "Action owner": "owner", "Original delivery date": "original", "Revised delivery date": "revised",
               "Reason for revision": "reason", "Status": "status", "Update": "update",
               "Budget code": "", "Risk register no.": "", "Team's own notes": ""}  # fmt: skip
    _table(sheet, 3, columns, book.lines)


def _table(sheet: Any, top: int, columns: dict[str, str], lines: Sequence[Any]) -> None:
    sheet.write_row(top, 0, list(columns))
    sheet.set_column(0, len(columns), 18)
    for at, line in enumerate(lines, top + 1):
        if isinstance(line, Banner):
            sheet.merge_range(at, 0, at, len(columns) - 1, line.text)
            continue
        for column, field in enumerate(columns.values()):
            content = _colour(line) if field == "rag" else getattr(line, field, "")
            if isinstance(content, date):
                sheet.write_datetime(at, column, content)
            elif content:
                sheet.write(at, column, str(content))


def _colour(row: Row) -> str:
    return {"On track": "Green", "Complete": "Blue", "Timescale revised": "Amber"}.get(str(row.status), str(row.status))


LAYOUTS: dict[str, Callable[[Any, Workbook], None]] = {"bare": _bare, "titled": _titled, "banners": _banners}
