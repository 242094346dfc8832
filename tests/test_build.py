"""The monthly job: what it leaves, what it replaces, and what it never touches."""

from __future__ import annotations

import json
import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import gipxl
from gipxl.build import assess_workbook, write_one
from gipxl.errors import OutputError, SettingsError, WorkbookError
from gipxl.files import sha256
from gipxl.making import copy_output, name_of, page_output
from gipxl.output_folder import MANIFEST, last_written
from gipxl.settings import FileSettings, ReportSettings, Settings
from tests.disk import write_plan

WORKBOOKS = Path(__file__).parent.parent / "workbooks"
SEPTEMBER = "2020-09 Governance Improvement Plan.xlsx"
JULY = "2020-07 Governance Improvement Plan.xlsx"
TABLE = """
    | ref | title     | owner      | original_due | revised_due | status   | update |
    | A1  | Training  | Head of HR | 2020-12-31   | 2021-01-31  | Revised  | Soon   |
    | A2  | Sharing   | Head of HR | 2020-12-31   |             | On track | Soon   |
"""


def snapshot(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Every file of a folder: its bytes and its time."""
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir() if path.is_file()}


def read_json(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, tuple[bytes, int]], gipxl.api.Built]:
    """The samples' folder before the job, and what the job made of September."""
    folder = tmp_path_factory.mktemp("made")
    shutil.copytree(WORKBOOKS, folder / "workbooks")
    for path in (folder / "workbooks").iterdir():
        os.utime(path, ns=(1_600_000_000_000_000_000, 1_600_000_000_000_000_000))
    before = snapshot(folder / "workbooks")
    built = gipxl.build(folder / "workbooks" / SEPTEMBER, out=folder / "output")
    return folder, before, built


def test_every_output_is_there_and_the_manifest_lists_them(made: Any) -> None:
    folder, before, built = made
    manifest = read_json(folder / "output" / MANIFEST)
    assert manifest == json.loads(json.dumps(built.manifest))
    assert list(manifest) == ["as_at", "source", "baseline", "outputs", "sha256", "receipt"]
    assert manifest["as_at"] == "2020-09-30"
    assert manifest["source"] == {"file": SEPTEMBER, "sha256": sha256(before[SEPTEMBER][0])}
    assert manifest["baseline"] == {"file": JULY, "sha256": sha256(before[JULY][0])}
    assert manifest["outputs"] == {
        "copy": "2020-09 Governance Improvement Plan - flagged OFFICIAL-SENSITIVE.xlsx",
        "report": "2020-09 Covering report.docx",
        "page": "2020-09 Status OFFICIAL-SENSITIVE.html",
        "email": "2020-09 E-mail OFFICIAL-SENSITIVE.eml",
        "findings": "findings.json",
    }
    written = {path.name: sha256(path.read_bytes()) for path in (folder / "output").iterdir() if path.name != MANIFEST}
    assert manifest["sha256"] == written
    assert manifest["receipt"]["kept"] > 0 and manifest["receipt"]["lost"] == []


def test_findings_json_is_what_check_prints(made: Any) -> None:
    found = read_json(made[0] / "output" / "findings.json")
    assert (found["workbook"], found["as_at"], found["baseline"]) == (SEPTEMBER, "2020-09-30", JULY)
    assert found["actions"] == 29 and found["counts"]["error"] == 0


def test_the_sources_are_as_they_were_and_nothing_lies_beside_them(made: Any) -> None:
    folder, before, _ = made
    assert snapshot(folder / "workbooks") == before
    assert not [path for path in (folder / "workbooks").iterdir() if path.is_dir()]
    assert sorted(path.name for path in folder.iterdir()) == ["output", "workbooks"]


def test_the_same_inputs_give_the_same_bytes(made: Any, tmp_path: Path) -> None:
    folder, _, _ = made
    gipxl.build(folder / "workbooks" / SEPTEMBER, out=tmp_path / "again")
    assert {name: content for name, (content, _) in snapshot(tmp_path / "again").items()} == {
        name: content for name, (content, _) in snapshot(folder / "output").items()
    }


# ---- a small plan, for everything else ----


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "plans" / "2020-09 GIP.xlsx", TABLE, as_at="As at 30 September 2020")


def test_run_again_it_replaces_its_own_outputs(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    first = gipxl.build(plan, out=out)
    write_plan(plan, TABLE.replace("Sharing", "Sharing of data"), as_at="As at 30 September 2020")
    second = gipxl.build(plan, out=out)
    assert {path.name for path in out.iterdir()} == {path.name for path in first.files.values()}
    assert first.manifest["source"] != second.manifest["source"]
    assert read_json(out / MANIFEST)["sha256"] == {
        path.name: sha256(path.read_bytes()) for path in out.iterdir() if path.name != MANIFEST
    }


def test_an_edited_report_is_never_overwritten_without_replace(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    report = gipxl.build(plan, out=out).files["report"]
    report.write_bytes(report.read_bytes() + b"edited")
    write_plan(plan, TABLE.replace("Sharing", "Sharing of data"), as_at="As at 30 September 2020")
    before = snapshot(out)
    with pytest.raises(OutputError) as error:
        gipxl.build(plan, out=out)
    assert str(error.value) == (
        f"{report} has been edited since gipxl wrote it, or was never gipxl's. "
        "Keep it under another name, or run the command with --replace."
    )
    assert snapshot(out) == before
    gipxl.build(plan, out=out, replace=True)
    assert not report.read_bytes().endswith(b"edited")
    gipxl.build(plan, out=out)


def test_a_file_that_was_never_gipxl_s_is_never_overwritten(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    out.mkdir()
    for name, content in (("findings.json", b"mine"), (MANIFEST, b'{"name": "an app"}'), (MANIFEST, b"no JSON")):
        (out / name).write_bytes(content)
        with pytest.raises(OutputError, match=f"{name} has been edited since gipxl wrote it, or was never gipxl's"):
            gipxl.build(plan, out=out)
        assert {path.name: path.read_bytes() for path in out.iterdir()} == {name: content}
        (out / name).unlink()


def test_outputs_under_names_no_longer_used_go_unless_they_were_edited(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    first = gipxl.build(plan, out=out)
    edited = first.files["email"]
    edited.write_bytes(b"edited")
    (out / "notes.txt").write_bytes(b"mine")
    names = Settings(files=FileSettings(copy="copy", report="report", page="page", email="email"))
    gipxl.build(plan, out=out, settings=names)
    assert {path.name for path in out.iterdir()} == {
        "copy.xlsx",
        "report.docx",
        "page.html",
        "email.eml",
        "findings.json",
        MANIFEST,
        "notes.txt",
        edited.name,
    }


def test_an_output_open_in_word_stops_the_job_before_it_writes(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    report = gipxl.build(plan, out=out).files["report"]
    mark = out / f"~${report.name[2:]}"
    mark.write_bytes(b"Head of HR")
    write_plan(plan, TABLE.replace("Sharing", "Sharing of data"), as_at="As at 30 September 2020")
    before = snapshot(out)
    with pytest.raises(OutputError, match=f"{report.name} is open in Word"):
        gipxl.build(plan, out=out)
    assert snapshot(out) == before


@pytest.mark.parametrize("replace", [False, True])
def test_no_output_ever_takes_the_place_of_a_workbook_that_was_read(replace: bool, plan: Path) -> None:
    names = Settings(files=FileSettings(copy="{name}"))
    before = snapshot(plan.parent)
    with pytest.raises(OutputError, match="is one of the workbooks read"):
        gipxl.build(plan, out=plan.parent, settings=names, replace=replace)
    assert snapshot(plan.parent) == before


def test_a_workbook_saved_while_gipxl_is_at_work_is_noticed(plan: Path) -> None:
    month = assess_workbook(plan, settings=Settings())
    write_plan(plan, TABLE.replace("Sharing", "Sharing of data"), as_at="As at 30 September 2020")
    with pytest.raises(WorkbookError, match="was saved by somebody while gipxl was at work on it"):
        copy_output(month.assessment)
    plan.unlink()
    with pytest.raises(WorkbookError, match="cannot be opened any more"):
        copy_output(month.assessment)


# ---- names ----


def test_names_come_from_the_settings_with_the_marking_where_there_is_one(plan: Path) -> None:
    settings = Settings(files=FileSettings(copy="Copy of {name}", page="{month}: status {marking}"))
    assessment = assess_workbook(plan, settings=settings).assessment
    assert name_of("copy", assessment, ".xlsx") == "Copy of 2020-09 GIP.xlsx"
    assert name_of("page", assessment, ".html") == "2020-09 status.html"


@pytest.mark.parametrize("pattern", ["{wibble}", "{", "{0}", "{name.nothing}", "{month!z}"])
def test_a_name_that_cannot_be_filled_in_is_refused(pattern: str, plan: Path) -> None:
    assessment = assess_workbook(plan, settings=Settings(files=FileSettings(copy=pattern))).assessment
    with pytest.raises(OutputError, match=r"The setting files\.copy .* cannot be filled in\. Use \{month\}"):
        name_of("copy", assessment, ".xlsx")


def test_a_long_name_gives_way_before_the_marking_does(tmp_path: Path) -> None:
    long = tmp_path / f"{'Governance Improvement Plan of many bodies ' * 4}.xlsx"
    shutil.copy(WORKBOOKS / SEPTEMBER, long)
    name = name_of("copy", assess_workbook(long, settings=Settings(), compare=False).assessment, ".xlsx")
    assert name.startswith("Governance Improvement Plan of many bodies")
    assert name.endswith(" - flagged OFFICIAL-SENSITIVE.xlsx") and len(name) <= 125


# ---- one output ----


def test_one_output_alone_is_remembered_beside_the_others(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    month = assess_workbook(plan, settings=Settings())
    copy, receipt, _ = copy_output(month.assessment)
    write_one(month, copy, folder=out, receipt=receipt)
    write_one(month, page_output(month.assessment), folder=out)
    manifest = read_json(out / MANIFEST)
    assert list(manifest["outputs"]) == ["copy", "page"]
    assert (
        manifest["sha256"]
        == last_written(out)
        == {path.name: sha256(path.read_bytes()) for path in out.iterdir() if path.name != MANIFEST}
    )
    assert manifest["receipt"] == json.loads(json.dumps(receipt)) and manifest["receipt"]["lost"] == []
    (out / copy.name).write_bytes(b"edited")
    with pytest.raises(OutputError, match="has been edited"):
        write_one(month, copy, folder=out)
    write_one(month, copy, folder=out, replace=True)


def test_a_manifest_that_lies_about_paths_is_not_followed(plan: Path, tmp_path: Path) -> None:
    out = tmp_path / "output"
    out.mkdir()
    precious = tmp_path / "precious.txt"
    precious.write_bytes(b"mine")
    lie = {"sha256": {"../precious.txt": sha256(b"mine"), str(precious): sha256(b"mine")}, "outputs": 3}
    (out / MANIFEST).write_text(json.dumps(lie), encoding="utf-8")
    gipxl.build(plan, out=out)
    assert precious.read_bytes() == b"mine"


def test_a_template_that_is_not_there_is_named(plan: Path, tmp_path: Path) -> None:
    settings = Settings(report=ReportSettings(template=str(tmp_path / "none.docx")))
    with pytest.raises(SettingsError, match=r"The report template .*none\.docx cannot be opened"):
        gipxl.build(plan, out=tmp_path / "output", settings=settings)
    assert not (tmp_path / "output").exists()


def test_the_reporting_date_asked_for_is_never_the_baseline_s(plan: Path, tmp_path: Path) -> None:
    july = write_plan(tmp_path / "july.xlsx", TABLE, as_at="As at 31 July 2020")
    built = gipxl.build(plan, out=tmp_path / "output", baseline=july, as_at=date(2020, 10, 31))
    assert built.manifest["as_at"] == "2020-10-31"
    assert built.assessment.baseline is not None and built.assessment.baseline.as_at == date(2020, 7, 31)
