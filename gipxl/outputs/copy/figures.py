"""The *Figures* sheet: each figure with what it means, live wherever a formula over the plan gives the same."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.figures import Figure, count
from gipxl.outputs.copy import key
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, Live, NewSheet, Styled
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.copy.live import Formulas, name_of
from gipxl.outputs.figures import overdue_counted
from gipxl.plan import Position
from gipxl.standing import standings
from gipxl.words import day, listed

NAME = "Figures"
_COLUMNS = (
    Column(heading="Figure", width=31),
    Column(heading="Value", width=11, is_number=True),
    Column(heading="Share", width=11, is_number=True),
    Column(heading="Baseline", width=13, is_number=True),
    Column(heading="How counted", width=31),
    Column(heading="What it means", width=56),
    Column(heading="Refs", width=50),
)
#: The columns of the values and of the baseline's.
VALUE, BASELINE = "B", "D"


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet, in the order of the report."""
    assessment = flagging.assessment
    baseline = assessment.baseline
    follows = f"the sheet {assessment.plan.sheet}"
    if key.NAME in flagging.sheets:
        follows += f" and the reporting date on the sheet {flagging.sheets[key.NAME]}"
    compared = "there is no baseline"
    if baseline:
        compared = f"the baseline is {baseline.workbook}, as at {day(baseline.as_at)}"
    before = _before(flagging)
    return NewSheet(
        name=NAME,
        title="Figures",
        about=f"The figures as at {day(assessment.plan.as_at)}; {compared}. Live ones follow {follows}.",
        columns=_COLUMNS,
        rows=[_row(figure, flagging, before.get(figure.name)) for figure in assessment.figures],
    )


def row_of(flagging: Flagging, name: str) -> int:
    """The row of a figure's line, counted from 1."""
    return FIRST_ROW + [figure.name for figure in flagging.assessment.figures].index(name)


def _before(flagging: Flagging) -> dict[str, int | None]:
    """The same figures of the baseline; those that compare two months have none.

    Where its actions stood is told with the months before it in mind, as the direction of the figures is.
    """
    assessment = flagging.assessment
    baseline, overdue = assessment.baseline, assessment.settings.figures.overdue
    if baseline is None:
        return {}
    alone = {each.name: each.value for each in count(baseline, standings(baseline, overdue=overdue), overdue=overdue)}
    if baseline not in assessment.past:
        return alone
    then = next(month.figures for month in assessment.history.months if month.plan is baseline)
    return alone | {position.key: then.position(position).value for position in Position}


def _row(figure: Figure, flagging: Flagging, before: int | None) -> Sequence[Content]:
    value = _value(figure, flagging)
    meaning = figure.definition
    if figure.name == "overdue" and (note := overdue_counted(flagging.assessment.figures)):
        meaning = f"Not complete, and the date has passed; {note}"
    return (
        Styled(figure.label[:1].upper() + figure.label[1:], "ref"),
        value,
        _share(figure, flagging),
        before if before is not None else Styled("-", "right"),
        _how(figure, value, flagging),
        meaning,
        _refs(figure),
    )


def _value(figure: Figure, flagging: Flagging) -> Content:
    if figure.value is None:
        return Styled("-", "right")
    if figure.name in flagging.live:
        return Live(f"SUM({name_of(figure.name)})", figure.value, is_array=True)
    if figure.name != "change":
        return figure.value
    # What came and went makes the difference of the two totals, unless one ref was used for two actions.
    total, before = flagging.assessment.figures.workstreams, _before(flagging).get("workstreams")
    if total.name in flagging.live and before is not None and figure.value == (total.value or 0) - before:
        row = row_of(flagging, total.name)
        return Live(f"{VALUE}{row}-{BASELINE}{row}", figure.value, "change")
    return Styled(figure.value, "change")


def _how(figure: Figure, value: Content, flagging: Flagging) -> str:
    if figure.value is None:
        return "No baseline to compare with"
    return "Live" if isinstance(value, Live) else f"Counted on {day(flagging.assessment.plan.as_at)}"


def _share(figure: Figure, flagging: Flagging) -> Content:
    if figure.percent is None or figure.value is None:
        return Styled("-", "right")
    if {figure.name, "workstreams"} <= flagging.live:
        whole, part = (f"{VALUE}{row_of(flagging, name)}" for name in ("workstreams", figure.name))
        return Live(f"IF({whole}=0,0,ROUND({part}/{whole},2))", figure.percent / 100, "percent")
    return Styled(figure.percent / 100, "percent")


def _refs(figure: Figure) -> str:
    if figure.into:
        return "; ".join(f"{listed(refs)} into {into}" for into, refs in figure.into.items())
    return ", ".join(figure.refs) or "-"


def definitions(flagging: Flagging) -> dict[str, str]:
    """The names that the live figures add up."""
    if flagging.layout is None or not flagging.live:
        return {}
    plan = flagging.assessment.plan
    formulas = Formulas(flagging.layout, plan.year_starts, flagging.assessment.settings.figures.overdue)
    return formulas.definitions()
