"""Content types: what each part of the package is."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import unquote

from gipxl.package import relationships, xml
from gipxl.package.errors import PackageError
from gipxl.package.parts import Package

_PART = "[Content_Types].xml"

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
WORKSHEET = f"{_SHEET}.worksheet+xml"
STYLES = f"{_SHEET}.styles+xml"
COMMENTS = f"{_SHEET}.comments+xml"
VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"


def of(package: Package) -> dict[str, str]:
    """The content type of every part that has one."""
    root = _root(package)
    defaults = {
        str(element.get("Extension", "")).casefold(): str(element.get("ContentType", ""))
        for element in xml.children(root, "Default")
    }
    named = {_part_named(element): str(element.get("ContentType", "")) for element in xml.children(root, "Override")}
    types = {name: named.get(unquote(name).casefold()) or defaults.get(_extension(name)) for name in package.names}
    return {name: type for name, type in types.items() if type}


def declared(package: Package, types: Mapping[str, str]) -> Package:
    """With these parts declared, and the relationship parts of the package that are not yet."""
    known = of(package)
    rels = {name: relationships.CONTENT_TYPE for name in package.names if name.endswith(".rels")}
    missing = {name: type for name, type in {**rels, **types}.items() if known.get(name) != type}
    if not missing:
        return package
    root = _root(package)
    for name, type in missing.items():
        xml.make(root, "Override", {"PartName": f"/{name}", "ContentType": type})
    return package.replaced({_name(package): xml.written(root)})


def withdrawn(package: Package, parts: Collection[str]) -> Package:
    """Without the declarations of parts that are gone."""
    gone = {unquote(part).casefold() for part in parts}
    root = _root(package)
    for element in list(xml.children(root, "Override")):
        if _part_named(element) in gone:
            root.remove(element)
    return package.replaced({_name(package): xml.written(root)})


def _part_named(override: xml.Element) -> str:
    """The part that a declaration is for, as names are compared: case, %20 and the kind of slash aside."""
    return unquote(str(override.get("PartName", ""))).replace("\\", "/").lstrip("/").casefold()


def _extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].casefold()


def _name(package: Package) -> str:
    found = package.find(_PART)
    if found is None:
        raise PackageError("The file is a zip, but not an Office file.", "Save it from Excel as .xlsx.")
    return found


def _root(package: Package) -> xml.Element:
    return xml.parse(package.part(_name(package)), _PART)
