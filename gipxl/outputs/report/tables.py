"""A table as Word keeps it: its heading marked and repeated, no row split between pages, widths that fit its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gipxl.outputs.report.layout import Layout
from gipxl.outputs.report.markup import plain, runs
from gipxl.outputs.report.pieces import Counted, Dated, Gap, Pointer, Strong, Table, Text, Told, Words

# Twentieths of a point: the text of numbered paragraphs begins here, and so do the tables that belong to them.
INDENT = 851
# What a character takes at the size of a table's letters, and in bold, and what the sides of a cell take.
_CHARACTER, _BOLD, _SIDES = 122, 140, 240
# A word longer than this is broken rather than given the room.
_LONGEST_WORD = 18
# Beyond this many characters a longer text earns its column no more room.
_LONGEST_TEXT = 220
# A text of up to so many characters, such as a day, is not broken more than need be.
_SHORT = 18
# What short texts may take of a table's width before they are broken.
_MOST_TAKEN = 0.85


def as_word(table: Table, layout: Layout) -> str:
    """The ``w:tbl`` element."""
    indent = INDENT if table.is_indented else 0
    widths = fitted(table, layout.width - indent)
    style = f'<w:tblStyle w:val="{layout.table}"/>' if layout.table else ""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    heading = _row([_text(cell) for cell in table.heading], widths, layout.table_heading, "<w:tblHeader/>")
    rows = "".join(_row([str(runs(cell)) for cell in row], widths, layout.table_text) for row in table.rows)
    return (
        f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="{indent}" w:type="dxa"/>{"" if layout.table else _RULES}<w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"'
        f' w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heading}{rows}</w:tbl>'
    )


# For a template without a style for tables: without rules nobody can follow a row.
_RULES = "<w:tblBorders>{}</w:tblBorders>".format(
    "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
)


def _text(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{plain(text)}</w:t></w:r>'


def _row(cells: Iterable[str], widths: Sequence[int], style: str, properties: str = "") -> str:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    inner = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{named}{cell}</w:p></w:tc>'
        for width, cell in zip(widths, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{properties}</w:trPr>{inner}</w:tr>"


def fitted(table: Table, width: int) -> list[int]:
    """The columns' widths: room for each one's longest word, and the rest shared by how much there is to read.

    Short texts such as days are kept on one line, where the other columns can spare the room, and else on two.
    """
    rows = table.measured_by or table.rows
    columns = [[heading, *(shown(row[at]) for row in rows)] for at, heading in enumerate(table.heading)]
    wanted = [_room(min(max(map(len, column)), _LONGEST_TEXT)) for column in columns]
    if sum(wanted) <= width:
        widths = [width * each // sum(wanted) for each in wanted]
    else:
        least = next((each for each in _least(columns) if sum(each) <= width * _MOST_TAKEN), None)
        least = least or [_room(min(_longest_word(column), _LONGEST_WORD)) for column in columns]
        bold = (_SIDES + _BOLD * min(_longest_word(column[:1]), _LONGEST_WORD) for column in columns)
        least = [max(pair) for pair in zip(least, bold, strict=True)]
        widths = _shared(least, wanted, width)
    widths[-1] += width - sum(widths)
    return widths


def _least(columns: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """What the columns need at least: with short texts on one line; with short texts on two."""
    for lines in (1, 2):
        yield [_room(_least_of(column, lines)) for column in columns]


def _least_of(column: Sequence[str], lines: int) -> int:
    """The longest line of a column of short texts set on so many lines; of longer ones their longest word."""
    if max(map(len, column)) > _SHORT:
        return min(_longest_word(column), _LONGEST_WORD)
    return max(_longest_line(text, lines) for text in column)


def _longest_line(text: str, lines: int) -> int:
    words = text.split(" ")
    cuts = range(1, len(words)) if lines == 2 else ()
    broken = (max(len(" ".join(words[:at])), len(" ".join(words[at:]))) for at in cuts)
    return min((len(text), *broken))


def _shared(least: Sequence[int], wanted: Sequence[int], width: int) -> list[int]:
    spare = width - sum(least)
    if spare <= 0:
        return [width * each // sum(least) for each in least]
    # A text three times as long needs more room, but not three times as much; a short one has what it needs.
    pairs = zip(wanted, least, strict=True)
    shares = [max(most - small, 0) ** 0.7 if most > _room(_SHORT) else 0 for most, small in pairs]
    total = sum(shares) or 1
    return [small + int(spare * share / total) for small, share in zip(least, shares, strict=True)]


def _room(characters: int) -> int:
    return _SIDES + _CHARACTER * characters


def _longest_word(texts: Iterable[str]) -> int:
    return max((len(word) for text in texts for word in text.split()), default=1)


def shown(words: Words) -> str:
    """The text of a cell as a person reads it."""
    return "".join(_shown(word) for word in words)


def _shown(word: Text | Strong | Counted | Dated | Pointer | Gap | Told) -> str:
    return shown(word.words) if isinstance(word, Told) else word.text
