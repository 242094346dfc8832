"""Real packages damaged in ways that people, programs and attackers damage them: each time as the chance given says.

What goes in is the bytes of a file, what comes out the bytes of a worse one. The same chance damages in the same way.
"""

from __future__ import annotations

import io
import random  # noqa: TID251 - always with a seed, so that each damage can be done again
import re
import zipfile

NASTY = (
    "", " ", "0", "-1", "1", "2147483648", "4294967296", "99999999999999999999", "1e308", "-1e-400", "NaN", "Infinity",
    "1.5", "0x10", "true", "TRUE", "A0", "A1", "XFD1048576", "AAAA99999999", "A1:XFD1048576", "A1:A1:A1", "$A$1", "1A",
    "../../../../etc/passwd", "/", "//", "xl/workbook.xml", "http://localhost:9/x", "file:///etc/passwd", "\\\\host\\x",
    "=cmd|'/c calc'!A0", "{{ 7*7 }}", "{% for x in y %}", "_x000D_", "_x0000_", "_xD800_", "\u202e", "\ufeff", "٣", "²",
    "\U0001f600", "x" * 40_000, "#REF!", "General", "s", "str", "inlineStr", "d", "e", "b", "n", "External", "rId1",
    "rId999", "urn:nothing", "31/02/2020", "1900-02-29", "0000-00-00", "TBC", "2958466", "-693594",
)  # fmt: skip
_TAG = re.compile(r"<(?![?!])[^<>]*>")
_VALUE = re.compile(r"""=\s*("[^"]*"|'[^']*')""")
_TEXT = re.compile(r">([^<>]+)<")
_NUMBER = re.compile(r"\d+")
_ATTRIBUTE = re.compile(r"""\s[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*')""")

Parts = list[tuple[str, bytes]]


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with one to four things wrong: in its bytes, in its parts, or in what its parts say."""
    if not data.startswith(b"PK") or chance.random() < 0.08:
        return _bytes_flipped(data, chance)
    parts = parts_of(data)
    for _ in range(chance.choice((1, 1, 1, 2, 2, 4))):
        parts = chance.choice((_markup_changed, _markup_changed, _markup_changed, _parts_changed))(parts, chance)
    data = zipped(parts, deflated=chance.random() < 0.5)
    return _bytes_flipped(data, chance) if chance.random() < 0.04 else data


def parts_of(data: bytes) -> Parts:
    """The names and contents of a zip, in its order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(info.filename, archive.read(info)) for info in archive.infolist() if not info.is_dir()]


def zipped(parts: Parts, *, deflated: bool = True) -> bytes:
    """A zip of parts, two of one name among them if need be."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        for name, data in parts:
            # Straight to its place: a second part of one name is what a test may be after, and no warning.
            archive.NameToInfo.pop(name, None)
            # Readers know an OpenDocument file by its first part, which is not packed.
            kind = zipfile.ZIP_STORED if name == "mimetype" else archive.compression
            archive.writestr(zipfile.ZipInfo(name), data, kind)
    return held.getvalue()


def _bytes_flipped(data: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(data)
    kind = chance.randrange(5)
    if kind == 0:
        return bytes(spoilt[: chance.randrange(len(spoilt) + 1)])
    if kind == 1:
        at = chance.randrange(len(spoilt) + 1)
        return bytes(spoilt[:at] + chance.randbytes(chance.randrange(1, 64)) + spoilt[at:])
    # The directory at the end is where a reader believes what it is told.
    for _ in range(chance.randrange(1, 12)):
        nearest = max(len(spoilt) - 4_000, 0) if kind == 2 else 0
        spoilt[chance.randrange(nearest, len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def _parts_changed(parts: Parts, chance: random.Random) -> Parts:
    """A part less, a part twice, a part under another's name, or two that have changed places."""
    changed, at = list(parts), chance.randrange(len(parts))
    name, data = changed[at]
    other, more = chance.choice(parts)
    match chance.randrange(7):
        case 0:
            del changed[at]
        case 1:
            changed.append((name, more))
        case 2:
            changed[at] = (chance.choice((other, name.upper(), name.replace("/", "\\"), f"../{name}", "x")), data)
        case 3:
            changed[at] = (name, more)
        case 4:
            changed[at] = (name, data[: chance.randrange(len(data) + 1)])
        case 5:
            changed[at] = (
                name,
                data.decode("utf-8", "replace").encode(chance.choice(("utf-16", "latin-1")), "replace"),
            )
        case _:
            spoilt = bytearray(data or b"x")
            spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
            changed[at] = (name, bytes(spoilt))
    return changed or parts


def _markup_changed(parts: Parts, chance: random.Random) -> Parts:
    """One part that is XML, with another value, text, number or order of its elements."""
    places = [at for at, (name, _) in enumerate(parts) if name.lower().endswith((".xml", ".rels", ".vml"))]
    if not places:
        return _parts_changed(parts, chance)
    # Small parts as often as large ones: relationships and types are where a reader goes astray.
    at = chance.choice(places)
    name, data = parts[at]
    text = data.decode("utf-8", "replace")
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        text = _WAYS[chance.randrange(len(_WAYS))](text, chance)
    return [*parts[:at], (name, text.encode("utf-8", "surrogatepass")), *parts[at + 1 :]]


def _found(pattern: re.Pattern[str], text: str, chance: random.Random) -> re.Match[str] | None:
    """Some match, near a place that chance names, without looking for all."""
    start = chance.randrange(len(text)) if text else 0
    return pattern.search(text, start) or pattern.search(text)


def _put(text: str, found: re.Match[str] | None, new: str, group: int = 0) -> str:
    return text if found is None else text[: found.start(group)] + new + text[found.end(group) :]


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _other_value(text: str, chance: random.Random) -> str:
    return _put(text, _found(_VALUE, text, chance), f'"{_escaped(chance.choice(NASTY))}"', 1)


def _other_text(text: str, chance: random.Random) -> str:
    return _put(text, _found(_TEXT, text, chance), _escaped(chance.choice(NASTY)), 1)


def _other_number(text: str, chance: random.Random) -> str:
    found = _found(_NUMBER, text, chance)
    near = str(int(found[0][:9]) + chance.choice((-1, 1, 1000, -1000))) if found else ""
    return _put(text, found, chance.choice((near, near, "4294967296", "-1", "99999999999999999999", "")))


def _without_attribute(text: str, chance: random.Random) -> str:
    return _put(text, _found(_ATTRIBUTE, text, chance), "")


def _tag_twice(text: str, chance: random.Random) -> str:
    found = _found(_TAG, text, chance)
    return _put(text, found, found[0] * chance.choice((0, 2, 3)) if found else "")


def _element_elsewhere(text: str, chance: random.Random) -> str:
    """An element with nothing in it, as it stands, put behind another tag as well."""
    piece = _found(re.compile(r"<[\w:]+(?:\s[^<>]*)?/>|<([\w:]+)(?:\s[^<>]*)?>[^<>]*</\1>"), text, chance)
    there = _found(_TAG, text, chance)
    return text if piece is None or there is None else text[: there.end()] + piece[0] + text[there.end() :]


def _element_gone(text: str, chance: random.Random) -> str:
    return _put(
        text, _found(re.compile(r"<([\w:]+)(?:\s[^<>]*)?>(?:(?!<\1[\s>]).)*?</\1>", re.DOTALL), text, chance), ""
    )


def _renamed(text: str, chance: random.Random) -> str:
    found = _found(re.compile(r"</?(\w+)"), text, chance)
    return text.replace(f"<{found[1]}", "<odd").replace(f"</{found[1]}", "</odd") if found else text


def _document_type(text: str, chance: random.Random) -> str:
    """Entities, within and from outside, and one that is used."""
    kind = chance.choice(('"0"', 'SYSTEM "file:///etc/hostname"', 'SYSTEM "http://localhost:9/x"'))
    start = re.search(r"<(?![?!])", text)
    at = start.start() if start else 0
    text = f"{text[:at]}<!DOCTYPE x [<!ENTITY e {kind}>]>{text[at:]}"
    return _put(text, _found(_TEXT, text, chance), "&e;", 1)


_WAYS = (
    _other_value, _other_value, _other_value, _other_text, _other_text, _other_number, _other_number, _other_number,
    _without_attribute, _without_attribute, _tag_twice, _element_elsewhere, _element_gone, _renamed, _document_type,
)  # fmt: skip
