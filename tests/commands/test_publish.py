"""``gipxl publish``: nothing that is withheld stands in any part of any file, and what is doubtful is withheld."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from gipxl.cli import main
from gipxl.outputs import libreoffice

WORKBOOKS = Path(__file__).parent.parent.parent / "workbooks"
SEPTEMBER = WORKBOOKS / "2020-09 Governance Improvement Plan.xlsx"
HEADINGS = (
    "Ref", "Title", "Source", "Action required", "Owner", "Original date", "Revised date", "Status", "Latest update",
    "Wording for the report", "Exempt",
)  # fmt: skip


def action(ref: str = "C1", **given: Any) -> list[Any]:
    """A row in which all may be published, but for what is given."""
    row = {
        "ref": ref, "title": f"Contracts register {ref}", "source": "Internal audit", "action": "Draw it up",
        "owner": "Head of HR", "original": date(2020, 12, 31), "revised": "", "status": "On track",
        "update": "With colleagues", "wording": "It is being drawn up.", "exempt": "",
    }  # fmt: skip
    return list({**row, **given}.values())


class Made:
    """A plan written to disk and published."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.plan = folder / "plan.xlsx"
        self.out = folder / "out"

    def write(self, *rows: list[Any], headings: tuple[str, ...] = HEADINGS, title: str = "Improvement plan") -> Made:
        with xlsxwriter.Workbook(self.plan) as book:
            fill(book, book.add_worksheet("Plan"), rows, headings, title)
        return self

    def publish(self, *options: str, settings: str = "", ods: bool = False) -> int:
        given = self.folder / "own.toml"
        given.write_text(settings, encoding="utf-8")
        more = [] if ods else ["--no-ods"]
        return main(["publish", str(self.plan), "--as-at", "2020-09-30", "--no-baseline", "--out", str(self.out),
                     "--settings", str(given), *more, *options])  # fmt: skip

    @property
    def files(self) -> dict[str, bytes]:
        found = {path.name: path.read_bytes() for path in sorted(self.out.iterdir())} if self.out.exists() else {}
        return {name: content for name, content in found.items() if name != "manifest.json"}

    @property
    def rows(self) -> list[dict[str, str]]:
        return list(csv.DictReader(io.StringIO(self.files["2020-09 Public version.csv"].decode("utf-8-sig"))))

    @property
    def figures(self) -> dict[str, int]:
        text = self.files["2020-09 Public version figures.csv"].decode("utf-8-sig")
        return {row["Figure"]: int(row["Number"]) for row in csv.DictReader(io.StringIO(text))}

    @property
    def sheets(self) -> Any:
        return openpyxl.load_workbook(io.BytesIO(self.files["2020-09 Public version.xlsx"]))


def fill(book: Any, sheet: Any, rows: tuple[list[Any], ...], headings: tuple[str, ...], title: str) -> None:
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_string("A1", "OFFICIAL-SENSITIVE")
    sheet.write_string("A2", title)
    sheet.write_row("A4", headings)
    for number, row in enumerate(rows, start=4):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(number, column, datetime(value.year, value.month, value.day), day)
            else:
                sheet.write_string(number, column, value)


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    monkeypatch.chdir(tmp_path)
    return Made(tmp_path)


def parts(content: bytes) -> Iterator[bytes]:
    """Everything that a file holds: its bytes, and each part of a package."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            yield package.comment
            for name in package.namelist():
                yield name.encode()
                yield from parts(package.read(name))


def everything(made: Made) -> str:
    text = "\n".join(part.decode("utf-8", "replace") for content in made.files.values() for part in parts(content))
    return re.sub(r"\s+", " ", text + " ".join(made.files)).casefold()


# ---- nothing that is withheld stands in it ----

SECRETS = st.lists(
    st.text("bcdfghjklmnpqrstvwz", min_size=9, max_size=14), min_size=14, max_size=14, unique=True
)  # fmt: skip


def planted(path: Path, words: list[str]) -> None:
    """A plan with a word in every place from which one might leak."""
    names = iter(words)
    rows = (
        action("GOV71", action=next(names), update=next(names)),
        action("GOV72", title=f"{next(names)} about land", wording=next(names), source=next(names), exempt="Yes"),
        action("GOV73", owner=f"{next(names).title()} Smythe", title="The third", exempt=""),
        action("GOV74", title=f"{next(names)} out of sight"),
        action("GOV75", title="Fifth", revised=f"31/01/2021 ({next(names)})"),
    )
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Plan")
        fill(book, sheet, rows, HEADINGS, "Improvement plan")
        sheet.write_comment("B5", next(names), {"author": next(names)})
        sheet.set_row(7, None, None, {"hidden": True})
        hidden = book.add_worksheet("Behind")
        hidden.write_string("A1", next(names))
        hidden.hide()
        name = next(names)
        book.define_name(f"_{name}", "=Plan!$A$1")
        book.set_properties({"author": next(names), "manager": name, "comments": name, "keywords": name})
        sheet.set_header(f"&C{next(names)}")
        assert next(names, None) is None


def check_secrets(folder: Path, words: list[str], *, ods: bool) -> None:
    made = Made(folder)
    planted(made.plan, words)
    posts = f'publish.posts = {{"{words[5].title()} Smythe" = "Head of Land"}}'
    assert made.publish("--quiet", settings=posts, ods=ods) == 0
    assert len(made.files) == (4 if ods else 3)
    text = everything(made)
    for word in (*words, "Smythe", "GOV72", "GOV74", "OFFICIAL"):
        assert not re.search(rf"\b{word.casefold()}\b", text), word
    assert [row["Ref"] for row in made.rows] == ["GOV71", "GOV73", "GOV75"] and made.figures["Withheld"] == 2


@settings(max_examples=10)
@given(SECRETS)
def test_no_part_of_any_file_holds_a_withheld_word(words: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        check_secrets(Path(folder), words, ods=False)


@pytest.mark.needs("soffice")
def test_nor_does_the_one_for_libreoffice(tmp_path: Path) -> None:
    words = [f"{letter}qzvxkw{letter}jb" for letter in "bcdfghjklmnprs"]
    check_secrets(tmp_path, words, ods=True)


# ---- totals ----


def test_the_totals_are_those_of_the_report(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.plan = SEPTEMBER
    assert made.publish() == 0
    capsys.readouterr()
    main(["figures", str(SEPTEMBER), "--no-baseline", "--format", "json"])
    told = json.loads(capsys.readouterr().out)["figures"]
    ours = made.figures
    named = {"workstreams": "Work-streams", "due_this_year": "Due this financial year", "on_track": "On track",
             "complete": "Complete", "revised": "Revised", "overdue": "Overdue", "at_risk": "At risk",
             "not_started": "Not started", "unclear": "Unclear"}  # fmt: skip
    assert {ours[label] for label in named.values()} and ours["Withheld"] == 0
    assert {name: ours[label] for name, label in named.items()} == {name: told[name]["value"] for name in named}
    assert len(made.rows) == ours["Published here"] == told["workstreams"]["value"]
    by_status = [row["Status"] for row in made.rows]
    assert by_status.count("Revised") == told["revised"]["value"]


def test_withheld_actions_are_counted_and_the_public_is_told(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(action("C1"), action("C2", exempt="Exempt - paragraph 3"), action("C3", status="Complete"))
    assert made.publish() == 0
    figures = made.figures
    assert (figures["Work-streams"], figures["On track"], figures["Complete"], figures["Withheld"]) == (3, 2, 1, 1)
    top = [made.sheets["Plan"].cell(row, 1).value for row in range(1, 6)]
    told = "The plan has 3 actions: 1 complete (33%) and 2 on track (67%)."
    assert top[2] == f"{told} 3 of them are complete or due by 31 March 2021."
    assert top[3] == "1 action is withheld from this published version and is counted in these totals."
    assert "Withheld as exempt: C2." in capsys.readouterr().err


# ---- marks ----


@pytest.mark.parametrize(
    ("heading", "mark", "published", "doubtful"),
    [
        ("Exempt", "", True, False),
        ("Exempt", "No", True, False),
        ("Exempt", "Yes", False, False),
        ("Exempt", "x", False, False),
        ("Exempt?", "Yes - para 3", False, True),
        ("Exempt", "perhaps", False, True),
        ("Publish", "Yes", True, False),
        ("Publish?", "No", False, False),
        ("Publish", "", False, True),
        ("Publish", "x", False, True),
        ("For publication", "Not for publication", False, False),
        ("Not for publication", "Yes", False, False),
        ("Protective marking", "OFFICIAL", True, False),
        ("Protective marking", "OFFICIAL-SENSITIVE", False, False),
    ],
)
def test_a_column_says_what_may_be_published(
    heading: str, mark: str, published: bool, doubtful: bool, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    others = "No" if "xempt" in heading or "Not" in heading else "OFFICIAL" if "mark" in heading else "Publish"
    made.write(*(action(f"C{number}", exempt=others) for number in (1, 2, 3)), action("D4", exempt=mark),
               headings=(*HEADINGS[:-1], heading))  # fmt: skip
    assert made.publish() == 0
    assert ("D4" in [row["Ref"] for row in made.rows]) is published
    assert ("(PUB10)" in capsys.readouterr().err) is doubtful


@pytest.mark.parametrize(
    ("given", "published"),
    [
        ({"title": "Land sale (exempt)"}, False),
        ({"title": "EXEMPT: land sale"}, False),
        ({"ref": "D4 (Exempt)"}, False),
        ({"status": "Withheld"}, False),
        ({"wording": "Not for publication"}, False),
        ({"wording": "No"}, False),
        ({"title": "Exempt accommodation review"}, False),
        ({"title": "Exempt accommodation review", "exempt": "Not exempt"}, True),
        ({"title": "Review of exempt accommodation for tenants"}, True),
        ({"title": "Review of tax-exempt savings"}, True),
    ],
)
def test_a_mark_beside_other_words_withholds_and_a_doubtful_one_too(
    given: dict[str, str], published: bool, made: Made
) -> None:
    made.write(action("C1"), action(**{"ref": "D4", **given}), action("C2", exempt="No"))
    assert made.publish() == 0
    assert any(row["Ref"].startswith("D4") for row in made.rows) is published
    assert made.figures["Work-streams"] == 3


def test_two_columns_that_speak_of_publication_stop_it(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [[*action(f"C{number}", exempt="No"), "Yes"] for number in range(1, 4)]
    made.write(*rows, headings=(*HEADINGS, "Publish"))
    assert made.publish() == 1 and not made.files
    assert "PUB08" in capsys.readouterr().out


def test_words_of_the_settings_keep_an_action_back(made: Made) -> None:
    made.write(action("C1"), action("C2", exempt="Pink paper 4"))
    assert made.publish(settings='publish.exempt_words = ["Pink paper"]') == 0
    assert [row["Ref"] for row in made.rows] == ["C1"]


# ---- owners ----


@pytest.mark.parametrize(
    "owner",
    ["Head of People and Inclusion", "CFO", "Director of Finance; Head of IT", "Section 151 Officer", "HR Team",
     "Lead: Head of HR", "Head of Children's Services"],
)  # fmt: skip
def test_an_owner_of_whose_words_all_are_known_is_a_post(owner: str, made: Made) -> None:
    assert made.write(action(owner=owner)).publish() == 0
    assert made.rows[0]["Owner"] == owner.replace("; ", " and ")


@pytest.mark.parametrize(
    "owner",
    ["J Smith", "Jo (Head of HR)", "A. Person, Head of HR", "Head of HR – Jo Smith", "Waters", "Parks", "JS",
     "Grace Head", "Director May", "Head of HR & Sam"],
)  # fmt: skip
def test_an_owner_who_may_be_a_person_stops_it(owner: str, made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert made.write(action(owner=owner)).publish("--fail-on", "never") == 1
    said = capsys.readouterr()
    assert not made.files and "PUB02" in said.out and "E5" in said.out and "publish.posts" in said.out
    assert "Nothing was published" in said.err


def test_the_map_gives_the_post_and_joint_owners_each_have_theirs(made: Made) -> None:
    made.write(
        action(owner="J Smith (lead); Head of IT"),
        action("C2", owner="Verderer"),
        action("C3", owner="Vacant (was J Smith)"),
    )
    posts = 'publish.posts = {"J Smith" = "Head of Legal", "Verderer" = "Verderer"}'
    assert made.publish(settings=posts) == 0
    assert [row["Owner"] for row in made.rows] == ["Head of Legal and Head of IT", "Verderer", "To be confirmed"]
    assert "smith" not in everything(made)


def test_names_are_published_only_where_the_settings_say_so(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(action(owner="Jo Smith", wording="Jo Smith has drawn it up."))
    assert made.publish(settings='publish.owners = "name"') == 0
    assert made.rows[0]["Owner"] == "Jo Smith" and "by name" in capsys.readouterr().err
    assert made.publish(settings='publish.owners = "none"') == 1  # the wording names a person
    made.write(action(owner="Jo Smith"))
    assert made.publish(settings='publish.owners = "none"') == 0
    assert "Owner" not in made.rows[0] and "smith" not in everything(made)


def test_no_file_beside_the_workbook_decides_what_is_published(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(action(owner="Jo Smith"))
    (made.folder / "gipxl.toml").write_text('[publish]\nowners = "name"\n')
    assert made.publish() == 2 and not made.files
    assert "[publish] may not be set by a file lying beside a workbook" in capsys.readouterr().err


# ---- what stands in the texts ----


@pytest.mark.parametrize(
    ("wording", "code"),
    [
        ("OFFICIAL-SENSITIVE: it is late.", "PUB01"),
        ("Late. [Official – Sensitive]", "PUB01"),
        ("Late (OFFICIAL\u2011SENSITIVE)", "PUB01"),
        ("Late \u041eFFICIAL SENSITIVE", "PUB01"),
        ("CONFIDENTIAL until May", "PUB01"),
        ("Restricted: not yet agreed", "PUB01"),
        ("O-S", "PUB01"),
        ("Waits for C2.", "PUB04"),
        ("Waits for actions c1-c3.", "PUB04"),
        ("Waits for C1 to 4.", "PUB04"),
        ("See the sale of the old depot for more.", "PUB04"),
        ("Mr Smith is ill.", "PUB03"),
        ("JO SMITH is ill.", "PUB03"),
        ("Write to drafts@example.org", "PUB05"),
        ("Ring 01632 960123 for more", "PUB05"),
    ],
)
def test_a_text_that_tells_too_much_stops_it(
    wording: str, code: str, made: Made, capsys: pytest.CaptureFixture[str]
) -> None:
    withheld = action("C2", title="Sale of the old depot", exempt="Yes")
    made.write(action("C1", wording=wording), withheld, action("C3", owner="Jo Smith"))
    assert made.publish("--format", "json", settings='publish.posts = {"Jo Smith" = "Head of Land"}') == 1
    told = json.loads(capsys.readouterr().out)
    assert [(each["code"], each["cell"]) for each in told["findings"] if each["level"] == "error"] == [(code, "J5")]
    assert told["outputs"] == {} and not made.files


@pytest.mark.parametrize(
    "wording",
    ["The secret of good planning is restricted funds, held in confident hands.", "An official said so.",
     "Confidential advice is given to officers; the sensitive points are settled.", "£2m and 2.3 per cent, see 12."],
)  # fmt: skip
def test_words_of_the_language_are_no_markings(wording: str, made: Made) -> None:
    assert made.write(action(wording=wording), action("2", exempt="Yes")).publish() == 0


def test_a_title_or_a_file_name_that_is_marked_stops_it(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(action(), title="Improvement plan OFFICIAL-SENSITIVE")
    assert made.publish() == 1 and "PUB01" in capsys.readouterr().out
    assert made.publish(settings='publish.title = "Improvement plan"') == 0
    named = 'publish.title = "Plan"\nfiles.public = "{name} OFFICIAL-SENSITIVE"'
    assert made.publish(settings=named) == 2
    assert "files.public" in capsys.readouterr().err


def test_updates_of_a_marked_plan_are_not_published(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(action())
    assert made.publish(settings='publish.columns = ["ref", "title", "update"]') == 1
    assert "PUB06" in capsys.readouterr().out
    assert made.publish() == 0 and "With colleagues" not in everything(made)


# ---- hidden ----


def test_hidden_rows_and_columns_are_left_out_and_said(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    with xlsxwriter.Workbook(made.plan) as book:
        sheet = book.add_worksheet("Plan")
        fill(book, sheet, (action("C1"), action("C2"), action("C3")), HEADINGS, "Improvement plan")
        sheet.set_row(5, None, None, {"hidden": True})
        sheet.set_column("C:C", None, None, {"hidden": True})
    assert made.publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C1", "C3"] and "Source" not in made.rows[0]
    assert made.figures["Withheld"] == 1
    said = capsys.readouterr().err
    assert "PUB11" in said and "PUB12" in said
    assert made.publish("--fail-on", "warning") == 1 and made.files


def test_a_hidden_row_among_finished_work_and_a_hidden_sheet_are_found_too(made: Made) -> None:
    with xlsxwriter.Workbook(made.plan) as book:
        fill(book, book.add_worksheet("Plan"), (action("C1"), action("C2"), action("C3")), HEADINGS, "Improvement plan")
        done = book.add_worksheet("Completed actions")
        rows = (action("D1", status="Complete"), action("D2", status="Complete"))
        headings = tuple("Date completed" if heading == "Revised date" else heading for heading in HEADINGS)
        for row in rows:
            row[6] = date(2020, 8, 31)
        fill(book, done, rows, headings, "Improvement plan: completed")
        done.set_row(4, None, None, {"hidden": True})
    assert made.publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C1", "C2", "C3", "D2"]
    assert made.figures["Complete"] == 2 and made.figures["Withheld"] == 1


def test_a_plan_kept_as_text_hides_nothing(made: Made) -> None:
    rows = [
        ",".join(HEADINGS[:8]),
        *(f"C{n},Register {n},Audit,Draw it up,Head of HR,31/12/2020,,On track" for n in "123"),
    ]
    made.plan = made.folder / "plan.csv"
    made.plan.write_text("\n".join(rows), encoding="utf-8")
    assert made.publish() == 0 and len(made.rows) == 3


def test_a_plan_of_which_nothing_may_be_published_is_refused(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert made.write(action(exempt="Yes")).publish() == 1 and not made.files
    assert "PUB09" in capsys.readouterr().out


# ---- the files ----


def test_each_sheet_can_be_read_by_everybody(made: Made) -> None:
    made.plan = SEPTEMBER
    assert made.publish() == 0
    book = made.sheets
    assert book.sheetnames == ["Plan", "Figures"] and book["Plan"]["A1"].value == "Governance Improvement Plan 2020/21"
    for sheet in book:
        (table,) = sheet.tables.values()
        top, bottom = (int(re.sub("[A-Z]", "", cell)) for cell in table.ref.split(":"))
        assert table.name == sheet.title and table.headerRowCount == 1 and table.totalsRowCount in (None, 0)
        assert not sheet.merged_cells.ranges and bottom == sheet.max_row
        cells = [cell for row in sheet.iter_rows(min_row=top) for cell in row]
        assert all(cell.value not in (None, "") for cell in cells) and all(
            sheet.cell(row, 1).value for row in range(1, top)
        )
        assert all(cell.alignment.wrap_text for cell in cells)
        assert {cell.fill.fill_type for cell in cells[sheet.max_column :]} == {None}  # nothing is told by colour
        assert sheet.sheet_state == "visible" and not sheet.freeze_panes
    properties = book.properties
    assert properties.title == "Governance Improvement Plan 2020/21" and not properties.creator
    assert not properties.lastModifiedBy


def test_the_same_plan_gives_the_same_bytes_and_the_source_stays(made: Made) -> None:
    made.write(action("C1"), action("C2", exempt="Yes"))
    before = made.plan.read_bytes()
    made.publish()
    first = made.files
    made.publish()
    assert made.files == first and made.plan.read_bytes() == before


@pytest.mark.needs("soffice")
def test_the_one_for_libreoffice_is_the_same_table_and_the_same_bytes(made: Made) -> None:
    made.write(action("C1", revised=date(2021, 3, 31), wording="=1+1"), action("C2", exempt="Yes"))
    assert made.publish(ods=True) == 0
    first = made.files
    with zipfile.ZipFile(io.BytesIO(first["2020-09 Public version.ods"])) as package:
        assert package.namelist()[0] == "mimetype" and package.testzip() is None
        assert set(package.namelist()) == {"mimetype", "content.xml", "styles.xml", "META-INF/manifest.xml", "meta.xml"}
        content = package.read("content.xml").decode()
    assert "table:table-header-rows" in content and "Contracts register C1" in content and "of:=" not in content
    assert made.publish(ods=True) == 0 and made.files == first
    assert made.publish() == 0 and len(made.files) == 3  # an older one, with what may now be withheld, does not stay


def test_without_libreoffice_the_others_are_written_and_it_is_said(
    made: Made, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: None)
    assert made.write(action()).publish(ods=True) == 0
    assert len(made.files) == 3 and "LibreOffice, which is not installed here" in capsys.readouterr().err


def test_only_dates_that_were_understood_are_published(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.write(
        action("C1", original="Dec 2020", revised="31/12/2020\n31/03/2021"),
        action("C2", original=date(2020, 6, 30), revised="TBC", status="Timescale revised"),
        action("C3", original="when Jo is back"),
    )
    assert made.publish() == 0
    dates = [(row["Original date"], row["Revised date"]) for row in made.rows]
    assert dates == [("December 2020", "2021-03-31"), ("2020-06-30", "To be decided"), ("", "")]
    assert "PUB14" in capsys.readouterr().err and "jo is back" not in everything(made)


def test_dates_that_are_no_single_day_are_published_as_what_they_stand_for(made: Made) -> None:
    made.write(
        action("C1", original="Q3 2020/21"),
        action("C2", original="w/c 14/12/2020"),
        action("C3", original="TBC"),
        action("C4", original="", revised=date(2020, 12, 31)),
        action("C5", original=date(2020, 12, 31), revised="January 2021", status="Timescale revised"),
    )
    assert made.publish() == 0
    assert [(row["Original date"], row["Revised date"]) for row in made.rows] == [
        ("1 October 2020 to 31 December 2020", ""),
        ("Week ending 20 December 2020", ""),
        ("To be decided", ""),
        ("", "2020-12-31"),
        ("2020-12-31", "January 2021"),
    ]


def test_an_action_that_counts_no_more_is_not_published_and_not_withheld(made: Made) -> None:
    assert made.write(action("C1"), action("C2", status="Withdrawn")).publish() == 0
    assert [row["Ref"] for row in made.rows] == ["C1"]
    assert made.figures["Withheld"] == 0 and made.figures["Work-streams"] == 1


@pytest.mark.parametrize(
    ("means", "heading", "published"),
    [("publish", "Exempt", ["C1"]), ("withhold", "Exempt", ["C2"]), ("withhold", "Publish?", ["C2"])],
)
def test_the_settings_say_what_a_yes_means_whatever_the_heading(
    made: Made, means: str, heading: str, published: list[str]
) -> None:
    made.write(action("C1", exempt="Yes"), action("C2", exempt="No"), headings=(*HEADINGS[:-1], heading))
    assert made.publish(settings=f'publish.yes_means = "{means}"') == 0
    assert [row["Ref"] for row in made.rows] == published and made.figures["Withheld"] == 1


def test_a_person_of_a_short_name_is_known_by_either_order_of_it(made: Made) -> None:
    posts = 'publish.posts = {"Jo Li" = "Head of HR"}'
    for said in ("As Jo Li said.", "As Li Jo said."):
        assert made.write(action("C1", wording=said), action("C2", owner="Jo Li")).publish(settings=posts) == 1
        assert not made.files
    assert (
        made.write(action("C1", wording="Li is a chemical sign."), action("C2", owner="Jo Li")).publish(settings=posts)
        == 0
    )


def test_an_overdue_figure_counted_another_way_is_explained_to_the_public(made: Made) -> None:
    made.write(action("C1", original=date(2020, 8, 31), revised=date(2020, 9, 15), status="Timescale revised"))
    assert made.publish(settings='figures.overdue = "current"') == 0
    assert made.figures["Overdue"] == 1
    text = made.files["2020-09 Public version figures.csv"].decode("utf-8-sig")
    (overdue,) = (row for row in csv.DictReader(io.StringIO(text)) if row["Figure"] == "Overdue")
    assert any(str(value).startswith("Not complete, and the date has passed; ") for value in overdue.values()), overdue


def test_a_workbook_that_does_not_tell_what_is_hidden_stops_it(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Plan")
    for row, line in enumerate([HEADINGS[:8], action("C1", original="31/12/2020")[:8]]):
        for column, value in enumerate(line):
            sheet.write(row, column, value)
    made.plan = made.folder / "plan.xls"
    book.save(str(made.plan))
    assert made.publish() == 1 and not made.files
    said = " ".join(capsys.readouterr().out.split())
    assert "plan.xls is of a kind that does not tell which rows and columns are hidden" in said
    assert "save it as .xlsx, and publish that" in said
