"""The digest for the directors: figures, changes, decisions, and every action late, revised or without an owner."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import escape
from pathlib import Path

import pytest

from gipxl.assessment import Assessment, assess
from gipxl.outputs.email import Draft, covering, to_directors, to_owners
from gipxl.plan import Position
from gipxl.settings import EmailSettings, Settings
from tests.outputs.samples import september
from tests.outputs.test_email import ATTACHED, opened
from tests.outputs.test_email_owners import LINK, PLAN, month, tokens
from tests.outputs.test_page import HOSTILE, Page, said
from tests.tables import plan_of

EXPECTED = Path(__file__).parent / "expected" / "digest-email.txt"
BEFORE = PLAN.replace("2020-08-31  |        | Timescale revised", "            |        | On track         ")


def digest(**email: object) -> Draft:
    settings = Settings(email=EmailSettings(**email))  # type: ignore[arg-type]
    plan = plan_of(PLAN, marking="OFFICIAL-SENSITIVE", name="plan.xlsx", settings=settings)
    return to_directors(assess(plan, plan_of(BEFORE, as_at=date(2020, 7, 31)), settings=settings))


def test_the_digest_of_the_sample_is_as_expected() -> None:
    assert to_directors(september()).text() == EXPECTED.read_text(encoding="utf-8")


def test_it_goes_to_the_directors_alone_and_says_so_in_its_subject() -> None:
    message = opened(digest(directors=("a@example.org", "b@example.org"), to=("panel@example.org",)).eml())
    assert message["To"] == "a@example.org, b@example.org" and message["Cc"] is None
    assert message["Subject"] == (
        "[OFFICIAL-SENSITIVE] Digest for directors, September 2020: Governance Improvement Plan 2020/21"
    )
    assert message["X-Protective-Marking"] == "OFFICIAL-SENSITIVE"


def test_it_asks_what_only_the_directors_can_settle() -> None:
    assert digest().values["decisions"] == [
        "Who is to own B2 and B3?",
        "A1 and B2 are overdue: is a new date agreed, or what is to be done?",
        "A2 is past a revised date: is another agreed?",
        "By when is B3 to be done? The old date was given up and there is no new one.",
    ]


def test_a_date_moved_again_and_again_is_for_the_directors() -> None:
    plan = plan_of("""
        | ref | title | owner      | original_due | revised_due                                                     | reason                    |
        | C4  | Roofs | Head of HR | 2020-03-31   | was 30/06/2020, then 30/09/2020, then 31/10/2020, now 31/12/2020 | The tender was run again. |
    """)  # noqa: E501
    assert to_directors(assess(plan)).values["decisions"] == [
        "Is C4 to go on as planned? The date has been moved again and again."
    ]


@pytest.mark.parametrize("made", [lambda: assess(plan_of(PLAN)), september], ids=["small", "sample"])
def test_every_action_overdue_revised_or_without_an_owner_is_listed(made: Callable[[], Assessment]) -> None:
    assessment = made()
    rows = [row.ref for group in to_directors(assessment).values["groups"] for row in group.rows]
    wanted = {
        each.action.ref
        for each in assessment.standings
        if each.position in (Position.OVERDUE, Position.REVISED)
        or (each.is_open and each.action.owner.typed in ("", "TBC"))
    }
    assert len(rows) == len(set(rows)) and wanted and wanted <= set(rows)


def test_actions_are_grouped_by_area_and_by_owner_where_there_are_no_areas() -> None:
    by_owner = [(group.name, [row.ref for row in group.rows]) for group in digest().values["groups"]]
    assert by_owner == [
        ("Head of HR (lead) and Head of IT", ["A1"]),
        ("Head of HR", ["A2"]),
        ("No owner", ["B2", "B3"]),
    ]
    areas = plan_of("""
        | ref | title | area  | owner      | original_due | status   |
        | A1  | One   | Staff | Head of HR | 2020-08-31   | On track |
        | B1  | Two   |       | Head of HR | 2020-08-31   | On track |
        | A2  | Three | Staff |            | 2020-07-31   | On track |
    """)
    groups = to_directors(assess(areas)).values["groups"]
    assert [(group.name, [row.ref for row in group.rows]) for group in groups] == [
        ("Staff", ["A1", "A2"]),
        ("No area given", ["B1"]),
    ]
    assert groups[0].rows[0].beside == "Head of HR" and groups[0].rows[1].beside == ""


def test_text_and_html_say_the_same_and_each_fact_stands_in_both() -> None:
    draft = digest(link=LINK, closing="The governance team")
    heads = tokens("Ref Action What is said Date due")
    headings = tokens("Figure Number Share Which")
    for _ in draft.values["groups"]:
        headings += heads
    assert tokens(draft.html()) == tokens(draft.text()) + headings
    page = Page(draft.html())
    for group in draft.values["groups"]:
        for row in group.rows:
            for fact in (row.ref, row.due, *(each.cell for each in row.points)):
                assert fact in draft.text() and fact in page.text


def test_a_plan_in_order_has_nothing_to_decide() -> None:
    plan = plan_of("| ref | title | owner | due | status |\n| A1 | Training | Head of HR | 2021-01-31 | On track |")
    draft = to_directors(assess(plan))
    assert "Nothing: no action is overdue, past a revised date or without an owner." in draft.text()
    assert "No action is." in draft.text() and "No action is." in said(draft.html())
    assert "There is no earlier month to compare with." in draft.text()


def test_text_from_cells_stays_text() -> None:
    cell = HOSTILE.replace("|", "")
    plan = plan_of(f"""
        | ref    | title  | area   | owner  | due        | status | update |
        | {cell} | {cell} | {cell} | {cell} | 2020-08-31 | {cell} | {cell} |
    """, marking=HOSTILE, title=HOSTILE)  # fmt: skip
    draft = to_directors(assess(plan, plan))
    page = Page(draft.html())
    assert not page.all("script") and not page.all("img") and not page.all("a")
    assert "{{ 7 * 7 }}" in page.text and "\x1b" not in draft.text()


# ---- how it looks, wherever it is read ----

DRAFTS: dict[str, Callable[[], Draft]] = {
    "owner": lambda: to_owners(month(link=LINK, greeting="Dear {owner},", closing="The team")).drafts[0],
    "digest": lambda: digest(link=LINK),
    "sample": lambda: to_directors(september()),
    "covering": lambda: covering(september(), ATTACHED),
}


@pytest.mark.parametrize("which", DRAFTS)
def test_outlook_and_a_screen_reader_find_what_they_need(which: str) -> None:
    html = DRAFTS[which]().html()
    page = Page(html)
    assert page.all("html") == [{"lang": "en-GB"}]
    assert not page.all("link") and not page.all("img") and not page.all("script")
    assert "url(" not in html and "flex" not in html and "grid" not in html
    data = [table for table in page.all("table") if table.get("role") != "presentation"]
    assert data and all(table["width"] == "100%" and table["cellpadding"] == "0" for table in data)
    assert all(cell["scope"] in ("col", "row") and cell["style"] for cell in page.all("th"))
    assert all(cell["style"] for cell in page.all("td"))
    assert page.headings[0] == "h1" and page.headings.count("h1") == 1


@pytest.mark.needs("axe", "chromium")
@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
@pytest.mark.parametrize("which", DRAFTS)
def test_axe_finds_nothing(which: str, scheme: int, axe_faults: Callable[[str, int], list[str]]) -> None:
    assert axe_faults(DRAFTS[which]().html(), scheme) == []


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("which", DRAFTS)
def test_nothing_is_wider_than_a_small_telephone(which: str, tmp_path: Path) -> None:
    measure = "document.title = 'WIDE ' + this.contentDocument.documentElement.scrollWidth"
    page = tmp_path / "page.html"
    page.write_text(
        f'<iframe width="320" height="900" style="border:0" srcdoc="{escape(DRAFTS[which]().html())}"'
        f' onload="{measure}"></iframe>',
        encoding="utf-8",
    )
    command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'profile'}",
               "--dump-dom", page.as_uri()]  # fmt: skip
    shown = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    wide = re.search(r"<title>WIDE (\d+)</title>", shown)
    assert wide and int(wide[1]) <= 320


def test_a_long_digest_is_cut_and_counted() -> None:
    rows = "\n".join(f"| A{row} | Title {row} | Head of HR | 2020-08-31 | On track |" for row in range(1, 306))
    draft = to_directors(assess(plan_of(f"| ref | title | owner | due | status |\n{rows}")))
    assert "And 5 more actions: the workbook has them all." in draft.text()
    assert replace(draft, links=()).html().count('scope="row"') == 300 + 9
