"""What each row below the heading is: an action, a banner, guidance, a total … The first word on what counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from gipxl.plan import Field, LeftOut, cleaned, folded
from gipxl.reading.cells import Value, shown
from gipxl.reading.columns import is_ref_like
from gipxl.reading.headings import meanings
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


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of the table: its number, its kind, its values by column index, the banner it stands under."""

    number: int
    kind: RowKind
    values: Sequence[Value]
    banner: str = ""


_CORE = (Field.OWNER, Field.ORIGINAL_DUE, Field.REVISED_DUE, Field.STATUS, Field.COMPLETED)
_TOTAL = re.compile(r"(?:grand |sub ?)?totals?\b|key\b|notes?\b|legend\b|rag (?:key|status|rating)s?\b|end of\b", re.I)
_EXAMPLE = re.compile(r"e\.?g\.?[\s:]|example\b|\(?for example\b|sample\b", re.I)
_GUIDANCE = re.compile(
    r"(?:please|enter|insert|describe|state|select|choose|name of|give|list|use|type|pick|write|unique|date (?:by|on|when"
    r"|the)|dd[/ .-]mm|free text|drop ?down|who |what |when |brief|short|summary of|set out|provide|record|complete this"
    r"|this (?:column|row|is)|from the list|\(?e\.?g\.?)\b",
    re.I,
)
_LONGEST_BANNER = 120
_SURE_HEADING = 0.9


class _Rows:
    """Names the rows of one table from the top down; what a row is may depend on those before it."""

    def __init__(self, table: Table) -> None:
        self.table = table
        left = table.sheet.left
        self.index = {each.field: each.column - left for each in reversed(table.columns) if each.field}
        self.known = [each.column - left for each in table.columns if each.field]
        self.core = [each.column - left for each in table.columns if each.field in _CORE]
        self.headings = {each.column - left: folded(each.heading) for each in table.columns if each.heading}
        self.seen_action = False
        self.below = False
        self.after_blank = False
        self.banner = ""

    def kind(self, values: Sequence[Value]) -> RowKind:
        filled = [index for index, value in enumerate(values) if value != "" and shown(value).strip()]
        if not filled:
            return RowKind.BLANK
        if self._repeats_heading(values, filled):
            return RowKind.HEADING
        if not self.seen_action and self._is_guidance(values, filled):
            return RowKind.GUIDANCE
        first = cleaned(shown(values[filled[0]]))
        ref = self._text(values, Field.REF)
        title = self._text(values, Field.TITLE)
        if _EXAMPLE.match(ref) or (not ref and _EXAMPLE.match(first)):
            return RowKind.GUIDANCE
        has_ref = is_ref_like(ref)
        core = sum(1 for index in self.core if index in filled)
        if not has_ref and _TOTAL.match(first) and not (core > 1 and title != first):
            return RowKind.TOTAL
        if not has_ref and self.seen_action and self._starts_other_table(values, filled):
            return RowKind.OTHER_TABLE
        if len(filled) == 1 and not has_ref:
            return self._single(filled[0], first)
        return self._by_content(has_ref, ref, title, core)

    def _by_content(self, has_ref: bool, ref: str, title: str, core: int) -> RowKind:
        if Field.REF not in self.index:
            return RowKind.ACTION if title and core else RowKind.TEXT
        if has_ref:
            return RowKind.ACTION
        if core == 0:
            return RowKind.BANNER if not self.after_blank or not self.seen_action else RowKind.TEXT
        if ref or title:
            return RowKind.ACTION
        return RowKind.TEXT if self.after_blank or core < 2 else RowKind.ACTION

    def _single(self, index: int, text: str) -> RowKind:
        title = self.index.get(Field.TITLE, 0)
        ref = self.index.get(Field.REF, title)
        if index > max(title, ref) and self.seen_action:
            return RowKind.CONTINUATION
        return RowKind.BANNER if len(text) <= _LONGEST_BANNER else RowKind.TEXT

    def _text(self, values: Sequence[Value], field: Field) -> str:
        index = self.index.get(field)
        return cleaned(shown(values[index])) if index is not None else ""

    def _repeats_heading(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        same = sum(1 for index in filled if self._is_own_heading(index, values[index]))
        return same >= 2 and same >= 0.6 * len(filled)

    def _is_own_heading(self, index: int, value: Value) -> bool:
        heading = self.headings.get(index, "")
        return isinstance(value, str) and bool(heading) and (
            folded(value) == heading or (len(value) > 3 and heading.endswith(folded(value)))
        )

    def _is_guidance(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        texts = [cleaned(shown(values[index])) for index in filled]
        if len(texts) >= 3 and _counts_up(texts):
            return True
        ref = self._text(values, Field.REF)
        if is_ref_like(ref) or any(isinstance(values[index], date) for index in filled):
            return False
        return len(texts) >= 2 and sum(1 for text in texts if _GUIDANCE.match(text)) >= max(2, 0.4 * len(texts))

    def _starts_other_table(self, values: Sequence[Value], filled: Sequence[int]) -> bool:
        texts = [value for index in filled if isinstance(value := values[index], str)]
        if len(texts) < 3 or len(texts) < len(filled):
            return False
        sure = sum(1 for text in texts if any(match.strength >= _SURE_HEADING for match in meanings(text)))
        return sure >= 3 and sure >= 0.5 * len(texts)


def _counts_up(texts: Sequence[str]) -> bool:
    """A row that numbers or letters the columns: 1, 2, 3 … or (a), (b), (c) …"""
    bare = [text.strip("().").lower() for text in texts]
    numbers = [str(number) for number in range(1, len(bare) + 1)]
    letters = [chr(97 + place) for place in range(min(len(bare), 26))]
    return bare in (numbers, letters)


def classify(table: Table) -> Iterator[Row]:
    """Every row below the heading with its kind; blank ones are passed over."""
    rows = _Rows(table)
    sheet = table.sheet
    for number in range(table.first_row, sheet.bottom + 1):
        values = sheet.rows[number - sheet.top]
        kind = RowKind.OTHER_TABLE if rows.below else rows.kind(values)
        if kind is RowKind.BLANK:
            rows.after_blank = True
            continue
        if kind is RowKind.OTHER_TABLE:
            rows.below = True
        if kind is RowKind.BANNER:
            rows.banner = cleaned(" ".join(shown(value) for value in values if shown(value).strip()))
        if kind is RowKind.ACTION:
            rows.seen_action, rows.after_blank = True, False
        yield Row(number=number, kind=kind, values=values, banner=rows.banner)


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
