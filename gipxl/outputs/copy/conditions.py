"""What the signs on the plan's own sheet look for, as formulas for one row that move along with it.

A date counts only where it is a number: in Excel any text is greater than any number. What a status, an owner or a
typed completion date means is looked up in the list of words on the Key sheet, so that staff can add to it.
"""

from __future__ import annotations

from dataclasses import dataclass

from gipxl.outputs.copy import names, readings
from gipxl.outputs.copy.layout import Layout
from gipxl.plan import Field
from gipxl.vocabulary import Status

_REASONS = (Field.REASON, Field.WORDING, Field.UPDATE)


@dataclass(frozen=True)
class Conditions:
    """The conditions for the first row of a layout. Those that lack their columns are ""."""

    layout: Layout

    def at(self, letter: str) -> str:
        """The cell of a column in the row: the column fixed, the row not."""
        return f"${letter}{self.layout.first}"

    def cell(self, field: Field) -> str:
        """The cell of a field in the row; "" where the plan has no such column."""
        letter = self.layout.letter(field)
        return self.at(letter) if letter else ""

    @property
    def is_action(self) -> str:
        """The row holds an action: neither blank nor a banner."""
        besides = ",".join(self.at(letter) for letter in self.layout.besides)
        return f"LEN(TRIM({self.at(self.layout.key)}))>0,COUNTA({besides})>0"

    @property
    def is_complete(self) -> str:
        """Completed on or before the reporting date; without a completion date, the status says so."""
        says = self.status_says(Status.COMPLETE)
        if not (completed := self.cell(Field.COMPLETED)):
            return says
        typed = f"SUMPRODUCT(--({names.TEXT}=TRIM({completed})),{names.MEANING})"
        day = f"IF(ISNUMBER({completed}),{completed},{typed})"
        return f"IF({day}>0,{day}<{names.AS_AT}+1,{says})"

    @property
    def is_open(self) -> str:
        """An action that counts and is not complete."""
        gone = f"NOT({self.status_says(Status.WITHDRAWN)}),NOT({self.status_says(Status.CONSOLIDATED)})"
        return f"{self.is_action},NOT({self.is_complete}),{gone}"

    def status_says(self, status: Status) -> str:
        """The status is a word for it."""
        letters = self.layout.columns.get(Field.STATUS, ())
        said = [means(self.at(letter), status.value) for letter in letters]
        return said[0] if len(said) == 1 else f"OR({','.join(said)})" if said else "FALSE"

    # ---- owners

    @property
    def no_owner(self) -> str:
        """No owner at all."""
        owner = self.cell(Field.OWNER)
        return f"AND({self.is_open},LEN(TRIM({owner}))=0)" if owner else ""

    @property
    def placeholder_owner(self) -> str:
        """A word that stands for nobody yet."""
        owner = self.cell(Field.OWNER)
        return f"AND({self.is_open},{means(owner, readings.NOBODY)})" if owner else ""

    # ---- dates

    def in_force(self, letter: str) -> str:
        """The column's date is the one that counts: it is a date, and no later column holds another."""
        dates = (*self._original, *self.layout.revised)
        later = dates[dates.index(letter) + 1 :]
        blank = [f"OR(LEN(TRIM({self.at(each)}))=0,{means(self.at(each), readings.NOTHING)})" for each in later]
        return ",".join((f"ISNUMBER({self.at(letter)})", *blank))

    @property
    def _original(self) -> tuple[str, ...]:
        return self.layout.columns.get(Field.ORIGINAL_DUE, ())[:1]

    def _is_other_than_original(self, letter: str) -> str:
        original = self.cell(Field.ORIGINAL_DUE)
        return f"ISNUMBER({original}),INT(N({original}))<>INT(N({self.at(letter)}))"

    def overdue(self, letter: str) -> str:
        """The date that counts has passed, and was not moved."""
        passed = f"{self.is_open},{self.in_force(letter)},{self.at(letter)}<{names.AS_AT}"
        moved = f"NOT({self.status_says(Status.REVISED)})"
        if letter in self.layout.revised:
            original = self.cell(Field.ORIGINAL_DUE)
            moved = f"ISNUMBER({original}),INT(N({original}))=INT(N({self.at(letter)}))" if original else "FALSE"
        return f"AND({passed},{moved})"

    def revised_date_passed(self, letter: str) -> str:
        """The date was moved, and the new one has passed as well."""
        original = self.cell(Field.ORIGINAL_DUE)
        same = f",NOT(AND(ISNUMBER({original}),INT(N({original}))=INT(N({self.at(letter)}))))" if original else ""
        return f"AND({self.is_open},{self.in_force(letter)},{self.at(letter)}<{names.AS_AT}{same})"

    def due_soon(self, letter: str) -> str:
        """The date that counts is not far off."""
        until = f"{self.at(letter)}<{names.AS_AT}+{names.DUE_SOON}+1"
        return f"AND({self.is_open},{self.in_force(letter)},{self.at(letter)}>={names.AS_AT},{until})"

    def moved(self, letter: str) -> str:
        """A revised date other than the original one, both real dates."""
        if not self._original:
            return ""
        return f"AND({self.is_open},{self.in_force(letter)},{self._is_other_than_original(letter)})"

    def moved_without_reason(self, letter: str) -> str:
        """Moved, and neither reason, wording nor update is long enough to say why."""
        texts = [self.cell(field) for field in _REASONS if self.cell(field)]
        if not (texts and self._original):
            return ""
        longest = f"MAX({','.join(f'LEN(TRIM({text}))' for text in texts)})"
        moved = f"{self.in_force(letter)},{self._is_other_than_original(letter)}"
        return f"AND({self.is_open},{moved},{longest}<{names.SHORTEST_REASON})"

    # ---- status

    @property
    def complete(self) -> str:
        """Complete, and not withdrawn."""
        gone = f"NOT({self.status_says(Status.WITHDRAWN)}),NOT({self.status_says(Status.CONSOLIDATED)})"
        return f"AND({self.is_action},{self.is_complete},{gone})"

    @property
    def on_track(self) -> str:
        """The status says on track, and the dates do not say otherwise."""
        against = [self.overdue(letter) for letter in (*self._original, *self.layout.revised)]
        against += [self.moved(letter) for letter in self.layout.revised if self._original]
        against += [self.revised_date_passed(letter) for letter in self.layout.revised]
        denied = [f"NOT({condition})" for condition in against]
        return f"AND({','.join((self.is_open, self.status_says(Status.ON_TRACK), *denied))})"

    # ---- rows

    @property
    def row_with_error(self) -> str:
        """The Findings sheet has an error on the row's ref, or the row has no ref."""
        # A ref cell may name several, "C2 and C5" or "C2/C5": each is looked for between blanks.
        words = f"TRIM({self.at(self.layout.key)})"
        for between in ("CHAR(10)", '"/"', '","', '";"'):
            words = f'SUBSTITUTE({words},{between}," ")'
        named = f'ISNUMBER(SEARCH(" "&{names.FINDING_REF}&" "," "&{words}&" "))'
        found = f'AND({self.is_action},SUMPRODUCT(({names.FINDING_LEVEL}="error")*{named})>0)'
        return f"OR({found},AND({self._without_ref}))"

    @property
    def _without_ref(self) -> str:
        """No ref beside a title and something more."""
        title = self.cell(Field.TITLE)
        others = [self.at(letter) for letter in self.layout.besides if self.at(letter) != title]
        if not (title and others):
            return "FALSE"
        return f"LEN(TRIM({self.at(self.layout.key)}))=0,LEN(TRIM({title}))>0,COUNTA({','.join(others)})>0"


def means(cell: str, meaning: str) -> str:
    """A cell's text is on the list of words with that meaning."""
    return f'SUMPRODUCT(({names.MEANING}="{meaning}")*({names.TEXT}=TRIM({cell})))>0'
