"""Two years of a plan, month by month, from a known script: the workbooks, and the history that they must tell.

Every workbook is written as officers would leave it: the plan as it stands that month and no more. What happened is
noted apart, when it happens; nothing here asks gipxl what it made of the workbooks.
"""

from __future__ import annotations

import random  # noqa: TID251 - with a seed, so that each script is always the same
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

FIRST_MONTH = date(2019, 7, 31)
MONTHS = 24
AREAS = "ABCDE"
OWNERS = ("Head of People", "Head of Estates", "Chief Finance Officer", "Head of Engagement")
STATUSES = {"On track": "on track", "Amber": "at risk", "Not started": "not started"}
_SYLLABLES = ("ba", "ko", "lu", "mi", "ne", "po", "ru", "sa", "ti", "vo")


@dataclass
class Told:
    """What the workbooks of one action must tell: the expected story."""

    refs: list[str] = field(default_factory=list)  # each once, the latest last
    original: date | None = None
    months: dict[date, tuple[str, date | None, bool, str | None]] = field(default_factory=dict)
    moves: list[tuple[date, date | None, date | None]] = field(default_factory=list)
    original_changes: list[tuple[date, date | None, date | None]] = field(default_factory=list)
    completions: list[tuple[date, date]] = field(default_factory=list)
    reopened: list[date] = field(default_factory=list)
    left: tuple[date, str, str] | None = None  # when, how, and the title of the action it went into


@dataclass
class Row:
    """An action as it stands in the plan, and what has happened to it since the last workbook that anybody kept."""

    title: str
    recommendation: str
    owner: str
    ref: str
    written: date | None  # the original date as the plan now says it
    due: date | None  # None: to be decided
    told: Told
    struck: list[date] = field(default_factory=list)  # one date column: the earlier dates that still show
    has_revised: bool = False
    status: str = "On track"
    completed: date | None = None
    note: str = ""
    note_lasts: int = 0
    previous_ref: str = ""
    used: set[date] = field(default_factory=set)
    rests: int = 0  # months in which nothing more may happen to it
    is_absent: bool = False
    was_rewritten: bool = False  # its only date was written over since the last workbook
    moves: list[tuple[date | None, date | None]] = field(default_factory=list)
    rewritten: list[tuple[date | None, date | None]] = field(default_factory=list)
    just_completed: bool = False
    just_reopened: bool = False
    leaving: tuple[str, str] | None = None
    rows_left: int = 0  # workbooks in which the row of an action that has left still stands


class Years:
    """The plan and what happens to it. ``single_date`` has one date column; ``renumbered`` gives new refs each year."""

    def __init__(self, seed: int, *, single_date: bool, renumbered: bool) -> None:
        self.random = random.Random(seed)
        self.single_date = single_date
        self.renumbered = renumbered
        self.rows: list[Row] = []
        self.departed: list[Row] = []
        self.as_at = FIRST_MONTH
        self.kept: list[date] = []
        self.free_refs: list[str] = []  # of actions that left, and that no text names any more
        self._words = _words(self.random)
        self.counters = dict.fromkeys(AREAS, 0)
        for _ in range(18):
            self._add(self._new_ref())

    def months(self) -> Iterator[date]:
        """Each month's reporting date, after whatever happened in it."""
        year, month = FIRST_MONTH.year, FIRST_MONTH.month
        for at in range(MONTHS):
            self.as_at = date(year, month, monthrange(year, month)[1])
            if at:
                self._happen(is_last=at >= MONTHS - 3)
            yield self.as_at
            year, month = (year + 1, 1) if month == 12 else (year, month + 1)

    @property
    def year(self) -> str:
        starts = self.as_at.year - (self.as_at.month < 4)
        return f"{starts}/{(starts + 1) % 100:02}"

    # What happens

    def _happen(self, *, is_last: bool) -> None:
        for row in self.rows:
            row.rests = max(0, row.rests - 1)
            row.note_lasts -= 1
            if row.note_lasts <= 0:
                row.note = ""
        if self.as_at.month == 4:
            self._new_year()
            return
        events = [
            self._revise, self._revise, self._revise, self._bring_forward, self._leave_undecided, self._complete,
            self._complete, self._reopen, self._rewrite_original, self._remove, self._withdraw, self._consolidate,
            self._consolidate, self._add_one, self._add_one, self._use_ref_again, self._use_ref_again, self._restate,
        ]  # fmt: skip
        if not is_last:
            events += [self._forget_for_a_month]
        for event in self.random.sample(events, k=self.random.randint(3, 8)):
            event()

    def _pick(self, *, is_open: bool = True) -> Row | None:
        fitting = [
            row for row in self.rows
            if not row.rests and not row.leaving and not row.is_absent and (row.completed is None) is is_open
        ]  # fmt: skip
        if not fitting:
            return None
        row = self.random.choice(fitting)
        row.rests = 3
        return row

    def _new_day(self, row: Row, *, earlier: bool = False) -> date:
        """A day that this action has never had."""
        start = row.due or max(row.used)
        while True:
            day = start + timedelta(days=self.random.randint(5, 200) * (-1 if earlier else 1))
            if day not in row.used:
                row.used.add(day)
                return day

    def _revise(self) -> None:
        if row := self._pick():
            self._move(row, self._new_day(row))

    def _bring_forward(self) -> None:
        row = self._pick()
        if row and row.due:
            self._move(row, self._new_day(row, earlier=True), shows_struck=True)

    def _leave_undecided(self) -> None:
        row = self._pick()
        if row and row.due:
            self._move(row, None)

    def _move(self, row: Row, day: date | None, *, shows_struck: bool = False) -> None:
        row.moves.append((row.due, day))
        if shows_struck or self.random.random() < 0.5:
            row.struck += [row.due] if row.due else []
        else:
            row.struck = []
        row.due, row.has_revised = day, True

    def _rewrite_original(self) -> None:
        """The original date is written over; where there is no revised one, the date in force has moved as well."""
        row = self._pick()
        if not row or self.single_date or row.written is None:
            return
        day = self._new_day(row)
        if row.has_revised and self.random.random() < 0.6:
            row.rewritten.append((row.written, None))
            row.written = None
            return
        row.rewritten.append((row.written, day))
        row.written = day
        if not row.has_revised:
            row.moves.append((row.due, day))
            row.due, row.was_rewritten = day, True

    def _complete(self) -> None:
        if row := self._pick():
            row.completed = self.as_at - timedelta(days=self.random.randint(0, 20))
            row.status, row.just_completed = "Complete", True

    def _reopen(self) -> None:
        if row := self._pick(is_open=False):
            row.completed, row.status, row.just_reopened = None, "On track", True

    def _restate(self) -> None:
        if row := self._pick():
            row.status = self.random.choice(list(STATUSES))

    def _remove(self) -> None:
        if len(self.rows) > 10 and (row := self._pick()):
            row.leaving = ("removed", "")

    def _withdraw(self) -> None:
        if len(self.rows) > 10 and (row := self._pick()):
            row.leaving, row.rows_left = ("withdrawn", ""), self.random.randint(1, 6)
            row.status = self.random.choice(["Withdrawn", "Superseded"])

    def _consolidate(self) -> None:
        """One or two become part of a third, and a text says so: in its row, or in their own, which stand a while."""
        target = self._pick()
        if not target or target.note or len(self.rows) <= 10:
            return
        joining = [row for _ in range(self.random.randint(1, 2)) if (row := self._pick())]
        refs = [row.ref for row in joining]
        if joining and self.random.random() < 0.7:
            verb = "were" if len(refs) > 1 else "was"
            target.note, target.note_lasts = f"{' and '.join(refs)} {verb} consolidated into this work-stream.", 3
        for row in joining:
            row.leaving = ("consolidated", target.title)
            if not target.note:
                row.status, row.note, row.note_lasts = "Consolidated", f"Now merged into {target.ref}.", 9
                row.rows_left = self.random.randint(2, 4)

    def _forget_for_a_month(self) -> None:
        if row := self._pick():
            row.is_absent, row.rests = True, 5

    def _add_one(self) -> None:
        self._add(self._new_ref())

    def _use_ref_again(self) -> None:
        """A new action gets the ref of one that left; or of one that is dropped for it this very month."""
        named = " ".join(row.note for row in self.rows).split()
        held = {row.ref for row in self.rows}
        free = [ref for ref in self.free_refs if ref not in held and ref not in named]
        if free and self.random.random() < 0.7:
            ref = self.random.choice(free)
            self.free_refs.remove(ref)
            self._add(ref)
        elif len(self.rows) > 10 and (row := self._pick()):
            row.leaving = ("reused", "")
            self._add(row.ref)

    def _add(self, ref: str) -> None:
        title, recommendation = (" ".join(next(self._words) for _ in range(4)).capitalize() for _ in range(2))
        day = self.as_at + timedelta(days=self.random.randint(20, 400))
        row = Row(
            title=title, recommendation=recommendation, owner=self.random.choice(OWNERS), ref=ref,
            written=day, due=day, told=Told(original=day), used={day}, rests=3,
        )  # fmt: skip
        self.rows.append(row)

    def _new_ref(self) -> str:
        area = self.random.choice(AREAS)
        self.counters[area] += 1
        return f"{area}{self.counters[area]}"

    def _new_year(self) -> None:
        """What is complete stays behind; what has left is cleared away; refs may begin anew."""
        for row in self.rows:
            row.note, row.previous_ref = "", ""
            if row.leaving:
                row.rows_left = 0
            elif row.completed:
                row.leaving = ("completed", "")
        if not self.renumbered:
            return
        self.free_refs.clear()
        self.counters = dict.fromkeys(AREAS, 0)
        for row in self.rows:
            if not row.leaving:
                row.previous_ref = row.ref
                self.counters[row.ref[0]] += 1
                row.ref = f"{row.ref[0]}{self.counters[row.ref[0]]}"

    # What a month's workbook shows, and what it therefore tells

    def keep(self, path: Path) -> Path:
        """Writes this month's workbook and notes what it tells for the first time."""
        self.kept.append(self.as_at)
        staying: list[Row] = []
        shown: list[Row] = []
        for row in self.rows:
            if row.leaving:
                self._tell_leaving(row)
                if row.rows_left > 0:
                    row.rows_left -= 1
                    shown.append(row)
                    staying.append(row)
                    row.told.months[self.as_at] = (row.ref, row.due, row.due is None, None)
                    continue
                self.departed.append(row)
                is_of_last_year = self.renumbered and self.as_at.month == 4
                if row.leaving[0] != "reused" and not is_of_last_year:
                    self.free_refs.append(row.ref)
                continue
            staying.append(row)
            if row.is_absent:
                row.is_absent = False
                continue
            shown.append(row)
            self._tell(row)
        self.rows = staying
        write(path, self, shown)
        return path

    def _tell_leaving(self, row: Row) -> None:
        assert row.leaving
        if row.told.left is None:
            how, into = row.leaving
            row.told.left = (self.as_at, how, into)

    def _tell(self, row: Row) -> None:
        told = row.told
        told.refs = [*(ref for ref in told.refs if ref != row.ref), row.ref]
        told.months[self.as_at] = (row.ref, row.due, row.due is None, self._position(row))
        told.moves += [(self.as_at, was, now) for was, now in row.moves]
        told.original_changes += [(self.as_at, was, now) for was, now in row.rewritten]
        if row.just_completed and row.completed:
            told.completions.append((self.as_at, row.completed))
        if row.just_reopened:
            told.reopened.append(self.as_at)
        row.moves, row.rewritten = [], []
        row.just_completed = row.just_reopened = row.was_rewritten = False

    def _position(self, row: Row) -> str:
        if row.completed:
            return "complete"
        if row.has_revised or row.was_rewritten:
            return "revised"
        assert row.due
        return "overdue" if row.due < self.as_at else STATUSES[row.status]

    @property
    def told(self) -> dict[str, Told]:
        """The expected story of every action that a kept workbook held, by its title, which is its alone."""
        return {row.title: row.told for row in (*self.rows, *self.departed) if row.told.months}


def _words(chance: random.Random) -> Iterator[str]:
    """Words that nobody has used, no two of them beginning alike."""
    heads = [f"{a}{b}{c}" for a in _SYLLABLES for b in _SYLLABLES for c in "bdfgklmnprstvz"]
    chance.shuffle(heads)
    return (f"{head}en" for head in heads)


def write(path: Path, years: Years, rows: list[Row]) -> None:
    """One month's workbook, as officers would keep it."""
    previous = ["Previous ref"] if any(row.previous_ref for row in rows) else []
    heading = ["Ref", *previous, "Area for improvement", "Recommendation", "Owner"]
    heading += ["Due date"] if years.single_date else ["Original date", "Revised date"]
    heading += ["Date completed", "Status", "Latest update"]
    with xlsxwriter.Workbook(path) as book:
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        struck = book.add_format({"font_strikeout": True})
        plain = book.add_format()
        sheet = book.add_worksheet("Appendix A")
        sheet.write_string(0, 0, f"Governance Improvement Plan {years.year}")
        sheet.write_string(1, 0, f"As at {years.as_at:%d/%m/%Y}")
        sheet.write_row(3, 0, heading)
        for at, row in enumerate(rows, start=4):
            texts = [row.ref, *[row.previous_ref for _ in previous], row.title, row.recommendation, row.owner]
            sheet.write_row(at, 0, texts)
            column = len(texts)
            if years.single_date:
                _write_one_date(sheet, at, column, row, dated, struck, plain)
            else:
                _write_day(sheet, at, column, row.written, dated)
                column += 1
                if row.has_revised:
                    _write_day(sheet, at, column, row.due or "TBC", dated)
            _write_day(sheet, at, column + 1, row.completed, dated)
            sheet.write_row(at, column + 2, [row.status, row.note or "Work goes on as agreed."])


def _write_day(sheet: object, row: int, column: int, day: date | str | None, dated: object) -> None:
    if isinstance(day, str):
        sheet.write_string(row, column, day)  # type: ignore[attr-defined]
    elif day:
        sheet.write_datetime(row, column, day, dated)  # type: ignore[attr-defined]


def _write_one_date(
    sheet: object, at: int, column: int, row: Row, dated: object, struck: object, plain: object
) -> None:
    """The only date cell: the earlier dates that still show are struck through."""
    now = f"{row.due:%d/%m/%Y}" if row.due else "TBC"
    if not row.struck:
        _write_day(sheet, at, column, row.due or now, dated)
        return
    earlier = "\n".join(f"{day:%d/%m/%Y}" for day in row.struck)
    sheet.write_rich_string(at, column, struck, earlier, plain, f"\n{now}")  # type: ignore[attr-defined]
