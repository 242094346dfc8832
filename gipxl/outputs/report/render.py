"""The report as a Word document: a template filled in, its ids made unique, packed the same way every time."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files
from itertools import count
from typing import TYPE_CHECKING, Any

from gipxl.errors import OutputError
from gipxl.outputs.report.originals import with_originals
from gipxl.outputs.report.pieces import ReportContent
from gipxl.outputs.report.properties import with_properties
from gipxl.outputs.report.views import report_view
from gipxl.package.parts import Package

if TYPE_CHECKING:
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def built_in_template() -> bytes:
    """The Word template that comes with gipxl."""
    return files("gipxl.outputs").joinpath("templates", "report.docx").read_bytes()


def rendered(content: ReportContent, template: bytes) -> bytes:
    """The document.

    Raises OutputError where the template is no Word document, or has a tag that cannot be filled in.
    """
    document = _opened(template)
    _fill(document, content)
    _make_ids_unique(document.docx.element)
    package = Package.read(_saved(document))
    return _packed(with_originals(with_properties(package, content), content))


def _opened(template: bytes) -> DocxTemplate:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate

    document = DocxTemplate(io.BytesIO(template))
    try:
        document.init_docx()
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise OutputError(
            "The template of the report is not a Word document.", "Save it from Word as .docx and name that file."
        ) from error
    return document


def _fill(document: DocxTemplate, content: ReportContent) -> None:
    from jinja2 import StrictUndefined, TemplateError
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document.render({"report": report_view(content)}, environment, autoescape=True)
    except TemplateError as error:
        raise OutputError(
            f"The template of the report has a tag that cannot be filled in: {error.message}.",
            "Compare the tag with those of gipxl's own template.",
        ) from error


def _make_ids_unique(root: Any) -> None:
    """Loops repeat what stands in them, ids and all; Word wants every control and bookmark to have its own."""
    taken: set[str] = set()
    fresh = (str(number) for number in count(1))
    for element in root.iter(f"{_WORD}id"):
        if element.getparent().tag == f"{_WORD}sdtPr":
            value = element.get(f"{_WORD}val")
            if value in taken:
                value = next(number for number in fresh if number not in taken)
                element.set(f"{_WORD}val", value)
            taken.add(value)
    numbers = count()
    opened: dict[str, str] = {}
    for element in root.iter(f"{_WORD}bookmarkStart", f"{_WORD}bookmarkEnd"):
        old = element.get(f"{_WORD}id")
        if element.tag == f"{_WORD}bookmarkStart":
            opened[old] = str(next(numbers))
        element.set(f"{_WORD}id", opened.get(old, old))


def _saved(document: DocxTemplate) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _packed(package: Package) -> bytes:
    """The file with every part packed anew under one fixed date: python-docx dates them with the minute of the run."""
    return Package(members={}, fresh={name: package.part(name) for name in package.names}).to_bytes()
