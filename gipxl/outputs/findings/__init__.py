"""What ``check`` answers, in every format: for people, for spreadsheets, for scripts and for build servers.

Each takes the assessments of one workbook or several, in the order in which they are to be told.
"""

from gipxl.outputs.findings.data import as_csv, as_json, as_object
from gipxl.outputs.findings.junit import as_junit
from gipxl.outputs.findings.markdown import as_markdown
from gipxl.outputs.findings.text import CAP, Shown, as_text, capped, endnotes

__all__ = [
    "CAP", "Shown", "as_csv", "as_json", "as_junit", "as_markdown", "as_object", "as_text", "capped", "endnotes",
]  # fmt: skip
