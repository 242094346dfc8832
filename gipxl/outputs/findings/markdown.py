"""Findings as Markdown, for a wiki, a chat or a merge request."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.findings.text import endnotes, heading, place
from gipxl.outputs.plain import one_line
from gipxl.words import count

# What has a meaning in Markdown; and the signs by which a forge finds people and issues, which no backslash stops.
_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~&:=$^\"']")
_MENTION = re.compile(r"@|#")


def as_markdown(assessments: Sequence[Assessment]) -> str:
    """A heading, the counts and a table for each workbook, the gravest findings first."""
    return "\n".join(_workbook(assessment) for assessment in assessments)


def escaped(text: str) -> str:
    """``text`` on one line so that it shows as it stands, whatever Markdown would have made of it."""
    return _MENTION.sub(r"\g<0>&#8288;", _MARKUP.sub(r"\\\g<0>", one_line(text)))


def _workbook(assessment: Assessment) -> str:
    findings = assessment.findings
    first, *others = heading(assessment)
    counted = ", ".join(count(number, level.value) for level, number in findings.counts.items())
    lines = [f"## {escaped(first)}", "", *(f"{escaped(line)}  " for line in others), f"{counted}.", ""]
    if findings.findings:
        lines += ["| Level | Action | Cell | What is wrong | What to do | Rule |", "|---|---|---|---|---|---|"]
        for each in sorted(findings.findings, key=lambda finding: finding.level.rank):
            cells = (each.level.value, each.ref or "", place(each), each.message, each.fix, each.code)
            lines.append(f"| {' | '.join(map(escaped, cells))} |")
        lines.append("")
    if notes := endnotes(findings):
        lines += [*(f"- {escaped(note)}" for note in notes), ""]
    return "\n".join(lines)
