"""The covering report: what it says, what it leaves open, and what it never says."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import structs

from gipxl.assessment import assess
from gipxl.outputs.plain import harmless
from gipxl.outputs.report import Variant, report
from gipxl.outputs.report.markup import tag
from gipxl.plan import Detail, Entry
from gipxl.settings import FigureSettings, Overdue, ReportSettings, Settings
from tests.outputs.reports import DETAILS, NASTY, assessed, plan_with, revised, text_after
from tests.outputs.samples import september
from tests.outputs.word_text import W, as_text, controls, highlighted, lines, text_of
from tests.tables import plan_of

HERE = Path(__file__).parent

# ---- the sample ----


@pytest.mark.parametrize("variant", Variant)
def test_the_sample_report_reads_as_expected(variant: Variant) -> None:
    expected = (HERE / "expected" / f"{variant}-report.txt").read_text(encoding="utf-8")
    made = as_text(report(september(), variant=variant).docx)
    assert made == expected, "if this is meant: python scripts/renew_expected.py"


def test_the_sample_report_has_no_gaps_and_no_marking() -> None:
    made = report(september())
    assert made.gaps == ()
    assert highlighted(made.docx) == []
    assert made.marking == ""
    assert Document(io.BytesIO(made.docx)).sections[0].header.paragraphs[0].text == ""


def test_every_figure_stands_in_a_control_with_its_name_and_says_what_was_counted() -> None:
    assessment = september()
    said = dict(controls(report(assessment).docx))
    words = {1: "one", 2: "two"}
    for figure in assessment.figures:
        shown = said.get(f"figure:{figure.name}")
        if shown is not None:
            number = abs(figure.value or 0)
            assert shown == words.get(number, str(number))
            assert said.get(f"figure:{figure.name}.percent", f"{figure.percent}%") == f"{figure.percent}%"
    assert {"figure:workstreams", "figure:change", "figure:complete", "figure:on_track.percent", "figure:revised",
            "figure:revised.paragraphs", "figure:due_this_year", "figure:completed_since"} <= said.keys()  # fmt: skip
    assert said["date:as_at"] == "30 September 2020" and said["date:year_end"] == "31 March 2021"


def test_each_narrative_stands_alone_in_a_control_with_its_refs() -> None:
    assessment = september()
    narratives = {name: text for name, text in controls(report(assessment).docx) if name.startswith("narrative:")}
    refs = [ref for name in narratives for ref in name.removeprefix("narrative:").split(",")]
    assert sorted(refs) == sorted(assessment.figures.revised.refs)
    wording = {action.ref: action.wording.typed for action in assessment.plan.actions}
    assert narratives["narrative:C2,C5"] == wording["C2"]
    assert narratives["narrative:F3"] == wording["F3"]


# ---- numbers and references ----


def test_word_gives_the_numbers_that_references_have_stored() -> None:
    said = list(lines(report(september()).docx))
    numbers = {mark.get(f"{W}name"): line.number for line in said for mark in line.element.iter(f"{W}bookmarkStart")}
    fields = [
        (field.text.split(), text_of(line.element))
        for line in said for field in line.element.iter(f"{W}instrText")
    ]  # fmt: skip
    assert len(fields) == 1
    ((instruction, text),) = fields
    assert instruction[0] == "REF" and instruction[2:] == ["\\r", "\\h"]
    assert f"(see paragraph {numbers[instruction[1]]})" in text


def test_an_inserted_paragraph_renumbers_those_after_it() -> None:
    document = Document(io.BytesIO(report(september()).docx))
    live = next(each for each in document.paragraphs if text_of(each._p).startswith("The plan is a live document"))
    live.insert_paragraph_before("A new paragraph.", style="Numbered Paragraph")
    stream = io.BytesIO()
    document.save(stream)
    said = as_text(stream.getvalue())
    assert "\n1.3 A new paragraph.\n1.4 The plan is a live document" in said
    assert "\n1.24 Tighter expenses controls (G4)" in said
    assert "\n2.1 Diversity" in said


def test_recommendations_are_lettered() -> None:
    now = plan_with("A1 On track")
    assert text_after("Recommendations", assessed(now)) == ["a. Note the report.", "b. Advise."]
    one = {**DETAILS, Detail.RECOMMENDATION: "Note it."}
    assert text_after("Recommendation", assessed(now, details=one)) == ["a. Note it."]


# ---- the overview ----


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ((), ["On 30 September 2020 the plan comprised no work-streams."]),
        (
            ("A1 On track",),
            [
                "On 30 September 2020 the plan comprised one work-stream. It is complete or is to be delivered by "
                "31 March 2021, the end of the financial year. The present position is that:",
                "• one is on track (100%).",
            ],
        ),
        (
            ("A1 Timescale revised",),
            [
                "On 30 September 2020 the plan comprised one work-stream. It is not due to be delivered by "
                "31 March 2021, the end of the financial year. The present position is that:",
                "• one has a revised delivery date (100%).",
            ],
        ),
        (
            ("A1 Timescale revised", "A2 Timescale revised"),
            [
                "On 30 September 2020 the plan comprised two work-streams. None of them is due to be delivered by "
                "31 March 2021, the end of the financial year. The present position is that:",
                "• none is complete;",
                "• none is on track; and",
                "• two have revised delivery dates (100%).",
            ],
        ),
        (
            ("A1 Complete", "A2 Complete", "A3 On track"),
            [
                "On 30 September 2020 the plan comprised three work-streams. All three are complete or are to be "
                "delivered by 31 March 2021, the end of the financial year. The present position is that:",
                "• two are complete (67%);",
                "• one is on track (33%); and",
                "• none has a revised delivery date.",
            ],
        ),
        (
            ("A1 Timescale revised", "A2 Complete", "A3 At risk", "B1 At risk", "B2 Not started", "B3"),
            [
                "On 30 September 2020 the plan comprised six work-streams. Of these, five are complete or are to be "
                "delivered by 31 March 2021, the end of the financial year. The present position is that:",
                "• one is complete (17%);",
                "• none is on track;",
                "• one has a revised delivery date (17%);",
                "• two are at risk (33%);",
                "• one has not been started (17%); and",
                "• one has a status that is not clear (17%).",
            ],
        ),
    ],
)
def test_the_overview_speaks_of_none_one_and_many(rows: tuple[str, ...], expected: list[str]) -> None:
    table = plan_with(*rows) if rows else plan_with("A1 Withdrawn")
    *said, _ = text_after("Overview", assessed(table))
    assert [line.removeprefix("1.4 ") for line in said] == expected


def test_an_overdue_figure_counted_another_way_says_which() -> None:
    late = "| ref | title | original_due | status | wording |\n| A1 | Training | 2020-08-31 | On track | Said. |"
    settings = Settings(figures=FigureSettings(overdue=Overdue.CURRENT))
    assessment = assess(plan_of(late, details=DETAILS), settings=settings)
    assert "• one is overdue by the date now in force (100%)." in text_after("Overview", assessment)
    assert "• one is overdue (100%)." in text_after("Overview", assess(plan_of(late, details=DETAILS)))


A1_A2 = plan_with("A1 On track", "A2 On track")


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (None, A1_A2, "No earlier presentation of the plan was at hand with which to compare these figures."),
        (A1_A2, A1_A2, "The number of work-streams is the same as in July 2020."),
        (
            plan_with("A1 On track", "B1 On track"),
            A1_A2,
            "The number of work-streams is the same as in July 2020, although not all are the same ones: B1 was "
            "removed from the plan, and A2 was added.",
        ),
        (
            plan_with("A1 On track"),
            A1_A2,
            "There is one more work-stream than in July 2020, when there was one, because A2 was added.",
        ),
        (
            plan_with("A1 On track"),
            plan_with("A1 On track", "A2 Timescale revised", "A3 On track", "B1 Timescale revised"),
            "There are three more work-streams than in July 2020, when there was one, because A2, A3 and B1 were added "
            "(see paragraphs 1.8 and 1.9).",
        ),
        (
            plan_with("A1 On track", "A2 On track", "B1 On track", "B2 On track"),
            A1_A2,
            "There are two fewer work-streams than in July 2020, when there were four, because B1 and B2 were removed "
            "from the plan.",
        ),
        (
            plan_with("A1 On track", "A2 On track", "B1 On track"),
            A1_A2.replace("As before.", "B1 was consolidated into A1.", 1),
            "There is one fewer work-stream than in July 2020, when there were three, because B1 was consolidated into "
            "A1.",
        ),
        (
            plan_with("A1 On track", "A2 On track", "B1 On track", "B2 On track", "B3 On track"),
            plan_with("A1 Timescale revised", "A2 Complete", "A3 On track")
            .replace("As before.", "B1 and B2 were merged into A1.", 1)
            .replace("As before.", "B3 was merged into A2.", 1),
            "There are two fewer work-streams than in July 2020, when there were five; the plan has both gained and "
            "lost some: B1 and B2 were consolidated into A1 (see paragraph 1.8); B3 was consolidated into A2 (see "
            "paragraph 1.6); and A3 was added.",
        ),
        (
            plan_with("A1 Withdrawn"),
            plan_with("A1 On track"),
            "There is one more work-stream than in July 2020, when there were none, because A1 was added.",
        ),
    ],
)  # fmt: skip
def test_the_change_in_number_is_explained(before: str | None, now: str, expected: str) -> None:
    assert text_after("Overview", assessed(now, before))[-1] == f"1.5 {expected}"


def test_a_baseline_of_the_same_month_is_named_by_its_day() -> None:
    now, before = plan_of(A1_A2, details=DETAILS), plan_of(A1_A2, as_at=date(2020, 9, 15))
    said = text_after("Overview", assess(now, before))[-1]
    assert said == "1.5 The number of work-streams is the same as on 15 September 2020."


# ---- achievements and narratives ----


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (A1_A2, A1_A2, ["1.6 No action has been completed since July 2020."]),
        (
            A1_A2,
            plan_with("A1 On track", "A2 Complete"),
            ["1.6 Since July 2020, one action has been completed:", "• Sharing (A2): What is said of A2."],
        ),
        (
            plan_with("A1 On track", "A2 On track", "A3 Complete"),
            plan_with("A1 Complete", "A2 Complete", "A3 Complete"),
            [
                "1.6 Since July 2020, two actions have been completed:",
                "• Training (A1): What is said of A1.",
                "• Sharing (A2): What is said of A2.",
            ],
        ),
        (None, A1_A2, ["1.6 No action has been completed."]),
        (
            None,
            plan_with("A1 Complete"),
            ["1.6 In all, one action has been completed:", "• Training (A1): What is said of A1."],
        ),
    ],
)
def test_key_achievements_are_what_was_completed_since(before: str | None, now: str, expected: list[str]) -> None:
    assert text_after("Key achievements", assessed(now, before)) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [("A1", "Training", "Late.")],
            [
                "1.7 The delivery date of one action has been revised, as described below. All were agreed.",
                "1.8 Training (A1)\nLate.",
            ],
        ),
        (
            [("A1", "Training", "Late."), ("A2", "Sharing", "Late.")],
            [
                "1.7 The delivery dates of two actions have been revised; each is described below. All were agreed.",
                "1.8 Training (A1)\nLate.",
                "1.9 Sharing (A2)\nLate.",
            ],
        ),
        (
            [("C2", "Joint teams", "Late."), ("D1", "People", "Later."), ("C5", "Joint  Teams", "Late.")],
            [
                "1.7 The delivery dates of three actions have been revised. The three actions are described in the two "
                "paragraphs below, since C2 and C5 are taken together. All were agreed.",
                "1.8 Joint teams (C2 and C5)\nLate.",
                "1.9 People (D1)\nLater.",
            ],
        ),
        (
            [("C2 and C5", "Joint teams", "Late.")],
            [
                "1.7 The delivery dates of two actions have been revised. The two actions are described in one "
                "paragraph below, since C2 and C5 are taken together. All were agreed.",
                "1.8 Joint teams (C2 and C5)\nLate.",
            ],
        ),
        (
            [("A1", "One", "x x"), ("A2", "One", "x x"), ("B1", "Two", "y"), ("B2", "Two", "y"), ("B3", "Two", "y")],
            [
                "1.7 The delivery dates of five actions have been revised. The five actions are described in the two "
                "paragraphs below, since A1 and A2, and B1, B2 and B3, are taken together. All were agreed.",
                "1.8 One (A1 and A2)\nx x",
                "1.9 Two (B1, B2 and B3)\ny",
            ],
        ),
        (
            # The same title alone, or the same words alone, joins nothing.
            [("A1", "Training", "Late."), ("A2", "Training", "Later.")],
            [
                "1.7 The delivery dates of two actions have been revised; each is described below. All were agreed.",
                "1.8 Training (A1)\nLate.",
                "1.9 Training (A2)\nLater.",
            ],
        ),
    ],
)
def test_revised_actions_are_told_one_paragraph_each_or_together(
    rows: list[tuple[str, str, str]], expected: list[str]
) -> None:
    assert text_after("Areas of improvement", assessed(revised(*rows))) == expected


def test_an_action_without_ref_or_title_is_headed_by_what_it_has() -> None:
    rows = revised(("", "Training", "Late."), ("A2", "", "Later."))
    said = text_after("Areas of improvement", assessed(rows))
    assert said[1:] == ["1.8 Training\nLate.", "1.9 A2\nLater."]


def test_with_no_date_moved_there_is_nothing_to_assure() -> None:
    without = {what: text for what, text in DETAILS.items() if what is not Detail.ASSURANCE}
    made = assessed(A1_A2, details=without)
    assert text_after("Areas of improvement", made) == ["1.7 No action has a revised delivery date."]
    assert report(made).gaps == ()


def test_paragraphs_and_line_breaks_of_a_narrative_are_kept() -> None:
    text = "First.\\nStill first.\\n\\n \\nSecond."
    assessment = assessed(revised(("A1", "Training", text), ("A2", "Two", "Third.")))
    said = text_after("Areas of improvement", assessment)
    assert said[1:] == ["1.8 Training (A1)\nFirst.\nStill first.", "Second.", "1.9 Two (A2)\nThird."]
    told = [text for name, text in controls(report(assessment).docx) if name == "narrative:A1"]
    assert told == ["First.\nStill first.", "Second."]


# ---- gaps ----


def test_without_a_details_sheet_every_missing_text_is_a_visible_gap() -> None:
    made = report(assessed(plan_with("A1 Timescale revised"), details=None))
    gaps = highlighted(made.docx)
    assert "[Purpose: to be written in the Report details sheet]" in gaps
    wanted = set(Detail) - {Detail.AS_AT, Detail.MARKING, Detail.PREVIOUS}
    assert {gap.strip("[").partition(":")[0] for gap in gaps} == {what.value for what in wanted}
    assert made.gaps == tuple(f"The report has a gap. {gap.strip('[]')}" for gap in gaps)


@pytest.mark.parametrize("typed", ["", "-", "TBC", "n/a"])
def test_a_missing_wording_is_a_gap_and_never_the_update(typed: str) -> None:
    table = (
        "| ref | title | original_due | revised_due | status | update | wording |\n"
        f"| A1 | Training | 2020-09-30 | 2020-12-31 | Timescale revised | Not for the public. | {typed} |\n"
        f"| A2 | Sharing | 2020-09-30 | | Complete | Not for the public. | {typed} |"
    )
    made = report(assessed(table, marking="OFFICIAL-SENSITIVE"))
    assert highlighted(made.docx) == [
        "[A2: wording for the report to be written in G6 of the sheet Appendix A]",
        "[A1: wording for the report to be written in G5 of the sheet Appendix A]",
    ]
    assert "Not for the public" not in as_text(made.docx)
    assert made.marking == ""


def test_actions_without_narrative_are_not_joined_by_what_they_lack() -> None:
    said = text_after("Areas of improvement", assessed(revised(("A1", "Training", ""), ("A2", "Training", ""))))
    assert len(said) == 3


# ---- markings ----


UPDATES = (
    "| ref | title | original_due | revised_due | status | update |\n"
    "| A1 | Training | 2020-09-30 | 2020-12-31 | Timescale revised | Booked. |"
)


@pytest.mark.parametrize(
    ("table", "of_workbook", "of_report", "expected"),
    [
        (UPDATES, "OFFICIAL-SENSITIVE", "", "OFFICIAL-SENSITIVE"),
        (UPDATES, "OFFICIAL-SENSITIVE", "None", "OFFICIAL-SENSITIVE"),
        (UPDATES, "OFFICIAL-SENSITIVE", "OFFICIAL", "OFFICIAL-SENSITIVE"),
        (UPDATES, "OFFICIAL", "OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE"),
        (UPDATES, "", "", ""),
        (plan_with("A1 Timescale revised"), "OFFICIAL-SENSITIVE", "None", ""),
        (plan_with("A1 Timescale revised"), "OFFICIAL-SENSITIVE", "OFFICIAL", "OFFICIAL"),
    ],
)
def test_the_report_carries_its_marking_or_that_of_the_updates_it_quotes(
    table: str, of_workbook: str, of_report: str, expected: str
) -> None:
    details = {**DETAILS, **({Detail.MARKING: of_report} if of_report else {})}
    made = report(assessed(table, marking=of_workbook, details=details))
    header = Document(io.BytesIO(made.docx)).sections[0].header
    assert made.marking == expected
    assert "".join(paragraph.text for paragraph in header.paragraphs) == expected
    assert ("Booked." in as_text(made.docx)) is (table == UPDATES)


@pytest.mark.parametrize(
    ("appendices", "expected"),
    [
        (
            "Appendix A: The plan | OFFICIAL-SENSITIVE",
            ["7.1 The appendix to this report, and its protective marking, is:", "Appendix", "Protective marking",
             "Appendix A: The plan", "OFFICIAL-SENSITIVE"],
        ),
        (
            ["Appendix A: The plan | OFFICIAL-SENSITIVE", "Appendix B: Sources | None"],
            ["7.1 The appendices to this report, and the protective marking of each, are:", "Appendix",
             "Protective marking", "Appendix A: The plan", "OFFICIAL-SENSITIVE", "Appendix B: Sources", "None"],
        ),
    ],
)  # fmt: skip
def test_each_appendix_is_listed_with_its_marking(appendices: str | list[str], expected: list[str]) -> None:
    said = text_after("Appendices", assessed(A1_A2, details={**DETAILS, Detail.APPENDIX: appendices}))
    assert [line for line in said if line] == expected


# ---- whatever officers type ----


@given(st.text(min_size=1).filter(lambda text: not text.isspace()))
@example(NASTY)
@example("{{ report.__class__ }}{{r report.body }}{%p if 1 %}")
def test_text_comes_through_as_text(typed: str) -> None:
    said = f"Begin {typed} end."
    plan, cell = plan_of(revised(("A1", "Training", "Late.")), details=DETAILS), Entry(said, said, "B1")
    details = replace(plan.details, entries={**plan.details.entries, Detail.PURPOSE: (cell,), Detail.BODY: (cell,)})
    (action,) = plan.actions
    without_charts = Settings(report=ReportSettings(charts=False))
    plan = replace(plan, details=details, actions=(structs.replace(action, wording=cell),))
    made = report(assess(plan, settings=without_charts))
    shown = as_text(made.docx)
    flat = " ".join(harmless(said).split())
    assert " ".join(shown.split()).count(flat) == 3
    assert Document(io.BytesIO(made.docx)).core_properties.title == "Improvement Plan 2020/21"


def test_twenty_thousand_words_come_through() -> None:
    many = " ".join(f"word{at}" for at in range(20_000))
    assert many in as_text(report(assessed(revised(("A1", "Training", many)))).docx)


def test_refs_of_any_length_give_tags_that_word_accepts_and_that_differ() -> None:
    long, other = ([f"Reference {at}{end}" for at in range(9)] for end in ("", "b"))
    assert tag("narrative", ["C2", "C5"]) == "narrative:C2,C5"
    assert len(tag("narrative", long)) == len(tag("narrative", other)) == 64
    assert tag("narrative", long) != tag("narrative", other)
    told = assessed(revised(("Reference with & <long> name " * 4, "T" * 300, "Late.")))
    body = Document(io.BytesIO(report(told).docx)).element.body
    names = [each.get(f"{W}val") for each in body.iter(f"{W}tag", f"{W}alias")]
    assert max(map(len, names)) <= 64
