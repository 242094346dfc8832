"""To which domains the bare addresses of a message belong."""

from __future__ import annotations

from collections.abc import Sequence


def domain(address: str) -> str:
    """The domain of a bare address, in lower case."""
    return address.rpartition("@")[2].lower()


def is_allowed(address: str, domains: Sequence[str]) -> bool:
    """Whether ``address`` is in one of ``domains``: "example.org" is that alone, ".example.org" those below it."""
    own = domain(address)
    return any(own.endswith(each.lower()) if each.startswith(".") else own == each.lower() for each in domains)
