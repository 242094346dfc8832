"""``gipxl publish`` and the many ways in which trackers mark what the public may not read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipxl.cli import main
from gipxl.outputs.public.findings import Code
from gipxl.outputs.public.opendocument import _in_order as in_order
from tests.commands.test_publish import HEADINGS, Made, action, everything


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    return Made(tmp_path)


def published(made: Made, heading: str, marked: str, unmarked: str, **given: str) -> list[str]:
    """The refs that are published of three actions, of which the second carries ``marked`` under ``heading``."""
    given = {"wording": "It is being drawn up.", **given}
    rows = (
        action("C1", exempt=unmarked),
        action("C2", title="Quarrelsome land", exempt=marked, **given),
        action("C3", exempt=unmarked),
    )
    made.write(*rows, headings=(*HEADINGS[:-1], heading)).publish()
    assert "quarrelsome" not in everything(made)
    return [row["Ref"] for row in made.rows] if made.files else []


@pytest.mark.parametrize(
    ("heading", "marked", "unmarked"),
    [
        ("Part I/II", "II", "I"),
        ("Part 1 or Part 2", "Part 2", "Part 1"),
        ("Part 1 or 2", "2", "1"),
        ("Agenda part", "Part II", "Part I"),
        ("Publication status", "Withheld", "Published"),
        ("For publication?", "No", "Yes"),
        ("Public?", "✗", "✓"),
        ("Schedule 12A", "3", ""),
        ("Exemption paragraph", "Para 3", ""),
        ("Public or private", "Private", "Public"),
        ("Marking", "OS", "OFFICIAL"),
        # Columns that gipxl has no use for.
        ("Access", "Exempt", ""),
        ("Notes for the clerk", "Not for publication", ""),
        ("Visibility", "Internal only", "Everybody"),
        ("Classification", "OFFICIAL-SENSITIVE", "OFFICIAL"),
        ("Handling", "Commercial in confidence", ""),
        ("", "EXEMPT", ""),
    ],
)
def test_a_marked_action_is_withheld_under_whatever_heading(
    made: Made, heading: str, marked: str, unmarked: str
) -> None:
    assert published(made, heading, marked, unmarked) == ["C1", "C3"]


@pytest.mark.parametrize("heading", ["Restricted?", "Pink papers", "Report to closed session?"])
def test_a_column_that_speaks_of_publication_and_is_not_read_stops_it(made: Made, heading: str) -> None:
    assert published(made, heading, "x", "") == []


def test_a_mark_merged_down_over_actions_is_that_of_each(made: Made) -> None:
    import openpyxl

    made.write(action("C1"), action("C2"), action("C3"), headings=(*HEADINGS[:-1], "Access"))
    book = openpyxl.load_workbook(made.plan)
    book["Plan"]["K5"] = "Exempt"
    book["Plan"].merge_cells("K5:K6")
    book.save(made.plan)
    assert made.publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C3"]


def test_an_update_that_begins_with_a_mark_leaves_it_open_where_no_wording_was_written(
    made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    update = "EXEMPT: the buyer has withdrawn"
    assert published(made, "Cost code", "12", "12", update=update, wording="") == ["C1", "C3"]
    assert "“EXEMPT: the buyer has withdrawn” leaves it open whether C2 may be published" in capsys.readouterr().err


def test_updates_for_colleagues_may_be_marked_where_there_is_wording_for_the_public(made: Made) -> None:
    made.write(action("C1", update="OFFICIAL-SENSITIVE: legal advice"), action("C2"))
    assert made.publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C1", "C2"]


@pytest.mark.parametrize("column", ["title", "source", "wording"])
@pytest.mark.parametrize("words", ["OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE: sale of land"])
def test_a_protective_marking_in_what_would_be_published_stops_it(made: Made, column: str, words: str) -> None:
    made.write(action("C1", **{"wording": "", column: words}), action("C2"))
    assert made.publish() == 1
    assert not made.files


@pytest.mark.parametrize(
    ("heading", "words"),
    [("Audit type", "Internal"), ("Strand", "Protect"), ("Open/closed", "Closed"), ("Sector", "Private"),
     ("Next review", "Remove barriers")],
)  # fmt: skip
def test_words_of_ordinary_trackers_are_no_marks(made: Made, heading: str, words: str) -> None:
    made.write(action("C1", exempt=words), action("C2", exempt=words), headings=(*HEADINGS[:-1], heading))
    assert made.publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C1", "C2"]


@pytest.mark.parametrize(
    "words", ["It goes out on A4 paper.", "An A4-sized leaflet was sent.", "The A4 road was closed.", "A4 posters"]
)
def test_a_sheet_of_paper_is_no_withheld_action(made: Made, words: str) -> None:
    made.write(action("A1", wording=words), action("A4", title="Land at the mill", exempt="Yes"))
    assert made.publish() == 0
    made.write(action("A1", wording=f"{words} See A4."), action("A4", title="Land at the mill", exempt="Yes"))
    assert made.publish("--replace") == 1


@pytest.mark.parametrize(
    "owner",
    ["Head of ICT / Digital", "Borough Solicitor", "DCC", "ACC (Operations)", "Head of Legal (Monitoring Officer)"],
)
def test_ordinary_posts_need_no_settings(made: Made, owner: str) -> None:
    made.write(action("C1", owner=owner))
    assert made.publish() == 0
    assert made.rows[0]["Owner"] == owner


def test_each_finding_of_publishing_has_its_page(capsys: pytest.CaptureFixture[str]) -> None:
    for code in Code:
        assert main(["rules", code.code]) == 0
        page = capsys.readouterr().out
        assert page.startswith(f"{code.code} {code.title} ({code.level}), asked by gipxl publish alone\n\n"), page
    assert main(["rules", "marked-text"]) == 0
    assert capsys.readouterr().out.startswith("PUB01 ")


def test_the_catalogue_lists_the_findings_of_publishing_apart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    rules, publishing = capsys.readouterr().out.split("Asked by gipxl publish alone:\n")
    assert "PUB" not in rules
    assert [line.split()[0] for line in publishing.splitlines() if line.startswith("  PUB")] == [
        code.code for code in Code
    ]


def test_pages_of_an_opendocument_stand_in_one_order_whichever_libreoffice_chose() -> None:
    pages = [
        b'<style:master-page style:name="A"/>',
        b'<style:master-page style:name="B" x="/"><t>one</t></style:master-page>',
        b'<style:master-page style:name="C"><t>two</t></style:master-page>',
    ]  # fmt: skip
    written = b"<s>" + b"\n".join(pages) + b"</s>"
    assert in_order(b"<s>" + b"\n".join(reversed(pages)) + b"</s>") == in_order(written) == written
