"""What is said where something in a settings file is wrong: the key, what is wrong with it, the nearest, an example."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from gipxl.errors import SettingsError
from gipxl.plan import Field
from gipxl.settings.reference import example, reference
from gipxl.settings.values import LEVELS, PlanSettings, Settings


def convert(given: Mapping[str, Any], path: Path) -> Settings:
    """What ``given``, read from ``path``, sets. Raises SettingsError at the first value that cannot stand."""
    try:
        return msgspec.convert(given, Settings)
    except msgspec.ValidationError as error:
        what, _, where = str(error).partition(" - at `$.")
        key = _full_path(where.rstrip("`"), given)
        raise SettingsError(f"{path}: {key}: {_wrong(what, key)}.", example(key)) from None


def _full_path(where: str, given: Mapping[str, Any]) -> str:
    """msgspec's path to what is wrong, with the key itself where it only says that one of a table is."""
    table, found, _ = where.partition("[...]")
    if not found:
        return where
    *above, last = table.split(".")
    entries = given
    for name in (*above, last):
        entries = entries[name]
    for key, value in entries.items():
        one: dict[str, Any] = {last: {key: value}}
        for name in reversed(above):
            one = {name: one}
        try:
            msgspec.convert(one, Settings)
        except msgspec.ValidationError:
            return f"{table}.{key}"
    return table


#: What msgspec says, and what an officer is told; the first that fits.
_WORDING = (
    (r"Invalid enum value (.+)", r"\1 is none of the words that can stand here"),
    (r"Object missing required field `(\w+)`", r"has no \1"),
    (r"Object contains unknown field `(\w+)`", r"\1 has no place here"),
    (r"Expected `str` of length >= 1", "is empty"),
    (r"Expected `str` matching regex .*https\?.*", r"is no place: write https://…, file://… or \\\\server\\folder"),
    (r"Expected `str` matching regex .*\^X-.*", "is no name for a header: write X- and letters, digits or hyphens"),
    (r"Expected `str` matching regex .*owner.*", "does not hold {owner}: two drafts would have one name"),
    (r"Expected `str` matching regex .*A-Za-z0-9_-.*", "is no domain: write example.org, or .example.org"),
    (r"Expected `str` matching regex .*years.*", "does not hold {years}, the years that an action comes from"),
    (r"Expected `str` matching regex.*", "is no colour: write six hexadecimal digits, or a colour of the theme"),
    (r"Invalid RFC3339 encoded date", "is no date: write 2020-12-31"),
    (r"`object`", "a table"),
    (r"`array`", "a list"),
    (r"`str`", "a text"),
    (r"`int`", "a whole number"),
    (r"`float`", "a number with a point"),
    (r"`bool`", "true or false"),
    (r"`(?:date|datetime|time)`", "a date"),
    (r">=", "of at least"),
    (r"<=", "of at most"),
)


def _wrong(what: str, key: str) -> str:
    """msgspec's sentence in an officer's words, with the words to choose from."""
    for theirs, ours in _WORDING:
        what = re.sub(theirs, ours, what)
    choices = _choices(key)
    if choices and "none of the words" in what:
        what = what.replace("the words that can stand here", ", ".join(choices))
    return what[:1].lower() + what[1:]


def _choices(key: str) -> tuple[str, ...]:
    """The words that a setting can be, where it is not free."""
    if key.startswith("rules.levels."):
        return LEVELS
    default = next((each.default for each in reference() if each.path == key), None)
    return tuple(str(each) for each in type(default)) if isinstance(default, Enum) else ()


def check_keys(given: Mapping[str, Any], path: Path, struct: type[Struct] = Settings, prefix: str = "") -> None:
    """Raises SettingsError at the first key that is none, naming the nearest one and an example."""
    defaults = struct()
    for key, value in given.items():
        if key not in struct.__struct_fields__:
            raise _unknown(path, f"{prefix}{key}", [f"{prefix}{name}" for name in struct.__struct_fields__])
        below = getattr(defaults, key)
        if isinstance(below, Struct) and isinstance(value, dict):
            check_keys(value, path, type(below), f"{prefix}{key}.")
        if struct is PlanSettings and key == "columns" and isinstance(value, dict):
            _check_columns(value, path)


def _check_columns(given: Mapping[str, Any], path: Path) -> None:
    for name in given:
        if name not in tuple(Field):
            raise _unknown(path, f"plan.columns.{name}", [f"plan.columns.{field}" for field in Field])


def _unknown(path: Path, key: str, here: Sequence[str]) -> SettingsError:
    """The error for a key that is none: with the nearest where it stands, else the nearest of all settings."""
    last = key.rpartition(".")[2]
    if key.startswith("email.") and _SECRET.search(last):
        return SettingsError(f"{path}: {key}: a password does not belong in a settings file.", _WHERE_SECRETS_GO)
    by_name = {each.rpartition(".")[2]: each for each in here}
    everywhere = [each.path for each in reference()]
    same_name = [each for each in everywhere if each.rpartition(".")[2] == last]
    nearest = (
        by_name.get(_nearest(last, list(by_name))) or _nearest(key, same_name, least=0) or _nearest(key, everywhere)
    )
    if not nearest:
        return SettingsError(f"{path}: {key} is no setting.", f"Known here: {', '.join(here)}.")
    return SettingsError(f"{path}: {key} is no setting.", f"The nearest is {nearest}. {example(nearest)}".strip())


_SECRET = re.compile(r"pass|pwd|secret|token|credential", re.IGNORECASE)
_WHERE_SECRETS_GO = (
    "Take it out, and choose another one if others could read it. gipxl takes it from the environment "
    '(GIPXL_SMTP_PASSWORD) or, with email.sending.log_in = "keyring", from the system\'s keyring.'
)

# How like a known name one must be (of 100) to be offered.
_NEAR = 60


def _nearest(name: str, names: Sequence[str], *, least: int = _NEAR) -> str:
    """The one of ``names`` most like ``name``; "" where none is near enough."""
    from rapidfuzz import fuzz, process

    found = process.extractOne(name, names, scorer=fuzz.ratio, score_cutoff=least)
    return found[0] if found else ""
