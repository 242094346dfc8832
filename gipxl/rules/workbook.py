"""The workbook as a file: markings, hidden sheets, links, macros, names of people, and when it stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from gipxl.files import is_conflict_name
from gipxl.plan import Appendix, Detail, Plan, folded
from gipxl.rules.cells import by_row, capital, split_cell
from gipxl.rules.finding import Level
from gipxl.rules.markings import carried, is_same, named_marking, rank
from gipxl.rules.rule import Remark, Review, plan_rule
from gipxl.words import day, listed


@plan_rule("BOK01", Level.ERROR)
def missing_marking(review: Review) -> Iterator[Remark]:
    """The settings or the details sheet name a protective marking that the plan's sheet does not carry.

    Whoever gets the workbook then handles it as less than it is. The details sheet names it in the line of the
    appendix that is the plan, or as the report's own marking, which a plan marked higher still satisfies.
    """
    plan, known = review.plan, review.settings.markings.known
    on_sheet = carried(plan)
    for wanted in _wanted(review):
        if any(is_same(each, wanted.marking) for entry in on_sheet for each in (entry.value or "", entry.typed)):
            continue
        lowest = rank(wanted.marking, known)
        if wanted.or_higher and any(rank(entry.value or "", known) > lowest >= 0 for entry in on_sheet):
            continue
        has = f"is marked {listed([entry.value or '' for entry in on_sheet])}" if on_sheet else "carries no marking"
        yield Remark(
            on_sheet[0].cell if on_sheet else None,
            f"{wanted.source} the marking {wanted.marking}, and the sheet “{plan.sheet}” {has}",
            f"Write {wanted.marking} above the table of “{plan.sheet}”, or correct what names it",
        )
        return


class _Wanted(NamedTuple):
    """A marking named for the plan, by whom, and whether a higher one on the sheet would do too."""

    marking: str
    source: str
    or_higher: bool = False


def _wanted(review: Review) -> Iterator[_Wanted]:
    details = review.plan.details
    if marking := named_marking(review.settings.markings.expected):
        yield _Wanted(marking, "The settings ask for")
    for appendix in details.appendices:
        if (marking := named_marking(appendix.marking)) and _is_the_plan(appendix, review.plan):
            yield _Wanted(marking, f"The sheet “{details.sheet}” gives the plan")
    if marking := named_marking(details.one(Detail.MARKING)):
        yield _Wanted(marking, f"The sheet “{details.sheet}” gives the report", or_higher=True)


_YEAR = re.compile(r"\s*\b(?:19|20)\d\d(?:\s?[/–-]\s?\d\d(?:\d\d)?)?\b")


def _is_the_plan(appendix: Appendix, plan: Plan) -> bool:
    """The appendix is called as the plan's sheet or title is."""
    title = folded(_YEAR.sub("", appendix.title))
    names = (folded(plan.sheet), folded(_YEAR.sub("", plan.title)))
    return any(name and re.search(rf"\b{re.escape(name)}\b", title) for name in names)


@plan_rule("BOK02", Level.ERROR)
def conflicting_markings(review: Review) -> Iterator[Remark]:
    """Two different markings on one sheet: nobody can tell which of them holds.

    A list of appendices with their own markings is no conflict.
    """
    on_sheet = carried(review.plan)
    for entry in on_sheet[1:]:
        first = on_sheet[0]
        if not is_same(entry.value or "", first.value or ""):
            yield Remark(
                entry.cell or None,
                f"The sheet “{review.plan.sheet}” is marked {first.value} in {first.cell or 'its header or footer'} "
                f"and {entry.value} in {entry.cell or 'its header or footer'}",
                "Keep the marking that holds and delete the other",
            )
            return


@plan_rule("BOK03", Level.NOTE)
def hidden_sheet(review: Review) -> Iterator[Remark]:
    """A hidden sheet goes wherever the workbook goes, and may hold what was not meant to."""
    for name in review.plan.hidden_sheets:
        if not folded(name).startswith("gipxl"):
            yield Remark(
                None,
                f"The sheet “{name}” is hidden",
                "See that it may go where the workbook goes; if not, delete it from the copy you send",
                sheet=name,
            )


@plan_rule("BOK04", Level.WARNING)
def external_link(review: Review) -> Iterator[Remark]:
    """A formula or link that reads another file shows old values to whoever has not got that file."""
    for link in review.plan.book.external_links:
        where = f"{link.cell} on the sheet “{link.sheet}” reads" if link.cell else "The workbook is linked to"
        yield Remark(
            link.cell or None,
            f"{where} {_named(link.what)}",
            "Break the link (Data, Edit Links), so that the values stay as they are, or keep both files together",
            sheet=link.sheet or None,
        )


def _named(file: str) -> str:
    return file if file.startswith("the ") else f"the file “{file}”"


@plan_rule("BOK05", Level.NOTE)
def personal_properties(review: Review) -> Iterator[Remark]:
    """A person's name in the file's properties or comments is published with the workbook."""
    if places := review.plan.book.personal_properties:
        yield Remark(
            None,
            f"The file names a person as {listed(places)}",
            "Before it is published: File, Info, Check for Issues, Inspect Document",
        )


@plan_rule("BOK06", Level.NOTE)
def open_comment(review: Review) -> Iterator[Remark]:
    """A comment on an action that nobody has resolved: a question may still be open."""
    plan = review.plan
    rows = by_row(plan) if plan.book.open_comments else {}
    for comment in plan.book.open_comments:
        action = rows.get(split_cell(comment.cell)[1]) if comment.sheet == plan.sheet else None
        if action:
            yield Remark(
                comment.cell,
                f"{capital(action.name)} has a comment in {comment.cell} that nobody has resolved",
                "Answer it and mark it as resolved",
                action,
            )


@plan_rule("BOK07", Level.ERROR)
def dangerous_formula(review: Review) -> Iterator[Remark]:
    """A formula that runs a program or calls out (DDE, WEBSERVICE …) can harm whoever opens the workbook.

    gipxl works out no formulas and opens no links.
    """
    for formula in review.plan.book.dangerous_formulas:
        place = f"The formula in {formula.cell} on the sheet “{formula.sheet}”" if formula.cell else "A name or link"
        yield Remark(
            formula.cell or None,
            f"{place} calls {formula.what}, which runs programs or fetches from outside",
            "Find out who put it there before anybody opens the workbook again, and delete it",
            sheet=formula.sheet or None,
        )


@plan_rule("BOK08", Level.NOTE)
def macros(review: Review) -> Iterator[Remark]:
    """The workbook carries macros. gipxl never runs them, and the flagged copy keeps them as they are."""
    if review.plan.book.has_macros:
        yield Remark(
            None,
            "The workbook carries macros; they were not run, and the flagged copy keeps them",
            "If nobody needs them, save the workbook as .xlsx",
        )


@plan_rule("BOK09", Level.WARNING)
def conflict_copy(review: Review) -> Iterator[Remark]:
    """A file name that a sync client gives to the version that lost: somebody's edits may be in the other file."""
    name = review.plan.workbook
    if is_conflict_name(name):
        yield Remark(
            None,
            f"“{name}” is a name that OneDrive, Dropbox and the like give to the losing one of two versions",
            "Compare it with the other version, bring the edits together in one, and delete this one",
        )


@plan_rule("BOK10", Level.WARNING, compares=True)
def stale_date_line(review: Review) -> Iterator[Remark]:
    """The "as at" line, or the date on the details sheet, is not after the baseline's: nobody brought it up to date."""
    assert review.baseline is not None
    plan, last = review.plan, review.baseline.as_at
    line = plan.as_at_line
    if line.value and line.value <= last:
        yield _stale(line.cell, "The line above the table", line.value, last)
    if plan.details.as_at and plan.details.as_at <= last:
        entry = next(iter(plan.details.entries.get(Detail.AS_AT, ())), None)
        remark = _stale(entry.cell if entry else "", f"The sheet “{plan.details.sheet}”", plan.details.as_at, last)
        yield remark._replace(sheet=plan.details.sheet)


def _stale(cell: str, what: str, when: date, last: date) -> Remark:
    than = "the same day as" if when == last else "before"
    return Remark(
        cell or None,
        f"{what} says as at {day(when)}, which is {than} the baseline's, {day(last)}",
        f"Write in {cell} the day as at which the workbook now stands" if cell else "Bring the day up to date",
    )


@plan_rule("BOK11", Level.WARNING)
def expired_ignore(review: Review) -> Iterator[Remark]:
    """A finding was to be ignored until a day that is past, so it speaks again.

    Either the reason still holds, and wants a new day, or what was found is to be put right.
    """
    for ignore in review.settings.rules.ignore:
        if ignore.until and ignore.until < review.as_at:
            yield Remark(
                None,
                f"{ignore.code} on {ignore.ref} was ignored until {day(ignore.until)}: {ignore.reason.rstrip('.')}",
                "Put right what it finds, or set a later day in gipxl.toml under [rules] ignore",
                ref=ignore.ref,
            )
