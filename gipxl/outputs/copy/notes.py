"""Hover notes: on each cell with an error or a warning, all that the rules said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gipxl.outputs.copy.authoring import as_sentence
from gipxl.rules.finding import Finding, Findings, Level


def notes(findings: Findings) -> Mapping[str, Mapping[str, str]]:
    """For each sheet, the text of each cell's note. Cells that have no more than notes of the rules get none."""
    by_cell: dict[str, dict[str, list[Finding]]] = {}
    for finding in findings.findings:
        if finding.cell:
            by_cell.setdefault(finding.sheet, {}).setdefault(finding.cell, []).append(finding)
    return {
        sheet: {cell: _text(found) for cell, found in cells.items() if any(_is_grave(each) for each in found)}
        for sheet, cells in by_cell.items()
    }


def _is_grave(finding: Finding) -> bool:
    return finding.level is not Level.NOTE


def _text(findings: Sequence[Finding]) -> str:
    """The findings one below the other, the gravest first, each with the way out."""
    ordered = sorted(findings, key=lambda finding: finding.level.rank)
    return "\n\n".join(
        f"{each.level.value.capitalize()} {each.code}\n{as_sentence(each.message)}\n{as_sentence(each.fix)}"
        for each in ordered
    )
