"""The Strict dialect: the same elements as the usual one, under other namespaces."""

from __future__ import annotations

import re

from gipxl.package.parts import Package

_USUAL = "http://schemas.openxmlformats.org/"
_STRICT = "http://purl.oclc.org/ooxml/"

# Namespaces and relationship types that differ between the dialects; those of the package itself are shared.
_PATHS = (
    "spreadsheetml/2006/main",
    "drawingml/2006/chartDrawing",
    "drawingml/2006/chart",
    "drawingml/2006/spreadsheetDrawing",
    "drawingml/2006/main",
    "officeDocument/2006/relationships",
)
_DECLARED = re.compile(
    rf"""((?:xmlns(?::[\w.-]+)?|Type|uri)=["']){re.escape(_USUAL)}({"|".join(_PATHS)})(?=["'/])""".encode()
)


def strict(package: Package) -> Package:
    """A package in the usual dialect, as XlsxWriter makes them, put into Strict."""
    changed = {}
    for name in package.names:
        if name.endswith((".xml", ".rels")):
            data = package.part(name)
            mapped = _DECLARED.sub(_in_strict, data)
            if mapped != data:
                changed[name] = mapped
    return package.replaced(changed)


def _in_strict(found: re.Match[bytes]) -> bytes:
    return found[1] + (_STRICT + found[2].decode().replace("/2006/", "/")).encode()
