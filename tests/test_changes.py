"""What happened between two months: who is who, what was folded into what, and which cells say another thing."""

from __future__ import annotations

from datetime import date

import pytest

from gipxl.changes import Change, Changes, Kind, compare, earlier_selves, mentions
from gipxl.plan import Field
from tests.tables import plan_of

JULY = date(2020, 7, 31)
HEADING = "| ref | title | owner | original_due | revised_due | status | update |\n"


def between(before: str, after: str, *, below: tuple[str, ...] = ()) -> Changes:
    return compare(plan_of(before, as_at=JULY), plan_of(after, below=below))


def rows(*refs: str, **updates: str) -> str:
    """A plan of these refs; ``E6="…"`` gives the update of E6."""
    lines = (f"| {ref} | About {ref} | Head of HR | 2020-12-31 | | On track | {updates.get(ref, '')} |" for ref in refs)
    return HEADING + "\n".join(lines)


# ---- consolidated, or only removed ----

JOINED = [
    ("E6", "E7 and E8 were consolidated into this work-stream."),
    ("E6", "E7 was merged with E6 in August"),
    ("E6", "Now incorporates E7."),
    ("E6", "This takes in E7 from September."),
    ("E6", "Merged with E7"),
    ("E6", "Merger of E7 and E8"),
    ("E6", "e7 is now part of this action"),
    ("E6", "E 7 was absorbed by this one"),
    ("E6", "E7's work is now covered here"),
    ("E6", "E5 to E8 were consolidated into this one"),
    ("E6", "E8 was not taken forward, but E7 was merged into this action"),
    ("E6", "E7 was merged with this work-stream (see also C3)"),
    ("E6", "E7, E8: amalgamated"),
    ("C3", "E7 has been rolled into E6."),
    ("C3", "E7 was consolidated into E6; nothing else changed."),
    ("E6", "This action now includes E7 and E8."),
    ("E6", "Now covers E7/E8 as well."),
    ("E6", "E6 now covers E7."),
    ("E6", "Scope now includes actions E7 and E8."),
    ("C3", "E6 now incorporates E7."),
    ("C3", "E7 is taken forward within E6"),
    ("C3", "E7 is now taken forward as part of E6."),
    ("C3", "E7 will be taken forward under E6"),
    ("E6", "E7 is being taken forward here"),
    ("E6", "E7 and E8 now form part of this action."),
]
APART = [
    ("E6", "See also E7."),
    ("E6", "E7 was not merged."),
    ("E6", "E7 wasn't consolidated into this one"),
    ("E6", "We are considering whether E7 should be merged with this"),
    ("E6", "E7 was to be merged with this but remains separate"),
    ("E6", "E71 was merged into this work-stream"),
    ("E6", "XE7 was merged into this work-stream"),
    ("E6", "E7.2 was merged into this work-stream"),
    ("E6", "E7 was moved to the completed sheet"),
    ("E6", "E7 was taken into account"),
    ("E6", "The Combined Authority asked about E7"),
    ("E6", "The Combined Authority agreed (see E7)."),
    ("E6", "Following the merger of the two forces, E7 lapsed"),
    ("E6", "E7 lapsed after the merger of the two forces"),
    ("E6", "Feedback from E7 was incorporated into this plan"),
    ("E6", "Merged with E5"),
    ("E6", "E7 will help.\\nBoth panels were merged."),
    ("E6", "The report includes E7"),
    ("E6", "The dashboard now covers E7."),
    ("E6", "This now includes data from E7"),
    ("E6", "This includes E7 staff"),
    ("E6", "This covers the cost of E7"),
    ("E6", "This no longer includes E7"),
    ("E6", "This will be covered in E7's report"),
    ("E6", "E7 is taken forward by the Head of HR"),
    ("E6", "E7 was moved to this quarter"),
    ("E6", "E7 was taken forward in this quarter"),
    ("E6", "E7 is not taken forward within E6"),
    ("C3", "E7 is taken forward with partners"),
]


@pytest.mark.parametrize(("row", "text"), JOINED)
def test_a_text_that_joins_the_two_refs_consolidates(row: str, text: str) -> None:
    (gone,) = between(rows("C3", "E5", "E6", "E7"), rows("C3", "E5", "E6", **{row: text})).gone
    assert (gone.action.ref, gone.into) == ("E7", "E6"), text
    assert gone.said_in is not None and gone.said_in.typed == text.replace("\\n", "\n")


@pytest.mark.parametrize(("row", "text"), APART)
def test_a_text_that_does_not_join_them_leaves_it_removed(row: str, text: str) -> None:
    changes = between(rows("C3", "E5", "E6", "E7"), rows("C3", "E5", "E6", **{row: text}))
    assert [gone.action.ref for gone in changes.removed] == ["E7"] and not changes.consolidated, text


def test_what_a_row_says_of_another_is_no_word_on_a_third() -> None:
    changes = between(rows("E5", "E6", "E7", "E8"), rows("E6", "E5", E6="E7 was consolidated into this one"))
    assert [(gone.action.ref, gone.into) for gone in changes.gone] == [("E7", "E6"), ("E8", "")]


@pytest.mark.parametrize(("note", "into"), [
    ("Note: E7 and E8 were consolidated into E6 in August.", "E6"),
    ("E6 now incorporates E7 and E8.", "E6"),
    ("E5 was consolidated into E6.", ""),
    ("See also E7.", ""),
    ("E7 was merged into this plan.", ""),
])  # fmt: skip
def test_a_note_below_the_table_counts_where_it_names_both(note: str, into: str) -> None:
    (gone,) = between(rows("E5", "E6", "E7"), rows("E5", "E6"), below=(note,)).gone
    assert gone.into == into


@pytest.mark.parametrize(("status", "update", "into"), [
    ("Consolidated into E6", "", "E6"),
    ("Consolidated with E6", "", "E6"),
    ("Withdrawn", "Merged with E6 in August.", "E6"),
    ("Superseded", "E6 now incorporates this.", "E6"),
    ("Superseded by E6", "", "E6"),
    ("Withdrawn", "E6 now covers this.", "E6"),
    ("Withdrawn", "Includes E6.", ""),
    ("Withdrawn", "E6 now incorporates E5.", ""),
    ("Withdrawn", "E5 and E8 were consolidated into E6.", ""),
    ("Withdrawn", "No longer needed; see E6.", ""),
    ("Consolidated", "", ""),
])  # fmt: skip
def test_a_row_that_still_stands_says_itself_where_it_went(status: str, update: str, into: str) -> None:
    after = rows("E5", "E6") + f"\n| E7 | About E7 | Head of HR | 2020-12-31 | | {status} | {update} |"
    (gone,) = between(rows("E5", "E6", "E7"), after).gone
    assert gone.now is not None and gone.now.ref == "E7"
    assert gone.into == into


def consolidated(statuses: dict[str, str], **updates: str) -> dict[str, str]:
    """Into what each of A1 to A4 went, by their statuses and updates."""
    heading = HEADING.replace("owner | original_due | revised_due | ", "")
    after = "".join(
        f"| {ref} | About {ref} | {statuses.get(ref, 'On track')} | {updates.get(ref, '')} |\n"
        for ref in ("A1", "A2", "A3", "A4")
    )
    return {gone.action.ref: gone.into for gone in between(rows("A1", "A2", "A3", "A4"), heading + after).gone}


def test_what_went_into_one_that_went_ends_where_that_one_did() -> None:
    two = {"A2": "Consolidated into A1", "A3": "Merged into A2"}
    assert consolidated(two) == {"A2": "A1", "A3": "A1"}
    assert consolidated({**two, "A4": "Merged with A3"}) == {"A2": "A1", "A3": "A1", "A4": "A1"}
    assert consolidated({"A2": "Merged into A1"}, A2="A3 was merged into A2 in July.") == {"A2": "A1"}
    assert consolidated({"A2": "Withdrawn", "A3": "Merged into A2"}) == {"A2": "", "A3": "A2"}


def test_rows_that_went_into_one_another_end() -> None:
    ring = {"A2": "Merged into A3", "A3": "Merged into A2", "A4": "Merged into A2"}
    assert consolidated(ring) == {"A2": "A3", "A3": "A2", "A4": "A2"}


def test_numbers_are_refs_only_where_they_are_called_so() -> None:
    before = rows("3", "5", "7")
    after = rows("3", "5", **{"3": "7 officers joined and the two teams were merged"})
    assert not between(before, after).consolidated
    after = rows("3", "5", **{"3": "Action 7 was merged into this one."})
    assert [(gone.action.ref, gone.into) for gone in between(before, after).gone] == [("7", "3")]


@pytest.mark.parametrize(("text", "ref", "expected"), [
    ("see E7", "E7", True), ("see e 7.", "E7", True), ("(E7)", "E7", True), ("E7/E8", "E8", True),
    ("E71", "E7", False), ("AE7", "E7", False), ("E7.1", "E7", False), ("E7. Next", "E7", True),
    ("1.12", "1.1", False), ("2.1.1", "1.1", False), ("item 1.1 is", "1.1", True),
    ("24 AGS 03", "24 AGS 03", True), ("24AGS03", "24 AGS 03", True),
    ("7 days", "7", False), ("actions 5, 6 and 7", "7", True), ("actions 5, 6 and 7", "5", True),
    ("A plan", "A", False),
])  # fmt: skip
def test_a_ref_is_named_only_where_it_stands_by_itself(text: str, ref: str, expected: bool) -> None:
    assert mentions(text, ref) is expected


# ---- who is who ----


def test_spaces_case_width_and_lookalikes_make_no_other_action() -> None:
    changes = between(rows("E6", "E7", "E8"), rows("e 6", "Ｅ7", "Е8"))
    assert not changes.gone and not changes.added


def test_an_action_without_a_ref_is_found_by_its_title() -> None:
    before = HEADING + "| E6 | Land list | Head of HR | 2020-12-31 | | On track | |"
    after = HEADING + "|  | Land  LIST | Head of HR | 2020-12-31 | | On track | |"
    for one, other in ((before, after), (after, before), (after, after)):
        changes = between(one, other)
        assert not changes.gone and not changes.added


def test_rows_of_which_nothing_is_known_are_nobodys_earlier_selves() -> None:
    before = HEADING + "| E6 | Land list | | 2020-12-31 | | On track | |\n|  |  |  | 2020-10-31 | | On track | Begun |"
    after = HEADING + "| E6 | Land list | | 2020-12-31 | | On track | |\n|  |  |  | 2021-10-31 | | On track | Other |"
    changes = between(before, after)
    assert not [change for change in changes.all if change.kind is Kind.DATE_MOVED]


def test_of_two_rows_with_one_ref_the_first_is_the_first() -> None:
    line = "| E6 | {} | Head of HR | 2020-10-31 | | On track | |"
    before = HEADING + line.format("a") + "\n" + line.format("b")
    changes = between(before, before)
    assert not changes.all
    (gone,) = between(before, before.rpartition("\n")[0]).gone
    assert gone.action.title.typed == "b"


# ---- every change ----


def test_of_two_rows_with_one_ref_those_with_one_title_are_the_same_in_whatever_order() -> None:
    heading = "| ref | title | owner |\n"
    before = plan_of(heading + "\n".join(f"| 0004 | {title} | Head of HR |" for title in ("Risks", "Records", "Land")))
    after = plan_of(heading + "\n".join(f"| 0004 | {title} | Head of HR |" for title in ("Records", "Law", "Risks")))
    assert [was.title.typed if was else "" for was in earlier_selves(before, after)] == [
        "Records", "Land", "Risks",
    ]  # fmt: skip


def test_a_number_with_noughts_in_front_is_a_ref_by_itself() -> None:
    assert mentions("Now includes 0003.", "0003")
    assert not mentions("Now includes 10003 and 0003.5.", "0003")
    assert not mentions("Now includes 03 and 3.", "3")


def said(changes: Changes) -> list[tuple[str, str, object, object]]:
    return [(change.ref, str(change.kind), change.was, change.now) for change in changes.all]


def test_each_change_of_an_action_is_told_once() -> None:
    before = """
        | ref | title    | owner      | original_due | revised_due | completed  | status   | update |
        | A1  | Training | Head of HR | 2020-12-31   |             |            | On track | Soon   |
        | A2  | Sharing  | Head of HR | 2020-09-30   | 2020-12-31  |            | On track | Soon   |
        | A3  | Land     | Head of HR | 2020-09-30   |             | 2020-06-30 | Complete | Done   |
        | A4  | Books    | Head of HR | 2020-09-30   | TBC         |            | On track | Soon   |
    """
    after = """
        | ref | title          | owner         | original_due | revised_due | completed  | status   | update |
        | A1  | Staff training | Head of Legal | 2020-12-31   | 2021-03-31  |            | Revised  | Soon   |
        | A2  | Sharing        | Head of HR    | 2020-10-31   | 2020-12-31  | 2020-09-15 | Complete | Signed |
        | A3  | Land           | Head of HR    | 2020-09-30   |             |            | On track | Done   |
        | A4  | Books          | Head of HR    | 2020-09-30   | TBC         |            | On track | Soon   |
        | A5  | New            | Head of HR    | 2020-12-31   |             |            | On track | Begun  |
    """
    assert said(between(before, after)) == [
        ("A1", "date moved", date(2020, 12, 31), date(2021, 3, 31)),
        ("A1", "owner changed", "Head of HR", "Head of Legal"),
        ("A1", "status changed", "On track", "Revised"),
        ("A1", "reworded", "Training", "Staff training"),
        ("A2", "completed", "On track", date(2020, 9, 15)),
        ("A2", "original date changed", date(2020, 9, 30), date(2020, 10, 31)),
        ("A2", "status changed", "On track", "Complete"),
        ("A2", "updated", "Soon", "Signed"),
        ("A3", "reopened", date(2020, 6, 30), "On track"),
        ("A3", "status changed", "Complete", "On track"),
        ("A5", "added", None, "New"),
    ]


@pytest.mark.parametrize(("was", "now", "expected"), [
    ("2020-12-31 | ", "2020-12-31 | TBC", (date(2020, 12, 31), "to be decided", Field.REVISED_DUE)),
    ("2020-12-31 | TBC", "2020-12-31 | 2021-01-31", ("to be decided", date(2021, 1, 31), Field.REVISED_DUE)),
    ("2020-12-31 | 2021-01-31", "2020-12-31 | ", (date(2021, 1, 31), date(2020, 12, 31), Field.ORIGINAL_DUE)),
    ("Dec 2020 | ", "2020-12-31 | ", None),
    ("2020-12-31 | TBC", "2020-12-31 | TBA", None),
])  # fmt: skip
def test_a_moved_date_says_from_what_to_what_and_where(was: str, now: str, expected: object) -> None:
    line = "| A1 | a | Head of HR | {} | On track | |"
    # A second row makes it a plan whose columns all hold something.
    other = "\n| A2 | b | Head of HR | 2020-12-31 | 2021-01-31 | On track | |"
    changes = between(HEADING + line.format(was) + other, HEADING + line.format(now) + other)
    moved = [(each.was, each.now, each.field) for each in changes.all if each.kind is Kind.DATE_MOVED]
    assert moved == ([expected] if expected else [])


def test_days_count_forwards_and_backwards() -> None:
    kind, was = Kind.DATE_MOVED, date(2020, 12, 31)
    assert Change(kind=kind, ref="A1", was=was, now=date(2021, 1, 2)).days == 2
    assert Change(kind=kind, ref="A1", was=was, now=date(2020, 12, 1)).days == -30
    assert Change(kind=kind, ref="A1", was=was, now="to be decided").days is None


def test_a_column_that_only_one_month_has_changes_nothing() -> None:
    before = "| ref | title | owner | due | status |\n| A1 | a | Head of HR | 2020-12-31 | On track |"
    after = "| ref | title | owner | due | status | update |\n| A1 | a | Head of HR | 2020-12-31 | On track | New |"
    assert not between(before, after).all
