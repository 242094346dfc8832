"""The report's charts: native, editable, told in words, and legible without colours."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import openpyxl
from docx import Document
from lxml import etree

from gipxl.assessment import Assessment, assess
from gipxl.outputs.report import report
from gipxl.outputs.report.charts import charts
from gipxl.outputs.report.pieces import Chart
from gipxl.package import relationships
from gipxl.package.parts import Package
from gipxl.settings import ReportSettings, Settings
from tests.outputs.reports import DETAILS, assessed, plan_with
from tests.outputs.samples import september
from tests.tables import plan_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def chart(name: str, assessment: Assessment) -> Chart:
    return next(each for each in charts(assessment) if each.name == name)


def parts(assessment: Assessment) -> list[tuple[Any, Any]]:
    """Each chart of a report: its part, and the workbook of its numbers."""
    package = Package.read(report(assessment).docx)
    found = []
    for each in relationships.of(package, "word/document.xml"):
        if each.kind == "chart" and each.part:
            root = etree.fromstring(package.part(each.part))
            external = root.find(f"{C}externalData")
            (book,) = relationships.of(package, each.part)
            assert external is not None and book.id in external.values()
            found.append((root, openpyxl.load_workbook(io.BytesIO(package.part(book.part or "")), data_only=True)))
    return found


def cached(root: Any, at: int) -> list[str]:
    """The numbers that a chart shows before anybody opens its workbook."""
    return [each.text for each in root.findall(f".//{C}ser")[at].findall(f"{C}val//{C}v")]


def test_the_actions_of_each_area_are_drawn_by_position() -> None:
    drawn = chart("positions", september())
    assert drawn.categories[0] == "A Diversity and inclusion" and len(drawn.categories) == 7
    assert {each.name: each.values for each in drawn.series} == {
        "Complete": (0, 0, 0, 0, 0, 0, 1), "On track": (1, 2, 2, 1, 3, 0, 2), "Revised": (1, 1, 3, 2, 3, 6, 1),
    }  # fmt: skip
    assert "G Information and risk: 1 complete, 2 on track and 1 revised." in drawn.description


def test_each_revised_action_is_a_bar_from_its_first_date_to_the_one_in_force() -> None:
    drawn = chart("slippage", september())
    first, now = drawn.columns
    at = drawn.categories.index("E4")
    assert (first.values[at], now.values[at]) == (date(2020, 5, 29), date(2020, 12, 31))
    unseen, put_off, reporting, year_end = drawn.series
    assert (unseen.values[at], put_off.values[at]) == (date(2020, 5, 29), 216)
    assert set(reporting.values) == {date(2020, 9, 30)} and set(year_end.values) == {date(2021, 3, 31)}
    assert "E4 from 29 May 2020 to 31 December 2020" in drawn.description
    assert len(drawn.categories) == 17


def test_dates_brought_forward_and_dates_to_be_decided() -> None:
    table = (
        "| ref | title | original_due | revised_due |\n"
        "| A1 | One | 2020-12-31 | 2020-11-30 |\n| A2 | Two | 2020-12-31 | TBC |\n"
        "| A3 | Three | 2020-12-31 | 2021-01-31 |"
    )
    drawn = chart("slippage", assessed(table))
    assert drawn.categories == ("A1", "A3")
    said = {each.name: each.values for each in drawn.series}
    assert said["Put off"] == (0, 31) and said["Brought forward"] == (31, 0)
    assert said["Earlier of the two"] == (date(2020, 11, 30), date(2020, 12, 31))
    assert drawn.description.endswith(" Not drawn: A2.")


def test_a_chart_shows_its_numbers_and_its_workbook_holds_them() -> None:
    (positions, numbers), (slippage, days) = parts(september())
    assert cached(positions, 1) == ["1", "2", "2", "1", "3", "0", "2"]
    assert [row[2] for row in numbers["Data"].iter_rows(min_row=2, values_only=True)] == [1, 2, 2, 1, 3, 0, 2]
    assert cached(slippage, 1)[0] == "153"
    ref, first, now, earlier, put_off, *_ = next(days["Data"].iter_rows(min_row=2, values_only=True))
    assert ref == "A1" and earlier == first and put_off == (now - first).days == 153
    assert not numbers["Data"]._charts


def test_charts_are_told_in_words_and_legible_without_colours() -> None:
    body = Document(io.BytesIO(report(september()).docx)).element.body
    described = {each.get("name"): each.get("descr") for each in body.iter("{*}docPr")}
    assert described == {each.title: each.description for each in charts(september())}
    (positions, _), _ = parts(september())
    looks = [
        etree.tostring(
            each.find(f"{C}spPr/{{*}}pattFill") if each.find(f"{C}spPr/{{*}}pattFill") is not None else each[0]
        )
        for each in positions.findall(f".//{C}ser")
    ]
    assert len(set(looks)) == 3 and sum(b"pattFill" in look for look in looks) == 2


def test_the_settings_leave_the_charts_out() -> None:
    plan = plan_of(plan_with("A1 On track", "A2 Timescale revised"), details=DETAILS)
    for wanted in (True, False):
        made = report(assess(plan, settings=Settings(report=ReportSettings(charts=wanted))))
        drawn = [name for name in Package.read(made.docx).names if "charts/" in name and name.endswith(".xml")]
        assert len(drawn) == (2 if wanted else 0)


def test_plans_of_any_size_are_drawn() -> None:
    assert parts(assessed(plan_with())) == []
    assert len(parts(assessed(plan_with("A1 Timescale revised")))) == 2
    rows = [
        f"| A{at} | Title | 2020-12-31 | {date(2021, 1, 1) + timedelta(at)} |" for at in range(1, 150)
    ]  # fmt: skip
    many = assessed("\n".join(["| ref | title | original_due | revised_due |", *rows]))
    drawn = chart("slippage", many)
    assert len(drawn.categories) == 60
    assert "A150" not in drawn.description and "A149" in drawn.description


def test_with_too_many_areas_to_tell_apart_one_bar_shows_them_all() -> None:
    rows = "\n".join(f"| A{at} | Title | Area {at} | 2020-12-31 |" for at in range(1, 50))
    drawn = chart("positions", assessed(f"| ref | title | area | original_due |\n{rows}"))
    assert drawn.categories == ("All actions",)
    assert drawn.series[0].values == (49,)
