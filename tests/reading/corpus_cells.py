"""What stands in the cells: refs, dates, statuses and owners as staff type them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from tests.reading.case import Case, case
from tests.reading.pages import Formula, Page, Shown, struck
from tests.reading.plans import ACTIONS, STANDARD, grid

_THREE = (".xlsx", ".ods", ".csv")
_SHORT = ("ref", "title", "owner", "original", "status")


def _column(field: str, values: Sequence[Any], fields: Sequence[str] | None = None, heading: str = "") -> Page:
    """The usual plan with other values in one of its columns."""
    actions = [{**action, field: value} for action, value in zip(ACTIONS, values, strict=True)]
    return Page(rows=grid(fields, {field: heading} if heading else {}, actions))


def _with_refs(*refs: str) -> str:
    text = STANDARD
    for usual, ref in zip(("A1", "A2", "B1", "B2"), refs, strict=True):
        text = text.replace(usual, ref)
    return text


def _with_owners(*owners: str) -> str:
    text = STANDARD
    for action, owner in zip(ACTIONS, owners, strict=True):
        text = text.replace(str(action["owner"]), owner)
    return text


def _with_positions(*positions: str) -> str:
    lines = STANDARD.strip().splitlines()
    return "\n".join(f"{line.rsplit('|', 1)[0]}| {said}" for line, said in zip(lines, positions, strict=True))


def _one_date(typed: Any, first: str, due: str, position: str = "on track") -> dict[str, Any]:
    """A plan with a single date column in which A2 has this date."""
    page = _column("original", [date(2020, 12, 31), typed, date(2020, 12, 31), date(2021, 3, 26)], _SHORT, "Due date")
    return {
        "pages": page,
        "reads": f"""
            A1 | Inclusion training | Head of People        | 2020-12-31 | 2020-12-31 | | revised
            A2 | Expenses controls  | Chief Finance Officer | {first} | {due} | | {position}
            B1 | Land listing       | Estates Manager       | 2020-12-31 | 2020-12-31 | | complete
            B2 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 | | at risk
        """,
    }


def _dated(name: str, typed: Any, first: str, due: str, position: str = "on track", **told: Any) -> Case:
    given = _one_date(typed, first, due, position)
    return case(name, given["pages"], reads=given["reads"], **told)


_REFS: tuple[Case, ...] = (
    *(
        case(f"refs such as {refs[0]}", _column("ref", refs), reads=_with_refs(*refs), suffixes=_THREE)
        for refs in (
            ("E6", "E7", "F1", "F2"), ("24 AGS 03", "24 AGS 04", "25 AGS 01", "25 AGS 02"),
            ("0001", "0002", "0010", "0011"), ("1.1", "1.2", "1.10", "1.20"),
            ("IA/2020/03", "IA/2020/04", "IA/2019/1", "X1"),
            ("GOV-07", "GOV-08", "GOV-09", "GOV-10"), ("1a", "1b", "2a", "2b"), ("A", "B", "C", "D"),
        )
    ),
    case("refs as whole numbers", _column("ref", [1, 2, 3, 14]), reads=_with_refs("1", "2", "3", "14"),
         suffixes=(".xlsx", ".ods", ".xls", ".xlsb", ".csv")),
    case("numbers shown with noughts in front", _column("ref", [Shown(number, "0000") for number in (1, 2, 10, 11)]),
         reads=_with_refs("0001", "0002", "0010", "0011"), suffixes=(".xlsx", ".ods")),
    case("numbers shown with two decimals", _column("ref", [Shown(number, "0.00") for number in (1.1, 1.2, 1.3, 2)]),
         reads=_with_refs("1.10", "1.20", "1.30", "2.00"), suffixes=(".xlsx", ".ods")),
    case("numbers shown with letters in front", _column("ref", [Shown(number, '"GOV-"00') for number in (1, 2, 3, 4)]),
         reads=_with_refs("GOV-01", "GOV-02", "GOV-03", "GOV-04")),
    case("refs that are formulas", _column("ref", [Formula(f'="A"&{row}', f"A{row}") for row in (1, 2, 3, 4)]),
         reads=_with_refs("A1", "A2", "A3", "A4")),
    case("refs with line breaks and stray spaces", _column("ref", ["A1\n", " A2", "B1\u00a0", "\u200bB2"])),
    case(
        "one cell for two refs",
        Page(rows=[*grid()[:4], ["B2 and B3", *grid()[4][1:]]]),
        reads=STANDARD + "    B3 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 | | at risk\n",
    ),
)  # fmt: skip

_DATES: tuple[Case, ...] = (
    case("real dates and texts in one column",
         _column("original", ["25/09/2020", date(2020, 12, 31), "28.08.20", "26 March 2021"]), suffixes=_THREE),
    _dated("a date with its day first", "03/12/2020", "2020-12-03", "2020-12-03"),
    _dated("an old date struck out beside the new one", struck("30/09/2020", "18/12/2020", " "), "2020-09-30",
           "2020-12-18", "revised", suffixes=(".xlsx", ".ods")),
    _dated("an old date struck out on the line above", struck("30/09/2020", "18/12/2020"), "2020-09-30", "2020-12-18",
           "revised", suffixes=(".xlsx", ".ods")),
    _dated("two dates on two lines", "30/09/2020\n18/12/2020", "2020-09-30", "2020-12-18", "revised",
           suffixes=(".xlsx", ".xls", ".csv", ".xlsb")),
    _dated("revised, with the old date in brackets", "Revised: 31/12/20 (was 30/09/20)", "2020-09-30", "2020-12-31",
           "revised"),
    _dated("a quarter", "Q3 2020/21", "2020-12-31", "2020-12-31"),
    _dated("a month", "Dec2020", "2020-12-31", "2020-12-31"),
    _dated("the week commencing", "w/c 28th September 2020", "2020-10-04", "2020-10-04"),
    _dated("still to be decided", "TBC", "", ""),
    case(
        "a formula that went wrong",
        _column("owner", ["Head of People", Formula("=VLOOKUP(1,A:B,2)", "#N/A"), "Estates Manager",
                          "Commercial Manager"]),
        reads=STANDARD.replace("Chief Finance Officer", "                     "),
    ),
    case("a workbook that counts its days from 1904", Page(rows=grid()), options={"date_1904": True},
         suffixes=(".xlsx", ".xls")),
    case(
        "several revision columns",
        Page(rows=[[*line[:5], more, *line[5:]] for line, more in zip(
            grid(words={"revised": "Revised date 1"}),
            ["Revised date 2", date(2021, 2, 26), None, None, None], strict=True)]),
        reads=STANDARD.replace("2020-12-18", "2021-02-26"),
        columns={"revised_due": "EF", "reason": "G"},
    ),
    case(
        "a completion date that is the date due",
        Page(rows=grid(_SHORT, {"original": "Completion date"})),
        reads="""
            A1 | Inclusion training | Head of People        | 2020-09-25 | 2020-09-25 | | revised
            A2 | Expenses controls  | Chief Finance Officer | 2020-12-31 | 2020-12-31 | | on track
            B1 | Land listing       | Estates Manager       | 2020-08-28 | 2020-08-28 | | complete
            B2 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 | | at risk
        """,
        columns={"original_due": "D"},
    ),
    case(
        "a completion date beside the date due",
        Page(rows=grid(words={"original": "Target date", "completed": "Completion date"})),
        columns={"original_due": "D", "revised_due": "E", "completed": "G"},
    ),
    case(
        "a forecast and no other date",
        Page(rows=grid(_SHORT, {"original": "Forecast completion date"})),
        reads="""
            A1 | Inclusion training | Head of People        | 2020-09-25 | 2020-09-25 | | revised
            A2 | Expenses controls  | Chief Finance Officer | 2020-12-31 | 2020-12-31 | | on track
            B1 | Land listing       | Estates Manager       | 2020-08-28 | 2020-08-28 | | complete
            B2 | Contracts register | Commercial Manager    | 2021-03-26 | 2021-03-26 | | at risk
        """,
        columns={"original_due": "D"},
    ),
)  # fmt: skip

_STATUSES: tuple[Case, ...] = (
    case("letters for statuses", _column("status", ["Revised", "G", "B", "A"], heading="BRAG")),
    case("per cents as numbers", _column("status", [0.5, 0.8, 1, 0], heading="% complete"),
         reads=_with_positions("revised", "on track", "complete", "not started"), suffixes=(*_THREE, ".xlsb")),
    case("per cents as whole numbers", _column("status", [50, 80, 100, 0], heading="% complete"),
         reads=_with_positions("revised", "on track", "complete", "not started"), suffixes=(".xlsx", ".csv")),
    case("per cents as texts", _column("status", ["50%", "80 %", "100% complete", "0%"]),
         reads=_with_positions("revised", "on track", "complete", "not started")),
    case("sentences for statuses", _column("status", [
        "The date was revised in September after the tender", "This is on track and goes to the board in November",
        "Completed - the list is on the website", "Some slippage; two directorates have yet to reply"])),
    case("misspelt statuses", _column("status", ["Timescale revsied", "In progeress", "Compelte", "At rsik"])),
    case("answers to whether it is done", _column("status", ["No", "No", "Yes", "No"], heading="Completed?"),
         reads=_with_positions("revised", "unclear", "complete", "unclear")),
    case(
        "a status beside a rating",
        Page(rows=[[*line, rating] for line, rating in zip(
            grid(None, {}, [{**action, "status": said} for action, said in zip(
                ACTIONS, ["In progress", "In progress", "Closed", "In progress"], strict=True)]),
            ["RAG", "Amber", "Green", "Green", "Amber"], strict=True)]),
        columns={"status": "HJ"},
    ),
)  # fmt: skip

_OWNERS: tuple[Case, ...] = (
    case(
        "owners as initials", _column("owner", ["HP", "CFO", "EM", "CM"]), reads=_with_owners("HP", "CFO", "EM", "CM")
    ),
    case(
        "joint owners",
        _column("owner", ["HP/CFO", "HP & CFO", "Estates Manager; Head of Legal", "CM and HP"]),
        reads=_with_owners("HP/CFO", "HP & CFO", "Estates Manager; Head of Legal", "CM and HP"),
    ),
)

CELLS: tuple[Case, ...] = (*_REFS, *_DATES, *_STATUSES, *_OWNERS)
