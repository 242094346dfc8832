"""Odd places and odd names: pipes, links, folders called x.xlsx, names with every character, settings in a share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gipxl.settings import BESIDE_WORKBOOK, Settings
from tests.hostile.bases import SEPTEMBER
from tests.hostile.command_line import AS_AT, asked, limited, nothing_changes, refused, standing
from tests.hostile.corpus import plan

NAMES = [
    "plan (1) [final] {v2} & 100%.xlsx",
    "=cmd|' calc'!A0.xlsx",
    "-rf.xlsx",
    "{{ 7*7 }} {% x %}.xlsx",
    "a'b`c$(d);e.xlsx",
    "naïve – “quoted” 計画 🙂.xlsx",
    "\u202eslx.exe.xlsx",
    "\u200bplan.xlsx",
    "two\nlines.xlsx",
    "tab\tbell\x07.xlsx",
    "\udce9latin.xlsx",
    f"{'x' * 240}.xlsx",
    "...xlsx",
    "plan.tar.xlsx",
    "con.xlsx",
    "<b>bold<b>.xlsx",
    "#N&A;.xlsx",
]
POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows has neither such names nor pipes")


@POSIX
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_of_any_characters(name: str, tmp_path: Path) -> None:
    there, out = tmp_path / "there", tmp_path / "out"
    there.mkdir()
    path = there / name
    path.write_bytes(SEPTEMBER.read_bytes())
    with nothing_changes(there):
        answers = [asked("check", path, "--quiet"), asked("build", path, "--out", out, "--quiet", "--fail-on", "never")]
        answers.append(asked("publish", path, "--out", out / "public", "--no-ods", "--quiet"))
        answers.append(asked("rollover", path, "--year", "2021/22", "--to", out / "next.xlsx", "--quiet"))
    assert [answer.faults for answer in answers] == [[]] * 4
    assert answers[1].status == 0 and len(list(out.glob("*"))) >= 6
    for made in out.rglob("*"):
        assert made.name.isprintable() and not made.name.startswith((".", "-")), made
        if made.suffix in (".html", ".json", ".csv"):
            assert "\x07" not in made.read_text("utf-8")


@POSIX
def test_a_pipe_and_a_device_are_no_workbooks_and_nobody_waits_for_them(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.xlsx"
    os.mkfifo(pipe)
    whole = tmp_path / "whole.xlsx"
    whole.write_bytes(plan())
    for path in (pipe, Path("/dev/zero")):
        for command in ("check", "show", "history"):
            refused(limited(command, path, *AS_AT), path.name, "a pipe or a device")
        refused(limited("receipt", path, whole), path.name)
        refused(limited("verify", path, whole, *AS_AT), path.name)
        refused(limited("check", whole, "--settings", path, *AS_AT), path.name)
    # One that lies beside the workbook is no earlier month.
    assert limited("check", whole, *AS_AT).status in (0, 1)
    assert limited("build", whole, "--out", tmp_path / "out", "--fail-on", "never", *AS_AT).status == 0


@POSIX
def test_links_are_followed_to_what_they_name_and_never_written_through(tmp_path: Path) -> None:
    real, link = tmp_path / "real" / "plan.xlsx", tmp_path / "link.xlsx"
    real.parent.mkdir()
    real.write_bytes(plan())
    link.symlink_to(real)
    (tmp_path / "loop.xlsx").symlink_to(tmp_path / "loop.xlsx")
    (tmp_path / "gone.xlsx").symlink_to(tmp_path / "nowhere.xlsx")
    with nothing_changes(real.parent):
        assert asked("check", link, "--quiet", *AS_AT).status in (0, 1)
        refused(asked("check", tmp_path / "loop.xlsx", *AS_AT), "loop.xlsx")
        refused(asked("check", tmp_path / "gone.xlsx", *AS_AT), "gone.xlsx")
        refused(asked("rollover", real, "--year", "2021/22", "--to", link, "--replace", *AS_AT), "link.xlsx")


def test_a_folder_called_as_a_workbook(tmp_path: Path) -> None:
    folder = tmp_path / "plan.xlsx"
    folder.mkdir()
    whole = tmp_path / "whole.xlsx"
    whole.write_bytes(plan())
    refused(asked("check", folder, *AS_AT), "plan.xlsx holds no workbooks")
    refused(asked("receipt", folder, whole), "is a folder")
    refused(asked("verify", folder, whole, *AS_AT), "plan.xlsx")
    refused(asked("rollover", whole, "--year", "2021/22", "--to", folder, "--quiet", *AS_AT), "is a folder")
    assert asked("build", whole, "--out", tmp_path / "out", "--quiet", "--fail-on", "never", *AS_AT).status == 0


def test_what_cannot_be_written_is_one_line_and_nothing_is_left(tmp_path: Path) -> None:
    whole, file = tmp_path / "plan.xlsx", tmp_path / "file"
    whole.write_bytes(plan())
    file.write_bytes(b"")
    with nothing_changes(tmp_path):
        for out in (file, file / "below", Path("/proc/nowhere"), Path("/dev/null/x")):
            refused(asked("build", whole, "--out", out, "--quiet", *AS_AT), str(out.parts[1]))
            refused(asked("publish", whole, "--out", out, "--no-ods", "--quiet", *AS_AT))
            refused(asked("rollover", whole, "--year", "2021/22", "--to", out / "next.xlsx", "--quiet", *AS_AT))
            refused(asked("new", "--year", "2020/21", "--to", out / "new.xlsx", "--quiet"))


@pytest.mark.parametrize("table", sorted(set(Settings.__struct_fields__) - set(BESIDE_WORKBOOK)))
def test_settings_in_a_share_reach_nowhere(table: str, tmp_path: Path) -> None:
    whole, beside = tmp_path / "plan.xlsx", tmp_path / "gipxl.toml"
    whole.write_bytes(plan())
    beside.write_text(f"[{table}]\n", "utf-8")
    with nothing_changes(tmp_path):
        for command in ("check", "build", "copy", "report", "email", "publish", "history"):
            refused(
                asked(
                    command, whole, *([] if command in ("check", "history") else ["--out", tmp_path / "out"]), *AS_AT
                ),
                f"[{table}] may not be set",
            )


def test_settings_in_a_share_raise_no_limits_and_name_no_template(tmp_path: Path) -> None:
    whole, beside = tmp_path / "plan.xlsx", tmp_path / "gipxl.toml"
    whole.write_bytes(plan())
    for line in (
        "limits.rows = 1000000",
        'email.to = ["x@example.org"]',
        'report.template = "//host/share/x.docx"',
        'files.report = "../../x"',
    ):
        beside.write_text(f"{line}\n", "utf-8")
        before = standing(tmp_path)
        refused(asked("email", whole, "--out", tmp_path / "out", *AS_AT), "may not be set by a file lying beside")
        assert standing(tmp_path) == before
