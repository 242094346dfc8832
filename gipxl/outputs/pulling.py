"""Narratives that were edited in the report, on their way back into a copy of the workbook.

A text goes back only where it is sure that nobody has changed the cell since the report was made: what both sides have
edited is a conflict, listed and left to people.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from gipxl.errors import ReportError, WorkbookError
from gipxl.outputs.plain import harmless
from gipxl.outputs.report.narratives import source, told
from gipxl.package import content_types, receipt, workbook, xml
from gipxl.package.book import Workbook
from gipxl.package.contents import Contents
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.receipt import Receipt
from gipxl.plan import Action, Field, Plan, cleaned
from gipxl.report_reading import Account, Report, accounts
from gipxl.report_reading.accounts import ACHIEVEMENT
from gipxl.report_reading.originals import fingerprint
from gipxl.words import listed, plural

_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")


class Edit(NamedTuple):
    """A text that goes back: the refs it tells of, where it stands in the report, its cell, and what changes there."""

    refs: tuple[str, ...]
    where: str
    sheet: str
    cell: str
    before: str
    after: str


class Conflict(NamedTuple):
    """A text that was edited in the report and does not go back: what the cell says now, what the report, and why."""

    refs: tuple[str, ...]
    where: str
    sheet: str
    cell: str
    workbook: str
    report: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Pulled:
    """What goes back and what does not, remarks, and the copy with its loss receipt (both None where nothing does)."""

    edits: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]
    remarks: tuple[str, ...]
    suffix: str
    content: bytes | None = None
    receipt: Receipt | None = None


def pulled(report: Report, plan: Plan, content: bytes) -> Pulled:
    """The workbook (``content``, from which ``plan`` was read) with the narratives as the report now has them.

    Raises ReportError where the report holds none of gipxl's controls, WorkbookError where the plan has no column for
    such texts or the file cannot be changed cell by cell, LossError where the copy would differ in anything else.
    """
    field = source(plan)
    if field is None:
        raise WorkbookError(
            f"{plan.workbook} has no column of wording or updates.", "Add a column “Wording for the report”."
        )
    found = [each for each in accounts(report, [action.ref for action in plan.actions]) if each.tag]
    if not found:
        raise ReportError(
            f"{report.name} holds no narrative that gipxl wrote there.",
            "Name a report that gipxl made, edited in Word.",
        )
    book = _opened(plan, content)
    edits, conflicts, emptied = _sorted_out(report, plan, field, found, book)
    copy, kept = _written(book, content, edits) if edits else (None, None)
    return Pulled(
        edits=tuple(edits),
        conflicts=tuple(conflicts),
        remarks=(*_remarks(report, found), *emptied),
        suffix=_suffix(book.package),
        content=copy,
        receipt=kept,
    )


def _sorted_out(
    report: Report, plan: Plan, field: Field, found: Sequence[Account], book: Workbook
) -> tuple[list[Edit], list[Conflict], list[str]]:
    """The edited texts: those that go back, those left to people, and a remark on each that is empty now."""
    edits: list[Edit] = []
    conflicts: list[Conflict] = []
    emptied: list[str] = []
    tags = Counter(account.tag for account in found)
    for account in found:
        if not _is_edited(report, plan, account):
            continue
        if not any(part.strip() for part in account.parts):
            emptied.append(f"{account.where} is empty now; the text of {listed(account.refs)} stays as it is.")
            continue
        rows = _rows(plan, account)
        why = _why_not(report, plan, account, rows, is_double=tags[account.tag] > 1) or _held(book, plan, field, rows)
        if why:
            conflicts.append(_conflict(plan, field, account, rows, why))
        else:
            edits += _edits(plan, field, account, rows)
    return edits, conflicts, emptied


def _opened(plan: Plan, content: bytes) -> Workbook:
    try:
        # No sheet is added, so that a guarded structure stays as it is.
        return Workbook.open(content, allow_protected=True)
    except PackageError as error:
        raise WorkbookError(f"{plan.workbook}: {error.message}", error.remedy) from error


def _rows(plan: Plan, account: Account) -> Mapping[str, list[Action]]:
    """The plan's rows of each ref that a text tells of."""
    return {ref: [each for each in plan.actions if harmless(each.name) == ref] for ref in account.refs}


def _is_edited(report: Report, plan: Plan, account: Account) -> bool:
    """The report's text is other than gipxl wrote it, and other than the workbook's is now."""
    now = fingerprint(account.parts)
    original = report.originals.get(account.tag)
    if original is not None and now == original.sha256:
        return False
    rows = [action for actions in _rows(plan, account).values() for action in actions]
    return not rows or any(now != _as_told(plan, account, action) for action in rows)


def _as_told(plan: Plan, account: Account, action: Action) -> str:
    """The digest of what a report made now would say."""
    parts = [harmless(word.text) for word in told(plan, action)]
    return fingerprint(["\n".join(parts)] if account.kind == ACHIEVEMENT else parts)


def _why_not(report: Report, plan: Plan, account: Account, rows: Mapping[str, list[Action]], *, is_double: bool) -> str:
    """Why an edited text does not go back; "" where it may."""
    if is_double:
        return "the report tells of it twice"
    gone = [ref for ref, actions in rows.items() if not actions]
    if gone:
        return f"{listed(gone)} {plural(len(gone), 'is', 'are')} not in the workbook any more"
    doubled = [ref for ref, actions in rows.items() if len(actions) > 1]
    if doubled:
        return f"several rows of the workbook are called {listed(doubled)}"
    original = report.originals.get(account.tag)
    if original is None:
        is_same = report.properties.get("gipxl workbook SHA-256") == plan.sha256
        return "" if is_same else "the report does not tell what the workbook said when it was made"
    changed = [ref for ref, (action, *_) in rows.items() if _as_told(plan, account, action) != original.sha256]
    return f"the workbook's text of {listed(changed)} has been edited too" if changed else ""


def _held(book: Workbook, plan: Plan, field: Field, rows: Mapping[str, list[Action]]) -> str:
    """Why a cell cannot take a text; "" where each can."""
    for (action,) in rows.values():
        cell = _cell(plan, field, action)
        held = Contents.of(book.package, action.sheet).held([cell])[cell]
        if held.has_formula:
            return f"{cell} holds a formula: change what it reads"
        if held.is_locked:
            return f"{cell} is locked, and the sheet protected"
    return ""


def _cell(plan: Plan, field: Field, action: Action) -> str:
    """The cell that an action's text stands in: of merged cells the first, which holds it."""
    cell = action.entry(field).cell or f"{plan.letter(field)}{action.row}"
    return plan.marks.merged.get(cell, cell) if action.sheet == plan.sheet else cell


def _edits(plan: Plan, field: Field, account: Account, rows: Mapping[str, list[Action]]) -> Iterator[Edit]:
    """One for each cell: a row that several refs share has but one."""
    cells: dict[tuple[str, str], tuple[list[str], Action]] = {}
    for ref, (action,) in rows.items():
        cells.setdefault((action.sheet, _cell(plan, field, action)), ([], action))[0].append(ref)
    for (sheet, cell), (refs, action) in cells.items():
        before = action.entry(field).typed
        yield Edit(tuple(refs), account.where, sheet, cell, before, carried_over(before, account.parts))


def _conflict(plan: Plan, field: Field, account: Account, rows: Mapping[str, list[Action]], why: str) -> Conflict:
    action = next((each for actions in rows.values() for each in actions), None)
    return Conflict(
        refs=account.refs,
        where=account.where,
        sheet=action.sheet if action else "",
        cell=_cell(plan, field, action) if action else "",
        workbook=action.entry(field).typed if action else "",
        report="\n\n".join(account.parts),
        why=why,
    )


def carried_over(before: str, parts: Sequence[str]) -> str:
    """The text for a cell: line by line where there are as many as before, what nobody edited stays as typed."""
    old = before.split("\n")
    new = [line for part in parts for line in part.split("\n") if line.strip()]
    places = [at for at, line in enumerate(old) if cleaned(line)]
    if len(places) != len(new):
        return "\n\n".join(part.strip() for part in parts if part.strip())
    for at, line in zip(places, new, strict=True):
        if cleaned(harmless(old[at])) != cleaned(line):
            old[at] = line.strip()
    return "\n".join(old)


def _remarks(report: Report, found: Sequence[Account]) -> Iterator[str]:
    """What was read otherwise than it stands, and paragraphs that nobody can tell the cell of."""
    if report.has_tracked_changes:
        yield f"{report.name} holds tracked changes; they were taken as accepted."
    told = {id(paragraph) for account in found for paragraph in account.paragraphs}
    headings = {account.paragraphs[0].heading for account in found if account.kind != ACHIEVEMENT}
    below = False
    for paragraph in report.paragraphs:
        below = paragraph.heading in headings and (below or id(paragraph) in told)
        if below and id(paragraph) not in told and paragraph.text.strip() and not paragraph.level:
            yield f"{paragraph.where} stands among the narratives and belongs to none; it was not taken."


def _written(book: Workbook, source: bytes, edits: Sequence[Edit]) -> tuple[bytes, Receipt]:
    cells: dict[str, dict[str, str]] = {}
    for edit in edits:
        cells.setdefault(edit.sheet, {})[edit.cell] = edit.after
    for sheet, values in cells.items():
        book.set_cells(sheet, values)
    if _has_formulas(book.package):
        book.recount_on_opening()
    content = book.to_bytes()
    kept = receipt.compare(source, content, cells={sheet: list(values) for sheet, values in cells.items()})
    kept.require_whole()
    return content, kept


def _has_formulas(package: Package) -> bool:
    sheets = workbook.read(package).sheets
    return any(_FORMULA.search(xml.as_utf8(package.part(one.part))) for one in sheets if one.kind == "worksheet")


def _suffix(package: Package) -> str:
    types = content_types.of(package)
    return ".xlsm" if "macroEnabled" in types.get(workbook.read(package).part, "") else ".xlsx"
