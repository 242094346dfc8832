"""Workbooks of several sheets and several tables, of which one is the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.reading.case import Case, case
from tests.reading.pages import Page
from tests.reading.plans import ACTIONS, STANDARD, grid

_DONE: list[dict[str, Any]] = [
    {**ACTIONS[2], "ref": "A0", "title": "Gifts register", "completed": date(2020, 6, 30)},
    {**ACTIONS[2], "ref": "Z9", "title": "Old seal", "completed": date(2018, 6, 30)},
]
_WITH_DONE = f"""{STANDARD}
    A0 | Gifts register | Estates Manager | 2020-08-28 | 2020-08-28 | 2020-06-30 | complete
    Z9 | Old seal       | Estates Manager | 2020-08-28 | 2020-08-28 | 2018-06-30 | does not count
""".replace("\n\n", "\n")

_RISKS: list[list[Any]] = [
    ["Risk ID", "Risk description", "Likelihood", "Impact", "Owner", "Mitigation", "Status"],
    ["R1", "The provider withdraws", 2, 4, "Head of People", "Second provider", "Open"],
    ["R2", "No quorum in August", 3, 2, "Governance Manager", "Meeting by video", "Open"],
]
_ISSUES: list[list[Any]] = [
    ["Issue ID", "Issue", "Owner", "Date raised", "Target date", "Status"],
    ["I1", "Two directorates have not replied", "Commercial Manager", date(2020, 8, 3), date(2020, 10, 30), "Open"],
    ["I2", "The list lacks leases", "Estates Manager", date(2020, 8, 4), date(2020, 10, 30), "Open"],
]
_DECISIONS: list[list[Any]] = [
    ["Decision ID", "Decision", "Decision made by", "Date"],
    ["D1", "The course is to be tendered", "Board", date(2020, 5, 1)],
]
_LISTS: list[list[Any]] = [["Owners", "Statuses"], *zip(
    ["Head of People", "Chief Finance Officer", "Estates Manager", "Commercial Manager"],
    ["On track", "Revised", "Complete", "Amber"], strict=True)]  # fmt: skip
_NOTES: list[list[Any]] = [
    ["About this workbook"],
    ["It is kept by the governance team; ask them before adding columns."],
]


def _stacked(*tables: tuple[str, Sequence[Sequence[Any]]]) -> Page:
    return Page(name="RAID", rows=[line for name, table in tables for line in ([name], *table, [])])


_POAM = (
    "POAM ID", "Controls", "Weakness Name", "Weakness Description", "Weakness Detector Source",
    "Weakness Source Identifier", "Asset Identifier", "Point of Contact", "Resources Required",
    "Overall Remediation Plan", "Original Detection Date", "Scheduled Completion Date", "Planned Milestones",
    "Milestone Changes", "Status Date", "Vendor Dependency", "Last Vendor Check-in Date",
    "Vendor Dependent Product Name", "Original Risk Rating", "Adjusted Risk Rating", "Risk Adjustment",
    "False Positive", "Operational Requirement", "Deviation Rationale", "Supporting Documents", "Comments",
    "Auto-Approve", "Binding Directive tracking", "Binding Directive Due Date", "CVE", "Service Name",
)  # fmt: skip


def _poam(name: str, *items: tuple[str, str, str, str]) -> Page:
    """A look-alike of the plan that suppliers of the American government keep: 31 columns, month before day."""
    rows = [
        [number, "AC-2", title, f"{title} is not as it should be", "Scanner", "V-1042", "web-01", contact, "None",
         f"Put {title.lower()} right", "07/21/2020", due, "(1) 09/15/2020: fix tested\n(2) 10/15/2020: fix in place",
         "(1) 09/30/2020: test moved", "09/28/2020", "No", None, None, "Moderate", None, "No", "No", "No",
         None, None, "Patch is in test", "No", "No", "12/25/2021", "CVE-2020-0001", "Portal"]
        for number, title, contact, due in items
    ]  # fmt: skip
    above = [["Plan of Action and Milestones"], ["Supplier", "System", "Impact", "Date"],
             ["Supplier Ltd", "Portal", "Moderate", date(2020, 9, 28)], []]  # fmt: skip
    return Page(name=name, rows=[*above, list(_POAM), *rows])


_OPEN_ITEMS = _poam(
    "Open POA&M Items",
    ("V-1", "Weak ciphers", "Systems Owner", "12/18/2020"), ("V-2", "Stale accounts", "Identity Lead", "11/02/2020"),
    ("V-3", "Missing patches", "Systems Owner", "03/26/2021"),
)  # fmt: skip

SHEETS: tuple[Case, ...] = (
    case("lists, notes and the plan", Page(name="Read me", rows=_NOTES), Page(name="Plan", rows=grid()),
         Page(name="Lists", rows=_LISTS), sheet="Plan", suffixes=(".xlsx", ".ods", ".xls", ".xlsb")),
    case("an older copy on a hidden sheet", Page(name="Plan (2)", rows=grid()[:3], hidden=True),
         Page(name="Plan", rows=grid()), sheet="Plan", suffixes=(".xlsx", ".xls", ".xlsb")),
    case("finished work on a sheet of its own", Page(name="Open actions", rows=grid()),
         Page(name="Completed", rows=grid(None, {}, _DONE)), reads=_WITH_DONE, sheet="Open actions",
         suffixes=(".xlsx", ".ods", ".xls")),
    case("finished work on the first sheet", Page(name="Closed actions", rows=grid(None, {}, _DONE)),
         Page(name="Actions", rows=grid()), reads=_WITH_DONE, sheet="Actions"),
    case("finished work with columns of its own", Page(name="Actions", rows=grid()),
         Page(name="Archive", rows=grid(["completed", "ref", "title", "owner", "original", "status"], {}, _DONE)),
         reads=_WITH_DONE, sheet="Actions"),
    case("a sheet for each month", Page(name="July 2020", rows=grid()), Page(name="September 2020", rows=grid()),
         Page(name="August 2020", rows=grid()), sheet="September 2020"),
    case("risks, actions and issues on three sheets", Page(name="Risks", rows=_RISKS),
         Page(name="Actions", rows=grid()), Page(name="Issues", rows=_ISSUES), sheet="Actions",
         suffixes=(".xlsx", ".ods")),
    case("risks, issues, actions and decisions stacked on one sheet",
         _stacked(("Risks", _RISKS), ("Issues", _ISSUES), ("Actions", grid()), ("Decisions", _DECISIONS)),
         heading=(12,), suffixes=(".xlsx", ".ods", ".csv")),
    case("actions stacked above issues of the same columns",
         _stacked(("Action log", grid()), ("Issue log", [["Issue ID", *grid()[0][1:]], ["I1", *grid()[4][1:]]]))),
    case("actions and issues stacked without names",
         _stacked(("", _ISSUES), ("", grid()), ("", _RISKS)), heading=(7,)),
    case("the plan in two tables on one sheet, the second with its columns in another order",
         Page(rows=[["Theme A"], *grid()[:3], [], ["Theme B"],
                    *grid(["title", "ref", "status", "owner", "original", "revised", "reason", "completed", "update"],
                          {}, ACTIONS[2:])])),
    case("a plan of action and milestones", _OPEN_ITEMS,
         _poam("Closed POA&M Items", ("V-0", "Default password", "Systems Owner", "06/30/2020")),
         reads="""
            V-1 | Weak ciphers     | Systems Owner | 2020-12-18 | 2020-12-18 | | on track
            V-2 | Stale accounts   | Identity Lead | 2020-11-02 | 2020-11-02 | | on track
            V-3 | Missing patches  | Systems Owner | 2021-03-26 | 2021-03-26 | | on track
            V-0 | Default password | Systems Owner | 2020-06-30 | 2020-06-30 | | does not count
         """, sheet="Open POA&M Items", heading=(5,),
         columns={"ref": "A", "title": "C", "owner": "H", "action": "J", "original_due": "L", "reason": "N",
                  "update": "Z"}),
    case("an audit tracker without titles",
         Page(rows=[["Rec No", "Audit report", "Recommendation", "Management response", "Responsible Officer",
                     "Implementation date", "Priority"],
                    [1, "Payroll 2019/20", "Inclusion training", "Agreed", "Head of People",
                     date(2020, 12, 18), "High"]]),
         reads="1 | Inclusion training | Head of People | 2020-12-18 | 2020-12-18 | | on track",
         columns={"ref": "A", "title": "C", "action": "D", "owner": "E", "original_due": "F", "priority": "G"}),
)  # fmt: skip

SHEETS += (
    case("milestones below an objective that is merged over them",
         Page(rows=[["Ref", "Objective", "Milestone", "Responsible", "Due", "Status"],
                    ["1", "Better risk management", "Agree appetite", "Head of Risk", date(2020, 12, 18), "On track"],
                    [None, None, "Train managers", "Head of HR", date(2021, 1, 29), "Not started"]],
              merged=["A2:A3", "B2:B3"]),
         reads="""
            1 | Better risk management | Head of Risk | 2020-12-18 | 2020-12-18 | | on track
            1 | Better risk management | Head of HR   | 2021-01-29 | 2021-01-29 | | not started
         """, columns={"title": "B", "action": "C"}),
    case("a list of tasks from another program",
         Page(rows=[["Title", "Assigned To", "Due Date", "% Complete", "Task Status", "Description", "Modified"],
                    ["Member training", "Head of HR", date(2020, 12, 18), 0.5, "In Progress", "For all members",
                     date(2020, 9, 1)],
                    ["Pay policy", "Head of Pay", date(2020, 9, 1), 1, "Completed", "Online", date(2020, 9, 2)]]),
         reads="""
            | Member training | Head of HR  | 2020-12-18 | 2020-12-18 | | on track
            | Pay policy      | Head of Pay | 2020-09-01 | 2020-09-01 | | complete
         """, columns={"title": "A", "owner": "B", "original_due": "C", "status": "DE", "action": "F"}),
)  # fmt: skip

_BUDGET = Page(name="Budget", rows=[
    ["Cost centre", "Description", "Budget holder", "Budget 2020/21", "Actual", "Forecast", "Variance"],
    ["C100", "Salaries", "Head of People", 250_000, 120_000, 255_000, -5_000],
    ["C200", "Buildings", "Estates Manager", 40_000, 41_000, 43_000, -3_000],
    ["C300", "Training", "Head of People", 30_000, 28_000, 36_600, 2_000]])  # fmt: skip
_ROTA = Page(name="Rota", rows=[
    ["Week", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
    ["28/09/2020", "Team A", "Team B", "Team A", "Team B", "Team A"],
    ["05/10/2020", "Team B", "Team A", "Team B", "Team A", "Team B"]])  # fmt: skip
_ASSETS = Page(name="Assets", rows=[
    ["Asset ID", "Asset name", "Asset owner", "Purchase date", "Value"],
    ["L-100", "Laptop", "Head of IT", date(2019, 3, 1), 800], ["L-101", "Laptop", "Head of IT", date(2019, 3, 1), 800],
    ["L-102", "Screen", "Head of IT", date(2019, 3, 1), 150]])  # fmt: skip

#: Workbooks in which there is no plan.
REFUSED = {"a budget": (_BUDGET,), "a rota": (_ROTA,), "a register of assets": (_ASSETS,),
           "a budget, a rota and notes": (_BUDGET, _ROTA, Page(name="Notes", rows=_NOTES)), "nothing": (Page(rows=[]),),
           "a letter": (Page(name="Letter", rows=_NOTES),)}  # fmt: skip
