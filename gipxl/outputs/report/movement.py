"""Why the number of work-streams changed, in one sentence, with the paragraphs that have the detail."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gipxl.assessment import Assessment
from gipxl.outputs.plain import one_line
from gipxl.outputs.report.pieces import Counted, Dated, Pointer, Text, Words
from gipxl.plan import Plan
from gipxl.words import day, listed, month, plural, spelt


def change_in_number(assessment: Assessment, keys: Mapping[str, str]) -> Words:
    """The change since the baseline and its reasons; ``keys`` are the paragraphs that tell of each ref."""
    baseline, change = assessment.baseline, assessment.figures.change.value
    if baseline is None or change is None:
        return (Text("No earlier presentation of the plan was at hand with which to compare these figures."),)
    clauses = tuple(_clauses(assessment, keys))
    if not change:
        same = Text("The number of work-streams is the same as ")
        return (same, *_then(baseline, assessment.plan), *_although(clauses), Text("."))
    before = (assessment.figures.workstreams.value or 0) - change
    return (
        Text(f"There {plural(abs(change), 'is', 'are')} "),
        Counted("change", spelt(abs(change))),
        Text(f" {'more' if change > 0 else 'fewer'} {plural(abs(change), 'work-stream')} than "),
        *_then(baseline, assessment.plan),
        Text(f", when there {plural(before, 'was', 'were')} "),
        Counted("workstreams.before", spelt(before) if before else "none"),
        *_because(assessment, clauses),
        Text("."),
    )


def since(baseline: Plan, plan: Plan) -> Dated:
    """The baseline's month, "July 2020"; its day where the month alone would not tell it from the plan's own."""
    return Dated("baseline", day(baseline.as_at) if _in_one_month(baseline, plan) else month(baseline.as_at))


def _then(baseline: Plan, plan: Plan) -> Words:
    return (Text("on " if _in_one_month(baseline, plan) else "in "), since(baseline, plan))


def _in_one_month(one: Plan, other: Plan) -> bool:
    return (one.as_at.year, one.as_at.month) == (other.as_at.year, other.as_at.month)


def _clauses(assessment: Assessment, keys: Mapping[str, str]) -> Iterator[Words]:
    figures = assessment.figures
    for into, refs in figures.consolidated.into.items():
        yield (Text(f"{_were(refs)} consolidated into {one_line(into)}"), *_see([into], keys))
    if figures.removed.refs:
        yield (Text(f"{_were(figures.removed.refs)} removed from the plan"),)
    if figures.added.refs:
        yield (Text(f"{_were(figures.added.refs)} added"), *_see(figures.added.refs, keys))


def _were(refs: Sequence[str]) -> str:
    return f"{listed([one_line(ref) for ref in refs])} {plural(len(refs), 'was', 'were')}"


def _see(refs: Sequence[str], keys: Mapping[str, str]) -> Words:
    """ " (see paragraphs 1.9 and 1.12)"; nothing where no paragraph tells of any of them."""
    wanted = list(dict.fromkeys(keys[ref] for ref in refs if ref in keys))
    if not wanted:
        return ()
    pointers = _between([(Pointer(key),) for key in wanted], ", ", " and ")
    return (Text(f" (see {plural(len(wanted), 'paragraph')} "), *pointers, Text(")"))


def _because(assessment: Assessment, clauses: Sequence[Words]) -> Words:
    """The reasons; "because" only where they all pull the way that the number went."""
    figures = assessment.figures
    more, fewer = figures.added.value, (figures.removed.value or 0) + (figures.consolidated.value or 0)
    opening = "; the plan has both gained and lost some: " if more and fewer else ", because "
    return (Text(opening), *_joined(clauses)) if clauses else ()


def _although(clauses: Sequence[Words]) -> Words:
    return (Text(", although not all are the same ones: "), *_joined(clauses)) if clauses else ()


def _joined(clauses: Sequence[Words]) -> Words:
    """Two clauses joined by "and", more by semicolons: each may hold commas of its own."""
    return _between(clauses, "; ", ", and " if len(clauses) == 2 else "; and ")


def _between(parts: Sequence[Words], mark: str, last: str) -> Words:
    words = list(parts[0])
    for at, part in enumerate(parts[1:], start=2):
        words += [Text(last if at == len(parts) else mark), *part]
    return tuple(words)
