"""The XML of parts: parsed safely, written plainly, whatever prefix or dialect the part is in.

A workbook speaks one of two dialects, transitional (nearly all) or Strict: the same elements in other namespaces.
Elements are therefore found by their local names, and new ones are made in the namespace of their parent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from gipxl.package.errors import PackageError
from gipxl.words import shortened

Element = etree._Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONSHIPS = "http://purl.oclc.org/ooxml/officeDocument/relationships"

_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"%s?>\n'
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_LONGEST = 40


def parse(data: bytes, part: str = "", *, comments: bool = True) -> Element:
    """The root of a part, if need be without its comments. No entities are resolved, nothing is fetched.

    Raises PackageError for a part that is not well formed, or that declares a document type (no Office part does).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=not comments, remove_pis=not comments,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise PackageError(
            f"The part {part or 'of the file'} is damaged ({error.msg}).",
            "Open the workbook in Excel, let it repair the file, and save it again.",
        ) from error
    if _tree(root).docinfo.internalDTD is not None:
        raise PackageError(
            f"The part {part or 'of the file'} declares a document type, which no Office program writes.",
            "Ask who sent the file how it was made.",
        )
    return root


def written(root: Element) -> bytes:
    """The part as bytes, in UTF-8."""
    tree = _tree(root)
    standalone = tree.docinfo.standalone
    says = b"" if standalone is None else b' standalone="yes"' if standalone else b' standalone="no"'
    return _DECLARATION % says + etree.tostring(tree, encoding="UTF-8")


def _tree(root: Element) -> etree._ElementTree:
    return root.getroottree()


def new_part(markup: str) -> bytes:
    """A part made here, from its markup."""
    return _DECLARATION % b' standalone="yes"' + markup.encode("utf-8")


def as_utf8(data: bytes) -> bytes:
    """The part in UTF-8, whichever encoding it came in: only then can its bytes be cut and joined."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data.startswith((b"<\0", b"\0<")):
        encoding = "utf-16-le" if data.startswith(b"<\0") else "utf-16-be"
    else:
        declared = re.match(rb"""\s*<\?xml[^>]*?encoding=["']([\w.-]+)["']""", data.removeprefix(b"\xef\xbb\xbf"))
        encoding = declared[1].decode("ascii") if declared else "utf-8"
    if encoding.lower() in ("utf-8", "utf8", "us-ascii", "ascii"):
        return data.removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeDecodeError) as error:
        raise PackageError(
            f"A part of the file is in an encoding that cannot be read ({encoding}).", "Save it again from Excel."
        ) from error
    return re.sub(r"""(<\?xml[^>]*?encoding=["'])[\w.-]+""", r"\1UTF-8", text, count=1).encode("utf-8")


def local(element: Element) -> str:
    """The element's name without its namespace; "" for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of the element's name."""
    return str(element.tag).rpartition("}")[0].lstrip("{")


def children(parent: Element, name: str) -> Iterator[Element]:
    """The children of that local name, in any namespace of the element's own dialect."""
    return (child for child in parent if local(child) == name)


def child(parent: Element, *path: str) -> Element | None:
    """The first child of that local name, and so on down the path; None where one is missing."""
    found: Element | None = parent
    for name in path:
        if found is None:
            return None
        found = next(children(found, name), None)
    return found


def descendants(root: Element, name: str) -> Iterator[Element]:
    """Every element of that local name below the root, in any namespace."""
    return root.iter(f"{{*}}{name}")


def make(parent: Element, name: str, attributes: Mapping[str, str] | None = None, text: str | None = None) -> Element:
    """A new last child of ``parent``, in its namespace."""
    made = etree.SubElement(parent, f"{{{namespace(parent)}}}{name}", dict(attributes or {}))
    made.text = text
    return made


def place(parent: Element, element: Element, order: str) -> None:
    """Put ``element`` among the children of ``parent`` where the schema wants it.

    ``order`` is the schema's sequence, with spaces between. Elements it doesn't know are passed over; a choice
    for newer versions (mc:AlternateContent) counts as what it holds.
    """
    ranks = {name: rank for rank, name in enumerate(order.split())}
    own = ranks[local(element)]
    for position, sibling in enumerate(parent):
        if sibling is not element and ranks.get(_stands_for(sibling), -1) > own:
            parent.insert(position, element)
            return
    parent.append(element)


def drop(element: Element) -> None:
    """Take an element out of its parent, with nothing of what follows it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def drop_attribute(element: Element, name: str) -> None:
    """Take an attribute away, if it is there."""
    if name in element.attrib:
        del element.attrib[name]


def _stands_for(element: Element) -> str:
    while local(element) in ("AlternateContent", "Choice") and len(element):
        element = element[0]
    return local(element)


def relation_id(element: Element, name: str = "id") -> str | None:
    """The element's relationship id (r:id, r:embed …), in either dialect."""
    for space in (RELATIONSHIPS, STRICT_RELATIONSHIPS):
        value = element.get(f"{{{space}}}{name}")
        if value is not None:
            return str(value)
    return None


def set_relation_id(element: Element, value: str) -> None:
    """Give the element an r:id, in the dialect that it is in."""
    strict = namespace(element) == STRICT_MAIN
    element.set(f"{{{STRICT_RELATIONSHIPS if strict else RELATIONSHIPS}}}id", value)


def escaped(text: str) -> str:
    """Text as a workbook stores it: what XML cannot carry is written as _xHHHH_ (and so is what looks like that)."""
    return _UNSAFE.sub(lambda found: f"_x{ord(found[0]):04X}_", text)


def unescaped(text: str) -> str:
    """Text as a person sees it."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def set_text(element: Element, text: str) -> None:
    """Text into an element, outer spaces and line breaks kept."""
    element.text = escaped(text)
    if text != text.strip() or "\n" in text:
        element.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def number(element: Element, name: str, default: int = 0) -> int:
    """A whole number that an attribute gives; ``default`` where the element has none of that name.

    Raises PackageError for what is no number: the part is damaged there, and a guess would show elsewhere.
    """
    given = element.get(name)
    try:
        return default if given is None else int(given)
    except ValueError as error:
        raise PackageError(
            f"The file says “{shortened(str(given), _LONGEST)}” where a number belongs ({local(element)} {name}).",
            "Open the workbook in Excel, let it repair the file, and save it again.",
        ) from error


def true(value: str | None, default: bool = False) -> bool:
    """An xsd:boolean."""
    return default if value is None else value.strip() in ("1", "true", "on")


def canonical(element: Element) -> bytes:
    """The element in one agreed spelling, so that two can be compared (prefixes, if they differ, count)."""
    try:
        return etree.tostring(element, method="c14n", exclusive=True, with_tail=False)
    except etree.C14NError:
        # Namespaces that are no full addresses have no agreed spelling; as it stands it is compared well enough.
        return etree.tostring(element, encoding="UTF-8", with_tail=False)
