"""The vocabulary: a plan, its actions, and what was typed beside what it was taken for.

Frozen values. No Excel, no files, no clock.
"""

from gipxl.plan.actions import NOWHERE, Action, Entry, Position
from gipxl.plan.details import AddedSection, Appendix, Detail, Details
from gipxl.plan.fields import FIELD_WORDS, TEXT_FIELDS, Field
from gipxl.plan.texts import INVISIBLE, LOOKALIKES, cleaned, folded, ref_key
from gipxl.plan.whole import Plan
from gipxl.plan.workbook import Book, Column, LeftOut, Marks, Place

__all__ = [
    "FIELD_WORDS",
    "INVISIBLE",
    "LOOKALIKES",
    "NOWHERE",
    "TEXT_FIELDS",
    "Action",
    "AddedSection",
    "Appendix",
    "Book",
    "Column",
    "Detail",
    "Details",
    "Entry",
    "Field",
    "LeftOut",
    "Marks",
    "Place",
    "Plan",
    "Position",
    "cleaned",
    "folded",
    "ref_key",
]
