"""The comments of a draft: which refs and cells stand behind each figure, day and paragraph of the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gipxl.assessment import Assessment
from gipxl.figures import Figure
from gipxl.outputs.plain import harmless, one_line
from gipxl.outputs.report.listings import Listed, brought_forward, listings
from gipxl.outputs.report.markup import tag
from gipxl.outputs.report.narratives import source
from gipxl.outputs.report.pieces import Counted, Paragraph, ReportContent, Table, Told, Word
from gipxl.plan import FIELD_WORDS, Action, Field, Plan
from gipxl.words import count, day, listed


def notes(assessment: Assessment, content: ReportContent) -> Mapping[str, str]:
    """What there is to say of each control, by its tag."""
    said = dict(_figures(assessment))
    said |= dict(_lists(assessment))
    said |= dict(_days(assessment))
    said |= dict(_told(assessment, content))
    counted = {word.name for word in _words(content) if isinstance(word, Counted)}
    # The months are followed only for a report that quotes them: it takes a while.
    if any(name.startswith("ageing.") for name in counted):
        said |= dict(_ages(assessment))
    if any(name.startswith("direction.") for name in counted):
        said |= dict(_directions(assessment))
    return said


def _figures(assessment: Assessment) -> Iterator[tuple[str, str]]:
    total = assessment.figures.workstreams.value or 0
    by_name = _by_name(assessment.plan)
    for figure in assessment.figures:
        if figure.value is None:
            continue
        behind = _behind(assessment, figure, by_name)
        text = f"{figure.label.capitalize()}: {figure.value}. {figure.definition}\n{behind}"
        yield tag("figure", [figure.name]), text
        if figure.percent is not None:
            share = f"{figure.value} of {count(total, 'work-stream')} is {figure.percent}%, to the nearest whole number"
            yield tag("figure", [f"{figure.name}.percent"]), f"{share}.\n{behind}"
    figures = assessment.figures
    if assessment.baseline and figures.change.value is not None:
        before = total - figures.change.value
        text = (
            f"Work-streams on {day(assessment.baseline.as_at)}: {before}, in {one_line(assessment.baseline.workbook)}."
        )
        yield tag("figure", ["workstreams.before"]), text
    behind = _behind(assessment, figures.revised, by_name)
    yield tag("figure", ["revised.paragraphs"]), f"Actions that share title and wording share a paragraph.\n{behind}"


def _lists(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The lists that are counted in a report and are no figures of the plan."""
    lists = {**listings(assessment), "brought_forward": brought_forward(assessment)}
    for name in ("extensions", "due_next_quarter", "carried_forward"):
        yield tag("figure", [name]), _cells(assessment.plan, _refs_of(lists[name]), _DATES)


def _refs_of(standings: Listed) -> list[Action]:
    return [each.action for each in standings]


_DATES = (Field.ORIGINAL_DUE, Field.REVISED_DUE)
#: The cells that a figure rests on.
_RESTS_ON: Mapping[str, tuple[Field, ...]] = {
    "workstreams": (Field.REF,),
    "complete": (Field.COMPLETED, Field.STATUS),
    "completed_since": (Field.COMPLETED, Field.STATUS),
    "revised": (*_DATES, Field.STATUS),
    "overdue": _DATES,
    "due_this_year": (*_DATES, Field.COMPLETED),
    "added": (Field.REF,),
}
_STATUS = (Field.STATUS,)
_NO_ACTION = "No action stands behind it."


def _behind(assessment: Assessment, figure: Figure, by_name: Mapping[str, list[Action]]) -> str:
    """The refs behind a figure, each with the cells that it was counted by; those that are gone without."""
    if not figure.refs:
        return _NO_ACTION
    here = [action for ref in dict.fromkeys(figure.refs) for action in by_name.get(ref, ())]
    gone = [one_line(ref) for ref in figure.refs if ref not in by_name]
    fields = _RESTS_ON.get(figure.name, _STATUS)
    lines = [_cells(assessment.plan, here, fields)] if here and figure.name not in ("removed", "consolidated") else []
    if gone:
        lines.append(f"No longer in the plan: {listed(gone)}.")
    changes = assessment.changes
    for each in changes.consolidated if changes and figure.name in ("change", "consolidated") else ():
        where = f" (said in {each.said_in.cell})" if each.said_in and each.said_in.cell else ""
        lines.append(f"{one_line(each.action.name)} went into {one_line(each.into)}{where}.")
    return "\n".join(lines)


def _by_name(plan: Plan) -> Mapping[str, list[Action]]:
    named: dict[str, list[Action]] = {}
    for action in plan.actions:
        named.setdefault(action.name, []).append(action)
    return named


def _cells(plan: Plan, actions: Iterable[Action], fields: Iterable[Field]) -> str:
    """ "Sheet “Appendix A”: A1 (G7, H7), B3 (G11, H11)." """
    wanted = tuple(fields)
    sheets: dict[str, list[str]] = {}
    for action in actions:
        cells = [entry.cell for entry in (action.entry(each) for each in wanted) if entry.cell and not entry.is_blank]
        where = f" ({', '.join(cells)})" if cells else f" (row {action.row})"
        sheets.setdefault(action.sheet or plan.sheet, []).append(f"{one_line(action.name)}{where}")
    if not sheets:
        return _NO_ACTION
    return "\n".join(f"Sheet “{one_line(sheet)}”: {', '.join(found)}." for sheet, found in sheets.items())


def _ages(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The cells of the dates that have passed, for each number of the tables of how long ago."""
    by_name = _by_name(assessment.plan)
    for line in assessment.ageing.lines:
        for part, number in line.numbers.items():
            actions = [action for ref in dict.fromkeys(number.refs) for action in by_name[ref]]
            yield tag("figure", [f"ageing.{line.key}.{part}"]), _cells(assessment.plan, actions, _DATES)


def _directions(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The workbook that each earlier figure was counted in, and the refs behind it there."""
    months = {month.as_at: month for month in assessment.history.months}
    for trend in assessment.direction.trends:
        name, label = f"direction.{trend.name}", trend.figure.label.capitalize()
        values = [f"{each.value} on {day(each.as_at)}" for each in trend.then]
        yield tag("figure", [name]), f"{label}: {trend.value} now, {listed(values)}."
        for each in trend.then:
            month = months[each.as_at]
            refs = [one_line(ref) for ref in getattr(month.figures, trend.name).refs]
            counted = f"{label} on {day(each.as_at)}: {each.value}, in {one_line(month.plan.workbook)}."
            yield tag("figure", [f"{name}.{each.as_at}"]), f"{counted}\n{listed(refs) if refs else _NO_ACTION}"
            yield tag("figure", [f"{name}.{each.as_at}.more"]), f"{trend.value} now, less {each.value} then."


def _days(assessment: Assessment) -> Iterator[tuple[str, str]]:
    plan, baseline, details = assessment.plan, assessment.baseline, assessment.plan.details
    yield tag("date", ["as_at"]), f"The reporting date, taken from {one_line(plan.as_at_from)}."
    yield tag("date", ["year_end"]), "The last day of the reporting date's financial year."
    if details.meeting:
        yield tag("date", ["meeting"]), _detail_note(details.sheet, "Meeting date", plan)
    if baseline:
        text = f"The reporting date of {one_line(baseline.workbook)}: {day(baseline.as_at)}."
        yield tag("date", ["baseline"]), text


def _told(assessment: Assessment, content: ReportContent) -> Iterator[tuple[str, str]]:
    """The cells that officers' own text stands in."""
    by_name = _by_name(assessment.plan)
    for told in _all_told(content):
        match told.kind:
            case "detail":
                note = _detail_note(assessment.plan.details.sheet, told.refs[0], assessment.plan)
            case "section":
                sheet = one_line(assessment.plan.details.sheet)
                cells = [
                    entry.cell
                    for each in assessment.plan.details.sections if one_line(each.heading) == told.refs[0]
                    for entry in each.texts
                ]  # fmt: skip
                note = f"Sheet “{sheet}”: {', '.join(cells)}."
            case kind:
                field = source(assessment.plan)
                fields = (*_DATES, Field.STATUS) if kind == "action" or field is None else (field,)
                what = "" if kind == "action" or field is None else f"Text: {FIELD_WORDS[field]}. "
                actions = [action for ref in told.refs for action in by_name.get(ref, ())]
                note = what + _cells(assessment.plan, actions, fields)
        yield tag(told.kind, told.refs), note


def _detail_note(sheet: str, label: str, plan: Plan) -> str:
    entries = next((found for what, found in plan.details.entries.items() if what.value == label), ())
    cells = ", ".join(entry.cell for entry in entries)
    return f"“{label}” of the sheet “{harmless(sheet)}”{f': {cells}' if cells else ''}."


def _all_told(content: ReportContent) -> Iterator[Told]:
    yield from (word for word in _words(content) if isinstance(word, Told))


def _words(content: ReportContent) -> Iterator[Word]:
    """Every word of the report, with what it stands for."""
    front = content.front
    for words in (front.body, front.panel, front.meeting, front.title, front.report_by):
        yield from words
    for section in (content.summary, *content.sections):
        for block in section.blocks:
            if isinstance(block, Paragraph):
                yield from block.words
            elif isinstance(block, Table):
                yield from (word for row in block.rows for cell in row for word in cell)
