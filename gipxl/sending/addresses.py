"""The bare addresses that a message goes to, read strictly: what is odd is refused, not interpreted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from email.errors import HeaderParseError
from email.headerregistry import AddressHeader, HeaderRegistry
from typing import NamedTuple

from gipxl.outputs.plain import one_line

# Neither "%" nor "!": old relays send what stands before or behind them on to another domain.
_LOCAL = r"[A-Za-z0-9#$&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9#$&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"{_LOCAL}@(?P<domain>{_LABEL}(?:\.{_LABEL})*)")
# RFC 5321, 4.5.3.1.3: the longest path, without its brackets.
_LONGEST = 254


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


def domain(address: str) -> str:
    """The domain of a bare address, in lower case."""
    return address.rpartition("@")[2].lower()


def is_allowed(address: str, domains: Sequence[str]) -> bool:
    """Whether ``address`` is in one of ``domains``: "example.org" is that alone, ".example.org" those below it."""
    own = domain(address)
    return any(own.endswith(each.lower()) if each.startswith(".") else own == each.lower() for each in domains)


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
