"""The sections that the *Report details* sheet fills: summary, implications, contact, appendices, and added ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gipxl.outputs.plain import harmless, one_line
from gipxl.outputs.report import officers
from gipxl.outputs.report.pieces import Block, Dated, Front, Gap, Paragraph, Section, Style, Table, Text, Told, Words
from gipxl.plan import AddedSection, Detail, Details
from gipxl.vocabulary import says_nothing
from gipxl.words import day, plural

#: The sections of standing text: the label of the details sheet, the name, and the heading of each.
IMPLICATIONS = (
    (Detail.EQUALITY, "equality", "Equality and diversity"),
    (Detail.FINANCIAL, "financial", "Financial implications"),
    (Detail.LEGAL, "legal", "Legal implications"),
    (Detail.RISK, "risk", "Risk"),
)
_SUMMARY = (
    (Detail.PURPOSE, "Purpose", Style.PLAIN),
    (Detail.KEY_CONSIDERATIONS, "Key considerations for the Panel", Style.PLAIN),
    (Detail.INTERDEPENDENCIES, "Interdependencies", Style.PLAIN),
    (Detail.RECOMMENDATION, "Recommendation", Style.LETTERED),
)


def front(details: Details) -> Front:
    """What stands above the summary."""
    meeting: Words = officers.detail(details, Detail.MEETING)
    return Front(
        body=officers.detail(details, Detail.BODY),
        panel=officers.detail(details, Detail.PANEL),
        meeting=(Dated("meeting", day(details.meeting)),) if details.meeting else meeting,
        title=officers.detail(details, Detail.TITLE),
        report_by=officers.detail(details, Detail.REPORT_BY),
    )


def summary(details: Details, *, only: Sequence[Detail] = ()) -> Section:
    """Purpose, considerations, interdependencies and recommendations, or ``only`` some of them."""
    blocks: list[Block] = []
    for what, heading, style in _SUMMARY:
        if not only or what in only:
            asked = len(details.all(what)) or 1
            shown = plural(asked, heading) if style is Style.LETTERED else heading
            blocks.append(Paragraph(style=Style.HEADING, words=(Text(shown),)))
            blocks += officers.standing_text(details, what, style)
    return Section(name="summary", heading="Summary", blocks=tuple(blocks))


def implications(details: Details, *, only_given: bool = False) -> Iterator[Section]:
    """The sections of standing text; ``only_given`` leaves out those for which the sheet has none."""
    for what, name, heading in IMPLICATIONS:
        if not only_given or not officers.is_missing(details.one(what)):
            blocks = officers.standing_text(details, what, Style.NUMBERED)
            yield Section(name=name, heading=heading, blocks=blocks)


def added(details: Details) -> Iterator[Section]:
    """The sections that officers add, in the order of the sheet."""
    for at, section in enumerate(details.sections, start=1):
        blocks = tuple(_added_text(details, section)) or (
            Paragraph(style=Style.NUMBERED, words=(_added_gap(details, section),)),
        )
        yield Section(name=f"added_{at}", heading=one_line(section.heading), blocks=blocks)


def _added_text(details: Details, section: AddedSection) -> Iterator[Paragraph]:
    for entry in section.texts:
        if not officers.is_missing(entry.value):
            for part in officers.paragraphs_of(entry.value or ""):
                words = (Told("section", (one_line(section.heading),), (Text(part),)),)
                yield Paragraph(style=Style.NUMBERED, words=words)


def _added_gap(details: Details, section: AddedSection) -> Gap:
    name = one_line(section.heading)
    cell = section.texts[0].cell if section.texts else ""
    return Gap(about=name, text=f"[{name}: to be written in the {harmless(details.sheet)} sheet]",
               sheet=details.sheet, cell=cell)  # fmt: skip


def contact(details: Details) -> Section:
    """Whom to ask."""
    words: Words = (
        Text("For further information, please contact: "),
        *officers.detail(details, Detail.AUTHOR),
        Text(", "),
        *officers.detail(details, Detail.EMAIL),
    )
    return Section(name="contact", heading="Contact", blocks=(Paragraph(style=Style.NUMBERED, words=words),))


def appendices(details: Details) -> Section:
    """Each appendix with its own marking."""
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
        is_indented=True,
    )
