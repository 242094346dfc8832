"""What each row below the heading is: an action, a banner, guidance, a total … The first word on what counts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from typing import NamedTuple

from gipxl.plan import Field, LeftOut, cleaned, folded
from gipxl.reading.cells import Value, is_filled, letter, shown
from gipxl.reading.contents import is_ref_like
from gipxl.reading.guidance import heads_a_table, is_guidance
from gipxl.reading.refs import shape_of
from gipxl.reading.table import Table


class RowKind(Enum):
    """What a row is. The values of all but ACTION are the reasons for leaving it out."""

    ACTION = "action"
    BLANK = "blank"
    BANNER = "banner"
    HEADING = "the heading repeated"
    GUIDANCE = "guidance or an example"
    CONTINUATION = "continues the action above"
    TOTAL = "total, key or note"
    TEXT = "text with no ref, owner, date or status"
    OTHER_TABLE = "another table"
    UNUSED = "a ref and nothing else"


class Row(NamedTuple):
    """One row of the table: its number, its kind, its values from the sheet's first column on, and its banner.

    Where a cell is merged with one above, ``values`` has the value that it shares.
    """

    number: int
    kind: RowKind
    values: Sequence[Value]
    banner: str = ""


_CORE = (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.STATUS, Field.COMPLETED)
_SAYING = (*_CORE[:3], Field.COMPLETED, Field.TITLE, Field.RECOMMENDATION, Field.ACTION, Field.UPDATE)
_SUM = re.compile(r"(?:grand |sub[- ]?)?totals?(?: (?:number|of|number of))?(?: (?:actions|rows))?:?", re.I)
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b|key\b|notes?\b|legend\b|rag (?:key|status|rating)s?\b|end of\b", re.I)
_SIGN_OFF = re.compile(
    r"(?:prepared|approved|signed|reviewed|completed|agreed|authorised|updated|issued) (?:off )?by\b"
    r"|version\b|author\b|document (?:owner|control)\b|last (?:updated|reviewed)\b",
    re.I,
)
_EXAMPLE = re.compile(r"e\.?g\.?[\s:]|examples?\b|\(?for example\b|sample\b", re.I)
_LONGEST_BANNER = 120


class _Rows:
    """Names the rows of one table from the top down; what a row is may depend on those before it."""

    def __init__(self, table: Table, shared: Mapping[tuple[int, int], int]) -> None:
        left = table.sheet.left
        self.table, self.left = table, left
        self.index = {each.field: each.column - left for each in reversed(table.columns) if each.field}
        self.core = [each.column - left for each in table.columns if each.field in _CORE]
        self.saying = [each.column - left for each in table.columns if each.field in _SAYING]
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
        ref, title = self.index.get(Field.REF), self.index.get(Field.TITLE)
        shared = {index for index, _ in shares}
        own = sum(1 for index in self.core if is_filled(values[index]))
        names_it = any(index not in shared and is_filled(values[index]) for index in (ref, title) if index is not None)
        if not names_it and not (own and shared & {ref, title}):
            return RowKind.CONTINUATION if self.seen_action else RowKind.BLANK
        return self._kind(_filled_in(values, shares))

    def _kind(self, values: Sequence[Value]) -> RowKind:
        ref = self._text(values, Field.REF)
        has_ref = _is_ref(ref)
        if has_ref and self.seen_action and not self.below and not self._has_sum_before_ref(values):
            return RowKind.ACTION
        filled = [index for index, value in enumerate(values) if value != "" and is_filled(value)]
        if not filled or self.below:
            return RowKind.OTHER_TABLE if filled else RowKind.BLANK
        if self._repeats_heading(values, filled):
            return RowKind.HEADING
        first = cleaned(shown(values[filled[0]]))
        texts = [cleaned(shown(values[index])) for index in filled]
        is_example = _EXAMPLE.match(ref or first) and not has_ref
        if is_example or (not self.seen_action and is_guidance(texts, ref, [values[index] for index in filled])):
            return RowKind.GUIDANCE
        if _SUM.fullmatch(first):
            return RowKind.TOTAL
        if has_ref:
            return RowKind.ACTION
        core = self._counts(values)
        if _TOTAL.match(first) and core < 2:
            return RowKind.TOTAL
        is_below = self.after_blank and self.seen_action
        if is_below and heads_a_table(texts):
            self.below = True
            return RowKind.OTHER_TABLE
        if is_below and _SIGN_OFF.match(first):
            return RowKind.TOTAL
        if len(filled) == 1:
            return self._single(filled[0], first)
        return self._by_content(ref, self._text(values, Field.TITLE), core, len(filled))

    def _by_content(self, ref: str, title: str, core: int, filled: int) -> RowKind:
        """A row of several cells without anything that looks like a ref."""
        if Field.REF not in self.index:
            return RowKind.ACTION if title and core else RowKind.TEXT
        if core == 0 and not (filled > 2 and title and not self.after_blank):
            return RowKind.TEXT if self.after_blank and self.seen_action else RowKind.BANNER
        if ref or title:
            return RowKind.ACTION
        return RowKind.TEXT if self.after_blank or core < 2 else RowKind.ACTION

    def _single(self, index: int, text: str) -> RowKind:
        title = self.index.get(Field.TITLE, 0)
        ref = self.index.get(Field.REF, title)
        if index > max(title, ref) and self.seen_action:
            return RowKind.TEXT if self.after_blank else RowKind.CONTINUATION
        return RowKind.BANNER if len(text) <= _LONGEST_BANNER else RowKind.TEXT

    def _has_sum_before_ref(self, values: Sequence[Value]) -> bool:
        """ "Total", and what looks like a ref is the number of actions."""
        return any(_SUM.fullmatch(cleaned(shown(value))) for value in values[: self.index[Field.REF]] if value != "")

    def _counts(self, values: Sequence[Value]) -> int:
        """How many of owner, dates and status are filled in."""
        return sum(1 for index in self.core if values[index] != "" and is_filled(values[index]))

    def _text(self, values: Sequence[Value], field: Field) -> str:
        index = self.index.get(field)
        return "" if index is None else cleaned(shown(values[index]))

    def _repeats_heading(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        same = sum(1 for index in filled if self._is_own_heading(index, values[index]))
        return same >= 2 and same >= 0.6 * len(filled)

    def _is_own_heading(self, index: int, value: Value) -> bool:
        heading = self.headings.get(index, "")
        if not heading or not isinstance(value, str):
            return False
        return folded(value) == heading or (len(value) > 3 and heading.endswith(folded(value)))

    def is_unused(self, row: Row) -> bool:
        """A ref, perhaps a status that a formula gives, and not a word of what is to be done, by whom or when."""
        filled = [index for index, value in enumerate(row.values) if is_filled(value)]
        if Field.TITLE in self.index:
            return not any(index in self.saying for index in filled)
        return filled == [self.index.get(Field.REF)]


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
    found = list(rows.all())
    _mark_unused(found, rows)
    _mark_numbered_banners(found, rows)
    return tuple(found)


def _mark_unused(rows: list[Row], known: _Rows) -> None:
    """Refs given out in advance, in rows at the end that nobody has filled in yet, are no actions."""
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].kind is not RowKind.ACTION:
            continue
        if not known.is_unused(rows[place]):
            return
        rows[place] = rows[place]._replace(kind=RowKind.UNUSED)


def _mark_numbered_banners(rows: list[Row], known: _Rows) -> None:
    """ "1 Leadership" above 1.1 and 1.2, "Theme 1" above A1 and A2: a ref and a title at most, unlike those below."""
    ref = known.index.get(Field.REF)
    if ref is None:
        return
    acting = [place for place, row in enumerate(rows) if row.kind is RowKind.ACTION]
    refs = {place: cleaned(shown(rows[place].values[ref])) for place in acting}
    bare = [
        place for place in acting if sum(map(is_filled, rows[place].values)) <= 2 and not _has_core(rows[place], known)
    ]
    if not bare:
        return
    usual = Counter(shape_of(text) for text in refs.values())
    below = dict(zip(acting, [*acting[1:], None], strict=True))
    for place in bare:
        following = below[place]
        is_parent = following is not None and _is_within(refs[following], refs[place])
        is_unlike_all = usual[shape_of(refs[place])] <= len(bare) and usual.most_common(1)[0][1] > len(bare)
        if is_parent or is_unlike_all:
            rows[place] = rows[place]._replace(kind=RowKind.BANNER)


def _is_within(ref: str, parent: str) -> bool:
    """1.1 is within 1, A-2 within A."""
    return ref != parent and bool(re.match(rf"{re.escape(parent)}[.\-/ ]\w", ref))


def _has_core(row: Row, known: _Rows) -> bool:
    return any(is_filled(row.values[index]) for index in known.core)


def left_out(rows: Sequence[Row], sheet: str) -> tuple[LeftOut, ...]:
    """The rows that are no action, neighbours with one reason together ("36-39")."""
    found: list[tuple[int, int, str]] = []
    for row in rows:
        if row.kind is RowKind.ACTION:
            continue
        why = row.kind.value
        if found and found[-1][2] == why and found[-1][1] == row.number - 1:
            found[-1] = (found[-1][0], row.number, why)
        else:
            found.append((row.number, row.number, why))
    return tuple(
        LeftOut(rows=f"{first}" if first == last else f"{first}-{last}", why=why, sheet=sheet)
        for first, last, why in found
    )


def cells_shared(table: Table) -> dict[tuple[int, int], int]:
    """The cells (row, column) below the heading that are merged with one above, each with that one's row."""
    wanted = {each.column for each in table.columns if each.field}
    return {
        (row, left): top
        for top, left, bottom, _ in table.sheet.merged
        if left in wanted and bottom > top >= table.first_row
        for row in range(top + 1, min(bottom, table.last_row) + 1)
    }


def cell_names(shared: Mapping[tuple[int, int], int]) -> dict[str, str]:
    """The same as cells: "D8" to "D7"."""
    return {f"{letter(column)}{row}": f"{letter(column)}{top}" for (row, column), top in shared.items()}
