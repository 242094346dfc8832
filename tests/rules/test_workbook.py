"""The workbook as a file: markings, hidden sheets, links, macros, names of people, and when it stands for."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from gipxl.package import workbook as workbook_part
from gipxl.package.parts import Package
from gipxl.plan import Appendix, Book, Detail, Details, Entry, Place, Plan
from gipxl.reading.book import looks_like_a_person, read_book
from gipxl.settings import Ignore, MarkingSettings, RuleSettings, Settings
from tests.rules.finds import JULY, findings_of, finds
from tests.tables import plan_of

PLAN = """
    | ref | title        | owner         | original_due | status   |
    | C4  | Contracts    | Head of Legal | 2020-12-31   | On track |
    | C5  | Land listing | Head of HR    | 2020-12-31   | On track |
"""


def with_details(plan: Plan, marking: str = "", appendices: tuple[Appendix, ...] = ()) -> Plan:
    entries = {Detail.MARKING: (Entry(marking, marking or None, "B7"),)}
    return replace(plan, details=Details(sheet="Report details", entries=entries, appendices=appendices))


@pytest.mark.parametrize(
    ("on_sheet", "expected", "of_report", "of_appendix", "fires"),
    [
        ("", "OFFICIAL-SENSITIVE", "", "", True),
        ("OFFICIAL", "OFFICIAL-SENSITIVE", "", "", True),
        ("", "", "OFFICIAL", "", True),
        ("OFFICIAL", "", "OFFICIAL-SENSITIVE", "", True),
        ("", "", "None", "OFFICIAL-SENSITIVE", True),
        ("OFFICIAL", "", "None", "OFFICIAL-SENSITIVE", True),
        ("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", "None", "OFFICIAL-SENSITIVE", False),
        ("OFFICIAL SENSITIVE", "OFFICIAL-SENSITIVE", "", "", False),
        ("OFFICIAL-SENSITIVE", "", "OFFICIAL", "", False),
        ("OFFICIAL-SENSITIVE", "", "None", "", False),
        ("", "", "None", "None", False),
        ("", "", "Not protectively marked", "", False),
        ("", "", "", "", False),
    ],
)
def test_the_sheet_carries_the_marking_that_is_named(
    on_sheet: str, expected: str, of_report: str, of_appendix: str, fires: bool
) -> None:
    appendices = (Appendix("Appendix A: Governance Improvement Plan", of_appendix), Appendix("Appendix B", "SECRET"))
    plan = with_details(plan_of(PLAN, marking=on_sheet), of_report, appendices)
    settings = Settings(markings=MarkingSettings(expected=expected))
    assert len(finds("BOK01", rows={0} if fires else set(), plan=plan, settings=settings)) == fires


def test_a_missing_marking_says_who_names_it() -> None:
    appendices = (Appendix("Governance Improvement Plan", "OFFICIAL-SENSITIVE"),)
    found = finds("BOK01", rows={0}, plan=with_details(plan_of(PLAN, marking="OFFICIAL"), "", appendices))
    assert found[0].message == (
        "The sheet “Report details” gives the plan the marking OFFICIAL-SENSITIVE, and the sheet “Appendix A” is "
        "marked OFFICIAL"
    )
    assert found[0].cell == "A1"


def test_a_sheet_that_carries_the_very_words_asked_for_is_marked() -> None:
    asked = "Official-Sensitive - Commercial"
    known = Entry(asked, "OFFICIAL-SENSITIVE", "A1")
    settings = Settings(markings=MarkingSettings(expected="OFFICIAL-SENSITIVE: COMMERCIAL"))
    plan = replace(with_details(plan_of(PLAN), asked, ()), markings=(known,))
    finds("BOK01", rows=set(), plan=plan, settings=settings)
    finds("BOK01", rows={0}, plan=replace(plan, markings=(Entry("OFFICIAL-SENSITIVE", "OFFICIAL-SENSITIVE", "A1"),)))


def marked(*markings: tuple[str, str], above: tuple[tuple[str, str], ...] = ()) -> Plan:
    return replace(
        plan_of(PLAN),
        markings=tuple(Entry(text, text, cell) for text, cell in markings),
        above=tuple(Entry(text, text, cell) for text, cell in above),
    )


def test_two_markings_on_one_sheet() -> None:
    found = finds("BOK02", rows={0}, plan=marked(("OFFICIAL", "A1"), ("OFFICIAL-SENSITIVE", "H1")))
    assert found[0].message == "The sheet “Appendix A” is marked OFFICIAL in A1 and OFFICIAL-SENSITIVE in H1"
    assert found[0].cell == "H1"
    found = finds("BOK02", rows={0}, plan=marked(("OFFICIAL", "A1"), above=(("RESTRICTED", "N1"),)))
    assert found[0].cell == "N1"


@pytest.mark.parametrize(
    "plan",
    [
        marked(),
        marked(("OFFICIAL", "A1")),
        marked(("OFFICIAL-SENSITIVE", "A1"), ("OFFICIAL SENSITIVE", "A40")),
        marked(("OFFICIAL", "A1"), above=(("Restricted", "A2"), ("Protect the public", "A3"))),
        replace(marked(), markings=(Entry("OFFICIAL", "OFFICIAL", "A1"),
                                    Entry("Appendix B: SECRET", "SECRET", "A40"))),
    ],
)  # fmt: skip
def test_one_marking_is_enough(plan: Plan) -> None:
    finds("BOK02", rows=set(), plan=plan)


def test_hidden_sheets_go_wherever_the_workbook_goes() -> None:
    found = finds("BOK03", rows={0}, plan=replace(plan_of(PLAN), hidden_sheets=("Old notes", "gipxl findings")))
    assert [(finding.sheet, finding.message) for finding in found] == [("Old notes", "The sheet “Old notes” is hidden")]
    finds("BOK03", rows=set(), plan=PLAN)


def book(**facts: Any) -> Plan:
    return replace(plan_of(PLAN), book=Book(**facts))


def test_links_to_other_files() -> None:
    links = (Place("budget.xlsx", "Appendix A", "D5"), Place("old.xlsx"), Place("the data connection “Sales”"))
    found = finds("BOK04", rows={0}, plan=book(external_links=links))
    assert {finding.message for finding in found} == {
        "D5 on the sheet “Appendix A” reads the file “budget.xlsx”",
        "The workbook is linked to the file “old.xlsx”",
        "The workbook is linked to the data connection “Sales”",
    }
    finds("BOK04", rows=set(), plan=PLAN)


def test_names_of_people_are_told_and_not_repeated() -> None:
    found = finds("BOK05", rows={0}, plan=book(personal_properties=("author", "last saved by")))
    assert found[0].message == "The file names a person as author and last saved by"
    finds("BOK05", rows=set(), plan=PLAN)


def test_open_comments_on_actions() -> None:
    places = (("Appendix A", "D6"), ("Appendix A", "A1"), ("Lists", "A5"))
    comments = tuple(Place("comment", sheet, cell) for sheet, cell in places)
    found = finds("BOK06", rows={2}, plan=book(open_comments=comments))
    assert found[0].message == "C5 has a comment in D6 that nobody has resolved"
    finds("BOK06", rows=set(), plan=PLAN)


def test_formulas_that_call_out() -> None:
    found = finds("BOK07", rows={0}, plan=book(dangerous_formulas=(Place("WEBSERVICE", "Lists", "B2"),)))
    assert (found[0].sheet, found[0].cell) == ("Lists", "B2")
    assert found[0].message.startswith("The formula in B2 on the sheet “Lists” calls WEBSERVICE")
    finds("BOK07", rows=set(), plan=PLAN)


def test_macros_are_kept_and_never_run() -> None:
    finds("BOK08", rows={0}, plan=book(has_macros=True))
    finds("BOK08", rows=set(), plan=PLAN)


@pytest.mark.parametrize(
    "name",
    [
        "GIP-DESKTOP-AB12CD3.xlsx",
        "2020-09 Governance Improvement Plan-LAPTOP-7Q2K9.xlsx",
        "GIP-DESKTOP-AB12CD3-2.xlsx",
        "GIP-Governance-MacBook-Pro.xlsx",
        "GIP (governance manager's conflicted copy 2020-09-30).xlsx",
        "GIP (conflicted copy 2020-09-30 101530).xlsx",
        "GIP (Case Conflict).xlsx",
        "GIP.sync-conflict-20200930-101010-ABCDEFG.xlsx",
        "GIP [Conflict].xlsx",
        "GIP_conf(1).xlsx",
        "GIP conflict 2.xlsx",
    ],
)
def test_names_of_the_version_that_lost(name: str) -> None:
    finds("BOK09", rows={0}, plan=PLAN, name=name)


@pytest.mark.parametrize(
    "name",
    [
        "2020-09 Governance Improvement Plan.xlsx",
        "GIP (1).xlsx",
        "GIP - Copy.xlsx",
        "GIP v2 final.xlsx",
        "Conflicts of interest register.xlsx",
        "GIP-September-2020.xlsx",
        "Desktop review-2020.xlsx",
        "GIP-OFFICIAL-SENSITIVE.xlsx",
    ],
)
def test_names_that_people_give(name: str) -> None:
    finds("BOK09", rows=set(), plan=PLAN, name=name)


def dated(line: date | None, details: date | None) -> Plan:
    plan = plan_of(PLAN)
    entries: Mapping[Detail, tuple[Entry[str], ...]] = {Detail.AS_AT: (Entry("", "", "B4"),)} if details else {}
    return replace(
        plan,
        as_at_line=Entry("", line, "A3") if line else Entry("", None, ""),
        details=Details(sheet="Report details", entries=entries, as_at=details),
    )


def test_a_date_line_that_nobody_brought_up_to_date() -> None:
    found = finds("BOK10", rows={0}, plan=dated(JULY, date(2020, 6, 30)), baseline=PLAN)
    assert {finding.message for finding in found} == {
        "The line above the table says as at 31 July 2020, which is the same day as the baseline's, 31 July 2020",
        "The sheet “Report details” says as at 30 June 2020, which is before the baseline's, 31 July 2020",
    }
    assert {(finding.sheet, finding.cell) for finding in found} == {("Appendix A", "A3"), ("Report details", "B4")}


@pytest.mark.parametrize("plan", [dated(None, None), dated(date(2020, 9, 30), None), dated(None, date(2020, 8, 1))])
def test_a_date_line_after_the_baselines(plan: Plan) -> None:
    finds("BOK10", rows=set(), plan=plan, baseline=PLAN)


def test_an_ignored_finding_speaks_again_when_its_time_is_up() -> None:
    ignores = (
        Ignore(code="OWN01", ref="C4", reason="The post is being filled.", until=date(2020, 8, 31)),
        Ignore(code="OWN01", ref="C5", reason="Agreed by the board", until=date(2020, 9, 30)),
        Ignore(code="OWN03", ref="C5", reason="Agreed by the board"),
    )
    found = finds("BOK11", rows={0}, plan=PLAN, settings=Settings(rules=RuleSettings(ignore=ignores)))
    assert [(finding.ref, finding.cell) for finding in found] == [("C4", None)]
    assert found[0].message == "OWN01 on C4 was ignored until 31 August 2020: The post is being filled"


@pytest.mark.parametrize("ref", ["C4", "c4 ", " C 4"])
def test_a_ref_to_ignore_is_told_however_it_is_spaced(ref: str) -> None:
    plan = "| ref | owner | status |\n| C4 | | On track |\n| C5 | | On track |"
    settings = Settings(rules=RuleSettings(ignore=(Ignore(code="OWN01", ref=ref, reason="Agreed by the board"),)))
    said = findings_of(plan, settings=settings)
    assert [finding.ref for finding in said if finding.code == "OWN01"] == ["C5"]
    assert [ignored.ref for ignored in said.ignored] == ["C4"] and said.remarks == ()


def test_what_is_ignored_on_no_action_is_said() -> None:
    def remarks(code: str, ref: str, until: date | None = None, baseline: str | None = None) -> tuple[str, ...]:
        ignore = (Ignore(code=code, ref=ref, reason="Agreed by the board", until=until),)
        return findings_of(PLAN, baseline=baseline, settings=Settings(rules=RuleSettings(ignore=ignore))).remarks

    assert remarks("OWN01", "Z9 ") == (
        "The settings ignore OWN01 on Z9, and plan.xlsx has no such action. Correct the ref under [rules] ignore, or "
        "take the entry out.",
    )
    # the expired are a finding; what is gone only a baseline tells
    assert not remarks("OWN01", "Z9", date(2020, 8, 31)) and not remarks("MON01", "Z9")
    assert len(remarks("MON01", "Z9", baseline=PLAN)) == 1
    assert not remarks("MON01", "Z9", baseline=PLAN + "| Z9 | Gone | Head of HR | 2020-12-31 | On track |\n")


def test_an_ordinary_workbook_gives_none_of_these() -> None:
    plan = replace(plan_of(PLAN), marks=replace(plan_of(PLAN).marks, unreadable=()))
    assert not [finding for finding in findings_of(plan).findings if finding.code.startswith("BOK")]


# --- reading these facts from a file ------------------------------------------------------------------------------


def read(workbook: openpyxl.Workbook, added: Mapping[str, bytes] | None = None) -> Book:
    """The facts of a workbook as openpyxl writes it, with some parts changed or added."""
    target = io.BytesIO()
    workbook.save(target)
    package = Package.read(target.getvalue())
    for name, data in (added or {}).items():
        package = package.replaced({name: data}) if name in package else package.replaced(added={name: data})
    return read_book(package, workbook_part.read(package))


def formulas(*texts: str) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "Plan"
    for row, text in enumerate(texts, 1):
        sheet[f"B{row}"] = text
    workbook.properties.creator = "Governance and Risk Manager"
    return workbook


@pytest.mark.parametrize(
    ("formula", "calls"),
    [
        ('=WEBSERVICE("https://www.example.org/?q="&A1)', "WEBSERVICE"),
        ('=IF(A1="x",_xlfn.WEBSERVICE(A2),"")', "WEBSERVICE"),
        ("=cmd|'/c calc'!A1", "the program cmd"),
        ("=MSEXCEL|'\\..\\..\\cmd.exe /c calc'!A1", "the program MSEXCEL"),
        ('=CALL("urlmon","URLDownloadToFileA","JJCCJJ")', "CALL"),
        ('=REGISTER.ID("kernel32","WinExec")', "REGISTER.ID"),
        ('=RTD("prog.id","server","topic")', "RTD"),
        ('=_xlfn.IMAGE("https://www.example.org/a.png")', "IMAGE"),
    ],
)
def test_a_dangerous_formula_is_found_with_its_cell(formula: str, calls: str) -> None:
    assert read(formulas("=1+1", formula)).dangerous_formulas == (Place(calls, "Plan", "B2"),)


@pytest.mark.parametrize(
    "formula",
    [
        "=SUM(A1:A9)",
        '="Call (0) | register (1) | WEBSERVICE(2)"',
        '=A1&" | "&B1',
        "=Table1[Called]",
        '=HYPERLINK("https://www.example.org","the plan")',
        "=SUBTOTAL(3,Recall!A1:A9)",
        '=CONCATENATE("cmd|",A1,"!")',
    ],
)
def test_an_ordinary_formula_is_none(formula: str) -> None:
    found = read(formulas(formula))
    assert not found.dangerous_formulas and not found.external_links


def test_text_that_looks_like_a_formula_is_text() -> None:
    workbook = formulas("x")
    sheet = workbook.active
    assert sheet is not None
    sheet["B1"].value = "=WEBSERVICE(1)"
    sheet["B1"].data_type = "s"
    assert not read(workbook).dangerous_formulas


def test_a_name_can_be_dangerous_too() -> None:
    workbook = formulas("x")
    workbook.defined_names["now"] = DefinedName("now", attr_text='EXEC("calc.exe")')
    assert read(workbook).dangerous_formulas == (Place("EXEC"),)


LINK = (
    b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b'<externalBook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId1"/>'
    b"</externalLink>"
)
LINK_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="rId1" TargetMode="External" Target="file:///\\\\server\\somebody\\Budget%202020.xlsx" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"/></Relationships>'
)


def test_a_link_to_another_file_is_named_without_its_folders() -> None:
    parts = {"xl/externalLinks/externalLink1.xml": LINK, "xl/externalLinks/_rels/externalLink1.xml.rels": LINK_RELS}
    assert read(formulas("=1"), parts).external_links == (Place("Budget 2020.xlsx"),)
    assert read(formulas("='[Budget 2020.xlsx]Sheet1'!A1"), parts).external_links == (
        Place("Budget 2020.xlsx", "Plan", "B1"),
    )


def test_a_formula_that_gives_a_link_by_its_number_is_the_place_of_that_link() -> None:
    book = "xl/_rels/workbook.xml.rels"
    workbook = formulas("x", "=[1]Sheet1!A1+[7]Sheet1!A1")
    target = io.BytesIO()
    workbook.save(target)
    package = Package.read(target.getvalue())
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    relation = b'<Relationship Id="rIdX" Type="%s" Target="externalLinks/externalLink1.xml"/></Relationships>' % kind
    spaced = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    listed = b'</sheets><externalReferences><externalReference %s r:id="rIdX"/></externalReferences>' % spaced
    changed = {
        book: package.part(book).replace(b"</Relationships>", relation),
        "xl/workbook.xml": package.part("xl/workbook.xml").replace(b"</sheets>", listed),
        "xl/externalLinks/externalLink1.xml": LINK,
        "xl/externalLinks/_rels/externalLink1.xml.rels": LINK_RELS,
    }
    assert read(workbook, changed).external_links == (Place("Budget 2020.xlsx", "Plan", "B2"),)


def test_a_connection_to_data_elsewhere_is_a_link_and_the_workbooks_own_queries_are_none() -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    connections = (
        f'<connections xmlns="{space}"><connection id="1" name="Ledger"><dbPr connection="DSN=ledger"/></connection>'
        '<connection id="2" name="Query - Plan"><dbPr connection="Provider=Microsoft.Mashup.OleDb.1"/></connection>'
        '<connection id="3" name="Model"><dbPr connection="Data Model Connection"/></connection></connections>'
    )
    found = read(formulas("=1"), {"xl/connections.xml": connections.encode()})
    assert found.external_links == (Place("the data connection “Ledger”"),)


def test_addresses_to_click_on_are_no_links_to_files() -> None:
    workbook = formulas("Guidance")
    sheet = workbook.active
    assert sheet is not None
    sheet["B1"].hyperlink = "https://www.example.org/guidance"
    assert not read(workbook).external_links


def test_a_dde_link_runs_a_program() -> None:
    link = LINK.replace(b"<externalBook", b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/><externalBook')
    found = read(formulas("=1"), {"xl/externalLinks/externalLink1.xml": link})
    assert found.dangerous_formulas == (Place("the program cmd"),)


def test_macros_are_known_by_their_part() -> None:
    assert not read(formulas("=1")).has_macros
    assert read(formulas("=1"), {"xl/vbaProject.bin": b"\xd0\xcf"}).has_macros


def test_comments_that_nobody_resolved() -> None:
    space = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
    threads = (
        f'<ThreadedComments xmlns="{space}">'
        f'<threadedComment ref="D5" id="{{1}}" done="0"><text>Q</text></threadedComment>'
        f'<threadedComment ref="D5" id="{{2}}" parentId="{{1}}"><text>A</text></threadedComment>'
        f'<threadedComment ref="D6" id="{{3}}" done="1"><text>Q</text></threadedComment></ThreadedComments>'
    )
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    found = read(formulas("=1"), {
        "xl/threadedComments/threadedComment1.xml": threads.encode(),
        "xl/worksheets/_rels/sheet1.xml.rels": rels.encode(),
    })  # fmt: skip
    assert found.open_comments == (Place("comment", "Plan", "D5"),)


@pytest.mark.parametrize(
    ("name", "is_person"),
    [
        ("Firstname Surname", True),
        ("Surname, Firstname", True),
        ("Surname, Firstname (Governance)", True),
        ("F. Middle Surname", True),
        ("firstname.surname@example.org", True),
        ("", False),
        ("openpyxl", False),
        ("gipxl", False),
        ("Microsoft Office User", False),
        ("Governance and Risk Manager", False),
        ("Head of Legal", False),
        ("Office of the Police and Crime Commissioner", False),
        ("governance@example.org", False),
        ("head.of.legal@example.org", False),
        ("ABC123", False),
        ("tc={5A0C}", False),
    ],
)
def test_who_is_a_person(name: str, is_person: bool) -> None:
    assert looks_like_a_person(name) is is_person


def test_a_person_in_the_properties_and_in_comments() -> None:
    workbook = formulas("x")
    assert read(workbook).personal_properties == ()
    workbook.properties.creator = "Firstname Surname"
    sheet = workbook.active
    assert sheet is not None
    sheet["B1"].comment = Comment("See the file", "Surname, Firstname")
    assert read(workbook).personal_properties == ("author", "author of comments")
