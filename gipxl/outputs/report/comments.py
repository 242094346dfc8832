"""Word comments: those of a template taken out, and those of a draft put in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gipxl.outputs.plain import harmless
from gipxl.outputs.report.layout import WORD
from gipxl.outputs.report.markup import plain
from gipxl.package import content_types, relationships, xml
from gipxl.package.parts import Package

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
# The comments, and what newer versions of Word keep about them: answers, dates, and who wrote them.
_KINDS = ("comments", "commentsExtended", "commentsIds", "commentsExtensible", "people")
_MARKS = tuple(f"{WORD}{name}" for name in ("commentRangeStart", "commentRangeEnd", "commentReference"))


def without_comments(package: Package, document: str) -> Package:
    """The file without any comment: those in a template are about the template."""
    gone = [each for each in relationships.of(package, document) if each.kind in _KINDS]
    if not gone:
        return package
    root = xml.parse(package.part(document), document)
    for mark in list(root.iter(*_MARKS)):
        run = mark.getparent()
        xml.drop(mark)
        if run is not None and run.tag == f"{WORD}r" and all(xml.local(child) == "rPr" for child in run):
            xml.drop(run)
    parts = [each.part for each in gone if each.part]
    package = relationships.removed(package, document, [each.id for each in gone])
    package = package.replaced({document: xml.written(root)}, removed=parts)
    return content_types.withdrawn(package, parts)


def commented(package: Package, document: str, notes: Mapping[str, str]) -> Package:
    """The file with a comment on every control whose tag ``notes`` has something to say of."""
    root = xml.parse(package.part(document), document)
    said: list[str] = []
    for control in root.iter(f"{WORD}sdt"):
        tag = control.find(f"{WORD}sdtPr/{WORD}tag")
        note = notes.get(tag.get(f"{WORD}val", "")) if tag is not None else None
        if note:
            _mark(control, str(len(said)))
            said.append(note)
    if not said:
        return package
    name = "word/comments.xml"
    package = package.replaced({document: xml.written(root)}, added={name: comments_part(said)})
    package, _ = relationships.added(package, document, f"{_OFFICE}/comments", name)
    return content_types.declared(package, {name: _TYPE})


def _mark(control: Any, number: str) -> None:
    """The comment spans the control, and is shown behind it."""
    identified = {f"{WORD}id": number}
    control.addprevious(control.makeelement(f"{WORD}commentRangeStart", identified))
    run = control.makeelement(f"{WORD}r", {})
    run.append(run.makeelement(f"{WORD}commentReference", identified))
    end = control.makeelement(f"{WORD}commentRangeEnd", identified)
    control.addnext(end)
    end.addnext(run)


def comments_part(texts: Iterable[str]) -> bytes:
    """The part with these comments, numbered from 0; each line of a text is a paragraph."""
    comments = "".join(
        f'<w:comment w:id="{number}" w:author="gipxl" w:initials="gipxl">{_paragraphs(text)}</w:comment>'
        for number, text in enumerate(texts)
    )
    return xml.new_part(f'<w:comments xmlns:w="{WORD.strip("{}")}">{comments}</w:comments>')


def _paragraphs(text: str) -> str:
    lines = harmless(text).split("\n")
    return "".join(f'<w:p><w:r><w:t xml:space="preserve">{plain(line)}</w:t></w:r></w:p>' for line in lines)
