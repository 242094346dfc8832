"""The *Findings* sheet: everything the rules found, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Sequence

from gipxl.outputs.copy import names
from gipxl.outputs.copy.authoring import FIRST_ROW, Column, Content, Link, NewSheet, Styled, as_sentence
from gipxl.outputs.copy.flagging import Flagging
from gipxl.outputs.digest import found
from gipxl.rules.finding import Finding, Level
from gipxl.words import count, day

NAME = "Findings"
_COLUMNS = (
    Column(heading="Level", width=11),
    Column(heading="Rule", width=31),
    Column(heading="Ref", width=10),
    Column(heading="Cell", width=14),
    Column(heading="What is wrong", width=62),
    Column(heading="What to do", width=52),
)
#: Rows below the table that the sign on faulty rows looks into as well.
_ROOM_BELOW = 100


def sheet(flagging: Flagging) -> NewSheet:
    """The sheet, the gravest findings first."""
    assessment = flagging.assessment
    findings = sorted(assessment.findings.findings, key=lambda finding: finding.level.rank)
    counts = assessment.findings.counts
    return NewSheet(
        name=NAME,
        title="Findings",
        about=f"{count(len(findings), 'finding')} as at {day(assessment.plan.as_at)}: "
        f"{found([counts[level] for level in Level])}. Follow the link under Cell to put one right.",
        columns=_COLUMNS,
        rows=[_row(finding, flagging) for finding in findings] or [_nothing()],
    )


def _row(finding: Finding, flagging: Flagging) -> Sequence[Content]:
    place: Content = None
    if finding.cell:
        is_near = finding.sheet == flagging.assessment.plan.sheet
        shown = finding.cell if is_near else f"{finding.sheet}!{finding.cell}"
        place = Link(shown, flagging.in_copy(finding.sheet), finding.cell)
    return (
        Styled(finding.level.value, finding.level.value),
        f"{finding.code} {finding.name.replace('-', ' ')}",
        Styled(finding.ref or "", "ref"),
        place,
        as_sentence(finding.message),
        as_sentence(finding.fix),
    )


def _nothing() -> Sequence[Content]:
    return ("none", "", "", "", "The rules found nothing to say.", "Nothing.")


def definitions(flagging: Flagging) -> dict[str, str]:
    """The names by which the sign on faulty rows looks into the table."""
    last = FIRST_ROW + max(len(flagging.assessment.findings.findings), 1) - 1 + _ROOM_BELOW
    return {
        names.FINDING_LEVEL: flagging.place(NAME, "A", FIRST_ROW, last),
        names.FINDING_REF: flagging.place(NAME, "C", FIRST_ROW, last),
    }
