"""The errors that a caller can cause, each with the way out."""

from __future__ import annotations


class GipxlError(Exception):
    """Something could not be done: what and where (``message``), and the way out (``remedy``)."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(f"{message} {remedy}".strip())
        self.message = message
        self.remedy = remedy


class WorkbookError(GipxlError):
    """A workbook could not be read, or holds no plan."""


class NotAPlan(WorkbookError):
    """A workbook was read and holds no plan: it is some other table."""


class FolderError(GipxlError):
    """A shared folder cannot be reached."""


class ClusterError(GipxlError):
    """The computers that were to share the work cannot be reached, or cannot do it."""


class JobError(GipxlError):
    """What is to be started cannot be written down for the scheduler that was asked for."""


class ReportingDateMissing(GipxlError):
    """Nothing says which day the figures are counted on."""


class SettingsError(GipxlError):
    """A settings file could not be understood."""


class OutputError(GipxlError):
    """An output could not be written, or somebody's edited file stands in its place."""


class ReportError(GipxlError):
    """A Word report could not be read."""


class SendingError(GipxlError):
    """A message could not be sent, or may not be."""
