"""The pages of a shared folder: what they say, what they must never do, and how they work in a browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from gipxl.errors import OutputError
from gipxl.folder.cache import Cache
from gipxl.folder.findings_page import findings_html
from gipxl.folder.page import status_html
from gipxl.folder.shown import COLUMNS
from gipxl.folder.trend import trend_of
from gipxl.folder.values import Earlier, PlanRow, Skipped, Status
from gipxl.folder.writing import refuse_others, write_status
from gipxl.outputs.page_sheet import hash_of
from gipxl.rules.finding import Level
from gipxl.rules.markings import highest
from gipxl.settings import Settings
from tests.folder.drives import NOON, at_rest, look, plan, row

HOSTILE = "<img src=x onerror=alert(1)>&amp;{{ 7 * 7 }}" if os.name != "nt" else "&amp;{{ 7 * 7 }}"


class Page(HTMLParser):
    """The parts of a page that the tests ask about: its tags, its text, and the cells of its table of plans."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.rows: list[list[str]] = []
        self._in_cell = False
        self.text = ""
        self.feed(re.sub(r"<(style|script)>.*?</\1>", "", html, flags=re.DOTALL))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag == "tr":
            self.rows.append([])
        if tag in ("th", "td"):
            self.rows[-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag not in ("th", "td")

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._in_cell:
            self.rows[-1][-1] += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def links(self) -> list[str]:
        return [each["href"] for each in self.all("a")]


@pytest.fixture(autouse=True)
def _no_settings_of_my_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "own"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "drive"
    plan(folder / "Legal" / "GIP.xlsx")
    plan(folder / "Legal" / "Archive" / "July.xlsx", as_at="As at 31 July 2020")
    plan(folder / "HR" / "GIP.xlsx", words="HR", as_at="As at 31 December 2020")
    plan(folder / f"{HOSTILE}.xlsx", words="Markup")
    (folder / "HR" / "broken.xlsx").write_bytes(b"PK\x03\x04 no more than that")
    at_rest(folder / "HR" / "broken.xlsx")
    (folder / "HR" / "~$GIP.xlsx").write_bytes(b"\x0cHead of HR\x00" + bytes(151))
    return folder


def test_every_plan_has_one_row_with_the_numbers_of_status_json(folder: Path, tmp_path: Path) -> None:
    status, out = look(folder, tmp_path / "out"), tmp_path / "out"
    write_status(status, out, cache=Cache())
    told = {each["file"]: each for each in json.loads((out / "status.json").read_text("utf-8"))["plans"]}
    page = Page((out / "status.html").read_text("utf-8"))
    heading, *rows = page.rows
    assert len(rows) == len(told) == 4 and len(heading) == 15
    for shown in rows:
        name = next(file for file in told if shown[0].startswith(file))
        said = told.pop(name)
        if said["problem"]:
            assert shown[1] == f"Could not be checked. {said['problem']}" and len(shown) == 4
            continue
        assert shown[1] == "/".join(reversed(said["as_at"].split("-")))
        values = {name: each["value"] for name, each in said["figures"].items()} | said["counts"]
        assert [int(number) for number in shown[2:13]] == [values[column.name] for column in COLUMNS]
        assert shown[14] == "30/09/2020 09:00"
    assert not told


def test_problems_stand_first_and_then_what_is_gravest(folder: Path, tmp_path: Path) -> None:
    files = [each[0] for each in Page(status_html(look(folder, tmp_path / "out"))).rows[1:]]
    assert files[0].startswith("HR/broken.xlsx")
    # Its plan is as at December: an action fell overdue in it.
    assert files[1].startswith("HR/GIP.xlsx") and "Head of HR" in files[1]


def test_the_figures_of_the_whole_folder_stand_at_the_top(folder: Path, tmp_path: Path) -> None:
    html = status_html(look(folder, tmp_path / "out"))
    tiles = dict(re.findall(r'<dt>(.+?)</dt><dd class="value[^"]*">(?:<a [^>]*>)?([\d,]+)', html))
    assert (tiles["plans"], tiles["could not be checked"], tiles["work-streams"]) == ("4", "1", "9")
    status = look(folder, tmp_path / "out")
    late = sum(each.checked.figures.overdue.value or 0 for each in status.plans if each.checked)
    assert late and tiles[f"action{'s' if late > 1 else ''} overdue"] == str(late)
    page = Page(html)
    shows = {each["data-show"] for each in page.all("a") if "data-show" in each}
    assert shows <= {each["value"] for each in page.all("option")}


def test_names_are_never_markup_and_links_lead_to_what_is_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    settings = tmp_path / "own.toml"
    settings.write_text('[drive]\nbuild = ["*"]\n')
    status = look(folder, out, settings=settings)
    write_status(status, out, cache=Cache())
    for path in (out / "status.html", *(out / "findings").iterdir()):
        page = Page(path.read_text("utf-8"))
        assert not page.all("img") and not page.all("iframe")
        for link in page.links:
            target = link.partition("#")[0]
            assert not re.match(r"[a-z]+:|/", link), "no address leads out of the folder of the status"
            assert not target or (path.parent / unquoted(target)).exists(), link
    assert f"{HOSTILE}.xlsx" in Page((out / "status.html").read_text("utf-8")).text
    assert sum("Outputs" in each[0] for each in Page((out / "status.html").read_text("utf-8")).rows) == 3


def unquoted(link: str) -> str:
    from urllib.parse import unquote

    return unquote(link)


def test_what_was_passed_over_is_folded_away_and_what_may_hide_plans_is_not() -> None:
    skipped = (
        Skipped(file="a.xlsx", why="It holds no plan."),
        Skipped(file="HR", why="It may not be opened.", is_problem=True),
    )
    html = status_html(Status(folder="/srv/plans", at=NOON, skipped=skipped))
    folded = re.search(r"<details>.*?</details>", html, re.DOTALL)
    assert folded and "It holds no plan." in folded[0] and "It may not be opened." not in folded[0]
    assert "<strong>" not in html and "It may not be opened." in html and "No plan was found" in html


def test_a_folder_that_is_away_is_said_first_and_its_pages_stay(folder: Path, tmp_path: Path) -> None:
    status, out, cache = look(folder, tmp_path / "out"), tmp_path / "out", Cache()
    write_status(status, out, cache=cache)
    pages = sorted(path.name for path in (out / "findings").iterdir())
    write_status(Status(folder="/srv", at=NOON, problem="The drive is away."), out, cache=cache)
    text = Page((out / "status.html").read_text("utf-8")).text
    assert text.index("The drive is away.") < text.index("Every plan")
    assert sorted(path.name for path in (out / "findings").iterdir()) == pages


def test_pages_of_plans_that_are_gone_are_removed_with_or_without_a_cache(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_status(look(folder, out), out, cache=Cache())
    own = out / "findings" / "my-notes-0123456789.html"
    own.write_text("<!doctype html><title>Not gipxl's</title>")
    (folder / "HR" / "GIP.xlsx").unlink()
    status = look(folder, out)
    write_status(status, out, cache=Cache())
    there = {path.name for path in (out / "findings").iterdir()}
    assert there == {own.name, *(f"{each.key}.html" for each in status.plans)}


def test_a_page_that_gipxl_did_not_write_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "status.html").write_text("<!doctype html><title>Mine</title>")
    with pytest.raises(OutputError, match=r"status\.html"):
        refuse_others(tmp_path)
    write_status(Status(folder="/srv", at=NOON), tmp_path, cache=Cache())
    refuse_others(tmp_path)


def test_only_the_page_of_the_whole_folder_knows_the_time_of_the_pass(folder: Path, tmp_path: Path) -> None:
    first, later = (look(folder, tmp_path / "out", now=now) for now in (NOON, NOON + timedelta(hours=1)))
    assert status_html(first) != status_html(later)
    assert [findings_html(each) for each in first.plans] == [findings_html(each) for each in later.plans]


def test_the_policy_lets_in_the_page_s_own_style_and_script_alone(folder: Path, tmp_path: Path) -> None:
    status = look(folder, tmp_path / "out")
    for html in (status_html(status), findings_html(status.plans[0])):
        page = Page(html)
        policy = next(each["content"] for each in page.all("meta") if "http-equiv" in each)
        style, script = (re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("style", "script"))
        assert style
        allowed = f"script-src 'sha256-{hash_of(script[1])}'; " if script else ""
        asked = f"default-src 'none'; style-src 'sha256-{hash_of(style[1])}'; {allowed}"
        assert policy == f"{asked}base-uri 'none'; form-action 'none'"
        names = {name for _, attributes in page.tags for name in attributes}
        assert "style" not in names and "src" not in names and not any(name.startswith("on") for name in names)


def test_a_page_of_findings_says_where_what_and_what_to_do(folder: Path, tmp_path: Path) -> None:
    status = look(folder, tmp_path / "out")
    legal = row(status, "Legal/GIP.xlsx")
    assert legal.checked and legal.checked.findings.findings
    page = Page(findings_html(legal))
    shown = [cells for cells in page.rows if cells[0] in ("Error", "Warning", "Note")]
    assert len(shown) == len(legal.checked.findings)
    for found in legal.checked.findings:
        what = [found.level.value.capitalize(), f"{found.message} ({found.code})", found.fix]
        assert what in [[level, wrong, todo] for level, _, _, wrong, todo in shown]
    assert [cells[0] for cells in page.rows if "30 September 2020" in cells or "31 July 2020" in cells] == [
        "30 September 2020", "31 July 2020",
    ]  # fmt: skip
    assert "../status.html#" + legal.key in page.links
    bad = Page(findings_html(row(status, "HR/broken.xlsx")))
    assert "Could not be checked." in bad.text and not bad.all("fieldset")


def test_earlier_months_are_a_trend_and_a_gap_where_one_is_not_known(folder: Path, tmp_path: Path) -> None:
    legal = row(look(folder, tmp_path / "out"), "Legal/GIP.xlsx")
    months = (
        month(legal, date(2020, 5, 31), 1), month(legal, date(2020, 6, 30), 2), month(legal, date(2020, 7, 31), None),
        month(legal, date(2020, 8, 31), 4),
    )  # fmt: skip
    trend = trend_of(replace(legal, earlier=months))
    assert trend
    assert trend.said == (
        "Overdue: 1 on 31/05/2020, 2 on 30/06/2020, not known on 31/07/2020, 4 on 31/08/2020, 0 on 30/09/2020"
    )
    assert len(trend.lines) == 2 and trend.change == "−4" and trend.dot == (61, 17)
    away = replace(legal, checked=None, problem="It cannot be opened.")
    gaps = (*months[:2], month(legal, date(2020, 7, 31), None), month(legal, date(2020, 8, 31), None))
    unknown = trend_of(replace(away, earlier=gaps))
    assert unknown and len(unknown.lines) == 1 and unknown.dot is None and unknown.change == ""
    assert unknown.said.endswith("not known on 31/07/2020, not known on 31/08/2020; not known now")
    after_a_gap = trend_of(replace(legal, earlier=gaps))
    assert after_a_gap and after_a_gap.change == "" and after_a_gap.dot
    shorter = trend_of(replace(legal, earlier=months), 2)
    assert shorter and shorter.said == "Overdue: 4 on 31/08/2020, 0 on 30/09/2020"
    assert trend_of(replace(legal, earlier=())) is None


def month(of: PlanRow, day: date, overdue: int | None) -> Earlier:
    assert of.checked
    if overdue is None:
        return Earlier(file=f"{day}.xlsx", as_at=day, problem="It cannot be opened.")
    figures = replace(of.checked.figures, overdue=replace(of.checked.figures.overdue, value=overdue))
    return Earlier(file=f"{day}.xlsx", as_at=day, figures=figures, counts=dict.fromkeys(Level, 0))


@pytest.mark.parametrize(
    ("markings", "wanted"),
    [
        ([], ""),
        (["None", "", "n/a"], ""),
        (["OFFICIAL", "Official sensitive", "OFFICIAL"], "Official sensitive"),
        (["OFFICIAL-SENSITIVE: COMMERCIAL", "OFFICIAL"], "OFFICIAL-SENSITIVE: COMMERCIAL"),
        (["OFFICIAL-SENSITIVE: COMMERCIAL", "OFFICIAL-SENSITIVE: PERSONAL"], "OFFICIAL-SENSITIVE"),
        (["OFFICIAL", "COSMIC"], "OFFICIAL / COSMIC"),
    ],
)
def test_a_page_carries_the_highest_marking_and_those_whose_height_nobody_knows(
    markings: list[str], wanted: str
) -> None:
    assert highest(markings, Settings().markings.known) == wanted


def test_each_page_carries_its_own_marking(folder: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    for place, marking in (("Legal", "OFFICIAL-SENSITIVE"), ("HR", "OFFICIAL")):
        path = folder / place / "GIP.xlsx"
        book = load_workbook(path)
        book.worksheets[0]["A3"] = marking
        book.save(path)
        at_rest(path)
    status = look(folder, tmp_path / "out")
    assert status.marking == "OFFICIAL-SENSITIVE"
    assert status_html(status).count('<p class="marking">OFFICIAL-SENSITIVE</p>') == 2
    assert findings_html(row(status, "HR/GIP.xlsx")).count('<p class="marking">OFFICIAL</p>') == 2
    assert 'class="marking"' not in findings_html(row(status, "HR/broken.xlsx"))


# ---- in a browser ----


def many(status: Status, number: int) -> Status:
    """``number`` plans like those of ``status``, each under a name of its own."""
    plans = (status.plans[at % len(status.plans)] for at in range(number))
    named = (replace(each, file=f"{at:05}/{each.file}", key=f"plan-{at:010x}") for at, each in enumerate(plans))
    return replace(status, plans=tuple(named))


def told_by_chromium(tmp_path: Path, html: str, script: str, *, width: int = 1400) -> Any:
    """What a script answers that works on the page as a person would. It stands outside: the page lets none in."""
    (tmp_path / "status.html").write_text(html, encoding="utf-8")
    (tmp_path / "around.html").write_text(
        f"<iframe id=f src=status.html style='border:0;width:{width}px;height:900px'></iframe><script>"
        "const rest = () => new Promise((done) => setTimeout(done, 400));"
        "onload = async () => { const page = f.contentDocument; const rows = () =>"
        " [...page.querySelectorAll('#table tbody tr')].filter((row) => !row.hidden).map((row) => row.cells[0]"
        ".querySelector('a').textContent); const said = () => page.getElementById('told').textContent;"
        "const press = (name) => [...page.querySelectorAll('th button')].find((each) => each.textContent === name)"
        f".click(); document.title = 'TOLD ' + JSON.stringify(await (async () => {{ {script} }})()); }}</script>",
        encoding="utf-8",
    )
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
        "--virtual-time-budget=20000", f"--user-data-dir={tmp_path / 'profile'}", f"--window-size={width},900",
        "--dump-dom", (tmp_path / "around.html").as_uri(),
    ]  # fmt: skip
    seen = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120).stdout
    told = re.search(r"<title>TOLD (.*?)</title>", seen, re.DOTALL)
    assert told, seen[-2000:]
    return json.loads(unescape(told[1]))


@pytest.mark.needs("chromium")
def test_the_table_can_be_sorted_searched_and_narrowed_down(folder: Path, tmp_path: Path) -> None:
    status = look(folder, tmp_path / "out")
    told = told_by_chromium(
        tmp_path,
        status_html(status),
        """
        const find = page.getElementById("find");
        const type = async (text) => { find.value = text; find.dispatchEvent(new Event("input")); await rest(); };
        const answer = {first: rows(), atFirst: said()};
        press("Plan"); answer.byName = rows();
        press("Overdue"); answer.byOverdue = [rows(), said(), page.querySelectorAll("[aria-sort]").length];
        press("Overdue"); answer.upwards = page.querySelector("[aria-sort]").getAttribute("aria-sort");
        press("Overdue"); answer.back = rows();
        press("Last saved"); answer.bySaved = rows().length; press("Plan"); press("Plan"); press("Plan");
        await type("LÉGAL gip"); answer.found = [rows(), said()];
        await type("no such plan"); answer.none = said();
        page.querySelector("[data-show=problem]").click();
        answer.problems = [rows(), said(), find.value, page.activeElement.id];
        page.querySelector("[data-show=overdue]").click(); answer.late = rows();
        return answer;
        """,
    )
    files = [each.file for each in status.plans]
    assert told["first"][0] == "HR/broken.xlsx" and sorted(told["first"]) == sorted(files)
    assert told["atFirst"] == "4 of 4 plans shown."
    assert sorted(told["byName"]) == sorted(files) and told["byName"].index("HR/broken.xlsx") < told["byName"].index(
        "Legal/GIP.xlsx"
    )
    late, said, sorted_columns = told["byOverdue"]
    assert late[0] == "HR/GIP.xlsx" and late[-1] == "HR/broken.xlsx" and sorted_columns == 1
    assert said == "4 of 4 plans shown, by Overdue, descending."
    assert told["upwards"] == "ascending" and told["back"] == told["first"] and told["bySaved"] == 4
    assert told["found"] == [["Legal/GIP.xlsx"], "1 of 4 plans shown."] and told["none"] == "0 of 4 plans shown."
    assert told["problems"] == [["HR/broken.xlsx"], "1 of 4 plans shown.", "", "plans-heading"]
    assert told["late"] == [each.file for each in status.plans if each.checked and each.checked.figures.overdue.value]


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 360, 1024, 1280])
def test_nothing_runs_over_the_edge_of_the_screen(width: int, folder: Path, tmp_path: Path) -> None:
    plan(folder / f"{'Pneumonoultramicroscopic' * 6}.xlsx", words="Long")
    status = look(folder, tmp_path / "out")
    sizes = "const root = page.documentElement; return [root.scrollWidth, root.clientWidth, rows().length];"
    scroll, client, number = told_by_chromium(tmp_path, status_html(status), sizes, width=width)
    assert scroll <= client <= width and number == 5
    finding = findings_html(row(status, "Legal/GIP.xlsx"))
    scroll, client, _ = told_by_chromium(tmp_path, finding, sizes, width=width)
    assert scroll <= client <= width


@pytest.mark.needs("chromium")
def test_findings_can_be_narrowed_to_a_level(folder: Path, tmp_path: Path) -> None:
    legal = row(look(folder, tmp_path / "out"), "Legal/GIP.xlsx")
    count = "[...page.querySelectorAll('.findings tbody tr')].filter((row) => row.offsetParent).length"
    before, after = told_by_chromium(
        tmp_path,
        findings_html(legal),
        f"const all = {count}; page.getElementById('show-warning').click(); return [all, {count}];",
    )
    assert legal.checked and before == len(legal.checked.findings)
    assert legal.counts[Level.WARNING] and after == before - legal.counts[Level.WARNING]


@pytest.mark.needs("chromium")
def test_two_thousand_plans_are_all_there_and_can_be_searched(folder: Path, tmp_path: Path) -> None:
    status = many(look(folder, tmp_path / "out"), 2000)
    html = status_html(status)
    assert len(html) < 2000 * 1000
    told = told_by_chromium(
        tmp_path,
        html,
        "const all = rows().length; press('Plan'); const find = page.getElementById('find'); find.value = '01999';"
        "find.dispatchEvent(new Event('input')); await rest(); return [all, said(), rows()];",
    )
    assert told == [2000, "1 of 2,000 plans shown, by Plan, ascending.", [status.plans[1999].file]]


@pytest.mark.needs("axe", "chromium")
@pytest.mark.parametrize("scheme", [0, 1], ids=["dark", "light"])
def test_axe_finds_nothing_on_the_pages(
    scheme: int, folder: Path, tmp_path: Path, axe_faults: Callable[[str, int], list[str]]
) -> None:
    status = look(folder, tmp_path / "out")
    over = Skipped(file="notes.xlsx", why="It holds no plan.")
    away = replace(status, skipped=(over, replace(over, is_problem=True)), problem="The drive is away.")
    assert axe_faults(status_html(away), scheme) == []
    for name in ("Legal/GIP.xlsx", "HR/broken.xlsx"):
        assert axe_faults(findings_html(row(status, name)), scheme) == []
