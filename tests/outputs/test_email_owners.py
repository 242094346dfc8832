"""The e-mails to owners: each gets what is theirs, in text and in HTML, and nobody gets what is not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from gipxl.assessment import Assessment, assess
from gipxl.outputs.email import Draft, to_directors, to_owners
from gipxl.plan import Entry
from gipxl.reading.cells import Sheet, Value
from gipxl.settings import EmailSettings, FigureSettings, Ignore, Overdue, RuleSettings, Settings
from tests.outputs.test_email import opened, text_of
from tests.outputs.test_page import HOSTILE, Page
from tests.tables import plan_of

EXPECTED = Path(__file__).parent / "expected" / "owner-email.txt"
LINK = "https://share.example.org/governance/"
PLAN = """
    | ref | title     | owner                         | original_due | revised_due | reason | status            | update |
    | A1  | Training  | Head of HR (lead); Head of IT | 2020-08-31   |             |        | On track          |        |
    | A2  | Sharing   | Head of HR                    | 2020-06-30   | 2020-08-31  |        | Timescale revised | TBC    |
    | B1  | Contracts | HEAD OF  HR                   | 2020-10-15   |             |        | On track          | Begun. |
    | B2  | Land      | TBC                           | 2020-08-15   |             |        | On track          | Begun. |
    | B3  | Assets    |                               | 2021-08-15   | TBC         |        | Timescale revised | Begun. |
    | C1  | Pay       | Head of HR                    | 2021-03-31   |             |        | On track          | Begun. |
    | C2  | Bridges   | Head of Estates               | 2021-03-31   |             |        | On track          | Begun. |
    | C3  | Roofs     | Head of Roofs                 | 2020-03-31   |             |        | Complete          |        |
"""  # noqa: E501


def month(table: str = PLAN, *, rules: RuleSettings | None = None, **email: str) -> Assessment:
    settings = Settings(email=EmailSettings(**email), rules=rules or RuleSettings())  # type: ignore[arg-type]
    plan = plan_of(table, marking="OFFICIAL-SENSITIVE", name="plan.xlsx", settings=settings)
    return assess(plan, settings=settings)


def sheet_of_owners(owners: dict[str, str], heading: str = "E-mail") -> Sheet:
    rows: list[list[Value]] = [["Owners", heading]]
    rows += [[*pair] for pair in owners.items()]
    return Sheet(name="Lists", hidden=False, top=1, left=1, rows=rows)


def to(assessment: Assessment) -> dict[str, Draft]:
    return {draft.owner: draft for draft in to_owners(assessment).drafts}


def late() -> dict[str, Draft]:
    """The drafts of a plan in which much is late, by owner."""
    return to(month(link=LINK, greeting="Dear {owner},", closing="The governance team"))


def test_the_text_is_as_expected() -> None:
    assert late()["Head of HR"].text() == EXPECTED.read_text(encoding="utf-8")


def test_joint_owners_each_get_theirs_and_nobody_gets_what_is_not() -> None:
    made = to_owners(month())
    refs = {draft.owner: [row.ref for row in draft.values["rows"]] for draft in made.drafts}
    assert refs == {"Head of HR": ["A1", "A2", "B1"], "Head of IT": ["A1"]}
    assert "Shared with Head of IT" in made.drafts[0].text()
    assert "Shared with Head of HR" in made.drafts[1].text()


def test_owners_with_nothing_to_say_to_are_named_and_not_written_to() -> None:
    assert to_owners(month()).silent == ("Head of Estates",)


def test_text_and_html_say_the_same() -> None:
    for draft in late().values():
        assert tokens(draft.html()) == tokens(draft.text()) + tokens("Ref Action What is said Date due")


def tokens(text: str) -> Counter[str]:
    """Every word and number of a text or a page, links aside, and how often it is said."""
    body = text[text.find("<body") :] if "<body" in text else text
    return Counter(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", unescape(body)).casefold()))


def test_every_ref_date_cell_and_link_stands_in_both_texts() -> None:
    draft = late()["Head of HR"]
    text, html = draft.text(), Page(draft.html())
    links = {link["href"] for link in html.all("a")}
    for row in draft.values["rows"]:
        assert row.points and all(each.cell and each.link for each in row.points)
        for fact in (row.ref, row.title, row.due, *(each.cell for each in row.points)):
            assert fact in text and fact in html.text
        for point in row.points:
            assert f"<{point.link}>" in text and point.link in links
    assert f"{LINK}plan.xlsx#'Appendix%20A'!D5" in links and f"{LINK}plan.xlsx" in links


def test_without_a_folder_in_the_settings_nothing_is_linked() -> None:
    draft = to(month())["Head of HR"]
    assert "href" not in draft.html() and "://" not in draft.text()
    assert "(cell D5)" in draft.text() and "(cell D5)" in Page(draft.html()).text


@pytest.mark.parametrize(
    ("folder", "name", "link"),
    [
        ("https://share.example.org/a b", "Plan #1.xlsx", "https://share.example.org/a%20b/Plan%20%231.xlsx#'Appendix%20A'!D5"),
        (r"\\server\share\plans", "p.xlsm", "file://server/share/plans/p.xlsm#'Appendix%20A'!D5"),
        ("file:///S:/plans/", "p.xls", "file:///S:/plans/p.xls#'Appendix%20A'!D5"),
        (LINK, "p.ods", f"{LINK}p.ods"),
        (LINK, "p.csv", f"{LINK}p.csv"),
    ],
)  # fmt: skip
def test_a_link_goes_to_the_cell_where_excel_can_go_there(folder: str, name: str, link: str) -> None:
    settings = Settings(email=EmailSettings(link=folder))
    draft = to(assess(plan_of(PLAN, name=name, settings=settings), settings=settings))["Head of IT"]
    assert draft.values["rows"][0].points[0].link == link


# ---- who it goes to ----


def test_addresses_come_from_the_settings_then_from_the_workbook_s_list() -> None:
    listed = {"head of hr": "people@example.org", "Head of IT": "mailto:it@example.org"}
    made = to_owners(_addressed(listed, {"Head of HR": "hr@example.org"}))
    assert {draft.owner: draft.to for draft in made.drafts} == {
        "Head of HR": ("hr@example.org",),
        "Head of IT": ("it@example.org",),
    }
    assert made.remarks == ()


def _addressed(listed: dict[str, str], named: dict[str, str]) -> Assessment:
    settings = Settings(email=EmailSettings(owners=named))
    plan = plan_of(PLAN, more=[sheet_of_owners(listed)] if listed else [], settings=settings)
    return assess(plan, settings=settings)


def test_an_owner_without_an_address_is_written_to_all_the_same_and_said() -> None:
    made = to_owners(_addressed({}, {"Head of IT": "it@example.org"}))
    hr = opened(made.drafts[0].eml())
    assert hr["To"] is None and made.drafts[1].to == ("it@example.org",)
    (remark,) = made.remarks
    assert "No address is known of Head of HR," in remark
    assert '"Head of HR" = "owner@example.org"' in remark


@pytest.mark.parametrize("near", ["Head ofHR", "Head of HR (acting)"])
def test_a_near_miss_is_said_and_not_guessed(near: str) -> None:
    made = to_owners(_addressed({}, {near: "x@example.org", "Head of IT": "it@example.org"}))
    assert made.drafts[0].to == ()
    assert f"Head of HR may be “{near}”, whose address is known; that was not guessed." in made.remarks


def test_two_posts_that_differ_by_what_is_in_brackets_are_two() -> None:
    made = to(month("""
        | ref | title | owner             | original_due | status   |
        | A1  | One   | Director (People) | 2020-08-31   | On track |
        | A2  | Two   | Director (Places) | 2020-08-31   | On track |
    """))  # fmt: skip
    assert {owner: [row.ref for row in draft.values["rows"]] for owner, draft in made.items()} == {
        "Director (People)": ["A1"],
        "Director (Places)": ["A2"],
    }


def test_two_addresses_for_one_owner_are_not_chosen_from() -> None:
    rows: list[list[Value]] = [
        ["Owner", "E-mail address"],
        ["Head of HR", "a@example.org"],
        ["Head of HR", "b@example.org"],
    ]
    plan = plan_of(PLAN, more=[Sheet(name="Contacts", hidden=False, top=1, left=1, rows=rows)])
    made = to_owners(assess(plan))
    assert made.drafts[0].to == ()
    assert any("gives Head of HR more than one address" in remark for remark in made.remarks)


# ---- what is said ----


def test_what_the_settings_pass_over_is_not_said_to_the_owner() -> None:
    ignored = tuple(Ignore(code=code, ref="A1", reason="Agreed by the board") for code in ("DAT12", "TXT01"))
    assert set(to(month(rules=RuleSettings(ignore=ignored)))) == {"Head of HR"}
    refs = [row.ref for row in to(month(rules=RuleSettings(ignore=ignored)))["Head of HR"].values["rows"]]
    assert refs == ["A2", "B1"]


def test_a_date_overdue_by_the_settings_is_overdue_to_its_owner() -> None:
    settings = Settings(figures=FigureSettings(overdue=Overdue.ORIGINAL))
    plan = plan_of("""
        | ref | title | owner      | original_due | revised_due | reason                    | status  | update |
        | A1  | One   | Head of HR | 2020-08-31   | 2020-12-31  | The tender was run again. | Revised | Begun. |
    """)  # fmt: skip
    text = to(assess(plan, settings=settings))["Head of HR"].text()
    assert "Overdue: was due on 31 August 2020, 30 days before the reporting date (cell D5)." in " ".join(text.split())


@pytest.mark.parametrize(
    ("number", "of", "opening"),
    [
        (1, 1, "The one open action of Head of HR is overdue and without an update."),
        (2, 2, "Both open actions of Head of HR are overdue or without an update."),
        (1, 3, "1 of the 3 open actions of Head of HR is overdue or without an update."),
        (2, 3, "2 of the 3 open actions of Head of HR are overdue or without an update."),
    ],
)
def test_the_opening_counts_the_actions(number: int, of: int, opening: str) -> None:
    late = [f"| A{row} | Title {row} | Head of HR | 2020-08-31 | On track |  |" for row in range(number)]
    fine = [
        f"| B{row} | Titles {row} | Head of HR | 2021-02-28 | On track | Text {row}. |" for row in range(of - number)
    ]
    table = "\n".join(["| ref | title | owner | original_due | status | update |", *late, *fine])
    assert to(month(table))["Head of HR"].values["opening"] == opening


def test_a_plan_without_owners_has_nobody_to_write_to() -> None:
    made = to_owners(assess(plan_of("| ref | title | due |\n| A1 | Training | 2020-08-31 |")))
    assert made.drafts == () and made.silent == ()


def test_very_many_actions_of_one_owner_are_cut_and_counted() -> None:
    rows = "\n".join(f"| A{row} | Title {row} | Head of HR | 2020-08-31 | On track |" for row in range(1, 311))
    draft = to(month(f"| ref | title | owner | original_due | status |\n{rows}"))["Head of HR"]
    assert "And 10 more actions: the workbook has them all." in draft.text()
    assert "And 10 more actions: the workbook has them all." in Page(draft.html()).text
    assert "All 310 open actions" in draft.text()


# ---- nothing of a cell runs ----


def test_text_from_cells_stays_text() -> None:
    cell = HOSTILE.replace("|", "")
    settings = Settings(email=EmailSettings(link=LINK, greeting="Dear {owner},"))
    plan = plan_of(f"""
        | ref    | title  | owner      | due        | status | update |
        | {cell} | {cell} | O {cell}   | 2020-08-31 | {cell} | TBC    |
    """, marking=HOSTILE, title=HOSTILE, name=f"{HOSTILE.replace('/', '')}.xlsx")  # fmt: skip
    (draft, *_) = to_owners(assess(plan, settings=settings)).drafts
    message = opened(draft.eml())
    page = Page(text_of(draft.eml(), "html"))
    assert not page.all("script") and not page.all("img")
    assert {str(link["href"]).partition(":")[0] for link in page.all("a")} == {"https"}
    assert "{{ 7 * 7 }}" in page.text
    assert message["Bcc"] is None and "\x1b" not in draft.text()


@pytest.mark.parametrize("breaks", ["\\n", "\r\n", "\u2028"])
def test_an_owner_adds_no_header(breaks: str) -> None:
    plan = plan_of(f"""
        | ref | title | owner                                          | due        | status   |
        | A1  | One   | Head of HR{breaks}Bcc: everybody@example.org   | 2020-08-31 | On track |
    """.replace("\r\n", "\\r\\n"), as_at=date(2020, 9, 30))  # fmt: skip
    for draft in to_owners(assess(plan)).drafts:
        message = opened(draft.eml())
        assert message["Bcc"] is None and message.keys().count("Subject") == 1


@given(text=st.text(min_size=1, max_size=200))
def test_whatever_a_cell_holds_the_message_keeps_its_form(text: str) -> None:
    assessment = month(
        "| ref | title | owner | due |\n| A1 | Training | Head of HR | 2020-08-31 |", greeting="Dear {owner}"
    )
    (standing,) = assessment.standings
    typed = Entry(text, text, "B5")
    action = structs.replace(standing.action, title=typed, owner=typed, owners=(text,))
    odd = replace(assessment, standings=(structs.replace(standing, action=action),))
    for draft in (*to_owners(odd).drafts, to_directors(odd)):
        message = opened(draft.eml())
        assert set(message.keys()) <= {
            "Subject", "X-Protective-Marking", "Content-Language", "MIME-Version", "Content-Type", "X-Unsent",
        }  # fmt: skip
        assert text_of(draft.eml()) == draft.text() and text_of(draft.eml(), "html") == draft.html()
        assert message["Subject"] == draft.subject


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert [draft.eml() for draft in late().values()] == [draft.eml() for draft in late().values()]


SLIPS = """
    | ref | title | owner                  | original_due | revised_due | status            | update |
    | A1  | Fees  | Head of Legal Services | 2020-08-31   |             | On track          | Begun. |
    | A2  | Rents | Head of Legal Service  | 2020-08-31   |             | On track          | Begun. |
    | A3  | Land  | Clerk                  | TBC          | 2020-12-31  | Timescale revised | Begun. |
"""


def test_two_spellings_of_one_owner_and_an_address_that_is_none_are_said_and_nothing_is_guessed() -> None:
    beside = sheet_of_owners({"Clerk": "clerk@exämple.org", "Head of Legal Services": "legal@example.org"})
    plan = plan_of(SLIPS, name="plan.xlsx", more=[beside])
    drafts = to_owners(assess(plan))
    assert {each.owner: each.to for each in drafts.drafts} == {
        "Head of Legal Services": ("legal@example.org",), "Head of Legal Service": (), "Clerk": (),
    }  # fmt: skip
    said = "\n".join(drafts.remarks)
    assert "for Clerk: “clerk@exämple.org” cannot be understood as a plain e-mail address." in said
    assert "Head of Legal Service may be “Head of Legal Services”, whose address is known; that was not" in said
    assert "a slip from “Head of Legal Services”, who owns others; each of them has a draft of its own." in said


def test_a_first_day_given_for_what_was_to_be_decided_is_told_without_an_old_one() -> None:
    (clerk,) = (each for each in to_owners(assess(plan_of(SLIPS))).drafts if each.owner == "Clerk")
    assert "- Revised: now 31 December 2020 (cell E7)." in clerk.text()
