"""Headings as staff write them: where they stand, how many rows they take, and in what words."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reading.case import Case, case
from tests.reading.pages import Page
from tests.reading.plans import ACTIONS, WORDS, below, grid

_ABOVE: list[list[Any]] = [
    ["OFFICIAL"], ["Governance Improvement Plan 2020/21"], ["As at 30 September 2020"], [],
    ["How to fill in this plan: leads update their rows by the fifth of each month."], [],
]  # fmt: skip


def _in_words(**words: str) -> Page:
    return Page(rows=grid(words=words))


def _two_rows(top: dict[int, str], merged: list[str], **lower: str) -> Page:
    """The usual plan with a heading row above it; ``lower`` are the words of the second row."""
    heading: list[Any] = [top.get(column) for column in range(len(WORDS))]
    return Page(rows=[["OFFICIAL"], [], heading, *grid(words=lower)], merged=merged)


_WORDINGS: tuple[dict[str, str], ...] = (
    {"ref": "Action ref", "title": "Work-stream", "owner": "Lead officer", "original": "Target date",
     "revised": "Revised target date", "reason": "Reason for delay", "completed": "Date closed", "status": "RAG",
     "update": "Progress"},
    {"ref": "No.", "title": "Issue", "owner": "Responsible Officer", "original": "By when", "revised": "New target",
     "reason": "Explanation", "completed": "Closed on", "status": "BRAG status", "update": "Comments"},
    {"ref": "ID", "title": "Action title", "owner": "POC", "original": "Scheduled completion date",
     "revised": "Forecast", "reason": "Justification for extension", "completed": "Actual completion date",
     "status": "Current status", "update": "Latest position"},
    {"ref": "Ref No", "title": "Improvement", "owner": "Accountable", "original": "Original timescale",
     "revised": "Revised timescale", "reason": "Reason for slippage", "completed": "Completed", "status": "Position",
     "update": "Update"},
    {"ref": "#", "title": "Area for Improvement", "owner": "Assigned to", "original": "Due", "revised": "Extended to",
     "reason": "Reasons", "completed": "Date achieved", "status": "Progress status", "update": "Progress to date"},
    {"ref": "Workstream ref", "title": "Workstream", "owner": "Workstream lead", "original": "Delivery date (original)",
     "revised": "Delivery date (revised)", "reason": "Reason for revised date", "completed": "Date delivered",
     "status": "Delivery status", "update": "Monthly update"},
    {"ref": "Unique ID", "title": "What needs to improve", "owner": "Who is responsible?",
     "original": "When will it be done?", "revised": "Revised date (if applicable)", "reason": "Why revised",
     "completed": "Date done", "status": "State", "update": "Position to date"},
    {"ref": "REF", "title": "AREA FOR IMPROVEMENT", "owner": "ACTION OWNER", "original": "ORIGINAL DUE DATE",
     "revised": "REVISED DUE DATE", "reason": "REASON", "completed": "COMPLETED DATE", "status": "STATUS", "update":
     "UPDATE"},
)  # fmt: skip

HEADINGS: tuple[Case, ...] = (
    case("heading on row 1 in column A", Page(rows=grid()), heading=(1,), left_out={}),
    *(
        case(f"heading on row {row} in column {'ABC'[left]}", Page(rows=below(row - 1, grid(), left)), heading=(row,))
        for row, left in ((2, 1), (4, 0), (7, 2), (13, 1), (19, 2), (30, 0))
    ),
    case(
        "title page above the heading", Page(rows=[*_ABOVE, *grid()]), heading=(7,), suffixes=(".xlsx", ".ods", ".xls")
    ),
    *(
        case(f"other words for the same thing ({number})", _in_words(**words))
        for number, words in enumerate(_WORDINGS, 1)
    ),
    case(
        "line breaks, no-break and zero-width spaces in headings",
        _in_words(
            ref=" Ref\u00a0",
            title="Area for\nimprovement",
            owner="Own\u200ber  ",
            original="Original\r\ndate",
            revised="\u2060Revised\ndate",
            status="\u00a0Status\u00a0",
        ),
        suffixes=(".xlsx", ".csv"),
    ),
    case(
        "a heading that changes each month",
        _in_words(
            update="Next steps as on 7 July",
            status="Status (September 2020)",
            original="Original date – as agreed 3/4/20",
        ),
    ),
    case(
        "a column of updates for each month",
        Page(
            rows=[
                [*line, old, new]
                for line, old, new in zip(
                    grid([name for name in WORDS if name != "update"]),
                    ["July update", "Old news", "Old news", "Old news", "Old news"],
                    ["September update", "New", "New", "New", "New"],
                    strict=True,
                )
            ]
        ),
        columns={"update": "J"},
    ),
    case("misspelt headings", _in_words(title="Area for improvment", owner="Ownr", revised="Revised dtae")),
    case(
        "two heading rows, merged across",
        _two_rows({0: "Action", 3: "Delivery date"}, ["A3:C3", "D3:E3"], original="Original", revised="Revised"),
        columns={"original_due": "D", "revised_due": "E"},
        suffixes=(".xlsx", ".ods", ".xls"),
    ),
    case(
        "two heading rows, centred across without merging",
        _two_rows({3: "Delivery date"}, [], original="Original", revised="Revised"),
        columns={"original_due": "D", "revised_due": "E"},
        suffixes=(".xlsx", ".ods", ".csv", ".xlsb"),
    ),
    case(
        "two heading rows, the rest merged downwards",
        Page(
            rows=[
                ["Ref", "Area for improvement", "Owner", "Delivery date", None, "Status"],
                [None, None, None, "Original", "Revised", None],
                *(
                    [action[name] for name in ("ref", "title", "owner", "original", "revised", "status")]
                    for action in ACTIONS
                ),
            ],
            merged=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:F2"],
        ),
        reads="""
            A1 | Inclusion training | Head of People        | 2020-09-25 | 2020-12-18 | | revised
            A2 | Expenses controls  | Chief Finance Officer | 2020-12-31 | 2020-12-31 | | on track
            B1 | Land listing       | Estates Manager       | 2020-08-28 | 2020-08-28 | | complete
            B2 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 | | at risk
        """,
        heading=(1, 2),
        suffixes=(".xlsx", ".ods"),
    ),
    case(
        "three heading rows, merged",
        Page(
            rows=[
                ["The plan", None, None, "Delivery", None, None, None, "Progress", None],
                [None, None, None, "Date", None, None, None, None, None],
                *grid(words={"original": "Original", "revised": "Revised"}),
            ],
            merged=["A1:C1", "D1:G1", "H1:I1", "D2:E2"],
        ),
        columns={"original_due": "D", "revised_due": "E"},
    ),
    case("blank columns inside", Page(rows=[[*line[:2], None, *line[2:5], None, None, *line[5:]] for line in grid()])),
    case(
        "columns that mean nothing to gipxl",
        Page(
            rows=[
                [*line, *more]
                for line, more in zip(
                    grid(),
                    (["Directorate code", "Cost (£)", "Start date"], *[["D4", 1200.5, date(2019, 4, 1)]] * 4),
                    strict=True,
                )
            ]
        ),
    ),
    case(
        "columns in another order",
        Page(rows=grid(["status", "update", "revised", "original", "completed", "owner", "title", "reason", "ref"])),
    ),
    case(
        "a heading in whole words",
        Page(
            rows=[
                [*line, more]
                for line, more in zip(grid(), ["What has been or will be done", *["A course for all"] * 4], strict=True)
            ]
        ),
        columns={"action": "J", "title": "B"},
    ),
    case("refs without a heading", _in_words(ref=""), columns={"ref": "A"}),
    case(
        "a number beside the real id",
        Page(rows=[[number, *line] for number, line in zip(["#", 1, 2, 3, 4], grid(words={"ref": "ID"}), strict=True)]),
        columns={"ref": "B"},
    ),
    case(
        "a control's owner and an asset's, neither of them the action's",
        Page(
            rows=[
                [*line[:2], *more, *line[2:]]
                for line, more in zip(
                    grid(words={"owner": "Action owner"}),
                    (["Control owner", "Asset owner", "Control ID"], *[["Auditor", "Caretaker", "AC-2"]] * 4),
                    strict=True,
                )
            ]
        ),
        columns={"ref": "A", "owner": "F"},
    ),
    case(
        "an original detection date is not the original date",
        Page(
            rows=[
                [*line, when]
                for line, when in zip(
                    grid(words={"original": "Due date"}),
                    ["Original detection date", *[date(2020, 1, 6)] * 4],
                    strict=True,
                )
            ]
        ),
        columns={"original_due": "D", "revised_due": "E"},
    ),
    case(
        "headings in an Excel table with filter buttons",
        Page(rows=grid(), options={"add_table": ("A1:I5", {"columns": [{"header": word} for word in WORDS.values()]})}),
    ),
)
