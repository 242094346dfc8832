"""The status page: what it says, what it must never do, and how it stands on a small screen."""

from __future__ import annotations

import base64
import hashlib
import re
import subprocess
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from gipxl.assessment import assess
from gipxl.outputs.chart import by_area
from gipxl.outputs.page import status_page
from gipxl.outputs.templating import source
from gipxl.rules.finding import Finding, Findings, Level
from gipxl.settings import FigureSettings, Overdue, Settings
from tests.outputs.months import JULY, SEPTEMBER, alone, september
from tests.tables import plan_of


class Page(HTMLParser):
    """The parts of a page that the tests ask about."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.headings: list[str] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def said(html: str) -> str:
    """The words of a page, without tags and styles, on one line."""
    return " ".join(Page(re.sub(r"<style>.*?</style>", "", html, flags=re.S)).text.split())


def section(html: str, name: str) -> str:
    """The words of one section of a page."""
    found = re.search(rf'<section id="{name}".*?</section>', html, re.S)
    assert found
    return said(found[0])


def test_the_page_says_the_figures_and_why_the_number_changed() -> None:
    text = said(status_page(september()))
    assert (
        "The plan has 3 work-streams, 1 fewer than on 31 July 2020. Of these, 1 (33%) is complete, 1 (33%) has a"
        " revised date and 1 (33%) is overdue. In all, 3 (100%) are complete or due by 31 March 2021."
    ) in text
    assert "B2 was consolidated into B1." in text
    assert "A2: completed on 15 September 2020." in text


def test_the_page_names_what_needs_attention_and_what_to_do() -> None:
    html = status_page(september())
    assert "B1 has no owner" in section(html, "attention")
    assert "A2 Sharing" not in section(html, "attention")
    assert "Appendix A, D7" in section(html, "findings")
    assert "Name one person or post in D7" in section(html, "findings")


def test_a_plan_without_a_baseline_says_so_and_claims_no_change() -> None:
    text = said(status_page(alone()))
    assert "There is no earlier month to compare with." in text
    assert "fewer than" not in text


def test_an_empty_plan_makes_a_page_too() -> None:
    assert "The plan has no work-streams." in said(status_page(assess(plan_of("| ref | title | owner | due |"))))


def test_what_is_gone_needs_attention_though_it_has_no_row() -> None:
    gone = plan_of(SEPTEMBER.replace("B2 was consolidated into B1.", "All listed."))
    attention = section(status_page(assess(gone, plan_of(JULY, as_at=date(2020, 7, 31)))), "attention")
    assert "In the workbook as a whole B2 was in" in attention


def test_how_overdue_was_counted_stands_beside_it_only_where_settings_ask_for_another_way() -> None:
    usual, other = september(), september(settings=Settings(figures=FigureSettings(overdue=Overdue.ORIGINAL)))
    assert "ounted by the original date" not in said(status_page(usual))
    assert "ounted by the original date" in said(status_page(other))


def test_the_marking_stands_at_top_and_bottom_and_nowhere_without_one() -> None:
    words = said(status_page(september()))
    body = words[words.index("Skip to") :]
    assert body.startswith("Skip to the status OFFICIAL-SENSITIVE")
    assert body.endswith("OFFICIAL-SENSITIVE")
    assert "OFFICIAL" not in status_page(alone())


def test_the_page_asks_for_nothing_and_allows_no_script() -> None:
    html = status_page(september())
    page = Page(html)
    policy = next(tag["content"] for tag in page.all("meta") if tag.get("http-equiv") == "Content-Security-Policy")
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style and policy
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert not page.all("script") and not page.all("link") and not page.all("img")
    names = {name for _, attributes in page.tags for name in attributes}
    assert "style" not in names and not any(name.startswith("on") for name in names)
    assert all(str(tag["href"]).startswith("#") for tag in page.all("a"))
    assert "http" not in html.replace("http-equiv", "").replace("https://www.w3.org", "")


def test_links_within_the_page_lead_somewhere_and_no_id_stands_twice() -> None:
    page = Page(status_page(september()))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {str(tag["href"])[1:] for tag in page.all("a")} <= set(ids)
    used = {found for _, each in page.tags for found in re.findall(r"url\(#(.+?)\)", str(each.get("fill")))}
    assert used and used <= set(ids)


def test_headings_go_down_one_step_at_a_time_and_tables_name_themselves() -> None:
    page = Page(status_page(september()))
    levels = [int(heading[1]) for heading in page.headings]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert len(page.all("caption")) == len(page.all("table")) > 3
    assert all(tag.get("scope") in ("col", "row") for tag in page.all("th"))
    assert page.all("html")[0]["lang"] == "en-GB"
    assert {"header", "main", "nav", "footer"} <= {name for name, _ in page.tags}


HOSTILE = (
    '<img src=x onerror=alert(1)></style></title><script>alert("x")</script>{{ 7 * 7 }}{% raw %}&amp;\u202e\x1b[31m'
)


def test_text_from_cells_stays_text() -> None:
    cell = HOSTILE.replace("|", "")
    plan = plan_of(f"""
        | ref    | title  | area   | owner  | due        | status | update |
        | {cell} | {cell} | {cell} | {cell} | 2020-08-31 | {cell} | {cell} |
    """, marking=HOSTILE, title=HOSTILE)  # fmt: skip
    plan = replace(plan, workbook=f"{HOSTILE}.xlsx", sheet=HOSTILE)
    html = status_page(assess(plan, plan))
    page = Page(html)
    assert not page.all("script") and not page.all("img")
    assert html.count("</style>") == html.count("</title>") == 1
    assert "{{ 7 * 7 }}" in page.text and "&amp;" in page.text
    assert "\x1b" not in html and "\u202e" not in html


def test_many_findings_alike_are_counted_not_listed() -> None:
    def finding(row: int) -> Finding:
        return Finding(
            code="OWN01", name="missing-owner", level=Level.ERROR, ref=f"A{row}", sheet="Appendix A",
            cell=f"D{row}", row=row, message=f"A{row} has no owner", fix=f"Name one in D{row}",
        )  # fmt: skip

    many = replace(september(), findings=Findings(findings=tuple(finding(row) for row in range(100, 165))))
    text = said(status_page(many))
    assert "Errors (65)" in text
    assert "And 40 more like this (OWN01)" in text
    assert "Name one in D124" in text and "Name one in D125" not in text


def test_bars_add_up_to_the_work_streams_whatever_the_areas() -> None:
    assessment = september()
    bars = by_area(assessment.standings)
    assert [(bar.name, bar.number) for bar in bars] == [("Staff", 2), ("Money", 1)]
    assert sum(segment.number for bar in bars for segment in bar.segments) == assessment.figures.workstreams.value
    assert bars[0].segments[-1].start + bars[0].segments[-1].width == pytest.approx(100)
    assert bars[1].segments[0].width == pytest.approx(50)


def test_the_same_plan_gives_the_same_page() -> None:
    assert status_page(september()) == status_page(september())


# ---- contrast ----


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_every_text_colour_can_be_read_on_its_ground(scheme: int) -> None:
    block = re.findall(r":root \{(.*?)\}", source("status.css"), re.S)[scheme]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for text in ("ink", "quiet", "link", "mark", "error", "warning", "note"):
        assert contrast(colours[text], colours["page"]) >= 4.5, text
    for position in ("complete", "on-track", "revised", "overdue", "at-risk", "not-started", "unclear"):
        assert contrast(colours[f"{position}-ink"], colours[position]) >= 4.5, position
        # What draws a segment, be it its ground or its outline, stands out from the page.
        drawn = max(contrast(colours[each], colours["page"]) for each in (position, f"{position}-line"))
        assert drawn >= 3, position


# ---- in a browser ----


@pytest.mark.needs("chromium")
@pytest.mark.parametrize("width", [320, 375, 1280])
def test_nothing_runs_over_the_edge_of_the_screen(width: int, tmp_path: Path) -> None:
    long = "Pneumonoultramicroscopicsilicovolcanoconiosis" * 4
    plan = plan_of(f"""
        | ref    | title  | area   | owner  | original_due | revised_due | status | update |
        | {long} | {long} | {long} | {long} | 2020-08-31   | 2021-08-31  | {long} | {long} |
        | B1     | Short  | Short  |        | 2020-08-31   |             |        |        |
    """, marking="OFFICIAL-SENSITIVE")  # fmt: skip
    html = status_page(assess(plan, plan))
    # The page's own policy lets no script in, so a page around it looks; it may, the two being of one folder.
    (tmp_path / "status.html").write_text(html, encoding="utf-8")
    (tmp_path / "around.html").write_text(
        f"<iframe id=f src=status.html style='border:0;width:{width}px;height:900px'></iframe>"
        "<script>onload = () => {"
        " const page = f.contentDocument.documentElement;"
        " document.title = [page.scrollWidth, page.clientWidth, getComputedStyle(f.contentDocument.body).maxWidth]"
        "}</script>"
    )
    command = [
        "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files",
        f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", (tmp_path / "around.html").as_uri(),
    ]  # fmt: skip
    seen = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout
    title = re.search(r"<title>(\d+),(\d+),(.+?)</title>", seen)
    assert title, seen
    assert int(title[1]) <= int(title[2]) <= width
    assert title[3] != "none", "the style sheet was refused by the page's own policy"
