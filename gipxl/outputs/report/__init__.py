"""The report: a Word document in which every figure is one that was counted, and every gap shows."""

from __future__ import annotations

from dataclasses import dataclass

from gipxl.assessment import Assessment
from gipxl.outputs.report.content import report_content
from gipxl.outputs.report.drafting import notes
from gipxl.outputs.report.pieces import ReportContent
from gipxl.outputs.report.render import Template, built_in_template
from gipxl.settings import Variant

__all__ = ["Report", "Variant", "built_in_template", "report"]


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: the document, and what it says.

    ``gaps`` are remarks on what officers have yet to write, highlighted in the document. ``marking`` is the report's
    own protective marking, "" where it carries none.
    """

    docx: bytes
    content: ReportContent

    @property
    def gaps(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(gap.message for gap in self.content.gaps))

    @property
    def remarks(self) -> tuple[str, ...]:
        """All that whoever made the report should know: its gaps, and what else could not be done as asked."""
        return (*self.gaps, *self.content.remarks)

    @property
    def marking(self) -> str:
        return self.content.marking


def report(
    assessment: Assessment, *, template: bytes | None = None, variant: Variant | None = None, draft: bool = False
) -> Report:
    """The report of an assessed plan, from gipxl's Word template or from one of the body's own.

    ``variant`` is that of the settings unless another is asked for. A ``draft`` has Word comments that say which refs
    and cells stand behind each figure and paragraph. Raises OutputError where the template is no Word document or has
    a tag that is not right.
    """
    house = Template(built_in_template() if template is None else template)
    content = report_content(assessment, variant, quotes_reasons="reason" in house.used)
    said = notes(assessment, content) if draft else {}
    return Report(docx=house.filled(assessment, content, said), content=content)
