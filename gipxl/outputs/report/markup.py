"""The words of a report as WordprocessingML runs, escaped; figures and narratives in controls that name them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import assert_never

from markupsafe import Markup

from gipxl.outputs.plain import harmless
from gipxl.outputs.report.pieces import Counted, Dated, Gap, Pointer, Strong, Text, Told, Word, Words

#: Word refuses to open a document in which a control's tag or title is longer.
_LONGEST_TAG = 64
# Braces as references: no tag of Jinja or of docxtpl can come out of officers' text, whatever is done to the result.
_REFERENCES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "{": "&#123;", "}": "&#125;", '"': "&quot;"})
_TO_ESCAPE = re.compile(r"""[&<>{}"]""")


def plain(text: str) -> Markup:
    """``text`` as it may stand between the tags of a run, or in an attribute."""
    return ready(_escaped(harmless(text)))


def _escaped(text: str) -> str:
    return text.translate(_REFERENCES) if _TO_ESCAPE.search(text) else text


def ready(xml: str) -> Markup:
    """WordprocessingML of gipxl's own making, in which whatever came from a workbook is escaped already."""
    return Markup(xml)


def runs(words: Words, bookmark: str = "") -> Markup:
    """The runs of one paragraph, inside the bookmark where something refers to it."""
    inner = "".join(_run(word) for word in words)
    return ready(_bookmarked(inner, bookmark) if bookmark else inner)


def _run(word: Word) -> str:
    match word:
        case Text(text):
            return _text(text)
        case Strong(text):
            return _text(text, "<w:rPr><w:b/><w:bCs/></w:rPr>")
        case Gap(text=text):
            return _text(text, '<w:rPr><w:rStyle w:val="Gap"/><w:highlight w:val="yellow"/></w:rPr>')
        case Counted() | Dated() | Told():
            return _control(*tag_and_title(word), _inner(word))
        case Pointer(key, text):
            return _reference(key, text)
        case _:
            assert_never(word)


def _inner(word: Counted | Dated | Told) -> str:
    return "".join(_run(each) for each in word.words) if isinstance(word, Told) else _text(word.text)


def tag_and_title(word: Counted | Dated | Told) -> tuple[str, str]:
    """What the control around a word is found by, and what Word shows on its handle."""
    match word:
        case Counted(name):
            return tag("figure", [name]), name.replace("_", " ").replace(".", ", ")
        case Dated(name):
            return tag("date", [name]), name.replace("_", " ")
        case Told("detail" | "section", refs):
            return tag(word.kind, refs), refs[0]
        case Told(kind, refs):
            return tag(kind, refs), f"{kind.capitalize()} {'of ' if kind != 'action' else ''}{', '.join(refs)}"
        case _:
            assert_never(word)


def inline(word: Counted | Dated | Told) -> Markup:
    """A word in its control, for the middle of a template's own text: what is around it stays as it was."""
    return ready(_control(*tag_and_title(word), _inner(word)))


def _text(text: str, properties: str = "") -> str:
    """One run; line breaks and tabs in it as Word writes them."""
    clean = _escaped(harmless(text))
    if clean.isprintable():
        return f'<w:r>{properties}<w:t xml:space="preserve">{clean}</w:t></w:r>' if clean else ""
    pieces: list[str] = []
    for at, line in enumerate(clean.split("\n")):
        pieces += ["<w:br/>"] if at else []
        for after, part in enumerate(line.split("\t")):
            pieces += ["<w:tab/>"] if after else []
            pieces += [f'<w:t xml:space="preserve">{part}</w:t>'] if part else []
    return f"<w:r>{properties}{''.join(pieces)}</w:r>" if pieces else ""


def tag(kind: str, names: Sequence[str]) -> str:
    """What a content control is found by: "figure:on_track", "narrative:C2,C5".

    A tag too long for Word ends in a digest of the whole instead, so that it still can be told from every other.
    """
    whole = f"{kind}:{','.join(harmless(name) for name in names)}"
    if len(whole) <= _LONGEST_TAG:
        return whole
    digest = hashlib.sha256(whole.encode("utf-8")).hexdigest()[:12]
    return f"{whole[: _LONGEST_TAG - 13]}#{digest}"


def _title(text: str) -> str:
    """The name of a content control that Word shows on its handle, as short as Word wants it."""
    text = " ".join(harmless(text).split())
    return text if len(text) <= _LONGEST_TAG else f"{text[: _LONGEST_TAG - 1]}…"


def _control(name: str, shown: str, content: str) -> str:
    properties = f'<w:alias w:val="{_escaped(_title(shown))}"/><w:tag w:val="{_escaped(harmless(name))}"/>'
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def bookmark_name(key: str) -> str:
    """The bookmark of a paragraph; the underscore in front keeps it out of Word's list of the officers' own."""
    return f"_gipxl_{key.replace('-', '_')}"


def _bookmarked(inner: str, name: str) -> str:
    # The number that tells bookmarks apart is given when the whole document is known.
    return f'<w:bookmarkStart w:id="0" w:name="{name}"/>{inner}<w:bookmarkEnd w:id="0"/>'


def _reference(key: str, shown: str) -> str:
    """A field that gives the number of the bookmarked paragraph; Word finds the right result stored already."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> REF {bookmark_name(key)} \\r \\h </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{_text(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
