"""What ``figures`` answers: every figure with the refs behind it, in words and as JSON."""

from __future__ import annotations

from typing import Any

from gipxl.assessment import Assessment
from gipxl.figures import Figure, Figures
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import one_line, table, wrapped
from gipxl.settings import Overdue
from gipxl.words import day, listed


def as_text(assessment: Assessment, *, width: int = 80) -> str:
    """A line for each figure: its name, value, percentage and refs."""
    plan, baseline = assessment.plan, assessment.baseline
    compared = f"{one_line(baseline.workbook)}, as at {day(baseline.as_at)}" if baseline else "no earlier month"
    rows = [cells(each) for each in assessment.figures]
    lines = [
        wrapped(f"{plan.workbook}{f' [{plan.marking}]' if plan.marking else ''}", width),
        wrapped(f"As at {day(plan.as_at)}, compared with {compared}.", width),
        "",
        table(rows, right=(1, 2), width=width),
    ]
    if note := overdue_counted(assessment.figures):
        lines += ["", wrapped(f"Overdue: {note}", width)]
    return "\n".join([*lines, ""])


def cells(figure: Figure) -> tuple[str, str, str, str]:
    """A figure's name, value, percentage and refs, as a table says them; "-" for what cannot be told."""
    return _capital(figure.label), _value(figure), _percent(figure), _refs(figure)


def as_json(assessment: Assessment) -> str:
    """The object that ``figures --format json`` promises."""
    baseline = assessment.baseline
    return to_json(
        {
            "workbook": one_line(assessment.plan.workbook),
            "as_at": assessment.plan.as_at,
            "baseline": one_line(baseline.workbook) if baseline else None,
            "figures": as_object(assessment.figures),
        }
    )


def as_object(figures: Figures) -> dict[str, Any]:
    """The figures by name. Those that compare have the value null where there is no baseline."""
    return {figure.name: _object(figure) for figure in figures}


def _object(figure: Figure) -> dict[str, Any]:
    value: dict[str, Any] = {"value": figure.value}
    if figure.percent is not None:
        value["percent"] = figure.percent
    value["refs"] = figure.refs
    if figure.name == "consolidated":
        value["into"] = figure.into
    return value


_COUNTED_BY = {
    Overdue.UNREVISED: "",
    Overdue.CURRENT: "counted by the date now in force, before revised dates are looked at.",
    Overdue.ORIGINAL: "counted by the original date, before revised dates are looked at.",
}


def overdue_counted(figures: Figures) -> str:
    """How overdue was measured, where the settings ask for another way than the usual one; else ""."""
    return _COUNTED_BY[figures.overdue_counted]


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    return f"{figure.value:+,}" if figure.name == "change" and figure.value else f"{figure.value:,}"


def _percent(figure: Figure) -> str:
    return "" if figure.percent is None else f"{figure.percent}%"


def _refs(figure: Figure) -> str:
    if figure.into:
        return "; ".join(f"{listed(refs)} into {into}" for into, refs in figure.into.items())
    return ", ".join(figure.refs)
