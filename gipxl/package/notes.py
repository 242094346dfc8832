"""Hover notes on cells, in a workbook that has none, has some, has other things drawn, or has threaded comments.

A note is two things: its text in the sheet's comments part and its box in the sheet's VML drawing. Form controls
share that drawing, and a threaded comment has a note's text behind it for older versions; both are left as they are.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from gipxl.package import boxes, content_types, marks, relationships, workbook, xml
from gipxl.package.addresses import cell, cell_name
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package
from gipxl.package.sheet import SheetXml
from gipxl.package.styles import folder, free_part
from gipxl.package.sweeping import swept

# A cell takes no more than this in a note either.
_LONGEST = 32_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """One note as it stands in a sheet."""

    cell: str
    text: str
    author: str

    @property
    def ours(self) -> bool:
        """Whether gipxl wrote it, and nobody has changed its words since."""
        return marks.note_is_ours(self.text)


@dataclass(frozen=True, kw_only=True)
class _Parts:
    """The two parts behind a sheet's notes, with the ids they go by; None where there is none."""

    comments: relationships.Relationship | None
    drawing: relationships.Relationship | None

    @classmethod
    def of(cls, package: Package, part: str, sheet: SheetXml) -> _Parts:
        related = relationships.of(package, part)
        legacy = xml.child(sheet.frame, "legacyDrawing")
        wanted = None if legacy is None else xml.relation_id(legacy)
        return cls(
            comments=next((one for one in related if one.kind == "comments" and one.part), None),
            drawing=next((one for one in related if one.id == wanted and one.part), None),
        )


def of(package: Package, part: str) -> tuple[Note, ...]:
    """The notes of the sheet in ``part``."""
    related = relationships.of(package, part)
    comments = next((one.part for one in related if one.kind == "comments" and one.part), None)
    if comments is None:
        return ()
    root = xml.parse(package.part(comments), comments)
    authors = [element.text or "" for element in xml.descendants(root, "author")]
    return tuple(_note(element, authors) for element in xml.descendants(root, "comment"))


def _note(element: xml.Element, authors: list[str]) -> Note:
    number = element.get("authorId", "")
    known = number.isdecimal() and int(number) < len(authors)
    return Note(cell=str(element.get("ref", "")), text=_text(element), author=authors[int(number)] if known else "")


def _text(comment: xml.Element) -> str:
    texts = (text.text or "" for text in xml.descendants(comment, "t") if not _is_phonetic(text))
    return xml.unescaped("".join(texts)).replace("\r\n", "\n")


def _is_phonetic(text: xml.Element) -> bool:
    parent = text.getparent()
    return parent is not None and xml.local(parent) == "rPh"


def added(package: Package, part: str, notes: Mapping[str, str]) -> tuple[Package, tuple[str, ...]]:
    """The package with these notes (cell → text) on the sheet, and the cells that were skipped.

    A cell that has a note already keeps it alone. Raises PackageError for a cell that no sheet has.
    """
    there = {note.cell for note in of(package, part)}
    cells = sorted((cell(name), text) for name, text in notes.items())
    fresh = [(row, column, text) for (row, column), text in cells if cell_name(row, column) not in there]
    skipped = tuple(cell_name(*place) for place, _ in cells if cell_name(*place) in there)
    if not fresh:
        return package, skipped
    sheet = SheetXml.read(package, part)
    parts = _Parts.of(package, part, sheet)
    package = _with_texts(package, part, parts, fresh)
    return _with_boxes(package, part, sheet, parts, fresh), skipped


def _base(package: Package) -> tuple[bool, str, str]:
    structure = workbook.read(package)
    base = xml.STRICT_RELATIONSHIPS if structure.strict else xml.RELATIONSHIPS
    return structure.strict, base, folder(structure.part)


def _with_texts(package: Package, part: str, parts: _Parts, notes: Iterable[tuple[int, int, str]]) -> Package:
    strict, base, home = _base(package)
    if parts.comments is None or parts.comments.part is None:
        name = free_part(package, f"{home}comments", ".xml")
        space = xml.STRICT_MAIN if strict else xml.MAIN
        markup = f'<comments xmlns="{space}"><authors/><commentList/></comments>'
        package = package.replaced(added={name: xml.new_part(markup)})
        package, _ = relationships.added(package, part, f"{base}/comments", name)
        package = content_types.declared(package, {name: content_types.COMMENTS})
    else:
        name = parts.comments.part
    root = xml.parse(package.part(name), name)
    authors, texts = xml.child(root, "authors"), xml.child(root, "commentList")
    if authors is None or texts is None:
        raise PackageError(f"The part {name} is damaged: its notes have no list.", "Let Excel repair the workbook.")
    blank = _blank(texts, _author(authors))
    for row, column, text in notes:
        texts.append(_filled_in(blank, cell_name(row, column), text))
    return package.replaced({name: xml.written(root)})


def _author(authors: xml.Element) -> str:
    names = [element.text for element in xml.children(authors, "author")]
    if marks.AUTHOR not in names:
        xml.make(authors, "author", text=marks.AUTHOR)
        names.append(marks.AUTHOR)
    return str(names.index(marks.AUTHOR))


def _blank(texts: xml.Element, author: str) -> xml.Element:
    """A comment without a cell or words, of which each note is a copy: two runs, the words and our mark in grey."""
    comment = xml.make(texts, "comment", {"ref": "", "authorId": author})
    body = xml.make(comment, "text")
    for colour in ({"indexed": "81"}, {"rgb": "FF767676"}):
        run = xml.make(body, "r")
        properties = xml.make(run, "rPr")
        xml.make(properties, "sz", {"val": "9"})
        xml.make(properties, "color", colour)
        xml.make(properties, "rFont", {"val": "Tahoma"})
        xml.make(properties, "family", {"val": "2"})
        xml.make(run, "t")
    texts.remove(comment)
    return comment


def _filled_in(blank: xml.Element, name: str, text: str) -> xml.Element:
    text = text.strip()[:_LONGEST]
    comment = copy.deepcopy(blank)
    comment.set("ref", name)
    words, mark = xml.descendants(comment, "t")
    xml.set_text(words, f"{text}\n")
    xml.set_text(mark, marks.note_signature(text))
    return comment


def _with_boxes(
    package: Package, part: str, sheet: SheetXml, parts: _Parts, notes: Collection[tuple[int, int, str]]
) -> Package:
    shown = [(row, column, f"{text.strip()}\n{marks.AUTHOR}") for row, column, text in notes]
    others = (_vml(package, name) for name in package.names if name.lower().endswith(".vml"))
    grid = boxes.grid(sheet)
    if parts.drawing is not None and parts.drawing.part is not None:
        name = parts.drawing.part
        drawn = boxes.with_boxes(_vml(package, name), shown, grid, others)
        return package.replaced({name: drawn.encode("latin-1")})
    _, base, home = _base(package)
    name = free_part(package, f"{home}drawings/vmlDrawing", ".vml")
    drawn = boxes.with_boxes(None, shown, grid, others)
    package = package.replaced(added={name: drawn.encode("latin-1")})
    package, relation = relationships.added(package, part, f"{base}/vmlDrawing", name)
    package = content_types.declared(package, {name: content_types.VML})
    legacy = xml.child(sheet.frame, "legacyDrawing")
    if legacy is None:
        legacy = xml.make(sheet.frame, "legacyDrawing")
        sheet.put(legacy)
    xml.set_relation_id(legacy, relation)
    return package.replaced({part: sheet.written()})


def _vml(package: Package, name: str) -> str:
    """A drawing as text. Each byte is taken for a letter: what we add is ASCII, and the rest goes back as it came."""
    return xml.as_utf8(package.part(name)).decode("latin-1")


def removed(package: Package, part: str) -> Package:
    """Without the notes of the sheet that gipxl wrote (and nobody changed since)."""
    doomed = {note.cell for note in of(package, part) if note.ours}
    if not doomed:
        return package
    before = package
    sheet = SheetXml.read(package, part)
    parts = _Parts.of(package, part, sheet)
    if parts.comments is None or parts.comments.part is None:
        return package
    root = xml.parse(package.part(parts.comments.part), parts.comments.part)
    for element in [element for element in xml.descendants(root, "comment") if element.get("ref") in doomed]:
        xml.drop(element)
    package = package.replaced({parts.comments.part: xml.written(root)})
    if next(xml.descendants(root, "comment"), None) is None:
        package = relationships.removed(package, part, [parts.comments.id])
    return swept(before, _without_boxes(package, part, sheet, parts, {cell(name) for name in doomed}))


def _without_boxes(
    package: Package, part: str, sheet: SheetXml, parts: _Parts, cells: Collection[tuple[int, int]]
) -> Package:
    if parts.drawing is None or parts.drawing.part is None:
        return package
    left = boxes.without_boxes(_vml(package, parts.drawing.part), cells)
    if boxes.has_shapes(left):
        return package.replaced({parts.drawing.part: left.encode("latin-1")})
    legacy = xml.child(sheet.frame, "legacyDrawing")
    if legacy is not None:
        xml.drop(legacy)
    package = relationships.removed(package, part, [parts.drawing.id])
    return package.replaced({part: sheet.written()})
