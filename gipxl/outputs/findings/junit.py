"""Findings as JUnit XML, which every build server can show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gipxl.assessment import Assessment
from gipxl.outputs.plain import harmless, one_line
from gipxl.rules import RULES
from gipxl.rules.finding import Finding, Level

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


def as_junit(assessments: Sequence[Assessment], *, fail_on: Level | None = Level.ERROR) -> str:
    """A suite for each workbook, with a case for each finding and for each rule that found nothing.

    Findings of ``fail_on`` or graver are failures, the others pass and say so; rules not run are skipped.
    """
    from xml.etree import ElementTree

    root = ElementTree.Element("testsuites", name="gipxl check")
    for assessment in assessments:
        root.append(_suite(assessment, fail_on))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def _suite(assessment: Assessment, fail_on: Level | None) -> Element:
    from xml.etree.ElementTree import Element

    findings = assessment.findings
    suite = Element("testsuite", name=one_line(assessment.plan.workbook))
    suite.extend([case_of(finding, fail_on) for finding in findings.findings])
    spoke = {finding.code for finding in findings.findings}
    why_not = {each.code: each.why for each in findings.not_run}
    suite.extend([_quiet(rule.code, rule.name, why_not) for rule in RULES if rule.code not in spoke])
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase/failure"))))
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    return suite


def case_of(finding: Finding, fail_on: Level | None) -> Element:
    """The case of one finding: a failure where it is of ``fail_on`` or graver."""
    from xml.etree.ElementTree import Element, SubElement

    where = [finding.ref, finding.sheet, finding.cell] if finding.cell else [finding.ref]
    name = ", ".join(one_line(part) for part in where if part)
    case = Element("testcase", classname=f"{finding.code} {finding.name}", name=name or "the workbook")
    says = harmless(f"{finding.message}. {finding.fix}".strip())
    if fail_on and finding.level.rank <= fail_on.rank:
        SubElement(case, "failure", type=finding.level.value, message=says)
    else:
        SubElement(case, "system-out").text = f"{finding.level.value}: {says}"
    return case


def _quiet(code: str, name: str, why_not: dict[str, str]) -> Element:
    """The case of a rule that had nothing to say, or could not look."""
    from xml.etree.ElementTree import Element, SubElement

    case = Element("testcase", classname=f"{code} {name}", name="nothing found")
    if code in why_not:
        case.set("name", "not run")
        SubElement(case, "skipped", message=harmless(why_not[code]))
    return case
