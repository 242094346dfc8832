"""The people of a message, read strictly: what is odd is refused, not interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from email.errors import HeaderParseError
from email.headerregistry import AddressHeader, HeaderRegistry
from typing import NamedTuple

from gipxl.errors import SettingsError
from gipxl.outputs.plain import one_line

#: What to do about what is no address.
HOW_TO_WRITE = 'Write "panel@example.org" or "Audit Panel <panel@example.org>"; a name with a comma stands in quotes.'

# Neither "%" nor "!": old relays send what stands before or behind them on to another domain.
_LOCAL = r"[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
# RFC 5321, 4.5.3.1.3: the longest path, without its brackets.
_LONGEST = 254
# A name without an address, of no character that means anything in a header.
_NAME = re.compile(r"[^<>@\"()\[\]:;,\\=]*")


class Recipients(NamedTuple):
    """The bare addresses of some recipients, each once, and what could not be understood as one."""

    addresses: tuple[str, ...]
    odd: tuple[str, ...]


def recipients(people: Iterable[str]) -> Recipients:
    """The addresses in ``people``, such as "Audit Panel <panel@example.org>"; several may stand in one text.

    Quoted local parts, routes, addresses by number, a dot at the end and letters outside ASCII are odd: each can make
    an address look like another.
    """
    found: dict[str, str] = {}
    odd: list[str] = []
    for person in people:
        read = _read(person)
        if not read:
            odd.append(one_line(person))
        for address in read:
            found.setdefault(address.casefold(), address)
    return Recipients(tuple(found.values()), tuple(odd))


def check_people(people: Iterable[str], setting: str) -> None:
    """Raises SettingsError where one of ``people`` is neither an address nor a bare name such as "Audit Panel".

    A draft may have the latter, which the mail program looks up. ``setting`` is where they are named.
    """
    for person in people:
        if not _NAME.fullmatch(one_line(person)) and not _read(one_line(person)):
            raise SettingsError(f"{setting}: {not_understood(person)}.", HOW_TO_WRITE)


def not_understood(person: str) -> str:
    """ "“a@” cannot be understood as a plain e-mail address"."""
    said = f"“{one_line(person)}”" if person.strip() else "an empty entry"
    return f"{said} cannot be understood as a plain e-mail address"


def _read(person: str) -> tuple[str, ...]:
    """The addresses in one text; none where anything in it is odd."""
    if person != one_line(person):
        return ()
    try:
        header = HeaderRegistry()("To", person)
    except (HeaderParseError, IndexError, ValueError, TypeError, AttributeError):
        return ()  # what the parser stumbles over is odd enough
    if header.defects or not isinstance(header, AddressHeader):
        return ()
    bare = tuple(each for each in _bare(header.addresses) if each in person)
    # Whatever is left must not hold another address: the parser and the mail server could disagree on which counts.
    return bare if bare and len(bare) == len(header.addresses) == _signs(person) else ()


def _bare(addresses: Iterable[object]) -> Iterator[str]:
    for each in addresses:
        spec = str(getattr(each, "addr_spec", ""))
        if len(spec) <= _LONGEST and _ADDRESS.fullmatch(spec):
            yield spec


def _signs(person: str) -> int:
    """How many addresses a text shows. A display name in quotes may show what it likes; it is no address."""
    return re.sub(r'"(?:[^"\\]|\\.)*"', "", person).count("@")
