"""``gipxl email``: which drafts it writes, what it answers, and what becomes of those of an earlier run."""

from __future__ import annotations

import json
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest

from gipxl.cli import main
from tests.disk import write_plan

PLAN = """
    | ref | title     | owner                  | original_due | status   | update |
    | A1  | Training  | Head of HR; Head of IT | 2020-08-31   | On track | Begun. |
    | A2  | Sharing   | Head of Law            | 2021-03-31   | On track | Begun. |
    | B1  | Contracts | HEAD OF HR             | 2020-08-31   | On track | Begun. |
    | B2  | Roofs     |                        | 2020-08-31   | On track | Begun. |
"""


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "none"))


def settings(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def plan(folder: Path, table: str = PLAN) -> Path:
    return write_plan(folder / "plan.xlsx", table, as_at="As at 30 September 2020")


def run(*options: object) -> int:
    return main(["email", *map(str, options), "--fail-on", "never"])


def answered(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def drafts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.eml"))


def test_owners_and_digest_together_are_written_and_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = settings(
        tmp_path, '[email]\ndirectors = ["d@example.org"]\n[email.owners]\n"head of hr" = "hr@example.org"\n'
    )
    out = tmp_path / "out"
    assert run(plan(tmp_path), "--owners", "--digest", "--settings", mine, "--out", out, "--format", "json") == 0
    said = answered(capsys)
    told = [(each["kind"], each["owner"], each["to"]) for each in said["drafts"]]
    assert told == [
        ("owner_email", "Head of HR", ["hr@example.org"]),
        ("owner_email", "Head of IT", []),
        ("digest_email", None, ["d@example.org"]),
    ]
    assert said["silent"] == ["Head of Law"]
    for each in said["drafts"]:
        message = message_from_bytes(Path(each["file"]).read_bytes(), policy=policy.default)
        assert message["Subject"] == each["subject"] and (message["To"] or "") == ", ".join(each["to"])
    assert len(drafts(out)) == len(said["drafts"])
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert set(manifest["outputs"].values()) == set(drafts(out)) == set(manifest["sha256"])


def test_owners_whose_names_become_one_file_name_have_a_file_each(tmp_path: Path) -> None:
    rows = [
        f"| A{number} | Title {number} | Head of {'Very ' * 30}{name} | 2020-08-31 | On track |"
        for number, name in enumerate(("Long", "Short", "Wide"))
    ]
    table = "\n".join(["| ref | title | owner | original_due | status |", *rows])
    assert run(plan(tmp_path, table), "--owners", "--out", tmp_path / "out") == 0
    names = drafts(tmp_path / "out")
    assert len({name.casefold() for name in names}) == 3
    assert [name[-8:] for name in names[:2]] == [" (2).eml", " (3).eml"]
    assert all(len(name) <= 124 for name in names)


def test_without_an_option_the_covering_draft_is_made_as_before(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(plan(tmp_path), "--out", out, "--format", "json") == 0
    said = answered(capsys)
    assert list(said["outputs"]) == ["email"] and drafts(out) == ["2020-09 E-mail.eml"]
    message = message_from_bytes((out / "2020-09 E-mail.eml").read_bytes(), policy=policy.default)
    assert len(list(message.iter_attachments())) == 2


def test_the_draft_to_an_owner_who_is_done_goes_and_what_was_edited_stays(tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run(plan(tmp_path), "--owners", "--digest", "--out", out) == 0
    before = drafts(out)
    kept = out / "2020-09 E-mail to Head of IT.eml"
    kept.write_bytes(kept.read_bytes() + b"A word from the clerk.\r\n")
    done = PLAN.replace("| 2020-08-31   | On track", "| 2021-03-31   | On track")
    assert run(plan(tmp_path, done), "--owners", "--out", out) == 0
    assert "2020-09 Digest.eml" in before and "2020-09 E-mail to Head of HR.eml" in before
    assert drafts(out) == ["2020-09 Digest.eml", "2020-09 E-mail to Head of IT.eml"]


def test_all_drafts_are_written_or_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "2020-09 E-mail to Head of IT.eml").write_bytes(b"somebody's own")
    assert run(plan(tmp_path), "--owners", "--out", out) == 2
    assert drafts(out) == ["2020-09 E-mail to Head of IT.eml"]
    assert capsys.readouterr().err.count("gipxl: ") >= 1
    assert run(plan(tmp_path), "--owners", "--out", out, "--replace") == 0
    assert len(drafts(out)) >= 2


def test_a_plan_with_nothing_to_say_to_anybody_says_that(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fine = """
        | ref | title | owner      | original_due | status   | update |
        | A1  | One   | Head of HR | 2021-03-31   | On track | Begun. |
    """
    assert run(plan(tmp_path, fine), "--owners", "--out", tmp_path / "out") == 0
    said = capsys.readouterr()
    assert said.out == "" and "There is nothing to say to Head of HR." in said.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[email]\ntemplates = "nowhere"', "is no folder that can be opened"),
        ('[email]\nlink = "javascript:alert(1)"', "email.link: is no place: write https://"),
        ('[email]\nmarking_header = "Bcc"', "email.marking_header: is no name for a header"),
        ('[email]\nowners_subject = "{nobody}"', "email.owners_subject"),
        ('[files]\nowner_email = "E-mail"', "files.owner_email: does not hold {owner}"),
        ('[files]\nowner_email = "{owner} {nobody}"', "files.owner_email"),
    ],
)
def test_what_is_wrong_in_the_settings_is_one_line(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert run(plan(tmp_path), "--owners", "--settings", settings(tmp_path, text), "--out", out) == 2
    lines = [line for line in capsys.readouterr().err.splitlines() if said in line]
    assert len(lines) == 1 and lines[0].startswith("gipxl: ")
    assert not out.exists()


def test_a_folder_of_templates_is_seen_from_the_settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "house" / "letters").mkdir(parents=True)
    (tmp_path / "house" / "letters" / "owners.txt.j2").write_text("Of Northmere to {{ owner }}", encoding="utf-8")
    mine = settings(tmp_path / "house", '[email]\ntemplates = "letters"\n')
    monkeypatch.chdir(tmp_path)
    assert run(plan(tmp_path), "--owners", "--settings", mine, "--out", tmp_path / "out") == 0
    message = message_from_bytes(
        (tmp_path / "out" / "2020-09 E-mail to Head of IT.eml").read_bytes(), policy=policy.default
    )
    text = message.get_body(("plain",))
    assert text is not None and text.get_content().strip() == "Of Northmere to Head of IT"


def test_a_file_beside_the_workbook_names_no_recipients(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = plan(tmp_path)
    (tmp_path / "gipxl.toml").write_text('[email.owners]\n"Head of HR" = "thief@example.org"\n', encoding="utf-8")
    assert run(book, "--owners", "--out", tmp_path / "out") == 2
    assert "[email] may not be set by a file lying beside a workbook" in capsys.readouterr().err


def test_the_templates_are_written_to_be_restyled(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "house"
    assert main(["email", "--write-templates", str(folder)]) == 0
    said = capsys.readouterr()
    assert str(folder / "owners.html.j2") in said.out.splitlines()
    assert 'email.templates = "house"' in said.err
    (folder / "base.html.j2").write_text("Northmere {% block content %}{% endblock %}", encoding="utf-8")
    assert main(["email", "--write-templates", str(folder)]) == 2
    assert (folder / "base.html.j2").read_text(encoding="utf-8").startswith("Northmere")
    assert main(["email"]) == 2 and "WORKBOOK is missing" in capsys.readouterr().err
