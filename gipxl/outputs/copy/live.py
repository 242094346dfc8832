"""Live figures: formulas over the plan's own sheet that count what gipxl counts, wherever they can.

Each is a name in the workbook, built on those before it, that gives a nought or one for every row of the table. They
follow the order of positions in ``gipxl.standing`` and look words and typed dates up in the list on the Key sheet. What
the formulas cannot see (a baseline, a cell that names two actions, a word not on the list) is found out beforehand by
``reckoning``, which does the same for each row; a figure is live only where it is right in every one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gipxl.outputs.copy import names, readings
from gipxl.outputs.copy.layout import Layout
from gipxl.package.formulas import quoted_sheet
from gipxl.package.marks import NAME_PREFIX
from gipxl.plan import Field
from gipxl.settings import Overdue
from gipxl.vocabulary import Status


def name_of(figure: str) -> str:
    """The name by which formulas add up a figure."""
    return f"{NAME_PREFIX}{figure}"


@dataclass(frozen=True)
class Formulas:
    """The names of the live figures and what each stands for."""

    layout: Layout
    year_starts: int
    overdue: Overdue

    def definitions(self) -> dict[str, str]:
        """Every name with its formula, each after those that it uses."""
        found = {
            "workstreams": self._counts(),
            "completed_on": self._day(self._one(Field.COMPLETED)),
            "original_date": self._day(self._one(Field.ORIGINAL_DUE)),
            "revised_date": self._last_filled(self._day),
            "undecided": self._last_filled(lambda cells: self._says(cells, readings.UNDECIDED)),
            "moved_in_cell": self._moved_in_cell(),
        }
        n = name_of
        found["complete"] = (
            f"{n('workstreams')}*IF({n('completed_on')}>0,{n('completed_on')}<{names.AS_AT}+1,"
            f"{self._status(Status.COMPLETE)})"
        )
        found["open"] = f"{n('workstreams')}*(1-{n('complete')})"
        awaits = f"{self._status(Status.REVISED)}*({n('revised_date')}=0)*(1-{n('moved_in_cell')})"
        found["awaits_date"] = f"IF({n('undecided')}+{awaits if self.layout.revised else '0'}>0,1,0)"
        found["due_date"] = (
            f"IF({n('revised_date')}>0,{n('revised_date')},IF({n('awaits_date')}>0,0,{n('original_date')}))"
        )
        return {n(key): formula for key, formula in (found | self._positions()).items()}

    def _positions(self) -> dict[str, str]:
        n = name_of
        later = f"({n('completed_on')}>0)"  # of an open action: completed after the reporting date
        tested = n("original_date") if self.overdue is Overdue.ORIGINAL else n("due_date")
        moved, passed = n("has_moved"), n("has_passed")
        found = {
            "has_moved": f"IF(({n('revised_date')}>0)*({n('revised_date')}<>{n('original_date')})+{n('moved_in_cell')}"
            f"+{n('awaits_date')}+(1-{later})*{self._status(Status.REVISED)}>0,1,0)",
            "has_passed": f"IF({tested}>0,IF({tested}<{names.AS_AT},1,0),0)",
            "by_status": f"{n('open')}*(1-{moved})*(1-{passed})",
        }
        if self.overdue is Overdue.UNREVISED:
            found |= {"revised": f"{n('open')}*{moved}", "overdue": f"{n('open')}*(1-{moved})*{passed}"}
        else:
            found |= {"revised": f"{n('open')}*(1-{passed})*{moved}", "overdue": f"{n('open')}*{passed}"}
        year = f"YEAR({names.AS_AT})+(MONTH({names.AS_AT})>={self.year_starts})"
        due = f"(1-{n('awaits_date')})*({n('due_date')}>0)*({n('due_date')}<DATE({year},{self.year_starts},1))"
        return found | self._by_status(later) | {"due_this_year": f"{n('complete')}+{n('open')}*{due}"}

    def _by_status(self, later: str) -> dict[str, str]:
        """What the status says of the actions left; without a column for it all are on track."""
        left = name_of("by_status")
        if Field.STATUS not in self.layout.columns:
            nothing = f"0*{left}"
            return {"at_risk": nothing, "not_started": nothing, "on_track": left, "unclear": nothing}
        says = {status: self._status(status) for status in (Status.AT_RISK, Status.NOT_STARTED, Status.ON_TRACK)}
        return {
            "at_risk": f"{left}*(1-{later})*{says[Status.AT_RISK]}",
            "not_started": f"{left}*(1-{later})*{says[Status.NOT_STARTED]}",
            "on_track": f"{left}*IF({later},1,{says[Status.ON_TRACK]})",
            "unclear": f"{left}*(1-{later})*({'+'.join(says.values())}=0)",
        }

    def _cells(self, letter: str) -> str:
        first, last = self.layout.first, self.layout.last
        return f"{quoted_sheet(self.layout.sheet)}!${letter}${first}:${letter}${last}"

    def _one(self, what: Field) -> str:
        letter = self.layout.letter(what)
        return self._cells(letter) if letter else ""

    def _counts(self) -> str:
        besides = "+".join(f"LEN({self._cells(letter)})" for letter in self.layout.besides)
        counts = f"(LEN(TRIM({self._cells(self.layout.key)}))>0)*({besides}>0)"
        gone = [f"(1-{self._status(status)})" for status in (Status.WITHDRAWN, Status.CONSOLIDATED)]
        return "*".join((counts, *gone))

    def _status(self, status: Status) -> str:
        cells = self._one(Field.STATUS)
        return self._says(cells, status.value) if cells else "0"

    def _says(self, cells: str, meaning: str) -> str:
        """For each row: its cell's text is on the list with that meaning."""
        return self._listed(cells, f'{names.MEANING}="{meaning}"')

    def _listed(self, cells: str, where: str) -> str:
        """For each row: its cell's text is on the list in a line for which the condition holds."""
        return f"(MMULT(--(TRIM({cells})=TRANSPOSE({names.TEXT})),--({where}))>0)"

    def _moved_in_cell(self) -> str:
        """For each row: a cell for a delivery date holds an earlier one beside the one in force."""
        letters = (*self.layout.columns.get(Field.ORIGINAL_DUE, ())[:1], *self.layout.revised)
        both = (self._listed(self._cells(letter), f'{names.KIND}="{readings.MOVED_DATE}"') for letter in letters)
        return f"IF({'+'.join(both) or '0'}>0,1,0)"

    def _last_filled(self, asked: Callable[[str], str]) -> str:
        """For each row: what is asked of the last column for revised dates that says something."""
        found = ""
        for letter in self.layout.revised:
            cells = self._cells(letter)
            filled = f"(LEN(TRIM({cells}))>0)*(1-{self._says(cells, readings.NOTHING)})"
            found = f"IF({filled},{asked(cells)},{found})" if found else asked(cells)
        return found or self._day("")

    def _day(self, cells: str) -> str:
        """For each row: the day in its cell, be it a date or a text on the list; nought where there is none."""
        if not cells:
            return f"0*LEN({self._cells(self.layout.key)})"
        listed = f"IF(ISNUMBER({names.MEANING}),{names.MEANING},0)"
        return f"IF(ISNUMBER({cells}),INT({cells}),MMULT(--(TRIM({cells})=TRANSPOSE({names.TEXT})),{listed}))"
