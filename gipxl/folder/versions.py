"""Two versions of one workbook that a sync client could not join: a finding on each of them."""

from __future__ import annotations

from dataclasses import replace

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.rules import RULES
from gipxl.rules.finding import Finding, Level
from gipxl.words import listed

#: The rule on the name of the version that lost; here the folder tells more than the name.
CONFLICT = "BOK09"


def with_versions(assessment: Assessment, versions: tuple[str, ...]) -> Assessment:
    """The assessment with the finding that ``versions`` of the workbook lie beside it, unless its name said so."""
    found = assessment.findings
    rules = assessment.settings.rules
    if not versions or CONFLICT in rules.off or any(finding.code == CONFLICT for finding in found):
        return assessment
    rule = next(rule for rule in RULES if rule.code == CONFLICT)
    names = listed([f"“{one_line(name)}”" for name in versions])
    finding = Finding(
        code=rule.code,
        name=rule.name,
        level=Level(rules.levels.get(CONFLICT, rule.level)),
        ref=None,
        sheet=assessment.plan.sheet,
        cell=None,
        row=0,
        message=f"{names} beside it {'is' if len(versions) == 1 else 'are'} named as another version of this workbook, "
        "as OneDrive, Dropbox and the like do where two people saved at once",
        fix="Compare them, bring the edits together in one, and delete the others",
    )
    return replace(assessment, findings=replace(found, findings=(finding, *found.findings)))
