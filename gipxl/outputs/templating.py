"""The page's and the e-mail's templates: text from cells reaches them harmless, and in HTML escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from gipxl.outputs.plain import harmless

if TYPE_CHECKING:
    from jinja2 import BaseLoader, Environment


def render(template: str, **values: Any) -> str:
    """A template of gipxl's own, filled in. A name that the template asks for and is not given raises."""
    return _environment().get_template(template).render(**values)


def source(template: str) -> str:
    """A template's text as it stands, for what is not to be filled in."""
    loader = _environment().loader
    assert loader is not None
    return loader.get_source(_environment(), template)[0].replace("\r\n", "\n")


def sandboxed(loader: BaseLoader) -> Environment:
    """What fills in templates that a house may have written: they reach the values that they are given, and no more."""
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return _equipped(ImmutableSandboxedEnvironment, loader)


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader

    return _equipped(Environment, PackageLoader("gipxl", "outputs/templates"))


def _equipped(kind: type[Environment], loader: BaseLoader) -> Environment:
    from jinja2 import StrictUndefined, select_autoescape

    from gipxl import words
    from gipxl.outputs import plain

    environment = kind(
        loader=loader,
        autoescape=select_autoescape(enabled_extensions=("html.j2",), default=False),
        finalize=_finalised,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"day": words.day, "wrapped": plain.wrapped, "table": plain.table}
    environment.globals |= {"count": words.count}
    return environment


def _finalised(value: Any) -> Any:
    """Every text that a template writes passes here; what gipxl itself marked as safe markup is left as it is."""
    return harmless(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
