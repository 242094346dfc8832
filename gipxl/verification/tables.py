"""The tables of ageing and of direction: every number in gipxl's controls, and what is said of how a figure went."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from gipxl.ageing import BANDS, AgeLine
from gipxl.plan import cleaned
from gipxl.report_reading import Control, Paragraph
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.figures import whole_word
from gipxl.verification.material import Material
from gipxl.verification.numbers import first_number, value_of
from gipxl.words import listed, shortened

_FEW_REFS = 80
_LESS = re.compile(r"[-–−]|\b(?:fewer|less)\b", re.IGNORECASE)


class Expected(NamedTuple):
    """What the workbook has for one control: a number or words, what that is of, and the refs behind it."""

    value: int | str
    what: str
    refs: tuple[str, ...] = ()
    is_signed: bool = False

    @property
    def shown(self) -> str:
        if isinstance(self.value, str):
            return self.value
        sign = "+" if self.is_signed and self.value > 0 else "−" if self.value < 0 else ""
        return f"{sign}{abs(self.value):,}"


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Numbers of the two tables that are no longer what the workbook gives.

    Direction is held only against those earlier months that are at hand, and its words where all of them are.
    """
    figures = [(*each, each[1].name) for each in material.report.controls if each[1].kind == "figure"]
    aged = [each for each in figures if each[2].startswith("ageing.")]
    directed = [each for each in figures if each[2].startswith("direction.")]
    expected = _ageing(material) if aged else {}
    for paragraph, control, name in aged:
        yield from _held_against(paragraph, control, expected.get(name, _NOBODY))
    days = frozenset(name.split(".")[2] for *_, name in directed if name.count(".") > 1)
    expected = _direction(material, days) if directed else {}
    for paragraph, control, name in directed:
        if name in expected:
            yield from _held_against(paragraph, control, expected[name])


#: A line of the report's table that the workbook has no longer.
_NOBODY = Expected(0, "the actions past due of an owner or source that has none now")


def _held_against(paragraph: Paragraph, control: Control, expected: Expected) -> Iterator[Disagreement]:
    text = cleaned(whole_word(paragraph.text, control))
    if not text or _agree(text, expected):
        return
    behind = f" ({shortened(listed(expected.refs), _FEW_REFS)})" if expected.refs else ""
    yield Disagreement(
        kind=Kind.FIGURE,
        where=paragraph.where,
        says=text,
        should_say=expected.shown,
        message=f"{paragraph.where} says “{text}” for {expected.what}; the workbook has {expected.shown}{behind}.",
        paragraph=paragraph,
    )


def _agree(text: str, expected: Expected) -> bool:
    if isinstance(expected.value, str):
        return text.casefold() == expected.value.casefold()
    number = first_number(text.lstrip("+-–−"))
    if not number or value_of(number) != abs(expected.value):
        return False
    return not expected.is_signed or not expected.value or bool(_LESS.search(text)) == (expected.value < 0)


_PARTS = {
    **{band.key: f"that are {band.label} overdue" for band in BANDS},
    "overdue": "that count as overdue",
    "revised": "whose revised date has passed",
    "all": "that are past due",
}


def _ageing(material: Material) -> Mapping[str, Expected]:
    return {
        f"ageing.{line.key}.{part}": Expected(number.value, f"the actions{_of(line)} {_PARTS[part]}", number.refs)
        for line in material.assessment.ageing.lines
        for part, number in line.numbers.items()
    }


def _of(line: AgeLine) -> str:
    kind = line.key.partition(".")[0]
    return "" if kind == "plan" else f" of {line.name}" if line.name else f" without {kind}"


def _direction(material: Material, printed: frozenset[str]) -> Mapping[str, Expected]:
    """``printed`` are the reporting dates that the report's table names."""
    direction = material.assessment.direction
    has_all = printed == {f"{when}" for when in direction.presentations}
    found: dict[str, Expected] = {}
    for trend in direction.trends:
        label = trend.figure.label
        for then in trend.then:
            when = direction.called(then.as_at)
            found[f"direction.{trend.name}.{then.as_at}"] = Expected(then.value, f"{label} in {when}")
            change = Expected(then.more, f"the change in {label} since {when}", is_signed=True)
            found[f"direction.{trend.name}.{then.as_at}.more"] = change
        if has_all:
            found[f"direction.{trend.name}"] = Expected(direction.in_words(trend), f"the direction of {label}")
    return found
