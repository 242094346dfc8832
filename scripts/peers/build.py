"""The month's outputs as a script with pandas, openpyxl and python-docx makes them: python build.py SOURCE FOLDER.

A flagged copy (through openpyxl's load and save), a Word report, a page and an e-mail draft with both attached.
"""

from __future__ import annotations

import html
import sys
import warnings
from email.message import EmailMessage
from pathlib import Path

import docx
import openpyxl
import pandas as pd
from check import figures, findings, read
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

RED = PatternFill("solid", fgColor="FFC7CE")


def copy(source: Path, target: Path, found: list[tuple[str, str]], counts: dict[str, int]) -> None:
    """The workbook with coloured cells, comments, a sheet of findings and one of figures with a chart."""
    warnings.simplefilter("ignore")
    book = openpyxl.load_workbook(source)
    plan = book["Appendix A"]
    rows = {plan.cell(row, 1).value: row for row in range(6, plan.max_row + 1)}
    for ref, words in found:
        cell = plan.cell(rows[ref], 1)
        cell.fill = RED
        if "has been revised" not in words:
            cell.comment = Comment(words, "script")
    sheet = book.create_sheet("Findings")
    sheet.append(["Ref", "Finding"])
    for line in found:
        sheet.append(line)
    summary = book.create_sheet("Figures")
    for name, number in counts.items():
        summary.append([name, number])
    chart = BarChart()
    chart.add_data(Reference(summary, min_col=2, min_row=1, max_row=len(counts)))
    summary.add_chart(chart, "D2")
    book.save(target)


def report(frame: pd.DataFrame, target: Path, counts: dict[str, int]) -> None:
    """The covering report: the figures, and a paragraph for each revised action."""
    document = docx.Document()
    document.add_heading("Governance Improvement Plan 2020/21", 0)
    document.add_heading("Overview", 1)
    document.add_paragraph(
        f"The plan holds {counts['workstreams']} work-streams: {counts['complete']} complete, {counts['revised']} "
        f"revised and {counts['on track']} on track. {counts['due this year']} are due by 31 March 2021."
    )
    document.add_heading("Areas of improvement", 1)
    for row in frame[frame["revised"].notna()].itertuples():
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{row.title} ({row.ref})").bold = True
        paragraph.add_run(f" {row.wording}")
    document.save(str(target))


def page(target: Path, found: list[tuple[str, str]], counts: dict[str, int]) -> None:
    """The status page."""
    lines = "".join(f"<li>{html.escape(f'{ref} {words}')}</li>" for ref, words in found)
    numbers = "".join(f"<tr><th>{name}</th><td>{number}</td></tr>" for name, number in counts.items())
    target.write_text(f"<!doctype html><table>{numbers}</table><ul>{lines}</ul>", encoding="utf-8")


def email(target: Path, attached: list[Path]) -> None:
    """The draft."""
    message = EmailMessage()
    message["Subject"] = "Governance Improvement Plan"
    message.set_content("The plan and the report are attached.")
    for path in attached:
        message.add_attachment(path.read_bytes(), maintype="application", subtype="octet-stream", filename=path.name)
    target.write_bytes(bytes(message))


if __name__ == "__main__":
    workbook, folder = Path(sys.argv[1]), Path(sys.argv[2])
    plan = read(workbook)
    faults, numbers = findings(plan), figures(plan)
    copy(workbook, folder / "flagged.xlsx", faults, numbers)
    report(plan, folder / "report.docx", numbers)
    page(folder / "status.html", faults, numbers)
    email(folder / "draft.eml", [folder / "flagged.xlsx", folder / "report.docx"])
