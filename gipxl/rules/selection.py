"""The rules that somebody asks for, by code or family."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.errors import GipxlError
from gipxl.rules.catalogue import RULES
from gipxl.rules.rule import Rule


def chosen(select: Sequence[str] = (), ignore: Sequence[str] = ()) -> tuple[Rule, ...]:
    """The rules whose code begins with one of ``select`` (all, where it is empty) and with none of ``ignore``.

    Raises GipxlError for a code or family that there is not.
    """
    for code in (*select, *ignore):
        if not any(rule.code.startswith(code) for rule in RULES):
            raise GipxlError(f"There is no rule or family {code}.", "“gipxl rules” lists them all.")
    return tuple(
        rule
        for rule in RULES
        if (not select or rule.code.startswith(tuple(select))) and not (ignore and rule.code.startswith(tuple(ignore)))
    )
