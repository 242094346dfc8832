"""The sections that the *Report details* sheet takes out of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from gipxl.outputs.plain import one_line
from gipxl.outputs.report.pieces import Block, Paragraph, Section, Style, Text
from gipxl.plan import Details, Entry, folded


@dataclass(frozen=True, kw_only=True)
class LeavingOut:
    """The headings to be left out, each with the cell that names it."""

    named: tuple[tuple[str, Entry[str]], ...]
    sheet: str

    @classmethod
    def of(cls, details: Details) -> LeavingOut:
        """What the details sheet leaves out: one heading to a cell, or several parted by semicolons or lines."""
        found = [
            (one_line(part), entry)
            for entry in details.left_out
            for part in re.split(r"[;\n]", entry.value or "")
            if part.strip()
        ]
        return cls(named=tuple(found), sheet=details.sheet)

    def names(self, heading: str) -> bool:
        """Whether what stands under this heading goes."""
        return folded(heading) in {folded(name) for name, _ in self.named}

    def applied(self, summary: Section, sections: Iterable[Section]) -> tuple[Section, tuple[Section, ...]]:
        """The summary and the sections without what is left out; the summary itself stays, if empty."""
        kept = (self._kept(each) for each in sections if not self.names(each.heading))
        return self._kept(summary), tuple(each for each in kept if each.blocks)

    def _kept(self, section: Section) -> Section:
        return replace(section, blocks=tuple(self._kept_blocks(section.blocks)))

    def _kept_blocks(self, blocks: Sequence[Block]) -> Iterator[Block]:
        goes = False
        for block in blocks:
            if heading := heading_of(block):
                goes = self.names(heading)
            if not goes:
                yield block

    def remarks(self, kept: Iterable[Section], all_of_them: Iterable[Section]) -> tuple[str, ...]:
        """What was asked to be left out and is no heading of this report."""
        headings = {folded(heading) for section in (*kept, *all_of_them) for heading in _headings(section)}
        return tuple(
            f"Nothing in this report is headed “{name}”, which {entry.cell} of {one_line(self.sheet)} leaves out."
            for name, entry in self.named
            if folded(name) not in headings
        )


def heading_of(block: Block) -> str:
    """The text of a heading within a section; "" for any other block."""
    if isinstance(block, Paragraph) and block.style is Style.HEADING:
        return "".join(word.text for word in block.words if isinstance(word, Text))
    return ""


def _headings(section: Section) -> Iterator[str]:
    yield section.heading
    yield from (heading for block in section.blocks if (heading := heading_of(block)))
