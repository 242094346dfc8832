"""gipxl for Python, as the contract shows it."""

from __future__ import annotations

import inspect
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import gipxl
from gipxl.changes import Changes
from gipxl.figures import Figures
from gipxl.plan import Plan
from gipxl.rules.finding import Findings, Level
from tests.disk import write_plan
from tests.tables import plan_of

PROJECT = Path(__file__).parent.parent
WORKBOOKS = PROJECT / "workbooks"
SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"
JULY = WORKBOOKS / "2020-07 Governance Improvement Plan.xlsx"
TABLE = """
    | ref | title    | owner      | original_due | status   | update |
    | A1  | Training | Head of HR | 2020-12-31   | On track | Soon   |
    | A2  | Sharing  |            | 2020-08-31   | On track | Soon   |
"""


def test_the_ten_lines_of_the_contract(tmp_path: Path) -> None:
    plan = gipxl.read(str(SEPTEMBER), as_at=date(2020, 9, 30))
    july = gipxl.read(JULY)
    assert isinstance(plan, Plan) and july.as_at == date(2020, 7, 31)
    findings = gipxl.check(plan, baseline=july)
    assert isinstance(findings, Findings) and not findings.at_least(Level.ERROR)
    figures = gipxl.figures(plan, baseline=july)
    assert isinstance(figures, Figures) and figures.on_track.percent == 38
    changes = gipxl.compare(july, plan)
    assert isinstance(changes, Changes) and [gone.action.ref for gone in changes.consolidated] == ["E7", "E8"]
    outputs = gipxl.build(str(SEPTEMBER), out=str(tmp_path / "out"), baseline=str(JULY))
    assert set(outputs.files) == {"copy", "report", "page", "email", "findings", "manifest"}
    assert all(path.is_file() and path.parent == tmp_path / "out" for path in outputs.files.values())


@pytest.mark.parametrize("first", [
    "", "from gipxl.figures import Figures", "import gipxl.build", "import gipxl.changes, gipxl.figures, gipxl.build",
    "from gipxl.cli import main", "from gipxl.build import build",
])  # fmt: skip
def test_its_functions_stay_functions_whatever_was_imported_first(first: str) -> None:
    program = (
        f"{first}\nimport gipxl\n"
        "from gipxl.figures import Figures\nfrom gipxl.build import Built\nimport gipxl.outputs.page\n"
        "import inspect\n"
        "names = ('read', 'check', 'figures', 'compare', 'build')\n"
        "assert all(inspect.isfunction(getattr(gipxl, name)) for name in names), first\n"
        "assert gipxl.figures.__module__ == gipxl.build.__module__ == 'gipxl.api'\n"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_error_that_a_caller_can_cause_is_a_gipxl_error() -> None:
    errors = [each for name, each in vars(gipxl).items() if inspect.isclass(each) and issubclass(each, Exception)]
    assert len(errors) >= 5 and all(issubclass(each, gipxl.GipxlError) for each in errors)


@pytest.mark.parametrize("name", ["read", "check", "figures", "compare", "build"])
def test_each_function_says_what_goes_in_and_what_comes_out(name: str) -> None:
    function = getattr(gipxl, name)
    assert name in gipxl.__all__ and function.__doc__
    signature = inspect.signature(function)
    assert signature.return_annotation is not inspect.Signature.empty
    assert all(each.annotation is not inspect.Parameter.empty for each in signature.parameters.values())


def test_without_a_day_reading_is_refused_and_nothing_looks_at_the_clock(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE)
    with pytest.raises(gipxl.ReportingDateMissing, match=r"plan\.xlsx does not say as at which day it stands"):
        gipxl.read(path)
    with pytest.raises(gipxl.ReportingDateMissing):
        gipxl.build(path, out=tmp_path / "out")
    assert not (tmp_path / "out").exists()
    assert gipxl.read(path, as_at=date(2020, 9, 30)).as_at == date(2020, 9, 30)


def test_the_day_asked_for_overrules_the_workbook_s_own(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE, as_at="As at 31 July 2020")
    assert gipxl.read(path).as_at == date(2020, 7, 31)
    plan = gipxl.read(path, as_at=date(2020, 9, 30))
    assert plan.as_at == date(2020, 9, 30) and gipxl.figures(plan).overdue.refs == ("A2",)


def test_a_file_that_is_no_plan_is_a_workbook_error(tmp_path: Path) -> None:
    with pytest.raises(gipxl.WorkbookError, match="There is no file"):
        gipxl.read(tmp_path / "none.xlsx")
    with pytest.raises(gipxl.WorkbookError, match="is a folder"):
        gipxl.read(tmp_path)


def test_settings_are_those_in_force_for_the_workbook_unless_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "own"))
    path = write_plan(tmp_path / "plan.xlsx", TABLE, as_at="As at 30 September 2020")
    plan = gipxl.read(path)
    assert "OWN01" in {finding.code for finding in gipxl.check(plan)}
    (tmp_path / "gipxl.toml").write_text('[rules.off]\nOWN01 = "Owners are kept elsewhere."\n', encoding="utf-8")
    assert "OWN01" not in {finding.code for finding in gipxl.check(plan)}
    assert "OWN01" in {finding.code for finding in gipxl.check(plan, settings=gipxl.Settings())}
    (tmp_path / "gipxl.toml").write_text("[rules]\nwibble = 1\n", encoding="utf-8")
    with pytest.raises(gipxl.SettingsError, match=r"rules\.wibble is no setting"):
        gipxl.read(path)


def test_the_figures_can_be_walked_and_each_says_what_it_counts() -> None:
    figures = gipxl.figures(gipxl.read(SEPTEMBER))
    assert [figure.name for figure in figures][:3] == ["workstreams", "change", "complete"]
    for figure in figures:
        assert figure.definition.endswith(".") and figure.label and "_" not in figure.label


def test_reading_changes_nothing(tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE, as_at="As at 30 September 2020")
    before = path.read_bytes(), path.stat().st_mtime_ns
    gipxl.check(gipxl.read(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [each.name for each in tmp_path.iterdir()] == ["plan.xlsx"]


def test_a_plan_as_a_pandas_table_has_a_row_for_each_action_and_real_dates() -> None:
    table = """
        | ref | title   | owner      | original_due | revised_due | status   |
        | A1  | Rosters | Head of HR | 2020-09-30   | 31/12/2020  | Revised  |
        | A2  | Stores  |            | TBC          |             | On track |
    """
    frame = plan_of(table).to_frame()
    assert list(frame["ref"]) == ["A1", "A2"] and list(frame["owner"]) == ["Head of HR", ""]
    assert [when.date() for when in frame["revised_due_date"].dropna()] == [date(2020, 12, 31)]
    assert frame["original_due_date"].isna().tolist() == [False, True]
