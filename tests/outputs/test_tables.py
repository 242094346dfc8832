"""What ``figures``, ``compare`` and ``show`` answer, in words and as the JSON of the contract."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs

from gipxl.assessment import assess
from gipxl.changes import Change, Kind, compare
from gipxl.outputs import changes as change_formats
from gipxl.outputs import figures as figure_formats
from gipxl.outputs import understanding
from gipxl.outputs.plain import harmless, one_line, table, wrapped
from gipxl.plan import Field, LeftOut
from gipxl.settings import FigureSettings, Overdue, Settings
from tests.outputs.months import JULY, SEPTEMBER, alone, september
from tests.tables import plan_of

POSITIONS = ("complete", "on_track", "revised", "overdue", "at_risk", "not_started", "unclear")


# ---- figures ----


def test_figures_in_json_are_the_object_of_the_contract() -> None:
    told = json.loads(figure_formats.as_json(september()))
    assert list(told) == ["workbook", "as_at", "baseline", "figures"]
    assert (told["workbook"], told["as_at"], told["baseline"]) == ("september.xlsx", "2020-09-30", "july.xlsx")
    figures = told["figures"]
    assert list(figures) == [
        "workstreams", "change", *POSITIONS, "due_this_year", "added", "removed", "consolidated", "completed_since",
    ]  # fmt: skip
    assert figures["workstreams"] == {"value": 3, "refs": ["A1", "A2", "B1"]}
    assert figures["change"] == {"value": -1, "refs": ["B2"]}
    assert figures["complete"] == {"value": 1, "percent": 33, "refs": ["A2"]}
    assert figures["due_this_year"] == {"value": 3, "percent": 100, "refs": ["A1", "A2", "B1"]}
    assert figures["consolidated"] == {"value": 1, "refs": ["B2"], "into": {"B1": ["B2"]}}
    assert figures["completed_since"] == {"value": 1, "refs": ["A2"]}


def test_without_a_baseline_the_figures_that_compare_are_null() -> None:
    figures = json.loads(figure_formats.as_json(alone()))["figures"]
    for name in ("change", "added", "removed", "consolidated", "completed_since"):
        assert figures[name]["value"] is None
    assert all("percent" in figures[position] for position in POSITIONS)


def test_figures_in_words_give_number_share_and_refs() -> None:
    text = figure_formats.as_text(september())
    assert "As at 30 September 2020, compared with july.xlsx, as at 31 July 2020." in text
    assert "  Overdue                        1   33%  B1\n" in text
    assert "  Change since the baseline     -1        B2\n" in text
    assert "B2 into B1" in text
    assert "ounted by" not in text
    other = september(settings=Settings(figures=FigureSettings(overdue=Overdue.CURRENT)))
    assert "Overdue: counted by the date now in force" in figure_formats.as_text(other)


# ---- compare ----


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change(
                kind=Kind.DATE_MOVED, ref="C3", field=Field.REVISED_DUE, was=date(2020, 12, 31), now=date(2021, 3, 31)
            ),
            "revised date moved from 31 December 2020 to 31 March 2021 (90 days later)",
        ),
        (
            Change(kind=Kind.DATE_MOVED, ref="C", field=Field.ORIGINAL_DUE, was=date(2020, 5, 2), now=date(2020, 5, 1)),
            "delivery date moved from 2 May 2020 to 1 May 2020 (1 day earlier)",
        ),
        (
            Change(kind=Kind.DATE_MOVED, ref="C3", field=Field.REVISED_DUE, was=date(2020, 5, 2), now="to be decided"),
            "revised date moved from 2 May 2020, now to be decided",
        ),
        (
            Change(kind=Kind.DATE_MOVED, ref="C3", field=Field.REVISED_DUE, was="to be decided", now=date(2020, 5, 2)),
            "revised date moved to 2 May 2020, was to be decided",
        ),
        (
            Change(kind=Kind.ORIGINAL_CHANGED, ref="C3", field=Field.ORIGINAL_DUE, was=date(2020, 5, 2)),
            "original date removed, was 2 May 2020",
        ),
        (Change(kind=Kind.COMPLETED, ref="G2", now=date(2020, 9, 18)), "completed on 18 September 2020"),
        (Change(kind=Kind.COMPLETED, ref="G2", now="Complete"), "completed"),
        (
            Change(kind=Kind.REOPENED, ref="G2", was=date(2020, 7, 1), now="On track"),
            "reopened, having been complete since 1 July 2020; it now says “On track”",
        ),
        (Change(kind=Kind.CONSOLIDATED, ref="E7", now="E6"), "consolidated into E6"),
        (Change(kind=Kind.REMOVED, ref="E7"), "removed"),
        (Change(kind=Kind.ADDED, ref="E9", now="Open\ndata"), "added, “Open data”"),
        (
            Change(kind=Kind.OWNER_CHANGED, ref="E9", field=Field.OWNER, was="Head of HR", now="Head of Legal"),
            "owner changed from “Head of HR” to “Head of Legal”",
        ),
        (Change(kind=Kind.OWNER_CHANGED, ref="E9", field=Field.OWNER, now="Clerk"), "owner given: “Clerk”"),
        (Change(kind=Kind.OWNER_CHANGED, ref="E9", field=Field.OWNER, was="Clerk"), "owner removed, was “Clerk”"),
        (
            Change(kind=Kind.REWORDED, ref="E9", field=Field.TITLE, was="Old", now="New"),
            "title reworded from “Old” to “New”",
        ),
        (Change(kind=Kind.UPDATED, ref="E9", field=Field.UPDATE, was="x", now="Done."), "latest update now “Done.”"),
    ],
)
def test_a_change_is_said_in_a_sentence(change: Change, words: str) -> None:
    assert change_formats.sentence(change) == words


def test_compare_tells_each_change_behind_its_ref() -> None:
    changes = september().changes
    assert changes
    text = change_formats.as_text(changes, width=100)
    assert text.startswith("Before  july.xlsx, as at 31 July 2020\nAfter   september.xlsx, as at 30 September 2020\n\n")
    assert "\nB2: consolidated into B1\n" in text
    assert "\nA1: revised date moved from 31 December 2020 to 31 March 2021 (90 days later)\n" in text
    assert text.endswith(f"\n{len(changes.all)} changes to 4 actions.\n")


def test_compare_in_json_is_the_object_of_the_contract() -> None:
    changes = september().changes
    assert changes
    told = json.loads(change_formats.as_json(changes))
    assert (told["before"], told["after"]) == ("july.xlsx", "september.xlsx")
    assert {
        "kind": "date_moved", "ref": "A1", "field": "revised_due", "was": "2020-12-31", "is": "2021-03-31",
    } in told["changes"]  # fmt: skip
    owner = {"kind": "owner_changed", "ref": "B1", "field": "owner", "was": "Head of Legal", "is": None}
    assert owner in told["changes"]
    assert len(told["changes"]) == len(changes.all)


def test_a_month_compared_with_itself_has_not_changed() -> None:
    july = plan_of(JULY, as_at=date(2020, 7, 31))
    assert change_formats.as_text(compare(july, july)).endswith("\nNothing has changed.\n")


# ---- show ----


def test_show_in_json_is_the_object_of_the_contract() -> None:
    told = json.loads(understanding.as_json(september()))
    assert list(told) == ["workbook", "sheet", "heading_rows", "columns", "actions", "left_out"]
    assert told["heading_rows"] == [4]
    assert told["columns"] == {
        "ref": "A", "title": "B", "area": "C", "source": None, "recommendation": None, "owner": "D",
        "original_due": "E", "revised_due": "F", "reason": "G", "completed": "H", "status": "I", "update": "J",
        "wording": None,
    }  # fmt: skip
    assert told["actions"][0] == {
        "ref": "A1", "row": 5, "title": "Training", "owner": "Head of HR", "original_due": "2020-12-31",
        "current_due": "2021-03-31", "revisions": ["2021-03-31"], "completed": None, "status": "Timescale revised",
        "position": "revised",
    }  # fmt: skip
    assert told["actions"][1]["completed"] == "2020-09-15"
    assert told["actions"][2]["owner"] is None
    assert all(set(each) <= {"rows", "why", "sheet"} for each in told["left_out"])


def test_a_withdrawn_action_is_shown_with_no_position() -> None:
    text = SEPTEMBER.replace("Complete |", "Withdrawn |").replace("2020-09-15", "")
    actions = json.loads(understanding.as_json(assess(plan_of(text))))["actions"]
    assert [each["position"] for each in actions] == ["revised", None, "overdue"]


def test_columns_that_are_not_always_there_are_named_where_they_are() -> None:
    plan = plan_of("""
        | ref | title | owner | due        | evidence | status   |
        | A1  | One   | Clerk | 2020-12-31 | Minutes  | On track |
    """)
    columns = json.loads(understanding.as_json(assess(plan)))["columns"]
    assert columns["evidence"] == "E" and "priority" not in columns


def test_finished_work_of_earlier_years_is_left_out_and_counted() -> None:
    assessment = alone()
    old = tuple(
        structs.replace(each, counts=False, action=structs.replace(each.action, on_finished_sheet=True, sheet="Done"))
        for each in assessment.standings[:2]
    )
    shown = replace(assessment, standings=(*old, *assessment.standings[2:]))
    told = json.loads(understanding.as_json(shown))
    assert [each["ref"] for each in told["actions"]] == ["B1"]
    undated = "1 finished action without a completion date, so of no year"
    assert told["left_out"][-2:] == [
        {"rows": "6", "why": "1 finished action of earlier years", "sheet": "Done"},
        {"rows": "5", "why": undated, "sheet": "Done"},
    ]
    assert f"{undated}  sheet “Done”, row 5\n" in understanding.as_text(shown, width=100)


def test_show_in_words_gives_every_column_with_its_meaning_and_why() -> None:
    assessment = september()
    plan = replace(assessment.plan, left_out=(LeftOut(rows="6", why="banner"), LeftOut(rows="9", why="banner")))
    text = understanding.as_text(replace(assessment, plan=plan), width=120)
    assert "  Sheet           “Appendix A”" in text
    assert "  Reporting date  30 September 2020" in text
    assert "  Heading         row 4\n" in text
    for column in plan.columns:
        line = next(line for line in text.splitlines() if line.startswith(f"  {column.letter}  "))
        assert f"“{column.heading}”" in line and column.why in line
    assert "“Timescale revised” as revised (1)" in text
    assert "  Head of Legal (1)" in text or "Head of HR (1)" in text
    assert "  Overdue      1  B1\n" in text
    assert "  banner  rows 6, 9\n" in text


def test_a_column_of_many_different_words_is_cut() -> None:
    rows = "\n".join(f"| A{row} | Title | Post {row} | 2020-12-31 | On track |" for row in range(30))
    text = understanding.as_text(assess(plan_of(f"| ref | title | owner | due | status |\n{rows}")), width=2000)
    assert text.count("Post ") == 15 and "and 15 more" in text


# ---- plain text ----


def test_what_a_terminal_would_obey_is_shown_or_dropped() -> None:
    assert harmless("a\x1b[31mb\x07\x9b\u202ec\ud800\ufffe\u2066d") == "a␛[31mb␇�c��d"
    assert harmless("one\r\ntwo\rthree\u2028four\x85five") == "one\ntwo\nthree\nfour\nfive"
    assert harmless("naïve – “Ｅ６” é 🏛") == "naïve – “Ｅ６” é 🏛"
    assert one_line(" a\n\t b\u00a0c ") == "a b c"


def test_text_is_wrapped_with_what_hangs_beside_it() -> None:
    assert wrapped("one two three four five six", 24, first="A1: ") == "A1: one two three four\n    five six"
    assert wrapped("", 40, first="  A1  ") == "  A1"
    assert max(map(len, wrapped("x" * 100, 30).splitlines())) == 30


def test_a_table_lines_up_and_keeps_its_empty_cells() -> None:
    assert table([("A", "1", "one"), ("Bb", "10", "")], right=(1,)) == "  A    1  one\n  Bb  10"
    assert table([]) == ""
