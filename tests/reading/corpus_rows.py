"""What stands between, above and below the actions, and must not be taken for one."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.reading.case import Case, case
from tests.reading.pages import Formula, Page
from tests.reading.plans import STANDARD, WORDS, grid

_HEADING, _A1, _A2, _B1, _B2 = grid()
_WIDE = len(WORDS)
_BLANK: list[Any] = []


def _cells(**told: Any) -> list[Any]:
    """A row with something in a few of its columns."""
    return [told.get(name) for name in WORDS]


def _without(*fields: str) -> list[list[Any]]:
    return grid([name for name in WORDS if name not in fields])


ROWS: tuple[Case, ...] = (
    case(
        "banner rows between themes",
        Page(rows=[_HEADING, ["A  People"], _A1, _A2, ["B  Land and buying"], _B1, _B2]),
        left_out={"2": "banner", "5": "banner"},
        suffixes=(".xlsx", ".ods", ".xls", ".csv", ".xlsb"),
    ),
    case(
        "banner rows merged over the whole width",
        Page(rows=[_HEADING, ["People"], _A1, _A2, ["Land and buying"], _B1, _B2], merged=["A2:I2", "A5:I5"]),
        left_out={"2": "banner", "5": "banner"},
        suffixes=(".xlsx", ".ods"),
    ),
    case(
        "banners of a letter and a name",
        Page(rows=[_HEADING, ["A", "People"], _A1, _A2, ["B", "Land and buying"], _B1, _B2]),
        left_out={"2": "banner", "5": "banner"},
    ),
    case(
        "banners that are numbered as refs are",
        Page(rows=[_HEADING, ["Theme 1"], _A1, _A2, ["Theme 2"], _B1, _B2]),
        left_out={"2": "banner", "5": "banner"},
    ),
    case(
        "chapters with a number of their own",
        Page(
            rows=[
                _HEADING,
                ["1", "People"],
                ["1.1", *_A1[1:]],
                ["1.2", *_A2[1:]],
                ["2", "Land"],
                ["2.1", *_B1[1:]],
                ["2.2", *_B2[1:]],
            ]
        ),
        reads=STANDARD.replace("A1", "1.1").replace("A2", "1.2").replace("B1", "2.1").replace("B2", "2.2"),
        left_out={"2": "banner", "5": "banner"},
    ),
    case(
        "guidance under the heading",
        Page(
            rows=[
                _HEADING,
                [
                    "Unique ref",
                    "Brief title",
                    "Name of the lead",
                    "DD/MM/YY",
                    "DD/MM/YY",
                    "State why",
                    "DD/MM/YY",
                    "Select from the list",
                    "Please update monthly",
                ],
                _A1,
                _A2,
                _B1,
                _B2,
            ]
        ),
        left_out={"2": "guidance or an example"},
    ),
    case(
        "numbers of the columns under the heading",
        Page(rows=[_HEADING, [f"({number})" for number in range(1, _WIDE + 1)], _A1, _A2, _B1, _B2]),
        left_out={"2": "guidance or an example"},
    ),
    case(
        "an example row",
        Page(rows=[_HEADING, ["Example", *_B2[1:]], _A1, _A2, _B1, _B2]),
        left_out={"2": "guidance or an example"},
    ),
    case(
        "an example row with a number",
        Page(rows=[_HEADING, ["Example 1", *_B2[1:]], _A1, _A2, _B1, _B2]),
        left_out={"2": "guidance or an example"},
    ),
    case(
        "totals by formula and a key below",
        Page(
            rows=[
                _HEADING,
                _A1,
                _A2,
                _B1,
                _B2,
                ["Total", Formula("=COUNTA(A2:A5)", 4)],
                _BLANK,
                ["Key:"],
                ["Green", "On track"],
                ["Amber", "At risk"],
                ["Red", "Off track"],
            ]
        ),
        left_out={
            "6": "total, key or note",
            "8": "total, key or note",
            "9-11": "text with no ref, owner, date or status",
        },
    ),
    case(
        "a key right under the status column",
        Page(
            rows=[
                _HEADING,
                _A1,
                _A2,
                _B1,
                _B2,
                _BLANK,
                _cells(status="Key"),
                _cells(status="On track"),
                _cells(status="Complete"),
            ]
        ),
    ),
    case(
        "a table of counts below",
        Page(rows=[_HEADING, _A1, _A2, _B1, _B2, _BLANK, ["Status", "Count"], ["On track", 1], ["Amber", 1]]),
    ),
    case(
        "a history of versions below",
        Page(
            rows=[
                _HEADING,
                _A1,
                _A2,
                _B1,
                _B2,
                _BLANK,
                ["Version", "Date", "Author"],
                ["1.0", date(2020, 4, 1), "Governance Manager"],
                ["1.1", date(2020, 9, 1), "Governance Manager"],
            ]
        ),
    ),
    case(
        "signed off below",
        Page(
            rows=[
                _HEADING,
                _A1,
                _A2,
                _B1,
                _B2,
                _BLANK,
                ["Prepared by:", "Governance Manager", None, date(2020, 9, 29)],
                ["Approved by:", "Head of Legal", "Head of Legal", date(2020, 9, 30)],
            ]
        ),
    ),
    case(
        "blank rows between the actions",
        Page(rows=[_HEADING, _BLANK, _A1, _BLANK, _BLANK, _A2, _B1, _BLANK, _B2]),
        left_out={},
        suffixes=(".xlsx", ".csv"),
    ),
    case(
        "the heading again on each printed page",
        Page(rows=[_HEADING, _A1, _A2, _HEADING, _B1, _BLANK, _HEADING, _B2]),
        left_out={"4": "the heading repeated", "7": "the heading repeated"},
    ),
    case(
        "the heading again under each theme's name",
        Page(rows=[["People"], _HEADING, _A1, _A2, _BLANK, ["Land and buying"], _HEADING, _B1, _B2]),
        left_out={"6": "banner", "7": "the heading repeated"},
    ),
    case(
        "refs given out in advance",
        Page(rows=[_HEADING, _A1, _A2, _B1, _B2, ["B3"], ["B4"], ["B5"]]),
        left_out={"6-8": "a ref and nothing else"},
    ),
    case(
        "rows below to which formulas already give a status",
        Page(
            rows=[
                _HEADING,
                _A1,
                _A2,
                _B1,
                _B2,
                *([_cells(ref=f"B{number}", status=Formula('="Not started"', "Not started")) for number in (3, 4)]),
            ]
        ),
        left_out={"6-7": "a ref and nothing else"},
    ),
    case(
        "an action without a ref",
        Page(rows=[_HEADING, _A1, _A2, _B1, [None, *_B2[1:]]]),
        reads=STANDARD.replace("B2 |", "   |"),
        left_out={},
    ),
    case(
        "an action of a ref and a title only, among others",
        Page(rows=[_HEADING, _A1, _A2, ["A3", "Something to do"], _B1, _B2]),
        reads=STANDARD.replace("    B1", "    A3 | Something to do | | | | | unclear\n    B1"),
        left_out={},
    ),
    case(
        "owners merged down over several actions",
        Page(
            rows=[_HEADING, [*_A1[:2], "Head of People", *_A1[3:]], [*_A2[:2], None, *_A2[3:]], _B1, _B2],
            merged=["C2:C3"],
        ),
        reads=STANDARD.replace("Chief Finance Officer", "Head of People"),
        suffixes=(".xlsx", ".ods", ".xls"),
    ),
    case(
        "an action merged down over two rows",
        Page(
            rows=[_HEADING, _A1, _cells(update="It begins in January"), _A2, _B1, _B2],
            merged=[f"{letter}2:{letter}3" for letter in "ABCDEFGH"],
        ),
        left_out={"3": "continues the action above"},
        suffixes=(".xlsx", ".ods"),
    ),
    case(
        "one ref merged over two rows, each with its own owner and date",
        Page(rows=[_HEADING, _A1, [None, *_A2[1:]], _B1, _B2], merged=["A2:A3"]),
        reads=STANDARD.replace("A2 |", "A1 |"),
    ),
    case(
        "an update that goes on in the row below",
        Page(rows=[_HEADING, _A1, _cells(update="and will begin in January"), _A2, _B1, _B2]),
        left_out={"3": "continues the action above"},
    ),
    case(
        "hidden rows, hidden columns and a filter",
        Page(
            rows=[_HEADING, _A1, _A2, _B1, _B2],
            hidden_rows=[3],
            hidden_columns=["F"],
            options={"autofilter": ("A1:I5",)},
        ),
    ),
    case("no action yet", Page(rows=[_HEADING]), reads="", left_out={}),
    case("one action", Page(rows=[_HEADING, _A1]), reads="\n".join(STANDARD.splitlines()[:2])),
    case(
        "a plan without refs",
        Page(rows=[*_without("ref"), ["Some remark about the plan"]]),
        reads="\n".join(f" | {line.split('|', 1)[1]}" for line in STANDARD.strip().splitlines()),
    ),
    case(
        "a plan without a status column",
        Page(rows=_without("status")),
        reads=STANDARD.replace("at risk", "on track"),
    ),
    case(
        "a text longer than usual",
        Page(rows=[_HEADING, _A1, _A2, [*_B1[:8], "The list is there. " * 1_500], _B2]),
        suffixes=(".xlsx", ".csv"),
    ),
)
