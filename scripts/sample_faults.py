"""The September plan with many things wrong, and the list of what is wrong where.

Every slip is one that plans and papers really show: the published ones among them are the financial year whose halves
are the same, dates written four ways, and updates that promise something for a day past by the time of the meeting.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from sample_plan import Content, Detail, Formula, Line, RepeatedHeading, Row, Struck, Workbook, july, september
from sample_sheets import FIRST_LINE

IMPOSSIBLE_TITLE = "Governance Improvement Plan 2020/20"


@dataclass(frozen=True, kw_only=True)
class Slip:
    """What somebody did to one row: the fields as they now stand, and the rules that should notice."""

    ref: str
    codes: tuple[str, ...]
    now: dict[str, Content] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Extra:
    """A row that July did not have, and the ref of the row that it stands behind."""

    behind: str
    codes: tuple[str, ...]
    row: Row


LONG_UPDATE = (
    "E7 and E8 were consolidated into this work-stream in August. "
    "The chairs of the groups met twice to talk about terms of reference, about how members are found, about what "
    "members may ask to see, about how long they serve, about who trains them and about who pays for their travel. "
    "On the first of these they agreed readily. On the second there were several views, and it was thought best to ask "
    "each group to write a short note. Those notes have now come in and have been read by two officers, who found more "
    "in common than anyone had foreseen. On the third the police service has been asked for its view, and on the "
    "fourth the law has something to say. Training was left to a smaller meeting, which drew up a list of subjects, "
    "put them in order, and asked three providers what they would charge. Travel is a matter of a few hundred pounds "
    "a year, but it matters a good deal to the members, and a scale of payments used elsewhere has been borrowed "
    "and adapted."
)
EXPENSES_UPDATE = (
    "Figures for the past year have been gathered and personal details are being removed. The page on which they will "
    "appear has been designed and is being checked for accessibility."
)
STALE = {row.ref: row.update for row in july().rows}
WORDING = {row.ref: str(row.wording) for row in september().rows}

SLIPS = (
    Slip(
        ref="A1",
        codes=("MON05", "LAY07"),
        now={
            "owner": "Performance and Scrutiny Lead",
            "reason": Formula(text='=VLOOKUP("A1",Lists!$A$2:$B$15,2,FALSE)', result="#N/A"),
        },
    ),
    Slip(ref="A2", codes=("DAT03", "STA10"), now={"status": "Complete", "completed": "07/08/2020", "update": ""}),
    Slip(ref="B1", codes=("DAT10", "MON11"), now={"revised": date(2020, 12, 31), "status": "Not started"}),
    Slip(ref="B2", codes=("OWN02",), now={"owner": "TBC"}),
    Slip(
        ref="B3",
        codes=("STA03", "TXT06"),
        now={"status": "On track", "wording": WORDING["B3"] + " The NYVF will advise on the sections that remain."},
    ),
    Slip(ref="C1", codes=("DAT17",), now={"revised": "TBC"}),
    Slip(ref="C2", codes=("STA06",), now={"completed": date(2020, 9, 15)}),
    Slip(ref="C3", codes=("REF03",), now={"ref": "\u04213"}),  # a Cyrillic Es in place of the letter C
    Slip(ref="C4", codes=("OWN01", "DAT02"), now={"owner": "", "revised": "31/06/2020"}),
    Slip(ref="C5", codes=("MON07",), now={"revised": date(2021, 6, 30)}),
    Slip(
        ref="D1",
        codes=("MON03", "REF06"),
        now={
            "original": date(2020, 8, 31),
            "update": "Remote interviews have begun and the staff survey drew a strong response. See also H9.",
        },
    ),
    Slip(
        ref="D2",
        codes=("LAY04", "TXT03"),
        now={
            "update": "A statement of aims and an outline will be considered by the staff networks w/c 28th September."
        },
    ),
    Slip(ref="D3", codes=("STA01", "OWN05"), now={"status": "", "owner": "Head of Legal Services"}),
    Slip(
        ref="E1",
        codes=("MON06", "OWN03"),
        now={
            "title": "Replacement of pool vehicles",
            "owner": "Estates Manager / Head of Engagement",
            "recommendation": "Replace cars that are more than eight years old.",
            "action": "Lease eight electric cars and sell the old ones at auction.",
        },
    ),
    Slip(ref="E3", codes=("STA02",), now={"status": "In progeress"}),
    Slip(ref="E4", codes=("DAT16",), now={"revised": Struck(struck=("30/06/2020", "31/07/2020"), now="31/12/2020")}),
    Slip(
        ref="E5",
        codes=("DAT12", "STA04", "TXT03"),
        now={
            "revised": "",
            "reason": "",
            "wording": "",
            "status": "On track",
            "update": "Interviews have started. A draft strategy will be shared with community groups "
            "by 16 October 2020.",
        },
    ),
    Slip(ref="E6", codes=("TXT10",), now={"update": LONG_UPDATE}),
    Slip(
        ref="F1",
        codes=("DAT06", "DAT08", "TXT11"),
        now={"revised": "December 2020", "reason": "", "wording": "", "update": "Moved."},
    ),
    Slip(
        ref="F2",
        codes=("TXT09", "TXT07"),
        now={
            "update": EXPENSES_UPDATE,
            "wording": WORDING["F2"] + " Questions may be sent to commissioning@example.org.",
        },
    ),
    Slip(ref="F3", codes=("DAT06", "MON10"), now={"revised": "w/c 28th September", "title": "Safe return of visits"}),
    Slip(ref="F4", codes=("DAT11",), now={"revised": date(2020, 9, 15)}),
    Slip(ref="F5", codes=("STA09", "TXT01"), now={"revised": "", "update": ""}),
    Slip(
        ref="F6",
        codes=("TXT05", "TXT07"),
        now={
            "update": EXPENSES_UPDATE,
            "wording": "Publication each quarter will start by XXX and cover the past year.",
        },
    ),
    Slip(ref="G1", codes=("TXT02", "REF07"), now={"update": STALE["G1"]}),
    Slip(ref="G2", codes=("STA05",), now={"completed": ""}),
    Slip(
        ref="G3",
        codes=("TXT08",),
        now={
            "update": "All continuity plans have been rewritten and tested. This work is finished "
            "and the action is closed."
        },
    ),
    Slip(ref="G4", codes=("DAT09", "OWN04"), now={"revised": date(2020, 10, 16), "owner": "Cheif Finance Officer"}),
)

_SPARE = Row(
    source="Senior team meeting, September 2020",
    owner="Governance and Risk Manager",
    status="On track",
    recommendation="Act on points raised by the senior team.",
    action="Agree what is needed and report back.",
    update="The senior team has asked for a short paper, which is being drafted by the lead officer.",
)

EXTRAS = (
    Extra(
        behind="E3",
        codes=("REF02", "DAT01"),
        row=replace(_SPARE, ref="E3 ", title="Accessible documents", owner="Digital Services Manager"),
    ),
    Extra(
        behind="F6",
        codes=("REF04", "MON09", "STA07", "DAT06"),
        row=replace(
            _SPARE,
            ref="F8",
            title="Freedom of information requests",
            original="Dec2020",
            status="Complete",
            completed=date(2020, 11, 30),
        ),
    ),
    Extra(
        behind="G4",
        codes=("REF05", "DAT14"),
        row=replace(_SPARE, ref="GOV-07", title="Register of interests", original=date(2012, 3, 31)),
    ),
    Extra(
        behind="GOV-07",
        codes=("REF01",),
        row=replace(_SPARE, title="Gifts and hospitality", original=date(2021, 3, 31)),
    ),
)

DROPPED = "E2"  # in July, and gone without a word
BEFORE_HEADING = "D3"  # the heading stands once more behind this row
MOVED, MOVED_BEHIND = "G1", "F8"  # the row stands under the wrong banner
MERGED_OWNERS = ("F4", "F5")
HIDDEN_SHEET = "Old notes"


def faulty() -> Workbook:
    """The workbook with all of it."""
    good = september()
    return replace(
        good,
        lines=_lines(good),
        details=tuple(_detail(detail) for detail in good.details),
        title=IMPOSSIBLE_TITLE,
        as_at_line="As at 31 July 2020",
        marking="OFFICIAL",
        stray_marking="RESTRICTED",
        hidden_refs=frozenset({"D2"}),
        merged_owners=MERGED_OWNERS,
        hidden_sheet=HIDDEN_SHEET,
    )


def _lines(good: Workbook) -> tuple[Line, ...]:
    slips = {slip.ref: slip.now for slip in SLIPS}
    moved = next(row for row in good.rows if row.ref == MOVED)
    lines: list[Line] = []
    for line in good.lines:
        if not isinstance(line, Row):
            lines.append(line)
        elif line.ref not in (DROPPED, MOVED):
            lines += [_slipped(line, slips), *_extras(line.ref)]
        if isinstance(line, Row) and line.ref == BEFORE_HEADING:
            lines.append(RepeatedHeading())
    behind = next(at for at, line in enumerate(lines) if isinstance(line, Row) and line.ref == MOVED_BEHIND)
    lines.insert(behind + 1, _slipped(moved, slips))
    return tuple(lines)


def _slipped(row: Row, slips: dict[str, dict[str, Content]]) -> Row:
    now: dict[str, object] = {**slips.get(row.ref, {})}
    return replace(row, **now)  # type: ignore[arg-type]  # the keys are Row's own fields


def _extras(ref: str) -> list[Line]:
    """The rows that stand behind this one, and those that stand behind them."""
    rows: list[Line] = []
    for extra in EXTRAS:
        if extra.behind == ref:
            rows += [extra.row, *_extras(extra.row.ref)] if extra.row.ref else [extra.row]
    return rows


def _detail(detail: Detail) -> Detail:
    """The paper's own marking is one that the sheet does not carry, and the title has the impossible year."""
    match detail.label:
        case "Title":
            return replace(detail, text=IMPOSSIBLE_TITLE)
        case "Marking":
            return replace(detail, text="OFFICIAL-SENSITIVE")
        case _:
            return detail


def _cell(line: Line) -> str:
    """The first cell of a line of the faulty plan."""
    return f"Appendix A!A{FIRST_LINE + 1 + faulty().lines.index(line)}"


def _where(slip: Slip) -> str:
    """The ref as it now stands: a look-alike letter stays as typed."""
    return str(slip.now.get("ref", slip.ref))


# code of the rule, and where: a ref, or a sheet and a cell ("A2" alone is the ref), or the name of a sheet
FAULTS: tuple[tuple[str, str], ...] = (
    ("TXT04", "Appendix A!A2"),
    ("BOK01", "Appendix A!A1"),
    ("BOK02", "Appendix A!N1"),
    ("BOK10", "Appendix A!A3"),
    ("BOK03", HIDDEN_SHEET),
    *((code, _where(slip)) for slip in SLIPS for code in slip.codes),
    *((code, extra.row.ref.strip()) for extra in EXTRAS for code in extra.codes if extra.row.ref),
    ("REF01", _cell(EXTRAS[-1].row)),
    ("MON01", DROPPED),
    ("MON02", "E7"),
    ("MON02", "E8"),
    ("MON08", "A2"),
    ("MON08", "G2"),
    ("LAY03", _cell(RepeatedHeading())),
    ("LAY05", MERGED_OWNERS[0]),
)
