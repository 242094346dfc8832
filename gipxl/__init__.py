"""gipxl: a governance improvement plan kept in Excel, checked, compared, flagged and reported."""

from gipxl.api import build, check, compare, figures, read
from gipxl.errors import GipxlError, OutputError, ReportingDateMissing, SettingsError, WorkbookError
from gipxl.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "GipxlError",
    "OutputError",
    "ReportingDateMissing",
    "Settings",
    "SettingsError",
    "WorkbookError",
    "build",
    "check",
    "compare",
    "figures",
    "read",
]
