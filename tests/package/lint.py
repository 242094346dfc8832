"""What Office would repair or refuse in a workbook and no validator says: a lint for the files that gipxl writes.

It reads the zip by itself and shares nothing with ``gipxl.package``, so that the two cannot be wrong together.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import unquote

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.utils.cell import coordinate_to_tuple, range_boundaries

Element = etree._Element
Area = tuple[int, int, int, int]

BINARY = (".bin", ".png", ".jpeg", ".jpg", ".emf", ".wmf", ".gif", ".tiff", ".cgm", ".pict", ".doc", ".docx")


@dataclass(frozen=True)
class Part:
    """One part and what it refers to: id → (kind, part)."""

    name: str
    root: Element
    related: dict[str, tuple[str, str]] = field(default_factory=dict)

    def all(self, name: str) -> list[Element]:
        return list(self.root.iter(f"{{*}}{name}"))

    def kin(self, kind: str) -> list[str]:
        return [part for one, part in self.related.values() if one == kind]


def spelt(name: str | None) -> str:
    """A part's name, or a target, as names are compared but for their case."""
    return unquote(name or "").replace("\\", "/")


class Book:
    """The zip as the lint sees it."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            self.stored = [spelt(info.orig_filename) for info in infos]
            self.parts = {name: archive.read(info) for name, info in zip(self.stored, infos, strict=True)}
        self.actual = {name.casefold(): name for name in self.parts}

    def parse(self, name: str) -> Part:
        owner = self.actual[name.casefold()]
        folder, base = posixpath.split(owner)
        rels = self.actual.get(f"{folder}/_rels/{base}.rels".lstrip("/").casefold())
        related = {}
        for element in etree.fromstring(self.parts[rels]) if rels else ():
            if element.get("TargetMode") != "External":
                target = posixpath.normpath(
                    posixpath.join("/", folder, unquote(element.get("Target", "")).replace("\\", "/"))
                )
                related[element.get("Id", "")] = (element.get("Type", "").rpartition("/")[2], target.lstrip("/"))
        return Part(owner, etree.fromstring(self.parts[owner]), related)

    @cached_property
    def workbook(self) -> Part:
        rels = etree.fromstring(self.parts[self.actual["_rels/.rels"]])
        target = next(one.get("Target", "") for one in rels if one.get("Type", "").endswith("/officeDocument"))
        return self.parse(spelt(target).lstrip("/"))

    def _only(self, kind: str) -> Part | None:
        names = [name for name in self.workbook.kin(kind) if name.casefold() in self.actual]
        return self.parse(names[0]) if names else None

    @cached_property
    def styles(self) -> Part | None:
        return self._only("styles")

    @cached_property
    def texts(self) -> Part | None:
        return self._only("sharedStrings")

    @cached_property
    def chain(self) -> Part | None:
        return self._only("calcChain")

    @cached_property
    def sheets(self) -> dict[str, Part]:
        """Worksheets by their sheetId."""
        found = {}
        for sheet in self.workbook.all("sheet"):
            relation = next((str(sheet.get(key)) for key in sheet.attrib if str(key).endswith("}id")), "")
            kind, part = self.workbook.related.get(relation, ("", ""))
            if kind == "worksheet":
                found[str(sheet.get("sheetId"))] = self.parse(part)
        return found

    def entries(self, group: str) -> int:
        if self.styles is None:
            return 1 if group == "cellXfs" else 0
        return sum(len(element) for element in self.styles.all(group))


def cells(sheet: Part) -> dict[str, Element]:
    return {str(cell.get("r")): cell for cell in sheet.all("c")}


def shown(book: Book, cell: Element | None) -> str:
    """The text of a cell."""
    if cell is None:
        return ""
    value = cell.find("{*}v")
    if cell.get("t") == "s" and value is not None and book.texts is not None:
        item = book.texts.all("si")[int(value.text or 0)]
        return "".join(str(text) for text in item.itertext())
    return "".join(str(text) for text in cell.itertext())


def bounds(reference: str) -> Area | None:
    try:
        left, top, right, bottom = range_boundaries(reference)
    except (ValueError, TypeError):
        return None
    if left is None or top is None or right is None or bottom is None:
        return None
    if top > bottom or left > right or right > 16384 or bottom > 1_048_576:
        return None
    return left, top, right, bottom


def overlap(one: Area, other: Area) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def bad_formula(text: str) -> bool:
    try:
        items = Tokenizer(f"={text}").items
    except Exception:  # openpyxl gives up on a broken formula in many ways, each of which answers the question
        return True
    depth = 0
    for item in items:
        depth += {"OPEN": 1, "CLOSE": -1}.get(item.subtype, 0)
        if depth < 0:
            return True
    return bool(depth) or not text.strip() or text.startswith("=")


# ---- the package ----


def parts_twice(book: Book) -> Iterator[str]:
    counts = Counter(name.casefold() for name in book.stored)
    yield from (f"{name} stands {number} times in the zip" for name, number in counts.items() if number > 1)


def parts_without_type(book: Book) -> Iterator[str]:
    types = etree.fromstring(book.parts[book.actual["[content_types].xml"]])
    endings = {one.get("Extension", "").casefold() for one in types if one.get("Extension")}
    named = [spelt(one.get("PartName")).lstrip("/").casefold() for one in types if one.get("PartName")]
    for name in book.actual:
        known = name in named or name.rpartition(".")[2] in endings
        if not known and not name.endswith("/") and name != "[content_types].xml":
            yield f"{name} has no content type"
    yield from (f"{name} is declared twice" for name, number in Counter(named).items() if number > 1)
    yield from (f"{name} is declared and not there" for name in named if name not in book.actual)


def relations_to_nothing(book: Book) -> Iterator[str]:
    for name in book.parts:
        if name.endswith(".rels"):
            folder, base = posixpath.split(name)
            owner = posixpath.join(posixpath.dirname(folder), base.removesuffix(".rels"))
            if owner.casefold() in book.actual and not owner.endswith((".vml", *BINARY)):
                for _, part in book.parse(owner).related.values():
                    if part.casefold() not in book.actual and part != "NULL":
                        yield f"{owner} refers to {part}, which is not there"


def drawings_not_well_formed(book: Book) -> Iterator[str]:
    for name, data in book.parts.items():
        if name.lower().endswith(".vml"):
            try:
                root = etree.fromstring(data)
            except etree.XMLSyntaxError:
                yield f"{name} is not well formed"
                continue
            ids = Counter(shape.get("id") for shape in root.iter("{*}shape"))
            yield from (f"{name} has two shapes {id}" for id, number in ids.items() if number > 1)


# ---- the workbook ----


def names_twice(book: Book) -> Iterator[str]:
    scopes = Counter(
        (str(one.get("name")).casefold(), one.get("localSheetId")) for one in book.workbook.all("definedName")
    )
    yield from (f"the name {name} is defined twice" for (name, _), number in scopes.items() if number > 1)
    for one in book.workbook.all("definedName"):
        if int(one.get("localSheetId", "0")) >= len(book.workbook.all("sheet")):
            yield f"the name {one.get('name')} belongs to a sheet that is not there"


def sheets_twice(book: Book) -> Iterator[str]:
    for key in ("name", "sheetId"):
        counts = Counter(str(sheet.get(key)).casefold() for sheet in book.workbook.all("sheet"))
        yield from (f"two sheets have the {key} {value}" for value, number in counts.items() if number > 1)
    for sheet in book.workbook.all("sheet"):
        name = str(sheet.get("name"))
        if len(name) > 31 or re.search(r"[\\/*?:\[\]]", name):
            yield f"{name} is no name for a sheet"


def chain_without_formula(book: Book) -> Iterator[str]:
    sheet = "0"
    formulas = {
        id: {name for name, cell in cells(part).items() if cell.find("{*}f") is not None}
        for id, part in book.sheets.items()
    }
    for entry in book.chain.all("c") if book.chain else ():
        sheet = entry.get("i", sheet)
        if entry.get("r") not in formulas.get(sheet, ()):
            yield f"the chain names {entry.get('r')} of sheet {sheet}, which has no formula"


def two_sheets_selected(book: Book) -> Iterator[str]:
    selected = [
        part.name
        for part in book.sheets.values()
        if any(view.get("tabSelected") == "1" for view in part.all("sheetView"))
    ]
    if len(selected) > 1:
        yield f"{', '.join(selected)} are selected together"


# ---- each sheet ----


def rows_out_of_order(book: Book) -> Iterator[str]:
    for part in book.sheets.values():
        number = 0
        for row in part.all("row"):
            given = int(row.get("r", number + 1))
            if given <= number:
                yield f"{part.name} has row {given} after row {number}"
            number = given
            places = [coordinate_to_tuple(str(cell.get("r"))) for cell in row if cell.get("r")]
            if places != sorted(set(places)) or any(place[0] != number for place in places):
                yield f"{part.name} has cells of row {number} out of order"


def overlapping_merges(book: Book) -> Iterator[str]:
    for part in book.sheets.values():
        areas = [area for one in part.all("mergeCell") if (area := bounds(str(one.get("ref"))))]
        for number, area in enumerate(areas):
            if any(overlap(area, other) for other in areas[:number]):
                yield f"{part.name} has merged cells that overlap"


def long_texts(book: Book) -> Iterator[str]:
    places = [cell for part in book.sheets.values() for cell in part.all("c")]
    texts = [(book.texts.name, item) for item in book.texts.all("si")] if book.texts else []
    for name, element in [*texts, *((str(cell.get("r")), cell) for cell in places)]:
        if any(len(text.text or "") > 32767 for text in element.iter("{*}t")):
            yield f"{name} holds a text that is longer than a cell can be"


def numbers_out_of_range(book: Book) -> Iterator[str]:
    styles, marks = book.entries("cellXfs"), book.entries("dxfs")
    texts = len(book.texts.all("si")) if book.texts else 0
    for part in book.sheets.values():
        for cell in part.all("c"):
            if int(cell.get("s", "0")) >= styles:
                yield f"{part.name} {cell.get('r')} has a format that is not there"
            value = cell.find("{*}v")
            if cell.get("t") == "s" and value is not None and int(value.text or 0) >= texts:
                yield f"{part.name} {cell.get('r')} has a shared text that is not there"
        for rule in part.all("cfRule"):
            if int(rule.get("dxfId", "-1")) >= marks:
                yield f"{part.name} has a rule whose format is not there"


def bad_conditions(book: Book) -> Iterator[str]:
    for part in book.sheets.values():
        for group in part.all("conditionalFormatting"):
            ranges = str(group.get("sqref", group.findtext("{*}sqref") or "")).split()
            if not ranges or any(bounds(one) is None for one in ranges):
                yield f"{part.name} has a rule for {' '.join(ranges)!r}, which is no range"
            for formula in group.iter("{*}formula", "{*}f"):
                if bad_formula(formula.text or ""):
                    yield f"{part.name} has a rule with the formula {formula.text!r}"
        ranks = Counter(rule.get("priority") for rule in part.all("cfRule") if rule.get("priority"))
        yield from (f"{part.name} has {number} rules of rank {rank}" for rank, number in ranks.items() if number > 1)


def comments_twice(book: Book) -> Iterator[str]:
    for part in book.sheets.values():
        for name in part.kin("comments"):
            comments = book.parse(name)
            counts = Counter(one.get("ref") for one in comments.all("comment"))
            yield from (f"{name} has {number} notes on {ref}" for ref, number in counts.items() if number > 1)
            authors = len(comments.all("author"))
            if any(int(one.get("authorId", "0")) >= authors for one in comments.all("comment")):
                yield f"{name} has a note by nobody"
            if not part.all("legacyDrawing"):
                yield f"{name} has notes without boxes"


def wrong_tables(book: Book) -> Iterator[str]:
    ids: Counter[str] = Counter()
    names: Counter[str] = Counter(str(one.get("name")).casefold() for one in book.workbook.all("definedName"))
    for part in book.sheets.values():
        there = cells(part)
        areas: list[Area] = []
        for name in part.kin("table"):
            table = book.parse(name)
            ids[str(table.root.get("id"))] += 1
            names[str(table.root.get("displayName")).casefold()] += 1
            area = bounds(str(table.root.get("ref")))
            if area is None:
                yield f"{name} has no range"
                continue
            if any(overlap(area, other) for other in areas):
                yield f"{name} overlaps another table"
            areas.append(area)
            yield from _columns(book, table, area, there)
    yield from (f"two tables have the id {id}" for id, number in ids.items() if number > 1)
    tables = {
        str(book.parse(name).root.get("displayName")).casefold()
        for part in book.sheets.values()
        for name in part.kin("table")
    }
    yield from (f"two things are called {name}" for name, number in names.items() if number > 1 and name in tables)


def _columns(book: Book, table: Part, area: Area, there: dict[str, Element]) -> Iterator[str]:
    columns = [str(column.get("name")) for column in table.all("tableColumn")]
    if len(columns) != area[2] - area[0] + 1:
        yield f"{table.name} has {len(columns)} columns in {table.root.get('ref')}"
    elif table.root.get("headerRowCount") != "0":
        for number, column in enumerate(columns):
            place = f"{_letters(area[0] + number)}{area[1]}"
            # Excel writes a line break in a heading as _x000a_.
            if shown(book, there.get(place)) != re.sub("_x000[aA]_", "\n", column):
                yield f"{table.name} calls a column {column!r}, and {place} does not"


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


CHECKS: tuple[Callable[[Book], Iterator[str]], ...] = (
    parts_twice,
    parts_without_type,
    relations_to_nothing,
    drawings_not_well_formed,
    names_twice,
    sheets_twice,
    chain_without_formula,
    two_sheets_selected,
    rows_out_of_order,
    overlapping_merges,
    long_texts,
    numbers_out_of_range,
    bad_conditions,
    comments_twice,
    wrong_tables,
)


def problems(data: bytes) -> list[str]:
    """Every problem of a workbook, one sentence each."""
    book = Book(data)
    return [problem for check in CHECKS for problem in check(book)]


def new_problems(source: bytes, result: bytes) -> list[str]:
    """The problems of a result that its source has not."""
    return list((Counter(problems(result)) - Counter(problems(source))).elements())
