"""Financial years that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from gipxl.rules.prose import impossible_years
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material


def disagreements(material: Material) -> Iterator[Disagreement]:
    """Each "2021/21" that somebody has written into the report."""
    for sentence in material.sentences:
        for year in impossible_years(sentence.text):
            where = sentence.paragraph.where
            yield Disagreement(
                kind=Kind.YEAR,
                where=where,
                says=year,
                should_say=f"{year[:4]}/{(int(year[2:4]) + 1) % 100:02}" if year[:4].isdigit() else "",
                message=f"{where} names the financial year {year}, which cannot be: one half must follow the other.",
                paragraph=sentence.paragraph,
            )
