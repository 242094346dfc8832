"""The flagged copy: the staff's own workbook with everything in it, and what gipxl has to say beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from gipxl.assessment import Assessment
from gipxl.outputs.copy import changes, figures, findings, history, key
from gipxl.outputs.copy.authoring import Font, House, NewSheet, authored
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.copy.formats import formats
from gipxl.outputs.copy.layout import layout_of
from gipxl.outputs.copy.notes import notes
from gipxl.outputs.copy.plain_book import plain_book
from gipxl.outputs.copy.readings import readings_of
from gipxl.outputs.copy.reckoning import live_figures
from gipxl.outputs.copy.sheets import SHEETS, wanted
from gipxl.package import content_types, receipt, workbook
from gipxl.package.book import Workbook
from gipxl.package.parts import Package
from gipxl.package.receipt import Receipt
from gipxl.package.styles import Styles
from gipxl.words import listed, plural, shortened

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class Copy:
    """The copy's bytes and file suffix, what it kept and changed, and remarks for whoever asked for it."""

    content: bytes
    suffix: str
    receipt: Receipt
    remarks: tuple[str, ...] = ()


def flagged_copy(assessment: Assessment, source: bytes, *, allow_protected: bool = False) -> Copy:
    """The workbook ``source``, from which the assessed plan was read, with signs, notes and new sheets added.

    What an earlier run of gipxl added is replaced. Raises PackageError where the workbook cannot or should not be added
    to (its structure is protected, unless ``allow_protected``; it is signed; …), SettingsError where the settings name
    a sheet that is none, LossError where the copy would differ in anything that gipxl did not mean to add.
    """
    plan = assessment.plan
    is_new = not _can_be_added_to(source)
    content, called = plain_book(source, plan, assessment.settings.limits) if is_new else (source, {})
    book = Workbook.open(content, allow_protected=allow_protected)
    book.without_ours()
    remarks = list(_remarks_on_format(plan.workbook)) if is_new else []
    flagging, sheets = _sheets(assessment, book, called)
    if sheets:
        book.graft(authored(sheets, _house(book, assessment)))
    for name, formula in _names(flagging).items():
        book.define_name(name, formula)
    _add_formats(book, flagging)
    remarks += _add_notes(book, flagging)
    content = book.to_bytes()
    kept = receipt.compare(source, content)
    kept.require_whole()
    return Copy(content=content, suffix=_suffix(book.package), receipt=kept, remarks=tuple(remarks))


def _can_be_added_to(source: bytes) -> bool:
    """An .xlsx or .xlsm, whatever it is called: a zip of XML parts that is no OpenDocument."""
    if not source.startswith(_ZIP):
        return False
    package = Package.read(source, None)
    return "mimetype" not in package and "xl/workbook.bin" not in package


def _remarks_on_format(name: str) -> Iterator[str]:
    kind = Path(name).suffix.lower() or "of another kind"
    yield (
        f"The source is {kind}, which cannot be added to: the copy is a new .xlsx with the values of every sheet, "
        "without formulas, pictures, charts and formatting of the source."
    )


def _suffix(package: Package) -> str:
    types = content_types.of(package)
    return ".xlsm" if "macroEnabled" in types.get(workbook.read(package).part, "") else ".xlsx"


def _sheets(assessment: Assessment, book: Workbook, renamed: Mapping[str, str]) -> tuple[Flagging, list[NewSheet]]:
    """The new sheets, under names that are free."""
    called: dict[str, str] = {}
    for name in wanted(assessment.settings):
        if (name == changes.NAME and assessment.changes is None) or (name == history.NAME and not assessment.past):
            continue
        called[name] = book.free_sheet_name(name, called.values())
    readings = readings_of(assessment.plan, assessment.settings)
    readings = readings if key.NAME in called else readings.words
    layout = layout_of(assessment.plan, renamed.get(assessment.plan.sheet))
    flagging = Flagging(
        assessment=assessment,
        layout=layout,
        readings=readings,
        sheets=called,
        live=live_figures(assessment, layout, readings) if figures.NAME in called else frozenset(),
        renamed=renamed,
    )
    made = [sheet for name in called if (sheet := SHEETS[name](flagging)) is not None]
    return flagging, made


_SIZE = re.compile(r"\d+(?:\.\d+)?")


def _house(book: Workbook, assessment: Assessment) -> House:
    plan = assessment.plan
    fonts = Styles.of(book.package).items("fonts")
    name, size = "Calibri", 11.0
    for each in fonts[0].iter("{*}name", "{*}sz") if fonts else ():
        value = str(each.get("val", ""))
        if each.tag.endswith("}name"):
            name = value or name
        elif _SIZE.fullmatch(value):
            size = min(max(float(value), 9), 12)
    return House(font=Font(name, size), marking=plan.marking, as_at=plan.as_at, is_1904=plan.is_1904)


def _names(flagging: Flagging) -> Mapping[str, str]:
    found = key.definitions(flagging) | figures.definitions(flagging)
    return found | (findings.definitions(flagging) if findings.NAME in flagging.sheets else {})


def _add_formats(book: Workbook, flagging: Flagging) -> None:
    settings, plan = flagging.assessment.settings, flagging.assessment.plan
    if flagging.layout is not None:
        signs = formats(
            flagging.layout, plan.marks, settings.copy.colours, with_findings=findings.NAME in flagging.sheets
        )
        book.add_formats(flagging.in_copy(plan.sheet), signs, first=settings.copy.formats_first)
    if key.NAME in flagging.sheets:
        book.add_formats(flagging.sheets[key.NAME], key.samples(flagging))


def _add_notes(book: Workbook, flagging: Flagging) -> Iterator[str]:
    """Adds the hover notes; says of which cells nothing could be added."""
    assessment = flagging.assessment
    if not assessment.settings.copy.notes:
        return
    listed_on = flagging.sheets.get(findings.NAME)
    where = f"stands on the sheet {listed_on} alone" if listed_on else "is left out"
    with_cells = {sheet.name for sheet in book.sheets if sheet.kind == "worksheet"}
    for sheet, texts in notes(assessment.findings).items():
        place = flagging.in_copy(sheet)
        skipped = book.add_notes(place, texts) if texts and place in with_cells else ()
        if skipped:
            cells = shortened(listed([f"{sheet}!{cell}" for cell in skipped]), 200)
            yield (
                f"{cells} {plural(len(skipped), 'has', 'have')} a note already, which stays as it is: what gipxl found "
                f"there {where}."
            )
