"""What a report says: the figures, the officers' own text, and a visible gap where that is missing.

The sentences here are gipxl's; nothing in them is counted anew, and nothing is said that the workbook does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report import officers, standing_sections
from gipxl.outputs.report.actions import reason_source
from gipxl.outputs.report.charts import charts as all_charts
from gipxl.outputs.report.committee import committee_sections
from gipxl.outputs.report.direction import direction_tables
from gipxl.outputs.report.exception import exceptions, headline
from gipxl.outputs.report.leaving_out import LeavingOut
from gipxl.outputs.report.narratives import source
from gipxl.outputs.report.numbering import lettered, numbered
from gipxl.outputs.report.pieces import Chart, Paragraph, ReportContent, Section, Style
from gipxl.outputs.report.supporting import overview, supporting_information
from gipxl.plan import Detail, Field, Plan
from gipxl.rules.markings import height
from gipxl.settings import Settings, Variant
from gipxl.vocabulary import says_nothing


def report_content(
    assessment: Assessment, variant: Variant | None = None, *, quotes_reasons: bool = False
) -> ReportContent:
    """The report for the panel: front, summary and sections, with all numbers and cross-references in place.

    ``variant`` is that of the settings unless another is asked for. ``quotes_reasons``: the template prints why dates
    were moved.
    """
    plan, settings = assessment.plan, assessment.settings
    variant = variant or settings.report.variant
    charts = {each.name: each for each in all_charts(assessment)}
    leaving_out = LeavingOut.of(plan.details)
    sections = _sections(assessment, variant, charts if settings.report.charts else {}, leaving_out)
    summary, kept = leaving_out.applied(_summary(assessment, variant), sections)
    title, author = plan.details.one(Detail.TITLE), plan.details.one(Detail.AUTHOR)
    return ReportContent(
        front=standing_sections.front(plan.details),
        summary=lettered(summary),
        sections=numbered(kept),
        marking=marking(plan, settings, quotes_reasons=quotes_reasons or variant is Variant.COMMITTEE),
        title=one_line(plan.title if officers.is_missing(title) else title) or "Governance Improvement Plan",
        author="" if officers.is_missing(author) else one_line(author),
        as_at=plan.as_at,
        charts=charts,
        remarks=leaving_out.remarks((summary, *kept), (_summary(assessment, variant), *sections)),
        properties=_properties(assessment, variant),
    )


def _summary(assessment: Assessment, variant: Variant) -> Section:
    details = assessment.plan.details
    match variant:
        case Variant.COVERING:
            return standing_sections.summary(details)
        case Variant.COMMITTEE:
            return standing_sections.summary(details, only=(Detail.PURPOSE, Detail.RECOMMENDATION))
        case Variant.EXCEPTION:
            return Section(
                name="summary",
                heading="Summary",
                blocks=(Paragraph(style=Style.PLAIN, words=headline(assessment)),),
            )


def _sections(
    assessment: Assessment, variant: Variant, charts: Mapping[str, Chart], leaving_out: LeavingOut
) -> tuple[Section, ...]:
    details = assessment.plan.details
    after = (
        *standing_sections.added(details),
        standing_sections.contact(details),
        standing_sections.appendices(details),
    )
    match variant:
        case Variant.COVERING:
            supporting = supporting_information(assessment, charts, leaving_out.names)
            return (supporting, *standing_sections.implications(details), *after)
        case Variant.COMMITTEE:
            said = standing_sections.implications(details, only_given=True)
            return (*_committee(assessment, charts), *said, *after)
        case Variant.EXCEPTION:
            return (exceptions(assessment), *standing_sections.added(details))


def _committee(assessment: Assessment, charts: Mapping[str, Chart]) -> Iterator[Section]:
    position = (*overview(assessment, {}, charts), *direction_tables(assessment))
    yield Section(name="position", heading="Position", blocks=position)
    for section in committee_sections(assessment):
        drawn = (charts["slippage"],) if section.name == "extensions" and "slippage" in charts else ()
        yield Section(name=section.name, heading=section.heading, blocks=(*section.blocks, *drawn))


def marking(plan: Plan, settings: Settings, *, quotes_reasons: bool = False) -> str:
    """The report's own protective marking; "" where it carries none.

    A report that quotes updates, for want of a column of wording for the report, or the reasons for new dates, was not
    worded for the public: it carries the workbook's marking too, the higher of the two.
    """
    own = one_line(plan.details.one(Detail.MARKING))
    candidates = [] if says_nothing(own) else [own]
    if source(plan) is Field.UPDATE or (quotes_reasons and reason_source(plan) in (Field.REASON, Field.UPDATE)):
        candidates = [*(one_line(entry.value) for entry in plan.markings if entry.value), *candidates]
    return max(candidates, key=lambda each: _rank(each, settings.markings.known), default="")


def _rank(name: str, known: Sequence[str]) -> int:
    """How high a marking is; one that is not known is taken for the highest."""
    found = height(name, known)
    return len(known) if found < 0 else found


def _properties(assessment: Assessment, variant: Variant) -> dict[str, str]:
    """What ties the report to the workbooks that it was made from."""
    plan, baseline = assessment.plan, assessment.baseline
    said = {
        "gipxl reporting date": plan.as_at.isoformat(),
        "gipxl workbook": plan.workbook,
        "gipxl workbook SHA-256": plan.sha256,
        "gipxl variant": variant.value,
    }
    if baseline:
        said |= {"gipxl baseline": baseline.workbook, "gipxl baseline SHA-256": baseline.sha256}
    return {name: one_line(value) for name, value in said.items()}
