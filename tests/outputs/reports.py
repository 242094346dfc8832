"""Plans and details made for the tests of the report, and its paragraphs under one heading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from gipxl.assessment import Assessment, assess
from gipxl.outputs.report import report
from gipxl.plan import Detail
from tests.outputs.word_text import lines
from tests.tables import plan_of

#: A details sheet with every line that a report needs.
DETAILS: Mapping[Detail, str | date | Sequence[str]] = {
    Detail.BODY: "Northmere Council",
    Detail.PANEL: "Audit Panel",
    Detail.MEETING: date(2020, 10, 26),
    Detail.TITLE: "Improvement Plan 2020/21",
    Detail.REPORT_BY: "Chief Executive",
    Detail.PURPOSE: "To inform.",
    Detail.KEY_CONSIDERATIONS: "The pace of change.",
    Detail.INTERDEPENDENCIES: "The risk register.",
    Detail.RECOMMENDATION: ["Note the report.", "Advise."],
    Detail.WHAT_IT_IS: "The plan is a plan.",
    Detail.SOURCES: ["Last year's plan", "Internal audit"],
    Detail.HOW_KEPT: "It is live.",
    Detail.ASSURANCE: "All were agreed.",
    Detail.EQUALITY: "Considered.",
    Detail.FINANCIAL: "None arise.",
    Detail.LEGAL: "None arise.",
    Detail.RISK: "Low.",
    Detail.AUTHOR: "Governance Manager",
    Detail.EMAIL: "governance@example.org",
    Detail.APPENDIX: "Appendix A: The plan | OFFICIAL-SENSITIVE",
}
TITLES = {"A1": "Training", "A2": "Sharing", "A3": "Planning", "B1": "Contracts", "B2": "Land", "B3": "Expenses"}


#: The styles of headings, and their levels.
OUTLINE = {"heading 1": 1, "Summary Heading": 1, "heading 2": 2}


def plan_with(*rows: str) -> str:
    """A table of actions, one for each "ref status": revised ones have a new date and a wording."""
    lines = ["| ref | title | original_due | revised_due | status | update | wording |"]
    for row in rows:
        ref, _, status = row.partition(" ")
        revised = "2021-06-30" if status == "Timescale revised" else ""
        said = f"What is said of {ref}."
        lines.append(f"| {ref} | {TITLES.get(ref, ref)} | 2020-12-31 | {revised} | {status} | As before. | {said} |")
    return "\n".join(lines)


def assessed(now: str, before: str | None = None, *, marking: str = "", details: Any = DETAILS) -> Assessment:
    plan = plan_of(now, details=details, marking=marking)
    return assess(plan, plan_of(before, as_at=date(2020, 7, 31), name="july.xlsx") if before else None)


def text_after(heading: str, assessment: Assessment) -> list[str]:
    """The paragraphs under a heading, with their numbers; charts aside."""
    said = list(lines(report(assessment).docx))
    start = next(at for at, line in enumerate(said) if line.text == heading) + 1
    end = next((at for at in range(start, len(said)) if said[at].style in OUTLINE), len(said))
    return [f"{line.number} {line.text}".strip() for line in said[start:end] if line.style != "Chart"]


def revised(*rows: tuple[str, str, str]) -> str:
    head = "| ref | title | original_due | revised_due | wording |"
    return "\n".join([head, *(f"| {ref} | {title} | 2020-09-30 | 2020-12-31 | {said} |" for ref, title, said in rows)])


#: Much that could do harm in a template, in XML or in a field.
NASTY = "{{ 7*7 }} {% for x in y %} {_{ }_} {# no #} <w:p/> & ]]> \"'\t%} \x07\x0b\x1b\ufffe\x85 _x0041_ =1+1 😀"
