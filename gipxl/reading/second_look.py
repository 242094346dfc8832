"""What some rows are seen to be only once all the others are known."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gipxl.plan import Field, cleaned
from gipxl.reading.cells import is_filled, shown
from gipxl.reading.refs import shape_of
from gipxl.reading.rows import Places, Row, RowKind

_MOST_IN_BANNER = 2


def looked_at_again(rows: Sequence[Row], places: Places) -> tuple[Row, ...]:
    """The rows, of which some that were taken for actions are none after all."""
    found = list(rows)
    _mark_unused(found, places)
    _mark_numbered_banners(found, places)
    return tuple(found)


def _mark_unused(rows: list[Row], places: Places) -> None:
    """Refs given out in advance, in rows at the end that nobody has filled in yet, are no actions."""
    for place in range(len(rows) - 1, -1, -1):
        if rows[place].kind is not RowKind.ACTION:
            continue
        if not _is_unused(rows[place], places):
            return
        rows[place] = rows[place]._replace(kind=RowKind.UNUSED)


def _is_unused(row: Row, places: Places) -> bool:
    """A ref, perhaps a status that a formula gives, and not a word of what is to be done, by whom or when."""
    filled = [place for place, value in enumerate(row.values) if is_filled(value)]
    if Field.TITLE in places.first:
        return not any(place in places.saying for place in filled)
    return filled == [places.first.get(Field.REF)]


def _mark_numbered_banners(rows: list[Row], places: Places) -> None:
    """ "1 Leadership" above 1.1 and 1.2, "Theme 1" above A1 and A2: a ref and a title at most, unlike those below."""
    ref = places.first.get(Field.REF)
    acting = [place for place, row in enumerate(rows) if row.kind is RowKind.ACTION]
    bare = [place for place in acting if _is_bare(rows[place], places)]
    if ref is None or not bare:
        return
    refs = {place: cleaned(shown(rows[place].values[ref])) for place in acting}
    usual = Counter(map(shape_of, refs.values()))
    commonest = usual.most_common(1)[0][1]
    below = dict(zip(acting, [*acting[1:], None], strict=True))
    for place in bare:
        following = below[place]
        is_parent = following is not None and _is_within(refs[following], refs[place])
        is_unlike_the_rest = usual[shape_of(refs[place])] <= len(bare) < commonest
        if is_parent or is_unlike_the_rest:
            rows[place] = rows[place]._replace(kind=RowKind.BANNER)


def _is_bare(row: Row, places: Places) -> bool:
    filled = len(row.values) - row.values.count("")
    return filled <= _MOST_IN_BANNER and not places.core_filled(row.values)


def _is_within(ref: str, parent: str) -> bool:
    """1.1 is within 1, A-2 within A."""
    return ref != parent and bool(re.match(rf"{re.escape(parent)}[.\-/ ]\w", ref))
