"""gipxl: a governance improvement plan kept in Excel, checked, compared, flagged and reported."""

from gipxl.api import build, check, compare, figures, read
from gipxl.errors import GipxlError, OutputError, ReportingDateMissing, SettingsError, WorkbookError
from gipxl.settings import Settings
from gipxl.version import VERSION

__version__ = VERSION

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
