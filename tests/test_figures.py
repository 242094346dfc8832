"""The figures, held against a count of their own that is made from what was typed, sentence by sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import gipxl
from gipxl.assessment import Assessment, assess
from gipxl.figures import Figures, percent
from gipxl.plan import Plan, Position
from gipxl.settings import FigureSettings, Overdue, PlanSettings, Settings
from tests.tables import plan_of, sheet_of

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
JULY, SEPTEMBER = date(2020, 7, 31), date(2020, 9, 30)
YEAR_END = date(2021, 3, 31)

# ---- a count of its own: what each cell may hold, and what that means, without any of gipxl's reading or counting ----

Span = tuple[date, date]


def on(year: int, month: int, day: int) -> Span:
    return date(year, month, day), date(year, month, day)


#: What a date cell may hold: the spans it names in order, the last in force. "?" is a day still to be decided.
DATES: dict[str, tuple[Span | str, ...]] = {
    "": (),
    "-": (),
    "n/a": (),
    "TBC": ("?",),
    "2020-06-30": (on(2020, 6, 30),),
    "2020-09-15": (on(2020, 9, 15),),
    "2020-09-30": (on(2020, 9, 30),),
    "31/12/2020": (on(2020, 12, 31),),
    "2021-06-30": (on(2021, 6, 30),),
    "Sept 2020": ((date(2020, 9, 1), date(2020, 9, 30)),),
    "Dec 2020": ((date(2020, 12, 1), date(2020, 12, 31)),),
    "30/06/2020\\n31/12/2020": (on(2020, 6, 30), on(2020, 12, 31)),
}
COMPLETED = {
    "": None,
    "TBC": None,
    "2020-03-31": date(2020, 3, 31),
    "2020-06-30": date(2020, 6, 30),
    "2020-09-30": date(2020, 9, 30),
    "2020-10-01": date(2020, 10, 1),
}
STATUSES = {
    "On track": "on_track",
    "In progress": "on_track",
    "Green": "on_track",
    "Amber": "at_risk",
    "Delayed": "at_risk",
    "0%": "not_started",
    "Complete": "complete",
    "Timescale revised": "revised",
    "On hold": "unclear",
    "": "unclear",
    "Withdrawn": "gone",
    "Superseded": "gone",
}


@dataclass(frozen=True)
class Line:
    """One row as it is typed."""

    ref: str
    title: str
    original: str
    revised: str
    completed: str
    status: str
    finished: bool = False

    @property
    def is_gone(self) -> bool:
        return STATUSES[self.status] == "gone"

    def is_complete(self, as_at: date) -> bool:
        day = COMPLETED[self.completed]
        return day <= as_at if day else STATUSES[self.status] == "complete"

    @property
    def spans(self) -> list[Span | str]:
        """Every delivery date of the row, the first set first."""
        return [*DATES[self.original], *DATES[self.revised]]

    @property
    def days(self) -> list[Span]:
        return [span for span in self.spans if not isinstance(span, str)]


def is_same(one: Span, other: Span) -> bool:
    """One holds the other: no move."""
    return (one[0] <= other[0] and other[1] <= one[1]) or (other[0] <= one[0] and one[1] <= other[1])


def has_moved(line: Line, was: Line | None) -> bool:
    """A date set before, in the row or in the baseline, is another than the one in force."""
    if not line.spans:
        return False
    before = [*line.days, *(was.days if was else [])]
    due = line.spans[-1]
    if isinstance(due, str):
        return bool(before)
    return any(not is_same(each, due) for each in before) or (not DATES[line.original] and bool(DATES[line.revised]))


def position(line: Line, was: Line | None, as_at: date, overdue: Overdue) -> str:
    if line.is_complete(as_at):
        return "complete"
    completes_later = COMPLETED[line.completed] is not None
    says = "" if completes_later else STATUSES[line.status]
    undecided = "?" in DATES[line.revised]
    due = None if undecided or not line.spans or isinstance(line.spans[-1], str) else line.days[-1]
    tested = (line.days[0] if line.days else None) if overdue is Overdue.ORIGINAL else due
    if says == "revised" and overdue is Overdue.CURRENT and not has_new_date(line, was):
        tested = None
    is_past = tested is not None and tested[1] < as_at
    if overdue is not Overdue.UNREVISED and is_past:
        return "overdue"
    first_undecided = "?" in DATES[line.original] and bool(line.days)
    if has_moved(line, was) or undecided or says == "revised" or first_undecided:
        return "revised"
    if is_past and overdue is Overdue.UNREVISED:
        return "overdue"
    return "on_track" if completes_later else says or "on_track"


def has_new_date(line: Line, was: Line | None) -> bool:
    """A status that says revised has its new date: beside the original one, or in its place."""
    if "?" in DATES[line.revised]:
        return False
    if len(line.days) > 1 or any(span != "?" for span in DATES[line.revised]):
        return True
    return bool(line.days and was and was.days and not is_same(was.days[0], line.days[0]))


def is_due_this_year(line: Line, was: Line | None, as_at: date) -> bool:
    if line.is_complete(as_at):
        return True
    if not line.spans or isinstance(line.spans[-1], str) or "?" in DATES[line.revised]:
        return False
    completes_later = COMPLETED[line.completed] is not None
    if not completes_later and STATUSES[line.status] == "revised" and not has_new_date(line, was):
        return False
    return line.days[-1][1] <= YEAR_END


def counts(line: Line, was: Line | None) -> bool:
    if line.is_gone:
        return False
    if not line.finished or (was and not was.is_gone and not was.is_complete(JULY)):
        return True
    day = COMPLETED[line.completed]
    return day is not None and date(2020, 4, 1) <= day <= YEAR_END


def pairs(before: Sequence[Line], after: Sequence[Line]) -> list[Line | None]:
    """The nth row of a ref (or, without one, of a title) is the nth of the other month."""
    found: list[Line | None] = []
    seen: Counter[str] = Counter()
    for line in after:
        name = line.ref or line.title
        same = [each for each in before if (each.ref or each.title) == name]
        found.append(same[seen[name]] if len(same) > seen[name] else None)
        seen[name] += 1
    return found


# ---- plans at random ----


def lines(finished: bool = False) -> st.SearchStrategy[list[Line]]:
    refs = [(ref, f"About {ref}") for ref in ("A1", "A2", "B1", "B2", "B3", "C1")]
    names = [*refs, ("", "Nameless"), ("", "Unnumbered")]
    line = st.builds(
        lambda name, *rest: Line(*name, *rest, finished=finished),
        st.sampled_from(names),
        st.sampled_from(sorted(DATES)),
        st.sampled_from(sorted(DATES)),
        st.sampled_from(sorted(COMPLETED)) if finished else st.sampled_from(["", "", "", *sorted(COMPLETED)]),
        st.sampled_from(sorted(STATUSES)),
    )
    return st.lists(line, min_size=0 if finished else 1, max_size=3 if finished else 9)


def table(given_lines: Sequence[Line]) -> str:
    heading = ("ref", "title", "owner", "original_due", "revised_due", "completed", "status")
    rows = (
        (each.ref, each.title, "Head of HR", each.original, each.revised, each.completed, each.status)
        for each in given_lines
    )
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heading, *rows))


def plan_from(given_lines: Sequence[Line], as_at: date) -> Plan:
    here = [line for line in given_lines if not line.finished]
    done = [line for line in given_lines if line.finished]
    more = [sheet_of(table(done), name="Completed")] if done else []
    return plan_of(table(here), as_at=as_at, more=more)


def count(before: list[Line] | None, after: list[Line], overdue: Overdue = Overdue.UNREVISED) -> Assessment:
    settings = Settings(figures=FigureSettings(overdue=overdue))
    plan = plan_from(after, SEPTEMBER)
    assert len(plan.actions) == len(after), "the table was not read as it was meant"
    return assess(plan, plan_from(before, JULY) if before else None, settings=settings)


def names_of(chosen: Sequence[Line], plan: Plan, after: Sequence[Line]) -> tuple[str, ...]:
    """The names of rows: their refs, or "row 7"."""
    by_line = {id(line): action.name for line, action in zip(after, plan.actions, strict=True)}
    return tuple(by_line[id(line)] for line in chosen)


FINISHED = lines(finished=True)
POLICIES = st.sampled_from(Overdue)


@given(before=lines(), done=FINISHED, after=lines(), done_now=FINISHED, overdue=POLICIES)
def test_every_figure_is_as_counted_by_hand(
    before: list[Line], done: list[Line], after: list[Line], done_now: list[Line], overdue: Overdue
) -> None:
    before, after = [*before, *done], [*after, *done_now]
    assessed = count(before, after, overdue)
    figures, plan = assessed.figures, assessed.plan
    mine = [(line, was) for line, was in zip(after, pairs(before, after), strict=True) if counts(line, was)]
    assert figures.workstreams.refs == names_of([line for line, _ in mine], plan, after)
    for each in Position:
        chosen = [line for line, was in mine if position(line, was, SEPTEMBER, overdue) == each.key]
        assert figures.position(each).refs == names_of(chosen, plan, after), each
        assert figures.position(each).value == len(chosen)
    due = [line for line, was in mine if is_due_this_year(line, was, SEPTEMBER)]
    assert figures.due_this_year.refs == names_of(due, plan, after)
    completed = [line for line, was in mine if line.is_complete(SEPTEMBER) and not (was and was.is_complete(JULY))]
    assert figures.completed_since.refs == names_of(completed, plan, after)


@given(before=lines(), done=FINISHED, after=lines(), done_now=FINISHED)
def test_change_is_the_difference_of_the_two_months(
    before: list[Line], done: list[Line], after: list[Line], done_now: list[Line]
) -> None:
    before, after = [*before, *done], [*after, *done_now]
    figures = count(before, after).figures
    values = [figures.added.value, figures.removed.value, figures.consolidated.value]
    added, removed, consolidated = (value if value is not None else -1 for value in values)
    # The baseline's own number, counted without a month before it.
    then = sum(counts(line, None) for line in before)
    assert figures.change.value == added - removed - consolidated == (figures.workstreams.value or 0) - then
    assert figures.change.refs == (*figures.added.refs, *figures.removed.refs, *figures.consolidated.refs)


@given(after=lines(), overdue=POLICIES)
def test_positions_add_up_to_the_work_streams(after: list[Line], overdue: Overdue) -> None:
    figures = count(None, after, overdue).figures
    refs = [ref for each in Position for ref in figures.position(each).refs]
    assert sorted(refs) == sorted(figures.workstreams.refs)
    assert sum(figures.position(each).value or 0 for each in Position) == figures.workstreams.value
    assert [
        figure.value
        for figure in (figures.change, figures.added, figures.removed, figures.consolidated, figures.completed_since)
    ] == [None] * 5


@given(part=st.integers(0, 500), more=st.integers(1, 500))
def test_percentages_are_to_the_nearest_whole_number_halves_up(part: int, more: int) -> None:
    whole = part + more
    exact = Decimal(100 * part) / Decimal(whole)
    assert percent(part, whole) == int(exact.quantize(Decimal(1), ROUND_HALF_UP))


def test_some_percentages() -> None:
    assert [percent(1, 8), percent(1, 200), percent(11, 29), percent(3, 8), percent(0, 0)] == [13, 1, 38, 38, 0]


# ---- the contract's sentences, one by one ----


def positions(text: str, baseline: str = "", **options: object) -> dict[str, str]:
    """The position of each ref."""
    settings = options.pop("settings", Settings())
    assert isinstance(settings, Settings)
    plan = plan_of(text, settings=settings, **options)  # type: ignore[arg-type]
    earlier = plan_of(baseline, as_at=JULY, settings=settings) if baseline else None
    standings = assess(plan, earlier, settings=settings).standings
    return {each.action.ref: each.position.key for each in standings if each.counts}


def figures_of(text: str, baseline: str = "", *, earlier: Sequence[Plan] = (), as_at: date = SEPTEMBER) -> Figures:
    before = plan_of(baseline, as_at=JULY) if baseline else None
    return assess(plan_of(text, as_at=as_at), before, earlier=earlier).figures


def test_the_sample_has_the_figures_that_were_published() -> None:
    plan = gipxl.read(WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx")
    july = gipxl.read(WORKBOOKS / "2020-07 Governance Improvement Plan.xlsx")
    figures = gipxl.figures(plan, baseline=july)
    assert figures.workstreams.value == 29
    assert figures.change.value == -2 and figures.change.refs == ("E7", "E8")
    assert figures.consolidated.value == 2 and figures.consolidated.into == {"E6": ("E7", "E8")}
    assert (figures.complete.value, figures.complete.percent, figures.complete.refs) == (1, 3, ("G2",))
    assert (figures.on_track.value, figures.on_track.percent) == (11, 38)
    assert figures.on_track.refs == tuple("A2 B1 B2 C3 C4 D3 E1 E2 E3 G1 G3".split())
    assert figures.revised.refs == tuple("A1 B3 C1 C2 C5 D1 D2 E4 E5 E6 F1 F2 F3 F4 F5 F6 G4".split())
    assert figures.due_this_year.value == 24
    assert figures.completed_since.refs == ("G2",)
    assert figures.added.value == figures.removed.value == figures.overdue.value == 0


def test_each_position_in_turn() -> None:
    assert positions("""
        | ref | title | original_due | revised_due | completed  | status            |
        | A1  | a     | 2020-06-30   | 2020-12-31  | 2020-09-30 | Amber             |
        | A2  | b     | 2020-06-30   |             |            | Complete          |
        | A3  | c     | 2020-06-30   | 2020-08-31  |            | On track          |
        | A4  | d     | 2020-12-31   | 2020-11-30  |            | On track          |
        | A5  | e     | 2020-12-31   | TBC         |            | On track          |
        | A6  | f     | 2020-12-31   |             |            | Timescale revised |
        | A7  | g     | 2020-09-29   |             |            | On track          |
        | A8  | h     | 2020-09-30   |             |            | On track          |
        | A9  | i     | 2020-12-31   |             |            | Amber             |
        | B1  | j     | 2020-12-31   |             |            | 0%                |
        | B2  | k     | 2020-12-31   |             |            | On hold           |
        | B3  | l     | 2020-12-31   |             |            |                   |
    """) == {
        "A1": "complete", "A2": "complete", "A3": "revised", "A4": "revised", "A5": "revised", "A6": "revised",
        "A7": "overdue", "A8": "on_track", "A9": "at_risk", "B1": "not_started", "B2": "unclear", "B3": "unclear",
    }  # fmt: skip


@pytest.mark.parametrize("nothing", ["-", "n/a", "none", "–", "N/A", " "])
def test_a_revised_cell_that_says_nothing_is_empty(nothing: str) -> None:
    assert positions(f"""
        | ref | title | original_due | revised_due | status   |
        | A1  | a     | 2020-12-31   | {nothing}   | On track |
        | A2  | b     | 2020-12-31   | 2021-01-31  | On track |
    """) == {"A1": "on_track", "A2": "revised"}


@pytest.mark.parametrize(("original", "revised", "expected"), [
    ("Nov 2020", "2020-11-15", "on_track"),
    ("2020-12-15", "Dec 2020", "on_track"),
    ("Q4 2020/21", "2021-02-28", "on_track"),
    ("Dec 2020", "2021-01-01", "revised"),
    ("2020-12-31", "31 December 2020", "on_track"),
])  # fmt: skip
def test_a_vague_date_that_holds_the_other_is_no_move(original: str, revised: str, expected: str) -> None:
    assert (
        positions(f"""
        | ref | title | original_due | revised_due | status   |
        | A1  | a     | {original}   | {revised}   | On track |
        | A2  | b     | 2020-12-31   | 2021-01-31  | On track |
    """)["A1"]
        == expected
    )


def test_completed_later_counts_by_its_dates_alone() -> None:
    assert positions("""
        | ref | title | original_due | revised_due | completed  | status   |
        | A1  | a     | 2020-12-31   |             | 2020-10-01 | Complete |
        | A2  | b     | 2020-06-30   |             | 2020-10-01 | Complete |
        | A3  | c     | 2020-06-30   | 2020-12-31  | 2020-10-01 | Complete |
        | A4  | d     | 2020-12-31   |             | 2020-10-01 | Amber    |
        | A5  | e     | 2020-12-31   |             | 2020-10-01 | Revised  |
    """) == {"A1": "on_track", "A2": "overdue", "A3": "revised", "A4": "on_track", "A5": "on_track"}


def test_a_struck_out_earlier_date_is_a_move_also_in_a_single_column() -> None:
    assert positions("""
        | ref | title | due                      | status   |
        | A1  | a     | 30/09/2020\\n31/12/2020  | On track |
        | A2  | b     | 2020-12-31               | On track |
    """) == {"A1": "revised", "A2": "on_track"}


def test_a_baseline_that_set_another_day_is_a_move() -> None:
    baseline = """
        | ref | title | original_due | revised_due | status   |
        | A1  | a     | 2020-10-31   |             | On track |
        | A2  | b     | 2020-12-31   | 2021-01-31  | On track |
        | A3  | c     | Dec 2020     |             | On track |
    """
    assert positions(
        """
        | ref | title | original_due | revised_due | status   |
        | A1  | a     | 2020-12-31   |             | On track |
        | A2  | b     | 2020-12-31   |             | On track |
        | A3  | c     | 2020-12-15   |             | On track |
    """,
        baseline,
    ) == {"A1": "revised", "A2": "revised", "A3": "on_track"}


def test_without_a_status_column_what_is_left_is_on_track() -> None:
    assert positions("""
        | ref | title | owner      | original_due | revised_due |
        | A1  | a     | Head of HR | 2020-12-31   |             |
        | A2  | b     | Head of HR | 2020-06-30   |             |
        | A3  | c     | Head of HR |              |             |
    """) == {"A1": "on_track", "A2": "overdue", "A3": "on_track"}


@pytest.mark.parametrize(("overdue", "expected"), [
    (Overdue.UNREVISED, ["overdue", "revised", "revised", "revised"]),
    (Overdue.CURRENT, ["overdue", "overdue", "revised", "revised"]),
    (Overdue.ORIGINAL, ["overdue", "overdue", "overdue", "overdue"]),
])  # fmt: skip
def test_overdue_is_counted_as_the_settings_say(overdue: Overdue, expected: list[str]) -> None:
    settings = Settings(figures=FigureSettings(overdue=overdue))
    assert (
        list(
            positions(
                """
        | ref | title | original_due | revised_due | status   |
        | A1  | a     | 2020-06-30   |             | On track |
        | A2  | b     | 2020-06-30   | 2020-08-31  | On track |
        | A3  | c     | 2020-06-30   | 2020-12-31  | On track |
        | A4  | d     | 2020-06-30   | TBC         | On track |
    """,
                settings=settings,
            ).values()
        )
        == expected
    )


def test_a_single_date_is_held_against_the_earliest_of_all_earlier_months() -> None:
    heading = "| ref | title | due | status |\n"
    now = heading + "| A1 | a | 2020-12-31 | On track |\n| A2 | b | 2020-12-31 | On track |"
    june = plan_of(now, as_at=date(2020, 6, 30))
    may = plan_of(now.replace("2020-12-31", "2020-08-31", 1), as_at=date(2020, 5, 31))
    assert figures_of(now).revised.refs == ()
    assert figures_of(now, earlier=[june]).revised.refs == ()
    assert figures_of(now, earlier=[may, june]).revised.refs == ("A1",)
    (moved, _) = assess(plan_of(now), earlier=[june, may]).standings
    assert moved.original_day == date(2020, 8, 31) and moved.days_moved == 122


def test_two_date_columns_know_their_own_original_date() -> None:
    heading = "| ref | title | original_due | revised_due | status |\n"
    may = plan_of(heading + "| A1 | a | 2020-08-31 | | On track |", as_at=date(2020, 5, 31))
    assert figures_of(heading + "| A1 | a | 2020-12-31 | | On track |", earlier=[may]).revised.refs == ()


@pytest.mark.parametrize(("year_starts", "expected"), [
    (4, ("A1", "A2", "A3", "A6")), (1, ("A1", "A6")), (10, ("A6",)), (8, ("A1", "A2", "A3", "A4", "A6")),
])  # fmt: skip
def test_due_this_year_goes_by_the_year_of_the_reporting_date(year_starts: int, expected: tuple[str, ...]) -> None:
    settings = Settings(plan=PlanSettings(year_starts=year_starts))
    plan = plan_of(
        """
        | ref | title | original_due | revised_due | completed  | status            |
        | A1  | a     | 2020-12-31   |             |            | On track          |
        | A2  | b     | 2021-03-30   |             |            | On track          |
        | A3  | c     | 2020-12-31   | 2021-03-31  |            | On track          |
        | A4  | d     | 2020-12-31   | 2021-07-31  |            | On track          |
        | A5  | e     | 2020-12-31   | TBC         |            | On track          |
        | A6  | f     | 2022-12-31   |             | 2020-09-01 | Complete          |
        | A7  | g     | 2020-12-31   |             |            | Timescale revised |
        | A8  | h     |              |             |            | On track          |
    """,
        settings=settings,
    )
    assert assess(plan, settings=settings).figures.due_this_year.refs == expected


def test_a_year_that_starts_in_january_begins_anew_on_new_years_day() -> None:
    settings = Settings(plan=PlanSettings(year_starts=1))
    text = "| ref | title | due | status |\n| A1 | a | 2020-12-31 | On track |\n| A2 | b | 2021-01-31 | On track |"
    for as_at, refs in ((date(2020, 12, 31), ("A1",)), (date(2021, 1, 1), ("A1", "A2"))):
        plan = plan_of(text, as_at=as_at, settings=settings)
        assert assess(plan, settings=settings).figures.due_this_year.refs == refs


def test_a_ref_cell_that_names_several_is_one_action_for_each() -> None:
    figures = figures_of("""
        | ref       | title     | owner      | original_due | status   |
        | C1        | Approach  | Head of HR | 2020-12-31   | On track |
        | C2 and C5 | Agreement | Head of HR | 2020-12-31   | On track |
        | D1/D2     | Strategy  | Head of HR | 2020-12-31   | On track |
    """)
    assert figures.workstreams.refs == ("C1", "C2", "C5", "D1", "D2")


def test_rows_with_one_ref_twice_count_twice_and_a_withdrawn_one_not_at_all() -> None:
    figures = figures_of("""
        | ref | title | owner      | original_due | status                 |
        | A1  | a     | Head of HR | 2020-12-31   | On track               |
        | A1  | a     | Head of HR | 2020-12-31   | On track               |
        | A2  | b     | Head of HR | 2020-12-31   | Withdrawn              |
        | A3  | c     | Head of HR | 2020-12-31   | Consolidated into A1   |
        | A4  | d     | Head of HR | 2020-12-31   | Superseded             |
    """)
    assert figures.workstreams.refs == ("A1", "A1")


def test_finished_work_counts_in_its_own_year_or_where_it_was_open_in_the_baseline() -> None:
    here = "| ref | title | owner | original_due | status |\n| A1 | a | Head of HR | 2020-12-31 | On track |"
    done = sheet_of(
        """
        | ref | title | owner      | original_due | completed  | status   |
        | A2  | b     | Head of HR | 2020-12-31   | 2020-05-31 | Complete |
        | A3  | c     | Head of HR | 2019-12-31   | 2020-02-29 | Complete |
        | A4  | d     | Head of HR | 2019-12-31   | 2019-12-31 | Complete |
    """,
        name="Completed",
    )
    baseline = plan_of(f"{here}\n| A3 | c | Head of HR | 2019-12-31 | On track |", as_at=JULY)
    alone = plan_of(here, more=[done])
    assert assess(alone).figures.workstreams.refs == ("A1", "A2")
    figures = assess(alone, baseline).figures
    assert figures.workstreams.refs == ("A1", "A2", "A3")
    assert figures.complete.refs == ("A2", "A3") and figures.completed_since.refs == ("A2", "A3")
    assert figures.added.refs == ("A2",) and figures.change.value == 1


def test_the_json_has_null_without_a_baseline_and_the_refs_otherwise() -> None:
    from gipxl.outputs.figures import as_json

    text = "| ref | title | owner | original_due | status |\n| A1 | a | Head of HR | 2020-12-31 | On track |"
    alone = msgspec.json.decode(as_json(assess(plan_of(text))))["figures"]
    assert {name for name, each in alone.items() if each["value"] is None} == {
        "change",
        "added",
        "removed",
        "consolidated",
        "completed_since",
    }
    assert list(alone) == [
        "workstreams",
        "change",
        "complete",
        "on_track",
        "revised",
        "overdue",
        "at_risk",
        "not_started",
        "unclear",
        "due_this_year",
        "added",
        "removed",
        "consolidated",
        "completed_since",
    ]
    both = msgspec.json.decode(as_json(assess(plan_of(text), plan_of(text, as_at=JULY))))["figures"]
    assert both["change"] == {"value": 0, "refs": []}
    assert both["consolidated"] == {"value": 0, "refs": [], "into": {}}
