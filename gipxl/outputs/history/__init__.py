"""What ``history`` answers: a table and month-by-month lines for people, JSON for scripts, rows for analysts."""

from gipxl.outputs.history.data import as_csv, as_frame, as_json
from gipxl.outputs.history.months import as_lines
from gipxl.outputs.history.text import as_text

__all__ = ["as_csv", "as_frame", "as_json", "as_lines", "as_text"]
