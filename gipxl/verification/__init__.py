"""Does a report still say what the workbook says? Everything is counted and read again after people have edited it."""

from __future__ import annotations

from gipxl.assessment import Assessment
from gipxl.report_reading import Report
from gipxl.verification import days, figures, paragraphs, previous, promises, refs, rows, tables, years
from gipxl.verification.disagreement import Disagreement, Kind
from gipxl.verification.material import Material

__all__ = ["Disagreement", "Kind", "verify"]


def verify(report: Report, assessment: Assessment, last: Report | None = None) -> tuple[Disagreement, ...]:
    """Where the report and the assessed workbook disagree, in the order of the report; () where they agree.

    What a report takes word for word from the workbook agrees with it: faults of the workbook's own texts are findings
    of ``check``. ``last`` is the report of the last meeting, whose sentences may have become untrue.
    """
    material = Material(report=report, assessment=assessment)
    found = [
        *figures.disagreements(material),
        *tables.disagreements(material),
        *paragraphs.disagreements(material),
        *rows.disagreements(material),
        *refs.disagreements(material),
        *days.disagreements(material),
        *promises.disagreements(material),
        *years.disagreements(material),
    ]
    order = {id(paragraph): at for at, paragraph in enumerate(report.paragraphs)}
    found.sort(key=lambda each: order.get(id(each.paragraph), len(order)))
    found += previous.disagreements(last, material) if last else []
    return tuple({(each.kind, each.where, each.says, each.should_say): each for each in found}.values())
