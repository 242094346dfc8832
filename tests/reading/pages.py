"""Small workbooks for the tests: pages of cells, written as .xlsx, .xls, .ods, .xlsb or .csv."""

from __future__ import annotations

import csv
import io
import struct
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple


class Rich(NamedTuple):
    """A text of which some pieces are struck out: Rich(("30/09/2020", True), ("\\n31/12/2020", False))."""

    pieces: tuple[tuple[str, bool], ...]


class StruckOut(NamedTuple):
    """A text or a day in a cell whose style strikes it out."""

    value: Any


class Formula(NamedTuple):
    """A formula with the result that stands in the file; None where none does."""

    text: str
    result: Any


class Shown(NamedTuple):
    """A number and the format in which it is shown: 1 as "0000"."""

    number: float
    form: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """One sheet from A1 on: None is a blank cell. ``merged`` are ranges such as "A4:C4"."""

    rows: Sequence[Sequence[Any]]
    name: str = "Plan"
    merged: Sequence[str] = ()
    hidden: bool = False
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    options: dict[str, Any] = field(default_factory=dict)


def struck(old: str, new: str, between: str = "\n") -> Rich:
    """An old text struck out and the new one behind it, in one cell."""
    return Rich(((old, True), (f"{between}{new}", False)))


def write(path: Path, *pages: Page, **options: Any) -> Path:
    """The pages as a workbook of the format that the file's name asks for."""
    {".xlsx": _xlsx, ".xls": _xls, ".ods": _ods, ".xlsb": _xlsb, ".csv": _csv}[path.suffix](path, pages, options)
    return path


# ---- .xlsx, by XlsxWriter ----


def _xlsx(path: Path, pages: Sequence[Page], options: dict[str, Any]) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(path, options)
    formats = {
        "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        "struck": book.add_format({"font_strikeout": True}),
        "struck date": book.add_format({"font_strikeout": True, "num_format": "dd/mm/yyyy"}),
    }
    for page in pages:
        sheet = book.add_worksheet(page.name)
        merged = {each.split(":")[0]: each for each in page.merged}
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                if value is not None:
                    _xlsx_cell(book, sheet, row, column, value, formats)
        for first, span in merged.items():
            value = page.rows[int(first.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) - 1][ord(first[0]) - 65]
            sheet.merge_range(span, "", None)
            _xlsx_cell(book, sheet, *_row_and_column(first), value, formats)
        for number in page.hidden_rows:
            sheet.set_row(number - 1, None, None, {"hidden": True})
        for letter in page.hidden_columns:
            sheet.set_column(f"{letter}:{letter}", None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
        for method, arguments in page.options.items():
            getattr(sheet, method)(*arguments)
    book.close()


def _row_and_column(cell: str) -> tuple[int, int]:
    from xlsxwriter.utility import xl_cell_to_rowcol

    found: tuple[int, int] = xl_cell_to_rowcol(cell)
    return found


def _xlsx_cell(book: Any, sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, date):
        sheet.write_datetime(row, column, value, formats["date"])
    elif isinstance(value, StruckOut):
        sheet.write(row, column, value.value, formats["struck date" if isinstance(value.value, date) else "struck"])
    elif isinstance(value, Rich):
        pieces = [
            each for text, is_struck in value.pieces for each in ((formats["struck"], text) if is_struck else (text,))
        ]
        sheet.write_rich_string(row, column, *pieces)
    elif isinstance(value, Formula):
        sheet.write_formula(row, column, value.text, None, "" if value.result is None else value.result)
    elif isinstance(value, Shown):
        sheet.write_number(row, column, value.number, book.add_format({"num_format": value.form}))
    elif isinstance(value, str):
        sheet.write_string(row, column, value)
    else:
        sheet.write(row, column, value)


# ---- .xls, by xlwt ----


def _xls(path: Path, pages: Sequence[Page], options: dict[str, Any]) -> None:
    import xlwt

    book = xlwt.Workbook()
    book.dates_1904 = bool(options.get("date_1904"))
    day = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    for page in pages:
        sheet = book.add_sheet(page.name)
        sheet.visibility = 1 if page.hidden else 0
        starts = {_row_and_column(each.split(":")[0]): each for each in page.merged}
        for row, values in enumerate(page.rows):
            for column, value in enumerate(values):
                plain = "".join(text for text, _ in value.pieces) if isinstance(value, Rich) else value
                style = [day] if isinstance(value, date) else []
                if span := starts.get((row, column)):
                    bottom, right = _row_and_column(span.split(":")[1])
                    sheet.write_merge(row, bottom, column, right, plain, *style)
                elif plain is not None:
                    sheet.write(row, column, plain, *style)
    book.save(str(path))


# ---- .ods, by odfpy ----


def _ods(path: Path, pages: Sequence[Page], options: dict[str, Any]) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.style import Style, TextProperties
    from odf.table import Table, TableColumn, TableRow

    book = OpenDocumentSpreadsheet()
    strike = Style(name="Struck", family="text")
    strike.addElement(TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(strike)
    struck_cell = Style(name="StruckCell", family="table-cell")
    struck_cell.addElement(TextProperties(textlinethroughtype="single"))
    book.automaticstyles.addElement(struck_cell)
    for page in pages:
        table = Table(name=page.name)
        width = max((len(values) for values in page.rows), default=1)
        for column in range(width):
            hidden = chr(65 + column) in page.hidden_columns
            table.addElement(TableColumn(**({"visibility": "collapse"} if hidden else {})))
        spans = {_row_and_column(each.split(":")[0]): _row_and_column(each.split(":")[1]) for each in page.merged}
        for row, values in enumerate(page.rows):
            line = TableRow(**({"visibility": "collapse"} if row + 1 in page.hidden_rows else {}))
            for column in range(width):
                value = values[column] if column < len(values) else None
                bare = value.value if isinstance(value, StruckOut) else value
                cell = _ods_cell(bare, spans.get((row, column)), row, column, strike)
                if isinstance(value, StruckOut):
                    cell.setAttribute("stylename", struck_cell)
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def _ods_cell(value: Any, span: tuple[int, int] | None, row: int, column: int, strike: Any) -> Any:
    from odf.table import TableCell
    from odf.text import P, Span

    told: dict[str, Any] = {}
    if span:
        told |= {"numberrowsspanned": span[0] - row + 1, "numbercolumnsspanned": span[1] - column + 1}
    texts: list[Any] = []
    if isinstance(value, date):
        told |= {"valuetype": "date", "datevalue": value.isoformat()}
        texts = [P(text=f"{value:%d/%m/%Y}")]
    elif isinstance(value, (int, float)):
        told |= {"valuetype": "float", "value": value}
        texts = [P(text=str(value))]
    elif isinstance(value, Shown):
        width = len(value.form)
        decimals = len(value.form.partition(".")[2])
        told |= {"valuetype": "float", "value": value.number}
        texts = [P(text=f"{value.number:0{width}.{decimals}f}")]
    elif isinstance(value, Rich):
        told |= {"valuetype": "string"}
        for text, is_struck in value.pieces:
            for line in text.strip("\n").split("\n"):
                paragraph = P()
                paragraph.addElement(Span(stylename=strike, text=line)) if is_struck else paragraph.addText(line)
                texts.append(paragraph)
    elif isinstance(value, str):
        told |= {"valuetype": "string"}
        texts = [P(text=line) for line in value.split("\n")]
    cell = TableCell(**told)
    for text in texts:
        cell.addElement(text)
    return cell


# ---- .xlsb, record by record ----


def _xlsb(path: Path, pages: Sequence[Page], options: dict[str, Any]) -> None:
    """As little of the binary format as makes a workbook: inline texts and numbers, no styles, so no dates."""
    sheets = b"".join(
        _record(156, struct.pack("<II", 1 if page.hidden else 0, number) + _wide(f"rId{number}") + _wide(page.name))
        for number, page in enumerate(pages, 1)
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
        f'worksheet" Target="worksheets/sheet{number}.bin"/>'
        for number in range(1, len(pages) + 1)
    )
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="bin" '
        'ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
    )
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("[Content_Types].xml", types)
        file.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/'
            'officeDocument/2006/relationships/officeDocument" Target="xl/workbook.bin"/></Relationships>',
        )
        file.writestr("xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{package}">{relations}</Relationships>')
        file.writestr("xl/workbook.bin", _record(131) + _record(143) + sheets + _record(144) + _record(132))
        for number, page in enumerate(pages, 1):
            file.writestr(f"xl/worksheets/sheet{number}.bin", _xlsb_sheet(page))


def _xlsb_sheet(page: Page) -> bytes:
    width = max((len(values) for values in page.rows), default=1)
    said = struct.pack("<4I", 0, len(page.rows) - 1, 0, width - 1)
    data = _record(129) + _record(148, said) + _record(145)
    for row, values in enumerate(page.rows):
        data += _record(0, struct.pack("<II", row, 0) + bytes(9))
        for column, value in enumerate(values):
            at = struct.pack("<II", column, 0)
            if isinstance(value, date):
                data += _record(5, at + struct.pack("<d", (value - date(1899, 12, 30)).days))
            elif isinstance(value, (int, float)):
                data += _record(5, at + struct.pack("<d", value))
            elif isinstance(value, str):
                data += _record(6, at + _wide(value))
    return data + _record(146) + _record(130)


def _record(kind: int, data: bytes = b"") -> bytes:
    return _seven_bits(kind) + _seven_bits(len(data)) + data


def _seven_bits(number: int) -> bytes:
    found = b""
    while number > 0x7F:
        found += bytes([number & 0x7F | 0x80])
        number >>= 7
    return found + bytes([number])


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


# ---- .csv ----


def _csv(path: Path, pages: Sequence[Page], options: dict[str, Any]) -> None:
    held = io.StringIO()
    writer = csv.writer(held, delimiter=options.get("delimiter", ","))
    for values in pages[0].rows:
        writer.writerow([_csv_text(value) for value in values])
    text = options.get("before", "") + held.getvalue()
    path.write_bytes(text.encode(options.get("encoding", "utf-8")))


def _csv_text(value: Any) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, Rich):
        return "".join(text for text, _ in value.pieces)
    return "" if value is None else str(value)
