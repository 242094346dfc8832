"""The live figures: what LibreOffice counts from the plan's own cells is what gipxl counted."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import product
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gipxl.assessment import assess
from gipxl.outputs.copy import flagged_copy
from gipxl.outputs.copy.layout import layout_of
from gipxl.outputs.copy.live import Formulas, name_of
from gipxl.outputs.copy.readings import readings_of
from gipxl.outputs.copy.reckoning import Reckoner
from gipxl.package.book import Workbook
from gipxl.reading import read
from gipxl.settings import FigureSettings, Overdue, Settings
from tests.outputs.books import book_of, counted_anew, flagged, lines_of, with_cells, with_sheet_of_formulas
from tests.outputs.samples import WORKBOOKS, september

COUNTED = (
    "workstreams", "complete", "on_track", "revised", "overdue", "at_risk", "not_started", "unclear", "due_this_year",
)  # fmt: skip
HEADINGS = "| Ref | Area for improvement | Owner | Original date | Revised date | Date completed | Status |"
HEADING = "| ref | title | owner | original_due | revised_due | completed | status |"
# What a cell for a date can hold, real dates and all that is typed instead; and the words of a status.
ORIGINALS = ("2020-08-31", "2020-12-31", "2021-06-30", "", "31/08/2020", "TBC", "soon")
REVISED = ("", "2020-12-31", "2020-09-15", "Dec 2020", "n/a", "TBC")
COMPLETED = ("", "2020-09-01", "2020-11-30", "15.09.2020")
STATUSES = ("On track", "Complete", "Timescale revised", "At risk", "Not started", "On hold", "Withdrawn", "Purple", "")


def table(rows: Sequence[tuple[str, ...]]) -> str:
    lines = (f"| A{at} | Title | Head of HR | {' | '.join(row)} |" for at, row in enumerate(rows, 1))
    return "\n".join([HEADING, *lines])


@pytest.mark.needs("soffice")
@pytest.mark.parametrize("overdue", list(Overdue))
def test_formulas_and_their_reckoning_agree_on_every_kind_of_row(tmp_path: Path, overdue: Overdue) -> None:
    # Every fifth or so: the numbers have no divisor in common with those of the kinds, so that all of them meet.
    rows = list(product(ORIGINALS, REVISED, COMPLETED, STATUSES))[:: 5 if overdue is Overdue.UNREVISED else 23]
    settings = Settings(figures=FigureSettings(overdue=overdue))
    made = flagged(tmp_path, table(rows), settings=settings)
    plan = made.assessment.plan
    layout = layout_of(plan)
    assert layout is not None
    copy = Workbook.open(made.copy.content)
    for name, formula in Formulas(layout, plan.year_starts, overdue).definitions().items():
        copy.define_name(name, formula)
    reckoner = Reckoner(plan=plan, layout=layout, known=readings_of(plan, settings), overdue=overdue)
    probed = with_sheet_of_formulas(copy.to_bytes(), [name_of(figure) for figure in COUNTED], rows=len(rows))
    answers = load_workbook(io.BytesIO(counted_anew(tmp_path, {"probed": probed})["probed"]), data_only=True)["Probe"]
    for action, row, answer in zip(plan.actions, rows, answers.iter_rows(values_only=True), strict=True):
        reckoned = set(reckoner.figures(action))
        assert dict(zip(COUNTED, answer, strict=True)) == {figure: int(figure in reckoned) for figure in COUNTED}, row


def test_a_plan_of_real_dates_and_known_words_is_live_throughout(tmp_path: Path) -> None:
    rows = list(product(("2020-08-31", "2021-06-30"), ("", "2020-12-31"), ("", "2020-09-01"), STATUSES[:7]))
    lines = flagged(tmp_path, table(rows)).lines("Figures")
    assert [line.split(" | ")[4] for line in lines[3:] if "No baseline" not in line] == ["Live"] * len(COUNTED)


@pytest.mark.needs("soffice")
def test_without_a_column_for_the_status_what_is_left_is_on_track_live_too(tmp_path: Path) -> None:
    rows = ("A1 | Fees | 2020-12-31 |", "A2 | Rents | 2020-07-31 | 2020-07-20", "A3 | Rates | 2020-08-31 |")
    made = flagged(tmp_path, "\n".join(["| ref | title | original_due | completed |", *(f"| {row} |" for row in rows)]))
    book = Workbook.open(made.copy.content)
    book.set_cells("Appendix A", {"C7": date(2021, 1, 31)})  # the one overdue is given time
    first, then = (
        {line.split(" | ")[0]: line.split(" | ")[1] for line in lines_of(content, "Figures")[3:]}
        for content in (made.copy.content, counted_anew(tmp_path, {"then": book.to_bytes()})["then"])
    )
    names = ("Work-streams", "Complete", "On track", "Revised", "Overdue", "At risk", "Not started", "Unclear")
    assert [first[name] for name in names] == ["3", "1", "1", "0", "1", "0", "0", "0"]
    assert [then[name] for name in names] == ["3", "1", "2", "0", "0", "0", "0", "0"]


@pytest.mark.needs("soffice")
def test_the_samples_figures_stay_right_when_staff_edit_the_copy(tmp_path: Path) -> None:
    copy = flagged_copy(september(), (WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx").read_bytes()).content
    edits = {
        "K7": "Complete", "H8": date(2021, 1, 1), "K10": "At risk", "G16": date(2020, 9, 1), "K24": "withdrawn",
        "A42": "H1", "B42": "New", "F42": "Head of HR", "G42": date(2020, 9, 1), "K42": "On track",
    }  # fmt: skip
    edited = with_cells(with_cells(copy, "Appendix A", edits), "Key", {"C4": date(2020, 10, 31)})
    path = tmp_path / "edited.xlsx"
    path.write_bytes(edited)
    figures = assess(read(path, settings=Settings(), as_at=date(2020, 10, 31))).figures
    anew = counted_anew(tmp_path, {"untouched": copy, "edited": edited})
    assert lines_of(anew["untouched"], "Figures") == lines_of(copy, "Figures")
    shown = {line.split(" | ")[0].lower(): line.split(" | ")[1] for line in lines_of(anew["edited"], "Figures")[3:]}
    assert {name: shown[getattr(figures, name).label] for name in COUNTED} == {
        name: str(getattr(figures, name).value) for name in COUNTED
    }
    assert shown["change since the baseline"] == str((figures.workstreams.value or 0) - 31)


PLAIN = [("2020-12-31", "", "", "On track"), ("2020-08-31", "", "", "At risk")]


@pytest.mark.parametrize(
    ("row", "not_live"),
    [
        (("2020-08-31", "when ready", "", "On track"), set()),
        (("2020-08-31", "", "", "Purple"), set()),
        (("Sept 2020", "2020-09-25", "", "On track"), {"Overdue", "Revised"}),
        (("2020-12-31", "", "", "100%"), {"Complete", "Unclear"}),
    ],
)
def test_a_figure_that_formulas_would_get_wrong_is_given_as_counted(
    tmp_path: Path, row: tuple[str, ...], not_live: set[str]
) -> None:
    lines = flagged(tmp_path, table([*PLAIN, row])).lines("Figures")
    assert {line.split(" | ")[0] for line in lines if "| Counted on 30 September 2020 |" in line} == not_live


def test_a_date_that_only_the_baseline_tells_to_have_moved_is_not_live(tmp_path: Path) -> None:
    before = table([("2020-12-31", "", "", "On track"), ("2020-06-30", "", "", "At risk")])
    lines = flagged(tmp_path, table(PLAIN), before=before).lines("Figures")
    counted = {line.split(" | ")[0] for line in lines if "| Counted on" in line}
    assert {"Revised", "Overdue"} <= counted
    assert "Work-streams" not in counted


@pytest.mark.parametrize(
    "text",
    [
        table(PLAIN).replace("A1", "A1 and A3"),
        table(PLAIN).replace("| A2", f"{HEADINGS}\n| A2"),
    ],
    ids=["two refs in one cell", "a heading repeated"],
)
def test_rows_that_formulas_cannot_tell_are_counted(tmp_path: Path, text: str) -> None:
    lines = flagged(tmp_path, text).lines("Figures")
    counted = {line.split(" | ")[0] for line in lines if "| Counted on" in line}
    assert {"Work-streams", "On track", "Due this financial year"} <= counted


def test_owners_merged_down_do_not_disturb_the_count(tmp_path: Path) -> None:
    lines = flagged(tmp_path, book_of(table(PLAIN), merged=["C5:C6"])).lines("Figures")
    assert "Work-streams | 2 | - | - | Live" in lines[3]


@pytest.mark.needs("soffice")
def test_a_workbook_that_counts_from_1904_is_counted_right(tmp_path: Path) -> None:
    rows = [*PLAIN, ("2020-08-31", "2020-12-31", "", "Timescale revised"), ("31/08/2020", "", "2020-09-01", "Complete")]
    made = flagged(tmp_path, book_of(table(rows), from_1904=True))
    anew = counted_anew(tmp_path, {"copy": made.copy.content})["copy"]
    assert lines_of(anew, "Figures") == made.lines("Figures")
    assert [line.split(" | ")[1] for line in made.lines("Figures")[5:9]] == ["1", "1", "1", "1"]
    assert made.lines("Key")[3].startswith("Reporting date | As at | 30/09/2020")
