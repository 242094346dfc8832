"""The *Figures* sheet: each figure with what it means, live wherever a formula over the plan gives the same."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.figures import Figure, count
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, Live, NewSheet, Styled
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.copy.live import Formulas, name_of
from gipxl.outputs.figures import overdue_counted
from gipxl.standing import standings
from gipxl.words import day, listed

NAME = "Figures"
_COLUMNS = (
    Column(heading="Figure", width=24),
    Column(heading="Value", width=8),
    Column(heading="Share", width=8),
    Column(heading="Baseline", width=10),
    Column(heading="How counted", width=24),
    Column(heading="What it means", width=50),
    Column(heading="Refs", width=50),
)
#: The columns of the values, as a formula and as a chart name them.
VALUE, BASELINE = "B", "D"


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet, in the order of the report."""
    assessment = flagging.assessment
    baseline = assessment.baseline
    compared = f"the baseline is {baseline.workbook}, as at {day(baseline.as_at)}" if baseline else "there is no baseline"
    before = _before(flagging)
    return NewSheet(
        name=NAME,
        title="Figures",
        about=f"The figures as at {day(assessment.plan.as_at)}; {compared}. Live ones follow the sheet "
        f"{assessment.plan.sheet} and the reporting date on the Key sheet.",
        columns=_COLUMNS,
        rows=[_row(figure, flagging, before.get(figure.name)) for figure in assessment.figures],
    )


def row_of(flagging: Flagging, name: str) -> int:
    """The row of a figure's line, counted from 1."""
    return FIRST_ROW + [figure.name for figure in flagging.assessment.figures].index(name)


def _before(flagging: Flagging) -> dict[str, int | None]:
    """The same figures of the baseline by itself; those that compare two months have none."""
    baseline = flagging.assessment.baseline
    if baseline is None:
        return {}
    overdue = flagging.assessment.settings.figures.overdue
    return {each.name: each.value for each in count(baseline, standings(baseline, overdue=overdue), overdue=overdue)}


def _row(figure: Figure, flagging: Flagging, before: int | None) -> Sequence[Content]:
    is_live = figure.name in flagging.live
    counted_on = f"Counted on {day(flagging.assessment.plan.as_at)}"
    value: Content = figure.value
    if figure.value is not None and is_live:
        value = Live(f"SUM({name_of(figure.name)})", figure.value, is_array=True)
    elif figure.value is not None:
        value = Styled(figure.value, "change" if figure.name == "change" else "number")
    meaning = figure.definition
    if figure.name == "overdue" and (note := overdue_counted(flagging.assessment.figures)):
        meaning = f"Not complete, and the date has passed; {note}"
    return (
        Styled(figure.label[:1].upper() + figure.label[1:], "ref"),
        "-" if value is None else value,
        _share(figure, flagging),
        before if before is not None else Styled("-", "right"),
        "Live" if is_live else counted_on if figure.value is not None else "No baseline to compare with",
        meaning,
        _refs(figure),
    )


def _share(figure: Figure, flagging: Flagging) -> Content:
    total = flagging.assessment.figures.workstreams.value
    if figure.percent is None or figure.value is None:
        return Styled("-", "right")
    share = figure.value / total if total else 0
    if {figure.name, "workstreams"} <= flagging.live:
        whole, part = (f"{VALUE}{row_of(flagging, name)}" for name in ("workstreams", figure.name))
        return Live(f"IF({whole}=0,0,ROUND({part}/{whole},2))", round_half_up(share), "percent")
    return Styled(figure.percent / 100, "percent")


def round_half_up(share: float) -> float:
    """A share to two places as Excel's ROUND does it."""
    return int(share * 100 + 0.5 + 1e-9) / 100


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
