"""Every tag that a Word template may hold, with what it gives: for README, for the template itself, and for checking.

Nothing is listed twice: the tags are the attributes of what a template sees, and each attribute says what it gives.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from gipxl.figures import LABELS
from gipxl.outputs.report import values, views
from gipxl.outputs.report.values import ActionView, FigureView
from gipxl.outputs.report.views import BlockView, SectionView, View


class Tag(NamedTuple):
    """A tag as it is typed into a template, and what it gives."""

    text: str
    gives: str


def tags() -> tuple[Tag, ...]:
    """All tags, in the order in which a reader wants them; of a loop also its end."""
    return (
        *_of(schema(View)["report"], "report"),
        *_of(SectionView, "section"),
        Tag("{%p if block.kind == 'bullet' %} … {%p endif %}", "what stands between, for one kind"),
        *_of(BlockView, "block"),
        *_of(schema(View)["sections"], "sections"),
        *_figures(),
        *_of(schema(View)["dates"], "dates"),
        *_of(schema(View)["lists"], "lists"),
        *_of(ActionView, "action"),
        *_of(schema(View)["charts"], "charts"),
    )


def _figures() -> Iterator[Tag]:
    for figure in fields(values.FiguresView):
        label = LABELS.get(figure.name, figure.name.replace("_", " "))
        yield Tag(f"{{{{ figures.{figure.name} }}}}", f"the number of: {label}")
    for part in fields(FigureView):
        if part.name != "itself":
            yield Tag(f"{{{{ figures.revised.{part.name} }}}}", f"of any figure, {_says(part)}")


def _of(kind: Any, path: str) -> Iterator[Tag]:
    kinds = schema(kind)
    for each in fields(kind):
        if _says(each):
            yield _tag(f"{path}.{each.name}", kinds[each.name], _says(each))


def _tag(path: str, kind: Any, says: str) -> Tag:
    held = listed_in(kind)
    if held is ActionView:
        return Tag(
            f"{{%tr for action in {path} %}} … {{%tr endfor %}}",
            f"the table rows between, once for each action: {says}",
        )
    if held is not None:
        one = path.rpartition(".")[2].removesuffix("s")
        return Tag(f"{{%p for {one} in {path} %}} … {{%p endfor %}}", f"what stands between, {says}")
    if kind is SectionView:
        return Tag(
            f"{{%p for block in {path}.blocks %}} … {{%p endfor %}}",
            f"what stands between, once for each block of: {says}",
        )
    return Tag(f"{{{{ {path} }}}}", says)


def _says(field: Field[Any]) -> str:
    return str(field.metadata.get("", ""))


@cache
def schema(kind: Any) -> Mapping[str, Any]:
    """The attributes of something that templates see, each with its own kind; none for a text."""
    if not is_dataclass(kind):
        return {}
    names = {**vars(values), **vars(views), "Markup": str}
    hints = get_type_hints(kind, globalns=names)
    return {each.name: _kind(hints[each.name]) for each in fields(kind) if each.name != "itself"}


def _kind(hint: Any) -> Any:
    """A text stays one, whether escaped or not."""
    return str if get_origin(hint) in (Union, types.UnionType) else hint


def listed_in(kind: Any) -> Any:
    """What a list holds, one after the other; None for what is no list."""
    return get_args(kind)[0] if get_origin(kind) is tuple else None
