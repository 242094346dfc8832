"""What an .xlsx or .xlsm file holds beside its cells' values: macros, links to other files, names of people, comments.

Part names are looked at first and parts searched as bytes; only small parts are ever parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from gipxl.package import relationships, xml
from gipxl.package.parts import Package
from gipxl.package.workbook import Structure
from gipxl.patterns import later
from gipxl.plan import Book, Place

# Functions that run a program, load code or send a request; FILTERXML and ENCODEURL only work on texts.
_CALLS = later(
    r"\b(?:WEBSERVICE|CALL|REGISTER(?:\.ID)?|EXEC|EXECUTE|INITIATE|SQL\.REQUEST|RTD|FOPEN|FWRITE|DDE)(?=\s*\()",
    re.IGNORECASE,
)
# A picture fetched from the web; IMAGE with anything else can fetch one too, but never reads or runs.
_IMAGE = re.compile(r"\bIMAGE(?=\s*\()", re.IGNORECASE)
_DDE = re.compile(r"(?:^|[=+\-*/(,;\s])([A-Za-z_][\w.]*)\s*\|\s*'?[^|!]*'?!")
_LINKED = re.compile(r"(?:^|[^\w\]])\[(\d+)\]")
_LINKED_BY_NAME = re.compile(r"\[([^\[\]]+\.(?:xl\w{1,2}|csv|ods))\]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')

# Bytes without which no formula is worth reading.
_SUSPECT = re.compile(
    rb"\[[^\[\]<>]*[\d.]|\||webservice|call|register|exec|initiate|request|rtd|fopen|fwrite|dde|image", re.IGNORECASE
)
_FORMULA = re.compile(rb"<f\b[^>]*>([^<]+)</")
_PREFIXED_FORMULA = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]+)</")
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br\s*=\s*["']([A-Z]+\d+)["']""")
# How far before a formula its cell begins: attributes only stand between.
_NEAR = 2_000

_EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*\bTargetMode\s*=\s*[\"']External[\"'][^>]*>")
_DDE_LINK = re.compile(rb"""<(?:\w+:)?ddeLink\b[^>]*\bddeService\s*=\s*["']([^"']*)["']""")


def read_book(package: Package, structure: Structure) -> Book:
    """Everything about the file that the rules on workbooks ask for."""
    files = _linked_files(package)
    formulas = list(_suspect_formulas(package, structure))
    return Book(
        has_macros=any(sheet.kind == "xlMacrosheet" for sheet in structure.sheets)
        or any(name.casefold().endswith("vbaproject.bin") for name in package.names),
        external_links=tuple(_external_links(package, structure, files, formulas)),
        dangerous_formulas=tuple(_dangers(package, formulas)),
        open_comments=tuple(_open_comments(package, structure)),
        personal_properties=tuple(_personal(package)),
    )


def _suspect_formulas(package: Package, structure: Structure) -> Iterator[Place]:
    """The formulas, of cells and of defined names, that may read other files or call out."""
    for name in structure.names:
        if _SUSPECT.search(name.formula.encode()):
            yield Place(name.formula)
    for sheet in structure.sheets:
        if sheet.kind not in ("worksheet", "xlMacrosheet"):
            continue
        data = xml.as_utf8(package.part(sheet.part))
        for found in (_PREFIXED_FORMULA if b":f" in data else _FORMULA).finditer(data):
            if _SUSPECT.search(found[1]):
                yield Place(_text(found[1]), sheet.name, _cell_before(data, found.start()))


def _cell_before(data: bytes, place: int) -> str:
    cells = _CELL.findall(data[max(0, place - _NEAR) : place])
    return cells[-1].decode() if cells else ""


def _dangers(package: Package, formulas: list[Place]) -> Iterator[Place]:
    for formula in formulas:
        bare = _QUOTED.sub('""', formula.what)
        if found := _CALLS.search(bare):
            yield formula._replace(what=found[0].upper())
        elif _IMAGE.search(bare) and "http" in formula.what.casefold():
            yield formula._replace(what="IMAGE")
        elif dde := _DDE.search(bare):
            yield formula._replace(what=f"the program {dde[1]}")
    for name in package.names:
        if "/externallinks/" in name.casefold() and (link := _DDE_LINK.search(xml.as_utf8(package.part(name)))):
            yield Place(f"the program {_text(link[1])}")


def _linked_files(package: Package) -> dict[str, str]:
    """Every file outside that a part reads, by the part; addresses that staff click on are not read."""
    files: dict[str, str] = {}
    for name in package.names:
        if name.casefold().endswith(".rels") and _EXTERNAL.search(xml.as_utf8(package.part(name))):
            folder, _, own = name.rpartition("_rels/")
            owner = folder + own[: -len(".rels")]
            outside = [one for one in relationships.of(package, owner) if one.external and one.kind != "hyperlink"]
            for number, one in enumerate(outside):
                files[f"{owner}#{number}" if number else owner] = _file_name(one.target)
    return files


def _file_name(target: str) -> str:
    """The file that an address names; its folders may name people, and are left out."""
    return re.split(r"[\\/]", unquote(target).rstrip("\\/"))[-1] or target


def _external_links(
    package: Package, structure: Structure, files: dict[str, str], formulas: list[Place]
) -> Iterator[Place]:
    numbered = _numbered_links(package, structure)
    first: dict[str, Place] = {}
    for formula in formulas:
        bare = _QUOTED.sub('""', formula.what)
        named = [_file_name(found) for found in _LINKED_BY_NAME.findall(bare)]
        for number in _LINKED.findall(bare):
            part = numbered[int(number) - 1] if 0 < int(number) <= len(numbered) else None
            named += [files[part]] if part in files else []
        for file in named:
            if file not in first or not first[file].cell:
                first[file] = formula._replace(what=file)
    for file in files.values():
        first.setdefault(file, Place(file))
    yield from first.values()
    for connection in _connections(package):
        yield Place(f"the data connection “{connection}”")


def _numbered_links(package: Package, structure: Structure) -> list[str | None]:
    """The parts that [1], [2] … in formulas stand for."""
    if not any("externallink" in name.casefold() for name in package.names):
        return []
    group = xml.child(xml.parse(package.part(structure.part), structure.part), "externalReferences")
    related = relationships.of(package, structure.part)
    return [relationships.target_of(related, xml.relation_id(each)) for each in (group if group is not None else ())]


def _connections(package: Package) -> Iterator[str]:
    """Connections to data elsewhere; Power Query's own and the data model's may rest on this workbook alone."""
    part = package.find("xl/connections.xml")
    if part is None:
        return
    for each in xml.descendants(xml.parse(package.part(part), part), "connection"):
        said = "".join(str(value) for child in each.iter() for value in child.attrib.values())
        if "Microsoft.Mashup" not in said and "Data Model Connection" not in said:
            yield str(each.get("name", ""))


_NAMED_PROPERTIES = {"creator": "author", "lastModifiedBy": "last saved by", "Manager": "manager"}
_PROPERTY = re.compile(rb"<(?:\w+:)?(creator|lastModifiedBy|Manager)\b[^>]*>([^<]*)</")
_COMMENT_AUTHOR = re.compile(rb"<(?:\w+:)?author\b[^>]*>([^<]*)</")
_PERSON = re.compile(rb"""<(?:\w+:)?person\b[^>]*\bdisplayName\s*=\s*["']([^"']*)["']""")
_COMMENTS = re.compile(r"(?:^|/)comments?\d*\.xml$", re.IGNORECASE)

# Words that no person's name holds: posts, bodies and programs.
_NO_NAME = later(
    r"\b(?:head|director|manager|officer|lead|chief|deputy|executive|assistant|analyst|adviser|advisor|coordinator|"
    r"secretary|clerk|commissioner|councillor|auditors?|administrator|team|office|unit|department|directorate|council|"
    r"service|services|authority|board|panel|committee|group|police|governance|finance|legal|audit|policy|support|"
    r"business|estates?|performance|planning|risk|information|communications?|secretariat|user|users|admin|guest|owner|"
    r"author|unknown|microsoft|excel|windows|apache|poi|openpyxl|xlsxwriter|python|libreoffice|openoffice|gipxl|google|"
    r"sheets|epplus|closedxml|aspose|crystal|reports?|system|service account|default|the|and|of|for|ltd|limited|plc)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w’'.-]*(?:,? [^\W\d_][\w’'.-]*){1,3}$")
_PERSONAL_ADDRESS = re.compile(r"^[a-z]+[._-][a-z]+\d*@", re.IGNORECASE)


def looks_like_a_person(name: str) -> bool:
    """Two to four words in capitals of which none is a post, a body or a program; or first.last@ an address."""
    name = " ".join(re.sub(r"\([^)]*\)", " ", name).split())
    if _PERSONAL_ADDRESS.match(name):
        return not _NO_NAME.search(name.partition("@")[0].replace(".", " ").replace("_", " ").replace("-", " "))
    words = name.replace(",", " ").split()
    return bool(_NAME.match(name)) and not _NO_NAME.search(name) and sum(word[0].isupper() for word in words) >= 2


def _personal(package: Package) -> Iterator[str]:
    """Where a person's name stands, each place once."""
    found: dict[str, None] = {}
    for part in ("docProps/core.xml", "docProps/app.xml"):
        for name, value in _PROPERTY.findall(xml.as_utf8(package.part(part)) if part in package else b""):
            if looks_like_a_person(_text(value)):
                found[_NAMED_PROPERTIES[name.decode()]] = None
    for part in package.names:
        is_people = "/persons/" in part.casefold()
        if is_people or _COMMENTS.search(part):
            names = (_PERSON if is_people else _COMMENT_AUTHOR).findall(xml.as_utf8(package.part(part)))
            if any(looks_like_a_person(_text(each)) for each in names):
                found["author of comments"] = None
    yield from found


def _text(value: bytes) -> str:
    from html import unescape

    return unescape(value.decode("utf-8", "replace"))


def _open_comments(package: Package, structure: Structure) -> Iterator[Place]:
    """The first comment of each thread that is not marked as resolved."""
    if not any("threadedcomment" in name.casefold() for name in package.names):
        return
    for sheet in structure.sheets:
        related = relationships.of(package, sheet.part) if sheet.part else ()
        for part in (one.part for one in related if one.kind == "threadedComment" and one.part):
            for comment in xml.descendants(xml.parse(package.part(part), part), "threadedComment"):
                if not comment.get("parentId") and not xml.true(comment.get("done")):
                    yield Place("comment", sheet.name, str(comment.get("ref", "")))
