"""The covering report: a Word document in which every figure is one that was counted, and every gap shows."""

from __future__ import annotations

from dataclasses import dataclass

from gipxl.assessment import Assessment
from gipxl.outputs.report.content import covering_report
from gipxl.outputs.report.pieces import ReportContent
from gipxl.outputs.report.render import built_in_template, rendered

__all__ = ["Report", "built_in_template", "report"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A covering report: the document, and what it says.

    ``gaps`` are remarks on what officers have yet to write, highlighted in the document. ``marking`` is the report's
    own protective marking, "" where it carries none.
    """

    docx: bytes
    content: ReportContent

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(gap.message for gap in self.content.gaps)

    @property
    def marking(self) -> str:
        return self.content.marking


def report(assessment: Assessment, *, template: bytes | None = None) -> Report:
    """The covering report of an assessed plan, from gipxl's Word template or from one of the body's own.

    Raises OutputError where the template is no Word document or cannot be filled in.
    """
    content = covering_report(assessment)
    return Report(docx=rendered(content, built_in_template() if template is None else template), content=content)
