"""``gipxl fix``: the repaired copy holds the repairs and nothing else, and the source stays as it is."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from gipxl.assessment import assess
from gipxl.cli import main
from gipxl.files import sha256
from gipxl.package import receipt
from gipxl.package.contents import Contents
from gipxl.package.parts import Package
from gipxl.plan import Action, Plan, cleaned, ref_key
from gipxl.reading import read
from gipxl.repairs import repairs
from gipxl.rules.text_dates import entries
from gipxl.settings import Settings
from tests.package import features, lint

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"
HEADINGS = ("Ref", "Title", "Owner", "Original date", "Revised date", "Status", "Update")
AS_AT = date(2020, 9, 30)


def book(rows: list[list[Any]], **options: Any) -> bytes:
    """A small plan: a marked line, the heading on row 4, then these rows from A5 on. Days are shown as 31 Dec 2020."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, **options}) as made:
        sheet = made.add_worksheet("Appendix A")
        day = made.add_format({"num_format": "dd mmm yyyy"})
        sheet.write("A1", "Governance Improvement Plan 2020/21")
        sheet.write("A2", "As at 30 September 2020")
        sheet.write_row("A4", HEADINGS)
        for number, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif callable(value):
                    value(made, sheet, number, column)
                else:
                    sheet.write_string(number, column, value)
    return stream.getvalue()


GOOD = ["C1", "Contracts", "Head of HR", date(2020, 12, 31), "", "On track", "Drafted, and sent to the panel."]
WRONG = ["\u04212", "Land  list", "Head of HR ", "31/03/2021", "", "On tarck", "Begun.\u200b"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def saved(folder: Path, *rows: list[Any], name: str = "plan.xlsx", **options: Any) -> Path:
    path = folder / name
    path.write_bytes(book(list(rows), **options))
    return path


def values(path: Path) -> dict[str, Any]:
    """Every cell that holds something, as openpyxl reads them."""
    sheet = openpyxl.load_workbook(path, rich_text=True)["Appendix A"]
    return {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.value not in (None, "")}


def understood(path: Path) -> Plan:
    return read(path, settings=Settings(), as_at=AS_AT)


# ---- what is written


def test_the_copy_holds_the_repairs_and_the_source_is_untouched(folder: Path, capsys: Any) -> None:
    source = saved(folder, GOOD, WRONG)
    before, stamp = source.read_bytes(), source.stat().st_mtime_ns
    assert main(["fix", "plan.xlsx"]) == 0
    copy = folder / "output" / "2020-09" / "plan - repaired.xlsx"
    was, now = values(source), values(copy)
    assert {cell: now[cell] for cell in now if now[cell] != was.get(cell)} == {
        "A6": "C2",
        "B6": "Land list",
        "C6": "Head of HR",
        "D6": datetime(2021, 3, 31),
        "F6": "On track",
        "G6": "Begun.",
    }
    assert source.read_bytes() == before and source.stat().st_mtime_ns == stamp
    assert [each.name for each in folder.iterdir()] == ["plan.xlsx", "output"]
    assert lint.new_problems(before, copy.read_bytes()) == []
    said = capsys.readouterr().out
    assert "6 cells were repaired" in said and "nothing lost" in said


def test_each_cell_is_listed_with_before_after_and_why(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    saved(folder, GOOD, WRONG)
    assert main(["fix", "plan.xlsx", "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        "plan.xlsx: 6 cells would be repaired; nothing was written.\n"
        "\n"
        "  cell  ref  before            after                 why\n"
        "  A6    С2   “С2”              “C2”                  it held a Cyrillic letter that only looks like\n"
        "                                                     C (REF03)\n"
        "  B6    С2   “Land··list”      “Land list”           stray spaces between words\n"
        "  C6    С2   “Head of HR·”     “Head of HR”          spaces around the text\n"
        "  D6    С2   “31/03/2021”      31/03/2021 as a date  a clear date was stored as text (DAT05)\n"
        "  F6    С2   “On tarck”        “On track”            it was taken for “On track” (STA02)\n"
        "  G6    С2   “Begun.[U+200B]”  “Begun.”              a character that cannot be seen\n"
    )
    assert [each.name for each in folder.iterdir()] == ["plan.xlsx"]


def test_the_list_as_json(folder: Path, capsys: Any) -> None:
    saved(folder, GOOD, ["C2", "Land list", "Head of HR", "31/03/2021", "", "On track", "Begun."])
    assert main(["fix", "plan.xlsx", "--format", "json", "--to", "mended.xlsx"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["repairs"] == [
        {
            "sheet": "Appendix A",
            "cell": "D6",
            "ref": "C2",
            "before": "31/03/2021",
            "after": "2021-03-31",
            "why": "a clear date was stored as text (DAT05)",
        }
    ]
    assert (said["workbook"], said["file"], said["left"]) == ("plan.xlsx", "mended.xlsx", [])
    assert said["receipt"]["lost"] == []


def test_where_nothing_is_to_be_repaired_no_copy_is_written(folder: Path, capsys: Any) -> None:
    saved(folder, GOOD)
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    assert capsys.readouterr().out == "plan.xlsx: nothing to repair; no copy was written.\n"
    assert not (folder / "mended.xlsx").exists()


@pytest.mark.parametrize("name", ["2020-07 Governance Improvement Plan.xlsx", "faulty.xlsx"])
def test_the_repaired_sample_is_the_same_plan_without_those_findings(folder: Path, name: str) -> None:
    shutil.copy(WORKBOOKS / name, folder)
    assert main(["fix", name, "--to", "mended.xlsx"]) == 0
    same_plan_but_for_the_repairs(understood(folder / name), understood(folder / "mended.xlsx"))


RULES = ("DAT05", "STA02", "REF03")


def same_plan_but_for_the_repairs(before: Plan, after: Plan) -> None:
    """No finding that was repaired is left or came anew, and every action says what it said."""
    assert repairs(after) == ()
    assert [meaning(each) for each in after.actions] == [meaning(each) for each in before.actions]
    mended = {(code, each.sheet, each.cell) for each in repairs(before) for code in RULES if code in each.why}
    was, now = (set(found(plan)) for plan in (before, after))
    assert now <= was
    assert mended <= was - now


def found(plan: Plan) -> Iterator[tuple[str, str, str | None]]:
    """The findings, by rule and place."""
    for finding in assess(plan, None).findings.findings:
        yield finding.code, finding.sheet, finding.cell


def meaning(action: Action) -> tuple[object, ...]:
    """What an action says, however it is typed."""
    texts = [cleaned(entry.typed) for _, entry in action.texts]
    days = [(entry.value.day, entry.value.exact) if entry.value else None for entry in entries(action)]
    return (action.row, ref_key(action.ref), action.status_says, action.owners, days, texts)


REFS = st.sampled_from(["C{}", "C{} ", "\u0421{}", "\u200bC{}", "C{}"])
OWNERS = st.sampled_from(["Head of HR", "Head  of HR", " Head of Legal", "TBC", "", " "])
DATES = st.dates(date(2020, 4, 1), date(2022, 3, 31))
TYPED = (
    DATES
    | DATES.map(lambda day: f"{day:%d/%m/%Y}")
    | DATES.map(lambda day: f"{day.day} {day:%B} {day.year}")
    | st.sampled_from(["Q3 2020/21", "w/c 28/09/2020", "TBC", "", "put off to 04/05/2021", "31/06/2020", "01.02.21 "])
)
STATUSES = st.sampled_from(["On track", "on track", "On  track", "In progeress", "Complete", "Unresolved", "80%", ""])
UPDATES = st.sampled_from(["Begun.", "Begun.  More soon.", "Two  words ", "See C1\n  and C2", "\u200bDone", ""])


@given(rows=st.lists(st.tuples(REFS, OWNERS, TYPED, TYPED, STATUSES, UPDATES), min_size=3, max_size=9))
def test_whatever_the_plan_the_copy_reads_as_the_same_plan(
    rows: list[tuple[Any, ...]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("plan")
    source, copy = folder / "plan.xlsx", folder / "mended.xlsx"
    source.write_bytes(book([[ref.format(at), f"Title {at}", *rest] for at, (ref, *rest) in enumerate(rows, start=1)]))
    assert main(["fix", str(source), "--to", str(copy), "--quiet"]) == 0
    if copy.exists():
        same_plan_but_for_the_repairs(understood(source), understood(copy))


# ---- what is left alone


def formula(made: Any, sheet: Any, row: int, column: int) -> None:
    sheet.write_formula(row, column, '="31/03/"&"2021"', None, "31/03/2021")


def struck(made: Any, sheet: Any, row: int, column: int) -> None:
    gone = made.add_format({"font_strikeout": True})
    sheet.write_rich_string(row, column, gone, "30/09/2020", " \n31/12/2020 ")


def bold(made: Any, sheet: Any, row: int, column: int) -> None:
    sheet.write_rich_string(row, column, made.add_format({"bold": True}), "Land ", " list")


def test_formulas_and_text_in_several_fonts_are_left_alone_and_said_to_be(folder: Path, capsys: Any) -> None:
    source = saved(folder, GOOD, ["C2 ", bold, "Head of HR", formula, struck, "On track", "Begun."])
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx", "--format", "json"]) == 0
    said = json.loads(capsys.readouterr().out)
    fonts = "parts of its text are struck out or in another font"
    assert {each["cell"]: each["why_not"] for each in said["left"]} == {
        "B6": fonts,
        "D6": "it holds a formula: repair what the formula reads",
        "E6": fonts,
    }
    was, now = values(source), values(folder / "mended.xlsx")
    assert {cell for cell in was if was[cell] != now[cell]} == {"A6"}


def test_the_part_of_an_array_formula_is_left_alone(folder: Path, capsys: Any) -> None:
    def array(made: Any, sheet: Any, row: int, column: int) -> None:
        sheet.write_array_formula(row, column, row + 1, column, '={"31/03/2021";"31/01/2021"}', None, "31/03/2021")
        sheet.write_string(row + 1, column, "31/01/2021")

    def covered(made: Any, sheet: Any, row: int, column: int) -> None:
        """Written with the cell above."""

    second = ["C2", "Land list", "Head of HR", array, "", "On track", "Begun."]
    third = ["C3 ", "Expenses", "Head of HR", covered, "", "On track", "Begun as well."]
    saved(folder, GOOD, second, third)
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    assert capsys.readouterr().out.count("it holds a formula") == 2


def test_locked_cells_of_a_protected_sheet_are_left_alone(folder: Path, capsys: Any) -> None:
    def guard(made: Any, sheet: Any, row: int, column: int) -> None:
        sheet.protect()
        sheet.write_string(row, column, "C2 ")

    def free(made: Any, sheet: Any, row: int, column: int) -> None:
        sheet.write_string(row, column, "Land  list", made.add_format({"locked": False}))

    saved(folder, GOOD, [guard, free, "Head of HR", date(2021, 3, 31), "", "On track", "Begun."])
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    said = capsys.readouterr().out
    assert "1 cell was repaired, and 1 cell left as it is" in said and "it is locked" in said
    assert values(folder / "mended.xlsx")["A6"] == "C2 "


# ---- how days are shown


@pytest.mark.parametrize("is_1904", [False, True])
def test_a_repaired_date_looks_like_its_neighbours(folder: Path, is_1904: bool) -> None:
    saved(folder, GOOD, WRONG, default_date_format="dd/mm/yyyy", **({"date_1904": True} if is_1904 else {}))
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    cell = openpyxl.load_workbook(folder / "mended.xlsx")["Appendix A"]["D6"]
    assert (cell.value, cell.number_format) == (datetime(2021, 3, 31), "dd mmm yyyy")


def test_a_repaired_date_without_neighbours_shows_day_month_and_year(folder: Path) -> None:
    saved(folder, ["C1", "Contracts", "Head of HR", "31/12/2020", "", "On track", "Begun."])
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    cell = openpyxl.load_workbook(folder / "mended.xlsx")["Appendix A"]["D5"]
    assert (cell.value, cell.number_format) == (datetime(2020, 12, 31), "dd/mm/yyyy")


def test_an_apostrophe_before_a_typed_date_goes_with_the_text(folder: Path) -> None:
    def quoted(made: Any, sheet: Any, row: int, column: int) -> None:
        sheet.write_string(row, column, "31/03/2021", made.add_format({"quote_prefix": True, "num_format": "@"}))

    saved(folder, GOOD, ["C2", "Land list", "Head of HR", quoted, "", "On track", "Begun."])
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    cell = openpyxl.load_workbook(folder / "mended.xlsx")["Appendix A"]["D6"]
    assert (cell.value, cell.number_format, cell.quotePrefix) == (datetime(2021, 3, 31), "dd mmm yyyy", False)


@pytest.mark.parametrize(
    ("codes", "shown"),
    [(["mmm yy", "mmm yy", "d.m.yyyy"], "d.m.yyyy"), (["mmm yy"], "dd/mm/yyyy"), ([], "dd/mm/yyyy")],
)
def test_a_format_that_hides_the_day_is_no_example(codes: list[str], shown: str) -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Appendix A")
        for row, code in enumerate(codes):
            sheet.write_datetime(row, 0, date(2020, 12, 31), made.add_format({"num_format": code}))
    contents = Contents.of(Package.read(stream.getvalue()), "Appendix A")
    assert contents.date_format("A", "dd/mm/yyyy") == shown


def test_formulas_that_rest_on_repaired_cells_are_counted_again_on_opening(folder: Path) -> None:
    def days(made: Any, sheet: Any, row: int, column: int) -> None:
        sheet.write_string(row, column, "Begun.")
        sheet.write_formula(row, 9, "=D6-D5", None, 0)

    saved(folder, GOOD, ["C2", "Land list", "Head of HR", "31/03/2021", "", "On track", days])
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    assert b'fullCalcOnLoad="1"' in features.parts((folder / "mended.xlsx").read_bytes())["xl/workbook.xml"]


# ---- files in the way, and files that cannot be repaired


def test_the_source_is_never_the_copy(folder: Path, capsys: Any) -> None:
    source = saved(folder, GOOD, WRONG)
    before = source.read_bytes()
    (folder / "link.xlsx").symlink_to(source)
    for name in ("plan.xlsx", "link.xlsx", "./output/../plan.xlsx"):
        (folder / "output").mkdir(exist_ok=True)
        assert main(["fix", "plan.xlsx", "--to", name, "--replace"]) == 2
        assert "never changes" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_somebody_elses_file_is_written_over_with_replace_only(folder: Path, capsys: Any) -> None:
    saved(folder, GOOD, WRONG)
    target = folder / "mended.xlsx"
    target.write_bytes(b"somebody's")
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 2
    assert "--replace" in capsys.readouterr().err and target.read_bytes() == b"somebody's"
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx", "--replace"]) == 0
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0, "the same copy once more is no change"
    assert sorted(each.name for each in folder.iterdir()) == ["mended.xlsx", "plan.xlsx"]


def test_what_gipxl_last_wrote_is_written_over_and_what_was_edited_since_is_not(folder: Path) -> None:
    saved(folder, GOOD, WRONG)
    assert main(["fix", "plan.xlsx"]) == 0
    target = folder / "output" / "2020-09" / "plan - repaired.xlsx"
    saved(folder, GOOD, WRONG, ["C3 ", "Expenses", "Head of HR", date(2021, 3, 31), "", "On track", "Soon."])
    assert main(["fix", "plan.xlsx"]) == 0
    assert values(target)["A7"] == "C3"
    target.write_bytes(target.read_bytes() + b"edited")
    assert main(["fix", "plan.xlsx"]) == 2


def test_the_monthly_job_keeps_the_repaired_copy_and_knows_it_again(folder: Path) -> None:
    saved(folder, GOOD, WRONG)
    assert main(["fix", "plan.xlsx"]) == 0
    assert main(["build", "plan.xlsx", "--fail-on", "never", "--quiet"]) == 0
    target = folder / "output" / "2020-09" / "plan - repaired.xlsx"
    manifest = json.loads((target.parent / "manifest.json").read_text("utf-8"))
    assert manifest["others"] == {target.name: sha256(target.read_bytes())}
    saved(folder, GOOD, WRONG, ["C3 ", "Expenses", "Head of HR", date(2021, 3, 31), "", "On track", "Soon."])
    assert main(["fix", "plan.xlsx"]) == 0


def test_a_copy_with_macros_keeps_its_kind(folder: Path, capsys: Any) -> None:
    source = folder / "plan.xlsm"
    source.write_bytes(features.with_macros(book([GOOD, WRONG])))
    assert main(["fix", "plan.xlsm", "--to", "mended.xlsx"]) == 2
    assert ".xlsm" in capsys.readouterr().err
    assert main(["fix", "plan.xlsm"]) == 0
    copy = folder / "output" / "2020-09" / "plan - repaired.xlsm"
    assert features.parts(copy.read_bytes())["xl/vbaProject.bin"] == features.MACROS


def test_other_kinds_of_file_are_refused_in_one_line_with_the_way_out(folder: Path, capsys: Any) -> None:
    lines = [HEADINGS, ["C2 ", "Land list", "Head of HR", "31/03/2021", "", "On track", "Begun."]]
    (folder / "plan.csv").write_text("\n".join(",".join(line) for line in lines), encoding="utf-8")
    for options in ([], ["--dry-run"]):
        assert main(["fix", "plan.csv", "--as-at", "2020-09-30", *options]) == 2
        error = capsys.readouterr().err
        assert error.startswith("gipxl: plan.csv is a .csv file") and error.count("\n") == 1
        assert "save it as .xlsx" in error
    assert [each.name for each in folder.iterdir()] == ["plan.csv"]


def test_a_copy_that_differs_in_anything_else_is_not_left(
    folder: Path, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(folder, GOOD, WRONG)
    compare = receipt.compare

    def with_a_loss(source: bytes, copy: bytes, **options: Any) -> receipt.Receipt:
        return compare(source, copy)

    # Without the list of cells that were meant to change, every repair is a difference that nobody asked for.
    monkeypatch.setattr(receipt, "compare", with_a_loss)
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 2
    assert "No copy is left" in capsys.readouterr().err
    assert not (folder / "mended.xlsx").exists()


@pytest.mark.parametrize("written", [features.prefixed, features.in_strict, features.with_backslashes])
def test_workbooks_of_other_writers_are_repaired_as_well(folder: Path, written: Callable[[bytes], bytes]) -> None:
    source = folder / "plan.xlsx"
    source.write_bytes(written(book([GOOD, WRONG])))
    assert main(["fix", "plan.xlsx", "--to", "mended.xlsx"]) == 0
    same_plan_but_for_the_repairs(understood(source), understood(folder / "mended.xlsx"))


def test_what_check_says_that_fix_can_do_fix_does(folder: Path, capsys: Any) -> None:
    name = "2020-09 Governance Improvement Plan.xlsx"
    shutil.copy(WORKBOOKS / name, folder)
    assert main(["check", name, "--select", "DAT05", "--format", "json"]) == 0
    promised = {each["cell"] for each in json.loads(capsys.readouterr().out)["findings"]}
    assert main(["fix", name, "--dry-run", "--format", "json"]) == 0
    assert promised == {"G24", "G25", "H31", "H35"}
    assert promised == {each["cell"] for each in json.loads(capsys.readouterr().out)["repairs"]}
