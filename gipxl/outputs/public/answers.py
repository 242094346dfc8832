"""What ``gipxl publish`` answers: what was written, or why nothing was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from gipxl.assessment import Assessment
from gipxl.outputs.findings import as_object, as_text
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.public.version import PublicVersion
from gipxl.rules.finding import Findings
from gipxl.words import count


def of_publishing(assessment: Assessment, version: PublicVersion) -> Assessment:
    """The assessment with the findings of publishing in the place of those of the plan."""
    return replace(assessment, findings=Findings(findings=version.findings))


def as_findings(assessment: Assessment, version: PublicVersion, *, colour: bool, width: int) -> str:
    """The findings for a person, as ``check`` prints them."""
    return as_text([of_publishing(assessment, version)], colour=colour, width=width, cap=None)


def as_json(assessment: Assessment, version: PublicVersion, outputs: Mapping[str, str]) -> str:
    """The object that ``publish --format json`` answers; ``outputs`` is empty where nothing was written."""
    found = as_object(of_publishing(assessment, version))
    kept = {key: found[key] for key in ("workbook", "sheet", "as_at", "baseline", "actions", "counts", "findings")}
    return to_json({**kept, "published": len(version.plan.rows), "withheld": version.plan.withheld, "outputs": outputs})


def summary(version: PublicVersion) -> str:
    """How many actions are published, and how many are not."""
    published, withheld = len(version.plan.rows), version.plan.withheld
    are = "is" if published == 1 else "are"
    return f"{count(published, 'action')} {are} published; {withheld:,} withheld and counted in the totals."
