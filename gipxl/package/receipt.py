"""The loss receipt: what a copy of a workbook kept, changed and lost.

Both files are first freed of what gipxl adds; whatever then still differs must be an addition beside what was there,
or it is a loss. The values of every sheet are read once more by a reader that has no part in the writing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gipxl.package import boxes, content_types, extents, inclusion, workbook, xml
from gipxl.package.book import our_sheets, without_ours
from gipxl.package.errors import LossError, PackageError
from gipxl.package.legible import legible
from gipxl.package.parts import DEFAULT_LIMITS, Package, file_bytes
from gipxl.package.rows import differing_cells
from gipxl.package.sheet import SheetXml
from gipxl.package.values import different_values

# Why gipxl changes a part, by the last word of its content type. Any other change is not ours.
_WHY = {
    "worksheet": "conditional formats and notes",
    "styles": "formats added for them and for the new sheets",
    "comments": "notes",
    "vmlDrawing": "boxes of notes",
    "calcChain": "formulas that gave way to values",
    "main": "new sheets and names",
    "relationships": "references to new parts",
    "list": "the new parts listed",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """A part that is no longer the same bytes, and why."""

    part: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Count:
    """How many of something the source has and the copy has."""

    source: int
    copy: int


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """What a copy kept, changed, added and lost; each loss is a sentence or the name of a part."""

    kept: int
    changed: tuple[Change, ...] = ()
    added: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    sheets: int = 0
    counts: Mapping[str, Count] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        """The receipt in one line."""
        loss = f"LOST: {'; '.join(self.lost)}" if self.lost else "nothing lost"
        had = ", ".join(f"{name} {count.source}" for name, count in self.counts.items() if count.source)
        return (
            f"{self.kept} parts kept byte for byte, {len(self.changed)} changed, {len(self.added)} added, {loss}; "
            f"sheets whose values were compared: {self.sheets}; in the source: {had or 'values only'}"
        )

    def as_json(self) -> dict[str, object]:
        """The receipt as the manifest holds it."""
        return {
            "kept": self.kept,
            "changed": [{"part": change.part, "why": change.why} for change in self.changed],
            "lost": list(self.lost),
            "added": list(self.added),
            "sheets": self.sheets,
            "counts": {name: {"source": count.source, "copy": count.copy} for name, count in self.counts.items()},
        }

    def require_whole(self) -> None:
        """Raise LossError if anything was lost."""
        if self.lost:
            raise LossError(
                f"The copy would differ from the workbook in more than what gipxl adds: {'; '.join(self.lost)}.",
                "No copy is left. Please report this, with the workbook if you may.",
            )


def compare(source: bytes | Path, copy: bytes | Path, *, cells: Mapping[str, Collection[str]] | None = None) -> Receipt:
    """The receipt for a copy of a workbook. ``cells`` (sheet → cells) are those that were meant to change.

    A source in another format than .xlsx or .xlsm has no parts to keep: then only its values are compared. Of a sheet
    too large to be laid out only the parts are.
    Raises PackageError where the copy is not a workbook.
    """
    before, after = (one if isinstance(one, bytes) else file_bytes(one) for one in (source, copy))
    changing = {sheet.casefold(): frozenset(names) for sheet, names in (cells or {}).items()}
    copied = Package.read(after, None)
    try:
        original = Package.read(before, None)
        theirs = our_sheets(original)
    except PackageError:
        losses = different_values(before, after, skip=(), changing=changing)
        return Receipt(kept=0, added=copied.names, lost=losses.found, sheets=losses.sheets)
    # Values first: what calamine takes for them is free again when the parts are unpacked.
    far = [name for one in (original, copied) for name in extents.too_large(one, workbook.read(one), DEFAULT_LIMITS)]
    legible_before, legible_after = _legible(original, before), _legible(copied, after)
    losses = different_values(legible_before, legible_after, skip=(*theirs, *far), changing=changing)
    parts = _Comparison(original=original, copied=copied, changing=changing)
    counts = _counts(parts.bare, copied)
    fewer = (
        f"{count.source - count.copy} of {count.source} {name}"
        for name, count in counts.items()
        if count.copy < count.source
    )
    return Receipt(
        kept=sum(1 for name in original.names if parts.same(name)),
        changed=tuple(parts.changed()),
        added=tuple(name for name in copied.names if name not in original),
        lost=(*parts.lost(), *losses.found, *fewer),
        sheets=losses.sheets,
        counts=counts,
    )


def _legible(package: Package, data: bytes) -> bytes:
    """The file for calamine."""
    spelt = legible(package)
    return data if spelt is package else spelt.to_bytes()


class _Comparison:
    """Two packages part by part: as they are, and freed of what gipxl adds."""

    def __init__(self, *, original: Package, copied: Package, changing: Mapping[str, Collection[str]]) -> None:
        self.original, self.copied, self.changing = original, copied, changing
        self.bare, self.bare_copy = without_ours(original), without_ours(copied)
        self.types = content_types.of(original)
        self.sheets = {sheet.part: sheet.name for sheet in workbook.read(original).sheets}

    def same(self, name: str) -> bool:
        """Whether a part is the same bytes in both files."""
        return name in self.copied and _equal(self.original, self.copied, name)

    def _kind(self, name: str) -> str:
        if name.casefold() == "[content_types].xml":
            return "list"
        return self.types.get(name, "").rpartition(".")[2].partition("+")[0]

    def changed(self) -> Iterator[Change]:
        """The parts that differ and are still there."""
        for name in self.original.names:
            if name in self.copied and not self.same(name):
                yield Change(part=name, why=self._why(name))

    def _why(self, name: str) -> str:
        cells = self.changing.get(self.sheets.get(name, "").casefold())
        listed = f"cells {', '.join(sorted(cells))}" if cells else ""
        return listed or _WHY.get(self._kind(name), "not by gipxl")

    def lost(self) -> Iterator[str]:
        """What the copy lacks of the source: whole parts, and what was in parts that changed."""
        for name in self.bare.names:
            if name not in self.bare_copy:
                if not (self._kind(name) == "calcChain" and self.changing):
                    yield name
            elif not _equal(self.bare, self.bare_copy, name):
                yield from self._lost_within(name)

    def _lost_within(self, name: str) -> Iterator[str]:
        kind = self._kind(name)
        if kind not in _WHY:
            yield f"{name} differs"
        elif kind == "vmlDrawing":
            old, new = (xml.as_utf8(one.part(name)).decode("latin-1") for one in (self.bare, self.bare_copy))
            if not set(boxes.shapes(old)) <= set(boxes.shapes(new)):
                yield f"a shape of {name}"
        elif kind == "worksheet":
            yield from self._lost_in_sheet(name)
        elif not (kind == "calcChain" and self.changing):
            roots = (xml.parse(one.part(name), name) for one in (self.bare, self.bare_copy))
            gone = inclusion.missing(*roots)
            if gone is not None:
                yield f"<{xml.local(gone)}> of {name}"

    def _lost_in_sheet(self, name: str) -> Iterator[str]:
        old, new = SheetXml.read(self.bare, name), SheetXml.read(self.bare_copy, name)
        cells = self.changing.get(self.sheets.get(name, "").casefold(), ())
        if cells:
            for frame in (old.frame, new.frame):
                extent = xml.child(frame, "dimension")
                if extent is not None:
                    xml.drop(extent)
        gone = inclusion.missing(old.frame, new.frame)
        if gone is not None:
            yield f"<{xml.local(gone)}> of {name}"
        changed = [cell for cell in differing_cells(old, new) if cell not in cells]
        if changed:
            yield f"{self.sheets.get(name, name)}!{changed[0]} differs" + (
                f", and {len(changed) - 1} other cells" if changed[1:] else ""
            )


def _equal(one: Package, other: Package, name: str) -> bool:
    """Whether a part is the same in both; large ones that the zip's own check tells apart are not unpacked for it."""
    if one.unchanged(name) and other.unchanged(name):
        old, new = one.members[name], other.members[name]
        if (old.size, old.crc) != (new.size, new.crc):
            return False
        if old.packed == new.packed:
            return True
    return one.part(name) == other.part(name)


def _counts(source: Package, copy: Package) -> dict[str, Count]:
    before, after = _tally(source), _tally(copy)
    return {name: Count(source=before[name], copy=after[name]) for name in before}


def _tally(package: Package) -> dict[str, int]:
    """How many of each thing staff would miss."""
    tally = dict.fromkeys(("sheets", "charts", "pictures", "tables", "drop-downs", "notes", "names", "formats"), 0)
    for name, type in content_types.of(package).items():
        if type.endswith(("drawingml.chart+xml", "chartex+xml")):
            tally["charts"] += 1
        elif type.startswith("image/"):
            tally["pictures"] += 1
        elif type.endswith("spreadsheetml.table+xml"):
            tally["tables"] += 1
        elif type == content_types.COMMENTS:
            tally["notes"] += sum(1 for _ in xml.descendants(xml.parse(package.part(name), name), "comment"))
        elif type == content_types.WORKSHEET:
            frame = SheetXml.read(package, name).frame
            tally["drop-downs"] += sum(1 for _ in xml.descendants(frame, "dataValidation"))
            tally["formats"] += sum(1 for _ in xml.descendants(frame, "cfRule"))
    structure = workbook.read(package)
    return tally | {"sheets": len(structure.sheets), "names": len(structure.names)}
