"""Looks at every tag of a Word template before anything is filled in: a wrong one is named, with the nearest right one.

A tag inside a list that happens to be empty this month is looked at all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from gipxl.errors import OutputError
from gipxl.outputs.report.tags import listed_in, schema
from gipxl.outputs.report.views import View

if TYPE_CHECKING:
    from jinja2 import Environment, TemplateSyntaxError, nodes

#: Stands for what is not known: a loop's own counter, the outcome of a filter.
_ANY = object()
_INSTRUCTIONS = ("for", "endfor", "if", "elif", "else", "endif", "set", "endset")
_CLOSE_ENOUGH = 50
Scope = dict[str, Any]


def tags_used(sources: Iterable[str], environment: Environment) -> frozenset[str]:
    """The attributes that the tags of a template's parts name ("reason" of ``action.reason``).

    Raises OutputError at the first tag that cannot be understood, or that names what there is not.
    """
    from jinja2 import TemplateSyntaxError

    used: set[str] = set()
    for source in sources:
        lines = re.sub(r"<w:p([ >])", r"\n<w:p\1", source)
        try:
            tree = environment.parse(lines)
            environment.compile(tree, raw=True)  # which looks for filters and tests
        except TemplateSyntaxError as error:
            raise _not_understood(error, lines) from None
        _refuse_halves(tree)
        _walk(tree, {**schema(View)}, used)
    return frozenset(used)


def _walk(node: nodes.Node, scope: Scope, used: set[str]) -> Any:
    """Looks at a node and all below it; returns what kind of thing it gives."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return _named(node.name, scope)
        case nodes.Getattr():
            used.add(node.attr)
            return _attribute(_walk(node.node, scope, used), node.attr, node, scope)
        case nodes.For():
            _walk_loop(node, scope, used)
        case nodes.Assign() if isinstance(node.target, nodes.Name):
            scope[node.target.name] = _walk(node.node, scope, used)
        case nodes.Output():
            for each in node.nodes:
                _refuse_unprintable(_walk(each, scope, used), each, scope)
        case nodes.If():
            _walk_choice(node, scope, used)
        case _:
            for child in node.iter_child_nodes():
                _walk(child, scope, used)
    return _ANY


def _walk_choice(node: nodes.If, scope: Scope, used: set[str]) -> None:
    """What is never filled in, such as the list of tags for copying, is looked at and not counted as used."""
    from jinja2 import nodes

    never = isinstance(node.test, nodes.Const) and not node.test.value
    for part in (node.test, *node.body):
        _walk(part, scope, set() if never else used)
    for part in (*node.elif_, *node.else_):
        _walk(part, scope, used)


def _refuse_unprintable(kind: Any, node: nodes.Node, scope: Scope) -> None:
    """A section or a list is more than a text: it would be printed in Python's words."""
    if kind is _ANY or kind in (str, bool) or "itself" in getattr(kind, "__dataclass_fields__", ()):
        return
    path = _path(node)
    inside = [f"{path}.{name}" for name in schema(kind)]
    how = f"Say which part of it, such as {inside[0]}." if inside else f"Go through it: {{%p for each in {path} %}}."
    raise OutputError(f"The template of the report has a tag that prints {path}, which is more than a text.", how)


def _walk_loop(node: nodes.For, scope: Scope, used: set[str]) -> None:
    from jinja2 import nodes

    listed = _walk(node.iter, scope, used)
    held = _ANY if listed is _ANY else listed_in(listed)
    if held is None:
        raise _refused(f"goes through {_path(node.iter) or 'something'}, which is no list", _lists(scope), "")
    inner = {**scope, "loop": _ANY}
    targets = [node.target] if isinstance(node.target, nodes.Name) else node.target.find_all(nodes.Name)
    for target in targets:
        inner[target.name] = held if target is node.target else _ANY
    for each in (*node.body, *node.else_, *([node.test] if node.test else [])):
        _walk(each, inner, used)


_OF_JINJA = ("range", "dict", "lipsum", "cycler", "joiner", "namespace", "true", "false", "none")


def _named(name: str, scope: Scope) -> Any:
    if name in scope:
        return scope[name]
    if name in _OF_JINJA:
        return _ANY
    raise _refused(f"speaks of {name}, which there is not", _paths(scope), name)


def _attribute(kind: Any, name: str, node: nodes.Getattr, scope: Scope) -> Any:
    if kind is _ANY:
        return _ANY
    known = schema(kind)
    if name in known:
        return known[name]
    if not known and listed_in(kind) is None and hasattr(str, name):
        return _ANY
    whole = _path(node) or name
    raise _refused(f"speaks of {whole}, which there is not", _paths(scope), whole)


def _path(node: nodes.Node) -> str:
    """ "report.body" for a tag that says so; "" for anything less plain."""
    from jinja2 import nodes

    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            before = _path(node.node)
            return f"{before}.{node.attr}" if before else ""
        case _:
            return ""


def _paths(scope: Scope) -> Iterator[str]:
    """Whatever a tag may say in this place."""
    for name, kind in scope.items():
        if kind is not _ANY:
            yield from _below(name, kind)


def _below(path: str, kind: Any) -> Iterator[str]:
    yield path
    for name, inner in schema(kind).items():
        yield from _below(f"{path}.{name}", inner)


def _lists(scope: Scope) -> list[str]:
    return [path for path in _paths(scope) if path in ("report.sections", "lists.revised") or path.endswith(".blocks")]


def _refused(what: str, known: Iterable[str], said: str) -> OutputError:
    from rapidfuzz import process

    candidates = list(known)
    near = process.extractOne(said, candidates, score_cutoff=_CLOSE_ENOUGH) if said else None
    hint = f"The nearest that there is: {near[0]}." if near else f"There are {', '.join(candidates[:6])} and others."
    return OutputError(f"The template of the report has a tag that {what}.", hint)


def _refuse_halves(tree: nodes.Template) -> None:
    """Braces left over in the text are a tag of which one brace is missing: they would be printed."""
    from jinja2 import nodes

    for data in tree.find_all(nodes.TemplateData):
        text = re.sub(r"<[^>]+>", "", data.data)
        if half := re.search(r"\{?[^{}\n]{0,40}(?:\}\}|%\})|\{[{%].{0,40}", text):
            raise OutputError(
                f"The template of the report has a tag that has a brace too few: {half[0].strip()}.",
                "Begin it with {{ and end it with }}, or with {% and %}.",
            )


def _not_understood(error: TemplateSyntaxError, source: str) -> OutputError:
    from rapidfuzz import process

    lines = source.splitlines()
    text = re.sub(r"<[^>]+>", "", lines[error.lineno - 1]) if 0 < error.lineno <= len(lines) else ""
    found = re.findall(r"\{[{%].*?[}%]\}|\{[{%].*", text)
    unknown = re.search(r"unknown tag '(\w+)'", error.message or "")
    tag = next((each for each in found if unknown and unknown[1] in each), found[0] if found else text.strip())
    near = process.extractOne(unknown[1], _INSTRUCTIONS, score_cutoff=_CLOSE_ENOUGH) if unknown else None
    message = (error.message or "").rstrip(".")
    shown = f": {tag}" if tag else ""
    return OutputError(
        f"The template of the report has a tag that cannot be understood{shown} ({message}).",
        f"The nearest instruction that there is: {near[0]}." if near else "Compare it with gipxl's own template.",
    )
