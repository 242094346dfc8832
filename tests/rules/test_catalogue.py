"""The rules as a set: what the catalogue promises of all of them, and every page's examples put to the proof."""

from __future__ import annotations

import copy
import inspect
import re
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from gipxl.assessment import assess
from gipxl.dates import read_date
from gipxl.plan import Plan
from gipxl.rules import RULES, Findings, Rule
from gipxl.settings import OwnerSettings, Settings
from tests.rules.finds import AS_AT, JULY
from tests.tables import plan_of, sheet_of

CATALOGUE = """
LAY01 no-such-column error
LAY02 guessed-column note
LAY03 repeated-heading note
LAY04 hidden-action warning
LAY05 merged-actions note
LAY06 several-plans warning
LAY07 error-value error
LAY08 no-stored-value warning
LAY09 form-changed warning
LAY10 marks-not-readable note
LAY11 struck-out warning
REF01 missing-ref error
REF02 duplicate-ref error
REF03 lookalike-ref error
REF04 gap-in-refs note
REF05 odd-ref note
REF06 unknown-ref warning
REF07 wrong-area warning
OWN01 missing-owner error
OWN02 placeholder-owner error
OWN03 joint-owners note
OWN04 owner-spelled-two-ways warning
OWN05 owner-not-listed warning
DAT01 missing-due-date error
DAT02 not-a-date error
DAT03 ambiguous-date warning
DAT04 day-month-swapped warning
DAT05 date-as-text note
DAT06 vague-date note
DAT07 revised-date note
DAT08 revised-without-reason error
DAT09 revised-earlier warning
DAT10 revised-date-same note
DAT11 revised-date-passed warning
DAT12 overdue warning
DAT13 due-soon note
DAT14 implausible-year error
DAT15 beyond-year note
DAT16 revised-too-often warning
DAT17 date-to-be-decided warning
DAT18 original-unknown note
STA01 missing-status warning
STA02 unknown-status error
STA03 on-track-but-revised warning
STA04 on-track-but-overdue error
STA05 complete-without-date warning
STA06 closed-date-but-open error
STA07 completed-in-future error
STA08 wrong-sheet error
STA09 revised-without-new-date error
STA10 complete-without-evidence note
TXT01 missing-update warning
TXT02 stale-update warning
TXT03 promise-passed warning
TXT04 impossible-year error
TXT05 placeholder-text warning
TXT06 unexplained-abbreviation note
TXT07 copied-update note
TXT08 text-contradicts-status warning
TXT09 personal-detail warning
TXT10 long-update note
TXT11 missing-wording warning
TXT12 update-in-report warning
MON01 vanished error
MON02 consolidated note
MON03 original-date-changed error
MON04 reopened warning
MON05 owner-changed note
MON06 ref-reused error
MON07 slipped-again warning
MON08 completed-since note
MON09 added note
MON10 reworded note
MON11 status-went-back warning
MON12 baseline-assumed warning
BOK01 missing-marking error
BOK02 conflicting-markings error
BOK03 hidden-sheet note
BOK04 external-link warning
BOK05 personal-properties note
BOK06 open-comment note
BOK07 dangerous-formula error
BOK08 macros note
BOK09 conflict-copy warning
BOK10 stale-date-line warning
BOK11 expired-ignore warning
"""

# Faults of the file around the table, or of a text too long for one: no table of words can show them.
NOT_IN_A_TABLE = frozenset(
    "LAY04 LAY05 LAY06 LAY07 LAY08 LAY10 LAY11 TXT10 TXT12 "
    "BOK01 BOK02 BOK03 BOK04 BOK05 BOK06 BOK07 BOK08 BOK09 BOK10 BOK11".split()
)


def test_the_catalogue_is_whole_and_in_order() -> None:
    promised = [tuple(line.split()) for line in CATALOGUE.strip().splitlines()]
    assert [(rule.code, rule.name, rule.level.value) for rule in RULES] == promised


def test_each_rule_asks_one_kind_of_question() -> None:
    for rule in RULES:
        assert (rule.of_action is None) != (rule.of_plan is None), rule.code


class Example(NamedTuple):
    """A page's table, with what the page says around it."""

    heading: str
    table: str
    baseline: str | None
    assumed: bool
    as_at: date
    owners: tuple[str, ...]

    @property
    def plan(self) -> Plan:
        tables = by_sheet(self.table)
        more = [sheet_of(table, name=name) for name, table in tables[1:]]
        return plan_of(tables[0][1], as_at=self.as_at, more=more)

    def findings(self) -> Findings:
        before = plan_of(self.baseline, as_at=JULY, name="july.xlsx") if self.baseline else None
        settings = Settings(owners=OwnerSettings(names=self.owners))
        return assess(self.plan, before, settings=settings, baseline_assumed=self.assumed).findings


def by_sheet(table: str) -> list[tuple[str, str]]:
    """A table whose first column says on which sheet a row stands, as one table for each sheet."""
    heading, *rows = table.strip().splitlines()
    if heading.strip().startswith("banner:"):  # a theme above the heading stands below it in a sheet
        heading, rows = rows[0], [heading, *rows[1:]]
    cells = heading.strip().strip("|").split("|")
    if cells[0].strip() != "sheet":
        return [("", "\n".join([heading, *rows]))]
    sheets: dict[str, list[str]] = {}
    for row in rows:
        name, _, rest = row.strip().strip("|").partition("|")
        sheets.setdefault(name.strip(), [f"|{'|'.join(cells[1:])}|"]).append(f"|{rest}|")
    return [(name, "\n".join(lines)) for name, lines in sheets.items()]


def examples(rule: Rule) -> list[Example]:
    """The tables under *Found* and *Better*, each with the baseline, date and owners that the page gives above it."""
    found: list[Example] = []
    around: dict[str, Any] = {"baseline": None, "assumed": False, "as_at": AS_AT, "owners": ()}
    sections = re.split(r"^(?=\S.*?:(?:$| ))", inspect.cleandoc(rule.page), flags=re.MULTILINE)
    for section in sections:
        heading, _, body = section.partition(":")
        match heading:
            case "Found" | "Better":
                found.append(Example(heading=heading, table=body, **around))
            case "Baseline" | "Baseline, not named":
                around |= {"baseline": body, "assumed": heading != "Baseline"}
            case "As at":
                day = read_date(body.strip()).day
                assert day, f"{rule.code}: {body}"
                around["as_at"] = day
            case "Listed owners":
                around["owners"] = tuple(name.strip() for name in body.split(";"))
    return found


EXAMPLES = [(rule, example) for rule in RULES for example in examples(rule)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_page_says_why_and_shows_a_bad_and_a_better_plan(rule: Rule) -> None:
    summary = inspect.cleandoc(rule.page).splitlines()[0]
    assert len(summary) > 30 and summary.endswith(".")
    if rule.code not in NOT_IN_A_TABLE or "Found:" in rule.page:
        assert sorted(example.heading for example in examples(rule)) == ["Better", "Found"]


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.code}-{example.heading}" for rule, example in EXAMPLES]
)
def test_what_a_page_shows_is_so(rule: Rule, example: Example) -> None:
    said = example.findings()
    assert rule.code not in {each.code for each in said.not_run}, said.not_run
    codes = {finding.code for finding in said.findings}
    assert (rule.code in codes) is (example.heading == "Found"), codes


@pytest.mark.parametrize(
    ("rule", "example"), EXAMPLES, ids=[f"{rule.code}-{example.heading}" for rule, example in EXAMPLES]
)
def test_messages_speak_to_an_officer(rule: Rule, example: Example) -> None:
    for finding in example.findings().findings:
        for text in (finding.message, finding.fix):
            assert text and not text.endswith((".", "!")), text
            assert not re.search(r"\binvalid\b|\berror\b|\bNone\b|Entry\(|\d{4}-\d\d-\d\d|  ", text), text


@pytest.mark.parametrize(("rule", "example"), EXAMPLES[::5], ids=lambda each: getattr(each, "code", ""))
def test_no_rule_changes_what_it_looks_at(rule: Rule, example: Example) -> None:
    plan = example.plan
    before = copy.deepcopy(plan)
    first = assess(plan).findings
    assert plan == before
    assert assess(plan).findings == first


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_tried_on_firing_and_on_quiet_rows(rule: Rule) -> None:
    here = Path(__file__)
    files = [file.read_text(encoding="utf-8") for file in here.parent.glob("test_*.py") if file.name != here.name]
    tried = [file for file in files if f'"{rule.code}"' in file]
    assert tried, f"No test beside the catalogue's speaks of {rule.code}"
