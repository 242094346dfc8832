"""``gipxl verify``: what somebody changed in Word is caught, one edit at a time, and nothing else is spoken of."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipxl.assessment import Assessment, assess
from gipxl.cli import main
from gipxl.outputs.report import report
from gipxl.plan import Detail
from gipxl.reading import read
from gipxl.report_reading import read_report
from gipxl.settings import Settings, Variant
from gipxl.verification import Disagreement, verify
from tests import word_edits as word
from tests.outputs.reports import DETAILS, assessed, revised
from tests.outputs.samples import WORKBOOKS, september
from tests.tables import plan_of

SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"
JULY = WORKBOOKS / "2020-07 Governance Improvement Plan.xlsx"


@cache
def sample() -> bytes:
    return report(_september()).docx


@cache
def _september() -> Assessment:
    return september()


def found(docx: bytes, assessment: Assessment | None = None, last: bytes | None = None) -> tuple[Disagreement, ...]:
    return verify(read_report(docx), assessment or _september(), read_report(last) if last else None)


def short(disagreements: Sequence[Disagreement]) -> list[tuple[str, str, str, str]]:
    return [(each.kind.value, each.where, each.says, each.should_say) for each in disagreements]


# ---- a fresh report agrees ----


def test_the_sample_and_the_faulty_sample_agree_with_their_own_reports() -> None:
    assert found(sample()) == ()
    faulty = assess(read(WORKBOOKS / "faulty.xlsx", settings=Settings()))
    assert found(report(faulty).docx, faulty) == ()
    july = assess(read(JULY, settings=Settings()))
    assert found(report(july).docx, july) == ()


def test_a_report_saved_by_word_or_freed_of_its_controls_agrees_too() -> None:
    assert found(word.split_into_runs(sample())) == ()
    assert found(word.without_controls(sample())) == ()
    assert found(word.by_nobody(sample())) == ()


_WORDS = st.sampled_from(
    [
        "Two of three teams (67%) have replied.", "It will be complete by 31 August 2020.", "See E9 and action Z4.",
        "The plan for 2021/21 is awaited.", "11 are on track and 40% done.", "A draft is due in March.",
        "Nine of the 20 staff (40%) came.", "There were 31 areas.", "Delivery is expected by 30 June 2021.",
        "None.", "TBC", "", "C2 was consolidated into C1.", r"First.\n\nSecond by May 2021.",
        "It is set out in two paragraphs below.",
    ]
)  # fmt: skip
_DATES = st.sampled_from(["", "2020-06-30", "2020-12-31", "2021-03-31", "2021-06-30", "TBC", "Dec 2020", "Q3 2020/21"])
_STATUSES = st.sampled_from(
    ["On track", "Timescale revised", "Complete", "At risk", "Not started", "", "Eh?", "Withdrawn"]
)
_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["A1", "A2", "A3", "B1", "B2", "C1", "C2 and C5", "24 AGS 03", ""]),
        st.sampled_from(["Training", "Sharing (phase 2)", "Contracts: the register", "Land. And more", "Goals (B1)"]),
        _DATES, _DATES, _STATUSES, _WORDS, _WORDS,
    ),
    min_size=1, max_size=8, unique_by=lambda row: row[0],
)  # fmt: skip


def table(rows: Sequence[Sequence[str]]) -> str:
    head = "| ref | title | original_due | revised_due | status | update | wording |"
    return "\n".join([head, *(f"| {' | '.join(row)} |" for row in rows)])


@settings(max_examples=12)
@given(now=_ROWS, before=st.none() | _ROWS, said=_WORDS, months=st.integers(-3, 12), variant=st.sampled_from(Variant))
def test_a_fresh_report_of_any_plan_agrees(
    now: list[tuple[str, ...]], before: list[tuple[str, ...]] | None, said: str, months: int, variant: Variant
) -> None:
    details = {
        **DETAILS,
        Detail.ASSURANCE: said or "All were agreed.",
        Detail.KEY_CONSIDERATIONS: said or "Pace.",
        Detail.MEETING: date(2020, 10, 26) + timedelta(days=30 * months),
    }
    assessment = assessed(table(now), table(before) if before else None, details=details)
    docx = report(assessment, variant=variant).docx
    assert short(found(docx, assessment)) == []
    assert short(found(word.split_into_runs(docx), assessment)) == []


# ---- planted, one by one ----


@pytest.mark.parametrize("way", [lambda docx: docx, word.split_into_runs], ids=["as written", "saved by Word"])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("11 are on track", "12 are on track", ("figure", "12", "11")),
        ("one is complete", "two are complete", ("figure", "two", "1")),
        ("17 have revised", "seventy have revised", ("figure", "seventy", "17")),
        ("comprised 29 work", "comprised 30 work", ("figure", "30", "29")),
        ("two fewer", "three fewer", ("figure", "three fewer", "2 fewer")),
        ("two fewer", "two more", ("figure", "two more", "2 fewer")),
        ("there were 31", "there were 32", ("figure", "32", "31")),
        ("these, 24 are", "these, 25 are", ("figure", "25", "24")),
        ("2020, one action", "2020, three actions", ("figure", "three", "1")),
        ("(38%)", "(39%)", ("percentage", "39%", "38%")),
        ("On 30 September 2020", "On 1 October 2020", ("date", "1 October 2020", "30 September 2020")),
        ("26 October 2020", "27 October 2020", ("date", "27 October 2020", "26 October 2020")),
        ("by 31 March 2021, the end", "by 31 March 2022, the end", ("date", "31 March 2022", "31 March 2021")),
        ("than in July 2020", "than in June 2020", ("date", "June 2020", "July 2020")),
        ("in the 16 paragraphs", "in the 15 paragraphs", ("paragraph_count", "15", "16")),
        ("Plan 2020/21", "Plan 2021/21", ("year", "2021/21", "2021/22")),
        ("budget for 2021/22", "budget for 2021/21", ("year", "2021/21", "2021/22")),
        ("consolidated into E6", "consolidated into E60", ("ref", "E60", "")),
        ("E7 and E8 were", "E7 and E9 were", ("ref", "E9", "")),
        ("groups (E6)", "groups (E5)", ("ref", "E5", "E6")),
        ("(C2 and C5)", "(C2 and C4)", ("ref", "C2 and C4", "C2 and C5")),
        ("be introduced by 29 January 2021", "be introduced by 28 February 2021",
         ("date", "28 February 2021", "29 January 2021")),
        ("strategy is expected by 31 January 2021", "strategy will be delivered by 31 March 2021",
         ("date", "31 March 2021", "31 January 2021")),
        ("signed on 18 September", "signed on 28 September", ("date", "28 September 2020", "18 September 2020")),
        ("audit. Purchases", "audit. Partners will reply by 1 October 2020. Purchases", None),
        ("staff networks have agreed its aims", "staff networks will agree its aims by 15 October 2020, they said",
         ("date_passed", "15 October 2020", "")),
        ("A single programme has been drawn up", "Four of the ten groups (50%) have joined",
         ("percentage", "50%", "40%")),
    ],
)  # fmt: skip
def test_each_edit_is_caught(
    old: str, new: str, expected: tuple[str, str, str] | None, way: Callable[[bytes], bytes]
) -> None:
    said = [(kind, says, should) for kind, _, says, should in short(found(way(word.retyped(sample(), old, new))))]
    if expected is None:
        assert [kind for kind, _, _ in said] == ["date_passed"]
    else:
        assert said == [expected]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("11 are on track", "eleven are on track"),
        ("17 actions have been revised", "seventeen actions have been revised"),
        ("(38%)", "(38 per cent)"),
        ("one is complete", "1 is complete"),
        ("On 30 September 2020", "On 30th September 2020"),
        ("The plan is a live document", "The plan is very much a live document"),
        ("audit. Purchases", "audit, which found no fault with them. Purchases"),
        ("is awaiting a decision. Partners", "awaits a decision that is expected by 30 November 2020. Partners"),
        ("Two teams have tested the approach", "Four teams (40% of all) have tested the approach"),
        ("Training sessions are arranged for November and December", "Training takes place in November"),
        ("Communities will", "Communities will"),
        ("new members are expected to be recruited", "new members should be recruited"),
        ("The first stage of that upgrade has taken place", "On A4 paper it was agreed in Q3"),
        ("The strategy depends in part", "Nine of the 18 partners (50%) agree. The strategy depends in part"),
        ("Volunteers have monitored", "Two are complete beginners. Volunteers have monitored"),
        ("audit plan", "audit plan"),
    ],
)
def test_honest_edits_are_left_alone(old: str, new: str) -> None:
    if old == new:
        return
    assert short(found(word.retyped(sample(), old, new))) == []


def test_where_is_the_paragraph_s_number_or_its_heading() -> None:
    (one,) = found(word.retyped(sample(), "comprised 29", "comprised 28"))
    assert one.where == "1.4"
    assert one.message.startswith("1.4 says “28” for work-streams; the workbook has 29 (A1, A2")
    (two,) = found(word.retyped(sample(), "11 are", "10 are"))
    assert two.where == "Overview: “10 are on track (38%); and”"


def test_a_figure_typed_outside_its_control_is_read_by_the_words_around_it() -> None:
    bare = word.without_controls(sample())
    for old, new, says, should in [
        ("11 are on track", "12 are on track", "12", "11"),
        ("11 are on track (38%)", "11 (83%) are on track", "83%", "38%"),
        ("17 have revised delivery dates", "sixteen have revised delivery dates", "sixteen", "17"),
        ("comprised 29 work-streams", "comprised 27 work-streams", "27", "29"),
        ("two fewer", "three fewer", "three fewer", "2 fewer"),
        ("24 are complete or are to be", "22 are complete or are to be", "22", "24"),
        ("one is complete", "no action is complete", "no", "1"),
        ("The delivery dates of 17 actions", "The delivery dates of 19 actions", "19", "17"),
    ]:
        assert [(each.says, each.should_say) for each in found(word.retyped(bare, old, new))] == [(says, should)], new


def test_a_digit_typed_hard_against_a_control_is_part_of_the_figure() -> None:
    (one,) = found(word.typed_behind(sample(), "figure:on_track", "2"))
    assert (one.says, one.should_say) == ("112", "11")

    def before(root: Any) -> None:
        (control,) = (each for each in root.iter(f"{word.W}sdt") if _tag(each) == "figure:on_track")
        run = control.makeelement(f"{word.W}r", {})
        run.append(run.makeelement(f"{word.W}t", {}))
        run[0].text = "2"
        control.addprevious(run)

    (one,) = found(word.edited(sample(), before))
    assert (one.says, one.should_say) == ("211", "11")


def _tag(control: Any) -> str:
    tag = control.find(f"{word.W}sdtPr/{word.W}tag")
    return "" if tag is None else str(tag.get(f"{word.W}val"))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Of the 29 work-streams, 1 is complete, 11 (38%) are on track and 17 have had their timescales revised.", []),
        ("12 of the 29 work-streams are on track.", [("12", "11")]),
        ("11 of the 28 work-streams are on track.", [("28", "29")]),
        ("Eleven (38%) are on track.", []),
        ("Seventeen delivery dates have been revised.", []),
        ("Sixteen dates have been revised.", [("Sixteen", "17")]),
        ("There are 18 areas where timescales have been revised.", [("18", "17")]),
        ("Timescales have been revised for 17 actions.", []),
        ("Two fewer work-streams than in July are reported.", []),
        ("There are two more than in July.", [("two more", "2 fewer")]),
        ("24 of the 29 will be delivered by 31 March 2021.", []),
        ("23 are to be delivered by the end of the financial year.", [("23", "24")]),
        ("Two of the three phases are complete.", []),
        ("Three of the five audits are complete.", []),
        ("At least nine are on track.", []),
        ("Paragraph 1.12 and 2020/21 are on track.", []),
        ("Two officers are on track for promotion.", []),
        ("Three recommendations have been revised.", []),
        ("The panel of 12 is complete.", []),
        ("One further action is complete in part.", []),
        ("Six of the 12 actions in area B are on track.", []),
        ("Three of the 12 actions are complete.", []),
    ],
)  # fmt: skip
def test_figures_in_sentences_that_somebody_added(sentence: str, expected: list[tuple[str, str]]) -> None:
    docx = word.paragraph_added(sample(), "The plan is a live document", sentence)
    said = [(each.says, each.should_say) for each in found(docx) if each.kind.value in ("figure", "percentage")]
    assert said == expected


# ---- paragraphs on actions ----


def test_a_paragraph_that_was_taken_out_is_missed_and_the_count_is_wrong() -> None:
    for way in (word.without_paragraph, word.paragraph_struck_out):
        assert short(found(way(sample(), "People strategy (D1)"))) == [
            ("paragraph_count", "1.7", "16", "15"),
            ("missing_paragraph", "heading “Areas of improvement”", "", "D1"),
        ]
    (one,) = found(word.without_paragraph(sample(), "Data-sharing agreement (G2):"))
    assert (one.kind.value, one.should_say) == ("missing_paragraph", "G2")


def test_a_paragraph_retyped_without_its_control_is_not_missed() -> None:
    assert found(word.without_controls(sample(), "narrative:D1")) == ()


def test_a_paragraph_on_an_action_that_is_not_revised_does_not_belong() -> None:
    docx = word.paragraph_added(sample(), "Publishing expenses (F6)", "Estates review (C3)", "All is well.")
    said = short(found(docx))
    assert ("stray_paragraph", "1.23", "Estates review (C3)", "") in said
    assert {kind for kind, *_ in said} == {"stray_paragraph", "paragraph_count"}


def test_a_report_of_july_does_not_agree_with_september() -> None:
    july = assess(read(JULY, settings=Settings()))
    said = short(found(report(july).docx))
    assert ("figure", "1.4", "31", "29") in said
    assert ("date", "1.4", "31 July 2020", "30 September 2020") in said
    missing = [should for kind, _, _, should in said if kind == "missing_paragraph"]
    assert "C1" in missing and "G2" in missing and "A1" not in missing


@pytest.mark.parametrize("variant", list(Variant))
def test_every_variant_agrees_when_fresh_and_is_held_to_the_dates_and_figures_it_gives(variant: Variant) -> None:
    docx = report(_september(), variant=variant).docx
    assert found(docx) == ()
    assert found(report(_september(), variant=variant, draft=True).docx) == ()
    if variant is Variant.COMMITTEE:
        (one,) = found(word.retyped(docx, "29 January 2021", "29 April 2021"))
        assert (one.kind.value, one.says, one.should_say) == ("date", "29 April 2021", "29 January 2021")


def test_an_action_completed_or_gone_since_leaves_a_stray_paragraph() -> None:
    before = assessed(revised(("A1", "Training", "Soon."), ("A2", "Sharing", "Later."), ("A3", "Land", "Last.")))
    docx = report(before).docx
    table = """
        | ref | title    | original_due | revised_due | completed  | wording |
        | A1  | Training | 2020-09-30   | 2020-12-31  | 2020-09-29 | Soon.   |
        | A3  | Land     | 2020-09-30   | 2020-12-31  |            | Last.   |
    """
    now = assess(plan_of(table, details=DETAILS))
    stray = [each.message for each in found(docx, now) if each.kind.value == "stray_paragraph"]
    assert [each.partition("; ")[2] for each in stray] == [
        "in the workbook A1 is complete.",
        "in the workbook A2 is no action of the plan.",
    ]


def test_the_counts_of_actions_and_paragraphs_may_not_differ_without_a_word() -> None:
    explained = " The 17 actions are described in the 16 paragraphs below, since C2 and C5 are taken together."
    (one,) = found(word.retyped(sample(), explained, ""))
    assert (one.kind.value, one.says, one.should_say) == ("paragraph_count", "17", "16")


# ---- a report that gipxl did not write ----


def test_a_report_by_nobody_is_read_by_its_words_and_headings() -> None:
    bare = word.by_nobody(sample())
    assert short(found(word.retyped(bare, "11 are on track", "12 are on track"))) == [
        ("figure", "Overview: “12 are on track (38%); and”", "12", "11")
    ]
    assert [each.should_say for each in found(word.without_paragraph(bare, "(F1)"))] == ["15", "F1"]
    assert [each.says for each in found(word.retyped(bare, "Plan 2020/21", "Plan 2021/21"))] == ["2021/21"]


def test_a_table_of_figures_is_read_by_its_labels() -> None:
    from docx import Document

    document = Document()
    grid = document.add_table(rows=3, cols=3)
    for row, cells in zip(
        grid.rows, [("On track", "12", "38%"), ("Complete", "1", "4%"), ("Other", "9", "9%")], strict=True
    ):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    import io

    stream = io.BytesIO()
    document.save(stream)
    assert [(each.says, each.should_say) for each in found(stream.getvalue())] == [("12", "11"), ("4%", "3%")]


def test_an_unrelated_document_has_nothing_to_disagree_about() -> None:
    import io

    from docx import Document

    document = Document()
    for text in ("Minutes of 3 May 2019", "Present: seven members.", "Two items are complete.", "See A1 for details."):
        document.add_paragraph(text)
    stream = io.BytesIO()
    document.save(stream)
    assert [each.kind.value for each in found(stream.getvalue())] in ([], ["figure"])


# ---- the workbook moves on ----


def test_a_narrative_with_the_date_before_the_last_move_is_untrue() -> None:
    said = "The approach will be introduced by 31 December 2020."
    before = assessed(revised(("A1", "Planning", said), ("A2", "Land", "Begun.")))
    later = revised(("A1", "Planning", said), ("A2", "Land", "Begun.")).replace("2020-12-31", "2021-02-26", 1)
    now = assess(plan_of(later, as_at=date(2020, 10, 31), details=DETAILS), before.plan)
    assert short(found(report(before).docx, now)) == [
        ("date", "1.4", "30 September 2020", "31 October 2020"),
        ("date", "1.8", "31 December 2020", "26 February 2021"),
    ]


@pytest.mark.parametrize(
    ("said", "due", "status", "untrue"),
    [
        ("It will be complete by March 2021.", "2021-06-30", "Timescale revised", True),
        ("It will be complete by August 2020.", "2020-08-31", "On track", True),
        ("It will be complete by March 2021.", "TBC", "Timescale revised", True),
        ("It will be complete by August 2020.", "2020-08-31", "Complete", False),
        ("It will be complete by March 2021.", "2021-03-31", "On track", False),
        ("A first draft will be complete by August 2020.", "2021-03-31", "On track", False),
        ("Members met in August 2020.", "2021-03-31", "On track", False),
    ],
)
def test_promises_of_the_last_report(said: str, due: str, status: str, untrue: bool) -> None:
    def plan(date_due: str, status: str, as_at: date) -> Assessment:
        rows = (
            f"| A1 | Planning | 2020-06-30 | {date_due} | {status} | {said} |\n| A2 | Land | 2021-03-31 | | Green | |"
        )
        text = f"| ref | title | original_due | revised_due | status | wording |\n{rows}"
        return assess(plan_of(text, as_at=as_at, details=DETAILS))

    last = plan("2021-03-31", "Timescale revised", date(2020, 7, 31))
    now = plan(due, status, date(2020, 9, 30))
    told = found(report(now).docx, now, report(last).docx)
    assert [each.kind.value for each in told] == (["last_report"] if untrue else [])
    if untrue:
        assert said in told[0].message and "A1 is not complete" in told[0].message


# ---- the command ----


def test_the_command_says_so_and_exits_with_1(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(sample())
    assert main(["verify", str(path), str(SEPTEMBER)]) == 0
    assert capsys.readouterr().out.endswith("The report and the workbook agree.\n")
    path.write_bytes(word.tracked(sample(), "in one place", "in 2021/21"))
    assert main(["verify", str(path), str(SEPTEMBER)]) == 1
    out = capsys.readouterr().out
    assert "tracked changes" in out and "1 disagreement." in out
    assert main(["verify", str(path), str(SEPTEMBER), "--fail-on", "never"]) == 0
    capsys.readouterr()


def test_json_stays_clean_where_a_report_has_tracked_changes_and_the_remark_is_made_beside_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.docx"
    for docx, is_said in ((sample(), False), (word.tracked(sample(), "Two teams", "Five teams"), True)):
        path.write_bytes(docx)
        assert main(["verify", str(path), str(SEPTEMBER), "--format", "json"]) == 0
        out, err = capsys.readouterr()
        assert json.loads(out)["disagreements"] == [] and ("tracked changes" in err) is is_said


def test_json_is_as_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(word.tracked(word.retyped(sample(), "11 are", "12 are"), "in one place", "together"))
    assert main(["verify", str(path), str(SEPTEMBER), "--format", "json"]) == 1
    answer = capsys.readouterr()
    assert json.loads(answer.out) == {
        "report": "report.docx",
        "workbook": SEPTEMBER.name,
        "as_at": "2020-09-30",
        "disagreements": [
            {
                "kind": "figure",
                "where": "Overview: “12 are on track (38%); and”",
                "says": "12",
                "should_say": "11",
                "message": "Overview: “12 are on track (38%); and” says “12” for on track; the workbook has 11 "
                "(A2, B1, B2, C3, C4, D3, E1, E2, E3, G1 and G3).",
            }
        ],
    }
    assert "tracked changes" in answer.err


def test_what_cannot_be_read_is_one_line_and_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.docx"
    bad.write_bytes(b"not a zip")
    assert main(["verify", str(bad), str(SEPTEMBER)]) == 2
    assert main(["verify", str(tmp_path / "none.docx"), str(SEPTEMBER)]) == 2
    assert main(["verify", str(SEPTEMBER), str(SEPTEMBER)]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert [line[:7] for line in captured.err.splitlines()] == ["gipxl: "] * 3
