"""The names that the flagged copy's formulas use. All begin with the mark by which they are known again as gipxl's."""

from __future__ import annotations

from gipxl.package.marks import NAME_PREFIX

#: The reporting date: one cell, on the Key sheet.
AS_AT = f"{NAME_PREFIX}as_at"
DUE_SOON = f"{NAME_PREFIX}due_soon_days"
SHORTEST_REASON = f"{NAME_PREFIX}shortest_reason"

#: The list of words and typed dates: what kind each is, its text, what it was taken for.
KIND = f"{NAME_PREFIX}kind"
TEXT = f"{NAME_PREFIX}text"
MEANING = f"{NAME_PREFIX}meaning"

#: The columns of the Findings sheet that the sign on faulty rows looks into.
FINDING_REF = f"{NAME_PREFIX}finding_ref"
FINDING_LEVEL = f"{NAME_PREFIX}finding_level"
