"""Reports edited as people do in Word: words retyped across runs, tracked changes, paragraphs taken out and added."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def edited(docx: bytes, change: Callable[[Any], None], part: str = DOCUMENT) -> bytes:
    """The file with one of its parts changed."""
    root = etree.fromstring(part_of(docx, part))
    change(root)
    return with_part(docx, part, etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def part_of(docx: bytes, part: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(part)


def with_part(docx: bytes, part: str, content: bytes | None) -> bytes:
    """The file with another content for one part, or without it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if content is not None:
            new.writestr(part, content)
    return stream.getvalue()


def _texts(paragraph: Any) -> list[Any]:
    return list(paragraph.iter(f"{W}t"))


def text_of(paragraph: Any) -> str:
    return "".join(each.text or "" for each in _texts(paragraph))


def paragraph_with(root: Any, words: str) -> Any:
    """The first paragraph that holds the words, whatever runs and controls they are spread over."""
    return next(each for each in root.iter(f"{W}p") if words in text_of(each))


def retyped(docx: bytes, old: str, new: str) -> bytes:
    """Words selected and typed over: they stay where the first of them stood, in a control if that was in one."""
    return edited(docx, lambda root: _replace(paragraph_with(root, old), old, new))


def _replace(paragraph: Any, old: str, new: str) -> None:
    start = text_of(paragraph).index(old)
    end, at, put = start + len(old), 0, False
    for each in _texts(paragraph):
        text = each.text or ""
        first, last = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if first < last:
            each.text = text[:first] + ("" if put else new) + text[last:]
            each.set(_SPACE, "preserve")
            put = True


def split_into_runs(docx: bytes) -> bytes:
    """As Word saves: words of one paragraph in many runs, spelling marks between them, ids on every control."""

    def change(root: Any) -> None:
        for at, control in enumerate(root.iter(f"{W}sdtPr"), start=1001):
            etree.SubElement(control, f"{W}id").set(f"{W}val", str(at))
        for text in list(root.iter(f"{W}t")):
            run, words = text.getparent(), text.text or ""
            if len(words) > 3 and len(run.findall(f"{W}t")) == 1 and run.find(f"{W}br") is None:
                second = copy.deepcopy(run)
                text.text, second.find(f"{W}t").text = words[: len(words) // 2], words[len(words) // 2 :]
                run.set(f"{W}rsidR", "00AB12CD")
                run.addnext(second)
                run.addnext(etree.Element(f"{W}proofErr", {f"{W}type": "spellStart"}))

    return edited(docx, change)


def tracked(docx: bytes, old: str, new: str) -> bytes:
    """The words struck out and others put in with Track Changes on."""

    def change(root: Any) -> None:
        paragraph = paragraph_with(root, old)
        text = next(each for each in _texts(paragraph) if old in (each.text or ""))
        run, whole = text.getparent(), text.text
        before, after = whole.split(old, 1)
        pieces = [_run(run, before)] if before else []
        pieces += [_tracked("del", _run(run, old, "delText"))] if old else []
        pieces += [_tracked("ins", _run(run, new))] if new else []
        pieces += [_run(run, after)] if after else []
        for piece in reversed(pieces):
            run.addnext(piece)
        run.getparent().remove(run)

    return edited(docx, change)


def _run(like: Any, words: str, name: str = "t") -> Any:
    made = copy.deepcopy(like)
    for each in list(made):
        if each.tag != f"{W}rPr":
            made.remove(each)
    text = etree.SubElement(made, f"{W}{name}", {_SPACE: "preserve"})
    text.text = words
    return made


def _tracked(kind: str, run: Any) -> Any:
    made = etree.Element(f"{W}{kind}", {f"{W}id": "9", f"{W}author": "Officer", f"{W}date": "2020-10-20T09:00:00Z"})
    made.append(run)
    return made


def without_paragraph(docx: bytes, words: str) -> bytes:
    """A paragraph deleted."""

    def change(root: Any) -> None:
        paragraph = paragraph_with(root, words)
        paragraph.getparent().remove(paragraph)

    return edited(docx, change)


def paragraph_struck_out(docx: bytes, words: str) -> bytes:
    """A paragraph deleted with Track Changes on: its words and its end."""

    def change(root: Any) -> None:
        paragraph = paragraph_with(root, words)
        for run in list(paragraph.iter(f"{W}r")):
            for text in run.findall(f"{W}t"):
                text.tag = f"{W}delText"
            around = etree.Element(f"{W}del", {f"{W}id": "7", f"{W}author": "Officer"})
            run.addprevious(around)
            around.append(run)
        etree.SubElement(etree.SubElement(paragraph.find(f"{W}pPr"), f"{W}rPr"), f"{W}del", {f"{W}id": "8"})

    return edited(docx, change)


def paragraph_added(docx: bytes, after: str, *lines: str, style: str = "") -> bytes:
    """A paragraph typed below another, in its style unless told otherwise; line breaks between the lines."""

    def change(root: Any) -> None:
        above = paragraph_with(root, after)
        made = etree.Element(f"{W}p")
        if above.find(f"{W}pPr") is not None:
            made.append(copy.deepcopy(above.find(f"{W}pPr")))
        if style:
            made.find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)
        run = etree.SubElement(made, f"{W}r")
        for at, line in enumerate(lines):
            if at:
                etree.SubElement(run, f"{W}br")
            etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = line
        above.addnext(made)

    return edited(docx, change)


def without_controls(docx: bytes, kind: str = "") -> bytes:
    """Content controls removed, their words kept (all, or those whose tag begins so)."""

    def change(root: Any) -> None:
        for control in list(root.iter(f"{W}sdt")):
            if _tag(control).startswith(kind):
                for each in list(control.find(f"{W}sdtContent")):
                    control.addprevious(each)
                control.getparent().remove(control)

    return edited(docx, change)


def _tag(control: Any) -> str:
    return str(control.find(f"{W}sdtPr/{W}tag").get(f"{W}val"))


def typed_behind(docx: bytes, tag: str, words: str) -> bytes:
    """Words typed at the end of a control's paragraph, outside the control."""

    def change(root: Any) -> None:
        control = next(each for each in root.iter(f"{W}sdt") if _tag(each) == tag)
        run = etree.Element(f"{W}r")
        etree.SubElement(run, f"{W}t", {_SPACE: "preserve"}).text = words
        control.addnext(run)

    return edited(docx, change)


def by_nobody(docx: bytes) -> bytes:
    """The same words in a report that gipxl did not write: no controls, no properties, no originals."""
    bare = without_controls(docx)
    for part in parts(docx):
        if part.startswith(("customXml/", "docProps/custom")):
            bare = with_part(bare, part, None)
    return edited(
        edited(bare, lambda root: _drop(root, "customXml"), "word/_rels/document.xml.rels"),
        lambda root: _drop(root, "custom-properties"),
        "_rels/.rels",
    )


def _drop(root: Any, kind: str) -> None:
    for each in list(root):
        if each.get("Type").endswith(kind):
            root.remove(each)


def parts(docx: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        yield from package.namelist()
