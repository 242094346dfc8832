"""What the covering report says: the figures, the officers' own text, and a visible gap where that is missing.

The sentences here are gipxl's; nothing in them is counted anew, and nothing is said that the workbook does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.plain import harmless, one_line
from gipxl.outputs.report import officers
from gipxl.outputs.report.narratives import source
from gipxl.outputs.report.numbering import lettered, numbered
from gipxl.outputs.report.pieces import (
    Block,
    Dated,
    Front,
    Paragraph,
    ReportContent,
    Section,
    Style,
    Table,
    Text,
    Words,
)
from gipxl.outputs.report.supporting import supporting_information
from gipxl.plan import Detail, Details, Field, Plan
from gipxl.settings import Settings
from gipxl.vocabulary import says_nothing
from gipxl.words import day, plural


def covering_report(assessment: Assessment) -> ReportContent:
    """The report for the panel: front, summary and sections 1 to 7, with all numbers and cross-references in place."""
    plan = assessment.plan
    details = plan.details
    title = details.one(Detail.TITLE)
    author = details.one(Detail.AUTHOR)
    return ReportContent(
        front=_front(details),
        summary=lettered(_summary(details)),
        sections=numbered(
            (
                supporting_information(assessment),
                _standing(details, Detail.EQUALITY, "equality", "Equality and diversity"),
                _standing(details, Detail.FINANCIAL, "financial", "Financial implications"),
                _standing(details, Detail.LEGAL, "legal", "Legal implications"),
                _standing(details, Detail.RISK, "risk", "Risk"),
                _contact(details),
                _appendices(details),
            )
        ),
        marking=marking(plan, assessment.settings),
        title=one_line(plan.title if officers.is_missing(title) else title) or "Governance Improvement Plan",
        author="" if officers.is_missing(author) else one_line(author),
        as_at=plan.as_at,
        properties=_properties(assessment),
    )


def marking(plan: Plan, settings: Settings) -> str:
    """The report's own protective marking; "" where it carries none.

    A report that quotes updates, for want of a column of wording for the report, carries the workbook's marking too:
    the higher of the two.
    """
    own = one_line(plan.details.one(Detail.MARKING))
    candidates = [] if says_nothing(own) else [own]
    if source(plan) is Field.UPDATE:
        candidates = [*(one_line(entry.value) for entry in plan.markings if entry.value), *candidates]
    return max(candidates, key=lambda each: _rank(each, settings.markings.known), default="")


def _rank(name: str, known: Sequence[str]) -> int:
    """How high a marking is; one that is not known is taken for the highest."""
    ranks = [at for at, each in enumerate(known) if name.casefold().startswith(each.casefold())]
    return max(ranks, default=len(known))


def _front(details: Details) -> Front:
    meeting: Words = officers.detail(details, Detail.MEETING)
    return Front(
        body=officers.detail(details, Detail.BODY),
        panel=officers.detail(details, Detail.PANEL),
        meeting=(Dated("meeting", day(details.meeting)),) if details.meeting else meeting,
        title=officers.detail(details, Detail.TITLE),
        report_by=officers.detail(details, Detail.REPORT_BY),
    )


def _summary(details: Details) -> Section:
    asked = len(details.all(Detail.RECOMMENDATION)) or 1
    parts = (
        (Detail.PURPOSE, "Purpose", Style.PLAIN),
        (Detail.KEY_CONSIDERATIONS, "Key considerations for the Panel", Style.PLAIN),
        (Detail.INTERDEPENDENCIES, "Interdependencies", Style.PLAIN),
        (Detail.RECOMMENDATION, plural(asked, "Recommendation"), Style.LETTERED),
    )
    blocks: list[Block] = []
    for what, heading, style in parts:
        blocks.append(Paragraph(style=Style.HEADING, words=(Text(heading),)))
        blocks += officers.standing_text(details, what, style)
    return Section(name="summary", heading="Summary", blocks=tuple(blocks))


def _standing(details: Details, what: Detail, name: str, heading: str) -> Section:
    return Section(name=name, heading=heading, blocks=officers.standing_text(details, what, Style.NUMBERED))


def _contact(details: Details) -> Section:
    words: Words = (
        Text("For further information, please contact: "),
        *officers.detail(details, Detail.AUTHOR),
        Text(", "),
        *officers.detail(details, Detail.EMAIL),
    )
    return Section(name="contact", heading="Contact", blocks=(Paragraph(style=Style.NUMBERED, words=words),))


def _appendices(details: Details) -> Section:
    return Section(name="appendices", heading="Appendices", blocks=tuple(_appendix_blocks(details)))


def _appendix_blocks(details: Details) -> Iterator[Block]:
    if not details.appendices:
        yield Paragraph(style=Style.NUMBERED, words=(officers.gap(details, Detail.APPENDIX),))
        return
    several = "The appendices to this report, and the protective marking of each, are:"
    one = "The appendix to this report, and its protective marking, is:"
    words = (Text(plural(len(details.appendices), one, several)),)
    yield Paragraph(style=Style.NUMBERED, words=words, introduces=True)
    yield Table(
        heading=("Appendix", "Protective marking"),
        rows=tuple(
            ((Text(harmless(each.title)),), (Text("None" if says_nothing(each.marking) else one_line(each.marking)),))
            for each in details.appendices
        ),
    )


def _properties(assessment: Assessment) -> dict[str, str]:
    """What ties the report to the workbooks that it was made from."""
    plan, baseline = assessment.plan, assessment.baseline
    said = {
        "gipxl reporting date": plan.as_at.isoformat(),
        "gipxl workbook": plan.workbook,
        "gipxl workbook SHA-256": plan.sha256,
    }
    if baseline:
        said |= {"gipxl baseline": baseline.workbook, "gipxl baseline SHA-256": baseline.sha256}
    return {name: one_line(value) for name, value in said.items()}
