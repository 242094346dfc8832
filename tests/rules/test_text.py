"""What the texts say, beside the dates, the status, the baseline and the report they are bound for."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gipxl.plan import Detail
from gipxl.reading.cells import Sheet, Value
from gipxl.settings import RuleSettings, Settings
from tests.rules.finds import findings_of, finds
from tests.tables import plan_of

MEETING = {Detail.MEETING: date(2020, 10, 26), Detail.AS_AT: date(2020, 9, 30), Detail.BODY: "The Office",
           Detail.PANEL: "Joint Audit Panel"}  # fmt: skip


def table(rows: list[str], heading: str = "ref | title | status | update") -> str:
    """A plan whose rows hold one text each."""
    lines = [f"| A{place} | Work-stream {place} | On track | {text} |" for place, text in enumerate(rows, 1)]
    return "\n".join([f"| {heading} |", *lines])


def test_an_open_action_needs_an_update() -> None:
    found = finds(
        "TXT01",
        rows={1, 2, 3, 4, 5, 6, 7},
        plan="""
        | ref | status      | update                                |
        | A1  | On track    |                                       |
        | A2  | On track    | -                                     |
        | A3  | On track    | No update                             |
        | A4  | On track    | TBC                                   |
        | A5  | On track    | Update to follow.                     |
        | A6  | Not started | n/a                                   |
        | A7  | On track    | Nothing to report                     |
        | B1  | On track    | On track                              |
        | B2  | On track    | No change since July                  |
        | B3  | On track    | No update of the register was needed  |
        | B4  | Complete    |                                       |
        | B5  | Withdrawn   |                                       |
        | B6  | On track    | The senior team has asked for a paper |
    """,
    )
    assert found[0].message == "A1 has no update"
    assert found[2].message == "A3 has no update but “No update”"
    assert found[0].fix == "Say in C5 what has been done since the last report, and what comes next"


def test_an_update_that_is_the_baselines() -> None:
    july = """
        | ref | status   | update                          |
        | A1  | On track | Two of four teams have replied. |
        | A2  | On track | Two of four teams have replied. |
        | A3  | On track | Two of four teams have replied. |
        | A4  | On track |                                 |
        | A5  | On track | No update                       |
        | A6  | On track | Drafted                         |
    """
    found = finds(
        "TXT02",
        rows={1, 2},
        baseline=july,
        plan="""
        | ref | status   | update                            |
        | A1  | On track | Two of four teams have replied.   |
        | A2  | On track | two of four  teams have replied   |
        | A3  | Complete | Two of four teams have replied.   |
        | A4  | On track |                                   |
        | A5  | On track | No update                         |
        | A6  | On track | Drafted and sent                  |
        | A7  | On track | Two of four teams have replied.   |
    """,
    )
    assert found[0].message == "The update of A1 is word for word that of 31 July 2020"


@pytest.mark.parametrize(
    "text",
    [
        "A draft strategy will be shared with community groups by 16 October 2020.",
        "A statement of aims will be considered by the staff networks w/c 28th September.",
        "The first draft is due on 12 October.",
        "The paper is expected in September.",
        "Publication is planned for September 2020.",
        "A workshop has been arranged for 1 October 2020.",
        "It was agreed on 12 August that the work would be finished by 30 September 2020.",
        "By the end of September the register will be ready.",
        "On 14 October the board will consider the paper.",
        "Fieldwork begins in September.",
        "Deadline: 16 October 2020",
        "Draft to be reviewed and agreed by 2/10/2020.",
        "Report ready by 16 October 2020",
        "The tender closed in July; bids are due to be evaluated by the end of August.",
        "The team should be in place by mid-October 2020, as the panel asked.",
        "Interviews will have finished by 9 October 2020.",
        "The options paper goes to the partners' meeting on 8 October 2020.",
        "The training aims to reach all staff by summer 2020.",
        "Reviewed in July. The revised policy will be published in Q2 2020/21.",
        "Staff survey to open 1 September 2020.",
        "Target date for sign-off: 30/09/2020.",
        "The review, expected to conclude by the end of August 2020, is under way.",
        "Will be presented to the senior team 14/10/20.",
        "The new provider is scheduled to start in w/c 5 October 2020.",
        "Consultation will close on 30 September 2020 and responses will be analysed in November.",
        "This is on track for completion by 30 September 2020.",
    ],
)
def test_a_promise_for_a_day_that_is_past_at_the_meeting(text: str) -> None:
    found = finds("TXT03", rows={1}, plan=table([text]), details=MEETING)
    assert "which is past when the panel meets on 26 October 2020" in found[0].message
    assert found[0].cell == "D5"


@pytest.mark.parametrize(
    "text",
    [
        "The date was agreed on 12 August 2020.",
        "Monthly checks have been held since July.",
        "Held in June, and well received.",
        "A workshop took place on 3 September 2020.",
        "Signed by both organisations on 18 September 2020, following advice from their legal teams.",
        "A draft will be shared by 30 October 2020.",
        "The paper is expected in October 2020.",
        "Fieldwork begins in November, after the questions were tested in September.",
        "The team will use the measures agreed in July.",
        "The group will build on the survey of March 2020.",
        "The 2019/20 accounts will be audited in the spring.",
        "The approach will be introduced alongside the budget for 2019/20.",
        "The register was expected by 31 August 2020 but awaits the upgrade.",
        "The workshop planned for September was cancelled.",
        "The draft planned for September has been put back to November.",
        "The work will not be complete by 30 September 2020.",
        "The date of 30 September 2020 can no longer be met.",
        "The date was moved from 31 August 2020 to 31 January 2021.",
        "Originally planned for July 2020; now expected by 30 November 2020.",
        "30/09/2020: a second tender will be needed.",
        "September 2020 update - the paper will follow.",
        "As at 30 September 2020 the position will be reviewed monthly.",
        "The report was due in August. This was done.",
        "Training was delayed due to the restrictions in July.",
        "Costs have risen as expected in August.",
        "The lessons of the March 2020 exercise will be grouped.",
        "The plan will be revised in line with the September 2020 guidance from the regulator.",
        "E7 and E8 were consolidated into this work-stream in August, bringing recruitment under one lead.",
        "Phase one completed by 31 August 2020.",
        "The service operates 24/7 and 12/11 members will be asked.",
        "The Act of 2010 will be followed.",
        "Members asked that officers report back by December.",
        "The new system went live on 1 September 2020 and will be reviewed after six months.",
        "A report on the year to 31 March 2020 will be presented in November.",
        "The strategy will replace the one that ended in March 2020.",
        "The Act comes into force in 2021 and replaces that of 1998.",
        "Planned maintenance in August overran.",
        "Officers aim to complete the review that started in June by December.",
        "Two posts were to be filled by September but candidates withdrew.",
        "The contract runs until 31 August 2020 and was extended.",
        "Since 1 September 2020, all claims are to be made online.",
        "The minutes of 12 August 2020 will be published with the papers for November.",
        "The response to the consultation launched in July 2020 should be available in December.",
        "The group, set up in September 2019, will meet again in November 2020.",
        "",
    ],
)
def test_what_is_past_and_was_no_promise(text: str) -> None:
    finds("TXT03", rows=set(), plan=table([text]), details=MEETING)


def test_without_a_meeting_the_reporting_date_counts() -> None:
    rows = ["The draft will be shared by 16 October 2020.", "The draft will be shared by 16 September 2020."]
    found = finds("TXT03", rows={2}, plan=table(rows))
    assert found[0].message == (
        "The latest update of A2 promises something for “16 September 2020”, which is past at the reporting date, "
        "30 September 2020"
    )


def test_a_finished_action_promises_nothing() -> None:
    finds(
        "TXT03",
        rows=set(),
        plan="""
        | ref | status   | update                                  |
        | A1  | Complete | A review will be held by 1 August 2020. |
    """,
    )


def test_the_wording_for_the_report_promises_too() -> None:
    found = finds(
        "TXT03",
        rows={1},
        plan="""
        | ref | status            | original_due | revised_due | wording                              |
        | A1  | Timescale revised | 2020-07-31   | 2020-11-30  | Bids will be opened by 4 September 2020. |
    """,
    )
    assert found[0].message.startswith("The wording for the report of A1 promises something for “4 September 2020”")


def test_a_financial_year_rises() -> None:
    found = finds("TXT04", rows={1, 2, 3, 4, 5}, plan=table([
        "The plan for 2021/21 is drafted.",
        "Savings of 2020-20 and after.",
        "Reserves 2021/2020.",
        "Carried over from 2020/19.",
        "Budget for FY21/21.",
        "The plan for 2020/21, and then 2021-22 and 2022–2023.",
        "The strategy for 2020/25 and the vision for 2020-2030.",
        "Agreed on 31/12/2020, on 12/11 and on 2020/09/30; open 24/7.",
        "Begun in 2020/09 and again in 2020-11.",
        "Circular 2021/15, case no. 2021/20 and order 2021-15.",
        "From 1999/00 to 1999/2000.",
        "See https://www.example.org/2021/21/plan and ref ABC-2021/21.",
        "It has 20/20 vision and scored 19/20.",
        "Call 01234 2020 2020; costs £2020-20.",
    ]))  # fmt: skip
    assert found[0].message == "The latest update of A1 gives “2021/21”, which is no financial year"
    assert found[0].cell == "D5"


def test_titles_headings_and_the_details_sheet_name_years_too() -> None:
    plan = table(["Begun"]).replace("| update |", "| Progress in 2020/20 |")
    details = {Detail.TITLE: "Governance Improvement Plan 2020/20", Detail.PURPOSE: "To report on 2020/21.",
               Detail.RISK: "Risks of 2021-21"}  # fmt: skip
    found = finds("TXT04", rows={0}, plan=plan, title="Governance Improvement Plan 2020/20", details=details)
    assert sorted((finding.sheet, finding.cell or "") for finding in found)[1:] == [
        ("Appendix A", "D4"), ("Report details", "B1"), ("Report details", "B3")
    ]  # fmt: skip
    assert found[0].sheet == "Appendix A" and "“2020/20”" in found[0].message


REVISED = "ref | title | status | original_due | revised_due | wording"


def worded(texts: list[str]) -> str:
    rows = [f"| A{place} | Work {place} | Timescale revised | 2020-07-31 | 2020-12-31 | {text} |"
            for place, text in enumerate(texts, 1)]  # fmt: skip
    return "\n".join([f"| {REVISED} |", *rows])


def test_a_placeholder_would_be_printed() -> None:
    found = finds("TXT05", rows={1, 2, 3, 4, 5, 6, 7, 8}, plan=worded([
        "Publication will start by XXX and cover the past year.",
        "The provider is TBC.",
        "TBC",
        "Costs of £XX are foreseen.",
        "The tender closes on ??? next.",
        "Lorem ipsum dolor sit amet.",
        "It will be ready by [insert date].",
        "Expected by XX October 2020.",
        "The date is to be confirmed by partners.",
        "Chapter XXI and Appendix XX of the report.",
        "Is the date right? The panel may ask.",
        "The register [Appendix B] is published.",
        "TB cases fell; [additional] names were added.",
        "",
    ]))  # fmt: skip
    assert found[0].message == "The wording for the report of A1 is bound for the report and holds “XXX”"
    assert found[0].fix == "Write in F5 what it stands for"


def test_only_what_the_report_carries_is_held_to_it() -> None:
    finds(
        "TXT05",
        rows={1, 2},
        plan="""
        | ref | title     | status            | original_due | revised_due | update            |
        | A1  | Contracts | Timescale revised | 2020-07-31   | 2020-12-31  | Closes on XXX     |
        | A2  | Register  | Complete          | 2020-07-31   |             | Signed on XXX     |
        | A3  | Expenses  | On track          | 2020-12-31   |             | Closes on XXX     |
        | A4  | Gifts     | Timescale revised | 2020-07-31   | 2020-12-31  | TBC               |
    """,
    )
    finds(
        "TXT05",
        rows=set(),
        plan="""
        | ref | title     | status            | original_due | revised_due | update        | wording            |
        | A1  | Contracts | Timescale revised | 2020-07-31   | 2020-12-31  | Closes on XXX | Bids will be asked |
    """,
    )


def test_the_details_sheet_is_bound_for_the_report() -> None:
    details = {Detail.TITLE: "Plan", Detail.RISK: "Risks are TBC", Detail.REPORT_BY: "XXX", Detail.PREVIOUS: "TBC"}
    found = finds("TXT05", rows={0}, plan=table(["Begun"]), details=details)
    assert [(finding.sheet, finding.cell) for finding in found] == [("Report details", "B3"), ("Report details", "B2")]
    assert found[1].message == "“Risk” on the sheet “Report details” is bound for the report and holds “TBC”"


def test_sections_that_officers_add_are_bound_for_the_report_too() -> None:
    rows: list[list[Value]] = [
        ["Title", "Plan"], ["Purpose", "To report."], ["Section: Staffing", "Two posts are TBC in 2021/21."],
        ["", "Write to first.last@example.org"],
    ]  # fmt: skip
    sheet = Sheet(name="Report details", hidden=False, top=1, left=1, rows=rows)
    for code, cell in (("TXT04", "B3"), ("TXT05", "B3"), ("TXT09", "B4")):
        (found,) = finds(code, rows={0}, plan=table(["Begun"]), more=[sheet])
        assert (found.sheet, found.cell) == ("Report details", cell)
        assert "“Staffing” on the sheet “Report details”" in found.message


def test_an_abbreviation_wants_its_words_once() -> None:
    found = finds("TXT06", rows={1, 3, 5}, plan=worded([
        "The NYVF will advise.",
        "The NYVF has advised.",
        "The PEEL report and the UK's GDPR were read by HR.",
        "The Annual Governance Statement (AGS) is out, and the AGS is clear.",
        "The Medium Term Financial Plan is revised; MTFP and MTFS alike.",
        "MTCO (Monthly Transfer and Cost Overview) figures are in.",
        "Phase II and phase IV of the work MUST NOT wait, by A1 and COVID-19.",
        "OFFICIAL-SENSITIVE papers are kept apart.",
        "THIS WHOLE TEXT IS WRITTEN IN CAPITALS BY THE QZXT TEAM.",
        "Partners at SW1A 2AA were asked in JAN by the panel.",
        "Write to NYXT@example.org or see www.NYXT.org.",
        "HM Revenue and Customs (HMRC) and the QX Volunteer Forum (QXVF) have replied; QX staff too.",
    ]))  # fmt: skip
    assert found[0].message == (
        "The wording for the report of A1 is bound for the report and does not say what NYVF stands for"
    )
    assert [finding.message.split("what ")[1].split()[0] for finding in found] == ["NYVF", "PEEL", "MTFS"]


def test_the_glossary_and_the_report_explain_abbreviations() -> None:
    plan = worded(["The NYVF will advise on the JAPQ."])
    details = {Detail.TITLE: "Plan", Detail.PURPOSE: "To tell the North Yard Volunteer Forum (NYVF) of progress."}
    glossary = Settings(glossary={"JAPQ": "Joint Audit Panel Questions"})
    assert len(finds("TXT06", rows={1}, plan=plan)) == 2
    assert len(finds("TXT06", rows={1}, plan=plan, details=details)) == 1
    finds("TXT06", rows=set(), plan=plan, details=details, settings=glossary)


def test_one_update_on_several_actions() -> None:
    same = "Figures for the past year have been gathered."
    found = finds(
        "TXT07",
        rows={1, 3},
        plan=f"""
        | ref       | title        | status    | update                                        |
        | F2        | Performance  | On track  | {same}                                        |
        | F3        | Custody      | On track  | Visits resumed after the risk was assessed    |
        | F6        | Expenses     | On track  | {same}                                        |
        | C2        | Agreement    | On track  | Partners asked for a fuller set of costs      |
        | C5        | Agreement    | On track  | Partners asked for a fuller set of costs      |
        | D1 and D2 | Strategies   | On track  | Interviews were held with twenty people here  |
        | G1        | Risk         | On track  | Work is on track.                             |
        | G2        | Audit        | On track  | Work is on track.                             |
        | G3        | Gifts        | On track  |                                               |
        | G4        | Travel       | On track  |                                               |
        | G5        | Old work     | Withdrawn | {same}                                        |
    """,
    )
    assert found[0].message == "The update of F2 is word for word that of F6, whose title is another"


@given(st.lists(st.sampled_from(["Risk", "Audit", "Gifts", ""]), min_size=2, max_size=40))
@hypothesis_settings(max_examples=25, deadline=None)
def test_the_first_four_of_other_titles_are_named_however_many_share_an_update(titles: list[str]) -> None:
    same = "Figures for the past year have been gathered."
    rows = "\n".join(f"| A{at} | {title} | On track | {same} |" for at, title in enumerate(titles, 1))
    said = findings_of(f"| ref | title | status | update |\n{rows}")
    named = {
        finding.ref: re.findall(r"A\d+|others", finding.message.split("that of")[1])
        for finding in said.findings
        if finding.code == "TXT07"
    }
    expected: dict[str, list[str]] = {}
    for at, title in enumerate(titles, 1):
        others = [f"A{on}" for on, other in enumerate(titles, 1) if on != at and not title == other != ""]
        expected |= {f"A{at}": others[:4] + ["others"] * (len(others) > 4)} if others else {}
    assert named == expected


@pytest.mark.parametrize(
    ("status", "title", "update"),
    [
        ("On track", "Continuity plans", "All plans are rewritten. This work is finished and the action is closed."),
        ("On track", "Contracts register", "Completed."),
        ("On track", "Contracts register", "Completed on 12 September 2020."),
        ("Timescale revised", "Contracts register", "The contracts register is now complete."),
        ("At risk", "Contracts register", "All work has been completed."),
        ("Not started", "Contracts register", "The action has now been fully implemented."),
        ("Complete", "Contracts register", "Not yet started."),
        ("Complete", "Contracts register", "Work has not yet begun."),
        ("Complete", "Contracts register", "The register has not yet been published."),
        ("Complete", "Contracts register", "In progress."),
        ("On track", "Contracts register", "This has now been completed."),
        ("On track", "Contracts register", "It is complete and members have been told."),
        ("On track", "Contracts register", "All recommendations implemented and the action can be closed."),
        ("On track", "Contracts register", "All five recommendations have been implemented."),
        ("On track", "Contracts register", "The last team replied in May. This action can now be closed."),
        ("Complete", "Contracts register", "This remains outstanding."),
        ("Complete", "Contracts register", "This has not yet started."),
    ],
)
def test_update_and_status_say_the_opposite(status: str, title: str, update: str) -> None:
    finds("TXT08", rows={1}, plan=f"| ref | title | status | update |\n| A1 | {title} | {status} | {update} |")


@pytest.mark.parametrize(
    ("status", "title", "update"),
    [
        ("On track", "Contracts register", "The first phase has been completed."),
        ("On track", "Contracts register", "A review has been completed and its results are being written up."),
        ("On track", "Contracts register", "The draft is now complete."),
        ("On track", "Contracts register", "The register will be complete by March."),
        ("On track", "Contracts register", "The work has not been completed."),
        ("On track", "Contracts register", "Once the work is finished, a report will follow."),
        ("On track", "Contracts register", "Half of the work is complete."),
        ("On track", "Contracts register", "Completed forms have been gathered."),
        ("On track", "Contracts register", "Complete by December."),
        ("On track", "Contracts register", "The register has been completed for two years; a third remains."),
        ("On track", "Public survey", "The survey of staff has been completed."),
        ("On track", "Contracts register", "All but two of the actions have been completed."),
        ("On track", "Contracts register", "The sale was completed and tenants have moved."),
        ("On track", "Contracts register", "This action is nearly complete."),
        ("On track", "Contracts register", "The action is complete subject to sign-off."),
        ("On track", "Contracts register", "The panel asked whether this action is complete."),
        ("On track", "Contracts register", "The register is complete for two of four teams."),
        ("On track", "Contracts register", "The item was closed on the risk register."),
        ("On track", "Contracts register", "This has been completed for two of four teams."),
        ("On track", "Contracts register", "The draft went to members. This has now been completed."),
        ("On track", "Contracts register", "This has been completed; testing is under way."),
        ("On track", "Contracts register", "This is done in two phases."),
        ("On track", "Contracts register", "All but two recommendations implemented."),
        ("On track", "Contracts register", "All recommendations of the first report implemented."),
        ("On track", "Contracts register", "Once agreed, the action can be closed."),
        ("On track", "Contracts register", "The action can be closed by December."),
        ("On track", "Contracts register", "The action cannot be closed."),
        ("Complete", "Contracts register", "Ongoing monitoring will be done by the board."),
        ("Complete", "Contracts register", "This was not started until June but is now finished."),
        ("Complete", "Contracts register", "The register was published; a review of it has not yet started."),
        ("Complete", "Contracts register", "Published. The next update is in progress."),
        ("Complete", "Contracts register", "This work is finished."),
        ("Withdrawn", "Contracts register", "This work is finished."),
        ("Odd word", "Contracts register", "This work is finished."),
        ("", "Contracts register", "This work is finished."),
        ("On track", "Contracts register", ""),
    ],
)
def test_a_part_a_plan_or_a_condition_contradicts_nothing(status: str, title: str, update: str) -> None:
    finds("TXT08", rows=set(), plan=f"| ref | title | status | update |\n| A1 | {title} | {status} | {update} |")


def test_the_completion_date_does_not_settle_what_the_update_denies() -> None:
    finds(
        "TXT08",
        rows={1, 2},
        plan="""
        | ref | title    | completed  | status   | update                                                |
        | A1  | Register | 2020-08-31 | Complete | Not yet started.                                      |
        | A2  | Register | 2020-08-31 | Complete | Work has not started on this, for nobody is in post.  |
        | A3  | Register | 2020-08-31 | Complete | This work is finished.                                |
        | A4  | Register | 2020-12-31 | Complete | In progress.                                          |
        | A5  | Register | 2020-08-31 | On track | This work is finished.                                |
    """,
    )


def test_personal_details_are_told_without_being_repeated() -> None:
    found = finds("TXT09", rows={1, 2, 3, 4}, plan=worded([
        "Questions may be sent to first.last@example.org.",
        "Call 01632 960 123 for details.",
        "Call +44 (0)7700 900123 for details.",
        "Held under AB 12 34 56 C on the payroll.",
        "The helpline on 0800 555 111 was advertised, as was 0345 123 4567.",
        "Contract 0123456 for 1,600,000 pounds; invoice 2020-01632960123.",
        "Agreed at 09:30 on 30/09/2020 by 12 of 14 members @ the town hall.",
        "GB 12 34 56 C is a VAT number.",
        "The figures are 0.1234567890 and 10123456789.",
    ]))  # fmt: skip
    assert found[0].message == (
        "The wording for the report of A1 is bound for the report and holds an e-mail address (fi…)"
    )
    for finding in found:
        assert not {"first.last", "960", "900123", "34"} & set(finding.message.replace("(", " ").split())
        assert "example.org" not in finding.message


def test_the_contact_on_the_details_sheet_is_meant_to_be_published() -> None:
    details = {Detail.TITLE: "Plan", Detail.EMAIL: "governance@example.org", Detail.AUTHOR: "Manager, 01632 960 123"}
    finds("TXT09", rows=set(), plan=table(["Write to first.last@example.org"]), details=details)
    finds("TXT09", rows={0}, plan=table(["Begun"]), details={**details, Detail.RISK: "Ask first.last@example.org"})


def test_a_text_too_long_for_a_paragraph() -> None:
    plan = table([" ".join(["word"] * 151), " ".join(["word"] * 150), " ".join(["w"] * 151)])
    found = finds("TXT10", rows={1, 3}, plan=plan)
    assert found[0].message == "The latest update of A1 has 151 words, more than 150"
    finds("TXT10", rows=set(), plan=plan, settings=Settings(rules=RuleSettings(longest_update=200)))
    finds("TXT10", rows={1}, plan=worded([" ".join(["word"] * 160), "Short."]))


def test_a_revised_action_has_something_to_say_in_the_report() -> None:
    found = finds(
        "TXT11",
        rows={1, 2},
        plan="""
        | ref | status            | original_due | revised_due | update  | wording                |
        | A1  | Timescale revised | 2020-07-31   | 2020-12-31  | Drafted |                        |
        | A2  | On track          | 2020-07-31   | 2020-12-31  | Drafted | -                      |
        | A3  | Timescale revised | 2020-07-31   | 2020-12-31  |         | The tender was repeated |
        | A4  | On track          | 2020-12-31   |             | Drafted |                        |
        | A5  | Complete          | 2020-07-31   | 2020-08-31  | Signed  |                        |
        | A6  | Withdrawn         | 2020-07-31   | 2020-12-31  |         |                        |
        | A7  | Timescale revised | 2020-07-31   | 2020-12-31  |         | TBC                    |
    """,
    )
    assert found[0].message == "A1 has been revised, and the report has nothing to say of it"
    assert found[0].cell == "F5"


def test_without_a_column_of_wording_the_update_speaks() -> None:
    finds(
        "TXT11",
        rows={1},
        plan="""
        | ref | status            | original_due | revised_due | update  |
        | A1  | Timescale revised | 2020-07-31   | 2020-12-31  |         |
        | A2  | Timescale revised | 2020-07-31   | 2020-12-31  | Drafted |
    """,
    )
    said = findings_of("""
        | ref | status            | original_due | revised_due |
        | A1  | Timescale revised | 2020-07-31   | 2020-12-31  |
    """)
    assert "TXT11" in {each.code for each in said.not_run}


QUOTED = """
    | ref | status            | original_due | revised_due | update  |
    | A1  | Timescale revised | 2020-07-31   | 2020-12-31  | Drafted |
    | A2  | Complete          | 2020-07-31   |             | Signed  |
    | A3  | On track          | 2020-12-31   |             | Begun   |
"""


def test_a_marked_workbook_without_wording_has_its_updates_quoted() -> None:
    found = finds("TXT12", rows={0}, plan=QUOTED, marking="OFFICIAL-SENSITIVE")
    assert found[0].message == (
        "The plan is marked OFFICIAL-SENSITIVE and has no column of wording for the report, so that 2 updates will be "
        "quoted, and the report must carry the marking"
    )
    assert found[0].cell == "E4"


def test_nothing_is_quoted_that_should_not_be() -> None:
    finds("TXT12", rows=set(), plan=QUOTED)
    on_track = "| ref | status | original_due | update |\n| A1 | On track | 2020-12-31 | Begun |"
    finds("TXT12", rows=set(), plan=on_track, marking="OFFICIAL")
    both = QUOTED.replace("| update  |", "| update | wording |").replace("Drafted |", "Drafted | Text |")
    finds("TXT12", rows=set(), plan=both, marking="OFFICIAL")


def test_texts_of_an_ordinary_plan_give_no_errors_or_warnings() -> None:
    plan = plan_of("""
        | ref | title     | owner      | original_due | revised_due | reason                 | status            | update                               | wording |
        | A1  | Contracts | Head of HR | 2020-07-31   | 2020-12-31  | The tender was repeated | Timescale revised | Bids are being read until 1 November | Bids drew no offers and were asked for again. |
        | A2  | Survey    | Head of HR | 2020-12-31   |             |                         | On track          | Questions were tested in August      |  |
    """)  # noqa: E501
    assert not [each.code for each in findings_of(plan).findings if each.level.value != "note" and each.code[:3] in
                ("LAY", "REF", "TXT", "BOK")]  # fmt: skip
