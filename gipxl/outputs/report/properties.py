"""What a report's file says of itself: title, language, and the workbook, day and gipxl that it was made from."""

from __future__ import annotations

from collections.abc import Mapping

from gipxl.outputs.report.markup import plain
from gipxl.outputs.report.pieces import ReportContent
from gipxl.package import content_types, relationships, xml
from gipxl.package.parts import Package
from gipxl.version import VERSION

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CORE = (
    "docProps/core.xml",
    f"{_PACKAGE}/relationships/metadata/core-properties",
    "application/vnd.openxmlformats-package.core-properties+xml",
)
_CUSTOM = (
    "docProps/custom.xml",
    f"{_OFFICE}/relationships/custom-properties",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml",
)
# The set that Word keeps properties of one's own in.
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_EMPTY = xml.new_part(f'<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes"/>')


def with_properties(package: Package, content: ReportContent) -> Package:
    """The report's file with its properties: those of whoever made the template go, none of a person is added."""
    said = {**content.properties, "gipxl version": VERSION}
    package = _stored(package, _CORE, _core(content))
    return _stored(package, _CUSTOM, _custom(package, said))


def _core(content: ReportContent) -> bytes:
    """Title, author's role and language; no dates, which would tell of nothing but the run."""
    creator = f"<dc:creator>{plain(content.author)}</dc:creator>" if content.author else ""
    return xml.new_part(
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{plain(content.title)}</dc:title>{creator}<dc:language>en-GB</dc:language></cp:coreProperties>"
    )


def _custom(package: Package, said: Mapping[str, str]) -> bytes:
    """The template's own custom properties, and gipxl's beside them."""
    name = _existing(package, _CUSTOM[1])
    root = xml.parse(package.part(name) if name else _EMPTY, name or "")
    for element in list(root):
        if element.get("name") in said:
            root.remove(element)
    taken = [int(pid) for element in root if (pid := str(element.get("pid"))).isdecimal()]
    for number, (key, value) in enumerate(said.items(), start=max(taken, default=1) + 1):
        made = xml.make(root, "property", {"fmtid": _FORMAT, "pid": str(number), "name": key})
        made.append(made.makeelement(f"{{{_OFFICE}/docPropsVTypes}}lpwstr", {}))
        made[0].text = value
    return xml.written(root)


def _existing(package: Package, type: str) -> str | None:
    return next((each.part for each in relationships.of(package) if each.type == type and each.part), None)


def _stored(package: Package, what: tuple[str, str, str], data: bytes) -> Package:
    name, type, content_type = what
    if existing := _existing(package, type):
        return package.replaced({existing: data})
    package, _ = relationships.added(package.replaced(added={name: data}), "", type, name)
    return content_types.declared(package, {name: content_type})
