"""Workbooks that are better not changed, each with the reason and the way out."""

from __future__ import annotations

from gipxl.package import relationships, workbook
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package


def refuse(package: Package, *, allow_protected: bool = False) -> None:
    """Raise PackageError if changing this workbook would break it, or what its owner meant by guarding it."""
    folded = [name.casefold() for name in package.names]
    if len(set(folded)) != len(folded):
        raise PackageError(
            "The workbook holds parts whose names differ only in their capitals.", "Open it in Excel and save it again."
        )
    if any(one.kind == "origin" and "digital-signature" in one.type for one in relationships.of(package)):
        raise PackageError(
            "The workbook is digitally signed, and any change makes the signature void.",
            "Save a copy without the signature (File, Info, View Signatures), and use that.",
        )
    structure = workbook.read(package)
    if any(one.kind == "revisionHeaders" for one in relationships.of(package, structure.part)):
        raise PackageError(
            "The workbook is shared in the old way, with a record of changes that must fit it.",
            "In Excel: Review, Unshare Workbook; save, and use that.",
        )
    if structure.structure_locked and not allow_protected:
        raise PackageError(
            "The workbook's structure is protected, so that sheets cannot be added.",
            "Take the protection away (Review, Protect Workbook), or allow it with --allow-protected.",
        )
