"""Workbook to :class:`~gipxl.plan.Plan`: which sheet, which rows, which columns, and what each cell means."""

from gipxl.reading.workbook import read

__all__ = ["read"]
