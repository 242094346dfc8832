"""The tables of a sheet that could be a plan: their heading rows, their columns, and where they end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from gipxl.errors import SettingsError
from gipxl.plan import Field, cleaned
from gipxl.reading.cells import Range, Sheet, Value, is_filled, shown
from gipxl.reading.columns import Given, Heading, assign, sample_of, score
from gipxl.reading.contents import is_ref_like
from gipxl.reading.headings import meanings
from gipxl.settings import PlanSettings
from gipxl.words import listed

# Headings have been met down to row 19; a title page above them may be longer still.
_DEEPEST_HEADING = 40
# Further down a table begins at the top of a block of rows, below a blank row or one with a title alone.
_DEEPEST_IN_BLOCK = 3
_MOST_HEADING_ROWS = 3
_WIDEST = 200
_SAMPLE_ROWS = 60
_LONGEST_LOWER_HEADING = 60
_ALIKE = 0.8
_PLAINLY_SEVERAL = 4
_SURE_ENOUGH = 0.5


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table that could be a plan: its sheet, heading rows and columns, and how surely it is one.

    ``last_row`` is the last of its sheet, or the one above the next table's heading; ``name`` is what stands above the
    heading by itself, "" where the sheet has no other table.
    """

    sheet: Sheet
    heading_rows: tuple[int, ...]
    columns: tuple[Given, ...]
    score: float
    last_row: int
    name: str = ""

    @property
    def first_row(self) -> int:
        """The first row below the heading."""
        return self.heading_rows[-1] + 1

    @cached_property
    def fields(self) -> frozenset[Field]:
        """What its columns mean."""
        return frozenset(each.field for each in self.columns if each.field)

    def column(self, field: Field) -> int | None:
        """The first column that holds a field."""
        return next((each.column for each in self.columns if each.field is field), None)


def tables_of(sheet: Sheet, settings: PlanSettings) -> list[Table]:
    """Every table of a sheet whose headings could be a plan's, from the top down."""
    if not sheet.rows:
        return []
    fixed = _fixed(sheet, settings)
    found: list[Table] = [fixed] if fixed else []
    first = fixed.first_row if fixed else sheet.top
    for block in _blocks(sheet):
        best = _best(sheet, range(max(block.start, first), block.stop), settings)
        if best and not (found and _repeats(found[-1], best)):
            found.append(best)
    # A row of data may hold a word or two that head columns elsewhere ("Revised", "Owner"): that begins no table.
    surest = max((table.score for table in found), default=0.0)
    tables = [table for table in found if table is fixed or table.score >= _SURE_ENOUGH * surest]
    return [_ending(table, tables) for table in tables]


def _fixed(sheet: Sheet, settings: PlanSettings) -> Table | None:
    """The table whose heading rows the settings give, on the sheet that they name or, naming none, on any that has it.

    Raises SettingsError where the sheet that they name has no headings there.
    """
    rows = tuple(settings.heading_rows)
    if not rows or not (is_named(sheet, settings) or not settings.sheet):
        return None
    table = _table(sheet, rows, settings) if sheet.top <= rows[0] and rows[-1] <= sheet.bottom else None
    if table is None and settings.sheet:
        raise SettingsError(
            f"plan.heading_rows: the sheet “{sheet.name}” has no headings of a plan in "
            f"{'rows' if len(rows) > 1 else 'row'} {listed([*map(str, rows)])}.",
            "Correct the setting, or leave it out: gipxl then looks for the heading itself.",
        )
    return table


def is_named(sheet: Sheet, settings: PlanSettings) -> bool:
    """Whether the settings name this sheet as the plan's."""
    return cleaned(sheet.name).casefold() == cleaned(settings.sheet).casefold()


def _blocks(sheet: Sheet) -> Iterator[range]:
    """Where a heading may stand: the rows near the top, then the first ones below each gap; gaps part the blocks."""
    block_from, width = sheet.top, sheet.right - sheet.left + 1
    deepest = sheet.top + _DEEPEST_HEADING
    for row, values in enumerate(sheet.rows, sheet.top):
        filled = width - values.count("")
        if filled > _PLAINLY_SEVERAL or (filled > 1 and sum(map(is_filled, values)) > 1):
            continue
        if row > block_from:
            yield range(block_from, row if row <= deepest else min(row, block_from + _DEEPEST_IN_BLOCK))
        block_from = row + 1
    last = sheet.bottom + 1
    yield range(block_from, last if last <= deepest else min(last, max(deepest, block_from + _DEEPEST_IN_BLOCK)))


def _best(sheet: Sheet, rows: range, settings: PlanSettings) -> Table | None:
    """The surest heading among the rows of a block; a deeper one must say more to be preferred."""
    best: Table | None = None
    for row in rows:
        if not _could_be_heading(sheet, row):
            continue
        for depth in range(1, _MOST_HEADING_ROWS + 1):
            last = row + depth - 1
            if depth > 1 and (last > sheet.bottom or not _continues_heading(sheet, last)):
                break
            if depth < _MOST_HEADING_ROWS and _reaches_below(sheet, row, last):
                continue
            table = _table(sheet, tuple(range(row, last + 1)), settings)
            if table and (best is None or table.score > best.score + 0.05):
                best = table
    return best


def _repeats(table: Table, other: Table) -> bool:
    """The same headings once more, as for each theme or printed page: still the same table."""
    texts = {each.column: cleaned(each.heading).casefold() for each in table.columns}
    same = [texts.get(each.column) == cleaned(each.heading).casefold() for each in other.columns]
    # A log of issues may be headed as the actions are, but for its first column.
    return same[0] and sum(same) >= _ALIKE * max(len(table.columns), len(other.columns))


def _ending(table: Table, tables: Sequence[Table]) -> Table:
    below = [other.heading_rows[0] for other in tables if other.heading_rows[0] > table.heading_rows[0]]
    return Table(
        sheet=table.sheet,
        heading_rows=table.heading_rows,
        columns=table.columns,
        score=table.score,
        last_row=min(below) - 1 if below else table.sheet.bottom,
        name=_name_above(table) if len(tables) > 1 else "",
    )


def _name_above(table: Table) -> str:
    """What stands by itself in one of the two rows above a heading."""
    for row in range(table.heading_rows[0] - 1, max(table.heading_rows[0] - 3, table.sheet.top - 1), -1):
        filled = [shown(value) for value in table.sheet.row(row) if is_filled(value)]
        if len(filled) == 1:
            return cleaned(filled[0])
    return ""


def _table(sheet: Sheet, rows: tuple[int, ...], settings: PlanSettings) -> Table | None:
    by_letter = not settings.sheet or is_named(sheet, settings)
    columns = assign(tuple(_headings(sheet, rows)), settings.columns, by_letter=by_letter)
    certainty = score(columns)
    if not certainty:
        return None
    # Without the columns that have neither heading nor meaning.
    known = tuple(each for each in columns if each.field or each.heading)
    return Table(sheet=sheet, heading_rows=rows, columns=known, score=certainty, last_row=sheet.bottom)


def _could_be_heading(sheet: Sheet, row: int) -> bool:
    """At least two cells of the row are texts, none of them a ref, and one is a heading that gipxl knows."""
    texts = [value for value in sheet.row(row)[:_WIDEST] if isinstance(value, str) and is_filled(value)]
    return len(texts) >= 2 and not is_ref_like(cleaned(texts[0])) and any(meanings(text) for text in texts)


def _continues_heading(sheet: Sheet, row: int) -> bool:
    """A further heading row holds several short texts only: no dates, no numbers, nothing of a sentence's length."""
    values = [value for value in sheet.row(row)[:_WIDEST] if is_filled(value)]
    return len(values) > 1 and all(isinstance(value, str) and len(value) <= _LONGEST_LOWER_HEADING for value in values)


def _reaches_below(sheet: Sheet, first: int, last: int) -> bool:
    """A cell of these heading rows is merged with one below them: the heading goes on."""
    return any(first <= top <= last < bottom < first + _MOST_HEADING_ROWS for top, _, bottom, _ in sheet.merged)


def _headings(sheet: Sheet, rows: Sequence[int]) -> Iterator[Heading]:
    merged = [Range(*each) for each in sheet.merged if each[0] <= rows[-1] and each[2] >= rows[0]]
    columns = range(sheet.left, min(sheet.right, sheet.left + _WIDEST - 1) + 1)
    below = _rows_below(sheet, rows[-1])
    texts = {column: [_heading_text(sheet, merged, row, column, row == rows[-1]) for row in rows] for column in columns}
    for column in columns:
        _share_from_left(texts, column)
        parts = list(dict.fromkeys(text for text in texts[column] if text))
        yield Heading(
            column=column, text=" ".join(parts), sample=sample_of(values[column - sheet.left] for values in below)
        )


def _share_from_left(texts: dict[int, list[str]], column: int) -> None:
    """A heading may stand over several columns without being merged: blank beside it, and something below both."""
    left = texts.get(column - 1, [])
    for level in range(len(left) - 1):
        if not texts[column][level] and left[level] and any(left[level + 1 :]) and any(texts[column][level + 1 :]):
            texts[column][level] = left[level]


def _heading_text(sheet: Sheet, merged: Sequence[Range], row: int, column: int, is_last: bool) -> str:
    """What heads a column in one row. A cell merged over several columns heads all of them where rows follow that tell
    them apart, and only its first where none does."""
    for block in merged:
        if block.top <= row <= block.bottom and block.left <= column <= block.right:
            heads = column == block.left or not is_last
            return _text_at(sheet, block.top, block.left) if heads else ""
    return _text_at(sheet, row, column)


def _text_at(sheet: Sheet, row: int, column: int) -> str:
    value = sheet.value(row, column)
    return "" if isinstance(value, date) else shown(value).strip()


def _rows_below(sheet: Sheet, last_heading_row: int) -> list[Sequence[Value]]:
    """The first rows below a heading; those with next to nothing in them, as banners and totals, tell of no column."""
    start = last_heading_row + 1 - sheet.top
    least = min(3, (sheet.right - sheet.left + 2) // 2)
    return [values for values in sheet.rows[start : start + _SAMPLE_ROWS] if len(values) - values.count("") >= least]
