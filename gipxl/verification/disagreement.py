"""One thing that a report says and the workbook does not."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from gipxl.report_reading import Paragraph


class Kind(StrEnum):
    """What a disagreement is about. The values are the names in JSON."""

    FIGURE = "figure"
    PERCENTAGE = "percentage"
    MISSING_PARAGRAPH = "missing_paragraph"
    STRAY_PARAGRAPH = "stray_paragraph"
    PARAGRAPH_COUNT = "paragraph_count"
    REF = "ref"
    DATE = "date"
    DATE_PASSED = "date_passed"
    YEAR = "year"
    LAST_REPORT = "last_report"


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """What the report says and what the workbook would have it say, each "" where there is nothing to quote.

    ``where`` is the paragraph's number as Word shows it, or its heading and first words. ``paragraph`` is that one
    (None for what stands nowhere, or in another report).
    """

    kind: Kind
    where: str
    says: str
    should_say: str
    message: str
    paragraph: Paragraph | None = field(default=None, compare=False, repr=False)
