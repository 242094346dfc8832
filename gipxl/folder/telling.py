"""The status of a shared folder in words, as JSON, as JSON lines and as JUnit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from gipxl.figures import Figures
from gipxl.folder.values import Earlier, PlanRow, Skipped, Status
from gipxl.outputs.figures import as_object as figures_object
from gipxl.outputs.findings.data import finding_object
from gipxl.outputs.plain import as_json as to_json
from gipxl.outputs.plain import wrapped
from gipxl.rules.finding import Level
from gipxl.words import count, day, listed, plural

#: How many rows a person at a terminal is shown of each kind.
CAP = 20


def as_object(status: Status) -> dict[str, Any]:
    """The object that ``status.json`` promises. Of earlier months it has the figures without the refs behind them."""
    return {
        "folder": status.folder,
        "at": status.at.isoformat(timespec="seconds"),
        "problem": status.problem,
        "plans": [_plan(row) for row in status.plans],
        "skipped": [_skipped(each) for each in status.skipped],
    }


def as_json(status: Status) -> str:
    """``status.json``."""
    return to_json(as_object(status)) + "\n"


def as_lines(status: Status) -> str:
    """``status.jsonl``: a line for each workbook: plans with their findings, earlier months, what was passed over."""
    return "".join(f"{msgspec.json.encode(line).decode()}\n" for line in _lines(status))


def _lines(status: Status) -> Iterator[dict[str, Any]]:
    for row in status.plans:
        plan = _plan(row)
        del plan["earlier"]
        found = row.checked.findings.findings if row.checked else ()
        yield {"kind": "plan", **plan, "findings": [finding_object(finding) for finding in found]}
        for month in row.earlier:
            yield {"kind": "earlier month", **_earlier(month), "plan": row.file}
    for each in status.skipped:
        yield {"kind": "passed over", **_skipped(each)}


def _plan(row: PlanRow) -> dict[str, Any]:
    checked = row.checked
    return {
        "file": row.file,
        "as_at": checked.as_at if checked else None,
        "as_at_from": checked.as_at_from if checked else None,
        "baseline": checked.baseline if checked else None,
        "title": checked.title if checked else None,
        "marking": checked.marking if checked else None,
        "changed": row.changed.strftime("%Y-%m-%dT%H:%M:%SZ") if row.changed else None,
        "figures": figures_object(checked.figures) if checked else None,
        "counts": _counts(row.counts) if checked else None,
        "problem": row.problem,
        "remarks": row.remarks,
        "outputs": row.outputs or None,
        "earlier": [_earlier(month) for month in row.earlier],
    }


def _earlier(month: Earlier) -> dict[str, Any]:
    return {
        "file": month.file,
        "as_at": month.as_at,
        "figures": _values(month.figures) if month.figures else None,
        "counts": _counts(month.counts) if month.figures else None,
        "problem": month.problem,
    }


def _values(figures: Figures) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for figure in figures:
        told[figure.name] = {"value": figure.value}
        if figure.percent is not None:
            told[figure.name]["percent"] = figure.percent
    return told


def _counts(counts: dict[Level, int]) -> dict[str, int]:
    return {level.value: counts.get(level, 0) for level in Level}


def _skipped(each: Skipped) -> dict[str, Any]:
    return {"file": each.file, "why": each.why, "problem": each.is_problem}


def as_junit(status: Status, *, fail_on: Level | None = Level.ERROR) -> str:
    """``status.junit.xml``: a suite for each plan, with a case for each finding and an error for each problem."""
    from xml.etree import ElementTree

    from gipxl.outputs.findings.junit import case_of

    root = ElementTree.Element("testsuites", name="gipxl sync")
    for row in status.plans:
        suite = ElementTree.SubElement(root, "testsuite", name=row.file)
        found = row.checked.findings.findings if row.checked else ()
        suite.extend([case_of(finding, fail_on) for finding in found])
        could_be_read = ElementTree.SubElement(suite, "testcase", classname="workbook", name="could be checked")
        if row.problem:
            ElementTree.SubElement(could_be_read, "error", message=row.problem)
        suite.set("tests", str(len(suite)))
        suite.set("failures", str(len(suite.findall("testcase/failure"))))
        suite.set("errors", str(len(suite.findall("testcase/error"))))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'


def summary(status: Status) -> str:
    """One line: how many plans there are, and how they stand."""
    counts = {level: sum(row.counts[level] for row in status.plans) for level in Level}
    found = ", ".join(count(number, level.value) for level, number in counts.items())
    overdue = sum(row.checked.figures.overdue.value or 0 for row in status.plans if row.checked)
    parts = [count(len(status.plans), "plan"), f"{count(overdue, 'action')} overdue", found]
    if status.problems:
        parts.append(f"{status.problems:,} could not be checked")
    return f"{'; '.join(parts)}."


def as_text(status: Status, *, width: int = 80) -> str:
    """The status for a person at a terminal: the plans with the gravest findings first, at most twenty of a kind."""
    checked = [row for row in status.plans if row.checked]
    lines = [wrapped(status.folder, width)]
    lines += _section("", [_said(row) for row in sorted(checked, key=_gravest_first)], width)
    bad = [f"{row.file}: {row.problem}" for row in status.plans if row.problem]
    bad += [f"{each.file}: {each.why}" for each in status.skipped if each.is_problem]
    lines += _section("Could not be checked", bad, width)
    over = [f"{each.file}: {each.why}" for each in status.skipped if not each.is_problem]
    lines += _section("Passed over", over, width)
    return "\n".join([*lines, "", wrapped(summary(status), width), ""])


def _gravest_first(row: PlanRow) -> tuple[int, ...]:
    return tuple(-row.counts[level] for level in Level)


def _said(row: PlanRow) -> str:
    assert row.checked is not None
    figures = row.checked.figures
    overdue = f", {figures.overdue.value:,} overdue" if figures.overdue.value else ""
    found = [count(number, level.value) for level, number in row.counts.items() if number]
    actions = count(figures.workstreams.value or 0, "action")
    said = f"{row.file}, as at {day(row.checked.as_at)}: {actions}{overdue}; {listed(found) or 'nothing found'}."
    return " ".join([said, *row.remarks])


def _section(heading: str, lines: list[str], width: int) -> list[str]:
    if not lines:
        return []
    more = len(lines) - CAP
    shown = [wrapped(line, width, first="  ", rest="    ") for line in lines[:CAP]]
    left_out = [f"  … and {more:,} more {plural(more, 'line')}; the status files have them all."] if more > 0 else []
    return [*(["", f"{heading}:"] if heading else []), *shown, *left_out]
