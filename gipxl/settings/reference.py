"""Every setting for the reference and for error messages: its path, meaning, default and an example."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from typing import Any, get_type_hints

import msgspec
from msgspec import Meta, Struct

from gipxl.settings.values import Settings


class Key(msgspec.Struct, frozen=True, kw_only=True):
    """One setting for the reference: full path, meaning, default and an example, all as texts."""

    path: str
    description: str
    default: Any
    example: Any


@cache
def reference() -> tuple[Key, ...]:
    """Every setting there is, in the file's order."""
    return tuple(_keys(Settings, ""))


def _keys(struct: type[Struct], prefix: str) -> Iterator[Key]:
    defaults, hints = struct(), get_type_hints(struct, include_extras=True)
    for name in struct.__struct_fields__:
        default = getattr(defaults, name)
        if isinstance(default, Struct):
            yield from _keys(type(default), f"{prefix}{name}.")
        else:
            meta = _meta(hints[name])
            yield Key(
                path=f"{prefix}{name}",
                description=meta.description or "" if meta else "",
                default=default,
                example=(meta.examples or [None])[0] if meta else None,
            )


def _meta(hint: Any) -> Meta | None:
    return next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Meta)), None)


def example(key: str) -> str:
    """ "For example: rules.due_soon_days = 30" for a setting, the table that it is in, or one inside it."""
    bare = key.split("[")[0]
    for each in reference():
        if bare == each.path or bare.startswith(f"{each.path}.") or each.path.startswith(f"{bare}."):
            return f"For example: {each.path} = {toml_value(each.example)}"
    return ""


def toml_value(value: Any) -> str:
    """A value as it is written in ``gipxl.toml``."""
    if isinstance(value, Enum):
        return toml_value(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml_key(key)} = {toml_value(each)}" for key, each in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(toml_value(each) for each in value) + "]"
    if isinstance(value, str):
        return msgspec.json.encode(value).decode()
    return str(value)


def _toml_key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else toml_value(key)
