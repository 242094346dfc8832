"""The chart and the lines of what is overdue: by age and owner, and by age and source."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from gipxl.ageing import BANDS, AgeLine
from gipxl.outputs.ageing import NO_OWNER, NO_SOURCE, in_words, on_joint_owners
from gipxl.outputs.copy.authoring import FIRST_ROW
from gipxl.outputs.copy.chart_data import AGE_FILLS, HIGH, ITEM, NAME, NUMBER, PLACES, WIDE, Line, capital, step
from gipxl.outputs.copy.charts import Cells, Chart, Series
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.plain import one_line
from gipxl.words import shortened

#: More bars than these no chart can show.
_MOST = 20
_BY_OWNER, _BY_SOURCE = "Overdue by owner", "Overdue by source"


def ages(flagging: Flagging, lines: list[Line]) -> Chart | None:
    """The bars of each owner, parted into bands of days overdue; the lines hold those of each source as well."""
    ageing = flagging.assessment.ageing
    lines += _of_the_plan(ageing.total, in_words(ageing))
    if not ageing.total.all.value:
        return None
    first = FIRST_ROW + len(lines)
    present = [at for at, number in enumerate(ageing.total.bands) if number.value]
    lines += _grouped(_BY_OWNER, ageing.by_owner, present, NO_OWNER)
    lines += _grouped(_BY_SOURCE, ageing.by_source, present, NO_SOURCE)
    owners = len(ageing.by_owner)
    if owners > _MOST:
        return None
    joint = on_joint_owners(ageing)
    said = "; ".join(f"{_name(line, NO_OWNER)}: {line.all.value:,}" for line in ageing.by_owner)
    return Chart(
        title="Overdue actions by owner and age",
        description=f"Stacked bars: {said}. {joint}".rstrip(),
        kind="bar",
        categories=Cells(NAME, ITEM, first, first + owners - 1),
        series=[
            Series(capital(BANDS[at].label), Cells(NAME, NUMBER, top, top + owners - 1), AGE_FILLS[at])
            for top, at in zip(count(first, owners), present, strict=False)
        ],
        place=PLACES[5],
        size=(WIDE, HIGH),
        is_stacked=True,
        step=step(max(line.all.value for line in ageing.by_owner)),
    )


def _of_the_plan(total: AgeLine, remark: str) -> list[Line]:
    """The bands of the whole plan, each with the refs behind it."""
    lines = [
        Line("Overdue", "all actions", band.label, number.value, ", ".join(number.refs))
        for band, number in zip(BANDS, total.bands, strict=True)
    ]
    return [Line("Overdue", "all actions", "all ages", total.all.value, remark), *lines]


def _grouped(chart: str, held: Sequence[AgeLine], present: Sequence[int], unnamed: str) -> list[Line]:
    """For each band in which there is an action, the numbers of every owner or source with the refs behind them."""
    return [
        Line(chart, BANDS[at].label, _name(line, unnamed), line.bands[at].value, ", ".join(line.bands[at].refs))
        for at in present
        for line in held
    ]


def _name(line: AgeLine, unnamed: str) -> str:
    return shortened(one_line(line.name), 60) or unnamed
