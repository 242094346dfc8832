"""What each row below the heading is: an action, a banner, guidance, a total … The first word on what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gipxl.plan import Field, cleaned, folded
from gipxl.reading.cells import Value, is_filled, shown
from gipxl.reading.contents import is_ref_like
from gipxl.reading.guidance import heads_a_table, is_guidance
from gipxl.reading.rows import Places, Row, RowKind
from gipxl.reading.second_look import looked_at_again
from gipxl.reading.table import Table

_SUM = re.compile(r"(?:grand |sub[- ]?)?totals?(?: (?:number|of|number of))?(?: (?:actions|rows))?:?", re.I)
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b|key\b|notes?\b|legend\b|rag (?:key|status|rating)s?\b|end of\b", re.I)
_SIGN_OFF = re.compile(
    r"(?:prepared|approved|signed|reviewed|completed|agreed|authorised|updated|issued) (?:off )?by\b"
    r"|version\b|author\b|document (?:owner|control)\b|last (?:updated|reviewed)\b",
    re.I,
)
_EXAMPLE = re.compile(r"e\.?g\.?[\s:]|examples?\b|\(?for example\b|sample\b", re.I)
_LONGEST_BANNER = 120
_MOST_IN_BANNER = 2
_ENOUGH_FOR_AN_ACTION = 2


class _Rows:
    """Names the rows of one table from the top down; what a row is may depend on those before it."""

    def __init__(self, table: Table, shared: Mapping[tuple[int, int], int]) -> None:
        left = table.sheet.left
        self.table, self.places = table, Places.of(table)
        self.headings = {each.column - left: folded(each.heading) for each in table.columns if each.heading}
        self.shared: dict[int, list[tuple[int, Value]]] = {}
        for (row, column), anchor in shared.items():
            self.shared.setdefault(row, []).append((column - left, table.sheet.value(anchor, column)))
        self.seen_action = self.after_blank = self.below = False
        self.banner = ""

    def all(self) -> Iterator[Row]:
        """Every row but blank ones."""
        first, last = self.table.first_row, self.table.last_row
        for number, values in enumerate(self.table.sheet.rows[first - self.table.sheet.top :], first):
            if number > last:
                return
            shares = self.shared.get(number)
            kind = self._kind(values) if shares is None else self._kind_of_sharing(values, shares)
            if kind is RowKind.BLANK:
                self.after_blank = True
                continue
            if kind is RowKind.BANNER:
                self.banner = cleaned(" ".join(shown(value) for value in values if is_filled(value)))
            elif kind is RowKind.ACTION:
                self.seen_action, self.after_blank = True, False
            yield Row(number, kind, values if shares is None else _filled_in(values, shares), self.banner)

    def _kind_of_sharing(self, values: Sequence[Value], shares: Sequence[tuple[int, Value]]) -> RowKind:
        """A row with cells that are merged with those above: an action of its own where it says something itself."""
        ref, title = self.places.first.get(Field.REF), self.places.first.get(Field.TITLE)
        shared = {index for index, _ in shares}
        own = sum(1 for index in self.places.core if is_filled(values[index]))
        names_it = any(index not in shared and is_filled(values[index]) for index in (ref, title) if index is not None)
        if not names_it and not (own and shared & {ref, title}):
            return RowKind.CONTINUATION if self.seen_action else RowKind.BLANK
        return self._kind(_filled_in(values, shares))

    def _kind(self, values: Sequence[Value]) -> RowKind:
        has_ref = _is_ref(self.places.text(values, Field.REF))
        if has_ref and self.seen_action and not self.below and not self._has_sum_before_ref(values):
            return RowKind.ACTION
        filled = [place for place, value in enumerate(values) if value != "" and is_filled(value)]
        if not filled or self.below:
            return RowKind.OTHER_TABLE if filled else RowKind.BLANK
        if self._repeats_heading(values, filled):
            return RowKind.HEADING
        texts = [cleaned(shown(values[place])) for place in filled]
        if self._guides(values, filled, texts, has_ref):
            return RowKind.GUIDANCE
        if _SUM.fullmatch(texts[0]):
            return RowKind.TOTAL
        return RowKind.ACTION if has_ref else self._without_ref(values, filled, texts)

    def _guides(self, values: Sequence[Value], filled: Sequence[int], texts: Sequence[str], has_ref: bool) -> bool:
        ref = self.places.text(values, Field.REF)
        if not has_ref and _EXAMPLE.match(ref or texts[0]):
            return True
        return not self.seen_action and is_guidance(texts, ref, [values[place] for place in filled])

    def _without_ref(self, values: Sequence[Value], filled: Sequence[int], texts: Sequence[str]) -> RowKind:
        """A row without anything that looks like a ref: perhaps an action all the same."""
        if _TOTAL.match(texts[0]) and self.places.core_filled(values) < _ENOUGH_FOR_AN_ACTION:
            return RowKind.TOTAL
        is_below = self.after_blank and self.seen_action
        if is_below and heads_a_table(texts):
            self.below = True
            return RowKind.OTHER_TABLE
        if is_below and _SIGN_OFF.match(texts[0]):
            return RowKind.TOTAL
        if len(filled) == 1:
            return self._single(filled[0], texts[0])
        return self._by_content(values, len(filled))

    def _by_content(self, values: Sequence[Value], filled: int) -> RowKind:
        ref, title = self.places.text(values, Field.REF), self.places.text(values, Field.TITLE)
        core = self.places.core_filled(values)
        if Field.REF not in self.places.first:
            return RowKind.ACTION if title and core else RowKind.TEXT
        if core == 0 and not (filled > _MOST_IN_BANNER and title and not self.after_blank):
            return RowKind.TEXT if self.after_blank and self.seen_action else RowKind.BANNER
        if ref or title:
            return RowKind.ACTION
        return RowKind.TEXT if self.after_blank or core < _ENOUGH_FOR_AN_ACTION else RowKind.ACTION

    def _single(self, index: int, text: str) -> RowKind:
        title = self.places.first.get(Field.TITLE, 0)
        ref = self.places.first.get(Field.REF, title)
        if index > max(title, ref) and self.seen_action:
            return RowKind.TEXT if self.after_blank else RowKind.CONTINUATION
        return RowKind.BANNER if len(text) <= _LONGEST_BANNER else RowKind.TEXT

    def _has_sum_before_ref(self, values: Sequence[Value]) -> bool:
        """ "Total", and what looks like a ref is the number of actions."""
        return any(
            _SUM.fullmatch(cleaned(shown(value))) for value in values[: self.places.first[Field.REF]] if value != ""
        )

    def _repeats_heading(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        same = sum(1 for index in filled if self._is_own_heading(index, values[index]))
        return same >= 2 and same >= 0.6 * len(filled)

    def _is_own_heading(self, index: int, value: Value) -> bool:
        heading = self.headings.get(index, "")
        if not heading or not isinstance(value, str):
            return False
        return folded(value) == heading or (len(value) > 3 and heading.endswith(folded(value)))


def _is_ref(text: str) -> bool:
    return is_ref_like(text) and not text.casefold().startswith("example")


def _filled_in(values: Sequence[Value], shares: Sequence[tuple[int, Value]]) -> list[Value]:
    whole = list(values)
    for index, value in shares:
        whole[index] = value
    return whole


def classify(table: Table, shared: Mapping[tuple[int, int], int]) -> tuple[Row, ...]:
    """Every row below the heading with its kind, blank ones aside.

    ``shared`` gives the cells (row, column) that are merged with one above, each with the row whose value it shares.
    """
    rows = _Rows(table, shared)
    return looked_at_again(list(rows.all()), rows.places)
