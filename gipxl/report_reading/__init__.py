"""A Word report as values: what a person sees in it once every tracked change is accepted, and the marks gipxl left."""

from gipxl.report_reading.accounts import Account, accounts
from gipxl.report_reading.reading import read_report
from gipxl.report_reading.values import Control, Paragraph, Place, Report

__all__ = ["Account", "Control", "Paragraph", "Place", "Report", "accounts", "read_report"]
