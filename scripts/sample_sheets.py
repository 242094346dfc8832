"""Lays a sample plan out as staff keep theirs: the table, a small chart, the lists and the details of the report."""

from __future__ import annotations

import textwrap
from dataclasses import fields
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sample_crest import crest
from sample_formats import FONT, NAVY, cell_formats
from sample_plan import Banner, Content, Formula, RepeatedHeading, Row, Struck, Workbook

PLAN = "Appendix A"
# heading, width in Excel's units, and for the two dates the heading that stands over both
COLUMNS = (
    ("Ref", 5.5),
    ("Area for improvement", 20),
    ("Source", 17),
    ("Recommendation", 27),
    ("Action taken or proposed", 32),
    ("Owner", 17),
    ("Original", 13),
    ("Revised", 13),
    ("Reason for revision", 25),
    ("Date completed", 12),
    ("Status", 11),
    ("Latest update", 37),
    ("Wording for the report", 54),
)
OVER_DATES = "Delivery date"
FIELDS = tuple(field.name for field in fields(Row))
LAST = len(COLUMNS) - 1
ORIGINAL, REVISED = FIELDS.index("original"), FIELDS.index("revised")
HEADING_ROWS = (3, 4)  # counted from nought, as XlsxWriter does
FIRST_LINE = 5
LINE_HEIGHT = 13.2  # points, Arial 10


def workbook_bytes(book: Workbook) -> bytes:
    """The .xlsx file for these values, the same bytes every time."""
    import xlsxwriter  # type: ignore[import-untyped]

    held = BytesIO()
    options = {"in_memory": True, "default_format_properties": FONT}
    with xlsxwriter.Workbook(held, options) as xlsx:
        saved = datetime(book.as_at.year, book.as_at.month, book.as_at.day, 17, 0)
        xlsx.set_properties({"title": book.title, "created": saved})
        formats = cell_formats(xlsx)
        plan = xlsx.add_worksheet(PLAN)
        _chart_sheet(xlsx, formats, book)
        _lists_sheet(xlsx, formats, book)
        _details_sheet(xlsx, formats, book)
        _plan_sheet(plan, formats, book)
        if book.hidden_sheet:
            spare = xlsx.add_worksheet(book.hidden_sheet)
            spare.write(0, 0, "Earlier draft, kept for reference", formats["text"])
            spare.hide()
    return held.getvalue()


# ---- the plan


def _plan_sheet(sheet: Any, formats: dict[str, Any], book: Workbook) -> None:
    last_row = FIRST_LINE + len(book.lines) - 1
    for column, (_, width) in enumerate(COLUMNS):
        sheet.set_column(column, column, width)
    _above_the_table(sheet, formats, book)
    _heading(sheet, formats)
    for at, line in enumerate(book.lines, FIRST_LINE):
        if isinstance(line, Banner):
            sheet.merge_range(at, 0, at, LAST, line.text, formats["banner"])
            sheet.set_row(at, 18)
        elif isinstance(line, RepeatedHeading):
            sheet.write_row(at, 0, [heading for heading, _ in COLUMNS], formats["head"])
            sheet.set_row(at, 30)
        else:
            _row(sheet, formats, at, line, hidden=line.ref in book.hidden_refs)
    _merge_owners(sheet, formats, book)
    _note(sheet, book)
    _lists_on(sheet, last_row)
    _print_set_up(sheet, book, last_row)


def _above_the_table(sheet: Any, formats: dict[str, Any], book: Workbook) -> None:
    lines = ((book.marking, "marking", 24), (book.title, "title", 30), (book.as_at_line, "as_at", 24))
    for at, (text, kind, height) in enumerate(lines):
        sheet.merge_range(at, 0, at, LAST, text, formats[kind])
        sheet.set_row(at, height)
    if book.stray_marking:
        sheet.write(0, LAST + 1, book.stray_marking, formats["marking"])
        sheet.set_column(LAST + 1, LAST + 1, 18)
    sheet.insert_image(
        0,
        0,
        "crest.png",
        {
            "image_data": BytesIO(crest()),
            "x_offset": 14,
            "y_offset": 6,
            "x_scale": 0.52,
            "y_scale": 0.52,
            "object_position": 3,
            "description": "Crest of the Office: a shield with a chevron and three roundels",
        },
    )


def _heading(sheet: Any, formats: dict[str, Any]) -> None:
    """Two rows: the dates stand below one heading of their own, every other heading is merged down."""
    upper, lower = HEADING_ROWS
    sheet.set_row(upper, 18)
    sheet.set_row(lower, 20)
    sheet.merge_range(upper, ORIGINAL, upper, REVISED, OVER_DATES, formats["head"])
    for column, (heading, _) in enumerate(COLUMNS):
        if column in (ORIGINAL, REVISED):
            sheet.write(lower, column, heading, formats["head"])
        else:
            sheet.merge_range(upper, column, lower, column, heading, formats["head"])


def _row(sheet: Any, formats: dict[str, Any], at: int, row: Row, *, hidden: bool) -> None:
    kinds = {
        "ref": "ref",
        "title": "area",
        "original": "date",
        "revised": "date",
        "completed": "date",
        "status": "centre",
    }
    for column, name in enumerate(FIELDS):
        _write(sheet, formats, (at, column), getattr(row, name), formats[kinds.get(name, "cell")])
    sheet.set_row(at, _height(row), None, {"hidden": hidden})


def _write(sheet: Any, formats: dict[str, Any], where: tuple[int, int], content: Content, kind: Any) -> None:
    match content:
        case Struck(struck=earlier, now=now):
            runs = (formats["struck"], "\n".join(earlier), formats["text"], f"\n{now}")
            sheet.write_rich_string(*where, *runs, kind)
        case Formula(text=text, result=result):
            sheet.write_formula(*where, text, kind, result)
        case date():
            sheet.write_datetime(*where, content, kind)
        case "":
            sheet.write_blank(*where, None, kind)
        case _:
            sheet.write_string(*where, content, kind)


def _height(row: Row) -> float:
    """Points enough for the longest of the wrapped cells; Arial takes less than a unit of width a letter, bold more."""
    deepest = 2  # a struck-out date needs two lines
    for name, (_, width) in zip(FIELDS, COLUMNS, strict=True):
        content = getattr(row, name)
        if isinstance(content, str):
            room = int(width * (1.05 if name == "title" else 1.18))
            deepest = max(deepest, len(textwrap.wrap(content, room)))
    return deepest * LINE_HEIGHT + 4


def _place(book: Workbook, ref: str, field: str) -> tuple[int, int]:
    rows = {line.ref: at for at, line in enumerate(book.lines, FIRST_LINE) if isinstance(line, Row)}
    return rows[ref], FIELDS.index(field)


def _merge_owners(sheet: Any, formats: dict[str, Any], book: Workbook) -> None:
    if book.merged_owners:
        (first, column), (last, _) = (_place(book, ref, "owner") for ref in book.merged_owners)
        owner = book.lines[first - FIRST_LINE]
        assert isinstance(owner, Row)
        # the cells were written row by row; a merge that is asked for writes them once more
        sheet.merge_range(first, column, last, column, owner.owner, formats["cell"])


def _note(sheet: Any, book: Workbook) -> None:
    note = book.note
    sheet.set_comments_author(note.author)
    sheet.write_comment(
        *_place(book, note.ref, note.field),
        f"{note.author}:\n{note.text}",
        {"author": note.author, "width": 240, "height": 90, "font_name": "Arial", "font_size": 9},
    )


def _lists_on(sheet: Any, last_row: int) -> None:
    """The drop-down lists for owner and status, drawn from the Lists sheet."""
    for field, name in (("owner", "Owners"), ("status", "Statuses")):
        column = FIELDS.index(field)
        sheet.data_validation(
            FIRST_LINE,
            column,
            last_row,
            column,
            {
                "validate": "list",
                "source": f"={name}",
                "error_type": "warning",
                "error_title": name,
                "error_message": "This is not on the Lists sheet. Please choose from the list, "
                f"or add it under {name}.",
            },
        )


def _print_set_up(sheet: Any, book: Workbook, last_row: int) -> None:
    sheet.freeze_panes(FIRST_LINE, 2)
    sheet.set_landscape()
    sheet.set_paper(8)  # A3
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(*HEADING_ROWS)
    sheet.print_area(0, 0, last_row, LAST)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(f'&C&"Arial,Bold"{book.marking}')
    sheet.set_footer(f'&L&"Arial,Regular"{book.title}&C&"Arial,Bold"{book.marking}&R&"Arial,Regular"Page &P of &N')
    sheet.set_zoom(85)


# ---- the other sheets


def _chart_sheet(xlsx: Any, formats: dict[str, Any], book: Workbook) -> None:
    """Work-streams by theme: a table of counting formulas, and a chart drawn from it."""
    sheet = xlsx.add_worksheet("Summary chart")
    name = sheet.get_name()
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 14)
    sheet.write(0, 0, "Work-streams by theme", xlsx.add_format({"font_name": "Arial", "font_size": 12, "bold": True}))
    sheet.write_row(2, 0, ["Theme", "Work-streams"], formats["head"])
    refs = f"'{PLAN}'!$A${FIRST_LINE + 1}:$A${FIRST_LINE + len(book.lines)}"
    for at, (letter, theme) in enumerate(book.themes, 3):
        # COUNTIF takes capitals and small letters alike, and ? is one character: banners are not counted
        count = sum(len(row.ref) == 2 and row.ref[0].upper() == letter for row in book.rows)
        sheet.write(at, 0, theme, formats["cell"])
        sheet.write_formula(at, 1, f'=COUNTIF({refs},"{letter}?")', formats["centre"], count)
    last = 2 + len(book.themes)
    counted = sum(len(row.ref) == 2 and row.ref[0].upper() in dict(book.themes) for row in book.rows)
    sheet.write(last + 1, 0, "All themes", formats["label"])
    sheet.write_formula(last + 1, 1, f"=SUM(B4:B{last + 1})", formats["centre"], counted)
    chart = xlsx.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": [name, 2, 1],
            "categories": [name, 3, 0, last, 0],
            "values": [name, 3, 1, last, 1],
            "fill": {"color": NAVY},
            "gap": 60,
            "data_labels": {"value": True, "font": {"name": "Arial", "size": 9}},
        }
    )
    chart.set_title({"name": "Work-streams by theme", "name_font": {"name": "Arial", "size": 12}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True, "num_font": {"name": "Arial", "size": 9}})
    chart.set_x_axis({"major_gridlines": {"visible": False}, "visible": False, "min": 0})
    chart.set_size({"width": 520, "height": 300})
    sheet.insert_chart("D3", chart, {"description": "Bar chart of the number of work-streams in each theme"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _lists_sheet(xlsx: Any, formats: dict[str, Any], book: Workbook) -> None:
    sheet = xlsx.add_worksheet("Lists")
    for column, (heading, names) in enumerate((("Owners", book.owners), ("Statuses", book.statuses))):
        sheet.set_column(column, column, 34 - 12 * column)
        sheet.write(0, column, heading, formats["head"])
        sheet.write_column(1, column, names, formats["cell"])
        letter = "AB"[column]
        xlsx.define_name(heading, f"=Lists!${letter}$2:${letter}${len(names) + 1}")
    sheet.set_paper(9)


def _details_sheet(xlsx: Any, formats: dict[str, Any], book: Workbook) -> None:
    sheet = xlsx.add_worksheet("Report details")
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 92)
    sheet.set_column(2, 2, 24)
    sheet.merge_range(0, 0, 0, 2, book.guidance, formats["guidance"])
    sheet.set_row(0, 32)
    for at, detail in enumerate(book.details, 1):
        sheet.write(at, 0, detail.label, formats["label"])
        kind = formats["long_date" if isinstance(detail.text, date) else "cell"]
        _write(sheet, formats, (at, 1), detail.text, kind)
        _write(sheet, formats, (at, 2), detail.marking, formats["cell"])
        sheet.set_row(at, len(textwrap.wrap(str(detail.text), 100) or [""]) * LINE_HEIGHT + 4)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
