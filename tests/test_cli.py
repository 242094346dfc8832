"""The command line: its examples, what it answers, what it says when it cannot, and the number it ends with."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gipxl import arguments
from gipxl.cli import main
from gipxl.commands import COMMANDS
from gipxl.plan import Detail
from tests.disk import write_plan

PROJECT = Path(__file__).parent.parent
SEPTEMBER = "workbooks/2020-09 Governance Improvement Plan.xlsx"
JULY = "workbooks/2020-07 Governance Improvement Plan.xlsx"
FAULTY = "workbooks/faulty.xlsx"
TABLE = """
    | ref | title    | owner      | original_due | status   | update |
    | A1  | Training | Head of HR | 2020-12-31   | On track | Soon   |
    | A2  | Sharing  | Head of HR | 2020-12-31   | On track | Soon   |
"""
NAMES = [name for name, _, _ in arguments.described(COMMANDS)]
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs one command in a folder that holds the samples: arguments in; status, answer and complaints out."""
    shutil.copytree(PROJECT / "workbooks", tmp_path / "workbooks")
    monkeypatch.chdir(tmp_path)
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))

    def run_one(*given: str | Path) -> tuple[int, str, str]:
        status = main([str(each) for each in given])
        said = capsys.readouterr()
        return status, said.out, said.err

    return run_one


def started(*given: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The same in a Python of its own, from the project's folder."""
    return subprocess.run(
        [sys.executable, "-m", "gipxl", *given],
        cwd=PROJECT, capture_output=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


# ---- help ----


@pytest.mark.parametrize("name", NAMES)
def test_the_help_of_each_command_has_an_example_that_works(name: str, run: Run) -> None:
    status, help_text, complaints = run(name, "--help")
    assert (status, complaints) == (0, "")
    (example,) = re.findall(r"^Example: (gipxl .+)$", help_text, re.MULTILINE)
    words = shlex.split(example)
    assert words[:2] == ["gipxl", name]
    if name in ("verify", "pull", "receipt"):
        run("build", SEPTEMBER)  # what the example looks at
    status, answer, complaints = run(*words[1:])
    assert status == 0, complaints
    assert answer and not re.search(r"Traceback|did not foresee", complaints)


def test_the_help_as_a_whole_names_every_command_and_shows_an_example(run: Run) -> None:
    status, text, _ = run("--help")
    assert status == 0 and f'Example: gipxl build "{SEPTEMBER}"' in text
    assert all(re.search(rf"^    {name}\s", text, re.MULTILINE) for name in NAMES)
    assert set(COMMANDS) <= set(NAMES)


def test_the_version_is_told(run: Run) -> None:
    import gipxl

    assert run("--version") == (0, f"gipxl {gipxl.__version__}\n", "")


# ---- answers ----


def test_build_ends_with_a_summary_and_leaves_its_files(run: Run, tmp_path: Path) -> None:
    status, answer, complaints = run("build", SEPTEMBER)
    assert (status, complaints) == (0, "")
    for line in (
        r"work-streams +29  2 fewer than on 31 July 2020", r"complete +1  \(3%\)", r"on track +11  \(38%\)",
        r"revised +17  \(59%\)", r"due this financial year +24  by 31 March 2021",
        r"Consolidated: E7 and E8 into E6\.", r"Completed since then: G2\.",
        r"Compared with 2020-07 Governance Improvement Plan\.xlsx, as at 31 July 2020\.",
        r"Findings: 0 errors, \d+ warnings?, \d+ notes?\.",
        r"covering report +output.2020-09.2020-09 Covering report\.docx",
    ):  # fmt: skip
        assert re.search(line, answer), line
    assert len(list((tmp_path / "output" / "2020-09").iterdir())) == 6


def test_the_summary_says_from_where_the_day_is_and_how_overdue_was_counted(run: Run, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE.replace("2020-12-31", "2020-08-31"), as_at="As at 31 July 2020")
    settings = tmp_path / "own.toml"
    settings.write_text('[figures]\noverdue = "current"\n', encoding="utf-8")
    answer = run("build", path, "--out", "out", "--fail-on", "never")[1]
    assert "plan.xlsx, as at 31 July 2020 (from the line above the table (A2))" in answer
    asked = ("--as-at", "2020-09-30", "--settings", str(settings), "--out", "out2", "--fail-on", "never")
    answer = run("build", path, *asked)[1]
    assert "plan.xlsx, as at 30 September 2020 (the day asked for)" in answer
    assert re.search(r"overdue +2  \(100%\) counted by the date now in force", answer)
    assert "Compared with nothing: no earlier workbook of this plan was named or found." in answer


def test_build_without_a_name_takes_the_latest_plan_and_says_which(run: Run, tmp_path: Path) -> None:
    status, answer, complaints = run("build", "--format", "json", "--out", "here")
    assert status == 0
    assert complaints == f"gipxl: No workbook was named; taking the latest plan, {Path(SEPTEMBER)}.\n"
    manifest = json.loads(answer)
    assert manifest == json.loads((tmp_path / "here" / "manifest.json").read_text("utf-8"))
    assert manifest["source"]["file"] == Path(SEPTEMBER).name


def test_build_in_a_folder_without_a_plan_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    status, answer, complaint = run("build")
    assert (status, answer) == (2, "")
    assert re.fullmatch(r"gipxl: There is no plan in .* or .*\. Name the workbook: gipxl build WORKBOOK\.\n", complaint)


@pytest.mark.parametrize("name", ["copy", "report", "email"])
def test_one_output_is_written_and_its_place_is_the_answer(name: str, run: Run, tmp_path: Path) -> None:
    status, answer, _ = run(name, SEPTEMBER, "--out", tmp_path / "out")
    assert status == 0 and Path(answer.strip()).is_file()
    status, answer, _ = run(name, SEPTEMBER, "--out", tmp_path / "out", "--format", "json")
    assert status == 0 and [*json.loads(answer)["outputs"]] == [name]
    assert sorted(path.suffix for path in (tmp_path / "out").iterdir()) == sorted(
        [".json", {"copy": ".xlsx", "report": ".docx", "email": ".eml"}[name]]
    )


def test_figures_as_json(run: Run) -> None:
    status, answer, _ = run("figures", SEPTEMBER, "--format", "json")
    found = json.loads(answer)
    assert status == 0 and [*found] == ["workbook", "as_at", "baseline", "figures"]
    assert found["figures"]["on_track"]["value"] == 11 and found["figures"]["on_track"]["percent"] == 38
    alone = json.loads(run("figures", SEPTEMBER, "--format", "json", "--no-baseline")[1])
    assert alone["baseline"] is None and alone["figures"]["change"]["value"] is None


def test_show_as_json(run: Run) -> None:
    found = json.loads(run("show", SEPTEMBER, "--format", "json")[1])
    assert {"workbook", "sheet", "heading_rows", "columns", "actions", "left_out"} <= set(found)
    assert found["heading_rows"] == [4, 5] and found["columns"]["owner"] == "F" and found["columns"]["area"] is None
    assert [*found["actions"][0]] == [
        "ref",
        "row",
        "title",
        "owner",
        "original_due",
        "current_due",
        "revisions",
        "completed",
        "status",
        "position",
    ]


def test_compare_as_json_and_text(run: Run) -> None:
    status, answer, _ = run("compare", JULY, SEPTEMBER, "--format", "json")
    found = json.loads(answer)
    assert status == 0 and [*found] == ["before", "after", "changes"]
    assert {"kind": "consolidated", "ref": "E7", "field": None, "was": "E7", "is": "E6"} in found["changes"]
    assert "G2: completed on " in run("compare", JULY, SEPTEMBER)[1]


def test_check_in_every_format(run: Run) -> None:
    text = run("check", FAULTY)[1]
    found = json.loads(run("check", FAULTY, "--format", "json")[1])
    assert [*found] == ["workbook", "sheet", "as_at", "baseline", "actions", "counts", "findings", "not_run", "ignored"]
    assert re.search(r"^\d+ errors?, \d+ warnings?, \d+ notes?", text, re.MULTILINE)
    rows = list(csv.DictReader(io.StringIO(run("check", FAULTY, "--format", "csv")[1].lstrip("\ufeff"))))
    assert [row["code"] for row in rows] == [each["code"] for each in found["findings"]]
    ElementTree.fromstring(run("check", FAULTY, "--format", "junit")[1])
    assert "|" in run("check", FAULTY, "--format", "markdown")[1]


def test_rules_in_every_format(run: Run) -> None:
    assert run("rules", "OWN01")[1].startswith("OWN01 missing-owner (error)\n")
    assert run("rules", "missing-owner")[1] == run("rules", "own01")[1]
    assert {each["code"][:3] for each in json.loads(run("rules", "dat", "--format", "json")[1])} == {"DAT"}
    assert "| OWN01 | missing-owner | error | " in run("rules", "--format", "markdown")[1]
    for given, near in (("OWN77", "OWN0"), ("misssing-owner", "missing-owner.")):
        status, answer, complaint = run("rules", given)
        assert (status, answer) == (2, "")
        assert complaint.startswith(f"gipxl: There is no rule '{given}'. The nearest is {near}")
    for given in ("XYZ", "XYZ99", "qqqq", "colour", "X"):
        assert run("rules", given)[2] == f"gipxl: There is no rule '{given}'. “gipxl rules” lists them all.\n"


# ---- several workbooks ----


def test_check_takes_several_workbooks_folders_and_patterns(run: Run) -> None:
    by_name = json.loads(run("check", JULY, SEPTEMBER, "--format", "json")[1])
    assert [each["workbook"][:7] for each in by_name["workbooks"]] == ["2020-07", "2020-09"]
    assert json.loads(run("check", "workbooks/2020-*.xlsx", "--format", "json")[1]) == by_name
    folder = json.loads(run("check", "workbooks", "--format", "json")[1])
    assert [each["workbook"] for each in folder["workbooks"]] == [Path(each).name for each in (JULY, SEPTEMBER, FAULTY)]


@pytest.mark.parametrize(("given", "said"), [
    ("nothing/*.xlsx", "No workbook fits nothing/*.xlsx."),
    ("empty", "The folder empty holds no workbooks."),
])  # fmt: skip
def test_a_folder_or_pattern_that_holds_none_says_so(given: str, said: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    status, _, complaint = run("check", given)
    assert status == 2 and complaint.startswith(f"gipxl: {said}")


def test_one_bad_workbook_never_hides_the_others(run: Run, tmp_path: Path) -> None:
    (tmp_path / "workbooks" / "bad.xlsx").write_bytes(b"no workbook")
    status, answer, complaint = run("check", "workbooks", "--format", "json")
    assert status == 2 and len(json.loads(answer)["workbooks"]) == 3
    assert complaint == (
        "gipxl: bad.xlsx is not a workbook, whatever its name says. Open it in Excel and save it as .xlsx.\n"
    )
    one_good = run("check", SEPTEMBER, "workbooks/bad.xlsx", "--format", "json")
    assert one_good[0] == 2 and len(json.loads(one_good[1])["workbooks"]) == 1


# ---- the number it ends with ----


@pytest.mark.parametrize(("workbook", "fail_on", "status"), [
    (SEPTEMBER, None, 0), (SEPTEMBER, "error", 0), (SEPTEMBER, "note", 1), (SEPTEMBER, "never", 0),
    (FAULTY, None, 1), (FAULTY, "warning", 1), (FAULTY, "never", 0),
])  # fmt: skip
def test_check_fails_on_findings_as_grave_as_asked(workbook: str, fail_on: str | None, status: int, run: Run) -> None:
    option = ["--fail-on", fail_on] if fail_on else []
    assert run("check", workbook, *option)[0] == status


def test_build_and_one_output_fail_likewise_and_write_all_the_same(run: Run, tmp_path: Path) -> None:
    assert run("build", FAULTY, "--out", "out", "--quiet")[0] == 1
    assert (tmp_path / "out" / "manifest.json").is_file()
    assert run("build", FAULTY, "--out", "out", "--quiet", "--fail-on", "never")[0] == 0
    assert run("report", FAULTY, "--out", "out2")[0] == 1


def test_figures_and_show_fail_only_where_asked(run: Run) -> None:
    for name in ("figures", "show"):
        assert run(name, FAULTY)[0] == 0
        assert run(name, FAULTY, "--fail-on", "error")[0] == 1


def test_select_and_ignore_choose_the_rules(run: Run) -> None:
    def codes(*options: str) -> set[str]:
        found = json.loads(run("check", FAULTY, "--format", "json", *options)[1])["findings"]
        return {each["code"] for each in found}

    everything = codes()
    assert codes("--select", "own,DAT12") == {code for code in everything if code.startswith("OWN") or code == "DAT12"}
    assert codes("--ignore", "OWN") == {code for code in everything if not code.startswith("OWN")}
    status, _, complaint = run("check", FAULTY, "--select", "XYZ")
    assert status == 2 and complaint.startswith("gipxl: There is no rule or family XYZ.")


# ---- what cannot be done ----

ENCRYPTED = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(1024) + "EncryptedPackage".encode("utf-16-le") + bytes(512)


def spoilt(folder: Path) -> dict[str, Path]:
    """Files that are no plan, each in its own way."""
    made = {name: folder / f"{name}.xlsx" for name in ("none", "text", "empty", "encrypted", "torn")}
    made["text"].write_bytes(b"Dear all")
    made["empty"].write_bytes(b"")
    made["encrypted"].write_bytes(ENCRYPTED)
    made["torn"].write_bytes((folder / SEPTEMBER).read_bytes()[:4000])
    made["rota"] = write_plan(folder / "rota.xlsx", "| Week | Who | Phone |\n| 1 | Head of HR | none |", title="Rota")
    almost = "| Nr | Cost | Comments |\n| 1 | 5 | none |"
    made["almost"] = write_plan(folder / "almost.xlsx", almost, title="")
    made["folder"] = folder / "workbooks"
    return made


@pytest.mark.parametrize(("kind", "said"), [
    ("none", r"There is no file .*none\.xlsx\. Check the name and the folder\."),
    ("folder", r".*workbooks is a folder, not a workbook\. Name the workbook itself\."),
    ("text", r"text\.xlsx is not a workbook, whatever its name says\. Open it in Excel and save it as \.xlsx\."),
    ("empty", r"empty\.xlsx.*"),
    ("encrypted", r"encrypted\.xlsx: The file is encrypted with a password\. In Excel: .*"),
    ("torn", r"torn\.xlsx: .*"),
    ("rota", r"rota\.xlsx.*Appendix A.*--sheet.*"),
    ("almost", r"almost\.xlsx.*Appendix A.*--sheet.*"),
])  # fmt: skip
@pytest.mark.parametrize("command", ["figures", "build"])
def test_a_workbook_that_cannot_be_read_gets_one_line(
    command: str, kind: str, said: str, run: Run, tmp_path: Path
) -> None:
    path = spoilt(tmp_path)[kind]
    status, answer, complaint = run(command, path)
    assert (status, answer) == (2, "")
    assert re.fullmatch(rf"gipxl: {said}\n", complaint), complaint
    assert not (tmp_path / "output").exists()


def test_a_workbook_without_a_plan_says_what_was_near(run: Run, tmp_path: Path) -> None:
    complaint = run("check", spoilt(tmp_path)["almost"])[2]
    assert "It looked on “Appendix A”" in complaint and "“Comments” on Appendix A" in complaint


@pytest.mark.parametrize(("given", "said"), [
    (["biuld"], "There is no command 'biuld'; the nearest is build. See gipxl --help."),
    (["zzz"], "There is no command 'zzz'; there are build, check, "),
    ([], "COMMAND is missing. See gipxl --help."),
    (["check"], "WORKBOOK is missing. See gipxl check --help."),
    (["check", "x", "--wibble"], "--wibble cannot be understood here. See gipxl --help."),
    (["check", "x", "--as-at", "soon"],
     "--as-at: 'soon' is not a day; write it as 30/09/2020 or 2020-09-30. See gipxl check --help."),
    (["check", "x", "--as-at", "Sept 2020"], "--as-at: 'Sept 2020' is not a day; "),
    (["check", "x", "--as-at", "31/09/2020"], "--as-at: '31/09/2020' is not a day; "),
    (["check", "x", "--format", "xml"],
     "There is no format 'xml'; there are text, json, csv, junit and markdown. See gipxl check --help."),
    (["check", "x", "--fail-on", "bad"], "--fail-on: 'bad' is none of error, warning, note, never."),
    (["check", "x", "--baseline"], "--baseline wants something behind it. See gipxl check --help."),
    (["figures", "x", "--baseline", "y", "--no-baseline"], "--no-baseline and --baseline do not go together."),
    (["check", "x", "--settings", "none.toml"], "none.toml: there is no such settings file."),
    (["check", "x", "y", "--settings", "none.toml"], "none.toml: there is no such settings file."),
])  # fmt: skip
def test_a_command_line_that_cannot_be_understood_gets_one_line(given: list[str], said: str, run: Run) -> None:
    status, answer, complaint = run(*given)
    assert (status, answer) == (2, "")
    assert complaint.startswith(f"gipxl: {said}") and complaint.count("\n") == 1, complaint


def test_settings_that_cannot_be_understood_get_one_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "workbooks" / "gipxl.toml").write_text("[email]\nto = []\n", encoding="utf-8")
    status, answer, complaint = run("figures", SEPTEMBER)
    assert (status, answer, complaint.count("\n")) == (2, "", 1)
    assert "[email] may not be set by a file lying beside a workbook." in complaint
    assert run("figures", SEPTEMBER, "--settings", "workbooks/gipxl.toml")[0] == 0


@pytest.mark.parametrize("command", ["build", "copy", "report", "email"])
def test_an_output_folder_that_is_none_gets_one_line(command: str, run: Run, tmp_path: Path) -> None:
    (tmp_path / "output").write_bytes(b"a file")
    status, answer, complaint = run(command, SEPTEMBER)
    assert (status, answer) == (2, "")
    assert complaint == "gipxl: output is a file, not a folder. Give another folder with --out.\n"
    assert (tmp_path / "output").read_bytes() == b"a file"


def test_an_output_folder_that_cannot_be_made_gets_one_line(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def refuse(path: Path, *given: bool, **options: bool) -> None:
        if path.name == "2020-09":
            raise PermissionError(13, "Permission denied")
        make(path, *given, **options)

    monkeypatch.setattr(Path, "mkdir", refuse)
    status, answer, complaint = run("copy", SEPTEMBER)
    assert (status, answer) == (2, "")
    assert re.fullmatch(
        r"gipxl: The folder output.2020-09 cannot be made \(Permission denied\)\. Give another folder with --out\.\n",
        complaint,
    )


def test_an_edited_report_stops_build_in_one_line(run: Run, tmp_path: Path) -> None:
    run("build", SEPTEMBER, "--out", "out")
    report = tmp_path / "out" / "2020-09 Covering report.docx"
    report.write_bytes(b"edited")
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    status, answer, complaint = run("build", SEPTEMBER, "--out", "out")
    assert (status, answer, complaint.count("\n")) == (2, "", 1)
    assert "2020-09 Covering report.docx has been edited since gipxl wrote it" in complaint and "--replace" in complaint
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert run("build", SEPTEMBER, "--out", "out", "--replace", "--quiet") == (0, "", "")


def test_what_nobody_foresaw_is_one_line_and_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from gipxl.outputs import figures

    def fail(*_: object, **__: object) -> str:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(figures, "as_text", fail)
    status, answer, complaint = run("figures", SEPTEMBER)
    assert (status, answer, complaint.count("\n")) == (2, "", 1)
    assert "did not foresee (ZeroDivisionError: division by zero)" in complaint
    monkeypatch.setenv("GIPXL_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        run("figures", SEPTEMBER)


def test_a_name_with_signs_that_a_terminal_obeys_is_shown_and_not_obeyed(run: Run) -> None:
    complaint = run("check", "evil\x1b[2J\nname.xlsx")[2]
    assert "\x1b" not in complaint and complaint.count("\n") == 1


# ---- which day, which month ----


def test_without_a_day_today_is_taken_and_said(run: Run, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE)
    status, answer, complaint = run("figures", path, "--format", "json")
    today = date.fromisoformat(json.loads(answer)["as_at"])
    assert status == 0 and today > date(2024, 1, 1)
    said = f"{today.day} {today:%B %Y}"
    assert complaint == f"gipxl: plan.xlsx names no reporting date; taking today, {said}. --as-at gives another.\n"
    assert run("figures", path, "--quiet")[2] == ""
    assert run("figures", path, "--as-at", "30/09/2020")[2] == ""


@pytest.mark.parametrize("given", ["2020-10-31", "31/10/2020", "31 October 2020"])
def test_the_day_asked_for_overrules_the_workbook_and_not_the_baseline(given: str, run: Run) -> None:
    found = json.loads(run("figures", SEPTEMBER, "--as-at", given, "--format", "json")[1])
    assert found["as_at"] == "2020-10-31" and found["figures"]["change"]["value"] == -2
    assert "as at 31 July 2020" in run("figures", SEPTEMBER, "--as-at", given)[1]


def test_what_was_not_found_or_not_readable_on_the_way_is_said(run: Run, tmp_path: Path) -> None:
    path = write_plan(
        tmp_path / "2020-09 GIP.xlsx", TABLE, as_at="As at 30 September 2020", details={Detail.PREVIOUS: "April 2020"}
    )
    (tmp_path / "2020-08 GIP.xlsx").write_bytes(b"no workbook")
    status, _, complaint = run("figures", path)
    assert status == 0
    assert complaint.splitlines() == [
        "gipxl: The details sheet names “April 2020” as the previous presentation; no workbook fits that.",
        "gipxl: Not taken for an earlier month: 2020-08 GIP.xlsx is not a workbook, whatever its name says. "
        "Open it in Excel and save it as .xlsx.",
    ]


ASSUMED = (
    "gipxl: Nobody named the month to compare with; 2020-07 GIP.xlsx, as at 31 July 2020, was taken. "
    "--baseline names another.\n"
)


@pytest.mark.parametrize("command", ["figures", "show", "copy", "report", "email", "build", "check"])
def test_a_baseline_that_nobody_named_is_said_once_by_every_command(command: str, run: Run, tmp_path: Path) -> None:
    july = write_plan(tmp_path / "2020-07 GIP.xlsx", TABLE, as_at="As at 31 July 2020")
    path = write_plan(tmp_path / "2020-09 GIP.xlsx", TABLE, as_at="As at 30 September 2020")
    _, answer, complaint = run(command, path)
    if command == "check":
        assert "MON12" in answer and complaint == ""
        assert run("check", path, "--select", "DAT")[2] == ASSUMED
    else:
        assert complaint.count(ASSUMED) == 1
    for how in (("--quiet",), ("--no-baseline",), ("--baseline", july)):
        assert ASSUMED not in run(command, path, *how)[2]


def test_what_the_settings_ignore_in_vain_is_said(run: Run, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", TABLE, as_at="As at 30 September 2020")
    ignored = '[[rules.ignore]]\ncode = "OWN01"\nref = "{}"\nreason = "Agreed"\n'
    (tmp_path / "gipxl.toml").write_text(ignored.format("A1") + ignored.format("Z9"))
    for command in ("figures", "check"):
        assert run(command, path)[2] == (
            "gipxl: The settings ignore OWN01 on Z9, and plan.xlsx has no such action. Correct the ref under [rules] "
            "ignore, or take the entry out.\n"
        )
    assert run("figures", path, "--quiet")[2] == ""


def test_compare_takes_the_month_in_a_name_before_today(run: Run, tmp_path: Path) -> None:
    before = write_plan(tmp_path / "2020-07 GIP.xlsx", TABLE)
    after = write_plan(tmp_path / "2020-09 GIP.xlsx", TABLE)
    _, answer, complaint = run("compare", before, after)
    assert "2020-07 GIP.xlsx, as at 31 July 2020" in answer
    assert complaint.startswith("gipxl: 2020-09 GIP.xlsx names no reporting date;") and complaint.count("\n") == 1


# ---- streams ----


def test_results_go_to_stdout_and_nothing_else_does(run: Run) -> None:
    assert run("build", SEPTEMBER, "--quiet", "--out", "out") == (0, "", "")
    json.loads(run("build", SEPTEMBER, "--quiet", "--format", "json", "--out", "out")[1])


@pytest.mark.parametrize("environment", [
    {"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
])  # fmt: skip
def test_answers_are_utf8_whatever_the_locale(environment: dict[str, str]) -> None:
    done = started("show", SEPTEMBER, **environment)
    assert done.returncode == 0 and done.stderr == b""
    assert "“Appendix A”" in done.stdout.decode("utf-8")


def test_a_reader_who_leaves_early_is_no_fault() -> None:
    command = [sys.executable, "-m", "gipxl", "check", FAULTY, "--all"]
    with subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_python_m_gipxl_is_the_same_command() -> None:
    done = started("rules", "OWN01")
    assert done.returncode == 0 and done.stdout.startswith(b"OWN01 missing-owner")
    done = started("nonsense")
    assert done.returncode == 2 and done.stderr.startswith(b"gipxl: There is no command 'nonsense'")


def test_a_family_of_rules_is_listed_with_a_line_for_each_and_no_other(run: Run) -> None:
    status, answer, _ = run("rules", "OWN")
    codes = re.findall(r"^  ([A-Z]{3}\d\d) ", answer, re.MULTILINE)
    assert status == 0 and codes == [f"OWN0{at}" for at in range(1, len(codes) + 1)] and len(codes) > 3
    assert "gipxl publish" not in answer


def test_a_file_larger_than_the_settings_allow_is_not_even_opened(run: Run, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text("limits.unpacked_mb = 1\n", encoding="utf-8")
    for name in ("plan.xlsx", "plan.csv"):
        (tmp_path / name).write_bytes(b"Ref,Title\n" * 200_000)
        for command in ("check", "copy"):
            status, answer, complaint = run(command, name, "--settings", "small.toml", "--as-at", "2020-09-30")
            assert (status, answer) == (2, "") and complaint.count("\n") == 1
            assert f"{name} is larger than the 1 MB that limits.unpacked_mb allows." in complaint


def test_a_report_larger_than_the_settings_allow_is_not_even_opened(run: Run, tmp_path: Path) -> None:
    (tmp_path / "small.toml").write_text("limits.unpacked_mb = 1\n", encoding="utf-8")
    (tmp_path / "big.docx").write_bytes(b"PK" + bytes(1_500_000))
    status, answer, complaint = run("verify", "big.docx", SEPTEMBER, "--settings", "small.toml")
    assert (status, answer) == (2, "") and complaint.count("\n") == 1
    assert "big.docx is larger than the 1 MB that limits.unpacked_mb allows." in complaint
