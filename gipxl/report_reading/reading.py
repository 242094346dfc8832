"""A .docx file → a :class:`Report`. Comments, headers and footers are passed over; footnotes come last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from gipxl.errors import ReportError
from gipxl.package import relationships, xml
from gipxl.package.errors import PackageError
from gipxl.package.parts import DEFAULT_LIMITS, Package
from gipxl.package.xml import Element
from gipxl.report_reading import originals
from gipxl.report_reading.numbers import Lists, Styles
from gipxl.report_reading.runs import TRACKED, Fields, Reader, chosen_content, value
from gipxl.report_reading.values import Control, Paragraph, Place, Report
from gipxl.settings import LimitSettings

_REMEDY = "Save the report from Word as .docx, without a password, and name that file."
_NO_BLOCKS = frozenset("sectPr tblPr tblGrid tblPrEx trPr tcPr sdtPr sdtEndPr del moveFrom".split())


def read_report(source: Path | bytes, name: str = "", limits: LimitSettings = DEFAULT_LIMITS) -> Report:
    """The report in a .docx file, which is only ever read.

    Raises ReportError, in one sentence, where it is no Word document, is damaged or encrypted, or holds what no Word
    document holds.
    """
    name = name or (source.name if isinstance(source, Path) else "The report")
    if isinstance(source, Path) and not source.exists():
        raise ReportError(f"There is no file {source}.", "Check the name and the folder.")
    try:
        return _report(Package.read(source, limits), name)
    except PackageError as error:
        why = error.message.replace("of Excel before", "of Office before")
        raise ReportError(f"{name} cannot be read as a Word document. {why}", _REMEDY) from error
    except RecursionError as error:
        raise ReportError(f"{name} cannot be read as a Word document. It is nested too deeply.", _REMEDY) from error


def _report(package: Package, name: str) -> Report:
    main = next((each.part for each in relationships.of(package) if each.kind == "officeDocument" and each.part), None)
    if main is None:
        raise PackageError("The file is a zip, but holds no document.")
    root = xml.parse(package.part(main), main)
    body = xml.child(root, "body")
    if xml.local(root) != "document" or body is None:
        raise PackageError("The file is an Office file of another kind.")
    styles = Styles(_related(package, main, "styles"))
    walk = _Walk(styles=styles, lists=Lists(styles, _related(package, main, "numbering")))
    paragraphs = list(walk.paragraphs(body))
    for note in _notes(_related(package, main, "footnotes")):
        paragraphs += [replace(each, heading="Footnotes") for each in walk.paragraphs(note)]
    return Report(
        name=name,
        paragraphs=tuple(paragraphs),
        has_tracked_changes=walk.tracked,
        properties=_properties(package),
        originals=originals.read(package, main),
    )


def _related(package: Package, main: str, kind: str) -> Element | None:
    part = next((each.part for each in relationships.of(package, main) if each.kind == kind and each.part), None)
    return xml.parse(package.part(part), part) if part else None


def _notes(root: Element | None) -> list[Element]:
    """The footnotes that somebody wrote; Word keeps the lines that part them from the text among them."""
    return [] if root is None else [note for note in xml.children(root, "footnote") if not value(note, "type")]


def _properties(package: Package) -> dict[str, str]:
    """The file's own properties, by name."""
    part = next((each.part for each in relationships.of(package) if each.kind == "custom-properties"), None)
    if part is None:
        return {}
    root = xml.parse(package.part(part), part)
    return {value(each, "name"): "".join(map(str, each.itertext())) for each in xml.children(root, "property")}


class _Block(NamedTuple):
    """A paragraph's element, the tags of the controls around it, and its cell in a table."""

    element: Element
    tags: tuple[str, ...]
    place: Place | None


@dataclass(kw_only=True)
class _Walk:
    """The way through a document, with what it has met so far."""

    styles: Styles
    lists: Lists
    fields: Fields = field(default_factory=Fields)
    tracked: bool = False
    tables: int = 0
    heading: str = ""

    def paragraphs(self, body: Element) -> Iterator[Paragraph]:
        """Every paragraph that is left when all changes are accepted."""
        self.tracked = self.tracked or any(xml.local(each) in TRACKED for each in body.iter())
        pending: Paragraph | None = None
        for block in self._blocks(body, (), None):
            read = self._read(block)
            if pending is not None:
                read = _joined(pending, read)
                pending = None
            if _mark_is_deleted(block.element):
                pending = read
            elif not self.styles.name(self.styles.of(block.element)).lower().startswith("toc "):
                yield self._finished(read, block.element)
        if pending is not None and pending.text:
            yield pending

    def _blocks(self, element: Element, tags: tuple[str, ...], place: Place | None) -> Iterator[_Block]:
        for child in element:
            name = xml.local(child)
            if name == "p":
                yield _Block(child, tags, place)
                for box in _text_boxes(child):
                    yield from self._blocks(box, tags, place)
            elif name == "tbl":
                yield from self._table(child, tags)
            elif name == "sdt":
                content = xml.child(child, "sdtContent")
                tag = value(xml.child(child, "sdtPr", "tag"))
                if content is not None:
                    yield from self._blocks(content, (*tags, tag) if tag else tags, place)
            elif name == "AlternateContent":
                for chosen in chosen_content(child):
                    yield from self._blocks(chosen, tags, place)
            elif name and name not in _NO_BLOCKS:
                yield from self._blocks(child, tags, place)

    def _table(self, table: Element, tags: tuple[str, ...]) -> Iterator[_Block]:
        self.tables += 1
        number = self.tables
        rows = (row for row in _inside(table, "tr") if xml.child(row, "trPr", "del") is None)
        for at, row in enumerate(rows, start=1):
            for place, cell in enumerate(_inside(row, "tc"), start=1):
                yield from self._blocks(cell, tags, Place(number, at, place))

    def _read(self, block: _Block) -> Paragraph:
        reader = Reader(fields=self.fields)
        reader.read(block.element)
        around = [Control(tag, 0, len(reader.text)) for tag in block.tags]
        return Paragraph(text=reader.text, controls=(*around, *reader.controls), place=block.place)

    def _finished(self, paragraph: Paragraph, element: Element) -> Paragraph:
        """With what the paragraph's style and list make of it."""
        level = 0 if paragraph.place else self.styles.level(element)
        number = self.lists.number(element)
        finished = replace(
            paragraph, style=self.styles.name(self.styles.of(element)), level=level, number=number, heading=self.heading
        )
        if level and paragraph.text.strip():
            self.heading = " ".join(paragraph.text.split())
        return finished


def _inside(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, through whatever is put around them; not those of tables inside."""
    for child in element:
        local = xml.local(child)
        if local == name:
            yield child
        elif local and local not in _NO_BLOCKS and local not in ("tbl", "tc", "tr", "p"):
            yield from _inside(child, name)


def _text_boxes(paragraph: Element) -> Iterator[Element]:
    for child in paragraph:
        name = xml.local(child)
        if name == "txbxContent":
            yield child
        elif name == "AlternateContent":
            for chosen in chosen_content(child):
                yield from _text_boxes(chosen)
        elif name and name not in _NO_BLOCKS:
            yield from _text_boxes(child)


def _mark_is_deleted(paragraph: Element) -> bool:
    """The end of the paragraph is taken out by a tracked change, so that it runs on into the next."""
    return any(xml.child(paragraph, "pPr", "rPr", name) is not None for name in ("del", "moveFrom"))


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    by = len(first.text)
    moved = tuple(Control(each.tag, each.start + by, each.end + by) for each in second.controls)
    return replace(second, text=first.text + second.text, controls=(*first.controls, *moved))
