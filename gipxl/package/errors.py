"""The errors of this room."""

from __future__ import annotations

from gipxl.errors import WorkbookError


class PackageError(WorkbookError):
    """A workbook file is damaged, guarded, or cannot take the change that was asked for."""


class LossError(WorkbookError):
    """A copy differs from its source in a way that was not asked for."""
