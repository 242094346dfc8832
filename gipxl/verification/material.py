"""What is held against each other: the report, cut into sentences, and the workbook, with its texts and actions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from gipxl.assessment import Assessment
from gipxl.dates import DateContext
from gipxl.plan import FIELD_WORDS, Plan, cleaned, ref_key
from gipxl.report_reading import Account, Paragraph, Report, accounts
from gipxl.standing import Standing

_SENTENCE = re.compile(r"(?:[^.;!?\n]|[.;!?](?=[^\s.;!?]))+[.;!?]*")
# "[C4: wording for the report to be written in M8 …]": what gipxl shows where the workbook says nothing.
_GAP = re.compile(r"\[[^\[\]]*\bto be written\b[^\[\]]*\]")
# The refs behind the title of an action.
_BRACKETS = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*:?$")
# How outputs show what no text should hold, and what they leave out.
_SHOWN_OTHERWISE = re.compile("[\u2400-\u2421\ufffd\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_COVERING = "covering"


class Sentence(NamedTuple):
    """A sentence of the report: its text, its paragraph, where in it, and the account of an action it is part of."""

    text: str
    paragraph: Paragraph
    start: int
    account: Account | None

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def has_control(self, kind: str) -> bool:
        """Whether gipxl's control of a kind stands in it."""
        return any(
            each.kind == kind and each.start < self.end and self.start < each.end for each in self.paragraph.controls
        )


@dataclass(frozen=True, kw_only=True)
class Material:
    """A report and an assessed workbook."""

    report: Report
    assessment: Assessment

    @property
    def plan(self) -> Plan:
        return self.assessment.plan

    @cached_property
    def by_ref(self) -> dict[str, tuple[Standing, ...]]:
        """Where each action stands, by its name for comparing; several where rows share one ref."""
        found: dict[str, tuple[Standing, ...]] = {}
        for standing in self.assessment.standings:
            key = ref_key(standing.action.name)
            found[key] = (*found.get(key, ()), standing)
        return found

    @cached_property
    def refs(self) -> tuple[str, ...]:
        """Every ref of the plan and its baseline."""
        plans = [self.plan, *([self.assessment.baseline] if self.assessment.baseline else [])]
        return tuple(dict.fromkeys(action.ref for plan in plans for action in plan.actions if action.ref))

    @cached_property
    def accounts(self) -> tuple[Account, ...]:
        """Where the report tells of single actions; one made of tables tells of them in rows (see ``rows``)."""
        told = accounts(self.report, self.refs)
        has_tables = self.report.properties.get("gipxl variant", _COVERING) != _COVERING
        return tuple(each for each in told if each.tag) if has_tables else told

    @cached_property
    def meets(self) -> date:
        """The day on which the report is read: the meeting's, or the reporting date where that is later."""
        return max(self.plan.details.meeting or self.plan.as_at, self.plan.as_at)

    @cached_property
    def context(self) -> DateContext:
        """What helps to read the dates of the report's texts."""
        return DateContext(
            year_starts=self.plan.year_starts, financial_year=self.plan.year_named or self.plan.financial_year
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the report that are not, word for word, the workbook's own."""
        return tuple(each for each in self.all_sentences if not self.is_own(each.text))

    @cached_property
    def all_sentences(self) -> tuple[Sentence, ...]:
        """Every sentence of the report, gaps that officers have yet to fill aside."""
        told = {id(paragraph): account for account in self.accounts for paragraph in account.paragraphs}
        return tuple(
            sentence
            for paragraph in self.report.paragraphs
            for sentence in _sentences_of(paragraph, told.get(id(paragraph)))
        )

    def is_own(self, text: str) -> bool:
        """The workbook has these words, and the report is one of its own reporting date: then the two agree.

        In an older report the same words may have become untrue, though nobody has changed the workbook's.
        """
        words = _BRACKETS.sub("", plain(text))
        return self.report.as_at == self.plan.as_at and (not words or words in self._own_words)

    @cached_property
    def _own_words(self) -> str:
        return "\n".join(map(plain, _texts(self.plan)))


def _sentences_of(paragraph: Paragraph, account: Account | None) -> Iterator[Sentence]:
    """The sentences of a paragraph; of an account's first one, its heading and then those of the text."""
    start = account.start if account is not None and account.paragraphs[0] is paragraph else 0
    if account is not None and paragraph.text[:start].strip():
        yield Sentence(paragraph.text[:start], paragraph, 0, account)
    for found in sentences_in(paragraph.text[start:]):
        yield Sentence(found[0], paragraph, start + found.start(), account)


def sentences_in(text: str) -> Iterator[re.Match[str]]:
    """The sentences of a text, with their places; gaps are blanked out."""
    shown = _GAP.sub(lambda gap: " " * len(gap[0]), text)
    return (found for found in _SENTENCE.finditer(shown) if found[0].strip())


def plain(text: str) -> str:
    """A text for comparing: what nobody sees, and how blanks are set, aside."""
    return cleaned(_SHOWN_OTHERWISE.sub("", text))


def _texts(plan: Plan) -> Iterator[str]:
    """All that the workbook says and a report may repeat."""
    yield plan.title
    yield from (entry.typed for entries in plan.details.entries.values() for entry in entries)
    yield from (text for appendix in plan.details.appendices for text in appendix)
    for action in plan.actions:
        yield f"{action.name} {action.title.typed}"
        yield from (typed for what in FIELD_WORDS if (typed := action.entry(what).typed))
